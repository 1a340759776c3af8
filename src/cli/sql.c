// dateline sql: a question in SQL, answered in any format.
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/json.h"
#include "cli/cli.h"
#include "cli/options.h"
#include "cli/table.h"

// A table is held in memory whole before its first line; other formats are written row by row.
enum { TABLE_ROWS_MOST = 100000, REAL_DECIMALS = 15, TIMEOUT_S = 300 };

typedef struct answer {
    const char *database;
    cli_format format;
    size_t timeout_s;
    double deadline_s; // by the clock that only runs forward
    bool timed_out;
    dln_arena *arena;
    cli_table table;
    cli_column *columns;
    dln_buffer line;
    size_t rows;
} answer;

static double now_s(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

// SIGINT is held back while SQLite runs, and asked for: so no handler needs to reach the database.
static bool must_stop(void *context) {
    answer *a = context;
    sigset_t pending;
    a->timed_out = now_s() >= a->deadline_s;
    return a->timed_out || (sigpending(&pending) == 0 && sigismember(&pending, SIGINT));
}

static bool is_table(const answer *a) {
    return a->format == CLI_FORMAT_TABLE || a->format == CLI_FORMAT_CSV;
}

static dln_status print_csv_row(answer *a, const dln_str *cells, size_t count, dln_error *err) {
    cli_csv_row(&a->line, cells, count);
    if (a->line.failed)
        return dln_fail_memory(err);
    dln_status status = cli_write_stdout(NULL, dln_buffer_str(&a->line), err);
    dln_buffer_clear(&a->line);
    return status;
}

static dln_status begin(void *context, const dln_sql_row *row, dln_error *err) {
    answer *a = context;
    if (a->format == CLI_FORMAT_JSON)
        return cli_write_stdout(NULL, DLN_STR("["), err);
    if (a->format == CLI_FORMAT_GEOJSON)
        return cli_write_stdout(NULL, DLN_STR("{\"type\":\"FeatureCollection\",\"features\":["),
                                err);
    if (a->format == CLI_FORMAT_CSV)
        return print_csv_row(a, row->names, row->count, err);
    if (a->format != CLI_FORMAT_TABLE)
        return DLN_OK;
    if (row->count > CLI_TABLE_COLUMNS)
        return dln_fail(err, DLN_TOO_LARGE,
                        "sql: %zu columns are too many for a table (%d): name those you want, or "
                        "take --format jsonl or csv",
                        row->count, CLI_TABLE_COLUMNS);
    a->columns = DLN_ARENA_ARRAY(a->arena, cli_column, row->count + 1);
    for (size_t i = 0; a->columns && i < row->count; i++) {
        dln_str name = dln_arena_copy(a->arena, row->names[i]);
        a->columns[i] = (cli_column){name.data ? name.data : "", CLI_COLUMN_NUMBER};
    }
    a->table = cli_table_new(a->columns, row->count, a->arena);
    return a->columns ? DLN_OK : dln_fail_memory(err);
}

static dln_str text_of(const dln_sql_value *value, dln_arena *arena) {
    switch (value->kind) {
    case DLN_VALUE_NULL:
        return DLN_STR("");
    case DLN_VALUE_INTEGER:
        return dln_arena_printf(arena, "%lld", (long long)value->integer);
    case DLN_VALUE_REAL: {
        dln_buffer number = {0};
        dln_json json = dln_json_to(&number); // the shortest form, whatever the locale
        dln_json_double(&json, NULL, value->real, REAL_DECIMALS);
        dln_str text = dln_arena_copy(arena, dln_buffer_str(&number));
        dln_buffer_free(&number);
        return text;
    }
    default:
        return dln_arena_copy(arena, value->text);
    }
}

static dln_status add_table_row(answer *a, const dln_sql_row *row, dln_error *err) {
    if (a->rows > TABLE_ROWS_MOST)
        return dln_fail(err, DLN_TOO_LARGE,
                        "sql: more than %d rows are no table: add LIMIT, or take --format csv or "
                        "jsonl",
                        TABLE_ROWS_MOST);
    dln_str *cells = cli_table_row(&a->table);
    for (size_t i = 0; i < row->count; i++) {
        cells[i] = text_of(&row->values[i], a->arena);
        dln_sql_kind kind = row->values[i].kind;
        if (kind != DLN_VALUE_NULL && kind != DLN_VALUE_INTEGER && kind != DLN_VALUE_REAL)
            a->columns[i].kind = CLI_COLUMN_ELASTIC; // one text makes a column of text
    }
    return DLN_OK;
}

static dln_status write_csv_row(answer *a, const dln_sql_row *row, dln_error *err) {
    dln_arena_reset(a->arena);
    dln_str *cells = DLN_ARENA_ARRAY(a->arena, dln_str, row->count + 1);
    if (!cells)
        return dln_fail_memory(err);
    for (size_t i = 0; i < row->count; i++)
        cells[i] = row->values[i].kind == DLN_VALUE_TEXT
                       ? cli_csv_text(row->values[i].text, a->arena)
                       : text_of(&row->values[i], a->arena);
    return print_csv_row(a, cells, row->count, err);
}

static void json_value(dln_json *json, const char *key, const dln_sql_value *value) {
    switch (value->kind) {
    case DLN_VALUE_NULL:
        dln_json_null(json, key);
        break;
    case DLN_VALUE_INTEGER:
        dln_json_int(json, key, value->integer);
        break;
    case DLN_VALUE_REAL:
        dln_json_double(json, key, value->real, REAL_DECIMALS);
        break;
    default:
        dln_json_str(json, key, value->text);
        break;
    }
}

// The first geometry of a row is the feature's; `skip` leaves it out of the members.
static size_t geometry_of(const dln_sql_row *row) {
    for (size_t i = 0; i < row->count; i++)
        if (row->values[i].kind == DLN_VALUE_GEOMETRY)
            return i;
    return row->count;
}

static void json_members(dln_json *json, const dln_sql_row *row, size_t skip) {
    for (size_t i = 0; i < row->count; i++)
        if (i != skip)
            json_value(json, row->names[i].data, &row->values[i]);
}

static void append_feature(answer *a, const dln_sql_row *row) {
    size_t at = geometry_of(row);
    dln_buffer_append(&a->line, DLN_STR("{\"type\":\"Feature\",\"geometry\":"));
    dln_buffer_append(&a->line, at < row->count ? row->values[at].text : DLN_STR("null"));
    dln_buffer_append(&a->line, DLN_STR(",\"properties\":"));
    dln_json json = dln_json_to(&a->line);
    dln_json_open(&json, NULL, '{');
    json_members(&json, row, at);
    dln_json_close(&json, '}');
    dln_buffer_append_char(&a->line, '}');
}

static dln_status write_json_row(answer *a, const dln_sql_row *row, dln_error *err) {
    dln_buffer_clear(&a->line);
    if (a->rows > 1 && a->format != CLI_FORMAT_JSONL)
        dln_buffer_append(&a->line, DLN_STR(",\n"));
    if (a->format == CLI_FORMAT_GEOJSON) {
        append_feature(a, row);
    } else {
        dln_json json = dln_json_to(&a->line);
        dln_json_open(&json, NULL, '{');
        json_members(&json, row, row->count);
        dln_json_close(&json, '}');
    }
    if (a->format == CLI_FORMAT_JSONL)
        dln_buffer_append_char(&a->line, '\n');
    return a->line.failed ? dln_fail_memory(err)
                          : cli_write_stdout(NULL, dln_buffer_str(&a->line), err);
}

static dln_status add_row(void *context, const dln_sql_row *row, dln_error *err) {
    answer *a = context;
    a->rows++;
    if (!is_table(a))
        return write_json_row(a, row, err);
    return a->format == CLI_FORMAT_CSV ? write_csv_row(a, row, err) : add_table_row(a, row, err);
}

static dln_status finish(answer *a, dln_error *err) {
    if (a->format == CLI_FORMAT_JSON)
        return cli_write_stdout(NULL, DLN_STR("]\n"), err);
    if (a->format == CLI_FORMAT_GEOJSON)
        return cli_write_stdout(NULL, DLN_STR("]}\n"), err);
    return a->format == CLI_FORMAT_TABLE && a->rows
               ? cli_table_print(&a->table, stdout, cli_terminal_width(stdout), err)
               : DLN_OK;
}

static dln_status run(answer *a, const char *sql, dln_store **store, dln_error *err) {
    dln_sql_options options = {.geojson = a->format == CLI_FORMAT_GEOJSON,
                               .must_stop = must_stop,
                               .stop_context = a,
                               .begin = begin};
    dln_status status = dln_arena_new(&a->arena, err);
    if (status == DLN_OK)
        status = dln_store_open(a->database, DLN_STORE_READ, store, err);
    if (status != DLN_OK)
        return status;
    sigset_t interrupt, before;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    sigprocmask(SIG_BLOCK, &interrupt, &before);
    a->deadline_s = now_s() + (double)a->timeout_s;
    status = dln_store_sql(*store, dln_str_from(sql), &options, add_row, a, err);
    fflush(stdout);
    sigprocmask(SIG_SETMASK, &before, NULL); // an interrupt that came ends the program here
    if (a->timed_out)
        return dln_fail(err, DLN_TOO_LARGE,
                        "sql: not done after %zu seconds: --timeout gives it more", a->timeout_s);
    return status == DLN_OK ? finish(a, err) : status;
}

int cli_sql(int argc, char **argv) {
    answer a = {.database = CLI_DEFAULT_DATABASE, .timeout_s = TIMEOUT_S};
    const cli_option options[] = {
        {"db", "FILE", "the database (" CLI_DEFAULT_DATABASE ")", cli_parse_text, &a.database},
        {"format|f", "FORMAT", "table, json, jsonl, csv or geojson (table)", cli_parse_format,
         &a.format},
        {"timeout", "SECONDS", "stops a query that takes longer (300)", cli_parse_count,
         &a.timeout_s},
        {0},
    };
    cli_usage usage = {"sql",
                       "[options] \"SELECT ...\"",
                       "Runs one SQL statement that reads, with the functions of SpatiaLite and "
                       "distance_m(lon, lat, lon, lat).\nTables: incident, movement, evidence, "
                       "report, mention, edit; views: incidents, strikes, movements,\n"
                       "incident_sources. 'man dateline' tells their columns.",
                       {options},
                       1};
    int count = 0;
    int leave = cli_options_parse(&usage, argc, argv, &count);
    if (leave >= 0)
        return leave;
    if (count != 1)
        return cli_usage_error("sql", "give one statement, in quotes");
    // SpatiaLite's functions that write files stay away whatever the user's shell says.
    unsetenv("SPATIALITE_SECURITY");
    dln_error err = {0};
    dln_store *store = NULL;
    int result = CLI_DONE;
    if (run(&a, argv[0], &store, &err) != DLN_OK) {
        result = cli_fail(&err);
    } else if (a.rows == 0) {
        cli_say("no rows");
        result = CLI_NOTHING_FOUND;
    }
    dln_store_close(store);
    dln_buffer_free(&a.line);
    dln_arena_free(a.arena);
    return cli_finish(result);
}
