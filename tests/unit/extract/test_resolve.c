// Placing: which place of a name is meant.
#include "extract/place/mentions.h"
#include "unit/extract/places_fixture.h"

static void a_container_behind_a_comma_decides(void **state) {
    places_fixture *f = *state;
    geoparse(f, "The fire began in Bangor, Maine. Crews from Tripoli (Lebanon) came.");
    assert_placed(f, "Bangor", "p:4");
    assert_placed(f, "Tripoli", "p:2");
}

static void the_best_known_place_is_the_default(void **state) {
    places_fixture *f = *state;
    geoparse(f, "Ships left Tripoli at dawn for Athens.");
    assert_placed(f, "Tripoli", "p:1");
    assert_placed(f, "Athens", "p:12");
}

static void the_country_of_the_report_decides(void **state) {
    places_fixture *f = *state;
    geoparse(f, "Lebanese soldiers guard the market of Tripoli. In Lebanon prices rose.");
    assert_placed(f, "Tripoli", "p:2");
}

static void neighbours_decide(void **state) {
    places_fixture *f = *state;
    geoparse(f, "Storms hit Atlanta, Marietta and Athens. Farmers in Georgia lost crops.");
    assert_placed(f, "Athens", "p:11");
    assert_placed(f, "Georgia", "a:US.GA");
}

static void a_qualifier_moves_and_roughens_the_place(void **state) {
    places_fixture *f = *state;
    dln_found found = {
        .span = {8, 13},
        .first_token = 1,
        .qualifier = DLN_QUALIFIER_PART,
        .bearing_deg = 90,
        .where = {.name = DLN_STR("Syria"),
                  .located = true,
                  .at = {38, 35},
                  .radius_m = 200000,
                  .precision = DLN_GEO_REGION},
    };
    dln_where where = dln_found_where(&found, DLN_STR("eastern Syria"), f->arena);
    assert_str(where.name, "eastern Syria");
    assert_int_equal(where.precision, DLN_GEO_NEAR);
    assert_near(dln_great_circle_m(found.where.at, where.at), 100000, 1); // half of the radius
    assert_true(where.at.lon > 38);
}

static void one_name_without_a_place_empties_nothing(void **state) {
    places_fixture *f = *state;
    geoparse(f, "Troops left Zzyqx district for Mosul.");
    assert_non_null(mention_of(f, "Zzyqx district"));
    assert_placed(f, "Mosul", "p:14");
}

int run_resolve_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_container_behind_a_comma_decides),
        cmocka_unit_test(the_best_known_place_is_the_default),
        cmocka_unit_test(the_country_of_the_report_decides),
        cmocka_unit_test(neighbours_decide),
        cmocka_unit_test(a_qualifier_moves_and_roughens_the_place),
        cmocka_unit_test(one_name_without_a_place_empties_nothing),
    };
    return cmocka_run_group_tests_name("resolve", tests, places_fixture_open, places_fixture_close);
}
