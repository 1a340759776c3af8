// Drawing the basemap, and its names where the incidents leave room.
#ifndef DLN_MAP_GROUND_H
#define DLN_MAP_GROUND_H

#include "map/layout.h"

void dln_ground_draw(dln_display_list *list, const dln_plan *plan, const dln_basemap *basemap);
// Names of countries, provinces, waters and towns, most important first, on `board`.
void dln_names_draw(dln_display_list *list, const dln_plan *plan, const dln_scene *scene,
                    const dln_basemap *basemap, dln_board *board);

#endif
