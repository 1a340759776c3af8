#include "store/candidates.h"
#include "store/filter_sql.h"
#include "store/record.h"
#include "store/remake.h"

// The nearest are looked for in circles, each four times as wide as the one before.
static const double first_circle_m = 25e3, circle_growth = 4;
// No two points of the earth are further apart.
static const double widest_circle_m = 20.1e6;

// An export goes through a million incidents by their days: what reports of one month tell lies
// near each other, and most of its pages are still here. In KiB; a writer keeps more anyway.
#define ROWS_CACHE "PRAGMA cache_size = -24576"

// Rows of ids, and with has_near of distances: they were sorted, and sorting whole records would
// need room for all their words.
static dln_status visit_sorted(dln_store *store, dln_filter_sql *q, dln_arena *arena,
                               dln_record_visitor visit, void *context, dln_error *err) {
    for (bool more = true;;) {
        dln_status status = dln_binding_step(&q->binding, &more, err);
        if (status != DLN_OK || !more)
            return status;
        dln_record record;
        dln_arena_reset(arena);
        status = dln_record_read(store, sqlite3_column_int64(q->binding.statement, 0), arena,
                                 &record, err);
        if (status != DLN_OK)
            return status;
        record.has_distance = q->filter->has_near;
        record.distance_m =
            record.has_distance ? sqlite3_column_double(q->binding.statement, 1) : 0;
        status = visit(context, &record, err);
        if (status != DLN_OK)
            return status;
    }
}

// Whole rows, as an index gives them in their order.
static dln_status visit_in_order(dln_store *store, dln_filter_sql *q, dln_arena *arena,
                                 dln_record_visitor visit, void *context, dln_error *err) {
    for (bool more = true;;) {
        dln_status status = dln_binding_step(&q->binding, &more, err);
        if (status != DLN_OK || !more)
            return status;
        dln_record record;
        dln_arena_reset(arena);
        status = dln_record_take(store, q->binding.statement, arena, &record, err);
        if (status == DLN_OK)
            status = visit(context, &record, err);
        if (status != DLN_OK)
            return status;
    }
}

static dln_status visit_by_day(dln_store *store, const dln_filter *filter, dln_arena *arena,
                               dln_record_visitor visit, void *context, dln_error *err) {
    bool sorts = dln_filter_is_spatial(filter) || filter->from || filter->report.data;
    dln_selection selection = {.columns = sorts ? "i.id" : DLN_RECORD_COLUMNS,
                               .with_way = !sorts,
                               .with_distance = filter->has_near,
                               .tail = " ORDER BY i.date_start NULLS LAST, i.id LIMIT ?"};
    dln_filter_sql q;
    dln_status status = dln_filter_prepare(store, filter, &selection, &q, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&q.binding, filter->limit ? (int64_t)filter->limit : -1);
    status = sorts ? visit_sorted(store, &q, arena, visit, context, err)
                   : visit_in_order(store, &q, arena, visit, context, err);
    dln_filter_finish(&q);
    return status;
}

// How many of those that are asked for lie in the circle.
static dln_status count_in_circle(dln_store *store, const dln_filter *circle, int64_t *count,
                                  dln_error *err) {
    dln_selection selection = {.columns = "count(*)", .tail = ""};
    dln_filter_sql q;
    bool row = false;
    dln_status status = dln_filter_prepare(store, circle, &selection, &q, err);
    if (status != DLN_OK)
        return status;
    status = dln_binding_step(&q.binding, &row, err);
    *count = status == DLN_OK && row ? sqlite3_column_int64(q.binding.statement, 0) : 0;
    dln_filter_finish(&q);
    return status;
}

static dln_status visit_nearest(dln_store *store, const dln_filter *filter, dln_arena *arena,
                                dln_record_visitor visit, void *context, dln_error *err) {
    dln_selection selection = {
        .columns = "i.id", .with_distance = true, .tail = " ORDER BY distance_m, i.id LIMIT ?"};
    double limit_m = filter->within_m > 0 ? filter->within_m : widest_circle_m;
    dln_filter circle = *filter;
    circle.within_m = limit_m < first_circle_m ? limit_m : first_circle_m;
    int64_t found = 0;
    dln_status status = count_in_circle(store, &circle, &found, err);
    while (status == DLN_OK && found < (int64_t)filter->nearest && circle.within_m < limit_m) {
        circle.within_m *= circle_growth;
        if (circle.within_m > limit_m)
            circle.within_m = limit_m;
        status = count_in_circle(store, &circle, &found, err);
    }
    dln_filter_sql q;
    if (status == DLN_OK)
        status = dln_filter_prepare(store, &circle, &selection, &q, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&q.binding, (int64_t)filter->nearest);
    status = visit_sorted(store, &q, arena, visit, context, err);
    dln_filter_finish(&q);
    return status;
}

dln_status dln_store_query(dln_store *store, const dln_filter *filter, dln_record_visitor visit,
                           void *context, dln_error *err) {
    dln_status status = dln_filter_check(filter, err);
    if (status == DLN_OK && !store->writable)
        status = dln_database_run(store, ROWS_CACHE, err);
    if (status != DLN_OK)
        return status;
    // All that is read belongs to one moment, whatever another process writes meanwhile.
    bool inside = !sqlite3_get_autocommit(store->db); // a visitor of a visitor
    dln_arena *arena = NULL;
    if (!inside)
        status = dln_database_do(store, DLN_SQL_BEGIN_READ, err);
    if (status == DLN_OK)
        status = dln_arena_new(&arena, err);
    if (status == DLN_OK)
        status = filter->nearest ? visit_nearest(store, filter, arena, visit, context, err)
                                 : visit_by_day(store, filter, arena, visit, context, err);
    dln_arena_free(arena);
    if (!inside)
        dln_database_rollback(store);
    return status;
}

dln_status dln_store_get(dln_store *store, int64_t id, dln_arena *arena, dln_record *out,
                         dln_error *err) {
    dln_status status = dln_record_read(store, id, arena, out, err);
    return status == DLN_NOT_FOUND ? dln_incident_expect(store, id, err) : status;
}
