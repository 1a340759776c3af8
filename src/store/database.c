#include "store/database.h"

#include <errno.h>
#include <string.h>

#include "base/utf8.h"
#include "store/holder.h"

static dln_status fail_full(dln_store *store, dln_error *err) {
    return dln_fail(err, DLN_IO,
                    "cannot write %s: the disk is full or failing; what was stored before is kept",
                    store->path);
}

static dln_status fail_io(dln_store *store, int code, dln_error *err) {
    int cause = sqlite3_system_errno(store->db);
    // SQLite does not always remember why a write failed.
    if (cause == ENOSPC || cause == EFBIG || cause == EDQUOT || code == SQLITE_IOERR_WRITE ||
        code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_TRUNCATE)
        return fail_full(store, err);
    if (cause == EROFS || cause == EACCES || cause == EPERM)
        return dln_fail(err, DLN_IO, "cannot open %s: %s; check the rights of file and folder",
                        store->path, strerror(cause));
    return dln_fail(err, DLN_IO, "cannot use %s: %s", store->path,
                    cause ? strerror(cause) : sqlite3_errmsg(store->db));
}

static dln_status fail_busy(dln_store *store, dln_error *err) {
    char holder[DLN_HOLDER_SIZE];
    dln_database_holder(store->path, holder);
    return dln_fail(err, DLN_BUSY, "%s is locked by %s: try again when that is done", store->path,
                    holder);
}

dln_status dln_database_fail(dln_store *store, int code, dln_error *err) {
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return dln_fail_memory(err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fail_busy(store, err);
    case SQLITE_NOTADB:
        return dln_fail(err, DLN_DATABASE,
                        "%s is not a database: name another with --db, or move this file away",
                        store->path);
    case SQLITE_CORRUPT:
        return dln_fail(err, DLN_DATABASE,
                        "%s is damaged (%s): restore a copy, or save what is left with "
                        "\"sqlite3 FILE .recover\"",
                        store->path, sqlite3_errmsg(store->db));
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return dln_fail(err, DLN_IO,
                        "cannot write %s: file or folder is read-only; check the rights of both",
                        store->path);
    case SQLITE_FULL:
        return fail_full(store, err);
    case SQLITE_TOOBIG:
        return dln_fail(err, DLN_TOO_LARGE, "too large for the database %s", store->path);
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return fail_io(store, code, err);
    default:
        return dln_fail(err, DLN_DATABASE, "%s: %s", store->path, sqlite3_errmsg(store->db));
    }
}

dln_status dln_database_run(dln_store *store, const char *sql, dln_error *err) {
    int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? DLN_OK : dln_database_fail(store, code, err);
}

dln_status dln_database_number(dln_store *store, const char *sql, int64_t *out, dln_error *err) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    dln_status status = DLN_OK;
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        *out = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    else
        status = dln_database_fail(store, code, err);
    sqlite3_finalize(statement);
    return status;
}

// The kept statement, reset and without values.
static dln_status kept_statement(dln_store *store, dln_sql which, sqlite3_stmt **out,
                                 dln_error *err) {
    sqlite3_stmt **kept = &store->statements[which];
    if (*kept) {
        sqlite3_reset(*kept);
    } else {
        int code = sqlite3_prepare_v3(store->db, dln_database_sql(which), -1,
                                      SQLITE_PREPARE_PERSISTENT, kept, NULL);
        if (code != SQLITE_OK)
            return dln_database_fail(store, code, err);
    }
    *out = *kept;
    return DLN_OK;
}

dln_status dln_database_do(dln_store *store, dln_sql which, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, which, &binding, err);
    return status == DLN_OK ? dln_binding_run(&binding, err) : status;
}

dln_status dln_database_do_with_all(dln_store *store, dln_sql which, const int64_t *keys,
                                    size_t count, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, which, &binding, err);
    if (status != DLN_OK)
        return status;
    for (size_t i = 0; i < count; i++)
        dln_bind_int(&binding, keys[i]);
    return dln_binding_run(&binding, err);
}

dln_status dln_database_do_with(dln_store *store, dln_sql which, int64_t key, dln_error *err) {
    return dln_database_do_with_all(store, which, &key, 1, err);
}

dln_status dln_database_ask(dln_store *store, dln_sql which, int64_t key, bool *found, int64_t *out,
                            dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, which, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, key);
    status = dln_binding_step(&binding, found, err);
    if (status == DLN_OK && *found) {
        *out = sqlite3_column_int64(binding.statement, 0);
        dln_binding_end(&binding);
    }
    return status;
}

dln_status dln_binding_begin(dln_store *store, dln_sql which, dln_binding *out, dln_error *err) {
    *out = (dln_binding){.store = store, .next = 1, .code = SQLITE_OK};
    return kept_statement(store, which, &out->statement, err);
}

static void keep(dln_binding *binding, int code) {
    if (binding->code == SQLITE_OK)
        binding->code = code;
}

void dln_bind_str(dln_binding *binding, dln_str value) {
    int at = binding->next++;
    keep(binding, value.data ? sqlite3_bind_text64(binding->statement, at, value.data, value.len,
                                                   SQLITE_STATIC, SQLITE_UTF8)
                             : sqlite3_bind_null(binding->statement, at));
}

void dln_bind_text(dln_binding *binding, const char *value) {
    dln_bind_str(binding, dln_str_from(value));
}

void dln_bind_int(dln_binding *binding, int64_t value) {
    keep(binding, sqlite3_bind_int64(binding->statement, binding->next++, value));
}

void dln_bind_double(dln_binding *binding, double value) {
    keep(binding, sqlite3_bind_double(binding->statement, binding->next++, value));
}

void dln_bind_day(dln_binding *binding, dln_day day) {
    char text[DLN_DAY_TEXT_SIZE];
    if (*dln_day_format(day, text))
        keep(binding,
             sqlite3_bind_text(binding->statement, binding->next++, text, -1, SQLITE_TRANSIENT));
    else
        dln_bind_null(binding);
}

void dln_bind_blob(dln_binding *binding, dln_str value) {
    int at = binding->next++;
    keep(binding, value.data ? sqlite3_bind_blob64(binding->statement, at, value.data, value.len,
                                                   SQLITE_STATIC)
                             : sqlite3_bind_null(binding->statement, at));
}

void dln_bind_null(dln_binding *binding) {
    keep(binding, sqlite3_bind_null(binding->statement, binding->next++));
}

dln_status dln_binding_step(dln_binding *binding, bool *row, dln_error *err) {
    int code = binding->code == SQLITE_OK ? sqlite3_step(binding->statement) : binding->code;
    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW)
        return DLN_OK;
    // The message is taken before the reset, which may replace it.
    dln_status status = code == SQLITE_DONE ? DLN_OK : dln_database_fail(binding->store, code, err);
    dln_binding_end(binding);
    return status;
}

dln_status dln_binding_run(dln_binding *binding, dln_error *err) {
    bool row = true;
    dln_status status = DLN_OK;
    while (status == DLN_OK && row)
        status = dln_binding_step(binding, &row, err);
    return status;
}

void *dln_row_add(dln_row *row, dln_list *list, size_t size) {
    void *item = dln_list_add(row->arena, list, size);
    row->failed |= !item;
    return item;
}

static dln_status read_row(dln_binding *binding, dln_arena *arena, dln_row_reader read,
                           void *context, dln_error *err) {
    dln_row row = {.statement = binding->statement, .arena = arena};
    read(context, &row);
    if (!row.failed)
        return DLN_OK;
    dln_binding_end(binding);
    return dln_fail_memory(err);
}

dln_status dln_binding_read_all(dln_binding *binding, dln_arena *arena, dln_row_reader read,
                                void *context, dln_error *err) {
    for (bool more = true;;) {
        dln_status status = dln_binding_step(binding, &more, err);
        if (status != DLN_OK || !more)
            return status;
        status = read_row(binding, arena, read, context, err);
        if (status != DLN_OK)
            return status;
    }
}

dln_status dln_binding_read_one(dln_binding *binding, dln_arena *arena, dln_row_reader read,
                                void *context, dln_error *err) {
    bool found = false;
    dln_status status = dln_binding_step(binding, &found, err);
    if (status != DLN_OK || !found)
        return status == DLN_OK ? DLN_NOT_FOUND : status;
    status = read_row(binding, arena, read, context, err);
    if (status == DLN_OK)
        dln_binding_end(binding);
    return status;
}

void dln_binding_end(dln_binding *binding) {
    sqlite3_reset(binding->statement);
    sqlite3_clear_bindings(binding->statement);
}

dln_str dln_row_str(dln_row *row) {
    int at = row->next++;
    const char *text = (const char *)sqlite3_column_text(row->statement, at);
    if (!text)
        return DLN_STR_NONE;
    // Other programs write, too: whoever reads gets UTF-8 without NUL, whatever stands there.
    dln_str value = {text, (size_t)sqlite3_column_bytes(row->statement, at)};
    if (row->borrows && dln_utf8_is_whole(value))
        return value;
    dln_str copy = dln_utf8_mend(row->arena, value);
    row->failed |= copy.data == NULL;
    return copy;
}

int64_t dln_row_int(dln_row *row) {
    return sqlite3_column_int64(row->statement, row->next++);
}

double dln_row_double(dln_row *row) {
    return sqlite3_column_double(row->statement, row->next++);
}

dln_day dln_row_day(dln_row *row) {
    int at = row->next++;
    const char *text = (const char *)sqlite3_column_text(row->statement, at);
    dln_day day = DLN_DAY_NONE;
    if (text && !dln_day_parse(dln_str_from(text), &day))
        day = DLN_DAY_NONE;
    return day;
}

bool dln_row_is_null(const dln_row *row) {
    return sqlite3_column_type(row->statement, row->next) == SQLITE_NULL;
}
