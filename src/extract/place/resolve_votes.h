// Votes of a report for countries and first-order divisions.
#ifndef DLN_EXTRACT_PLACE_RESOLVE_VOTES_H
#define DLN_EXTRACT_PLACE_RESOLVE_VOTES_H

#include "dateline/gazetteer.h"

typedef struct dln_vote {
    dln_place_index place; // a country or division
    bool used;
    double weight;
} dln_vote;

// Open addressing with room for a fixed number of places.
typedef struct dln_votes {
    dln_vote *slots;
    size_t slot_count, used;
    double total;
} dln_votes;

// False: no memory. Votes for more than `places` different places are dropped.
bool dln_votes_init(dln_votes *votes, size_t places, dln_arena *arena);
void dln_votes_clear(dln_votes *votes);
void dln_votes_add(dln_votes *votes, dln_place_index place, double weight);
double dln_votes_for(const dln_votes *votes, dln_place_index place);

#endif
