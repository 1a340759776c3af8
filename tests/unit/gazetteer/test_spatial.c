#include "unit/gazetteer/fixture.h"

#include "gazetteer/spatial.h"

#include <math.h>

static dln_str nearest_id(const dln_gazetteer *g, double lon, double lat) {
    dln_place_index index;
    assert_int_equal(dln_gazetteer_nearest(g, (dln_lonlat){lon, lat}, 1, &index), 1);
    return dln_gazetteer_place(g, index).id;
}

static void the_nearest_place_is_found(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    assert_str(nearest_id(g, 36.7, 34.7), "t:homs");
    assert_str(nearest_id(g, 2.3, 48.8), "t:paris");
}

static void across_the_antimeridian_is_near(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    assert_str(nearest_id(g, 179.97, -16.78), "t:taveuni"); // at -179.98
    assert_str(nearest_id(g, -180, -16.78), "t:taveuni");
    assert_str(nearest_id(g, 180, -16.78), "t:taveuni");
}

static void at_the_poles_every_longitude_is_near(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    for (int lon = -180; lon <= 180; lon += 45) {
        assert_str(nearest_id(g, lon, 89.9), "t:north");
        assert_str(nearest_id(g, lon, -90), "t:south");
    }
}

static void neighbours_come_nearest_first_and_completely(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    size_t all = dln_gazetteer_get_info(g).places;
    dln_place_index found[64];
    dln_lonlat at = {40, 35};
    assert_int_equal(dln_gazetteer_nearest(g, at, 64, found), all);
    double before = -1;
    for (size_t i = 0; i < all; i++) {
        double here = dln_great_circle_m(at, dln_gazetteer_place(g, found[i]).at);
        assert_true(here >= before - 0.01);
        before = here;
    }
    dln_place_index some[5];
    assert_int_equal(dln_gazetteer_nearest(g, at, 5, some), 5);
    assert_memory_equal(some, found, sizeof some);
}

static void a_position_that_is_none_has_no_neighbours(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    dln_place_index out;
    assert_int_equal(dln_gazetteer_nearest(g, (dln_lonlat){0, 91}, 1, &out), 0);
    assert_int_equal(dln_gazetteer_nearest(g, (dln_lonlat){(double)NAN, 0}, 1, &out), 0);
    assert_int_equal(dln_gazetteer_nearest(g, (dln_lonlat){0, 0}, 0, &out), 0);
}

// Brute force over a thousand places of a spiral (every latitude, every longitude).
static void the_tree_finds_what_looking_at_all_finds(void **state) {
    fixture *f = *state;
    dln_buffer rows = {0};
    dln_buffer_printf(&rows, "id\tname\tlat\tlon\tfeature\n");
    for (int i = 0; i < 1000; i++) {
        dln_buffer_printf(&rows, "s:%d\tPlace %d\t%.5f\t%.5f\tP.PPL\n", i, i, -89.9 + i * 0.18,
                          fmod(i * 137.50776, 360.0) - 180.0);
    }
    char path[160];
    write_file(f, "spiral.tsv", dln_buffer_str(&rows), path);
    dln_buffer_free(&rows);
    dln_gazetteer *g = must_build(f, (const char *const[]){path, NULL}, NULL);
    for (int i = 0; i < 200; i++) {
        dln_lonlat at = {fmod(i * 73.1, 360.0) - 180.0, i * 0.9 - 89.5};
        double least = 1e9;
        for (dln_place_index k = 0; k < 1000; k++)
            least = fmin(least, dln_great_circle_m(at, dln_gazetteer_place(g, k).at));
        dln_place_index nearest;
        assert_int_equal(dln_gazetteer_nearest(g, at, 1, &nearest), 1);
        assert_near(dln_great_circle_m(at, dln_gazetteer_place(g, nearest).at), least, 0.01);
    }
    dln_gazetteer_close(g);
}

static void tree_sizes_follow_from_the_number_of_places(void **state) {
    (void)state;
    assert_int_equal(dln_tree_size(0), 0);
    assert_int_equal(dln_tree_size(1), 1);
    assert_int_equal(dln_tree_size(16), 1);
    assert_int_equal(dln_tree_size(17), 3);
    assert_int_equal(dln_tree_size(257), 17 + 2 + 1);
}

static void the_hilbert_curve_visits_each_cell_beside_the_one_before(void **state) {
    (void)state;
    // Cells of 1/16: their first visits, in order, are neighbours.
    int cell_of[256] = {0};
    for (int x = 0; x < 16; x++) {
        for (int y = 0; y < 16; y++) {
            dln_lonlat at = {-180 + (x + 0.5) * 22.5, -90 + (y + 0.5) * 11.25};
            cell_of[dln_hilbert(at) >> 24] = x * 16 + y;
        }
    }
    for (int i = 1; i < 256; i++) {
        int dx = cell_of[i] / 16 - cell_of[i - 1] / 16;
        int dy = cell_of[i] % 16 - cell_of[i - 1] % 16;
        assert_int_equal(dx * dx + dy * dy, 1);
    }
}

int run_spatial(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_place_is_found),
        cmocka_unit_test(across_the_antimeridian_is_near),
        cmocka_unit_test(at_the_poles_every_longitude_is_near),
        cmocka_unit_test(neighbours_come_nearest_first_and_completely),
        cmocka_unit_test(a_position_that_is_none_has_no_neighbours),
        cmocka_unit_test(the_tree_finds_what_looking_at_all_finds),
        cmocka_unit_test(tree_sizes_follow_from_the_number_of_places),
        cmocka_unit_test(the_hilbert_curve_visits_each_cell_beside_the_one_before),
    };
    return cmocka_run_group_tests_name("gazetteer: spatial", tests, make_fixture, remove_fixture);
}
