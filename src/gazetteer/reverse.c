// Reverse geocoding: what lies around a position.
#include "dateline/geocode.h"

#include <string.h>

// What is wider than this is a region, and its point says nothing about nearness. Towns are always
// listed: the largest reach 40 km.
static const double widest_m = 25e3;
// The first try takes so many more than wanted, since some are left out; each further four times as
// many. In the middle of a sea nothing but seas may be near: then fewer are listed.
enum { FIRST_SPARE = 16, TRY_FACTOR = 4, MOST_TRIED = 4 * DLN_REVERSE_MAX };

// Outlines are drawn to about a kilometre, and rivers wider than that are cut out of them: a
// position so near to a town that no outline holds is the town's.
static const double shore_m = 5e3;

static bool is_listed(const dln_place *place) {
    return place->feature_class == 'P' ||
           (place->feature_class != 'A' && place->radius_m <= widest_m);
}

static dln_nearby nearby_of(const dln_place *place, dln_lonlat at) {
    return (dln_nearby){*place, dln_distance_m(place->at, at), dln_bearing_deg(place->at, at)};
}

// Fills `items` with up to `limit`; `indices` has room for `tried`. Returns whether more tries
// would be of no use.
static bool fill(const dln_gazetteer *gazetteer, dln_lonlat at, dln_place_index *indices,
                 size_t tried, size_t limit, dln_nearby *items, size_t *count) {
    size_t got = dln_gazetteer_nearest(gazetteer, at, tried, indices);
    *count = 0;
    for (size_t i = 0; i < got && *count < limit; i++) {
        dln_place place = dln_gazetteer_place(gazetteer, indices[i]);
        if (is_listed(&place))
            items[(*count)++] = nearby_of(&place, at);
    }
    return *count == limit || got < tried;
}

// The first town within shore_m, out of few: whoever stands in one has it among the nearest.
static bool find_town(const dln_gazetteer *gazetteer, dln_lonlat at, dln_place *town) {
    dln_place_index near[FIRST_SPARE];
    size_t count = dln_gazetteer_nearest(gazetteer, at, FIRST_SPARE, near);
    for (size_t i = 0; i < count; i++) {
        *town = dln_gazetteer_place(gazetteer, near[i]);
        if (town->feature_class == 'P' && town->country_place != DLN_NO_PLACE)
            return dln_distance_m(town->at, at) <= shore_m;
    }
    return false;
}

dln_location dln_geocode_locate(const dln_gazetteer *gazetteer, dln_lonlat at) {
    dln_location inside = dln_gazetteer_locate(gazetteer, at);
    dln_place town;
    if ((inside.country != DLN_NO_PLACE && inside.admin1 != DLN_NO_PLACE) ||
        !find_town(gazetteer, at, &town))
        return inside;
    if (inside.country == DLN_NO_PLACE)
        inside.country = town.country_place;
    if (inside.admin1 == DLN_NO_PLACE && inside.country == town.country_place)
        inside.admin1 = town.admin1_place;
    return inside;
}

dln_status dln_geocode_reverse(const dln_gazetteer *gazetteer, dln_lonlat at, size_t limit,
                               dln_arena *arena, dln_reverse_geocode *out, dln_error *err) {
    if (!dln_lonlat_is_valid(at))
        return dln_fail(err, DLN_INVALID, "%g,%g is no position", at.lon, at.lat);
    if (limit == 0 || limit > DLN_REVERSE_MAX)
        return dln_fail(err, DLN_INVALID, "a limit of 1 to %d places, not %zu", DLN_REVERSE_MAX,
                        limit);
    dln_nearby *items = DLN_ARENA_ARRAY(arena, dln_nearby, limit);
    dln_place_index *indices = DLN_ARENA_ARRAY(arena, dln_place_index, MOST_TRIED);
    if (!items || !indices)
        return dln_fail_memory(err);
    size_t count = 0, tried = limit + FIRST_SPARE;
    while (tried < MOST_TRIED && !fill(gazetteer, at, indices, tried, limit, items, &count))
        tried *= TRY_FACTOR;
    if (tried >= MOST_TRIED)
        (void)fill(gazetteer, at, indices, MOST_TRIED, limit, items, &count);
    *out = (dln_reverse_geocode){dln_geocode_locate(gazetteer, at), items, count};
    return DLN_OK;
}
