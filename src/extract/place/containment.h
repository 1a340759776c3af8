// Which place lies in which, by the codes of the gazetteer.
#ifndef DLN_EXTRACT_PLACE_CONTAINMENT_H
#define DLN_EXTRACT_PLACE_CONTAINMENT_H

#include "extract/place/mentions_match.h"

// Whether `inner` lies in the country or division `outer` and is another place.
bool dln_place_lies_in(const dln_place *inner, const dln_place *outer);

// Places of a name that are weighed: the most known ones of each.
typedef struct dln_reach {
    size_t outer, inner;
} dln_reach;
// Whether some place of the name `inner` lies in some place of the name `outer`: "Bangor", "Maine".
bool dln_name_lies_in(const dln_gazetteer *gazetteer, const dln_name_match *inner,
                      const dln_name_match *outer, dln_reach reach);

// The country that a place lies in, itself if it is one; DLN_NO_PLACE for seas and continents.
dln_place_index dln_place_own_country(const dln_place *place);

#endif
