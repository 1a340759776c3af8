#include "extract/mentions_evidence.h"

#include <string.h>

#include "extract/containment.h"
#include "extract/mentions_qualifier.h"
#include "extract/resolve_prior.h"

// Kinds of evidence. What each is worth stands in WEIGHTS; a report's evidence is how much of each
// there is, mostly 0 or 1.
typedef enum evidence_kind {
    IS_NAME,          // always: what a capitalised name of the gazetteer is worth by itself
    FAME,             // see dln_place_fame
    MORE_WORDS,       // names of several words are rarely anything else
    TYPE,             // "Anbar Governorate"
    TYPE_MISFIT,      // a type word that no place of that name is
    BEHIND_IN,        // "in X", "near X"
    BEHIND_TO,        // "from X", "to X", "via X"
    BEHIND_OF,        // "of X", "against X"
    ON_A_WAY,         // "from X to Goma", "from Goma to X": both ends of one way
    REACHED,          // "reached X", "left X", "crossed the X"
    BEHIND_VERB,      // "shelled X", "stormed X"
    CONTAINER,        // "X, Maine", "X (Syria)"
    CONTAINED,        // it is the container: "Bangor, X"
    LISTED,           // "…, X and …" behind a place
    POSSESSIVE,       // "X's"
    BASED,            // "X-based"
    HYPHENED,         // "X-Smith"
    BEFORE_BODY,      // "X Operations Command"
    BEFORE_TEAM,      // "X Rovers"
    BEFORE_MEDIA,     // "X Times"
    BEFORE_OFFICE,    // "X Premier Notley"
    BEFORE_NAME,      // "X Smith"
    FIRST_NAME_RUN,   // "Jordan Smith"
    BEHIND_NAME,      // "Costco X" passes by its fame, "Aston X" does not
    BEHIND_FIRST,     // "John X"
    SENTENCE_START,   // everything is capitalised there
    CAPITALS,         // and in headlines
    LOWER_HERE,       // the same word in lower case elsewhere in the report
    LOWER_HERE_START, // and this one begins a sentence, or stands in a headline
    SHIP,             // "the tanker X", "MV X"
    NEVER,            // not-place "always"
    ORDINARY,         // not-place "alone", "sentence-start" where case tells nothing
    ORDINARY_INSIDE,  // not-place "sentence-start" where case tells
    DEMONYM,          // "Syrian"
    PERSON_WORD,      // a surname of this report
    PERSON_IN,        // the same behind "in"
    PERSON_FAMOUS,    // the same, but a place that many know
    PERSON_FIRST,     // the same, its first name: "Georgia" where "Georgia Stevens" was named
    SURNAME,          // a common surname
    SURNAME_IN,       // the same behind "in"
    FIRST_NAME,       // a first name alone
    FIRST_NAME_PLACE, // one that is as often a place
    SPEAKS,           // "X said", and no government
    NAMED_AFTER,      // "X virus"
    GROUP,            // "Hamas", "the Taliban": some village is called so, too
    CURRENCY,         // "US$"
    SHORT,            // three letters or fewer
    UPPERCASE,        // capitals that are no known abbreviation
    LONELY_CODE,      // "NSW", "Calif." of a division that stands behind no place
    BAD_ABBREVIATION, // "Us", "Or"
    EVIDENCE_KINDS,
} evidence_kind;

typedef struct evidence {
    double amount[EVIDENCE_KINDS];
} evidence;

// In log-odds, fitted by logistic regression on annotated news and humanitarian reports and
// rounded; those that a corpus cannot teach are set by hand to what rules them out.
static const double WEIGHTS[EVIDENCE_KINDS] = {
    [IS_NAME] = -3.5,
    [FAME] = 0.7,
    [MORE_WORDS] = 1.4,
    [TYPE] = 2.0,
    [TYPE_MISFIT] = 0.3,
    [BEHIND_IN] = 1.7,
    [BEHIND_TO] = 0.9,
    [BEHIND_OF] = 0.7,
    [ON_A_WAY] = 1.2,
    [REACHED] = 1.2,
    [BEHIND_VERB] = 1.0,
    [CONTAINER] = 4.8,
    [CONTAINED] = 1.1,
    [LISTED] = 3.1,
    [POSSESSIVE] = 0.0,
    [BASED] = -0.7,
    [HYPHENED] = 0.7,
    [BEFORE_BODY] = -0.7,
    [BEFORE_TEAM] = -2.5,
    [BEFORE_MEDIA] = -1.4,
    [BEFORE_OFFICE] = 0.2,
    [BEFORE_NAME] = -0.5,
    [FIRST_NAME_RUN] = -2.1,
    [BEHIND_NAME] = -0.5,
    [BEHIND_FIRST] = -2.0,
    [SENTENCE_START] = -0.3,
    [CAPITALS] = -0.7,
    [LOWER_HERE] = -1.0,
    [LOWER_HERE_START] = -3.0,
    [SHIP] = -4.0,
    [NEVER] = -6.0,
    [ORDINARY] = -3.3,
    [ORDINARY_INSIDE] = -1.6,
    [DEMONYM] = -6.0,
    [PERSON_WORD] = -2.5,
    [PERSON_IN] = -1.9,
    [PERSON_FAMOUS] = -1.3,
    [SURNAME] = -1.1,
    [SURNAME_IN] = -1.0,
    [FIRST_NAME] = -1.5,
    [FIRST_NAME_PLACE] = -0.3,
    [SPEAKS] = -2.2,
    [PERSON_FIRST] = -3.0,
    [NAMED_AFTER] = -4.0,
    [CURRENCY] = -8.0,
    [GROUP] = -4.0,
    [SHORT] = -1.8,
    [UPPERCASE] = -1.3,
    [LONELY_CODE] = -1.8,
    [BAD_ABBREVIATION] = -6.0,
};

#define NO_EVIDENCE EVIDENCE_KINDS

static void add(evidence *all, evidence_kind kind) {
    if (kind != NO_EVIDENCE)
        all->amount[kind] += 1;
}

// A city of a third of a million, a country: known by its name alone.
#define FAME_KNOWN_TO_ALL 6.5
#define SHORT_NAME_BYTES  3
// Shorter names of groups are mostly abbreviations: "ANA".
#define GROUP_MIN_BYTES 5
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

static evidence_kind preposition_evidence(dln_str role) {
    static const struct {
        const char *role;
        evidence_kind kind;
    } table[] = {
        {"place", BEHIND_IN},       {"near", BEHIND_IN},   {"home", BEHIND_IN},
        {"origin", BEHIND_TO},      {"via", BEHIND_TO},    {"of", BEHIND_OF},
        {"destination", BEHIND_TO}, {"target", BEHIND_OF},
    };
    for (size_t i = 0; role.data && i < sizeof table / sizeof *table; i++)
        if (dln_str_equal(role, dln_str_from(table[i].role)))
            return table[i].kind;
    return NO_EVIDENCE;
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
static evidence_kind verb_evidence(const dln_scan *scan, const dln_site *site) {
    static const char *const types[] = {"strike", "seizure", "attack"};
    if (site->first == site->sentence->first)
        return NO_EVIDENCE;
    const dln_lexeme *verb = dln_scan_lexeme(scan, site->first - 1, DLN_WORD_TRIGGER);
    if (!verb || token_at(scan, site->first - 1)->letter_case != DLN_CASE_LOWER)
        return NO_EVIDENCE;
    dln_str form = dln_value_get(verb->value, "form"), type = dln_value_get(verb->value, "type");
    bool finite = dln_str_equal(form, DLN_STR("past")) || dln_str_equal(form, DLN_STR("present"));
    for (size_t i = 0; finite && i < sizeof types / sizeof *types; i++)
        if (dln_str_equal(type, dln_str_from(types[i])))
            return BEHIND_VERB;
    return NO_EVIDENCE;
}

// "near Hit": what stands right behind such a word with a capital, where capitals tell, is pointed
// at and no word of everyday. "around May" is a time.
static bool is_pointed_at(const dln_scan *scan, const dln_site *site, dln_preposition before) {
    const dln_token *token = token_at(scan, site->first);
    const dln_word_kinds times = dln_kind_bit(DLN_WORD_MONTH) | dln_kind_bit(DLN_WORD_WEEKDAY);
    return before.role.data && dln_str_equal(before.role, DLN_STR("near")) &&
           before.token + 1 == site->first && token->letter_case == DLN_CASE_TITLE &&
           !site->sentence->capitals && (scan->kinds[site->first] & times) == 0;
}

// "near Baghdadi, …" names a town; "near Turkish positions", "near Russian and Syrian bases" none.
static bool stands_alone(const dln_scan *scan, const dln_site *site) {
    if (site->end >= site->sentence_end)
        return true;
    const dln_token *next = token_at(scan, site->end);
    bool closed = next->kind == DLN_TOKEN_PUNCTUATION && next->mark != '-' && next->mark != '/';
    return closed && !dln_scan_is(scan, site->end + 1, DLN_WORD_DEMONYM);
}

// ---- what stands before and behind, inside the run

static evidence_kind left_evidence(const dln_scan *scan, const dln_site *site,
                                   const dln_type_word *type) {
    uint32_t first = type->before && type->in_span ? type->first : site->first;
    if (first == site->run.begin || site->sentence->capitals)
        return NO_EVIDENCE;
    uint32_t at = first - 1;
    if (is_mark(scan, at, '-')) {
        bool party = at > site->run.begin && dln_scan_is_letter(scan, at - 1); // "D-Charleston"
        return site->listed || party ? NO_EVIDENCE : HYPHENED;
    }
    if (is_mark(scan, at, '.') && at > site->run.begin)
        at--;
    if (!proper_in_run(scan, site, at) || dln_scan_is(scan, at, DLN_WORD_DIRECTION) ||
        dln_scan_is(scan, at, DLN_WORD_ORGANISATION) || token_at(scan, at)->starts_sentence) {
        bool person = dln_scan_is(scan, at, DLN_WORD_FIRST_NAME) && is_single_word(site);
        return person ? BEHIND_FIRST : NO_EVIDENCE;
    }
    if (dln_scan_is_letter(scan, at) || dln_scan_is(scan, at, DLN_WORD_FIRST_NAME))
        return BEHIND_FIRST;
    return BEHIND_NAME;
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

static evidence_kind right_evidence(const dln_scan *scan, const dln_site *site, dln_found *found) {
    uint32_t at = site->end;
    if (at >= site->sentence_end)
        return NO_EVIDENCE;
    const dln_token *next = token_at(scan, at);
    if (is_mark(scan, at, '-') && !next->space_before && at + 1 < site->sentence_end) {
        const dln_token *second = token_at(scan, at + 1);
        found->speaks = is_agent_word(scan, at + 1);
        return second->letter_case == DLN_CASE_LOWER ? BASED : HYPHENED;
    }
    if (dln_str_equal(next->folded, DLN_STR("s")) && !next->space_before)
        return POSSESSIVE;
    if (!proper_in_run(scan, site, at) || site->sentence->capitals)
        return NO_EVIDENCE;
    const dln_lexeme *head = body_head(scan, site);
    found->in_organisation = head != NULL;
    if (head) {
        return value_is(head, "team")    ? BEFORE_TEAM
               : value_is(head, "media") ? BEFORE_MEDIA
                                         : BEFORE_BODY;
    }
    if (dln_scan_is(scan, at, DLN_WORD_TITLE))
        return BEFORE_OFFICE;
    if (dln_scan_is(scan, at, DLN_WORD_DEMONYM))
        return NO_EVIDENCE;
    bool first_name =
        is_single_word(site) &&
        (dln_scan_is(scan, site->first, DLN_WORD_FIRST_NAME) || is_surname(scan, site));
    return first_name ? FIRST_NAME_RUN : BEFORE_NAME;
}

// ---- the word itself

static bool is_upper(const dln_scan *scan, uint32_t at) {
    return token_at(scan, at)->letter_case == DLN_CASE_UPPER;
}

// Whether the name before could have this one for a container: "Boston, MA", "Bangor Maine".
static bool is_behind_name(const dln_scan *scan, const dln_site *site) {
    if (site->first == site->sentence->first || site->sentence->capitals)
        return site->contained;
    uint32_t at = site->first - 1;
    bool comma = is_mark(scan, at, ',') && at > site->sentence->first;
    return dln_is_proper(token_at(scan, at - comma));
}

// Codes and shortened names need their form: "US", "Boston, MA", "Calif.".
static evidence_kind abbreviation_evidence(const dln_scan *scan, const dln_site *site,
                                           const dln_place *place) {
    const dln_token *token = token_at(scan, site->first);
    dln_str text = dln_str_of_span(scan->segments->text, token->span);
    bool dotted = site->end < site->sentence_end && is_mark(scan, site->end, '.') &&
                  !token_at(scan, site->end)->space_before;
    bool own_dots = memchr(text.data, '.', text.len) != NULL;
    bool upper = is_upper(scan, site->first);
    if (token->folded.len < text.len && !own_dots)
        return BAD_ABBREVIATION; // an apostrophe: "I'll" is not Illinois
    if (!upper && !dotted && !own_dots)
        return BAD_ABBREVIATION;
    bool large = dln_place_is_country(place) || place->feature_class == 'L'; // "UK", "EU"
    if (own_dots || (upper && large) || is_behind_name(scan, site))
        return NO_EVIDENCE;
    bool code = upper && token->folded.len > 2;
    return code ? UPPERCASE : token->folded.len <= 2 ? BAD_ABBREVIATION : LONELY_CODE;
}

// "Turkey for dinner", "Turkey with gravy": a word and a meal behind it; or a sentence that tells
// how it is cooked.
static bool is_served(const dln_scan *scan, const dln_site *site) {
    for (uint32_t word = site->sentence->first; word < site->sentence_end; word++)
        if (value_is(dln_scan_lexeme(scan, word, DLN_WORD_NOT_PLACE), "cooking"))
            return true;
    uint32_t at = site->end;
    return at + 1 < site->sentence_end && dln_scan_is(scan, at, DLN_WORD_GRAMMAR) &&
           value_is(dln_scan_lexeme(scan, at + 1, DLN_WORD_NOT_PLACE), "meal");
}

static evidence_kind ordinary_evidence(const dln_scan *scan, const dln_site *site, bool pointed) {
    size_t left = site->sentence_end - site->first;
    const dln_token *tokens = token_at(scan, site->first);
    const dln_lexeme *word =
        dln_lexicon_match(scan->knowledge->lexicon, tokens, left, dln_kind_bit(DLN_WORD_NOT_PLACE));
    if (!word || dln_lexeme_tokens(word, tokens, left) < site->end - site->first)
        return NO_EVIDENCE;
    if (value_is(word, "always"))
        return NEVER;
    if (value_is(word, "food"))
        return is_served(scan, site) ? NEVER : NO_EVIDENCE;
    if (value_is(word, "alone"))
        return ORDINARY;
    bool told_nothing = tokens->starts_sentence || site->sentence->capitals;
    return told_nothing ? ORDINARY : pointed ? NO_EVIDENCE : ORDINARY_INSIDE;
}

// What persons are called, too.
static void add_person_evidence(const dln_scan *scan, const dln_site *site, bool famous,
                                bool behind_in, evidence *all) {
    if (dln_scan_person_count(scan, token_at(scan, site->first)->folded) > 0) {
        bool first = dln_scan_is(scan, site->first, DLN_WORD_FIRST_NAME) && !behind_in;
        add(all, famous      ? (first ? PERSON_FIRST : PERSON_FAMOUS)
                 : behind_in ? PERSON_IN
                             : PERSON_WORD);
        return;
    }
    if (famous)
        return;
    const dln_lexeme *first_name = dln_scan_lexeme(scan, site->first, DLN_WORD_FIRST_NAME);
    if (dln_scan_is(scan, site->first, DLN_WORD_SURNAME))
        add(all, behind_in ? SURNAME_IN : SURNAME);
    else if (first_name && !behind_in)
        add(all, value_is(first_name, "place") ? FIRST_NAME_PLACE : FIRST_NAME);
}

// What is written in lower case elsewhere in the report is an ordinary word of its language.
static evidence_kind lower_evidence(const dln_scan *scan, const dln_site *site) {
    const dln_token *token = token_at(scan, site->first);
    if (token->letter_case == DLN_CASE_NONE || !dln_scan_is_ordinary_here(scan, site->first))
        return NO_EVIDENCE;
    return token->starts_sentence || site->sentence->capitals ? LOWER_HERE_START : LOWER_HERE;
}

// "the tanker Good Hope", "MV Good Hope".
static bool is_ship(const dln_scan *scan, const dln_site *site) {
    uint32_t at = site->run.begin;
    const dln_lexeme *before =
        at > site->sentence->first ? dln_scan_lexeme(scan, at - 1, DLN_WORD_NOT_PLACE) : NULL;
    for (; !value_is(before, "ship") && at < site->first; at++)
        before = dln_scan_lexeme(scan, at, DLN_WORD_NOT_PLACE);
    return value_is(before, "ship");
}

// What the lexicon has as a group, in one word. Of short names the capitals tell, "ELN", or that
// none of the words stands before it that stand before places: "in Azov".
static bool is_group(const dln_scan *scan, uint32_t at, bool behind_in) {
    if (!dln_scan_is(scan, at, DLN_WORD_ACTOR))
        return false;
    return token_at(scan, at)->folded.len >= GROUP_MIN_BYTES || is_upper(scan, at) || !behind_in;
}

static void add_word_evidence(const dln_scan *scan, const dln_site *site, const dln_place *place,
                              dln_preposition before, evidence *all) {
    evidence_kind behind = preposition_evidence(before.role);
    bool behind_in = behind == BEHIND_IN || behind == BEHIND_TO;
    bool pointed = is_pointed_at(scan, site, before);
    add(all, ordinary_evidence(scan, site, pointed));
    add(all, is_ship(scan, site) ? SHIP : NO_EVIDENCE);
    if (!is_single_word(site)) {
        add(all, MORE_WORDS);
        return;
    }
    const dln_token *token = token_at(scan, site->first);
    bool people =
        dln_scan_is(scan, site->first, DLN_WORD_DEMONYM) && !(pointed && stands_alone(scan, site));
    add(all, people ? DEMONYM : NO_EVIDENCE);
    add(all, is_group(scan, site->first, behind_in) ? GROUP : NO_EVIDENCE);
    add(all, pointed ? NO_EVIDENCE : lower_evidence(scan, site));
    add(all, token->starts_sentence ? SENTENCE_START : NO_EVIDENCE);
    add(all, site->sentence->capitals ? CAPITALS : NO_EVIDENCE);
    bool famous = dln_place_fame(place, DLN_NAME_MAIN) >= FAME_KNOWN_TO_ALL;
    if (site->match->candidates[0].kind == DLN_NAME_ABBREVIATION)
        add(all, abbreviation_evidence(scan, site, place));
    else if (token->folded.len <= SHORT_NAME_BYTES && !famous && !pointed)
        add(all, SHORT);
    else if (is_upper(scan, site->first) && !site->sentence->capitals)
        add(all, UPPERCASE);
    add_person_evidence(scan, site, famous, behind_in, all);
}

// ---- together

static bool container_follows(const dln_scan *scan, const dln_site *site) {
    uint32_t at = site->end;
    if (at + 1 >= site->sentence_end || !(is_mark(scan, at, ',') || is_mark(scan, at, '(')))
        return false;
    dln_name_match matches[DLN_NAME_MAX_TOKENS];
    size_t found = dln_match_names(scan->knowledge->gazetteer, token_at(scan, at + 1),
                                   site->sentence_end - at - 1, matches);
    dln_reach reach = {CONTAINER_CANDIDATES, CONTAINED_CANDIDATES};
    return found > 0 &&
           dln_name_lies_in(scan->knowledge->gazetteer, site->match, &matches[found - 1], reach);
}

static evidence_kind type_evidence(const dln_scan *scan, const dln_site *site,
                                   const dln_type_word *type) {
    if (!type->lexeme)
        return NO_EVIDENCE;
    const dln_gazetteer *gazetteer = scan->knowledge->gazetteer;
    for (size_t i = 0; i < site->match->count && i < CONTAINED_CANDIDATES; i++) {
        dln_place place = dln_gazetteer_place(gazetteer, site->match->candidates[i].place);
        if (dln_type_fits(type->lexeme, &place))
            return TYPE;
    }
    return dln_type_tells(type->lexeme) ? TYPE : TYPE_MISFIT;
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

static double sum_of(const evidence *all) {
    double odds = 0;
    for (int kind = 0; kind < EVIDENCE_KINDS; kind++)
        odds += WEIGHTS[kind] * all->amount[kind];
    return odds;
}

double dln_place_odds(const dln_scan *scan, const dln_site *site, const dln_type_word *type,
                      dln_found *found) {
    const dln_candidate *best = &site->match->candidates[0];
    dln_place place = dln_gazetteer_place(scan->knowledge->gazetteer, best->place);
    double fame = dln_place_fame(&place, best->kind);
    evidence all = {.amount = {[IS_NAME] = 1, [FAME] = fame}};
    dln_preposition before = dln_find_preposition(scan, site, type);
    dln_find_qualifier(scan, site, type, before, found);
    add(&all, preposition_evidence(before.role));
    add(&all, is_on_a_way(scan, site, before) ? ON_A_WAY : NO_EVIDENCE);
    bool reached = is_reached(scan, before.token, site->sentence->first);
    add(&all, reached ? REACHED : NO_EVIDENCE);
    add(&all, before.role.data ? NO_EVIDENCE : verb_evidence(scan, site));
    found->addressed = before.role.data && dln_str_equal(before.role, DLN_STR("with"));
    add(&all, type_evidence(scan, site, type));
    add_word_evidence(scan, site, &place, before, &all);
    add(&all, left_evidence(scan, site, type));
    bool typed = type->lexeme && !type->before;
    add(&all, typed ? NO_EVIDENCE : right_evidence(scan, site, found));
    add(&all, site->listed ? LISTED : NO_EVIDENCE);
    add(&all, site->contained ? CONTAINED : NO_EVIDENCE);
    if (container_follows(scan, site)) {
        found->container = DLN_MENTION_NEXT;
        add(&all, CONTAINER);
    }
    if (site->end < site->sentence_end) {
        const dln_lexeme *thing = dln_scan_lexeme(scan, site->end, DLN_WORD_NOT_PLACE);
        add(&all, value_is(thing, "named-after") ? NAMED_AFTER : NO_EVIDENCE);
        add(&all, is_mark(scan, site->end, '$') ? CURRENCY : NO_EVIDENCE);
    }
    bool speech = site->end < site->sentence_end && dln_scan_is(scan, site->end, DLN_WORD_SPEECH);
    if (speech && !site->contained && !ends_body(scan, site)) {
        found->speaks = true;
        add(&all, is_government(&place) ? NO_EVIDENCE : SPEAKS);
    }
    return sum_of(&all);
}
