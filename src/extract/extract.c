#include "dateline/extract.h"

#include "extract/incident/incident.h"

dln_status dln_extract(const dln_knowledge *knowledge, const dln_report *report, dln_arena *arena,
                       dln_extraction *out, dln_error *err) {
    return dln_extract_explained(knowledge, report, arena, NULL, out, err);
}

dln_status dln_extract_explained(const dln_knowledge *knowledge, const dln_report *report,
                                 dln_arena *arena, dln_buffer *explanation, dln_extraction *out,
                                 dln_error *err) {
    dln_segments segments;
    dln_found_list found;
    dln_date_mentions dates;
    dln_extraction extraction;
    dln_status status = dln_segment(report->text, knowledge->lexicon, arena, &segments, err);
    if (status == DLN_OK)
        status = dln_find_places(knowledge, report, &segments, arena, &found, err);
    if (status == DLN_OK)
        status = dln_find_dates(&segments, knowledge->lexicon, report->date, arena, &dates, err);
    if (status == DLN_OK)
        status = dln_mentions_from_found(&found, report->text, arena, &extraction.mentions, err);
    if (status == DLN_OK)
        status = dln_find_incidents(knowledge, report, &segments, &found, &dates, arena,
                                    explanation, &extraction.incidents, err);
    if (status == DLN_OK && explanation && explanation->failed)
        status = dln_fail_memory(err);
    if (status == DLN_OK)
        *out = extraction;
    return status;
}
