// Who can do something to others, and to whom something can be done.
#ifndef DLN_EXTRACT_AGENT_H
#define DLN_EXTRACT_AGENT_H

#include "extract/phrase.h"

// A group, a people, a government, a person's name; no date, no weapon, no newspaper, no town.
bool dln_names_an_agent(const dln_reading *reading, uint32_t at);
// A person, a group, a government: what can act.
bool dln_can_act(const dln_reading *reading, dln_phrase phrase);
// A person, a building, a vehicle, a force: what can be attacked.
bool dln_can_suffer(const dln_reading *reading, dln_phrase phrase);

#endif
