#include "golden/scene_file.h"

#include <stdio.h>
#include <string.h>

struct reading {
    scene_file *scene;
    dln_arena *arena;
    int line;
};

static dln_status bad(const struct reading *r, dln_error *err, const char *what) {
    return dln_fail(err, DLN_BAD_INPUT, "line %d: %s", r->line, what);
}

static dln_str next_word(dln_str *rest) {
    *rest = dln_str_trim(*rest);
    return rest->data ? dln_str_cut(rest, ' ') : DLN_STR_NONE;
}

// NAME @ LAT LON [RADIUS_M [COUNTRY [exact|near|region|country]]]
static bool parse_where(dln_str text, dln_where *out) {
    dln_str rest = text;
    dln_str name = dln_str_trim(dln_str_cut(&rest, '@'));
    *out = (dln_where){.name = name, .precision = DLN_GEO_EXACT};
    if (!rest.data)
        return name.len > 0; // named, but not placed
    double radius;
    if (!dln_str_to_double(next_word(&rest), &out->at.lat) ||
        !dln_str_to_double(next_word(&rest), &out->at.lon))
        return false;
    out->located = true;
    if (dln_str_to_double(next_word(&rest), &radius))
        out->radius_m = radius;
    out->country = next_word(&rest);
    dln_str precision = next_word(&rest);
    if (dln_str_equal(precision, DLN_STR("near")))
        out->precision = DLN_GEO_NEAR;
    else if (dln_str_equal(precision, DLN_STR("region")))
        out->precision = DLN_GEO_REGION;
    else if (dln_str_equal(precision, DLN_STR("country"))) {
        out->precision = DLN_GEO_REGION;
        out->feature = DLN_STR("PCLI");
    }
    return true;
}

// One place, or the stops of a way with > between them.
static dln_status parse_way(const struct reading *r, dln_str text, dln_incident *incident,
                            dln_error *err) {
    dln_where stops[DLN_VIA_MAX + 2];
    size_t count = 0;
    for (dln_str rest = text; rest.data;)
        if (count == DLN_VIA_MAX + 2 || !parse_where(dln_str_cut(&rest, '>'), &stops[count++]))
            return bad(r, err, "a place is NAME @ LAT LON [RADIUS_M [COUNTRY [PRECISION]]]");
    if (count == 0)
        return DLN_OK;
    incident->where = stops[count - 1];
    if (count == 1)
        return DLN_OK;
    incident->origin = stops[0];
    if (incident->type == DLN_MOVEMENT)
        incident->destination = stops[count - 1];
    for (size_t i = 1; i + 1 < count; i++)
        incident->via[incident->via_count++] = stops[i];
    return DLN_OK;
}

static dln_status add_evidence(const struct reading *r, dln_str source, dln_record *record,
                               dln_error *err) {
    dln_evidence *evidence = DLN_ARENA_ARRAY(r->arena, dln_evidence, 1);
    if (!evidence)
        return dln_fail_memory(err);
    evidence->report_id = dln_arena_printf(r->arena, "%.*s-%d", DLN_STR_ARG(source), r->line % 7);
    evidence->source = source;
    record->evidence = evidence;
    record->evidence_count = 1;
    return DLN_OK;
}

static dln_status room(const struct reading *r, dln_error *err) {
    scene_file *scene = r->scene;
    if (scene->count < scene->capacity)
        return DLN_OK;
    size_t larger = scene->capacity ? scene->capacity * 2 : 64;
    dln_record *records = DLN_ARENA_ARRAY(r->arena, dln_record, larger);
    if (!records)
        return dln_fail_memory(err);
    if (scene->count)
        memcpy(records, scene->records, scene->count * sizeof *records);
    scene->records = records;
    scene->capacity = larger;
    return DLN_OK;
}

// TYPE | STATUS | DAY [DAY] | PLACE [> PLACE …] | SOURCE [| KILLED]
static dln_status parse_incident(const struct reading *r, dln_str first, dln_str rest,
                                 dln_error *err) {
    dln_status status = room(r, err);
    if (status != DLN_OK)
        return status;
    dln_record record = {.id = (int64_t)r->scene->count + 1};
    dln_incident *incident = &record.incident;
    if (!dln_type_parse(first, &incident->type) ||
        !dln_status_parse(dln_str_trim(dln_str_cut(&rest, '|')), &incident->status))
        return bad(r, err, "neither a known key nor TYPE | STATUS | …");
    dln_str days = dln_str_trim(dln_str_cut(&rest, '|'));
    incident->when = (dln_when){DLN_DAY_NONE, DLN_DAY_NONE, DLN_DATE_OPEN};
    if (dln_day_parse(next_word(&days), &incident->when.first)) {
        incident->when.precision = DLN_DATE_DAY;
        if (!dln_day_parse(next_word(&days), &incident->when.last))
            incident->when.last = incident->when.first;
    }
    status = parse_way(r, dln_str_trim(dln_str_cut(&rest, '|')), incident, err);
    dln_str source = dln_str_trim(dln_str_cut(&rest, '|'));
    int64_t killed;
    if (rest.data && dln_str_to_int(dln_str_trim(rest), &killed))
        incident->fatalities = (dln_count){true, (int32_t)killed, (int32_t)killed};
    if (status == DLN_OK && source.len)
        status = add_evidence(r, source, &record, err);
    if (status == DLN_OK)
        r->scene->records[r->scene->count++] = record;
    return status;
}

static bool parse_extent(dln_str text, dln_map_options *options) {
    double *sides[] = {&options->extent.west, &options->extent.south, &options->extent.east,
                       &options->extent.north};
    for (int i = 0; i < 4; i++)
        if (!dln_str_to_double(dln_str_trim(dln_str_cut(&text, ',')), sides[i]))
            return false;
    options->has_extent = true;
    return true;
}

static bool parse_size(dln_str text, dln_map_options *options) {
    int64_t width, height;
    if (!dln_str_to_int(dln_str_cut(&text, 'x'), &width) || !dln_str_to_int(text, &height))
        return false;
    options->width_px = (int)width;
    options->height_px = (int)height;
    return true;
}

static bool parse_size_by(dln_str text, dln_map_options *options) {
    bool count = dln_str_equal(text, DLN_STR("count"));
    options->size_by = count ? DLN_SIZE_BY_COUNT : DLN_SIZE_BY_FATALITIES;
    return count || dln_str_equal(text, DLN_STR("fatalities"));
}

static bool parse_highlight(const struct reading *r, dln_str text, dln_map_options *options) {
    int64_t *ids = DLN_ARENA_ARRAY(r->arena, int64_t, text.len + 1);
    options->highlight = ids;
    while (ids && text.data)
        if (!dln_str_to_int(dln_str_trim(dln_str_cut(&text, ',')),
                            &ids[options->highlight_count++]))
            return false;
    return ids != NULL;
}

static bool parse_theme(dln_str text, dln_map_options *options) {
    static const char *const names[] = {"light", "dark", "print", "grey"};
    for (int i = 0; i < 4; i++) {
        if (dln_str_equal(text, dln_str_from(names[i]))) {
            options->theme = (dln_map_theme)i;
            return true;
        }
    }
    return false;
}

static dln_status parse_line(const struct reading *r, dln_str line, dln_error *err) {
    dln_map_options *options = &r->scene->options;
    dln_str rest = line;
    dln_str key = dln_str_trim(dln_str_cut(&rest, '|')), value = dln_str_trim(rest);
    bool good = true;
    if (dln_str_equal(key, DLN_STR("title")))
        options->title = value;
    else if (dln_str_equal(key, DLN_STR("subtitle")))
        options->subtitle = value;
    else if (dln_str_equal(key, DLN_STR("extent")))
        good = parse_extent(value, options);
    else if (dln_str_equal(key, DLN_STR("size")))
        good = parse_size(value, options);
    else if (dln_str_equal(key, DLN_STR("dpi")))
        good = dln_str_to_double(value, &options->dpi);
    else if (dln_str_equal(key, DLN_STR("size-by")))
        good = parse_size_by(value, options);
    else if (dln_str_equal(key, DLN_STR("highlight")))
        good = parse_highlight(r, value, options);
    else if (dln_str_equal(key, DLN_STR("language")))
        options->language = dln_str_equal(value, DLN_STR("ar")) ? DLN_MAP_ARABIC : DLN_MAP_ENGLISH;
    else if (dln_str_equal(key, DLN_STR("density")))
        options->density =
            dln_str_equal(value, DLN_STR("heat")) ? DLN_DENSITY_HEAT : DLN_DENSITY_HEXAGON;
    else if (dln_str_equal(key, DLN_STR("theme")))
        good = parse_theme(value, options);
    else
        return parse_incident(r, key, rest, err);
    return good ? DLN_OK : bad(r, err, "the value cannot be read");
}

dln_status scene_file_parse(dln_str text, dln_arena *arena, scene_file *out, dln_error *err) {
    *out = (scene_file){0};
    dln_map_options_init(&out->options);
    struct reading r = {.scene = out, .arena = arena};
    dln_str kept = dln_arena_copy(arena, text);
    dln_status status = kept.data ? DLN_OK : dln_fail_memory(err);
    while (status == DLN_OK && kept.data) {
        dln_str line = dln_str_trim(dln_str_cut(&kept, '\n'));
        r.line++;
        if (line.len && line.data[0] != '#')
            status = parse_line(&r, line, err);
    }
    return status;
}

dln_status scene_file_show(const scene_file *file, dln_shown_list *out, dln_error *err) {
    dln_status status = dln_shown_list_init(out, err);
    for (size_t i = 0; i < file->count && status == DLN_OK; i++)
        status = dln_shown_list_add(out, &file->records[i], err);
    return status;
}

dln_status scene_file_read(const char *path, dln_arena *arena, scene_file *out, dln_error *err) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return dln_fail(err, DLN_IO, "%s: cannot be opened", path);
    dln_buffer text = {0};
    char chunk[4096];
    for (size_t got; (got = fread(chunk, 1, sizeof chunk, file)) > 0;)
        dln_buffer_append(&text, (dln_str){chunk, got});
    fclose(file);
    dln_status status = scene_file_parse(dln_buffer_str(&text), arena, out, err);
    dln_buffer_free(&text);
    return status;
}
