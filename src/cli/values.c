#include "cli/values.h"

#include <string.h>

enum { COORDINATE_DECIMALS = 6, CONFIDENCE_DECIMALS = 3 };

size_t cli_codepoint_at(cli_codepoints *at, size_t byte) {
    if (byte < at->byte) {
        at->byte = 0;
        at->codepoint = 0;
    }
    at->codepoint += dln_codepoints_between(at->text, at->byte, byte);
    at->byte = byte;
    return at->codepoint;
}

static void json_offset(dln_json *json, const char *key, cli_codepoints *at, uint32_t byte) {
    dln_json_int(json, key, (int64_t)cli_codepoint_at(at, byte));
}

static void json_lonlat(dln_json *json, const dln_where *where) {
    if (!where->located) {
        dln_json_null(json, "lat");
        dln_json_null(json, "lon");
        return;
    }
    dln_json_double(json, "lat", where->at.lat, COORDINATE_DECIMALS);
    dln_json_double(json, "lon", where->at.lon, COORDINATE_DECIMALS);
}

// Where an event at a mention is, when its words say more than the name: "20 km north of X".
static void json_scene(dln_json *json, const dln_where *scene) {
    dln_json_open(json, "scene", '{');
    dln_json_str(json, "name", scene->name);
    json_lonlat(json, scene);
    dln_json_double(json, "radius_m", scene->radius_m, 0);
    dln_json_close(json, '}');
}

void cli_json_mention(dln_json *json, dln_str text, cli_codepoints *at,
                      const dln_mention *mention) {
    const dln_where *where = &mention->where;
    dln_json_open(json, NULL, '{');
    dln_json_str(json, "text", dln_str_of_span(text, mention->span));
    json_offset(json, "start", at, mention->span.begin);
    json_offset(json, "end", at, mention->span.end);
    json_lonlat(json, where);
    dln_json_str(json, "name", where->name);
    dln_json_str(json, "place_id", where->place_id);
    dln_json_str(json, "feature", where->feature);
    dln_json_str(json, "country", where->country);
    dln_json_str(json, "admin1", where->admin1);
    dln_json_double(json, "confidence", mention->confidence, CONFIDENCE_DECIMALS);
    if (mention->metonym)
        dln_json_bool(json, "metonym", true);
    if (mention->has_scene)
        json_scene(json, &mention->scene);
    dln_json_close(json, '}');
}

// A number that is said: itself, and its range where it is one.
static void json_count(dln_json *json, const char *key, const char *high_key, dln_count count) {
    if (!count.said)
        dln_json_null(json, key);
    else
        dln_json_int(json, key, count.low);
    if (high_key && count.said && count.high != count.low && count.high != DLN_COUNT_OPEN)
        dln_json_int(json, high_key, count.high);
}

static void json_when(dln_json *json, dln_when when) {
    bool open = when.precision == DLN_DATE_OPEN;
    dln_json_day(json, "date", open ? DLN_DAY_NONE : when.first);
    dln_json_day(json, "date_end", open ? DLN_DAY_NONE : when.last);
    dln_json_str(json, "date_precision",
                 open ? DLN_STR_NONE : dln_str_from(dln_date_precision_name(when.precision)));
}

static void json_where(dln_json *json, const dln_where *where) {
    dln_json_str(json, "place", where->name);
    json_lonlat(json, where);
    if (where->located && where->precision != DLN_GEO_UNKNOWN)
        dln_json_int(json, "geo_precision", where->precision);
    else
        dln_json_null(json, "geo_precision");
    if (where->located)
        dln_json_double(json, "radius_m", where->radius_m, 0);
    else
        dln_json_null(json, "radius_m");
    dln_json_str(json, "country", where->country);
    dln_json_str(json, "admin1", where->admin1);
}

// Everything but offsets and identity: shared by extracted and stored incidents.
static void json_body(dln_json *json, const dln_incident *incident) {
    dln_json_str(json, "type", dln_str_from(dln_type_name(incident->type)));
    dln_json_str(json, "subtype", incident->subtype);
    dln_json_str(json, "status", dln_str_from(dln_status_name(incident->status)));
    json_when(json, incident->when);
    json_where(json, &incident->where);
    dln_json_str(json, "origin", incident->origin.name);
    dln_json_str(json, "destination", incident->destination.name);
    dln_json_open(json, "via", '[');
    for (size_t i = 0; i < incident->via_count; i++)
        dln_json_str(json, NULL, incident->via[i].name);
    dln_json_close(json, ']');
    dln_json_str(json, "actor", incident->actor);
    dln_json_str(json, "target", incident->target);
    dln_json_str(json, "weapon", incident->weapon);
    dln_json_str(json, "object", incident->object);
    json_count(json, "count", NULL, incident->count);
    json_count(json, "fatalities", "fatalities_high", incident->fatalities);
    json_count(json, "injured", "injured_high", incident->injured);
    dln_json_double(json, "confidence", incident->confidence, CONFIDENCE_DECIMALS);
}

void cli_json_incident(dln_json *json, dln_str text, cli_codepoints *at,
                       const dln_incident *incident) {
    dln_json_open(json, NULL, '{');
    json_body(json, incident);
    json_offset(json, "begin", at, incident->sentence.begin);
    json_offset(json, "end", at, incident->sentence.end);
    dln_json_open(json, "trigger", '{');
    dln_json_str(json, "text", dln_str_of_span(text, incident->trigger));
    json_offset(json, "start", at, incident->trigger.begin);
    json_offset(json, "end", at, incident->trigger.end);
    dln_json_close(json, '}');
    dln_json_open(json, "place_spans", '[');
    for (size_t i = 0; i < incident->place_span_count; i++) {
        dln_json_open(json, NULL, '[');
        json_offset(json, NULL, at, incident->place_spans[i].begin);
        json_offset(json, NULL, at, incident->place_spans[i].end);
        dln_json_close(json, ']');
    }
    dln_json_close(json, ']');
    dln_json_close(json, '}');
}

static void json_evidence(dln_json *json, const dln_evidence *evidence) {
    dln_json_open(json, NULL, '{');
    dln_json_str(json, "report", evidence->report_id);
    dln_json_str(json, "title", evidence->title);
    dln_json_str(json, "source", evidence->source);
    dln_json_str(json, "url", evidence->url);
    dln_json_day(json, "published", evidence->published);
    dln_json_str(json, "sentence", evidence->sentence);
    dln_json_bool(json, "main", !evidence->further); // it names the incident
    dln_json_int(json, "begin", evidence->begin);
    dln_json_int(json, "end", evidence->end);
    dln_json_double(json, "confidence", evidence->confidence, CONFIDENCE_DECIMALS);
    dln_json_str(json, "place_reason", evidence->place_reason);
    dln_json_str(json, "date_reason", evidence->date_reason);
    dln_json_str(json, "merge_reason", evidence->merge_reason);
    dln_json_close(json, '}');
}

void cli_json_open_record(dln_json *json, const dln_record *record) {
    dln_json_open(json, NULL, '{');
    dln_json_int(json, "id", record->id);
    json_body(json, &record->incident);
    dln_json_str(json, "review", dln_str_from(dln_review_name(record->review)));
    dln_json_bool(json, "corrected", record->corrected);
    if (record->has_distance)
        dln_json_double(json, "distance_m", record->distance_m, 0);
    dln_json_open(json, "sources", '[');
    for (size_t i = 0; i < record->evidence_count; i++)
        json_evidence(json, &record->evidence[i]);
    dln_json_close(json, ']');
}

void cli_json_record(dln_json *json, const dln_record *record) {
    cli_json_open_record(json, record);
    dln_json_close(json, '}');
}

const cli_column cli_incident_columns[CLI_INCIDENT_COLUMNS] = {
    {"id", CLI_COLUMN_NUMBER},
    {"date", CLI_COLUMN_TEXT},
    {"type", CLI_COLUMN_ELASTIC},
    {"status", CLI_COLUMN_TEXT},
    {"place", CLI_COLUMN_ELASTIC},
    {"~km", CLI_COLUMN_SPARE_NUMBER},
    {"country", CLI_COLUMN_SPARE},
    {"killed", CLI_COLUMN_NUMBER},
    {"injured", CLI_COLUMN_NUMBER},
    {"actor", CLI_COLUMN_ELASTIC},
    {"sources", CLI_COLUMN_SPARE_NUMBER},
};

dln_str cli_number_text(dln_arena *arena, double value, int decimals) {
    return dln_arena_printf(arena, "%.*f", decimals, value);
}

dln_str cli_count_text(dln_count count, dln_arena *arena) {
    if (!count.said)
        return DLN_STR("");
    if (count.high == DLN_COUNT_OPEN)
        return dln_arena_printf(arena, "%d+", count.low);
    if (count.high != count.low)
        return dln_arena_printf(arena, "%d-%d", count.low, count.high);
    return dln_arena_printf(arena, "%d", count.low);
}

// "2024-08-03/04": a span of days as ISO 8601 writes it, without what both days share.
static dln_str days_text(dln_day from, dln_day to, dln_arena *arena) {
    char first[DLN_DAY_TEXT_SIZE], last[DLN_DAY_TEXT_SIZE];
    dln_civil a = dln_day_to_civil(from), b = dln_day_to_civil(to);
    const char *differs = dln_day_format(to, last);
    size_t year = strlen(last) - strlen("-MM-DD");
    if (a.year == b.year)
        differs += year + (a.month == b.month ? strlen("-MM-") : strlen("-"));
    return dln_arena_printf(arena, "%s/%s", dln_day_format(from, first), differs);
}

dln_str cli_when_text(dln_when when, dln_arena *arena) {
    char first[DLN_DAY_TEXT_SIZE];
    if (when.precision == DLN_DATE_OPEN)
        return DLN_STR("");
    if (when.first == when.last)
        return dln_arena_printf(arena, "%s", dln_day_format(when.first, first));
    return days_text(when.first, when.last, arena);
}

dln_str cli_where_text(const dln_incident *incident, dln_arena *arena) {
    dln_str from = incident->origin.name;
    dln_str to =
        incident->destination.name.data ? incident->destination.name : incident->where.name;
    if (from.data && to.data && !dln_str_equal(from, to))
        return dln_arena_printf(arena, "%.*s → %.*s", DLN_STR_ARG(from), DLN_STR_ARG(to));
    if (from.data && !to.data)
        return dln_arena_printf(arena, "from %.*s", DLN_STR_ARG(from));
    return to.data ? to : DLN_STR("");
}

dln_str cli_type_text(const dln_incident *incident, dln_arena *arena) {
    const char *type = dln_type_name(incident->type);
    if (!incident->subtype.data)
        return dln_str_from(type);
    return dln_arena_printf(arena, "%s/%.*s", type, DLN_STR_ARG(incident->subtype));
}

const char *cli_mark_text(const dln_record *record) {
    // By the bits of what applies: unsure, rough, corrected, then accepted or rejected.
    static const char *const marks[3][8] = {
        {"", "?", "~", "?~", "*", "?*", "~*", "?~*"},
        {"+", "?+", "~+", "?~+", "*+", "?*+", "~*+", "?~*+"},
        {"x", "?x", "~x", "?~x", "*x", "?*x", "~*x", "?~*x"},
    };
    const dln_incident *in = &record->incident;
    bool unsure = in->status == DLN_CLAIMED || in->status == DLN_ALLEGED ||
                  in->confidence < DLN_UNSURE_CONFIDENCE;
    bool rough = in->where.located && in->where.precision == DLN_GEO_REGION;
    return marks[record->review][unsure | rough << 1 | record->corrected << 2];
}

static dln_str radius_text(const dln_where *where, dln_arena *arena) {
    if (!where->located || where->precision == DLN_GEO_EXACT)
        return DLN_STR("");
    return cli_number_text(arena, where->radius_m / 1000, 0);
}

void cli_incident_cells(dln_str *cells, int64_t id, const dln_incident *incident, size_t sources,
                        dln_arena *arena) {
    cells[0] = id ? dln_arena_printf(arena, "%lld", (long long)id) : DLN_STR("");
    cells[1] = cli_when_text(incident->when, arena);
    cells[2] = cli_type_text(incident, arena);
    cells[3] = dln_str_from(dln_status_name(incident->status));
    cells[4] = cli_where_text(incident, arena);
    cells[5] = radius_text(&incident->where, arena);
    cells[6] = incident->where.country;
    cells[7] = cli_count_text(incident->fatalities, arena);
    cells[8] = cli_count_text(incident->injured, arena);
    cells[9] = incident->actor;
    cells[10] = sources ? dln_arena_printf(arena, "%zu", sources) : DLN_STR("");
}
