#include "extract/place/containment.h"

#include <string.h>

#include "extract/place/resolve_prior.h"

bool dln_place_lies_in(const dln_place *inner, const dln_place *outer) {
    if (inner->index == outer->index || outer->feature_class != 'A')
        return false;
    if (dln_place_is_country(outer))
        return outer->country[0] && memcmp(inner->country, outer->country, 2) == 0;
    if (dln_feature_begins(outer, "ADM1"))
        return inner->admin1_place == outer->index;
    return inner->admin1_place == outer->admin1_place && outer->admin2_code.len > 0 &&
           dln_str_equal(inner->admin2_code, outer->admin2_code);
}

bool dln_name_lies_in(const dln_gazetteer *gazetteer, const dln_name_match *inner,
                      const dln_name_match *outer, dln_reach reach) {
    for (size_t o = 0; o < outer->count && o < reach.outer; o++) {
        dln_place container = dln_gazetteer_place(gazetteer, outer->candidates[o].place);
        if (container.feature_class != 'A')
            continue;
        for (size_t i = 0; i < inner->count && i < reach.inner; i++) {
            dln_place place = dln_gazetteer_place(gazetteer, inner->candidates[i].place);
            if (dln_place_lies_in(&place, &container))
                return true;
        }
    }
    return false;
}

dln_place_index dln_place_own_country(const dln_place *place) {
    return dln_place_is_country(place) ? place->index : place->country_place;
}
