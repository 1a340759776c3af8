// Numbers of a sentence: how many there are of what a phrase names.
#ifndef DLN_EXTRACT_GRAMMAR_NUMBER_H
#define DLN_EXTRACT_GRAMMAR_NUMBER_H

#include "extract/grammar/phrase_list.h"

// The number that begins at a token: "12", "at least three", "3 to 5", "dozens of", "two hundred".
// `*end` is the token behind it. Not said when there is none.
dln_count dln_number_at(const dln_reading *reading, uint32_t token, uint32_t *end);
// How many people a phrase names: its numbers, added up over "and"; 1 for one person.
dln_count dln_count_people(const dln_reading *reading, dln_phrase phrase);
// The first number in a phrase, whatever it counts.
dln_count dln_count_things(const dln_reading *reading, dln_phrase phrase);
// "him", "another": one person.
bool dln_says_one(const dln_reading *reading, uint32_t at);
// An exact number; the sum of two, said if either is.
dln_count dln_count_exactly(int32_t n);
dln_count dln_count_sum(dln_count a, dln_count b);
// The numbers in a phrase added up, of people only or the first of anything.
dln_count dln_count_numbers(const dln_reading *reading, dln_phrase phrase, bool people);

#endif
