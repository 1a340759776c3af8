// Proportional symbols: their area goes with a number, as the eye compares areas.
#ifndef DLN_MAP_SIZING_H
#define DLN_MAP_SIZING_H

#include "map/scene.h"

typedef struct dln_sizing {
    dln_map_size_by by;
    double scale;        // pixels of radius for the number one
    double least_radius; // of what is smaller, or not known
    double most;         // the largest number on the map
} dln_sizing;

dln_sizing dln_sizing_of(dln_map_size_by by, const dln_scene *scene, double unit);
double dln_sizing_value(dln_map_size_by by, const dln_tally *tally);
double dln_sizing_site_value(dln_map_size_by by, const dln_site *site); // of all its tallies
double dln_sizing_radius(const dln_sizing *sizing, double value);
// Round numbers for a legend, largest first, each drawn well apart in size from the next.
#define DLN_SIZING_STEPS 3
size_t dln_sizing_steps(const dln_sizing *sizing, double out[DLN_SIZING_STEPS]);

#endif
