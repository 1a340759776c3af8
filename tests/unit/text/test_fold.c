#include "text/fold.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "text/unicode.h"
#include "base/utf8.h"
#include "unit/text/text_tests.h"

static void assert_folds(const char *text, const char *expected) {
    char out[256];
    size_t len;
    assert_true(dln_fold_into(dln_str_from(text), out, sizeof out, &len));
    assert_str_is(((dln_str){out, len}), expected);
}

static void names_fold_as_the_header_says(void **state) {
    (void)state;
    assert_folds("Dayr az-Zawr", "dayr az zawr");
    assert_folds("Côte d'Ivoire", "cote divoire");
    assert_folds("Côte d’Ivoire", "cote divoire");
    assert_folds("Kata'ib", "kataib");
    assert_folds("Kataʿib", "kataib");
    assert_folds("U.S.", "us");
    assert_folds("البُوكمال", "البوكمال");
}

static void punctuation_becomes_one_space_and_none_at_the_ends(void **state) {
    (void)state;
    assert_folds("  Al-Sikak / (crossing),  ", "al sikak crossing");
    assert_folds("--", "");
    assert_folds("", "");
    assert_folds("a\u00A0b\r\nc", "a b c");
    assert_folds("wait…what", "wait what");
    assert_folds("R&D @home #1", "r d home 1");
    assert_folds("“Idlib”—west", "idlib west");
}

static void invisible_characters_vanish(void **state) {
    (void)state;
    assert_folds("\u200Fحلب\u200E", "حلب");
    assert_folds("Homs\u00ADcity", "homscity");
    assert_folds("\uFEFFBasra", "basra");
}

static void letters_without_a_decomposition_have_a_latin_form(void **state) {
    (void)state;
    assert_folds("Łódź", "lodz");
    assert_folds("Tromsø", "tromso");
    assert_folds("Straße", "strasse");
    assert_folds("Þórshöfn", "thorshofn");
    assert_folds("Diyarbakır", "diyarbakir");
    assert_folds("İzmir", "izmir");
    assert_folds("Đà Nẵng", "da nang");
    assert_folds("ﬁrst", "first");
    assert_folds("ＢＡＧＨＤＡＤ　１２", "baghdad 12");
}

static void arabic_and_persian_spellings_meet(void **state) {
    (void)state;
    assert_folds("أربيل", "اربيل");
    assert_folds("إدلب", "ادلب");
    assert_folds("آمد", "امد");
    assert_folds("القاهرة", "القاهره");
    assert_folds("مصطفى", "مصطفي");
    assert_folds("کرمانشاه", "كرمانشاه");
    assert_folds("بغـــداد", "بغداد");
    assert_folds("صنعاء", "صنعا");
    assert_folds("١٢ ۱۲", "12 12");
}

static void other_scripts_fold_too(void **state) {
    (void)state;
    assert_folds("КИЇВ", "ки\u0456в");
    assert_folds("ΣΊΣΥΦΟΣ", "σισυφοσ");
    assert_folds("σίσυφος", "σισυφοσ");
}

static void composed_and_decomposed_spellings_fold_alike(void **state) {
    (void)state;
    assert_folds("e\u0301", "e");
    assert_folds("\u00E9", "e");
    assert_folds("\u1100\u1161", "\u1100\u1161");
    assert_folds("\uAC00", "\u1100\u1161");
    assert_folds("\uAC01", "\u1100\u1161\u11A8");
    assert_folds("\uD7A3", "\u1112\u1175\u11C2");
}

static void bad_bytes_only_separate(void **state) {
    (void)state;
    assert_folds("a\xFF\x80"
                 "b",
                 "a b");
    assert_folds("\xE2\x82", "");
}

static void folding_is_idempotent_for_every_code_point(void **state) {
    (void)state;
    for (uint32_t value = 0; value <= 0x10FFFF; value++) {
        char bytes[4], once[128], twice[128];
        size_t once_len, twice_len;
        dln_str text = {bytes, dln_utf8_encode(value, bytes)};
        assert_true(dln_fold_into(text, once, sizeof once, &once_len));
        dln_str first = {once, once_len};
        assert_true(dln_utf8_is_valid(first));
        assert_true(dln_fold_into(first, twice, sizeof twice, &twice_len));
        if (!dln_str_equal(first, (dln_str){twice, twice_len})) {
            fail_msg("U+%04X folds to \"%.*s\", then to something else", (unsigned)value,
                     DLN_STR_ARG(first));
        }
    }
}

static void decomposing_first_changes_nothing(void **state) {
    (void)state;
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
    // Below the musical symbols, whose decomposition is graphical.
    for (uint32_t value = 0xA0; value < 0x1D000; value++) {
        UChar units[40];
        int32_t count = unorm2_getDecomposition(nfd, (UChar32)value, units, 40, &status);
        if (count < 0 || value == 0x1FEF || value == 0x37E)
            continue; // and two that are canonically a grave accent and a semicolon
        char bytes[4], whole[128], parts[256], part_bytes[160];
        int32_t part_len = 0;
        u_strToUTF8(part_bytes, sizeof part_bytes, &part_len, units, count, &status);
        assert_true(U_SUCCESS(status));
        size_t whole_len, parts_len;
        dln_str text = {bytes, dln_utf8_encode(value, bytes)};
        assert_true(dln_fold_into(text, whole, sizeof whole, &whole_len));
        assert_true(dln_fold_into((dln_str){part_bytes, (size_t)part_len}, parts, sizeof parts,
                                  &parts_len));
        if (!dln_str_equal((dln_str){whole, whole_len}, (dln_str){parts, parts_len}))
            fail_msg("U+%04X folds differently when decomposed", (unsigned)value);
    }
}

static void a_buffer_too_small_is_said(void **state) {
    (void)state;
    char out[12];
    size_t len;
    assert_true(dln_fold_into(DLN_STR("al-asad base"), out, 12, &len));
    for (size_t capacity = 0; capacity < 12; capacity++)
        assert_false(dln_fold_into(DLN_STR("al-asad base"), out, capacity, &len));
    assert_false(dln_fold_into(DLN_STR("\uFDFA"), out, 12, &len));
}

static void folding_into_an_arena_grows_as_needed(void **state) {
    (void)state;
    dln_arena *arena;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    assert_str_is(dln_fold(arena, DLN_STR("Ain Al-Asad")), "ain al asad");
    assert_str_is(dln_fold(arena, DLN_STR("\uFDFA")), "صلي الله عليه وسلم");
    assert_int_equal(dln_fold(arena, DLN_STR("…")).len, 0);
    assert_non_null(dln_fold(arena, DLN_STR("…")).data);
    dln_arena_free(arena);
}

static void marks_of_other_scripts_have_their_ascii_form(void **state) {
    (void)state;
    assert_int_equal(dln_char_of(0x61F).mark, '?');
    assert_int_equal(dln_char_of(0x6D4).mark, '.');
    assert_int_equal(dln_char_of(0x3002).mark, '.');
    assert_int_equal(dln_char_of(0xFF01).mark, '!');
    assert_int_equal(dln_char_of(0x2019).mark, '\'');
    assert_int_equal(dln_char_of(0x201C).mark, '"');
    assert_int_equal(dln_char_of(0x2014).mark, '-');
    assert_int_equal(dln_char_of(0x2022).mark, '*');
    assert_int_equal(dln_char_of('a').mark, 0);
    assert_int_equal(dln_char_of(0x20AC).mark, 0);
}

int run_fold_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_fold_as_the_header_says),
        cmocka_unit_test(punctuation_becomes_one_space_and_none_at_the_ends),
        cmocka_unit_test(invisible_characters_vanish),
        cmocka_unit_test(letters_without_a_decomposition_have_a_latin_form),
        cmocka_unit_test(arabic_and_persian_spellings_meet),
        cmocka_unit_test(other_scripts_fold_too),
        cmocka_unit_test(composed_and_decomposed_spellings_fold_alike),
        cmocka_unit_test(bad_bytes_only_separate),
        cmocka_unit_test(folding_is_idempotent_for_every_code_point),
        cmocka_unit_test(decomposing_first_changes_nothing),
        cmocka_unit_test(a_buffer_too_small_is_said),
        cmocka_unit_test(folding_into_an_arena_grows_as_needed),
        cmocka_unit_test(marks_of_other_scripts_have_their_ascii_form),
    };
    return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
