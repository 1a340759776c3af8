// The key: places whose names had no room on the map, as a numbered list beside or under it.
#ifndef DLN_MAP_KEY_H
#define DLN_MAP_KEY_H

#include "map/scene.h"
#include "map/text.h"
#include "map/theme.h"

#define DLN_KEY_LINES 12 // of one entry at most
typedef struct dln_key_entry {
    size_t site;
    int number; // 0: known by its region only, which no number could stand at
    dln_str lines[DLN_KEY_LINES];
    size_t line_count;
    size_t least_lines; // that hold the names of its places; with fewer some are cut off
} dln_key_entry;

typedef struct dln_key {
    dln_key_entry *entries;
    size_t count, left_out; // shown, and too many for the box
    dln_font font;
    bool rtl;
    size_t columns;
    double column_width, number_width, line_height, gap;
    dln_rect box; // empty: there is none
} dln_key;

// Says of `sites` (ascending) where, when and what in as much detail as `box` has room for.
// Numbers run from 1; a place known by its region only has none and comes last.
dln_status dln_key_make(const dln_scene *scene, const size_t *sites, size_t count, dln_rect box,
                        double unit, const dln_typesetter *typesetter, dln_arena *arena,
                        dln_key *out, dln_error *err) DLN_MUST_CHECK;
// How many entries of one line a box has room for.
size_t dln_key_capacity(dln_rect box, double unit);
void dln_key_draw(dln_display_list *list, const dln_key *key, const dln_words *words,
                  const dln_theme *theme, const dln_typesetter *typesetter);
// The mark that stands for entry `number`, on the map and in the list, around its middle.
void dln_key_mark_draw(dln_display_list *list, const dln_theme *theme,
                       const dln_typesetter *typesetter, int number, dln_px middle, dln_font font);

#endif
