#include "cli/reverse.h"

#include <math.h>

#include "cli/cli.h"
#include "cli/knowledge.h"
#include "cli/places.h"
#include "cli/table.h"
#include "cli/values.h"

typedef struct answer {
    const dln_gazetteer *gazetteer;
    const cli_reverse_options *options;
    dln_arena *arena;
    dln_reverse_geocode found;
} answer;

static const cli_column columns[] = {
    {"match", CLI_COLUMN_TEXT},     {"place", CLI_COLUMN_ELASTIC},     {"feature", CLI_COLUMN_TEXT},
    {"country", CLI_COLUMN_TEXT},   {"admin1", CLI_COLUMN_ELASTIC},    {"lat", CLI_COLUMN_NUMBER},
    {"lon", CLI_COLUMN_NUMBER},     {"population", CLI_COLUMN_NUMBER}, {"km", CLI_COLUMN_NUMBER},
    {"bearing", CLI_COLUMN_NUMBER}, {"compass", CLI_COLUMN_TEXT},      {"id", CLI_COLUMN_TEXT},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

// To steps as wide as what is printed shows; 359.97 is 0 then, and not 360.
static double rounded_bearing(double bearing_deg, double step_deg) {
    return fmod(round(bearing_deg / step_deg) * step_deg, 360);
}

static dln_str *add_row(const answer *a, cli_table *table, const char *match,
                        const dln_place *place) {
    dln_str *cells = cli_table_row(table);
    cells[0] = dln_str_from(match);
    cells[1] = place->name;
    cells[2] = place->feature;
    cells[3] = dln_arena_copy(a->arena, dln_str_from(place->country));
    cells[4] = place->admin1;
    cells[5] = cli_number_text(a->arena, place->at.lat, 5);
    cells[6] = cli_number_text(a->arena, place->at.lon, 5);
    cells[7] = cli_population_text(a->arena, place);
    cells[11] = place->id;
    return cells;
}

static void add_area(const answer *a, cli_table *table, dln_place_index index) {
    if (index == DLN_NO_PLACE)
        return;
    dln_place place = dln_gazetteer_place(a->gazetteer, index);
    (void)add_row(a, table, "inside", &place);
}

static dln_status print_table(const answer *a, dln_error *err) {
    cli_table table = cli_table_new(columns, COLUMNS, a->arena);
    add_area(a, &table, a->found.inside.country);
    add_area(a, &table, a->found.inside.admin1);
    for (size_t i = 0; i < a->found.count; i++) {
        const dln_nearby *nearby = &a->found.items[i];
        dln_str *cells = add_row(a, &table, "near", &nearby->place);
        cells[8] = cli_number_text(a->arena, nearby->distance_m / 1000, 1);
        cells[9] = cli_number_text(a->arena, rounded_bearing(nearby->bearing_deg, 1), 0);
        cells[10] = dln_str_from(dln_compass_point(nearby->bearing_deg));
    }
    if (a->options->format == CLI_FORMAT_CSV)
        return cli_table_print_csv(&table, stdout, err);
    return table.row_count ? cli_table_print(&table, stdout, cli_terminal_width(stdout), err)
                           : DLN_OK;
}

static void json_inside(const answer *a, dln_json *json) {
    dln_place country = dln_gazetteer_place(a->gazetteer, a->found.inside.country);
    dln_place admin1 = dln_gazetteer_place(a->gazetteer, a->found.inside.admin1);
    dln_json_str(json, "country", *country.country ? dln_str_from(country.country) : DLN_STR_NONE);
    dln_json_str(json, "country_name", country.name);
    dln_json_str(json, "country_id", country.id);
    dln_json_str(json, "admin1", admin1.name);
    dln_json_str(json, "admin1_id", admin1.id);
}

static void json_nearby(dln_json *json, const dln_nearby *nearby) {
    dln_json_str(json, "name", nearby->place.name);
    dln_json_double(json, "distance_m", nearby->distance_m, 0);
    dln_json_double(json, "bearing_deg", rounded_bearing(nearby->bearing_deg, 0.1), 1);
    dln_json_str(json, "compass", dln_str_from(dln_compass_point(nearby->bearing_deg)));
    cli_json_place(json, &nearby->place);
}

static void json_answer(const answer *a, dln_json *json) {
    dln_json_open(json, NULL, '{');
    cli_json_position(json, a->options->at);
    json_inside(a, json);
    dln_json_open(json, "nearby", '[');
    for (size_t i = 0; i < a->found.count; i++) {
        dln_json_open(json, NULL, '{');
        cli_json_position(json, a->found.items[i].place.at);
        json_nearby(json, &a->found.items[i]);
        dln_json_close(json, '}');
    }
    dln_json_close(json, ']');
    dln_json_close(json, '}');
}

// The position itself comes first, so that a map of the layer shows what was asked.
static void geojson_answer(const answer *a, dln_json *json) {
    cli_json_open_features(json);
    cli_json_open_feature(json, a->options->at);
    dln_json_str(json, "match", DLN_STR("position"));
    json_inside(a, json);
    cli_json_close_feature(json);
    for (size_t i = 0; i < a->found.count; i++) {
        cli_json_open_feature(json, a->found.items[i].place.at);
        dln_json_str(json, "match", DLN_STR("near"));
        json_nearby(json, &a->found.items[i]);
        cli_json_close_feature(json);
    }
    cli_json_close_features(json);
}

static dln_status print_json(const answer *a, dln_error *err) {
    dln_buffer text = {0};
    dln_json json = dln_json_to(&text);
    bool array = a->options->format == CLI_FORMAT_JSON; // as the answers to several names
    if (array)
        dln_json_open(&json, NULL, '[');
    if (a->options->format == CLI_FORMAT_GEOJSON)
        geojson_answer(a, &json);
    else
        json_answer(a, &json);
    if (array)
        dln_json_close(&json, ']');
    dln_buffer_append_char(&text, '\n');
    dln_status status =
        text.failed ? dln_fail_memory(err) : cli_write_stdout(NULL, dln_buffer_str(&text), err);
    dln_buffer_free(&text);
    return status;
}

static dln_status find(answer *a, dln_error *err) {
    return dln_geocode_reverse(a->gazetteer, a->options->at, a->options->limit, a->arena, &a->found,
                               err);
}

static dln_status print(const answer *a, dln_error *err) {
    bool table = a->options->format == CLI_FORMAT_TABLE || a->options->format == CLI_FORMAT_CSV;
    return table ? print_table(a, err) : print_json(a, err);
}

int cli_reverse(const cli_reverse_options *options) {
    answer a = {.options = options};
    dln_gazetteer *gazetteer = NULL;
    dln_error err = {0};
    dln_status status = dln_arena_new(&a.arena, &err);
    if (status == DLN_OK)
        status = cli_open_gazetteer(&gazetteer, &err);
    a.gazetteer = gazetteer;
    if (status == DLN_OK)
        status = find(&a, &err);
    if (status == DLN_OK)
        status = print(&a, &err);
    bool known = a.found.count > 0 || a.found.inside.country != DLN_NO_PLACE;
    int result = status != DLN_OK ? cli_fail(&err) : known ? CLI_DONE : CLI_NOTHING_FOUND;
    dln_gazetteer_close(gazetteer);
    dln_arena_free(a.arena);
    return cli_finish(result);
}
