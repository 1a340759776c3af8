// How well known a place is, before anything is read: the prior of finding and of placing.
#ifndef DLN_EXTRACT_PLACE_RESOLVE_PRIOR_H
#define DLN_EXTRACT_PLACE_RESOLVE_PRIOR_H

#include "dateline/gazetteer.h"

// About the decimal logarithm of the number of people to whom the name means this place: 9 a
// continent, 7 to 8 a country, 6 a capital or a large province, 3 a village.
double dln_place_fame(const dln_place *place, dln_name_kind kind);

// Countries, territories and what is larger.
bool dln_place_is_country(const dln_place *place);
bool dln_feature_begins(const dln_place *place, const char *prefix);

#endif
