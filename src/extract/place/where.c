#include "extract/place/where.h"

// A valley, a sea or a region that is wider is no place to point at.
#define WIDE_M 30000.0

dln_geo_precision dln_place_precision(const dln_place *place) {
    switch (place->feature_class) {
    case 'A':
        return DLN_GEO_REGION;
    case 'L':
    case 'H':
    case 'T':
        return place->radius_m > WIDE_M ? DLN_GEO_REGION : DLN_GEO_NEAR;
    default:
        return DLN_GEO_EXACT;
    }
}

dln_where dln_where_of_place(const dln_place *place, dln_arena *arena) {
    return (dln_where){
        .name = place->name,
        .place_id = place->id,
        .feature = place->feature,
        .country =
            place->country[0] ? dln_arena_copy(arena, (dln_str){place->country, 2}) : DLN_STR_NONE,
        .admin1 = place->admin1,
        .located = true,
        .at = place->at,
        .radius_m = place->radius_m,
        .precision = dln_place_precision(place),
    };
}
