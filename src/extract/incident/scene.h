// The scene of an event: which mention is where it happened, which its origin, way and destination.
//
// Every mention has a role from the preposition before it (role.h). An event takes the mention
// whose role, part and distance fit best, and of several that contain one another the most precise.
#ifndef DLN_EXTRACT_INCIDENT_SCENE_H
#define DLN_EXTRACT_INCIDENT_SCENE_H

#include "extract/grammar/role.h"

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
    const size_t *members; // which of them are its own
    size_t member_count;
} dln_scene_query;

#define DLN_NO_PLACE_ROLE UINT32_MAX
// Mentions by their number in the sentence, or DLN_NO_PLACE_ROLE.
typedef struct dln_scene {
    uint32_t place, second; // second: the other end of "the border between A and B"
    // Of a scene that is not placed, or placed where the sentence says it is not: the mention that
    // says where it lies.
    uint32_t outer;
    uint32_t around; // of a scene that nothing places: a mention told beside it
    uint32_t origin, destination;
    uint32_t via[DLN_VIA_MAX];
    uint32_t via_count;
    double score; // how well `place` fits
} dln_scene;

// The mentions that are its scene and way; DLN_NO_PLACE_ROLE for what is not said.
void dln_scene_find(const dln_reading *reading, const dln_roles *roles,
                    const dln_scene_query *query, dln_scene *out);

#endif
