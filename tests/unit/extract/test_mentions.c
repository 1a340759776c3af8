// Finding places in a text.
#include <stdlib.h>
#include <time.h>

#include "unit/extract/places_fixture.h"

static void names_are_found_with_their_type_words(void **state) {
    places_fixture *f = *state;
    geoparse(f, "Fighting spread in Anbar Governorate and near Ramadi.");
    assert_placed(f, "Anbar Governorate", "a:IQ.01");
    assert_placed(f, "Ramadi", "p:10");
}

static void a_direction_makes_a_country_a_region_of_it(void **state) {
    places_fixture *f = *state;
    geoparse(f, "Drones flew over northeast Syria on Friday.");
    assert_placed(f, "Syria", "c:SY");
    assert_int_equal(mention_of(f, "Syria")->where.precision, DLN_GEO_NEAR);
}

static void unknown_names_beside_type_words_are_kept_unplaced(void **state) {
    places_fixture *f = *state;
    geoparse(f, "People fled the village of Tel Zamira for Mosul.");
    assert_non_null(mention_of(f, "Tel Zamira"));
    assert_false(mention_of(f, "Tel Zamira")->where.located);
    assert_placed(f, "Mosul", "p:14");
}

static void persons_are_no_places(void **state) {
    places_fixture *f = *state;
    geoparse(f, "Gen. Paris met Jordan Smith. Melissa Houston spoke. Houston said no.");
    assert_no_mention(f, "Paris");
    assert_no_mention(f, "Jordan");
    assert_no_mention(f, "Houston");
}

static void ordinary_words_and_demonyms_are_no_places(void **state) {
    places_fixture *f = *state;
    geoparse(f, "Reading helps. Syrian and Georgian officers told us that US$5 was paid.");
    assert_int_equal(f->mentions.count, 0);
}

static void capitals_in_headlines_and_datelines_are_read(void **state) {
    places_fixture *f = *state;
    geoparse(f, "CLASHES IN MOSUL CONTINUE\n\nBAGHDAD, March 3 - The road to Ramadi is open.");
    assert_placed(f, "MOSUL", "p:14");
    assert_placed(f, "BAGHDAD", "p:7");
}

static void bodies_carry_their_place(void **state) {
    places_fixture *f = *state;
    geoparse(f, "The Baghdad Operations Command and Mosul University reopened.");
    assert_placed(f, "Baghdad", "p:7");
    assert_placed(f, "Mosul", "p:14");
}

static void names_in_arabic_script_are_found(void **state) {
    places_fixture *f = *state;
    geoparse(f, "انفجار قرب الرمادي اليوم");
    assert_placed(f, "الرمادي", "p:10");
}

static void governments_that_speak_are_metonyms(void **state) {
    places_fixture *f = *state;
    geoparse(f, "Lebanon said it would stay out. Rain fell in Lebanon.");
    assert_true(f->mentions.items[0].metonym);
    assert_false(f->mentions.items[1].metonym);
}

// Repeats `unit` and geoparses it; must end soon whatever it finds.
static void assert_bounded(places_fixture *f, const char *unit, size_t times) {
    size_t len = strlen(unit);
    char *text = malloc(len * times + 1);
    assert_non_null(text);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * len, unit, len);
    text[len * times] = '\0';
    clock_t started = clock();
    geoparse(f, text);
    assert_true((double)(clock() - started) / CLOCKS_PER_SEC < 20); // sanitizers included
    free(text);
}

static void hostile_texts_take_linear_time(void **state) {
    places_fixture *f = *state;
    assert_bounded(f, "(", 1000000);
    assert_bounded(f, "Tripoli ", 100000);
    assert_bounded(f, "Georgia, Athens, ", 50000);
    assert_bounded(f, "A-", 300000);
    assert_bounded(f, "Gen. ", 100000);
    assert_bounded(f, "the village of Xyzzy and ", 40000);
    geoparse(f, "");
    assert_int_equal(f->mentions.count, 0);
}

int run_mention_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_with_their_type_words),
        cmocka_unit_test(a_direction_makes_a_country_a_region_of_it),
        cmocka_unit_test(unknown_names_beside_type_words_are_kept_unplaced),
        cmocka_unit_test(persons_are_no_places),
        cmocka_unit_test(ordinary_words_and_demonyms_are_no_places),
        cmocka_unit_test(capitals_in_headlines_and_datelines_are_read),
        cmocka_unit_test(bodies_carry_their_place),
        cmocka_unit_test(names_in_arabic_script_are_found),
        cmocka_unit_test(governments_that_speak_are_metonyms),
        cmocka_unit_test(hostile_texts_take_linear_time),
    };
    return cmocka_run_group_tests_name("mentions", tests, places_fixture_open,
                                       places_fixture_close);
}
