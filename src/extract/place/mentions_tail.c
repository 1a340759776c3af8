// Ends of names: type words inside them, in lower case, or of another kind than the place.
#include <string.h>

#include "extract/place/mentions_evidence.h"
#include "extract/place/resolve_prior.h"

static const dln_token *token_at(const dln_scan *scan, uint32_t at) {
    return &scan->segments->tokens[at];
}

uint32_t dln_name_tail(const dln_scan *scan, uint32_t first, uint32_t end,
                       const dln_lexeme **type) {
    for (uint32_t at = first + 1; at < end; at++) {
        *type = dln_lexicon_match(scan->knowledge->lexicon, token_at(scan, at), end - at,
                                  dln_kind_bit(DLN_WORD_PLACE_TYPE));
        if (*type && dln_lexeme_tokens(*type, token_at(scan, at), end - at) == end - at)
            return at;
    }
    *type = NULL;
    return end;
}

// "Харьковская область": languages that make an adjective of the name have it only with the type.
static bool is_adjective_name(const dln_token *last, const dln_lexeme *type,
                              const dln_place *place) {
    return type && (unsigned char)last->folded.data[0] >= 0x80 && dln_type_fits(type, place);
}

bool dln_tail_fits(const dln_scan *scan, const dln_site *site) {
    const dln_token *last = token_at(scan, site->end - 1);
    if (dln_is_proper(last))
        return true;
    dln_place place =
        dln_gazetteer_place(scan->knowledge->gazetteer, site->match->candidates[0].place);
    bool spot = place.feature_class == 'S' || place.feature_class == 'L';
    const dln_lexeme *type;
    dln_name_tail(scan, site->first, site->end, &type);
    bool tail = last->kind == DLN_TOKEN_NUMBER || (type && dln_type_names_spot(type));
    if (is_adjective_name(last, type, &place))
        return true;
    return spot && tail; // divisions and towns have "region" or "city" beside them, not inside
}

bool dln_is_state_school(const dln_scan *scan, const dln_name_match *shorter,
                         const dln_site *site) {
    const dln_lexeme *type = dln_scan_lexeme(scan, site->end - 1, DLN_WORD_PLACE_TYPE);
    dln_str country = type ? dln_value_get(type->value, "not") : DLN_STR_NONE;
    if (country.len != 2 || shorter->token_count + 1 != site->end - site->first)
        return false;
    dln_place state = dln_gazetteer_place(scan->knowledge->gazetteer, shorter->candidates[0].place);
    return dln_feature_begins(&state, "ADM1") && memcmp(state.country, country.data, 2) == 0;
}

bool dln_is_other_water(const dln_scan *scan, const dln_site *site, const dln_type_word *type) {
    if (!type->lexeme || !type->in_span || !dln_type_tells(type->lexeme) ||
        !dln_str_starts_with(dln_value_get(type->lexeme->value, "feature"), DLN_STR("H")))
        return false;
    for (size_t c = 0; c < site->match->count; c++) {
        dln_place place =
            dln_gazetteer_place(scan->knowledge->gazetteer, site->match->candidates[c].place);
        if (dln_type_fits(type->lexeme, &place))
            return false;
    }
    return true;
}
