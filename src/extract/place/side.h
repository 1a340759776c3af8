// The side of a country that lies beyond a water: "east of the Euphrates".
#ifndef DLN_EXTRACT_PLACE_SIDE_H
#define DLN_EXTRACT_PLACE_SIDE_H

#include "dateline/gazetteer.h"

typedef struct dln_side {
    double bearing_deg; // the side meant
    bool from_middle;   // of the country: a river through several has its point in one of them
    dln_lonlat pivot;   // else of this point
    double reach_m;     // and no farther from it
} dln_side;

// The middle of the part of an area that lies on that side, and how far the part reaches from
// there; false when the area has no outline or nothing of it lies there.
bool dln_side_of(const dln_gazetteer *gazetteer, dln_place_index area, const dln_side *side,
                 dln_arena *arena, dln_lonlat *middle, double *radius_m);

#endif
