// What a phrase names, as far as that decides whether to believe that it moved: the cargo.
//
// Half of the words that tell a movement tell anything: prices move, talks move, teams fly, singers
// arrive. The head of the phrase that moves decides: "30,000 tonnes of *wheat*", "a convoy of
// trucks", "Egypt's foreign *minister*", "thousands of *refugees*".
#ifndef DLN_EXTRACT_INCIDENT_CARGO_H
#define DLN_EXTRACT_INCIDENT_CARGO_H

#include "extract/grammar/phrase.h"

// What a phrase names, by its head; an empty one names nothing: DLN_CARGO_UNSAID.
dln_cargo dln_cargo_of(const dln_reading *reading, dln_phrase phrase);
// What one term of the lexicon names, as the head of a phrase.
dln_cargo dln_cargo_of_term(const dln_reading *reading, const dln_term *term);
// Where the first phrase of tokens [at, end) ends, before its "of" or "and".
uint32_t dln_first_phrase_end(const dln_reading *reading, uint32_t at, uint32_t end);
// Whether tokens [first, end) end in a place: "Goma", not "Egypt's minister".
bool dln_ends_in_place(const dln_reading *reading, uint32_t first, uint32_t end);
// Whether it is something whose movement may be told.
static inline bool dln_cargo_is_movable(dln_cargo cargo) {
    return cargo >= DLN_CARGO_PEOPLE;
}

#endif
