// Where a transaction begins and ends: around a report, or in bulk around many.
#include "store/database.h"
#include "store/known.h"

// While many reports share a transaction their pages are written once, if there is room for them:
// in KiB, negative as SQLite wants it.
#define BULK_CACHE "PRAGMA cache_size = -262144"

// Indexes that are filled row by row are written all over; made at the end they are sorted and
// written once. So a bulk that fills an empty database in one transaction puts them off.
static void note_index(void *context, dln_row *row) {
    dln_store *store = context;
    dln_str name = dln_row_str(row), sql = dln_row_str(row);
    dln_buffer_printf(&store->drop_indexes, "DROP INDEX %.*s;", DLN_STR_ARG(name));
    dln_buffer_append(&store->put_off_indexes, sql);
    dln_buffer_append_char(&store->put_off_indexes, ';');
    row->failed |= store->drop_indexes.failed || store->put_off_indexes.failed;
}

static void forget_indexes(dln_store *store) {
    dln_buffer_free(&store->drop_indexes);
    dln_buffer_free(&store->put_off_indexes);
}

static dln_status put_off_indexes(dln_store *store, dln_error *err) {
    int64_t newest = 0;
    dln_binding binding;
    dln_status status = dln_database_number(store, "SELECT max(id) FROM incident", &newest, err);
    if (status != DLN_OK || newest)
        return status;
    status = dln_binding_begin(store, DLN_SQL_INCIDENT_INDEXES, &binding, err);
    if (status == DLN_OK)
        status = dln_binding_read_all(&binding, store->arena, note_index, store, err);
    if (status == DLN_OK && store->drop_indexes.len)
        status = dln_database_run(store, store->drop_indexes.data, err);
    return status;
}

static dln_status make_indexes(dln_store *store, dln_error *err) {
    dln_status status = store->put_off_indexes.len
                            ? dln_database_run(store, store->put_off_indexes.data, err)
                            : DLN_OK;
    if (status == DLN_OK)
        forget_indexes(store);
    return status;
}

dln_status dln_database_commit(dln_store *store, dln_error *err) {
    dln_status status = dln_rtree_write(store, err);
    if (status == DLN_OK)
        status = make_indexes(store, err);
    if (status == DLN_OK)
        status = dln_database_do(store, DLN_SQL_LAYERS_CHANGED, err);
    return status == DLN_OK ? dln_database_do(store, DLN_SQL_COMMIT, err) : status;
}

void dln_database_rollback(dln_store *store) {
    dln_rtree_forget(store);
    forget_indexes(store); // they are there again
    if (sqlite3_txn_state(store->db, "main") == SQLITE_TXN_WRITE)
        dln_known_forget(store);
    if (!sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

dln_status dln_store_begin_one(dln_store *store, dln_error *err) {
    if (!store->is_bulk)
        return dln_database_do(store, DLN_SQL_BEGIN_WRITE, err);
    bool is_first = sqlite3_get_autocommit(store->db) != 0;
    dln_status status = is_first ? dln_database_do(store, DLN_SQL_BEGIN_WRITE, err) : DLN_OK;
    if (status == DLN_OK && is_first && !store->bulk_most)
        status = put_off_indexes(store, err);
    dln_rtree_save(store);
    return status == DLN_OK ? dln_database_do(store, DLN_SQL_SAVE, err) : status;
}

static dln_status commit_bulk(dln_store *store, dln_error *err) {
    store->bulk_count = 0;
    return dln_database_commit(store, err);
}

// One report of a bulk is kept, or alone taken back.
static dln_status end_one_of_bulk(dln_store *store, dln_status status, dln_error *err) {
    if (status != DLN_OK) {
        dln_rtree_take_back(store);
        dln_known_forget(store);
        // Where taking back fails as well, all that is not yet committed goes.
        if (dln_database_do(store, DLN_SQL_SAVE_BACK, NULL) != DLN_OK ||
            dln_database_do(store, DLN_SQL_SAVE_RELEASE, NULL) != DLN_OK)
            dln_database_rollback(store);
        return status;
    }
    status = dln_database_do(store, DLN_SQL_SAVE_RELEASE, err);
    store->bulk_count++;
    bool is_full = store->bulk_most && store->bulk_count >= store->bulk_most;
    return status == DLN_OK && is_full ? commit_bulk(store, err) : status;
}

dln_status dln_store_end_one(dln_store *store, dln_status status, dln_error *err) {
    if (store->is_bulk)
        return end_one_of_bulk(store, status, err);
    if (status == DLN_OK)
        status = dln_database_commit(store, err);
    dln_database_rollback(store);
    return status;
}

dln_status dln_store_begin_bulk(dln_store *store, size_t reports_at_once, dln_error *err) {
    if (!store->writable || store->is_bulk)
        return dln_fail(err, DLN_INVALID, "%s cannot be filled in bulk", store->path);
    store->is_bulk = true;
    store->bulk_most = reports_at_once;
    store->bulk_count = 0;
    return dln_database_run(store, BULK_CACHE, err);
}

dln_status dln_store_end_bulk(dln_store *store, dln_error *err) {
    dln_status status = DLN_OK;
    if (!sqlite3_get_autocommit(store->db))
        status = commit_bulk(store, err);
    dln_database_rollback(store);
    store->is_bulk = false;
    return status;
}
