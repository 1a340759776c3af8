#include <math.h>
#include <stdlib.h>

#include "unit/store/fixture.h"

// A pseudo-random number in [low, high): the same in every run.
static double between(uint32_t *seed, double low, double high) {
    *seed = *seed * 1664525u + 1013904223u;
    return low + (high - low) * (*seed >> 8) / 16777216.0;
}

#define SCATTERED 400

// Points and ways around `center`, up to a few degrees of longitude and latitude away.
static void scatter(fixture *f, dln_lonlat center, dln_incident *out) {
    uint32_t seed = 42;
    double wide = 4 / fmax(cos(center.lat * 3.14159265358979 / 180), 0.05);
    for (int i = 0; i < SCATTERED; i++) {
        double lon = dln_wrap_lon(center.lon + between(&seed, -wide, wide));
        double lat = fmin(center.lat + between(&seed, -4, 4), 89.9);
        out[i] = strike_at("P", lon, lat);
        out[i].when.first = out[i].when.last = day(2000, 1, 1) + i; // nothing merges
        if (i % 4 == 0)
            out[i].origin = place_at("O", dln_wrap_lon(lon + between(&seed, -40, 40)),
                                     fmin(lat + between(&seed, -8, 8), 89.9));
    }
    ingest(f, "r", "text", out, SCATTERED);
}

static double distance_to(const dln_incident *incident, dln_lonlat at) {
    double best = dln_distance_m(incident->where.at, at);
    dln_lonlat line[DLN_VIA_MAX + 2];
    size_t count = dln_incident_line(incident, line);
    for (size_t i = 1; i < count; i++)
        best = fmin(best, dln_segment_distance_m(at, line[i - 1], line[i]));
    return best;
}

static void check_near(fixture *f, const dln_incident *all, dln_lonlat center, double within_m) {
    dln_filter filter;
    dln_filter_init(&filter);
    filter.has_near = true;
    filter.near = center;
    filter.within_m = within_m;
    static int64_t ids[SCATTERED];
    size_t count = query_ids(f, &filter, ids, SCATTERED), expected = 0, at = 0;
    for (int i = 0; i < SCATTERED; i++) {
        double distance = distance_to(&all[i], center);
        bool found = at < count && ids[at] == i + 1;
        at += found;
        expected += distance <= within_m;
        // Lines are stored in steps along the great circle: 100 m of room for rounding.
        if (fabs(distance - within_m) > 100)
            assert_int_equal(found, distance <= within_m);
    }
    assert_true(expected > 0 && expected < SCATTERED);
}

static void check_around(dln_lonlat center) {
    void *state = NULL;
    assert_int_equal(fixture_set_up(&state), 0);
    fixture *f = state;
    dln_incident *all = calloc(SCATTERED, sizeof *all);
    fixture_open(f, DLN_STORE_WRITE);
    scatter(f, center, all);
    check_near(f, all, center, 50e3);
    check_near(f, all, center, 250e3);
    free(all);
    fixture_tear_down(&state);
}

static void near_finds_what_a_full_scan_finds(void **state) {
    (void)state;
    static const double latitudes[] = {0, 36, 60, 80, -36, -80, 88};
    static const double longitudes[] = {40, 179.9, -179.9};
    for (size_t i = 0; i < sizeof latitudes / sizeof latitudes[0]; i++)
        for (size_t j = 0; j < sizeof longitudes / sizeof longitudes[0]; j++)
            check_around((dln_lonlat){longitudes[j], latitudes[i]});
}

static void a_box_may_cross_the_antimeridian(void **state) {
    fixture *f = *state;
    fixture_open(f, DLN_STORE_WRITE);
    dln_incident all[3] = {strike_at("west", 179.5, 10), strike_at("east", -179.5, 10),
                           strike_at("far", 0, 10)};
    ingest(f, "r", "text", all, 3);
    dln_filter filter;
    dln_filter_init(&filter);
    filter.has_box = true;
    filter.box = (dln_box){179, 0, -179, 20};
    int64_t ids[3];
    assert_int_equal(query_ids(f, &filter, ids, 3), 2);
    assert_true(ids[0] == 1 && ids[1] == 2);
    filter.box = (dln_box){-1, 0, 1, 20};
    assert_int_equal(query_ids(f, &filter, ids, 3), 1);
}

static void a_way_through_an_area_counts_though_both_ends_lie_outside(void **state) {
    fixture *f = *state;
    fixture_open(f, DLN_STORE_WRITE);
    dln_incident through = strike_at("end", 50, 30);
    through.type = DLN_MOVEMENT;
    through.origin = place_at("start", 30, 30);
    dln_incident past = through;
    past.where.at.lat = past.origin.at.lat = 20;
    dln_incident both[2] = {through, past};
    ingest(f, "r", "text", both, 2);
    dln_filter filter;
    dln_filter_init(&filter);
    filter.has_box = true;
    filter.box = (dln_box){39, 25, 41, 35};
    assert_int_equal(query_ids(f, &filter, NULL, 0), 1);
    filter.has_box = false;
    static const dln_lonlat ring[] = {{39, 25}, {41, 25}, {41, 35}, {39, 35}};
    static const uint32_t ends[] = {4};
    dln_polygon area = {ring, ends, 1, {39, 25, 41, 35}};
    filter.area = &area;
    filter.area_count = 1;
    assert_int_equal(query_ids(f, &filter, NULL, 0), 1);
    filter.area_count = 0;
    filter.has_near = true;
    filter.near = (dln_lonlat){40, 30.8}; // the great circle runs north of the parallel
    filter.within_m = 60e3;
    assert_int_equal(query_ids(f, &filter, NULL, 0), 1);
}

static void a_hole_in_an_area_is_outside(void **state) {
    fixture *f = *state;
    fixture_open(f, DLN_STORE_WRITE);
    dln_incident all[2] = {strike_at("in the hole", 5, 5), strike_at("in the ring", 1, 1)};
    ingest(f, "r", "text", all, 2);
    static const dln_lonlat points[] = {{0, 0}, {10, 0}, {10, 10}, {0, 10},
                                        {4, 4}, {6, 4},  {6, 6},   {4, 6}};
    static const uint32_t ends[] = {4, 8};
    dln_polygon area = {points, ends, 2, {0, 0, 10, 10}};
    dln_filter filter;
    dln_filter_init(&filter);
    filter.area = &area;
    filter.area_count = 1;
    int64_t ids[2];
    assert_int_equal(query_ids(f, &filter, ids, 2), 1);
    assert_int_equal(ids[0], 2);
}

static void without_a_status_only_what_happened_is_found(void **state) {
    fixture *f = *state;
    fixture_open(f, DLN_STORE_WRITE);
    dln_incident all[DLN_INCIDENT_STATUSES];
    for (int i = 0; i < DLN_INCIDENT_STATUSES; i++) {
        all[i] = strike_at("somewhere", 10 * i, 0);
        all[i].status = (dln_incident_status)i;
    }
    ingest(f, "r", "text", all, DLN_INCIDENT_STATUSES);
    dln_filter filter;
    dln_filter_init(&filter);
    assert_int_equal(query_ids(f, &filter, NULL, 0), 3);
    filter.statuses = 1u << DLN_THREATENED;
    int64_t id;
    assert_int_equal(query_ids(f, &filter, &id, 1), 1);
    assert_int_equal(id, DLN_THREATENED + 1);
}

static void the_other_filters_work_alone_and_together(void **state) {
    fixture *f = *state;
    fixture_open(f, DLN_STORE_WRITE);
    dln_incident all[3] = {strike_at("a", 0, 0), strike_at("b", 10, 0), strike_at("c", 20, 0)};
    all[0].actor = DLN_STR("Хезболла");
    all[0].when.first = all[0].when.last = day(2024, 1, 31);
    all[1].subtype = DLN_STR("drone");
    all[1].when = (dln_when){day(2024, 2, 1), day(2024, 2, 29), DLN_DATE_MONTH};
    all[1].confidence = 0.3;
    all[2].type = DLN_CLASH;
    all[2].when = (dln_when){DLN_DAY_NONE, DLN_DAY_NONE, DLN_DATE_OPEN};
    ingest(f, "r", "text", all, 3);
    dln_filter filter;
    int64_t ids[3];
    dln_filter_init(&filter);
    assert_int_equal(query_ids(f, &filter, ids, 3), 3);
    assert_true(ids[0] == 1 && ids[1] == 2 && ids[2] == 3); // undated last
    filter.limit = 2;
    assert_int_equal(query_ids(f, &filter, NULL, 0), 2);
    dln_filter_init(&filter);
    filter.actor = DLN_STR("хезБОЛ");
    assert_int_equal(query_ids(f, &filter, NULL, 0), 1);
    dln_filter_init(&filter);
    filter.weapon = DLN_STR("DRONE");
    assert_int_equal(query_ids(f, &filter, ids, 3), 1);
    assert_int_equal(ids[0], 2);
    dln_filter_init(&filter);
    filter.since = day(2024, 2, 10); // inside the month
    assert_int_equal(query_ids(f, &filter, ids, 3), 1);
    filter.until = day(2024, 2, 12);
    assert_int_equal(query_ids(f, &filter, ids, 3), 1);
    filter.min_confidence = 0.5;
    assert_int_equal(query_ids(f, &filter, ids, 3), 0);
    dln_filter_init(&filter);
    filter.types = 1u << DLN_CLASH;
    filter.report = DLN_STR("r");
    assert_int_equal(query_ids(f, &filter, NULL, 0), 1);
    filter.report = DLN_STR("r' OR 1 --");
    assert_int_equal(query_ids(f, &filter, NULL, 0), 0);
}

static dln_status stop(void *context, const dln_record *record, dln_error *err) {
    (void)record;
    ++*(int *)context;
    return dln_fail(err, DLN_IO, "enough");
}

static void a_visitor_can_stop_the_query(void **state) {
    fixture *f = *state;
    fixture_open(f, DLN_STORE_WRITE);
    dln_incident all[2] = {strike_at("a", 0, 0), strike_at("b", 10, 0)};
    ingest(f, "r", "text", all, 2);
    dln_filter filter;
    dln_filter_init(&filter);
    int calls = 0;
    assert_int_equal(dln_store_query(f->store, &filter, stop, &calls, &f->err), DLN_IO);
    assert_int_equal(calls, 1);
    assert_string_equal(f->err.message, "enough");
    assert_int_equal(query_ids(f, &filter, NULL, 0), 2); // and the store still works
}

static void a_filter_without_sense_is_refused(void **state) {
    fixture *f = *state;
    fixture_open(f, DLN_STORE_WRITE);
    dln_filter filter;
    int calls = 0;
    dln_filter_init(&filter);
    filter.has_near = true;
    filter.near = (dln_lonlat){0, 91};
    assert_int_equal(dln_store_query(f->store, &filter, stop, &calls, &f->err), DLN_INVALID);
    dln_filter_init(&filter);
    filter.has_box = true;
    filter.box = (dln_box){0, 10, 10, 0};
    assert_int_equal(dln_store_query(f->store, &filter, stop, &calls, &f->err), DLN_INVALID);
    assert_int_equal(calls, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(near_finds_what_a_full_scan_finds),
        TEST(a_box_may_cross_the_antimeridian),
        TEST(a_way_through_an_area_counts_though_both_ends_lie_outside),
        TEST(a_hole_in_an_area_is_outside),
        TEST(without_a_status_only_what_happened_is_found),
        TEST(the_other_filters_work_alone_and_together),
        TEST(a_visitor_can_stop_the_query),
        TEST(a_filter_without_sense_is_refused),
    };
    return cmocka_run_group_tests_name("query", tests, NULL, NULL);
}
