// Spatial relations: "20 km north of X", "between X and Y", "the border between X and Y", "off the
// coast of X", "the X-Y road". The names stay where they are; what is worked out from them is where
// an event there happened.
#ifndef DLN_EXTRACT_PLACE_RELATION_H
#define DLN_EXTRACT_PLACE_RELATION_H

#include "extract/place/mentions_scan.h"

typedef enum dln_relation_kind {
    DLN_RELATION_NONE = 0,
    DLN_RELATION_OFFSET,   // "20 km north of X"; without a direction "20 km from X"
    DLN_RELATION_SIDE,     // "north of X", "outside X"
    DLN_RELATION_BETWEEN,  // "between X and Y"
    DLN_RELATION_BORDER,   // "X's border with Y", "the X-Y border", "the X border"
    DLN_RELATION_COAST,    // "off the coast of X", "off X"
    DLN_RELATION_ROAD,     // "the X-Y road"
    DLN_RELATION_CROSSING, // "the X-Y crossing": of a border, a river
} dln_relation_kind;

// What the words around a mention say.
typedef struct dln_relation {
    dln_relation_kind kind;
    bool has_distance, has_bearing;
    double distance_m, bearing_deg;
    uint32_t first_token; // where its words begin; of pairs that of the first name
    uint32_t partner;     // the other mention of BETWEEN, BORDER and ROAD, or DLN_NO_MENTION
} dln_relation;

dln_relation dln_relation_read(const dln_scan *scan, const dln_found_list *list, uint32_t mention);

// Fills `related` and `scene` of every mention of a placed list that stands in a relation, and
// places names that no gazetteer has by it ("Tel Zamira, 20 km north of Raqqa").
void dln_relate(const dln_scan *scan, dln_found_list *list);

#endif
