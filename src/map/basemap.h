// What lies under the incidents: land, borders, waters and towns, in pixels of one view.
#ifndef DLN_MAP_BASEMAP_H
#define DLN_MAP_BASEMAP_H

#include "dateline/map.h"
#include "map/view.h"

typedef enum dln_base_kind {
    DLN_BASE_COUNTRY,  // filled area of a country: together they are the land
    DLN_BASE_COAST,    // outline of a country, drawn under the borders
    DLN_BASE_BORDER,   // between two countries
    DLN_BASE_DISPUTED, // drawn dashed
    DLN_BASE_ADMIN1,   // between two governorates or provinces
    DLN_BASE_LAKE,
    DLN_BASE_RIVER,
    DLN_BASE_ADMIN1_NAME, // points
    DLN_BASE_SEA,
    DLN_BASE_TOWN,
    DLN_BASE_OVERLAY_AREA, // of a file of the user's
    DLN_BASE_OVERLAY_LINE,
    DLN_BASE_OVERLAY_POINT,
    DLN_BASE_LOCATOR_LAND, // in pixels of the locator
    DLN_BASE_KINDS,        // how many
} dln_base_kind;

typedef struct dln_base_shape {
    dln_path path; // of a point: one
    dln_str name;  // may be none
    char country[3];
    int rank;       // 1 the most important (of towns: the capitals); 0 not said
    double weight;  // population of a town: order among those of one rank
    double size_px; // of what a point names, else the diagonal of what is visible
} dln_base_shape;

typedef struct dln_base_layer {
    dln_base_shape *shapes;
    size_t count, capacity;
} dln_base_layer;

typedef struct dln_base_image {
    const uint32_t *pixels; // NULL: there is none
    int columns, rows;
    dln_rect box;
    bool grey;
} dln_base_image;

typedef struct dln_basemap {
    dln_base_layer layers[DLN_BASE_KINDS];
    dln_base_image image;   // raster of the user's
    dln_str overlay_layers; // read of a vector file of the user's, separated by commas
} dln_basemap;

// Names are in `language`, where the file or `namer` (may be NULL) knows them.
// Reads from `folder` what the view shows and its scale bears, in `arena`, and the land of a
// locator that has a projection.
#define DLN_BASEMAP_FILE "basemap.gpkg" // in that folder
dln_status dln_basemap_read(const char *folder, dln_map_language language,
                            const dln_map_namer *namer, const dln_view *view,
                            const dln_view *locator, dln_arena *arena, dln_basemap *out,
                            dln_error *err) DLN_MUST_CHECK;
dln_status dln_basemap_add(dln_basemap *basemap, dln_base_kind kind, dln_base_shape shape,
                           dln_arena *arena, dln_error *err) DLN_MUST_CHECK;

#endif
