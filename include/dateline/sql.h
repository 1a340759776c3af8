// SQL of the user: read only, with the functions of SpatiaLite and of dateline.
#ifndef DATELINE_SQL_H
#define DATELINE_SQL_H

#include "dateline/store.h"

DLN_BEGIN_DECLS

typedef enum dln_sql_kind {
    DLN_VALUE_NULL,
    DLN_VALUE_INTEGER,
    DLN_VALUE_REAL,
    DLN_VALUE_TEXT,
    DLN_VALUE_BLOB,     // text holds the bytes in hexadecimal
    DLN_VALUE_GEOMETRY, // text holds WKT, or GeoJSON where that was asked for
} dln_sql_kind;
typedef struct dln_sql_value {
    dln_sql_kind kind;
    int64_t integer;
    double real;
    dln_str text;
} dln_sql_value;

typedef struct dln_sql_row {
    const dln_str *names; // of the columns
    const dln_sql_value *values;
    size_t count;
} dln_sql_row;
// What `row` points to lives until it returns; anything but DLN_OK stops the query.
typedef dln_status (*dln_sql_visitor)(void *context, const dln_sql_row *row, dln_error *err);

typedef struct dln_sql_options {
    bool geojson; // geometries as GeoJSON
    // Asked now and then while the query runs; true stops it. May be NULL.
    bool (*must_stop)(void *context);
    void *stop_context;
    // Called once before the rows, also when there are none, with no values. May be NULL.
    dln_sql_visitor begin;
} dln_sql_options;
// Runs one statement of a store that was opened for reading. What would write, attach a file, load
// an extension or change a setting is DLN_INVALID, and so is SQL that SQLite does not take;
// DLN_BUSY when must_stop said so.
DLN_API dln_status dln_store_sql(dln_store *store, dln_str sql, const dln_sql_options *options,
                                 dln_sql_visitor visit, void *context,
                                 dln_error *err) DLN_MUST_CHECK;

DLN_END_DECLS

#endif
