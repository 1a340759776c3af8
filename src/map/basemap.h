// What lies under the incidents: land, borders, waters and towns, in pixels of one view.
#ifndef DLN_MAP_BASEMAP_H
#define DLN_MAP_BASEMAP_H

#include "map/view.h"

typedef enum dln_base_kind {
    DLN_BASE_COUNTRY,  // filled area of a country: together they are the land
    DLN_BASE_BORDER,   // outline of a country
    DLN_BASE_DISPUTED, // line drawn dashed
    DLN_BASE_ADMIN1,   // outline of a governorate or province
    DLN_BASE_LAKE,
    DLN_BASE_RIVER,
    DLN_BASE_TOWN,     // a point
    DLN_BASE_SEA_NAME, // a point with nothing but its name
    DLN_BASE_KINDS,    // how many
} dln_base_kind;

typedef struct dln_base_shape {
    dln_path path; // of a point: one
    dln_str name;  // may be none
    char country[3];
    int rank;      // 1 the most important; 0 not said
    bool capital;  // of a country
    double spread; // pixels along the diagonal of what is visible: how large a name may be
} dln_base_shape;

typedef struct dln_base_layer {
    dln_base_shape *shapes;
    size_t count, capacity;
} dln_base_layer;

typedef struct dln_basemap {
    dln_base_layer layers[DLN_BASE_KINDS];
} dln_basemap;

// Reads from `folder` what the view shows and its scale bears, in `arena`.
dln_status dln_basemap_read(const char *folder, const dln_view *view, dln_arena *arena,
                            dln_basemap *out, dln_error *err) DLN_MUST_CHECK;
dln_status dln_basemap_add(dln_basemap *basemap, dln_base_kind kind, dln_base_shape shape,
                           dln_arena *arena, dln_error *err) DLN_MUST_CHECK;

#endif
