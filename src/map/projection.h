// From degrees to metres on a plane and back, through PROJ: the only place that knows PROJ.
#ifndef DLN_MAP_PROJECTION_H
#define DLN_MAP_PROJECTION_H

#include "dateline/geo.h"

typedef struct dln_xy {
    double x, y; // metres, y northwards
} dln_xy;

typedef struct dln_projection dln_projection;

// The projection that suits a map of `extent`: transverse Mercator for a province, conic or
// azimuthal for a country or continent, Mercator along the equator, polar, or Equal Earth.
dln_status dln_projection_for(dln_box extent, dln_projection **out, dln_error *err) DLN_MUST_CHECK;
// A reference system by its name ("EPSG:32637") or definition (PROJ string, WKT), through PROJ's
// database. DLN_INVALID: PROJ does not know it, or no map is drawn in it.
dln_status dln_projection_named(const char *name, dln_projection **out,
                                dln_error *err) DLN_MUST_CHECK;
void dln_projection_free(dln_projection *projection);
const char *dln_projection_definition(const dln_projection *projection); // PROJ string
double dln_projection_center_lon(const dln_projection *projection);
double dln_projection_metres_per_unit(const dln_projection *projection); // of its own coordinates
// WKT as GDAL writes it, of the system `name` or, when that is NULL, of the projection chosen here.
dln_str dln_projection_wkt(const dln_projection *projection, const char *name, dln_arena *arena);
bool dln_projection_is_world(const dln_projection *projection); // the whole globe is its outline

// False where the projection is not defined.
bool dln_project(const dln_projection *projection, dln_lonlat at, dln_xy *out);
bool dln_unproject(const dln_projection *projection, dln_xy at, dln_lonlat *out);

#endif
