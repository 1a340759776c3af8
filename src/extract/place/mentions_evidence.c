#include "extract/place/mentions_evidence.h"

#include <string.h>

#include "extract/place/containment.h"
#include "extract/place/mentions_word.h"
#include "extract/place/resolve_prior.h"

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

// Inside the run and a word of it, not a mark. In scripts without case every word is in the run,
// which tells nothing.
static bool proper_in_run(const dln_scan *scan, const dln_site *site, uint32_t at) {
    return at >= site->run.begin && at < site->run.end && dln_is_proper(token_at(scan, at)) &&
           token_at(scan, at)->letter_case != DLN_CASE_NONE;
}

static bool is_single_word(const dln_site *site) {
    return site->end == site->first + 1;
}

// ---- behind a preposition

static dln_evidence_kind preposition_evidence(dln_str role) {
    static const struct {
        const char *role;
        dln_evidence_kind kind;
    } table[] = {
        {"place", DLN_EVIDENCE_BEHIND_IN},       {"near", DLN_EVIDENCE_BEHIND_IN},
        {"home", DLN_EVIDENCE_BEHIND_IN},        {"origin", DLN_EVIDENCE_BEHIND_TO},
        {"via", DLN_EVIDENCE_BEHIND_TO},         {"of", DLN_EVIDENCE_BEHIND_OF},
        {"destination", DLN_EVIDENCE_BEHIND_TO}, {"target", DLN_EVIDENCE_BEHIND_OF},
    };
    for (size_t i = 0; role.data && i < sizeof table / sizeof *table; i++)
        if (dln_str_equal(role, dln_str_from(table[i].role)))
            return table[i].kind;
    return DLN_NO_EVIDENCE;
}

static bool route_is(const dln_scan *scan, uint32_t at, const char *role) {
    const dln_lexeme *route = dln_scan_lexeme(scan, at, DLN_WORD_ROUTE);
    return route && dln_str_equal(dln_value_get(route->value, "role"), dln_str_from(role));
}

// How far the other end of a way stands: "from the town of Tall Abyad to".
enum { WAY_REACH = 6 };

static bool leads_a_way(const dln_scan *scan, uint32_t at) {
    return route_is(scan, at, "origin") || route_is(scan, at, "destination") ||
           route_is(scan, at, "via");
}

// "from X to Goma", "to Goma from X", "through X to Goma": the preposition of another end stands
// beside it, with a name of its own.
static bool is_on_a_way(const dln_scan *scan, const dln_site *site, dln_preposition before) {
    if (!before.role.data || !leads_a_way(scan, before.token))
        return false;
    uint32_t next = site->end;
    if (next + 1 < site->sentence_end && leads_a_way(scan, next) &&
        dln_is_proper(token_at(scan, next + 1)))
        return true;
    uint32_t limit = before.token > WAY_REACH ? before.token - WAY_REACH : 0;
    limit = limit > site->sentence->first ? limit : site->sentence->first;
    if (before.token <= limit || !dln_is_proper(token_at(scan, before.token - 1)))
        return false;
    for (uint32_t at = before.token - 1; at > limit; at--)
        if (leads_a_way(scan, at - 1))
            return true;
    return false;
}

// "reached X", "pulled out of X": a verb whose own place is an end of a way, of so many words.
enum { VERB_WORDS_MAX = 3 };

static bool is_reached(const dln_scan *scan, uint32_t at, uint32_t sentence_first) {
    for (uint32_t words = 1; words <= VERB_WORDS_MAX && at + 1 >= sentence_first + words; words++) {
        uint32_t first = at + 1 - words;
        const dln_lexeme *verb = dln_lexicon_match(scan->knowledge->lexicon, token_at(scan, first),
                                                   words, dln_kind_bit(DLN_WORD_TRIGGER));
        if (verb && verb->words == words && dln_value_get(verb->value, "end").data &&
            !dln_str_equal(dln_value_get(verb->value, "form"), DLN_STR("noun")))
            return true;
    }
    return false;
}

// "stormed X": a verb of what happens to places stands right before.
static dln_evidence_kind verb_evidence(const dln_scan *scan, const dln_site *site) {
    static const char *const types[] = {"strike", "seizure", "attack"};
    if (site->first == site->sentence->first)
        return DLN_NO_EVIDENCE;
    const dln_lexeme *verb = dln_scan_lexeme(scan, site->first - 1, DLN_WORD_TRIGGER);
    if (!verb || token_at(scan, site->first - 1)->letter_case != DLN_CASE_LOWER)
        return DLN_NO_EVIDENCE;
    dln_str form = dln_value_get(verb->value, "form"), type = dln_value_get(verb->value, "type");
    bool finite = dln_str_equal(form, DLN_STR("past")) || dln_str_equal(form, DLN_STR("present"));
    for (size_t i = 0; finite && i < sizeof types / sizeof *types; i++)
        if (dln_str_equal(type, dln_str_from(types[i])))
            return DLN_EVIDENCE_BEHIND_VERB;
    return DLN_NO_EVIDENCE;
}

// ---- what stands before and behind, inside the run

static dln_evidence_kind left_evidence(const dln_scan *scan, const dln_site *site,
                                       const dln_type_word *type) {
    uint32_t first = type->before && type->in_span ? type->first : site->first;
    if (first == site->run.begin || site->sentence->capitals)
        return DLN_NO_EVIDENCE;
    uint32_t at = first - 1;
    if (is_mark(scan, at, '-')) {
        bool party = at > site->run.begin && dln_scan_is_letter(scan, at - 1); // "D-Charleston"
        return site->listed || party ? DLN_NO_EVIDENCE : DLN_EVIDENCE_HYPHENED;
    }
    if (is_mark(scan, at, '.') && at > site->run.begin)
        at--;
    if (!proper_in_run(scan, site, at) || dln_scan_is(scan, at, DLN_WORD_DIRECTION) ||
        dln_scan_is(scan, at, DLN_WORD_ORGANISATION) || token_at(scan, at)->starts_sentence) {
        bool person = dln_scan_is(scan, at, DLN_WORD_FIRST_NAME) && is_single_word(site);
        return person ? DLN_EVIDENCE_BEHIND_FIRST : DLN_NO_EVIDENCE;
    }
    if (dln_scan_is_letter(scan, at) || dln_scan_is(scan, at, DLN_WORD_FIRST_NAME))
        return DLN_EVIDENCE_BEHIND_FIRST;
    return DLN_EVIDENCE_BEHIND_NAME;
}

// The head of a body's name further right in the run, or NULL.
static const dln_lexeme *body_head(const dln_scan *scan, const dln_site *site) {
    for (uint32_t at = site->end; at < site->run.end && at < site->end + BODY_REACH; at++) {
        const dln_lexeme *head = dln_scan_lexeme(scan, at, DLN_WORD_ORGANISATION);
        if (head && dln_is_proper(token_at(scan, at)))
            return head;
    }
    return NULL;
}

// "Chad Johnson": the run is this word and a surname behind it, which is no "Hill" of the place.
static bool is_surname(const dln_scan *scan, const dln_site *site) {
    return site->first == site->run.begin && site->end + 1 == site->run.end &&
           dln_scan_is(scan, site->end, DLN_WORD_SURNAME) &&
           !dln_scan_is(scan, site->end, DLN_WORD_PLACE_TYPE);
}

// "Iran-backed", "US-led": behind a hyphen the government, not its ground. The name stays a
// mention, as those who annotate news have it, and marked as a metonym; "London-based" is the town.
static bool is_agent_word(const dln_scan *scan, uint32_t at) {
    size_t count;
    const dln_lexeme *all =
        dln_lexicon_find(scan->knowledge->lexicon, token_at(scan, at)->folded, &count);
    for (size_t i = 0; i < count; i++)
        if (all[i].kind == DLN_WORD_NOT_PLACE && value_is(&all[i], "agent"))
            return true;
    return false;
}

static dln_evidence_kind right_evidence(const dln_scan *scan, const dln_site *site,
                                        dln_found *found) {
    uint32_t at = site->end;
    if (at >= site->sentence_end)
        return DLN_NO_EVIDENCE;
    const dln_token *next = token_at(scan, at);
    if (is_mark(scan, at, '-') && !next->space_before && at + 1 < site->sentence_end) {
        const dln_token *second = token_at(scan, at + 1);
        found->speaks = is_agent_word(scan, at + 1);
        return second->letter_case == DLN_CASE_LOWER ? DLN_EVIDENCE_BASED : DLN_EVIDENCE_HYPHENED;
    }
    if (dln_str_equal(next->folded, DLN_STR("s")) && !next->space_before)
        return DLN_EVIDENCE_POSSESSIVE;
    if (!proper_in_run(scan, site, at) || site->sentence->capitals)
        return DLN_NO_EVIDENCE;
    const dln_lexeme *head = body_head(scan, site);
    found->in_organisation = head != NULL;
    if (head) {
        return value_is(head, "team")    ? DLN_EVIDENCE_BEFORE_TEAM
               : value_is(head, "media") ? DLN_EVIDENCE_BEFORE_MEDIA
                                         : DLN_EVIDENCE_BEFORE_BODY;
    }
    if (dln_scan_is(scan, at, DLN_WORD_TITLE))
        return DLN_EVIDENCE_BEFORE_OFFICE;
    if (dln_scan_is(scan, at, DLN_WORD_DEMONYM))
        return DLN_NO_EVIDENCE;
    bool first_name =
        is_single_word(site) &&
        (dln_scan_is(scan, site->first, DLN_WORD_FIRST_NAME) || is_surname(scan, site));
    return first_name ? DLN_EVIDENCE_FIRST_NAME_RUN : DLN_EVIDENCE_BEFORE_NAME;
}

// ---- together

// "Bangor, Maine", "Bangor (Maine)"; "Manono in Tanganyika" says it less surely, for persons live
// in places as well.
static dln_evidence_kind container_evidence(const dln_scan *scan, const dln_site *site) {
    uint32_t at = site->end;
    bool in = at < site->sentence_end && dln_str_equal(token_at(scan, at)->folded, DLN_STR("in"));
    if (at + 1 >= site->sentence_end || !(in || is_mark(scan, at, ',') || is_mark(scan, at, '(')))
        return DLN_NO_EVIDENCE;
    dln_name_match matches[DLN_NAME_MAX_TOKENS];
    size_t found = dln_match_names(scan->knowledge->gazetteer, token_at(scan, at + 1),
                                   site->sentence_end - at - 1, matches);
    dln_reach reach = {CONTAINER_CANDIDATES, CONTAINED_CANDIDATES};
    bool held = found > 0 && dln_name_lies_in(scan->knowledge->gazetteer, site->match,
                                              &matches[found - 1], reach);
    return !held ? DLN_NO_EVIDENCE : in ? DLN_EVIDENCE_CONTAINER_IN : DLN_EVIDENCE_CONTAINER;
}

static dln_evidence_kind type_evidence(const dln_scan *scan, const dln_site *site,
                                       const dln_type_word *type) {
    if (!type->lexeme)
        return DLN_NO_EVIDENCE;
    const dln_gazetteer *gazetteer = scan->knowledge->gazetteer;
    for (size_t i = 0; i < site->match->count && i < CONTAINED_CANDIDATES; i++) {
        dln_place place = dln_gazetteer_place(gazetteer, site->match->candidates[i].place);
        if (dln_type_fits(type->lexeme, &place))
            return DLN_EVIDENCE_TYPE;
    }
    return dln_type_tells(type->lexeme) ? DLN_EVIDENCE_TYPE : DLN_EVIDENCE_TYPE_MISFIT;
}

// "the University of Mosul said": the body speaks, whose name the place only ends.
static bool ends_body(const dln_scan *scan, const dln_site *site) {
    return site->first > site->sentence->first + 1 &&
           dln_str_equal(token_at(scan, site->first - 1)->folded, DLN_STR("of")) &&
           dln_scan_is(scan, site->first - 2, DLN_WORD_ORGANISATION);
}

// What is said to speak when a government does: "Washington said", "Texas sued".
static bool is_government(const dln_place *place) {
    return dln_place_is_country(place) || dln_feature_begins(place, "ADM1") ||
           dln_str_equal(place->feature, DLN_STR("PPLC"));
}

double dln_place_odds(const dln_scan *scan, const dln_site *site, const dln_type_word *type,
                      dln_found *found) {
    const dln_candidate *best = &site->match->candidates[0];
    dln_place place = dln_gazetteer_place(scan->knowledge->gazetteer, best->place);
    double fame = dln_place_fame(&place, best->kind);
    dln_evidence all = {.amount = {[DLN_EVIDENCE_IS_NAME] = 1, [DLN_EVIDENCE_FAME] = fame}};
    dln_preposition before = dln_find_preposition(scan, site, type);
    dln_find_qualifier(scan, site, type, before, found);
    dln_evidence_add(&all, preposition_evidence(before.role));
    dln_evidence_add(&all,
                     is_on_a_way(scan, site, before) ? DLN_EVIDENCE_ON_A_WAY : DLN_NO_EVIDENCE);
    bool reached = is_reached(scan, before.token, site->sentence->first);
    dln_evidence_add(&all, reached ? DLN_EVIDENCE_REACHED : DLN_NO_EVIDENCE);
    dln_evidence_add(&all, before.role.data ? DLN_NO_EVIDENCE : verb_evidence(scan, site));
    found->addressed = before.role.data && dln_str_equal(before.role, DLN_STR("with"));
    dln_evidence_add(&all, type_evidence(scan, site, type));
    dln_evidence_kind behind = preposition_evidence(before.role);
    bool behind_in = behind == DLN_EVIDENCE_BEHIND_IN || behind == DLN_EVIDENCE_BEHIND_TO;
    dln_add_word_evidence(scan, site, &place, before, behind_in, &all);
    dln_evidence_add(&all, left_evidence(scan, site, type));
    bool typed = type->lexeme && !type->before;
    dln_evidence_add(&all, typed ? DLN_NO_EVIDENCE : right_evidence(scan, site, found));
    dln_evidence_add(&all, site->listed ? DLN_EVIDENCE_LISTED : DLN_NO_EVIDENCE);
    dln_evidence_add(&all, site->contained ? DLN_EVIDENCE_CONTAINED : DLN_NO_EVIDENCE);
    dln_evidence_kind container = container_evidence(scan, site);
    found->container = container == DLN_EVIDENCE_CONTAINER ? DLN_MENTION_NEXT : DLN_NO_MENTION;
    dln_evidence_add(&all, container);
    if (site->end < site->sentence_end) {
        const dln_lexeme *thing = dln_scan_lexeme(scan, site->end, DLN_WORD_NOT_PLACE);
        dln_evidence_add(&all, value_is(thing, "named-after") ? DLN_EVIDENCE_NAMED_AFTER
                                                              : DLN_NO_EVIDENCE);
        dln_evidence_add(&all,
                         is_mark(scan, site->end, '$') ? DLN_EVIDENCE_CURRENCY : DLN_NO_EVIDENCE);
    }
    bool speech = site->end < site->sentence_end && dln_scan_is(scan, site->end, DLN_WORD_SPEECH);
    bool stood_in = behind == DLN_EVIDENCE_BEHIND_IN || (type->lexeme && type->before);
    if (speech && !site->contained && !stood_in && !ends_body(scan, site)) {
        found->speaks = true;
        dln_evidence_add(&all, is_government(&place) ? DLN_NO_EVIDENCE : DLN_EVIDENCE_SPEAKS);
    }
    return dln_evidence_odds(&all);
}
