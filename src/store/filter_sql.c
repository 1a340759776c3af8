#include "store/filter_sql.h"

#include <math.h>

#include "store/geometry.h"
#include "store/near.h"

void dln_filter_init(dln_filter *filter) {
    *filter = (dln_filter){.since = DLN_DAY_NONE, .until = DLN_DAY_NONE};
}

// A query is made in two passes over the same conditions, so that the SQL and the values bound to
// it cannot differ: once with `sql` to write the text, once with `binding` to bind.
typedef dln_filter_sql query;

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

static void value_asked(query *q) {
    if (q->binds)
        sqlite3_bind_pointer(q->binding.statement, q->binding.next++, q->asked, DLN_ASKED_POINTER,
                             NULL);
}

// --- what the R-trees narrow down ---

// How far a place reaches around its middle that is only a country or region.
#define SPREAD "iif(geo_precision = 3, radius_m, 0)"
// As a report tells them, or as an analyst has corrected them.
#define STOPS_OF_WAY                                                                               \
    "(SELECT role, lon, lat, geo_precision, radius_m FROM stop"                                    \
    " WHERE evidence_id = m.evidence_id UNION ALL SELECT role, lon, lat, geo_precision, radius_m"  \
    " FROM way_stop WHERE movement_id = m.id)"
// Few ways have such ends: m.rough says which, and only then their stops are read.
#define END_SPREAD(bit, role)                                                                      \
    "iif(m.rough & " bit ", (SELECT radius_m FROM " STOPS_OF_WAY " WHERE role = '" role "'), 0)"
// What makes a dln_shape.
#define WAY   "m.geom, m.rough, " END_SPREAD("1", "origin") ", " END_SPREAD("2", "destination")
#define SHAPE "i.lon, i.lat, iif(i.geo_precision = 3, i.radius_m, 0), " WAY

// The box of a way across a continent holds what the way never comes near: so the line is asked
// before its incident is looked at.
static const char points_found[] = "SELECT r.pkid FROM idx_incident_geom r WHERE ";
static const char ways_found[] = "SELECT r.pkid FROM idx_movement_geom r CROSS JOIN movement m"
                                 " ON m.id = r.pkid WHERE way_is_found(?, " WAY ") AND ";

static void search_box(query *q, const char *found, dln_box box, double turn, bool *first) {
    say(q, *first ? "" : " UNION ");
    say(q, found);
    if (found == ways_found)
        value_asked(q);
    say(q, "r.xmin <= ? AND r.xmax >= ? AND r.ymin <= ? AND r.ymax >= ?");
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
            search_box(q, points_found, box, 360 * turn, first);
        search_box(q, ways_found, dln_box_with_bulge(box), 360 * turn, first);
    }
}

// One spatial condition is enough to search by, the narrowest kind first; the others are tested on
// what is found. Many areas are searched by as one box: SQLite limits the length of a UNION.
#define SEARCHED_AREAS_MAX 16
#define DEGREE             (3.14159265358979323846 / 180)

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

// A stretch of a line, with all that lies within along_m of it.
static dln_box box_of_stretch(const dln_lonlat *points, size_t count, double reach_m) {
    dln_box box = dln_box_around(points[0], reach_m);
    double longest = 0;
    for (size_t i = 1; i < count; i++) {
        dln_box more = dln_box_around(points[i], reach_m);
        bool turns = more.west > more.east || box.west > box.east ||
                     fabs(points[i].lon - points[i - 1].lon) > 180;
        box = (dln_box){turns ? -180 : fmin(box.west, more.west), fmin(box.south, more.south),
                        turns ? 180 : fmax(box.east, more.east), fmax(box.north, more.north)};
        longest = fmax(longest, dln_great_circle_m(points[i - 1], points[i]));
    }
    // How far the great circle of the longest step leaves the box towards a pole: see geometry.h.
    double angle = longest / DLN_EARTH_RADIUS_M, polar = fmax(fabs(box.south), fabs(box.north));
    double bulge = angle * angle / 8 * tan(fmin(polar, 89) * DEGREE) / DEGREE;
    box.south = fmax(box.south - bulge, -90);
    box.north = fmin(box.north + bulge, 90);
    return box;
}

// All lines in stretches, as many as a UNION may have: the longer the road, the longer they are.
static void search_along(query *q, bool *first) {
    const dln_filter *filter = q->filter;
    size_t stretches =
        filter->along_count < SEARCHED_AREAS_MAX ? SEARCHED_AREAS_MAX / filter->along_count : 1;
    if (filter->along_count > SEARCHED_AREAS_MAX) {
        search_all_turns(q, (dln_box){-180, -90, 180, 90}, first);
        return;
    }
    for (size_t i = 0; i < filter->along_count; i++) {
        const dln_polyline *line = &filter->along[i];
        size_t step = (line->count - 1 + stretches - 1) / stretches;
        for (size_t at = 0; at + 1 < line->count; at += step) {
            size_t count = at + step < line->count ? step + 1 : line->count - at;
            search_all_turns(q, box_of_stretch(line->points + at, count, filter->along_m), first);
        }
    }
}

static void search(query *q) {
    const dln_filter *filter = q->filter;
    bool first = true;
    if (filter->has_near)
        search_all_turns(q, dln_box_around(filter->near, filter->within_m), &first);
    else if (filter->has_box)
        search_all_turns(q, filter->box, &first);
    else if (!filter->area_count)
        search_along(q, &first);
    else if (filter->area_count > SEARCHED_AREAS_MAX)
        search_all_turns(q, box_of_areas(filter), &first);
    else
        for (size_t i = 0; i < filter->area_count; i++)
            search_all_turns(q, filter->area[i].box, &first);
}

bool dln_filter_is_spatial(const dln_filter *filter) {
    return filter->has_near || filter->has_box || filter->area_count > 0 || filter->along_count > 0;
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

static void conditions_of_ends(query *q) {
    if (!q->filter->from || !q->filter->to)
        return;
    condition(q, "EXISTS (SELECT 1 FROM " STOPS_OF_WAY " WHERE role = 'origin'"
                 " AND way_end_passes(?, 0, lon, lat, " SPREAD "))"
                 " AND EXISTS (SELECT 1 FROM " STOPS_OF_WAY " WHERE role = 'destination'"
                 " AND way_end_passes(?, 1, lon, lat, " SPREAD "))");
    value_asked(q);
    value_asked(q);
}

static void conditions(query *q) {
    const dln_filter *filter = q->filter;
    conditions_of_words(q);
    conditions_of_days(q);
    conditions_of_ends(q);
    if (filter->subtypes.data) {
        condition(q, "instr(',' || ? || ',', ',' || i.subtype || ',') > 0");
        value_str(q, filter->subtypes);
    }
    if (filter->min_confidence > 0) {
        condition(q, "i.confidence >= ?");
        value_double(q, filter->min_confidence);
    }
    if (filter->report.data) {
        condition(q, "i.id IN (SELECT e.incident_id FROM evidence e JOIN report r"
                     " ON r.key = e.report_key WHERE r.id = ?)");
        value_str(q, filter->report);
    }
    if (dln_filter_is_spatial(filter)) {
        condition(q, filter->area_country.data ? "near_filter(?, " SHAPE ", i.country, i.admin1)"
                                               : "near_filter(?, " SHAPE ", NULL, NULL)");
        value_asked(q);
    }
}

static void build(query *q, const dln_selection *selection) {
    q->has_condition = false;
    say(q, "SELECT ");
    say(q, selection->columns);
    if (selection->with_distance) {
        say(q, ", near_distance(?, " SHAPE ") AS distance_m");
        value_asked(q);
    }
    if (dln_filter_is_spatial(q->filter)) {
        // CROSS JOIN: the R-tree always comes first.
        say(q, " FROM (");
        search(q);
        say(q, ") AS found CROSS JOIN incident i ON i.id = found.pkid"
               " LEFT JOIN movement m ON m.id = i.id");
    } else if (q->filter->from) {
        say(q, " FROM movement m CROSS JOIN incident i ON i.id = m.id");
    } else {
        say(q, selection->scans ? " FROM incident i NOT INDEXED" : " FROM incident i");
        say(q, selection->with_way ? " LEFT JOIN movement m ON m.id = i.id" : "");
    }
    conditions(q);
    say(q, selection->tail);
}

static dln_status prepare(dln_store *store, const dln_selection *selection, query *q,
                          dln_error *err) {
    build(q, selection);
    int code = q->sql.failed ? SQLITE_NOMEM
                             : sqlite3_prepare_v2(store->db, q->sql.data, (int)q->sql.len + 1,
                                                  &q->binding.statement, NULL);
    dln_buffer_free(&q->sql);
    if (code != SQLITE_OK)
        return dln_database_fail(store, code, err);
    q->binds = true;
    build(q, selection);
    return DLN_OK;
}

dln_status dln_filter_prepare(dln_store *store, const dln_filter *filter,
                              const dln_selection *selection, dln_filter_sql *out, dln_error *err) {
    dln_filter_sql q = {.filter = filter, .binding = {.store = store, .next = 1}};
    dln_status status = dln_rtree_write(store, err); // inside of a bulk some may wait
    if (status == DLN_OK)
        status = dln_asked_new(filter, &q.asked, err);
    if (status == DLN_OK)
        status = prepare(store, selection, &q, err);
    if (status == DLN_OK)
        *out = q;
    else
        dln_filter_finish(&q);
    return status;
}

void dln_filter_finish(dln_filter_sql *q) {
    sqlite3_finalize(q->binding.statement);
    dln_asked_free(q->asked);
}

dln_status dln_filter_check(const dln_filter *filter, dln_error *err) {
    if (filter->has_near &&
        !(dln_lonlat_is_valid(filter->near) && filter->within_m >= 0 && isfinite(filter->within_m)))
        return dln_fail(err, DLN_INVALID, "near: not a position or not a distance");
    if (filter->nearest && !filter->has_near)
        return dln_fail(err, DLN_INVALID, "the nearest are asked for, but not to what");
    if (filter->has_box && !dln_box_is_valid(filter->box))
        return dln_fail(err, DLN_INVALID,
                        "the box is not west,south,east,north in degrees with south <= north");
    return DLN_OK;
}
