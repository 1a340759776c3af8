// The lines of a file, for --along.
#include <string.h>

#include "dateline/export.h"

#include "base/grow.h"
#include "vector/vector.h"

// Each incident that comes near is measured against all of these.
#define LINE_POINTS_MAX 2000000
#define LINES_MAX       100000

typedef struct line_list {
    dln_arena *arena;
    const char *path;
    dln_polyline *items;
    size_t count, capacity, points;
    size_t others; // features that are no lines
} line_list;

static bool make_room(line_list *list) {
    dln_polyline *items =
        dln_grow(list->arena, list->items, list->count, &list->capacity, sizeof *items);
    list->items = items ? items : list->items;
    return items != NULL;
}

// One part; that of a polygon is closed.
static bool copy_part(line_list *list, const dln_lonlat *points, size_t count, bool is_ring) {
    if (count < 2)
        return true;
    dln_lonlat *copy = DLN_ARENA_ARRAY(list->arena, dln_lonlat, count + is_ring);
    if (!copy || !make_room(list))
        return false;
    memcpy(copy, points, count * sizeof *copy);
    if (is_ring)
        copy[count] = points[0];
    list->items[list->count++] = (dln_polyline){copy, count + is_ring};
    list->points += count;
    return true;
}

static bool is_in_degrees(const dln_lonlat *points, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!dln_lonlat_is_valid(points[i]))
            return false;
    return true;
}

static dln_status add_feature(void *context, const dln_feature *feature, dln_error *err) {
    line_list *list = context;
    const dln_geometry *geometry = &feature->geometry;
    bool is_ring = geometry->kind == DLN_GEOMETRY_POLYGONS;
    if ((!is_ring && geometry->kind != DLN_GEOMETRY_LINES) || !geometry->part_count) {
        list->others++;
        return DLN_OK;
    }
    if (!is_in_degrees(geometry->points, geometry->part_ends[geometry->part_count - 1]))
        return dln_fail(err, DLN_BAD_INPUT,
                        "%s: coordinates that are no degrees; the file must name its system",
                        list->path);
    size_t begin = 0;
    for (size_t part = 0; part < geometry->part_count; part++) {
        size_t end = geometry->part_ends[part];
        if (list->points + end - begin > LINE_POINTS_MAX || list->count == LINES_MAX)
            return dln_fail(err, DLN_TOO_LARGE, "%s: more than %d lines or %d points", list->path,
                            LINES_MAX, LINE_POINTS_MAX);
        if (!copy_part(list, geometry->points + begin, end - begin, is_ring))
            return dln_fail_memory(err);
        begin = end;
    }
    return DLN_OK;
}

dln_status dln_lines_read(const char *path, dln_arena *arena, const dln_polyline **out,
                          size_t *count, dln_error *err) {
    line_list list = {.arena = arena, .path = path};
    dln_vector_file *file = NULL;
    dln_status status = dln_vector_open(path, &file, err);
    if (status != DLN_OK)
        return status;
    status = dln_vector_read(file, NULL, NULL, NULL, add_feature, &list, err);
    dln_vector_close(file);
    if (status == DLN_OK && !list.count)
        status = dln_fail(err, DLN_BAD_INPUT,
                          "%s: no line and no area in its first layer (%zu other features)", path,
                          list.others);
    if (status != DLN_OK)
        return status;
    *out = list.items;
    *count = list.count;
    return DLN_OK;
}
