#include "extract/mentions_evidence.h"

#include <string.h>

#include "extract/resolve_prior.h"

// Each kind of evidence, in log-odds. Worked out on news and humanitarian texts by moving one at a
// time until precision and recall balanced on all of them (tests/bench/calibrate.py shows both).
#define ODDS_BASE             (-3.0)
#define ODDS_PER_FAME         0.7
#define ODDS_MORE_WORDS       1.5 // names of several words are rarely anything else
#define ODDS_TYPE             3.0 // "Anbar Governorate"
#define ODDS_TYPE_MISFIT      (-0.5)
#define ODDS_IN               2.2 // "in X", "near X"
#define ODDS_TO               1.5 // "from X", "to X", "via X"
#define ODDS_OF               0.7
#define ODDS_CONTAINER        3.5 // "X, Maine", "X (Syria)"
#define ODDS_LISTED           1.0
#define ODDS_POSSESSIVE       0.3
#define ODDS_BASED            1.5 // "Atlanta-based"
#define ODDS_BEFORE_BODY      1.2 // "Basra Operations Command"
#define ODDS_BEFORE_TEAM      (-1.5)
#define ODDS_BEFORE_MEDIA     (-2.5)
#define ODDS_BEFORE_OFFICE    1.0    // "Alberta Premier"
#define ODDS_BEFORE_NAME      (-1.6) // "Jordan Smith"
#define ODDS_FIRST_NAME_RUN   (-3.0)
#define ODDS_BEHIND_NAME      (-1.8) // "Costco Canada" passes by its fame, "Aston Villa" does not
#define ODDS_BEHIND_FIRST     (-4.0) // "John Paris"
#define ODDS_HYPHENED         (-1.0)
#define ODDS_SENTENCE_START   (-0.6)
#define ODDS_CAPITALS         (-0.8)
#define ODDS_NEVER            (-8.0)
#define ODDS_ORDINARY         (-3.0)
#define ODDS_ORDINARY_INSIDE  (-1.0)
#define ODDS_DEMONYM          (-8.0)
#define ODDS_PERSON_WORD      (-3.0) // a surname of this report
#define ODDS_PERSON_IN        (-1.0) // the same behind "in"
#define ODDS_PERSON_FAMOUS    (-0.8)
#define ODDS_FIRST_NAME       (-2.0)
#define ODDS_FIRST_NAME_PLACE (-0.5)
#define ODDS_SPEAKS           (-2.0)
#define ODDS_SHORT            (-1.5)
#define ODDS_BAD_ABBREVIATION (-8.0)
// Countries, capitals and large provinces: what governments are called by.
#define FAME_OF_GOVERNMENTS 6.5
#define SHORT_NAME_BYTES    3
// Containers are few ("Georgia": two); names of places go into the hundreds, most known first.
#define CONTAINER_CANDIDATES 6
#define CONTAINED_CANDIDATES 64
// How far to the right the head of a body's name may stand: "Basra Provincial Operations Command".
#define BODY_REACH 5

static const dln_token *token_at(const dln_scan *scan, uint32_t at) {
    return &scan->segments->tokens[at];
}

static bool is_mark(const dln_scan *scan, uint32_t at, char mark) {
    return token_at(scan, at)->kind == DLN_TOKEN_PUNCTUATION && token_at(scan, at)->mark == mark;
}

static bool value_is(const dln_lexeme *lexeme, const char *value) {
    return lexeme && dln_str_equal(lexeme->value, dln_str_from(value));
}

// Inside the run and a word of it, not a mark.
static bool proper_in_run(const dln_scan *scan, const dln_site *site, uint32_t at) {
    return at >= site->run.begin && at < site->run.end && dln_is_proper(token_at(scan, at));
}

static bool is_single_word(const dln_site *site) {
    return site->end == site->first + 1;
}

// ---- behind a preposition

typedef struct preposition {
    dln_str role; // none: there is none
    uint32_t token;
} preposition;

// The preposition that governs the name: over articles, directions and "city of".
static preposition find_preposition(const dln_scan *scan, const dln_site *site,
                                    const dln_type_word *type) {
    uint32_t at = type->lexeme && type->before ? type->first : site->first;
    for (int steps = 0; steps < 4 && at > site->sentence->first; steps++) {
        at--;
        const dln_lexeme *route = dln_scan_lexeme(scan, at, DLN_WORD_ROUTE);
        if (route) {
            return (preposition){dln_value_get(route->value, "role"), at};
        }
        const dln_lexeme *word = dln_scan_lexeme(scan, at, DLN_WORD_GRAMMAR);
        bool article =
            word && dln_str_equal(dln_value_get(word->value, "class"), DLN_STR("determiner"));
        if (!article && !dln_scan_is(scan, at, DLN_WORD_DIRECTION) && !is_mark(scan, at, '-')) {
            break;
        }
    }
    return (preposition){DLN_STR_NONE, at};
}

static double preposition_odds(dln_str role) {
    static const struct {
        const char *role;
        double odds;
    } table[] = {
        {"place", ODDS_IN}, {"near", ODDS_IN},        {"home", ODDS_IN}, {"origin", ODDS_TO},
        {"via", ODDS_TO},   {"destination", ODDS_TO}, {"of", ODDS_OF},   {"target", ODDS_OF},
    };
    for (size_t i = 0; role.data && i < sizeof table / sizeof *table; i++) {
        if (dln_str_equal(role, dln_str_from(table[i].role))) {
            return table[i].odds;
        }
    }
    return 0;
}

// ---- what stands before and behind, inside the run

static bool is_initial(const dln_token *token) {
    return token->folded.len == 1 && token->letter_case == DLN_CASE_TITLE;
}

static double left_odds(const dln_scan *scan, const dln_site *site, const dln_type_word *type) {
    uint32_t first = type->before && type->in_span ? type->first : site->first;
    if (first == site->run.begin || site->sentence->capitals) {
        return 0;
    }
    uint32_t at = first - 1;
    if (is_mark(scan, at, '-')) {
        return site->listed ? 0 : ODDS_HYPHENED;
    }
    if (is_mark(scan, at, '.') && at > site->run.begin) {
        at--;
    }
    if (!proper_in_run(scan, site, at) || dln_scan_is(scan, at, DLN_WORD_DIRECTION) ||
        dln_scan_is(scan, at, DLN_WORD_ORGANISATION) || token_at(scan, at)->starts_sentence) {
        bool person = dln_scan_is(scan, at, DLN_WORD_FIRST_NAME) && is_single_word(site);
        return person ? ODDS_BEHIND_FIRST : 0;
    }
    if (is_initial(token_at(scan, at)) || dln_scan_is(scan, at, DLN_WORD_FIRST_NAME)) {
        return ODDS_BEHIND_FIRST;
    }
    return ODDS_BEHIND_NAME;
}

// The head of a body's name further right in the run, or NULL.
static const dln_lexeme *body_head(const dln_scan *scan, const dln_site *site) {
    for (uint32_t at = site->end; at < site->run.end && at < site->end + BODY_REACH; at++) {
        const dln_lexeme *head = dln_scan_lexeme(scan, at, DLN_WORD_ORGANISATION);
        if (head && dln_is_proper(token_at(scan, at))) {
            return head;
        }
    }
    return NULL;
}

static double right_odds(const dln_scan *scan, const dln_site *site, dln_found *found) {
    uint32_t at = site->end;
    if (at >= site->sentence_end) {
        return 0;
    }
    const dln_token *next = token_at(scan, at);
    if (is_mark(scan, at, '-') && !next->space_before && at + 1 < site->sentence_end) {
        const dln_token *second = token_at(scan, at + 1);
        return second->letter_case == DLN_CASE_LOWER ? ODDS_BASED : ODDS_HYPHENED;
    }
    if (dln_str_equal(next->folded, DLN_STR("s")) && !next->space_before) {
        return ODDS_POSSESSIVE;
    }
    if (!proper_in_run(scan, site, at) || site->sentence->capitals) {
        return 0;
    }
    const dln_lexeme *head = body_head(scan, site);
    found->in_organisation = head != NULL;
    if (head) {
        return value_is(head, "team")    ? ODDS_BEFORE_TEAM
               : value_is(head, "media") ? ODDS_BEFORE_MEDIA
                                         : ODDS_BEFORE_BODY;
    }
    if (dln_scan_is(scan, at, DLN_WORD_TITLE)) {
        return ODDS_BEFORE_OFFICE;
    }
    if (dln_scan_is(scan, at, DLN_WORD_DEMONYM)) {
        return 0;
    }
    bool first_name = is_single_word(site) && dln_scan_is(scan, site->first, DLN_WORD_FIRST_NAME);
    return first_name ? ODDS_FIRST_NAME_RUN : ODDS_BEFORE_NAME;
}

// ---- the word itself

static bool all_letters_upper(const dln_scan *scan, const dln_site *site) {
    return token_at(scan, site->first)->letter_case == DLN_CASE_UPPER;
}

// Codes and shortened names need their form: "US", ", OR", "Calif."
static double abbreviation_odds(const dln_scan *scan, const dln_site *site,
                                const dln_place *place) {
    const dln_token *token = token_at(scan, site->first);
    bool dotted = site->end < site->sentence_end && is_mark(scan, site->end, '.') &&
                  !token_at(scan, site->end)->space_before;
    size_t bytes = token->span.end - token->span.begin;
    bool own_dots = token->folded.len < bytes;
    if (!all_letters_upper(scan, site)) {
        return dotted || own_dots ? 0 : ODDS_BAD_ABBREVIATION;
    }
    if (token->folded.len > 2 || own_dots || dln_place_is_country(place)) {
        return 0;
    }
    bool behind_place =
        site->first > site->sentence->first &&
        (is_mark(scan, site->first - 1, ',') || dln_is_proper(token_at(scan, site->first - 1)));
    return behind_place && !site->sentence->capitals ? 0 : ODDS_BAD_ABBREVIATION;
}

static double ordinary_odds(const dln_scan *scan, const dln_site *site) {
    size_t left = site->sentence_end - site->first;
    const dln_token *tokens = token_at(scan, site->first);
    const dln_lexeme *word =
        dln_lexicon_match(scan->knowledge->lexicon, tokens, left, dln_kind_bit(DLN_WORD_NOT_PLACE));
    if (!word || dln_lexeme_tokens(word, tokens, left) < site->end - site->first) {
        return 0;
    }
    if (value_is(word, "always")) {
        return ODDS_NEVER;
    }
    if (value_is(word, "alone")) {
        return ODDS_ORDINARY;
    }
    bool told_nothing = tokens->starts_sentence || site->sentence->capitals;
    return told_nothing ? ODDS_ORDINARY : ODDS_ORDINARY_INSIDE;
}

static double word_odds(const dln_scan *scan, const dln_site *site, const dln_place *place,
                        bool behind_in) {
    if (!is_single_word(site)) {
        return ODDS_MORE_WORDS + ordinary_odds(scan, site);
    }
    const dln_token *token = token_at(scan, site->first);
    double odds = ordinary_odds(scan, site);
    odds += dln_scan_is(scan, site->first, DLN_WORD_DEMONYM) ? ODDS_DEMONYM : 0;
    odds += token->starts_sentence ? ODDS_SENTENCE_START : 0;
    odds += site->sentence->capitals ? ODDS_CAPITALS : 0;
    bool famous = dln_place_fame(place, DLN_NAME_MAIN) >= FAME_OF_GOVERNMENTS;
    if (site->match->candidates[0].kind == DLN_NAME_ABBREVIATION) {
        odds += abbreviation_odds(scan, site, place);
    } else if (token->folded.len <= SHORT_NAME_BYTES && !famous) {
        odds += ODDS_SHORT;
    }
    if (dln_scan_person_count(scan, token->folded) > 0) {
        odds += famous ? ODDS_PERSON_FAMOUS : behind_in ? ODDS_PERSON_IN : ODDS_PERSON_WORD;
    }
    const dln_lexeme *first_name = dln_scan_lexeme(scan, site->first, DLN_WORD_FIRST_NAME);
    if (first_name && !behind_in && !famous) {
        odds += value_is(first_name, "place") ? ODDS_FIRST_NAME_PLACE : ODDS_FIRST_NAME;
    }
    return odds;
}

// ---- what contains it

static bool lies_in(const dln_place *inner, const dln_place *outer) {
    if (inner->index == outer->index) {
        return false;
    }
    if (dln_place_is_country(outer)) {
        return outer->country[0] && memcmp(inner->country, outer->country, 2) == 0;
    }
    return inner->admin1_place == outer->index;
}

static bool contains_one(const dln_scan *scan, const dln_name_match *outer,
                         const dln_name_match *inner) {
    const dln_gazetteer *gazetteer = scan->knowledge->gazetteer;
    for (size_t o = 0; o < outer->count && o < CONTAINER_CANDIDATES; o++) {
        dln_place container = dln_gazetteer_place(gazetteer, outer->candidates[o].place);
        if (container.feature_class != 'A') {
            continue;
        }
        for (size_t i = 0; i < inner->count && i < CONTAINED_CANDIDATES; i++) {
            dln_place place = dln_gazetteer_place(gazetteer, inner->candidates[i].place);
            if (lies_in(&place, &container)) {
                return true;
            }
        }
    }
    return false;
}

static bool container_follows(const dln_scan *scan, const dln_site *site) {
    uint32_t at = site->end;
    if (at + 1 >= site->sentence_end || !(is_mark(scan, at, ',') || is_mark(scan, at, '('))) {
        return false;
    }
    dln_name_match matches[DLN_NAME_MAX_TOKENS];
    size_t found = dln_match_names(scan->knowledge->gazetteer, token_at(scan, at + 1),
                                   site->sentence_end - at - 1, matches);
    return found > 0 && contains_one(scan, &matches[found - 1], site->match);
}

// ---- together

static void find_qualifier(const dln_scan *scan, const dln_site *site, preposition before,
                           dln_found *found) {
    found->qualifier_token = site->first;
    if (site->first > site->sentence->first) {
        const dln_lexeme *direction = dln_scan_lexeme(scan, site->first - 1, DLN_WORD_DIRECTION);
        double bearing;
        if (direction && dln_str_to_double(direction->value, &bearing)) {
            uint32_t at = site->first - 1;
            found->qualifier = DLN_QUALIFIER_PART;
            found->bearing_deg = bearing;
            found->qualifier_token = at;
            return;
        }
        if (direction) {
            found->qualifier = DLN_QUALIFIER_CENTRE;
            found->qualifier_token = site->first - 1;
            return;
        }
    }
    if (before.role.data && dln_str_equal(before.role, DLN_STR("near"))) {
        found->qualifier = DLN_QUALIFIER_NEAR;
        found->qualifier_token = before.token;
    }
}

static double type_odds(const dln_scan *scan, const dln_site *site, const dln_type_word *type) {
    if (!type->lexeme) {
        return 0;
    }
    const dln_gazetteer *gazetteer = scan->knowledge->gazetteer;
    for (size_t i = 0; i < site->match->count && i < CONTAINED_CANDIDATES; i++) {
        dln_place place = dln_gazetteer_place(gazetteer, site->match->candidates[i].place);
        if (dln_type_fits(type->lexeme, &place)) {
            return ODDS_TYPE;
        }
    }
    return dln_type_tells(type->lexeme) ? ODDS_TYPE : ODDS_TYPE_MISFIT;
}

double dln_place_odds(const dln_scan *scan, const dln_site *site, const dln_type_word *type,
                      dln_found *found) {
    const dln_candidate *best = &site->match->candidates[0];
    dln_place place = dln_gazetteer_place(scan->knowledge->gazetteer, best->place);
    double fame = dln_place_fame(&place, best->kind);
    preposition before = find_preposition(scan, site, type);
    find_qualifier(scan, site, before, found);
    double in = preposition_odds(before.role);
    double odds = ODDS_BASE + ODDS_PER_FAME * fame + in + type_odds(scan, site, type);
    odds += word_odds(scan, site, &place, in >= ODDS_TO);
    odds += left_odds(scan, site, type);
    odds += type->lexeme && !type->before ? 0 : right_odds(scan, site, found);
    odds += site->listed ? ODDS_LISTED : 0;
    odds += container_follows(scan, site) ? ODDS_CONTAINER : 0;
    if (dln_scan_is(scan, site->end, DLN_WORD_SPEECH) && site->end < site->sentence_end) {
        found->speaks = true;
        odds += fame >= FAME_OF_GOVERNMENTS ? 0 : ODDS_SPEAKS;
    }
    return odds;
}
