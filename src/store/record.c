#include "store/record.h"

#include <stdlib.h>

#include "store/claim.h"
#include "store/geometry.h"
#include "store/known.h"
#include "store/match.h"
#include "store/near.h"

typedef struct stored_incident {
    dln_record record;
    int64_t way;    // its row in `movement`; 0: none
    int64_t way_by; // the evidence that tells it; 0: an analyst
} stored_incident;

static void take_incident(void *context, dln_row *row) {
    stored_incident *out = context;
    out->record.id = dln_row_int(row);
    out->way = dln_row_int(row);
    out->way_by = dln_row_int(row);
    if (!dln_review_parse(dln_row_str(row), &out->record.review))
        out->record.review = DLN_REVIEW_NONE;
    out->record.corrected = dln_row_int(row) != 0;
    dln_claim_read(row, &out->record.incident);
}

dln_status dln_record_read_way(dln_store *store, int64_t id, int64_t evidence_id, dln_arena *arena,
                               dln_incident *out, dln_error *err) {
    return evidence_id ? dln_stops_read(store, DLN_SQL_STOP_SELECT, evidence_id, arena, out, err)
                       : dln_stops_read(store, DLN_SQL_WAY_STOP_SELECT, id, arena, out, err);
}

static dln_status add_way(dln_store *store, stored_incident *found, dln_arena *arena,
                          dln_error *err) {
    return found->way ? dln_record_read_way(store, found->record.id, found->way_by, arena,
                                            &found->record.incident, err)
                      : DLN_OK;
}

static dln_status read_incident(dln_store *store, int64_t id, dln_arena *arena, dln_record *out,
                                dln_error *err) {
    dln_binding binding;
    stored_incident found = {0};
    dln_status status = dln_binding_begin(store, DLN_SQL_INCIDENT_SELECT, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, id);
    status = dln_binding_read_one(&binding, arena, take_incident, &found, err);
    if (status == DLN_OK)
        status = add_way(store, &found, arena, err);
    if (status == DLN_OK)
        *out = found.record;
    return status;
}

dln_status dln_record_read_incident(dln_store *store, int64_t id, dln_arena *arena,
                                    dln_incident *out, dln_error *err) {
    dln_record record;
    dln_status status = read_incident(store, id, arena, &record, err);
    if (status == DLN_OK)
        *out = record.incident;
    return status;
}

static bool add_evidence(dln_list *list, dln_arena *arena, const dln_evidence *evidence) {
    dln_evidence *place = dln_list_add(arena, list, sizeof *place);
    if (place)
        *place = *evidence;
    return place != NULL;
}

// The sentence that names the incident, and whether the report has further ones.
typedef struct main_sentence {
    dln_evidence evidence;
    bool has_further;
} main_sentence;

static void read_evidence(void *context, dln_row *row) {
    main_sentence *main = dln_row_add(row, context, sizeof *main);
    if (!main)
        return;
    dln_evidence *e = &main->evidence;
    e->id = dln_row_int(row);
    e->report_id = dln_row_str(row);
    e->title = dln_row_str(row);
    e->source = dln_row_str(row);
    e->url = dln_row_str(row);
    e->published = dln_row_day(row);
    e->sentence = dln_row_str(row);
    e->begin = (uint32_t)dln_row_int(row);
    e->end = (uint32_t)dln_row_int(row);
    e->confidence = dln_row_double(row);
    e->place_reason = dln_row_str(row);
    e->date_reason = dln_row_str(row);
    e->merge_reason = dln_row_str(row);
    main->has_further = dln_row_int(row) != 0;
}

// The sentences that name the incident, one a piece of evidence.
static dln_status read_main(dln_store *store, int64_t id, dln_arena *arena, dln_list *out,
                            dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, DLN_SQL_INCIDENT_EVIDENCE, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, id);
    return dln_binding_read_all(&binding, arena, read_evidence, out, err);
}

// Oldest report first, those without a day last.
static int by_day(const void *a, const void *b) {
    const dln_evidence *x = &((const main_sentence *)a)->evidence;
    const dln_evidence *y = &((const main_sentence *)b)->evidence;
    bool x_open = x->published == DLN_DAY_NONE, y_open = y->published == DLN_DAY_NONE;
    if (x_open != y_open)
        return x_open ? 1 : -1;
    if (x->published != y->published)
        return x->published < y->published ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

// The sentences of one piece of evidence, as they come into the list of all.
typedef struct telling {
    const dln_evidence *main;
    bool main_is_in;
    dln_list *out;
} telling;

static bool add_main(telling *t, dln_arena *arena) {
    t->main_is_in = true;
    return add_evidence(t->out, arena, t->main);
}

static void read_told(void *context, dln_row *row) {
    telling *t = context;
    dln_evidence told = *t->main;
    told.further = true;
    told.place_reason = told.date_reason = told.merge_reason = DLN_STR_NONE;
    told.sentence = dln_row_str(row);
    told.begin = (uint32_t)dln_row_int(row);
    told.end = (uint32_t)dln_row_int(row);
    if (!t->main_is_in && told.begin > t->main->begin)
        row->failed |= !add_main(t, row->arena);
    row->failed |= !add_evidence(t->out, row->arena, &told);
}

// One piece of evidence with its further sentences, in the order of the text.
static dln_status add_told(dln_store *store, const main_sentence *main, dln_arena *arena,
                           dln_list *out, dln_error *err) {
    dln_binding binding;
    telling t = {.main = &main->evidence, .out = out};
    dln_status status = DLN_OK;
    if (main->has_further) {
        status = dln_binding_begin(store, DLN_SQL_EVIDENCE_TOLD, &binding, err);
        if (status != DLN_OK)
            return status;
        dln_bind_int(&binding, main->evidence.id);
        status = dln_binding_read_all(&binding, arena, read_told, &t, err);
    }
    if (status == DLN_OK && !t.main_is_in && !add_main(&t, arena))
        return dln_fail_memory(err);
    return status;
}

static dln_status read_all_evidence(dln_store *store, int64_t id, dln_arena *arena, dln_record *out,
                                    dln_error *err) {
    dln_list mains = {0}, all = {0};
    dln_status status = read_main(store, id, arena, &mains, err);
    main_sentence *main = mains.items;
    if (mains.count > 1)
        qsort(main, mains.count, sizeof *main, by_day);
    for (size_t i = 0; i < mains.count && status == DLN_OK; i++)
        status = add_told(store, &main[i], arena, &all, err);
    out->evidence = all.items;
    out->evidence_count = all.count;
    return status;
}

dln_status dln_record_read(dln_store *store, int64_t id, dln_arena *arena, dln_record *out,
                           dln_error *err) {
    dln_record record;
    dln_status status = read_incident(store, id, arena, &record, err);
    if (status == DLN_OK)
        status = read_all_evidence(store, id, arena, &record, err);
    if (status == DLN_OK)
        *out = record;
    return status;
}

dln_status dln_record_take(dln_store *store, sqlite3_stmt *statement, dln_arena *arena,
                           dln_record *out, dln_error *err) {
    dln_row row = {.statement = statement, .arena = arena, .borrows = true};
    stored_incident found = {0};
    take_incident(&found, &row);
    dln_status status = row.failed ? dln_fail_memory(err) : DLN_OK;
    if (status == DLN_OK)
        status = add_way(store, &found, arena, err);
    if (status == DLN_OK)
        status = read_all_evidence(store, found.record.id, arena, &found.record, err);
    if (status == DLN_OK)
        *out = found.record;
    return status;
}

static void read_claim(void *context, dln_row *row) {
    dln_claim *claim = dln_row_add(row, context, sizeof *claim);
    if (!claim)
        return;
    claim->evidence_id = dln_row_int(row);
    claim->home_id = dln_row_int(row);
    claim->published = dln_row_day(row);
    dln_claim_read(row, &claim->incident);
}

dln_status dln_record_read_claims(dln_store *store, int64_t id, dln_arena *arena,
                                  const dln_claim **out, size_t *count, dln_error *err) {
    dln_binding binding;
    dln_list list = {0};
    dln_status status = dln_binding_begin(store, DLN_SQL_INCIDENT_CLAIMS, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, id);
    status = dln_binding_read_all(&binding, arena, read_claim, &list, err);
    dln_claim *claims = list.items;
    for (size_t i = 0; i < list.count && status == DLN_OK; i++)
        status = dln_stops_read(store, DLN_SQL_STOP_SELECT, claims[i].evidence_id, arena,
                                &claims[i].incident, err);
    *out = claims;
    *count = list.count;
    return status;
}

static dln_status index_point(dln_store *store, int64_t id, const dln_where *where, bool is_new,
                              dln_error *err) {
    dln_lonlat at = where->at;
    if (where->located)
        return dln_rtree_put(store, DLN_LAYER_INCIDENT, id,
                             (dln_box){at.lon, at.lat, at.lon, at.lat}, err);
    return is_new ? DLN_OK : dln_rtree_remove(store, DLN_LAYER_INCIDENT, id, err);
}

dln_status dln_record_remove(dln_store *store, int64_t id, dln_sql how, dln_error *err) {
    dln_status status = dln_database_do_with(store, how, id, err);
    if (status != DLN_OK || sqlite3_changes(store->db) == 0)
        return status;
    dln_known_drop(store, id);
    status = dln_rtree_remove(store, DLN_LAYER_INCIDENT, id, err);
    return status == DLN_OK ? dln_rtree_remove(store, DLN_LAYER_MOVEMENT, id, err) : status;
}

// `with_id` is the statement for an id that is given; without one the incident gets the next.
static dln_status write_incident(dln_store *store, dln_sql with_id, const dln_incident *incident,
                                 size_t sources, dln_arena *arena, int64_t *id, dln_error *err) {
    dln_binding binding;
    dln_status status =
        dln_binding_begin(store, *id ? with_id : DLN_SQL_INCIDENT_INSERT, &binding, err);
    if (status != DLN_OK)
        return status;
    char *blob = dln_arena_alloc(arena, DLN_POINT_BLOB_SIZE, 1);
    if (!blob)
        return dln_fail_memory(err);
    dln_bind_int(&binding, (int64_t)sources);
    if (incident->where.located) {
        dln_bind_int(&binding, dln_match_cell(incident->where.at));
        dln_bind_blob(&binding, dln_point_blob(incident->where.at, blob));
    } else {
        dln_bind_null(&binding);
        dln_bind_null(&binding);
    }
    dln_claim_bind(&binding, incident);
    if (*id)
        dln_bind_int(&binding, *id);
    status = dln_binding_run(&binding, err);
    bool is_new = !*id;
    if (status == DLN_OK && is_new)
        *id = sqlite3_last_insert_rowid(store->db);
    if (status == DLN_OK)
        status = dln_known_note(store, *id, incident, err);
    return status == DLN_OK ? index_point(store, *id, &incident->where, is_new, err) : status;
}

dln_status dln_record_write(dln_store *store, const dln_incident *incident, size_t sources,
                            dln_arena *arena, int64_t *id, dln_error *err) {
    return write_incident(store, DLN_SQL_INCIDENT_UPDATE, incident, sources, arena, id, err);
}

dln_status dln_record_write_as(dln_store *store, const dln_incident *incident, size_t sources,
                               dln_arena *arena, int64_t *id, dln_error *err) {
    return write_incident(store, DLN_SQL_INCIDENT_INSERT_AS, incident, sources, arena, id, err);
}

dln_str dln_names_of_via(const dln_incident *incident, dln_arena *arena) {
    dln_str names = DLN_STR_NONE;
    for (size_t i = 0; i < incident->via_count; i++) {
        dln_str name = incident->via[i].name;
        if (name.data)
            names = names.data ? dln_arena_printf(arena, "%.*s, %.*s", DLN_STR_ARG(names),
                                                  DLN_STR_ARG(name))
                               : name;
    }
    return names;
}

static bool is_rough(const dln_where *stop) {
    return stop->located && stop->precision == DLN_GEO_REGION;
}

// Bits of movement.rough, see near.h.
static int rough_stops(const dln_incident *incident) {
    int rough = 0;
    if (is_rough(&incident->origin))
        rough |= DLN_ROUGH_ORIGIN;
    if (is_rough(&incident->destination))
        rough |= DLN_ROUGH_DESTINATION;
    for (size_t i = 0; i < incident->via_count; i++)
        if (is_rough(&incident->via[i]))
            rough |= DLN_ROUGH_VIA;
    return rough;
}

static dln_status put_way(dln_store *store, int64_t id, const dln_incident *incident,
                          int64_t evidence_id, dln_arena *arena, dln_error *err) {
    dln_lonlat stops[DLN_VIA_MAX + 2];
    size_t count = dln_incident_line(incident, stops);
    dln_str blob = DLN_STR_NONE;
    dln_blob_header header = {0};
    if (count) {
        const dln_lonlat *points = NULL;
        size_t length = dln_line_along(arena, stops, count, &points);
        blob = length ? dln_line_blob(arena, points, length) : DLN_STR_NONE;
        if (!blob.data || !dln_blob_header_read(blob, &header))
            return dln_fail_memory(err);
    }
    dln_binding binding;
    dln_status status = dln_binding_begin(store, DLN_SQL_MOVEMENT_PUT, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, id);
    if (evidence_id)
        dln_bind_int(&binding, evidence_id);
    else
        dln_bind_null(&binding);
    dln_bind_str(&binding, incident->origin.name);
    dln_bind_str(&binding, dln_names_of_via(incident, arena));
    dln_bind_str(&binding, incident->destination.name);
    dln_bind_int(&binding, rough_stops(incident));
    dln_bind_blob(&binding, blob);
    status = dln_binding_run(&binding, err);
    if (status == DLN_OK && !evidence_id)
        status = dln_stops_insert(store, DLN_SQL_WAY_STOP_INSERT, id, incident, err);
    return status == DLN_OK && blob.data
               ? dln_rtree_put(store, DLN_LAYER_MOVEMENT, id, header.box, err)
               : status;
}

dln_status dln_record_write_way(dln_store *store, int64_t id, const dln_incident *incident,
                                int64_t evidence_id, bool is_new, dln_arena *arena,
                                dln_error *err) {
    dln_status status = DLN_OK;
    if (!is_new)
        status = dln_database_do_with(store, DLN_SQL_MOVEMENT_DELETE, id, err);
    if (status == DLN_OK && !is_new)
        status = dln_rtree_remove(store, DLN_LAYER_MOVEMENT, id, err);
    if (status == DLN_OK && dln_incident_has_stops(incident))
        status = put_way(store, id, incident, evidence_id, arena, err);
    return status;
}
