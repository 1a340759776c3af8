// Geometry as SpatiaLite stores it, so that reading and writing points and lines needs no
// SpatiaLite. Format: "BLOB-Geometry", https://www.gaia-gis.it/gaia-sins/BLOB-Geometry.html
#ifndef DLN_STORE_GEOMETRY_H
#define DLN_STORE_GEOMETRY_H

#include "dateline/geo.h"

#define DLN_SRID 4326
typedef enum dln_blob_kind { DLN_BLOB_POINT = 1, DLN_BLOB_LINE = 2 } dln_blob_kind;

#define DLN_POINT_BLOB_SIZE 60
dln_str dln_point_blob(dln_lonlat at, char out[DLN_POINT_BLOB_SIZE]);
// DLN_STR_NONE when there is no memory.
dln_str dln_line_blob(dln_arena *arena, const dln_lonlat *points, size_t count);

// What a blob begins with. False when it is not one of ours.
typedef struct dln_blob_header {
    int32_t srid;
    dln_blob_kind kind;
    dln_box box; // as it stands in the blob: a line over 180° goes on beyond it
} dln_blob_header;
bool dln_blob_header_read(dln_str blob, dln_blob_header *out);
// The points of a line, in the arena; 0 when `blob` is none or there is no memory.
size_t dln_line_blob_points(dln_str blob, dln_arena *arena, const dln_lonlat **out);

// A way as it is stored: the great circles between its stops, with a point every
// DLN_LINE_STEP_M. Longitudes run on beyond 180° rather than jump.
#define DLN_LINE_STEP_M 100e3
// Between two such points a great circle leaves the box around them by no more than this many
// degrees of latitude, up to 85° (step² / 8R · tan 85° = 2.2 km); beyond, a search takes in the
// pole.
#define DLN_LINE_BULGE_DEG     0.025
#define DLN_LINE_BULGE_MAX_LAT 85.0
// Points in the arena; 0 when there is no memory.
size_t dln_line_along(dln_arena *arena, const dln_lonlat *stops, size_t count,
                      const dln_lonlat **out);

#endif
