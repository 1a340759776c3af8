// One record from several reports' claims. Pure and without chance: ties go to the earlier claim,
// of numbers to the later one.
#ifndef DLN_STORE_MERGE_H
#define DLN_STORE_MERGE_H

#include "dateline/incident.h"

typedef struct dln_claim {
    dln_incident incident;
    int64_t evidence_id;
    int64_t home_id; // the incident it was told of, where that is a part of the merged one
    dln_day published;
} dln_claim;

// `claims` in the order they were stored, at least one.
//   where and when: the most precise · type, subtype, names: what most say · numbers: what most
//   say, else the latest · status: the firmest · way: the one with most stops
// The confidence of further sources counts half: reports copy from each other.
void dln_merge_claims(const dln_claim *claims, size_t count, dln_incident *out);
// Which claim's origin, via and destination the record has.
size_t dln_merge_best_way(const dln_claim *claims, size_t count);

#endif
