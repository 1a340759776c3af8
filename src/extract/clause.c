#include "extract/clause.h"

#include <string.h>

// What makes the content of a sentence, what changes its meaning, and what only holds it together:
// three layers, so that "attack" is found inside "threat of attack", and "in" inside "in Aleppo".
#define CONTENT                                                                                    \
    (dln_kind_bit(DLN_WORD_TRIGGER) | dln_kind_bit(DLN_WORD_WEAPON) |                              \
     dln_kind_bit(DLN_WORD_ACTOR) | dln_kind_bit(DLN_WORD_ACTOR_HEAD) |                            \
     dln_kind_bit(DLN_WORD_TARGET) | dln_kind_bit(DLN_WORD_OBJECT) |                               \
     dln_kind_bit(DLN_WORD_CASUALTY) | dln_kind_bit(DLN_WORD_DEMONYM) |                            \
     dln_kind_bit(DLN_WORD_NUMBER))
#define MODIFIERS (dln_kind_bit(DLN_WORD_STATUS) | dln_kind_bit(DLN_WORD_HEDGE))
#define FUNCTIONS                                                                                  \
    (dln_kind_bit(DLN_WORD_ROUTE) | dln_kind_bit(DLN_WORD_GRAMMAR) | dln_kind_bit(DLN_WORD_SPEECH))

// "IS", "AA", "MIT" are names only in capitals; "Fano", "Amal" at least with one; "separatists"
// and longer names of one word stand in small letters too.
enum { ACRONYM_MAX = 3, LOWER_NAME_MIN = 7 };
// A dateline ends within so many tokens: "DEIR EZ-ZOR, Syria, Aug. 11 (Agency) -".
enum { DATELINE_MAX_TOKENS = 24 };

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
    return dln_str_equal(dln_value_get(value, key), dln_str_from(word));
}

dln_span dln_reading_span(const dln_reading *reading, uint32_t first, uint32_t end) {
    if (first >= end || end > reading->count)
        return (dln_span){0, 0};
    return (dln_span){reading->tokens[first].span.begin, reading->tokens[end - 1].span.end};
}

dln_str dln_reading_text(const dln_reading *reading, uint32_t first, uint32_t end) {
    return dln_str_of_span(reading->segments->text, dln_reading_span(reading, first, end));
}

bool dln_and_between(const dln_reading *reading, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to && i < reading->count; i++)
        if (reading->words[i].class == DLN_CLASS_AND)
            return true;
    return false;
}

// "a day after" with the other event behind it.
static bool in_bound_date(const dln_reading *reading, uint32_t at) {
    for (uint32_t i = 0; i < reading->date_count; i++) {
        const dln_date_mention *date = &reading->dates->items[reading->first_date + i];
        if (date->to_next && dln_span_contains(date->span, reading->tokens[at].span))
            return true;
    }
    return false;
}

bool dln_leads_to_another(const dln_reading *reading, uint32_t at) {
    return (reading->words[at].role == DLN_ROLE_ABOUT &&
            reading->words[at].class == DLN_CLASS_PREPOSITION) ||
           in_bound_date(reading, at);
}

bool dln_background_between(const dln_reading *reading, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to && i < reading->count; i++) {
        if (dln_leads_to_another(reading, i))
            return true;
        uint16_t modifier = reading->words[i].modifier;
        const dln_lexeme *hedge =
            modifier == DLN_NO_TERM
                ? NULL
                : dln_term_meaning(&reading->modifiers[modifier], DLN_WORD_HEDGE);
        if (hedge && dln_value_is(hedge->value, "class", "background"))
            return true;
    }
    return false;
}

bool dln_in_date(const dln_reading *reading, uint32_t at) {
    for (uint32_t i = 0; i < reading->date_count; i++)
        if (dln_span_contains(reading->dates->items[reading->first_date + i].span,
                              reading->tokens[at].span))
            return true;
    return false;
}

// ---------------------------------------------------------------- terms

static bool spelled_as_a_name(const dln_reading *reading, uint32_t at, const dln_lexeme *lexeme) {
    const dln_token *token = &reading->tokens[at];
    if (lexeme->kind != DLN_WORD_ACTOR || lexeme->words > 1)
        return true;
    if (token->folded.len <= ACRONYM_MAX)
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
static bool match_term(const dln_reading *reading, uint32_t at, dln_word_kinds kinds,
                       dln_term *out) {
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

static void mark_places(dln_reading *reading) {
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

static void read_terms(dln_reading *reading) {
    for (uint32_t i = reading->body; i < reading->count;) {
        dln_term *term = &reading->terms[reading->term_count];
        if (!match_term(reading, i, CONTENT, term) || belongs_to_place(reading, term)) {
            i++;
            continue;
        }
        for (uint32_t t = term->first; t < term->end; t++) {
            reading->words[t].term = (uint16_t)reading->term_count;
            if (dln_term_is(term, DLN_WORD_ACTOR))
                reading->words[t].place = DLN_NO_MENTION;
        }
        i = term->end;
        reading->term_count++;
    }
}

static void read_modifiers(dln_reading *reading) {
    for (uint32_t i = reading->body; i < reading->count;) {
        dln_term *term = &reading->modifiers[reading->modifier_count];
        if (!match_term(reading, i, MODIFIERS, term)) {
            i++;
            continue;
        }
        for (uint32_t t = term->first; t < term->end; t++)
            reading->words[t].modifier = (uint16_t)reading->modifier_count;
        i = term->end;
        reading->modifier_count++;
    }
}

// ---------------------------------------------------------------- classes

static const struct {
    const char *word;
    dln_class class;
} CLASS_NAMES[] = {
    {"determiner", DLN_CLASS_DETERMINER},
    {"pronoun", DLN_CLASS_PRONOUN},
    {"be", DLN_CLASS_BE},
    {"have", DLN_CLASS_HAVE},
    {"auxiliary", DLN_CLASS_AUXILIARY},
    {"relative", DLN_CLASS_RELATIVE},
    {"conjunction", DLN_CLASS_CONJUNCTION},
    {"and", DLN_CLASS_AND},
    {"preposition", DLN_CLASS_PREPOSITION},
    {"negation", DLN_CLASS_NEGATION},
    {"adverb", DLN_CLASS_ADVERB},
    {"verb", DLN_CLASS_VERB},
};

static const struct {
    const char *word;
    dln_role role;
} ROLE_NAMES[] = {
    {"place", DLN_ROLE_PLACE},   {"near", DLN_ROLE_NEAR}, {"target", DLN_ROLE_TARGET},
    {"origin", DLN_ROLE_ORIGIN}, {"via", DLN_ROLE_VIA},   {"destination", DLN_ROLE_DESTINATION},
    {"actor", DLN_ROLE_ACTOR},   {"of", DLN_ROLE_OF},     {"with", DLN_ROLE_WITH},
    {"about", DLN_ROLE_ABOUT},   {"home", DLN_ROLE_HOME},
};

static dln_class class_of_value(dln_str value) {
    dln_str word = dln_value_get(value, "class");
    for (size_t i = 0; i < sizeof CLASS_NAMES / sizeof *CLASS_NAMES; i++)
        if (dln_str_equal(word, dln_str_from(CLASS_NAMES[i].word)))
            return CLASS_NAMES[i].class;
    return DLN_CLASS_NOUN;
}

static dln_role role_of_value(dln_str value) {
    dln_str word = dln_value_get(value, "role");
    for (size_t i = 0; i < sizeof ROLE_NAMES / sizeof *ROLE_NAMES; i++)
        if (dln_str_equal(word, dln_str_from(ROLE_NAMES[i].word)))
            return ROLE_NAMES[i].role;
    return DLN_ROLE_NONE;
}

// "over 100 aircraft": before a number these are no prepositions.
static bool counts(const dln_reading *reading, const dln_term *term, dln_role role) {
    if (term->end >= reading->count || reading->tokens[term->end].kind != DLN_TOKEN_NUMBER)
        return false;
    return role == DLN_ROLE_VIA || role == DLN_ROLE_NEAR || role == DLN_ROLE_ABOUT;
}

static void name_function_words(dln_reading *reading) {
    for (uint32_t i = reading->body; i < reading->count;) {
        dln_term term;
        bool taken = reading->words[i].place != DLN_NO_MENTION ||
                     dln_term_is(dln_term_at(reading, i), DLN_WORD_ACTOR);
        if (taken || !match_term(reading, i, FUNCTIONS, &term)) {
            i++;
            continue;
        }
        const dln_lexeme *route = dln_term_meaning(&term, DLN_WORD_ROUTE);
        const dln_lexeme *grammar = dln_term_meaning(&term, DLN_WORD_GRAMMAR);
        dln_role role = route ? role_of_value(route->value) : DLN_ROLE_NONE;
        dln_class class = grammar ? class_of_value(grammar->value) : DLN_CLASS_SPEECH;
        if (role != DLN_ROLE_NONE && counts(reading, &term, role)) {
            class = DLN_CLASS_ADVERB;
            role = DLN_ROLE_NONE;
        } else if (role != DLN_ROLE_NONE && class != DLN_CLASS_CONJUNCTION) {
            class = DLN_CLASS_PREPOSITION;
        }
        for (uint32_t t = i; t < term.end; t++)
            if (reading->words[t].place == DLN_NO_MENTION) {
                reading->words[t].class = (uint8_t) class;
                reading->words[t].role = (uint8_t)role;
            }
        i = term.end;
    }
}

static bool has_ending(dln_str folded, const char *ending) {
    dln_str tail = dln_str_from(ending);
    return folded.len > tail.len + 2 && dln_str_ends_with(folded, tail);
}

// The class of a word that no function list has.
static dln_class class_of_open_word(const dln_reading *reading, uint32_t at) {
    const dln_token *token = &reading->tokens[at];
    const dln_term *term = dln_term_at(reading, at);
    if (token->kind == DLN_TOKEN_PUNCTUATION)
        return DLN_CLASS_PUNCTUATION;
    if (token->kind == DLN_TOKEN_NUMBER || dln_term_is(term, DLN_WORD_NUMBER))
        return DLN_CLASS_NUMBER;
    if (reading->words[at].place != DLN_NO_MENTION)
        return DLN_CLASS_NAME;
    if (term)
        return DLN_CLASS_NOUN; // triggers are told apart later
    if (token->letter_case != DLN_CASE_LOWER && token->letter_case != DLN_CASE_NONE)
        return DLN_CLASS_NAME;
    if (has_ending(token->folded, "ly"))
        return DLN_CLASS_ADVERB;
    bool participle = has_ending(token->folded, "ed") || has_ending(token->folded, "ing");
    if (participle && at > 0 && dln_is_mark(token - 1, '-') && !token->space_before)
        return DLN_CLASS_NOUN; // "Iranian-controlled"
    // "armed men", "visiting officials": before a noun it describes it, elsewhere it is a verb
    if (participle && !dln_term_at(reading, at + 1))
        return DLN_CLASS_VERB;
    return DLN_CLASS_NOUN;
}

static bool makes_a_verb(const dln_term *modifier) {
    const dln_lexeme *status = dln_term_meaning(modifier, DLN_WORD_STATUS);
    return status && dln_value_is(status->value, "scope", "after");
}

static void name_open_words(dln_reading *reading) {
    for (uint32_t i = 0; i < reading->count; i++) {
        dln_word *word = &reading->words[i];
        if (word->class == DLN_CLASS_NOUN && word->role == DLN_ROLE_NONE)
            word->class = (uint8_t)class_of_open_word(reading, i);
        bool verb = word->modifier != DLN_NO_TERM && !dln_term_at(reading, i) &&
                    makes_a_verb(&reading->modifiers[word->modifier]);
        if (verb && word->place == DLN_NO_MENTION) {
            word->class = DLN_CLASS_VERB; // "plans to": the "to" leads nowhere
            word->role = DLN_ROLE_NONE;
        }
    }
}

// "was shot Wednesday": a date is no object and no subject.
static void name_dates(dln_reading *reading) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < reading->date_count; i++) {
        dln_span span = reading->dates->items[reading->first_date + i].span;
        while (at < reading->count && reading->tokens[at].span.begin < span.begin)
            at++;
        for (; at < reading->count && reading->tokens[at].span.end <= span.end; at++) {
            uint8_t class = reading->words[at].class;
            if (class == DLN_CLASS_NOUN || class == DLN_CLASS_NAME || class == DLN_CLASS_NUMBER)
                reading->words[at].class = DLN_CLASS_ADVERB;
        }
    }
}

// ---------------------------------------------------------------- the sentence

// First token behind "BAGHDAD, Aug. 6 (Agency) -": the city is where it was written, not where it
// happened. 0 when the sentence has none.
static uint32_t behind_dateline(const dln_reading *reading) {
    uint32_t limit = reading->count < DATELINE_MAX_TOKENS ? reading->count : DATELINE_MAX_TOKENS;
    const dln_token *tokens = reading->tokens;
    if (limit == 0 || tokens[0].letter_case == DLN_CASE_LOWER)
        return 0;
    bool closed = false;
    for (uint32_t i = 1; i + 1 < limit; i++) {
        closed = closed || dln_is_mark(&tokens[i], ')');
        bool dash = dln_is_mark(&tokens[i], '-') && tokens[i].space_before &&
                    (tokens[i + 1].space_before || dln_is_mark(&tokens[i + 1], '-'));
        if (!dash)
            continue;
        bool shouts = tokens[0].letter_case == DLN_CASE_UPPER && tokens[0].folded.len > 3;
        if (!closed && !shouts)
            return 0;
        while (i < limit && tokens[i].kind == DLN_TOKEN_PUNCTUATION)
            i++;
        return i;
    }
    return 0;
}

// Finds by bisection where the mentions or dates of the sentence begin: both lists are in order.
static void find_places(dln_reading *reading) {
    const dln_found_list *found = reading->found;
    size_t low = 0, high = found->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (found->items[middle].sentence < reading->sentence)
            low = middle + 1;
        else
            high = middle;
    }
    reading->first_place = (uint32_t)low;
    while (low < found->count && found->items[low].sentence == reading->sentence)
        low++;
    reading->place_count = (uint32_t)low - reading->first_place;
}

static void find_dates(dln_reading *reading, dln_span span) {
    const dln_date_mentions *dates = reading->dates;
    size_t low = 0, high = dates->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (dates->items[middle].span.begin < span.begin)
            low = middle + 1;
        else
            high = middle;
    }
    reading->first_date = (uint32_t)low;
    while (low < dates->count && dates->items[low].span.begin < span.end)
        low++;
    reading->date_count = (uint32_t)low - reading->first_date;
}

void dln_sentence_read(dln_reading *reading, uint32_t sentence) {
    const dln_sentence *s = &reading->segments->sentences[sentence];
    reading->sentence = sentence;
    reading->heading = s->heading;
    reading->capitals = s->capitals;
    reading->tokens = &reading->segments->tokens[s->first];
    reading->count =
        s->count < DLN_SENTENCE_MAX_TOKENS ? s->count : (uint32_t)DLN_SENTENCE_MAX_TOKENS;
    reading->term_count = reading->modifier_count = reading->part_count = 0;
    for (uint32_t i = 0; i <= reading->count; i++)
        reading->words[i] =
            (dln_word){.term = DLN_NO_TERM, .modifier = DLN_NO_TERM, .place = DLN_NO_MENTION};
    reading->body = behind_dateline(reading);
    find_places(reading);
    find_dates(reading, s->span);
    mark_places(reading);
    read_terms(reading);
    read_modifiers(reading);
    name_function_words(reading);
    name_open_words(reading);
    name_dates(reading);
}

// ---------------------------------------------------------------- parts

// Behind "and", "," : does a subject of its own follow, with its verb? "… and troops entered"
static bool new_subject_follows(const dln_reading *reading, uint32_t at) {
    uint32_t limit = at + 8 < reading->count ? at + 8 : reading->count; // a subject is short
    bool noun = false;
    for (uint32_t i = at; i < limit; i++) {
        switch (reading->words[i].class) {
        case DLN_CLASS_VERB:
        case DLN_CLASS_BE:
        case DLN_CLASS_HAVE:
        case DLN_CLASS_SPEECH:
        case DLN_CLASS_AUXILIARY:
            return noun;
        case DLN_CLASS_PUNCTUATION:
            if (dln_is_mark(&reading->tokens[i], '-') || dln_is_mark(&reading->tokens[i], '\''))
                continue;
            return false;
        case DLN_CLASS_PREPOSITION:
        case DLN_CLASS_CONJUNCTION:
        case DLN_CLASS_RELATIVE:
        case DLN_CLASS_AND:
            return false;
        case DLN_CLASS_PRONOUN:
        case DLN_CLASS_NOUN:
        case DLN_CLASS_NAME:
        case DLN_CLASS_NUMBER:
            noun = true;
            break;
        default:
            break;
        }
    }
    return false;
}

// "between the army and the rebels"
static bool joins_two_sides(const dln_reading *reading, uint32_t at) {
    for (uint32_t i = at, left = 8; i-- > 0 && left-- > 0;) {
        if (reading->words[i].class == DLN_CLASS_AND)
            return false;
        if (dln_str_equal(reading->tokens[i].folded, DLN_STR("between")))
            return true;
    }
    return false;
}

static bool is_condition(const dln_reading *reading, uint32_t at) {
    uint16_t modifier = reading->words[at].modifier;
    const dln_lexeme *hedge = modifier == DLN_NO_TERM
                                  ? NULL
                                  : dln_term_meaning(&reading->modifiers[modifier], DLN_WORD_HEDGE);
    return hedge && dln_value_is(hedge->value, "class", "condition");
}

// "Five soldiers and two contractors were hurt": before the first verb "and" joins subjects.
static bool has_verb(const dln_reading *reading, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++) {
        dln_class class = (dln_class)reading->words[i].class;
        if (class == DLN_CLASS_VERB || class == DLN_CLASS_BE || class == DLN_CLASS_HAVE ||
            class == DLN_CLASS_SPEECH || class == DLN_CLASS_AUXILIARY ||
            dln_term_is(dln_term_at(reading, i), DLN_WORD_TRIGGER))
            return true;
    }
    return false;
}

// Whether a part begins at this token, and of what sort; `first` is where the part before began.
static bool begins_part(const dln_reading *reading, uint32_t first, uint32_t i, dln_part *part) {
    const dln_token *token = &reading->tokens[i];
    *part = (dln_part){0};
    part->conditional = is_condition(reading, i);
    switch (reading->words[i].class) {
    case DLN_CLASS_RELATIVE:
        part->relative = true;
        return true;
    case DLN_CLASS_CONJUNCTION:
        part->breaks = dln_str_equal(token->folded, DLN_STR("while")) ||
                       dln_str_equal(token->folded, DLN_STR("but"));
        return true;
    case DLN_CLASS_AND:
        part->breaks = !joins_two_sides(reading, i) && has_verb(reading, first, i) &&
                       new_subject_follows(reading, i + 1);
        return part->breaks;
    case DLN_CLASS_PUNCTUATION:
        if (token->mark == ';' || (token->mark == '-' && token->space_before))
            part->breaks = token->mark == ';';
        else if (token->mark == ',')
            return new_subject_follows(reading, i + 1);
        else if (token->mark != ':')
            return false;
        return true;
    default:
        return part->conditional;
    }
}

void dln_sentence_split(dln_reading *reading) {
    reading->parts[0] = (dln_part){0};
    reading->part_count = 1;
    for (uint32_t i = 0; i < reading->count; i++) {
        dln_part next;
        dln_part *now = &reading->parts[reading->part_count - 1];
        bool begins = begins_part(reading, now->first, i, &next);
        if (begins && i > now->first && reading->part_count < DLN_PARTS_MAX) {
            now->end = i;
            next.first = i;
            now = &reading->parts[reading->part_count++];
            *now = next;
        } else if (begins) {
            now->conditional = now->conditional || next.conditional;
        }
        reading->words[i].part = (uint16_t)(reading->part_count - 1);
        if (reading->words[i].class == DLN_CLASS_SPEECH)
            now->speaks = true;
    }
    reading->parts[reading->part_count - 1].end = reading->count;
}
