// Places that an analyst has taught the database, and its reports one after the other: what
// extraction anew is made of.
#include "dateline/edit.h"

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

static void read_place(void *context, dln_row *row) {
    dln_taught_place *place = dln_row_add(row, context, sizeof *place);
    if (!place)
        return;
    place->name = dln_row_str(row);
    dln_where_read(row, &place->where);
    place->made_at = dln_row_str(row);
    place->author = dln_row_str(row);
}

dln_status dln_store_taught(dln_store *store, dln_arena *arena, const dln_taught_place **out,
                            size_t *count, dln_error *err) {
    dln_binding binding;
    dln_list list = {0};
    dln_status status = dln_binding_begin(store, DLN_SQL_PLACE_SELECT, &binding, err);
    if (status == DLN_OK)
        status = dln_binding_read_all(&binding, arena, read_place, &list, err);
    if (status == DLN_OK) {
        *out = list.items;
        *count = list.count;
    }
    return status;
}

typedef struct stored_report {
    int64_t key;
    dln_report report;
} stored_report;

static void read_report(void *context, dln_row *row) {
    stored_report *out = context;
    out->key = dln_row_int(row);
    out->report.id = dln_row_str(row);
    out->report.text = dln_row_str(row);
    out->report.title = dln_row_str(row);
    out->report.source = dln_row_str(row);
    out->report.url = dln_row_str(row);
    out->report.date = dln_row_day(row);
    out->report.date_source = (dln_date_source)dln_row_int(row);
}

dln_status dln_store_next_report(dln_store *store, int64_t *key, dln_arena *arena, dln_report *out,
                                 dln_error *err) {
    dln_binding binding;
    stored_report next = {0};
    dln_status status = dln_binding_begin(store, DLN_SQL_REPORT_NEXT, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, *key);
    status = dln_binding_read_one(&binding, arena, read_report, &next, err);
    if (status == DLN_OK) {
        *key = next.key;
        *out = next.report;
    }
    return status;
}
