// Who is said to have done what was told before: "X claimed responsibility", "police blamed X".
#ifndef DLN_EXTRACT_INCIDENT_CLAIM_H
#define DLN_EXTRACT_INCIDENT_CLAIM_H

#include "extract/incident/incident.h"

// Gives the actor that the sentence just read tells of to the blows told last, its own among them.
void dln_claim_take(const dln_reading *reading, const dln_context *context, dln_drafts *drafts);

#endif
