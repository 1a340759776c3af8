// Scenes for tests of the map, as text that anybody can write: see README.md.
#ifndef DLN_TESTS_SCENE_FILE_H
#define DLN_TESTS_SCENE_FILE_H

#include "map/shown.h"

typedef struct scene_file {
    dln_record *records;
    size_t count, capacity;
    dln_map_options options; // path and basemap are the caller's
} scene_file;

// Reads a scene; everything lives in `arena`. DLN_BAD_INPUT names the line.
dln_status scene_file_read(const char *path, dln_arena *arena, scene_file *out, dln_error *err);
// What a map shows of it; the caller frees `out`.
dln_status scene_file_show(const scene_file *file, dln_shown_list *out, dln_error *err);
dln_status scene_file_parse(dln_str text, dln_arena *arena, scene_file *out, dln_error *err);

#endif
