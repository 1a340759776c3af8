#include "map/series.h"

#include <string.h>

dln_day dln_period_first(dln_map_series length, dln_day day) {
    dln_civil civil = dln_day_to_civil(day);
    switch (length) {
    case DLN_SERIES_WEEK:
        return day - dln_day_weekday(day);
    case DLN_SERIES_MONTH:
        civil.day = 1;
        return dln_day_from_civil(civil);
    default:
        return day;
    }
}

dln_day dln_period_next(dln_map_series length, dln_day first) {
    dln_civil civil = dln_day_to_civil(first);
    switch (length) {
    case DLN_SERIES_WEEK:
        return first + 7;
    case DLN_SERIES_MONTH:
        return first + dln_days_in_month(civil.year, civil.month);
    default:
        return first + 1;
    }
}

// The period of an incident that took several days is that of the first. One of which only the
// month is known belongs to no day of it.
static dln_day period_of(const dln_shown *shown, dln_map_series length) {
    dln_when when = shown->when;
    if (when.first == DLN_DAY_NONE || when.precision == DLN_DATE_OPEN)
        return DLN_DAY_NONE;
    dln_day first = dln_period_first(length, when.first);
    dln_day last = when.last == DLN_DAY_NONE ? when.first : when.last;
    if (when.precision > DLN_DATE_DAY && last >= dln_period_next(length, first))
        return DLN_DAY_NONE;
    return first;
}

struct span {
    dln_day first, last; // of periods, each by its first day
    size_t undated;
};

static struct span span_of(const dln_shown *shown, size_t count, dln_map_series length) {
    struct span span = {DLN_DAY_NONE, DLN_DAY_NONE, 0};
    for (size_t i = 0; i < count; i++) {
        dln_day period = period_of(&shown[i], length);
        if (period == DLN_DAY_NONE) {
            span.undated++;
            continue;
        }
        if (span.first == DLN_DAY_NONE || period < span.first)
            span.first = period;
        if (span.last == DLN_DAY_NONE || period > span.last)
            span.last = period;
    }
    return span;
}

static size_t count_periods(struct span span, dln_map_series length) {
    size_t count = 0;
    for (dln_day day = span.first; day <= span.last && count <= DLN_MAP_MAX_PICTURES;
         day = dln_period_next(length, day))
        count++;
    return count;
}

// Periods ascend, so the one of a day is found by halving.
static dln_period *find_period(const dln_series *series, dln_day first) {
    size_t low = 0, high = series->period_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (series->periods[middle].first <= first)
            low = middle;
        else
            high = middle;
    }
    return &series->periods[low];
}

// Measure, then fill.
static dln_status fill(const dln_shown *shown, size_t count, dln_map_series length,
                       dln_arena *arena, dln_series *series, dln_error *err) {
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < count; i++) {
            dln_day first = period_of(&shown[i], length);
            if (first == DLN_DAY_NONE)
                continue;
            dln_period *period = find_period(series, first);
            if (round)
                period->shown[period->count] = shown[i];
            period->count++;
        }
        for (size_t i = 0; !round && i < series->period_count; i++) {
            dln_period *period = &series->periods[i];
            period->shown = DLN_ARENA_ARRAY(arena, dln_shown, period->count + 1);
            if (!period->shown)
                return dln_fail_memory(err);
            period->count = 0;
        }
    }
    return DLN_OK;
}

dln_status dln_series_divide(const dln_shown *shown, size_t count, dln_map_series length,
                             dln_arena *arena, dln_series *out, dln_error *err) {
    struct span span = span_of(shown, count, length);
    if (span.first == DLN_DAY_NONE)
        return dln_fail(err, DLN_NOT_FOUND,
                        "no incident is dated well enough for a series: nothing to draw");
    dln_series series = {.period_count = count_periods(span, length), .undated = span.undated};
    if (series.period_count > DLN_MAP_MAX_PICTURES)
        return dln_fail(err, DLN_TOO_LARGE,
                        "this series would have more than %d pictures: choose longer periods, or "
                        "fewer days with --since and --until",
                        DLN_MAP_MAX_PICTURES);
    series.periods = DLN_ARENA_ARRAY(arena, dln_period, series.period_count);
    if (!series.periods)
        return dln_fail_memory(err);
    dln_day day = span.first;
    for (size_t i = 0; i < series.period_count; i++) {
        dln_day next = dln_period_next(length, day);
        series.periods[i] = (dln_period){.first = day, .last = next - 1};
        day = next;
    }
    dln_status status = fill(shown, count, length, arena, &series, err);
    if (status == DLN_OK)
        *out = series;
    return status;
}

dln_str dln_series_path(const char *path, size_t number, size_t count, dln_arena *arena) {
    const char *dot = strrchr(path, '.');
    size_t stem = dot ? (size_t)(dot - path) : strlen(path);
    int digits = 2;
    for (size_t rest = count; rest >= 100; rest /= 10)
        digits++;
    return dln_arena_printf(arena, "%.*s-%0*zu%s", (int)stem, path, digits, number, dot ? dot : "");
}
