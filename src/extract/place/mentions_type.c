// Type words: "Anbar Governorate", "Lake Mary", "the village of X", "Hutcheson Road".
#include <string.h>

#include "extract/place/mentions_evidence.h"
#include "extract/place/resolve_prior.h"

static bool value_is(const dln_lexeme *type, const char *key, const char *wanted) {
    return dln_str_equal(dln_value_get(type->value, key), dln_str_from(wanted));
}

bool dln_type_is_street(const dln_lexeme *type) {
    return type && value_is(type, "feature", "street");
}

bool dln_type_tells(const dln_lexeme *type) {
    return type && value_is(type, "unknown", "yes");
}

bool dln_type_names_spot(const dln_lexeme *type) {
    return !dln_type_is_street(type) && !value_is(type, "span", "out");
}

// One alternative of feature=: "A", "A.ADM", "S.AIR".
static bool feature_fits(dln_str wanted, const dln_place *place) {
    if (wanted.len == 0)
        return true;
    if (wanted.data[0] != place->feature_class)
        return false;
    return wanted.len <= 2 ||
           dln_str_starts_with(place->feature, dln_str_slice(wanted, 2, wanted.len));
}

bool dln_type_fits(const dln_lexeme *type, const dln_place *place) {
    dln_str wanted = dln_value_get(type->value, "feature");
    if (wanted.len == 0)
        return true;
    while (wanted.data)
        if (feature_fits(dln_str_trim(dln_str_cut(&wanted, ',')), place))
            return true;
    return false;
}

static bool belongs_to_name(const dln_lexeme *type, const dln_token *first) {
    return value_is(type, "span", "in") ||
           (value_is(type, "span", "capital") && dln_is_proper(first));
}

// "Ohio State" is a university: not=US says so of the word.
static bool is_elsewhere(const dln_scan *scan, const dln_lexeme *type, const dln_site *site) {
    dln_str country = dln_value_get(type->value, "not");
    if (country.len != 2 || !site->match)
        return false;
    dln_place place =
        dln_gazetteer_place(scan->knowledge->gazetteer, site->match->candidates[0].place);
    return memcmp(place.country, country.data, 2) == 0;
}

// "Taji camp", "Anbar Governorate", "Kharkiv region".
static dln_type_word type_after(const dln_scan *scan, const dln_site *site) {
    dln_type_word none = {0};
    const dln_token *tokens = scan->segments->tokens;
    if (site->end >= site->sentence_end)
        return none;
    size_t left = site->sentence_end - site->end;
    const dln_lexeme *type = dln_lexicon_match(scan->knowledge->lexicon, &tokens[site->end], left,
                                               dln_kind_bit(DLN_WORD_PLACE_TYPE));
    if (!type || value_is(type, "side", "before"))
        return none;
    uint32_t end = site->end + (uint32_t)dln_lexeme_tokens(type, &tokens[site->end], left);
    if (end < site->sentence_end && dln_scan_is(scan, site->end, DLN_WORD_ORGANISATION) &&
        dln_str_equal(tokens[end].folded, DLN_STR("of")))
        return none; // "Indiana Department of Health"
    // "Kentucky State Police", "Dublin City Schools": the type word belongs to the body.
    bool of_a_body = end < site->run.end && dln_is_proper(&tokens[end]) &&
                     !(value_is(type, "span", "in") && dln_type_tells(type));
    return (dln_type_word){type, site->end, end, false,
                           belongs_to_name(type, &tokens[site->end]) && !of_a_body &&
                               !is_elsewhere(scan, type, site)};
}

// "Lake Mary", "Camp Taji", "the village of X", "the town X".
static dln_type_word type_before(const dln_scan *scan, const dln_site *site) {
    dln_type_word none = {0};
    const dln_token *tokens = scan->segments->tokens;
    if (site->first == site->sentence->first)
        return none;
    uint32_t at = site->first - 1;
    bool of = dln_str_equal(tokens[at].folded, DLN_STR("of")) && at > site->sentence->first;
    at -= of;
    const dln_lexeme *type = dln_scan_lexeme(scan, at, DLN_WORD_PLACE_TYPE);
    if (!type || value_is(type, "side", "after") || dln_type_is_street(type))
        return none;
    bool capital = dln_is_proper(&tokens[at]);
    if (!of && !capital && !value_is(type, "feature", "P"))
        return none; // "the region Saturday"
    bool in_span = capital && !of && !value_is(type, "span", "out");
    return (dln_type_word){type, at, at + 1, true, in_span};
}

dln_type_word dln_find_type(const dln_scan *scan, const dln_site *site) {
    dln_type_word type = type_after(scan, site);
    return type.lexeme ? type : type_before(scan, site);
}
