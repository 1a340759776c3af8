// What stands before a name: its preposition, and the words that say which part of it is meant.
#ifndef DLN_EXTRACT_PLACE_MENTIONS_QUALIFIER_H
#define DLN_EXTRACT_PLACE_MENTIONS_QUALIFIER_H

#include "extract/place/mentions_evidence.h"

typedef struct dln_preposition {
    dln_str role; // of the lexicon's routes; none: there is none
    uint32_t token;
} dln_preposition;

// The preposition that governs the name: over articles, directions and "city of".
dln_preposition dln_find_preposition(const dln_scan *scan, const dln_site *site,
                                     const dln_type_word *type);

// Fills qualifier, bearing and qualifier_token of `found`.
void dln_find_qualifier(const dln_scan *scan, const dln_site *site, const dln_type_word *type,
                        dln_preposition before, dln_found *found);

#endif
