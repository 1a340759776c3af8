#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/database.h"
#include "store/known.h"

// Pages kept in memory while writing (KiB, negative as SQLite wants it): the R-tree and the indexes
// of a million incidents are touched all over.
#define WRITE_CACHE "PRAGMA cache_size = -65536"

static const char write_settings[] =
    // In WAL mode NORMAL never damages the file; only a power cut may cost the last reports.
    "PRAGMA synchronous = NORMAL;"
    // 64 MB of log before it is folded into the file: a large ingest waits for the disk less often.
    "PRAGMA wal_autocheckpoint = 16384;"
    // What a report may be taken back by is kept in memory: a file of it was written ten times an
    // incident.
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA foreign_keys = ON;" WRITE_CACHE ";";
// Counting hardly ever comes back to a page of a large database, and touching memory for the first
// time costs more than reading the page again. Who reads whole incidents keeps more: query.c.
#define READ_CACHE "PRAGMA cache_size = -2048;"
static const char read_settings[] =
    "PRAGMA trusted_schema = OFF; PRAGMA query_only = ON;" READ_CACHE;

// A store belongs to one thread at a time: SQLite need not lock it for each value of a row.
#define ONE_THREAD SQLITE_OPEN_NOMUTEX

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
    struct stat about;
    bool holds = log.failed || (stat(log.data, &about) == 0 && about.st_size > 0);
    dln_buffer_free(&log);
    return holds;
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

// In a folder that cannot be written, or on a full disk, SQLite cannot keep the shared memory of
// WAL mode. Without a log the file is complete by itself and can be read as it stands.
static int open_immutable(dln_store *store) {
    dln_buffer address = {0};
    append_immutable_address(&address, store->path);
    int code = SQLITE_NOMEM;
    if (!address.failed) {
        sqlite3_close(store->db);
        code = sqlite3_open_v2(address.data, &store->db,
                               SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | ONE_THREAD, NULL);
    }
    dln_buffer_free(&address);
    return code;
}

static int touch(dln_store *store) {
    return sqlite3_exec(store->db, "SELECT 1 FROM sqlite_master LIMIT 1", NULL, NULL, NULL);
}

static int open_for_reading(dln_store *store) {
    int code = sqlite3_open_v2(store->path, &store->db, SQLITE_OPEN_READONLY | ONE_THREAD, NULL);
    if (code != SQLITE_OK)
        return code;
    sqlite3_busy_timeout(store->db, DLN_STORE_BUSY_MS);
    code = touch(store);
    int kind = code & 0xff;
    bool refused = kind == SQLITE_CANTOPEN || kind == SQLITE_READONLY || kind == SQLITE_IOERR ||
                   kind == SQLITE_FULL;
    if (refused && !has_log(store->path)) {
        code = open_immutable(store);
        if (code == SQLITE_OK)
            code = touch(store);
    }
    return code;
}

static int open_for_writing(dln_store *store) {
    int code = sqlite3_open_v2(store->path, &store->db,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | ONE_THREAD, NULL);
    if (code != SQLITE_OK)
        return code;
    sqlite3_busy_timeout(store->db, DLN_STORE_BUSY_MS);
    code = touch(store);
    // SQLite falls back to reading when a file may not be written.
    if (code == SQLITE_OK && sqlite3_db_readonly(store->db, "main") == 1)
        code = SQLITE_READONLY;
    return code;
}

static bool is_folder(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

// SQLite tries a file again for reading when it may not write, and remembers only that failure:
// "No such file" for a folder without rights. So what stands in the way is looked for here.
static dln_status explain_folder(const char *path, dln_error *err) {
    dln_buffer folder = {0};
    const char *slash = strrchr(path, '/');
    dln_buffer_append(&folder, slash ? (dln_str){path, (size_t)(slash - path)} : DLN_STR("."));
    if (slash == path)
        dln_buffer_append(&folder, DLN_STR("/"));
    dln_status status = DLN_OK; // nothing found to say
    if (folder.failed)
        status = dln_fail_memory(err);
    else if (!is_folder(folder.data))
        status = dln_fail(err, DLN_IO,
                          "cannot make %s: there is no folder %s; make it with \"mkdir -p\", or "
                          "name another database with --db",
                          path, folder.data);
    else if (access(path, F_OK) != 0 && access(folder.data, W_OK | X_OK) != 0)
        status = dln_fail(err, DLN_IO,
                          "cannot make %s: no right to write in %s; name another database with "
                          "--db",
                          path, folder.data);
    dln_buffer_free(&folder);
    return status;
}

static dln_status fail_to_open(dln_store *store, int code, dln_error *err) {
    if (is_folder(store->path))
        return dln_fail(err, DLN_IO,
                        "%s is a folder: name a file in it, such as --db %s/incidents.sqlite",
                        store->path, store->path);
    dln_status status = DLN_OK;
    if (store->writable && (code & 0xff) == SQLITE_CANTOPEN)
        status = explain_folder(store->path, err);
    return status == DLN_OK ? dln_database_fail(store, code, err) : status;
}

static dln_status configure(dln_store *store, dln_error *err) {
    sqlite3_extended_result_codes(store->db, 1);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    dln_status status = dln_database_add_functions(store, err);
    if (status == DLN_OK)
        status = dln_database_run(store, store->writable ? write_settings : read_settings, err);
    return status;
}

// An older database is brought up to date by one who may write it, whatever it was opened for.
static dln_status check_for_reading(dln_store *store, dln_error *err) {
    bool is_older = false;
    dln_status status = dln_schema_check(store, &is_older, err);
    if (status != DLN_OK || !is_older)
        return status;
    dln_store *upgraded = NULL;
    dln_error reason = {0};
    if (dln_store_open(store->path, DLN_STORE_WRITE, &upgraded, &reason) != DLN_OK)
        return dln_fail(err, DLN_UNSUPPORTED,
                        "%s was made by an older dateline and must be brought up to date before it "
                        "is read: %s",
                        store->path, reason.message);
    dln_store_close(upgraded);
    return dln_schema_check(store, &is_older, err);
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
        return fail_to_open(store, code, err);
    dln_status status = configure(store, err);
    if (status != DLN_OK)
        return status;
    if (!store->writable)
        return check_for_reading(store, err);
    // A foreign file is refused before anything in it is changed.
    status = dln_schema_upgrade(store, err);
    // SpatiaLite's triggers on `incident` and `movement` need its functions (20 ms to load) and
    // cost more than the rows themselves: they compile SQL at each. What they do is done in
    // record.c.
    if (status == DLN_OK)
        sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
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
    dln_buffer_free(&store->drop_indexes);
    dln_buffer_free(&store->put_off_indexes);
    sqlite3_close(store->db);
    dln_rtree_free(store);
    dln_known_forget(store);
    dln_arena_free(store->arena);
    free(store->path);
    free(store);
}
