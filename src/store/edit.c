// What an analyst does: every command is one transaction and one operation of the history.
#include "dateline/edit.h"

#include "store/correction.h"
#include "store/record.h"
#include "store/remake.h"

static dln_status remake(const dln_operation *operation, int64_t id, dln_error *err) {
    return dln_incident_remake(operation->store, id, operation->store->arena, err);
}

static bool has_field(const dln_correction *correction, dln_correctable field) {
    return (correction->fields & 1u << field) != 0;
}

static bool is_same_place(const dln_where *a, const dln_where *b) {
    return a->located == b->located && dln_str_equal(a->name, b->name) &&
           (a->located ? a->at.lon == b->at.lon && a->at.lat == b->at.lat : a->name.data != NULL);
}

static void add_field(dln_correction *c, dln_correctable field, dln_where *to,
                      const dln_where *where) {
    c->fields |= 1u << field;
    *to = *where;
}

// The end of a way follows the place that it was.
static void move_end(const dln_incident *known, dln_correction *c) {
    dln_incident *values = &c->values;
    if (is_same_place(&known->where, &known->destination)) {
        if (!has_field(c, DLN_FIELD_DESTINATION))
            add_field(c, DLN_FIELD_DESTINATION, &values->destination, &values->where);
    } else if (is_same_place(&known->where, &known->origin)) {
        if (!has_field(c, DLN_FIELD_ORIGIN))
            add_field(c, DLN_FIELD_ORIGIN, &values->origin, &values->where);
    }
}

// The place follows the end that it was; where a movement goes is its place, else where it begins.
static void move_place(const dln_incident *known, dln_correction *c) {
    dln_incident *values = &c->values;
    dln_incident_type type = has_field(c, DLN_FIELD_TYPE) ? values->type : known->type;
    const dln_where *from = has_field(c, DLN_FIELD_ORIGIN) ? &values->origin : &known->origin;
    const dln_where *to =
        has_field(c, DLN_FIELD_DESTINATION) ? &values->destination : &known->destination;
    bool was_end = is_same_place(&known->where, &known->destination) ||
                   is_same_place(&known->where, &known->origin);
    bool was_nowhere = !known->where.name.data && !known->where.located;
    const dln_where *now = to->name.data || type != DLN_MOVEMENT ? to : from;
    if (now->name.data && (was_end || (was_nowhere && type == DLN_MOVEMENT)) &&
        !is_same_place(now, &known->where))
        add_field(c, DLN_FIELD_WHERE, &values->where, now);
}

// A point and a line that were one place stay one.
static void keep_together(const dln_incident *known, dln_correction *c) {
    if (has_field(c, DLN_FIELD_WHERE))
        move_end(known, c);
    else if (has_field(c, DLN_FIELD_ORIGIN) || has_field(c, DLN_FIELD_DESTINATION))
        move_place(known, c);
}

static dln_status edit(const dln_operation *operation, int64_t id, const dln_correction *correction,
                       dln_error *err) {
    dln_incident known;
    dln_correction all = *correction;
    dln_status status =
        dln_record_read_incident(operation->store, id, operation->store->arena, &known, err);
    if (status != DLN_OK)
        return status;
    keep_together(&known, &all);
    status = dln_operation_put_correction(operation, id, &known, &all, err);
    return status == DLN_OK ? remake(operation, id, err) : status;
}

dln_status dln_store_edit(dln_store *store, int64_t id, const dln_correction *correction,
                          const dln_signature *by, dln_error *err) {
    if (!(correction->fields & ((1u << DLN_FIELDS) - 1)))
        return dln_fail(err, DLN_INVALID, "a correction says what is to be corrected");
    dln_operation operation;
    dln_status status = dln_operation_begin(store, by, &operation, err);
    if (status != DLN_OK)
        return status;
    status = dln_incident_expect(store, id, err);
    if (status == DLN_OK)
        status = edit(&operation, id, correction, err);
    return dln_operation_end(&operation, status, err);
}

static void take_review(void *context, dln_row *row) {
    row->next = 2; // behind its way
    *(dln_str *)context = dln_row_str(row);
}

static dln_status read_review(dln_store *store, int64_t id, dln_str *out, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, DLN_SQL_INCIDENT_SELECT, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, id);
    status = dln_binding_read_one(&binding, store->arena, take_review, out, err);
    return status == DLN_NOT_FOUND ? DLN_OK : status;
}

dln_status dln_store_review(dln_store *store, int64_t id, dln_review review,
                            const dln_signature *by, dln_error *err) {
    if (review != DLN_REVIEW_ACCEPTED && review != DLN_REVIEW_REJECTED)
        return dln_fail(err, DLN_INVALID, "an incident is accepted or rejected");
    dln_operation operation;
    dln_status status = dln_operation_begin(store, by, &operation, err);
    if (status != DLN_OK)
        return status;
    dln_str before = DLN_STR_NONE;
    status = dln_incident_expect(store, id, err);
    if (status == DLN_OK)
        status = read_review(store, id, &before, err);
    if (status == DLN_OK)
        status =
            dln_operation_put(&operation, id, review == DLN_REVIEW_ACCEPTED ? "accept" : "reject",
                              "review", before, dln_str_from(dln_review_name(review)), err);
    if (status == DLN_OK)
        status = remake(&operation, id, err);
    return dln_operation_end(&operation, status, err);
}

dln_status dln_store_note(dln_store *store, int64_t id, const dln_signature *by, dln_error *err) {
    if (!by->note.len)
        return dln_fail(err, DLN_INVALID, "a note says something");
    dln_operation operation;
    dln_status status = dln_operation_begin(store, by, &operation, err);
    if (status != DLN_OK)
        return status;
    status = dln_incident_expect(store, id, err);
    if (status == DLN_OK)
        status = dln_operation_put(&operation, id, "note", NULL, DLN_STR_NONE, DLN_STR_NONE, err);
    return dln_operation_end(&operation, status, err);
}

static dln_str number_text(dln_arena *arena, int64_t number) {
    return dln_arena_printf(arena, "%lld", (long long)number);
}

// A row at each of the two incidents, so that both histories tell it.
static dln_status put_pair(const dln_operation *operation, const char *action, int64_t id,
                           const char *field, int64_t other, const char *other_field,
                           dln_error *err) {
    dln_arena *arena = operation->store->arena;
    dln_status status = dln_operation_put(operation, id, action, field, DLN_STR_NONE,
                                          number_text(arena, other), err);
    return status == DLN_OK ? dln_operation_put(operation, other, action, other_field, DLN_STR_NONE,
                                                number_text(arena, id), err)
                            : status;
}

static dln_status merge(const dln_operation *operation, int64_t id, int64_t other, dln_error *err) {
    dln_store *store = operation->store;
    const int64_t pair[] = {other, id};
    dln_status status = put_pair(operation, "merge", id, "with", other, "into", err);
    if (status == DLN_OK)
        status = dln_database_do_with_all(store, DLN_SQL_MERGED_INSERT, pair, 2, err);
    if (status == DLN_OK)
        status = dln_database_do_with_all(store, DLN_SQL_EVIDENCE_MOVE_ALL, pair, 2, err);
    if (status == DLN_OK)
        status = dln_record_remove(store, other, DLN_SQL_INCIDENT_HIDE, err);
    return status == DLN_OK ? remake(operation, id, err) : status;
}

dln_status dln_store_merge(dln_store *store, int64_t id, int64_t other, const dln_signature *by,
                           dln_error *err) {
    if (id == other)
        return dln_fail(err, DLN_INVALID, "incident %lld cannot be merged with itself",
                        (long long)id);
    dln_operation operation;
    dln_status status = dln_operation_begin(store, by, &operation, err);
    if (status != DLN_OK)
        return status;
    status = dln_incident_expect(store, id, err);
    if (status == DLN_OK)
        status = dln_incident_expect(store, other, err);
    if (status == DLN_OK)
        status = merge(&operation, id, other, err);
    return dln_operation_end(&operation, status, err);
}

static dln_status move_piece(dln_store *store, int64_t evidence, int64_t from, int64_t to,
                             dln_error *err) {
    dln_status status = dln_database_do_with_all(store, DLN_SQL_EVIDENCE_SPLIT,
                                                 (int64_t[]){evidence, to, from}, 3, err);
    if (status == DLN_OK && sqlite3_changes(store->db) != 1)
        return dln_fail(err, DLN_NOT_FOUND, "incident %lld has no such source", (long long)from);
    return status;
}

// An empty row for the new incident; AUTOINCREMENT gives an id that nothing ever had.
static dln_status make_incident(dln_store *store, int64_t *id, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, DLN_SQL_INCIDENT_REVIVE, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_null(&binding);
    status = dln_binding_run(&binding, err);
    *id = sqlite3_last_insert_rowid(store->db);
    return status;
}

static dln_status split(const dln_operation *operation, int64_t id, const int64_t *evidence,
                        size_t count, int64_t *made, dln_error *err) {
    dln_store *store = operation->store;
    int64_t part = id, left = 0;
    bool found = false;
    dln_status status =
        dln_database_ask(store, DLN_SQL_EVIDENCE_HOME, evidence[0], &found, &part, err);
    if (status == DLN_OK)
        status = make_incident(store, made, err);
    for (size_t i = 0; i < count && status == DLN_OK; i++)
        status = move_piece(store, evidence[i], id, *made, err);
    if (status == DLN_OK)
        status = dln_database_ask(store, DLN_SQL_EVIDENCE_COUNT, id, &found, &left, err);
    if (status == DLN_OK && left == 0)
        return dln_fail(err, DLN_INVALID,
                        "incident %lld would be left without a source: split off some, not all",
                        (long long)id);
    if (status == DLN_OK)
        status = dln_operation_put(operation, id, "split", "off", DLN_STR_NONE,
                                   number_text(store->arena, *made), err);
    // `before` is the part that the source was told of: undoing gives it back to that.
    if (status == DLN_OK)
        status =
            dln_operation_put(operation, *made, "split", "from", number_text(store->arena, part),
                              number_text(store->arena, id), err);
    if (status == DLN_OK)
        status = remake(operation, *made, err);
    return status == DLN_OK ? remake(operation, id, err) : status;
}

dln_status dln_store_split(dln_store *store, int64_t id, const int64_t *evidence, size_t count,
                           const dln_signature *by, int64_t *made, dln_error *err) {
    if (count == 0)
        return dln_fail(err, DLN_INVALID, "say which sources to split off");
    dln_operation operation;
    int64_t number = 0;
    dln_status status = dln_operation_begin(store, by, &operation, err);
    if (status != DLN_OK)
        return status;
    status = dln_incident_expect(store, id, err);
    if (status == DLN_OK)
        status = split(&operation, id, evidence, count, &number, err);
    status = dln_operation_end(&operation, status, err);
    if (status == DLN_OK)
        *made = number;
    return status;
}
