// Geocoding: which places a typed name may mean, and what lies around a position.
#ifndef DATELINE_GEOCODE_H
#define DATELINE_GEOCODE_H

#include "dateline/gazetteer.h"

typedef struct dln_geocode_options {
    char country[3]; // only there; "" everywhere
    bool has_near;
    dln_lonlat near; // what lies near comes first
    size_t limit;    // at most so many; 0 all
} dln_geocode_options;

typedef struct dln_geocode_match {
    dln_place place;
    dln_name_kind kind;
    bool similar;      // not this name, but one that sounds or is typed nearly so: a suggestion
    double score;      // 0..1: importance of the place, less what kind and distance take off
    double distance_m; // from `near`, 0 without
} dln_geocode_match;

// Matches live in `arena`, their strings in the gazetteer. Places of this name, whatever its
// spelling; "Aleppo, Syria" is Aleppo inside what is behind the comma; only when there is none (in
// that country), suggestions: names that sound alike, or that one typing error makes of it (from
// four letters on), or two (from eight). *count is 0 when nothing comes near. Finding suggestions
// looks up at most 400,000 spellings, which takes a sixth of a second in a gazetteer of 12 million
// places.
DLN_API dln_status dln_geocode(const dln_gazetteer *gazetteer, dln_str name,
                               const dln_geocode_options *options, dln_arena *arena,
                               const dln_geocode_match **out, size_t *count,
                               dln_error *err) DLN_MUST_CHECK;

typedef struct dln_nearby {
    dln_place place;
    double distance_m;  // on the ellipsoid
    double bearing_deg; // from the place to the position: at 315 it lies north-west of the place
} dln_nearby;

// The country and division whose outlines hold a position. Outlines are drawn to about a kilometre
// and wide rivers are cut out of them: where none holds it (Kherson), those of a town within 5 km.
DLN_API dln_location dln_geocode_locate(const dln_gazetteer *gazetteer, dln_lonlat at);

typedef struct dln_reverse_geocode {
    dln_location inside;     // as dln_geocode_locate tells it
    const dln_nearby *items; // nearest first, in the arena
    size_t count;
} dln_reverse_geocode;

// What lies around `at`: at most `limit` (1 to 1000) places. Countries, divisions and wide regions
// are not among them, since nobody is near one by being near its middle. DLN_INVALID if `at` is no
// position or the limit is not in range.
DLN_API dln_status dln_geocode_reverse(const dln_gazetteer *gazetteer, dln_lonlat at, size_t limit,
                                       dln_arena *arena, dln_reverse_geocode *out,
                                       dln_error *err) DLN_MUST_CHECK;
#define DLN_REVERSE_MAX 1000

#endif
