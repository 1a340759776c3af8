// A GeoJSON feature as a row of our own columns, with the stops and sources that no table holds.
#include "import/json.h"

#include "export/way.h"

#include <jansson.h>
#include <stdlib.h>

// A member as a cell: text as it is, numbers as they are written; null and missing are not said.
static dln_str cell_of(const json_t *value, dln_arena *arena) {
    if (json_is_string(value))
        return (dln_str){json_string_value(value), json_string_length(value)};
    if (json_is_integer(value))
        return dln_arena_printf(arena, "%lld", (long long)json_integer_value(value));
    if (json_is_boolean(value))
        return json_is_true(value) ? DLN_STR("1") : DLN_STR("0");
    if (!json_is_real(value))
        return DLN_STR("");
    char *text = json_dumps(value, JSON_ENCODE_ANY);
    dln_str copy = dln_arena_copy(arena, dln_str_from(text));
    free(text);
    return copy;
}

static dln_str text_of(const json_t *object, const char *key, dln_arena *arena) {
    dln_str text = cell_of(json_object_get(object, key), arena);
    return text.len ? dln_arena_copy(arena, text) : DLN_STR_NONE;
}

static double number_of(const json_t *object, const char *key, double otherwise) {
    const json_t *value = json_object_get(object, key);
    return json_is_number(value) ? json_number_value(value) : otherwise;
}

// GDAL and QGIS keep a list that they have no field for as its text.
static json_t *list_of(const json_t *properties, const char *key) {
    json_t *value = json_object_get(properties, key);
    if (json_is_array(value))
        return json_incref(value);
    json_t *parsed = json_is_string(value) ? json_loads(json_string_value(value), 0, NULL) : NULL;
    if (json_is_array(parsed))
        return parsed;
    json_decref(parsed);
    return NULL;
}

// --- stops ---

static dln_where stop_of(const json_t *stop, dln_arena *arena) {
    dln_where where = {.name = text_of(stop, "name", arena),
                       .place_id = text_of(stop, "place_id", arena),
                       .feature = text_of(stop, "feature", arena),
                       .country = text_of(stop, "country", arena),
                       .admin1 = text_of(stop, "admin1", arena),
                       .at = {number_of(stop, "lon", 999), number_of(stop, "lat", 999)},
                       .radius_m = number_of(stop, "radius_m", 0)};
    double precision = number_of(stop, "geo_precision", DLN_GEO_EXACT);
    where.located = dln_lonlat_is_valid(where.at);
    if (!(where.radius_m >= 0 && where.radius_m <= DLN_ROW_RADIUS_MOST_M))
        where.radius_m = 0;
    if (!where.located)
        where.at = (dln_lonlat){0};
    else
        where.precision = precision == DLN_GEO_NEAR     ? DLN_GEO_NEAR
                          : precision == DLN_GEO_REGION ? DLN_GEO_REGION
                                                        : DLN_GEO_EXACT;
    return where;
}

static void put_stops(const json_t *properties, dln_arena *arena, dln_incident *out) {
    json_t *stops = list_of(properties, "stops"), *stop;
    size_t i;
    if (stops)
        out->via_count = 0;
    json_array_foreach(stops, i, stop) {
        dln_str role = text_of(stop, "role", arena);
        dln_where where = stop_of(stop, arena);
        dln_row_join_stop(&where, DLN_STOP_DECIMALS, &out->where);
        if (dln_str_equal(role, DLN_STR("origin")))
            out->origin = where;
        else if (dln_str_equal(role, DLN_STR("destination")))
            out->destination = where;
        else if (dln_str_equal(role, DLN_STR("via")) && out->via_count < DLN_VIA_MAX)
            out->via[out->via_count++] = where;
    }
    json_decref(stops);
}

// --- sources ---

static dln_evidence evidence_of(const json_t *said, const dln_incident *incident,
                                dln_arena *arena) {
    dln_evidence evidence = {.report_id = text_of(said, "report", arena),
                             .title = text_of(said, "title", arena),
                             .source = text_of(said, "source", arena),
                             .url = text_of(said, "url", arena),
                             .published = DLN_DAY_NONE,
                             .sentence = text_of(said, "sentence", arena),
                             .confidence = number_of(said, "confidence", incident->confidence),
                             .merge_reason = text_of(said, "merge_reason", arena),
                             .further = json_is_false(json_object_get(said, "main"))};
    double begin = number_of(said, "begin", 0), end = number_of(said, "end", 0);
    if (begin >= 0 && begin <= end && end < UINT32_MAX) {
        evidence.begin = (uint32_t)begin;
        evidence.end = (uint32_t)end;
    }
    if (!(evidence.confidence >= 0 && evidence.confidence <= 1))
        evidence.confidence = incident->confidence;
    (void)dln_day_parse(text_of(said, "published", arena), &evidence.published);
    if (!evidence.sentence.data)
        evidence.sentence = DLN_STR("");
    if (!evidence.further) {
        evidence.place_reason = incident->place_reason;
        evidence.date_reason = incident->date_reason;
    }
    return evidence;
}

// What names no report says nothing that could be looked up.
static void put_evidence(const json_t *properties, dln_arena *arena, dln_record *out) {
    json_t *list = list_of(properties, "evidence"), *said;
    size_t i, count = 0, named = 0, most = json_array_size(list);
    dln_evidence *evidence = most ? DLN_ARENA_ARRAY(arena, dln_evidence, most) : NULL;
    if (evidence)
        json_array_foreach(list, i, said) {
            evidence[count] = evidence_of(said, &out->incident, arena);
            if (!evidence[count].report_id.len)
                continue;
            named += !evidence[count++].further;
        }
    json_decref(list);
    if (named) {
        out->evidence = evidence;
        out->evidence_count = count;
    }
}

// --- the feature ---

static bool is_way(const json_t *properties) {
    const json_t *layer = json_object_get(properties, "layer");
    return json_is_string(layer) &&
           dln_str_equal(dln_str_from(json_string_value(layer)), DLN_STR("movement"));
}

static void put_position(dln_row_cells *row, dln_str *values, const json_t *feature) {
    const json_t *geometry = json_object_get(feature, "geometry");
    if (!json_is_object(geometry))
        return;
    const char *type = json_string_value(json_object_get(geometry, "type"));
    const json_t *at = json_object_get(geometry, "coordinates");
    if (!type || !dln_str_equal(dln_str_from(type), DLN_STR("Point")) || json_array_size(at) < 2) {
        row->bad = true;
        dln_fail(row->err, DLN_BAD_INPUT, "%.*s:%zu: the geometry is a %s, and no Point",
                 DLN_STR_ARG(row->file), row->line, type ? type : "thing without a type");
        return;
    }
    values[DLN_OWN_LON] = cell_of(json_array_get(at, 0), row->arena);
    values[DLN_OWN_LAT] = cell_of(json_array_get(at, 1), row->arena);
}

static void fill_cells(dln_row_cells *row, dln_str *values, const json_t *feature,
                       const json_t *properties) {
    for (int i = 0; i < dln_row_own.count; i++)
        values[i] = cell_of(json_object_get(properties, dln_row_own.names[i]), row->arena);
    values[DLN_OWN_LON] = values[DLN_OWN_LAT] = DLN_STR("");
    if (!values[DLN_OWN_ID].len)
        values[DLN_OWN_ID] = cell_of(json_object_get(feature, "id"), row->arena);
    put_position(row, values, feature);
}

static dln_status spoil(const dln_row_cells *row, size_t line, const char *why) {
    return dln_fail(row->err, DLN_BAD_INPUT, "%.*s:%zu: %s", DLN_STR_ARG(row->file), line, why);
}

// Text outlives the parsed feature: it is copied where the row reads it.
static bool own_cells(dln_str *values, dln_arena *arena) {
    for (int i = 0; i < dln_row_own.count; i++) {
        dln_str copy = values[i].len ? dln_arena_copy(arena, values[i]) : DLN_STR("");
        if (!copy.data)
            return false;
        values[i] = copy;
    }
    return true;
}

static dln_status read_feature(dln_row_cells *row, const json_t *feature, dln_record *out,
                               bool *skipped) {
    const json_t *properties = json_object_get(feature, "properties");
    if (!json_is_object(properties))
        return spoil(row, row->line, "no feature: it has no properties");
    *skipped = is_way(properties);
    if (*skipped)
        return DLN_OK;
    dln_str values[DLN_ROW_COLUMNS_MAX];
    fill_cells(row, values, feature, properties);
    if (row->bad)
        return DLN_BAD_INPUT;
    if (!own_cells(values, row->arena))
        return dln_fail_memory(row->err);
    row->values = values;
    dln_row_own.read(row, out);
    if (row->bad)
        return DLN_BAD_INPUT;
    put_stops(properties, row->arena, &out->incident);
    put_evidence(properties, row->arena, out);
    return DLN_OK;
}

dln_status dln_import_feature(dln_row_cells *row, dln_str text, dln_record *out, bool *skipped) {
    json_error_t error;
    json_t *feature = json_loadb(text.data, text.len, 0, &error);
    if (!feature)
        return spoil(row, row->line + (error.line > 1 ? (size_t)error.line - 1 : 0), error.text);
    dln_status status = json_is_object(feature) ? read_feature(row, feature, out, skipped)
                                                : spoil(row, row->line, "no feature");
    json_decref(feature);
    return status;
}
