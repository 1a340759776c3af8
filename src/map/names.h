// What the names on the ground share: countries, provinces, towns and seas in names.c, rivers in
// rivers.c.
#ifndef DLN_MAP_NAMES_H
#define DLN_MAP_NAMES_H

#include "map/ground.h"

struct naming {
    dln_display_list *list;
    const dln_plan *plan;
    const dln_scene *scene;
    dln_board *board;
    const dln_theme *theme;
    double unit;
    dln_color quiet, quiet_halo; // of names of the ground
};

// The great ones, before towns take their banks, or all others.
void dln_names_of_rivers(struct naming *naming, const dln_base_layer *layer, bool great);

#endif
