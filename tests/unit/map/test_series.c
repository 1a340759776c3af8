#include "map_tests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "golden/scene_file.h"
#include "map/colors.h"
#include "map/series.h"

// 2024-02-26 and 2024-12-30 are Mondays.
static dln_day day(int year, int month, int number) {
    return dln_day_from_civil((dln_civil){year, month, number});
}

static void periods_begin_on_mondays_and_firsts(void **state) {
    (void)state;
    assert_int_equal(dln_period_first(DLN_SERIES_WEEK, day(2024, 3, 3)), day(2024, 2, 26));
    assert_int_equal(dln_period_first(DLN_SERIES_WEEK, day(2025, 1, 1)), day(2024, 12, 30));
    assert_int_equal(dln_period_first(DLN_SERIES_MONTH, day(2024, 2, 29)), day(2024, 2, 1));
    assert_int_equal(dln_period_next(DLN_SERIES_MONTH, day(2024, 2, 1)), day(2024, 3, 1));
    assert_int_equal(dln_period_first(DLN_SERIES_DAY, day(1969, 12, 31)), day(1969, 12, 31));
}

static dln_shown dated(dln_day first, dln_day last, dln_date_precision precision) {
    return (dln_shown){.when = {first, last, precision}};
}

static void every_incident_is_in_one_period_or_undated(void **state) {
    (void)state;
    const dln_shown incidents[] = {
        dated(day(2024, 1, 31), day(2024, 2, 2), DLN_DATE_DAY), // a clash of three days
        dated(day(2024, 1, 1), day(2024, 1, 31), DLN_DATE_MONTH),
        dated(day(2024, 4, 2), day(2024, 4, 2), DLN_DATE_DAY),
        dated(day(2024, 1, 1), day(2024, 12, 31), DLN_DATE_YEAR),
        dated(DLN_DAY_NONE, DLN_DAY_NONE, DLN_DATE_OPEN),
    };
    dln_arena *arena;
    dln_series series;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    assert_int_equal(dln_series_divide(incidents, 5, DLN_SERIES_MONTH, arena, &series, NULL),
                     DLN_OK);
    assert_int_equal(series.period_count, 4); // the months in between are pictures too
    assert_int_equal(series.periods[0].count, 2);
    assert_int_equal(series.periods[1].count + series.periods[2].count, 0);
    assert_int_equal(series.periods[3].count, 1);
    assert_int_equal(series.periods[3].last, day(2024, 4, 30));
    assert_int_equal(series.undated, 2);
    assert_int_equal(dln_series_divide(incidents, 5, DLN_SERIES_DAY, arena, &series, NULL), DLN_OK);
    assert_int_equal(series.undated, 3); // of the month nobody knows the day
    dln_arena_free(arena);
}

static void too_long_a_series_says_what_to_do(void **state) {
    (void)state;
    const dln_shown incidents[] = {dated(day(1990, 1, 1), day(1990, 1, 1), DLN_DATE_DAY),
                                   dated(day(2024, 1, 1), day(2024, 1, 1), DLN_DATE_DAY)};
    dln_arena *arena;
    dln_series series;
    dln_error err;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    assert_int_equal(dln_series_divide(incidents, 2, DLN_SERIES_DAY, arena, &series, &err),
                     DLN_TOO_LARGE);
    assert_non_null(strstr(err.message, "--since"));
    const dln_shown open = dated(DLN_DAY_NONE, DLN_DAY_NONE, DLN_DATE_OPEN);
    assert_int_equal(dln_series_divide(&open, 1, DLN_SERIES_DAY, arena, &series, &err),
                     DLN_NOT_FOUND);
    dln_arena_free(arena);
}

static void numbers_have_as_many_digits_as_the_last(void **state) {
    (void)state;
    dln_arena *arena;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    assert_string_equal(dln_series_path("out/a.b/map.png", 3, 9, arena).data, "out/a.b/map-03.png");
    assert_string_equal(dln_series_path("map.svg", 7, 120, arena).data, "map-007.svg");
    dln_arena_free(arena);
}

static void flat_tints_stay_exact(void **state) {
    (void)state;
    enum { WIDTH = 1024, HEIGHT = 8 };
    static uint32_t pixels[WIDTH * HEIGHT];
    for (int i = 0; i < WIDTH * HEIGHT; i++) // half of one tint, the rest all different
        pixels[i] = i % 2 ? 0xECE9E2 : (uint32_t)(i * 977 % 0xFFFFFF);
    dln_arena *arena;
    dln_colors colors;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    assert_int_equal(dln_colors_choose((const unsigned char *)pixels, WIDTH, HEIGHT, WIDTH * 4,
                                       arena, &colors, NULL),
                     DLN_OK);
    assert_int_equal(colors.count, DLN_COLORS_MAX);
    assert_int_equal(colors.palette[dln_colors_find(&colors, 0xECE9E2)], 0xECE9E2);
    for (int i = 0; i < WIDTH * HEIGHT; i += 2) { // no channel is far from what it was
        uint32_t found = colors.palette[dln_colors_find(&colors, pixels[i])];
        for (int shift = 0; shift < 24; shift += 8)
            assert_true(abs((int)(found >> shift & 255) - (int)(pixels[i] >> shift & 255)) < 64);
    }
    dln_arena_free(arena);
}

#define TWO_MONTHS                                                                                 \
    "strike | reported | 2024-01-02 | Tikrit @ 34.6 43.68 3000 IQ | Wire\n"                        \
    "clash | reported | 2024-02-05 | Hama @ 35.1 36.7 3000 SY | Wire\n"

static dln_status render_series(const char *path, const char *changes, dln_map_summary *summary) {
    dln_arena *arena;
    scene_file file;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    assert_int_equal(scene_file_parse(DLN_STR(TWO_MONTHS), arena, &file, NULL), DLN_OK);
    file.options.path = path;
    file.options.basemap = DATELINE_TEST_BASEMAP;
    file.options.width_px = 400;
    file.options.height_px = 320;
    file.options.series = DLN_SERIES_MONTH;
    if (changes)
        file.options.subtitle = dln_str_from(changes);
    dln_status status = dln_map_render(file.records, file.count, &file.options, summary, NULL);
    dln_arena_free(arena);
    return status;
}

static char *contents(const char *path) {
    static char text[400000];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = 0;
    fclose(file);
    unlink(path);
    return text;
}

static void pictures_of_a_series_differ_in_what_happened_only(void **state) {
    (void)state;
    dln_map_summary summary;
    assert_int_equal(render_series("unit-series.svg", NULL, &summary), DLN_OK);
    assert_int_equal(summary.pictures, 2);
    assert_int_equal(summary.incidents, 2);
    char *frame[2], *land[2];
    for (int i = 0; i < 2; i++) {
        char *svg = contents(i ? "unit-series-02.svg" : "unit-series-01.svg");
        assert_non_null(strstr(svg, i ? "1 incident, February 2024" : "1 incident, January 2024"));
        assert_true((strstr(svg, ">Tikrit<") != NULL) == (i == 0));
        assert_non_null(strstr(svg, ">Strike<")); // the legend is that of both
        assert_non_null(strstr(svg, ">Clash<"));
        frame[i] = strdup(strstr(svg, "class=\"frame\""));
        land[i] = strdup(strstr(svg, "class=\"land\""));
        *strchr(frame[i], '>') = *strchr(land[i], '>') = 0;
    }
    assert_string_equal(frame[0], frame[1]);
    assert_string_equal(land[0], land[1]);
    for (int i = 0; i < 2; i++) {
        free(frame[i]);
        free(land[i]);
    }
}

static void a_gif_holds_the_whole_series(void **state) {
    (void)state;
    dln_map_summary summary;
    assert_int_equal(render_series("unit-series.gif", NULL, &summary), DLN_OK);
    assert_int_equal(summary.pictures, 2);
    assert_memory_equal(contents("unit-series.gif"), "GIF89a\x90\x01\x40\x01", 10);
}

int series_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_begin_on_mondays_and_firsts),
        cmocka_unit_test(every_incident_is_in_one_period_or_undated),
        cmocka_unit_test(too_long_a_series_says_what_to_do),
        cmocka_unit_test(numbers_have_as_many_digits_as_the_last),
        cmocka_unit_test(flat_tints_stay_exact),
        cmocka_unit_test(pictures_of_a_series_differ_in_what_happened_only),
        cmocka_unit_test(a_gif_holds_the_whole_series),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
