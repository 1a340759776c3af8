// What the files of the store share: the open database, its statements, and how failures of SQLite
// become ours. SQLite's types stay inside this folder.
#ifndef DLN_STORE_DATABASE_H
#define DLN_STORE_DATABASE_H

#include <sqlite3.h>

#include "base/grow.h"
#include "dateline/store.h"
#include "store/rtree.h"
#include "store/statements.h"

struct dln_store {
    sqlite3 *db;
    char *path;
    bool writable;
    dln_arena *arena; // for the record or report at hand
    bool is_bulk;     // see dln_store_begin_bulk
    size_t bulk_most, bulk_count;
    dln_buffer drop_indexes, put_off_indexes; // SQL; see transaction.c
    dln_boxes boxes[DLN_LAYERS];
    size_t searches;         // for incidents to merge with
    struct dln_known *known; // NULL: they are done in SQL; see known.h
    sqlite3_stmt *statements[DLN_SQL_STATEMENTS];
};

// How long a locked database is waited for.
#define DLN_STORE_BUSY_MS 4000

// Around what is stored of one report, or of one imported incident: a transaction of its own, or in
// bulk a part of one that can be taken back. `status` is what became of it; returns that, or why it
// could not be kept.
dln_status dln_store_begin_one(dln_store *store, dln_error *err) DLN_MUST_CHECK;
dln_status dln_store_end_one(dln_store *store, dln_status status, dln_error *err) DLN_MUST_CHECK;

// The failure that SQLite's `code` stands for, in words that say what to do.
dln_status dln_database_fail(dln_store *store, int code, dln_error *err);
// Runs SQL without values.
dln_status dln_database_run(dln_store *store, const char *sql, dln_error *err) DLN_MUST_CHECK;
// First column of the first row as a number; 0 without a row.
dln_status dln_database_number(dln_store *store, const char *sql, int64_t *out,
                               dln_error *err) DLN_MUST_CHECK;
// Runs a kept statement that takes no values and gives no rows.
dln_status dln_database_do(dln_store *store, dln_sql which, dln_error *err) DLN_MUST_CHECK;
// Runs a kept statement that takes numbers, one or several, and gives no rows.
dln_status dln_database_do_with(dln_store *store, dln_sql which, int64_t key,
                                dln_error *err) DLN_MUST_CHECK;
dln_status dln_database_do_with_all(dln_store *store, dln_sql which, const int64_t *keys,
                                    size_t count, dln_error *err) DLN_MUST_CHECK;
// First column of the first row of a kept statement that takes one number; *out stays without one.
dln_status dln_database_ask(dln_store *store, dln_sql which, int64_t key, bool *found, int64_t *out,
                            dln_error *err) DLN_MUST_CHECK;
// Ends a transaction that wrote: the R-trees are brought up to date first.
dln_status dln_database_commit(dln_store *store, dln_error *err) DLN_MUST_CHECK;
void dln_database_rollback(dln_store *store); // what failed is undone; its own failure has no news

// The functions that our SQL calls.
dln_status dln_database_add_functions(dln_store *store, dln_error *err) DLN_MUST_CHECK;
// SpatiaLite's functions, which only making a database and the SQL of users need.
dln_status dln_database_load_spatialite(dln_store *store, dln_error *err) DLN_MUST_CHECK;
// Creates or migrates the schema up to this version of dateline.
dln_status dln_schema_upgrade(dln_store *store, dln_error *err) DLN_MUST_CHECK;
// DLN_OK when the file is ours and of a version this program knows; `*is_older` when that must be
// upgraded before it is read.
dln_status dln_schema_check(dln_store *store, bool *is_older, dln_error *err) DLN_MUST_CHECK;

// Binds values one after the other. A failure is kept until dln_binding_step or _end asks.
typedef struct dln_binding {
    dln_store *store;
    sqlite3_stmt *statement;
    int next, code;
} dln_binding;
dln_status dln_binding_begin(dln_store *store, dln_sql which, dln_binding *out,
                             dln_error *err) DLN_MUST_CHECK;
void dln_bind_str(dln_binding *binding, dln_str value);      // borrowed until the statement is done
void dln_bind_text(dln_binding *binding, const char *value); // a constant
void dln_bind_int(dln_binding *binding, int64_t value);
void dln_bind_double(dln_binding *binding, double value);
void dln_bind_day(dln_binding *binding, dln_day day);
void dln_bind_blob(dln_binding *binding, dln_str value);
void dln_bind_null(dln_binding *binding);
// One step: `*row` says whether there is a row. Without one the statement has been reset.
dln_status dln_binding_step(dln_binding *binding, bool *row, dln_error *err) DLN_MUST_CHECK;
// Runs to the end, taking no rows, and resets.
dln_status dln_binding_run(dln_binding *binding, dln_error *err) DLN_MUST_CHECK;
void dln_binding_end(dln_binding *binding); // resets; for leaving rows unread

// Reads columns one after the other; strings are copied into the arena.
typedef struct dln_row {
    sqlite3_stmt *statement;
    dln_arena *arena;
    int next;
    bool borrows; // strings are not copied, unless mended: they live until the next step
    bool failed;  // no memory for a copy
} dln_row;
dln_str dln_row_str(dln_row *row);
int64_t dln_row_int(dln_row *row); // 0 for NULL
double dln_row_double(dln_row *row);
dln_day dln_row_day(dln_row *row);
bool dln_row_is_null(const dln_row *row); // of the next column, without passing it

// Takes the columns of one row; what it copies lives in the arena of the row. Where it has no
// memory it sets row->failed.
typedef void (*dln_row_reader)(void *context, dln_row *row);
// A further item of a list for the row that is read; NULL: no memory, which row->failed says then.
void *dln_row_add(dln_row *row, dln_list *list, size_t size);
// Reads all rows of what is bound, and resets.
dln_status dln_binding_read_all(dln_binding *binding, dln_arena *arena, dln_row_reader read,
                                void *context, dln_error *err) DLN_MUST_CHECK;
// Reads the first row, and resets; DLN_NOT_FOUND without a message where there is none.
dln_status dln_binding_read_one(dln_binding *binding, dln_arena *arena, dln_row_reader read,
                                void *context, dln_error *err) DLN_MUST_CHECK;

#endif
