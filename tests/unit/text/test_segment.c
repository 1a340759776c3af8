#include "text/segment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit/text/text_fixture.h"
#include "unit/text/text_tests.h"

// Asserts the sentences of `text`; `expected` ends with NULL.
static void assert_sentences(void **state, const char *text, const char *const *expected) {
    dln_segments segments = text_fixture_segment(*state, dln_str_from(text));
    size_t count = 0;
    while (expected[count]) {
        if (count == segments.sentence_count)
            fail_msg("only %zu sentences in: %s", count, text);
        assert_str_is(dln_str_of_span(segments.text, segments.sentences[count].span),
                      expected[count]);
        count++;
    }
    if (segments.sentence_count != count)
        fail_msg("%zu sentences, not %zu, in: %s", segments.sentence_count, count, text);
}
#define SENTENCES(state, text, ...)                                                                \
    assert_sentences(state, text, (const char *const[]){__VA_ARGS__, NULL})

// Asserts the tokens of `text`, written with '|' between them.
static void assert_tokens(void **state, const char *text, const char *expected) {
    dln_segments segments = text_fixture_segment(*state, dln_str_from(text));
    char line[512] = "";
    size_t len = 0;
    for (size_t i = 0; i < segments.token_count; i++) {
        dln_str token = dln_str_of_span(segments.text, segments.tokens[i].span);
        len += (size_t)snprintf(line + len, sizeof line - len, "%s%.*s", i ? "|" : "",
                                DLN_STR_ARG(token));
    }
    assert_string_equal(line, expected);
}

static void words_numbers_and_marks_are_tokens(void **state) {
    assert_tokens(state, "Seven men, 1,500 km away.", "Seven|men|,|1,500|km|away|.");
    assert_tokens(state, "Al-Bukamal", "Al|-|Bukamal");
    assert_tokens(state, "Kata'ib O'Brien Sana'a", "Kata'ib|O'Brien|Sana'a");
    assert_tokens(state, "Iraq's militias' base", "Iraq|'s|militias|'|base");
    assert_tokens(state, "IRAQ’S Sana'a’s", "IRAQ|’S|Sana'a|’s");
    assert_tokens(state, "the U.S.-led U.S.’s", "the|U.S.|-|led|U.S.|’s");
    assert_tokens(state, "at 3:30 a.m. on", "at|3|:|30|a.m.|on");
    assert_tokens(state, "26th 1980s 155mm M23", "26th|1980s|155mm|M23");
    assert_tokens(state, "3.5 26.10.2024 2024-10-26", "3.5|26|.|10|.|2024|2024|-|10|-|26");
    assert_tokens(state, "12,34 1,2345 1234,567", "12|,|34|1|,|2345|1234|,|567");
    assert_tokens(state, "J.K. Smith, G. Hill", "J.K.|Smith|,|G|.|Hill");
    assert_tokens(state, "J.Smith wrote x.", "J|.|Smith|wrote|x|.");
    assert_tokens(state, "", "");
    assert_tokens(state, " \n\t ", "");
}

static void numbers_have_values(void **state) {
    dln_segments segments =
        text_fixture_segment(*state, DLN_STR("7 1,500 2,000,000 3.25 26th ١٢ 5"));
    const double values[] = {7, 1500, 2000000, 3.25, 26, 12, 5};
    assert_int_equal(segments.token_count, 7);
    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(segments.tokens[i].kind, DLN_TOKEN_NUMBER);
        assert_true(segments.tokens[i].number == values[i]);
    }
}

static void words_have_a_case(void **state) {
    dln_segments segments = text_fixture_segment(
        *state, DLN_STR("drone Baghdad US eBay A O'Brien U.S. دمشق McCain Żory M23"));
    const dln_letter_case cases[] = {DLN_CASE_LOWER, DLN_CASE_TITLE, DLN_CASE_UPPER, DLN_CASE_MIXED,
                                     DLN_CASE_TITLE, DLN_CASE_TITLE, DLN_CASE_UPPER, DLN_CASE_NONE,
                                     DLN_CASE_MIXED, DLN_CASE_TITLE, DLN_CASE_TITLE};
    assert_int_equal(segments.token_count, 11);
    for (size_t i = 0; i < 11; i++)
        assert_int_equal(segments.tokens[i].letter_case, cases[i]);
}

static void tokens_are_folded_and_marks_are_ascii(void **state) {
    dln_segments segments = text_fixture_segment(*state, DLN_STR("Łódź’s “U.S.” — ok؟ •"));
    assert_str_is(segments.tokens[0].folded, "lodz");
    assert_str_is(segments.tokens[1].folded, "s");
    assert_int_equal(segments.tokens[2].mark, '"');
    assert_str_is(segments.tokens[3].folded, "us");
    assert_int_equal(segments.tokens[5].mark, '-');
    assert_true(segments.tokens[5].space_before);
    assert_int_equal(segments.tokens[7].mark, '?');
    assert_false(segments.tokens[7].space_before);
    assert_int_equal(segments.tokens[8].mark, '*');
    assert_int_equal(segments.tokens[8].folded.len, 0);
}

static void a_letter_that_grows_when_folded_is_kept(void **state) {
    dln_segments segments = text_fixture_segment(*state, DLN_STR("ﷺ 서울"));
    assert_str_is(segments.tokens[0].folded, "صلي الله عليه وسلم");
    assert_int_equal(segments.token_count, 2);
}

static void full_stops_end_sentences(void **state) {
    SENTENCES(state, "A drone hit a base. Two men died.", "A drone hit a base.", "Two men died.");
    SENTENCES(state, "Who fired? Nobody knew! It burned.", "Who fired?", "Nobody knew!",
              "It burned.");
    SENTENCES(state, "It cost 3.5 million. It fell.", "It cost 3.5 million.", "It fell.");
    SENTENCES(state, "They left... Then came 2024. Rain fell", "They left...", "Then came 2024.",
              "Rain fell");
    SENTENCES(state, "They waited… and left… Nobody spoke.", "They waited… and left…",
              "Nobody spoke.");
}

static void abbreviations_end_no_sentence(void **state) {
    SENTENCES(state, "Lt. Gen. Hall met Dr. Amin in St. Louis. He left.",
              "Lt. Gen. Hall met Dr. Amin in St. Louis.", "He left.");
    SENTENCES(state, "On Oct. 26 and in Sept. 2023 it rained.",
              "On Oct. 26 and in Sept. 2023 it rained.");
    SENTENCES(state, "Order No. 12 was signed. No. They refused.", "Order No. 12 was signed.",
              "No.", "They refused.");
    SENTENCES(state, "Ali J. Hasan and M. K. Said spoke.", "Ali J. Hasan and M. K. Said spoke.");
}

static void an_abbreviation_may_end_a_sentence(void **state) {
    SENTENCES(state, "They flew to the U.S. The group stayed.", "They flew to the U.S.",
              "The group stayed.");
    SENTENCES(state, "The U.S. Army said U.S. forces left.",
              "The U.S. Army said U.S. forces left.");
    SENTENCES(state, "It began at 3 a.m. Monday. At 5 p.m. They stopped.",
              "It began at 3 a.m. Monday.", "At 5 p.m.", "They stopped.");
    SENTENCES(state, "Made by Acme Inc. However, it failed.", "Made by Acme Inc.",
              "However, it failed.");
    SENTENCES(state, "They flew to the U.S.", "They flew to the U.S.");
    SENTENCES(state, "It was plan B. He agreed.", "It was plan B.", "He agreed.");
}

static void quotes_and_brackets_close_with_their_sentence(void **state) {
    SENTENCES(state, "\"We will answer.\" He left.", "\"We will answer.\"", "He left.");
    SENTENCES(state, "He said: “We won.” “You lost.”", "He said: “We won.”", "“You lost.”");
    SENTENCES(state, "“Is it over?” he asked.", "“Is it over?” he asked.");
    SENTENCES(state, "It burned (see below.) Nobody died.", "It burned (see below.)",
              "Nobody died.");
    SENTENCES(state, "It burned. (Nobody died.)", "It burned.", "(Nobody died.)");
    SENTENCES(state, "It burned. \"Nobody died,\" she said.", "It burned.",
              "\"Nobody died,\" she said.");
    SENTENCES(state, "It burned. [It] went out.", "It burned.", "[It] went out.");
}

static void small_letters_do_not_begin_a_sentence(void **state) {
    SENTENCES(state, "See example.com or approx. five km. west.",
              "See example.com or approx. five km. west.");
}

static void a_lost_space_is_seen(void **state) {
    SENTENCES(state, "A bag blew up in Lyon.Police came.", "A bag blew up in Lyon.",
              "Police came.");
    SENTENCES(state, "It was sold by Amazon.Com for years.",
              "It was sold by Amazon.Com for years.");
    SENTENCES(state, "They crossed the desert.The army waited.", "They crossed the desert.",
              "The army waited.");
    SENTENCES(state, "The U.S.Army and node.Js.", "The U.S.Army and node.", "Js.");
}

static void other_scripts_have_their_full_stops(void **state) {
    SENTENCES(state, "من قصف المدينة؟ قصفها الجيش. انتهى", "من قصف المدينة؟", "قصفها الجيش.",
              "انتهى");
    SENTENCES(state, "حملہ ہوا۔ دو ہلاک۔", "حملہ ہوا۔", "دو ہلاک۔");
    SENTENCES(state, "空爆。三人死亡。", "空爆。", "三人死亡。");
}

static void lines_of_their_own_are_headings(void **state) {
    dln_segments segments = text_fixture_segment(
        *state, DLN_STR("Drone strike kills two\n\nBAGHDAD - A drone hit a house on Monday.\n"
                        "Print\nSeptember 3, 2024\n\nIt burned."));
    assert_int_equal(segments.sentence_count, 5);
    const bool headings[] = {true, false, true, true, false};
    const uint32_t paragraphs[] = {0, 1, 2, 3, 4};
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(segments.sentences[i].heading, headings[i]);
        assert_int_equal(segments.sentences[i].paragraph, paragraphs[i]);
    }
}

static void wrapped_prose_is_put_together(void **state) {
    SENTENCES(state,
              "The convoy of forty trucks left the town before dawn and reached\n"
              "Palmyra in the evening, where soldiers of the garrison unloaded\n"
              "it. Nobody was hurt on the way, the governor said on the radio.\n",
              "The convoy of forty trucks left the town before dawn and reached\n"
              "Palmyra in the evening, where soldiers of the garrison unloaded\n"
              "it.",
              "Nobody was hurt on the way, the governor said on the radio.");
    SENTENCES(state, "A line that ends\r\nin small letters",
              "A line that ends\r\nin small letters");
    SENTENCES(state, "Damascus,\nSyria", "Damascus,\nSyria");
    SENTENCES(state, "First line\rSecond line\u2028Third line", "First line", "Second line",
              "Third line");
}

static void a_line_too_wide_to_be_wrapped_is_a_paragraph(void **state) {
    char text[512];
    memset(text, 'x', 200);
    snprintf(text + 200, sizeof text - 200, "\nNext line here");
    dln_segments segments = text_fixture_segment(*state, dln_str_from(text));
    assert_int_equal(segments.sentence_count, 2);
}

static void bullets_begin_sentences(void **state) {
    const char *text = "Strikes:\n• Near Kobani, two\n- Near Mosul, one\n1. Near Sinjar, one\n"
                       "(a) Near Tal Afar\nb) Near Hit\n12) Near Ana";
    dln_segments segments = text_fixture_segment(*state, dln_str_from(text));
    assert_int_equal(segments.sentence_count, 7);
    for (size_t i = 1; i < 7; i++) {
        assert_false(segments.sentences[i].heading);
        assert_int_equal(segments.sentences[i].paragraph, i);
    }
}

static void capitals_throughout_tell_nothing(void **state) {
    dln_segments segments = text_fixture_segment(
        *state, DLN_STR("REBELS ATTACK ARMY POST NEAR RIVER.\n\n"
                        "Militia Vows to Strike Bases if Airspace Used\n\n"
                        "The militia near Ramadi said that the United Nations left.\n\nErbil"));
    assert_int_equal(segments.sentence_count, 4);
    assert_true(segments.sentences[0].capitals);
    assert_true(segments.sentences[1].capitals);
    assert_false(segments.sentences[2].capitals);
    assert_false(segments.sentences[3].capitals);
}

static void no_break_spaces_and_directional_marks_separate_nothing_else(void **state) {
    assert_tokens(state, "\u200Eحلب\u200E 5\u00A0km", "حلب|5|km");
}

static void check_invariants(const dln_segments *segments) {
    size_t end = 0, token = 0;
    for (size_t i = 0; i < segments->token_count; i++) {
        dln_span span = segments->tokens[i].span;
        assert_true(span.begin >= end && span.begin < span.end && span.end <= segments->text.len);
        end = span.end;
    }
    for (size_t i = 0; i < segments->sentence_count; i++) {
        const dln_sentence *sentence = &segments->sentences[i];
        assert_int_equal(sentence->first, token);
        assert_true(sentence->count > 0 && sentence->count <= DLN_SENTENCE_MAX_TOKENS);
        assert_true(segments->tokens[token].starts_sentence);
        token += sentence->count;
    }
    assert_int_equal(token, segments->token_count);
}

static void hostile_texts_stay_linear(void **state) {
    static const char *const units[] = {"(",  ")\n",    ".",  "Baghdad ",     "a\n",  "a\r",
                                        "\n", "'",      "A.", "\"(",          "1,",   "1.",
                                        "- ", "U.S. (", "x",  "\xE2\x80\x8F", ". \"("};
    enum { SIZE = 1 << 20 };
    char *text = malloc(SIZE);
    assert_non_null(text);
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t unit = strlen(units[u]), len = SIZE / unit * unit;
        for (size_t at = 0; at < len; at += unit)
            memcpy(text + at, units[u], unit);
        dln_segments segments = text_fixture_segment(*state, (dln_str){text, len});
        check_invariants(&segments);
    }
    free(text);
}

static void a_text_over_the_limit_is_refused(void **state) {
    text_fixture *fixture = *state;
    dln_segments segments;
    dln_error err;
    dln_str huge = {"", ((size_t)64 << 20) + 1};
    assert_int_equal(dln_segment(huge, fixture->lexicon, fixture->arena, &segments, &err),
                     DLN_TOO_LARGE);
}

int run_segment_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_numbers_and_marks_are_tokens),
        cmocka_unit_test(numbers_have_values),
        cmocka_unit_test(words_have_a_case),
        cmocka_unit_test(tokens_are_folded_and_marks_are_ascii),
        cmocka_unit_test(a_letter_that_grows_when_folded_is_kept),
        cmocka_unit_test(full_stops_end_sentences),
        cmocka_unit_test(abbreviations_end_no_sentence),
        cmocka_unit_test(an_abbreviation_may_end_a_sentence),
        cmocka_unit_test(quotes_and_brackets_close_with_their_sentence),
        cmocka_unit_test(small_letters_do_not_begin_a_sentence),
        cmocka_unit_test(a_lost_space_is_seen),
        cmocka_unit_test(other_scripts_have_their_full_stops),
        cmocka_unit_test(lines_of_their_own_are_headings),
        cmocka_unit_test(wrapped_prose_is_put_together),
        cmocka_unit_test(a_line_too_wide_to_be_wrapped_is_a_paragraph),
        cmocka_unit_test(bullets_begin_sentences),
        cmocka_unit_test(capitals_throughout_tell_nothing),
        cmocka_unit_test(no_break_spaces_and_directional_marks_separate_nothing_else),
        cmocka_unit_test(hostile_texts_stay_linear),
        cmocka_unit_test(a_text_over_the_limit_is_refused),
    };
    return cmocka_run_group_tests_name("segment", tests, text_fixture_open, text_fixture_close);
}
