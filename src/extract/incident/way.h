// The way of a movement or a launch: which mention is where it came from, which it passed, where it
// went.
//
//   way    := { end }
//   end    := "from" PLACE | "to" PLACE | "via" PLACE    the preposition says it (role.h)
//           | VERB PLACE | VERB "in" PLACE               the word itself does: "left", "landed at"
//           | COUNTRY VERB object                        who sends a thing abroad sends it from
//           there
#ifndef DLN_EXTRACT_INCIDENT_WAY_H
#define DLN_EXTRACT_INCIDENT_WAY_H

#include "extract/incident/scene.h"

// Fills origin, via and destination of `out`, and leaves the rest alone.
void dln_way_find(const dln_reading *reading, const dln_roles *roles, const dln_scene_query *query,
                  dln_scene *out);
// Whether trigger `later` tells the way of trigger `earlier` on: both are movements of one thing,
// and no end is told twice. "left Baghdad … and reached Homs", "…, passing through Erbil".
bool dln_way_goes_on(const dln_reading *reading, const dln_roles *roles,
                     const dln_trigger *triggers, size_t count, const size_t *members,
                     size_t member_count, size_t later);

#endif
