#include "extract/place/side.h"

#include <math.h>

// Points a side of the grid that an area is tried at: a river's bank is no finer known.
#define GRID 24
#define DEG  (3.14159265358979323846 / 180.0)

typedef struct points {
    dln_lonlat at[GRID * GRID];
    size_t count;
} points;

static void sample(const dln_polygon *area, points *out) {
    double width = area->box.east - area->box.west;
    width += width < 0 ? 360 : 0; // over the antimeridian
    double height = area->box.north - area->box.south;
    out->count = 0;
    for (int row = 0; row < GRID; row++) {
        for (int column = 0; column < GRID; column++) {
            dln_lonlat at = {dln_wrap_lon(area->box.west + width * (column + 0.5) / GRID),
                             area->box.south + height * (row + 0.5) / GRID};
            if (dln_polygon_contains(area, at))
                out->at[out->count++] = at;
        }
    }
}

// Longitudes are counted from the first point, so that the antimeridian is no edge.
static dln_lonlat mean_of(const points *all) {
    double lon = 0, lat = 0;
    for (size_t i = 0; i < all->count; i++) {
        lon += dln_wrap_lon(all->at[i].lon - all->at[0].lon);
        lat += all->at[i].lat;
    }
    return (dln_lonlat){dln_wrap_lon(all->at[0].lon + lon / (double)all->count),
                        lat / (double)all->count};
}

// Whether `at` lies in the half-plane that `bearing` points into, flat enough for a country.
static bool lies_towards(dln_lonlat at, dln_lonlat pivot, double bearing_deg) {
    double east = dln_wrap_lon(at.lon - pivot.lon) * cos(pivot.lat * DEG);
    double north = at.lat - pivot.lat;
    return east * sin(bearing_deg * DEG) + north * cos(bearing_deg * DEG) > 0;
}

static void keep_side(const dln_side *side, points *all) {
    dln_lonlat pivot = side->from_middle ? mean_of(all) : side->pivot;
    size_t kept = 0;
    for (size_t i = 0; i < all->count; i++) {
        bool near = side->from_middle || dln_great_circle_m(pivot, all->at[i]) <= side->reach_m;
        if (near && lies_towards(all->at[i], pivot, side->bearing_deg))
            all->at[kept++] = all->at[i];
    }
    all->count = kept;
}

bool dln_side_of(const dln_gazetteer *gazetteer, dln_place_index area, const dln_side *side,
                 dln_arena *arena, dln_lonlat *middle, double *radius_m) {
    dln_polygon outline;
    points *all = DLN_ARENA_ARRAY(arena, points, 1);
    if (!all || !dln_gazetteer_polygon(gazetteer, area, arena, &outline))
        return false;
    sample(&outline, all);
    if (all->count == 0)
        return false;
    keep_side(side, all);
    if (all->count == 0)
        return false;
    *middle = mean_of(all);
    *radius_m = 0;
    for (size_t i = 0; i < all->count; i++) {
        double distance_m = dln_great_circle_m(*middle, all->at[i]);
        *radius_m = distance_m > *radius_m ? distance_m : *radius_m;
    }
    return true;
}
