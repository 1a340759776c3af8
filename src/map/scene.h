// What a map has to show, independent of scale: records gathered into places and movements.
#ifndef DLN_MAP_SCENE_H
#define DLN_MAP_SCENE_H

#include "map/shown.h"
#include "map/words.h"

// All incidents of one type and status at one place: one symbol, with a number when several.
typedef struct dln_tally {
    dln_incident_type type;
    dln_incident_status status;
    size_t count;
    size_t killed, injured; // at least, of those that say so
    bool highlighted;
} dln_tally;

// A place on the map: of incidents, or only an end or a stop of a movement (no tallies).
typedef struct dln_site {
    dln_lonlat at;
    dln_str name;
    dln_str first_name; // of the largest of several merged places
    dln_str all_names;  // of all of them, for a key; of one place its name
    char country[3];
    double radius_m;
    dln_geo_precision precision;
    bool whole_country; // known no closer than the country: a note, not a symbol
    bool highlighted;   // never merged, named first
    bool gathered;      // one disc of shares with a number: symbols would be too many
    size_t places;      // that were merged into this one; 1 of an ordinary site
    dln_tally *tallies; // latest last
    size_t tally_count, tally_capacity, incident_count;
} dln_site;

// Movements along the same way with the same type and status: one arrow.
typedef struct dln_move {
    size_t sites[DLN_VIA_MAX + 2]; // indices into the scene's sites, in order of travel
    size_t site_count;
    dln_incident_type type;
    dln_incident_status status;
    size_t count;
    bool highlighted;
    int strand, strands; // which of how many arrows between the same two ends
} dln_move;

// One incident that can be drawn: a symbol at a site, an arrow, or both.
typedef struct dln_event {
    const dln_shown *shown; // the caller's
    bool highlighted;
    size_t site, move; // DLN_NOWHERE: it has none
} dln_event;
#define DLN_NOWHERE SIZE_MAX

typedef struct dln_scene {
    const dln_words *words; // of the names that are made for it
    dln_site *sites;
    size_t site_count;
    dln_move *moves;
    size_t move_count;
    dln_event *events; // in the order of what is shown
    size_t event_count;
    size_t unplaced;  // incidents without a known place
    size_t too_rough; // left out by dln_scene_flatten
} dln_scene;

// Whether an arrow of this status is drawn broken: it has not happened.
bool dln_status_is_open(dln_incident_status status);
dln_status dln_scene_build(const dln_shown *shown, size_t count, dln_arena *arena, dln_scene *out,
                           dln_error *err) DLN_MUST_CHECK;
// The same incidents as points, for a map of density: movements where they end, and without those
// that are known by their region only. Shares what is shown.
dln_status dln_scene_flatten(const dln_scene *scene, dln_arena *arena, dln_scene *out,
                             dln_error *err) DLN_MUST_CHECK;
// Points out the incidents of these ids. Returns how many of them the scene shows.
size_t dln_scene_highlight(dln_scene *scene, const int64_t *ids, size_t count);
// Merges sites into groups that are drawn as one ring of shares: site i goes to group `group[i]`,
// below `group_count`. A group of one site stays as it is. Moves that are `too_short` to be arrows
// are counted where they end. The result shares what is shown; `events` is room for its events and
// may be where those of `scene` lie.
dln_status dln_scene_gather(const dln_scene *scene, const size_t *group, size_t group_count,
                            const bool *too_short, dln_event *events, dln_arena *arena,
                            dln_scene *out, dln_error *err) DLN_MUST_CHECK;

#endif
