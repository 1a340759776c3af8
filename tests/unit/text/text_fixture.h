// A lexicon of the module's own files and an arena, for tests that read sentences.
#ifndef TESTS_UNIT_TEXT_FIXTURE_H
#define TESTS_UNIT_TEXT_FIXTURE_H

#include "text/segment.h"

typedef struct text_fixture {
    dln_lexicon *lexicon;
    dln_arena *arena;
} text_fixture;

// cmocka set-up and tear-down: *state becomes a text_fixture.
int text_fixture_open(void **state);
int text_fixture_close(void **state);
dln_segments text_fixture_segment(text_fixture *fixture, dln_str text);

#endif
