// Records made of any bytes: GeoJSON is JSON with positions on the globe, CSV has as many cells in
// every row and none that a spreadsheet would run.
#include "dateline/export.h"
#include "base/utf8.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
    if (!holds)
        abort();
}

// What is left of the input, taken apart piece by piece; zero and "not said" when it is used up.
typedef struct bytes_left {
    const uint8_t *data;
    size_t size;
    dln_arena *arena;
} bytes_left;

static uint8_t take_byte(bytes_left *in) {
    if (in->size == 0)
        return 0;
    in->size--;
    return *in->data++;
}

static int32_t take_number(bytes_left *in) {
    uint32_t value = 0;
    for (int i = 0; i < 4; i++)
        value = value << 8 | take_byte(in);
    return (int32_t)value;
}

static double take_double(bytes_left *in) { // any bits: infinities and what is no number, too
    double value = 0;
    uint8_t bits[sizeof value];
    for (size_t i = 0; i < sizeof bits; i++)
        bits[i] = take_byte(in);
    memcpy(&value, bits, sizeof value);
    return value;
}

static dln_str take_text(bytes_left *in) {
    size_t len = take_byte(in);
    len = len < in->size ? len : in->size;
    dln_str text = {(const char *)in->data, len};
    in->data += len;
    in->size -= len;
    return len ? dln_utf8_repair(in->arena, text) : DLN_STR_NONE;
}

static dln_where take_where(bytes_left *in) {
    dln_where where = {.name = take_text(in), .country = take_text(in), .admin1 = take_text(in)};
    where.located = take_byte(in) & 1;
    where.at = (dln_lonlat){take_double(in), take_double(in)};
    if (take_byte(in) & 1) // mostly positions that could be
        where.at = (dln_lonlat){take_number(in) % 181, take_number(in) % 91};
    where.radius_m = take_double(in);
    where.precision = (dln_geo_precision)(take_byte(in) % 4);
    return where;
}

static dln_count take_count(bytes_left *in) {
    dln_count count = {take_byte(in) & 1, take_number(in), 0};
    count.high = take_byte(in) & 1 ? count.low : DLN_COUNT_OPEN;
    return count;
}

static dln_incident take_incident(bytes_left *in) {
    dln_incident incident = {.type = (dln_incident_type)(take_byte(in) % DLN_INCIDENT_TYPES),
                             .subtype = take_text(in),
                             .status = (dln_incident_status)(take_byte(in) % DLN_INCIDENT_STATUSES),
                             .where = take_where(in),
                             .origin = take_where(in),
                             .destination = take_where(in),
                             .actor = take_text(in),
                             .target = take_text(in),
                             .weapon = take_text(in),
                             .object = take_text(in),
                             .count = take_count(in),
                             .fatalities = take_count(in),
                             .injured = take_count(in),
                             .confidence = take_double(in)};
    incident.when.precision = (dln_date_precision)(take_byte(in) % DLN_DATE_PRECISIONS);
    bool open = incident.when.precision == DLN_DATE_OPEN;
    incident.when.first = open ? DLN_DAY_NONE : take_number(in) % 1000000; // years -768 to 4707
    incident.when.last = open ? DLN_DAY_NONE : incident.when.first + take_byte(in);
    return incident;
}

static dln_evidence take_evidence(bytes_left *in) {
    return (dln_evidence){.report_id = take_text(in),
                          .title = take_text(in),
                          .source = take_text(in),
                          .url = take_text(in),
                          .published = DLN_DAY_NONE,
                          .sentence = take_text(in),
                          .confidence = take_double(in)};
}

static dln_status append(void *context, dln_str bytes, dln_error *err) {
    (void)err;
    dln_buffer_append(context, bytes);
    return DLN_OK;
}

static dln_buffer written(dln_export_format format, dln_export_profile profile,
                          const dln_record *record) {
    dln_buffer out = {0};
    dln_text_export *writer = NULL;
    require(dln_text_export_new(format, profile, append, &out, &writer, NULL) == DLN_OK);
    require(dln_text_export_add(writer, record, NULL) == DLN_OK);
    require(dln_text_export_add(writer, record, NULL) == DLN_OK);
    require(dln_text_export_finish(writer, NULL) == DLN_OK);
    dln_text_export_free(writer);
    require(!out.failed);
    return out;
}

// A position, or arrays of them at any depth.
static void require_coordinates(const json_t *value) {
    size_t i;
    json_t *item;
    require(json_is_array(value) && json_array_size(value) > 0);
    if (json_is_number(json_array_get(value, 0))) {
        dln_lonlat at = {json_number_value(json_array_get(value, 0)),
                         json_number_value(json_array_get(value, 1))};
        require(json_array_size(value) == 2 && dln_lonlat_is_valid(at));
        return;
    }
    json_array_foreach(value, i, item) {
        require_coordinates(item);
    }
}

static void check_geojson(const dln_record *record) {
    dln_buffer out = written(DLN_EXPORT_GEOJSON, DLN_PROFILE_DATELINE, record);
    json_t *collection = json_loadb(out.data, out.len, JSON_REJECT_DUPLICATES, NULL);
    json_t *features = json_object_get(collection, "features"), *feature;
    size_t i;
    require(json_is_array(features) && json_array_size(features) >= 2);
    json_array_foreach(features, i, feature) {
        json_t *geometry = json_object_get(feature, "geometry");
        require(json_is_object(json_object_get(feature, "properties")));
        require(geometry != NULL);
        if (!json_is_null(geometry))
            require_coordinates(json_object_get(geometry, "coordinates"));
    }
    json_decref(collection);
    dln_buffer_free(&out);
}

// Steps over one cell of RFC 4180; `*text` is then at the comma, the line's end or the end.
static void skip_cell(const char **text) {
    const char *at = *text;
    bool quoted = *at == '"';
    const char *content = at + quoted;
    require(!strchr("=@", *content) || *content == '\0'); // a formula
    if (!quoted) {
        *text = at + strcspn(at, ",\r\n\"");
        require(**text != '"');
        return;
    }
    for (at++; *at != '"' || at[1] == '"'; at++) {
        require(*at != '\0');
        at += *at == '"';
    }
    *text = at + 1;
}

static size_t skip_row(const char **text) {
    size_t cells = 1;
    for (skip_cell(text); **text == ','; cells++) {
        ++*text;
        skip_cell(text);
    }
    require(strncmp(*text, "\r\n", 2) == 0);
    *text += 2;
    return cells;
}

static void check_csv(dln_export_profile profile, const dln_record *record) {
    dln_buffer out = written(DLN_EXPORT_CSV, profile, record);
    const char *text = out.data;
    require(strlen(text) == out.len);
    if (strncmp(text, "\xEF\xBB\xBF", 3) == 0)
        text += 3;
    size_t columns = skip_row(&text);
    for (int row = 0; row < 2; row++)
        require(skip_row(&text) == columns);
    require(*text == '\0');
    dln_buffer_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    bytes_left in = {data, size, NULL};
    require(dln_arena_new(&in.arena, NULL) == DLN_OK);
    dln_record record = {.id = take_number(&in), .incident = take_incident(&in)};
    dln_evidence evidence[2] = {take_evidence(&in), take_evidence(&in)};
    record.evidence = evidence;
    record.evidence_count = take_byte(&in) % 3;
    check_geojson(&record);
    check_csv(DLN_PROFILE_DATELINE, &record);
    check_csv(DLN_PROFILE_ACLED, &record);
    check_csv(DLN_PROFILE_UCDP, &record);
    dln_arena_free(in.arena);
    return 0;
}
