// Persons: what is called by a title, a first name, an initial or a verb of saying.
#include <string.h>

#include "base/str_hash.h"
#include "extract/place/mentions_scan.h"
#include "extract/place/resolve_prior.h"

// A longer row of capitalised words is a headline or a list, not a name.
#define PERSON_MAX_WORDS 5
// A name of this fame that begins with a first name is a place all the same ("Alexandria",
// "Victoria Falls"): a town of thirty thousand.
#define FAMOUS_TOWN 5.5
// A country or a city of millions.
#define KNOWN_TO_ALL 7.0
// Surnames stand for persons only if they have letters enough not to be an article.
#define SURNAME_MIN_BYTES 3
#define FIRST_SLOTS       64

static dln_person_word *slot_of(dln_person_word *slots, size_t count, dln_str word) {
    for (size_t at = dln_str_hash(DLN_HASH_START, word) & (count - 1);; at = (at + 1) & (count - 1))
        if (!slots[at].word.data || dln_str_equal(slots[at].word, word))
            return &slots[at];
}

static bool grow(dln_scan *scan) {
    size_t slots = scan->word_slots ? scan->word_slots * 2 : FIRST_SLOTS;
    dln_person_word *words = DLN_ARENA_ARRAY(scan->arena, dln_person_word, slots);
    if (!words)
        return false;
    for (size_t i = 0; i < scan->word_slots; i++)
        if (scan->words[i].word.data)
            *slot_of(words, slots, scan->words[i].word) = scan->words[i];
    scan->words = words;
    scan->word_slots = slots;
    return true;
}

static bool remember(dln_scan *scan, dln_str word) {
    if (scan->word_count * 2 >= scan->word_slots && !grow(scan))
        return false;
    dln_person_word *slot = slot_of(scan->words, scan->word_slots, word);
    scan->word_count += !slot->word.data;
    slot->word = word;
    slot->count++;
    return true;
}

uint32_t dln_scan_person_count(const dln_scan *scan, dln_str word) {
    return scan->word_slots ? slot_of(scan->words, scan->word_slots, word)->count : 0;
}

static bool is_word(const dln_scan *scan, uint32_t at) {
    return scan->segments->tokens[at].kind == DLN_TOKEN_WORD;
}

// "J.", "F": not "D-Charleston", which is a party and a constituency.
static bool is_initial(const dln_scan *scan, uint32_t at) {
    return at + 1 < scan->segments->token_count && dln_scan_is_letter(scan, at) &&
           scan->segments->tokens[at + 1].mark != '-';
}

static bool has_kind(const dln_scan *scan, dln_run run, dln_word_kind kind) {
    for (uint32_t i = run.begin; i < run.end; i++)
        if (dln_scan_is(scan, i, kind))
            return true;
    return false;
}

static size_t words_in(const dln_scan *scan, dln_run run) {
    size_t words = 0;
    for (uint32_t i = run.begin; i < run.end; i++)
        words += is_word(scan, i) && dln_is_proper(&scan->segments->tokens[i]);
    return words;
}

// The best known place that the whole run is the name of.
static bool place_of_run(const dln_scan *scan, dln_run run, dln_place *out, double *fame) {
    dln_name_match matches[DLN_NAME_MAX_TOKENS];
    size_t found = dln_match_names(scan->knowledge->gazetteer, &scan->segments->tokens[run.begin],
                                   run.end - run.begin, matches);
    if (found == 0 || matches[found - 1].token_count != run.end - run.begin)
        return false;
    const dln_candidate *best = matches[found - 1].candidates;
    *out = dln_gazetteer_place(scan->knowledge->gazetteer, best->place);
    *fame = dln_place_fame(out, best->kind);
    return true;
}

static bool is_famous_place(const dln_scan *scan, dln_run run, double enough) {
    dln_place place;
    double fame;
    return place_of_run(scan, run, &place, &fame) && fame >= enough;
}

// "at Diego Garcia", "near Simon Bolivar": persons rarely stand there. Things are sent to bases
// and persons alike, so that "to" tells it of bases only.
static bool is_pointed_place(const dln_scan *scan, dln_run run) {
    const dln_lexeme *route =
        run.begin > 0 ? dln_scan_lexeme(scan, run.begin - 1, DLN_WORD_ROUTE) : NULL;
    dln_place place;
    double fame;
    if (!route || !place_of_run(scan, run, &place, &fame))
        return false;
    dln_str role = dln_value_get(route->value, "role");
    bool there = dln_str_equal(role, DLN_STR("place")) || dln_str_equal(role, DLN_STR("near"));
    bool way =
        dln_str_equal(role, DLN_STR("origin")) || dln_str_equal(role, DLN_STR("destination"));
    return there || (way && place.feature_class == 'S');
}

// "Ben Gurion airport": the name goes on in lower case.
static bool begins_longer_name(const dln_scan *scan, dln_run run) {
    dln_name_match matches[DLN_NAME_MAX_TOKENS];
    size_t found = dln_match_names(scan->knowledge->gazetteer, &scan->segments->tokens[run.begin],
                                   scan->segments->token_count - run.begin, matches);
    return found > 0 && matches[found - 1].token_count > run.end - run.begin;
}

// ", 51," or ", 51 ," behind a name is an age.
static bool age_follows(const dln_scan *scan, uint32_t at) {
    const dln_token *token = &scan->segments->tokens[at];
    return at + 2 < scan->segments->token_count && token[0].mark == ',' &&
           token[1].kind == DLN_TOKEN_NUMBER && token[1].number >= 1 && token[1].number <= 110 &&
           token[1].span.end - token[1].span.begin <= 3 &&
           (token[2].mark == ',' || token[2].mark == '.');
}

static bool says_something(const dln_scan *scan, dln_run run) {
    const dln_lexeme *after = dln_scan_lexeme(scan, run.end, DLN_WORD_SPEECH);
    const dln_lexeme *before =
        run.begin > 0 ? dln_scan_lexeme(scan, run.begin - 1, DLN_WORD_SPEECH) : NULL;
    return (after && dln_str_equal(after->value, DLN_STR("said"))) ||
           (before && dln_str_equal(before->value, DLN_STR("said")) &&
            !scan->segments->tokens[run.begin].starts_sentence);
}

// A body or a landscape, not a person, whatever the first word is.
static bool names_a_thing(const dln_scan *scan, dln_run run) {
    dln_run tail = {run.begin + 1, run.end};
    return has_kind(scan, tail, DLN_WORD_ORGANISATION) || has_kind(scan, tail, DLN_WORD_PLACE_TYPE);
}

static bool is_person(const dln_scan *scan, dln_run run, bool titled) {
    size_t words = words_in(scan, run);
    if (words == 0 || words > PERSON_MAX_WORDS || names_a_thing(scan, run))
        return false;
    if (titled) {
        const dln_lexeme *title =
            run.begin > 0 ? dln_scan_lexeme(scan, run.begin - 1, DLN_WORD_TITLE) : NULL;
        bool noun = title && dln_str_equal(title->value, DLN_STR("noun"));
        if (noun && is_famous_place(scan, run, KNOWN_TO_ALL))
            return false; // "the victim Great Britain"
        return !has_kind(scan, run, DLN_WORD_DEMONYM) || words > 1;
    }
    if (words < 2 || is_pointed_place(scan, run) || begins_longer_name(scan, run))
        return false;
    const dln_lexeme *first = dln_scan_lexeme(scan, run.begin, DLN_WORD_FIRST_NAME);
    bool initial = is_initial(scan, run.begin) ||
                   (run.begin + 1 < run.end - 1 && is_initial(scan, run.begin + 1));
    if (first || initial)
        return !is_famous_place(scan, run, FAMOUS_TOWN);
    dln_run last = {run.end - 1, run.end};
    dln_run before_last = {run.begin, run.end - 1};
    if (has_kind(scan, before_last, DLN_WORD_FIRST_NAME) &&
        !has_kind(scan, last, DLN_WORD_FIRST_NAME))
        return !is_famous_place(scan, run, FAMOUS_TOWN);
    return (age_follows(scan, run.end) || says_something(scan, run)) &&
           !has_kind(scan, run, DLN_WORD_DIRECTION) && !has_kind(scan, run, DLN_WORD_DEMONYM) &&
           !is_famous_place(scan, run, 0) && !is_famous_place(scan, last, FAMOUS_TOWN);
}

// Two or three capitalised words that nothing speaks against, "Rowland Hassall": likely a person,
// not sure enough to rule a place out here, but its last word is remembered as a surname.
static bool is_likely_person(const dln_scan *scan, dln_run run) {
    const dln_word_kinds others =
        dln_kind_bit(DLN_WORD_ORGANISATION) | dln_kind_bit(DLN_WORD_PLACE_TYPE) |
        dln_kind_bit(DLN_WORD_DIRECTION) | dln_kind_bit(DLN_WORD_DEMONYM) |
        dln_kind_bit(DLN_WORD_NOT_PLACE) | dln_kind_bit(DLN_WORD_GRAMMAR) |
        dln_kind_bit(DLN_WORD_MONTH) | dln_kind_bit(DLN_WORD_WEEKDAY) |
        dln_kind_bit(DLN_WORD_SENTENCE_START) | dln_kind_bit(DLN_WORD_ROUTE);
    size_t words = words_in(scan, run);
    if (words < 2 || words > 3)
        return false;
    for (uint32_t i = run.begin; i < run.end; i++) {
        bool title_case = scan->segments->tokens[i].letter_case == DLN_CASE_TITLE;
        if (is_word(scan, i) && ((scan->kinds[i] & others) != 0 || !title_case))
            return false;
    }
    dln_run first = {run.begin, run.begin + 1};
    return !is_famous_place(scan, run, 0) && !is_famous_place(scan, first, FAMOUS_TOWN);
}

static bool keep_person(dln_scan *scan, dln_run run) {
    for (uint32_t i = run.begin; i < run.end; i++) {
        const dln_token *token = &scan->segments->tokens[i];
        scan->person[i] = true;
        bool name = is_word(scan, i) && token->folded.len >= SURNAME_MIN_BYTES &&
                    dln_is_proper(token) && !dln_scan_is(scan, i, DLN_WORD_NAME_PARTICLE);
        if (name && !remember(scan, token->folded))
            return false;
    }
    return true;
}

// A title in or before a run that no name of a place begins with ("General Santos", "St. Louis").
static bool is_title(const dln_scan *scan, uint32_t at, uint32_t end) {
    if (!dln_scan_is(scan, at, DLN_WORD_TITLE))
        return false;
    dln_name_match matches[DLN_NAME_MAX_TOKENS];
    size_t found =
        dln_match_names(scan->knowledge->gazetteer, &scan->segments->tokens[at], end - at, matches);
    return found == 0 || matches[found - 1].token_count < 2;
}

// "the dead commander, Rafa Salama, led": an apposition of two words or more between commas.
static bool is_apposition(const dln_scan *scan, dln_run run) {
    const dln_token *tokens = scan->segments->tokens;
    bool between = run.begin >= 2 && tokens[run.begin - 1].mark == ',' &&
                   !tokens[run.begin].starts_sentence && run.end < scan->segments->token_count &&
                   tokens[run.end].mark == ',';
    dln_run last = {run.end - 1, run.end};
    return between && words_in(scan, run) >= 2 &&
           dln_scan_is(scan, run.begin - 2, DLN_WORD_TITLE) && !is_famous_place(scan, run, 0) &&
           !is_famous_place(scan, last, FAMOUS_TOWN);
}

// "Joaquin "El Chapo" Guzman": a run in quotes inside a row of capitalised words.
static bool is_nickname(const dln_scan *scan, dln_run run) {
    const dln_token *tokens = scan->segments->tokens;
    return run.begin >= 2 && run.end + 1 < scan->segments->token_count &&
           tokens[run.begin - 1].mark == '"' && tokens[run.end].mark == '"' &&
           dln_is_proper(&tokens[run.begin - 2]) && dln_is_proper(&tokens[run.end + 1]) &&
           !tokens[run.begin - 1].starts_sentence && !tokens[run.end + 1].starts_sentence;
}

// The title word before the run: "president Bush", "Gen. Paris" where the stop cut the run.
static bool title_before(const dln_scan *scan, uint32_t begin) {
    const dln_token *tokens = scan->segments->tokens;
    if (begin == 0 || tokens[begin].starts_sentence)
        return false;
    uint32_t at = begin - 1;
    if (at > 0 && tokens[at].mark == '.' && !tokens[at].space_before)
        at--;
    return dln_scan_is(scan, at, DLN_WORD_TITLE);
}

// Cuts a run at its titles and marks the parts that are persons.
static bool scan_run(dln_scan *scan, dln_run run) {
    bool titled = title_before(scan, run.begin) || is_apposition(scan, run);
    uint32_t begin = run.begin;
    for (uint32_t at = run.begin; at <= run.end; at++) {
        bool title = at < run.end && is_title(scan, at, run.end);
        if (at < run.end && !title)
            continue;
        dln_run part = {begin, at};
        bool person =
            part.begin < part.end && (is_person(scan, part, titled) || is_nickname(scan, part));
        bool likely = !person && part.begin < part.end && is_likely_person(scan, part);
        if ((person && !keep_person(scan, part)) ||
            (likely && !remember(scan, scan->segments->tokens[part.end - 1].folded)))
            return false;
        titled = title;
        begin = at + 1;
        if (title && begin < run.end && scan->segments->tokens[begin].mark == '.') {
            begin++;
            at++;
        }
    }
    return true;
}

bool dln_scan_people(dln_scan *scan) {
    for (size_t s = 0; s < scan->segments->sentence_count; s++) {
        const dln_sentence *sentence = &scan->segments->sentences[s];
        if (sentence->capitals)
            continue; // every word has a capital: nothing can be told from it
        uint32_t end = sentence->first + sentence->count;
        for (uint32_t at = sentence->first; at < end; at++) {
            if (!dln_is_proper(&scan->segments->tokens[at]) || dln_scan_opens(scan, at) ||
                scan->segments->tokens[at].letter_case == DLN_CASE_NONE)
                continue;
            dln_run run = dln_run_at(scan, at, end);
            if (!scan_run(scan, run))
                return false;
            at = run.end - 1;
        }
    }
    return true;
}
