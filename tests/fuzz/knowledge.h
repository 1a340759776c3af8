// What the whole pipeline needs to run in a fuzz target: a little gazetteer, and the lexicon as it
// is.
#ifndef DLN_TESTS_FUZZ_KNOWLEDGE_H
#define DLN_TESTS_FUZZ_KNOWLEDGE_H

#include "dateline/extract.h"

#include <stdlib.h>

static inline void require(bool holds) {
    if (!holds)
        abort();
}

// Made at the first call and kept. The gazetteer is compiled from tests/fuzz/world, or is the file
// that the environment variable DATELINE_GAZETTEER names.
const dln_knowledge *fuzz_knowledge(void);

// In bounds, not empty, on code-point edges.
void require_span(dln_str text, dln_span span);
// In bounds and on code-point edges; {0, 0} stands for "none".
void require_span_or_none(dln_str text, dln_span span);
void require_where(const dln_where *where);
void require_mentions(dln_str text, const dln_mentions *mentions);

// An input is one byte for the day of publication (from 0x80 on there is none), then the text.
// The text is repaired, as a reader would have done. data NULL when there is no memory.
dln_report fuzz_report(const uint8_t *data, size_t size, dln_arena *arena);

#endif
