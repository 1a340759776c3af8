// Names as sentences of other scripts have them: behind prefixes, and declined.
#ifndef DLN_EXTRACT_PLACE_MENTIONS_INFLECT_H
#define DLN_EXTRACT_PLACE_MENTIONS_INFLECT_H

#include "extract/place/mentions_scan.h"

// All names that begin at tokens[0] as dln_match_names finds them; and where it finds none, the
// longest that begins inside the token, behind a prefix ("ودير الزور": "and Deir ez-Zor"), or that
// is the token in another case ("Харькова": "of Kharkiv", "Харьковской области": "of Kharkiv
// Oblast"). Only known places are found so, since stripped words are short. `*prefix` is how many
// bytes of the text are no part of the name.
size_t dln_match_forms(const dln_scan *scan, const dln_token *tokens, size_t count,
                       dln_name_match out[DLN_NAME_MAX_TOKENS], uint32_t *prefix);

#endif
