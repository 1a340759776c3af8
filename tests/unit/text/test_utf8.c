#include "base/utf8.h"

#include <string.h>

#include "unit/text/text_tests.h"

static void every_scalar_value_survives_encoding_and_decoding(void **state) {
    (void)state;
    for (uint32_t value = 0; value <= 0x10FFFF; value++) {
        if (value >= 0xD800 && value <= 0xDFFF)
            continue;
        char bytes[4];
        dln_str text = {bytes, dln_utf8_encode(value, bytes)};
        size_t at = 0;
        assert_int_equal(dln_utf8_next(text, &at), value);
        assert_int_equal(at, text.len);
        assert_int_equal(dln_utf8_previous(text, &at), value);
        assert_int_equal(at, 0);
        assert_true(dln_utf8_is_valid(text));
    }
}

static void what_is_no_scalar_value_is_written_as_the_replacement(void **state) {
    (void)state;
    char bytes[4];
    const uint32_t bad[] = {0xD800, 0xDFFF, 0x110000, UINT32_MAX};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(dln_utf8_encode(bad[i], bytes), 3);
        assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
    }
}

// Overlong forms, surrogates, out of range, truncated, lone continuation: table 3-7 of Unicode.
static const char *const ILL_FORMED[] = {
    "\x80",         "\xBF",         "\xC0\x80",     "\xC1\xBF",         "\xE0\x80\x80",
    "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80",
    "\xF5\x80",     "\xFF",         "\xC3",         "\xE2\x82",         "\xF0\x9F\x98",
    "\xE2(\xA1",    "\xC3(",        "\xF0\x90\x80z"};

static void ill_formed_bytes_step_one_byte_each(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof ILL_FORMED / sizeof *ILL_FORMED; i++) {
        dln_str text = dln_str_from(ILL_FORMED[i]);
        size_t at = 0;
        assert_int_equal(dln_utf8_next(text, &at), DLN_REPLACEMENT);
        assert_int_equal(at, 1);
        assert_false(dln_utf8_is_valid(text));
    }
}

static void stepping_back_over_a_lone_byte_takes_one_byte(void **state) {
    (void)state;
    dln_str text = DLN_STR("a\xBF\xBF\xBF\xBF\xBF");
    size_t at = text.len;
    assert_int_equal(dln_utf8_previous(text, &at), DLN_REPLACEMENT);
    assert_int_equal(at, 5);
    at = 1;
    assert_int_equal(dln_utf8_previous(text, &at), 'a');
    assert_int_equal(at, 0);
}

static void repair_replaces_bad_bytes_and_controls_and_nothing_else(void **state) {
    (void)state;
    dln_arena *arena;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    assert_str_is(dln_utf8_repair(arena, DLN_STR("a\tb\r\nc \xC3\xA9")), "a\tb\r\nc \xC3\xA9");
    assert_str_is(dln_utf8_repair(arena, DLN_STR("a\0b")), "a\xEF\xBF\xBD"
                                                           "b");
    assert_str_is(dln_utf8_repair(arena, DLN_STR("\xFFx\x01")), "\xEF\xBF\xBDx\xEF\xBF\xBD");
    assert_str_is(dln_utf8_repair(arena, DLN_STR("page\fpage\v")), "page\npage\n");
    assert_int_equal(dln_utf8_repair(arena, DLN_STR("")).len, 0);
    assert_non_null(dln_utf8_repair(arena, DLN_STR("")).data);
    for (size_t i = 0; i < sizeof ILL_FORMED / sizeof *ILL_FORMED; i++)
        assert_true(dln_utf8_is_valid(dln_utf8_repair(arena, dln_str_from(ILL_FORMED[i]))));
    dln_arena_free(arena);
}

static void mending_leaves_controls_and_replaces_what_is_no_text(void **state) {
    (void)state;
    dln_arena *arena = NULL;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    static const char bad[] = "a\x01\x1b\0b\xff\xed\xa0\x80دير";
    dln_str text = {bad, sizeof bad - 1};
    dln_str mended = dln_utf8_mend(arena, text);
    assert_string_equal(mended.data, "a\x01\x1b\xEF\xBF\xBD"
                                     "b\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDدير");
    assert_true(dln_str_equal(dln_utf8_mend(arena, mended), mended));
    assert_int_equal(dln_utf8_mend(arena, DLN_STR("")).len, 0);
    dln_arena_free(arena);
}

static void validity_is_seen_behind_a_long_run_of_ascii(void **state) {
    (void)state;
    char text[64];
    memset(text, 'x', sizeof text);
    assert_true(dln_utf8_is_valid((dln_str){text, sizeof text}));
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = (char)0x80;
        assert_false(dln_utf8_is_valid((dln_str){text, sizeof text}));
        text[i] = 'x';
    }
}

int run_utf8_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scalar_value_survives_encoding_and_decoding),
        cmocka_unit_test(what_is_no_scalar_value_is_written_as_the_replacement),
        cmocka_unit_test(ill_formed_bytes_step_one_byte_each),
        cmocka_unit_test(stepping_back_over_a_lone_byte_takes_one_byte),
        cmocka_unit_test(repair_replaces_bad_bytes_and_controls_and_nothing_else),
        cmocka_unit_test(mending_leaves_controls_and_replaces_what_is_no_text),
        cmocka_unit_test(validity_is_seen_behind_a_long_run_of_ascii),
    };
    return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
