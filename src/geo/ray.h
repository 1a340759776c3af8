// What counting crossings of a ray means, for every test of a point in a polygon alike.
#ifndef DLN_GEO_RAY_H
#define DLN_GEO_RAY_H

#include "dateline/geo.h"

// Whether the edge from-to crosses the ray that leaves `at` eastwards. Half-open in latitude, so
// that a ray through a corner counts it once.
static inline bool dln_edge_crosses_ray(dln_lonlat at, dln_lonlat from, dln_lonlat to) {
    if ((from.lat > at.lat) == (to.lat > at.lat))
        return false;
    return at.lon < from.lon + (at.lat - from.lat) / (to.lat - from.lat) * (to.lon - from.lon);
}

#endif
