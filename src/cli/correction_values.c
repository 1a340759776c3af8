#include "cli/correction_values.h"

#include <math.h>

static bool refuse(dln_error *err, const char *wanted, dln_str value) {
    dln_fail(err, DLN_INVALID, "'%.*s' is not %s", DLN_STR_ARG(value), wanted);
    return false;
}

static bool people(dln_str value, int32_t *out) {
    int64_t number = 0;
    if (!dln_str_to_int(value, &number) || number < 0 || number >= DLN_COUNT_OPEN)
        return false;
    *out = (int32_t)number;
    return true;
}

bool cli_parse_number(dln_str value, void *target, dln_error *err) {
    dln_count count = {0};
    dln_str rest = value, low = dln_str_cut(&rest, '-');
    bool open = dln_str_ends_with(low, DLN_STR("+"));
    count.said = value.len > 0;
    bool good = people(open ? dln_str_slice(low, 0, low.len - 1) : low, &count.low);
    count.high = open ? DLN_COUNT_OPEN : count.low;
    if (rest.data)
        good = good && !open && people(rest, &count.high) && count.high >= count.low;
    if (value.len && !good)
        return refuse(err, "a number: 7, 3+ (at least), 3-5, or '' for not said", value);
    *(dln_count *)target = count.said ? count : (dln_count){0};
    return true;
}

dln_date_precision cli_date_precision(dln_day first, dln_day last) {
    enum { WEEK = 7, MONTH = 31 };
    int days = last - first + 1;
    return days == 1       ? DLN_DATE_DAY
           : days <= WEEK  ? DLN_DATE_WEEK
           : days <= MONTH ? DLN_DATE_MONTH
                           : DLN_DATE_YEAR;
}

bool cli_parse_when(dln_str value, void *target, dln_error *err) {
    dln_when when = {DLN_DAY_NONE, DLN_DAY_NONE, DLN_DATE_OPEN};
    if (value.len) {
        dln_str rest = value, begin = dln_str_cut(&rest, '/');
        cli_days from, to;
        if (!cli_parse_days(begin, &from, err))
            return false;
        to = from;
        if (rest.data && !cli_parse_days(rest, &to, err))
            return false;
        if (to.last < from.first)
            return refuse(err, "in order: the last day lies before the first", value);
        when = (dln_when){from.first, to.last, cli_date_precision(from.first, to.last)};
    }
    *(dln_when *)target = when;
    return true;
}

bool cli_parse_type(dln_str value, void *target, dln_error *err) {
    return dln_type_parse(value, target) ||
           refuse(err,
                  "a type: strike, explosion, clash, attack, interception, abduction, arrest, "
                  "seizure, movement, protest, riot, meeting",
                  value);
}

bool cli_parse_status(dln_str value, void *target, dln_error *err) {
    return dln_status_parse(value, target) ||
           refuse(err,
                  "a status: reported, claimed, alleged, denied, planned, threatened, prevented",
                  value);
}

static bool parse_degrees(dln_str value, double limit, const char *wanted, void *target,
                          dln_error *err) {
    double degrees = 0;
    if (!dln_str_to_double(value, &degrees) || fabs(degrees) > limit)
        return refuse(err, wanted, value);
    *(double *)target = degrees;
    return true;
}

bool cli_parse_latitude(dln_str value, void *target, dln_error *err) {
    return parse_degrees(value, 90, "a latitude in degrees, -90 to 90", target, err);
}

bool cli_parse_longitude(dln_str value, void *target, dln_error *err) {
    return parse_degrees(value, 180, "a longitude in degrees, -180 to 180", target, err);
}
