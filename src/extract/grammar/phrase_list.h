// Lists: the members of "a mother, her three children and two guards", each a phrase of its own.
#ifndef DLN_EXTRACT_GRAMMAR_PHRASE_LIST_H
#define DLN_EXTRACT_GRAMMAR_PHRASE_LIST_H

#include "extract/grammar/phrase.h"

// Members that are kept; longer lists are read as far as that.
#define DLN_PHRASE_LIST_MAX 8

typedef struct dln_phrase_list {
    dln_phrase items[DLN_PHRASE_LIST_MAX];
    uint32_t count;
} dln_phrase_list;

// A phrase with the members that commas add to it, to the right or to the left.
dln_phrase dln_phrase_list_behind(const dln_reading *reading, dln_phrase phrase);
dln_phrase dln_phrase_list_before(const dln_reading *reading, dln_phrase phrase);
// Appends the members of a phrase. A description and the name behind it are one member ("the mayor,
// Ali Hassan"), and so are words that "and" joins without an article or a number between them
// ("women and children").
void dln_phrase_list_add(const dln_reading *reading, dln_phrase phrase, dln_phrase_list *out);
// The members as the text has them, joined by "; ". None if the list is empty or memory is.
dln_str dln_phrase_list_text(const dln_reading *reading, const dln_phrase_list *list,
                             dln_arena *arena);

#endif
