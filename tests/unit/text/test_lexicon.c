#include "text/lexicon.h"

#include <stdio.h>
#include <string.h>

#include "text/segment.h"
#include "text/time_word.h"
#include "unit/text/text_tests.h"

typedef struct fixture {
    dln_lexicon *lexicon;
    dln_arena *arena;
} fixture;

static fixture opened(const char *contents) {
    fixture made;
    dln_error err = {0};
    assert_int_equal(dln_lexicon_new(&made.lexicon, NULL), DLN_OK);
    assert_int_equal(dln_arena_new(&made.arena, NULL), DLN_OK);
    if (dln_lexicon_add(made.lexicon, DLN_STR("words.tsv"), dln_str_from(contents), &err))
        fail_msg("%s", err.message);
    return made;
}

static void closed(fixture *made) {
    dln_lexicon_free(made->lexicon);
    dln_arena_free(made->arena);
}

static const dln_lexeme *match(fixture *in, const char *text, dln_word_kinds kinds,
                               size_t *tokens) {
    dln_segments segments;
    assert_int_equal(dln_segment(dln_str_from(text), in->lexicon, in->arena, &segments, NULL), 0);
    const dln_lexeme *found =
        dln_lexicon_match(in->lexicon, segments.tokens, segments.token_count, kinds);
    *tokens = found ? dln_lexeme_tokens(found, segments.tokens, segments.token_count) : 0;
    return found;
}

static void assert_match(fixture *in, const char *text, const char *phrase, size_t tokens) {
    size_t covered;
    const dln_lexeme *found = match(in, text, ~(dln_word_kinds)0, &covered);
    if (!phrase) {
        assert_null(found);
        return;
    }
    assert_non_null(found);
    assert_str_is(found->phrase, phrase);
    assert_int_equal(covered, tokens);
}

static void the_longest_phrase_wins(void **state) {
    (void)state;
    fixture in = opened("actor\tIslamic State\tkind=group\n"
                        "actor\tIslamic State in Iraq and the Levant | ISIL\tkind=group\n"
                        "weapon\tIslamic\t\n");
    assert_match(&in, "Islamic State in Iraq and the Levant said",
                 "islamic state in iraq and the levant", 7);
    assert_match(&in, "Islamic State in Iraq and Syria", "islamic state", 2);
    assert_match(&in, "Islamic art", "islamic", 1);
    assert_match(&in, "islamic-state", "islamic state", 3);
    assert_match(&in, "The Islamic State", NULL, 0);
    closed(&in);
}

static void hyphens_and_full_stops_inside_names_do_not_matter(void **state) {
    (void)state;
    fixture in = opened("actor\tHarakat al-Nujaba\t\ntitle\tLt. Gen.\t\ntarget\tR&D site\t\n"
                        "title\tU.S.\t\nabbreviation\tLt.\talways\nhedge\twomen's march\t\n");
    assert_match(&in, "Harakat Al Nujaba", "harakat al nujaba", 3);
    assert_match(&in, "Harakat al-Nujaba,", "harakat al nujaba", 4);
    assert_match(&in, "Lt. Gen. Smith", "lt gen", 3);
    assert_match(&in, "R&D site", "r d site", 4);
    assert_match(&in, "U.S. officials", "us", 1);
    assert_match(&in, "women's march", "women s march", 3);
    assert_match(&in, "Harakat - Al Nujaba", NULL, 0);
    assert_match(&in, "Harakat. Al Nujaba", NULL, 0);
    assert_match(&in, "Harakat, al Nujaba", NULL, 0);
    closed(&in);
}

static void only_the_kinds_asked_for_are_found(void **state) {
    (void)state;
    fixture in = opened("month\tMarch\t3\ntrigger\tmarch | march on\ttype=protest\n");
    size_t tokens;
    const dln_lexeme *found = match(&in, "March on", dln_kind_bit(DLN_WORD_MONTH), &tokens);
    assert_non_null(found);
    assert_int_equal(found->number, 3);
    assert_int_equal(tokens, 1);
    found = match(&in, "March on", dln_kind_bit(DLN_WORD_TRIGGER), &tokens);
    assert_int_equal(tokens, 2);
    assert_str_is(dln_value_get(found->value, "type"), "protest");
    assert_null(match(&in, "March on", dln_kind_bit(DLN_WORD_WEAPON), &tokens));
    assert_null(match(&in, ", March", ~(dln_word_kinds)0, &tokens));
    closed(&in);
}

static void a_phrase_has_all_its_meanings(void **state) {
    (void)state;
    fixture in = opened("month\tMarch\t3\ntrigger\tmarch\ttype=protest\ntrigger\tmarch\tother\n");
    size_t count;
    const dln_lexeme *all = dln_lexicon_find(in.lexicon, DLN_STR("march"), &count);
    assert_int_equal(count, 3);
    assert_int_equal(all[0].kind, DLN_WORD_MONTH);
    assert_str_is(all[2].value, "other");
    assert_null(dln_lexicon_find(in.lexicon, DLN_STR("april"), &count));
    assert_int_equal(count, 0);
    closed(&in);
}

static void a_later_file_corrects_an_earlier_one(void **state) {
    (void)state;
    fixture in = opened("weapon\tdrone\tsubtype=drone\n");
    assert_int_equal(dln_lexicon_add(in.lexicon, DLN_STR("mine.tsv"),
                                     DLN_STR("weapon\tdrone\tsubtype=toy"), NULL),
                     DLN_OK);
    size_t count;
    const dln_lexeme *all = dln_lexicon_find(in.lexicon, DLN_STR("drone"), &count);
    assert_int_equal(count, 1);
    assert_str_is(all[0].value, "subtype=toy");
    closed(&in);
}

static void numbers_may_be_ranges(void **state) {
    (void)state;
    fixture in = opened("number\tdozens | dozens of\t24-99\tremark\nnumber\tseven\t7\n"
                        "weekday\tSunday\t6\ntime\tyesterday\tday=-1\ntime\ta few\tamount=2-5\n");
    size_t tokens;
    const dln_lexeme *found = match(&in, "dozens of men", ~(dln_word_kinds)0, &tokens);
    assert_int_equal(found->number, 24);
    assert_int_equal(found->number_high, 99);
    found = match(&in, "Seven", ~(dln_word_kinds)0, &tokens);
    assert_int_equal(found->number, 7);
    assert_int_equal(found->number_high, 7);
    found = match(&in, "yesterday", ~(dln_word_kinds)0, &tokens);
    assert_int_equal(found->number, DLN_TIME_DAY);
    assert_int_equal(found->number_high, -1);
    found = match(&in, "a few", ~(dln_word_kinds)0, &tokens);
    assert_int_equal(found->number, DLN_TIME_AMOUNT);
    assert_int_equal(found->number_high, 2 * 256 + 5);
    closed(&in);
}

static void comments_blank_lines_and_windows_line_ends_are_fine(void **state) {
    (void)state;
    fixture in = opened("\xEF\xBB\xBF# a comment\r\n\r\n   \r\ntitle\tSheikh\t\r\nspeech\tsaid\n");
    assert_match(&in, "Sheikh", "sheikh", 1);
    assert_match(&in, "said", "said", 1);
    size_t count;
    assert_int_equal(dln_lexicon_find(in.lexicon, DLN_STR("sheikh"), &count)->value.len, 0);
    closed(&in);
}

static void assert_refused(const char *contents, const char *message) {
    dln_lexicon *lexicon;
    dln_error err = {0};
    assert_int_equal(dln_lexicon_new(&lexicon, NULL), DLN_OK);
    dln_status status = dln_lexicon_add(lexicon, DLN_STR("w.tsv"), dln_str_from(contents), &err);
    assert_int_equal(status, DLN_BAD_INPUT);
    assert_string_equal(err.message, message);
    dln_lexicon_free(lexicon);
}

static void a_bad_line_is_named_with_what_to_do(void **state) {
    (void)state;
    assert_refused("title\tSheikh\t\nmnth\tMay\t5",
                   "w.tsv:2: unknown kind \"mnth\"; the kinds are in gazetteer/README.md");
    assert_refused("title", "w.tsv:1: no tab in \"title\"; write kind, phrases and value, "
                            "separated by tabs");
    assert_refused("month\tMay\t13",
                   "w.tsv:1: no month \"13\"; write 1 to 12 into the third column");
    assert_refused("month\tMay", "w.tsv:1: no month \"\"; write 1 to 12 into the third column");
    assert_refused("weekday\tMon\t7", "w.tsv:1: no weekday \"7\"; write 0 (Monday) to 6 into the "
                                      "third column");
    assert_refused("number\tten\tx", "w.tsv:1: no number \"x\"; write a number or low-high, as "
                                     "24-99");
    assert_refused("number\tten\t9-3", "w.tsv:1: no number \"9-3\"; write a number or low-high, "
                                       "as 24-99");
    assert_refused("time\tnow\tday=x", "w.tsv:1: unknown time value \"day=x\"; see the table in "
                                       "gazetteer/README.md");
    assert_refused("title\tA || B\t", "w.tsv:1: no word in the phrase \"\"; phrases are separated "
                                      "by one \"|\"");
    assert_refused("title\ta b c d e f g h i j k l m n o p q\t",
                   "w.tsv:1: more than 16 words in \"a b c d e f g h i j k l m n o p q\"; shorten "
                   "the phrase");
    assert_refused("title\tA\t\t\tx", "w.tsv:1: more than four columns in \"title A   x\"; "
                                      "remove a tab");
    assert_refused("title\t\xFF\t", "w.tsv:1: not UTF-8 \"the line\"; save the file as UTF-8");
}

static void time_values_are_checked(void **state) {
    (void)state;
    int32_t role = 0, what = 0;
    assert_true(dln_time_word_parse(DLN_STR("unit=week"), &role, &what));
    assert_int_equal(role, DLN_TIME_UNIT);
    assert_int_equal(what, DLN_UNIT_WEEK);
    assert_true(dln_time_word_parse(DLN_STR("day=1"), &role, &what));
    assert_false(dln_time_word_parse(DLN_STR("day=99"), &role, &what));
    assert_false(dln_time_word_parse(DLN_STR("amount=9-3"), &role, &what));
    assert_false(dln_time_word_parse(DLN_STR("amount=x"), &role, &what));
    assert_false(dln_time_word_parse(DLN_STR("amount=1-x"), &role, &what));
    assert_false(dln_time_word_parse(DLN_STR("unit=fortnight"), &role, &what));
    assert_false(dln_time_word_parse(DLN_STR(""), &role, &what));
}

static void values_are_looked_up_by_key(void **state) {
    (void)state;
    dln_str value = DLN_STR("type=strike; subtype = drone;form=noun;flag");
    assert_str_is(dln_value_get(value, "type"), "strike");
    assert_str_is(dln_value_get(value, "subtype"), "drone");
    assert_str_is(dln_value_get(value, "form"), "noun");
    assert_null(dln_value_get(value, "flag").data);
    assert_null(dln_value_get(value, "typ").data);
    assert_null(dln_value_get(DLN_STR_NONE, "type").data);
}

static void thousands_of_phrases_are_all_found_again(void **state) {
    (void)state;
    fixture in = opened("");
    char line[64];
    for (unsigned i = 0; i < 5000; i++) {
        int len = snprintf(line, sizeof line, "actor\tgroup%u brigade\tn=%u", i, i);
        assert_int_equal(
            dln_lexicon_add(in.lexicon, DLN_STR("x"), (dln_str){line, (size_t)len}, NULL), DLN_OK);
    }
    for (unsigned i = 0; i < 5000; i++) {
        size_t count;
        int len = snprintf(line, sizeof line, "group%u brigade", i);
        assert_non_null(dln_lexicon_find(in.lexicon, (dln_str){line, (size_t)len}, &count));
        assert_int_equal(count, 1);
    }
    closed(&in);
}

int run_lexicon_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_phrase_wins),
        cmocka_unit_test(hyphens_and_full_stops_inside_names_do_not_matter),
        cmocka_unit_test(only_the_kinds_asked_for_are_found),
        cmocka_unit_test(a_phrase_has_all_its_meanings),
        cmocka_unit_test(a_later_file_corrects_an_earlier_one),
        cmocka_unit_test(numbers_may_be_ranges),
        cmocka_unit_test(comments_blank_lines_and_windows_line_ends_are_fine),
        cmocka_unit_test(a_bad_line_is_named_with_what_to_do),
        cmocka_unit_test(time_values_are_checked),
        cmocka_unit_test(values_are_looked_up_by_key),
        cmocka_unit_test(thousands_of_phrases_are_all_found_again),
    };
    return cmocka_run_group_tests_name("lexicon", tests, NULL, NULL);
}
