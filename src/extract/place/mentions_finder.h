// Finding, as far as it has come in one report, and the steps that share it.
#ifndef DLN_EXTRACT_PLACE_MENTIONS_FINDER_H
#define DLN_EXTRACT_PLACE_MENTIONS_FINDER_H

#include "extract/place/mentions_evidence.h"

// Below these odds not even the rest of the report makes it a place.
#define DLN_ODDS_HOPELESS (-3.5)
#define DLN_ODDS_UNKNOWN  1.0 // "Wazir Manda district": a type word speaks for it, no gazetteer does
// Towns of thirty thousand and more keep their name before other capitalised words.
#define DLN_FAME_OF_TOWNS 5.5
// More bases, camps and fields than this no report calls by a shorter name.
#define DLN_HEADS_MAX 32

// A name that was found with its type word inside, "Conoco gas field": later "Conoco" alone is it.
typedef struct dln_name_head {
    dln_str key; // folded, without the type word
    const dln_candidate *candidates;
    size_t candidate_count;
} dln_name_head;

// Finding in one report, as far as it has come.
typedef struct dln_finder {
    dln_scan scan;
    dln_name_head heads[DLN_HEADS_MAX];
    size_t head_count;
    dln_found *items;
    size_t count, capacity;
    bool out_of_memory;
} dln_finder;

static inline const dln_token *dln_finder_token(const dln_finder *finder, uint32_t at) {
    return &finder->scan.segments->tokens[at];
}

// Keeps one mention; without memory sets out_of_memory.
void dln_finder_add(dln_finder *finder, dln_found found);
// The folded name that these tokens spell, in the arena.
dln_str dln_finder_key(dln_finder *finder, uint32_t first, uint32_t end);
// A mention at a site, weighed, without span and key.
dln_found dln_finder_found(dln_finder *finder, const dln_site *site, const dln_type_word *type);
// Gives it the span of the name with what belongs to it: type word, direction, full stop.
void dln_finder_span(dln_finder *finder, const dln_site *site, const dln_type_word *type,
                     dln_found *found);
bool dln_finder_touches_person(const dln_finder *finder, uint32_t first, uint32_t end);

// Remembers the head of a spot's name: "Shati" of "Shati refugee camp".
void dln_remember_head(dln_finder *finder, const dln_site *site);

// The takers below keep a mention that begins at site.first and return the token behind it, or
// site.first when there is none.

// "the Syrian-Turkish border", "near the Iraqi border".
uint32_t dln_take_border(dln_finder *finder, dln_site site);
// A name that an analyst taught: surely meant, in whatever case and beside whatever it stands.
uint32_t dln_take_taught(dln_finder *finder, dln_site site);
// "Conoco" where "Conoco gas field" was named before.
uint32_t dln_take_head(dln_finder *finder, dln_site site);
// A name that no gazetteer has but what surrounds it tells: "Wazir Manda district", "village of X",
// "in Kampungu". Others are kept below the threshold, for the second look.
uint32_t dln_take_unknown(dln_finder *finder, dln_site site);
// The longer name of which the gazetteer knows a little place's only: "in Ain Zara" is not Ain.
// `end` is the token behind the short one, which was the last that was kept.
uint32_t dln_take_longer(dln_finder *finder, dln_site site, uint32_t end);

// The second look: lets the mentions of each name decide together, and drops what is no place.
// False: no memory.
bool dln_finder_settle(dln_finder *finder);

#endif
