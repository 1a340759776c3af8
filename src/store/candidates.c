#include "store/candidates.h"

#include <math.h>
#include <string.h>

#include "store/match.h"

// Cells that one search reads together. A circle of DLN_MATCH_MAX_M touches two by two or three of
// them up to 60° of latitude; further towards a pole there are more searches.
#define SEARCHED_CELLS 6
#define NO_CELL        (-1)

bool dln_ids_contain(const dln_ids *ids, int64_t id) {
    for (size_t i = 0; i < ids->count; i++)
        if (ids->items[i] == id)
            return true;
    return false;
}

dln_status dln_ids_append(dln_ids *ids, int64_t id, dln_arena *arena, dln_error *err) {
    if (ids->count == ids->capacity) {
        size_t capacity = ids->capacity ? 2 * ids->capacity : 16;
        int64_t *items = DLN_ARENA_ARRAY(arena, int64_t, capacity);
        if (!items)
            return dln_fail_memory(err);
        if (ids->count)
            memcpy(items, ids->items, ids->count * sizeof *items);
        ids->items = items;
        ids->capacity = capacity;
    }
    ids->items[ids->count++] = id;
    return DLN_OK;
}

dln_status dln_ids_read(dln_ids *ids, dln_binding *binding, dln_arena *arena, dln_error *err) {
    for (;;) {
        bool more = false;
        dln_status status = dln_binding_step(binding, &more, err);
        if (status != DLN_OK || !more)
            return status;
        status = dln_ids_append(ids, sqlite3_column_int64(binding->statement, 0), arena, err);
        if (status != DLN_OK) {
            dln_binding_end(binding);
            return status;
        }
    }
}

// The days on which an incident may begin that shares one with `when`: ?2, ?3 and ?4.
static void bind_days(dln_binding *binding, dln_when when) {
    dln_bind_day(binding, when.first - DLN_MATCH_MAX_DAYS);
    dln_bind_day(binding, when.last);
    dln_bind_day(binding, when.first);
}

static dln_status find_in_cells(dln_store *store, dln_sql which,
                                const int64_t cells[SEARCHED_CELLS], dln_when when,
                                dln_arena *arena, dln_ids *out, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, which, &binding, err);
    if (status != DLN_OK)
        return status;
    for (int i = 0; i < SEARCHED_CELLS; i++)
        dln_bind_int(&binding, cells[i]);
    if (which == DLN_SQL_CANDIDATES_ON_DAY)
        dln_bind_day(&binding, when.first);
    else
        bind_days(&binding, when);
    return dln_ids_read(out, &binding, arena, err);
}

// A day is looked up as itself, and among the rougher dates apart: these have a small index of
// their own, so that the busiest town's other days are never read.
static dln_status find_around(dln_store *store, const int64_t cells[SEARCHED_CELLS], dln_when when,
                              dln_arena *arena, dln_ids *out, dln_error *err) {
    if (when.first != when.last)
        return find_in_cells(store, DLN_SQL_CANDIDATES_IN_SPAN, cells, when, arena, out, err);
    dln_status status =
        find_in_cells(store, DLN_SQL_CANDIDATES_ON_DAY, cells, when, arena, out, err);
    return status == DLN_OK
               ? find_in_cells(store, DLN_SQL_CANDIDATES_WIDE, cells, when, arena, out, err)
               : status;
}

static dln_status find_unplaced(dln_store *store, const dln_incident *told, dln_arena *arena,
                                dln_ids *out, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, DLN_SQL_CANDIDATES_UNPLACED, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_str(&binding, told->where.name);
    bind_days(&binding, told->when);
    return dln_ids_read(out, &binding, arena, err);
}

dln_status dln_candidates_find(dln_store *store, const dln_incident *told, dln_arena *arena,
                               dln_ids *out, dln_error *err) {
    if (told->when.precision == DLN_DATE_OPEN ||
        told->when.last - told->when.first >= DLN_MATCH_MAX_DAYS)
        return DLN_OK;
    if (!told->where.located)
        return told->where.name.data ? find_unplaced(store, told, arena, out, err) : DLN_OK;
    dln_box box = dln_box_around(told->where.at, DLN_MATCH_MAX_M);
    double east = box.east < box.west ? box.east + 360 : box.east;
    int64_t cells[SEARCHED_CELLS];
    int count = 0;
    dln_status status = DLN_OK;
    for (double lat = floor(box.south); lat <= box.north; lat++)
        for (double lon = floor(box.west); lon <= east && status == DLN_OK; lon++) {
            cells[count++] = dln_match_cell((dln_lonlat){lon, lat});
            if (count == SEARCHED_CELLS) {
                status = find_around(store, cells, told->when, arena, out, err);
                count = 0;
            }
        }
    if (!count || status != DLN_OK)
        return status;
    for (int i = count; i < SEARCHED_CELLS; i++)
        cells[i] = NO_CELL;
    return find_around(store, cells, told->when, arena, out, err);
}
