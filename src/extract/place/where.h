// A place of the gazetteer as where something is.
#ifndef DLN_EXTRACT_PLACE_WHERE_H
#define DLN_EXTRACT_PLACE_WHERE_H

#include "dateline/extract.h"

// How well a position is known of which only this place is told.
dln_geo_precision dln_place_precision(const dln_place *place);

#endif
