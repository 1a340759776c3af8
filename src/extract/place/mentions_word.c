// The word itself: what else it might be than a place.
#include <string.h>

#include "extract/place/mentions_word.h"
#include "extract/place/resolve_prior.h"

// A city of a third of a million, a country: known by its name alone.
#define FAME_KNOWN_TO_ALL 6.5
#define FAME_OF_CITIES    5.9 // eighty thousand people
#define SHORT_NAME_BYTES  3
// Shorter names of groups are mostly abbreviations: "ANA".
#define GROUP_MIN_BYTES 5
static const dln_token *token_at(const dln_scan *scan, uint32_t at) {
    return &scan->segments->tokens[at];
}

static bool is_mark(const dln_scan *scan, uint32_t at, char mark) {
    return token_at(scan, at)->kind == DLN_TOKEN_PUNCTUATION && token_at(scan, at)->mark == mark;
}

static bool value_is(const dln_lexeme *lexeme, const char *value) {
    return lexeme && dln_str_equal(lexeme->value, dln_str_from(value));
}

static bool is_single_word(const dln_site *site) {
    return site->end == site->first + 1;
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
static dln_evidence_kind abbreviation_evidence(const dln_scan *scan, const dln_site *site,
                                               const dln_place *place) {
    const dln_token *token = token_at(scan, site->first);
    dln_str text = dln_str_of_span(scan->segments->text, token->span);
    bool dotted = site->end < site->sentence_end && is_mark(scan, site->end, '.') &&
                  !token_at(scan, site->end)->space_before;
    bool own_dots = memchr(text.data, '.', text.len) != NULL;
    bool upper = is_upper(scan, site->first);
    if (token->folded.len < text.len && !own_dots)
        return DLN_EVIDENCE_BAD_ABBREVIATION; // an apostrophe: "I'll" is not Illinois
    if (!upper && !dotted && !own_dots)
        return DLN_EVIDENCE_BAD_ABBREVIATION;
    bool large = dln_place_is_country(place) || place->feature_class == 'L'; // "UK", "EU"
    if (own_dots || (upper && large) || is_behind_name(scan, site))
        return DLN_NO_EVIDENCE;
    bool code = upper && token->folded.len > 2;
    return code                     ? DLN_EVIDENCE_UPPERCASE
           : token->folded.len <= 2 ? DLN_EVIDENCE_BAD_ABBREVIATION
                                    : DLN_EVIDENCE_LONELY_CODE;
}

// "Turkey for dinner", "Turkey with gravy": a word and a meal behind it; or a sentence that tells
// how it is cooked.
static bool is_served(const dln_scan *scan, const dln_site *site) {
    for (uint32_t word = site->sentence->first; word < site->sentence_end; word++)
        if (value_is(dln_scan_lexeme(scan, word, DLN_WORD_NOT_PLACE), "cooking"))
            return true;
    uint32_t at = site->end;
    if (at + 3 < site->sentence_end && dln_scan_is(scan, at, DLN_WORD_GRAMMAR) &&
        value_is(dln_scan_lexeme(scan, at + 1, DLN_WORD_NOT_PLACE), "serving"))
        at += 2; // "Turkey was served for dinner"
    return at + 1 < site->sentence_end && dln_scan_is(scan, at, DLN_WORD_GRAMMAR) &&
           value_is(dln_scan_lexeme(scan, at + 1, DLN_WORD_NOT_PLACE), "meal");
}

static dln_evidence_kind ordinary_evidence(const dln_scan *scan, const dln_site *site, bool pointed,
                                           bool in_town) {
    size_t left = site->sentence_end - site->first;
    const dln_token *tokens = token_at(scan, site->first);
    const dln_lexeme *word =
        dln_lexicon_match(scan->knowledge->lexicon, tokens, left, dln_kind_bit(DLN_WORD_NOT_PLACE));
    if (!word || dln_lexeme_tokens(word, tokens, left) < site->end - site->first)
        return DLN_NO_EVIDENCE;
    if (value_is(word, "always"))
        return DLN_EVIDENCE_NEVER;
    if (value_is(word, "food"))
        return is_served(scan, site) ? DLN_EVIDENCE_NEVER : DLN_NO_EVIDENCE;
    bool told_nothing = tokens->starts_sentence || site->sentence->capitals;
    if (value_is(word, "alone"))
        return in_town && !told_nothing ? DLN_EVIDENCE_ORDINARY_INSIDE : DLN_EVIDENCE_ORDINARY;
    return told_nothing ? DLN_EVIDENCE_ORDINARY
           : pointed    ? DLN_NO_EVIDENCE
                        : DLN_EVIDENCE_ORDINARY_INSIDE;
}

// What persons are called, too.
static void add_person_evidence(const dln_scan *scan, const dln_site *site, bool famous,
                                bool behind_in, dln_evidence *all) {
    if (dln_scan_person_count(scan, token_at(scan, site->first)->folded) > 0) {
        bool first = dln_scan_is(scan, site->first, DLN_WORD_FIRST_NAME) && !behind_in;
        dln_evidence_add(all, famous
                                  ? (first ? DLN_EVIDENCE_PERSON_FIRST : DLN_EVIDENCE_PERSON_FAMOUS)
                              : behind_in ? DLN_EVIDENCE_PERSON_IN
                                          : DLN_EVIDENCE_PERSON_WORD);
        return;
    }
    if (famous)
        return;
    const dln_lexeme *first_name = dln_scan_lexeme(scan, site->first, DLN_WORD_FIRST_NAME);
    if (dln_scan_is(scan, site->first, DLN_WORD_SURNAME))
        dln_evidence_add(all, behind_in ? DLN_EVIDENCE_SURNAME_IN : DLN_EVIDENCE_SURNAME);
    else if (first_name && !behind_in)
        dln_evidence_add(all, value_is(first_name, "place") ? DLN_EVIDENCE_FIRST_NAME_PLACE
                                                            : DLN_EVIDENCE_FIRST_NAME);
}

// What is written in lower case elsewhere in the report is an ordinary word of its language.
static dln_evidence_kind lower_evidence(const dln_scan *scan, const dln_site *site) {
    const dln_token *token = token_at(scan, site->first);
    if (token->letter_case == DLN_CASE_NONE || !dln_scan_is_ordinary_here(scan, site->first))
        return DLN_NO_EVIDENCE;
    return token->starts_sentence || site->sentence->capitals ? DLN_EVIDENCE_LOWER_HERE_START
                                                              : DLN_EVIDENCE_LOWER_HERE;
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

// The longest word of a kind that begins at a token, or NULL.
static const dln_lexeme *longest(const dln_scan *scan, const dln_site *site, uint32_t at,
                                 dln_word_kind kind) {
    if (at >= site->sentence_end)
        return NULL;
    return dln_lexicon_match(scan->knowledge->lexicon, token_at(scan, at), site->sentence_end - at,
                             dln_kind_bit(kind));
}

// "30 Grad rockets", "Iskander ballistic missiles": what a weapon is called, or its model before
// it. "The Kirkuk rocket attack" has the town there.
static bool is_weapon(const dln_scan *scan, const dln_site *site) {
    if (dln_scan_is(scan, site->first, DLN_WORD_WEAPON))
        return true;
    const dln_lexeme *arms = longest(scan, site, site->end, DLN_WORD_WEAPON);
    if (!arms || !dln_str_equal(dln_value_get(arms->value, "projectile"), DLN_STR("yes")))
        return false;
    size_t words =
        dln_lexeme_tokens(arms, token_at(scan, site->end), site->sentence_end - site->end);
    return !longest(scan, site, site->end + (uint32_t)words, DLN_WORD_TRIGGER);
}

void dln_add_word_evidence(const dln_scan *scan, const dln_site *site, const dln_place *place,
                           dln_preposition before, bool behind_in, dln_evidence *all) {
    bool pointed = is_pointed_at(scan, site, before);
    bool in_town =
        behind_in && dln_place_fame(place, DLN_NAME_MAIN) >= FAME_OF_CITIES; // "in Reading"
    dln_evidence_add(all, ordinary_evidence(scan, site, pointed, in_town));
    dln_evidence_add(all, is_ship(scan, site) ? DLN_EVIDENCE_SHIP : DLN_NO_EVIDENCE);
    if (!is_single_word(site)) {
        dln_evidence_add(all, DLN_EVIDENCE_MORE_WORDS);
        return;
    }
    const dln_token *token = token_at(scan, site->first);
    bool famous = dln_place_fame(place, DLN_NAME_MAIN) >= FAME_KNOWN_TO_ALL;
    bool people =
        dln_scan_is(scan, site->first, DLN_WORD_DEMONYM) && !(pointed && stands_alone(scan, site));
    dln_evidence_add(all, people ? DLN_EVIDENCE_DEMONYM : DLN_NO_EVIDENCE);
    dln_evidence_add(all,
                     is_group(scan, site->first, behind_in) ? DLN_EVIDENCE_GROUP : DLN_NO_EVIDENCE);
    dln_evidence_add(all, pointed ? DLN_NO_EVIDENCE : lower_evidence(scan, site));
    bool weapon = !behind_in && !famous && is_weapon(scan, site);
    dln_evidence_add(all, weapon ? DLN_EVIDENCE_WEAPON : DLN_NO_EVIDENCE);
    dln_evidence_add(all, token->starts_sentence ? DLN_EVIDENCE_SENTENCE_START : DLN_NO_EVIDENCE);
    dln_evidence_add(all, site->sentence->capitals ? DLN_EVIDENCE_CAPITALS : DLN_NO_EVIDENCE);
    if (site->match->candidates[0].kind == DLN_NAME_ABBREVIATION)
        dln_evidence_add(all, abbreviation_evidence(scan, site, place));
    else if (token->folded.len <= SHORT_NAME_BYTES && !famous && !pointed)
        dln_evidence_add(all, DLN_EVIDENCE_SHORT);
    else if (is_upper(scan, site->first) && !site->sentence->capitals)
        dln_evidence_add(all, DLN_EVIDENCE_UPPERCASE);
    add_person_evidence(scan, site, famous, behind_in, all);
}
