#include "store/party.h"

#include "store/near.h"

// Words that are no article or preposition have this many bytes at least.
#define LONG_WORD 4
// Letters that two forms of one name share: "Israel" and "Israeli", "Houthi" and "Houthis".
#define STEM 4
// An acronym has so many letters at most.
#define ACRONYM_MAX 8

// The word that begins at or behind `*at`; empty at the end.
static dln_str next_word(dln_str text, size_t *at) {
    while (*at < text.len && (text.data[*at] == ' ' || text.data[*at] == ';'))
        (*at)++;
    size_t begin = *at;
    while (*at < text.len && text.data[*at] != ' ' && text.data[*at] != ';')
        (*at)++;
    return dln_str_slice(text, begin, *at);
}

static bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

// A word that names: capitalised, and no "A" or "Al".
static bool is_name(dln_str word) {
    return word.len >= STEM - 1 && is_capital(word.data[0]);
}

// Whether every long word of `part` stands in `whole`, and there is one: "three soldiers" in "Three
// U.S. soldiers".
static bool has_words_of(dln_str whole, dln_str part) {
    bool found = false;
    size_t at = 0;
    for (dln_str word = next_word(part, &at); word.len > 0; word = next_word(part, &at)) {
        if (word.len < LONG_WORD)
            continue;
        if (!dln_text_contains_folded(whole, word))
            return false;
        found = true;
    }
    return found;
}

static bool is_form_of(dln_str a, dln_str b) {
    size_t shared = 0;
    while (shared < a.len && shared < b.len && a.data[shared] == b.data[shared])
        shared++;
    return shared >= STEM || (shared == a.len && shared == b.len);
}

static bool has_form_of(dln_str text, dln_str name) {
    size_t at = 0;
    for (dln_str word = next_word(text, &at); word.len > 0; word = next_word(text, &at))
        if (is_name(word) && is_form_of(word, name))
            return true;
    return false;
}

// How many words of `part` name something, and how many of them `whole` has in some form.
static void count_names(dln_str whole, dln_str part, size_t *names, size_t *shared) {
    size_t at = 0;
    *names = *shared = 0;
    for (dln_str word = next_word(part, &at); word.len > 0; word = next_word(part, &at)) {
        *names += is_name(word);
        *shared += is_name(word) && has_form_of(whole, word);
    }
}

// "RSF" for "Rapid Support Forces".
static bool is_acronym_of(dln_str letters, dln_str text) {
    size_t at = 0, i = 0;
    if (letters.len < 2 || letters.len > ACRONYM_MAX)
        return false;
    for (dln_str word = next_word(text, &at); word.len > 0; word = next_word(text, &at)) {
        if (!is_capital(word.data[0]))
            continue;
        if (i == letters.len || letters.data[i++] != word.data[0])
            return false;
    }
    return i == letters.len;
}

dln_party dln_party_compare(dln_str a, dln_str b) {
    if (a.len == 0 || b.len == 0)
        return DLN_PARTY_UNSURE;
    if (dln_text_contains_folded(a, b) || dln_text_contains_folded(b, a) || has_words_of(a, b) ||
        has_words_of(b, a) || is_acronym_of(a, b) || is_acronym_of(b, a))
        return DLN_PARTY_SAME;
    size_t in_a, of_a, in_b, of_b;
    count_names(b, a, &in_a, &of_a);
    count_names(a, b, &in_b, &of_b);
    if (in_a == 0 || in_b == 0)
        return DLN_PARTY_UNSURE;
    // "Islamic State" and "Islamic Resistance" share a word and are two
    bool whole = in_a <= in_b ? of_a == in_a : of_b == in_b;
    return whole ? DLN_PARTY_SAME : DLN_PARTY_OTHER;
}
