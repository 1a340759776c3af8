#include "store/record.h"

#include <stdlib.h>

#include "base/grow.h"
#include "store/claim.h"
#include "store/geometry.h"
#include "store/match.h"
#include "store/near.h"

static dln_status read_incident(dln_store *store, int64_t id, dln_arena *arena, dln_record *out,
                                dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, DLN_SQL_INCIDENT_SELECT, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, id);
    bool found = false;
    status = dln_binding_step(&binding, &found, err);
    if (status != DLN_OK || !found)
        return status == DLN_OK ? DLN_NOT_FOUND : status;
    dln_row row = {.statement = binding.statement, .arena = arena};
    dln_record record = {.id = id};
    int64_t way = dln_row_int(&row);
    if (!dln_review_parse(dln_row_str(&row), &record.review))
        record.review = DLN_REVIEW_NONE;
    record.corrected = dln_row_int(&row) != 0;
    dln_claim_read(&row, &record.incident);
    dln_binding_end(&binding);
    if (row.failed)
        return dln_fail_memory(err);
    if (way)
        status = dln_stops_read(store, way, arena, &record.incident, err);
    if (status == DLN_OK)
        *out = record;
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

static void read_evidence(dln_row *row, dln_evidence *out) {
    out->id = dln_row_int(row);
    out->report_id = dln_row_str(row);
    out->title = dln_row_str(row);
    out->source = dln_row_str(row);
    out->url = dln_row_str(row);
    out->published = dln_row_day(row);
    out->sentence = dln_row_str(row);
    out->begin = (uint32_t)dln_row_int(row);
    out->end = (uint32_t)dln_row_int(row);
    out->confidence = dln_row_double(row);
    out->place_reason = dln_row_str(row);
    out->date_reason = dln_row_str(row);
    out->merge_reason = dln_row_str(row);
}

// A list of evidence that grows in an arena.
typedef struct evidence_list {
    dln_arena *arena;
    dln_evidence *items;
    size_t count, capacity;
} evidence_list;

static dln_evidence *add_evidence(evidence_list *list) {
    dln_evidence *items =
        dln_grow(list->arena, list->items, list->count, &list->capacity, sizeof *items);
    if (!items)
        return NULL;
    list->items = items;
    return &items[list->count++];
}

// The sentences that name the incident, one a piece of evidence.
static dln_status read_main(dln_store *store, int64_t id, evidence_list *out, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, DLN_SQL_INCIDENT_EVIDENCE, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, id);
    for (bool more = true;;) {
        status = dln_binding_step(&binding, &more, err);
        if (status != DLN_OK || !more)
            return status;
        dln_row row = {.statement = binding.statement, .arena = out->arena};
        dln_evidence *evidence = add_evidence(out);
        if (evidence)
            read_evidence(&row, evidence);
        if (!evidence || row.failed) {
            dln_binding_end(&binding);
            return dln_fail_memory(err);
        }
    }
}

// Oldest report first, those without a day last.
static int by_day(const void *a, const void *b) {
    const dln_evidence *x = a, *y = b;
    bool x_open = x->published == DLN_DAY_NONE, y_open = y->published == DLN_DAY_NONE;
    if (x_open != y_open)
        return x_open ? 1 : -1;
    if (x->published != y->published)
        return x->published < y->published ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

// One piece of evidence with its further sentences, in the order of the text.
static dln_status add_told(dln_store *store, const dln_evidence *main, evidence_list *out,
                           dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, DLN_SQL_EVIDENCE_TOLD, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, main->id);
    bool main_is_out = false;
    for (bool more = true;;) {
        status = dln_binding_step(&binding, &more, err);
        if (status != DLN_OK)
            return status;
        dln_row row = {.statement = binding.statement, .arena = out->arena};
        dln_evidence told = *main;
        if (more) {
            told.further = true;
            told.place_reason = told.date_reason = told.merge_reason = DLN_STR_NONE;
            told.sentence = dln_row_str(&row);
            told.begin = (uint32_t)dln_row_int(&row);
            told.end = (uint32_t)dln_row_int(&row);
        }
        dln_evidence *place = NULL;
        if (!main_is_out && (!more || told.begin > main->begin)) {
            main_is_out = true;
            if (!(place = add_evidence(out)))
                row.failed = true;
            else
                *place = *main;
        }
        if (more && !row.failed) {
            if (!(place = add_evidence(out)))
                row.failed = true;
            else
                *place = told;
        }
        if (row.failed) {
            dln_binding_end(&binding);
            return dln_fail_memory(err);
        }
        if (!more)
            return DLN_OK;
    }
}

static dln_status read_all_evidence(dln_store *store, int64_t id, dln_arena *arena, dln_record *out,
                                    dln_error *err) {
    evidence_list mains = {.arena = arena}, all = {.arena = arena};
    dln_status status = read_main(store, id, &mains, err);
    if (mains.count > 1)
        qsort(mains.items, mains.count, sizeof *mains.items, by_day);
    for (size_t i = 0; i < mains.count && status == DLN_OK; i++)
        status = add_told(store, &mains.items[i], &all, err);
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

dln_status dln_record_read_claims(dln_store *store, int64_t id, dln_arena *arena,
                                  const dln_claim **out, size_t *count, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, DLN_SQL_INCIDENT_CLAIMS, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, id);
    dln_claim *list = NULL;
    size_t length = 0, capacity = 0;
    for (bool more = true;;) {
        status = dln_binding_step(&binding, &more, err);
        if (status != DLN_OK || !more)
            break;
        dln_row row = {.statement = binding.statement, .arena = arena};
        list = dln_grow(arena, list, length, &capacity, sizeof *list);
        if (list) {
            list[length].evidence_id = dln_row_int(&row);
            list[length].home_id = dln_row_int(&row);
            list[length].published = dln_row_day(&row);
            dln_claim_read(&row, &list[length++].incident);
        }
        if (!list || row.failed) {
            dln_binding_end(&binding);
            return dln_fail_memory(err);
        }
    }
    for (size_t i = 0; i < length && status == DLN_OK; i++)
        status = dln_stops_read(store, list[i].evidence_id, arena, &list[i].incident, err);
    *out = list;
    *count = length;
    return status;
}

static dln_status index_box(dln_store *store, dln_sql which, int64_t id, dln_box box,
                            dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, which, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, id);
    dln_bind_double(&binding, box.west);
    dln_bind_double(&binding, box.east);
    dln_bind_double(&binding, box.south);
    dln_bind_double(&binding, box.north);
    return dln_binding_run(&binding, err);
}

static dln_status index_point(dln_store *store, int64_t id, const dln_where *where, bool is_new,
                              dln_error *err) {
    dln_lonlat at = where->at;
    if (where->located)
        return index_box(store, DLN_SQL_INDEX_INCIDENT, id,
                         (dln_box){at.lon, at.lat, at.lon, at.lat}, err);
    return is_new ? DLN_OK : dln_database_do_with(store, DLN_SQL_UNINDEX_INCIDENT, id, err);
}

dln_status dln_record_remove(dln_store *store, int64_t id, dln_sql how, dln_error *err) {
    dln_status status = dln_database_do_with(store, how, id, err);
    if (status != DLN_OK || sqlite3_changes(store->db) == 0)
        return status;
    status = dln_database_do_with(store, DLN_SQL_UNINDEX_INCIDENT, id, err);
    return status == DLN_OK ? dln_database_do_with(store, DLN_SQL_UNINDEX_MOVEMENT, id, err)
                            : status;
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

// "A, B, C", or none.
static dln_str names_of_via(const dln_incident *incident, dln_arena *arena) {
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
    dln_bind_int(&binding, evidence_id);
    dln_bind_str(&binding, incident->origin.name);
    dln_bind_str(&binding, names_of_via(incident, arena));
    dln_bind_str(&binding, incident->destination.name);
    dln_bind_int(&binding, rough_stops(incident));
    dln_bind_blob(&binding, blob);
    status = dln_binding_run(&binding, err);
    return status == DLN_OK && blob.data
               ? index_box(store, DLN_SQL_INDEX_MOVEMENT, id, header.box, err)
               : status;
}

dln_status dln_record_write_way(dln_store *store, int64_t id, const dln_incident *incident,
                                int64_t evidence_id, bool is_new, dln_arena *arena,
                                dln_error *err) {
    dln_status status = DLN_OK;
    if (!is_new)
        status = dln_database_do_with(store, DLN_SQL_MOVEMENT_DELETE, id, err);
    if (status == DLN_OK && !is_new)
        status = dln_database_do_with(store, DLN_SQL_UNINDEX_MOVEMENT, id, err);
    if (status == DLN_OK && dln_incident_has_stops(incident))
        status = put_way(store, id, incident, evidence_id, arena, err);
    return status;
}
