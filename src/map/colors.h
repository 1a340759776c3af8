// Reducing a picture to 256 colours.
#ifndef DLN_MAP_COLORS_H
#define DLN_MAP_COLORS_H

#include "dateline/base.h"

#define DLN_COLORS_MAX 256
typedef struct dln_colors {
    uint32_t palette[DLN_COLORS_MAX]; // 0x00RRGGBB
    size_t count;
    uint32_t *keys;  // hash table of colours, each plus one; 0 free
    uint8_t *values; // their number in the palette
} dln_colors;

// Chooses the colours of a picture: those first that most pixels would miss most.
dln_status dln_colors_choose(const unsigned char *pixels, int width, int height, int stride,
                             dln_arena *arena, dln_colors *out, dln_error *err) DLN_MUST_CHECK;
uint8_t dln_colors_find(const dln_colors *colors, uint32_t color); // of that picture

#endif
