// Positions worked out from what stands around names. The countries of data/areas are rectangles:
// Syria from 36 to 41 degrees east, Iraq east of it, Lebanon between 35 and 36, and the sea west of
// it.
#include <math.h>

#include "extract/place/border.h"
#include "unit/extract/places_fixture.h"

static const dln_mention *scene_of(const places_fixture *f, const char *words) {
    const dln_mention *mention = mention_of(f, words);
    assert_non_null(mention);
    assert_true(mention->has_scene);
    return mention;
}

static void assert_lies_at(dln_lonlat at, double lon, double lat, double within_m) {
    assert_true(dln_great_circle_m(at, (dln_lonlat){lon, lat}) <= within_m);
}

static dln_place_index country(const places_fixture *f, const char *iso) {
    return dln_gazetteer_country(f->gazetteer, iso);
}

static void a_distance_and_a_direction_move_the_scene_and_not_the_place(void **state) {
    places_fixture *f = *state;
    geoparse(f, "A truck burned 20 km north of Ramadi.");
    const dln_mention *mention = scene_of(f, "Ramadi");
    assert_placed(f, "Ramadi", "p:10");
    assert_lies_at(mention->where.at, 43.30, 33.43, 10);
    assert_lies_at(mention->scene.at, 43.30, 33.61, 500); // 20 km are 0.18 degrees of latitude
    assert_int_equal(mention->scene.precision, DLN_GEO_NEAR);
    assert_true(mention->scene.radius_m >= 5000 && mention->scene.radius_m <= 10000);
    assert_true(dln_str_equal(mention->scene.name, DLN_STR("20 km north of Ramadi")));
}

static void units_are_units_of_the_lexicon(void **state) {
    places_fixture *f = *state;
    geoparse(f, "Shots fell 10 miles (16 km) south-east of Ramadi.");
    dln_lonlat expected = dln_travel((dln_lonlat){43.30, 33.43}, 135, 16093);
    assert_lies_at(scene_of(f, "Ramadi")->scene.at, expected.lon, expected.lat, 100);
}

static void a_distance_alone_makes_a_circle(void **state) {
    places_fixture *f = *state;
    geoparse(f, "The camp is 30 km from Ramadi.");
    const dln_mention *mention = scene_of(f, "Ramadi");
    assert_lies_at(mention->scene.at, 43.30, 33.43, 10);
    assert_true(mention->scene.radius_m >= 30000);
}

static void a_number_without_a_unit_is_no_distance(void **state) {
    places_fixture *f = *state;
    geoparse(f, "They counted 20 cars from Ramadi.");
    assert_false(mention_of(f, "Ramadi")->has_scene);
}

static void the_border_is_where_the_outlines_meet(void **state) {
    places_fixture *f = *state;
    geoparse(f, "Troops massed on the border between Syria and Iraq.");
    const dln_mention *mention = scene_of(f, "Syria");
    assert_lies_at(mention->scene.at, 41, 35, 15000); // half-way from 33 to 37
    assert_true(mention->scene.radius_m > 200000);    // and as long as that
    assert_lies_at(scene_of(f, "Iraq")->scene.at, 41, 35, 15000);
}

static void a_place_of_the_report_says_which_stretch_of_the_border(void **state) {
    places_fixture *f = *state;
    geoparse(f, "The Syria-Iraq border was shut near Mosul.");
    const dln_mention *mention = scene_of(f, "Syria");
    assert_lies_at(mention->scene.at, 41, 36.34, 15000);
    assert_true(mention->scene.radius_m < 200000);
}

static void countries_apart_have_no_border(void **state) {
    places_fixture *f = *state;
    dln_line line;
    assert_false(
        dln_shared_border(f->gazetteer, country(f, "LB"), country(f, "IQ"), f->arena, &line));
    assert_false(
        dln_shared_border(f->gazetteer, country(f, "SY"), country(f, "SY"), f->arena, &line));
    assert_true(
        dln_shared_border(f->gazetteer, country(f, "LB"), country(f, "SY"), f->arena, &line));
}

static void a_border_has_points_between_its_corners(void **state) {
    places_fixture *f = *state;
    dln_line line;
    assert_true(
        dln_shared_border(f->gazetteer, country(f, "SY"), country(f, "IQ"), f->arena, &line));
    dln_line_point point = dln_line_nearest(&line, (dln_lonlat){41, 34.5});
    assert_true(point.distance_m < 6000); // a point every 10 km
}

static void a_coast_lies_towards_the_sea(void **state) {
    places_fixture *f = *state;
    dln_lonlat at = {35.1, 34};
    assert_true(dln_move_seawards(f->gazetteer, &at, 30000, f->arena));
    assert_true(at.lon < 35 && fabs(at.lat - 34) < 0.1);
    dln_lonlat inland = {44, 34};
    assert_false(dln_move_seawards(f->gazetteer, &inland, 30000, f->arena));
}

static void an_unknown_village_takes_the_position_that_its_words_tell(void **state) {
    places_fixture *f = *state;
    geoparse(f, "Shells hit the village of Tel Zamira, about 20 km north of Ramadi.");
    const dln_mention *mention = mention_of(f, "Tel Zamira");
    assert_non_null(mention);
    assert_true(mention->where.located);
    assert_lies_at(mention->where.at, 43.30, 33.61, 500);
    assert_null(mention->where.place_id.data);
}

static void prefixes_written_with_a_name_are_no_part_of_it(void **state) {
    places_fixture *f = *state;
    geoparse(f, "انفجار والرمادي هادئة");
    assert_placed(f, "الرمادي", "p:10");
}

int run_relation_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_distance_and_a_direction_move_the_scene_and_not_the_place),
        cmocka_unit_test(units_are_units_of_the_lexicon),
        cmocka_unit_test(a_distance_alone_makes_a_circle),
        cmocka_unit_test(a_number_without_a_unit_is_no_distance),
        cmocka_unit_test(the_border_is_where_the_outlines_meet),
        cmocka_unit_test(a_place_of_the_report_says_which_stretch_of_the_border),
        cmocka_unit_test(countries_apart_have_no_border),
        cmocka_unit_test(a_border_has_points_between_its_corners),
        cmocka_unit_test(a_coast_lies_towards_the_sea),
        cmocka_unit_test(an_unknown_village_takes_the_position_that_its_words_tell),
        cmocka_unit_test(prefixes_written_with_a_name_are_no_part_of_it),
    };
    return cmocka_run_group_tests_name("relations", tests, places_fixture_open,
                                       places_fixture_close);
}
