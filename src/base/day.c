#include "dateline/day.h"

// Days are worked out in eras of 400 years that begin on March 1st, so that the leap day is the
// last of its year (the method of H. Hinnant, "chrono-compatible low-level date algorithms").
enum { DAYS_PER_ERA = 146097, DAYS_FROM_0000_03_01_TO_1970 = 719468 };
// Years that a report may speak of; keeps every sum far from overflow.
enum { FIRST_YEAR = 1, LAST_YEAR = 9999 };

int dln_days_in_month(int year, int month) {
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : days[month - 1];
}

bool dln_civil_is_valid(dln_civil civil) {
    return civil.year >= FIRST_YEAR && civil.year <= LAST_YEAR && civil.day >= 1 &&
           civil.day <= dln_days_in_month(civil.year, civil.month);
}

dln_day dln_day_from_civil(dln_civil civil) {
    if (!dln_civil_is_valid(civil))
        return DLN_DAY_NONE;
    int year = civil.month <= 2 ? civil.year - 1 : civil.year;
    int era = year / 400, year_of_era = year % 400;
    int month_from_march = (civil.month + 9) % 12;
    int day_of_year = (153 * month_from_march + 2) / 5 + civil.day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_FROM_0000_03_01_TO_1970;
}

dln_civil dln_day_to_civil(dln_day day) {
    int64_t from_march = (int64_t)day + DAYS_FROM_0000_03_01_TO_1970;
    int64_t era = (from_march >= 0 ? from_march : from_march - DAYS_PER_ERA + 1) / DAYS_PER_ERA;
    int day_of_era = (int)(from_march - era * DAYS_PER_ERA);
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (5 * day_of_year + 2) / 153;
    int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    return (dln_civil){.year = (int)(year_of_era + era * 400) + (month <= 2),
                       .month = month,
                       .day = day_of_year - (153 * month_from_march + 2) / 5 + 1};
}

int dln_day_weekday(dln_day day) {
    // 1970-01-01 was a Thursday, 3 when Monday is 0.
    return (int)((((int64_t)day + 3) % 7 + 7) % 7);
}

static char *put_digits(char *at, int value, int count) {
    for (int i = count - 1; i >= 0; i--, value /= 10)
        at[i] = (char)('0' + value % 10);
    return at + count;
}

// By hand: printf takes a tenth of the time in which an incident is stored.
char *dln_day_format(dln_day day, char out[DLN_DAY_TEXT_SIZE]) {
    dln_civil civil = dln_day_to_civil(day == DLN_DAY_NONE ? 0 : day);
    char *end = out;
    if (day != DLN_DAY_NONE && dln_civil_is_valid(civil)) {
        end = put_digits(end, civil.year, 4);
        *end++ = '-';
        end = put_digits(end, civil.month, 2);
        *end++ = '-';
        end = put_digits(end, civil.day, 2);
    }
    *end = '\0';
    return out;
}

static bool digits(dln_str s, size_t at, size_t count, int *out) {
    int value = 0;
    for (size_t i = at; i < at + count; i++) {
        if (s.data[i] < '0' || s.data[i] > '9')
            return false;
        value = value * 10 + (s.data[i] - '0');
    }
    *out = value;
    return true;
}

bool dln_day_parse(dln_str s, dln_day *out) {
    enum { LENGTH = sizeof "YYYY-MM-DD" - 1 };
    dln_civil civil;
    if (s.len < LENGTH || s.data[4] != '-' || s.data[7] != '-' || !digits(s, 0, 4, &civil.year) ||
        !digits(s, 5, 2, &civil.month) || !digits(s, 8, 2, &civil.day) ||
        !dln_civil_is_valid(civil))
        return false;
    if (s.len > LENGTH && s.data[LENGTH] != 'T' && s.data[LENGTH] != ' ')
        return false;
    *out = dln_day_from_civil(civil);
    return true;
}

static const char *const precision_names[DLN_DATE_PRECISIONS] = {
    [DLN_DATE_OPEN] = "open",   [DLN_DATE_DAY] = "day",   [DLN_DATE_WEEK] = "week",
    [DLN_DATE_MONTH] = "month", [DLN_DATE_YEAR] = "year",
};

const char *dln_date_precision_name(dln_date_precision precision) {
    return precision < DLN_DATE_PRECISIONS ? precision_names[precision] : "open";
}

bool dln_date_precision_parse(dln_str name, dln_date_precision *out) {
    for (int i = 0; i < DLN_DATE_PRECISIONS; i++)
        if (dln_str_equal(name, dln_str_from(precision_names[i]))) {
            *out = (dln_date_precision)i;
            return true;
        }
    return false;
}
