// Names that the gazetteer has in another romanisation: "Fallujeh", "Karkouk", "Deir Azzour".
#ifndef DLN_EXTRACT_PLACE_MENTIONS_SIMILAR_H
#define DLN_EXTRACT_PLACE_MENTIONS_SIMILAR_H

#include "extract/place/mentions_scan.h"

// Gives names without candidates the places that sound like them, where the report speaks of their
// country, or where they stand as places and the place is a town that many know. To be asked once
// all names are found and before they are weighed together. False: no memory.
bool dln_find_similar_places(const dln_scan *scan, dln_found *items, size_t count);

#endif
