// Whether an event happened: reported, claimed, threatened …, or no event at all.
#ifndef DLN_EXTRACT_INCIDENT_STATUS_H
#define DLN_EXTRACT_INCIDENT_STATUS_H

#include "extract/grammar/trigger.h"

typedef struct dln_verdict {
    dln_incident_status status;
    const char *dropped; // why it is no incident: a condition, a possibility, …; NULL: it may be
    bool general;        // told of many over a long time, or of none in particular
    double doubt;        // 0..1, taken off the confidence
} dln_verdict;

// What stands before and around the trigger says about it.
dln_verdict dln_verdict_of(const dln_reading *reading, const dln_trigger *trigger);
// Sport, strikes of workers, figures of speech: `doubt` for the whole sentence, 1 when it is sure.
double dln_sentence_doubt(const dln_reading *reading);
// Whether a word of memory or history stands in it.
bool dln_sentence_remembers(const dln_reading *reading);

#endif
