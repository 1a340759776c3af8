// dateline query: what is in the database.
#include <string.h>

#include "cli/cli.h"
#include "cli/filter_options.h"
#include "cli/records.h"
#include "cli/values.h"

typedef struct listing {
    cli_format format;
    dln_arena *arena; // of the table
    cli_table table;
    dln_buffer line;
    dln_text_export *layer;
    size_t count;
} listing;

static dln_status list_json(listing *l, const dln_record *record, dln_error *err) {
    dln_buffer_clear(&l->line);
    dln_json json = dln_json_to(&l->line);
    cli_json_record(&json, record);
    if (l->format == CLI_FORMAT_JSON && l->count > 1)
        fputs(",\n", stdout);
    if (l->format == CLI_FORMAT_JSONL)
        dln_buffer_append_char(&l->line, '\n');
    if (l->line.failed)
        return dln_fail_memory(err);
    return cli_write_stdout(NULL, dln_buffer_str(&l->line), err);
}

static dln_status list_record(void *context, const dln_record *record, dln_error *err) {
    listing *l = context;
    l->count++;
    if (l->layer)
        return dln_text_export_add(l->layer, record, err);
    if (l->format != CLI_FORMAT_TABLE)
        return list_json(l, record, err);
    dln_str cells[CLI_INCIDENT_COLUMNS];
    cli_incident_cells(cells, record->id, &record->incident, dln_record_source_count(record),
                       l->arena);
    dln_str *row = cli_table_row(&l->table);
    for (int i = 0; i < CLI_INCIDENT_COLUMNS; i++)
        row[i] = dln_arena_copy(l->arena, cells[i]);
    return DLN_OK;
}

static dln_status begin(listing *l, dln_error *err) {
    l->table = cli_table_new(cli_incident_columns, CLI_INCIDENT_COLUMNS, l->arena);
    if (l->format == CLI_FORMAT_JSON)
        fputc('[', stdout);
    if (l->format != CLI_FORMAT_CSV && l->format != CLI_FORMAT_GEOJSON)
        return DLN_OK;
    return dln_text_export_new(l->format == CLI_FORMAT_CSV ? DLN_EXPORT_CSV : DLN_EXPORT_GEOJSON,
                               DLN_PROFILE_DATELINE, cli_write_stdout, NULL, &l->layer, err);
}

static dln_status finish(listing *l, dln_error *err) {
    if (l->format == CLI_FORMAT_JSON)
        fputs("]\n", stdout);
    if (l->layer)
        return dln_text_export_finish(l->layer, err);
    if (l->format == CLI_FORMAT_TABLE && l->count)
        return cli_table_print(&l->table, stdout, cli_terminal_width(stdout), err);
    return DLN_OK;
}

static dln_status run(listing *l, cli_filter *filter, dln_store **store, dln_error *err) {
    dln_status status = dln_arena_new(&l->arena, err);
    if (status == DLN_OK)
        status = cli_filter_build(filter, l->arena, err);
    if (status == DLN_OK)
        status = dln_store_open(filter->database, DLN_STORE_READ, store, err);
    if (status == DLN_OK)
        status = begin(l, err);
    if (status == DLN_OK)
        status = dln_store_query(*store, &filter->filter, list_record, l, err);
    return status == DLN_OK ? finish(l, err) : status;
}

int cli_query(int argc, char **argv) {
    listing l = {0};
    cli_filter filter;
    cli_filter_init(&filter);
    const cli_option options[] = {
        {"format|f", "FORMAT", "table, json, jsonl, csv or geojson (table)", cli_parse_format,
         &l.format},
        {0},
    };
    cli_usage usage = {
        "query",
        "[filters]",
        "Lists the incidents of the database that pass all the filters, oldest first.",
        {filter.options, options},
        2};
    int count = 0;
    int leave = cli_options_parse(&usage, argc, argv, &count);
    if (leave >= 0)
        return leave;
    if (count)
        return cli_usage_error("query", "'%s' is no filter", argv[0]);
    dln_error err = {0};
    dln_store *store = NULL;
    int result = CLI_DONE;
    if (run(&l, &filter, &store, &err) != DLN_OK)
        result = cli_fail(&err);
    else if (l.count == 0) {
        cli_say("no incident passes these filters");
        result = CLI_NOTHING_FOUND;
    }
    dln_store_close(store);
    dln_text_export_free(l.layer);
    dln_buffer_free(&l.line);
    dln_arena_free(l.arena);
    return cli_finish(result);
}
