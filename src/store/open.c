#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/database.h"

// Pages kept in memory while writing (KiB, negative as SQLite wants it): the R-tree and the indexes
// of a million incidents are touched all over.
#define WRITE_CACHE "PRAGMA cache_size = -65536"

static const char write_settings[] =
    // In WAL mode NORMAL never damages the file; only a power cut may cost the last reports.
    "PRAGMA synchronous = NORMAL;"
    // 64 MB of log before it is folded into the file: a large ingest waits for the disk less often.
    "PRAGMA wal_autocheckpoint = 16384;"
    "PRAGMA foreign_keys = ON;" WRITE_CACHE ";";
static const char read_settings[] = "PRAGMA trusted_schema = OFF; PRAGMA query_only = ON;";

static char *copy_path(const char *path) {
    // "file:" would make SQLite read the rest as an address; ours are names of files.
    const char *before = strncmp(path, "file:", 5) == 0 ? "./" : "";
    size_t len = strlen(path) + strlen(before) + 1;
    char *copy = malloc(len);
    if (copy) {
        memcpy(copy, before, strlen(before));
        memcpy(copy + strlen(before), path, strlen(path) + 1);
    }
    return copy;
}

static bool has_log(const char *path) {
    dln_buffer log = {0};
    dln_buffer_printf(&log, "%s-wal", path);
    bool exists = log.failed || access(log.data, F_OK) == 0;
    dln_buffer_free(&log);
    return exists;
}

// "file:/with%20escapes?immutable=1"
static void append_immutable_address(dln_buffer *out, const char *path) {
    dln_buffer_append(out, DLN_STR("file:"));
    for (const char *c = path; *c; c++)
        if (strchr("%?# ", *c))
            dln_buffer_printf(out, "%%%02X", (unsigned)(unsigned char)*c);
        else
            dln_buffer_append_char(out, *c);
    dln_buffer_append(out, DLN_STR("?immutable=1"));
}

// In a folder that cannot be written, SQLite cannot keep the shared memory of WAL mode. Without a
// log the file is complete by itself and can be read as it stands.
static int open_immutable(dln_store *store) {
    dln_buffer address = {0};
    append_immutable_address(&address, store->path);
    int code = SQLITE_NOMEM;
    if (!address.failed) {
        sqlite3_close(store->db);
        code =
            sqlite3_open_v2(address.data, &store->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    }
    dln_buffer_free(&address);
    return code;
}

static int touch(dln_store *store) {
    return sqlite3_exec(store->db, "SELECT 1 FROM sqlite_master LIMIT 1", NULL, NULL, NULL);
}

static int open_for_reading(dln_store *store) {
    int code = sqlite3_open_v2(store->path, &store->db, SQLITE_OPEN_READONLY, NULL);
    if (code != SQLITE_OK)
        return code;
    sqlite3_busy_timeout(store->db, DLN_STORE_BUSY_MS);
    code = touch(store);
    bool refused = (code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_READONLY;
    if (refused && !has_log(store->path)) {
        code = open_immutable(store);
        if (code == SQLITE_OK)
            code = touch(store);
    }
    return code;
}

static int open_for_writing(dln_store *store) {
    int code =
        sqlite3_open_v2(store->path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (code != SQLITE_OK)
        return code;
    sqlite3_busy_timeout(store->db, DLN_STORE_BUSY_MS);
    code = touch(store);
    // SQLite falls back to reading when a file may not be written.
    if (code == SQLITE_OK && sqlite3_db_readonly(store->db, "main") == 1)
        code = SQLITE_READONLY;
    return code;
}

static dln_status configure(dln_store *store, dln_error *err) {
    sqlite3_extended_result_codes(store->db, 1);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    dln_status status = dln_database_add_functions(store, err);
    if (status == DLN_OK)
        status = dln_database_run(store, store->writable ? write_settings : read_settings, err);
    return status;
}

static dln_status open_database(dln_store *store, dln_error *err) {
    if (!store->writable && access(store->path, F_OK) != 0)
        return dln_fail(err, DLN_IO,
                        errno == ENOENT
                            ? "%s does not exist: make it with \"dateline ingest\", or name "
                              "another with --db"
                            : "cannot open %s: check the rights of its folder",
                        store->path);
    int code = store->writable ? open_for_writing(store) : open_for_reading(store);
    if (code != SQLITE_OK)
        return dln_database_fail(store, code, err);
    dln_status status = configure(store, err);
    if (status != DLN_OK)
        return status;
    if (!store->writable)
        return dln_schema_check(store, err);
    // A foreign file is refused before anything in it is changed.
    status = dln_schema_upgrade(store, err);
    return status == DLN_OK ? dln_database_run(store, "PRAGMA journal_mode = WAL", err) : status;
}

dln_status dln_store_open(const char *path, dln_store_mode mode, dln_store **out, dln_error *err) {
    if (!path || !*path)
        return dln_fail(err, DLN_INVALID, "a database needs a file name");
    dln_store *store = calloc(1, sizeof *store);
    if (!store)
        return dln_fail_memory(err);
    store->writable = mode == DLN_STORE_WRITE;
    store->path = copy_path(path);
    dln_status status = store->path ? dln_arena_new(&store->arena, err) : dln_fail_memory(err);
    if (status == DLN_OK)
        status = open_database(store, err);
    if (status == DLN_OK)
        *out = store;
    else
        dln_store_close(store);
    return status;
}

void dln_store_close(dln_store *store) {
    if (!store)
        return;
    for (int i = 0; i < DLN_SQL_STATEMENTS; i++)
        sqlite3_finalize(store->statements[i]);
    sqlite3_close(store->db);
    dln_arena_free(store->arena);
    free(store->path);
    free(store);
}
