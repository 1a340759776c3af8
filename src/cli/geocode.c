// dateline geocode: place names in, candidates out.
#include <string.h>

#include "cli/cli.h"
#include "cli/knowledge.h"
#include "cli/options.h"
#include "cli/places.h"
#include "cli/reverse.h"
#include "cli/suggestion.h"
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
    size_t found; // places of the names themselves, not of suggestions
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
    cells[8] = cli_population_text(l->arena, place);
    cells[9] =
        l->options.has_near ? cli_number_text(l->arena, match->distance_m / 1000, 0) : DLN_STR("");
    cells[10] = cli_number_text(l->arena, match->score, 2);
    cells[11] = place->id;
}

static void json_properties(lookup *l, const dln_geocode_match *match) {
    dln_json *json = &l->json;
    dln_json_str(json, "name", match->place.name);
    dln_json_str(json, "match", match_name(match));
    dln_json_double(json, "score", match->score, 3);
    cli_json_place(json, &match->place);
    if (l->options.has_near)
        dln_json_double(json, "distance_m", match->distance_m, 0);
}

static void add_json(lookup *l, const dln_geocode_match *match) {
    dln_json_open(&l->json, NULL, '{');
    cli_json_position(&l->json, match->place.at);
    json_properties(l, match);
    dln_json_close(&l->json, '}');
}

static void add_feature(lookup *l, dln_str name, const dln_geocode_match *match) {
    cli_json_open_feature(&l->json, match->place.at);
    dln_json_str(&l->json, "query", name);
    json_properties(l, match);
    cli_json_close_feature(&l->json);
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

// "no 'Bagdhad' in the gazetteer; did you mean Baghdad, Bagdad?"
static void say_unknown(const lookup *l, dln_str name, const dln_geocode_match *matches,
                        size_t count) {
    dln_buffer said = {0};
    const char *country = l->options.country;
    dln_buffer_printf(&said, "no '%.*s' in %s", DLN_STR_ARG(name),
                      *country ? country : "the gazetteer");
    cli_append_suggestions(&said, matches, count);
    cli_say("%.*s", DLN_STR_ARG(dln_buffer_str(&said)));
    dln_buffer_free(&said);
}

static dln_status look_up(lookup *l, dln_str name, dln_error *err) {
    const dln_geocode_match *matches = NULL;
    size_t count = 0;
    dln_status status =
        dln_geocode(l->gazetteer, name, &l->options, l->arena, &matches, &count, err);
    if (status != DLN_OK)
        return status;
    if (count == 0 || matches[0].similar)
        say_unknown(l, name, matches, count);
    else
        l->found += count;
    if (is_json(l))
        begin_name(l, name);
    for (size_t i = 0; i < count; i++)
        if (is_json(l))
            add_json(l, &matches[i]);
        else if (l->format == CLI_FORMAT_GEOJSON)
            add_feature(l, name, &matches[i]);
        else
            add_row(l, name, &matches[i]);
    if (is_json(l))
        end_name(l);
    return DLN_OK;
}

static dln_status print_json(lookup *l, dln_error *err) {
    if (l->format == CLI_FORMAT_JSON)
        dln_json_close(&l->json, ']');
    if (l->format == CLI_FORMAT_GEOJSON)
        cli_json_close_features(&l->json);
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
    if (l->format == CLI_FORMAT_GEOJSON)
        cli_json_open_features(&l->json);
    for (int i = 0; i < count && status == DLN_OK; i++)
        status = look_up(l, dln_str_from(names[i]), err);
    if (status != DLN_OK)
        return status;
    if (l->format == CLI_FORMAT_CSV)
        return cli_table_print_csv(&l->table, stdout, err);
    if (l->format != CLI_FORMAT_TABLE)
        return print_json(l, err);
    return l->table.row_count ? cli_table_print(&l->table, stdout, cli_terminal_width(stdout), err)
                              : DLN_OK;
}

static bool parse_near(dln_str value, void *target, dln_error *err) {
    dln_geocode_options *options = target;
    options->has_near = cli_parse_lonlat(value, &options->near, err);
    return options->has_near;
}

static bool parse_reverse(dln_str value, void *target, dln_error *err) {
    cli_reverse_options *options = target;
    options->given = cli_parse_lonlat(value, &options->at, err);
    return options->given;
}

static int reverse(cli_reverse_options *options, const lookup *l, int name_count) {
    if (name_count || *l->options.country || l->options.has_near)
        return cli_usage_error("geocode", "--reverse goes with --limit and --format only");
    if (l->options.limit > DLN_REVERSE_MAX)
        return cli_usage_error("geocode", "--reverse lists at most %d places", DLN_REVERSE_MAX);
    options->limit = l->options.limit;
    options->format = l->format;
    return cli_reverse(options);
}

static int look_all_up(lookup *l, int count, char **names) {
    if (count == 0)
        return cli_usage_error("geocode", "name a place: dateline geocode Baghdad");
    dln_error err = {0};
    dln_status status = run(l, count, names, &err);
    int result = status != DLN_OK ? cli_fail(&err) : l->found ? CLI_DONE : CLI_NOTHING_FOUND;
    dln_gazetteer_close(l->gazetteer);
    dln_buffer_free(&l->text);
    dln_arena_free(l->arena);
    return cli_finish(result);
}

int cli_geocode(int argc, char **argv) {
    lookup l = {.options = {.limit = DEFAULT_LIMIT}};
    cli_reverse_options reverse_options = {0};
    const cli_option options[] = {
        {"country", "CC", "only in this country (two letters: IQ)", cli_parse_country,
         l.options.country},
        {"near", "LON,LAT", "what lies near comes first", parse_near, &l.options},
        {"reverse", "LON,LAT", "what lies around a position, instead of names", parse_reverse,
         &reverse_options},
        {"limit", "N", "at most N places a name or position (10)", cli_parse_count,
         &l.options.limit},
        {"format|f", "FORMAT", "table, json, jsonl, csv or geojson (table)", cli_parse_format,
         &l.format},
        {0},
    };
    cli_usage usage = {
        "geocode",
        "[options] NAME...|--reverse LON,LAT",
        "Looks place names up in the gazetteer, in any spelling and script; the likeliest place "
        "first.\nOf a name that it does not know, it suggests near ones. --reverse tells the "
        "country and\ngovernorate of a position, and the places nearest to it.",
        {options},
        1};
    int count = 0;
    int leave = cli_options_parse(&usage, argc, argv, &count);
    if (leave >= 0)
        return leave;
    return reverse_options.given ? reverse(&reverse_options, &l, count)
                                 : look_all_up(&l, count, argv);
}
