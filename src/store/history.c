// The history of corrections, and taking the last of them back.

#include "dateline/edit.h"

#include "store/correction.h"
#include "store/record.h"
#include "store/remake.h"

static void read_edit(void *context, dln_row *row) {
    dln_edit *out = dln_row_add(row, context, sizeof *out);
    if (!out)
        return;
    out->operation = dln_row_int(row);
    out->incident_id = dln_row_int(row);
    out->made_at = dln_row_str(row);
    out->author = dln_row_str(row);
    out->action = dln_row_str(row);
    out->field = dln_row_str(row);
    out->before = dln_row_str(row);
    out->after = dln_row_str(row);
    out->note = dln_row_str(row);
    out->undone = dln_row_int(row) != 0;
}

static dln_status read_edits(dln_store *store, dln_sql which, int64_t key, dln_arena *arena,
                             const dln_edit **out, size_t *count, dln_error *err) {
    dln_binding binding;
    dln_list list = {0};
    dln_status status = dln_binding_begin(store, which, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, key);
    status = dln_binding_read_all(&binding, arena, read_edit, &list, err);
    if (status == DLN_OK) {
        *out = list.items;
        *count = list.count;
    }
    return status;
}

dln_status dln_store_history(dln_store *store, int64_t id, dln_arena *arena, const dln_edit **out,
                             size_t *count, dln_error *err) {
    return read_edits(store, DLN_SQL_EDIT_HISTORY, id, arena, out, count, err);
}

static int64_t number_of(dln_str text) {
    int64_t number = 0;
    return dln_str_to_int(text, &number) ? number : 0;
}

// `other` becomes an incident of its own again, with what was told of it since.
static dln_status take_apart(dln_store *store, int64_t id, int64_t other, dln_error *err) {
    dln_status status = dln_database_do_with(store, DLN_SQL_MERGED_DELETE, other, err);
    if (status == DLN_OK)
        status = dln_database_do_with(store, DLN_SQL_INCIDENT_REVIVE, other, err);
    if (status == DLN_OK)
        status = dln_database_do_with_all(store, DLN_SQL_EVIDENCE_MOVE_PART, (int64_t[]){other, id},
                                          2, err);
    if (status == DLN_OK) // its parts' likenesses go with it
        status = dln_database_do_with(store, DLN_SQL_LIKENESS_DELETE, id, err);
    if (status == DLN_OK)
        status = dln_incident_remake(store, other, store->arena, err);
    return status == DLN_OK ? dln_incident_remake(store, id, store->arena, err) : status;
}

// What was split off goes back to the part of `id` that it came from.
static dln_status put_together(dln_store *store, int64_t id, int64_t part, int64_t made,
                               dln_error *err) {
    dln_status status =
        dln_database_do_with_all(store, DLN_SQL_EVIDENCE_JOIN, (int64_t[]){made, id, part}, 3, err);
    if (status == DLN_OK)
        status = dln_record_remove(store, made, DLN_SQL_INCIDENT_HIDE, err);
    return status == DLN_OK ? dln_incident_remake(store, id, store->arena, err) : status;
}

// `rows` are those of one operation.
static dln_status reverse(dln_store *store, const dln_edit *rows, dln_error *err) {
    int64_t id = rows[0].incident_id;
    if (dln_str_equal(rows[0].action, DLN_STR("merge")))
        return take_apart(store, id, rows[1].incident_id, err);
    if (dln_str_equal(rows[0].action, DLN_STR("split")))
        return put_together(store, id, number_of(rows[1].before), rows[1].incident_id, err);
    dln_status status = dln_incident_root(store, id, &id, err);
    return status == DLN_OK ? dln_incident_remake(store, id, store->arena, err) : status;
}

static dln_status find_last(dln_store *store, int64_t id, int64_t *operation, dln_error *err) {
    bool found = false;
    int64_t later = 0;
    dln_status status = dln_database_ask(store, DLN_SQL_EDIT_LAST, id, &found, operation, err);
    if (status == DLN_OK && *operation == 0)
        return id ? dln_fail(err, DLN_NOT_FOUND, "nothing is to be undone on incident %lld",
                             (long long)id)
                  : dln_fail(err, DLN_NOT_FOUND, "nothing is to be undone in %s", store->path);
    if (status == DLN_OK)
        status = dln_database_ask(store, DLN_SQL_EDIT_LATER, *operation, &found, &later, err);
    if (status == DLN_OK && later)
        return dln_fail(err, DLN_INVALID,
                        "what was done to incident %lld was followed by more on the other incident "
                        "of it: undo that first (\"dateline show\" tells the history)",
                        (long long)id);
    return status;
}

static dln_status undo(dln_operation *operation, int64_t id, dln_arena *arena, dln_edit *out,
                       dln_error *err) {
    dln_store *store = operation->store;
    const dln_edit *rows = NULL;
    size_t count = 0;
    int64_t undone = 0;
    dln_status status = find_last(store, id, &undone, err);
    if (status == DLN_OK)
        status = read_edits(store, DLN_SQL_EDIT_OF_OPERATION, undone, arena, &rows, &count, err);
    if (status == DLN_OK)
        status = dln_database_do_with_all(store, DLN_SQL_EDIT_UNDO,
                                          (int64_t[]){undone, operation->number}, 2, err);
    if (status == DLN_OK)
        status = dln_operation_put(operation, rows[0].incident_id, "undo", NULL, rows[0].action,
                                   DLN_STR_NONE, err);
    if (status == DLN_OK)
        status = reverse(store, rows, err);
    if (status == DLN_OK)
        *out = rows[0];
    return status;
}

dln_status dln_store_undo(dln_store *store, int64_t id, const dln_signature *by, dln_arena *arena,
                          dln_edit *out, dln_error *err) {
    dln_operation operation;
    dln_status status = dln_operation_begin(store, by, &operation, err);
    if (status != DLN_OK)
        return status;
    status = undo(&operation, id, arena, out, err);
    return dln_operation_end(&operation, status, err);
}
