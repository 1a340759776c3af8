#include "store/correction.h"

#include <string.h>

#include "store/claim.h"
#include "store/record.h"

const char *dln_review_name(dln_review review) {
    static const char *const names[DLN_REVIEWS] = {"unreviewed", "accepted", "rejected"};
    return review < DLN_REVIEWS ? names[review] : "unknown";
}

bool dln_review_parse(dln_str name, dln_review *out) {
    for (int i = 0; i < DLN_REVIEWS; i++)
        if (dln_str_equal(name, dln_str_from(dln_review_name((dln_review)i)))) {
            *out = (dln_review)i;
            return true;
        }
    return false;
}

dln_status dln_operation_begin(dln_store *store, const dln_signature *by, dln_operation *out,
                               dln_error *err) {
    if (!store->writable)
        return dln_fail(err, DLN_INVALID, "%s was opened for reading only", store->path);
    if (!by->made_at.data)
        return dln_fail(err, DLN_INVALID, "a correction needs the time at which it is made");
    dln_status status = dln_database_do(store, DLN_SQL_BEGIN_WRITE, err);
    if (status != DLN_OK)
        return status;
    *out = (dln_operation){.store = store, .by = by};
    dln_arena_reset(store->arena);
    status =
        dln_database_number(store, "SELECT coalesce(max(id), 0) + 1 FROM edit", &out->number, err);
    if (status != DLN_OK)
        dln_database_rollback(store);
    return status;
}

dln_status dln_operation_end(dln_operation *operation, dln_status status, dln_error *err) {
    if (status == DLN_OK)
        status = dln_database_commit(operation->store, err);
    dln_database_rollback(operation->store);
    return status;
}

dln_status dln_operation_put(const dln_operation *operation, int64_t id, const char *action,
                             const char *field, dln_str before, dln_str after, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(operation->store, DLN_SQL_EDIT_INSERT, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, operation->number);
    dln_bind_int(&binding, id);
    dln_bind_str(&binding, operation->by->made_at);
    dln_bind_str(&binding, operation->by->author);
    dln_bind_text(&binding, action);
    dln_bind_text(&binding, field);
    dln_bind_str(&binding, before);
    dln_bind_str(&binding, after);
    dln_bind_str(&binding, operation->by->note);
    return dln_binding_run(&binding, err);
}

static dln_status put_columns(const dln_operation *operation, int64_t id,
                              const dln_correction *correction, dln_error *err) {
    dln_binding binding;
    dln_status status =
        dln_binding_begin(operation->store, DLN_SQL_EDIT_INSERT_FIELDS, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_claim_bind(&binding, &correction->values);
    dln_bind_int(&binding, operation->number);
    dln_bind_int(&binding, id);
    dln_bind_str(&binding, operation->by->made_at);
    dln_bind_str(&binding, operation->by->author);
    dln_bind_str(&binding, operation->by->note);
    dln_bind_int(&binding, correction->fields);
    return dln_binding_run(&binding, err);
}

// Origin, via or destination as columns of `movement` name them.
static dln_str names_of_stop(const dln_incident *incident, dln_correctable field,
                             dln_arena *arena) {
    return field == DLN_FIELD_ORIGIN ? incident->origin.name
           : field == DLN_FIELD_VIA  ? dln_names_of_via(incident, arena)
                                     : incident->destination.name;
}

// The incident with nothing but these stops.
static dln_incident only_stops(const dln_incident *incident, dln_correctable field) {
    dln_incident only = {0};
    if (field == DLN_FIELD_ORIGIN)
        only.origin = incident->origin;
    else if (field == DLN_FIELD_DESTINATION)
        only.destination = incident->destination;
    for (size_t i = 0; field == DLN_FIELD_VIA && i < incident->via_count; i++)
        only.via[only.via_count++] = incident->via[i];
    return only;
}

static dln_status put_stops(const dln_operation *operation, int64_t id, const dln_incident *known,
                            const dln_correction *correction, dln_correctable field,
                            dln_error *err) {
    dln_arena *arena = operation->store->arena;
    const char *name = field == DLN_FIELD_ORIGIN ? "origin"
                       : field == DLN_FIELD_VIA  ? "via"
                                                 : "destination";
    dln_incident only = only_stops(&correction->values, field);
    dln_status status =
        dln_operation_put(operation, id, "edit", name, names_of_stop(known, field, arena),
                          names_of_stop(&only, field, arena), err);
    return status == DLN_OK
               ? dln_stops_insert(operation->store, DLN_SQL_EDIT_STOP_INSERT,
                                  sqlite3_last_insert_rowid(operation->store->db), &only, err)
               : status;
}

dln_status dln_operation_put_correction(const dln_operation *operation, int64_t id,
                                        const dln_incident *known, const dln_correction *correction,
                                        dln_error *err) {
    static const dln_correctable way[] = {DLN_FIELD_ORIGIN, DLN_FIELD_VIA, DLN_FIELD_DESTINATION};
    dln_status status = put_columns(operation, id, correction, err);
    for (size_t i = 0; i < sizeof way / sizeof *way && status == DLN_OK; i++)
        if (correction->fields & 1u << way[i])
            status = put_stops(operation, id, known, correction, way[i], err);
    return status;
}

// How a column's value stands in a dln_incident.
typedef enum column_kind {
    COLUMN_TYPE,
    COLUMN_STATUS,
    COLUMN_STR,
    COLUMN_DAY,
    COLUMN_DATE_PRECISION,
    COLUMN_LON, // with it the place is located, or not
    COLUMN_DOUBLE,
    COLUMN_GEO_PRECISION,
    COLUMN_LOW,
    COLUMN_HIGH,
} column_kind;

typedef struct column {
    const char *name;
    column_kind kind;
    size_t offset;
} column;

#define AT(member) offsetof(dln_incident, member)
static const column columns[] = {
    {"type", COLUMN_TYPE, AT(type)},
    {"subtype", COLUMN_STR, AT(subtype)},
    {"status", COLUMN_STATUS, AT(status)},
    {"date_start", COLUMN_DAY, AT(when.first)},
    {"date_end", COLUMN_DAY, AT(when.last)},
    {"date_precision", COLUMN_DATE_PRECISION, AT(when.precision)},
    {"place", COLUMN_STR, AT(where.name)},
    {"place_id", COLUMN_STR, AT(where.place_id)},
    {"feature", COLUMN_STR, AT(where.feature)},
    {"country", COLUMN_STR, AT(where.country)},
    {"admin1", COLUMN_STR, AT(where.admin1)},
    {"lon", COLUMN_LON, AT(where.at.lon)},
    {"lat", COLUMN_DOUBLE, AT(where.at.lat)},
    {"radius_m", COLUMN_DOUBLE, AT(where.radius_m)},
    {"geo_precision", COLUMN_GEO_PRECISION, AT(where.precision)},
    {"actor", COLUMN_STR, AT(actor)},
    {"target", COLUMN_STR, AT(target)},
    {"weapon", COLUMN_STR, AT(weapon)},
    {"object", COLUMN_STR, AT(object)},
    {"count_low", COLUMN_LOW, AT(count)},
    {"count_high", COLUMN_HIGH, AT(count)},
    {"fatalities_low", COLUMN_LOW, AT(fatalities)},
    {"fatalities_high", COLUMN_HIGH, AT(fatalities)},
    {"injured_low", COLUMN_LOW, AT(injured)},
    {"injured_high", COLUMN_HIGH, AT(injured)},
};

static const column *find_column(dln_str name) {
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        if (dln_str_equal(name, dln_str_from(columns[i].name)))
            return &columns[i];
    return NULL;
}

static void put_low(dln_row *row, dln_count *count) {
    count->said = !dln_row_is_null(row);
    count->low = (int32_t)dln_row_int(row);
    count->high = DLN_COUNT_OPEN; // until the other column says one
}

static void put_high(dln_row *row, dln_count *count) {
    bool open = dln_row_is_null(row);
    int64_t high = dln_row_int(row);
    count->high = !open ? (int32_t)high : count->said ? DLN_COUNT_OPEN : 0;
}

// Puts the next column of `row` where it belongs. A word that this version does not know changes
// nothing.
static void put_value(dln_row *row, const column *to, dln_incident *incident) {
    void *at = (char *)incident + to->offset;
    switch (to->kind) {
    case COLUMN_TYPE:
        (void)dln_type_parse(dln_row_str(row), at);
        break;
    case COLUMN_STATUS:
        (void)dln_status_parse(dln_row_str(row), at);
        break;
    case COLUMN_STR:
        *(dln_str *)at = dln_row_str(row);
        break;
    case COLUMN_DAY:
        *(dln_day *)at = dln_row_day(row);
        break;
    case COLUMN_DATE_PRECISION:
        (void)dln_date_precision_parse(dln_row_str(row), at);
        break;
    case COLUMN_LON:
        incident->where.located = !dln_row_is_null(row);
        *(double *)at = dln_row_double(row);
        break;
    case COLUMN_DOUBLE:
        *(double *)at = dln_row_double(row);
        break;
    case COLUMN_GEO_PRECISION:
        *(dln_geo_precision *)at = (dln_geo_precision)dln_row_int(row);
        break;
    case COLUMN_LOW:
        put_low(row, at);
        break;
    case COLUMN_HIGH:
        put_high(row, at);
        break;
    }
}

// "corrected by maria on 2024-08-05": in place of how the machine decided.
static dln_str reason_of(dln_row *row) {
    dln_str author = dln_row_str(row), made_at = dln_row_str(row);
    return dln_arena_printf(row->arena, "corrected by %.*s on %.*s",
                            DLN_STR_ARG(author.data ? author : DLN_STR("an analyst")),
                            DLN_STR_ARG(dln_str_slice(made_at, 0, strlen("YYYY-MM-DD"))));
}

static bool is_way(dln_str field) {
    return dln_str_equal(field, DLN_STR("origin")) || dln_str_equal(field, DLN_STR("via")) ||
           dln_str_equal(field, DLN_STR("destination"));
}

// Which edit the stops are of that are read.
typedef struct rerouting {
    dln_incident *incident;
    int64_t edit;
} rerouting;

// A row is: edit, field, and a stop or nothing. The first of an edit takes away what was there.
static void apply_stop(void *context, dln_row *row) {
    rerouting *r = context;
    int64_t edit = dln_row_int(row);
    dln_str field = dln_row_str(row);
    dln_where where;
    dln_where_read(row, &where);
    if (dln_str_equal(field, DLN_STR("origin")))
        r->incident->origin = where;
    else if (dln_str_equal(field, DLN_STR("destination")))
        r->incident->destination = where;
    else if (edit != r->edit)
        r->incident->via_count = 0;
    if (dln_str_equal(field, DLN_STR("via")) && (where.name.data || where.located) &&
        r->incident->via_count < DLN_VIA_MAX)
        r->incident->via[r->incident->via_count++] = where;
    r->edit = edit;
}

static dln_status apply_stops(dln_store *store, int64_t id, dln_arena *arena,
                              dln_incident *incident, dln_error *err) {
    rerouting r = {.incident = incident};
    dln_binding binding;
    dln_status status = dln_binding_begin(store, DLN_SQL_EDIT_STANDING_STOPS, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, id);
    return dln_binding_read_all(&binding, arena, apply_stop, &r, err);
}

// What corrections are laid over.
typedef struct correcting {
    dln_incident *incident;
    dln_overlay *out;
} correcting;

// A row is: field, after, author, made_at.
static void apply_row(void *context, dln_row *row) {
    const correcting *c = context;
    dln_str field = dln_row_str(row);
    if (dln_str_equal(field, DLN_STR("review"))) {
        (void)dln_review_parse(dln_row_str(row), &c->out->review);
        return;
    }
    if (is_way(field))
        c->out->way = c->out->corrected = true; // its stops are read apart
    const column *found = find_column(field);
    if (!found)
        return;
    put_value(row, found, c->incident);
    c->out->corrected = true;
    if (found->kind == COLUMN_LON)
        c->incident->place_reason = reason_of(row);
    else if (found->offset == AT(when.first))
        c->incident->date_reason = reason_of(row);
}

dln_status dln_corrections_apply(dln_store *store, int64_t id, dln_arena *arena,
                                 dln_incident *incident, dln_overlay *out, dln_error *err) {
    *out = (dln_overlay){0};
    correcting c = {incident, out};
    dln_binding binding;
    dln_status status = dln_binding_begin(store, DLN_SQL_EDIT_STANDING, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, id);
    status = dln_binding_read_all(&binding, arena, apply_row, &c, err);
    return status == DLN_OK && out->way ? apply_stops(store, id, arena, incident, err) : status;
}
