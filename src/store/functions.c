// SQL functions of ours, beside those of SpatiaLite where that is loaded.
#include <string.h>

#include "store/database.h"
#include "store/geometry.h"
#include "store/near.h"

static dln_str blob_of(sqlite3_value *value) {
    const void *data = sqlite3_value_blob(value);
    return (dln_str){data, data ? (size_t)sqlite3_value_bytes(value) : 0};
}

static dln_str text_of(sqlite3_value *value) {
    return dln_str_from((const char *)sqlite3_value_text(value));
}

// distance_m(lon, lat, lon, lat): the geodesic in metres, NULL when one is NULL.
static void distance_m(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    double at[4];
    for (int i = 0; i < 4; i++) {
        if (sqlite3_value_type(values[i]) == SQLITE_NULL)
            return;
        at[i] = sqlite3_value_double(values[i]);
    }
    dln_lonlat a = {at[0], at[1]}, b = {at[2], at[3]};
    if (dln_lonlat_is_valid(a) && dln_lonlat_is_valid(b))
        sqlite3_result_double(context, dln_distance_m(a, b));
}

// contains_folded(text, part): whether `part` stands in `text`, capitals or not.
static void contains_folded(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    dln_str text = text_of(values[0]), part = text_of(values[1]);
    sqlite3_result_int(context, text.data && part.data && dln_text_contains_folded(text, part));
}

// Adds the way that the values line, rough, origin's and destination's spread tell; its points live
// until the next call.
static void add_way(dln_store *store, sqlite3_value **values, dln_shape *out) {
    dln_str line = blob_of(values[0]);
    if (!line.data)
        return;
    dln_arena_reset(store->arena);
    out->line_count = dln_line_blob_points(line, store->arena, &out->line);
    out->rough = sqlite3_value_int(values[1]);
    out->origin_m = sqlite3_value_double(values[2]);
    out->destination_m = sqlite3_value_double(values[3]);
}

// The shape that the values lon, lat, spread and those of a way tell.
static dln_shape shape_of(dln_store *store, sqlite3_value **values) {
    dln_shape shape = {.has_point = sqlite3_value_type(values[0]) != SQLITE_NULL,
                       .point = {sqlite3_value_double(values[0]), sqlite3_value_double(values[1])},
                       .point_m = sqlite3_value_double(values[2])};
    add_way(store, values + 3, &shape);
    return shape;
}

// way_is_found(filter, way …): whether a line passes what the R-trees are searched by.
static void way_is_found(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    const dln_asked *asked = sqlite3_value_pointer(values[0], DLN_ASKED_POINTER);
    dln_shape way = {0};
    add_way(sqlite3_user_data(context), values + 1, &way);
    sqlite3_result_int(context, asked && dln_shape_is_found(&way, asked));
}

// near_filter(filter, shape …, country, division): whether a point or line passes the exact part of
// a filter.
static void near_filter(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    const dln_asked *asked = sqlite3_value_pointer(values[0], DLN_ASKED_POINTER);
    dln_shape shape = shape_of(sqlite3_user_data(context), values + 1);
    shape.country = text_of(values[8]);
    shape.admin1 = text_of(values[9]);
    sqlite3_result_int(context, asked && dln_shape_passes(&shape, asked));
}

// near_distance(filter, shape …): metres from the filter's `near`.
static void near_distance(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    const dln_asked *asked = sqlite3_value_pointer(values[0], DLN_ASKED_POINTER);
    dln_shape shape = shape_of(sqlite3_user_data(context), values + 1);
    if (asked)
        sqlite3_result_double(context, dln_shape_distance_m(&shape, asked->filter->near));
}

// way_end_passes(filter, which, lon, lat, spread)
static void way_end_passes(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    const dln_asked *asked = sqlite3_value_pointer(values[0], DLN_ASKED_POINTER);
    dln_lonlat at = {sqlite3_value_double(values[2]), sqlite3_value_double(values[3])};
    bool located = sqlite3_value_type(values[2]) != SQLITE_NULL;
    sqlite3_result_int(context, asked && located &&
                                    dln_way_end_passes(asked->filter, sqlite3_value_int(values[1]),
                                                       at, sqlite3_value_double(values[4])));
}

// week_of('2024-08-07'): the Monday of that week, '2024-08-05'.
static void week_of(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    dln_day day;
    char text[DLN_DAY_TEXT_SIZE];
    dln_str value = dln_str_from((const char *)sqlite3_value_text(values[0]));
    if (value.data && dln_day_parse(value, &day))
        sqlite3_result_text(context, dln_day_format(day - dln_day_weekday(day), text), -1,
                            SQLITE_TRANSIENT);
}

dln_status dln_database_add_functions(dln_store *store, dln_error *err) {
    static const struct {
        const char *name;
        int values, flags;
        void (*function)(sqlite3_context *, int, sqlite3_value **);
    } functions[] = {
        {"distance_m", 4, SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, distance_m},
        {"contains_folded", 2, SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, contains_folded},
        {"week_of", 1, SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, week_of},
        {"near_distance", 8, SQLITE_DIRECTONLY, near_distance},
        {"way_end_passes", 5, SQLITE_DIRECTONLY, way_end_passes},
        {"way_is_found", 5, SQLITE_DIRECTONLY, way_is_found},
        {"near_filter", 10, SQLITE_DIRECTONLY, near_filter},
    };
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        int code = sqlite3_create_function_v2(store->db, functions[i].name, functions[i].values,
                                              SQLITE_UTF8 | functions[i].flags, store,
                                              functions[i].function, NULL, NULL, NULL);
        if (code != SQLITE_OK)
            return dln_database_fail(store, code, err);
    }
    return DLN_OK;
}

dln_status dln_database_load_spatialite(dln_store *store, dln_error *err) {
    static const char *const names[] = {"mod_spatialite", "mod_spatialite.so",
                                        "mod_spatialite.so.8", "mod_spatialite.so.7"};
    int code = SQLITE_ERROR;
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
    for (size_t i = 0; i < sizeof names / sizeof names[0] && code != SQLITE_OK; i++)
        code = sqlite3_load_extension(store->db, names[i], NULL, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    if (code != SQLITE_OK)
        return dln_fail(
            err, DLN_UNSUPPORTED,
            "SpatiaLite is missing, which a new database is made with and \"dateline sql\" "
            "reads with: install libsqlite3-mod-spatialite");
    return DLN_OK;
}
