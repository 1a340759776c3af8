// Incidents without a gazetteer: the grammar alone, on the real lexicon and no places.
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>

#include "extract/incident/incident.h"

typedef struct bench {
    dln_lexicon *lexicon;
    dln_arena *arena;
} bench;

static void add_file(dln_lexicon *lexicon, const char *name) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", DLN_TEST_LEXICON, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *contents = malloc((size_t)1 << 20);
    assert_non_null(contents);
    size_t len = fread(contents, 1, (size_t)1 << 20, file);
    fclose(file);
    dln_error err = {0};
    assert_int_equal(dln_lexicon_add(lexicon, dln_str_from(name), (dln_str){contents, len}, &err),
                     DLN_OK);
    free(contents);
}

static int set_up(void **state) {
    bench *b = calloc(1, sizeof *b);
    assert_non_null(b);
    assert_int_equal(dln_lexicon_new(&b->lexicon, NULL), DLN_OK);
    assert_int_equal(dln_arena_new(&b->arena, NULL), DLN_OK);
    DIR *folder = opendir(DLN_TEST_LEXICON);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        if (strstr(entry->d_name, ".tsv"))
            add_file(b->lexicon, entry->d_name);
    closedir(folder);
    *state = b;
    return 0;
}

static int tear_down(void **state) {
    bench *b = *state;
    dln_arena_free(b->arena);
    dln_lexicon_free(b->lexicon);
    free(b);
    return 0;
}

static dln_incidents extract(bench *b, dln_str text) {
    dln_arena_reset(b->arena);
    dln_knowledge knowledge = {NULL, b->lexicon};
    dln_report report = {.text = text, .date = dln_day_from_civil((dln_civil){2024, 8, 13})};
    dln_segments segments;
    dln_date_mentions dates;
    dln_found_list found = {0};
    dln_incidents incidents;
    assert_int_equal(dln_segment(text, b->lexicon, b->arena, &segments, NULL), DLN_OK);
    assert_int_equal(dln_find_dates(&segments, b->lexicon, report.date, b->arena, &dates, NULL),
                     DLN_OK);
    assert_int_equal(dln_find_incidents(&knowledge, &report, &segments, &found, &dates, b->arena,
                                        NULL, &incidents, NULL),
                     DLN_OK);
    return incidents;
}

static const dln_incident *only(dln_incidents incidents) {
    assert_int_equal(incidents.count, 1);
    return &incidents.items[0];
}

static void the_dead_and_the_hurt_are_counted_apart(void **state) {
    const dln_incident *i =
        only(extract(*state, DLN_STR("A car bomb killed 12 people and wounded 30 others.")));
    assert_int_equal(i->type, DLN_EXPLOSION);
    assert_true(dln_str_equal(i->subtype, DLN_STR("car-bomb")));
    assert_int_equal(i->fatalities.low, 12);
    assert_int_equal(i->injured.low, 30);
}

static void at_least_leaves_the_upper_end_open(void **state) {
    const dln_incident *i =
        only(extract(*state, DLN_STR("At least three soldiers were killed in a drone strike.")));
    assert_int_equal(i->fatalities.low, 3);
    assert_int_equal(i->fatalities.high, DLN_COUNT_OPEN);
}

static void nothing_said_of_the_dead_is_not_zero(void **state) {
    const dln_incident *i =
        only(extract(*state, DLN_STR("Rebels shelled an army base on Monday.")));
    assert_false(i->fatalities.said);
    assert_false(i->injured.said);
}

static void a_threat_is_not_a_strike(void **state) {
    const dln_incident *i =
        only(extract(*state, DLN_STR("The militia threatened to attack American bases.")));
    assert_int_equal(i->status, DLN_THREATENED);
}

static void a_condition_is_no_incident(void **state) {
    assert_int_equal(
        extract(*state, DLN_STR("If rebels attacked the base, the army would answer.")).count, 0);
}

static void the_trigger_lies_inside_its_sentence(void **state) {
    dln_str text = DLN_STR("It was quiet. Gunmen killed five villagers on Sunday. Rain fell.");
    const dln_incident *i = only(extract(*state, text));
    assert_true(dln_span_contains(i->sentence, i->trigger));
    assert_true(dln_str_starts_with(dln_str_of_span(text, i->trigger), DLN_STR("killed")));
}

static void one_event_of_two_sentences_is_one_incident(void **state) {
    const dln_incident *i = only(extract(
        *state, DLN_STR("A drone strike hit a base on Monday. The attack killed two soldiers.")));
    assert_int_equal(i->type, DLN_STRIKE);
    assert_int_equal(i->fatalities.low, 2);
}

static void repeat(bench *b, const char *words, size_t times) {
    size_t len = strlen(words);
    char *text = malloc(len * times);
    assert_non_null(text);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * len, words, len);
    dln_str s = {text, len * times};
    dln_incidents incidents = extract(b, s);
    assert_true(incidents.count <= DLN_DRAFTS_MAX);
    for (size_t i = 0; i < incidents.count; i++) {
        assert_true(incidents.items[i].sentence.end <= s.len);
        assert_true(dln_span_contains(incidents.items[i].sentence, incidents.items[i].trigger));
        assert_true(incidents.items[i].confidence >= 0 && incidents.items[i].confidence <= 1);
    }
    dln_arena_reset(b->arena); // before the text it points into goes
    free(text);
}

static void hostile_texts_end_and_stay_in_bounds(void **state) {
    repeat(*state, "killed ", 30000);
    repeat(*state, "attack, and ", 20000);
    repeat(*state, "12 killed 13 wounded; ", 10000);
    repeat(*state, "of and in to - ", 10000);
    repeat(*state, "who killed which killed that ", 8000);
    repeat(*state, "((((((((((\"\"'' -- ", 8000);
    repeat(*state, "A bomb killed two soldiers on Monday.\n\n", 6000);
    repeat(*state, "99999999999999999999 killed. ", 3000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_dead_and_the_hurt_are_counted_apart),
        cmocka_unit_test(at_least_leaves_the_upper_end_open),
        cmocka_unit_test(nothing_said_of_the_dead_is_not_zero),
        cmocka_unit_test(a_threat_is_not_a_strike),
        cmocka_unit_test(a_condition_is_no_incident),
        cmocka_unit_test(the_trigger_lies_inside_its_sentence),
        cmocka_unit_test(one_event_of_two_sentences_is_one_incident),
        cmocka_unit_test(hostile_texts_end_and_stay_in_bounds),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
