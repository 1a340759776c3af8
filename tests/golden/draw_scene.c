// draw_scene SCENE BASEMAP OUT: a scene file as a picture, to look at and to refresh golden files.
#include <stdio.h>

#include "golden/scene_file.h"

static int failed(const char *what, const dln_error *err) {
    fprintf(stderr, "draw_scene: %s: %s\n", what, err->message);
    return 1;
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: draw_scene SCENE BASEMAP OUT.png|.svg|.pdf\n");
        return 2;
    }
    dln_error err = {0};
    dln_arena *arena;
    scene_file scene;
    dln_map_summary summary;
    if (dln_arena_new(&arena, &err) != DLN_OK)
        return failed(argv[1], &err);
    dln_status status = scene_file_read(argv[1], arena, &scene, &err);
    if (status == DLN_OK) {
        scene.options.basemap = argv[2];
        scene.options.path = argv[3];
        status = dln_map_render(scene.records, scene.count, &scene.options, &summary, &err);
    }
    dln_arena_free(arena);
    if (status != DLN_OK)
        return failed(argv[1], &err);
    printf("%zu incidents, %zu movements, %zu without a place\n", summary.incidents,
           summary.movements, summary.unplaced);
    return 0;
}
