#include "map/text.h"

#include <math.h>
#include <string.h>

#define ELLIPSIS DLN_STR("\xE2\x80\xA6")
// Type on a map is read against lines and tints: the halo is this share of its size wide.
#define HALO_SHARE 0.26

dln_text_size dln_text_measure(const dln_typesetter *typesetter, dln_font font, dln_str text) {
    return typesetter->measure(typesetter->context, font, text);
}

static size_t code_point_end(dln_str text, size_t at) {
    at++;
    while (at < text.len && ((unsigned char)text.data[at] & 0xC0) == 0x80)
        at++;
    return at;
}

static size_t code_point_start(dln_str text, size_t at) {
    while (at > 0 && at < text.len && ((unsigned char)text.data[at] & 0xC0) == 0x80)
        at--;
    return at;
}

// The width of a narrow letter as a share of the type's size: a line of many of them is looked at
// whole, a text of many lines is not.
#define NARROW_LETTER 0.3

// How many bytes of `text` fit into `width`. Measuring is what costs, so each try is where the text
// would reach if its letters were equally wide between the nearest two tries.
static size_t fitting(const dln_typesetter *typesetter, dln_font font, dln_str text, double width) {
    size_t fits = 0, too_long = 0;
    double fits_px = 0, too_long_px = 0;
    size_t step = 1 + (size_t)(fmax(0, width) / (font.size * NARROW_LETTER));
    while (too_long_px <= width) {
        if (too_long == text.len)
            return text.len;
        fits = too_long;
        fits_px = too_long_px;
        too_long = text.len - fits > step ? code_point_start(text, fits + step) : text.len;
        too_long_px = dln_text_measure(typesetter, font, dln_str_slice(text, 0, too_long)).width;
        step *= 2;
    }
    while (code_point_end(text, fits) < too_long) {
        double share = (width - fits_px) / (too_long_px - fits_px);
        size_t ahead = (size_t)(fmax(0, fmin(share, 1)) * (double)(too_long - fits));
        size_t middle = code_point_start(text, fits + ahead);
        if (middle <= fits)
            middle = code_point_end(text, fits);
        else if (middle >= too_long)
            middle = code_point_start(text, too_long - 1);
        double px = dln_text_measure(typesetter, font, dln_str_slice(text, 0, middle)).width;
        if (px <= width) {
            fits = middle;
            fits_px = px;
        } else {
            too_long = middle;
            too_long_px = px;
        }
    }
    return fits;
}

dln_str dln_text_fit(const dln_typesetter *typesetter, dln_font font, dln_str text, double width,
                     dln_arena *arena) {
    if (dln_text_measure(typesetter, font, text).width <= width)
        return text;
    double dots = dln_text_measure(typesetter, font, ELLIPSIS).width;
    dln_str head = dln_str_slice(text, 0, fitting(typesetter, font, text, width - dots));
    head = dln_str_trim(head);
    dln_str cut = dln_arena_printf(arena, "%.*s%s", DLN_STR_ARG(head), ELLIPSIS.data);
    return cut.data ? cut : head;
}

static dln_str without_controls(dln_str text, dln_arena *arena) {
    dln_str clean = dln_arena_copy(arena, text);
    char *bytes = DLN_ARENA_ARRAY(arena, char, text.len + 1);
    if (!bytes || !clean.data)
        return DLN_STR_NONE;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bytes[i] = c < 0x20 || c == 0x7F ? ' ' : text.data[i];
    }
    return dln_str_trim((dln_str){bytes, text.len});
}

size_t dln_text_wrap(const dln_typesetter *typesetter, dln_font font, dln_str text, double width,
                     size_t lines_max, dln_arena *arena, dln_str *lines) {
    dln_str rest = without_controls(text, arena);
    size_t count = 0;
    while (rest.len && count < lines_max) {
        size_t fits = fitting(typesetter, font, rest, width);
        if (count + 1 == lines_max || fits == rest.len) {
            lines[count++] = dln_text_fit(typesetter, font, rest, width, arena);
            break;
        }
        size_t at = fits;
        while (at > 0 && rest.data[at] != ' ')
            at--;
        if (at == 0) // one long word, or a script without spaces
            at = fits ? fits : code_point_end(rest, 0);
        lines[count++] = dln_str_trim(dln_str_slice(rest, 0, at));
        rest = dln_str_trim(dln_str_slice(rest, at, rest.len));
    }
    return count;
}

static uint32_t code_point_at(dln_str text, size_t at) {
    unsigned char first = (unsigned char)text.data[at];
    size_t end = code_point_end(text, at);
    if (first < 0x80)
        return first;
    uint32_t value = first & (0x7Fu >> (end - at));
    for (size_t i = at + 1; i < end; i++)
        value = value << 6 | ((unsigned char)text.data[i] & 0x3F);
    return value;
}

// The blocks that Unicode keeps for right-to-left scripts (UAX 9, default bidi classes).
static bool is_rtl_letter(uint32_t c) {
    return (c >= 0x590 && c < 0x900) || (c >= 0xFB1D && c < 0xFE00) ||
           (c >= 0xFE70 && c < 0xFF00) || (c >= 0x10800 && c < 0x11000) ||
           (c >= 0x1E800 && c < 0x1F000);
}

// Roughly: letters, but not the punctuation and the marks that order a line.
static bool is_ltr_letter(uint32_t c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c > 0xBF && !is_rtl_letter(c) && !(c >= 0x2000 && c < 0x2070));
}

bool dln_text_is_rtl(dln_str text) {
    size_t rtl = 0, ltr = 0;
    bool first = false;
    if (dln_str_starts_with(text, DLN_STR(DLN_TEXT_RTL_MARK)))
        return true;
    if (dln_str_starts_with(text, DLN_STR(DLN_TEXT_LTR_MARK)))
        return false;
    for (size_t i = 0; i < text.len; i = code_point_end(text, i)) {
        uint32_t c = code_point_at(text, i);
        if (is_rtl_letter(c)) {
            first = first || !ltr;
            rtl++;
        } else if (is_ltr_letter(c)) {
            ltr++;
        }
    }
    return first && 2 * rtl > ltr;
}

dln_str dln_text_isolated(dln_str text, bool rtl_line, dln_arena *arena) {
    for (size_t i = 0; i < text.len; i = code_point_end(text, i)) {
        uint32_t c = code_point_at(text, i);
        if (rtl_line ? is_ltr_letter(c) : is_rtl_letter(c))
            return dln_arena_printf(arena, "\xE2\x81\xA8%.*s\xE2\x81\xA9", DLN_STR_ARG(text));
    }
    return text;
}

// Latin, Greek, Cyrillic, Armenian, Hebrew and Georgian stand letter by letter.
static bool stands_alone(uint32_t c) {
    return c < 0x300 || (c >= 0x370 && c < 0x5F5) || (c >= 0x10A0 && c < 0x1100) ||
           (c >= 0x1E00 && c < 0x2070);
}

bool dln_text_is_joined(dln_str text) {
    for (size_t i = 0; i < text.len; i = code_point_end(text, i))
        if (!stands_alone(code_point_at(text, i)))
            return true;
    return false;
}

// The blocks of Unicode from the radicals to the compatibility ideographs, with Hangul and kana,
// the full-width forms, and the planes of rare ideographs.
static bool is_cjk_letter(uint32_t c) {
    return (c >= 0x1100 && c < 0x1200) || (c >= 0x2E80 && c < 0xA4D0) ||
           (c >= 0xAC00 && c < 0xD800) || (c >= 0xF900 && c < 0xFB00) ||
           (c >= 0xFF00 && c < 0xFFF0) || (c >= 0x20000 && c < 0x40000);
}

size_t dln_text_count_cjk(dln_str text) {
    size_t count = 0;
    for (size_t i = 0; i < text.len; i = code_point_end(text, i))
        count += is_cjk_letter(code_point_at(text, i));
    return count;
}

dln_text_size dln_text_add(dln_display_list *list, const dln_typesetter *typesetter,
                           const char *role, dln_str text, dln_px at, dln_font font,
                           dln_color color, dln_color halo) {
    dln_text_size size = dln_text_measure(typesetter, font, text);
    dln_list_add(list, (dln_item){.kind = DLN_ITEM_TEXT,
                                  .role = role,
                                  .text = text,
                                  .at = at,
                                  .font = font,
                                  .fill = color,
                                  .halo = halo,
                                  .halo_width = font.size * HALO_SHARE,
                                  .width = size.width,
                                  .ascent = size.ascent,
                                  .descent = size.descent});
    return size;
}
