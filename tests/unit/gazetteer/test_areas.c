// Polygons of data/small: Syria 35-42 E, 32-37 N with a hole at 36-37 E, 33-34 N; Iraq 42-48 E;
// Fiji on both sides of 180 degrees in two parts; the "US" in one ring across it.
#include "unit/gazetteer/fixture.h"

#include "gazetteer/builder.h"

static void expect_in(const dln_gazetteer *g, double lon, double lat, const char *country,
                      const char *admin1) {
    dln_location location = dln_gazetteer_locate(g, (dln_lonlat){lon, lat});
    assert_str(dln_gazetteer_place(g, location.country).id, country);
    assert_str(dln_gazetteer_place(g, location.admin1).id, admin1);
}

static void a_point_lies_in_its_country_and_division(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    expect_in(g, 40, 35, "t:sy", "t:sy.07");
    expect_in(g, 38, 35, "t:sy", NULL);
    expect_in(g, 44, 35.5, "t:iq", "t:iq.13");
    expect_in(g, 36.5, 33.5, NULL, NULL); // the hole
    expect_in(g, 0, 0, NULL, NULL);
}

static void a_division_does_not_reach_into_the_neighbour(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    // The polygon of Kirkuk begins one degree west of Iraq's border.
    expect_in(g, 41.5, 35.5, "t:sy", NULL);
}

static void areas_across_the_antimeridian_hold_both_sides(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    expect_in(g, 178, -18, "t:fj", NULL);
    expect_in(g, -179, -18, "t:fj", NULL);
    expect_in(g, 175, 55, "t:us", NULL);
    expect_in(g, -175, 55, "t:us", NULL);
    expect_in(g, 0, 55, NULL, NULL);
    expect_in(g, 165, 55, NULL, NULL);
}

static void a_position_that_is_none_lies_nowhere(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    expect_in(g, 500, 35, NULL, NULL);
}

static void a_polygon_comes_back_with_its_box(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    dln_arena *arena;
    dln_polygon polygon;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    assert_true(dln_gazetteer_polygon(g, place_of(g, "t:sy").index, arena, &polygon));
    assert_int_equal(polygon.ring_count, 2);
    assert_int_equal(polygon.ring_ends[1], 8); // closing points are not repeated
    assert_near(polygon.box.west, 35, 0);
    assert_near(polygon.box.north, 37, 0);
    assert_true(dln_polygon_contains(&polygon, (dln_lonlat){38, 35}));
    assert_false(dln_polygon_contains(&polygon, (dln_lonlat){36.5, 33.5}));
    assert_true(dln_gazetteer_polygon(g, place_of(g, "t:us").index, arena, &polygon));
    assert_int_equal(polygon.ring_count, 2); // cut at 180 degrees
    assert_near(polygon.box.west, 170, 0);
    assert_near(polygon.box.east, -170, 0);
    assert_true(dln_polygon_contains(&polygon, (dln_lonlat){-175, 55}));
    assert_false(dln_polygon_contains(&polygon, (dln_lonlat){0, 55}));
    assert_false(dln_gazetteer_polygon(g, place_of(g, "t:homs").index, arena, &polygon));
    assert_false(dln_gazetteer_polygon(g, DLN_NO_PLACE, arena, &polygon));
    dln_arena_free(arena);
}

// A builder with one country in it, for polygons of all kinds.
static dln_place_index one_place(dln_builder *builder) {
    dln_place_index index;
    bool known;
    dln_new_place place = {.id = DLN_STR("x:1"),
                           .name = DLN_STR("Somewhere"),
                           .feature = DLN_STR("PCLI"),
                           .feature_class = 'A'};
    assert_int_equal(dln_builder_init(builder, NULL), DLN_OK);
    assert_int_equal(dln_builder_add_place(builder, &place, &index, &known, NULL), DLN_OK);
    return index;
}

static void text_that_is_no_polygon_is_refused_with_a_reason(void **state) {
    (void)state;
    static const char *const bad[] = {
        "",
        "POINT(1 2)",
        "POLYGON",
        "POLYGON((1 1,2 1,2 2,1 1)",
        "POLYGON((1 1,2 1,2 2,1 1)) and more",
        "POLYGON((1 1,2 1,2,1 1))",
        "POLYGON((1 1,2 1,2 95,1 1))",
        "POLYGON((1 1,2 1,nan 2,1 1))",
        "POLYGON(1 1,2 1,2 2,1 1)",
        "MULTIPOLYGON((1 1,2 1,2 2,1 1))",
        "MULTIPOLYGON(((1 1,2 1,2 2,1 1))",
        "MULTIPOLYGON",
        "POLYGON((1 1,1 1,1 1))",
        "POLYGON((1 1,2 2))",
    };
    dln_builder builder;
    dln_place_index place = one_place(&builder);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        dln_error err = {0};
        dln_status status = dln_builder_add_area(&builder, place, dln_str_from(bad[i]), &err);
        assert_int_equal(status, DLN_BAD_INPUT);
        assert_non_null(strstr(err.message, "wkt: "));
        assert_int_equal(builder.rings.count, 0);
        assert_int_equal(builder.points.count, 0);
    }
    dln_builder_free(&builder);
}

static void heights_and_spaces_are_passed_over(void **state) {
    (void)state;
    dln_builder builder;
    dln_place_index place = one_place(&builder);
    dln_str wkt = DLN_STR("POLYGON ( ( 1 1 7 , 2 1 7, 2 2 7, 1 1 7 ) ) ");
    assert_int_equal(dln_builder_add_area(&builder, place, wkt, NULL), DLN_OK);
    assert_int_equal(builder.points.count, 3);
    dln_builder_free(&builder);
}

static void longitudes_beyond_180_and_rings_round_a_pole_are_understood(void **state) {
    (void)state;
    dln_builder builder;
    dln_place_index place = one_place(&builder);
    dln_str beyond = DLN_STR("MULTIPOLYGON(((170 50,190 50,190 60,170 60,170 50)),"
                             "((-180 -90,180 -90,180 -70,0 -65,-180 -70,-180 -90)))");
    assert_int_equal(dln_builder_add_area(&builder, place, beyond, NULL), DLN_OK);
    assert_int_equal(builder.rings.count, 3);
    const dln_area_point *points = builder.points.items;
    for (size_t i = 0; i < builder.points.count; i++)
        assert_in_range((uintmax_t)(points[i].lon + 18000000), 0, 36000000);
    dln_builder_free(&builder);
}

int run_areas(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_point_lies_in_its_country_and_division),
        cmocka_unit_test(a_division_does_not_reach_into_the_neighbour),
        cmocka_unit_test(areas_across_the_antimeridian_hold_both_sides),
        cmocka_unit_test(a_position_that_is_none_lies_nowhere),
        cmocka_unit_test(a_polygon_comes_back_with_its_box),
        cmocka_unit_test(text_that_is_no_polygon_is_refused_with_a_reason),
        cmocka_unit_test(heights_and_spaces_are_passed_over),
        cmocka_unit_test(longitudes_beyond_180_and_rings_round_a_pole_are_understood),
    };
    return cmocka_run_group_tests_name("gazetteer: areas", tests, make_fixture, remove_fixture);
}
