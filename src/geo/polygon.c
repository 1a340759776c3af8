#include "geo/ray.h"

bool dln_polygon_contains(const dln_polygon *polygon, dln_lonlat at) {
    if (!dln_box_contains(polygon->box, at))
        return false;
    bool inside = false;
    uint32_t begin = 0;
    for (size_t ring = 0; ring < polygon->ring_count; ring++) {
        uint32_t end = polygon->ring_ends[ring];
        for (uint32_t i = begin; i < end; i++) {
            uint32_t before = i == begin ? end - 1 : i - 1;
            inside ^= dln_edge_crosses_ray(at, polygon->points[before], polygon->points[i]);
        }
        begin = end;
    }
    return inside;
}
