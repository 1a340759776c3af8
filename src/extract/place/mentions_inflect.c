#include "extract/place/mentions_inflect.h"

#include <string.h>

#include "extract/place/resolve_prior.h"
#include "text/fold.h"
#include "base/utf8.h"

// What is left of a word must be as long as this, in letters, and known to so many people: a word
// of three letters behind a prefix of one is often a word of four.
#define STEM_MIN_LETTERS 3
#define STEM_MIN_FAME    5.0
#define PREFIX_MAX       3 // letters
#define ENDING_MAX       4
#define ENDING_BYTES_MAX 32
#define VARIANTS_MAX     16 // nominatives of one word

static bool is_plain(const dln_token *token) {
    return token->folded.len == 0 || (unsigned char)token->folded.data[0] < 0x80;
}

static const dln_lexeme *meaning(const dln_scan *scan, dln_str word, dln_word_kind kind) {
    size_t count;
    const dln_lexeme *all = dln_lexicon_find(scan->knowledge->lexicon, word, &count);
    for (size_t i = 0; i < count; i++)
        if (all[i].kind == kind)
            return &all[i];
    return NULL;
}

static bool is_known(const dln_scan *scan, const dln_name_match *match) {
    dln_place place = dln_gazetteer_place(scan->knowledge->gazetteer, match->candidates[0].place);
    return dln_place_fame(&place, match->candidates[0].kind) >= STEM_MIN_FAME;
}

// The longest known name that begins with `stem` and goes on with tokens[1 …].
static bool match_from(const dln_scan *scan, dln_str stem, const dln_token *tokens, size_t count,
                       dln_name_match *out) {
    dln_token first = tokens[0];
    first.folded = stem;
    dln_name_key key = {.len = 0};
    bool found = false;
    for (size_t i = 0; i < count && i < DLN_NAME_MAX_TOKENS; i++) {
        if ((i > 0 && tokens[i].starts_sentence) ||
            !dln_name_key_add(&key, i == 0 ? &first : &tokens[i]))
            break;
        dln_name_match match = {.token_count = (uint32_t)i + 1};
        match.candidates = dln_gazetteer_find_folded(scan->knowledge->gazetteer,
                                                     (dln_str){key.bytes, key.len}, &match.count);
        if (tokens[i].kind == DLN_TOKEN_WORD && match.count > 0 && is_known(scan, &match)) {
            *out = match;
            found = true;
        }
    }
    return found;
}

static size_t letters_in(dln_str word) {
    return dln_codepoints_between(word, 0, word.len);
}

// `stem` with something before or behind it, in `bytes`.
static dln_str join(dln_str head, dln_str tail, char bytes[DLN_NAME_MAX_BYTES]) {
    if (head.len + tail.len > DLN_NAME_MAX_BYTES)
        return (dln_str){bytes, 0};
    memcpy(bytes, head.data, head.len);
    if (tail.len > 0)
        memcpy(bytes + head.len, tail.data, tail.len);
    return (dln_str){bytes, head.len + tail.len};
}

static bool strip_prefix(const dln_scan *scan, const dln_token *tokens, size_t count,
                         dln_name_match *out, uint32_t *prefix) {
    dln_str word = tokens[0].folded;
    dln_str raw = dln_str_of_span(scan->segments->text, tokens[0].span);
    size_t at = 0, raw_at = 0;
    for (int letters = 1; letters <= PREFIX_MAX && at < word.len && raw_at < raw.len; letters++) {
        dln_utf8_next(word, &at);
        dln_utf8_next(raw, &raw_at);
        const dln_lexeme *clitic = meaning(scan, dln_str_slice(word, 0, at), DLN_WORD_CLITIC);
        dln_str rest = dln_str_slice(word, at, word.len);
        if (!clitic || letters_in(rest) == 0)
            continue;
        char bytes[DLN_NAME_MAX_BYTES];
        dln_str stem = clitic->value.len > 0 ? join(clitic->value, rest, bytes) : rest;
        bool enough = letters_in(rest) >= STEM_MIN_LETTERS; // of one word; two are sure enough
        if (stem.len > 0 && match_from(scan, stem, tokens, count, out) &&
            (enough || out->token_count > 1)) {
            *prefix = (uint32_t)raw_at;
            return true;
        }
    }
    return false;
}

// A word as a dictionary might have it.
typedef struct variant {
    char bytes[DLN_NAME_MAX_BYTES];
    dln_str word;
} variant;

// The nominatives that a declined word may have; returns how many.
static size_t nominatives(const dln_scan *scan, dln_str word, variant out[VARIANTS_MAX]) {
    size_t at = word.len, count = 0;
    for (int letters = 1; letters <= ENDING_MAX && at > 0; letters++) {
        dln_utf8_previous(word, &at);
        dln_str stem = dln_str_slice(word, 0, at);
        const dln_lexeme *ending =
            meaning(scan, dln_str_slice(word, at, word.len), DLN_WORD_ENDING);
        if (!ending || letters_in(stem) < STEM_MIN_LETTERS)
            continue;
        dln_str endings = ending->value;
        while (endings.data && count < VARIANTS_MAX) {
            dln_str tail = dln_str_trim(dln_str_cut(&endings, '/'));
            char folded[ENDING_BYTES_MAX]; // "ий" as names of the gazetteer are folded: "ии"
            bool none = dln_str_equal(tail, DLN_STR("-"));
            if (!none && !dln_fold_into(tail, folded, sizeof folded, &tail.len))
                continue;
            tail.data = none ? tail.data : folded;
            out[count].word = join(stem, none ? DLN_STR("") : tail, out[count].bytes);
            count += out[count].word.len > 0;
        }
    }
    return count;
}

// "Харьковской области": the adjective and its noun, each in its nominative or as it stands.
static bool match_pair(const dln_scan *scan, const variant *first, const dln_token *tokens,
                       dln_name_match *out) {
    variant second[VARIANTS_MAX];
    size_t count = nominatives(scan, tokens[1].folded, second);
    dln_token pair[2] = {tokens[0], tokens[1]};
    for (size_t i = 0; i <= count; i++) {
        pair[1].folded = i < count ? second[i].word : tokens[1].folded;
        if (match_from(scan, first->word, pair, 2, out) && out->token_count == 2)
            return true;
    }
    return false;
}

// Whether a word in lower case that divisions are called by follows.
static bool has_kind_behind(const dln_scan *scan, const dln_token *tokens, size_t count) {
    uint32_t next = (uint32_t)(tokens - scan->segments->tokens) + 1;
    return count > 1 && tokens[1].letter_case == DLN_CASE_LOWER && !tokens[1].starts_sentence &&
           !is_plain(&tokens[1]) && dln_scan_is(scan, next, DLN_WORD_PLACE_TYPE);
}

static bool match_adjective(const dln_scan *scan, const dln_token *tokens, size_t count,
                            dln_name_match *out) {
    variant first[VARIANTS_MAX];
    if (!has_kind_behind(scan, tokens, count))
        return false;
    size_t variants = nominatives(scan, tokens[0].folded, first);
    for (size_t i = 0; i < variants; i++)
        if (match_pair(scan, &first[i], tokens, out))
            return true;
    return false;
}

static bool change_ending(const dln_scan *scan, const dln_token *token, dln_name_match *out) {
    variant forms[VARIANTS_MAX];
    size_t count = nominatives(scan, token->folded, forms);
    for (size_t i = 0; i < count; i++)
        if (match_from(scan, forms[i].word, token, 1, out))
            return true;
    return false;
}

size_t dln_match_forms(const dln_scan *scan, const dln_token *tokens, size_t count,
                       dln_name_match out[DLN_NAME_MAX_TOKENS], uint32_t *prefix) {
    *prefix = 0;
    size_t found = count > 0 ? dln_match_names(scan->knowledge->gazetteer, tokens, count, out) : 0;
    if (count == 0 || is_plain(&tokens[0]))
        return found;
    if (tokens[0].letter_case == DLN_CASE_NONE)
        return found > 0 ? found : strip_prefix(scan, tokens, count, out, prefix);
    dln_name_match pair;
    bool room = found < DLN_NAME_MAX_TOKENS && (found == 0 || out[found - 1].token_count < 2);
    if (room && match_adjective(scan, tokens, count, &pair))
        out[found++] = pair;
    return found > 0 ? found : change_ending(scan, tokens, out);
}
