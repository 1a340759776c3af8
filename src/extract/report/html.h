// HTML: the article of a web page, without what stands around it.
#ifndef DLN_EXTRACT_REPORT_HTML_H
#define DLN_EXTRACT_REPORT_HTML_H

#include "extract/report/json_report.h"

// Headings and paragraphs become `text`, separated by blank lines; title, date, source and url
// come from schema.org data, <meta>, <time> and <title>. `page` must be valid UTF-8. A page
// nested deeper than libxml2 goes, or without words, is DLN_BAD_INPUT.
dln_status dln_raw_from_html(dln_str page, dln_arena *arena, dln_raw_report *out,
                             dln_error *err) DLN_MUST_CHECK;

#endif
