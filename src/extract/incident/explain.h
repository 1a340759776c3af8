// What was read in a report and why it became an incident or did not, written for a person while it
// is being read (`dateline extract --explain`). Appends plain text; costs nothing when not asked
// for.
#ifndef DLN_EXTRACT_INCIDENT_EXPLAIN_H
#define DLN_EXTRACT_INCIDENT_EXPLAIN_H

#include "extract/incident/incident_build.h"

// The sentence with the places, dates, words and triggers found in it.
void dln_explain_sentence(dln_buffer *out, const dln_reading *reading, const dln_trigger *triggers,
                          size_t trigger_count);
// One event of that sentence: what was made of it, or why it was left out.
void dln_explain_event(dln_buffer *out, const dln_building *building);
// What a sentence without a deed of its own adds to the one before.
void dln_explain_told_on(dln_buffer *out, const dln_draft *draft);
// A trigger of movement that tells none: what moves is nothing that incidents are about.
void dln_explain_mover(dln_buffer *out, const dln_reading *reading, const dln_trigger *trigger);
// An event that what the report is about speaks against.
void dln_explain_topic(dln_buffer *out, const dln_draft *draft, const char *topic);
// What is left of a report when events told several times have been put together.
void dln_explain_incidents(dln_buffer *out, const dln_segments *segments,
                           const dln_incidents *incidents);

#endif
