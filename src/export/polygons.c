// The areas of a file, for --polygon.
#include <math.h>
#include <string.h>

#include "dateline/export.h"

#include "base/grow.h"
#include "export/shapes_file.h"

// More areas in one file than a question can be about; each is tested against each incident.
#define AREAS_MAX 4096

typedef struct area_list {
    dln_arena *arena;
    const char *path;
    dln_polygon *items;
    size_t count, capacity;
    size_t others; // features that are no areas
} area_list;

static dln_box box_of(const dln_lonlat *points, size_t count) {
    dln_box box = {points[0].lon, points[0].lat, points[0].lon, points[0].lat};
    for (size_t i = 1; i < count; i++) {
        box.west = fmin(box.west, points[i].lon);
        box.east = fmax(box.east, points[i].lon);
        box.south = fmin(box.south, points[i].lat);
        box.north = fmax(box.north, points[i].lat);
    }
    return box;
}

static bool make_room(area_list *list) {
    dln_polygon *items =
        dln_grow(list->arena, list->items, list->count, &list->capacity, sizeof *items);
    list->items = items ? items : list->items;
    return items != NULL;
}

static bool copy_area(area_list *list, const dln_geometry *geometry) {
    size_t count = dln_shape_points(geometry);
    dln_lonlat *points = DLN_ARENA_ARRAY(list->arena, dln_lonlat, count);
    uint32_t *ends = DLN_ARENA_ARRAY(list->arena, uint32_t, geometry->part_count);
    if (!points || !ends || !make_room(list))
        return false;
    memcpy(points, geometry->points, count * sizeof *points);
    memcpy(ends, geometry->part_ends, geometry->part_count * sizeof *ends);
    list->items[list->count++] =
        (dln_polygon){points, ends, geometry->part_count, box_of(points, count)};
    return true;
}

static dln_status add_feature(void *context, const dln_feature *feature, dln_error *err) {
    area_list *list = context;
    const dln_geometry *geometry = &feature->geometry;
    if (geometry->kind != DLN_GEOMETRY_POLYGONS || !dln_shape_points(geometry)) {
        list->others++;
        return DLN_OK;
    }
    if (list->count == AREAS_MAX)
        return dln_fail(err, DLN_TOO_LARGE, "%s: more than %d areas", list->path, AREAS_MAX);
    dln_status status = dln_shape_check(list->path, geometry, err);
    if (status != DLN_OK)
        return status;
    return copy_area(list, geometry) ? DLN_OK : dln_fail_memory(err);
}

dln_status dln_polygons_read(const char *path, dln_arena *arena, const dln_polygon **out,
                             size_t *count, dln_error *err) {
    area_list list = {.arena = arena, .path = path};
    dln_status status = dln_shapes_visit(path, add_feature, &list, err);
    if (status == DLN_OK && !list.count)
        status = dln_fail(err, DLN_BAD_INPUT, "%s: no area in its first layer (%zu other features)",
                          path, list.others);
    if (status != DLN_OK)
        return status;
    *out = list.items;
    *count = list.count;
    return DLN_OK;
}
