// Placing labels: near their place where there is room, with a leader line where there is none.
#ifndef DLN_MAP_LABELS_H
#define DLN_MAP_LABELS_H

#include "map/text.h"

// What already lies on the map. Hard blocks are never covered; crossing soft ones costs.
typedef struct dln_board dln_board;
#define DLN_BLOCK_HARD 1e6

dln_status dln_board_new(dln_rect frame, dln_arena *arena, dln_board **out,
                         dln_error *err) DLN_MUST_CHECK;
void dln_board_block(dln_board *board, dln_rect box, double weight);
// The sum of the weights that a box would cover, hard beyond the frame.
double dln_board_cost(dln_board *board, dln_rect box);
bool dln_board_failed(const dln_board *board); // memory ran out

#define DLN_LABEL_LINES 3
typedef struct dln_label {
    const char *role;
    dln_str lines[DLN_LABEL_LINES];
    size_t line_count;
    dln_font font;
    dln_color color, halo;
    dln_px at;        // what it names
    double clear;     // radius around `at` that its symbol takes
    bool tied;        // has a leader line however near it stands
    bool must;        // may go far, with a leader line, but not be dropped
    double reach;     // how far it may go: 0 next to its place only
    double inset;     // room for symbols, left of the text
    bool inset_right; // or right of it, where a language begins there
    double pad;       // room on all sides, for a box
    // Filled by dln_label_place:
    bool placed, led; // led: with a leader line
    dln_rect box;
    dln_px leader_from, leader_to;
} dln_label;

// Finds the best free position and blocks it. False: there was none and the label may be dropped;
// one that must stand is then put where it covers least.
bool dln_label_place(dln_board *board, const dln_typesetter *typesetter, dln_label *label);
void dln_label_draw(dln_display_list *list, const dln_typesetter *typesetter,
                    const dln_label *label);

#endif
