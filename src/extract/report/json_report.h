// One JSON object becomes a report.
#ifndef DLN_EXTRACT_REPORT_JSON_REPORT_H
#define DLN_EXTRACT_REPORT_JSON_REPORT_H

#include "dateline/report.h"

// What a source says about a report, before it is decided: any of them may be none.
typedef struct dln_raw_report {
    dln_str id, text, html, title, source, url, date;
} dln_raw_report;

// Parses one object. Strings live in `arena`, are valid UTF-8 without NUL, and `text` is the
// field's value code point by code point: nothing trimmed, bad ones replaced one by one.
dln_status dln_raw_from_json(dln_str json, dln_arena *arena, dln_raw_report *out,
                             dln_error *err) DLN_MUST_CHECK;

// Adds what a schema.org block of a web page (<script type="application/ld+json">) says and `out`
// does not have yet: headline, datePublished, publisher, url; articleBody as `text`. A block that
// does not parse or describes no article adds nothing. False: no memory.
bool dln_raw_add_linked_data(dln_str json, dln_arena *arena, dln_raw_report *out);

#endif
