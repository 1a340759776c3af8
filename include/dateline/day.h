// Civil days, and spans of days known to some precision.
#ifndef DATELINE_DAY_H
#define DATELINE_DAY_H

#include "dateline/base.h"

DLN_BEGIN_DECLS

// A civil day in the proleptic Gregorian calendar, counted from 1970-01-01 (day 0).
typedef int32_t dln_day;
#define DLN_DAY_NONE INT32_MIN

typedef struct dln_civil {
    int year, month, day; // month 1-12, day 1-31
} dln_civil;

DLN_API bool dln_civil_is_valid(dln_civil civil);
DLN_API dln_day dln_day_from_civil(dln_civil civil); // DLN_DAY_NONE when not a date
DLN_API dln_civil dln_day_to_civil(dln_day day);
DLN_API int dln_day_weekday(dln_day day); // 0 Monday … 6 Sunday
DLN_API int dln_days_in_month(int year, int month);
#define DLN_DAY_TEXT_SIZE 16
// "YYYY-MM-DD" into `out`; "" for DLN_DAY_NONE. Returns out.
DLN_API char *dln_day_format(dln_day day, char out[DLN_DAY_TEXT_SIZE]);
// The leading "YYYY-MM-DD" of `s` (what follows a 'T' or a space is ignored).
DLN_API bool dln_day_parse(dln_str s, dln_day *out);

typedef enum dln_date_precision {
    DLN_DATE_OPEN = 0, // not said, or relative to an unknown day of publication
    DLN_DATE_DAY,
    DLN_DATE_WEEK,
    DLN_DATE_MONTH,
    DLN_DATE_YEAR,
    DLN_DATE_PRECISIONS, // how many
} dln_date_precision;

// First and last day, inclusive; both DLN_DAY_NONE when precision is DLN_DATE_OPEN.
typedef struct dln_when {
    dln_day first, last;
    dln_date_precision precision;
} dln_when;

// "day", "week", "month", "year"; "open" for DLN_DATE_OPEN.
DLN_API const char *dln_date_precision_name(dln_date_precision precision);
DLN_API bool dln_date_precision_parse(dln_str name, dln_date_precision *out);

DLN_END_DECLS

#endif
