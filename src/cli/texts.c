// dateline geoparse and dateline extract: texts in, places or incidents out, nothing stored.
#include <string.h>

#include "cli/cli.h"
#include "cli/inputs.h"
#include "cli/knowledge.h"
#include "cli/values.h"

// What both commands do with a batch of reports.
typedef struct task {
    const char *command;
    cli_knowledge knowledge;
    cli_format format;
    bool explain;     // tell in words how each sentence was read, in place of a format
    dln_arena *arena; // of the table, and of nothing else
    cli_table table;  // rows of all reports
    cli_column columns[CLI_INCIDENT_COLUMNS];
    dln_text_export *layer;
    size_t reports, found;
} task;

static bool is_json(const task *t) {
    return t->format == CLI_FORMAT_JSON || t->format == CLI_FORMAT_JSONL;
}

// JSONL: a line a report. JSON: one array, whose brackets begin_results and print_results write.
static dln_status print_report(task *t, const cli_work *work, dln_error *err) {
    if (t->format == CLI_FORMAT_JSON && t->reports > 1)
        fputs(",\n", stdout);
    return cli_write_stdout(NULL, dln_buffer_str(&work->text), err);
}

static dln_json begin_report(cli_work *work, const char *list) {
    dln_json json = dln_json_to(&work->text);
    dln_json_open(&json, NULL, '{');
    dln_json_str(&json, "id", work->report.id);
    dln_json_open(&json, list, '[');
    return json;
}

static dln_status end_report(const task *t, dln_json *json, dln_error *err) {
    dln_json_close(json, ']');
    dln_json_close(json, '}');
    if (t->format == CLI_FORMAT_JSONL)
        dln_buffer_append_char(json->out, '\n');
    return json->out->failed ? dln_fail_memory(err) : DLN_OK;
}

static const cli_column mention_columns[] = {
    {"report", CLI_COLUMN_ELASTIC}, {"text", CLI_COLUMN_ELASTIC}, {"place", CLI_COLUMN_ELASTIC},
    {"feature", CLI_COLUMN_TEXT},   {"country", CLI_COLUMN_TEXT}, {"admin1", CLI_COLUMN_TEXT},
    {"lat", CLI_COLUMN_NUMBER},     {"lon", CLI_COLUMN_NUMBER},   {"confidence", CLI_COLUMN_NUMBER},
};
enum { MENTION_COLUMNS = sizeof mention_columns / sizeof *mention_columns };

static void mention_row(task *t, const dln_report *report, const dln_mention *mention) {
    dln_str *cells = cli_table_row(&t->table);
    const dln_where *where = &mention->where;
    cells[0] = dln_arena_copy(t->arena, report->id);
    cells[1] = dln_arena_copy(t->arena, dln_str_of_span(report->text, mention->span));
    cells[2] = dln_arena_copy(t->arena, where->name);
    cells[3] = dln_arena_copy(t->arena, where->feature);
    cells[4] = dln_arena_copy(t->arena, where->country);
    cells[5] = dln_arena_copy(t->arena, where->admin1);
    if (where->located) {
        cells[6] = cli_number_text(t->arena, where->at.lat, 4);
        cells[7] = cli_number_text(t->arena, where->at.lon, 4);
    }
    cells[8] = cli_number_text(t->arena, mention->confidence, 2);
}

static dln_status geoparse_report(const void *context, cli_work *work, dln_error *err) {
    const task *t = context;
    dln_knowledge knowledge = {t->knowledge.gazetteer, t->knowledge.lexicon};
    dln_mentions *mentions = &work->found.mentions;
    dln_status status = dln_geoparse(&knowledge, &work->report, work->arena, mentions, err);
    if (status != DLN_OK || !is_json(t))
        return status;
    dln_str text = work->report.text;
    cli_codepoints at = {.text = text};
    dln_json json = begin_report(work, "mentions");
    for (size_t i = 0; i < mentions->count; i++)
        cli_json_mention(&json, text, &at, &mentions->items[i]);
    return end_report(t, &json, err);
}

static dln_status show_mentions(void *context, const cli_work *work, dln_error *err) {
    task *t = context;
    const dln_mentions *mentions = &work->found.mentions;
    t->reports++;
    t->found += mentions->count;
    if (is_json(t))
        return print_report(t, work, err);
    for (size_t i = 0; i < mentions->count; i++)
        mention_row(t, &work->report, &mentions->items[i]);
    return DLN_OK;
}

static dln_status add_to_layer(task *t, const dln_report *report, const dln_incident *incident,
                               dln_error *err) {
    cli_codepoints at = {.text = report->text};
    dln_evidence evidence = {
        .report_id = report->id,
        .title = report->title,
        .source = report->source,
        .url = report->url,
        .published = report->date,
        .sentence = dln_str_of_span(report->text, incident->sentence),
        .begin = (uint32_t)cli_codepoint_at(&at, incident->sentence.begin),
        .end = (uint32_t)cli_codepoint_at(&at, incident->sentence.end),
        .confidence = incident->confidence,
        .place_reason = incident->place_reason,
        .date_reason = incident->date_reason,
    };
    // Nothing is stored, so the number of the incident in this output is its id.
    dln_record record = {.id = (int64_t)t->found,
                         .incident = *incident,
                         .evidence = &evidence,
                         .evidence_count = 1};
    return dln_text_export_add(t->layer, &record, err);
}

static dln_status show_incident(task *t, const dln_report *report, const dln_incident *incident,
                                dln_error *err) {
    t->found++;
    if (t->layer)
        return add_to_layer(t, report, incident, err);
    dln_str cells[CLI_INCIDENT_COLUMNS];
    cli_incident_cells(cells, (int64_t)t->found, incident, 0, t->arena);
    dln_str *row = cli_table_row(&t->table);
    for (int i = 0; i < CLI_INCIDENT_COLUMNS - 1; i++)
        row[i] = dln_arena_copy(t->arena, cells[i]);
    row[CLI_INCIDENT_COLUMNS - 1] = dln_arena_copy(t->arena, report->id);
    return DLN_OK;
}

static dln_status explain_report(const dln_knowledge *knowledge, cli_work *work, dln_error *err) {
    dln_buffer_printf(&work->text, "== %.*s\n", DLN_STR_ARG(work->report.id));
    dln_status status = dln_extract_explained(knowledge, &work->report, work->arena, &work->text,
                                              &work->found, err);
    dln_buffer_append_char(&work->text, '\n');
    return status;
}

static dln_status extract_report(const void *context, cli_work *work, dln_error *err) {
    const task *t = context;
    dln_knowledge knowledge = {t->knowledge.gazetteer, t->knowledge.lexicon};
    if (t->explain)
        return explain_report(&knowledge, work, err);
    dln_status status = dln_extract(&knowledge, &work->report, work->arena, &work->found, err);
    if (status != DLN_OK || !is_json(t))
        return status;
    const dln_incidents *incidents = &work->found.incidents;
    dln_str text = work->report.text;
    cli_codepoints at = {.text = text};
    dln_json json = begin_report(work, "incidents");
    for (size_t i = 0; i < incidents->count; i++)
        cli_json_incident(&json, text, &at, &incidents->items[i]);
    return end_report(t, &json, err);
}

static dln_status show_incidents(void *context, const cli_work *work, dln_error *err) {
    task *t = context;
    const dln_incidents *incidents = &work->found.incidents;
    t->reports++;
    if (is_json(t) || t->explain) {
        t->found += incidents->count;
        return print_report(t, work, err);
    }
    dln_status status = DLN_OK;
    for (size_t i = 0; i < incidents->count && status == DLN_OK; i++)
        status = show_incident(t, &work->report, &incidents->items[i], err);
    return status;
}

// GeoJSON of mentions: one point a mention, unplaced ones with null geometry.
static dln_status print_mention_layer(const task *t, dln_error *err) {
    dln_buffer buffer = {0};
    dln_json json = dln_json_to(&buffer);
    dln_json_open(&json, NULL, '{');
    dln_json_str(&json, "type", DLN_STR("FeatureCollection"));
    dln_json_open(&json, "features", '[');
    for (size_t r = 0; r < t->table.row_count; r++) {
        const dln_str *cells = t->table.cells + r * MENTION_COLUMNS;
        double lat = 0, lon = 0;
        dln_json_open(&json, NULL, '{');
        dln_json_str(&json, "type", DLN_STR("Feature"));
        if (dln_str_to_double(cells[6], &lat) && dln_str_to_double(cells[7], &lon)) {
            dln_json_open(&json, "geometry", '{');
            dln_json_str(&json, "type", DLN_STR("Point"));
            dln_json_open(&json, "coordinates", '[');
            dln_json_double(&json, NULL, lon, 4);
            dln_json_double(&json, NULL, lat, 4);
            dln_json_close(&json, ']');
            dln_json_close(&json, '}');
        } else {
            dln_json_null(&json, "geometry");
        }
        dln_json_open(&json, "properties", '{');
        for (int c = 0; c < 6; c++)
            dln_json_str(&json, mention_columns[c].name, cells[c]);
        dln_json_close(&json, '}');
        dln_json_close(&json, '}');
    }
    dln_json_close(&json, ']');
    dln_json_close(&json, '}');
    dln_buffer_append_char(&buffer, '\n');
    dln_status status =
        buffer.failed ? dln_fail_memory(err) : cli_write_stdout(NULL, dln_buffer_str(&buffer), err);
    dln_buffer_free(&buffer);
    return status;
}

static dln_status print_results(task *t, bool mentions, dln_error *err) {
    if (t->explain)
        return DLN_OK;
    switch (t->format) {
    case CLI_FORMAT_JSON:
        fputs("]\n", stdout);
        return DLN_OK;
    case CLI_FORMAT_JSONL:
        return DLN_OK;
    case CLI_FORMAT_TABLE:
        return t->found ? cli_table_print(&t->table, stdout, cli_terminal_width(stdout), err)
                        : DLN_OK;
    case CLI_FORMAT_CSV:
        return t->layer ? dln_text_export_finish(t->layer, err)
                        : cli_table_print_csv(&t->table, stdout, err);
    case CLI_FORMAT_GEOJSON:
        break;
    }
    return mentions ? print_mention_layer(t, err) : dln_text_export_finish(t->layer, err);
}

static dln_status begin_results(task *t, bool mentions, dln_error *err) {
    dln_status status = dln_arena_new(&t->arena, err);
    if (status != DLN_OK)
        return status;
    // Nothing is stored: where a stored incident has its number of sources, these have their
    // report.
    memcpy(t->columns, cli_incident_columns, sizeof t->columns);
    t->columns[CLI_INCIDENT_COLUMNS - 1] = (cli_column){"report", CLI_COLUMN_ELASTIC};
    t->table = mentions ? cli_table_new(mention_columns, MENTION_COLUMNS, t->arena)
                        : cli_table_new(t->columns, CLI_INCIDENT_COLUMNS, t->arena);
    if (t->format == CLI_FORMAT_JSON)
        fputc('[', stdout);
    if (mentions || (t->format != CLI_FORMAT_GEOJSON && t->format != CLI_FORMAT_CSV))
        return DLN_OK;
    dln_export_format format = t->format == CLI_FORMAT_CSV ? DLN_EXPORT_CSV : DLN_EXPORT_GEOJSON;
    return dln_text_export_new(format, DLN_PROFILE_DATELINE, cli_write_stdout, NULL, &t->layer,
                               err);
}

static int run(task *t, cli_inputs *inputs, bool mentions) {
    cli_visitor visitor = {mentions ? geoparse_report : extract_report,
                           mentions ? show_mentions : show_incidents, t};
    dln_error err = {0};
    size_t undated = 0;
    int result = CLI_SYSTEM;
    if (cli_knowledge_open(&inputs->lexicons, &t->knowledge, &err) != DLN_OK ||
        begin_results(t, mentions, &err) != DLN_OK) {
        result = cli_fail(&err);
    } else {
        inputs->lexicon = t->knowledge.lexicon;
        result = cli_visit_reports(inputs, &visitor, &undated);
        if (print_results(t, mentions, &err) != DLN_OK)
            result = cli_worse(result, cli_fail(&err));
        if (!mentions)
            cli_say_undated(undated);
        if (!t->found)
            result = cli_worse(result, CLI_NOTHING_FOUND);
    }
    dln_text_export_free(t->layer);
    dln_arena_free(t->arena);
    cli_knowledge_close(&t->knowledge);
    return cli_finish(result);
}

static int parse_and_run(task *t, const char *about, bool mentions, int argc, char **argv) {
    cli_inputs inputs = {.date = DLN_DAY_NONE};
    const cli_option options[] = {
        {"format|f", "FORMAT", "table, json, jsonl, csv or geojson (table)", cli_parse_format,
         &t->format},
        CLI_INPUT_OPTIONS(inputs),
        {0},
    };
    const cli_option extract_options[] = {
        {"explain", NULL, "in place of a format: how each sentence was read, and why", NULL,
         &t->explain},
        {0},
    };
    cli_usage usage = {
        t->command, "[options] FILE...|-", about, {options, extract_options}, mentions ? 1 : 2};
    int leave = cli_options_parse(&usage, argc, argv, &inputs.path_count);
    if (leave >= 0)
        return leave;
    if (inputs.path_count == 0)
        return cli_usage_error(t->command, "name a file, or - for standard input");
    if (t->explain && t->format != CLI_FORMAT_TABLE)
        return cli_usage_error(t->command, "--explain writes text: leave out --format");
    inputs.paths = argv;
    return run(t, &inputs, mentions);
}

int cli_geoparse(int argc, char **argv) {
    task t = {.command = "geoparse"};
    return parse_and_run(
        &t,
        "Finds the place names in texts and puts each where it belongs. A name that "
        "cannot be\nplaced is listed without coordinates.",
        true, argc, argv);
}

int cli_extract(int argc, char **argv) {
    task t = {.command = "extract"};
    return parse_and_run(
        &t,
        "Finds the incidents in texts: what, when, where, who, how many. Nothing is "
        "stored;\n'dateline ingest' stores.",
        false, argc, argv);
}
