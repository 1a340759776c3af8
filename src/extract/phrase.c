#include "extract/phrase.h"

// "gunmen in two cars near the market killed": more prepositions than that end the search.
enum { PREPOSITIONS_MAX = 4, COORDINATIONS_MAX = 3 };

bool dln_same_part(const dln_reading *reading, uint32_t a, uint32_t b) {
    return a < reading->count && b < reading->count &&
           reading->words[a].part == reading->words[b].part;
}

bool dln_joins_words(const dln_reading *reading, uint32_t at) {
    if (at + 1 >= reading->count || reading->tokens[at].space_before)
        return false;
    char mark = reading->tokens[at].mark;
    return mark == '\'' || mark == '.' || (mark == '-' && !reading->tokens[at + 1].space_before);
}

// Words that a noun phrase is made of.
static bool in_noun_phrase(const dln_reading *reading, uint32_t at) {
    switch (dln_class_at(reading, at)) {
    case DLN_CLASS_NOUN:
    case DLN_CLASS_NAME:
    case DLN_CLASS_NUMBER:
    case DLN_CLASS_DETERMINER:
        return true;
    case DLN_CLASS_PUNCTUATION:
        return dln_joins_words(reading, at);
    default:
        return false;
    }
}

static bool joins_phrases(const dln_reading *reading, uint32_t at) {
    return at < reading->count &&
           (reading->words[at].role == DLN_ROLE_OF || reading->words[at].class == DLN_CLASS_AND);
}

// An article or "its" behind a noun opens a phrase of its own: "watch *the* camp".
static bool opens_phrase(const dln_reading *reading, dln_phrase phrase, uint32_t end) {
    if (phrase.first == 0 || phrase.first >= end ||
        dln_class_at(reading, phrase.first) != DLN_CLASS_DETERMINER)
        return false;
    dln_class left = dln_class_at(reading, phrase.first - 1);
    return left == DLN_CLASS_NOUN || left == DLN_CLASS_NAME;
}

dln_phrase dln_phrase_ending(const dln_reading *reading, uint32_t end) {
    dln_phrase phrase = {end, end};
    uint32_t limit = end > DLN_REACH_TOKENS ? end - DLN_REACH_TOKENS : 0;
    while (phrase.first > limit) {
        uint32_t left = phrase.first - 1;
        if (in_noun_phrase(reading, left) && !opens_phrase(reading, phrase, end))
            phrase.first = left;
        else if (phrase.first < end && left > limit && joins_phrases(reading, left) &&
                 dln_same_part(reading, left - 1, phrase.first) &&
                 in_noun_phrase(reading, left - 1))
            phrase.first = left - 1;
        else
            break;
    }
    return phrase;
}

dln_phrase dln_phrase_starting(const dln_reading *reading, uint32_t first) {
    dln_phrase phrase = {first, first};
    uint32_t limit =
        first + DLN_REACH_TOKENS < reading->count ? first + DLN_REACH_TOKENS : reading->count;
    while (phrase.end < limit) {
        bool adverb = phrase.end > first && dln_class_at(reading, phrase.end) == DLN_CLASS_ADVERB &&
                      !dln_in_date(reading, phrase.end) &&
                      dln_class_at(reading, phrase.end - 1) == DLN_CLASS_DETERMINER;
        if (adverb || in_noun_phrase(reading, phrase.end)) // "the mainly Serb towns"
            phrase.end++;
        else if (phrase.end > first && joins_phrases(reading, phrase.end) &&
                 dln_same_part(reading, first, phrase.end) &&
                 in_noun_phrase(reading, phrase.end + 1))
            phrase.end += 2;
        else
            break;
    }
    return phrase;
}

// ---------------------------------------------------------------- subject and object

static bool stands_before_a_verb(const dln_reading *reading, uint32_t at) {
    switch (dln_class_at(reading, at)) {
    case DLN_CLASS_ADVERB:
    case DLN_CLASS_AUXILIARY:
    case DLN_CLASS_BE:
    case DLN_CLASS_HAVE:
    case DLN_CLASS_NEGATION:
        return true;
    case DLN_CLASS_VERB: // "vowed to", "was found", "were feared"
        return reading->words[at].modifier != DLN_NO_TERM ||
               (at > 0 && !dln_term_at(reading, at) &&
                (dln_class_at(reading, at - 1) == DLN_CLASS_BE ||
                 dln_class_at(reading, at - 1) == DLN_CLASS_HAVE));
    case DLN_CLASS_PREPOSITION: // "are said to have"
        return dln_str_equal(reading->tokens[at].folded, DLN_STR("to"));
    default:
        return false;
    }
}

// "killed five and wounded …": the subject of the verb before "and".
static uint32_t verb_before(const dln_reading *reading, uint32_t at) {
    for (uint32_t i = at; i-- > 0 && dln_same_part(reading, i, at);)
        if (dln_class_at(reading, i) == DLN_CLASS_VERB)
            return i;
    return DLN_NO_TOKEN;
}

// Behind a comma: "The group, based in Mosul, attacked": the phrase before the comma before.
static uint32_t over_parenthesis(const dln_reading *reading, uint32_t comma) {
    uint32_t limit = comma > DLN_REACH_TOKENS / 2 ? comma - DLN_REACH_TOKENS / 2 : 0;
    char mark = reading->tokens[comma].mark;
    while (comma > limit && dln_is_mark(&reading->tokens[comma - 1], mark))
        comma--;
    for (uint32_t i = comma; i-- > limit;)
        if (dln_is_mark(&reading->tokens[i], mark)) {
            while (i > limit && dln_is_mark(&reading->tokens[i - 1], mark))
                i--; // "--"
            return i;
        }
    return comma;
}

// The "(" that a ")" closes; the ")" itself if there is none near.
static uint32_t opening_before(const dln_reading *reading, uint32_t close) {
    uint32_t limit = close > DLN_REACH_TOKENS / 2 ? close - DLN_REACH_TOKENS / 2 : 0;
    for (uint32_t i = close; i-- > limit;)
        if (dln_is_mark(&reading->tokens[i], '('))
            return i;
    return close;
}

dln_phrase dln_subject_of(const dln_reading *reading, uint32_t verb) {
    dln_phrase none = {0, 0};
    uint32_t end = verb, steps = 0, coordinations = 0;
    bool relative = false;
    while (end > 0 && steps++ < DLN_REACH_TOKENS) {
        uint32_t left = end - 1;
        if (stands_before_a_verb(reading, left)) {
            end = left;
            continue;
        }
        dln_class class = dln_class_at(reading, left);
        if (class == DLN_CLASS_PREPOSITION && end < verb && dln_in_date(reading, end)) {
            end = left; // "gunmen on Saturday killed"
            continue;
        }
        if (class == DLN_CLASS_RELATIVE) {
            relative = true;
            end = left > 0 && dln_is_mark(&reading->tokens[left - 1], ',') ? left - 1 : left;
            continue;
        }
        if (class == DLN_CLASS_AND) {
            uint32_t other = verb_before(reading, left);
            if (other == DLN_NO_TOKEN || coordinations++ >= COORDINATIONS_MAX)
                return none;
            end = other;
            continue;
        }
        const dln_token *mark = &reading->tokens[left];
        bool dash = dln_is_mark(mark, '-') &&
                    (mark->space_before || (left > 0 && dln_is_mark(mark - 1, '-')));
        if (dln_is_mark(mark, ')') && opening_before(reading, left) != left) {
            end = opening_before(reading, left); // "the group (ABC) attacked"
            continue;
        }
        if (dln_is_mark(mark, ',') || dash) {
            uint32_t other = over_parenthesis(reading, left);
            if (other == left || coordinations++ >= COORDINATIONS_MAX)
                return none;
            end = other;
            continue;
        }
        break;
    }
    for (int i = 0; i < PREPOSITIONS_MAX && end > 0; i++) {
        dln_phrase phrase = dln_phrase_ending(reading, end);
        if (relative && dln_term_is(dln_term_at(reading, end - 1), DLN_WORD_TRIGGER))
            return phrase; // "a strike that killed": no further back
        if (dln_phrase_is_empty(phrase) && dln_class_at(reading, end - 1) != DLN_CLASS_VERB)
            return phrase;
        if (dln_phrase_is_empty(phrase)) {
            end--; // "a journalist working for", "men belonging to": a participle describes
            continue;
        }
        uint32_t left = phrase.first;
        if (left == 0 || dln_class_at(reading, left - 1) != DLN_CLASS_PREPOSITION)
            return phrase;
        while (left > 0 && dln_class_at(reading, left - 1) == DLN_CLASS_PREPOSITION)
            left--;
        end = left;
    }
    return none;
}

dln_phrase dln_object_of(const dln_reading *reading, uint32_t verb_end) {
    uint32_t at = verb_end;
    while (at < reading->count && (dln_class_at(reading, at) == DLN_CLASS_ADVERB ||
                                   dln_is_mark(&reading->tokens[at], '"')))
        at++;
    return dln_phrase_starting(reading, at);
}

dln_phrase dln_phrase_of_role(const dln_reading *reading, uint32_t from, dln_role role) {
    uint32_t limit =
        from + DLN_REACH_TOKENS < reading->count ? from + DLN_REACH_TOKENS : reading->count;
    for (uint32_t i = from; i < limit && dln_same_part(reading, from, i); i++) {
        dln_class class = dln_class_at(reading, i);
        if (class == DLN_CLASS_VERB && i > from && reading->words[i].role == DLN_ROLE_NONE)
            break;
        if (reading->words[i].role != role ||
            (class != DLN_CLASS_PREPOSITION && class != DLN_CLASS_VERB))
            continue;
        while (i + 1 < limit && reading->words[i + 1].role == role)
            i++;
        dln_phrase phrase = dln_phrase_starting(reading, i + 1);
        if (!dln_phrase_is_empty(phrase))
            return phrase;
    }
    return (dln_phrase){0, 0};
}

dln_phrase dln_phrase_before(const dln_reading *reading, uint32_t noun) {
    dln_phrase phrase = {noun, noun};
    // an article opens the phrase: "told reporters *the* drone attack"
    while (phrase.first > 0 &&
           (in_noun_phrase(reading, phrase.first - 1) || dln_in_date(reading, phrase.first - 1)) &&
           (phrase.first == noun || dln_class_at(reading, phrase.first) != DLN_CLASS_DETERMINER))
        phrase.first--;
    return phrase;
}

const dln_term *dln_phrase_term(const dln_reading *reading, dln_phrase phrase,
                                dln_word_kinds kinds) {
    for (uint32_t i = phrase.first; i < phrase.end && i < reading->count; i++) {
        const dln_term *term = dln_term_at(reading, i);
        if (term && (term->kinds & kinds))
            return term;
    }
    return NULL;
}

dln_str dln_phrase_text(const dln_reading *reading, dln_phrase phrase) {
    while (phrase.first < phrase.end &&
           (dln_class_at(reading, phrase.first) == DLN_CLASS_DETERMINER ||
            dln_class_at(reading, phrase.first) == DLN_CLASS_PUNCTUATION))
        phrase.first++;
    while (phrase.end > phrase.first) {
        const dln_token *last = &reading->tokens[phrase.end - 1];
        bool genitive = dln_str_equal(last->folded, DLN_STR("s")) && !last->space_before;
        if (!genitive && last->kind != DLN_TOKEN_PUNCTUATION)
            break;
        phrase.end--;
    }
    if (dln_phrase_is_empty(phrase))
        return DLN_STR_NONE;
    return dln_reading_text(reading, phrase.first, phrase.end);
}
