// Names that no gazetteer has, told by what surrounds them.
#include "extract/place/mentions_finder.h"
#include "extract/place/mentions_inflect.h"
#include "extract/place/resolve_prior.h"

#define ODDS_UNTOLD (-0.6) // a name of nothing known, unless another sentence tells
// One that opens a sentence, where ordinary words have capitals too: worth what leaves the others
// of its name as they are.
#define ODDS_OPENS        (-0.1)
#define UNKNOWN_MAX_WORDS 4
#define UNKNOWN_MIN_BYTES 2

// "Houthi", "Boko Haram", "Al Qaeda": what the lexicon has as a group.
static bool begins_with_group(const dln_finder *f, uint32_t first, uint32_t end) {
    return dln_lexicon_match(f->scan.knowledge->lexicon, dln_finder_token(f, first), end - first,
                             dln_kind_bit(DLN_WORD_ACTOR) | dln_kind_bit(DLN_WORD_ORGANISATION)) !=
           NULL;
}

// Whether the token is an article or the like of the name that goes on behind it: "Al" in "Al Asad"
// is not the code that is written alike.
static bool goes_on_name(const dln_finder *f, uint32_t at, uint32_t end) {
    return at + 1 < end && dln_scan_is(&f->scan, at, DLN_WORD_NAME_PARTICLE) &&
           dln_finder_token(f, at)->letter_case == DLN_CASE_TITLE;
}

// Words that make a row of capitalised words something else than the name of an unknown place.
static bool may_be_name(const dln_finder *f, uint32_t first, uint32_t end) {
    const dln_word_kinds others =
        dln_kind_bit(DLN_WORD_ORGANISATION) | dln_kind_bit(DLN_WORD_TITLE) |
        dln_kind_bit(DLN_WORD_DEMONYM) | dln_kind_bit(DLN_WORD_NOT_PLACE) |
        dln_kind_bit(DLN_WORD_GRAMMAR) | dln_kind_bit(DLN_WORD_MONTH) |
        dln_kind_bit(DLN_WORD_WEEKDAY) | dln_kind_bit(DLN_WORD_DIRECTION) |
        dln_kind_bit(DLN_WORD_PLACE_TYPE);
    uint32_t words = 0;
    if (begins_with_group(f, first, end))
        return false;
    for (uint32_t at = first; at < end; at++) {
        bool proper = dln_is_proper(dln_finder_token(f, at));
        bool other = proper && (f->scan.kinds[at] & others) != 0 && !goes_on_name(f, at, end);
        if (f->scan.person[at] || other)
            return false;
        words += proper;
    }
    return words > 0 && words <= UNKNOWN_MAX_WORDS;
}

// The end of the part of a run before its first type word.
static uint32_t name_end(const dln_finder *f, dln_run run, uint32_t first) {
    uint32_t end = first + 1;
    while (end < run.end && !dln_scan_is(&f->scan, end, DLN_WORD_PLACE_TYPE))
        end++;
    return end;
}

// Whether a row of unknown capitalised words stands where places stand: behind "in" or "near", or
// in a list of places that goes on.
static bool stands_as_place(const dln_finder *f, const dln_site *site) {
    if (site->first == site->sentence->first)
        return false;
    const dln_lexeme *route = dln_scan_lexeme(&f->scan, site->first - 1, DLN_WORD_ROUTE);
    dln_str role = route ? dln_value_get(route->value, "role") : DLN_STR_NONE;
    bool in = role.len > 0 && !dln_str_equal(route->phrase, DLN_STR("at")) &&
              !dln_str_equal(route->phrase, DLN_STR("on")) &&
              (dln_str_equal(role, DLN_STR("place")) || dln_str_equal(role, DLN_STR("near")));
    bool goes_on = site->end >= site->sentence_end ||
                   dln_finder_token(f, site->end)->kind == DLN_TOKEN_PUNCTUATION ||
                   dln_str_equal(dln_finder_token(f, site->end)->folded, DLN_STR("and"));
    bool possessive = site->end < site->sentence_end &&
                      !dln_finder_token(f, site->end)->space_before &&
                      dln_str_equal(dln_finder_token(f, site->end)->folded, DLN_STR("s"));
    in = in && !possessive; // "in Noma's case"
    bool closed = dln_finder_token(f, site->first - 1)->kind == DLN_TOKEN_WORD || goes_on;
    return in || (site->listed && goes_on && closed);
}

// Names that nothing knows look like names: "Kampungu", "Ain Zara", not "IDP" or "X".
static bool looks_like_name(const dln_finder *f, const dln_site *site) {
    for (uint32_t at = site->first; at < site->end; at++) {
        const dln_token *token = dln_finder_token(f, at);
        if (token->kind == DLN_TOKEN_WORD && dln_is_proper(token) &&
            (token->letter_case != DLN_CASE_TITLE || token->folded.len < UNKNOWN_MIN_BYTES))
            return false;
    }
    return !site->sentence->capitals && may_be_name(f, site->first, site->end);
}

// How far behind the first word a known name inside the site reaches; site->first: there is none.
static uint32_t known_inside(const dln_finder *f, const dln_site *site) {
    for (uint32_t at = site->first + 1; at < site->end; at++) {
        dln_name_match matches[DLN_NAME_MAX_TOKENS];
        uint32_t prefix;
        size_t count = dln_match_forms(&f->scan, dln_finder_token(f, at), site->sentence_end - at,
                                       matches, &prefix);
        if (count > 0)
            return at + matches[count - 1].token_count;
    }
    return site->first;
}

// The first word of a sentence has a capital whatever it is: not one that the report writes small
// elsewhere, nor a label before a colon, nor one before a name that is known, "Migracion Colombia".
static bool may_open(const dln_finder *f, const dln_site *site) {
    bool label = site->end < site->sentence_end && dln_finder_token(f, site->end)->mark == ':';
    return !label && !dln_scan_is_ordinary_here(&f->scan, site->first) &&
           known_inside(f, site) == site->first;
}

uint32_t dln_take_unknown(dln_finder *f, dln_site site) {
    site.match = NULL;
    site.end = name_end(f, site.run, site.first);
    if (!looks_like_name(f, &site))
        return site.first;
    dln_type_word type = dln_find_type(&f->scan, &site);
    bool told = type.lexeme && dln_type_tells(type.lexeme);
    bool whole = site.end == site.run.end && site.first == site.run.begin;
    bool opens = dln_finder_token(f, site.first)->starts_sentence;
    if (!told && (!whole || (opens && !may_open(f, &site))))
        return site.first;
    if (told && opens && known_inside(f, &site) > site.end)
        return site.first; // "Обстріл Донецької області"
    type = told ? type : (dln_type_word){0};
    dln_found found = dln_finder_found(f, &site, &type);
    found.place_odds = told || stands_as_place(f, &site) ? DLN_ODDS_UNKNOWN
                       : opens                           ? ODDS_OPENS
                                                         : ODDS_UNTOLD;
    dln_finder_span(f, &site, &type, &found);
    found.key = dln_finder_key(f, site.first, site.end);
    dln_finder_add(f, found);
    uint32_t end = found.first_token + found.token_count;
    return end > site.end ? end : site.end;
}

uint32_t dln_take_longer(dln_finder *f, dln_site site, uint32_t end) {
    const dln_found *last = f->count > 0 ? &f->items[f->count - 1] : NULL;
    if (!last || last->candidate_count == 0 || last->first_token != site.first ||
        last->in_organisation || site.first != site.run.begin || end >= site.run.end)
        return end;
    dln_place place = dln_gazetteer_place(f->scan.knowledge->gazetteer, last->candidates[0].place);
    site.match = NULL;
    site.end = site.run.end;
    if (dln_place_fame(&place, last->candidates[0].kind) >= DLN_FAME_OF_TOWNS || last->type ||
        !looks_like_name(f, &site) || !stands_as_place(f, &site))
        return end;
    f->count--;
    return dln_take_unknown(f, site);
}
