#include "cli/taught.h"

#include <string.h>

// As important as a capital: nothing of the gazetteer is likelier to be meant.
enum { TAUGHT_SCORE = 9000 };

static dln_place place_of(const dln_gazetteer *gazetteer, const dln_where *where) {
    dln_location inside = dln_geocode_locate(gazetteer, where->at);
    dln_place place = {.id = where->place_id,
                       .name = where->name,
                       .feature = where->feature.data ? where->feature : DLN_STR("INST"),
                       .feature_class = 'S',
                       .admin1 = where->admin1,
                       .country_place = inside.country,
                       .admin1_place = inside.admin1,
                       .seat = DLN_NO_PLACE,
                       .at = where->at,
                       .radius_m = where->radius_m,
                       .score = TAUGHT_SCORE};
    if (where->country.len == 2)
        memcpy(place.country, where->country.data, 2);
    return place;
}

dln_status cli_teach_gazetteer(dln_store *store, dln_gazetteer *gazetteer, dln_error *err) {
    dln_arena *arena = NULL;
    const dln_taught_place *places = NULL;
    size_t count = 0;
    dln_status status = dln_arena_new(&arena, err);
    if (status == DLN_OK)
        status = dln_store_taught(store, arena, &places, &count, err);
    for (size_t i = 0; i < count && status == DLN_OK; i++) {
        dln_place place = place_of(gazetteer, &places[i].where);
        status = dln_gazetteer_teach(gazetteer, places[i].name, &place, err);
    }
    dln_arena_free(arena);
    return status;
}
