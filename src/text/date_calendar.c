#include "text/date_calendar.h"

// Longest spans that still count as known to the day, the week, the month: "Thursday to Saturday",
// "late July", "summer".
enum { DAY_WIDTH = 3, WEEK_WIDTH = 14, MONTH_WIDTH = 92 };
enum { DAYS_OF_WEEK = 7, SATURDAY = 5, MONTHS = 12 };
// "two weeks ago" is seldom meant to the day.
enum { WEEK_SLACK = 3 };

dln_when dln_when_between(dln_day first, dln_day last) {
    if (first == DLN_DAY_NONE || last == DLN_DAY_NONE || first > last)
        return DLN_WHEN_OPEN;
    int width = last - first + 1;
    dln_date_precision precision = width <= DAY_WIDTH     ? DLN_DATE_DAY
                                   : width <= WEEK_WIDTH  ? DLN_DATE_WEEK
                                   : width <= MONTH_WIDTH ? DLN_DATE_MONTH
                                                          : DLN_DATE_YEAR;
    return (dln_when){first, last, precision};
}

dln_when dln_when_of_day(dln_day day) {
    return dln_when_between(day, day);
}

// The month `months` after January of `year`, from its first day to its last.
static dln_when months_span(int year, int first, int count) {
    int last = first + count - 1;
    int first_year = year + (first >= 0 ? first / MONTHS : -((MONTHS - 1 - first) / MONTHS));
    int last_year = year + (last >= 0 ? last / MONTHS : -((MONTHS - 1 - last) / MONTHS));
    dln_civil begin = {first_year, first - (first_year - year) * MONTHS + 1, 1};
    dln_civil end = {last_year, last - (last_year - year) * MONTHS + 1, 1};
    end.day = dln_days_in_month(end.year, end.month);
    return dln_when_between(dln_day_from_civil(begin), dln_day_from_civil(end));
}

dln_when dln_when_of_month(int year, int month) {
    return months_span(year, month - 1, 1);
}

dln_when dln_when_of_year(int year) {
    return months_span(year, 0, MONTHS);
}

// The season that began last before `civil`, which may be this one, moved by `shift` years.
static dln_when season_span(dln_civil civil, dln_time_unit unit, int shift) {
    int first = unit == DLN_UNIT_SPRING   ? 2
                : unit == DLN_UNIT_SUMMER ? 5
                : unit == DLN_UNIT_AUTUMN ? 8
                                          : 11;
    int year = civil.year - (civil.month - 1 < first);
    // "last summer" in the autumn is the one just over; in the summer the one before.
    bool over = civil.month - 1 >= first + 3 || civil.year > year;
    return months_span(year + (shift < 0 && over ? shift + 1 : shift), first, 3);
}

dln_when dln_when_of_unit(dln_time_unit unit, dln_day day, int shift) {
    if (day == DLN_DAY_NONE)
        return DLN_WHEN_OPEN;
    dln_civil civil = dln_day_to_civil(day);
    dln_day monday = day - dln_day_weekday(day);
    switch (unit) {
    case DLN_UNIT_HOUR:
        return dln_when_of_day(day);
    case DLN_UNIT_DAY:
        return dln_when_of_day(day + shift);
    case DLN_UNIT_WEEKEND:
        return dln_when_between(monday + SATURDAY + shift * DAYS_OF_WEEK,
                                monday + SATURDAY + 1 + shift * DAYS_OF_WEEK);
    case DLN_UNIT_WEEK:
        return dln_when_between(monday + shift * DAYS_OF_WEEK,
                                monday + (shift + 1) * DAYS_OF_WEEK - 1);
    case DLN_UNIT_MONTH:
        return months_span(civil.year, civil.month - 1 + shift, 1);
    case DLN_UNIT_YEAR:
        return dln_when_of_year(civil.year + shift);
    case DLN_UNIT_DECADE:
        return months_span(civil.year - civil.year % 10 + shift * 10, 0, 10 * MONTHS);
    default:
        return season_span(civil, unit, shift);
    }
}

// A third of whole calendar years, in months: "early 2022" ends in April.
static dln_when part_of_years(dln_when whole, dln_time_part part) {
    int year = dln_day_to_civil(whole.first).year;
    int third = (dln_day_to_civil(whole.last).year - year + 1) * MONTHS / 3;
    int skipped = part == DLN_PART_EARLY ? 0 : part == DLN_PART_MIDDLE ? third : 2 * third;
    return months_span(year, skipped, third);
}

dln_when dln_when_part(dln_when whole, dln_time_part part) {
    int width = whole.last - whole.first + 1;
    if (whole.precision == DLN_DATE_OPEN || width < 3)
        return whole;
    if (part == DLN_PART_EARLIER || part == DLN_PART_LATER)
        return whole; // the caller knows the day it is cut at
    dln_civil first = dln_day_to_civil(whole.first);
    if (width > MONTH_WIDTH && first.month == 1 && first.day == 1)
        return part_of_years(whole, part);
    int third = width / 3;
    switch (part) {
    case DLN_PART_EARLY:
        return dln_when_between(whole.first, whole.first + third - 1);
    case DLN_PART_MIDDLE:
        return dln_when_between(whole.first + third, whole.first + 2 * third - 1);
    default:
        return dln_when_between(whole.first + 2 * third, whole.last);
    }
}

int dln_unit_days(dln_time_unit unit) {
    switch (unit) {
    case DLN_UNIT_HOUR:
        return 0;
    case DLN_UNIT_DAY:
        return 1;
    case DLN_UNIT_WEEKEND:
    case DLN_UNIT_WEEK:
        return DAYS_OF_WEEK;
    case DLN_UNIT_MONTH:
        return 30;
    case DLN_UNIT_DECADE:
        return 3652;
    default:
        return 365;
    }
}

dln_when dln_when_ago(dln_day day, dln_time_unit unit, int low, int high) {
    if (day == DLN_DAY_NONE)
        return DLN_WHEN_OPEN;
    if (unit == DLN_UNIT_WEEK && low == high) {
        dln_day middle = day - low * DAYS_OF_WEEK;
        return dln_when_between(middle - WEEK_SLACK, middle + WEEK_SLACK);
    }
    if (unit == DLN_UNIT_MONTH || unit == DLN_UNIT_YEAR || unit == DLN_UNIT_DECADE) {
        return dln_when_between(dln_when_of_unit(unit, day, -high).first,
                                dln_when_of_unit(unit, day, -low).last);
    }
    int days = dln_unit_days(unit);
    return dln_when_between(day - high * days, day - low * days);
}
