// Files beside a PNG that tell a GIS where on the ground its pixels lie.
#ifndef DLN_MAP_WORLDFILE_H
#define DLN_MAP_WORLDFILE_H

#include "map/view.h"

// Writes map.pgw (six lines, as ESRI defined them), map.prj and map.png.aux.xml (GDAL, QGIS) for
// the picture `path`. `system` is the name of the view's reference system, NULL for one of ours.
dln_status dln_worldfile_save(const char *path, const dln_view *view, const char *system,
                              dln_arena *arena, dln_error *err) DLN_MUST_CHECK;

#endif
