// Land and sea around one spot: the outlines that may matter there are looked for once.
#ifndef DLN_GAZETTEER_LAND_H
#define DLN_GAZETTEER_LAND_H

#include "dateline/gazetteer.h"

struct dln_area_record;

typedef struct dln_land {
    const dln_gazetteer *gazetteer;
    const struct dln_area_record **areas; // countries and divisions that touch the box
    size_t count;
} dln_land;

// The land inside a box, in `arena`; false: no memory.
bool dln_land_gather(const dln_gazetteer *gazetteer, dln_box box, dln_arena *arena, dln_land *out);
// Whether `at`, which lies in that box, is on land, as dln_gazetteer_locate would say.
bool dln_land_holds(const dln_land *land, dln_lonlat at);

#endif
