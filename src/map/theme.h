// The colours of a map, by theme. Colours of incidents are base/palette.h's in all but grey.
#ifndef DLN_MAP_THEME_H
#define DLN_MAP_THEME_H

#include "dateline/map.h"
#include "map/display_list.h"

typedef struct dln_theme {
    dln_color paper, sea, land, focus_land; // focus: countries that incidents happened in
    dln_color coast, border, admin1, water, graticule;
    dln_color ink, quiet_ink, faint_ink, water_ink, halo; // of type
    dln_color panel, panel_edge, frame;
    dln_color casing;       // light rim that lifts symbols and arrows off the ground
    dln_color overlay;      // shapes of a file of the user's
    dln_color locator;      // frame of this map on the locator
    dln_color highlight;    // under what is pointed out
    dln_color casing_quiet; // between two hexagons
    bool grey, dark;
} dln_theme;

const dln_theme *dln_theme_of(dln_map_theme theme); // NULL: there is none of that number
dln_color dln_theme_incident(const dln_theme *theme, dln_incident_type type);

#endif
