// Names that an analyst taught this database: "the base", "Camp Bucca".
#include "extract/place/mentions_finder.h"

// Somebody who knows has said that it is a place.
#define ODDS_TAUGHT 6.0

// The longest taught name that begins at the site; false when there is none.
static bool find_longest(const dln_finder *f, const dln_site *site, dln_name_match *out) {
    const dln_gazetteer *gazetteer = f->scan.knowledge->gazetteer;
    dln_name_key key = {.len = 0};
    *out = (dln_name_match){0};
    for (uint32_t at = site->first; at < site->sentence_end; at++) {
        if (!dln_name_key_add(&key, dln_finder_token(f, at)))
            break;
        dln_str folded = {key.bytes, key.len};
        const dln_candidate *taught = dln_gazetteer_find_taught(gazetteer, folded);
        if (taught && dln_finder_token(f, at)->kind != DLN_TOKEN_PUNCTUATION)
            *out = (dln_name_match){at + 1 - site->first, taught, 1};
        if (!dln_gazetteer_has_prefix(gazetteer, folded))
            break;
    }
    return out->count > 0;
}

uint32_t dln_take_taught(dln_finder *f, dln_site site) {
    dln_name_match match;
    if (!dln_gazetteer_has_taught(f->scan.knowledge->gazetteer) || !find_longest(f, &site, &match))
        return site.first;
    dln_type_word none = {0};
    site.match = &match;
    site.end = site.first + match.token_count;
    dln_found found = dln_finder_found(f, &site, &none);
    found.place_odds = ODDS_TAUGHT;
    found.in_organisation = false;
    found.first_token = site.first;
    found.token_count = match.token_count;
    found.span = (dln_span){dln_finder_token(f, site.first)->span.begin,
                            dln_finder_token(f, site.end - 1)->span.end};
    found.key = dln_finder_key(f, site.first, site.end);
    dln_finder_add(f, found);
    return site.end;
}
