// From a report to its place mentions and incidents. Pure: no files, no clock, no globals.
#ifndef DATELINE_EXTRACT_H
#define DATELINE_EXTRACT_H

#include "dateline/gazetteer.h"
#include "dateline/incident.h"
#include "dateline/lexicon.h"
#include "dateline/report.h"

DLN_BEGIN_DECLS

// A place of the gazetteer as where something is, with how well that is known: a country or a
// division only roughly. `country` lives in `arena`, the other strings in the gazetteer.
DLN_API dln_where dln_where_of_place(const dln_place *place, dln_arena *arena);

// What extraction reads from; both must outlive it.
typedef struct dln_knowledge {
    const dln_gazetteer *gazetteer;
    const dln_lexicon *lexicon;
} dln_knowledge;
// A lexicon of all files inside the gazetteer.
DLN_API dln_status dln_lexicon_from_gazetteer(const dln_gazetteer *gazetteer, dln_lexicon **out,
                                              dln_error *err) DLN_MUST_CHECK;

// All in the arena given, in order of the text (mentions) or of importance (incidents).
typedef struct dln_mentions {
    const dln_mention *items;
    size_t count;
} dln_mentions;
typedef struct dln_incidents {
    const dln_incident *items;
    size_t count;
} dln_incidents;

DLN_API dln_status dln_geoparse(const dln_knowledge *knowledge, const dln_report *report,
                                dln_arena *arena, dln_mentions *out, dln_error *err) DLN_MUST_CHECK;
// Mentions come with the incidents: both are stored.
typedef struct dln_extraction {
    dln_mentions mentions;
    dln_incidents incidents;
} dln_extraction;
DLN_API dln_status dln_extract(const dln_knowledge *knowledge, const dln_report *report,
                               dln_arena *arena, dln_extraction *out,
                               dln_error *err) DLN_MUST_CHECK;
// The same, and appends to `explanation` (if not NULL) in plain words what was read in each
// sentence, and why each event became an incident or was left out.
DLN_API dln_status dln_extract_explained(const dln_knowledge *knowledge, const dln_report *report,
                                         dln_arena *arena, dln_buffer *explanation,
                                         dln_extraction *out, dln_error *err) DLN_MUST_CHECK;

DLN_END_DECLS

#endif
