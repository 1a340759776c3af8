// What a sentence without a deed of its own tells of the deed told before: how many died ("the toll
// rose to 12"), what its place is called ("the outpost, known as X").
#ifndef DLN_EXTRACT_INCIDENT_TOLD_ON_H
#define DLN_EXTRACT_INCIDENT_TOLD_ON_H

#include "extract/incident/incident_build.h"

// Whether a blow was told so shortly before that victims may be those of it.
bool dln_is_told_on(const dln_reading *reading, const dln_context *context);
// Writes the draft of such a sentence; false if it adds nothing. The draft counts for nothing
// unless it is put together with the deed (retelling.h).
bool dln_told_on_read(const dln_reading *reading, const dln_context *context, dln_draft *out);

#endif
