#include <math.h>
#include <stdlib.h>

#include "unit/export/records.h"

#include "export/page_shape.h"

static char *path_of(const dln_page_grid *grid, dln_geometry_kind kind, const dln_lonlat *points,
                     uint32_t count) {
    dln_page_shape shape = {0};
    dln_buffer out = {0};
    dln_geometry geometry = {kind, points, &count, 1};
    dln_page_append_path(&shape, grid, &geometry, &out);
    assert_false(shape.failed || out.failed);
    dln_page_shape_free(&shape);
    if (!out.data)
        dln_buffer_append(&out, DLN_STR(""));
    return out.data; // the caller frees it
}

static void a_window_gets_room_and_whole_units(void **state) {
    (void)state;
    dln_page_grid grid = dln_page_grid_around((dln_box){40, -5, 50, 5});
    assert_near(grid.west, 34, 1e-9); // six tenths of ten degrees
    assert_near(grid.east, 56, 1e-9);
    assert_near(fmax(grid.width, grid.height), 10000, 1e-6);
    struct dln_page_point middle = dln_page_project(&grid, (dln_lonlat){45, 0});
    assert_near(middle.x, grid.width / 2, 1e-6);
    assert_near(middle.y, grid.height / 2, 1e-6);
}

static void a_window_over_the_antimeridian_runs_on(void **state) {
    (void)state;
    dln_page_grid grid = dln_page_grid_around((dln_box){175, -5, -175, 5});
    assert_near(grid.west, 169, 1e-9);
    assert_near(grid.east, 191, 1e-9);
    // An island behind 180°, as data cut there have it, lies in the right half.
    static const dln_lonlat island[] = {{-179, 1}, {-178, 1}, {-178, 2}, {-179, 2}};
    char *path = path_of(&grid, DLN_GEOMETRY_POLYGONS, island, 4);
    long x = 0;
    assert_int_equal(sscanf(path, "M%ld", &x), 1);
    assert_true((double)x > grid.width / 2 && (double)x < grid.width);
    free(path);
}

static void what_lies_outside_is_cut_off(void **state) {
    (void)state;
    dln_page_grid grid = dln_page_grid_around((dln_box){40, -5, 50, 5});
    static const dln_lonlat far_away[] = {{100, 0}, {101, 0}, {101, 1}, {100, 1}};
    char *path = path_of(&grid, DLN_GEOMETRY_POLYGONS, far_away, 4);
    assert_string_equal(path, "");
    free(path);
    static const dln_lonlat around[] = {{-60, -60}, {100, -60}, {100, 60}, {-60, 60}};
    path = path_of(&grid, DLN_GEOMETRY_POLYGONS, around, 4);
    long x = 0, y = 0;
    assert_int_equal(sscanf(path, "M%ld %ld", &x, &y), 2);
    assert_true(labs(x) < 11000 && labs(y) < 11000); // the grid and a little beyond
    assert_int_equal(path[strlen(path) - 1], 'z');
    free(path);
    path = path_of(&grid, DLN_GEOMETRY_LINES, far_away, 4);
    assert_string_equal(path, "");
    free(path);
}

static void points_on_a_straight_line_are_left_out(void **state) {
    (void)state;
    dln_page_grid grid = dln_page_grid_around((dln_box){40, -5, 50, 5});
    dln_lonlat line[101];
    for (int i = 0; i < 101; i++)
        line[i] = (dln_lonlat){40 + i * 0.1, 0};
    char *path = path_of(&grid, DLN_GEOMETRY_LINES, line, 101);
    assert_null(strchr(strchr(path, 'l'), ',')); // one leg
    assert_int_equal(strspn(strchr(path, 'l') + 1, "0123456789"), 4);
    assert_true(strlen(path) < 20);
    free(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_window_gets_room_and_whole_units),
        cmocka_unit_test(a_window_over_the_antimeridian_runs_on),
        cmocka_unit_test(what_lies_outside_is_cut_off),
        cmocka_unit_test(points_on_a_straight_line_are_left_out),
    };
    return cmocka_run_group_tests_name("page", tests, NULL, NULL);
}
