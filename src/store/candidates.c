#include "store/candidates.h"

#include <math.h>
#include <stdlib.h>
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

static int by_size(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

void dln_ids_sort(dln_ids *ids) {
    if (ids->count > 1)
        qsort(ids->items, ids->count, sizeof *ids->items, by_size);
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
    dln_when window = dln_match_window(when);
    dln_bind_day(binding, window.first - DLN_MATCH_MAX_DAYS);
    dln_bind_day(binding, window.last);
    dln_bind_day(binding, window.first);
}

static void bind_numbers(dln_binding *binding, const dln_incident *told) {
    const dln_count counts[] = {told->fatalities, told->injured};
    for (int i = 0; i < 2; i++)
        if (counts[i].said)
            dln_bind_int(binding, counts[i].low);
        else
            dln_bind_null(binding); // which equals nothing
}

// ?10 to ?15: the box around `told`, in two parts where it crosses 180°. What is told of a wide
// area at more than DLN_MATCH_MAX_M is found by its country.
static void bind_box(dln_binding *binding, dln_lonlat at) {
    dln_box box = dln_box_around(at, DLN_MATCH_MAX_M);
    bool turns = box.west > box.east;
    binding->next = 10;
    dln_bind_double(binding, box.west);
    dln_bind_double(binding, turns ? 180 : box.east);
    dln_bind_double(binding, box.south);
    dln_bind_double(binding, box.north);
    dln_bind_double(binding, turns ? -180 : box.west);
    dln_bind_double(binding, box.east);
}

static dln_status find_in_cells(dln_store *store, dln_sql which,
                                const int64_t cells[SEARCHED_CELLS], const dln_incident *told,
                                dln_day day, dln_arena *arena, dln_ids *out, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, which, &binding, err);
    if (status != DLN_OK)
        return status;
    for (int i = 0; i < SEARCHED_CELLS; i++)
        dln_bind_int(&binding, cells[i]);
    bool by_number = which == DLN_SQL_CANDIDATES_UNDATED || which == DLN_SQL_CANDIDATES_BY_NUMBER;
    if (by_number)
        bind_numbers(&binding, told);
    else if (which == DLN_SQL_CANDIDATES_ON_DAY)
        dln_bind_day(&binding, day);
    else
        bind_days(&binding, told->when);
    if (!by_number)
        bind_box(&binding, told->where.at);
    return dln_ids_read(out, &binding, arena, err);
}

static bool has_telling_number(const dln_incident *told) {
    return (told->fatalities.said && told->fatalities.low >= DLN_MATCH_TELLING) ||
           (told->injured.said && told->injured.low >= DLN_MATCH_TELLING);
}

// The days of which one may be a single day that was told: its own, those after it, of which a
// report may have said none, and before it where this one says none itself.
static dln_status find_on_days(dln_store *store, const int64_t cells[SEARCHED_CELLS],
                               const dln_incident *told, dln_arena *arena, dln_ids *out,
                               dln_error *err) {
    dln_when window = dln_match_window(told->when);
    dln_status status = DLN_OK;
    for (dln_day day = window.first; day <= window.last && status == DLN_OK; day++)
        status = find_in_cells(store, DLN_SQL_CANDIDATES_ON_DAY, cells, told, day, arena, out, err);
    return status;
}

// A day is looked up as itself, and among the rougher dates apart: these have a small index of
// their own, so that the busiest town's other days are never read. What has no date is looked up
// by the numbers that alone could tell it to be the same.
static dln_status find_around(dln_store *store, const int64_t cells[SEARCHED_CELLS],
                              const dln_incident *told, dln_arena *arena, dln_ids *out,
                              dln_error *err) {
    dln_sql searches[2];
    int count = 0;
    dln_status status = DLN_OK;
    bool is_open = told->when.precision == DLN_DATE_OPEN;
    if (!is_open && told->when.first == told->when.last) {
        status = find_on_days(store, cells, told, arena, out, err);
        searches[count++] = DLN_SQL_CANDIDATES_WIDE;
    } else if (!is_open) {
        searches[count++] = DLN_SQL_CANDIDATES_IN_SPAN;
    }
    if (has_telling_number(told))
        searches[count++] = is_open ? DLN_SQL_CANDIDATES_BY_NUMBER : DLN_SQL_CANDIDATES_UNDATED;
    for (int i = 0; i < count && status == DLN_OK; i++)
        status = find_in_cells(store, searches[i], cells, told, told->when.first, arena, out, err);
    return status;
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

// A country or a part of one that holds what was told, or the other way round. Only the number of
// victims makes two such incidents one, so it is searched by.
static dln_status find_in_country(dln_store *store, const dln_incident *told, dln_arena *arena,
                                  dln_ids *out, dln_error *err) {
    bool has_number = (told->fatalities.said && told->fatalities.low > 0) ||
                      (told->injured.said && told->injured.low > 0);
    if (!told->where.country.data || !has_number || told->when.precision == DLN_DATE_OPEN)
        return DLN_OK;
    dln_binding binding;
    dln_status status = dln_binding_begin(store, DLN_SQL_CANDIDATES_IN_COUNTRY, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_str(&binding, told->where.country);
    bind_days(&binding, told->when);
    bind_numbers(&binding, told);
    if (told->where.precision != DLN_GEO_EXACT) // then it may hold what is exact
        dln_bind_int(&binding, DLN_GEO_EXACT);
    else
        dln_bind_null(&binding);
    return dln_ids_read(out, &binding, arena, err);
}

dln_status dln_candidates_find(dln_store *store, const dln_incident *told, dln_arena *arena,
                               dln_ids *out, dln_error *err) {
    bool is_open = told->when.precision == DLN_DATE_OPEN;
    if (!is_open && told->when.last - told->when.first >= DLN_MATCH_MAX_DAYS)
        return DLN_OK;
    if (!told->where.located)
        return told->where.name.data && !is_open ? find_unplaced(store, told, arena, out, err)
                                                 : DLN_OK;
    dln_box box = dln_box_around(told->where.at, DLN_MATCH_MAX_M);
    double east = box.east < box.west ? box.east + 360 : box.east;
    int64_t cells[SEARCHED_CELLS];
    int count = 0;
    dln_status status = DLN_OK;
    for (double lat = floor(box.south); lat <= box.north; lat++)
        for (double lon = floor(box.west); lon <= east && status == DLN_OK; lon++) {
            cells[count++] = dln_match_cell((dln_lonlat){lon, lat});
            if (count == SEARCHED_CELLS) {
                status = find_around(store, cells, told, arena, out, err);
                count = 0;
            }
        }
    for (int i = count; i < SEARCHED_CELLS; i++)
        cells[i] = NO_CELL;
    if (count && status == DLN_OK)
        status = find_around(store, cells, told, arena, out, err);
    return status == DLN_OK ? find_in_country(store, told, arena, out, err) : status;
}
