#include "map/wording.h"

static const char *plural(size_t count) {
    return count == 1 ? "" : "s";
}

dln_str dln_wording_number(size_t number, dln_arena *arena) {
    if (number < 1000)
        return dln_arena_printf(arena, "%zu", number);
    return dln_arena_printf(arena, "%.*s,%03zu",
                            DLN_STR_ARG(dln_wording_number(number / 1000, arena)), number % 1000);
}

dln_str dln_wording_join(dln_str a, const char *between, dln_str b, dln_arena *arena) {
    if (!a.len || !b.len)
        return a.len ? a : b;
    return dln_arena_printf(arena, "%.*s%s%.*s", DLN_STR_ARG(a), between, DLN_STR_ARG(b));
}

dln_str dln_wording_sources(const dln_counts *counts, dln_arena *arena) {
    if (!counts->report_count)
        return DLN_STR_NONE;
    if (!counts->source_count)
        return dln_arena_printf(arena, "Source: %zu report%s", counts->report_count,
                                plural(counts->report_count));
    const size_t named = 6; // more names than that nobody reads
    dln_str line = dln_str_from(counts->source_count == 1 ? "Source: " : "Sources: ");
    for (size_t i = 0; i < counts->source_count && i < named; i++)
        line = dln_arena_printf(arena, "%.*s%s%.*s", DLN_STR_ARG(line), i ? ", " : "",
                                DLN_STR_ARG(counts->sources[i]));
    if (counts->source_count > named)
        line = dln_arena_printf(arena, "%.*s and %zu more", DLN_STR_ARG(line),
                                counts->source_count - named);
    return dln_arena_printf(arena, "%.*s (%zu report%s)", DLN_STR_ARG(line), counts->report_count,
                            plural(counts->report_count));
}

static dln_str left_out(dln_str list, size_t count, const char *why, dln_arena *arena) {
    if (!count)
        return list;
    return dln_wording_join(list, ", ",
                            dln_arena_printf(arena, "%.*s incident%s %s",
                                             DLN_STR_ARG(dln_wording_number(count, arena)),
                                             plural(count), why),
                            arena);
}

dln_str dln_wording_not_shown(dln_not_shown counts, dln_arena *arena) {
    dln_str list = left_out(DLN_STR_NONE, counts.outside, "outside this map", arena);
    list = left_out(list, counts.unplaced, "without a known place", arena);
    list = left_out(list, counts.too_rough, "known by region only", arena);
    list = left_out(list, counts.undated, "whose date is not known well enough", arena);
    return list.len ? dln_arena_printf(arena, "Not shown: %.*s.", DLN_STR_ARG(list)) : list;
}

dln_str dln_wording_days(dln_day first, dln_day last, dln_arena *arena) {
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    if (first == DLN_DAY_NONE)
        return DLN_STR_NONE;
    dln_civil a = dln_day_to_civil(first), b = dln_day_to_civil(last);
    const char *from = months[a.month - 1], *to = months[b.month - 1];
    bool same_month = a.year == b.year && a.month == b.month;
    if (first == last)
        return dln_arena_printf(arena, "%d %s %d", a.day, from, a.year);
    if (same_month && a.day == 1 && b.day == dln_days_in_month(b.year, b.month))
        return dln_arena_printf(arena, "%s %d", from, a.year);
    if (same_month)
        return dln_arena_printf(arena, "%d\xE2\x80\x93%d %s %d", a.day, b.day, to, b.year);
    if (a.year == b.year)
        return dln_arena_printf(arena, "%d %s \xE2\x80\x93 %d %s %d", a.day, from, b.day, to,
                                b.year);
    return dln_arena_printf(arena, "%d %s %d \xE2\x80\x93 %d %s %d", a.day, from, a.year, b.day, to,
                            b.year);
}

dln_str dln_wording_count(size_t shown, dln_str days, dln_arena *arena) {
    if (!shown)
        return days;
    return dln_arena_printf(arena, "%.*s incident%s%s%.*s",
                            DLN_STR_ARG(dln_wording_number(shown, arena)), plural(shown),
                            days.len ? ", " : "", DLN_STR_ARG(days));
}

dln_str dln_wording_unnamed(size_t count, dln_arena *arena) {
    if (!count)
        return DLN_STR_NONE;
    return dln_arena_printf(arena, "%.*s place%s shown without a full name for want of room.",
                            DLN_STR_ARG(dln_wording_number(count, arena)),
                            count == 1 ? " is" : "s are");
}
