// Sixty made-up scenes, on the real basemap with real type: what must be true of every map.
#include "unit/cmocka_main.h"

#include "golden/checks.h"
#include "map/typeset.h"

#ifndef DATELINE_TEST_BASEMAP
#error "the build says where the basemap is"
#endif

// Numerical Recipes' linear congruential generator: the same scenes everywhere.
static uint32_t next(uint32_t *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static double between(uint32_t *state, double low, double high) {
    return low + (high - low) * (double)(next(state) % 100000) / 100000;
}

struct region {
    const char *what;
    double west, south, width, height;
};

static const struct region regions[] = {
    {"coast and desert", 34, 30, 12, 7},
    {"one province", 36.5, 47.5, 1.2, 0.9},
    {"islands", 118, 5, 8, 12},
    {"across the antimeridian", 172, -22, 16, 10},
    {"around the pole", -180, 72, 359, 14},
    {"equator", 12, -6, 20, 14},
    {"continent", -80, -40, 40, 50},
    {"world", -170, -50, 340, 120},
    {"one point", 44.4, 33.3, 0, 0},
    {"south", -70, -55, 10, 15},
};

static const char *const names[] = {
    "Al-Qa'im",
    "Deir ez-Zor",
    "Kostiantynivka",
    "السويداء",
    "Київ",
    "東京",
    "ירושלים",
    "a farm north of the old bridge over the river near Al-Mayadin",
    "Us",
    "Al-Bukamal البوكمال",
    "Ouagadougou",
    "Bir",
    "San Fernando del Valle de Catamarca",
    "Mocha",
    "Tin Zaouatine",
};
static const char *const types[] = {"strike", "clash", "protest", "arrest", "explosion"};
static const char *const statuses[] = {"reported", "reported", "claimed", "denied", "planned"};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void add_place(dln_buffer *out, const struct region *region, uint32_t *state, int number) {
    double lon = region->west + between(state, 0, region->width);
    dln_buffer_printf(out, "%s %d @ %.4f %.4f %d XX %s", names[next(state) % COUNT(names)], number,
                      region->south + between(state, 0, region->height),
                      lon >= 180 ? lon - 360 : lon, (int)(next(state) % 30000),
                      next(state) % 4 ? "exact" : "near");
}

static void make_scene(dln_buffer *out, const struct region *region, int incidents, uint32_t seed) {
    static const char *const sizes[] = {"1658x1045", "800x600", "1200x1600",
                                        "600x400",   "480x700", "1000x480"};
    uint32_t state = seed;
    dln_buffer_printf(out, "title | %s\nsize | %s\n", region->what, sizes[seed % COUNT(sizes)]);
    for (int i = 0; i < incidents; i++) {
        bool moves = i % 5 == 4;
        dln_buffer_printf(out, "%s | %s | 2024-05-%02d | ",
                          moves ? "movement" : types[next(&state) % COUNT(types)],
                          statuses[next(&state) % COUNT(statuses)], 1 + i % 28);
        add_place(out, region, &state, i);
        if (moves) {
            dln_buffer_printf(out, " > ");
            add_place(out, region, &state, i + 1000);
        }
        dln_buffer_printf(out, " | Wire\n");
    }
}

static void every_scene_keeps_the_rules(int incidents, uint32_t seed) {
    dln_fonts *fonts;
    assert_int_equal(dln_fonts_new(&fonts, NULL), DLN_OK);
    dln_typesetter typesetter = dln_fonts_typesetter(fonts);
    for (size_t i = 0; i < COUNT(regions); i++) {
        dln_buffer text = {0};
        make_scene(&text, &regions[i], incidents, seed + (uint32_t)i);
        laid_out l;
        dln_error err;
        if (laid_out_make(dln_buffer_str(&text), &typesetter, DATELINE_TEST_BASEMAP, &l, &err) !=
            DLN_OK)
            fail_msg("%s: %s", regions[i].what, err.message);
        check_result r = check_list(&l);
        if (r.overlaps || r.outside || r.unnamed || r.buried || r.unexplained || r.misplaced ||
            r.cut || r.scale_error > 0.01)
            fail_msg("%s, %d incidents on %.0fx%.0f: %zu overlap, %zu outside, %zu unnamed, "
                     "%zu on symbols, %zu numbers, %zu out of place, %zu cut, scale off by %.4f "
                     "(%s)",
                     regions[i].what, incidents, l.list.width, l.list.height, r.overlaps, r.outside,
                     r.unnamed, r.buried, r.unexplained, r.misplaced, r.cut, r.scale_error,
                     r.first_fault);
        assert_true(r.labels > 0);
        laid_out_free(&l);
        dln_buffer_free(&text);
    }
    dln_fonts_free(fonts);
}

static void one_incident_makes_a_map(void **state) {
    (void)state;
    every_scene_keeps_the_rules(1, 7);
}

static void a_few_incidents_make_a_map(void **state) {
    (void)state;
    every_scene_keeps_the_rules(6, 101);
}

static void fifteen_incidents_make_a_map(void **state) {
    (void)state;
    every_scene_keeps_the_rules(15, 33);
    every_scene_keeps_the_rules(15, 34);
}

static void thirty_incidents_make_a_map(void **state) {
    (void)state;
    every_scene_keeps_the_rules(30, 55);
    every_scene_keeps_the_rules(30, 58);
}

static void lay_out_text(const dln_buffer *text, const dln_typesetter *typesetter, laid_out *l) {
    dln_error err;
    if (laid_out_make(dln_buffer_str(text), typesetter, DATELINE_TEST_BASEMAP, l, &err) != DLN_OK)
        fail_msg("%s", err.message);
}

static void a_small_picture_is_half_map_at_least(void **state) {
    (void)state;
    static const char *const sizes[] = {"size | 400x300\n", "size | 600x400\n",
                                        "size | 1658x1045\ndpi | 200\n", "size | 320x480\n"};
    dln_fonts *fonts;
    assert_int_equal(dln_fonts_new(&fonts, NULL), DLN_OK);
    dln_typesetter typesetter = dln_fonts_typesetter(fonts);
    for (size_t i = 0; i < COUNT(regions) * COUNT(sizes); i++) {
        dln_buffer text = {0};
        make_scene(&text, &regions[i / COUNT(sizes)], 25, 900 + (uint32_t)i);
        dln_buffer_printf(&text, "%s", sizes[i % COUNT(sizes)]);
        laid_out l;
        lay_out_text(&text, &typesetter, &l);
        dln_rect f = l.plan.frame;
        if (2 * dln_rect_width(f) * dln_rect_height(f) < l.list.width * l.list.height)
            fail_msg("%s, %s: the map is %.0f x %.0f", regions[i / COUNT(sizes)].what,
                     sizes[i % COUNT(sizes)], dln_rect_width(f), dln_rect_height(f));
        assert_int_equal(check_list(&l).overlaps, 0);
        laid_out_free(&l);
        dln_buffer_free(&text);
    }
    dln_fonts_free(fonts);
}

static void what_is_said_is_what_is_seen(void **state) {
    (void)state;
    dln_buffer text = {0};
    dln_buffer_printf(&text, "extent | 150,-30,-140,30\n"
                             "strike | reported | 2024-01-02 | Tikrit @ 34.6 43.7 3000 IQ | A\n"
                             "clash | reported | 2024-02-02 | Suva @ -18.1 178.4 3000 FJ | B\n");
    laid_out l;
    lay_out_text(&text, NULL, &l);
    assert_int_equal(l.plan.counts.shown, 1);
    assert_int_equal(l.plan.counts.outside, 1);
    assert_int_equal(l.plan.legend.row_count, 1);
    assert_int_equal(l.plan.legend.rows[0].type, DLN_CLASH);
    assert_true(dln_str_starts_with(l.plan.subtitle, DLN_STR("1 incident, 2 February 2024")));
    assert_true(dln_str_starts_with(l.list.title, DLN_STR("Clash in Fiji")));
    laid_out_free(&l);
    dln_buffer_free(&text);
}

static void a_thousand_places_are_merged_and_none_is_lost(void **state) {
    (void)state;
    dln_buffer text = {0};
    make_scene(&text, &regions[0], 1000, 5);
    laid_out l;
    lay_out_text(&text, NULL, &l);
    assert_true(l.plan.scene->site_count < l.scene.site_count);
    assert_int_equal(l.plan.counts.shown + l.plan.counts.outside, 1000);
    assert_int_equal(check_list(&l).overlaps, 0);
    laid_out_free(&l);
    dln_buffer_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_incident_makes_a_map),
        cmocka_unit_test(a_few_incidents_make_a_map),
        cmocka_unit_test(fifteen_incidents_make_a_map),
        cmocka_unit_test(thirty_incidents_make_a_map),
        cmocka_unit_test(a_small_picture_is_half_map_at_least),
        cmocka_unit_test(what_is_said_is_what_is_seen),
        cmocka_unit_test(a_thousand_places_are_merged_and_none_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
