#include "cli/places.h"

enum { POSITION_DECIMALS = 6 }; // a tenth of a metre

void cli_json_position(dln_json *json, dln_lonlat at) {
    dln_json_double(json, "lat", at.lat, POSITION_DECIMALS);
    dln_json_double(json, "lon", at.lon, POSITION_DECIMALS);
}

void cli_json_place(dln_json *json, const dln_place *place) {
    dln_json_str(json, "place_id", place->id);
    dln_json_str(json, "feature", place->feature);
    dln_json_str(json, "country", *place->country ? dln_str_from(place->country) : DLN_STR_NONE);
    dln_json_str(json, "admin1", place->admin1);
    if (place->population)
        dln_json_int(json, "population", place->population);
    else
        dln_json_null(json, "population");
    dln_json_double(json, "radius_m", place->radius_m, 0);
}

void cli_json_open_feature(dln_json *json, dln_lonlat at) {
    dln_json_open(json, NULL, '{');
    dln_json_str(json, "type", DLN_STR("Feature"));
    dln_json_open(json, "geometry", '{');
    dln_json_str(json, "type", DLN_STR("Point"));
    dln_json_open(json, "coordinates", '[');
    dln_json_double(json, NULL, at.lon, POSITION_DECIMALS);
    dln_json_double(json, NULL, at.lat, POSITION_DECIMALS);
    dln_json_close(json, ']');
    dln_json_close(json, '}');
    dln_json_open(json, "properties", '{');
}

void cli_json_close_feature(dln_json *json) {
    dln_json_close(json, '}');
    dln_json_close(json, '}');
}

void cli_json_open_features(dln_json *json) {
    dln_json_open(json, NULL, '{');
    dln_json_str(json, "type", DLN_STR("FeatureCollection"));
    dln_json_open(json, "features", '[');
}

void cli_json_close_features(dln_json *json) {
    dln_json_close(json, ']');
    dln_json_close(json, '}');
}

dln_str cli_place_name(const dln_gazetteer *gazetteer, dln_place_index index) {
    return index == DLN_NO_PLACE ? DLN_STR_NONE : dln_gazetteer_place(gazetteer, index).name;
}

dln_str cli_population_text(dln_arena *arena, const dln_place *place) {
    return place->population ? dln_arena_printf(arena, "%lld", (long long)place->population)
                             : DLN_STR("");
}
