#include "unit/gazetteer/fixture.h"

#include <math.h>

#include "dateline/geocode.h"
#include "gazetteer/typing.h"
#include "text/fold.h"

static dln_arena *new_arena(void) {
    dln_arena *arena = NULL;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    return arena;
}

typedef struct answer {
    const dln_geocode_match *matches;
    size_t count;
} answer;

static answer ask(const dln_gazetteer *g, const char *name, const dln_geocode_options *options,
                  dln_arena *arena) {
    answer a = {0};
    assert_int_equal(dln_geocode(g, dln_str_from(name), options, arena, &a.matches, &a.count, NULL),
                     DLN_OK);
    return a;
}

// That a typed name is unknown, and that this place is the first one suggested for it.
static void assert_suggests(const dln_gazetteer *g, const char *name, const char *id) {
    dln_arena *arena = new_arena();
    dln_geocode_options options = {0};
    answer a = ask(g, name, &options, arena);
    if (a.count == 0)
        fail_msg("nothing is suggested for '%s'", name);
    assert_true(a.matches[0].similar);
    assert_str(a.matches[0].place.id, id);
    dln_arena_free(arena);
}

static void assert_suggests_nothing(const dln_gazetteer *g, const char *name) {
    dln_arena *arena = new_arena();
    dln_geocode_options options = {0};
    assert_int_equal(ask(g, name, &options, arena).count, 0);
    dln_arena_free(arena);
}

static void a_known_name_gets_no_suggestions(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    dln_arena *arena = new_arena();
    dln_geocode_options options = {0};
    answer a = ask(g, "Hama", &options, arena); // one letter from "Hamah" and "Homa"
    assert_true(a.count > 0);
    for (size_t i = 0; i < a.count; i++)
        assert_false(a.matches[i].similar);
    dln_arena_free(arena);
}

static void each_of_the_four_typing_errors_is_seen_through(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    assert_suggests(g, "Kirkukk", "t:kirkuk");         // one too many
    assert_suggests(g, "Kikuk", "t:kirkuk");           // one missing
    assert_suggests(g, "Kirbuk", "t:kirkuk");          // a wrong one
    assert_suggests(g, "Kirukk", "t:kirkuk");          // two swapped
    assert_suggests(g, "irkuk", "t:kirkuk");           // at the beginning
    assert_suggests(g, "Kirku", "t:kirkuk");           // at the end
    assert_suggests(g, "Mexicocity", "t:mexico-city"); // the space
    assert_suggests(g, "New Yorkcity", "t:nyc");
}

static void a_long_name_may_hold_two_errors(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    assert_suggests(g, "Nex York Citi", "t:nyc");
    assert_suggests(g, "Mexcio Cty", "t:mexico-city");
    assert_suggests_nothing(g, "Krikkuk"); // seven letters, two errors
    assert_suggests_nothing(g, "Nux York Citti Q");
}

static void a_short_name_is_what_it_is(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    assert_suggests_nothing(g, "Qom");
    assert_suggests_nothing(g, "");
    assert_suggests_nothing(g, "-'-");
}

static void other_scripts_have_typing_errors_too(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    assert_suggests(g, "حمصص", "t:homs");
    assert_suggests(g, "البوكما", "t:bukamal");
}

static void a_country_chooses_among_suggestions(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    dln_arena *arena = new_arena();
    dln_geocode_options options = {.country = "US"};
    answer a = ask(g, "Pariis", &options, arena);
    assert_int_equal(a.count, 1);
    assert_str(a.matches[0].place.id, "t:paris-tx");
    // Known, but not there: suggestions from there are better than nothing.
    dln_geocode_options there = {.country = "SY"};
    a = ask(g, "Homa", &there, arena);
    for (size_t i = 0; i < a.count; i++)
        assert_string_equal(a.matches[i].place.country, "SY");
    dln_arena_free(arena);
}

static void what_lies_near_is_suggested_first(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    dln_arena *arena = new_arena();
    dln_geocode_options options = {.has_near = true, .near = {-95.5, 33.6}};
    answer a = ask(g, "Parris", &options, arena);
    assert_true(a.count >= 2);
    assert_str(a.matches[0].place.id, "t:paris-tx");
    options.limit = 1;
    assert_int_equal(ask(g, "Parris", &options, arena).count, 1);
    dln_arena_free(arena);
}

static void each_place_is_suggested_once(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    dln_arena *arena = new_arena();
    dln_geocode_options options = {0};
    answer a = ask(g, "Abu Kamall", &options, arena);
    for (size_t i = 0; i < a.count; i++)
        for (size_t k = 0; k < i; k++)
            assert_true(a.matches[i].place.index != a.matches[k].place.index);
    dln_arena_free(arena);
}

static bool count_one(void *context, const dln_candidate *found, size_t count) {
    (void)found;
    (void)count;
    ++*(size_t *)context;
    return false;
}

static void a_search_stops_when_it_is_told_to(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    size_t calls = 0;
    dln_typing_search(g, DLN_STR("pariss"), 2, count_one, &calls);
    assert_int_equal(calls, 1);
}

static void names_too_long_to_be_typed_end_at_once(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    static char longest[100001];
    memset(longest, 'k', sizeof longest - 1);
    assert_suggests_nothing(g, longest);
    longest[40] = '\0';
    assert_suggests_nothing(g, longest); // the longest that is tried, cut off at the limit
}

static void a_position_is_told_by_polygon_and_by_neighbours(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    dln_arena *arena = new_arena();
    dln_reverse_geocode out;
    dln_lonlat at = {40.05, 35.4}; // north-west of Deir ez-Zor (40.13965, 35.33588)
    assert_int_equal(dln_geocode_reverse(g, at, 3, arena, &out, NULL), DLN_OK);
    assert_int_equal(out.count, 3);
    assert_str(out.items[0].place.id, "t:deir");
    // 0.064 degrees of latitude and 0.0897 of longitude at 35.4 N: 7.1 km and 8.1 km.
    assert_true(fabs(out.items[0].distance_m - 10800) < 150);
    assert_string_equal(dln_compass_point(out.items[0].bearing_deg), "NW");
    dln_location inside = dln_gazetteer_locate(g, at);
    assert_int_equal(out.inside.country, inside.country);
    assert_int_equal(out.inside.admin1, inside.admin1);
    for (size_t i = 1; i < out.count; i++)
        assert_true(out.items[i].distance_m >= out.items[i - 1].distance_m * 0.99);
    dln_arena_free(arena);
}

static void nobody_is_near_the_middle_of_a_country(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    dln_arena *arena = new_arena();
    dln_reverse_geocode out;
    size_t all = dln_gazetteer_get_info(g).places;
    assert_int_equal(
        dln_geocode_reverse(g, (dln_lonlat){38, 35}, DLN_REVERSE_MAX, arena, &out, NULL), DLN_OK);
    assert_true(out.count > 0 && out.count < all);
    for (size_t i = 0; i < out.count; i++)
        assert_true(out.items[i].place.feature_class != 'A');
    dln_arena_free(arena);
}

static void what_is_no_position_is_refused(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    dln_arena *arena = new_arena();
    dln_reverse_geocode out;
    dln_error err;
    assert_int_equal(dln_geocode_reverse(g, (dln_lonlat){0, 91}, 1, arena, &out, &err),
                     DLN_INVALID);
    assert_int_equal(dln_geocode_reverse(g, (dln_lonlat){(double)NAN, 0}, 1, arena, &out, NULL),
                     DLN_INVALID);
    assert_int_equal(dln_geocode_reverse(g, (dln_lonlat){0, 0}, 0, arena, &out, NULL), DLN_INVALID);
    assert_int_equal(
        dln_geocode_reverse(g, (dln_lonlat){0, 0}, DLN_REVERSE_MAX + 1, arena, &out, &err),
        DLN_INVALID);
    dln_arena_free(arena);
}

int run_geocode(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_known_name_gets_no_suggestions),
        cmocka_unit_test(each_of_the_four_typing_errors_is_seen_through),
        cmocka_unit_test(a_long_name_may_hold_two_errors),
        cmocka_unit_test(a_short_name_is_what_it_is),
        cmocka_unit_test(other_scripts_have_typing_errors_too),
        cmocka_unit_test(a_country_chooses_among_suggestions),
        cmocka_unit_test(what_lies_near_is_suggested_first),
        cmocka_unit_test(each_place_is_suggested_once),
        cmocka_unit_test(a_search_stops_when_it_is_told_to),
        cmocka_unit_test(names_too_long_to_be_typed_end_at_once),
        cmocka_unit_test(a_position_is_told_by_polygon_and_by_neighbours),
        cmocka_unit_test(nobody_is_near_the_middle_of_a_country),
        cmocka_unit_test(what_is_no_position_is_refused),
    };
    return cmocka_run_group_tests_name("geocode", tests, make_fixture, remove_fixture);
}
