// The R-trees of the layers, `idx_incident_geom` and `idx_movement_geom`. What is to be entered in
// them waits until the commit: a few boxes then go in one by one along a Hilbert curve, so that
// neighbours find the same nodes; of many the whole tree is made anew, packed.
#ifndef DLN_STORE_RTREE_H
#define DLN_STORE_RTREE_H

#include "dateline/geo.h"
#include "dateline/store.h"

typedef enum dln_layer { DLN_LAYER_INCIDENT, DLN_LAYER_MOVEMENT, DLN_LAYERS } dln_layer;

// The box of an incident or of its way; a later one of the same id stands for an earlier.
typedef struct dln_boxed {
    int64_t id;
    dln_box box;    // plain: a line over 180° goes on beyond it
    bool gone;      // it has no place any more
    uint32_t order; // in which they came, or along the curve
} dln_boxed;

// What waits for the commit.
typedef struct dln_boxes {
    dln_boxed *items;
    size_t count, capacity;
    size_t saved; // how many before the report at hand, which may be taken back
} dln_boxes;

dln_status dln_rtree_put(dln_store *store, dln_layer layer, int64_t id, dln_box box,
                         dln_error *err) DLN_MUST_CHECK;
dln_status dln_rtree_remove(dln_store *store, dln_layer layer, int64_t id,
                            dln_error *err) DLN_MUST_CHECK;
// Enters what waits; before a commit, and before the trees are searched.
dln_status dln_rtree_write(dln_store *store, dln_error *err) DLN_MUST_CHECK;

void dln_rtree_save(dln_store *store);      // a report begins
void dln_rtree_take_back(dln_store *store); // it failed: what waits since then is forgotten
void dln_rtree_forget(dln_store *store);    // the transaction was rolled back
void dln_rtree_free(dln_store *store);

// Replaces the tree of a layer by a packed one of these boxes, of which none is gone and each id
// stands once. They are sorted by that.
dln_status dln_rtree_pack(dln_store *store, dln_layer layer, dln_boxed *boxes, size_t count,
                          dln_error *err) DLN_MUST_CHECK;
// Along a Hilbert curve through their middles.
void dln_boxes_sort(dln_boxed *boxes, size_t count);

#endif
