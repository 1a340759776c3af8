#include "text/segment.h"

#include <string.h>

#include "text/line.h"
#include "text/token.h"
#include "base/utf8.h"

enum {
    FIRST_SENTENCES = 8,
    TOKENS_PER_SENTENCE = 16, // a low guess; wire prose has 26
    HEADING_MAX_TOKENS = 40,  // a longer line without a full stop is prose that lost it
    LONG_WORD_BYTES = 4,      // headline style leaves shorter words small: "of", "in", "and"
    PROSE_WORD_BYTES = 3,     // "met", "saw": the shortest verbs
    MIN_LONG_WORDS = 4,       // fewer capitalised words in a row are an ordinary name
    MIN_WORDS = 3,
};
// Share of words that are capitals where case tells nothing: quoted names and figures stay.
#define CAPITALS_SHARE 0.8

typedef struct builder {
    dln_str text;
    const dln_lexicon *lexicon;
    dln_token *tokens;
    size_t token_count;
    dln_sentence *sentences;
    size_t count, capacity;
    uint32_t paragraph;
    dln_arena *arena;
} builder;

static bool is_final(const dln_token *token) {
    return token->mark == '.' || token->mark == '?' || token->mark == '!';
}

static bool opens(const dln_token *token) {
    return token->mark == '"' || token->mark == '\'' || token->mark == '(' || token->mark == '[';
}

static bool closes(const dln_token *token) {
    return token->mark == '"' || token->mark == '\'' || token->mark == ')' || token->mark == ']' ||
           token->mark == '}';
}

// Full stops of scripts that write no space behind them: "。", "۔", "؟".
static bool needs_no_space(const builder *build, const dln_token *mark) {
    size_t at = mark->span.begin;
    uint32_t code_point = dln_utf8_next(build->text, &at);
    return code_point >= 0x80 && code_point != 0x2026 && code_point != 0x2025; // "…", "‥"
}

static bool has_kind(const builder *build, size_t at, dln_word_kind kind) {
    return dln_lexicon_match(build->lexicon, &build->tokens[at], 1, dln_kind_bit(kind)) != NULL;
}

// The first token at or behind `at` that is no opening quote or bracket.
static size_t behind_openers(const builder *build, size_t at) {
    while (at + 1 < build->token_count && opens(&build->tokens[at]) &&
           !build->tokens[at + 1].space_before)
        at++;
    return at;
}

// Whether a word begins a sentence even behind an abbreviation: "in the U.S. The group".
static bool begins_sentence(const builder *build, size_t at) {
    const dln_token *token = &build->tokens[behind_openers(build, at)];
    bool capital = token->letter_case == DLN_CASE_TITLE || token->letter_case == DLN_CASE_UPPER;
    return capital && has_kind(build, behind_openers(build, at), DLN_WORD_SENTENCE_START);
}

static bool is_initial(const dln_token *token) {
    return token->kind == DLN_TOKEN_WORD && token->letter_case == DLN_CASE_TITLE &&
           token->folded.len == 1;
}

// Whether the full stop at `stop`, behind a word and before a space, ends a sentence that goes on
// at `next`. `first` is the first token of the sentence.
static bool stop_ends(const builder *build, size_t first, size_t stop, size_t next) {
    if (stop == first || build->tokens[stop].space_before)
        return true;
    const dln_token *word = &build->tokens[stop - 1];
    if (word->kind == DLN_TOKEN_NUMBER && stop == first + 1)
        return false; // "1. The first item"
    const dln_lexeme *abbreviation =
        dln_lexicon_match(build->lexicon, word, 1, dln_kind_bit(DLN_WORD_ABBREVIATION));
    if (!abbreviation)
        return !is_initial(word) || begins_sentence(build, next);
    if (dln_str_equal(abbreviation->value, DLN_STR("always")))
        return false;
    if (dln_str_equal(abbreviation->value, DLN_STR("number")))
        return build->tokens[next].kind != DLN_TOKEN_NUMBER;
    return begins_sentence(build, next);
}

// "the desert.The army", "in Lyon.France's president": a space was lost. Not "U.S.Army", "node.Js",
// "Amazon.Com", "3.The".
static bool lost_space(const builder *build, size_t stop, size_t next) {
    if (stop == 0 || next != stop + 1 || build->tokens[stop].mark != '.')
        return false;
    const dln_token *before = &build->tokens[stop - 1], *after = &build->tokens[next];
    bool name_before = before->letter_case == DLN_CASE_TITLE &&
                       before->folded.len >= LONG_WORD_BYTES &&
                       (after->folded.len >= LONG_WORD_BYTES || begins_sentence(build, next));
    bool word_before = before->letter_case == DLN_CASE_LOWER && before->folded.len > 2;
    return (word_before || name_before) && after->letter_case == DLN_CASE_TITLE &&
           after->folded.len > 1 && !has_kind(build, stop - 1, DLN_WORD_ABBREVIATION);
}

// Whether a sentence ends behind token `stop`, the next one beginning at `next`.
static bool ends_at(const builder *build, size_t first, size_t stop, size_t next) {
    const dln_token *mark = &build->tokens[stop];
    if (mark->kind == DLN_TOKEN_PUNCTUATION && needs_no_space(build, mark))
        return true;
    if (!build->tokens[next].space_before)
        return lost_space(build, stop, next);
    if (build->tokens[behind_openers(build, next)].letter_case == DLN_CASE_LOWER)
        return false;
    if (mark->kind == DLN_TOKEN_WORD) // "U.S."
        return begins_sentence(build, next);
    return mark->mark != '.' || next != stop + 1 || stop_ends(build, first, stop, next);
}

// A word that ends in its own full stop: "U.S.", "p.m."
static bool ends_in_stop(const builder *build, const dln_token *token) {
    return token->kind == DLN_TOKEN_WORD && build->text.data[token->span.end - 1] == '.';
}

// The token behind the sentence that begins at `first`.
static size_t sentence_end(const builder *build, size_t first) {
    size_t limit = build->token_count - first < DLN_SENTENCE_MAX_TOKENS
                       ? build->token_count
                       : first + DLN_SENTENCE_MAX_TOKENS;
    for (size_t at = first; at < limit; at++) {
        const dln_token *token = &build->tokens[at];
        if (at > first && token->line_break >= DLN_BREAK_LINE)
            return at;
        if (!is_final(token) && !ends_in_stop(build, token))
            continue;
        size_t next = at + 1;
        while (next < limit && !build->tokens[next].space_before &&
               (is_final(&build->tokens[next]) || closes(&build->tokens[next])))
            next++;
        if (next < limit && ends_at(build, first, at, next))
            return next;
        at = next - 1;
    }
    return limit;
}

static bool is_capitalised(const dln_token *token) {
    return token->letter_case == DLN_CASE_TITLE || token->letter_case == DLN_CASE_UPPER;
}

// Headline style, or capitals throughout. A sentence with its full stop and a word in lower case is
// prose, however many names it has: "Jordan Smith met Chad Johnson in London."
static bool case_tells_nothing(const dln_token *tokens, size_t count, bool full_stop) {
    size_t words = 0, upper = 0, small = 0, long_words = 0, long_capital = 0;
    for (size_t i = 0; i < count; i++) {
        if (tokens[i].kind != DLN_TOKEN_WORD || tokens[i].letter_case == DLN_CASE_NONE)
            continue;
        bool is_long = tokens[i].folded.len >= LONG_WORD_BYTES;
        words++;
        small +=
            tokens[i].letter_case == DLN_CASE_LOWER && tokens[i].folded.len >= PROSE_WORD_BYTES;
        upper += tokens[i].letter_case == DLN_CASE_UPPER;
        long_words += is_long;
        long_capital += is_long && is_capitalised(&tokens[i]);
    }
    bool all_capitals = words >= MIN_WORDS && (double)upper >= CAPITALS_SHARE * (double)words;
    bool prose = full_stop && small > 0;
    bool headline = !prose && long_words >= MIN_LONG_WORDS &&
                    (double)long_capital >= CAPITALS_SHARE * (double)long_words;
    return all_capitals || headline;
}

static bool ends_in_full_stop(const builder *build, size_t first, size_t end) {
    const dln_token *last = &build->tokens[end - 1];
    while (closes(last) && end > first + 1)
        last = &build->tokens[--end - 1];
    return last->mark == '.' || last->mark == '!' || last->mark == ',' || last->mark == ';';
}

static bool is_heading(const builder *build, size_t first, size_t end) {
    const dln_token *tokens = build->tokens;
    bool own_line = tokens[first].line_break >= DLN_BREAK_LINE &&
                    (end == build->token_count || tokens[end].line_break >= DLN_BREAK_LINE);
    return own_line && end - first <= HEADING_MAX_TOKENS && !ends_in_full_stop(build, first, end) &&
           !dln_is_bullet(build->text, tokens[first].span.begin);
}

static bool make_room(builder *build) {
    if (build->count < build->capacity)
        return true;
    dln_sentence *sentences = DLN_ARENA_ARRAY(build->arena, dln_sentence, build->capacity * 2);
    if (!sentences)
        return false;
    memcpy(sentences, build->sentences, build->count * sizeof *sentences);
    build->sentences = sentences;
    build->capacity *= 2;
    return true;
}

static bool add_sentence(builder *build, size_t first, size_t end) {
    dln_token *tokens = build->tokens;
    if (!make_room(build))
        return false;
    build->paragraph += first > 0 && tokens[first].line_break >= DLN_BREAK_LINE;
    tokens[first].starts_sentence = true;
    build->sentences[build->count++] = (dln_sentence){
        .span = {tokens[first].span.begin, tokens[end - 1].span.end},
        .first = (uint32_t)first,
        .count = (uint32_t)(end - first),
        .paragraph = build->paragraph,
        .heading = is_heading(build, first, end),
        .capitals =
            case_tells_nothing(tokens + first, end - first, ends_in_full_stop(build, first, end)),
    };
    return true;
}

dln_status dln_segment(dln_str text, const dln_lexicon *lexicon, dln_arena *arena,
                       dln_segments *out, dln_error *err) {
    builder build = {.text = text, .lexicon = lexicon, .arena = arena};
    dln_status status = dln_tokenize(text, arena, &build.tokens, &build.token_count, err);
    if (status != DLN_OK)
        return status;
    build.capacity = FIRST_SENTENCES + build.token_count / TOKENS_PER_SENTENCE;
    build.sentences = DLN_ARENA_ARRAY(arena, dln_sentence, build.capacity);
    if (!build.sentences)
        return dln_fail_memory(err);
    for (size_t first = 0; first < build.token_count;) {
        size_t end = sentence_end(&build, first);
        if (!add_sentence(&build, first, end))
            return dln_fail_memory(err);
        first = end;
    }
    *out = (dln_segments){text, build.tokens, build.token_count, build.sentences, build.count};
    return DLN_OK;
}
