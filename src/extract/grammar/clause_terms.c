// Phrases of the lexicon in a sentence.
#include "extract/grammar/clause_read.h"

// What makes the content of a sentence, what changes its meaning, and what only holds it together:
// three layers, so that "attack" is found inside "threat of attack", and "in" inside "in Aleppo".
#define CONTENT                                                                                    \
    (dln_kind_bit(DLN_WORD_TRIGGER) | dln_kind_bit(DLN_WORD_WEAPON) |                              \
     dln_kind_bit(DLN_WORD_ACTOR) | dln_kind_bit(DLN_WORD_ACTOR_HEAD) |                            \
     dln_kind_bit(DLN_WORD_TARGET) | dln_kind_bit(DLN_WORD_OBJECT) |                               \
     dln_kind_bit(DLN_WORD_CASUALTY) | dln_kind_bit(DLN_WORD_DEMONYM) |                            \
     dln_kind_bit(DLN_WORD_NUMBER))
#define MODIFIERS                                                                                  \
    (dln_kind_bit(DLN_WORD_STATUS) | dln_kind_bit(DLN_WORD_HEDGE) | dln_kind_bit(DLN_WORD_TOPIC))

// "IS", "AA", "MIT" are names only in capitals; "Fano", "Amal" at least with one; "separatists"
// and longer names of one word stand in small letters too.
enum { ACRONYM_MAX = 3, LOWER_NAME_MIN = 7 };
// "for the" joins two words of a name, and a name has at most so many such joints.
enum { NAME_LINKS_MAX = 3 };

const dln_lexeme *dln_term_meaning(const dln_term *term, dln_word_kind kind) {
    for (uint32_t i = 0; term && i < term->meaning_count; i++)
        if (term->meanings[i].kind == kind)
            return &term->meanings[i];
    return NULL;
}

bool dln_term_is(const dln_term *term, dln_word_kind kind) {
    return term && (term->kinds & dln_kind_bit(kind));
}

const dln_term *dln_term_at(const dln_reading *reading, uint32_t token) {
    if (token >= reading->count || reading->words[token].term == DLN_NO_TERM)
        return NULL;
    return &reading->terms[reading->words[token].term];
}

bool dln_value_is(dln_str value, const char *key, const char *word) {
    dln_str said = dln_value_get(value, key);
    return said.data && dln_str_equal(said, dln_str_from(word));
}

static bool has_digit(dln_str folded) {
    for (size_t i = 0; i < folded.len; i++)
        if (folded.data[i] >= '0' && folded.data[i] <= '9')
            return true;
    return false;
}

static bool spelled_as_a_name(const dln_reading *reading, uint32_t at, const dln_lexeme *lexeme) {
    const dln_token *token = &reading->tokens[at];
    if (lexeme->kind != DLN_WORD_ACTOR || lexeme->words > 1)
        return true;
    if (token->folded.len <= ACRONYM_MAX && !has_digit(token->folded)) // but "M23"
        return token->letter_case == DLN_CASE_UPPER && !reading->capitals;
    return token->letter_case != DLN_CASE_LOWER || token->folded.len >= LOWER_NAME_MIN;
}

static dln_word_kinds kinds_of(const dln_lexeme *meanings, size_t count) {
    dln_word_kinds kinds = 0;
    for (size_t i = 0; i < count; i++)
        kinds |= dln_kind_bit(meanings[i].kind);
    return kinds;
}

// The longest content phrase at a token; `out` is filled and true returned if there is one.
bool dln_term_match(const dln_reading *reading, uint32_t at, dln_word_kinds kinds, dln_term *out) {
    const dln_token *tokens = &reading->tokens[at];
    size_t left = reading->count - at;
    const dln_lexeme *found = dln_lexicon_match(reading->lexicon, tokens, left, kinds);
    if (found && !spelled_as_a_name(reading, at, found))
        found = dln_lexicon_match(reading->lexicon, tokens, left,
                                  kinds & ~dln_kind_bit(DLN_WORD_ACTOR));
    if (!found)
        return false;
    size_t meanings;
    out->meanings = dln_lexicon_find(reading->lexicon, found->phrase, &meanings);
    out->meaning_count = (uint32_t)meanings;
    out->kinds = kinds_of(out->meanings, meanings) & kinds;
    if (!spelled_as_a_name(reading, at,
                           &(dln_lexeme){.kind = DLN_WORD_ACTOR, .words = found->words}))
        out->kinds &= ~dln_kind_bit(DLN_WORD_ACTOR);
    out->first = at;
    out->end = at + (uint32_t)dln_lexeme_tokens(found, tokens, left);
    if (out->end <= at)
        out->end = at + 1;
    return true;
}

static uint32_t mention_end(const dln_reading *reading, uint32_t place) {
    const dln_found *found = &reading->found->items[place];
    uint32_t base = (uint32_t)(reading->tokens - reading->segments->tokens);
    uint32_t end = found->first_token + found->token_count - base;
    return end < reading->count ? end : reading->count;
}

void dln_places_mark(dln_reading *reading) {
    const dln_found_list *found = reading->found;
    uint32_t base = (uint32_t)(reading->tokens - reading->segments->tokens);
    for (uint32_t i = reading->first_place; i < reading->first_place + reading->place_count; i++) {
        uint32_t first = found->items[i].first_token - base;
        for (uint32_t t = first; t < mention_end(reading, i); t++)
            reading->words[t].place = i;
    }
}

// A name of the gazetteer inside a longer name of an actor ("Islamic Resistance in Iraq") is that
// name's; any other phrase inside a place name ("Battle Creek") is the place's.
static bool belongs_to_place(const dln_reading *reading, const dln_term *term) {
    uint32_t place = reading->words[term->first].place;
    if (place == DLN_NO_MENTION)
        return false;
    bool longer = term->end > mention_end(reading, place) ||
                  (term->first > 0 && reading->words[term->first - 1].place != place &&
                   term->end == mention_end(reading, place) && term->end > term->first + 1);
    if (reading->found->items[place].in_organisation && dln_term_is(term, DLN_WORD_ACTOR))
        return false;
    return !(longer &&
             (term->kinds & (dln_kind_bit(DLN_WORD_ACTOR) | dln_kind_bit(DLN_WORD_TRIGGER))));
}

static bool is_capitalised(const dln_reading *reading, uint32_t at) {
    return at < reading->count && (reading->tokens[at].letter_case == DLN_CASE_TITLE ||
                                   reading->tokens[at].letter_case == DLN_CASE_UPPER);
}

// Behind "for", "for the", "of the": where the next capitalised word of a name stands; `at` if
// none.
static uint32_t behind_name_links(const dln_reading *reading, uint32_t at) {
    uint32_t next = at;
    while (next < reading->count && next - at < NAME_LINKS_MAX &&
           reading->tokens[next].letter_case == DLN_CASE_LOWER &&
           dln_lexicon_match(reading->lexicon, &reading->tokens[next], 1,
                             dln_kind_bit(DLN_WORD_ROUTE) | dln_kind_bit(DLN_WORD_GRAMMAR)))
        next++;
    return next > at && is_capitalised(reading, next) ? next : at;
}

// "Front for the Liberation of the Lakes", "Movement of the Free": a head that takes a name is that
// name with the capitalised words behind it.
static void extend_name(const dln_reading *reading, dln_term *term) {
    const dln_lexeme *head = dln_term_meaning(term, DLN_WORD_ACTOR_HEAD);
    bool takes = head && dln_value_is(head->value, "names", "before") &&
                 is_capitalised(reading, term->first) && !reading->capitals && !reading->heading;
    for (uint32_t i = 0; takes && i < NAME_LINKS_MAX; i++) {
        uint32_t next = behind_name_links(reading, term->end);
        if (next == term->end)
            return;
        while (is_capitalised(reading, next))
            next++;
        term->end = next;
    }
}

void dln_terms_read(dln_reading *reading) {
    for (uint32_t i = reading->body; i < reading->count;) {
        dln_term *term = &reading->terms[reading->term_count];
        if (!dln_term_match(reading, i, CONTENT, term) || belongs_to_place(reading, term)) {
            i++;
            continue;
        }
        uint32_t lexical = term->end;
        extend_name(reading, term);
        for (uint32_t t = term->first; t < term->end; t++) {
            reading->words[t].term = (uint16_t)reading->term_count;
            if (dln_term_is(term, DLN_WORD_ACTOR) || term->end > lexical)
                reading->words[t].place = DLN_NO_MENTION;
        }
        i = term->end;
        reading->term_count++;
    }
}

void dln_modifiers_read(dln_reading *reading) {
    for (uint32_t i = reading->body; i < reading->count;) {
        dln_term *term = &reading->modifiers[reading->modifier_count];
        if (!dln_term_match(reading, i, MODIFIERS, term)) {
            i++;
            continue;
        }
        for (uint32_t t = term->first; t < term->end; t++)
            reading->words[t].modifier = (uint16_t)reading->modifier_count;
        i = term->end;
        reading->modifier_count++;
    }
}
