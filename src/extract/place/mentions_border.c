// Borders that are named by peoples: "the Syrian-Turkish border", "near the Iraqi border".
#include <string.h>

#include "extract/place/mentions_finder.h"
#include "extract/place/resolve_prior.h"

// Sure as names go; what it is worth decides nothing further.
#define ODDS_BORDER 3.0

static bool is_border_word(const dln_finder *f, uint32_t at) {
    const dln_lexeme *type = dln_scan_lexeme(&f->scan, at, DLN_WORD_PLACE_TYPE);
    return type && dln_str_equal(dln_value_get(type->value, "part"), DLN_STR("border"));
}

// The country that this one word names.
static dln_place_index country_named(const dln_finder *f, uint32_t at) {
    const dln_gazetteer *gazetteer = f->scan.knowledge->gazetteer;
    size_t count;
    const dln_candidate *all =
        dln_gazetteer_find_folded(gazetteer, dln_finder_token(f, at)->folded, &count);
    if (count == 0 || !dln_is_proper(dln_finder_token(f, at)))
        return DLN_NO_PLACE;
    dln_place place = dln_gazetteer_place(gazetteer, all[0].place);
    return dln_place_is_country(&place) ? place.index : DLN_NO_PLACE;
}

// The country whose people or name the word is, or DLN_NO_PLACE: "the Thai-Myanmar border".
static dln_place_index country_at(const dln_finder *f, uint32_t at) {
    const dln_lexeme *people = dln_scan_lexeme(&f->scan, at, DLN_WORD_DEMONYM);
    if (!people || people->value.len != 2)
        return country_named(f, at);
    const char iso[3] = {people->value.data[0], people->value.data[1], '\0'};
    return dln_gazetteer_country(f->scan.knowledge->gazetteer, iso);
}

// "near the Syrian border", not "the Syrian border town", "Syrian border guards".
static bool points_at_border(const dln_finder *f, const dln_site *site, uint32_t border) {
    uint32_t at = site->first;
    if (at > site->sentence->first && dln_scan_is(&f->scan, at - 1, DLN_WORD_GRAMMAR) &&
        !dln_scan_is(&f->scan, at - 1, DLN_WORD_ROUTE))
        at--;
    bool behind = at > site->sentence->first && dln_scan_is(&f->scan, at - 1, DLN_WORD_ROUTE);
    uint32_t next = border + 1;
    bool ends = next >= site->sentence_end ||
                (dln_finder_token(f, next)->kind == DLN_TOKEN_PUNCTUATION &&
                 dln_finder_token(f, next)->mark != '-') ||
                dln_scan_is(&f->scan, next, DLN_WORD_GRAMMAR) ||
                dln_scan_is(&f->scan, next, DLN_WORD_ROUTE);
    return behind && ends;
}

// Whether a people stands here, or behind a hyphen: "Thai-Myanmar", "Chad-Sudanese".
static bool may_begin(const dln_finder *f, uint32_t at, uint32_t end) {
    return dln_scan_is(&f->scan, at, DLN_WORD_DEMONYM) ||
           (at + 2 < end && dln_finder_token(f, at + 1)->mark == '-' &&
            dln_scan_is(&f->scan, at + 2, DLN_WORD_DEMONYM));
}

// Reads the peoples from site->first on; returns the token of "border", or site->first.
static uint32_t read_border(const dln_finder *f, const dln_site *site, dln_place_index bounds[2]) {
    uint32_t at = site->first;
    bounds[0] = country_at(f, at);
    bounds[1] = DLN_NO_PLACE;
    if (bounds[0] == DLN_NO_PLACE || at + 1 >= site->sentence_end)
        return site->first;
    bool people = dln_scan_is(&f->scan, at, DLN_WORD_DEMONYM);
    if (people && is_border_word(f, at + 1))
        return points_at_border(f, site, at + 1) ? at + 1 : site->first;
    char joint = dln_finder_token(f, at + 1)->mark;
    if ((joint != '-' && joint != '/') || at + 3 >= site->sentence_end)
        return site->first;
    bounds[1] = country_at(f, at + 2);
    people = people || dln_scan_is(&f->scan, at + 2, DLN_WORD_DEMONYM);
    bool pair =
        people && bounds[1] != DLN_NO_PLACE && bounds[1] != bounds[0] && is_border_word(f, at + 3);
    return pair ? at + 3 : site->first;
}

uint32_t dln_take_border(dln_finder *f, dln_site site) {
    dln_place_index bounds[2];
    if (!may_begin(f, site.first, site.sentence_end))
        return site.first;
    uint32_t border = read_border(f, &site, bounds);
    if (border == site.first)
        return site.first;
    site.match = NULL;
    site.end = border + 1;
    dln_type_word none = {0};
    dln_found found = dln_finder_found(f, &site, &none);
    found.place_odds = ODDS_BORDER;
    found.is_border = true;
    memcpy(found.bounds, bounds, sizeof bounds);
    dln_finder_span(f, &site, &none, &found);
    found.key = dln_finder_key(f, site.first, site.end);
    dln_finder_add(f, found);
    return site.end;
}
