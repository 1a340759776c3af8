#include "gazetteer/spatial.h"

#include <math.h>

#define RADIANS_PER_DEGREE 0.017453292519943295

dln_vector dln_unit_vector(dln_lonlat at) {
    double lon = at.lon * RADIANS_PER_DEGREE;
    double lat = at.lat * RADIANS_PER_DEGREE;
    return (dln_vector){{cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)}};
}

// Warren, "Hacker's Delight", section 16-3: from coordinates to distance, two bits a step.
uint32_t dln_hilbert(dln_lonlat at) {
    uint32_t x = (uint32_t)((at.lon + 180.0) / 360.0 * 65535.0);
    uint32_t y = (uint32_t)((at.lat + 90.0) / 180.0 * 65535.0);
    uint32_t distance = 0;
    for (uint32_t side = 1u << 15; side > 0; side /= 2) {
        uint32_t right = (x & side) != 0;
        uint32_t top = (y & side) != 0;
        distance += side * side * ((3u * right) ^ top);
        if (top == 0) { // turn the quadrant so that the curve goes on
            if (right == 1) {
                x = 65535u - x;
                y = 65535u - y;
            }
            uint32_t swapped = x;
            x = y;
            y = swapped;
        }
    }
    return distance;
}

size_t dln_tree_size(size_t place_count) {
    size_t total = 0;
    for (size_t level = place_count; level > 1 || total == 0;) {
        if (level == 0)
            return 0;
        level = (level + DLN_TREE_FANOUT - 1) / DLN_TREE_FANOUT;
        total += level;
    }
    return total;
}

static dln_tree_box empty_box(void) {
    return (dln_tree_box){{2, 2, 2}, {-2, -2, -2}};
}

// Rounded outwards: the box in single precision must not lose what it holds.
static void box_add_vector(dln_tree_box *box, dln_vector v) {
    for (size_t i = 0; i < 3; i++) {
        box->low[i] = fminf(box->low[i], nextafterf((float)v.axis[i], -2.0f));
        box->high[i] = fmaxf(box->high[i], nextafterf((float)v.axis[i], 2.0f));
    }
}

static void box_add_box(dln_tree_box *box, const dln_tree_box *other) {
    for (size_t i = 0; i < 3; i++) {
        box->low[i] = fminf(box->low[i], other->low[i]);
        box->high[i] = fmaxf(box->high[i], other->high[i]);
    }
}

void dln_tree_fill(const dln_place_record *places, size_t place_count, dln_tree_box *tree) {
    size_t total = dln_tree_size(place_count);
    size_t leaves = (place_count + DLN_TREE_FANOUT - 1) / DLN_TREE_FANOUT;
    for (size_t i = 0; i < total; i++)
        tree[i] = empty_box();
    for (size_t i = 0; i < place_count; i++) {
        box_add_vector(&tree[i / DLN_TREE_FANOUT],
                       dln_unit_vector(dln_record_position(&places[i])));
    }
    size_t below = 0; // where the level below begins
    size_t below_count = leaves;
    while (below + below_count < total) {
        size_t above = below + below_count;
        for (size_t i = 0; i < below_count; i++)
            box_add_box(&tree[above + i / DLN_TREE_FANOUT], &tree[below + i]);
        below = above;
        below_count = (below_count + DLN_TREE_FANOUT - 1) / DLN_TREE_FANOUT;
    }
}
