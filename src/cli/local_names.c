#include "cli/local_names.h"

// A place "outside X" lies so near to X at most, and two sources place one town so far apart.
static const double near_m = 60e3;

static dln_place_index place_called(const dln_gazetteer *gazetteer, dln_str name, dln_lonlat at) {
    size_t count;
    const dln_candidate *candidates = dln_gazetteer_find(gazetteer, name, &count);
    for (size_t i = 0; i < count; i++) {
        dln_place place = dln_gazetteer_place(gazetteer, candidates[i].place);
        if (dln_great_circle_m(place.at, at) <= near_m)
            return place.index;
    }
    return DLN_NO_PLACE;
}

dln_str cli_local_name(void *context, dln_str name, dln_lonlat at) {
    const cli_local_names *names = context;
    if (!names->gazetteer)
        return DLN_STR_NONE;
    dln_place_index place = place_called(names->gazetteer, name, at);
    return place == DLN_NO_PLACE ? DLN_STR_NONE
                                 : dln_gazetteer_name_in(names->gazetteer, place, names->language);
}
