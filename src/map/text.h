// Measuring and setting type. Layout knows fonts only through these numbers, so that it can be
// tested with made-up ones.
#ifndef DLN_MAP_TEXT_H
#define DLN_MAP_TEXT_H

#include "map/display_list.h"

typedef struct dln_text_size {
    double width, ascent, descent; // pixels
} dln_text_size;

typedef struct dln_typesetter {
    void *context;
    dln_text_size (*measure)(void *context, dln_font font, dln_str text);
} dln_typesetter;

dln_text_size dln_text_measure(const dln_typesetter *typesetter, dln_font font, dln_str text);
// The longest beginning of `text` that fits, with an ellipsis when it is cut. In `arena`.
dln_str dln_text_fit(const dln_typesetter *typesetter, dln_font font, dln_str text, double width,
                     dln_arena *arena);
// Breaks a text into at most `lines_max` lines no wider than `width`, at spaces where there are
// any; control characters become spaces, and the last line is cut with an ellipsis. In `arena`.
size_t dln_text_wrap(const dln_typesetter *typesetter, dln_font font, dln_str text, double width,
                     size_t lines_max, dln_arena *arena, dln_str *lines);
// A line that begins with such a mark (U+200F, U+200E) runs that way whatever it holds.
#define DLN_TEXT_RTL_MARK "\xE2\x80\x8F"
#define DLN_TEXT_LTR_MARK "\xE2\x80\x8E"
// Whether a line runs from right to left: it begins so (Hebrew, Arabic and theirs), and not only
// one name at the beginning of a sentence in another script.
bool dln_text_is_rtl(dln_str text);
// `text` for a line that runs the other way, or itself: between the marks that keep its letters
// together and the order of the line as it is (U+2068, U+2069, UAX 9). In `arena`.
dln_str dln_text_isolated(dln_str text, bool rtl_line, dln_arena *arena);
// Whether its script must not be spaced out or bent: letters that join or stack (Arabic,
// Devanagari, Thai and theirs), and whatever else is not an alphabet of single letters.
bool dln_text_is_joined(dln_str text);
// How many letters of a text are Chinese, Japanese or Korean.
size_t dln_text_count_cjk(dln_str text);
// A line of type with its left end and baseline at `at`; returns its size.
dln_text_size dln_text_add(dln_display_list *list, const dln_typesetter *typesetter,
                           const char *role, dln_str text, dln_px at, dln_font font,
                           dln_color color, dln_color halo);

#endif
