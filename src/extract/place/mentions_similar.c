#include "extract/place/mentions_similar.h"

#include <string.h>

#include "extract/place/resolve_prior.h"

// Sounding alike says little of short words, and little of hamlets: a town of thirty thousand.
#define SIMILAR_MIN_BYTES 5
#define SIMILAR_MIN_FAME  5.5
// A country is meant where it is named, or a city of a third of a million.
#define COUNTRY_TELLS_FAME 5.5
#define COUNTRIES_MAX      16
// The likest places come first among those that sound alike.
#define SIMILAR_SEARCHED 32
// A name that nothing else tells, in a report about its country: less sure than one behind "in".
#define ODDS_SIMILAR 0.4

typedef struct countries {
    char codes[COUNTRIES_MAX][2];
    size_t count;
} countries;

static bool has_country(const countries *all, const char code[2]) {
    for (size_t i = 0; i < all->count; i++)
        if (memcmp(all->codes[i], code, 2) == 0)
            return true;
    return false;
}

static void add_country(countries *all, const char code[2]) {
    if (all->count < COUNTRIES_MAX && !has_country(all, code))
        memcpy(all->codes[all->count++], code, 2);
}

static void add_demonyms(const dln_scan *scan, countries *all) {
    for (uint32_t at = 0; at < scan->segments->token_count; at++) {
        const dln_lexeme *demonym = dln_scan_lexeme(scan, at, DLN_WORD_DEMONYM);
        if (demonym && demonym->value.len == 2 && dln_is_proper(&scan->segments->tokens[at]))
            add_country(all, demonym->value.data);
    }
}

// The countries that the report's sure names are, or lie in, and those of its peoples.
static countries countries_meant(const dln_scan *scan, const dln_found *items, size_t count) {
    countries all = {.count = 0};
    add_demonyms(scan, &all);
    for (size_t i = 0; i < count; i++) {
        if (items[i].candidate_count == 0 || items[i].place_odds <= 0)
            continue;
        const dln_candidate *best = &items[i].candidates[0];
        dln_place place = dln_gazetteer_place(scan->knowledge->gazetteer, best->place);
        bool tells = dln_place_is_country(&place) ||
                     dln_place_fame(&place, best->kind) >= COUNTRY_TELLS_FAME;
        if (tells && place.country[0])
            add_country(&all, place.country);
    }
    return all;
}

// No word that means anything else, no person of this report, nothing that is written small, too.
// Of two words together "Deir Azzour" is a likely person itself.
static bool may_be_misspelt(const dln_scan *scan, const dln_found *found) {
    const dln_word_kinds of_persons = dln_kind_bit(DLN_WORD_TITLE) |
                                      dln_kind_bit(DLN_WORD_FIRST_NAME) |
                                      dln_kind_bit(DLN_WORD_SURNAME);
    uint32_t end = found->first_token + found->token_count;
    bool alone = found->token_count == 1;
    // "Khan Shaykhoun", where a place stands: half of such names is a person's, too.
    bool stands = !alone && found->place_odds > 0;
    dln_word_kinds allowed = dln_kind_bit(DLN_WORD_NAME_PARTICLE) | (stands ? of_persons : 0);
    for (uint32_t at = found->first_token; at < end; at++) {
        dln_str word = scan->segments->tokens[at].folded;
        bool type = found->type && dln_scan_is(scan, at, DLN_WORD_PLACE_TYPE);
        if (!type && ((scan->kinds[at] & ~allowed) != 0 || scan->person[at] ||
                      (alone && dln_scan_person_count(scan, word) > 0) ||
                      dln_scan_is_ordinary_here(scan, at)))
            return false;
    }
    return found->key.len >= SIMILAR_MIN_BYTES;
}

// Whether the usual name begins alike: an old or foreign one that sounds so is not thought of where
// nothing speaks of the country.
static bool begins_alike(const dln_place *place, dln_str key) {
    return place->name.len > 0 && (place->name.data[0] | 0x20) == key.data[0]; // ASCII letters
}

// "Yeman", "Somolia": the well-known name of a country goes wrong inside, not at its ends.
static bool ends_alike(const dln_place *place, dln_str key) {
    return place->name.data[place->name.len - 1] == key.data[key.len - 1];
}

// Whether a place that sounds like the name is to be believed.
static bool is_likely(const dln_place *place, const dln_found *found, const countries *meant,
                      bool opens) {
    bool stands = found->place_odds > 0;
    bool town = dln_place_fame(place, DLN_NAME_MAIN) >= SIMILAR_MIN_FAME;
    if (opens && !begins_alike(place, found->key))
        return false; // any word may begin a sentence
    if (dln_place_is_country(place) &&
        !(begins_alike(place, found->key) && ends_alike(place, found->key)))
        return false;
    if (has_country(meant, place->country))
        return stands || town;
    // Where the report tells of other countries, a village of theirs is likelier than an echo.
    return meant->count == 0 && stands && town && begins_alike(place, found->key);
}

static bool take_similar(const dln_scan *scan, const countries *meant, dln_found *found) {
    const dln_gazetteer *gazetteer = scan->knowledge->gazetteer;
    size_t count, kept = 0;
    const dln_candidate *alike = dln_gazetteer_find_similar(gazetteer, found->key, &count);
    count = count < SIMILAR_SEARCHED ? count : SIMILAR_SEARCHED;
    if (count == 0)
        return true;
    dln_candidate *likely = DLN_ARENA_ARRAY(scan->arena, dln_candidate, count);
    if (!likely)
        return false;
    bool opens = scan->segments->tokens[found->first_token].starts_sentence;
    for (size_t i = 0; i < count; i++) {
        dln_place place = dln_gazetteer_place(gazetteer, alike[i].place);
        if (is_likely(&place, found, meant, opens))
            likely[kept++] = alike[i];
    }
    if (kept > 0) {
        found->candidates = likely;
        found->candidate_count = kept;
        found->place_odds = found->place_odds > 0 ? found->place_odds : ODDS_SIMILAR;
    }
    return true;
}

bool dln_find_similar_places(const dln_scan *scan, dln_found *items, size_t count) {
    countries meant = countries_meant(scan, items, count);
    for (size_t i = 0; i < count; i++) {
        bool unknown = items[i].candidate_count == 0 && may_be_misspelt(scan, &items[i]);
        if (unknown && !take_similar(scan, &meant, &items[i]))
            return false;
    }
    return true;
}
