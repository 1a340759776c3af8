// Build tool: writes the table of unicode.h as C, from ICU's Unicode data. Part of no library.
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include "text/unicode.h"

// NFKD of one code point is at most 18 code points long (U+FDFA).
#define FOLDED_MAX 40

typedef struct mapping {
    uint32_t from;
    const char *to;
} mapping;

// Letters that Unicode does not decompose, as romanisations and wire services write them.
static const mapping LATIN[] = {
    {0xE6, "ae"}, {0xF0, "d"},  {0xF8, "o"},  {0xFE, "th"}, {0xDF, "ss"},  {0x111, "d"},
    {0x127, "h"}, {0x131, "i"}, {0x138, "k"}, {0x142, "l"}, {0x14B, "ng"}, {0x153, "oe"},
    {0x167, "t"}, {0x180, "b"}, {0x1E5, "g"}, {0x257, "d"}, {0x253, "b"},  {0x199, "k"},
    {0x1B4, "y"}, {0x259, "a"}, {0x268, "i"}, {0x289, "u"}, {0x19A, "l"},
};

// One form for letters that Arabic and Persian keyboards write differently, and for the final
// sigma.
static const struct {
    uint32_t from, to;
} SAME_LETTER[] = {
    {0x671, 0x627}, {0x649, 0x64A}, {0x6CC, 0x64A}, {0x6D2, 0x64A}, {0x6D0, 0x64A}, {0x629, 0x647},
    {0x6C1, 0x647}, {0x6BE, 0x647}, {0x6D5, 0x647}, {0x6A9, 0x643}, {0x6C3, 0x647}, {0x3C2, 0x3C3},
};

// Apostrophes and the signs that stand for ayn, hamza and the soft sign; the hamza letter and the
// tatweel; the full stop. Spelling with and without them is the same name.
static const uint32_t DROPPED[] = {
    '\'',  '.',   '`',   0xB4,  0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x2BB,
    0x2BC, 0x2BD, 0x2BE, 0x2BF, 0x2B9,  0x2C8,  0x2CA,  0x2CB,  0x2D9,  0x294,
    0x295, 0x241, 0x242, 0x2C0, 0x2C1,  0x621,  0x640,  0xFF07, 0x55A,  0x5F3,
};

static const struct {
    char mark;
    const uint32_t code_points[14];
} MARKS[] = {
    {'"', {0x201C, 0x201D, 0x201E, 0x201F, 0xAB, 0xBB, 0x300C, 0x300D, 0x300E, 0x300F, 0x2033}},
    {'\'', {0x2018, 0x2019, 0x201A, 0x201B, 0xB4, '`', 0x2032, 0x2039, 0x203A, 0x2BC}},
    {'-', {0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE58, 0x5BE}},
    {'.', {0x3002, 0xFF61, 0x6D4, 0x964, 0x965, 0x589, 0x1362, 0x2026, 0x2025}},
    {'?', {0x61F, 0x55E, 0x2047, 0x1367}},
    {'!', {0xA1, 0x203C, 0x55C}},
    {',', {0x60C, 0x3001, 0xFF64}},
    {';', {0x61B}},
    {'*', {0x2022, 0x2023, 0x25E6, 0x25CF, 0x25CB, 0x25A0, 0x25AA, 0xB7, 0x2219, 0x2043, 0xF0B7}},
    {'/', {0x2044, 0x2215}},
    {'%', {0x66A}},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const UNormalizer2 *nfkd;

static bool is_dropped(UChar32 c) {
    for (size_t i = 0; i < COUNT(DROPPED); i++)
        if ((UChar32)DROPPED[i] == c)
            return true;
    int type = u_charType(c);
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR;
}

static bool is_spaced(UChar32 c) {
    return u_isspace(c) || u_iscntrl(c) || u_ispunct(c) ||
           (U_GET_GC_MASK(c) & (U_GC_S_MASK | U_GC_Z_MASK | U_GC_CO_MASK));
}

// Appends what the letter or digit `c`, decomposed already, folds to.
static size_t fold_letter(UChar32 c, UChar32 *out) {
    c = u_tolower(c);
    for (size_t i = 0; i < COUNT(LATIN); i++) {
        if ((UChar32)LATIN[i].from == c) {
            size_t length = strlen(LATIN[i].to);
            for (size_t k = 0; k < length; k++)
                out[k] = LATIN[i].to[k];
            return length;
        }
    }
    for (size_t i = 0; i < COUNT(SAME_LETTER); i++)
        if ((UChar32)SAME_LETTER[i].from == c)
            c = (UChar32)SAME_LETTER[i].to;
    out[0] = u_charType(c) == U_DECIMAL_DIGIT_NUMBER ? '0' + u_charDigitValue(c) : c;
    return 1;
}

static size_t fold_once(UChar32 c, UChar32 out[FOLDED_MAX]) {
    // Spaces before decomposition: an ellipsis is no three dropped full stops.
    if (is_dropped(c))
        return 0;
    if (is_spaced(c)) {
        out[0] = ' ';
        return 1;
    }
    UErrorCode status = U_ZERO_ERROR;
    UChar units[FOLDED_MAX];
    int32_t count = unorm2_getDecomposition(nfkd, c, units, FOLDED_MAX, &status);
    if (count < 0 || U_FAILURE(status))
        return fold_letter(c, out);
    size_t length = 0;
    for (int32_t i = 0; i < count;) {
        UChar32 part;
        U16_NEXT(units, i, count, part);
        if (is_dropped(part))
            continue;
        if (is_spaced(part))
            out[length++] = ' ';
        else
            length += fold_letter(part, out + length);
    }
    return length;
}

// Folds until nothing changes any more: what makes folding idempotent.
static size_t fold_fully(UChar32 c, UChar32 out[FOLDED_MAX]) {
    size_t length = fold_once(c, out);
    for (int round = 0; round < 4; round++) {
        UChar32 next[FOLDED_MAX * 2];
        size_t next_length = 0;
        for (size_t i = 0; i < length && next_length < FOLDED_MAX; i++)
            next_length += fold_once(out[i], next + next_length);
        bool same = next_length == length && memcmp(next, out, length * sizeof *out) == 0;
        memcpy(out, next, next_length * sizeof *out);
        length = next_length;
        if (same)
            break;
    }
    return length;
}

static unsigned char pool[UINT16_MAX];
static size_t pool_size = DLN_FOLD_POOL;

static uint16_t pool_offset(const char *bytes, size_t length) {
    for (size_t at = DLN_FOLD_POOL; at < pool_size; at += pool[at] + 1u)
        if (pool[at] == length && memcmp(pool + at + 1, bytes, length) == 0)
            return (uint16_t)at;
    if (pool_size + 1 + length > sizeof pool) {
        fprintf(stderr, "unicode_make: the pool is full; widen dln_char.fold\n");
        exit(EXIT_FAILURE);
    }
    size_t at = pool_size;
    pool[at] = (unsigned char)length;
    memcpy(pool + at + 1, bytes, length);
    pool_size += 1 + length;
    return (uint16_t)at;
}

static uint16_t fold_entry(UChar32 c) {
    if (c >= 0xAC00 && c <= 0xD7A3)
        return DLN_FOLD_HANGUL;
    UChar32 folded[FOLDED_MAX];
    char bytes[FOLDED_MAX * 4];
    size_t count = fold_fully(c, folded);
    if (count == 0)
        return DLN_FOLD_DROP;
    if (count == 1 && folded[0] == ' ')
        return DLN_FOLD_SPACE;
    if (count == 1 && folded[0] == c)
        return DLN_FOLD_SAME;
    int32_t length = 0;
    for (size_t i = 0; i < count; i++)
        U8_APPEND_UNSAFE(bytes, length, folded[i]);
    return pool_offset(bytes, (size_t)length);
}

static char mark_of(UChar32 c) {
    for (size_t i = 0; i < COUNT(MARKS); i++) {
        for (size_t k = 0; k < COUNT(MARKS[i].code_points) && MARKS[i].code_points[k]; k++)
            if ((UChar32)MARKS[i].code_points[k] == c)
                return MARKS[i].mark;
    }
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0; // full-width forms of ASCII
    return c > ' ' && c < 0x7F && !u_isalnum(c) ? (char)c : 0;
}

static dln_char describe(UChar32 c) {
    dln_char entry = {.fold = fold_entry(c)};
    uint32_t general = U_GET_GC_MASK(c);
    unsigned flags = 0;
    flags |= general & (U_GC_L_MASK | U_GC_M_MASK | U_GC_NL_MASK) ? DLN_CHAR_LETTER : 0;
    flags |= general & U_GC_ND_MASK ? DLN_CHAR_DIGIT : 0;
    flags |= general & (U_GC_LU_MASK | U_GC_LT_MASK) ? DLN_CHAR_UPPER : 0;
    flags |= general & U_GC_LL_MASK ? DLN_CHAR_LOWER : 0;
    flags |= u_isUWhiteSpace(c) ? DLN_CHAR_SPACE : 0;
    flags |= c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029 ? DLN_CHAR_LINE : 0;
    flags |= general & U_GC_CF_MASK ? DLN_CHAR_HIDDEN : 0;
    // U+02BC is a letter to Unicode and an apostrophe to everybody who types it.
    if (!(flags & (DLN_CHAR_LETTER | DLN_CHAR_DIGIT | DLN_CHAR_SPACE)) || c == 0x2BC)
        entry.mark = mark_of(c);
    entry.flags = (uint8_t)flags;
    return entry;
}

static dln_char table[DLN_CHAR_BLOCKS * DLN_CHAR_BLOCK];
static uint16_t block_of[DLN_CHAR_BLOCKS];

static size_t fill_blocks(void) {
    size_t blocks = 0;
    for (uint32_t block = 0; block < DLN_CHAR_BLOCKS; block++) {
        dln_char *fresh = table + blocks * DLN_CHAR_BLOCK;
        for (uint32_t i = 0; i < DLN_CHAR_BLOCK; i++)
            fresh[i] = describe((UChar32)(block * DLN_CHAR_BLOCK + i));
        size_t same = 0;
        while (memcmp(table + same * DLN_CHAR_BLOCK, fresh, DLN_CHAR_BLOCK * sizeof *table) != 0)
            same++;
        block_of[block] = (uint16_t)same;
        blocks += same == blocks;
    }
    return blocks;
}

static void print_numbers(FILE *out, const char *head, size_t count, size_t width,
                          const void *numbers) {
    fprintf(out, "\n%s = {", head);
    for (size_t i = 0; i < count; i++) {
        unsigned number =
            width == 1 ? ((const unsigned char *)numbers)[i] : ((const uint16_t *)numbers)[i];
        fprintf(out, "%s%u,", i % 24 ? "" : "\n    ", number);
    }
    fprintf(out, "\n};\n");
}

int main(int argc, char **argv) {
    UErrorCode status = U_ZERO_ERROR;
    nfkd = unorm2_getNFKDInstance(&status);
    FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;
    if (U_FAILURE(status) || !out) {
        fprintf(stderr, "usage: unicode_make OUTPUT.c (%s)\n", u_errorName(status));
        return EXIT_FAILURE;
    }
    size_t blocks = fill_blocks();
    fprintf(out, "// Made by unicode_make.c from Unicode %s.\n#include \"text/unicode.h\"\n",
            U_UNICODE_VERSION);
    print_numbers(out, "const uint16_t dln_char_block[DLN_CHAR_BLOCKS]", DLN_CHAR_BLOCKS, 2,
                  block_of);
    print_numbers(out, "const unsigned char dln_fold_pool[]", pool_size, 1, pool);
    fprintf(out, "\nconst dln_char dln_char_table[] = {");
    for (size_t i = 0; i < blocks * DLN_CHAR_BLOCK; i++) {
        fprintf(out, "%s{%u,%u,%d},", i % 12 ? "" : "\n    ", table[i].fold, table[i].flags,
                table[i].mark);
    }
    fprintf(out, "\n};\n");
    return fclose(out) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
