// SQL of the user. Three locks on one door: the file is open for reading only, PRAGMA query_only
// is on, and an authorizer lets pass what reads and nothing else.
#include "dateline/sql.h"

#include <string.h>

#include "base/utf8.h"
#include "store/database.h"

// A single value, blob or row of this many bytes is no answer to a question: zeroblob(1e9).
#define VALUE_BYTES_MAX (256 << 20)
// SQLite asks every so many steps of its machine whether to go on: ten thousand take a millisecond.
#define STEPS_BETWEEN_QUESTIONS 10000

static bool is_one_of(const char *name, const char *const *names) {
    for (; *names; names++)
        if (name && sqlite3_stricmp(name, *names) == 0)
            return true;
    return false;
}

// Pragmas that only tell; those that take a value tell of a table by it.
static int judge_pragma(const char *name, const char *value) {
    static const char *const of_tables[] = {
        "table_info",        "table_xinfo",     "table_list",        "index_list",
        "index_info",        "index_xinfo",     "foreign_key_check", "foreign_key_list",
        "foreign_key_check", "integrity_check", "quick_check",       NULL};
    static const char *const plain[] = {"user_version",
                                        "application_id",
                                        "database_list",
                                        "function_list",
                                        "pragma_list",
                                        "compile_options",
                                        "page_count",
                                        "page_size",
                                        "freelist_count",
                                        "encoding",
                                        "journal_mode",
                                        "data_version",
                                        NULL};
    return is_one_of(name, of_tables) || (!value && is_one_of(name, plain)) ? SQLITE_OK
                                                                            : SQLITE_DENY;
}

// SpatiaLite's functions that touch files exist only where SPATIALITE_SECURITY is relaxed; those
// that make tables would fail later. Both are refused by name all the same.
static int judge_function(const char *name) {
    static const char *const refused[] = {"load_extension", "readfile",       "writefile", "edit",
                                          "eval",           "fts3_tokenizer", NULL};
    static const char *const beginnings[] = {
        "Import",  "Export", "BlobTo",   "BlobFrom",   "XB_",     "Dump",   "InitSpatial",
        "Drop",    "Create", "Add",      "Discard",    "Recover", "Remove", "Enable",
        "Disable", "Update", "Register", "UnRegister", "Clone",   "Set",    NULL};
    if (!name || is_one_of(name, refused))
        return SQLITE_DENY;
    for (const char *const *begin = beginnings; *begin; begin++)
        if (sqlite3_strnicmp(name, *begin, (int)strlen(*begin)) == 0)
            return SQLITE_DENY;
    return SQLITE_OK;
}

static int judge(void *context, int action, const char *first, const char *second,
                 const char *database, const char *source) {
    (void)context;
    (void)database;
    (void)source;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return judge_function(second);
    case SQLITE_PRAGMA:
        return judge_pragma(first, second);
    case SQLITE_UPDATE: // what SQLite asks when it declares a table-valued pragma; nobody else may
        return sqlite3_stricmp(first, "sqlite_master") == 0 ? SQLITE_OK : SQLITE_DENY;
    default:
        return SQLITE_DENY;
    }
}

// The query at hand.
typedef struct run {
    dln_store *store;
    const dln_sql_options *options;
    sqlite3_stmt *statement, *shape; // the user's, and ours that tells a geometry in text
    dln_arena *arena;                // of one row
    dln_str *names;
    dln_sql_value *values;
    size_t count;
} run;

static int ask_to_stop(void *context) {
    const dln_sql_options *options = context;
    return options->must_stop(options->stop_context);
}

static dln_status fail(run *r, int code, dln_error *err) {
    const char *why = sqlite3_errmsg(r->store->db);
    if (strncmp(why, "not authorized", strlen("not authorized")) == 0)
        code = SQLITE_AUTH; // said of functions, and from inside virtual tables, as a plain error
    switch (code & 0xff) {
    case SQLITE_AUTH:
        return dln_fail(err, DLN_INVALID,
                        "sql: only reading is allowed here: no writing, no ATTACH, no PRAGMA that "
                        "changes anything, no extensions (%s)",
                        why);
    case SQLITE_READONLY:
        return dln_fail(err, DLN_INVALID, "sql: only reading is allowed here (%s)", why);
    case SQLITE_INTERRUPT:
        return dln_fail(err, DLN_BUSY, "sql: stopped");
    case SQLITE_ERROR:
    case SQLITE_RANGE:
    case SQLITE_MISMATCH:
        return dln_fail(err, DLN_INVALID, "sql: %s", why);
    case SQLITE_TOOBIG:
        return dln_fail(err, DLN_TOO_LARGE, "sql: a value of more than %d MB",
                        VALUE_BYTES_MAX >> 20);
    default:
        return dln_database_fail(r->store, code, err);
    }
}

static bool is_blank(const char *text) {
    dln_str rest = dln_str_trim(dln_str_from(text));
    while (rest.len && rest.data[0] == ';')
        rest = dln_str_trim(dln_str_slice(rest, 1, rest.len));
    return rest.len == 0;
}

static dln_status prepare(run *r, dln_str sql, dln_error *err) {
    const char *tail = NULL;
    int code = sqlite3_prepare_v2(r->store->db, sql.data, (int)sql.len, &r->statement, &tail);
    if (code != SQLITE_OK)
        return fail(r, code, err);
    if (!r->statement)
        return dln_fail(err, DLN_INVALID, "sql: nothing to run");
    if (!sqlite3_stmt_readonly(r->statement))
        return dln_fail(err, DLN_INVALID, "sql: only reading is allowed here");
    if (tail && tail < sql.data + sql.len && !is_blank(tail))
        return dln_fail(err, DLN_INVALID,
                        "sql: one statement at a time; what stands behind the "
                        "first semicolon is another");
    if (sqlite3_bind_parameter_count(r->statement) > 0)
        return dln_fail(err, DLN_INVALID, "sql: there are no values for ? and :name here");
    return DLN_OK;
}

static dln_status name_columns(run *r, dln_arena *arena, dln_error *err) {
    r->count = (size_t)sqlite3_column_count(r->statement);
    r->names = DLN_ARENA_ARRAY(arena, dln_str, r->count + 1);
    r->values = DLN_ARENA_ARRAY(arena, dln_sql_value, r->count + 1);
    if (!r->names || !r->values)
        return dln_fail_memory(err);
    for (size_t i = 0; i < r->count; i++) {
        r->names[i] =
            dln_arena_copy(arena, dln_str_from(sqlite3_column_name(r->statement, (int)i)));
        if (!r->names[i].data)
            return dln_fail_memory(err);
    }
    return DLN_OK;
}

// A geometry as text; none when the blob is not one.
static dln_str shape_text(run *r, const void *blob, int size) {
    dln_str text = DLN_STR_NONE;
    sqlite3_reset(r->shape);
    sqlite3_bind_blob(r->shape, 1, blob, size, SQLITE_STATIC);
    if (sqlite3_step(r->shape) == SQLITE_ROW)
        text =
            dln_arena_copy(r->arena, dln_str_from((const char *)sqlite3_column_text(r->shape, 0)));
    sqlite3_reset(r->shape);
    return text;
}

static dln_str hexadecimal(run *r, const unsigned char *bytes, size_t size) {
    static const char digits[] = "0123456789ABCDEF";
    char *out = dln_arena_alloc(r->arena, 2 * size + 1, 1);
    for (size_t i = 0; out && i < size; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    return (dln_str){out, out ? 2 * size : 0};
}

static bool read_value(run *r, int at, dln_sql_value *out) {
    *out = (dln_sql_value){.kind = DLN_VALUE_NULL};
    int size = sqlite3_column_bytes(r->statement, at);
    switch (sqlite3_column_type(r->statement, at)) {
    case SQLITE_INTEGER:
        out->kind = DLN_VALUE_INTEGER;
        out->integer = sqlite3_column_int64(r->statement, at);
        return true;
    case SQLITE_FLOAT:
        out->kind = DLN_VALUE_REAL;
        out->real = sqlite3_column_double(r->statement, at);
        return true;
    case SQLITE_TEXT: {
        const char *text = (const char *)sqlite3_column_text(r->statement, at);
        out->kind = DLN_VALUE_TEXT;
        out->text = dln_utf8_mend(r->arena, (dln_str){text, (size_t)size});
        return out->text.data != NULL;
    }
    case SQLITE_BLOB: {
        const void *blob = sqlite3_column_blob(r->statement, at);
        out->kind = DLN_VALUE_GEOMETRY;
        out->text = shape_text(r, blob, size);
        if (!out->text.data) {
            out->kind = DLN_VALUE_BLOB;
            out->text = hexadecimal(r, blob, (size_t)size);
        }
        return out->text.data != NULL;
    }
    default:
        return true;
    }
}

static dln_status visit_rows(run *r, dln_sql_visitor visit, void *context, dln_error *err) {
    for (;;) {
        int code = sqlite3_step(r->statement);
        if (code == SQLITE_DONE)
            return DLN_OK;
        if (code != SQLITE_ROW)
            return fail(r, code, err);
        dln_arena_reset(r->arena);
        for (size_t i = 0; i < r->count; i++)
            if (!read_value(r, (int)i, &r->values[i]))
                return dln_fail_memory(err);
        dln_sql_row row = {r->names, r->values, r->count};
        dln_status status = visit(context, &row, err);
        if (status != DLN_OK)
            return status;
    }
}

static dln_status run_statement(run *r, dln_str sql, dln_arena *arena, dln_sql_visitor visit,
                                void *context, dln_error *err) {
    static const char as_text[] = "SELECT AsText(?)", as_geojson[] = "SELECT AsGeoJSON(?, 7)";
    dln_status status = prepare(r, sql, err);
    if (status == DLN_OK)
        status = name_columns(r, arena, err);
    if (status != DLN_OK)
        return status;
    int code = sqlite3_prepare_v2(r->store->db, r->options->geojson ? as_geojson : as_text, -1,
                                  &r->shape, NULL);
    if (code != SQLITE_OK)
        return fail(r, code, err);
    if (r->options->begin) {
        dln_sql_row heading = {r->names, NULL, r->count};
        status = r->options->begin(context, &heading, err);
    }
    return status == DLN_OK ? visit_rows(r, visit, context, err) : status;
}

// Virtual tables prepare statements of their own when they are first used, R-trees such that write:
// so that happens before the authorizer looks.
static void touch_virtual_tables(dln_store *store) {
    static const char sql[] =
        "SELECT 'SELECT 1 FROM \"' || replace(name, '\"', '\"\"') || '\" LIMIT 0'"
        " FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL %'";
    sqlite3_stmt *list = NULL;
    if (sqlite3_prepare_v2(store->db, sql, -1, &list, NULL) != SQLITE_OK)
        return;
    while (sqlite3_step(list) == SQLITE_ROW) {
        sqlite3_stmt *touch = NULL; // a table that cannot be used fails again when it is asked for
        (void)sqlite3_prepare_v2(store->db, (const char *)sqlite3_column_text(list, 0), -1, &touch,
                                 NULL);
        sqlite3_finalize(touch);
    }
    sqlite3_finalize(list);
}

static void lock_door(dln_store *store, const dln_sql_options *options) {
    sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, VALUE_BYTES_MAX);
    sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_set_authorizer(store->db, judge, NULL);
    if (options->must_stop)
        sqlite3_progress_handler(store->db, STEPS_BETWEEN_QUESTIONS, ask_to_stop,
                                 (void *)(uintptr_t)options);
}

dln_status dln_store_sql(dln_store *store, dln_str sql, const dln_sql_options *options,
                         dln_sql_visitor visit, void *context, dln_error *err) {
    if (store->writable)
        return dln_fail(err, DLN_INVALID, "sql: %s was opened for writing", store->path);
    if (sql.len > INT32_MAX)
        return dln_fail(err, DLN_TOO_LARGE, "sql: a statement of more than 2 GB");
    run r = {.store = store, .options = options};
    dln_arena *arena = NULL;
    dln_status status = dln_database_load_spatialite(store, err);
    if (status == DLN_OK)
        status = dln_arena_new(&arena, err);
    if (status == DLN_OK)
        status = dln_arena_new(&r.arena, err);
    if (status == DLN_OK) {
        touch_virtual_tables(store);
        lock_door(store, options);
        status = run_statement(&r, sql, arena, visit, context, err);
    }
    sqlite3_finalize(r.statement);
    sqlite3_finalize(r.shape);
    sqlite3_set_authorizer(store->db, NULL, NULL);
    sqlite3_progress_handler(store->db, 0, NULL, NULL);
    dln_arena_free(r.arena);
    dln_arena_free(arena);
    return status;
}
