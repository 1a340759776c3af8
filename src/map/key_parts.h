// The parts of a key: the stories that it tells, and the two ways to set it.
#ifndef DLN_MAP_KEY_PARTS_H
#define DLN_MAP_KEY_PARTS_H

#include "map/key.h"

// A key while it is set: whose type is how large, in which columns.
typedef struct dln_key_setting {
    const dln_scene *scene;
    const dln_typesetter *typesetter;
    dln_arena *arena;
    dln_key *key;
    size_t capacity; // of its pieces
    bool failed;     // memory ran out
    double unit;
    size_t columns;
    double column_width, gutter, number_width, line_height, gap;
} dln_key_setting;

// How much is said of a place: each more than the one before.
typedef enum dln_key_detail {
    DLN_KEY_NAMES,   // "Al-Bukamal"
    DLN_KEY_COUNT,   // "Al-Bukamal: 1 incident"
    DLN_KEY_WHAT,    // "Al-Bukamal: 30 Jan 2023 convoy"
    DLN_KEY_WHO,     // "Al-Bukamal: 30 Jan 2023 convoy from Al-Qa'im"
    DLN_KEY_SOURCES, // "Al-Bukamal: 30 Jan 2023 convoy from Al-Qa'im [Wire]"
    DLN_KEY_DETAILS, // how many
} dln_key_detail;
dln_str dln_key_story(const dln_scene *scene, size_t site, dln_key_detail detail, dln_arena *arena);

// Type of `size` CSS pixels, and the columns that the box holds of it.
void dln_key_divide(dln_key_setting *setting, double size);
// Adds a piece of so much width that lies at piece.at, counted from the corner of the box where
// reading begins.
void dln_key_add(dln_key_setting *setting, dln_key_piece piece, double width);

// A list, each entry with the names of its places whole and as much of its story as there is room
// for, or with `complete` all of it. False, and nothing set: it has no room.
bool dln_key_set_list(dln_key_setting *setting, bool complete);
// Numbers and names alone, one after the other. Returns how many names had no room.
size_t dln_key_set_run(dln_key_setting *setting);

#endif
