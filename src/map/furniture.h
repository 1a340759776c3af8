// What helps to read a map: graticule, scale bar, locator.
#ifndef DLN_MAP_FURNITURE_H
#define DLN_MAP_FURNITURE_H

#include "map/basemap.h"
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

typedef struct dln_north {
    dln_rect box;     // empty: north is up, or nowhere in particular
    double angle_deg; // clockwise from up, where it stands
} dln_north;
dln_north dln_north_make(const dln_plan *plan, const dln_scene *scene, const dln_scalebar *bar);
void dln_north_draw(dln_display_list *list, const dln_plan *plan, const dln_north *north);

// Whether a box would cover the legend, the locator or a place where something happened.
bool dln_furniture_hides(const dln_plan *plan, const dln_scene *scene, dln_rect box);

// What a locator shows around a map of `extent`.
dln_box dln_locator_extent(dln_box extent);
// Finds a corner for plan->locator; none when it would not help or has no room.
void dln_locator_place(dln_plan *plan);
void dln_locator_draw(dln_display_list *list, const dln_plan *plan, const dln_basemap *basemap);

#endif
