// The title of a map that was given none: what happened most, and where.
#ifndef DLN_MAP_TITLE_H
#define DLN_MAP_TITLE_H

#include "map/basemap.h"
#include "map/scene.h"

dln_str dln_title_made(const dln_scene *scene, const dln_basemap *basemap, dln_arena *arena);

#endif
