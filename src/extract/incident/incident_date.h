// The day of an event: the date of its part of the sentence, of the sentences before, or the day
// of publication.
#ifndef DLN_EXTRACT_INCIDENT_INCIDENT_DATE_H
#define DLN_EXTRACT_INCIDENT_INCIDENT_DATE_H

#include "extract/incident/incident.h"
#include "extract/incident/incident_group.h"

typedef struct dln_event_date {
    dln_when when;
    bool own;       // said in this sentence
    bool unsaid;    // said nowhere: the day of publication
    bool recurring; // "every Friday", an anniversary: no incident of one day
    dln_str reason;
} dln_event_date;

// What a sentence leaves behind that tells a day and no deed: the ones behind it go on from there.
// Called when all its events are read.
void dln_context_note_day(const dln_reading *reading, dln_context *context);

// Deeds told without a day take that of the next one that says it. Of the drafts of a report, in
// order of the text.
void dln_drafts_take_days(dln_drafts *drafts);

dln_event_date dln_event_date_find(const dln_reading *reading, const dln_event *event,
                                   const dln_context *context, bool happened);

#endif
