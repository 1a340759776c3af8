// What a name might be besides a place: a person, a group, an ordinary word, a dish.
#ifndef DLN_EXTRACT_PLACE_MENTIONS_WORD_H
#define DLN_EXTRACT_PLACE_MENTIONS_WORD_H

#include "extract/place/mentions_qualifier.h"
#include "extract/place/mentions_weights.h"

// Adds what the words of the name themselves say. `place` is the best known that bears it;
// `behind_in`: a preposition of places stands before.
void dln_add_word_evidence(const dln_scan *scan, const dln_site *site, const dln_place *place,
                           dln_preposition before, bool behind_in, dln_evidence *all);

#endif
