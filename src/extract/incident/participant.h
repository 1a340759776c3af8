// Participants: who did it, to whom, with what.
//
//   active     subject VERB object           "Rebels shelled the town"
//   passive    object be VERB [by subject]   "The town was shelled by rebels"
//   nominal    [subject] NOUN [on object]    "a rebel attack on the town", "an attack by rebels"
//   light      subject LIGHT NOUN on object  "Rebels carried out an attack on the town"
//   participle , VERBing object              ", injuring seven": the subject is the sentence's
#ifndef DLN_EXTRACT_INCIDENT_PARTICIPANT_H
#define DLN_EXTRACT_INCIDENT_PARTICIPANT_H

#include "extract/grammar/phrase_list.h"

// What the triggers [first, first + count) of one event say about its participants.
typedef struct dln_participants {
    dln_phrase actor, object;
    dln_phrase pronoun;      // "they": who did it was named before
    dln_phrase aimed_at;     // "an attack on *the market*"
    dln_phrase damaged;      // "destroyed *two houses*"
    dln_phrase_list victims; // the dead and the hurt
    dln_phrase_list targets; // of these three what says best whom it was meant for
    const dln_term *weapon;
} dln_participants;
dln_participants dln_participants_find(const dln_reading *reading, const dln_trigger *triggers,
                                       const size_t *members, size_t count);

#endif
