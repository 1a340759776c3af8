#include "extract/grammar/phrase.h"

// "Prof.", "Capt.": a longer word before a full stop is no abbreviation.
enum { ABBREVIATION_MAX = 4 };

bool dln_same_part(const dln_reading *reading, uint32_t a, uint32_t b) {
    return a < reading->count && b < reading->count &&
           reading->words[a].part == reading->words[b].part;
}

bool dln_joins_words(const dln_reading *reading, uint32_t at) {
    if (at + 1 >= reading->count || reading->tokens[at].space_before)
        return false;
    char mark = reading->tokens[at].mark;
    bool next_spaced = reading->tokens[at + 1].space_before;
    if (mark == '.') // "Gen. Ali", "U.S. troops", not the end of a sentence before a small letter
        return at > 0 && reading->tokens[at - 1].kind == DLN_TOKEN_WORD &&
               reading->tokens[at - 1].folded.len <= ABBREVIATION_MAX;
    return mark == '\'' || (mark == '-' && !next_spaced);
}

// "killed two guards *15 km* from the town": a measure belongs to no phrase.
static bool is_measure(const dln_reading *reading, uint32_t at) {
    return dln_class_at(reading, at) == DLN_CLASS_NUMBER && at + 1 < reading->count &&
           dln_lexicon_match(reading->lexicon, &reading->tokens[at + 1], 1,
                             dln_kind_bit(DLN_WORD_LENGTH_UNIT));
}

static bool is_noun_word(const dln_reading *reading, uint32_t at) {
    dln_class class = dln_class_at(reading, at);
    if (is_measure(reading, at))
        return false;
    return class == DLN_CLASS_NOUN || class == DLN_CLASS_NAME || class == DLN_CLASS_NUMBER ||
           class == DLN_CLASS_DETERMINER;
}

// the "Santo Tomas" farm: a quotation mark between two words of a phrase.
static bool quotes_inside(const dln_reading *reading, uint32_t at) {
    return at > 0 && dln_is_mark(&reading->tokens[at], '"') && is_noun_word(reading, at - 1) &&
           is_noun_word(reading, at + 1);
}

// Words that a noun phrase is made of.
static bool in_noun_phrase(const dln_reading *reading, uint32_t at) {
    return is_noun_word(reading, at) ||
           (dln_class_at(reading, at) == DLN_CLASS_PUNCTUATION &&
            (dln_joins_words(reading, at) || quotes_inside(reading, at)));
}

static bool joins_phrases(const dln_reading *reading, uint32_t at) {
    return at < reading->count &&
           (reading->words[at].role == DLN_ROLE_OF || reading->words[at].class == DLN_CLASS_AND);
}

// Behind "and", "along with", "of".
static uint32_t behind_and(const dln_reading *reading, uint32_t at) {
    uint32_t next = at + 1;
    while (dln_class_at(reading, at) == DLN_CLASS_AND &&
           dln_class_at(reading, next) == DLN_CLASS_AND)
        next++;
    return next;
}

// "three *further* people", "the *mainly* Serb towns"
static bool is_adverb_inside(const dln_reading *reading, uint32_t at) {
    dln_class left = at > 0 ? dln_class_at(reading, at - 1) : DLN_CLASS_PUNCTUATION;
    return dln_class_at(reading, at) == DLN_CLASS_ADVERB && !dln_in_date(reading, at) &&
           (left == DLN_CLASS_DETERMINER || left == DLN_CLASS_NUMBER);
}

bool dln_is_indefinite_article(dln_str word) {
    return dln_str_equal(word, DLN_STR("a")) || dln_str_equal(word, DLN_STR("an"));
}

// An article or "its" behind a noun opens a phrase of its own: "watch *the* camp".
static bool opens_phrase(const dln_reading *reading, dln_phrase phrase, uint32_t end) {
    if (phrase.first == 0 || phrase.first >= end ||
        dln_class_at(reading, phrase.first) != DLN_CLASS_DETERMINER)
        return false;
    dln_class left = dln_class_at(reading, phrase.first - 1);
    dln_str word = reading->tokens[phrase.first].folded; // "at 0640 a patrol", not "two other men"
    bool article = dln_is_indefinite_article(word) || dln_str_equal(word, DLN_STR("the"));
    return left == DLN_CLASS_NOUN || left == DLN_CLASS_NAME ||
           (left == DLN_CLASS_NUMBER && article);
}

dln_phrase dln_phrase_ending(const dln_reading *reading, uint32_t end) {
    dln_phrase phrase = {end, end};
    uint32_t limit = end > DLN_REACH_TOKENS ? end - DLN_REACH_TOKENS : 0;
    while (phrase.first > limit) {
        uint32_t left = phrase.first - 1;
        bool adverb = phrase.first < end && is_adverb_inside(reading, left);
        if (adverb || (in_noun_phrase(reading, left) && !opens_phrase(reading, phrase, end)))
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
    // "by at least five", "between mainly Muslim rebels"
    while (dln_class_at(reading, first) == DLN_CLASS_ADVERB && !dln_in_date(reading, first) &&
           (in_noun_phrase(reading, first + 1) ||
            dln_class_at(reading, first + 1) == DLN_CLASS_ADVERB))
        first++;
    dln_phrase phrase = {first, first};
    uint32_t limit =
        first + DLN_REACH_TOKENS < reading->count ? first + DLN_REACH_TOKENS : reading->count;
    while (phrase.end < limit) {
        if (phrase.end > first &&
            opens_phrase(reading, (dln_phrase){phrase.end, phrase.end + 1}, phrase.end + 1))
            break; // "killed the judge *the* evening before"
        bool adverb = phrase.end > first && is_adverb_inside(reading, phrase.end);
        if (adverb || in_noun_phrase(reading, phrase.end))
            phrase.end++;
        else if (phrase.end > first && joins_phrases(reading, phrase.end) &&
                 dln_same_part(reading, first, phrase.end) &&
                 in_noun_phrase(reading, behind_and(reading, phrase.end)))
            phrase.end = behind_and(reading, phrase.end) + 1;
        else
            break;
    }
    return phrase;
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

static bool has_quote(const dln_reading *reading, dln_phrase phrase) {
    bool odd = false;
    for (uint32_t i = phrase.first; i < phrase.end; i++)
        odd ^= dln_is_mark(&reading->tokens[i], '"');
    return odd;
}

dln_str dln_phrase_text(const dln_reading *reading, dln_phrase phrase) {
    while (phrase.first < phrase.end &&
           ((dln_class_at(reading, phrase.first) == DLN_CLASS_DETERMINER &&
             reading->words[phrase.first + 1].role != DLN_ROLE_OF) || // "some of the troops"
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
    if (has_quote(reading, phrase) && phrase.first > 0 &&
        dln_is_mark(&reading->tokens[phrase.first - 1], '"'))
        phrase.first--; // "the "Santo Tomas" farm": the mark was cut off its pair
    return dln_reading_text(reading, phrase.first, phrase.end);
}
