// Calendar arithmetic behind dates: spans of units, parts of spans.
#ifndef DLN_TEXT_DATE_CALENDAR_H
#define DLN_TEXT_DATE_CALENDAR_H

#include "dateline/day.h"
#include "text/time_word.h"

#define DLN_WHEN_OPEN ((dln_when){DLN_DAY_NONE, DLN_DAY_NONE, DLN_DATE_OPEN})

// From `first` to `last`, with the precision that so many days have. Open when either is unknown.
dln_when dln_when_between(dln_day first, dln_day last);
dln_when dln_when_of_day(dln_day day);
dln_when dln_when_of_month(int year, int month);
dln_when dln_when_of_year(int year);
// The unit (week from Monday, calendar month, season …) that contains `day`, moved by `shift` such
// units; weekends count from the one that contains or follows `day`. Open when `day` is unknown.
dln_when dln_when_of_unit(dln_time_unit unit, dln_day day, int shift);
// The first, middle or last third of a longer time; of a day the day itself.
dln_when dln_when_part(dln_when whole, dln_time_part part);
// Days of one unit, for counting: a month 30, a year 365.
int dln_unit_days(dln_time_unit unit);
// `count` units before `day`, as vaguely as people mean it: days exactly, weeks within three days,
// months and years by the calendar.
dln_when dln_when_ago(dln_day day, dln_time_unit unit, int low, int high);

#endif
