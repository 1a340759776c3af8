// Participants: who did it, to whom, with what.
//
//   active     subject VERB object           "Rebels shelled the town"
//   passive    object be VERB [by subject]   "The town was shelled by rebels"
//   nominal    [subject] NOUN [on object]    "a rebel attack on the town", "an attack by rebels"
//   light      subject LIGHT NOUN on object  "Rebels carried out an attack on the town"
//   participle , VERBing object              ", injuring seven": the subject is the sentence's
#ifndef DLN_EXTRACT_PARTICIPANT_H
#define DLN_EXTRACT_PARTICIPANT_H

#include "extract/phrase.h"

// What the triggers [first, first + count) of one event say about its participants.
typedef struct dln_participants {
    dln_phrase actor, object;
    dln_phrase target;  // what it was aimed at, the victims where nothing says that
    dln_phrase victim;  // the dead and the hurt
    dln_phrase pronoun; // "they": who did it was named before
    const dln_term *weapon;
} dln_participants;
dln_participants dln_participants_find(const dln_reading *reading, const dln_trigger *triggers,
                                       const size_t *members, size_t count);

#endif
