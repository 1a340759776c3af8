#include "map_tests.h"

#include <math.h>

#include "map/clip.h"
#include "map/view.h"

static const dln_rect frame = {0, 0, 800, 500};

static dln_view view_of(dln_box box, dln_projection **projection) {
    dln_view view;
    dln_lonlat edges[DLN_EXTENT_EDGE_POINTS];
    assert_int_equal(dln_projection_for(box, projection, NULL), DLN_OK);
    dln_extent_edges(box, edges);
    dln_view_fit(&view, *projection, frame, edges, DLN_EXTENT_EDGE_POINTS, 0, 0);
    return view;
}

static void the_extent_of_points_takes_the_short_way_round(void **state) {
    (void)state;
    const dln_lonlat fiji[] = {{178, -18}, {-179, -16}, {177, -20}};
    dln_box box = dln_extent_of(fiji, 3);
    assert_near(box.west, 177, 0);
    assert_near(box.east, -179, 0);
    assert_near(box.south, -20, 0);
    const dln_lonlat iraq[] = {{44, 33}, {40, 36}};
    assert_near(dln_extent_of(iraq, 2).west, 40, 0);
    assert_near(dln_extent_of(NULL, 0).east, 180, 0);
}

static void every_extent_gets_a_projection_that_suits_it(void **state) {
    (void)state;
    const struct {
        dln_box box;
        const char *begins;
    } cases[] = {
        {{42, 32, 46, 35}, "+proj=tmerc"},
        {{34, 29, 48, 37}, "+proj=lcc"},
        {{10, -8, 40, 12}, "+proj=merc"},
        {{-30, 70, 60, 85}, "+proj=laea +lat_0=90"},
        {{-80, -85, 20, -65}, "+proj=laea +lat_0=-90"},
        {{60, 5, 150, 60}, "+proj=eqearth"},
        {{-150, 25, -60, 75}, "+proj=laea"},
        {{-80, 10, 60, 55}, "+proj=gall"},
        {{-180, -90, 180, 90}, "+proj=eqearth"},
        {{170, -25, -160, -18}, "+proj=lcc"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dln_projection *projection;
        assert_int_equal(dln_projection_for(cases[i].box, &projection, NULL), DLN_OK);
        const char *definition = dln_projection_definition(projection);
        if (strncmp(definition, cases[i].begins, strlen(cases[i].begins)) != 0)
            fail_msg("case %zu got %s", i, definition);
        dln_projection_free(projection);
    }
}

static void a_given_box_lies_wholly_in_the_frame(void **state) {
    (void)state;
    const dln_box boxes[] = {{34, 29, 48, 37}, {170, -25, -160, -10}, {-10, 75, 60, 89}};
    for (size_t i = 0; i < 3; i++) {
        dln_projection *projection;
        dln_view view = view_of(boxes[i], &projection);
        dln_lonlat edges[DLN_EXTENT_EDGE_POINTS];
        dln_extent_edges(boxes[i], edges);
        for (int j = 0; j < DLN_EXTENT_EDGE_POINTS; j++) {
            dln_px px;
            assert_true(dln_view_px(&view, edges[j], &px));
            assert_true(dln_rect_contains(dln_rect_grown(frame, 0.01), px));
        }
        dln_projection_free(projection);
    }
}

static void pixels_and_degrees_go_there_and_back(void **state) {
    (void)state;
    dln_projection *projection;
    dln_view view = view_of((dln_box){34, 29, 48, 37}, &projection);
    for (double x = 50; x < 800; x += 100) {
        dln_lonlat ground;
        dln_px back;
        assert_true(dln_view_lonlat(&view, (dln_px){x, 200}, &ground));
        assert_true(dln_view_px(&view, ground, &back));
        assert_near(back.x, x, 1e-4);
        assert_true(ground.lon > view.west && ground.lon < view.east);
    }
    dln_projection_free(projection);
}

static void a_point_beyond_the_globe_is_no_place(void **state) {
    (void)state;
    dln_projection *projection;
    dln_view view = view_of((dln_box){-180, -90, 180, 90}, &projection);
    dln_lonlat ground;
    assert_false(dln_view_lonlat(&view, (dln_px){2, 2}, &ground));
    assert_true(dln_view_lonlat(&view, (dln_px){400, 250}, &ground));
    dln_projection_free(projection);
}

static void one_point_gets_its_surroundings(void **state) {
    (void)state;
    const dln_lonlat at = {44, 33};
    dln_projection *projection;
    dln_view view;
    assert_int_equal(dln_projection_for(dln_extent_of(&at, 1), &projection, NULL), DLN_OK);
    dln_view_fit(&view, projection, frame, &at, 1, 0.1, 100e3);
    assert_near(view.metres_per_px * 500, 100e3, 1);
    dln_projection_free(projection);
}

static void ground_metres_are_right_far_from_the_middle(void **state) {
    (void)state;
    dln_projection *projection;
    // Mercator stretches: at 12 degrees a pixel is narrower than on the equator by cos 12.
    dln_view view = view_of((dln_box){10, -12, 40, 12}, &projection);
    dln_px low, high;
    assert_true(dln_view_px(&view, (dln_lonlat){25, 0}, &low));
    assert_true(dln_view_px(&view, (dln_lonlat){25, 12}, &high));
    double ratio =
        dln_view_ground_metres_per_px(&view, high) / dln_view_ground_metres_per_px(&view, low);
    assert_near(ratio, cos(12 * 0.0174532925), 0.002);
    dln_projection_free(projection);
}

static dln_path clipped(const dln_view *view, const dln_lonlat *points, uint32_t count,
                        dln_clip_as as, dln_arena *arena) {
    dln_clip_scratch scratch = {0};
    dln_geometry shape = {DLN_GEOMETRY_POLYGONS, points, &count, 1};
    dln_path path = dln_clip_shape(view, &shape, as, &scratch, arena);
    dln_clip_scratch_free(&scratch);
    return path;
}

static void a_polygon_around_the_frame_fills_it_and_has_no_outline_there(void **state) {
    (void)state;
    dln_arena *arena;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    dln_projection *projection;
    dln_view view = view_of((dln_box){34, 29, 48, 37}, &projection);
    const dln_lonlat land[] = {{0, 0}, {90, 0}, {90, 60}, {0, 60}};
    dln_path fill = clipped(&view, land, 4, DLN_CLIP_FILL, arena);
    assert_int_equal(fill.part_count, 1);
    dln_rect box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (uint32_t i = 0; i < fill.part_ends[0]; i++)
        box = (dln_rect){fmin(box.left, fill.points[i].x), fmin(box.top, fill.points[i].y),
                         fmax(box.right, fill.points[i].x), fmax(box.bottom, fill.points[i].y)};
    assert_true(dln_rect_holds(box, frame));
    assert_int_equal(clipped(&view, land, 4, DLN_CLIP_OUTLINE, arena).part_count, 0);
    dln_projection_free(projection);
    dln_arena_free(arena);
}

static void a_polygon_elsewhere_leaves_nothing(void **state) {
    (void)state;
    dln_arena *arena;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    dln_projection *projection;
    dln_view view = view_of((dln_box){34, 29, 48, 37}, &projection);
    const dln_lonlat land[] = {{-60, 0}, {-50, 0}, {-50, 10}};
    assert_int_equal(clipped(&view, land, 3, DLN_CLIP_FILL, arena).part_count, 0);
    dln_projection_free(projection);
    dln_arena_free(arena);
}

static void land_beyond_the_antimeridian_appears_where_the_map_runs_on(void **state) {
    (void)state;
    dln_arena *arena;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    dln_projection *projection;
    dln_view view = view_of((dln_box){170, -25, -170, -10}, &projection);
    const dln_lonlat land[] = {{-178, -20}, {-175, -20}, {-175, -15}, {-178, -15}};
    dln_path path = clipped(&view, land, 4, DLN_CLIP_FILL, arena);
    assert_int_equal(path.part_count, 1);
    for (uint32_t i = 0; i < path.part_ends[0]; i++)
        assert_true(path.points[i].x > 400 && path.points[i].x < 800);
    dln_projection_free(projection);
    dln_arena_free(arena);
}

// The basemap ends at 179.9: what it knows stays where it is, and only the rest is filled in.
static void a_coast_that_was_cut_short_of_the_antimeridian_is_not_stretched(void **state) {
    (void)state;
    dln_arena *arena;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    dln_projection *projection;
    dln_view view = view_of((dln_box){179, -17, -179, -16}, &projection);
    const dln_lonlat land[] = {{179.2, -16.2}, {179.2, -16.8}, {179.9, -16.7}, {179.9, -16.4}};
    dln_path path = clipped(&view, land, 4, DLN_CLIP_FILL, arena);
    assert_int_equal(path.part_count, 1);
    size_t found = 0;
    for (int i = 2; i < 4; i++) {
        dln_px corner, seam;
        assert_true(dln_view_px(&view, land[i], &corner));
        assert_true(dln_view_px(&view, (dln_lonlat){180, land[i].lat}, &seam));
        for (uint32_t j = 0; j < path.part_ends[0]; j++)
            found += hypot(path.points[j].x - corner.x, path.points[j].y - corner.y) < 0.1 ||
                     hypot(path.points[j].x - seam.x, path.points[j].y - seam.y) < 0.1;
    }
    assert_int_equal(found, 4);
    dln_projection_free(projection);
    dln_arena_free(arena);
}

int view_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_extent_of_points_takes_the_short_way_round),
        cmocka_unit_test(every_extent_gets_a_projection_that_suits_it),
        cmocka_unit_test(a_given_box_lies_wholly_in_the_frame),
        cmocka_unit_test(pixels_and_degrees_go_there_and_back),
        cmocka_unit_test(a_point_beyond_the_globe_is_no_place),
        cmocka_unit_test(one_point_gets_its_surroundings),
        cmocka_unit_test(ground_metres_are_right_far_from_the_middle),
        cmocka_unit_test(a_polygon_around_the_frame_fills_it_and_has_no_outline_there),
        cmocka_unit_test(a_polygon_elsewhere_leaves_nothing),
        cmocka_unit_test(land_beyond_the_antimeridian_appears_where_the_map_runs_on),
        cmocka_unit_test(a_coast_that_was_cut_short_of_the_antimeridian_is_not_stretched),
    };
    return cmocka_run_group_tests_name("view", tests, NULL, NULL);
}
