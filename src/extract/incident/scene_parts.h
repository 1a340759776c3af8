// What finding the scene of an event is made of: how well a place fits, and which of several that
// lie in one another is meant.
#ifndef DLN_EXTRACT_INCIDENT_SCENE_PARTS_H
#define DLN_EXTRACT_INCIDENT_SCENE_PARTS_H

#include "extract/incident/scene.h"

// Points of a fit. The order matters, not the size: a place that is stood in beats one that is
// aimed at beats one that is only named. Below FIT_ENOUGH there is none.
#define DLN_FIT_ENOUGH 2.0
#define DLN_FIT_PART   2.0 // in the same part of the sentence

// How well the i-th place of the sentence fits an event as its scene.
double dln_scene_fit(const dln_reading *reading, const dln_roles *roles,
                     const dln_scene_query *query, uint32_t i);
// Moves `scene` to the most precise of the places that contain one another, and finds what says
// where an unknown one lies. `points` are the fits.
void dln_scene_refine(const dln_reading *reading, const dln_roles *roles,
                      const dln_scene_query *query, const double *points, dln_scene *scene);

static inline bool dln_scene_moves(const dln_scene_query *query) {
    return query->type == DLN_MOVEMENT;
}

#endif
