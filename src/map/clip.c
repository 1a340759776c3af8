#include "map/clip.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Finer detail than this many pixels is not drawn, and not projected either.
#define DETAIL_PX 0.6
// Edges longer than this bend visibly when projected: points are put in between.
#define STRAIGHT_DEG 1.5
// The basemap's source was cut a tenth of a degree short of the antimeridian, so that nothing wraps
// over.
#define CUT_LON           179.9
#define CUT_SLACK         2e-4 // its coordinates are rounded
#define METRES_PER_DEGREE 111195.0

void dln_clip_scratch_free(dln_clip_scratch *scratch) {
    free(scratch->points[0]);
    free(scratch->points[1]);
    free(scratch->px);
    free(scratch->ends);
    *scratch = (dln_clip_scratch){0};
}

static void *reserve(dln_clip_scratch *scratch, void *items, size_t *capacity, size_t needed,
                     size_t size) {
    if (needed <= *capacity)
        return items;
    size_t larger = *capacity ? *capacity * 2 : 512;
    while (larger < needed)
        larger *= 2;
    void *moved = realloc(items, larger * size);
    if (!moved) {
        scratch->failed = true;
        return items;
    }
    *capacity = larger;
    return moved;
}

static bool reserve_points(dln_clip_scratch *s, int which, size_t needed) {
    s->points[which] =
        reserve(s, s->points[which], &s->capacity[which], needed, sizeof *s->points[which]);
    return !s->failed;
}

static void emit_px(dln_clip_scratch *s, dln_px px, bool always) {
    size_t begin = s->end_count ? s->ends[s->end_count - 1] : 0;
    if (!always && s->px_count > begin) {
        dln_px last = s->px[s->px_count - 1];
        if (fabs(last.x - px.x) < DETAIL_PX && fabs(last.y - px.y) < DETAIL_PX)
            return;
    }
    s->px = reserve(s, s->px, &s->px_capacity, s->px_count + 1, sizeof *s->px);
    if (!s->failed)
        s->px[s->px_count++] = px;
}

// Ends the part that is being emitted; one of fewer points than a shape needs is taken back.
static void end_part(dln_clip_scratch *s, size_t least) {
    size_t begin = s->end_count ? s->ends[s->end_count - 1] : 0;
    if (s->px_count - begin < least) {
        s->px_count = begin;
        return;
    }
    s->ends = reserve(s, s->ends, &s->end_capacity, s->end_count + 1, sizeof *s->ends);
    if (!s->failed)
        s->ends[s->end_count++] = (uint32_t)s->px_count;
}

static void emit_edge(const dln_view *view, dln_clip_scratch *s, dln_lonlat from, dln_lonlat to,
                      bool always) {
    double reach = fmax(fabs(to.lon - from.lon), fabs(to.lat - from.lat));
    int steps = reach > STRAIGHT_DEG ? (int)ceil(reach / STRAIGHT_DEG) : 1;
    for (int i = 1; i <= steps; i++) {
        double share = (double)i / steps;
        dln_lonlat at = {from.lon + share * (to.lon - from.lon),
                         from.lat + share * (to.lat - from.lat)};
        dln_px px;
        if (dln_view_px(view, at, &px))
            emit_px(s, px, always);
    }
}

enum side { WEST, EAST, SOUTH, NORTH, SIDES };

static bool inside(const dln_view *view, enum side side, dln_lonlat p) {
    switch (side) {
    case WEST:
        return p.lon >= view->west;
    case EAST:
        return p.lon <= view->east;
    case SOUTH:
        return p.lat >= view->south;
    default:
        return p.lat <= view->north;
    }
}

static dln_lonlat crossing(const dln_view *view, enum side side, dln_lonlat a, dln_lonlat b) {
    if (side == WEST || side == EAST) {
        double lon = side == WEST ? view->west : view->east;
        return (dln_lonlat){lon, a.lat + (b.lat - a.lat) * (lon - a.lon) / (b.lon - a.lon)};
    }
    double lat = side == SOUTH ? view->south : view->north;
    return (dln_lonlat){a.lon + (b.lon - a.lon) * (lat - a.lat) / (b.lat - a.lat), lat};
}

// Sutherland & Hodgman (1974), one side of the window. Returns how many points are left.
static size_t cut_ring(const dln_view *view, enum side side, const dln_lonlat *from, size_t count,
                       dln_lonlat *to) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        dln_lonlat a = from[i ? i - 1 : count - 1], b = from[i];
        bool a_in = inside(view, side, a), b_in = inside(view, side, b);
        if (a_in != b_in)
            to[kept++] = crossing(view, side, a, b);
        if (b_in)
            to[kept++] = b;
    }
    return kept;
}

static bool is_cut(double lon) {
    double away = fabs(dln_wrap_lon(lon));
    return fabs(away - CUT_LON) < CUT_SLACK || away > 180 - CUT_SLACK;
}

// What was cut short reaches the antimeridian again, where the other half meets it: a strait
// through Taveuni or Chukotka would be worse than a coast that runs along its parallel for these 10
// km.
static double closed_seam(double lon) {
    return is_cut(lon) ? copysign(180, lon) : lon;
}

// Point `i` turned by `turn` degrees: at the end of a coast that was cut there it stays, and
// another on the antimeridian goes on from it. Returns how many these are.
static size_t mended(const dln_lonlat *from, size_t count, size_t i, double turn,
                     dln_lonlat out[2]) {
    dln_lonlat own = {from[i].lon + turn, from[i].lat};
    dln_lonlat closed = {closed_seam(from[i].lon) + turn, from[i].lat};
    bool after = is_cut(from[i ? i - 1 : count - 1].lon);
    bool before = is_cut(from[i + 1 < count ? i + 1 : 0].lon);
    out[0] = before ? own : closed;
    out[1] = before ? closed : own;
    if (is_cut(own.lon) && after != before)
        return 2;
    out[0] = after || before ? closed : own;
    return 1;
}

// Copies a part turned by `turn` degrees, without detail below a pixel; where it is cut at the
// antimeridian all points stay, for only between two of them is an edge known for a seam. At most
// twice as many points come out.
static size_t thin(const dln_view *view, const dln_lonlat *from, size_t count, double turn,
                   dln_lonlat *to) {
    double least_lat = DETAIL_PX * view->metres_per_px / METRES_PER_DEGREE;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        dln_lonlat at = {from[i].lon + turn, from[i].lat};
        if (is_cut(at.lon)) {
            kept += mended(from, count, i, turn, to + kept);
            continue;
        }
        if (kept && i + 1 < count && fabs(at.lat - to[kept - 1].lat) < least_lat &&
            fabs(at.lon - to[kept - 1].lon) * cos(at.lat * 0.0174532925) < least_lat)
            continue;
        to[kept++] = at;
    }
    return kept;
}

static void fill_ring(const dln_view *view, dln_clip_scratch *s, size_t count, bool whole) {
    int now = 0;
    for (enum side side = WEST; !whole && side < SIDES; side++) {
        // Every edge can gain at most one point a side.
        if (!reserve_points(s, 1 - now, 2 * count + 4))
            return;
        count = cut_ring(view, side, s->points[now], count, s->points[1 - now]);
        now = 1 - now;
    }
    if (count < 3)
        return;
    const dln_lonlat *ring = s->points[now];
    for (size_t i = 0; i < count; i++)
        emit_edge(view, s, ring[i ? i - 1 : count - 1], ring[i], false);
    end_part(s, 3);
}

static bool on_seam(dln_lonlat a, dln_lonlat b) {
    return fabs(dln_wrap_lon(a.lon)) > 180 - CUT_SLACK &&
           fabs(dln_wrap_lon(b.lon)) > 180 - CUT_SLACK;
}

// Whether a segment may be seen. Where the window is the whole globe, one that runs over its edge
// would be drawn across the picture: the little that is lost of it lies at the edge.
static bool in_window(const dln_view *view, dln_lonlat a, dln_lonlat b) {
    if (view->east - view->west > 359)
        return fmin(a.lon, b.lon) >= view->west && fmax(a.lon, b.lon) <= view->east;
    return fmax(a.lon, b.lon) >= view->west && fmin(a.lon, b.lon) <= view->east &&
           fmax(a.lat, b.lat) >= view->south && fmin(a.lat, b.lat) <= view->north;
}

static void line_part(const dln_view *view, dln_clip_scratch *s, size_t count, bool ring) {
    const dln_lonlat *line = s->points[0];
    bool drawing = false;
    size_t segments = ring ? count : count - 1;
    for (size_t i = 0; i < segments; i++) {
        dln_lonlat a = line[i], b = line[(i + 1) % count];
        bool keep =
            in_window(view, a, b) && !(ring && on_seam(a, b)) && !(a.lat < -89 && b.lat < -89);
        if (keep && !drawing) {
            dln_px px;
            if (dln_view_px(view, a, &px))
                emit_px(s, px, true);
        }
        if (keep)
            emit_edge(view, s, a, b, i + 1 == segments);
        else if (drawing)
            end_part(s, 2);
        drawing = keep;
    }
    if (drawing)
        end_part(s, 2);
}

static dln_box bounds(const dln_lonlat *points, size_t count) {
    dln_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < count; i++)
        box = (dln_box){fmin(box.west, closed_seam(points[i].lon)), fmin(box.south, points[i].lat),
                        fmax(box.east, closed_seam(points[i].lon)), fmax(box.north, points[i].lat)};
    return box;
}

static void clip_part(const dln_view *view, const dln_geometry *shape, const dln_lonlat *part,
                      size_t count, dln_clip_as as, dln_clip_scratch *s) {
    dln_box box = bounds(part, count);
    bool ring = shape->kind == DLN_GEOMETRY_POLYGONS;
    for (int turn = -360; turn <= 360; turn += 360) {
        if (box.east + turn < view->west || box.west + turn > view->east ||
            box.north < view->south || box.south > view->north || !reserve_points(s, 0, 2 * count))
            continue;
        bool whole = box.west + turn >= view->west && box.east + turn <= view->east &&
                     box.south >= view->south && box.north <= view->north;
        size_t thinned = thin(view, part, count, turn, s->points[0]);
        if (ring && as == DLN_CLIP_FILL)
            fill_ring(view, s, thinned, whole);
        else if (thinned > 1)
            line_part(view, s, thinned, ring);
    }
}

static dln_path taken(dln_clip_scratch *s, bool closed, dln_arena *arena) {
    if (s->failed || !s->end_count)
        return (dln_path){.closed = closed};
    dln_px *points = DLN_ARENA_ARRAY(arena, dln_px, s->px_count);
    uint32_t *ends = DLN_ARENA_ARRAY(arena, uint32_t, s->end_count);
    if (!points || !ends) {
        s->failed = true;
        return (dln_path){.closed = closed};
    }
    memcpy(points, s->px, s->px_count * sizeof *points);
    memcpy(ends, s->ends, s->end_count * sizeof *ends);
    return (dln_path){points, ends, s->end_count, closed};
}

dln_path dln_clip_shape(const dln_view *view, const dln_geometry *shape, dln_clip_as as,
                        dln_clip_scratch *scratch, dln_arena *arena) {
    scratch->px_count = scratch->end_count = 0;
    for (size_t i = 0, begin = 0; i < shape->part_count; begin = shape->part_ends[i++]) {
        size_t count = shape->part_ends[i] - begin;
        if (count > 1)
            clip_part(view, shape, shape->points + begin, count, as, scratch);
    }
    return taken(scratch, shape->kind == DLN_GEOMETRY_POLYGONS && as == DLN_CLIP_FILL, arena);
}
