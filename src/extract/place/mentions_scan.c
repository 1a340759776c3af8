#include "extract/place/mentions_scan.h"

#include <string.h>

// Every word of a text could be looked up by itself; those without letters are skipped.
static void look_words_up(dln_scan *scan) {
    for (size_t i = 0; i < scan->segments->token_count; i++) {
        const dln_token *token = &scan->segments->tokens[i];
        if (token->kind != DLN_TOKEN_WORD)
            continue;
        size_t count;
        const dln_lexeme *all = dln_lexicon_find(scan->knowledge->lexicon, token->folded, &count);
        for (size_t m = 0; m < count; m++)
            scan->kinds[i] |= dln_kind_bit(all[m].kind);
    }
}

// 0 marks a free slot, so that no hash may be it.
static uint32_t lower_key(const dln_token *token) {
    return token->hash ? token->hash : 1;
}

static bool keep_lower_words(dln_scan *scan) {
    const dln_segments *segments = scan->segments;
    scan->lower_slots = 64;
    while (scan->lower_slots < segments->token_count * 2)
        scan->lower_slots *= 2;
    scan->lower = DLN_ARENA_ARRAY(scan->arena, uint32_t, scan->lower_slots);
    if (!scan->lower)
        return false;
    for (size_t i = 0; i < segments->token_count; i++) {
        const dln_token *token = &segments->tokens[i];
        if (token->kind != DLN_TOKEN_WORD || token->letter_case != DLN_CASE_LOWER)
            continue;
        uint32_t key = lower_key(token);
        size_t at = key & (scan->lower_slots - 1);
        while (scan->lower[at] != 0 && scan->lower[at] != key)
            at = (at + 1) & (scan->lower_slots - 1);
        scan->lower[at] = key;
    }
    return true;
}

bool dln_scan_is_ordinary_here(const dln_scan *scan, uint32_t token) {
    uint32_t key = lower_key(&scan->segments->tokens[token]);
    for (size_t at = key & (scan->lower_slots - 1); scan->lower[at] != 0;
         at = (at + 1) & (scan->lower_slots - 1))
        if (scan->lower[at] == key)
            return true;
    return false;
}

dln_status dln_scan_init(dln_scan *scan, const dln_knowledge *knowledge,
                         const dln_segments *segments, dln_arena *arena, dln_error *err) {
    *scan = (dln_scan){.knowledge = knowledge, .segments = segments, .arena = arena};
    scan->kinds = DLN_ARENA_ARRAY(arena, dln_word_kinds, segments->token_count + 1);
    scan->person = DLN_ARENA_ARRAY(arena, bool, segments->token_count + 1);
    if (!scan->kinds || !scan->person || !keep_lower_words(scan))
        return dln_fail_memory(err);
    look_words_up(scan);
    return DLN_OK;
}

bool dln_scan_is_letter(const dln_scan *scan, uint32_t token) {
    const dln_token *letter = &scan->segments->tokens[token];
    return letter->kind == DLN_TOKEN_WORD && letter->folded.len == 1 &&
           letter->letter_case == DLN_CASE_TITLE;
}

bool dln_scan_is(const dln_scan *scan, uint32_t token, dln_word_kind kind) {
    return token < scan->segments->token_count && (scan->kinds[token] & dln_kind_bit(kind)) != 0;
}

const dln_lexeme *dln_scan_lexeme(const dln_scan *scan, uint32_t token, dln_word_kind kind) {
    if (!dln_scan_is(scan, token, kind))
        return NULL;
    size_t count;
    const dln_lexeme *all =
        dln_lexicon_find(scan->knowledge->lexicon, scan->segments->tokens[token].folded, &count);
    for (size_t m = 0; m < count; m++)
        if (all[m].kind == kind)
            return &all[m];
    return NULL;
}

// Whether a lower-case particle or mark at `at` goes on a name: the next word is proper.
static bool joins(const dln_scan *scan, uint32_t at, uint32_t end) {
    const dln_token *token = &scan->segments->tokens[at];
    if (at + 1 >= end || token[1].starts_sentence)
        return false;
    if (token->kind == DLN_TOKEN_PUNCTUATION) {
        if (token->space_before || token[1].line_break > DLN_BREAK_WRAP)
            return false;
        bool hyphen = token->mark == '-' && !token[1].space_before;
        bool particle_next = hyphen && at + 3 < end && token[2].mark == '-';
        return (hyphen && (dln_is_proper(&token[1]) || particle_next)) ||
               (token->mark == '.' && dln_is_proper(&token[1]));
    }
    const dln_token *next = &token[1];
    if (next->mark == '-' && !next->space_before && at + 2 < end)
        next = &token[2];
    return dln_scan_is(scan, at, DLN_WORD_NAME_PARTICLE) && dln_is_proper(next);
}

dln_run dln_run_at(const dln_scan *scan, uint32_t at, uint32_t sentence_end) {
    const dln_token *tokens = scan->segments->tokens;
    uint32_t end = at + 1;
    while (end < sentence_end && tokens[end].line_break < DLN_BREAK_LINE &&
           (dln_is_proper(&tokens[end]) || joins(scan, end, sentence_end)))
        end++;
    return (dln_run){at, end};
}

bool dln_scan_opens(const dln_scan *scan, uint32_t token) {
    const dln_word_kinds openers = dln_kind_bit(DLN_WORD_GRAMMAR) | dln_kind_bit(DLN_WORD_ROUTE) |
                                   dln_kind_bit(DLN_WORD_SENTENCE_START);
    return scan->segments->tokens[token].starts_sentence && (scan->kinds[token] & openers) != 0;
}
