// Density: so many incidents that only their number can be read, by hexagons or as a surface.
#ifndef DLN_MAP_DENSITY_H
#define DLN_MAP_DENSITY_H

#include "dateline/map.h"
#include "map/display_list.h"
#include "map/theme.h"
#include "map/words.h"

#define DLN_DENSITY_CLASSES 6
// Class i holds what is at least least[i] and less than least[i + 1].
typedef struct dln_density_classes {
    double least[DLN_DENSITY_CLASSES];
    size_t count;
    double most; // the largest value of all
} dln_density_classes;

typedef struct dln_hexagon {
    int64_t column, row;
    size_t count;
} dln_hexagon;

typedef struct dln_density {
    dln_map_density kind;
    dln_density_classes classes;
    // Of hexagons, which lie in rows, every second row half a hexagon to the right.
    dln_hexagon *hexagons; // those that are not empty, row by row
    size_t hexagon_count;
    double across_px, across_m; // from side to side
    dln_px origin;              // middle of hexagon (0, 0)
    // Of a surface: incidents per 1,000 km², at the middles of cells.
    float *surface;
    size_t columns, rows;
    double cell_px;
} dln_density;

// Counts `points` in `frame`. `unit` is pixels of a CSS pixel and `metres_per_px` the scale in the
// middle. Colours are classed up to `most`, or up to the largest value when that is 0.
dln_status dln_density_make(dln_map_density kind, const dln_px *points, size_t count,
                            dln_rect frame, double unit, double metres_per_px, double most,
                            dln_arena *arena, dln_density *out, dln_error *err) DLN_MUST_CHECK;
// Round limits (1, 2, 5, 10 …) up to `most`; of counts every number has its own where few are.
dln_density_classes dln_density_classify(double most, bool whole_numbers);
void dln_density_draw(dln_display_list *list, const dln_density *density, const dln_theme *theme,
                      dln_rect frame, double unit);
dln_color dln_density_color(const dln_theme *theme, size_t class, size_t classes);
// "Incidents per hexagon, 20 km across", and of a class "5–9": as the legend words them.
dln_str dln_density_heading(const dln_density *density, const dln_words *words, dln_arena *arena);
dln_str dln_density_label(const dln_density *density, const dln_words *words, size_t class,
                          dln_arena *arena);

#endif
