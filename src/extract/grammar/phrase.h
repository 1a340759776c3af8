// Noun phrases: where one begins and ends, and which stands before or behind a verb.
#ifndef DLN_EXTRACT_GRAMMAR_PHRASE_H
#define DLN_EXTRACT_GRAMMAR_PHRASE_H

#include "extract/grammar/trigger.h"

// A noun phrase: tokens [first, end) of the sentence. Empty: none.
typedef struct dln_phrase {
    uint32_t first, end;
} dln_phrase;

static inline bool dln_phrase_is_empty(dln_phrase phrase) {
    return phrase.first >= phrase.end;
}

// The phrase that ends before token `end`, or begins at `first`, over "of" and "and".
dln_phrase dln_phrase_ending(const dln_reading *reading, uint32_t end);
dln_phrase dln_phrase_starting(const dln_reading *reading, uint32_t first);
bool dln_same_part(const dln_reading *reading, uint32_t a, uint32_t b);
// "Deir-ez-Zor", "U.S.", "rebels' positions": a mark inside a name.
bool dln_joins_words(const dln_reading *reading, uint32_t at);
// The noun phrase that a verb is said of, and the one that stands behind it.
dln_phrase dln_subject_of(const dln_reading *reading, uint32_t verb);
dln_phrase dln_object_of(const dln_reading *reading, uint32_t verb_end);
// The noun phrase behind the first preposition of that role after `from`, as far as the next verb
// or the end of the part.
dln_phrase dln_phrase_of_role(const dln_reading *reading, uint32_t from, dln_role role);
// Where the adverbs and days before a token begin: "was carried out *on Sunday* by".
uint32_t dln_before_adverbs(const dln_reading *reading, uint32_t at);
// What stands before a noun in its own phrase: "an Israeli" of "an Israeli airstrike".
dln_phrase dln_phrase_before(const dln_reading *reading, uint32_t noun);
// First term in the phrase that has one of the kinds, or NULL.
const dln_term *dln_phrase_term(const dln_reading *reading, dln_phrase phrase,
                                dln_word_kinds kinds);

// The words of a phrase as they stand in the text, without article and genitive; none if empty.
dln_str dln_phrase_text(const dln_reading *reading, dln_phrase phrase);

// "a", "an": what follows was not told before.
bool dln_is_indefinite_article(dln_str word);

#endif
