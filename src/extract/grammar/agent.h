// Who can do something to others, and to whom something can be done.
#ifndef DLN_EXTRACT_GRAMMAR_AGENT_H
#define DLN_EXTRACT_GRAMMAR_AGENT_H

#include "extract/grammar/phrase.h"

// A group, a people, a government, a person's name; no date, no weapon, no newspaper, no town.
bool dln_names_an_agent(const dln_reading *reading, uint32_t at);
// A person, a group, a government: what can act.
bool dln_can_act(const dln_reading *reading, dln_phrase phrase);
// "two men", "a student": persons by their noun; they act in what they did themselves.
bool dln_is_person(const dln_reading *reading, dln_phrase phrase);
// "Judge Ana Perez", "Ana Perez".
bool dln_is_person_by_name(const dln_reading *reading, dln_phrase phrase);
// A person, a building, a vehicle, a force: what can be attacked.
bool dln_can_suffer(const dln_reading *reading, dln_phrase phrase);
// Whether it names somebody, known or unknown: "Boko Haram", "Israeli jets", not "gunmen".
bool dln_is_named(const dln_reading *reading, dln_phrase phrase);
// The name that the text gives for a description right behind it, else the phrase itself.
dln_phrase dln_name_of(const dln_reading *reading, dln_phrase phrase);
// Whose killing a noun means: "the six priests" of "the six priests' murder". Empty: not said so,
// as in "the army's killing of two priests".
dln_phrase dln_victim_before(const dln_reading *reading, const dln_trigger *trigger);
// Who a noun says did it: "Israeli" of "an unprecedented Israeli airstrike". Empty: nobody.
dln_phrase dln_agent_before(const dln_reading *reading, uint32_t noun);

#endif
