// What places a picture on the ground: reference systems, world files, north, the locator.
#include "map_tests.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "golden/laid_out.h"
#include "map/furniture.h"
#include "map/plan.h"
#include "map/sites.h"
#include "map/worldfile.h"

#define SCENE                                                                                      \
    "size | 1000x700\n"                                                                            \
    "strike | reported | 2024-01-02 | A @ 33 40 | X\n"                                             \
    "strike | reported | 2024-01-02 | B @ 34 42 | X\n"

static laid_out lay_out(const char *more) {
    dln_buffer text = {0};
    laid_out l;
    dln_error err;
    dln_buffer_printf(&text, "%s%s", SCENE, more);
    if (laid_out_make(dln_buffer_str(&text), NULL, NULL, &l, &err) != DLN_OK)
        fail_msg("%s", err.message);
    dln_buffer_free(&text);
    return l;
}

static dln_projection *named(const char *name) {
    dln_projection *projection;
    dln_error err;
    if (dln_projection_named(name, &projection, &err) != DLN_OK)
        fail_msg("%s", err.message);
    return projection;
}

// By definition: a UTM zone has 500,000 m at its middle meridian; Web Mercator's easting is the
// radius times the longitude.
static void a_named_system_gives_its_own_coordinates(void **state) {
    (void)state;
    dln_projection *utm = named("EPSG:32637"), *web = named("EPSG:3857"),
                   *plain = named("EPSG:4326");
    dln_xy xy;
    dln_lonlat back;
    assert_true(dln_project(utm, (dln_lonlat){39, 0}, &xy)); // its middle meridian
    assert_true(fabs(xy.x - 500000) < 0.01 && fabs(xy.y) < 0.01);
    assert_true(dln_project(web, (dln_lonlat){40, 0}, &xy));
    assert_true(fabs(xy.x - 40 * 3.14159265358979 / 180 * 6378137) < 0.01);
    assert_true(dln_unproject(web, xy, &back));
    assert_true(fabs(back.lon - 40) < 1e-9 && fabs(back.lat) < 1e-9);
    assert_true(dln_projection_center_lon(utm) == 39);
    assert_true(fabs(dln_projection_metres_per_unit(plain) - 111319.49) < 0.01);
    dln_projection_free(utm);
    dln_projection_free(web);
    dln_projection_free(plain);
}

// Web maps end at 85.06 degrees: a frame that had to hold the poles would show nothing else.
static void the_poles_of_a_web_map_do_not_take_all_its_room(void **state) {
    (void)state;
    dln_projection *web = named("EPSG:3857");
    dln_lonlat edges[DLN_EXTENT_EDGE_POINTS];
    dln_view view;
    dln_extent_edges((dln_box){-180, -90, 180, 90}, edges);
    dln_view_fit(&view, web, (dln_rect){0, 0, 1000, 1000}, edges, DLN_EXTENT_EDGE_POINTS, 0, 1e3);
    // The equator is as long as the picture is wide, and the arctic is on it.
    assert_true(fabs(view.metres_per_px - 40075.0) < 100);
    dln_px px;
    assert_true(dln_view_px(&view, (dln_lonlat){30, 80}, &px) && px.y > 0 && px.y < 200);
    dln_projection_free(web);
}

static void what_is_no_system_of_maps_is_refused(void **state) {
    (void)state;
    static const char *const wrong[] = {"EPSG:99999", "+proj=nothing", "",
                                        "EPSG:4978",  "hello",         "+proj=utm +zone=99"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        dln_projection *projection;
        dln_error err = {0};
        assert_int_equal(dln_projection_named(wrong[i], &projection, &err), DLN_INVALID);
        assert_true(strlen(err.message) > 10);
    }
}

// The world file must say of the pixel of a place what the projection says of the place.
static void a_world_file_puts_pixels_where_they_are(void **state) {
    (void)state;
    laid_out l = lay_out("");
    assert_int_equal(dln_worldfile_save("unit-placed.png", &l.plan.view, NULL, l.arena, NULL),
                     DLN_OK);
    double line[6];
    FILE *file = fopen("unit-placed.pgw", "r");
    assert_non_null(file);
    for (int i = 0; i < 6; i++)
        assert_int_equal(fscanf(file, "%lf", &line[i]), 1);
    fclose(file);
    for (size_t i = 0; i < l.scene.site_count; i++) {
        dln_xy xy;
        assert_true(dln_project(l.projection, l.scene.sites[i].at, &xy));
        dln_px px = l.plan.site_px[i]; // from the picture's corner; lines 5 and 6 mean a middle
        assert_true(fabs(line[4] + line[0] * (px.x - 0.5) - xy.x) < 0.01);
        assert_true(fabs(line[5] + line[3] * (px.y - 0.5) - xy.y) < 0.01);
    }
    assert_int_equal(access("unit-placed.prj", R_OK), 0);
    assert_int_equal(access("unit-placed.png.aux.xml", R_OK), 0);
    unlink("unit-placed.pgw");
    unlink("unit-placed.prj");
    unlink("unit-placed.png.aux.xml");
    laid_out_free(&l);
}

static void an_arrow_shows_north_only_where_it_is_not_up(void **state) {
    (void)state;
    laid_out l = lay_out("");
    dln_scalebar bar = dln_scalebar_make(&l.plan, &l.scene);
    assert_true(dln_north_make(&l.plan, &l.scene, &bar).box.right == 0);
    // The same scene in a polar system whose middle meridian is 45 W: north is up there only.
    dln_projection *polar = named("EPSG:3413");
    dln_plan plan = l.plan;
    dln_lonlat places[] = {l.scene.sites[0].at, l.scene.sites[1].at};
    dln_view_fit(&plan.view, polar, plan.frame, places, 2, 0.2, 1e5);
    for (size_t i = 0; i < 2; i++)
        assert_true(dln_view_px(&plan.view, places[i], &plan.site_px[i]));
    dln_north north = dln_north_make(&plan, &l.scene, &bar);
    assert_true(north.box.right > 0);
    // Of 41 E the meridian points 86 degrees to the left of up there.
    assert_true(fabs(fabs(north.angle_deg) - 86) < 3);
    dln_projection_free(polar);
    laid_out_free(&l);
}

static void a_locator_helps_on_maps_of_a_region_only(void **state) {
    (void)state;
    laid_out l = lay_out("");
    assert_non_null(l.plan.locator.projection);
    assert_true(dln_rect_holds(l.plan.frame, l.plan.locator.frame));
    assert_int_equal(dln_plan_hidden_by(&l.plan, l.plan.locator.frame), 0);
    laid_out world = lay_out("strike | reported | 2024-01-02 | C @ -34 151 | X\n");
    assert_null(world.plan.locator.projection);
    laid_out small = lay_out("size | 500x400\n");
    assert_null(small.plan.locator.projection);
    laid_out_free(&l);
    laid_out_free(&world);
    laid_out_free(&small);
}

#define ELSEWHERE "Far @ 34 30 > Wide @ 34 52 | X\n"

// Its target lies outside and is counted there; a convoy on its way through is shown.
static void a_launch_from_elsewhere_to_elsewhere_is_no_line_across_the_map(void **state) {
    (void)state;
    laid_out launch = lay_out("extent | 38,32,44,36\nstrike | reported | 2024-01-03 | " ELSEWHERE);
    laid_out convoy =
        lay_out("extent | 38,32,44,36\nmovement | reported | 2024-01-03 | " ELSEWHERE);
    assert_int_equal(launch.scene.move_count, 1);
    assert_false(launch.plan.arrows[0].drawn);
    assert_int_equal(launch.plan.counts.outside, 1);
    assert_true(convoy.plan.arrows[0].drawn);
    assert_int_equal(convoy.plan.counts.movements, 1);
    laid_out_free(&launch);
    laid_out_free(&convoy);
}

// Where a crowd is merged, a short movement is counted at its end, and nothing leads to its begin.
static void the_begin_of_a_merged_movement_leaves_no_dot(void **state) {
    (void)state;
    dln_buffer text = {0};
    for (int i = 0; i < 100; i++)
        dln_buffer_printf(&text, "strike | reported | 2024-01-02 | P%d @ 33 %d.5 | X\n", i, i - 20);
    dln_buffer_printf(&text, "movement | reported | 2024-01-02 | Mo @ -20 0 > No @ -20 6 | X\n");
    laid_out l = lay_out(text.data);
    const dln_scene *scene = l.plan.scene;
    const bool *used = dln_sites_in_use(scene, l.arena);
    size_t bare = DLN_NOWHERE, dots = 0;
    for (size_t i = 0; i < scene->site_count; i++)
        if (dln_str_equal(scene->sites[i].name, DLN_STR("Mo")))
            bare = i;
    assert_int_not_equal(bare, DLN_NOWHERE);
    assert_false(used[bare]);
    dln_px at = l.plan.site_px[bare];
    for (size_t i = 0; i < l.list.count; i++) {
        const dln_item *item = &l.list.items[i];
        if (item->kind == DLN_ITEM_PATH && strcmp(item->role, "dot") == 0)
            dots += hypot(item->path.points[0].x - at.x, item->path.points[0].y - at.y) < 6;
    }
    assert_int_equal(dots, 0);
    laid_out_free(&l);
    dln_buffer_free(&text);
}

// A crossing from one town into the next: no name lies on the symbol that stands for it.
static void the_symbol_of_a_short_movement_keeps_its_room(void **state) {
    (void)state;
    laid_out l = lay_out("strike | reported | 2024-01-02 | Behind @ 33.5 41 | X\n"
                         "movement | reported | 2024-01-02 | Behind @ 33.5 41 > Over @ 33.5 40.99 "
                         "| X\n");
    dln_px at;
    assert_true(dln_sites_short_move(&l.plan, 0, &at));
    for (size_t i = 0; i < l.plan.label_count; i++)
        assert_false(l.plan.labels[i].placed && dln_rect_contains(l.plan.labels[i].box, at));
    // What happened on its left stays in view.
    for (size_t i = 0; i < l.plan.scene->site_count; i++)
        if (l.plan.scene->sites[i].tally_count)
            l.plan.symbol_px[i] = (dln_px){at.x - l.plan.symbol_radius, at.y};
    dln_px other;
    assert_true(dln_sites_short_move(&l.plan, 0, &other));
    assert_true(hypot(other.x - at.x, other.y - at.y) > l.plan.symbol_radius);
    laid_out_free(&l);
}

int placed_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_named_system_gives_its_own_coordinates),
        cmocka_unit_test(the_poles_of_a_web_map_do_not_take_all_its_room),
        cmocka_unit_test(what_is_no_system_of_maps_is_refused),
        cmocka_unit_test(a_world_file_puts_pixels_where_they_are),
        cmocka_unit_test(an_arrow_shows_north_only_where_it_is_not_up),
        cmocka_unit_test(a_locator_helps_on_maps_of_a_region_only),
        cmocka_unit_test(a_launch_from_elsewhere_to_elsewhere_is_no_line_across_the_map),
        cmocka_unit_test(the_symbol_of_a_short_movement_keeps_its_room),
        cmocka_unit_test(the_begin_of_a_merged_movement_leaves_no_dot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
