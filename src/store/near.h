// The exact answer to "is it in there, is it near": what the R-tree's boxes only narrow down.
#ifndef DLN_STORE_NEAR_H
#define DLN_STORE_NEAR_H

#include "dateline/store.h"

// The type tag under which what is asked travels through SQL as a pointer.
#define DLN_ASKED_POINTER "dateline filter"

// The spatial side of a filter, made ready for a question an incident.
typedef struct dln_asked {
    const dln_filter *filter;
    dln_box near_box;  // no step of a stored line reaches `near` that does not reach this
    dln_bands **areas; // of each area
} dln_asked;
// The filter must outlive it.
dln_status dln_asked_new(const dln_filter *filter, dln_asked **out, dln_error *err) DLN_MUST_CHECK;
void dln_asked_free(dln_asked *asked); // NULL is allowed
// A box with room for what a great circle bulges out of the boxes of a stored line.
dln_box dln_box_with_bulge(dln_box box);

// Stops of a way that are only a country or region: nobody knows whether the line between passes
// by somewhere.
enum { DLN_ROUGH_ORIGIN = 1, DLN_ROUGH_DESTINATION = 2, DLN_ROUGH_VIA = 4 };

// Where an incident is: a point, a line as dln_line_along makes it, both or neither. What is only a
// country or region spreads around its middle: such a place is near what all of it is near, and in
// an area that holds its middle and is large enough to hold it.
typedef struct dln_shape {
    bool has_point;
    dln_lonlat point;
    const dln_lonlat *line;
    size_t line_count;
    int rough;                               // bits of DLN_ROUGH_…
    double point_m, origin_m, destination_m; // how far they spread; 0 for what is no region
    dln_str country, admin1;                 // of the point; asked for where areas have a name
} dln_shape;

// Whether the shape passes each spatial condition of the filter; a line passes with any part.
bool dln_shape_passes(const dln_shape *shape, const dln_asked *asked);
// The same of the one condition that the R-trees are searched by: near before box before areas
// before along.
bool dln_shape_is_found(const dln_shape *shape, const dln_asked *asked);
// The distance from `at` to the nearest part of the shape that is known; INFINITY without any.
double dln_shape_distance_m(const dln_shape *shape, dln_lonlat at);
// Whether a stop of a way is where the filter wants its origin (`which` 0) or destination (1);
// `spread_m` as in a shape.
bool dln_way_end_passes(const dln_filter *filter, int which, dln_lonlat at, double spread_m);
// Simple case folding of Latin, Greek and Cyrillic letters.
bool dln_text_contains_folded(dln_str text, dln_str part);

#endif
