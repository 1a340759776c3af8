// What evidence there is that a name names a place, and what each kind is worth.
#ifndef DLN_EXTRACT_PLACE_MENTIONS_WEIGHTS_H
#define DLN_EXTRACT_PLACE_MENTIONS_WEIGHTS_H

// Kinds of evidence. What each is worth stands in mentions_weights.c; a report's evidence is how
// much of each there is, mostly 0 or 1.
typedef enum dln_evidence_kind {
    DLN_EVIDENCE_IS_NAME,     // always: what a capitalised name of the gazetteer is worth by itself
    DLN_EVIDENCE_FAME,        // see dln_place_fame
    DLN_EVIDENCE_MORE_WORDS,  // names of several words are rarely anything else
    DLN_EVIDENCE_TYPE,        // "Anbar Governorate"
    DLN_EVIDENCE_TYPE_MISFIT, // a type word that no place of that name is
    DLN_EVIDENCE_BEHIND_IN,   // "in X", "near X"
    DLN_EVIDENCE_BEHIND_TO,   // "from X", "to X", "via X"
    DLN_EVIDENCE_BEHIND_OF,   // "of X", "against X"
    DLN_EVIDENCE_ON_A_WAY,    // "from X to Goma", "from Goma to X": both ends of one way
    DLN_EVIDENCE_REACHED,     // "reached X", "left X", "crossed the X"
    DLN_EVIDENCE_BEHIND_VERB, // "shelled X", "stormed X"
    DLN_EVIDENCE_CONTAINER,   // "X, Maine", "X (Syria)"
    DLN_EVIDENCE_CONTAINER_IN,     // "X in Maine"
    DLN_EVIDENCE_CONTAINED,        // it is the container: "Bangor, X"
    DLN_EVIDENCE_LISTED,           // "…, X and …" behind a place
    DLN_EVIDENCE_POSSESSIVE,       // "X's"
    DLN_EVIDENCE_BASED,            // "X-based"
    DLN_EVIDENCE_HYPHENED,         // "X-Smith"
    DLN_EVIDENCE_BEFORE_BODY,      // "X Operations Command"
    DLN_EVIDENCE_BEFORE_TEAM,      // "X Rovers"
    DLN_EVIDENCE_BEFORE_MEDIA,     // "X Times"
    DLN_EVIDENCE_BEFORE_OFFICE,    // "X Premier Notley"
    DLN_EVIDENCE_BEFORE_NAME,      // "X Smith"
    DLN_EVIDENCE_FIRST_NAME_RUN,   // "Jordan Smith"
    DLN_EVIDENCE_BEHIND_NAME,      // "Costco X" passes by its fame, "Aston X" does not
    DLN_EVIDENCE_BEHIND_FIRST,     // "John X"
    DLN_EVIDENCE_SENTENCE_START,   // everything is capitalised there
    DLN_EVIDENCE_CAPITALS,         // and in headlines
    DLN_EVIDENCE_LOWER_HERE,       // the same word in lower case elsewhere in the report
    DLN_EVIDENCE_LOWER_HERE_START, // and this one begins a sentence, or stands in a headline
    DLN_EVIDENCE_SHIP,             // "the tanker X", "MV X"
    DLN_EVIDENCE_NEVER,            // not-place "always"
    DLN_EVIDENCE_ORDINARY,         // not-place "alone", "sentence-start" where case tells nothing
    DLN_EVIDENCE_ORDINARY_INSIDE,  // not-place "sentence-start" where case tells
    DLN_EVIDENCE_DEMONYM,          // "Syrian"
    DLN_EVIDENCE_PERSON_WORD,      // a surname of this report
    DLN_EVIDENCE_PERSON_IN,        // the same behind "in"
    DLN_EVIDENCE_PERSON_FAMOUS,    // the same, but a place that many know
    DLN_EVIDENCE_PERSON_FIRST, // the same, its first name: "Georgia" where "Georgia Stevens" was
                               // named
    DLN_EVIDENCE_SURNAME,      // a common surname
    DLN_EVIDENCE_SURNAME_IN,   // the same behind "in"
    DLN_EVIDENCE_FIRST_NAME,   // a first name alone
    DLN_EVIDENCE_FIRST_NAME_PLACE, // one that is as often a place
    DLN_EVIDENCE_SPEAKS,           // "X said", and no government
    DLN_EVIDENCE_NAMED_AFTER,      // "X virus"
    DLN_EVIDENCE_GROUP,            // "Hamas", "the Taliban": some village is called so, too
    DLN_EVIDENCE_WEAPON,           // "Grad", "Iskander missiles"
    DLN_EVIDENCE_CURRENCY,         // "US$"
    DLN_EVIDENCE_SHORT,            // three letters or fewer
    DLN_EVIDENCE_UPPERCASE,        // capitals that are no known abbreviation
    DLN_EVIDENCE_LONELY_CODE,      // "NSW", "Calif." of a division that stands behind no place
    DLN_EVIDENCE_BAD_ABBREVIATION, // "Us", "Or"
    DLN_EVIDENCE_KINDS,
} dln_evidence_kind;

typedef struct dln_evidence {
    double amount[DLN_EVIDENCE_KINDS];
} dln_evidence;

#define DLN_NO_EVIDENCE DLN_EVIDENCE_KINDS // what a look that found nothing returns

// NO_EVIDENCE adds nothing.
void dln_evidence_add(dln_evidence *all, dln_evidence_kind kind);
// Log-odds that it is a place.
double dln_evidence_odds(const dln_evidence *all);

#endif
