#include "map/title.h"

#include <string.h>

#include "map/wording.h"

#define TYPES_NAMED     3
#define COUNTRIES_NAMED 3

static dln_str listed(const dln_words *words, const dln_str *items, size_t count,
                      dln_arena *arena) {
    dln_str list = count ? items[0] : DLN_STR("");
    for (size_t i = 1; i < count; i++)
        list = dln_wording_join(list, i + 1 == count ? words->and : words->comma, items[i], arena);
    return list;
}

// The most frequent types, most frequent first.
static size_t top_types(const dln_counts *counts, dln_incident_type out[TYPES_NAMED]) {
    bool taken[DLN_INCIDENT_TYPES] = {false};
    size_t count = 0;
    while (count < TYPES_NAMED) {
        int best = -1;
        for (int type = 0; type < DLN_INCIDENT_TYPES; type++)
            if (!taken[type] && counts->types[type] &&
                (best < 0 || counts->types[type] > counts->types[best]))
                best = type;
        if (best < 0)
            break;
        taken[best] = true;
        out[count++] = (dln_incident_type)best;
    }
    return count;
}

static dln_str what(const dln_words *words, const dln_counts *counts, dln_arena *arena) {
    dln_incident_type types[TYPES_NAMED];
    dln_str names[TYPES_NAMED] = {{0}};
    size_t count = top_types(counts, types);
    for (size_t i = 0; i < count; i++)
        names[i] = dln_words_kind(words, types[i], counts->shown);
    return dln_words_capitalised(words, listed(words, names, count, arena), arena);
}

static dln_str country_name(const dln_basemap *basemap, const char *code) {
    const dln_base_layer *layer = &basemap->layers[DLN_BASE_COUNTRY];
    for (size_t i = 0; i < layer->count; i++)
        if (strcmp(layer->shapes[i].country, code) == 0)
            return layer->shapes[i].name;
    return DLN_STR_NONE;
}

static dln_str in_countries(const dln_words *words, const dln_counts *counts, dln_arena *arena) {
    dln_str count = dln_words_count(&words->countries, counts->country_count, arena);
    return dln_arena_printf(arena, "%s%.*s", words->in, DLN_STR_ARG(count));
}

static dln_str where(const dln_words *words, const dln_counts *counts, const dln_basemap *basemap,
                     dln_arena *arena) {
    if (counts->country_count > COUNTRIES_NAMED)
        return in_countries(words, counts, arena);
    dln_str names[COUNTRIES_NAMED];
    size_t count = 0;
    for (size_t i = 0; i < counts->country_count; i++) {
        dln_str name = country_name(basemap, counts->countries[i]);
        if (name.len)
            names[count++] = name;
    }
    return count ? dln_arena_printf(arena, "%s%.*s", words->in,
                                    DLN_STR_ARG(listed(words, names, count, arena)))
                 : DLN_STR("");
}

dln_str dln_title_made(const dln_words *words, const dln_counts *counts, const dln_basemap *basemap,
                       int wording, dln_arena *arena) {
    if (!counts->shown)
        return dln_str_from(counts->outside ? words->no_incidents_here : words->no_incidents);
    dln_str kinds =
        wording == 0 ? what(words, counts, arena) : dln_str_from(words->several_incidents);
    dln_str place = wording < 2 ? where(words, counts, basemap, arena)
                    : wording == 2 && counts->country_count > 1 ? in_countries(words, counts, arena)
                                                                : DLN_STR("");
    return dln_arena_printf(arena, "%.*s%.*s", DLN_STR_ARG(kinds), DLN_STR_ARG(place));
}
