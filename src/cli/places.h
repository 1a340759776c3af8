// Places of the gazetteer as JSON: what `geocode` writes of them, forwards and in reverse.
#ifndef DLN_CLI_PLACES_H
#define DLN_CLI_PLACES_H

#include "base/json.h"
#include "dateline/dateline.h"

// The members "lat" and "lon".
void cli_json_position(dln_json *json, dln_lonlat at);
// The members "place_id", "feature", "country", "admin1", "population" and "radius_m".
void cli_json_place(dln_json *json, const dln_place *place);
// Opens a GeoJSON feature with its point, and its "properties", which stay open.
void cli_json_open_feature(dln_json *json, dln_lonlat at);
void cli_json_close_feature(dln_json *json);
void cli_json_open_features(dln_json *json); // a FeatureCollection
void cli_json_close_features(dln_json *json);

// A place's name, DLN_STR_NONE for DLN_NO_PLACE.
dln_str cli_place_name(const dln_gazetteer *gazetteer, dln_place_index index);
// Its population as text, "" where unknown.
dln_str cli_population_text(dln_arena *arena, const dln_place *place);

#endif
