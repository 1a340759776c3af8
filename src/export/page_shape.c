#include "export/page_shape.h"

#include <math.h>
#include <stdlib.h>

// A unit is a tenth of a pixel of a window a thousand pixels wide: finer is not seen at first, and
// at ten times the size still not as a corner.
#define TOLERANCE 1.5
// Of what the grid cuts off, as much stays as hides the cut from who looks at the edge.
#define BEYOND       40.0
#define RADIANS      0.017453292519943295
#define MERCATOR_LAT 85.0

typedef struct dln_page_point point;

void dln_page_shape_free(dln_page_shape *shape) {
    free(shape->points[0]);
    free(shape->points[1]);
    free(shape->stack);
    free(shape->kept);
    *shape = (dln_page_shape){0};
}

// Room for `count` points in one of the two runs.
static bool reserve(dln_page_shape *shape, int run, size_t count) {
    if (count <= shape->capacity[run])
        return true;
    point *larger = realloc(shape->points[run], 2 * count * sizeof *larger);
    shape->failed |= !larger;
    if (!larger)
        return false;
    shape->points[run] = larger;
    shape->capacity[run] = 2 * count;
    return true;
}

static bool reserve_marks(dln_page_shape *shape, size_t count) {
    if (count <= shape->kept_capacity)
        return true;
    bool *kept = realloc(shape->kept, 2 * count * sizeof *kept);
    if (kept)
        shape->kept = kept;
    // Every step of the stack is two ends of a run, and no two runs share an inner point.
    size_t *stack = realloc(shape->stack, 4 * count * sizeof *stack);
    if (stack)
        shape->stack = stack;
    shape->failed |= !kept || !stack;
    if (shape->failed)
        return false;
    shape->kept_capacity = 2 * count;
    return true;
}

point dln_page_project(const dln_page_grid *grid, dln_lonlat at) {
    double lat = fmax(-MERCATOR_LAT, fmin(MERCATOR_LAT, at.lat)) * RADIANS;
    return (point){(at.lon - grid->west) * grid->scale,
                   (grid->top - asinh(tan(lat)) / RADIANS) * grid->scale};
}

// --- cutting ---

typedef struct edge {
    bool is_x, is_low; // which coordinate it bounds, and from which side
    double at;
} edge;

static double beyond(const edge *e, point p) {
    double value = e->is_x ? p.x : p.y;
    return e->is_low ? value - e->at : e->at - value;
}

// Sutherland and Hodgman (1974): a ring cut along one edge; returns how many points are left.
static size_t cut_ring(dln_page_shape *shape, int from, size_t count, const edge *e) {
    if (!reserve(shape, !from, 2 * count + 2))
        return 0;
    const point *in = shape->points[from];
    point *out = shape->points[!from];
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
        point a = in[i], b = in[(i + 1) % count];
        double da = beyond(e, a), db = beyond(e, b);
        if (da >= 0)
            out[left++] = a;
        if ((da >= 0) != (db >= 0)) {
            double share = da / (da - db);
            out[left++] = (point){a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
        }
    }
    return left;
}

static void edges_of(const dln_page_grid *grid, edge out[4]) {
    out[0] = (edge){true, true, -BEYOND};
    out[1] = (edge){true, false, grid->width + BEYOND};
    out[2] = (edge){false, true, -BEYOND};
    out[3] = (edge){false, false, grid->height + BEYOND};
}

// Whether the leg may be seen; a few that are not seen do no harm.
static bool may_show(const edge edges[4], point a, point b) {
    for (int i = 0; i < 4; i++)
        if (beyond(&edges[i], a) < 0 && beyond(&edges[i], b) < 0)
            return false;
    return true;
}

// --- thinning ---

static double distance_to(point p, point a, point b) {
    double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    double along = length > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length : 0;
    along = fmax(0, fmin(1, along));
    return hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

static size_t farthest(const point *points, size_t begin, size_t end, double *far) {
    size_t at = begin;
    *far = 0;
    for (size_t i = begin + 1; i < end; i++) {
        double d = distance_to(points[i], points[begin], points[end]);
        if (d > *far) {
            *far = d;
            at = i;
        }
    }
    return at;
}

// Douglas and Peucker (1973) with a stack of its own: marks what stays of a run.
static void thin(dln_page_shape *shape, const point *points, size_t count) {
    if (!reserve_marks(shape, count))
        return;
    for (size_t i = 0; i < count; i++)
        shape->kept[i] = i == 0 || i + 1 == count;
    size_t depth = 0;
    shape->stack[depth++] = 0;
    shape->stack[depth++] = count - 1;
    while (depth) {
        size_t end = shape->stack[--depth], begin = shape->stack[--depth];
        double far;
        size_t at = farthest(points, begin, end, &far);
        if (far <= TOLERANCE)
            continue;
        shape->kept[at] = true;
        shape->stack[depth++] = begin;
        shape->stack[depth++] = at;
        shape->stack[depth++] = at;
        shape->stack[depth++] = end;
    }
}

// --- writing ---

static void append_run(dln_page_shape *shape, const point *points, size_t count, bool closed,
                       dln_buffer *out) {
    if (count < 2)
        return;
    thin(shape, points, count);
    if (shape->failed)
        return;
    size_t before = out->len, written = 0;
    long x = 0, y = 0;
    for (size_t i = 0; i < count; i++) {
        long to_x = lround(points[i].x), to_y = lround(points[i].y);
        if (!shape->kept[i] || (written && to_x == x && to_y == y))
            continue;
        if (written)
            dln_buffer_printf(out, "%s%ld %ld", written == 1 ? "l" : " ", to_x - x, to_y - y);
        else
            dln_buffer_printf(out, "M%ld %ld", to_x, to_y);
        written++;
        x = to_x;
        y = to_y;
    }
    if (written < (closed ? 3 : 2) && !out->failed)
        out->len = before; // a speck
    else if (closed)
        dln_buffer_append_char(out, 'z');
}

// A ring is one or the other side of 180° and goes to the side that the grid shows.
static double turn_for(const dln_page_grid *grid, const dln_lonlat *points, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += points[i].lon;
    double middle = sum / (double)count, center = (grid->west + grid->east) / 2;
    return middle < center - 180 ? 360 : middle > center + 180 ? -360 : 0;
}

static void append_ring(dln_page_shape *shape, const dln_page_grid *grid, size_t count,
                        dln_buffer *out) {
    edge edges[4];
    edges_of(grid, edges);
    int run = 0;
    for (int i = 0; i < 4 && count; i++) {
        count = cut_ring(shape, run, count, &edges[i]);
        run = !run;
    }
    if (count > 2)
        append_run(shape, shape->points[run], count, true, out);
}

static void append_line(dln_page_shape *shape, const dln_page_grid *grid, size_t count,
                        dln_buffer *out) {
    edge edges[4];
    edges_of(grid, edges);
    const point *points = shape->points[0];
    size_t begin = 0;
    for (size_t i = 1; i <= count; i++) {
        if (i < count && may_show(edges, points[i - 1], points[i]))
            continue;
        append_run(shape, points + begin, i - begin, false, out);
        begin = i;
    }
}

void dln_page_append_path(dln_page_shape *shape, const dln_page_grid *grid,
                          const dln_geometry *geometry, dln_buffer *out) {
    uint32_t begin = 0;
    for (size_t part = 0; part < geometry->part_count; part++) {
        uint32_t end = geometry->part_ends[part];
        size_t count = end - begin;
        const dln_lonlat *points = geometry->points + begin;
        begin = end;
        if (!count || !reserve(shape, 0, count))
            continue;
        double turn = turn_for(grid, points, count);
        for (size_t i = 0; i < count; i++)
            shape->points[0][i] =
                dln_page_project(grid, (dln_lonlat){points[i].lon + turn, points[i].lat});
        if (geometry->kind == DLN_GEOMETRY_POLYGONS)
            append_ring(shape, grid, count, out);
        else
            append_line(shape, grid, count, out);
    }
}
