// What readers of vector files give: features with flat coordinates and attributes as text.
#ifndef DLN_VECTOR_FEATURE_H
#define DLN_VECTOR_FEATURE_H

#include "dateline/geo.h"

typedef enum dln_geometry_kind {
    DLN_GEOMETRY_NONE,
    DLN_GEOMETRY_POINTS,
    DLN_GEOMETRY_LINES,    // each part an open line
    DLN_GEOMETRY_POLYGONS, // each part a ring, even-odd over all parts
} dln_geometry_kind;

// Parts as in dln_polygon: part i runs over points[part_ends[i-1] .. part_ends[i]).
typedef struct dln_geometry {
    dln_geometry_kind kind;
    const dln_lonlat *points;
    const uint32_t *part_ends;
    size_t part_count;
} dln_geometry;

typedef struct dln_feature {
    dln_geometry geometry; // in WGS 84 degrees whatever the file's system
    const dln_str *values; // as asked for by `fields`; DLN_STR_NONE where null
} dln_feature;

// What `feature` points to lives until the visitor returns; returning anything but DLN_OK stops the
// reading, which returns that.
typedef dln_status (*dln_feature_visitor)(void *context, const dln_feature *feature,
                                          dln_error *err);

// More attributes of one feature than any layer of ours has.
enum { DLN_FEATURE_FIELDS_MAX = 16 };

// Scratch that one geometry after another is flattened into; zero-initialised.
typedef struct dln_flat {
    dln_lonlat *points;
    size_t point_count, point_capacity;
    uint32_t *ends;
    size_t end_count, end_capacity;
} dln_flat;
void dln_flat_free(dln_flat *flat);
// Room for a part of `count` points, whose coordinates the caller fills in; NULL: no memory.
dln_lonlat *dln_flat_add_part(dln_flat *flat, size_t count);

#endif
