// Names of places in another language, as far as the basemap knows them.
#ifndef DLN_MAP_TRANSLATE_H
#define DLN_MAP_TRANSLATE_H

#include "map/scene.h"

// Gives the sites of a scene their names in `language`, with what stands before them ("near X"); a
// place that the basemap in `folder` has no such name for keeps its own.
dln_status dln_translate_scene(const char *folder, dln_map_language language, dln_scene *scene,
                               dln_arena *arena, dln_error *err) DLN_MUST_CHECK;

#endif
