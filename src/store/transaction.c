// Where a transaction begins and ends: around a report, or in bulk around many.
#include "store/database.h"
#include "store/known.h"

// While many reports share a transaction their pages are written once, if there is room for them:
// in KiB, negative as SQLite wants it.
#define BULK_CACHE "PRAGMA cache_size = -262144"

dln_status dln_database_commit(dln_store *store, dln_error *err) {
    dln_status status = dln_rtree_write(store, err);
    if (status == DLN_OK)
        status = dln_database_do(store, DLN_SQL_LAYERS_CHANGED, err);
    return status == DLN_OK ? dln_database_do(store, DLN_SQL_COMMIT, err) : status;
}

void dln_database_rollback(dln_store *store) {
    dln_rtree_forget(store);
    if (sqlite3_txn_state(store->db, "main") == SQLITE_TXN_WRITE)
        dln_known_forget(store);
    if (!sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

dln_status dln_store_begin_one(dln_store *store, dln_error *err) {
    if (!store->is_bulk)
        return dln_database_do(store, DLN_SQL_BEGIN_WRITE, err);
    dln_status status = DLN_OK;
    if (sqlite3_get_autocommit(store->db))
        status = dln_database_do(store, DLN_SQL_BEGIN_WRITE, err);
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
