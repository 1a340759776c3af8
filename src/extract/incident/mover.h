// What moves in a movement: which phrase, and whether that is news (cargo.h).
#ifndef DLN_EXTRACT_INCIDENT_MOVER_H
#define DLN_EXTRACT_INCIDENT_MOVER_H

#include "extract/incident/cargo.h"

// Sets cargo and mover of the movements among the triggers and puts those that tell none behind the
// others: what moves is nothing that incidents are about. `violent`: the report has told of
// violence, so that more people on their way are part of it. Returns how many triggers stand before
// them.
size_t dln_movers_find(const dln_reading *reading, bool violent, dln_trigger *triggers,
                       size_t count);
// The subtype of a movement whose word leaves it open; `arrives`: a destination is named.
dln_str dln_movement_subtype(const dln_trigger *trigger, bool arrives);

#endif
