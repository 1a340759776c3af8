// Rasters under a map, through GDAL.
#ifndef DLN_VECTOR_RASTER_H
#define DLN_VECTOR_RASTER_H

#include "dateline/base.h"

// The grid that a raster is brought into: columns x rows cells of `cell` units, whose upper left
// corner lies at (left, top) in the reference system `wkt`.
typedef struct dln_raster_grid {
    const char *wkt;
    double left, top, cell;
    int columns, rows;
} dln_raster_grid;

// Whether `path` is a raster that GDAL can read.
bool dln_raster_is(const char *path);
// Its colours on the grid as 0xAARRGGBB, multiplied by their alpha: one band is taken for grey
// (stretched to its range when it has more than 8 bits) or looked up in its colour table, three for
// red, green and blue. Cells it does not cover are 0. In `arena`. `*grey`: it has no colours.
dln_status dln_raster_read(const char *path, const dln_raster_grid *grid, dln_arena *arena,
                           uint32_t **out, bool *grey, dln_error *err) DLN_MUST_CHECK;

#endif
