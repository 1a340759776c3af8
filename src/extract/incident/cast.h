// The cast of a report: who has been named so far, and whom "the rebels" or "they" point back to.
#ifndef DLN_EXTRACT_INCIDENT_CAST_H
#define DLN_EXTRACT_INCIDENT_CAST_H

#include "extract/grammar/phrase.h"

// Who was named longer ago has left the stage.
#define DLN_CAST_MAX 12

typedef struct dln_cast_member {
    dln_str name; // as the text has it
    dln_span at;
    dln_span said_in;  // the sentence
    uint32_t sentence; // its index
    bool named;        // "Boko Haram", not "gunmen"
    bool body;         // one group, "it": "Boko Haram", "the army"; not "gunmen"
    bool irregular;    // rebels, militias, gangs; false: armies, police, governments
} dln_cast_member;

// A ring: the last DLN_CAST_MAX are kept.
typedef struct dln_cast {
    dln_cast_member members[DLN_CAST_MAX];
    uint32_t count; // of all that were ever noted
} dln_cast;

// Notes the agents of the sentence just read.
void dln_cast_note(dln_cast *cast, const dln_reading *reading);
// Whom a phrase points back to: "the rebels", "the group", "they". NULL if it does not, or if
// nobody fits.
const dln_cast_member *dln_cast_find(const dln_cast *cast, const dln_reading *reading,
                                     dln_phrase reference);

#endif
