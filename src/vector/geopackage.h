// Layers of a GeoPackage in degrees (OGC 12-128r18), read with SQLite alone: what a map needs of
// the bundled basemap, without the thirty milliseconds and megabytes that loading GDAL costs.
// Files of users, in whatever format and system, go through vector.h.
#ifndef DLN_VECTOR_GEOPACKAGE_H
#define DLN_VECTOR_GEOPACKAGE_H

#include "vector/feature.h"

typedef struct dln_geopackage dln_geopackage;

dln_status dln_geopackage_open(const char *path, dln_geopackage **out,
                               dln_error *err) DLN_MUST_CHECK;
void dln_geopackage_close(dln_geopackage *package);
// Visits the features of a layer whose boxes touch `box` (west > east: across the antimeridian), in
// the order of the file. The layer's geometry is called "geom", its key "fid", and it has an
// R-tree, as GDAL writes them. `fields` are names of attributes, NULL-terminated.
dln_status dln_geopackage_read(dln_geopackage *package, const char *layer, const dln_box *box,
                               const char *const *fields, dln_feature_visitor visit, void *context,
                               dln_error *err) DLN_MUST_CHECK;

#endif
