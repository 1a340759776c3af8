// Names as sentences of other scripts have them: behind prefixes, and declined.
#ifndef DLN_EXTRACT_MENTIONS_INFLECT_H
#define DLN_EXTRACT_MENTIONS_INFLECT_H

#include "extract/mentions_scan.h"

// The longest name that begins inside tokens[0], behind a prefix ("ودير الزور": "and Deir ez-Zor"),
// or is tokens[0] in another case ("Харькова": "of Kharkiv"). Only known places are found so, since
// stripped words are short. `*prefix` is how many bytes of the text are no part of the name. To be
// asked when dln_match_names finds nothing.
bool dln_match_inflected(const dln_scan *scan, const dln_token *tokens, size_t count,
                         dln_name_match *out, uint32_t *prefix);

#endif
