// Positions, distances and areas on the globe. Longitude first, degrees, WGS 84.
#ifndef DATELINE_GEO_H
#define DATELINE_GEO_H

#include "dateline/base.h"

DLN_BEGIN_DECLS

typedef struct dln_lonlat {
    double lon, lat; // degrees
} dln_lonlat;

// West > east means that the box crosses the antimeridian, as in RFC 7946.
typedef struct dln_box {
    double west, south, east, north; // degrees
} dln_box;

// One or more rings by the even-odd rule: holes and islands need no marking.
// Ring i runs over points[ring_ends[i-1] .. ring_ends[i]) and is closed implicitly.
typedef struct dln_polygon {
    const dln_lonlat *points;
    const uint32_t *ring_ends;
    size_t ring_count;
    dln_box box;
} dln_polygon;

#define DLN_EARTH_RADIUS_M 6371008.8 // mean radius of WGS 84, (2a + b) / 3

DLN_API bool dln_lonlat_is_valid(dln_lonlat at); // finite, |lat| <= 90, |lon| <= 180
DLN_API double dln_wrap_lon(double lon);         // into [-180, 180)
// Geodesic length on the WGS 84 ellipsoid in metres (Vincenty 1975; for nearly antipodal
// points, where it does not converge, the great circle: at most 0.6 % off).
DLN_API double dln_distance_m(dln_lonlat from, dln_lonlat to);
// Great-circle length on the mean sphere in metres: ten times faster, at most 0.6 % off.
DLN_API double dln_great_circle_m(dln_lonlat from, dln_lonlat to);
// Initial bearing of the great circle, degrees clockwise from north in [0, 360).
DLN_API double dln_bearing_deg(dln_lonlat from, dln_lonlat to);
// The point `distance_m` away along the great circle that leaves at `bearing_deg`.
DLN_API dln_lonlat dln_travel(dln_lonlat from, double bearing_deg, double distance_m);
DLN_API dln_lonlat dln_midpoint(dln_lonlat a, dln_lonlat b); // along the great circle
// Distance in metres from `at` to the great-circle segment a-b.
DLN_API double dln_segment_distance_m(dln_lonlat at, dln_lonlat a, dln_lonlat b);
DLN_API const char *dln_compass_point(double bearing_deg); // "N", "NNE", … (16 points)

DLN_API bool dln_box_is_valid(dln_box box);
DLN_API bool dln_box_contains(dln_box box, dln_lonlat at);
// The box around a circle. Widens with latitude; at a pole it takes in all longitudes.
DLN_API dln_box dln_box_around(dln_lonlat center, double radius_m);
DLN_API bool dln_polygon_contains(const dln_polygon *polygon, dln_lonlat at);

// A polygon whose edges are sorted into bands of latitude: of a border of a thousand points a
// question looks at three. Answers as dln_polygon_contains does, and outlives the polygon.
typedef struct dln_bands dln_bands;
DLN_API dln_status dln_bands_new(const dln_polygon *polygon, dln_bands **out,
                                 dln_error *err) DLN_MUST_CHECK;
DLN_API bool dln_bands_contain(const dln_bands *bands, dln_lonlat at);
DLN_API void dln_bands_free(dln_bands *bands); // NULL is allowed

DLN_END_DECLS

#endif
