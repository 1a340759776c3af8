// The dead and the hurt of an event.
#ifndef DLN_EXTRACT_INCIDENT_CASUALTY_H
#define DLN_EXTRACT_INCIDENT_CASUALTY_H

#include "extract/grammar/number.h"

typedef struct dln_casualties {
    dln_count fatalities, injured;
    bool rises;    // "rose to 12": they take the place of those told before
    bool accident; // an earthquake, a crash, a disease did it
} dln_casualties;
// From the triggers of one event and the words of harm in its parts.
dln_casualties dln_casualties_find(const dln_reading *reading, const dln_trigger *triggers,
                                   const size_t *members, size_t count, const bool *parts);

#endif
