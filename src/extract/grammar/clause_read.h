// The steps of dln_sentence_read, in their order. For the files clause*.c only.
#ifndef DLN_EXTRACT_GRAMMAR_CLAUSE_READ_H
#define DLN_EXTRACT_GRAMMAR_CLAUSE_READ_H

#include "extract/grammar/clause.h"

// clause_terms.c: which words are place names, then the phrases of the lexicon around them.
void dln_places_mark(dln_reading *reading);
void dln_terms_read(dln_reading *reading);
void dln_modifiers_read(dln_reading *reading);
// The longest phrase of these kinds at a token; false if there is none.
bool dln_term_match(const dln_reading *reading, uint32_t at, dln_word_kinds kinds, dln_term *out);

// clause_words.c: words that hold the sentence together, then all others, then dates.
void dln_function_words_name(dln_reading *reading);
void dln_open_words_name(dln_reading *reading);
void dln_date_words_name(dln_reading *reading);

#endif
