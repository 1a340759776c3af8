// The day of publication, from whatever says it.
#ifndef DLN_EXTRACT_REPORT_READ_DATE_H
#define DLN_EXTRACT_REPORT_READ_DATE_H

#include "dateline/report.h"

// Fills `date` and `date_source` of a report whose text stands: `option` if it is a day, else
// `metadata` (ISO 8601, RFC 822 or as people write dates), else the first lines of the text, else
// the file name.
dln_status dln_read_date(dln_report *report, dln_day option, dln_str metadata, dln_str file_name,
                         const dln_lexicon *lexicon, dln_arena *arena,
                         dln_error *err) DLN_MUST_CHECK;

#endif
