// Short names of what was named in full before: "Conoco" behind "Conoco gas field".
#include "extract/place/mentions_finder.h"
#include "extract/place/resolve_prior.h"

// Larger ones are landscapes, of which towns have the shorter names.
#define HEAD_RADIUS_MAX_M 10000.0
// What such a shorter name is worth: the longer one has told already what it is.
#define ODDS_FOLLOWS 1.5

// Whether nobody would take the words alone for something else that is known.
static bool may_stand_alone(const dln_finder *f, uint32_t first, uint32_t end, dln_str key) {
    const dln_word_kinds others =
        dln_kind_bit(DLN_WORD_NOT_PLACE) | dln_kind_bit(DLN_WORD_TITLE) |
        dln_kind_bit(DLN_WORD_DIRECTION) | dln_kind_bit(DLN_WORD_PLACE_TYPE) |
        dln_kind_bit(DLN_WORD_DEMONYM) | dln_kind_bit(DLN_WORD_ORGANISATION);
    for (uint32_t at = first; at < end; at++)
        if ((f->scan.kinds[at] & others) != 0)
            return false;
    size_t count;
    const dln_candidate *known =
        dln_gazetteer_find_folded(f->scan.knowledge->gazetteer, key, &count);
    if (count == 0)
        return true;
    dln_place place = dln_gazetteer_place(f->scan.knowledge->gazetteer, known[0].place);
    return dln_place_fame(&place, known[0].kind) < DLN_FAME_OF_TOWNS;
}

void dln_remember_head(dln_finder *f, const dln_site *site) {
    const dln_lexeme *type;
    uint32_t end = dln_name_tail(&f->scan, site->first, site->end, &type);
    dln_place place =
        dln_gazetteer_place(f->scan.knowledge->gazetteer, site->match->candidates[0].place);
    bool spot = (place.feature_class == 'S' || place.feature_class == 'L') &&
                place.radius_m <= HEAD_RADIUS_MAX_M;
    if (end == site->end || f->head_count == DLN_HEADS_MAX || !spot ||
        !dln_is_proper(dln_finder_token(f, end - 1)))
        return;
    dln_str key = dln_finder_key(f, site->first, end);
    if (key.data && may_stand_alone(f, site->first, end, key))
        f->heads[f->head_count++] =
            (dln_name_head){key, site->match->candidates, site->match->count};
}

uint32_t dln_take_head(dln_finder *f, dln_site site) {
    for (size_t h = 0; h < f->head_count; h++) {
        dln_name_key key = {.len = 0};
        uint32_t at = site.first;
        while (at < site.run.end && key.len < f->heads[h].key.len &&
               dln_name_key_add(&key, dln_finder_token(f, at)))
            at++;
        if (!dln_str_equal((dln_str){key.bytes, key.len}, f->heads[h].key) ||
            dln_finder_touches_person(f, site.first, at) ||
            (at < site.run.end && dln_is_proper(dln_finder_token(f, at))))
            continue;
        dln_type_word none = {0};
        dln_name_match match = {at - site.first, f->heads[h].candidates,
                                f->heads[h].candidate_count};
        site.match = &match;
        site.end = at;
        dln_found found = dln_finder_found(f, &site, &none);
        found.place_odds = found.place_odds > ODDS_FOLLOWS ? found.place_odds : ODDS_FOLLOWS;
        dln_finder_span(f, &site, &none, &found);
        found.key = dln_finder_key(f, site.first, site.end);
        dln_finder_add(f, found);
        return site.end;
    }
    return site.first;
}
