#include "unit/text/text_fixture.h"

#include <stdio.h>
#include <stdlib.h>

#include "unit/text/text_tests.h"

static const char *const FILES[] = {"abbreviations.tsv", "time.tsv", "numbers.tsv"};

static void add_file(dln_lexicon *lexicon, const char *name) {
    char path[1024];
    assert_true(snprintf(path, sizeof path, "%s/%s", DLN_TEST_LEXICON, name) < (int)sizeof path);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    static char contents[1 << 18];
    size_t len = fread(contents, 1, sizeof contents, file);
    assert_true(len < sizeof contents);
    fclose(file);
    dln_error err = {0};
    dln_str text = {contents, len};
    if (dln_lexicon_add(lexicon, dln_str_from(name), text, &err) != DLN_OK)
        fail_msg("%s", err.message);
}

int text_fixture_open(void **state) {
    text_fixture *fixture = calloc(1, sizeof *fixture);
    assert_non_null(fixture);
    assert_int_equal(dln_lexicon_new(&fixture->lexicon, NULL), DLN_OK);
    assert_int_equal(dln_arena_new(&fixture->arena, NULL), DLN_OK);
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++)
        add_file(fixture->lexicon, FILES[i]);
    *state = fixture;
    return 0;
}

int text_fixture_close(void **state) {
    text_fixture *fixture = *state;
    dln_lexicon_free(fixture->lexicon);
    dln_arena_free(fixture->arena);
    free(fixture);
    return 0;
}

dln_segments text_fixture_segment(text_fixture *fixture, dln_str text) {
    dln_segments segments;
    dln_arena_reset(fixture->arena);
    assert_int_equal(dln_segment(text, fixture->lexicon, fixture->arena, &segments, NULL), DLN_OK);
    return segments;
}
