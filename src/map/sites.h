// Places on the map: their symbols, alone or round a dot, and the room that these take.
#ifndef DLN_MAP_SITES_H
#define DLN_MAP_SITES_H

#include "map/layout.h"

// Radius of one symbol: smaller on a crowded map.
double dln_sites_symbol_radius(const dln_scene *scene, double unit);
// Radius around the middle of a site that its symbols take.
double dln_site_radius(const dln_plan *plan, const dln_site *site);
// Pushes sites whose symbols would cover each other apart: from `site_px` to `symbol_px`.
void dln_sites_spread(dln_plan *plan, const dln_scene *scene);
// The box of the number at symbol `i` of a site that stands at `middle`; false: it has none.
bool dln_site_badge(const dln_plan *plan, const dln_site *site, dln_px middle, size_t i,
                    dln_rect *out);

// Of every site whether anything stands there or leads there. What is left of a short movement that
// was counted at its other end has nothing to show. NULL: no memory.
const bool *dln_sites_in_use(const dln_scene *scene, dln_arena *arena);
// A way too short for an arrow at this scale is a symbol beside its end: nothing is left out.
// False: move `i` is none, or is not seen.
bool dln_sites_short_move(const dln_plan *plan, size_t i, dln_px *out);
// The areas of roughly known places, below everything that is sharp.
void dln_sites_draw_rough(dln_display_list *list, const dln_plan *plan, const dln_scene *scene);
void dln_sites_draw(dln_display_list *list, const dln_plan *plan, const dln_scene *scene);
// Symbols and counts of one site in a row from `left` on: for a note. Returns the width.
double dln_site_draw_row(dln_display_list *list, const dln_plan *plan, const dln_site *site,
                         dln_px left);
double dln_site_row_width(const dln_plan *plan, const dln_site *site);

#endif
