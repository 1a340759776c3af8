#include "vector/geopackage.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "vector/wkb.h"

struct dln_geopackage {
    sqlite3 *database;
    dln_flat flat;
};

static dln_status fail_sql(dln_geopackage *package, dln_error *err) {
    return dln_fail(err, DLN_BAD_INPUT, "%s: %s", sqlite3_db_filename(package->database, "main"),
                    sqlite3_errmsg(package->database));
}

dln_status dln_geopackage_open(const char *path, dln_geopackage **out, dln_error *err) {
    dln_geopackage *package = calloc(1, sizeof *package);
    if (!package)
        return dln_fail_memory(err);
    int code =
        sqlite3_open_v2(path, &package->database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK) {
        dln_status status = dln_fail(err, DLN_BAD_INPUT, "%s: %s", path, sqlite3_errstr(code));
        dln_geopackage_close(package);
        return status;
    }
    *out = package;
    return DLN_OK;
}

void dln_geopackage_close(dln_geopackage *package) {
    if (!package)
        return;
    sqlite3_close(package->database);
    dln_flat_free(&package->flat);
    free(package);
}

// ?1 to ?4: west, south, east, north; ?5 and ?6: west and east of a second box, for a window across
// the antimeridian.
static sqlite3_stmt *prepare(dln_geopackage *package, const char *layer,
                             const char *const *fields) {
    sqlite3_str *sql = sqlite3_str_new(package->database);
    sqlite3_str_appendall(sql, "SELECT geom");
    for (size_t i = 0; fields[i]; i++)
        sqlite3_str_appendf(sql, ", \"%w\"", fields[i]);
    sqlite3_str_appendf(sql,
                        " FROM \"%w\" WHERE fid IN (SELECT id FROM \"rtree_%w_geom\""
                        " WHERE maxy >= ?2 AND miny <= ?4 AND maxx >= ?1 AND minx <= ?3"
                        " UNION ALL SELECT id FROM \"rtree_%w_geom\""
                        " WHERE maxy >= ?2 AND miny <= ?4 AND maxx >= ?5 AND minx <= ?6)"
                        " ORDER BY fid",
                        layer, layer, layer);
    char *text = sqlite3_str_finish(sql);
    sqlite3_stmt *statement = NULL;
    if (text && sqlite3_prepare_v2(package->database, text, -1, &statement, NULL) != SQLITE_OK)
        statement = NULL;
    sqlite3_free(text);
    return statement;
}

static bool bind_box(sqlite3_stmt *statement, const dln_box *box) {
    bool crosses = box->west > box->east;
    // SQLite takes NAN for NULL, and nothing compares with that: no second box.
    const double values[] = {box->west,
                             box->south,
                             crosses ? 180 : box->east,
                             box->north,
                             crosses ? -180 : (double)NAN,
                             crosses ? box->east : (double)NAN};
    bool bound = true;
    for (int i = 0; i < (int)(sizeof values / sizeof *values); i++)
        bound = bound && sqlite3_bind_double(statement, i + 1, values[i]) == SQLITE_OK;
    return bound;
}

static dln_str column(sqlite3_stmt *statement, int at, bool blob) {
    if (sqlite3_column_type(statement, at) == SQLITE_NULL)
        return DLN_STR_NONE;
    const void *data = blob ? sqlite3_column_blob(statement, at)
                            : (const void *)sqlite3_column_text(statement, at);
    return (dln_str){data ? data : "", (size_t)sqlite3_column_bytes(statement, at)};
}

static dln_status visit_row(dln_geopackage *package, sqlite3_stmt *statement,
                            dln_feature_visitor visit, void *context, dln_error *err) {
    dln_str values[DLN_FEATURE_FIELDS_MAX];
    int count = sqlite3_column_count(statement) - 1;
    for (int i = 0; i < count; i++)
        values[i] = column(statement, i + 1, false);
    dln_feature feature = {.values = values};
    dln_status status = dln_wkb_read_package_blob(column(statement, 0, true), &package->flat,
                                                  &feature.geometry, err);
    return status == DLN_OK ? visit(context, &feature, err) : status;
}

dln_status dln_geopackage_read(dln_geopackage *package, const char *layer, const dln_box *box,
                               const char *const *fields, dln_feature_visitor visit, void *context,
                               dln_error *err) {
    size_t field_count = 0;
    while (fields[field_count])
        field_count++;
    if (field_count > DLN_FEATURE_FIELDS_MAX)
        return dln_fail(err, DLN_TOO_LARGE, "more than %d fields asked of a layer",
                        DLN_FEATURE_FIELDS_MAX);
    sqlite3_stmt *statement = prepare(package, layer, fields);
    if (!statement || !bind_box(statement, box)) {
        sqlite3_finalize(statement);
        return fail_sql(package, err);
    }
    dln_status status = DLN_OK;
    int code = SQLITE_DONE;
    while (status == DLN_OK && (code = sqlite3_step(statement)) == SQLITE_ROW)
        status = visit_row(package, statement, visit, context, err);
    if (status == DLN_OK && code != SQLITE_DONE)
        status = fail_sql(package, err);
    sqlite3_finalize(statement);
    return status;
}
