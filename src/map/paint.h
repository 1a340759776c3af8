// Painters: a display list becomes a file. They know nothing of maps.
#ifndef DLN_MAP_PAINT_H
#define DLN_MAP_PAINT_H

#include "map/gif.h"
#include "map/typeset.h"

typedef struct dln_paint_options {
    double dpi;    // goes into the file
    dln_str title; // into the metadata of a PDF or SVG
} dln_paint_options;

// All bytes of the picture into `out`.
dln_status dln_paint_png(const dln_display_list *list, dln_fonts *fonts,
                         const dln_paint_options *options, dln_buffer *out,
                         dln_error *err) DLN_MUST_CHECK;
dln_status dln_paint_pdf(const dln_display_list *list, dln_fonts *fonts,
                         const dln_paint_options *options, dln_buffer *out,
                         dln_error *err) DLN_MUST_CHECK;
// One picture of an animation.
dln_status dln_paint_gif(const dln_display_list *list, dln_fonts *fonts, dln_gif *gif,
                         double seconds, dln_error *err) DLN_MUST_CHECK;
// Text stays text: it can be searched, copied and edited.
dln_status dln_paint_svg(const dln_display_list *list, const dln_paint_options *options,
                         dln_buffer *out, dln_error *err) DLN_MUST_CHECK;

// Pixels as 0xAARRGGBB words, colours multiplied by their alpha, into a PNG file with alpha.
dln_status dln_png_encode_alpha(const uint32_t *pixels, int width, int height, dln_buffer *out,
                                dln_error *err) DLN_MUST_CHECK;
// Pixels as 0x00RRGGBB words, `stride` bytes a row, into a PNG file of `dpi`. Uses the pixels up:
// they are packed where they lie.
dln_status dln_png_encode(unsigned char *pixels, int width, int height, int stride, double dpi,
                          dln_buffer *out, dln_error *err) DLN_MUST_CHECK;

#endif
