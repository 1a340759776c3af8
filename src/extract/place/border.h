// Borders and coasts, worked out from the outlines of countries and divisions.
#ifndef DLN_EXTRACT_PLACE_BORDER_H
#define DLN_EXTRACT_PLACE_BORDER_H

#include "dateline/gazetteer.h"

// Points along a line, a few kilometres apart; in the arena they were made in.
typedef struct dln_line {
    const dln_lonlat *points;
    size_t count;
} dln_line;

// A point of a line and how far the line reaches from there.
typedef struct dln_line_point {
    dln_lonlat at;
    double distance_m; // from what was asked for
} dln_line_point;

// The outline that two areas share; false when they do not touch, have no outlines, or there is no
// memory. Costs a few milliseconds for large countries.
bool dln_shared_border(const dln_gazetteer *gazetteer, dln_place_index a, dln_place_index b,
                       dln_arena *arena, dln_line *out);
// Points off the coast of an area, in the sea; false when there is none. `reach_m` is how far out.
bool dln_coast_of(const dln_gazetteer *gazetteer, dln_place_index area, double reach_m,
                  dln_arena *arena, dln_line *out);
// Moves a position `reach_m` towards the sea; false when there is none within that reach.
bool dln_move_seawards(const dln_gazetteer *gazetteer, dln_lonlat *at, double reach_m,
                       dln_arena *arena);

// The point of a line nearest to `at`. The line has points.
dln_line_point dln_line_nearest(const dln_line *line, dln_lonlat at);
// The point of a line nearest to the mean of its points, with the distance of its farthest one.
dln_line_point dln_line_middle(const dln_line *line);

#endif
