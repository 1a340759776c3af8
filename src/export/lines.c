// The lines of a file, for --along.
#include <math.h>

#include "dateline/export.h"

#include "base/grow.h"
#include "export/shapes_file.h"

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

// Files have lines that are straight in longitude and latitude (RFC 7946, 3.1.1): a border along a
// parallel keeps to it. Between points this far apart a great circle leaves that by 300 m up to
// 75°.
static const double step_deg = 0.5;

// The shorter way round.
static double lon_between(dln_lonlat a, dln_lonlat b) {
    double lon = b.lon - a.lon;
    return lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon;
}

static size_t steps_between(dln_lonlat a, dln_lonlat b) {
    double longest = fmax(fabs(lon_between(a, b)), fabs(b.lat - a.lat));
    return longest > step_deg ? (size_t)ceil(longest / step_deg) : 1;
}

// The corners of a part, that of a polygon closed.
typedef struct part {
    const dln_lonlat *points;
    size_t count;
    bool is_ring;
} part;

static size_t legs_of(const part *p) {
    return p->count < 2 ? 0 : p->is_ring ? p->count : p->count - 1;
}

static dln_lonlat corner(const part *p, size_t i) {
    return p->points[i % p->count];
}

static size_t points_in_steps(const part *p) {
    size_t count = 1;
    for (size_t i = 0; i < legs_of(p); i++)
        count += steps_between(corner(p, i), corner(p, i + 1));
    return count;
}

static void put_steps(const part *p, dln_lonlat *out) {
    for (size_t i = 0; i < legs_of(p); i++) {
        dln_lonlat a = corner(p, i), b = corner(p, i + 1);
        size_t steps = steps_between(a, b);
        for (size_t s = 0; s < steps; s++) {
            double share = (double)s / (double)steps;
            *out++ = (dln_lonlat){dln_wrap_lon(a.lon + share * lon_between(a, b)),
                                  a.lat + share * (b.lat - a.lat)};
        }
    }
    *out = corner(p, legs_of(p));
}

static bool copy_part(line_list *list, const part *p, size_t count) {
    dln_lonlat *copy = DLN_ARENA_ARRAY(list->arena, dln_lonlat, count);
    if (!copy || !make_room(list))
        return false;
    put_steps(p, copy);
    list->items[list->count++] = (dln_polyline){copy, count};
    list->points += count;
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
    dln_status status = dln_shape_check(list->path, geometry, err);
    if (status != DLN_OK)
        return status;
    size_t begin = 0;
    for (size_t i = 0; i < geometry->part_count; i++) {
        size_t end = geometry->part_ends[i];
        part p = {geometry->points + begin, end - begin, is_ring};
        begin = end;
        if (!legs_of(&p))
            continue;
        size_t count = points_in_steps(&p);
        if (list->points + count > LINE_POINTS_MAX || list->count == LINES_MAX)
            return dln_fail(err, DLN_TOO_LARGE,
                            "%s: more than %d lines, or than %d points half a degree apart",
                            list->path, LINES_MAX, LINE_POINTS_MAX);
        if (!copy_part(list, &p, count))
            return dln_fail_memory(err);
    }
    return DLN_OK;
}

dln_status dln_lines_read(const char *path, dln_arena *arena, const dln_polyline **out,
                          size_t *count, dln_error *err) {
    line_list list = {.arena = arena, .path = path};
    dln_status status = dln_shapes_visit(path, add_feature, &list, err);
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
