#include <math.h>
#include <stdlib.h>

#include "dateline/edit.h"
#include "dateline/sql.h"
#include "dateline/tally.h"

#include "store/filter_sql.h"
#include "unit/store/fixture.h"

// A pseudo-random number in [low, high): the same in every run.
static double between(uint32_t *seed, double low, double high) {
    *seed = *seed * 1664525u + 1013904223u;
    return low + (high - low) * (*seed >> 8) / 16777216.0;
}

#define SCATTERED 300

// Points around `center`, and a way from every fifth.
static void scatter(fixture *f, dln_lonlat center, dln_incident *out) {
    uint32_t seed = 7;
    double wide = 3 / fmax(cos(center.lat * 3.14159265358979 / 180), 0.05);
    for (int i = 0; i < SCATTERED; i++) {
        double lon = dln_wrap_lon(center.lon + between(&seed, -wide, wide));
        double lat = fmin(center.lat + between(&seed, -3, 3), 89.9);
        out[i] = strike_at("P", lon, lat);
        out[i].when.first = out[i].when.last = day(2000, 1, 1) + i; // nothing merges
        if (i % 5 == 0)
            out[i].origin = place_at("O", dln_wrap_lon(lon + between(&seed, -20, 20)),
                                     fmin(lat + between(&seed, -4, 4), 89.9));
    }
    ingest(f, "r", "text", out, SCATTERED);
}

static double distance_to(const dln_incident *incident, dln_lonlat at) {
    double best = dln_distance_m(incident->where.at, at);
    if (incident->origin.located)
        best = fmin(best, dln_segment_distance_m(at, incident->origin.at, incident->where.at));
    return best;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

typedef struct distances {
    double items[SCATTERED];
    size_t count;
} distances;

static dln_status keep_distance(void *context, const dln_record *record, dln_error *err) {
    (void)err;
    distances *all = context;
    all->items[all->count++] = record->distance_m;
    return DLN_OK;
}

// The nearest ten of a full scan are those that the circles find, in the same order.
static void check_nearest(fixture *f, const dln_incident *all, dln_lonlat center) {
    double expected[SCATTERED];
    for (int i = 0; i < SCATTERED; i++)
        expected[i] = distance_to(&all[i], center);
    qsort(expected, SCATTERED, sizeof *expected, by_value);
    dln_filter filter;
    dln_filter_init(&filter);
    filter.has_near = true;
    filter.near = center;
    filter.nearest = 10;
    distances found = {.count = 0};
    assert_int_equal(dln_store_query(f->store, &filter, keep_distance, &found, &f->err), DLN_OK);
    assert_int_equal(found.count, 10);
    for (int i = 0; i < 10; i++) // lines are stored in steps along the great circle
        assert_near(found.items[i], expected[i], 100);
}

// The distance between two great circles' stretches, by dense steps.
static double distance_between(dln_lonlat a, dln_lonlat b, dln_lonlat c, dln_lonlat d) {
    double best = INFINITY, length = dln_great_circle_m(a, b), bearing = dln_bearing_deg(a, b);
    for (int i = 0; i <= 400; i++)
        best = fmin(best, dln_segment_distance_m(dln_travel(a, bearing, length * i / 400), c, d));
    return best;
}

static void check_along(fixture *f, const dln_incident *all, dln_lonlat center) {
    double lat = fmin(center.lat + 1, 89);
    dln_lonlat road[3] = {{dln_wrap_lon(center.lon - 2), center.lat - 1},
                          center,
                          {dln_wrap_lon(center.lon + 3), lat}};
    dln_polyline line = {road, 3};
    dln_filter filter;
    dln_filter_init(&filter);
    filter.along = &line;
    filter.along_count = 1;
    filter.along_m = 60e3;
    static int64_t ids[SCATTERED];
    size_t count = query_ids(f, &filter, ids, SCATTERED), at = 0, expected = 0;
    for (int i = 0; i < SCATTERED; i++) {
        double distance = INFINITY;
        for (int s = 0; s < 2; s++) {
            const dln_incident *in = &all[i];
            distance = fmin(distance, dln_segment_distance_m(in->where.at, road[s], road[s + 1]));
            if (in->origin.located)
                distance = fmin(
                    distance, distance_between(in->origin.at, in->where.at, road[s], road[s + 1]));
        }
        bool found = at < count && ids[at] == i + 1;
        at += found;
        expected += distance <= filter.along_m;
        if (fabs(distance - filter.along_m) > 3000) // the dense steps are that rough
            assert_int_equal(found, distance <= filter.along_m);
    }
    assert_true(expected > 0 && expected < SCATTERED);
}

static void nearest_and_along_find_what_a_full_scan_finds(void **state) {
    (void)state;
    static const double latitudes[] = {0, 36, 60, 80, -36};
    static const double longitudes[] = {40, 179.9, -179.9};
    for (size_t i = 0; i < sizeof latitudes / sizeof latitudes[0]; i++)
        for (size_t j = 0; j < sizeof longitudes / sizeof longitudes[0]; j++) {
            dln_lonlat center = {longitudes[j], latitudes[i]};
            void *made = NULL;
            assert_int_equal(fixture_set_up(&made), 0);
            fixture *f = made;
            dln_incident *all = calloc(SCATTERED, sizeof *all);
            fixture_open(f, DLN_STORE_WRITE);
            scatter(f, center, all);
            check_nearest(f, all, center);
            check_along(f, all, center);
            free(all);
            fixture_tear_down(&made);
        }
}

static dln_where region_at(const char *name, double lon, double lat) {
    dln_where where = place_at(name, lon, lat);
    where.radius_m = 400e3;
    where.precision = DLN_GEO_REGION;
    return where;
}

// From the middle of one country to the middle of another: what lies between was not told.
static void a_way_between_countries_is_near_nothing_on_the_line(void **state) {
    fixture *f = *state;
    dln_incident in = strike_at("B", 50, 30);
    in.where = in.destination = region_at("B", 50, 30);
    in.origin = region_at("A", 40, 30);
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "text", &in, 1);
    dln_filter filter;
    dln_filter_init(&filter);
    filter.has_near = true;
    filter.near = (dln_lonlat){45, 30.1};
    filter.within_m = 50e3;
    assert_int_equal(query_ids(f, &filter, NULL, 0), 0);
    in.origin = place_at("A", 40, 30); // an end that is known
    in.when.first = in.when.last = day(2024, 9, 1);
    ingest(f, "r2", "text", &in, 1);
    filter.near = (dln_lonlat){40, 30.1};
    assert_int_equal(query_ids(f, &filter, NULL, 0), 1);
    filter.near = (dln_lonlat){45, 30.1};
    assert_int_equal(query_ids(f, &filter, NULL, 0), 0);
    in.where = in.destination = place_at("B", 50, 30); // both
    in.when.first = in.when.last = day(2024, 10, 1);
    ingest(f, "r3", "text", &in, 1);
    assert_int_equal(query_ids(f, &filter, NULL, 0), 1);
    dln_filter_init(&filter);
    filter.has_box = true;
    filter.box = (dln_box){44, 29, 46, 31}; // between the two: only the one that is known
    assert_int_equal(query_ids(f, &filter, NULL, 0), 1);
    filter.box = (dln_box){49, 29, 51, 31}; // the others end in a country that is not in it
    assert_int_equal(query_ids(f, &filter, NULL, 0), 1);
    filter.box = (dln_box){44, 24, 56, 36}; // but in this
    assert_int_equal(query_ids(f, &filter, NULL, 0), 3);
}

static bool is_in_box(fixture *f, dln_box box) {
    dln_filter filter;
    dln_filter_init(&filter);
    filter.has_box = true;
    filter.box = box;
    return query_ids(f, &filter, NULL, 0) == 1;
}

static bool is_in_area(fixture *f, dln_box box) {
    const dln_lonlat ring[] = {
        {box.west, box.south}, {box.east, box.south}, {box.east, box.north}, {box.west, box.north}};
    const uint32_t end = 4;
    const dln_polygon area = {ring, &end, 1, box};
    dln_filter filter;
    dln_filter_init(&filter);
    filter.area = &area;
    filter.area_count = 1;
    return query_ids(f, &filter, NULL, 0) == 1;
}

static bool is_near(fixture *f, dln_lonlat at, double within_m) {
    dln_filter filter;
    dln_filter_init(&filter);
    filter.has_near = true;
    filter.near = at;
    filter.within_m = within_m;
    return query_ids(f, &filter, NULL, 0) == 1;
}

static bool is_along(fixture *f, dln_lonlat from, dln_lonlat to, double within_m) {
    const dln_lonlat points[] = {from, to};
    const dln_polyline line = {points, 2};
    dln_filter filter;
    dln_filter_init(&filter);
    filter.along = &line;
    filter.along_count = 1;
    filter.along_m = within_m;
    return query_ids(f, &filter, NULL, 0) == 1;
}

// Known to be in a country of 400 km around its middle: nothing is said of the town at the middle.
static void a_country_is_where_all_of_it_is(void **state) {
    fixture *f = *state;
    dln_incident in = strike_at("A", 40, 30);
    in.where = region_at("A", 40, 30);
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "text", &in, 1);
    assert_false(is_near(f, (dln_lonlat){40, 30}, 50e3));
    assert_false(is_near(f, (dln_lonlat){40, 30}, 399e3));
    assert_true(is_near(f, (dln_lonlat){40, 30}, 401e3));
    assert_false(is_near(f, (dln_lonlat){41, 30}, 401e3));
    assert_false(is_in_box(f, (dln_box){39, 29, 41, 31}));
    assert_true(is_in_box(f, (dln_box){36, 26, 44, 34}));
    assert_false(is_in_box(f, (dln_box){41, 26, 49, 34})); // its middle lies beside
    assert_false(is_in_area(f, (dln_box){39, 29, 41, 31}));
    assert_true(is_in_area(f, (dln_box){36, 26, 44, 34}));
    assert_false(is_along(f, (dln_lonlat){40, 25}, (dln_lonlat){40, 35}, 10e3));
    assert_true(is_along(f, (dln_lonlat){40, 25}, (dln_lonlat){40, 35}, 401e3));
}

static void a_country_at_the_antimeridian_is_in_a_box_across_it(void **state) {
    fixture *f = *state;
    dln_incident in = strike_at("A", 179.5, -18);
    in.where = region_at("A", 179.5, -18);
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "text", &in, 1);
    assert_true(is_in_box(f, (dln_box){175, -22, -176, -14}));
    assert_false(is_in_box(f, (dln_box){179, -19, -179, -17}));
    assert_true(is_near(f, (dln_lonlat){-179.8, -18}, 500e3));
}

static void between_asks_for_the_direction(void **state) {
    fixture *f = *state;
    dln_incident in = strike_at("B", 50, 30);
    in.type = DLN_MOVEMENT;
    in.destination = in.where;
    in.origin = place_at("A", 40, 30);
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "text", &in, 1);
    dln_way_end a = {NULL, {40.1, 30}, 25e3}, b = {NULL, {50, 30.1}, 25e3};
    dln_filter filter;
    dln_filter_init(&filter);
    filter.from = &a;
    filter.to = &b;
    assert_int_equal(query_ids(f, &filter, NULL, 0), 1);
    filter.from = &b;
    filter.to = &a;
    assert_int_equal(query_ids(f, &filter, NULL, 0), 0);
}

typedef struct sums {
    dln_tally items[16];
    char keys[16][16];
    size_t count;
} sums;

static dln_status keep_tally(void *context, const dln_tally *tally, dln_error *err) {
    (void)err;
    sums *all = context;
    all->items[all->count] = *tally;
    snprintf(all->keys[all->count++], sizeof all->keys[0], "%.*s", DLN_STR_ARG(tally->key));
    return DLN_OK;
}

static sums count_by(fixture *f, dln_grouping grouping, const dln_filter *filter) {
    sums all = {.count = 0};
    if (dln_store_tally(f->store, filter, grouping, keep_tally, &all, &f->err) != DLN_OK)
        fail_msg("%s", f->err.message);
    return all;
}

static void groups_have_sums_and_are_in_order(void **state) {
    fixture *f = *state;
    dln_incident all[4] = {strike_at("A", 40, 30), strike_at("A", 40, 30), strike_at("B", 50, 30),
                           strike_at("C", 60, 30)};
    all[0].fatalities = (dln_count){true, 3, DLN_COUNT_OPEN};
    all[1].fatalities = (dln_count){true, 2, 5};
    all[1].type = DLN_CLASH;
    all[2].when.first = all[2].when.last = day(2024, 8, 12);
    all[3].when = (dln_when){DLN_DAY_NONE, DLN_DAY_NONE, DLN_DATE_OPEN};
    all[3].where = (dln_where){0};
    all[3].status = DLN_CLAIMED;
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "text", all, 4);
    dln_filter filter;
    dln_filter_init(&filter);
    sums s = count_by(f, DLN_BY_NOTHING, &filter);
    assert_int_equal(s.items[0].incidents, 4);
    assert_int_equal(s.items[0].fatalities, 5);
    assert_int_equal(s.items[0].fatalities_high, 8);
    assert_int_equal(s.items[0].unplaced, 1);
    assert_int_equal(s.items[0].unsure, 1);
    assert_int_equal(s.items[0].last, day(2024, 8, 12));
    s = count_by(f, DLN_BY_TYPE, &filter);
    assert_int_equal(s.count, 2);
    assert_string_equal(s.keys[0], "strike");
    assert_int_equal(s.items[0].incidents, 3);
    s = count_by(f, DLN_BY_WEEK, &filter);
    assert_int_equal(s.count, 3);
    assert_string_equal(s.keys[0], "2024-08-05");
    assert_string_equal(s.keys[1], "2024-08-12");
    assert_null(s.items[2].key.data);
    s = count_by(f, DLN_BY_MONTH, &filter);
    assert_string_equal(s.keys[0], "2024-08");
    s = count_by(f, DLN_BY_PLACE, &filter);
    assert_string_equal(s.keys[0], "A");
    assert_near(s.items[0].at.lon, 40, 1e-9);
    filter.limit = 1;
    assert_int_equal(count_by(f, DLN_BY_PLACE, &filter).count, 1);
    filter.nearest = 3;
    filter.has_near = true;
    assert_int_equal(dln_store_tally(f->store, &filter, DLN_BY_TYPE, keep_tally, &s, &f->err),
                     DLN_INVALID);
}

static void an_empty_database_has_nothing_to_sum(void **state) {
    fixture *f = *state;
    fixture_open(f, DLN_STORE_WRITE);
    dln_filter filter;
    dln_filter_init(&filter);
    sums s = count_by(f, DLN_BY_NOTHING, &filter);
    assert_int_equal(s.count, 1);
    assert_int_equal(s.items[0].incidents, 0);
    assert_int_equal(s.items[0].first, DLN_DAY_NONE);
    assert_int_equal(count_by(f, DLN_BY_TYPE, &filter).count, 0);
}

// The plan in one text: what SQLite means to do.
static void explain(fixture *f, const dln_filter *filter, char *out, size_t size) {
    dln_selection selection = {.columns = "i.id", .tail = ""};
    dln_filter_sql q;
    char text[32768];
    sqlite3_stmt *plan = NULL;
    if (dln_filter_prepare(f->store, filter, &selection, &q, &f->err) != DLN_OK)
        fail_msg("%s", f->err.message);
    snprintf(text, sizeof text, "EXPLAIN QUERY PLAN %s", sqlite3_sql(q.binding.statement));
    assert_int_equal(sqlite3_prepare_v2(f->store->db, text, -1, &plan, NULL), SQLITE_OK);
    *out = '\0';
    for (size_t used = 0; sqlite3_step(plan) == SQLITE_ROW && used < size;)
        used += (size_t)snprintf(out + used, size - used, "%s\n",
                                 (const char *)sqlite3_column_text(plan, 3));
    sqlite3_finalize(plan);
    dln_filter_finish(&q);
}

static void spatial_questions_go_by_the_index(void **state) {
    fixture *f = *state;
    fixture_open(f, DLN_STORE_WRITE);
    static const dln_lonlat points[] = {{44, 33}, {45, 33}, {45, 34}};
    static const uint32_t end = 3;
    dln_polygon area = {points, &end, 1, {44, 33, 45, 34}};
    dln_polyline line = {points, 3};
    dln_filter filters[4];
    for (int i = 0; i < 4; i++)
        dln_filter_init(&filters[i]);
    filters[0].has_near = true;
    filters[0].near = points[0];
    filters[0].within_m = 50e3;
    filters[1].area = &area;
    filters[1].area_count = 1;
    filters[2].has_box = true;
    filters[2].box = (dln_box){170, 0, -170, 10};
    filters[3].along = &line;
    filters[3].along_count = 1;
    filters[3].along_m = 10e3;
    for (int i = 0; i < 4; i++) {
        char plan[32768];
        explain(f, &filters[i], plan, sizeof plan);
        assert_non_null(strstr(plan, "SCAN r VIRTUAL TABLE INDEX"));
        assert_non_null(strstr(plan, "SEARCH m USING INTEGER PRIMARY KEY"));
        assert_non_null(strstr(plan, "SEARCH i USING INTEGER PRIMARY KEY"));
        assert_null(strstr(plan, "SCAN i\n"));
        assert_null(strstr(plan, "SCAN m\n"));
    }
}

static dln_status count_rows(void *context, const dln_sql_row *row, dln_error *err) {
    (void)row;
    (void)err;
    ++*(size_t *)context;
    return DLN_OK;
}

static bool at_once(void *context) {
    (void)context;
    return true;
}

static void users_sql_reads_and_does_nothing_else(void **state) {
    fixture *f = *state;
    dln_incident in = strike_at("A", 40, 30);
    dln_sql_options options = {0};
    size_t rows = 0;
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "text", &in, 1);
    assert_int_equal(
        dln_store_sql(f->store, DLN_STR("SELECT 1"), &options, count_rows, &rows, &f->err),
        DLN_INVALID); // of a store that could write
    fixture_close(f);
    fixture_open(f, DLN_STORE_READ);
    static const char *const refused[] = {
        "DELETE FROM incident",
        "UPDATE report SET text = ''",
        "INSERT INTO place (name) VALUES ('x')",
        "DELETE FROM idx_incident_geom",
        "ATTACH 'other.sqlite' AS other",
        "DETACH main",
        "PRAGMA query_only = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA user_version = 9",
        "SELECT load_extension('x')",
        "SELECT DropTable(NULL, 'incident')",
        "CREATE TEMP TABLE t (a)",
        "VACUUM INTO 'x.sqlite'",
        "BEGIN IMMEDIATE",
        "REINDEX",
        "UPDATE sqlite_master SET sql = ''",
        "SELECT 1; DELETE FROM incident",
        "SELECT ?",
        "",
        "not sql",
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        dln_status status =
            dln_store_sql(f->store, dln_str_from(refused[i]), &options, count_rows, &rows, &f->err);
        if (status != DLN_INVALID)
            fail_msg("%s: %d", refused[i], (int)status);
    }
    assert_int_equal(rows, 0);
    static const char *const allowed[] = {
        "SELECT * FROM strikes",
        "SELECT AsText(geom) FROM incident -- a comment\n;",
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 1) SELECT x FROM n",
        "SELECT * FROM idx_incident_geom",
        ("SELECT * FROM SpatialIndex WHERE f_table_name = 'incident' AND search_frame ="
         " BuildMbr(39, 29, 41, 31)"),
        "PRAGMA user_version",
        "SELECT count(*) FROM pragma_foreign_key_check",
    };
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if (dln_store_sql(f->store, dln_str_from(allowed[i]), &options, count_rows, &rows,
                          &f->err) != DLN_OK)
            fail_msg("%s: %s", allowed[i], f->err.message);
    assert_int_equal(rows, 7);
    options.must_stop = at_once;
    assert_int_equal(dln_store_sql(f->store,
                                   DLN_STR("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT"
                                           " x + 1 FROM n) SELECT max(x) FROM n"),
                                   &options, count_rows, &rows, &f->err),
                     DLN_BUSY);
    dln_filter filter; // and the store goes on
    dln_filter_init(&filter);
    assert_int_equal(query_ids(f, &filter, NULL, 0), 1);
}

int main(void) {
#define WITH_DATABASE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearest_and_along_find_what_a_full_scan_finds),
        WITH_DATABASE(a_way_between_countries_is_near_nothing_on_the_line),
        WITH_DATABASE(a_country_is_where_all_of_it_is),
        WITH_DATABASE(a_country_at_the_antimeridian_is_in_a_box_across_it),
        WITH_DATABASE(between_asks_for_the_direction),
        WITH_DATABASE(groups_have_sums_and_are_in_order),
        WITH_DATABASE(an_empty_database_has_nothing_to_sum),
        WITH_DATABASE(spatial_questions_go_by_the_index),
        WITH_DATABASE(users_sql_reads_and_does_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
