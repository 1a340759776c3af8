// Participants: who did it, to whom, with what.
//
//   active     subject VERB object           "Rebels shelled the town"
//   passive    object be VERB [by subject]   "The town was shelled by rebels"
//   nominal    [subject] NOUN [on object]    "a rebel attack on the town", "an attack by rebels"
//   light      subject LIGHT NOUN on object  "Rebels carried out an attack on the town"
//   participle , VERBing object              ", injuring seven": the subject is the sentence's
#ifndef DLN_EXTRACT_PARTICIPANT_H
#define DLN_EXTRACT_PARTICIPANT_H

#include "extract/trigger.h"

// A noun phrase: tokens [first, end) of the sentence. Empty: none.
typedef struct dln_phrase {
    uint32_t first, end;
} dln_phrase;

static inline bool dln_phrase_is_empty(dln_phrase phrase) {
    return phrase.first >= phrase.end;
}

dln_phrase dln_subject_of(const dln_reading *reading, uint32_t verb);
dln_phrase dln_object_of(const dln_reading *reading, uint32_t verb_end);
// The noun phrase behind the first preposition of that role after `from`, as far as the next verb
// or the end of the part.
dln_phrase dln_phrase_of_role(const dln_reading *reading, uint32_t from, dln_role role);
// What stands before a noun in its own phrase: "an Israeli" of "an Israeli airstrike".
dln_phrase dln_phrase_before(const dln_reading *reading, uint32_t noun);
// First term in the phrase that has one of the kinds, or NULL.
const dln_term *dln_phrase_term(const dln_reading *reading, dln_phrase phrase,
                                dln_word_kinds kinds);

// What the triggers [first, first + count) of one event say about its participants.
typedef struct dln_participants {
    dln_phrase actor, target, object;
    const dln_term *weapon;
} dln_participants;
dln_participants dln_participants_find(const dln_reading *reading, const dln_trigger *triggers,
                                       const size_t *members, size_t count);

// The words of a phrase as they stand in the text, without article and genitive; none if empty.
dln_str dln_phrase_text(const dln_reading *reading, dln_phrase phrase);

#endif
