// What a map says in words about what is on it.
#ifndef DLN_MAP_WORDING_H
#define DLN_MAP_WORDING_H

#include "map/counts.h"

// "88,700".
dln_str dln_wording_number(size_t number, dln_arena *arena);
// "5–7 August 2024"; none when `first` is DLN_DAY_NONE.
dln_str dln_wording_days(const dln_words *words, dln_day first, dln_day last, dln_arena *arena);
// "12 incidents, 5–7 August 2024"; without incidents the days alone.
dln_str dln_wording_count(const dln_words *words, size_t shown, dln_str days, dln_arena *arena);
dln_str dln_wording_sources(const dln_words *words, const dln_counts *counts, dln_arena *arena);
typedef struct dln_not_shown {
    size_t outside, unplaced, undated, too_rough;
} dln_not_shown;
// What a reader would otherwise take to be on the map; none when that is everything.
dln_str dln_wording_not_shown(const dln_words *words, dln_not_shown counts, dln_arena *arena);
// "12 places are shown without a full name for want of room."; none for 0.
dln_str dln_wording_unnamed(const dln_words *words, size_t count, dln_arena *arena);
dln_str dln_wording_join(dln_str a, const char *between, dln_str b, dln_arena *arena);

#endif
