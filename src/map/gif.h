// Animated pictures through giflib.
//
// Why GIF: browsers, slides and word processors all show it, and giflib comes with GDAL. libpng in
// Debian writes no APNG, and WebP does not open in office programs.
#ifndef DLN_MAP_GIF_H
#define DLN_MAP_GIF_H

#include "dateline/base.h"

typedef struct dln_gif dln_gif;
// Writes into `out`, which must outlive it. Repeats for ever.
dln_status dln_gif_new(int width, int height, dln_buffer *out, dln_gif **gif,
                       dln_error *err) DLN_MUST_CHECK;
// A picture of 0x00RRGGBB words, `stride` bytes a row, shown for `seconds`. Its 256 colours are its
// own: flat tints stay exact, the rims of letters and lines go to the nearest of them.
dln_status dln_gif_add(dln_gif *gif, const unsigned char *pixels, int stride, double seconds,
                       dln_error *err) DLN_MUST_CHECK;
// Ends the file. Frees the animation whatever it returns.
dln_status dln_gif_finish(dln_gif *gif, dln_error *err) DLN_MUST_CHECK;
void dln_gif_abandon(dln_gif *gif);

#endif
