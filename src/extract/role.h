// Roles of places: which mention is the scene of an event, which its origin, way and destination.
//
// Every mention gets a role from the preposition before it (dln_roles_assign). An event then takes
// the mention whose role, part and distance fit best, and of several that contain one another the
// most precise.
#ifndef DLN_EXTRACT_ROLE_H
#define DLN_EXTRACT_ROLE_H

#include "extract/trigger.h"

// Mentions of one sentence that get a role; more is a list of constituencies, not a report.
#define DLN_ROLES_MAX 64

typedef struct dln_roles {
    dln_role role[DLN_ROLES_MAX];  // of the sentence's i-th mention
    uint32_t first[DLN_ROLES_MAX]; // its first token in the sentence
    uint32_t end[DLN_ROLES_MAX];
    uint32_t preposition[DLN_ROLES_MAX]; // or DLN_NO_TOKEN
    bool shared[DLN_ROLES_MAX];          // one of several names under that preposition
    uint32_t count;
} dln_roles;

void dln_roles_assign(const dln_reading *reading, dln_roles *out);

// What an event is, as far as places care.
typedef struct dln_scene_query {
    uint32_t first, end; // from its first to its last trigger
    const bool *parts;   // parts that it stands in
    dln_incident_type type;
    dln_str subtype;
    bool projectile; // it flew: "from" is a launch site
    const dln_trigger *verb;
    const dln_trigger *triggers; // all of the sentence, its own among them
    size_t trigger_count;
} dln_scene_query;

#define DLN_NO_PLACE_ROLE UINT32_MAX
// Mentions by their number in the sentence, or DLN_NO_PLACE_ROLE.
typedef struct dln_scene {
    uint32_t place, second; // second: the other end of "the border between A and B"
    uint32_t outer;         // of an unplaced scene: the mention that says where it lies
    uint32_t origin, destination;
    uint32_t via[DLN_VIA_MAX];
    uint32_t via_count;
    double score; // how well `place` fits
} dln_scene;

void dln_scene_find(const dln_reading *reading, const dln_roles *roles,
                    const dln_scene_query *query, dln_scene *out);
// A capitalised name behind a preposition of place that is no mention: "near Kisik".
// In a caption also behind "of" and a comma: "tank, outskirts of Khiam".
bool dln_unknown_scene(const dln_reading *reading, const bool *parts, bool caption, dln_span *out);
// The mention behind a role's number.
const dln_found *dln_role_mention(const dln_reading *reading, uint32_t role);

#endif
