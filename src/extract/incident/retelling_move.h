// Whether two movements of a report are one, and whether one is how a strike came about.
#ifndef DLN_EXTRACT_INCIDENT_RETELLING_MOVE_H
#define DLN_EXTRACT_INCIDENT_RETELLING_MOVE_H

#include "extract/incident/incident.h"

// `a` is told before `b`: the same way in summary and body, or told on: "the trucks had come …".
bool dln_moves_are_one(const dln_draft *a, const dln_draft *b);
// "The planes came from A": the way of what struck, told in its sentence or of "the planes".
bool dln_is_flight_of(const dln_draft *move, const dln_draft *strike);

#endif
