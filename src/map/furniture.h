// What helps to read a map: graticule, scale bar, locator.
#ifndef DLN_MAP_FURNITURE_H
#define DLN_MAP_FURNITURE_H

#include "map/layout.h"

// Parallels and meridians, under everything but land and sea.
void dln_graticule_draw(dln_display_list *list, const dln_plan *plan);
// Their degrees along the left and lower edge, where the board is free.
void dln_graticule_label(dln_display_list *list, const dln_plan *plan, dln_board *board);

typedef struct dln_scalebar {
    double length_px, metres; // metres 0: there is no room, or no one scale
    dln_px at;                // left end of its line
    dln_rect box;
} dln_scalebar;
// A round length, right at the place where the bar stands.
dln_scalebar dln_scalebar_make(const dln_plan *plan, const dln_scene *scene);
void dln_scalebar_draw(dln_display_list *list, const dln_plan *plan, const dln_scalebar *bar);

#endif
