// The words of a map in the languages that it can be labelled in.
//
// In patterns {} stands for what is put in.
#ifndef DLN_MAP_WORDS_H
#define DLN_MAP_WORDS_H

#include "dateline/map.h"

// A noun as it is counted: "1 incident", "2 incidents"; Arabic also has a dual and, after 11 and
// more, the singular again. {} stands for the number where it is written.
typedef struct dln_noun {
    const char *one, *two, *few, *many;
} dln_noun;

typedef struct dln_kind_words {
    const char *one, *several;
} dln_kind_words;

typedef struct dln_words {
    bool rtl;
    bool capitals;           // the language begins titles and rows with a capital letter
    const char *comma, *and; // between the members of a list, before the last of them
    const char *months[12], *short_months[12];
    const char *north, *south, *east, *west; // in degrees
    const char *kilometres, *metres;
    dln_kind_words kinds[DLN_INCIDENT_TYPES];
    const char *statuses[DLN_INCIDENT_STATUSES];
    dln_noun incidents, reports, countries, unnamed;
    const char *several_incidents; // "Incidents", as a title
    const char *source, *sources, *and_more;
    const char *not_shown, *outside, *unplaced, *too_rough, *undated;
    const char *coarse_coast, *map_data;
    const char *no_date, *place_unknown, *places_unknown, *elsewhere;
    const char *in, *no_incidents, *no_incidents_here;
    const char *to, *from, *by, *on;
    const char *place_known, *way_known, *launch, *planned, *rough, *gathered, *others,
        *highlighted;
    const char *sizes[4], *not_said; // by dln_map_size_by
    const char *per_hexagon, *per_area, *and_above;
} dln_words;

const dln_words *dln_words_of(dln_map_language language); // NULL: there is none of that number
// "12 incidents", "حادثتان".
dln_str dln_words_count(const dln_noun *noun, size_t count, dln_arena *arena);
// `pattern` with `value` for {}.
dln_str dln_words_fill(const char *pattern, dln_str value, dln_arena *arena);
// "Strike", "Strikes": in small letters.
dln_str dln_words_kind(const dln_words *words, dln_incident_type type, size_t count);
dln_str dln_words_capitalised(const dln_words *words, dln_str word, dln_arena *arena);

// What stands before the name of a place that is known roughly: "near ", "northern ".
typedef struct dln_relation_words {
    const char *english, *other;
} dln_relation_words;
// Ended by an empty one. NULL for English.
const dln_relation_words *dln_words_relations(dln_map_language language);

#endif
