// What moves in a movement: the troops, the cargo, the people, and whether that is news.
//
// Half of the words that tell a movement tell anything: prices move, talks move, teams fly, singers
// arrive. The head of the phrase that moves decides: "30,000 tonnes of *wheat*", "a convoy of
// trucks", "Egypt's foreign *minister*", "thousands of *refugees*".
#ifndef DLN_EXTRACT_INCIDENT_MOVER_H
#define DLN_EXTRACT_INCIDENT_MOVER_H

#include "extract/grammar/phrase.h"

// Sets cargo and mover of the movements among the triggers and puts those that tell none behind the
// others: what moves is nothing that incidents are about. `violent`: the report has told of
// violence, so that more people on their way are part of it. Returns how many triggers stand before
// them.
size_t dln_movers_find(const dln_reading *reading, bool violent, dln_trigger *triggers,
                       size_t count);
// What a phrase names, by its head.
dln_cargo dln_cargo_of(const dln_reading *reading, dln_phrase phrase);
// The subtype of a movement whose word leaves it open; `arrives`: a destination is named.
dln_str dln_movement_subtype(const dln_trigger *trigger, bool arrives);

#endif
