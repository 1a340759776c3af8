// dateline geocode: place names in, candidates out.
#include <string.h>

#include "cli/cli.h"
#include "cli/options.h"
#include "cli/values.h"

enum { DEFAULT_LIMIT = 10 };

typedef struct lookup {
    dln_gazetteer *gazetteer;
    dln_geocode_options options;
    cli_format format;
    dln_arena *arena;
    cli_table table;
    dln_buffer text; // JSON of all names
    dln_json json;
    size_t found;
} lookup;

static const cli_column columns[] = {
    {"name", CLI_COLUMN_ELASTIC}, {"place", CLI_COLUMN_ELASTIC}, {"match", CLI_COLUMN_TEXT},
    {"feature", CLI_COLUMN_TEXT}, {"country", CLI_COLUMN_TEXT},  {"admin1", CLI_COLUMN_ELASTIC},
    {"lat", CLI_COLUMN_NUMBER},   {"lon", CLI_COLUMN_NUMBER},    {"population", CLI_COLUMN_NUMBER},
    {"km", CLI_COLUMN_NUMBER},    {"score", CLI_COLUMN_NUMBER},  {"id", CLI_COLUMN_TEXT},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static dln_str match_name(const dln_geocode_match *match) {
    static const char *const names[] = {[DLN_NAME_MAIN] = "name",
                                        [DLN_NAME_ALTERNATE] = "alternate",
                                        [DLN_NAME_ABBREVIATION] = "abbreviation",
                                        [DLN_NAME_DERIVED] = "derived"};
    return match->similar ? DLN_STR("similar") : dln_str_from(names[match->kind]);
}

static void add_row(lookup *l, dln_str name, const dln_geocode_match *match) {
    const dln_place *place = &match->place;
    dln_str *cells = cli_table_row(&l->table);
    cells[0] = name;
    cells[1] = place->name;
    cells[2] = match_name(match);
    cells[3] = place->feature;
    cells[4] = dln_arena_copy(l->arena, dln_str_from(place->country));
    cells[5] = place->admin1;
    cells[6] = cli_number_text(l->arena, place->at.lat, 5);
    cells[7] = cli_number_text(l->arena, place->at.lon, 5);
    cells[8] = place->population ? dln_arena_printf(l->arena, "%lld", (long long)place->population)
                                 : DLN_STR("");
    cells[9] =
        l->options.has_near ? cli_number_text(l->arena, match->distance_m / 1000, 0) : DLN_STR("");
    cells[10] = cli_number_text(l->arena, match->score, 2);
    cells[11] = place->id;
}

static void json_properties(lookup *l, const dln_geocode_match *match) {
    const dln_place *place = &match->place;
    dln_json *json = &l->json;
    dln_json_str(json, "name", place->name);
    dln_json_str(json, "match", match_name(match));
    dln_json_double(json, "score", match->score, 3);
    dln_json_str(json, "place_id", place->id);
    dln_json_str(json, "feature", place->feature);
    dln_json_str(json, "country", *place->country ? dln_str_from(place->country) : DLN_STR_NONE);
    dln_json_str(json, "admin1", place->admin1);
    if (place->population)
        dln_json_int(json, "population", place->population);
    else
        dln_json_null(json, "population");
    dln_json_double(json, "radius_m", place->radius_m, 0);
    if (l->options.has_near)
        dln_json_double(json, "distance_m", match->distance_m, 0);
}

static void add_json(lookup *l, const dln_geocode_match *match) {
    dln_json_open(&l->json, NULL, '{');
    dln_json_double(&l->json, "lat", match->place.at.lat, 6);
    dln_json_double(&l->json, "lon", match->place.at.lon, 6);
    json_properties(l, match);
    dln_json_close(&l->json, '}');
}

static void add_feature(lookup *l, dln_str name, const dln_geocode_match *match) {
    dln_json *json = &l->json;
    dln_json_open(json, NULL, '{');
    dln_json_str(json, "type", DLN_STR("Feature"));
    dln_json_open(json, "geometry", '{');
    dln_json_str(json, "type", DLN_STR("Point"));
    dln_json_open(json, "coordinates", '[');
    dln_json_double(json, NULL, match->place.at.lon, 6);
    dln_json_double(json, NULL, match->place.at.lat, 6);
    dln_json_close(json, ']');
    dln_json_close(json, '}');
    dln_json_open(json, "properties", '{');
    dln_json_str(json, "query", name);
    json_properties(l, match);
    dln_json_close(json, '}');
    dln_json_close(json, '}');
}

static bool is_json(const lookup *l) {
    return l->format == CLI_FORMAT_JSON || l->format == CLI_FORMAT_JSONL;
}

static void begin_name(lookup *l, dln_str name) {
    dln_json_open(&l->json, NULL, '{');
    dln_json_str(&l->json, "query", name);
    dln_json_open(&l->json, "candidates", '[');
}

static void end_name(lookup *l) {
    dln_json_close(&l->json, ']');
    dln_json_close(&l->json, '}');
    if (l->format == CLI_FORMAT_JSONL) {
        dln_buffer_append_char(&l->text, '\n');
        l->json = dln_json_to(&l->text);
    }
}

static dln_status look_up(lookup *l, dln_str name, dln_error *err) {
    const dln_geocode_match *matches = NULL;
    size_t count = 0;
    dln_status status =
        dln_geocode(l->gazetteer, name, &l->options, l->arena, &matches, &count, err);
    if (status != DLN_OK)
        return status;
    l->found += count;
    if (count == 0)
        cli_say("the gazetteer knows no '%.*s'", DLN_STR_ARG(name));
    if (is_json(l))
        begin_name(l, name);
    for (size_t i = 0; i < count; i++) {
        if (is_json(l))
            add_json(l, &matches[i]);
        else if (l->format == CLI_FORMAT_GEOJSON)
            add_feature(l, name, &matches[i]);
        else
            add_row(l, name, &matches[i]);
    }
    if (is_json(l))
        end_name(l);
    return DLN_OK;
}

static dln_status print_json(lookup *l, dln_error *err) {
    if (l->format == CLI_FORMAT_JSON)
        dln_json_close(&l->json, ']');
    if (l->format == CLI_FORMAT_GEOJSON) {
        dln_json_close(&l->json, ']');
        dln_json_close(&l->json, '}');
    }
    if (l->format != CLI_FORMAT_JSONL)
        dln_buffer_append_char(&l->text, '\n');
    return l->text.failed ? dln_fail_memory(err)
                          : cli_write_stdout(NULL, dln_buffer_str(&l->text), err);
}

static dln_status run(lookup *l, int count, char **names, dln_error *err) {
    dln_status status = dln_arena_new(&l->arena, err);
    if (status == DLN_OK)
        status = cli_open_gazetteer(&l->gazetteer, err);
    l->table = cli_table_new(columns, COLUMNS, l->arena);
    l->json = dln_json_to(&l->text);
    if (l->format == CLI_FORMAT_JSON)
        dln_json_open(&l->json, NULL, '[');
    if (l->format == CLI_FORMAT_GEOJSON) {
        dln_json_open(&l->json, NULL, '{');
        dln_json_str(&l->json, "type", DLN_STR("FeatureCollection"));
        dln_json_open(&l->json, "features", '[');
    }
    for (int i = 0; i < count && status == DLN_OK; i++)
        status = look_up(l, dln_str_from(names[i]), err);
    if (status != DLN_OK)
        return status;
    if (l->format == CLI_FORMAT_CSV)
        return cli_table_print_csv(&l->table, stdout, err);
    if (l->format != CLI_FORMAT_TABLE)
        return print_json(l, err);
    return l->found ? cli_table_print(&l->table, stdout, cli_terminal_width(stdout), err) : DLN_OK;
}

static bool parse_near(dln_str value, void *target, dln_error *err) {
    dln_geocode_options *options = target;
    options->has_near = cli_parse_lonlat(value, &options->near, err);
    return options->has_near;
}

int cli_geocode(int argc, char **argv) {
    lookup l = {.options = {.limit = DEFAULT_LIMIT}};
    const cli_option options[] = {
        {"country", "CC", "only in this country (two letters: IQ)", cli_parse_country,
         l.options.country},
        {"near", "LON,LAT", "what lies near comes first", parse_near, &l.options},
        {"limit", "N", "at most N candidates a name (10)", cli_parse_count, &l.options.limit},
        {"format|f", "FORMAT", "table, json, jsonl, csv or geojson (table)", cli_parse_format,
         &l.format},
        {0},
    };
    cli_usage usage = {
        "geocode",
        "[options] NAME...",
        "Looks place names up in the gazetteer, in any spelling and script; the likeliest "
        "place first.",
        {options},
        1};
    int count = 0;
    int leave = cli_options_parse(&usage, argc, argv, &count);
    if (leave >= 0)
        return leave;
    if (count == 0)
        return cli_usage_error("geocode", "name a place: dateline geocode Baghdad");
    dln_error err = {0};
    dln_status status = run(&l, count, argv, &err);
    int result = status != DLN_OK ? cli_fail(&err) : l.found ? CLI_DONE : CLI_NOTHING_FOUND;
    dln_gazetteer_close(l.gazetteer);
    dln_buffer_free(&l.text);
    dln_arena_free(l.arena);
    return cli_finish(result);
}
