#include "map_tests.h"

#include "golden/scene_file.h"
#include "map/scene.h"

static dln_arena *arena;

static int set_up(void **state) {
    (void)state;
    return dln_arena_new(&arena, NULL) != DLN_OK;
}

static int tear_down(void **state) {
    (void)state;
    dln_arena_free(arena);
    return 0;
}

static dln_scene scene_of(const char *text) {
    scene_file file;
    dln_scene scene;
    dln_error err = {0};
    if (scene_file_parse(dln_str_from(text), arena, &file, &err) != DLN_OK)
        fail_msg("%s", err.message);
    assert_int_equal(dln_scene_build(file.records, file.count, arena, &scene, NULL), DLN_OK);
    return scene;
}

static void incidents_at_one_place_are_counted_there(void **state) {
    (void)state;
    dln_scene s = scene_of("strike | reported | 2024-01-02 | A @ 33 44 | X\n"
                           "strike | reported | 2024-01-05 | A @ 33 44 | X\n"
                           "strike | claimed | 2024-01-05 | A @ 33 44 | Y\n"
                           "clash | reported | 2024-01-05 | B @ 34 44 | Y\n");
    assert_int_equal(s.site_count, 2);
    assert_int_equal(s.sites[0].incident_count, 3);
    assert_int_equal(s.sites[0].tally_count, 2);
    assert_int_equal(s.sites[0].tallies[0].count, 2);
    assert_int_equal(s.types[DLN_STRIKE], 3);
    assert_int_equal(s.last - s.first, 3);
    assert_int_equal(s.source_count, 2);
    assert_str(s.sources[0], "X");
}

static void an_incident_without_a_place_is_counted_as_not_shown(void **state) {
    (void)state;
    dln_scene s = scene_of("strike | reported | 2024-01-02 | Nowhere | X\n");
    assert_int_equal(s.unplaced, 1);
    assert_int_equal(s.shown, 0);
    assert_int_equal(s.site_count, 0);
}

static void a_movement_is_an_arrow_and_no_symbol(void **state) {
    (void)state;
    dln_scene s =
        scene_of("movement | reported | 2024-01-02 | A @ 33 44 > B @ 34 44 > C @ 35 44\n");
    assert_int_equal(s.move_count, 1);
    assert_int_equal(s.moves[0].site_count, 3);
    assert_int_equal(s.movements, 1);
    for (size_t i = 0; i < s.site_count; i++)
        assert_int_equal(s.sites[i].tally_count, 0);
}

static void a_strike_with_a_launch_site_is_both(void **state) {
    (void)state;
    dln_scene s = scene_of("strike | reported | 2024-01-02 | A @ 33 44 > B @ 34 44\n");
    assert_int_equal(s.move_count, 1);
    assert_int_equal(s.launches, 1);
    assert_int_equal(s.sites[1].tally_count, 1);
}

static void the_same_way_twice_is_one_arrow_and_back_another(void **state) {
    (void)state;
    dln_scene s = scene_of("movement | reported | 2024-01-02 | A @ 33 44 > B @ 34 44\n"
                           "movement | reported | 2024-01-03 | A @ 33 44 > B @ 34 44\n"
                           "movement | reported | 2024-01-03 | B @ 34 44 > A @ 33 44\n");
    assert_int_equal(s.move_count, 2);
    assert_int_equal(s.moves[0].count, 2);
    assert_int_equal(s.moves[0].strands, 2);
    assert_int_equal(s.moves[0].strand, 0);
    assert_int_equal(s.moves[1].strand, 1);
}

static void what_is_known_by_country_only_is_told_apart(void **state) {
    (void)state;
    dln_scene s = scene_of("strike | reported | 2024-01-02 | Iraq @ 33 44 400000 IQ country\n"
                           "strike | reported | 2024-01-02 | east @ 33 44 40000 IQ near\n");
    assert_true(s.sites[0].whole_country);
    assert_false(s.sites[1].whole_country);
    assert_int_equal(s.rough, 1);
    assert_int_equal(s.country_count, 1);
}

static void a_crowd_of_symbols_is_gathered_place_by_place(void **state) {
    (void)state;
    dln_buffer text = {0};
    for (int i = 0; i < 160; i++)
        dln_buffer_printf(&text,
                          "strike | reported | 2024-01-02 | P%d @ 33 %d.5 | X\n"
                          "clash | reported | 2024-01-02 | P%d @ 33 %d.5 | X\n",
                          i, i - 80, i, i - 80);
    dln_buffer_printf(&text, "riot | reported | 2024-01-02 | alone @ 50 0 | X\n");
    dln_scene s = scene_of(text.data);
    assert_true(s.sites[0].gathered);
    assert_false(s.sites[s.site_count - 1].gathered);
    dln_buffer_free(&text);
}

int scene_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(incidents_at_one_place_are_counted_there),
        cmocka_unit_test(an_incident_without_a_place_is_counted_as_not_shown),
        cmocka_unit_test(a_movement_is_an_arrow_and_no_symbol),
        cmocka_unit_test(a_strike_with_a_launch_site_is_both),
        cmocka_unit_test(the_same_way_twice_is_one_arrow_and_back_another),
        cmocka_unit_test(what_is_known_by_country_only_is_told_apart),
        cmocka_unit_test(a_crowd_of_symbols_is_gathered_place_by_place),
    };
    return cmocka_run_group_tests_name("scene", tests, set_up, tear_down);
}
