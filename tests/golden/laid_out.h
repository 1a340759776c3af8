// A scene as far as its display list, with made-up or real type and ground.
#ifndef DLN_TESTS_LAID_OUT_H
#define DLN_TESTS_LAID_OUT_H

#include "golden/scene_file.h"
#include "map/layout.h"

typedef struct laid_out {
    dln_arena *arena;
    scene_file file;
    dln_shown_list shown;
    dln_scene scene;
    dln_projection *projection, *locator;
    dln_layout_options options;
    dln_typesetter typesetter;
    dln_plan plan;
    dln_basemap basemap;
    dln_display_list list;
} laid_out;

// `typesetter` NULL: every letter is 0.6 of its size wide, so that no font decides.
// `basemap` NULL: two made-up countries with a border, a river and three towns.
dln_status laid_out_make(dln_str scene, const dln_typesetter *typesetter, const char *basemap,
                         laid_out *out, dln_error *err);
void laid_out_free(laid_out *l);

#endif
