// dateline query: what is in the database.
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/filter_options.h"
#include "cli/knowledge.h"
#include "cli/totals.h"
#include "cli/values.h"

typedef struct listing {
    cli_format format;
    dln_arena *arena; // of the table
    cli_table table;
    dln_buffer line;
    cli_column
        columns[CLI_INCIDENT_COLUMNS + 2]; // of the table: a distance in front, a mark behind
    dln_text_export *layer;
    size_t count;
    bool shows_distance; // of --nearest
    bool marks;          // some row has one
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
    if (l->shows_distance)
        *row++ = cli_number_text(l->arena, record->distance_m / 1000, 1);
    for (int i = 0; i < CLI_INCIDENT_COLUMNS; i++)
        row[i] = dln_arena_copy(l->arena, cells[i]);
    row[CLI_INCIDENT_COLUMNS] = dln_str_from(cli_mark_text(record));
    l->marks |= row[CLI_INCIDENT_COLUMNS].len > 0;
    return DLN_OK;
}

static dln_status begin(listing *l, dln_error *err) {
    size_t count = 0;
    if (l->shows_distance)
        l->columns[count++] = (cli_column){"km", CLI_COLUMN_NUMBER};
    for (int i = 0; i < CLI_INCIDENT_COLUMNS; i++)
        l->columns[count++] = cli_incident_columns[i];
    l->columns[count++] = (cli_column){"", CLI_COLUMN_TEXT};
    l->table = cli_table_new(l->columns, count, l->arena);
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
    if (l->format != CLI_FORMAT_TABLE || !l->count)
        return DLN_OK;
    dln_status status = cli_table_print(&l->table, stdout, cli_terminal_width(stdout), err);
    if (status == DLN_OK && l->marks && isatty(STDOUT_FILENO))
        cli_say("? unsure (claimed, alleged or barely told), ~ placed by region or country only, "
                "* corrected, + accepted, x rejected");
    return status;
}

// What is asked for in place of rows.
typedef struct question {
    bool count, summary, timeline;
    dln_grouping group; // DLN_BY_NOTHING: none
} question;

static bool parse_grouping(dln_str value, void *target, dln_error *err) {
    if (dln_grouping_parse(value, target))
        return true;
    dln_fail(err, DLN_INVALID,
             "'%.*s' is none of type, status, actor, country, admin1, place, day, week, month",
             DLN_STR_ARG(value));
    return false;
}

static dln_status answer_summary(listing *l, const cli_filter *filter, dln_store *store,
                                 dln_error *err) {
    dln_gazetteer *gazetteer = NULL;
    dln_status status = cli_open_gazetteer(&gazetteer, err);
    if (status == DLN_OK)
        status = cli_print_summary(store, &filter->filter, gazetteer, l->arena, &l->count, err);
    dln_gazetteer_close(gazetteer);
    return status;
}

static dln_status list_all(listing *l, const cli_filter *filter, dln_store *store, dln_error *err) {
    l->shows_distance = filter->filter.nearest > 0;
    dln_status status = begin(l, err);
    if (status == DLN_OK)
        status = dln_store_query(store, &filter->filter, list_record, l, err);
    return status == DLN_OK ? finish(l, err) : status;
}

static dln_status run(listing *l, const question *asked, cli_filter *filter, dln_store **store,
                      dln_error *err) {
    dln_status status = dln_arena_new(&l->arena, err);
    if (status == DLN_OK)
        status = cli_filter_build(filter, l->arena, err);
    if (status == DLN_OK)
        status = dln_store_open(filter->database, DLN_STORE_READ, store, err);
    if (status != DLN_OK)
        return status;
    if (asked->count)
        return cli_print_count(*store, &filter->filter, l->format, l->arena, &l->count, err);
    if (asked->group != DLN_BY_NOTHING)
        return cli_print_groups(*store, &filter->filter, asked->group, l->format, l->arena,
                                &l->count, err);
    if (asked->timeline)
        return cli_print_timeline(*store, &filter->filter, l->arena, &l->count, err);
    return asked->summary ? answer_summary(l, filter, *store, err)
                          : list_all(l, filter, *store, err);
}

// Why the options do not go together, or NULL.
static const char *contradiction(const question *asked, const cli_filter *filter,
                                 cli_format format) {
    int questions =
        asked->count + asked->summary + asked->timeline + (asked->group != DLN_BY_NOTHING);
    if (questions > 1)
        return "--count, --group-by, --summary and --timeline cannot be combined: ask one";
    if (questions && filter->filter.nearest)
        return "--nearest lists incidents and counts none";
    if (questions && format == CLI_FORMAT_GEOJSON)
        return "--format geojson is for incidents, not for totals";
    if ((asked->summary || asked->timeline) && format != CLI_FORMAT_TABLE)
        return "--summary and --timeline are text: --group-by gives their numbers in a format";
    return NULL;
}

int cli_query(int argc, char **argv) {
    listing l = {0};
    question asked = {0};
    cli_filter filter;
    cli_filter_init(&filter);
    const cli_option options[] = {
        {"nearest", "N", "the N nearest to --near, nearest first", cli_parse_count,
         &filter.filter.nearest},
        {"count", NULL, "only how many", NULL, &asked.count},
        {"group-by", "WHAT",
         "totals by type, status, actor, country, admin1, place, day, week, month", parse_grouping,
         &asked.group},
        {"summary", NULL, "a first paragraph: how many, where, when, by whom, casualties", NULL,
         &asked.summary},
        {"timeline", NULL, "a small chart over time", NULL, &asked.timeline},
        {"format|f", "FORMAT", "table, json, jsonl, csv or geojson (table)", cli_parse_format,
         &l.format},
        {0},
    };
    cli_usage usage = {"query",
                       "[filters]",
                       "Lists the incidents of the database that pass all the filters, oldest "
                       "first, or tells how many\nthere are of what.",
                       {filter.options, options},
                       2};
    int count = 0;
    int leave = cli_options_parse(&usage, argc, argv, &count);
    if (leave >= 0)
        return leave;
    if (count)
        return cli_usage_error("query", "'%s' is no filter", argv[0]);
    const char *wrong = contradiction(&asked, &filter, l.format);
    if (wrong)
        return cli_usage_error("query", "%s", wrong);
    dln_error err = {0};
    dln_store *store = NULL;
    int result = CLI_DONE;
    if (run(&l, &asked, &filter, &store, &err) != DLN_OK)
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
