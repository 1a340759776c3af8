// Places that were taught to an open gazetteer, beside those of its file.
#ifndef DLN_GAZETTEER_TAUGHT_H
#define DLN_GAZETTEER_TAUGHT_H

#include "gazetteer/file.h"

// The taught place of that index, or NULL.
const dln_place *dln_taught_place_at(const dln_gazetteer *gazetteer, dln_place_index index);
// Whether the name of a taught place begins with these folded words.
bool dln_taught_has_prefix(const dln_gazetteer *gazetteer, dln_str folded);

#endif
