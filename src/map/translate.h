// Names of places in the language of the map, as far as they are known.
#ifndef DLN_MAP_TRANSLATE_H
#define DLN_MAP_TRANSLATE_H

#include "map/shown.h"

dln_str dln_namer_ask(const dln_map_namer *namer, dln_str name, dln_lonlat at);
// What is shown with the names of all places in `language`: of towns as the basemap in `folder` has
// them, of all else by the namer. What neither knows keeps its name. *out lives in `arena`; of an
// English map it is `shown`.
dln_status dln_translate_shown(const char *folder, dln_map_language language,
                               const dln_map_namer *namer, const dln_shown *shown, size_t count,
                               dln_arena *arena, const dln_shown **out,
                               dln_error *err) DLN_MUST_CHECK;

#endif
