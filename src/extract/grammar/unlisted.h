// Places that no gazetteer has: names that the words around them make places for an event.
//
//   told  := kind-word "of" name { ", " name }   "the villages of Khirbet Zor and Tal Amra"
//          | name { ", " name } kind-word        "the Wadi Zor area", "Sayl Ward"
//   stood := preposition of place name           "near Kisik"
//   way   := "from" name "to" known name         "from Akobo to Juba", "left Sake for Goma"
//
// Finding mentions keeps to what is a place wherever it stands; here a trigger stands beside it.
#ifndef DLN_EXTRACT_GRAMMAR_UNLISTED_H
#define DLN_EXTRACT_GRAMMAR_UNLISTED_H

#include "extract/grammar/clause.h"

// Such names of one sentence; more is a table.
#define DLN_UNLISTED_MAX 16

typedef struct dln_unlisted {
    uint32_t first, end; // tokens of the sentence
    bool told;           // a kind word says that it is a place, not only where it stands
} dln_unlisted;

// In order of the text; none lies in a mention. In a caption names stand also behind "of" and a
// comma: "tank, outskirts of Khiam".
size_t dln_unlisted_find(const dln_reading *reading, bool caption,
                         dln_unlisted out[DLN_UNLISTED_MAX]);

#endif
