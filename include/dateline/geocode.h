// Geocoding one typed name: which places may be meant, the likeliest first.
#ifndef DATELINE_GEOCODE_H
#define DATELINE_GEOCODE_H

#include "dateline/gazetteer.h"

DLN_BEGIN_DECLS

typedef struct dln_geocode_options {
    char country[3]; // only there; "" everywhere
    bool has_near;
    dln_lonlat near; // what lies near comes first
    size_t limit;    // at most so many; 0 all
} dln_geocode_options;

typedef struct dln_geocode_match {
    dln_place place;
    dln_name_kind kind;
    bool similar;      // not this name, but one that sounds like it: a suggestion
    double score;      // 0..1: importance of the place, less what kind and distance take off
    double distance_m; // from `near`, 0 without
} dln_geocode_match;

// Matches live in `arena`, their strings in the gazetteer. *count is 0 when nothing is known.
DLN_API dln_status dln_geocode(const dln_gazetteer *gazetteer, dln_str name,
                               const dln_geocode_options *options, dln_arena *arena,
                               const dln_geocode_match **out, size_t *count,
                               dln_error *err) DLN_MUST_CHECK;

DLN_END_DECLS

#endif
