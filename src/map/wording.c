#include "map/wording.h"

dln_str dln_wording_number(size_t number, dln_arena *arena) {
    const dln_noun number_alone = {"{}", "{}", "{}", "{}"};
    return dln_words_count(&number_alone, number, arena);
}

dln_str dln_wording_join(dln_str a, const char *between, dln_str b, dln_arena *arena) {
    if (!a.len || !b.len)
        return a.len ? a : b;
    return dln_arena_printf(arena, "%.*s%s%.*s", DLN_STR_ARG(a), between, DLN_STR_ARG(b));
}

dln_str dln_wording_sources(const dln_words *words, const dln_counts *counts, dln_arena *arena) {
    const size_t named = 6; // more names than that nobody reads
    if (!counts->report_count)
        return DLN_STR_NONE;
    dln_str reports = dln_words_count(&words->reports, counts->report_count, arena);
    if (!counts->source_count)
        return dln_arena_printf(arena, "%s%.*s", words->source, DLN_STR_ARG(reports));
    dln_str line = DLN_STR_NONE;
    for (size_t i = 0; i < counts->source_count && i < named; i++)
        line = dln_wording_join(line, words->comma, counts->sources[i], arena);
    if (counts->source_count > named)
        line = dln_wording_join(
            line, "",
            dln_words_fill(words->and_more, dln_wording_number(counts->source_count - named, arena),
                           arena),
            arena);
    return dln_arena_printf(arena, "%s%.*s (%.*s)",
                            counts->source_count == 1 ? words->source : words->sources,
                            DLN_STR_ARG(line), DLN_STR_ARG(reports));
}

static dln_str left_out(const dln_words *words, dln_str list, size_t count, const char *why,
                        dln_arena *arena) {
    if (!count)
        return list;
    dln_str counted = dln_words_count(&words->incidents, count, arena);
    return dln_wording_join(list, words->comma,
                            dln_arena_printf(arena, "%.*s%s", DLN_STR_ARG(counted), why), arena);
}

dln_str dln_wording_not_shown(const dln_words *words, dln_not_shown counts, dln_arena *arena) {
    dln_str list = left_out(words, DLN_STR_NONE, counts.outside, words->outside, arena);
    list = left_out(words, list, counts.unplaced, words->unplaced, arena);
    list = left_out(words, list, counts.too_rough, words->too_rough, arena);
    list = left_out(words, list, counts.undated, words->undated, arena);
    return list.len ? dln_words_fill(words->not_shown, list, arena) : list;
}

dln_str dln_wording_days(const dln_words *words, dln_day first, dln_day last, dln_arena *arena) {
    if (first == DLN_DAY_NONE)
        return DLN_STR_NONE;
    dln_civil a = dln_day_to_civil(first), b = dln_day_to_civil(last);
    const char *from = words->months[a.month - 1], *to = words->months[b.month - 1];
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

dln_str dln_wording_count(const dln_words *words, size_t shown, dln_str days, dln_arena *arena) {
    if (!shown)
        return days;
    return dln_wording_join(dln_words_count(&words->incidents, shown, arena), words->comma, days,
                            arena);
}

dln_str dln_wording_unnamed(const dln_words *words, size_t count, dln_arena *arena) {
    return count ? dln_words_count(&words->unnamed, count, arena) : DLN_STR_NONE;
}
