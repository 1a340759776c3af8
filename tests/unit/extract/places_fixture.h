// A small world for geoparsing tests: data/places/small.tsv and the lexicon of the repository.
#ifndef DLN_TESTS_PLACES_FIXTURE_H
#define DLN_TESTS_PLACES_FIXTURE_H

#include "dateline/extract.h"
#include "unit/cmocka_main.h"

typedef struct places_fixture {
    dln_knowledge knowledge;
    dln_gazetteer *gazetteer;
    dln_lexicon *lexicon;
    dln_arena *arena;
    dln_str text; // of the last geoparse
    dln_mentions mentions;
} places_fixture;

int places_fixture_open(void **state);
int places_fixture_close(void **state);

// Geoparses `text` as a report without metadata.
void geoparse(places_fixture *f, const char *text);
// The first mention of these words, or NULL.
const dln_mention *mention_of(const places_fixture *f, const char *words);
void assert_placed(const places_fixture *f, const char *words, const char *place_id);
void assert_no_mention(const places_fixture *f, const char *words);

int run_mention_tests(void);
int run_resolve_tests(void);
int run_relation_tests(void);
int run_damaged_tests(void);

#endif
