// The key: places whose names had no room on the map, as a numbered list beside or under it.
#ifndef DLN_MAP_KEY_H
#define DLN_MAP_KEY_H

#include "map/scene.h"
#include "map/text.h"
#include "map/theme.h"

typedef struct dln_key_entry {
    size_t site;
    int number; // 0: known by its region only, which no number could stand at
} dln_key_entry;

// A word or a line of the key, or the mark of an entry.
typedef struct dln_key_piece {
    int number; // 0: text
    bool quiet; // what happened, behind the name of the place
    dln_str text;
    dln_px at; // left end of the baseline, or middle of the mark
} dln_key_piece;

typedef struct dln_key {
    dln_key_entry *entries; // in the order of their numbers
    size_t count, shown;    // of them; those that the box had room to begin
    size_t unnamed;         // places whose names had no room
    dln_key_piece *pieces;
    size_t piece_count;
    dln_font font;
    bool rtl;
    dln_rect box; // empty: there is none
} dln_key;

// Says of `sites` (ascending) where, when and what in as much detail as `box` has room for: a list
// of all that happened, or of the names only, or the names in running and ever smaller type.
// Numbers run from 1; a place known by its region only has none and comes last.
dln_status dln_key_make(const dln_scene *scene, const size_t *sites, size_t count, dln_rect box,
                        double unit, const dln_typesetter *typesetter, dln_arena *arena,
                        dln_key *out, dln_error *err) DLN_MUST_CHECK;
// How many entries of one line a box has room for.
size_t dln_key_capacity(dln_rect box, double unit);
void dln_key_draw(dln_display_list *list, const dln_key *key, const dln_theme *theme,
                  const dln_typesetter *typesetter);
// The mark that stands for entry `number`, on the map and in the list, around its middle.
void dln_key_mark_draw(dln_display_list *list, const dln_theme *theme,
                       const dln_typesetter *typesetter, int number, dln_px middle, dln_font font);

#endif
