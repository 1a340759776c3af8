// Reports, and reading them: plain text, HTML, JSON and JSONL become reports.
#ifndef DATELINE_REPORT_H
#define DATELINE_REPORT_H

#include "dateline/base.h"
#include "dateline/day.h"
#include "dateline/lexicon.h"

DLN_BEGIN_DECLS

// Where a report's day of publication was found, best first.
typedef enum dln_date_source {
    DLN_DATE_UNKNOWN = 0, // relative dates ("on Saturday") stay open
    DLN_DATE_OPTION,      // --date
    DLN_DATE_METADATA,    // JSON field, <meta>, <time>
    DLN_DATE_TEXT,        // a dateline, "Post At: Aug 13/2024", a byline
    DLN_DATE_FILE_NAME,   // report-2024-08-13.txt
} dln_date_source;

typedef struct dln_report {
    dln_str id;     // unique in a batch; from the input, else from the file name
    dln_str text;   // UTF-8 without NUL; all spans of a report count in it
    dln_str title;  // may be none
    dln_str source; // who published it, may be none
    dln_str url;    // may be none
    dln_day date;   // day of publication or DLN_DAY_NONE
    dln_date_source date_source;
    bool encoding_guessed; // not UTF-8, and nobody said what: read as windows-1252
} dln_report;

// Longest report and longest JSONL line that is read: 64 MiB. A book is 1 MiB.
#define DLN_REPORT_MAX_BYTES ((size_t)64 << 20)

typedef enum dln_report_format {
    DLN_FORMAT_AUTO = 0, // by suffix, else by the first bytes
    DLN_FORMAT_TEXT,
    DLN_FORMAT_HTML,
    DLN_FORMAT_JSON, // one report or an array of them
    DLN_FORMAT_JSONL,
} dln_report_format;

typedef struct dln_read_options {
    dln_str name; // file name for messages, ids and dates; "-" for standard input
    dln_report_format format;
    dln_str encoding; // declared by the user; none: BOM, <meta charset>, UTF-8, else windows-1252
    dln_day date;     // --date, or DLN_DAY_NONE
} dln_read_options;

// Gives up to `capacity` bytes into `out`, 0 at the end, -1 when reading failed (errno says why).
typedef ptrdiff_t (*dln_read_bytes)(void *context, char *out, size_t capacity);

// Pulls bytes through `read_bytes` as needed: memory stays flat over a JSONL of any length.
typedef struct dln_reader dln_reader;

// `lexicon` (month names for dates in text) must outlive the reader. Options are copied.
DLN_API dln_status dln_reader_new(const dln_read_options *options, const dln_lexicon *lexicon,
                                  dln_read_bytes read_bytes, void *context, dln_reader **out,
                                  dln_error *err) DLN_MUST_CHECK;
DLN_API void dln_reader_free(dln_reader *reader);
// The next report, in `arena`. DLN_NOT_FOUND at the end. DLN_BAD_INPUT or DLN_TOO_LARGE spoil one
// report (`err` says file, line and reason): call again for the rest. Anything else is final.
DLN_API dln_status dln_reader_next(dln_reader *reader, dln_arena *arena, dln_report *out,
                                   dln_error *err) DLN_MUST_CHECK;

DLN_END_DECLS

#endif
