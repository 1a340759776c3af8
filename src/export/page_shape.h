// Shapes of the basemap as paths of the page: projected, cut at the grid, thinned out.
#ifndef DLN_EXPORT_PAGE_SHAPE_H
#define DLN_EXPORT_PAGE_SHAPE_H

#include "export/page.h"
#include "vector/feature.h"

// Scratch that one shape after another is worked on in; zero-initialised.
typedef struct dln_page_shape {
    struct dln_page_point {
        double x, y;
    } * points[2];
    size_t capacity[2];
    size_t *stack;
    bool *kept;
    size_t kept_capacity;
    bool failed;
} dln_page_shape;
void dln_page_shape_free(dln_page_shape *shape);

// Appends "M12 7l3 -2…" in SVG's words; nothing where nothing is visible. Areas are closed.
void dln_page_append_path(dln_page_shape *shape, const dln_page_grid *grid,
                          const dln_geometry *geometry, dln_buffer *out);
// Where `at` lies in the grid.
struct dln_page_point dln_page_project(const dln_page_grid *grid, dln_lonlat at);

#endif
