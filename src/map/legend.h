// The legend: what the symbols that are really on this map mean, and how many there are.
#ifndef DLN_MAP_LEGEND_H
#define DLN_MAP_LEGEND_H

#include "map/counts.h"
#include "map/density.h"
#include "map/sizing.h"
#include "map/text.h"
#include "map/theme.h"
#include "map/words.h"

typedef enum dln_legend_mark {
    DLN_MARK_TYPE,     // symbol of a type
    DLN_MARK_STATUS,   // neutral symbol in a status
    DLN_MARK_MOVEMENT, // arrow
    DLN_MARK_LAUNCH,
    DLN_MARK_PLANNED_ARROW,
    DLN_MARK_ROUGH,    // soft circle
    DLN_MARK_GATHERED, // disc of shares
    DLN_MARK_OTHERS,   // what a short legend leaves out
    DLN_MARK_HEADING,  // words only, over the rows that follow
    DLN_MARK_CLASS,    // colour of a class of density
    DLN_MARK_SIZE,     // circle of a size
    DLN_MARK_HIGHLIGHT,
} dln_legend_mark;

typedef struct dln_legend_row {
    dln_legend_mark mark;
    dln_incident_type type;
    dln_incident_status status;
    dln_color color; // of a class
    double radius;   // of a size
    dln_str label;
    size_t count; // 0: none is printed
} dln_legend_row;

#define DLN_LEGEND_ROWS (DLN_INCIDENT_TYPES + DLN_INCIDENT_STATUSES + 12)
typedef struct dln_legend {
    dln_legend_row rows[DLN_LEGEND_ROWS];
    size_t row_count;
    size_t kinds; // rows of kinds of incidents, before what sizes mean
    const dln_words *words;
    dln_font font;
    double unit;         // pixels of a CSS pixel that it was made for
    size_t columns;      // 1 in a box on the map, more under it
    double column_width; // without padding
    double width, height, row_height, mark_width, padding;
    double group_gap; // above a row whose mark is of another group than the one before
} dln_legend;

// `gathered`: explain discs of shares though `scene` has none.
dln_legend dln_legend_make(const dln_scene *scene, const dln_counts *counts, const dln_words *words,
                           bool gathered, const dln_typesetter *typesetter, double unit,
                           dln_arena *arena);
// Adds what sizes mean, and a row for what is pointed out.
void dln_legend_add_sizes(dln_legend *legend, const dln_sizing *sizing,
                          const dln_typesetter *typesetter, dln_arena *arena);
void dln_legend_add_highlight(dln_legend *legend, const dln_typesetter *typesetter,
                              dln_arena *arena);
// The classes of a density, most first.
dln_legend dln_legend_of_density(const dln_density *density, const dln_words *words,
                                 const dln_theme *theme, const dln_typesetter *typesetter,
                                 double unit, dln_arena *arena);
// The same rows with the numbers of one picture of a series; what it has none of has no number.
void dln_legend_recount(dln_legend *legend, const dln_counts *counts);
// Leaves the rows that stand for most, at most `rows`, the rest as one number.
void dln_legend_shorten(dln_legend *legend, size_t rows, const dln_typesetter *typesetter,
                        dln_arena *arena);
// Sets the legend in as many columns as `width` holds, as a strip under the map.
void dln_legend_flow(dln_legend *legend, double width);
// Makes a legend of one column as wide as `width`, if it is narrower.
void dln_legend_widen(dln_legend *legend, double width);
void dln_legend_draw(dln_display_list *list, const dln_legend *legend, dln_px top_left,
                     const dln_theme *theme, const dln_typesetter *typesetter, dln_arena *arena);

#endif
