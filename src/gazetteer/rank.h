// How important a place is among those of one name, and how large where nobody says.
#ifndef DLN_GAZETTEER_RANK_H
#define DLN_GAZETTEER_RANK_H

#include "dateline/gazetteer.h"

typedef struct dln_rank_facts {
    char feature_class;
    dln_str feature;
    uint64_t population;
    bool handwritten; // somebody says how precise it is
    double radius_m;  // as a source states it; 0: unknown
} dln_rank_facts;

// Importance of a place; see rank.c for the scale. Candidates of a name are sorted by it, less
// what dln_kind_penalty takes off.
int32_t dln_place_score(const dln_rank_facts *facts);
int32_t dln_kind_penalty(dln_name_kind kind);

// Radius in metres by feature and population.
double dln_default_radius_m(const dln_rank_facts *facts);

#endif
