#include "map/sizing.h"

#include <math.h>

// CSS pixels of radius.
#define ONE_PX   5.0  // of the number one, where there is room
#define MOST_PX  26.0 // of the largest number
#define LEAST_PX 4.6  // smaller, a shape cannot be told from another
// From one size in the legend to the next: its area a fifth or less.
#define STEP 5.0
// A size in the legend must be seen to be larger than that of what is not known.
#define APART 1.3

double dln_sizing_value(dln_map_size_by by, const dln_tally *tally) {
    switch (by) {
    case DLN_SIZE_BY_FATALITIES:
        return (double)tally->killed;
    case DLN_SIZE_BY_CASUALTIES:
        return (double)(tally->killed + tally->injured);
    default:
        return (double)tally->count;
    }
}

double dln_sizing_site_value(dln_map_size_by by, const dln_site *site) {
    double value = 0;
    for (size_t i = 0; i < site->tally_count; i++)
        value += dln_sizing_value(by, &site->tallies[i]);
    return value;
}

dln_sizing dln_sizing_of(dln_map_size_by by, const dln_scene *scene, double unit) {
    dln_sizing sizing = {.by = by, .scale = ONE_PX * unit, .least_radius = LEAST_PX * unit};
    for (size_t i = 0; i < scene->site_count; i++) {
        const dln_site *site = &scene->sites[i];
        if (site->gathered)
            sizing.most = fmax(sizing.most, dln_sizing_site_value(by, site));
        for (size_t j = 0; j < site->tally_count; j++)
            sizing.most = fmax(sizing.most, dln_sizing_value(by, &site->tallies[j]));
    }
    if (sizing.most > 0)
        sizing.scale = fmin(sizing.scale, MOST_PX * unit / sqrt(sizing.most));
    return sizing;
}

double dln_sizing_radius(const dln_sizing *sizing, double value) {
    return fmax(sizing->least_radius, sizing->scale * sqrt(fmax(value, 0)));
}

// The largest of 1, 2, 5 times a power of ten that is no larger.
static double round_down(double value) {
    double power = pow(10, floor(log10(value))), share = value / power;
    return power * (share >= 5 ? 5 : share >= 2 ? 2 : 1);
}

size_t dln_sizing_steps(const dln_sizing *sizing, double out[DLN_SIZING_STEPS]) {
    size_t count = 0;
    double value = sizing->most;
    while (count < DLN_SIZING_STEPS && value >= 1 &&
           (!count || sizing->scale * sqrt(round_down(value)) > APART * sizing->least_radius)) {
        out[count] = round_down(value);
        value = out[count++] / STEP;
    }
    return count;
}
