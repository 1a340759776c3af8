// Numbers of a sentence: how many dead, hurt, struck, moved.
#ifndef DLN_EXTRACT_NUMBER_H
#define DLN_EXTRACT_NUMBER_H

#include "extract/participant.h"

// The number that begins at a token: "12", "at least three", "3 to 5", "dozens of", "two hundred".
// `*end` is the token behind it. Not said when there is none.
dln_count dln_number_at(const dln_reading *reading, uint32_t token, uint32_t *end);
// How many people a phrase names: its numbers, added up over "and"; 1 for one person.
dln_count dln_count_people(const dln_reading *reading, dln_phrase phrase);
// The first number in a phrase, whatever it counts.
dln_count dln_count_things(const dln_reading *reading, dln_phrase phrase);

typedef struct dln_casualties {
    dln_count fatalities, injured;
    bool accident; // an earthquake, a crash, a disease did it
} dln_casualties;
// From the triggers of one event and the words of harm in its parts.
dln_casualties dln_casualties_find(const dln_reading *reading, const dln_trigger *triggers,
                                   const size_t *members, size_t count, const bool *parts);

#endif
