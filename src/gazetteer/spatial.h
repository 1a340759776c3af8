// The spatial index: a static tree of boxes over places that lie in Hilbert order.
//
// Leaf i holds the places [16 i, 16 i + 16); node i of the next level holds the nodes [16 i,
// 16 i + 16) of the level below, up to one root. Nothing points anywhere: sizes follow from the
// number of places. Boxes are drawn around unit vectors, and distances are chords of the sphere.
#ifndef DLN_GAZETTEER_SPATIAL_H
#define DLN_GAZETTEER_SPATIAL_H

#include "gazetteer/format.h"

typedef struct dln_vector {
    double axis[3];
} dln_vector;
dln_vector dln_unit_vector(dln_lonlat at);

// Position on a Hilbert curve over longitude and latitude, 16 bits each.
uint32_t dln_hilbert(dln_lonlat at);

// Number of boxes in a tree over `place_count` places.
size_t dln_tree_size(size_t place_count);
// Fills `tree` (dln_tree_size boxes) for places in their final order.
void dln_tree_fill(const dln_place_record *places, size_t place_count, dln_tree_box *tree);

static inline dln_lonlat dln_record_position(const dln_place_record *record) {
    return (dln_lonlat){record->lon / DLN_POSITION_SCALE, record->lat / DLN_POSITION_SCALE};
}

#endif
