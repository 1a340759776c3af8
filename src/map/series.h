// A series: the incidents divided by the period that they fall into, one picture for each.
#ifndef DLN_MAP_SERIES_H
#define DLN_MAP_SERIES_H

#include "map/shown.h"

typedef struct dln_period {
    dln_day first, last;
    dln_shown *shown; // of these days, in their order
    size_t count;
} dln_period;

typedef struct dln_series {
    dln_period *periods; // without gaps, from the first incident to the last
    size_t period_count;
    size_t undated; // incidents whose days do not lie in one period
} dln_series;

// The first day of the period that `day` lies in (a week begins on Monday, as in ISO 8601), and of
// the one after.
dln_day dln_period_first(dln_map_series length, dln_day day);
dln_day dln_period_next(dln_map_series length, dln_day first);
// More than DLN_MAP_MAX_PICTURES periods are DLN_TOO_LARGE; no dated incident is DLN_NOT_FOUND.
dln_status dln_series_divide(const dln_shown *shown, size_t count, dln_map_series length,
                             dln_arena *arena, dln_series *out, dln_error *err) DLN_MUST_CHECK;
// "output/map.png" becomes "output/map-03.png", numbered from 1 with as many digits as `count` has.
dln_str dln_series_path(const char *path, size_t number, size_t count, dln_arena *arena);

#endif
