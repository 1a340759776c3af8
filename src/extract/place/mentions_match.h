// Names of the gazetteer at a place in the text.
#ifndef DLN_EXTRACT_PLACE_MENTIONS_MATCH_H
#define DLN_EXTRACT_PLACE_MENTIONS_MATCH_H

#include "dateline/gazetteer.h"
#include "text/segment.h"

// No name of a place has more words ("Saint Vincent and the Grenadines" has five).
#define DLN_NAME_MAX_TOKENS 14
#define DLN_NAME_MAX_BYTES  160

// A name that begins at a token, and the places that bear it.
typedef struct dln_name_match {
    uint32_t token_count;
    const dln_candidate *candidates; // most important first, count > 0
    size_t count;
} dln_name_match;

// All names that begin at tokens[0], shorter ones first; `count` tokens may be looked at. Case is
// checked of the first word only; a name that goes on in lower case or in digits ("Conoco gas
// field", "Tower 22") needs a second look. Returns how many were written into `out`.
size_t dln_match_names(const dln_gazetteer *gazetteer, const dln_token *tokens, size_t count,
                       dln_name_match out[DLN_NAME_MAX_TOKENS]);

// Appends the folded form of a token to `key` as dln_fold would give it for the text from the
// first token on; false when it is full or the token can belong to no name.
typedef struct dln_name_key {
    char bytes[DLN_NAME_MAX_BYTES];
    size_t len;
    bool gap; // a hyphen stood since the last word
} dln_name_key;
bool dln_name_key_add(dln_name_key *key, const dln_token *token);

// Whether a word can begin or end a proper name: capitalised, or of a script without case.
bool dln_is_proper(const dln_token *token);

#endif
