// Cutting shapes at a box before they are projected, and turning them into pixels.
#ifndef DLN_MAP_CLIP_H
#define DLN_MAP_CLIP_H

#include "map/view.h"
#include "vector/feature.h"

// Scratch memory that one shape after another is cut in; zero-initialised, freed at the end.
typedef struct dln_clip_scratch {
    dln_lonlat *points[2];
    size_t capacity[2];
    dln_px *px;
    uint32_t *ends;
    size_t px_count, px_capacity, end_count, end_capacity;
    bool failed;
} dln_clip_scratch;
void dln_clip_scratch_free(dln_clip_scratch *scratch);

// The parts of a shape that the view shows, in pixels, in `arena`. No parts: nothing visible.
// A polygon keeps the edges that the cut made; asked for as an outline it has none of them, nor
// the seam along the antimeridian where data were cut before.
typedef enum dln_clip_as { DLN_CLIP_FILL, DLN_CLIP_OUTLINE } dln_clip_as;
dln_path dln_clip_shape(const dln_view *view, const dln_geometry *shape, dln_clip_as as,
                        dln_clip_scratch *scratch, dln_arena *arena);

#endif
