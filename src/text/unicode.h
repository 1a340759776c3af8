// What folding and segmentation need to know about a code point, in one table.
//
// The table is made at build time from ICU's Unicode data by unicode_make.c, so that the library
// itself neither links ICU for it nor pays for its start, and a look-up is two array accesses.
#ifndef DLN_TEXT_UNICODE_H
#define DLN_TEXT_UNICODE_H

#include "dateline/base.h"

enum {
    DLN_CHAR_LETTER = 1,  // letters, and marks that belong to them
    DLN_CHAR_DIGIT = 2,   // decimal digits of any script
    DLN_CHAR_UPPER = 4,   // upper and title case
    DLN_CHAR_LOWER = 8,   // lower case
    DLN_CHAR_SPACE = 16,  // white space, line ends included
    DLN_CHAR_LINE = 32,   // ends a line
    DLN_CHAR_HIDDEN = 64, // seen by nobody: directional marks, soft hyphen, byte order mark
};

// `fold` below DLN_FOLD_POOL is one of these, from there on an offset into dln_fold_pool, where a
// byte with the length stands before the bytes.
enum {
    DLN_FOLD_SAME, // folds to itself
    DLN_FOLD_DROP,
    DLN_FOLD_SPACE,
    DLN_FOLD_HANGUL, // by arithmetic, for the table would double
    DLN_FOLD_POOL,
};

typedef struct dln_char {
    uint16_t fold;
    uint8_t flags;
    char mark; // punctuation: its ASCII form (quotes '"' and '\'', dashes '-'), else 0
} dln_char;

#define DLN_CHAR_BLOCK_BITS 7
#define DLN_CHAR_BLOCK      (1u << DLN_CHAR_BLOCK_BITS)
#define DLN_CHAR_BLOCKS     (0x110000u >> DLN_CHAR_BLOCK_BITS)

extern const uint16_t dln_char_block[DLN_CHAR_BLOCKS];
extern const dln_char dln_char_table[];
extern const unsigned char dln_fold_pool[];

// `code_point` must be a scalar value, as dln_utf8_next gives it.
static inline dln_char dln_char_of(uint32_t code_point) {
    uint32_t block = dln_char_block[code_point >> DLN_CHAR_BLOCK_BITS];
    return dln_char_table[block << DLN_CHAR_BLOCK_BITS | (code_point & (DLN_CHAR_BLOCK - 1))];
}

#endif
