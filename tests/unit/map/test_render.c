#include "map_tests.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "golden/scene_file.h"

#define ONE_STRIKE "strike | reported | 2024-01-02 | Tikrit @ 34.6 43.68 3000 IQ | Wire\n"

static dln_status render(const char *text, const char *path, dln_map_options *changed,
                         dln_map_summary *summary, dln_error *err) {
    dln_arena *arena;
    scene_file file;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    assert_int_equal(scene_file_parse(dln_str_from(text), arena, &file, NULL), DLN_OK);
    dln_map_options options = changed ? *changed : file.options;
    options.path = path;
    if (!options.basemap)
        options.basemap = DATELINE_TEST_BASEMAP;
    dln_status status = dln_map_render(file.records, file.count, &options, summary, err);
    dln_arena_free(arena);
    return status;
}

static dln_map_options small(void) {
    dln_map_options options;
    dln_map_options_init(&options);
    options.width_px = 320;
    options.height_px = 240;
    return options;
}

static void a_map_is_written_and_summed_up(void **state) {
    (void)state;
    dln_map_options options = small();
    dln_map_summary summary;
    assert_int_equal(render(ONE_STRIKE "clash | reported | 2024-01-02 | Nowhere | Wire\n",
                            "unit-map.png", &options, &summary, NULL),
                     DLN_OK);
    assert_int_equal(summary.incidents, 1);
    assert_int_equal(summary.unplaced, 1);
    struct stat file;
    assert_int_equal(stat("unit-map.png", &file), 0);
    assert_true(file.st_size > 1000);
    assert_int_equal(file.st_mode & 0777, 0644);
    unlink("unit-map.png");
}

static void nothing_to_show_is_said_and_leaves_no_file(void **state) {
    (void)state;
    dln_error err;
    assert_int_equal(render("", "unit-none.png", NULL, NULL, &err), DLN_NOT_FOUND);
    assert_int_equal(render("strike | reported | 2024-01-02 | Nowhere | Wire\n", "unit-none.png",
                            NULL, NULL, &err),
                     DLN_NOT_FOUND);
    assert_non_null(strstr(err.message, "known place"));
    assert_int_equal(access("unit-none.png", F_OK), -1);
}

static void an_extent_without_incidents_is_a_base_map(void **state) {
    (void)state;
    dln_map_options options = small();
    options.has_extent = true;
    options.extent = (dln_box){40, 30, 48, 37};
    assert_int_equal(render("", "unit-base.svg", &options, NULL, NULL), DLN_OK);
    unlink("unit-base.svg");
}

static void senseless_options_are_refused(void **state) {
    (void)state;
    dln_map_options wrong[7];
    for (int i = 0; i < 7; i++)
        wrong[i] = small();
    wrong[0].width_px = 10;
    wrong[1].height_px = 100000;
    wrong[2].dpi = 0;
    wrong[3].theme = (dln_map_theme)17;
    wrong[4].has_extent = true; // of zero size
    wrong[5].has_extent = true;
    wrong[5].extent = (dln_box){0, 80, 10, 95};
    wrong[6].width_px = -5;
    for (int i = 0; i < 7; i++) {
        dln_error err = {0};
        assert_int_equal(render(ONE_STRIKE, "unit-wrong.png", &wrong[i], NULL, &err), DLN_INVALID);
        assert_true(strlen(err.message) > 10);
        assert_int_equal(access("unit-wrong.png", F_OK), -1);
    }
}

static void an_unknown_suffix_is_refused(void **state) {
    (void)state;
    dln_error err;
    assert_int_equal(render(ONE_STRIKE, "unit-map.bmp", NULL, NULL, &err), DLN_INVALID);
    assert_non_null(strstr(err.message, ".png"));
}

static void a_folder_that_is_not_there_is_named(void **state) {
    (void)state;
    dln_map_options options = small();
    dln_error err;
    assert_int_equal(render(ONE_STRIKE, "no/such/folder/map.png", &options, NULL, &err), DLN_IO);
    assert_non_null(strstr(err.message, "no/such/folder/map.png"));
}

static void a_missing_basemap_is_named(void **state) {
    (void)state;
    dln_map_options options = small();
    options.basemap = "no/such/basemap";
    dln_error err;
    assert_int_equal(render(ONE_STRIKE, "unit-map.png", &options, NULL, &err), DLN_BAD_INPUT);
    assert_non_null(strstr(err.message, "no/such/basemap"));
}

// What stood there stays: the failure comes before the rename.
static void a_failed_map_leaves_the_old_one(void **state) {
    (void)state;
    FILE *old = fopen("unit-old.png", "wb");
    assert_non_null(old);
    fputs("old", old);
    fclose(old);
    dln_map_options options = small();
    options.basemap = "no/such/basemap";
    assert_int_equal(render(ONE_STRIKE, "unit-old.png", &options, NULL, NULL), DLN_BAD_INPUT);
    char content[8] = {0};
    old = fopen("unit-old.png", "rb");
    assert_non_null(old);
    assert_int_equal(fread(content, 1, sizeof content, old), 3);
    fclose(old);
    assert_string_equal(content, "old");
    unlink("unit-old.png");
}

static void points_at_the_poles_and_the_antimeridian_make_maps(void **state) {
    (void)state;
    const char *scenes[] = {
        "strike | reported | 2024-01-02 | Pole @ 90 0 | Wire\n",
        "strike | reported | 2024-01-02 | Pole @ -90 0 | Wire\n",
        "strike | reported | 2024-01-02 | A @ 90 0 | W\nstrike | reported | 2024-01-02 | B @ -90 "
        "0\n",
        "strike | reported | 2024-01-02 | A @ 0 180 | W\nstrike | reported | 2024-01-02 | B @ 0 "
        "-180\n",
        "strike | reported | 2024-01-02 | A @ 0 0 | Wire\n",
    };
    dln_map_options options = small();
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
        dln_error err = {0};
        if (render(scenes[i], "unit-pole.png", &options, NULL, &err) != DLN_OK)
            fail_msg("scene %zu: %s", i, err.message);
    }
    unlink("unit-pole.png");
}

// Ten metres on the map, half a globe between the ends: the arrow only passes by.
static void an_arrow_from_far_away_crosses_a_close_map(void **state) {
    (void)state;
    dln_map_options options = small();
    options.has_extent = true;
    options.extent = (dln_box){44.400, 33.300, 44.401, 33.301};
    assert_int_equal(
        render("movement | reported | 2024-01-02 | A @ -33 -70 > B @ 33.3005 44.4005\n",
               "unit-far.png", &options, NULL, NULL),
        DLN_OK);
    unlink("unit-far.png");
}

static void a_title_of_five_hundred_characters_makes_a_map(void **state) {
    (void)state;
    char title[501];
    memset(title, 'w', 500);
    title[500] = 0;
    dln_map_options options = small();
    options.width_px = 480;
    options.height_px = 400;
    options.title = dln_str_from(title);
    assert_int_equal(render(ONE_STRIKE, "unit-title.pdf", &options, NULL, NULL), DLN_OK);
    unlink("unit-title.pdf");
}

int render_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_map_is_written_and_summed_up),
        cmocka_unit_test(nothing_to_show_is_said_and_leaves_no_file),
        cmocka_unit_test(an_extent_without_incidents_is_a_base_map),
        cmocka_unit_test(senseless_options_are_refused),
        cmocka_unit_test(an_unknown_suffix_is_refused),
        cmocka_unit_test(a_folder_that_is_not_there_is_named),
        cmocka_unit_test(a_missing_basemap_is_named),
        cmocka_unit_test(a_failed_map_leaves_the_old_one),
        cmocka_unit_test(points_at_the_poles_and_the_antimeridian_make_maps),
        cmocka_unit_test(an_arrow_from_far_away_crosses_a_close_map),
        cmocka_unit_test(a_title_of_five_hundred_characters_makes_a_map),
    };
    return cmocka_run_group_tests_name("render", tests, NULL, NULL);
}
