#include "unit/cmocka_main.h"

#include "dateline/geo.h"

static const dln_lonlat baghdad = {44.3661, 33.3152};
static const dln_lonlat damascus = {36.2765, 33.5138};

// Reference lengths: `geod +ellps=WGS84 -I` of PROJ 9.1 (Karney's algorithm, exact to nanometres).
static void a_distance_is_the_geodesic_of_the_ellipsoid(void **state) {
    (void)state;
    assert_near(dln_distance_m((dln_lonlat){0, 0}, (dln_lonlat){1, 0}), 111319.491, 0.001);
    assert_near(dln_distance_m((dln_lonlat){0, 0}, (dln_lonlat){0, 1}), 110574.389, 0.001);
    assert_near(dln_distance_m((dln_lonlat){179.5, 10}, (dln_lonlat){-179.5, 10}), 109639.322,
                0.01);
}

static void the_great_circle_is_within_six_per_mille(void **state) {
    (void)state;
    for (int lat = -80; lat <= 80; lat += 10) {
        dln_lonlat a = {20, lat}, b = {21.5, lat + 1.0};
        double exact = dln_distance_m(a, b);
        assert_near(dln_great_circle_m(a, b) / exact, 1, 0.006);
    }
}

static void antipodal_points_have_a_distance_too(void **state) {
    (void)state;
    // Half a meridian is 20,003,931 m, half the equator 20,037,508 m.
    assert_near(dln_distance_m((dln_lonlat){0, 0}, (dln_lonlat){180, 0}), 20015000, 40000);
    assert_near(dln_distance_m((dln_lonlat){0, 0}, (dln_lonlat){179.7, 0.3}), 20015000, 130000);
    assert_near(dln_distance_m(baghdad, baghdad), 0, 0);
}

static void travelling_there_and_measuring_agree(void **state) {
    (void)state;
    for (int bearing = 0; bearing < 360; bearing += 15) {
        dln_lonlat there = dln_travel(baghdad, bearing, 250000);
        assert_true(dln_lonlat_is_valid(there));
        assert_near(dln_great_circle_m(baghdad, there), 250000, 0.01);
        assert_near(dln_bearing_deg(baghdad, there), bearing, 1e-6);
    }
}

static void travelling_crosses_the_antimeridian(void **state) {
    (void)state;
    dln_lonlat there = dln_travel((dln_lonlat){179.9, 0}, 90, 50000);
    assert_near(there.lon, -179.65, 0.01);
}

static void the_midpoint_is_as_far_from_both_ends(void **state) {
    (void)state;
    dln_lonlat middle = dln_midpoint(baghdad, damascus);
    assert_near(dln_great_circle_m(middle, baghdad), dln_great_circle_m(middle, damascus), 0.01);
}

static void a_segment_is_nearer_than_its_ends(void **state) {
    (void)state;
    dln_lonlat a = {0, 0}, b = {10, 0};
    // One degree of latitude north of its middle: the meridian arc, 110,574 m.
    assert_near(dln_segment_distance_m((dln_lonlat){5, 1}, a, b), 110574, 5);
    assert_near(dln_segment_distance_m((dln_lonlat){12, 0}, a, b),
                dln_distance_m((dln_lonlat){12, 0}, b), 0.001);
    assert_near(dln_segment_distance_m((dln_lonlat){-1, 1}, a, b),
                dln_distance_m((dln_lonlat){-1, 1}, a), 0.001);
}

static void compass_points_are_centred_on_their_bearing(void **state) {
    (void)state;
    assert_string_equal(dln_compass_point(0), "N");
    assert_string_equal(dln_compass_point(359), "N");
    assert_string_equal(dln_compass_point(-90), "W");
    assert_string_equal(dln_compass_point(46), "NE");
    assert_string_equal(dln_compass_point(157.5), "SSE");
}

static void a_box_across_the_antimeridian_holds_both_sides(void **state) {
    (void)state;
    dln_box fiji = {177, -20, -178, -15};
    assert_true(dln_box_is_valid(fiji));
    assert_true(dln_box_contains(fiji, (dln_lonlat){179, -17}));
    assert_true(dln_box_contains(fiji, (dln_lonlat){-179, -17}));
    assert_false(dln_box_contains(fiji, (dln_lonlat){0, -17}));
    assert_false(dln_box_contains(fiji, (dln_lonlat){179, -21}));
}

// The trap that lost 4 % of the rows: half a degree is not 50 km of longitude at 36 degrees north.
static void the_box_around_a_circle_holds_all_of_it(void **state) {
    (void)state;
    const double lats[] = {0, 36, 60, 80, 89.8, -45};
    const double lons[] = {0, 179.9, -179.9, 40};
    for (size_t i = 0; i < sizeof lats / sizeof *lats; i++)
        for (size_t j = 0; j < sizeof lons / sizeof *lons; j++) {
            dln_lonlat center = {lons[j], lats[i]};
            dln_box box = dln_box_around(center, 50000);
            assert_true(dln_box_is_valid(box));
            for (int bearing = 0; bearing < 360; bearing += 5)
                assert_true(dln_box_contains(box, dln_travel(center, bearing, 50000)));
        }
}

static void the_box_around_a_pole_takes_in_all_longitudes(void **state) {
    (void)state;
    dln_box box = dln_box_around((dln_lonlat){30, 89.9}, 50000);
    assert_near(box.west, -180, 0);
    assert_near(box.east, 180, 0);
    assert_near(box.north, 90, 0);
}

static void a_polygon_knows_its_hole_and_its_island(void **state) {
    (void)state;
    const dln_lonlat points[] = {{0, 0},  {10, 0}, {10, 10}, {0, 10},  // outer
                                 {4, 4},  {6, 4},  {6, 6},   {4, 6},   // hole
                                 {20, 0}, {22, 0}, {22, 2},  {20, 2}}; // island
    const uint32_t ends[] = {4, 8, 12};
    dln_polygon polygon = {points, ends, 3, {0, 0, 22, 10}};
    assert_true(dln_polygon_contains(&polygon, (dln_lonlat){1, 1}));
    assert_false(dln_polygon_contains(&polygon, (dln_lonlat){5, 5}));
    assert_true(dln_polygon_contains(&polygon, (dln_lonlat){21, 1}));
    assert_false(dln_polygon_contains(&polygon, (dln_lonlat){15, 1}));
    assert_false(dln_polygon_contains(&polygon, (dln_lonlat){-1, 5}));
}

// A star of 600 points with a hole, a flat ring and a ring of one point: asked at its corners, on
// their latitudes and anywhere.
static void bands_answer_as_their_polygon_does(void **state) {
    (void)state;
    enum { STAR = 600, HOLE = 4, FLAT = 3, ALL = STAR + HOLE + FLAT + 1 };
    static dln_lonlat points[ALL];
    static const uint32_t ends[] = {STAR, STAR + HOLE, STAR + HOLE + FLAT, ALL};
    for (int i = 0; i < STAR; i++)
        points[i] = dln_travel((dln_lonlat){44, 33}, i * 0.6, i % 2 ? 300e3 : 200e3);
    static const dln_lonlat rest[] = {{43, 32.5}, {45, 32.5}, {45, 33.5}, {43, 33.5},
                                      {46, 33},   {47, 33},   {46.5, 33}, {44, 34}};
    for (int i = STAR; i < ALL; i++)
        points[i] = rest[i - STAR];
    dln_polygon polygon = {points, ends, 4, {40, 30, 48, 36}};
    dln_bands *bands = NULL;
    assert_int_equal(dln_bands_new(&polygon, &bands, NULL), DLN_OK);
    int inside = 0;
    for (int i = 0; i < 20000; i++) {
        dln_lonlat at = i < ALL       ? points[i]
                        : i < 2 * ALL ? (dln_lonlat){40 + i % 83 * 0.1, points[i - ALL].lat}
                                      : (dln_lonlat){40 + i % 173 * 0.05, 29.5 + i % 227 * 0.03};
        assert_int_equal(dln_bands_contain(bands, at), dln_polygon_contains(&polygon, at));
        inside += dln_bands_contain(bands, at);
    }
    assert_in_range(inside, 5000, 15000);
    dln_bands_free(bands);
    dln_polygon empty = {points, ends, 0, {0, 0, 1, 1}};
    assert_int_equal(dln_bands_new(&empty, &bands, NULL), DLN_OK);
    assert_false(dln_bands_contain(bands, (dln_lonlat){0.5, 0.5}));
    dln_bands_free(bands);
}

static void longitudes_wrap_into_one_turn(void **state) {
    (void)state;
    assert_near(dln_wrap_lon(190), -170, 0);
    assert_near(dln_wrap_lon(-190), 170, 0);
    assert_near(dln_wrap_lon(540), -180, 0);
    assert_near(dln_wrap_lon(12.5), 12.5, 1e-12);
    assert_false(dln_lonlat_is_valid((dln_lonlat){0, 91}));
    assert_false(dln_lonlat_is_valid((dln_lonlat){0.0 / 0.0, 0}));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_distance_is_the_geodesic_of_the_ellipsoid),
        cmocka_unit_test(the_great_circle_is_within_six_per_mille),
        cmocka_unit_test(antipodal_points_have_a_distance_too),
        cmocka_unit_test(travelling_there_and_measuring_agree),
        cmocka_unit_test(travelling_crosses_the_antimeridian),
        cmocka_unit_test(the_midpoint_is_as_far_from_both_ends),
        cmocka_unit_test(a_segment_is_nearer_than_its_ends),
        cmocka_unit_test(compass_points_are_centred_on_their_bearing),
        cmocka_unit_test(a_box_across_the_antimeridian_holds_both_sides),
        cmocka_unit_test(the_box_around_a_circle_holds_all_of_it),
        cmocka_unit_test(the_box_around_a_pole_takes_in_all_longitudes),
        cmocka_unit_test(a_polygon_knows_its_hole_and_its_island),
        cmocka_unit_test(bands_answer_as_their_polygon_does),
        cmocka_unit_test(longitudes_wrap_into_one_turn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
