// The parts of the first step of layout, in the order in which dln_plan_make calls them.
#ifndef DLN_MAP_PLAN_H
#define DLN_MAP_PLAN_H

#include "map/layout.h"

// A map takes at least this share of its picture, whatever stands around it.
#define DLN_MAP_MIN_SHARE 0.5

// Up to so many places every one is named, on the map or in its key; more are merged first, and of
// what is then still more those are named that have room near by.
#define DLN_NAMED_SITES 90

// The points that the frame must hold.
typedef struct dln_extent {
    const dln_lonlat *points;
    size_t count;
} dln_extent;
dln_status dln_extent_points(const dln_scene *scene, const dln_layout_options *options,
                             const dln_projection *projection, dln_arena *arena, dln_extent *out,
                             dln_error *err) DLN_MUST_CHECK;

// Title, subtitle and foot from plan->counts; the frame is what they leave.
void dln_plan_furnish(dln_plan *plan, dln_arena *arena);
// The same texts anew, in the room they have, when plan->counts has changed a little.
void dln_plan_reword(dln_plan *plan, dln_arena *arena);
// What the symbols on this map mean in at most `rows` rows, and what their sizes; or all classes of
// a density. As large as `unit` makes it.
dln_legend dln_plan_legend(const dln_plan *plan, double unit, size_t rows, dln_arena *arena);
// Legend from plan->counts: on the map, beside it, under it, and shortened where all that would
// take too much. True when the frame has become smaller.
bool dln_plan_place_legend(dln_plan *plan, dln_arena *arena);
// A legend on the map gets a corner anew when the frame has changed, shortened until it hides
// nothing there.
void dln_plan_settle_legend(dln_plan *plan, dln_arena *arena);
// How much of what happened a box would hide.
size_t dln_plan_hidden_by(const dln_plan *plan, dln_rect box);
// Takes a strip for the key off the frame, beside or under it. False: the map has none to give.
// With every step of plan->key_effort the legend becomes shorter and the strip larger.
#define DLN_KEY_EFFORTS 5
bool dln_plan_make_room_for_key(dln_plan *plan);

// Names of places, ends of arrows and notes on a new plan->board. With a key those without room
// near by get a number and an entry there; without one they lead far away, or are left out in a
// crowd.
dln_status dln_plan_place_labels(dln_plan *plan, dln_arena *arena, dln_error *err) DLN_MUST_CHECK;

// "Exact place not known: Syria 2, Iraq 1.": notes without room, for the foot. None: all have room.
dln_str dln_plan_homeless_notes(const dln_plan *plan, dln_arena *arena);

// How many places of what is seen are named neither on the map nor in its key.
size_t dln_plan_unnamed(const dln_plan *plan);
// Merges sites that lie within `radius` pixels of each other.
dln_status dln_plan_gather(dln_plan *plan, double radius, dln_arena *arena,
                           dln_error *err) DLN_MUST_CHECK;
// Whether more places are seen than can be named.
bool dln_plan_is_crowd(const dln_plan *plan);
// How many symbols had to be moved so far that their place is hard to see.
size_t dln_plan_displaced(const dln_plan *plan);

#endif
