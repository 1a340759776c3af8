// What a frame of the picture shows: projection, scale and the window of degrees behind it.
#ifndef DLN_MAP_VIEW_H
#define DLN_MAP_VIEW_H

#include "map/display_list.h"
#include "map/projection.h"

typedef struct dln_view {
    const dln_projection *projection;
    dln_rect frame;
    dln_xy center; // in the middle of the frame
    double metres_per_px;
    // Everything visible lies in here. Longitudes run on beyond 180 (west <= east), at most
    // half a turn to both sides of the projection's middle.
    double west, south, east, north;
} dln_view;

// The smallest box around all points, across the antimeridian where that is shorter.
// `count` 0 gives the whole world.
dln_box dln_extent_of(const dln_lonlat *points, size_t count);
// Points along the edges of a box: a projected box is not a box.
#define DLN_EXTENT_EDGE_POINTS 64
void dln_extent_edges(dln_box box, dln_lonlat out[DLN_EXTENT_EDGE_POINTS]);

// Fits `frame` around the points with `margin` (share of the frame on each side, below 0.5) and
// no closer than `least_m` metres along the shorter side. A point that the projection does not
// know is left out.
void dln_view_fit(dln_view *view, const dln_projection *projection, dln_rect frame,
                  const dln_lonlat *points, size_t count, double margin, double least_m);
// Finds the window of degrees anew after center or scale were changed.
void dln_view_look(dln_view *view);
bool dln_view_px(const dln_view *view, dln_lonlat at, dln_px *out);
bool dln_view_lonlat(const dln_view *view, dln_px at, dln_lonlat *out);
// The window as a box in [-180, 180]: west > east across the antimeridian.
dln_box dln_view_window(const dln_view *view);
// `lon` turned so that it lies within half a turn of the middle of the view.
double dln_view_unwrap(const dln_view *view, double lon);
// Real metres per pixel at a point, measured along the horizontal: what a scale bar needs.
double dln_view_ground_metres_per_px(const dln_view *view, dln_px at);

#endif
