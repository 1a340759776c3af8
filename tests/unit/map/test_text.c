#include "map_tests.h"

#include "map/text.h"

// Every code point is 10 wide.
static dln_text_size ten(void *context, dln_font font, dln_str text) {
    (void)context;
    (void)font;
    return (dln_text_size){10.0 * (double)dln_codepoints_between(text, 0, text.len), 8, 2};
}

static const dln_typesetter typesetter = {NULL, ten};
static dln_arena *arena;

static int set_up(void **state) {
    (void)state;
    return dln_arena_new(&arena, NULL) != DLN_OK;
}

static int tear_down(void **state) {
    (void)state;
    dln_arena_free(arena);
    return 0;
}

static void a_text_that_fits_is_left_alone(void **state) {
    (void)state;
    assert_str(dln_text_fit(&typesetter, (dln_font){0}, DLN_STR("Raqqa"), 50, arena), "Raqqa");
}

static void a_text_too_long_is_cut_between_code_points(void **state) {
    (void)state;
    dln_str cut = dln_text_fit(&typesetter, (dln_font){0}, DLN_STR("السويداء"), 40, arena);
    assert_str(cut, "الس\xE2\x80\xA6");
}

static void a_name_of_another_script_keeps_to_itself(void **state) {
    (void)state;
    dln_str name = DLN_STR("السويداء 14");
    dln_str isolated = dln_text_isolated(name, false, arena);
    assert_str(isolated, "\xE2\x81\xA8السويداء 14\xE2\x81\xA9");
    assert_true(dln_text_isolated(name, true, arena).data == name.data);
    assert_str(dln_text_isolated(DLN_STR("Us"), true, arena), "\xE2\x81\xA8Us\xE2\x81\xA9");
    assert_str(dln_text_isolated(DLN_STR("Київ 7"), false, arena), "Київ 7");
    assert_true(dln_text_is_rtl(name));
    assert_false(dln_text_is_rtl(DLN_STR(DLN_TEXT_LTR_MARK "السويداء: 1 May")));
}

static void lines_break_at_spaces(void **state) {
    (void)state;
    dln_str lines[4];
    size_t count = dln_text_wrap(&typesetter, (dln_font){0}, DLN_STR("one two three four"), 80, 4,
                                 arena, lines);
    assert_int_equal(count, 3);
    assert_str(lines[0], "one two");
    assert_str(lines[1], "three");
    assert_str(lines[2], "four");
}

static void the_last_line_says_that_there_was_more(void **state) {
    (void)state;
    dln_str lines[2];
    size_t count = dln_text_wrap(&typesetter, (dln_font){0}, DLN_STR("one two three four"), 80, 2,
                                 arena, lines);
    assert_int_equal(count, 2);
    assert_str(lines[1], "three f\xE2\x80\xA6");
}

static void a_script_without_spaces_breaks_anywhere(void **state) {
    (void)state;
    dln_str lines[3];
    size_t count =
        dln_text_wrap(&typesetter, (dln_font){0}, DLN_STR("東京都庁"), 20, 3, arena, lines);
    assert_int_equal(count, 2);
    assert_str(lines[0], "東京");
}

static void control_characters_become_spaces(void **state) {
    (void)state;
    dln_str lines[1];
    assert_int_equal(
        dln_text_wrap(&typesetter, (dln_font){0}, DLN_STR("a\nb\tc"), 900, 1, arena, lines), 1);
    assert_str(lines[0], "a b c");
}

static void nothing_wraps_into_no_line(void **state) {
    (void)state;
    dln_str lines[1];
    assert_int_equal(dln_text_wrap(&typesetter, (dln_font){0}, DLN_STR_NONE, 90, 1, arena, lines),
                     0);
}

static void the_first_strong_letter_decides_the_direction(void **state) {
    (void)state;
    assert_true(dln_text_is_rtl(DLN_STR("البوكمال (Al-Bukamal)")));
    assert_true(dln_text_is_rtl(DLN_STR("12 ירושלים")));
    assert_false(dln_text_is_rtl(DLN_STR("Al-Bukamal البوكمال")));
    assert_false(dln_text_is_rtl(DLN_STR("Київ")));
    assert_false(dln_text_is_rtl(DLN_STR("البوكمال and the crossing to Iraq, in January")));
    assert_false(dln_text_is_rtl(DLN_STR_NONE));
}

static void joined_scripts_are_neither_spaced_nor_bent(void **state) {
    (void)state;
    assert_false(dln_text_is_joined(DLN_STR("Little Zab")));
    assert_false(dln_text_is_joined(DLN_STR("Дніпро")));
    assert_false(dln_text_is_joined(DLN_STR("Ödersø")));
    assert_true(dln_text_is_joined(DLN_STR("الفرات")));
    assert_true(dln_text_is_joined(DLN_STR("गंगा")));
}

static void a_point_along_a_spine_lies_on_it(void **state) {
    (void)state;
    dln_px spine[DLN_SPINE_MAX];
    for (int i = 0; i < DLN_SPINE_MAX; i++) // right, then down
        spine[i] = (dln_px){i < 8 ? 10.0 * i : 80, i < 8 ? 0 : 10.0 * (i - 8)};
    double direction;
    assert_true(dln_spine_length(spine) == 160);
    dln_px at = dln_spine_point(spine, 25, &direction);
    assert_true(at.x == 25 && at.y == 0 && direction == 0);
    at = dln_spine_point(spine, 105, &direction);
    assert_true(at.x == 80 && at.y == 25 && direction > 1.57 && direction < 1.58);
}

int text_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_that_fits_is_left_alone),
        cmocka_unit_test(a_text_too_long_is_cut_between_code_points),
        cmocka_unit_test(a_name_of_another_script_keeps_to_itself),
        cmocka_unit_test(lines_break_at_spaces),
        cmocka_unit_test(the_last_line_says_that_there_was_more),
        cmocka_unit_test(a_script_without_spaces_breaks_anywhere),
        cmocka_unit_test(control_characters_become_spaces),
        cmocka_unit_test(nothing_wraps_into_no_line),
        cmocka_unit_test(the_first_strong_letter_decides_the_direction),
        cmocka_unit_test(joined_scripts_are_neither_spaced_nor_bent),
        cmocka_unit_test(a_point_along_a_spine_lies_on_it),
    };
    return cmocka_run_group_tests_name("text", tests, set_up, tear_down);
}
