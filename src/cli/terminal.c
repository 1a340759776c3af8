#include "cli/terminal.h"

#include "base/utf8.h"

typedef struct range {
    uint32_t first, last;
} range;

// Unicode 15: general categories Mn, Me and Cf of the scripts that reports are written in.
static const range without_width[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD},   {0x05BF, 0x05BF},   {0x05C1, 0x05C2},
    {0x05C4, 0x05C5}, {0x0610, 0x061A}, {0x061C, 0x061C},   {0x064B, 0x065F},   {0x0670, 0x0670},
    {0x06D6, 0x06DC}, {0x06DF, 0x06E4}, {0x06E7, 0x06E8},   {0x06EA, 0x06ED},   {0x0900, 0x0902},
    {0x093C, 0x093C}, {0x0941, 0x0948}, {0x094D, 0x094D},   {0x0E31, 0x0E31},   {0x0E34, 0x0E3A},
    {0x0E47, 0x0E4E}, {0x102D, 0x1030}, {0x1032, 0x1037},   {0x1039, 0x103A},   {0x200B, 0x200F},
    {0x202A, 0x202E}, {0x2060, 0x206F}, {0x20D0, 0x20F0},   {0x3099, 0x309A},   {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0x1F3FB, 0x1F3FF}, {0xE0100, 0xE01EF},
};
// East Asian Width W and F, and pictures that are shown as such.
static const range of_double_width[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x2E80, 0x303E},
    {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},
    {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
    {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};
// Bidirectional embeddings, overrides and isolates: one would turn the rest of the line around.
static const range turning[] = {
    {0x061C, 0x061C}, {0x200E, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069}};

#define IN(ranges, code_point) is_in(ranges, sizeof ranges / sizeof ranges[0], code_point)

static bool is_in(const range *ranges, size_t count, uint32_t code_point) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (code_point > ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && code_point >= ranges[low].first;
}

// ASCII and Latin-1, which nearly everything is, are looked up nowhere.
static size_t width_of(uint32_t code_point) {
    if (code_point < without_width[0].first)
        return 1;
    return IN(without_width, code_point) ? 0 : IN(of_double_width, code_point) ? 2 : 1;
}

size_t cli_text_width(dln_str text) {
    size_t width = 0;
    for (size_t at = 0; at < text.len;)
        width += width_of(dln_utf8_next(text, &at));
    return width;
}

dln_str cli_text_fit(dln_str text, size_t width) {
    size_t end = 0, taken = 0;
    while (end < text.len) {
        size_t next = end;
        taken += width_of(dln_utf8_next(text, &next));
        if (taken > width)
            break;
        end = next;
    }
    return dln_str_slice(text, 0, end);
}

// C0, delete and C1: of these U+009B begins an escape sequence.
static bool is_control(uint32_t code_point) {
    return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

void cli_text_print(FILE *out, dln_str text) {
    for (size_t at = 0; at < text.len;) {
        char bytes[4];
        uint32_t code_point = dln_utf8_next(text, &at);
        if (is_control(code_point))
            putc(' ', out);
        else if (code_point < without_width[0].first || !IN(turning, code_point))
            (void)fwrite(bytes, 1, dln_utf8_encode(code_point, bytes), out);
    }
}
