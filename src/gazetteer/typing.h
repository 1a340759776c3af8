// Names that typing errors make of each other.
#ifndef DLN_GAZETTEER_TYPING_H
#define DLN_GAZETTEER_TYPING_H

#include "dateline/gazetteer.h"

// How many errors a folded name of this length may hold: in a short one each error makes another
// name. 0 below four letters, 1 below eight, else 2.
unsigned dln_typing_errors_allowed(dln_str folded);

// Gets the places of a name; false stops the search.
typedef bool (*dln_take_candidates)(void *context, const dln_candidate *found, size_t count);
// All names of the gazetteer that differ from `folded` by 1 to `errors` (at most 2) of: a letter
// too many, one missing, a wrong one, two swapped (Damerau's errors). A name may be given more than
// once, and `folded` itself too when `errors` is above 1.
//
// The names are not searched; what could have been meant is spelt out and looked up, some 60 times
// the length of the name for one error and half the square of that for two, whatever the size of
// the gazetteer.
void dln_typing_search(const dln_gazetteer *gazetteer, dln_str folded, unsigned errors,
                       dln_take_candidates take, void *context);

#endif
