#include "dateline/geo.h"

// Whether the edge a-b crosses the ray that leaves `at` eastwards. Half-open in latitude, so that
// a ray through a corner counts it once.
static bool crosses(dln_lonlat at, dln_lonlat a, dln_lonlat b) {
    if ((a.lat > at.lat) == (b.lat > at.lat))
        return false;
    return at.lon < a.lon + (at.lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon);
}

bool dln_polygon_contains(const dln_polygon *polygon, dln_lonlat at) {
    if (!dln_box_contains(polygon->box, at))
        return false;
    bool inside = false;
    uint32_t begin = 0;
    for (size_t ring = 0; ring < polygon->ring_count; ring++) {
        uint32_t end = polygon->ring_ends[ring];
        for (uint32_t i = begin; i < end; i++) {
            uint32_t before = i == begin ? end - 1 : i - 1;
            inside ^= crosses(at, polygon->points[before], polygon->points[i]);
        }
        begin = end;
    }
    return inside;
}
