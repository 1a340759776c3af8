// The box around everything written, in flat memory: the smallest, across 180° where that is
// smaller, as RFC 7946 section 5.2 wants it.
#ifndef DLN_EXPORT_EXTENT_H
#define DLN_EXPORT_EXTENT_H

#include "dateline/geo.h"

#define DLN_EXTENT_BINS 360 // a degree each: the gap that the box leaves out is found among them

typedef struct dln_extent {
    bool any;
    double south, north;
    struct {
        bool used;
        double west, east;
    } bins[DLN_EXTENT_BINS];
} dln_extent;

void dln_extent_add_point(dln_extent *extent, dln_lonlat at);
void dln_extent_add_line(dln_extent *extent, const dln_lonlat *points, size_t count);
bool dln_extent_box(const dln_extent *extent, dln_box *out); // false when nothing was added

#endif
