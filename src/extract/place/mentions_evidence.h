// Evidence that a name of the gazetteer, here, names a place.
#ifndef DLN_EXTRACT_PLACE_MENTIONS_EVIDENCE_H
#define DLN_EXTRACT_PLACE_MENTIONS_EVIDENCE_H

#include "extract/place/mentions_scan.h"

// A name in its surroundings.
typedef struct dln_site {
    const dln_sentence *sentence;
    uint32_t sentence_end;       // token behind the sentence
    dln_run run;                 // the proper-noun run around it
    uint32_t first, end;         // tokens of the name
    const dln_name_match *match; // NULL: the gazetteer does not have it
    bool listed;                 // ", " or " and " joins it to a place accepted before
    bool contained;              // it says where the place before lies: "Bangor, Maine"
} dln_site;

// A type word beside a name, and where it stands.
typedef struct dln_type_word {
    const dln_lexeme *lexeme; // NULL: none
    uint32_t first, end;      // its tokens
    bool before;              // "Lake Mary", "village of X"
    bool in_span;             // belongs to the name
} dln_type_word;

dln_type_word dln_find_type(const dln_scan *scan, const dln_site *site);
bool dln_type_is_street(const dln_lexeme *type);
// Whether the type word alone makes an unknown name a place.
bool dln_type_tells(const dln_lexeme *type);
// Whether it is a word for a base, a camp, a field, that a name may end in in lower case.
bool dln_type_names_spot(const dln_lexeme *type);
// Whether a place is of the kind that the type word says.
bool dln_type_fits(const dln_lexeme *type, const dln_place *place);

// The first token of the type words that end the name, or its end: "gas field" of "Conoco gas
// field".
// `*type` becomes the type, or NULL.
uint32_t dln_name_tail(const dln_scan *scan, uint32_t first, uint32_t end, const dln_lexeme **type);
// A name may go on in lower case only with what such names end in: "Conoco gas field", "Tower 22".
bool dln_tail_fits(const dln_scan *scan, const dln_site *site);
// "Mississippi State" is a town of a few thousand, and mostly the university of Mississippi:
// not=US. `shorter` is the next shorter name that begins there.
bool dln_is_state_school(const dln_scan *scan, const dln_name_match *shorter, const dln_site *site);
// "Glenrock Lagoon" is not the town of Glenrock on the other side of the world; where no water of
// the name is known, nobody knows where it is.
bool dln_is_other_water(const dln_scan *scan, const dln_site *site, const dln_type_word *type);

// Log-odds that it is a place. Fills qualifier, in_organisation and speaks of `found`.
double dln_place_odds(const dln_scan *scan, const dln_site *site, const dln_type_word *type,
                      dln_found *found);

#endif
