#include "map_tests.h"

#include <math.h>
#include <string.h>

#include "map/density.h"

static dln_arena *new_arena(void) {
    dln_arena *arena;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    return arena;
}

static void classes_have_round_limits(void **state) {
    (void)state;
    static const struct {
        double most;
        bool whole;
        size_t count;
        double least[DLN_DENSITY_CLASSES];
    } cases[] = {
        {0, true, 0, {0}},
        {1, true, 1, {1}},
        {4, true, 4, {1, 2, 3, 4}},
        {12, true, 4, {1, 2, 5, 10}},
        {60, true, 6, {1, 2, 5, 10, 20, 50}},
        {673, true, 5, {1, 5, 20, 100, 500}},
        {3.2, false, 4, {0.02, 0.1, 0.5, 2}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dln_density_classes classes = dln_density_classify(cases[i].most, cases[i].whole);
        assert_int_equal(classes.count, cases[i].count);
        for (size_t j = 0; j < classes.count; j++)
            assert_true(fabs(classes.least[j] / cases[i].least[j] - 1) < 1e-9);
    }
    for (double most = 1; most < 1e7; most *= 1.37) // whatever the data, the classes suffice
        assert_true(dln_density_classify(floor(most), true).count <= DLN_DENSITY_CLASSES);
}

static const dln_rect frame = {20, 10, 820, 610};

static dln_density counted(dln_map_density kind, const dln_px *points, size_t count,
                           dln_arena *arena) {
    dln_density density;
    assert_int_equal(
        dln_density_make(kind, points, count, frame, 1, 1000, 0, arena, &density, NULL), DLN_OK);
    return density;
}

#define POINTS 3000
static const dln_px *scattered(void) {
    static dln_px points[POINTS];
    uint32_t seed = 3;
    for (size_t i = 0; i < POINTS; i++) { // away from the edges, for a kernel reaches beyond
        seed = seed * 1664525u + 1013904223u;
        points[i].x = 120 + (seed >> 8) % 6000 / 10.0;
        seed = seed * 1664525u + 1013904223u;
        points[i].y = 110 + (seed >> 8) % 4000 / 10.0;
    }
    return points;
}

static void every_point_lies_in_one_hexagon(void **state) {
    (void)state;
    dln_arena *arena = new_arena();
    dln_density density = counted(DLN_DENSITY_HEXAGON, scattered(), POINTS, arena);
    size_t sum = 0;
    for (size_t i = 0; i < density.hexagon_count; i++) {
        sum += density.hexagons[i].count;
        assert_true((double)density.hexagons[i].count <= density.classes.most);
    }
    assert_int_equal(sum, POINTS);
    assert_true(density.hexagon_count > 100);
    // Across, a hexagon is as wide as it says; a point half of that away lies beside it.
    dln_px pair[] = {{300, 300}, {300, 300}};
    pair[1].x += density.across_px;
    assert_int_equal(counted(DLN_DENSITY_HEXAGON, pair, 2, arena).hexagon_count, 2);
    pair[1] = pair[0];
    assert_int_equal(counted(DLN_DENSITY_HEXAGON, pair, 2, arena).hexagon_count, 1);
    dln_arena_free(arena);
}

static void a_surface_sums_up_to_its_incidents(void **state) {
    (void)state;
    dln_arena *arena = new_arena();
    dln_density density = counted(DLN_DENSITY_HEAT, scattered(), POINTS, arena);
    double sum = 0, cell_km2 = density.cell_px * density.cell_px; // a pixel is a kilometre
    for (size_t i = 0; i < density.columns * density.rows; i++)
        sum += density.surface[i] * cell_km2 / 1000;
    assert_true(fabs(sum / POINTS - 1) < 0.01);
    dln_arena_free(arena);
}

static void colours_grow_darker_on_light_and_lighter_on_dark(void **state) {
    (void)state;
    for (int theme = DLN_THEME_LIGHT; theme <= DLN_THEME_GREY; theme++) {
        double before = 0;
        for (size_t class = 0; class < DLN_DENSITY_CLASSES; class ++) {
            dln_color c =
                dln_density_color(dln_theme_of((dln_map_theme)theme), class, DLN_DENSITY_CLASSES);
            double luma = 0.2126 * c.r + 0.7152 * c.g + 0.0722 * c.b;
            if (class)
                assert_true(theme == DLN_THEME_DARK ? luma > before + 8 : luma < before - 8);
            before = luma;
        }
    }
}

static void classes_are_worded_as_what_they_hold(void **state) {
    (void)state;
    dln_arena *arena = new_arena();
    dln_density density = {
        .kind = DLN_DENSITY_HEXAGON, .classes = dln_density_classify(12, true), .across_m = 20e3};
    assert_string_equal(dln_density_label(&density, dln_words_of(DLN_MAP_ENGLISH), 0, arena).data,
                        "1");
    assert_string_equal(dln_density_label(&density, dln_words_of(DLN_MAP_ENGLISH), 1, arena).data,
                        "2\xE2\x80\x93"
                        "4");
    assert_string_equal(dln_density_label(&density, dln_words_of(DLN_MAP_ENGLISH), 3, arena).data,
                        "10\xE2\x80\x93"
                        "12");
    assert_non_null(
        strstr(dln_density_heading(&density, dln_words_of(DLN_MAP_ENGLISH), arena).data, "20 km"));
    dln_arena_free(arena);
}

int density_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_have_round_limits),
        cmocka_unit_test(every_point_lies_in_one_hexagon),
        cmocka_unit_test(a_surface_sums_up_to_its_incidents),
        cmocka_unit_test(colours_grow_darker_on_light_and_lighter_on_dark),
        cmocka_unit_test(classes_are_worded_as_what_they_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
