#include <math.h>

#include "store/database.h"
#include "store/geometry.h"
#include "store/near.h"
#include "store/record.h"
#include "store/remake.h"

void dln_filter_init(dln_filter *filter) {
    *filter = (dln_filter){.since = DLN_DAY_NONE, .until = DLN_DAY_NONE};
}

// A query is made in two passes over the same conditions, so that the SQL and the values bound to
// it cannot differ: once with `sql` to write the text, once with `binding` to bind.
typedef struct query {
    const dln_filter *filter;
    dln_buffer sql;
    dln_binding binding;
    bool binds;
    bool has_condition;
} query;

static void say(query *q, const char *sql) {
    if (!q->binds)
        dln_buffer_append(&q->sql, dln_str_from(sql));
}

static void condition(query *q, const char *sql) {
    say(q, q->has_condition ? " AND " : " WHERE ");
    say(q, sql);
    q->has_condition = true;
}

static void value_double(query *q, double value) {
    if (q->binds)
        dln_bind_double(&q->binding, value);
}

static void value_str(query *q, dln_str value) {
    if (q->binds)
        dln_bind_str(&q->binding, value);
}

static void value_day(query *q, dln_day day) {
    if (q->binds)
        dln_bind_day(&q->binding, day);
}

static void value_filter(query *q) {
    if (q->binds)
        sqlite3_bind_pointer(q->binding.statement, q->binding.next++, (void *)(uintptr_t)q->filter,
                             DLN_FILTER_POINTER, NULL);
}

// --- what the R-trees narrow down ---

// A box that holds all that may pass, with room for what a great circle bulges out of the boxes of
// a stored line.
static dln_box with_bulge(dln_box box) {
    box.north += DLN_LINE_BULGE_DEG;
    box.south -= DLN_LINE_BULGE_DEG;
    if (box.north > DLN_LINE_BULGE_MAX_LAT)
        box.north = 90;
    if (box.south < -DLN_LINE_BULGE_MAX_LAT)
        box.south = -90;
    return box;
}

static void search_box(query *q, const char *table, dln_box box, double turn, bool *first) {
    say(q, *first ? "SELECT pkid FROM " : " UNION SELECT pkid FROM ");
    say(q, table);
    say(q, " WHERE xmin <= ? AND xmax >= ? AND ymin <= ? AND ymax >= ?");
    value_double(q, box.east + turn);
    value_double(q, box.west + turn);
    value_double(q, box.north);
    value_double(q, box.south);
    *first = false;
}

// Points lie within ±180°, lines run on for up to a turn more: three places to look at.
static void search_all_turns(query *q, dln_box box, bool *first) {
    if (box.west > box.east)
        box.east += 360;
    for (int turn = -1; turn <= 1; turn++) {
        if (box.east + 360 * turn >= -180 && box.west + 360 * turn <= 180)
            search_box(q, "idx_incident_geom", box, 360 * turn, first);
        search_box(q, "idx_movement_geom", with_bulge(box), 360 * turn, first);
    }
}

// One spatial condition is enough to search by, the narrowest kind first; the others are tested on
// what is found. Many areas are searched by as one box: SQLite limits the length of a UNION.
#define SEARCHED_AREAS_MAX 16

static dln_box box_of_areas(const dln_filter *filter) {
    dln_box all = filter->area[0].box;
    for (size_t i = 0; i < filter->area_count; i++) {
        dln_box box = filter->area[i].box;
        if (box.west > box.east)
            box.west = -180, box.east = 180;
        if (all.west > all.east)
            all.west = -180, all.east = 180;
        all = (dln_box){fmin(all.west, box.west), fmin(all.south, box.south),
                        fmax(all.east, box.east), fmax(all.north, box.north)};
    }
    return all;
}

static void search(query *q) {
    const dln_filter *filter = q->filter;
    bool first = true;
    if (filter->has_near)
        search_all_turns(q, dln_box_around(filter->near, filter->within_m), &first);
    else if (filter->has_box)
        search_all_turns(q, filter->box, &first);
    else if (filter->area_count > SEARCHED_AREAS_MAX)
        search_all_turns(q, box_of_areas(filter), &first);
    else
        for (size_t i = 0; i < filter->area_count; i++)
            search_all_turns(q, filter->area[i].box, &first);
}

static bool is_spatial(const dln_filter *filter) {
    return filter->has_near || filter->has_box || filter->area_count > 0;
}

// --- conditions ---

// "type IN ('strike','clash')": names of ours, never text from outside.
static void names_in_mask(query *q, const char *column, uint32_t mask, int count,
                          const char *(*name)(int)) {
    condition(q, column);
    const char *lead = " IN ('";
    for (int i = 0; i < count; i++)
        if (mask & 1u << i) {
            say(q, lead);
            say(q, name(i));
            lead = "','";
        }
    say(q, lead[0] == ' ' ? " IN ('')" : "')"); // a mask of unknown bits lets nothing pass
}

static const char *name_of_type(int type) {
    return dln_type_name((dln_incident_type)type);
}

static const char *name_of_status(int status) {
    return dln_status_name((dln_incident_status)status);
}

// NULL is what nobody has looked at.
static void conditions_of_review(query *q) {
    uint32_t reviews = q->filter->reviews;
    if (!reviews) {
        condition(q, "i.review IS NOT 'rejected'");
        return;
    }
    if (!(reviews & 1u << DLN_REVIEW_NONE))
        condition(q, "i.review IS NOT NULL");
    if (!(reviews & 1u << DLN_REVIEW_ACCEPTED))
        condition(q, "i.review IS NOT 'accepted'");
    if (!(reviews & 1u << DLN_REVIEW_REJECTED))
        condition(q, "i.review IS NOT 'rejected'");
}

static void conditions_of_words(query *q) {
    const dln_filter *filter = q->filter;
    if (filter->types)
        names_in_mask(q, "i.type", filter->types, DLN_INCIDENT_TYPES, name_of_type);
    uint32_t happened = 1u << DLN_REPORTED | 1u << DLN_CLAIMED | 1u << DLN_ALLEGED;
    names_in_mask(q, "i.status", filter->statuses ? filter->statuses : happened,
                  DLN_INCIDENT_STATUSES, name_of_status);
    conditions_of_review(q);
    if (filter->actor.data) {
        condition(q, "contains_folded(i.actor, ?)");
        value_str(q, filter->actor);
    }
    if (filter->weapon.data) { // "drone" may stand as the weapon or as the kind of strike
        condition(q, "(contains_folded(i.weapon, ?) OR contains_folded(i.subtype, ?))");
        value_str(q, filter->weapon);
        value_str(q, filter->weapon);
    }
}

static void conditions_of_days(query *q) {
    const dln_filter *filter = q->filter;
    if (filter->since != DLN_DAY_NONE) {
        condition(q, "i.date_end >= ?");
        value_day(q, filter->since);
    }
    if (filter->until != DLN_DAY_NONE) {
        condition(q, "i.date_start <= ?");
        value_day(q, filter->until);
    }
}

static void conditions(query *q) {
    const dln_filter *filter = q->filter;
    conditions_of_words(q);
    conditions_of_days(q);
    if (filter->min_confidence > 0) {
        condition(q, "i.confidence >= ?");
        value_double(q, filter->min_confidence);
    }
    if (filter->report.data) {
        condition(q, "i.id IN (SELECT e.incident_id FROM evidence e JOIN report r"
                     " ON r.key = e.report_key WHERE r.id = ?)");
        value_str(q, filter->report);
    }
    if (is_spatial(filter)) {
        condition(q, "near_filter(?, i.lon, i.lat, m.geom, m.rough)");
        value_filter(q);
    }
}

static void build(query *q) {
    q->has_condition = false;
    if (is_spatial(q->filter)) {
        // CROSS JOIN: the R-tree always comes first.
        say(q, "SELECT i.id FROM (");
        search(q);
        say(q, ") AS found CROSS JOIN incident i ON i.id = found.pkid"
               " LEFT JOIN movement m ON m.id = i.id");
    } else {
        say(q, "SELECT i.id FROM incident i");
    }
    conditions(q);
    say(q, " ORDER BY i.date_start NULLS LAST, i.id LIMIT ?");
    if (q->binds)
        dln_bind_int(&q->binding, q->filter->limit ? (int64_t)q->filter->limit : -1);
}

static dln_status prepare(dln_store *store, query *q, dln_error *err) {
    build(q);
    if (q->sql.failed)
        return dln_fail_memory(err);
    q->binding = (dln_binding){.store = store, .next = 1};
    int code = sqlite3_prepare_v2(store->db, q->sql.data, (int)q->sql.len + 1,
                                  &q->binding.statement, NULL);
    if (code != SQLITE_OK)
        return dln_database_fail(store, code, err);
    q->binds = true;
    build(q);
    return DLN_OK;
}

static dln_status visit_all(dln_store *store, query *q, dln_record_visitor visit, void *context,
                            dln_error *err) {
    dln_arena *arena = NULL;
    dln_status status = dln_arena_new(&arena, err);
    while (status == DLN_OK) {
        bool more = false;
        status = dln_binding_step(&q->binding, &more, err);
        if (status != DLN_OK || !more)
            break;
        dln_record record;
        dln_arena_reset(arena);
        status = dln_record_read(store, sqlite3_column_int64(q->binding.statement, 0), arena,
                                 &record, err);
        if (status == DLN_OK)
            status = visit(context, &record, err);
    }
    dln_arena_free(arena);
    return status;
}

static dln_status check_filter(const dln_filter *filter, dln_error *err) {
    if (filter->has_near &&
        !(dln_lonlat_is_valid(filter->near) && filter->within_m >= 0 && isfinite(filter->within_m)))
        return dln_fail(err, DLN_INVALID, "near: not a position or not a distance");
    if (filter->has_box && !dln_box_is_valid(filter->box))
        return dln_fail(err, DLN_INVALID,
                        "the box is not west,south,east,north in degrees with south <= north");
    return DLN_OK;
}

dln_status dln_store_query(dln_store *store, const dln_filter *filter, dln_record_visitor visit,
                           void *context, dln_error *err) {
    dln_status status = check_filter(filter, err);
    if (status != DLN_OK)
        return status;
    // All that is read belongs to one moment, whatever another process writes meanwhile.
    bool inside = !sqlite3_get_autocommit(store->db); // a visitor of a visitor
    if (!inside)
        status = dln_database_do(store, DLN_SQL_BEGIN_READ, err);
    if (status != DLN_OK)
        return status;
    query q = {.filter = filter};
    status = prepare(store, &q, err);
    if (status == DLN_OK)
        status = visit_all(store, &q, visit, context, err);
    sqlite3_finalize(q.binding.statement);
    dln_buffer_free(&q.sql);
    if (!inside)
        dln_database_rollback(store);
    return status;
}

dln_status dln_store_get(dln_store *store, int64_t id, dln_arena *arena, dln_record *out,
                         dln_error *err) {
    dln_status status = dln_record_read(store, id, arena, out, err);
    return status == DLN_NOT_FOUND ? dln_incident_expect(store, id, err) : status;
}
