// What a map has to show, independent of scale: records gathered into places and movements.
#ifndef DLN_MAP_SCENE_H
#define DLN_MAP_SCENE_H

#include "dateline/store.h"

// All incidents of one type and status at one place: one symbol, with a number when several.
typedef struct dln_tally {
    dln_incident_type type;
    dln_incident_status status;
    size_t count;
} dln_tally;

// A place on the map: of incidents, or only an end or a stop of a movement (no tallies).
typedef struct dln_site {
    dln_lonlat at;
    dln_str name;
    char country[3];
    double radius_m;
    dln_geo_precision precision;
    bool whole_country; // known no closer than the country: a note, not a symbol
    bool gathered;      // one disc of shares with a number: symbols would be too many
    dln_tally *tallies; // latest last
    size_t tally_count, incident_count;
} dln_site;

// Movements along the same way with the same type and status: one arrow.
typedef struct dln_move {
    size_t sites[DLN_VIA_MAX + 2]; // indices into the scene's sites, in order of travel
    size_t site_count;
    dln_incident_type type;
    dln_incident_status status;
    size_t count;
    int strand, strands; // which of how many arrows between the same two ends
} dln_move;

typedef struct dln_scene {
    dln_site *sites;
    size_t site_count;
    dln_move *moves;
    size_t move_count;
    size_t types[DLN_INCIDENT_TYPES];       // incidents shown, of each type
    size_t statuses[DLN_INCIDENT_STATUSES]; // of each status
    size_t shown, movements, launches, unplaced, rough;
    dln_day first, last; // DLN_DAY_NONE when nothing is dated
    dln_str *sources;    // publishers, most used first
    size_t source_count, report_count;
    char (*countries)[3]; // that incidents happened in, most first
    size_t country_count;
} dln_scene;

// Whether an arrow of this status is drawn broken: it has not happened.
bool dln_status_is_open(dln_incident_status status);
dln_status dln_scene_build(const dln_record *records, size_t count, dln_arena *arena,
                           dln_scene *out, dln_error *err) DLN_MUST_CHECK;

#endif
