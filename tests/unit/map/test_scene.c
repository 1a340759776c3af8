#include "map_tests.h"

#include "golden/scene_file.h"
#include "map/counts.h"

static dln_arena *arena;
static dln_shown_list shown; // of the latest scene

static int set_up(void **state) {
    (void)state;
    return dln_arena_new(&arena, NULL) != DLN_OK;
}

static int tear_down(void **state) {
    (void)state;
    dln_shown_list_free(&shown);
    dln_arena_free(arena);
    return 0;
}

static dln_scene scene_of(const char *text) {
    scene_file file;
    dln_scene scene;
    dln_error err = {0};
    if (scene_file_parse(dln_str_from(text), arena, &file, &err) != DLN_OK)
        fail_msg("%s", err.message);
    dln_shown_list_free(&shown);
    assert_int_equal(scene_file_show(&file, &shown, NULL), DLN_OK);
    assert_int_equal(dln_scene_build(shown.items, shown.count, arena, &scene, NULL), DLN_OK);
    return scene;
}

static dln_counts counts_of(const dln_scene *scene) {
    dln_counts counts;
    assert_int_equal(dln_counts_make(scene, NULL, NULL, arena, &counts, NULL), DLN_OK);
    return counts;
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
    dln_counts c = counts_of(&s);
    assert_int_equal(c.types[DLN_STRIKE], 3);
    assert_int_equal(c.last - c.first, 3);
    assert_int_equal(c.source_count, 2);
    assert_str(c.sources[0], "X");
}

static void an_incident_without_a_place_is_counted_as_not_shown(void **state) {
    (void)state;
    dln_scene s = scene_of("strike | reported | 2024-01-02 | Nowhere | X\n");
    assert_int_equal(s.unplaced, 1);
    assert_int_equal(counts_of(&s).shown, 0);
    assert_int_equal(s.site_count, 0);
}

static void a_movement_is_an_arrow_and_no_symbol(void **state) {
    (void)state;
    dln_scene s =
        scene_of("movement | reported | 2024-01-02 | A @ 33 44 > B @ 34 44 > C @ 35 44\n");
    assert_int_equal(s.move_count, 1);
    assert_int_equal(s.moves[0].site_count, 3);
    assert_int_equal(counts_of(&s).movements, 1);
    for (size_t i = 0; i < s.site_count; i++)
        assert_int_equal(s.sites[i].tally_count, 0);
}

static void a_strike_with_a_launch_site_is_both(void **state) {
    (void)state;
    dln_scene s = scene_of("strike | reported | 2024-01-02 | A @ 33 44 > B @ 34 44\n");
    assert_int_equal(s.move_count, 1);
    assert_int_equal(counts_of(&s).launches, 1);
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
    assert_int_equal(counts_of(&s).rough, 1);
    assert_int_equal(counts_of(&s).country_count, 1);
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

static void only_what_is_seen_is_counted(void **state) {
    (void)state;
    dln_scene s =
        scene_of("strike | reported | 2024-01-02 | A @ 33 44 3000 IQ | X\n"
                 "clash | claimed | 2024-02-05 | B @ 34 44 3000 SY | Y\n"
                 "movement | reported | 2024-01-03 | B @ 34 44 > C @ 35 44 3000 SY | Y\n");
    bool sites[] = {true, false, false}, moves[] = {false};
    dln_counts c;
    assert_int_equal(dln_counts_make(&s, sites, moves, arena, &c, NULL), DLN_OK);
    assert_int_equal(c.shown, 1);
    assert_int_equal(c.outside, 2);
    assert_int_equal(c.types[DLN_CLASH], 0);
    assert_int_equal(c.movements, 0);
    assert_int_equal(c.last - c.first, 0);
    assert_int_equal(c.country_count, 1);
    assert_int_equal(c.report_count, 1);
}

static void a_second_spelling_in_brackets_makes_no_second_place(void **state) {
    (void)state;
    dln_scene s = scene_of("strike | reported | 2024-01-02 | Tarin @ 33 44 | X\n"
                           "strike | reported | 2024-01-02 | Tarin (Tarrin) @ 33 44 | X\n");
    assert_int_equal(s.site_count, 1);
    assert_str(s.sites[0].name, "Tarin");
}

static void merged_places_keep_every_incident(void **state) {
    (void)state;
    dln_scene s = scene_of("strike | reported | 2024-01-02 | A @ 33 44 | X\n"
                           "clash | reported | 2024-01-02 | B @ 33.1 44 | X\n"
                           "clash | reported | 2024-01-03 | B @ 33.1 44 | X\n"
                           "movement | reported | 2024-01-03 | A @ 33 44 > B @ 33.1 44 | X\n"
                           "movement | reported | 2024-01-03 | A @ 33 44 > C @ 39 44 | X\n");
    size_t group[] = {0, 0, 1};
    bool too_short[] = {false, false};
    dln_scene merged;
    assert_int_equal(dln_scene_gather(&s, group, 2, too_short, s.events, arena, &merged, NULL),
                     DLN_OK);
    assert_int_equal(merged.site_count, 2);
    assert_true(merged.sites[0].gathered);
    assert_int_equal(merged.sites[0].incident_count, 4); // the short movement among them
    assert_int_equal(merged.move_count, 1);
    assert_int_equal(merged.event_count, 5);
    assert_str(merged.sites[0].name, "B and 1 more");
    assert_false(merged.sites[1].gathered);
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
        cmocka_unit_test(only_what_is_seen_is_counted),
        cmocka_unit_test(a_second_spelling_in_brackets_makes_no_second_place),
        cmocka_unit_test(merged_places_keep_every_incident),
    };
    return cmocka_run_group_tests_name("scene", tests, set_up, tear_down);
}
