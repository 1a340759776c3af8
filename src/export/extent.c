#include "export/extent.h"

#include <math.h>

static int bin_of(double lon) {
    int bin = (int)floor(lon + 180);
    return bin < 0 ? 0 : bin >= DLN_EXTENT_BINS ? DLN_EXTENT_BINS - 1 : bin;
}

static void use_bin(dln_extent *extent, int bin, double west, double east) {
    if (!extent->bins[bin].used) {
        extent->bins[bin].used = true;
        extent->bins[bin].west = west;
        extent->bins[bin].east = east;
    }
    extent->bins[bin].west = fmin(extent->bins[bin].west, west);
    extent->bins[bin].east = fmax(extent->bins[bin].east, east);
}

void dln_extent_add_point(dln_extent *extent, dln_lonlat at) {
    extent->south = extent->any ? fmin(extent->south, at.lat) : at.lat;
    extent->north = extent->any ? fmax(extent->north, at.lat) : at.lat;
    extent->any = true;
    use_bin(extent, bin_of(at.lon), at.lon, at.lon);
}

void dln_extent_add_line(dln_extent *extent, const dln_lonlat *points, size_t count) {
    for (size_t i = 0; i < count; i++)
        dln_extent_add_point(extent, points[i]);
    for (size_t i = 1; i < count; i++) { // the degrees that a line passes through
        double west = fmin(points[i - 1].lon, points[i].lon);
        double east = fmax(points[i - 1].lon, points[i].lon);
        for (int bin = bin_of(west); bin <= bin_of(east); bin++)
            use_bin(extent, bin, fmax(west, bin - 180), fmin(east, bin - 179));
    }
}

bool dln_extent_box(const dln_extent *extent, dln_box *out) {
    if (!extent->any)
        return false;
    int first = -1, last = -1;
    double gap = -1;
    dln_box box = {0, extent->south, 0, extent->north};
    for (int bin = 0; bin < DLN_EXTENT_BINS; bin++) {
        if (!extent->bins[bin].used)
            continue;
        double empty = last >= 0 ? extent->bins[bin].west - extent->bins[last].east : -1;
        if (empty > gap) {
            gap = empty;
            box.west = extent->bins[bin].west;
            box.east = extent->bins[last].east;
        }
        first = first < 0 ? bin : first;
        last = bin;
    }
    // Not over 180° unless that is smaller.
    if (extent->bins[first].west + 360 - extent->bins[last].east >= gap) {
        box.west = extent->bins[first].west;
        box.east = extent->bins[last].east;
    }
    *out = box;
    return true;
}
