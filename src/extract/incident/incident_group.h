// Which triggers of a sentence tell one event.
#ifndef DLN_EXTRACT_INCIDENT_INCIDENT_GROUP_H
#define DLN_EXTRACT_INCIDENT_INCIDENT_GROUP_H

#include "extract/grammar/role.h"
#include "extract/incident/status.h"

// Triggers of one event that are kept; a sentence that uses more repeats itself.
#define DLN_MEMBERS_MAX 12

typedef struct dln_event {
    size_t members[DLN_MEMBERS_MAX]; // indices of triggers, in order of the text
    size_t count;
    size_t main; // index of the trigger that names it
    bool typed;  // false: light verbs only
    bool effect_only;
    bool parts[DLN_PARTS_MAX + 1]; // parts of the sentence that it stands in
    uint32_t first, end;           // tokens from its first to its last trigger
    dln_verdict verdict;
} dln_event;

// How telling a trigger is among those of one event: kinds beat effects, subtypes beat general
// words. 0 for light verbs.
int dln_trigger_weight(const dln_trigger *trigger);
// Returns how many events; at most one per trigger.
size_t dln_events_group(const dln_reading *reading, const dln_roles *roles,
                        const dln_trigger *triggers, size_t count, dln_event out[DLN_TRIGGERS_MAX]);

#endif
