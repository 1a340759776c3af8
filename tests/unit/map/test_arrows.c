#include "map_tests.h"

#include <math.h>

#include "map/arrows.h"

static const dln_px from = {100, 200}, to = {400, 200};

static dln_arrow arrow_between(dln_px a, dln_px b, int strand) {
    const dln_px stops[] = {a, b};
    return dln_arrow_shape(stops, 2, strand, 0, 0, 4);
}

static void an_arrow_runs_from_its_first_stop_to_its_last(void **state) {
    (void)state;
    dln_arrow arrow = arrow_between(from, to, 0);
    assert_true(arrow.drawn);
    assert_near(arrow.spine[0].x, 100, 1e-6);
    assert_near(arrow.spine[DLN_ARROW_SAMPLES - 1].x, 400, 1e-6);
    assert_near(arrow.spine[DLN_ARROW_SAMPLES - 1].y, 200, 1e-6);
}

static void it_keeps_clear_of_what_stands_at_its_ends(void **state) {
    (void)state;
    const dln_px stops[] = {from, to};
    dln_arrow arrow = dln_arrow_shape(stops, 2, 0, 10, 20, 4);
    dln_px tail = arrow.spine[0], tip = arrow.spine[DLN_ARROW_SAMPLES - 1];
    assert_near(hypot(tail.x - from.x, tail.y - from.y), 10, 0.2);
    assert_near(hypot(tip.x - to.x, tip.y - to.y), 20, 0.2);
}

static void strands_of_one_way_bend_to_different_sides(void **state) {
    (void)state;
    double middles[3];
    for (int strand = 0; strand < 3; strand++)
        middles[strand] = arrow_between(from, to, strand).spine[DLN_ARROW_SAMPLES / 2].y;
    assert_true(middles[0] < 200 - 10);
    assert_true(middles[1] > 200 + 10);
    assert_true(middles[2] < middles[0] - 10);
}

static void there_and_back_do_not_cover_each_other(void **state) {
    (void)state;
    double there = arrow_between(from, to, 0).spine[DLN_ARROW_SAMPLES / 2].y;
    double back = arrow_between(to, from, 1).spine[DLN_ARROW_SAMPLES / 2].y;
    assert_true(fabs(there - back) > 20);
}

static void a_way_passes_through_its_stops(void **state) {
    (void)state;
    const dln_px stops[] = {{0, 0}, {200, 100}, {400, 0}};
    dln_arrow arrow = dln_arrow_shape(stops, 3, 0, 0, 0, 4);
    double nearest = INFINITY;
    for (int i = 0; i < DLN_ARROW_SAMPLES; i++)
        nearest = fmin(nearest, hypot(arrow.spine[i].x - 200, arrow.spine[i].y - 100));
    assert_true(nearest < 6); // half the distance between two samples
}

static void an_arrow_shorter_than_its_head_is_not_drawn(void **state) {
    (void)state;
    assert_false(arrow_between(from, (dln_px){108, 200}, 0).drawn);
    assert_false(arrow_between(from, from, 0).drawn);
}

int arrow_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arrow_runs_from_its_first_stop_to_its_last),
        cmocka_unit_test(it_keeps_clear_of_what_stands_at_its_ends),
        cmocka_unit_test(strands_of_one_way_bend_to_different_sides),
        cmocka_unit_test(there_and_back_do_not_cover_each_other),
        cmocka_unit_test(a_way_passes_through_its_stops),
        cmocka_unit_test(an_arrow_shorter_than_its_head_is_not_drawn),
    };
    return cmocka_run_group_tests_name("arrows", tests, NULL, NULL);
}
