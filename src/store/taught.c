// Places that an analyst has taught the database, and its reports one after the other: what
// extraction anew is made of.
#include "dateline/edit.h"

#include <string.h>

#include "store/claim.h"

dln_status dln_store_teach(dln_store *store, const dln_taught_place *place, dln_error *err) {
    if (!store->writable)
        return dln_fail(err, DLN_INVALID, "%s was opened for reading only", store->path);
    if (!place->name.len || !place->where.located || !dln_lonlat_is_valid(place->where.at))
        return dln_fail(err, DLN_INVALID, "a place has a name and a position");
    dln_binding binding;
    dln_status status = dln_binding_begin(store, DLN_SQL_PLACE_PUT, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_str(&binding, place->name);
    dln_where_bind(&binding, &place->where);
    dln_bind_str(&binding, place->made_at);
    dln_bind_str(&binding, place->author);
    return dln_binding_run(&binding, err);
}

dln_status dln_store_forget(dln_store *store, dln_str name, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, DLN_SQL_PLACE_DELETE, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_str(&binding, name);
    status = dln_binding_run(&binding, err);
    if (status == DLN_OK && sqlite3_changes(store->db) == 0)
        return dln_fail(err, DLN_NOT_FOUND, "%s was not taught a place '%.*s'", store->path,
                        DLN_STR_ARG(name));
    return status;
}

static dln_status read_places(dln_store *store, dln_binding *binding, dln_arena *arena,
                              dln_taught_place *items, size_t *count, dln_error *err) {
    (void)store;
    for (bool more = true;;) {
        dln_status status = dln_binding_step(binding, &more, err);
        if (status != DLN_OK || !more)
            return status;
        dln_row row = {.statement = binding->statement, .arena = arena};
        dln_taught_place *place = &items[(*count)++];
        place->name = dln_row_str(&row);
        dln_where_read(&row, &place->where);
        place->made_at = dln_row_str(&row);
        place->author = dln_row_str(&row);
        if (row.failed) {
            dln_binding_end(binding);
            return dln_fail_memory(err);
        }
    }
}

dln_status dln_store_taught(dln_store *store, dln_arena *arena, const dln_taught_place **out,
                            size_t *count, dln_error *err) {
    int64_t all = 0;
    size_t length = 0;
    dln_status status = dln_database_number(store, "SELECT count(*) FROM place", &all, err);
    if (status != DLN_OK)
        return status;
    dln_taught_place *items = DLN_ARENA_ARRAY(arena, dln_taught_place, (size_t)all + 1);
    if (!items)
        return dln_fail_memory(err);
    dln_binding binding;
    status = dln_binding_begin(store, DLN_SQL_PLACE_SELECT, &binding, err);
    if (status == DLN_OK)
        status = read_places(store, &binding, arena, items, &length, err);
    if (status == DLN_OK) {
        *out = items;
        *count = length;
    }
    return status;
}

dln_status dln_store_next_report(dln_store *store, int64_t *key, dln_arena *arena, dln_report *out,
                                 dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, DLN_SQL_REPORT_NEXT, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, *key);
    bool found = false;
    status = dln_binding_step(&binding, &found, err);
    if (status != DLN_OK || !found)
        return status == DLN_OK ? DLN_NOT_FOUND : status;
    dln_row row = {.statement = binding.statement, .arena = arena};
    int64_t number = dln_row_int(&row);
    dln_report report = {0};
    report.id = dln_row_str(&row);
    report.text = dln_row_str(&row);
    report.title = dln_row_str(&row);
    report.source = dln_row_str(&row);
    report.url = dln_row_str(&row);
    report.date = dln_row_day(&row);
    report.date_source = (dln_date_source)dln_row_int(&row);
    dln_binding_end(&binding);
    if (row.failed)
        return dln_fail_memory(err);
    *key = number;
    *out = report;
    return DLN_OK;
}
