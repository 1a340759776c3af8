// Whether two drafts tell one event.
#ifndef DLN_EXTRACT_INCIDENT_RETELLING_H
#define DLN_EXTRACT_INCIDENT_RETELLING_H

#include "extract/incident/incident.h"

// `a` is told before `b`. There must be nothing against it (types, places, days, numbers that
// cannot be of one event) and something for it: the same place and day, the same number of victims,
// or words that point back.
bool dln_drafts_tell_one(const dln_draft *a, const dln_draft *b);

#endif
