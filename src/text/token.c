#include "text/token.h"

#include <string.h>

#include "dateline/report.h"
#include "text/fold.h"
#include "text/line.h"
#include "text/unicode.h"
#include "base/utf8.h"

enum {
    FIRST_TOKENS = 16,
    BYTES_PER_TOKEN = 5, // of wire prose there are 5.3; too low a guess only costs a copy
    GROUP_DIGITS = 3,    // "1,500,000"
};

typedef struct scanner {
    dln_str text;
    size_t at;
    dln_line_walk lines;
    char *folds; // room for the folded form of every token, at the token's own offset
    dln_token *tokens;
    size_t count, capacity;
    dln_arena *arena;
} scanner;

// A code point and where it ends; beyond the text: nothing at all.
typedef struct peeked {
    uint32_t code_point;
    dln_char is;
    size_t end;
} peeked;

static peeked peek(const scanner *scan, size_t at) {
    peeked seen = {.end = at};
    if (at < scan->text.len && (unsigned char)scan->text.data[at] < 0x80) {
        seen.code_point = (unsigned char)scan->text.data[at];
        seen.is = dln_char_of(seen.code_point);
        seen.end++;
    } else if (at < scan->text.len) {
        seen.code_point = dln_utf8_next(scan->text, &seen.end);
        seen.is = dln_char_of(seen.code_point);
    }
    return seen;
}

static bool is_alphanumeric(dln_char c) {
    return c.flags & (DLN_CHAR_LETTER | DLN_CHAR_DIGIT);
}

static dln_token *add_token(scanner *scan) {
    if (scan->count == scan->capacity) {
        size_t capacity = scan->capacity * 2;
        dln_token *tokens = DLN_ARENA_ARRAY(scan->arena, dln_token, capacity);
        if (!tokens)
            return NULL;
        memcpy(tokens, scan->tokens, scan->count * sizeof *tokens);
        scan->tokens = tokens;
        scan->capacity = capacity;
    }
    return &scan->tokens[scan->count++];
}

static bool is_visible_ascii(const scanner *scan, size_t at) {
    return at < scan->text.len && scan->text.data[at] > ' ' && scan->text.data[at] < 0x7F;
}

// Skips white space and invisible marks up to the next token; says what lay between.
static dln_break skip_gap(scanner *scan, bool *space) {
    // Nothing, or one space: what lies between most tokens.
    *space = scan->at < scan->text.len && scan->text.data[scan->at] == ' ';
    if (scan->at > 0 && is_visible_ascii(scan, scan->at + *space)) {
        scan->at += *space;
        return DLN_BREAK_NONE;
    }
    dln_break line_break = scan->at == 0 ? DLN_BREAK_PARAGRAPH : DLN_BREAK_NONE;
    size_t line_ends = 0, line_end = 0;
    *space = scan->at == 0;
    while (scan->at < scan->text.len) {
        peeked c = peek(scan, scan->at);
        if (!(c.is.flags & (DLN_CHAR_SPACE | DLN_CHAR_HIDDEN)))
            break;
        *space |= (c.is.flags & DLN_CHAR_SPACE) != 0;
        bool second_half =
            c.code_point == '\n' && scan->at > 0 && scan->text.data[scan->at - 1] == '\r';
        if ((c.is.flags & DLN_CHAR_LINE) && !second_half && line_ends++ == 0)
            line_end = scan->at;
        scan->at = c.end;
    }
    if (line_break == DLN_BREAK_NONE && line_ends > 0) {
        line_break =
            line_ends > 1 ? DLN_BREAK_PARAGRAPH : dln_line_break(&scan->lines, line_end, scan->at);
    }
    if (line_break != DLN_BREAK_NONE)
        scan->lines.line_begin = scan->at;
    return line_break;
}

// What the letters of a word say about its case.
typedef struct letters {
    unsigned upper, lower;
    unsigned inner_upper; // capitals amid the word: "eBay"
    bool first_upper;     // the first cased letter
    bool at_start;        // of the word, or behind an apostrophe: "O'Brien"
    bool plain;           // only a-z and digits: folds to itself
} letters;

static void see_letter(letters *seen, dln_char c) {
    if (c.flags & DLN_CHAR_UPPER) {
        seen->first_upper |= seen->upper + seen->lower == 0;
        seen->inner_upper += !seen->at_start;
        seen->upper++;
    } else if (c.flags & DLN_CHAR_LOWER) {
        seen->lower++;
    }
    seen->at_start = false;
}

static dln_letter_case case_of(const letters *seen) {
    if (seen->upper == 0)
        return seen->lower ? DLN_CASE_LOWER : DLN_CASE_NONE;
    if (seen->lower == 0)
        return seen->upper == 1 ? DLN_CASE_TITLE : DLN_CASE_UPPER;
    return seen->first_upper && !seen->inner_upper ? DLN_CASE_TITLE : DLN_CASE_MIXED;
}

// Whether "s" and nothing more follows: the possessive, a token of its own.
static bool is_possessive(const scanner *scan, size_t at) {
    peeked s = peek(scan, at);
    return (s.code_point | 0x20) == 's' && !is_alphanumeric(peek(scan, s.end).is);
}

// The end of a run of letters, digits and inner apostrophes that begins at `at`.
static size_t scan_letters(const scanner *scan, size_t at, letters *seen) {
    size_t end = at;
    while (at < scan->text.len) {
        unsigned char byte = (unsigned char)scan->text.data[at];
        if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) {
            seen->lower += byte >= 'a';
            seen->at_start = false;
            end = ++at;
            continue;
        }
        peeked c = peek(scan, at);
        if (is_alphanumeric(c.is)) {
            see_letter(seen, c.is);
            end = c.end;
        } else if (c.is.mark == '\'') {
            if (!(peek(scan, c.end).is.flags & DLN_CHAR_LETTER) || is_possessive(scan, c.end))
                break;
            seen->at_start = true;
        } else if (!(c.is.flags & DLN_CHAR_HIDDEN)) {
            break;
        }
        seen->plain = false;
        at = c.end;
    }
    return end;
}

// Where "U.S." or "a.m" ends that begins at `at`; `at` itself if none does.
static size_t scan_dotted(const scanner *scan, size_t at) {
    size_t end = at;
    if (is_visible_ascii(scan, at) && is_visible_ascii(scan, at + 1) &&
        scan->text.data[at + 1] != '.')
        return at;
    for (int count = 0;; count++) {
        peeked letter = peek(scan, end);
        if (!(letter.is.flags & DLN_CHAR_LETTER))
            return count > 1 ? end : at;
        peeked dot = peek(scan, letter.end);
        if (dot.code_point != '.')
            return count > 0 && !is_alphanumeric(dot.is) ? letter.end : at;
        end = dot.end;
    }
}

static bool fold_token(scanner *scan, dln_token *token, bool plain) {
    dln_str text = dln_str_of_span(scan->text, token->span);
    char *out = scan->folds + token->span.begin;
    size_t len;
    if (plain)
        token->folded = text;
    else if (dln_fold_into(text, out, text.len, &len))
        token->folded = (dln_str){out, len};
    else
        token->folded = dln_fold(scan->arena, text); // "ﷲ" and its like grow
    token->hash = dln_word_hash(token->folded);
    return token->folded.data != NULL;
}

static bool take_word(scanner *scan, dln_token *token) {
    letters seen = {.plain = true, .at_start = true};
    size_t end = scan_dotted(scan, scan->at);
    if (end > scan->at) {
        for (size_t at = scan->at; at < end;)
            see_letter(&seen, dln_char_of(dln_utf8_next(scan->text, &at)));
        seen.plain = false;
    } else {
        end = scan_letters(scan, scan->at, &seen);
    }
    token->kind = DLN_TOKEN_WORD;
    token->letter_case = (uint8_t)case_of(&seen);
    token->span.end = (uint32_t)end;
    return fold_token(scan, token, seen.plain);
}

static double digit_value(peeked digit) {
    uint32_t ascii = digit.code_point < 0x80 ? digit.code_point : dln_fold_pool[digit.is.fold + 1];
    return ascii - '0';
}

// Reads digits from `at`; returns their end.
static size_t scan_digits(const scanner *scan, size_t at, double *value, size_t *count) {
    for (*count = 0;; ++*count) {
        peeked digit = peek(scan, at);
        if (!(digit.is.flags & DLN_CHAR_DIGIT))
            return at;
        *value = *value * 10 + digit_value(digit);
        at = digit.end;
    }
}

// ",500" behind at most three digits
static size_t scan_groups(const scanner *scan, size_t at, double *value) {
    for (;;) {
        peeked comma = peek(scan, at);
        double more = *value;
        size_t count;
        size_t end = scan_digits(scan, comma.end, &more, &count);
        if (comma.code_point != ',' || count != GROUP_DIGITS)
            return at;
        *value = more;
        at = end;
    }
}

// ".5", but nothing of "26.10.2024", which is no decimal fraction
static size_t scan_fraction(const scanner *scan, size_t at, double *value) {
    peeked point = peek(scan, at);
    double digits = 0;
    size_t count, more_count;
    size_t end = scan_digits(scan, point.end, &digits, &count);
    if (point.code_point != '.' || count == 0)
        return at;
    peeked second = peek(scan, end);
    double more = 0;
    scan_digits(scan, second.end, &more, &more_count);
    bool third_number = second.code_point == '.' && more_count > 0;
    bool behind_point = scan->at > 0 && scan->text.data[scan->at - 1] == '.';
    if (third_number || behind_point)
        return at;
    for (size_t i = 0; i < count; i++)
        digits /= 10;
    *value += digits;
    return end;
}

static bool take_number(scanner *scan, dln_token *token) {
    size_t count, end;
    size_t at = scan_digits(scan, scan->at, &token->number, &count);
    end = count <= GROUP_DIGITS ? scan_groups(scan, at, &token->number) : at;
    end = scan_fraction(scan, end, &token->number);
    for (peeked c = peek(scan, end); c.is.flags & DLN_CHAR_LETTER; c = peek(scan, end))
        end = c.end; // "26th", "1980s", "155mm"
    token->kind = DLN_TOKEN_NUMBER;
    token->span.end = (uint32_t)end;
    return fold_token(scan, token, false);
}

static bool take_possessive(scanner *scan, dln_token *token, size_t s_at) {
    token->kind = DLN_TOKEN_WORD;
    token->letter_case = DLN_CASE_LOWER;
    token->span.end = (uint32_t)peek(scan, s_at).end;
    return fold_token(scan, token, false);
}

static bool take_mark(scanner *scan, dln_token *token, peeked c) {
    bool behind_word = !token->space_before && scan->count > 1 &&
                       scan->tokens[scan->count - 2].kind != DLN_TOKEN_PUNCTUATION;
    if (c.is.mark == '\'' && behind_word && is_possessive(scan, c.end))
        return take_possessive(scan, token, c.end);
    token->kind = DLN_TOKEN_PUNCTUATION;
    token->mark = c.is.mark;
    token->folded = DLN_STR("");
    token->span.end = (uint32_t)c.end;
    return true;
}

// Takes the token at scan->at, of which there is one.
static bool take_token(scanner *scan, bool space, dln_break line_break) {
    dln_token *token = add_token(scan);
    if (!token)
        return false;
    token->space_before = space;
    token->line_break = (uint8_t)line_break;
    token->span.begin = (uint32_t)scan->at;
    peeked c = peek(scan, scan->at);
    bool taken = c.is.flags & DLN_CHAR_DIGIT    ? take_number(scan, token)
                 : c.is.flags & DLN_CHAR_LETTER ? take_word(scan, token)
                                                : take_mark(scan, token, c);
    scan->at = token->span.end;
    return taken;
}

dln_status dln_tokenize(dln_str text, dln_arena *arena, dln_token **tokens, size_t *count,
                        dln_error *err) {
    if (text.len > DLN_REPORT_MAX_BYTES) {
        return dln_fail(err, DLN_TOO_LARGE, "the text has %zu bytes; %zu are the most", text.len,
                        DLN_REPORT_MAX_BYTES);
    }
    scanner scan = {.text = text, .arena = arena, .lines = dln_line_walk_of(text)};
    scan.capacity = FIRST_TOKENS + text.len / BYTES_PER_TOKEN;
    scan.tokens = DLN_ARENA_ARRAY(arena, dln_token, scan.capacity);
    scan.folds = DLN_ARENA_ARRAY(arena, char, text.len + 1);
    if (!scan.tokens || !scan.folds)
        return dln_fail_memory(err);
    for (;;) {
        bool space;
        dln_break line_break = skip_gap(&scan, &space);
        if (scan.at >= text.len)
            break;
        if (!take_token(&scan, space, line_break))
            return dln_fail_memory(err);
    }
    *tokens = scan.tokens;
    *count = scan.count;
    return DLN_OK;
}
