#include "map_tests.h"

#include <math.h>

#include "map/labels.h"

static dln_text_size ten(void *context, dln_font font, dln_str text) {
    (void)context;
    (void)font;
    return (dln_text_size){10.0 * (double)text.len, 8, 2};
}

static const dln_typesetter typesetter = {NULL, ten};
static dln_arena *arena;
static dln_board *board;

static int set_up(void **state) {
    (void)state;
    return dln_arena_new(&arena, NULL) != DLN_OK ||
           dln_board_new((dln_rect){0, 0, 400, 300}, arena, &board, NULL) != DLN_OK;
}

static int tear_down(void **state) {
    (void)state;
    dln_arena_free(arena);
    return 0;
}

static dln_label label_at(double x, double y, bool must) {
    return (dln_label){.role = "place-label",
                       .lines = {DLN_STR("Raqqa")},
                       .line_count = 1,
                       .font = {.size = 10},
                       .at = {x, y},
                       .clear = 5,
                       .must = must,
                       .reach = must ? INFINITY : 0};
}

static void a_free_label_stands_right_of_its_place(void **state) {
    (void)state;
    dln_label label = label_at(100, 100, false);
    assert_true(dln_label_place(board, &typesetter, &label));
    assert_true(label.box.left >= 105 && label.box.left < 110);
    assert_true(label.box.top < 100 && label.box.bottom > 100);
    assert_false(label.led);
}

static void near_the_edge_it_stays_in_the_frame(void **state) {
    (void)state;
    dln_label label = label_at(390, 100, false);
    assert_true(dln_label_place(board, &typesetter, &label));
    assert_true(label.box.right <= 400);
    assert_false(dln_rect_contains(label.box, label.at));
}

static void two_labels_of_one_place_do_not_overlap(void **state) {
    (void)state;
    dln_label a = label_at(100, 100, true), b = label_at(101, 100, true);
    dln_label_place(board, &typesetter, &a);
    dln_label_place(board, &typesetter, &b);
    assert_false(dln_rect_overlaps(a.box, b.box));
}

static void what_may_be_dropped_is_dropped_where_all_is_taken(void **state) {
    (void)state;
    dln_board_block(board, (dln_rect){0, 0, 400, 300}, DLN_BLOCK_HARD);
    dln_label label = label_at(100, 100, false);
    assert_false(dln_label_place(board, &typesetter, &label));
    assert_false(label.placed);
}

static void what_must_stand_goes_far_with_a_leader_line(void **state) {
    (void)state;
    dln_board_block(board, (dln_rect){0, 0, 400, 270}, DLN_BLOCK_HARD);
    dln_label label = label_at(100, 100, true);
    assert_true(dln_label_place(board, &typesetter, &label));
    assert_true(label.led);
    assert_true(label.box.top >= 270);
    assert_near(hypot(label.leader_from.x - 100, label.leader_from.y - 100), 5, 1e-6);
}

static void a_soft_block_is_worth_a_step_aside(void **state) {
    (void)state;
    dln_board_block(board, (dln_rect){105, 80, 200, 120}, 9);
    dln_label label = label_at(100, 100, true);
    assert_true(dln_label_place(board, &typesetter, &label));
    assert_true(label.box.right <= 105 || label.box.bottom <= 80 || label.box.top >= 120);
    assert_false(label.led);
}

static void the_cost_counts_a_block_over_many_cells_once(void **state) {
    (void)state;
    dln_board_block(board, (dln_rect){0, 0, 400, 300}, 7);
    assert_near(dln_board_cost(board, (dln_rect){10, 10, 300, 200}), 7, 0);
    assert_true(dln_board_cost(board, (dln_rect){-10, 10, 30, 20}) >= DLN_BLOCK_HARD);
}

int label_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_free_label_stands_right_of_its_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(near_the_edge_it_stays_in_the_frame, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_labels_of_one_place_do_not_overlap, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_may_be_dropped_is_dropped_where_all_is_taken, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_must_stand_goes_far_with_a_leader_line, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_soft_block_is_worth_a_step_aside, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_cost_counts_a_block_over_many_cells_once, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("labels", tests, NULL, NULL);
}
