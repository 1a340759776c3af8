// Halos around letters, for pictures of pixels.
#ifndef DLN_MAP_HALO_H
#define DLN_MAP_HALO_H

#include <pango/pangocairo.h>
#include <stdbool.h>

// Draws the outlines of a line's letters, `width` wide, in the source of `cr` and from its origin.
// False, and nothing is drawn, where a letter has no outline, only the box of one that is missing.
bool dln_halo_show(cairo_t *cr, PangoLayoutLine *line, double width);

#endif
