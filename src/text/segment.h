// Segmentation: a text becomes sentences and tokens.
#ifndef DLN_TEXT_SEGMENT_H
#define DLN_TEXT_SEGMENT_H

#include "text/lexicon.h"

typedef enum dln_token_kind {
    DLN_TOKEN_WORD, // letters, with inner apostrophes: "Kata'ib", "O'Brien"; "'s" is a token of its
                    // own
    DLN_TOKEN_NUMBER,      // "12", "1,500", "3.5", "26th"
    DLN_TOKEN_PUNCTUATION, // one mark a token
} dln_token_kind;

typedef enum dln_letter_case {
    DLN_CASE_NONE,  // no letters, or a script without case
    DLN_CASE_LOWER, // "drone"
    DLN_CASE_TITLE, // "Baghdad"
    DLN_CASE_UPPER, // "US", "BAGHDAD" (one capital letter alone is TITLE)
    DLN_CASE_MIXED, // "eBay", "al-Asad" is three tokens
} dln_letter_case;

// What stands between a token and the one before it.
typedef enum dln_break {
    DLN_BREAK_NONE,
    DLN_BREAK_WRAP,      // a line end inside prose
    DLN_BREAK_LINE,      // a line end that separates: the next line is a line of its own
    DLN_BREAK_PARAGRAPH, // a blank line, or the start of the text
} dln_break;

// Hyphens split words ("Al-Bukamal": "Al" "-" "Bukamal"); space_before tells them apart from
// dashes.
typedef struct dln_token {
    dln_span span;
    dln_str folded;      // "" for punctuation; may point into the text
    uint8_t kind;        // dln_token_kind
    uint8_t letter_case; // dln_letter_case
    bool space_before;   // white space, or the start of the text
    bool starts_sentence;
    uint8_t line_break; // dln_break before it
    char mark;     // PUNCTUATION: its ASCII form (quotes as '"', dashes as '-', bullets as '*'),
                   // 0 if it has none
    uint32_t hash; // dln_word_hash(folded): what the lexicon looks words up by
    double number; // NUMBER: its value
} dln_token;

typedef struct dln_sentence {
    dln_span span;         // without white space at the ends
    uint32_t first, count; // tokens
    uint32_t paragraph;    // counted from 0; a blank line or a line that is no prose begins one
    bool heading;          // a line of its own without a full stop
    bool capitals;         // mostly capitalised words: case tells nothing here
} dln_sentence;

typedef struct dln_segments {
    dln_str text;
    const dln_token *tokens;
    size_t token_count;
    const dln_sentence *sentences;
    size_t sentence_count;
} dln_segments;

// A sentence longer than this is cut there: nobody wrote it, and work per sentence stays bounded.
#define DLN_SENTENCE_MAX_TOKENS 400

// `text` must be valid UTF-8 and at most DLN_REPORT_MAX_BYTES, and must outlive what comes out:
// folded forms may point into it. Spans count in `text`. Fails only for want of memory or over that
// limit.
dln_status dln_segment(dln_str text, const dln_lexicon *lexicon, dln_arena *arena,
                       dln_segments *out, dln_error *err) DLN_MUST_CHECK;

#endif
