// The class of each word: what it is in the sentence.
#include "extract/grammar/clause_read.h"

// What only holds a sentence together.
#define FUNCTIONS                                                                                  \
    (dln_kind_bit(DLN_WORD_ROUTE) | dln_kind_bit(DLN_WORD_GRAMMAR) | dln_kind_bit(DLN_WORD_SPEECH))

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
    {"about", DLN_ROLE_ABOUT},   {"home", DLN_ROLE_HOME}, {"victim", DLN_ROLE_VICTIM},
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

static bool is_number(const dln_reading *reading, uint32_t at) {
    return at < reading->count && (reading->tokens[at].kind == DLN_TOKEN_NUMBER ||
                                   dln_term_is(dln_term_at(reading, at), DLN_WORD_NUMBER));
}

// "over 100 aircraft", "up to 20", "between 3 and 5": before a number these are no prepositions;
// "between 2 clans" and "to 20" are.
static bool counts(const dln_reading *reading, const dln_term *term, dln_role role) {
    if (!is_number(reading, term->end))
        return false;
    if (dln_str_equal(reading->tokens[term->first].folded, DLN_STR("between")))
        return is_number(reading, term->end + 2);
    if (role == DLN_ROLE_DESTINATION)
        return term->end > term->first + 1;
    return role == DLN_ROLE_VIA || role == DLN_ROLE_NEAR || role == DLN_ROLE_ABOUT;
}

static bool is_article(const dln_reading *reading, uint32_t at) {
    dln_str word = reading->tokens[at].folded;
    return dln_str_equal(word, DLN_STR("a")) || dln_str_equal(word, DLN_STR("an")) ||
           dln_str_equal(word, DLN_STR("the"));
}

void dln_function_words_name(dln_reading *reading) {
    for (uint32_t i = reading->body; i < reading->count;) {
        dln_term term;
        bool compound = i > 0 && dln_is_mark(&reading->tokens[i - 1], '-') &&
                        !reading->tokens[i].space_before; // "rebel-held"
        const dln_term *around = dln_term_at(reading, i);
        bool inside = around && around->first < i && // "Front *for the* Liberation …"
                      dln_term_is(around, DLN_WORD_ACTOR_HEAD);
        bool taken = compound || inside || reading->words[i].place != DLN_NO_MENTION ||
                     dln_term_is(around, DLN_WORD_ACTOR);
        if (taken || !dln_term_match(reading, i, FUNCTIONS, &term)) {
            i++;
            continue;
        }
        const dln_lexeme *route = dln_term_meaning(&term, DLN_WORD_ROUTE);
        const dln_lexeme *grammar = dln_term_meaning(&term, DLN_WORD_GRAMMAR);
        dln_role role = route ? role_of_value(route->value) : DLN_ROLE_NONE;
        bool describes = grammar && i > 0 && is_article(reading, i - 1) &&
                         class_of_value(grammar->value) == DLN_CLASS_VERB;
        if (describes) { // "a leading cleric"
            i = term.end;
            continue;
        }
        dln_class class = grammar ? class_of_value(grammar->value) : DLN_CLASS_SPEECH;
        if (role != DLN_ROLE_NONE && counts(reading, &term, role)) {
            class = DLN_CLASS_ADVERB;
            role = DLN_ROLE_NONE;
        } else if (role != DLN_ROLE_NONE && class != DLN_CLASS_CONJUNCTION &&
                   class != DLN_CLASS_AND) { // "a judge along with his driver"
            class = DLN_CLASS_PREPOSITION;
        }
        bool link = grammar && dln_value_is(grammar->value, "link", "same");
        for (uint32_t t = i; t < term.end; t++)
            if (reading->words[t].place == DLN_NO_MENTION) {
                reading->words[t].link = link;
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

// "by *alleged* rebels", "the *accused* officers": a participle before a noun describes it.
static bool describes_next(const dln_reading *reading, uint32_t at) {
    if (at == 0 || at + 1 >= reading->count || !has_ending(reading->tokens[at].folded, "ed"))
        return false;
    dln_class left = dln_class_at(reading, at - 1);
    return (left == DLN_CLASS_PREPOSITION || left == DLN_CLASS_DETERMINER ||
            left == DLN_CLASS_NUMBER) &&
           (dln_term_at(reading, at + 1) || reading->tokens[at + 1].letter_case == DLN_CASE_TITLE);
}

// "who *drowned* off the coast", "*crashed* near Eilat", not "the crashed plane".
static bool is_accident_verb(const dln_reading *reading, uint32_t at) {
    const dln_lexeme *harm = dln_term_meaning(dln_term_at(reading, at), DLN_WORD_CASUALTY);
    return harm && dln_value_is(harm->value, "build", "accident") &&
           has_ending(reading->tokens[at].folded, "ed") && !dln_term_at(reading, at + 1) &&
           !describes_next(reading, at);
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
    if (is_accident_verb(reading, at))
        return DLN_CLASS_VERB;
    if (term)
        return DLN_CLASS_NOUN; // triggers are told apart later
    if (token->letter_case != DLN_CASE_LOWER && token->letter_case != DLN_CASE_NONE)
        return DLN_CLASS_NAME;
    if (has_ending(token->folded, "ly"))
        return DLN_CLASS_ADVERB;
    bool participle = has_ending(token->folded, "ed") || has_ending(token->folded, "ing");
    dln_class left = at > 0 ? dln_class_at(reading, at - 1) : DLN_CLASS_PUNCTUATION;
    if (participle && left == DLN_CLASS_RELATIVE)
        return DLN_CLASS_VERB; // "who covered police affairs"
    const dln_term *next = dln_term_at(reading, at + 1);
    if (participle && left == DLN_CLASS_BE &&
        (dln_term_is(next, DLN_WORD_CASUALTY) || dln_term_is(next, DLN_WORD_TRIGGER)))
        return DLN_CLASS_VERB; // "were feared dead", "are feared killed"
    if (participle && left == DLN_CLASS_DETERMINER && is_article(reading, at - 1))
        return DLN_CLASS_NOUN; // "a leading cleric"
    if (participle && at > 0 && dln_is_mark(token - 1, '-') && !token->space_before)
        return DLN_CLASS_NOUN; // "Iranian-controlled"
    // "armed men", "visiting officials": before a noun it describes it, elsewhere it is a verb
    if (participle && !dln_term_at(reading, at + 1) && !describes_next(reading, at))
        return DLN_CLASS_VERB;
    return DLN_CLASS_NOUN;
}

static bool makes_a_verb(const dln_term *modifier) {
    const dln_lexeme *status = dln_term_meaning(modifier, DLN_WORD_STATUS);
    return status && dln_value_is(status->value, "scope", "after");
}

// "came to Cairo", "moved in to the Bogside": a way, not the beginning of another verb.
static bool place_follows(const dln_reading *reading, uint32_t at) {
    if (dln_class_at(reading, at) == DLN_CLASS_DETERMINER)
        at++;
    return at < reading->count && reading->words[at].place != DLN_NO_MENTION;
}

void dln_open_words_name(dln_reading *reading) {
    for (uint32_t i = 0; i < reading->count; i++) {
        dln_word *word = &reading->words[i];
        if (word->class == DLN_CLASS_NOUN && word->role == DLN_ROLE_NONE)
            word->class = (uint8_t)class_of_open_word(reading, i);
        bool verb = word->role != DLN_ROLE_ACTOR && word->class != DLN_CLASS_AUXILIARY &&
                    word->modifier != DLN_NO_TERM && !dln_term_at(reading, i) &&
                    makes_a_verb(&reading->modifiers[word->modifier]) &&
                    !describes_next(reading, i);
        uint32_t noun = i + 1; // "an expected Russian offensive"
        while (dln_term_is(dln_term_at(reading, noun), DLN_WORD_DEMONYM))
            noun++;
        const dln_term *next = dln_term_at(reading, noun);
        bool of_persons =
            !dln_term_is(next, DLN_WORD_TRIGGER) && !dln_term_is(next, DLN_WORD_WEAPON);
        if (word->modifier != DLN_NO_TERM && of_persons && describes_next(reading, i))
            word->modifier = DLN_NO_TERM; // "alleged kidnappers were killed": no alleged killing
        bool leads = word->role == DLN_ROLE_DESTINATION && place_follows(reading, i + 1);
        if (verb && word->place == DLN_NO_MENTION && !leads) {
            word->class = DLN_CLASS_VERB; // "plans to": the "to" leads nowhere
            word->role = DLN_ROLE_NONE;
        }
    }
}

// "was shot Wednesday": a date is no object and no subject.
void dln_date_words_name(dln_reading *reading) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < reading->date_count; i++) {
        dln_span span = reading->dates->items[reading->first_date + i].span;
        while (at < reading->count && reading->tokens[at].span.begin < span.begin)
            at++;
        for (; at < reading->count && reading->tokens[at].span.end <= span.end; at++) {
            uint8_t class = reading->words[at].class;
            bool verb = class == DLN_CLASS_VERB; // "this morning" ends like "killing"
            if (class == DLN_CLASS_NOUN || class == DLN_CLASS_NAME || class == DLN_CLASS_NUMBER ||
                verb)
                reading->words[at].class = DLN_CLASS_ADVERB;
        }
    }
}
