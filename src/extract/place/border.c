#include "extract/place/border.h"

#include <math.h>
#include <stdlib.h>

#include "gazetteer/land.h"

// Straight borders (Jordan and Iraq) have corners only at their ends: points between them.
#define POINT_EVERY_M 10000.0
// A border is at most so long: that of Canada and the United States has 8,900 km.
#define BORDER_MAX_POINTS 8192
// Of a coast so many points are tried; four hundred kilometres apart for Russia, less elsewhere.
#define COAST_SAMPLES 96
#define BEARINGS      16
#define DEG           (3.14159265358979323846 / 180.0)

typedef struct builder {
    dln_lonlat *points;
    size_t count, capacity;
} builder;

static void add(builder *b, dln_lonlat at) {
    if (b->count < b->capacity)
        b->points[b->count++] = at;
}

static int by_position(const void *a, const void *b) {
    const dln_lonlat *x = a, *y = b;
    int lon = (x->lon > y->lon) - (x->lon < y->lon);
    return lon ? lon : (x->lat > y->lat) - (x->lat < y->lat);
}

static size_t point_count(const dln_polygon *polygon) {
    return polygon->ring_count ? polygon->ring_ends[polygon->ring_count - 1] : 0;
}

static bool boxes_touch(const dln_box *a, const dln_box *b) {
    bool around = a->west > a->east || b->west > b->east; // one crosses the antimeridian
    return a->south <= b->north && b->south <= a->north &&
           (around || (a->west <= b->east && b->west <= a->east));
}

// From `from` (not itself) to `to`, with points between them.
static void add_edge(builder *b, dln_lonlat from, dln_lonlat to) {
    double length_m = dln_great_circle_m(from, to);
    size_t steps = (size_t)(length_m / POINT_EVERY_M) + 1;
    double bearing = dln_bearing_deg(from, to);
    for (size_t i = 1; i < steps; i++)
        add(b, dln_travel(from, bearing, length_m * (double)i / (double)steps));
    add(b, to);
}

// Neighbours have each corner of their border in common, to the last digit.
static void walk_ring(builder *b, const dln_lonlat *ring, size_t count, const dln_lonlat *other,
                      size_t other_count) {
    bool before = false;
    for (size_t i = 0; i < count; i++) {
        bool shared = bsearch(&ring[i], other, other_count, sizeof *other, by_position) != NULL;
        if (shared && before)
            add_edge(b, ring[i - 1], ring[i]);
        else if (shared)
            add(b, ring[i]);
        before = shared;
    }
}

bool dln_shared_border(const dln_gazetteer *gazetteer, dln_place_index a, dln_place_index b,
                       dln_arena *arena, dln_line *out) {
    dln_polygon first, second;
    if (a == b || !dln_gazetteer_polygon(gazetteer, a, arena, &first) ||
        !dln_gazetteer_polygon(gazetteer, b, arena, &second) ||
        !boxes_touch(&first.box, &second.box))
        return false;
    size_t count = point_count(&first);
    dln_lonlat *sorted = DLN_ARENA_ARRAY(arena, dln_lonlat, count + 1);
    builder border = {DLN_ARENA_ARRAY(arena, dln_lonlat, BORDER_MAX_POINTS), 0, BORDER_MAX_POINTS};
    if (!sorted || !border.points)
        return false;
    for (size_t i = 0; i < count; i++)
        sorted[i] = first.points[i];
    qsort(sorted, count, sizeof *sorted, by_position);
    for (size_t r = 0, begin = 0; r < second.ring_count; begin = second.ring_ends[r++])
        walk_ring(&border, second.points + begin, second.ring_ends[r] - begin, sorted, count);
    *out = (dln_line){border.points, border.count};
    return border.count > 1; // one point in common is no border
}

// Turns `at` towards the sea; false when there is none within `reach_m`.
static bool move_seawards(const dln_land *land, dln_lonlat *at, double reach_m) {
    double north = 0, east = 0;
    int wet = 0;
    for (int i = 0; i < BEARINGS; i++) {
        double bearing = 360.0 * i / BEARINGS;
        if (!dln_land_holds(land, dln_travel(*at, bearing, reach_m))) {
            north += cos(bearing * DEG);
            east += sin(bearing * DEG);
            wet++;
        }
    }
    if (wet == 0)
        return false;
    // Around an island every direction is the sea: it stays where it is.
    bool island = hypot(north, east) < 0.5;
    dln_lonlat moved = dln_travel(*at, atan2(east, north) / DEG, reach_m);
    if (!island && !dln_land_holds(land, moved))
        *at = moved;
    return true;
}

bool dln_move_seawards(const dln_gazetteer *gazetteer, dln_lonlat *at, double reach_m,
                       dln_arena *arena) {
    dln_land land;
    return dln_land_gather(gazetteer, dln_box_around(*at, reach_m), arena, &land) &&
           move_seawards(&land, at, reach_m);
}

// A box with a margin. What would reach over a pole or around the globe becomes all of it.
static dln_box grow_box(dln_box box, double margin_m) {
    dln_box low = dln_box_around((dln_lonlat){box.west, box.south}, margin_m);
    dln_box high = dln_box_around((dln_lonlat){box.east, box.north}, margin_m);
    bool wraps = box.west > box.east || low.west > low.east || high.west > high.east;
    return (dln_box){wraps ? -180 : fmin(low.west, high.west), low.south,
                     wraps ? 180 : fmax(low.east, high.east), high.north};
}

bool dln_coast_of(const dln_gazetteer *gazetteer, dln_place_index area, double reach_m,
                  dln_arena *arena, dln_line *out) {
    dln_polygon outline;
    if (!dln_gazetteer_polygon(gazetteer, area, arena, &outline))
        return false;
    builder coast = {DLN_ARENA_ARRAY(arena, dln_lonlat, COAST_SAMPLES + 1), 0, COAST_SAMPLES + 1};
    if (!coast.points)
        return false;
    dln_land land;
    if (!dln_land_gather(gazetteer, grow_box(outline.box, 2 * reach_m), arena, &land))
        return false;
    size_t count = point_count(&outline);
    size_t step = count / COAST_SAMPLES + 1;
    for (size_t i = 0; i < count; i += step) {
        dln_lonlat at = outline.points[i];
        if (move_seawards(&land, &at, reach_m) && !dln_land_holds(&land, at))
            add(&coast, at);
    }
    *out = (dln_line){coast.points, coast.count};
    return coast.count > 0;
}

dln_line_point dln_line_nearest(const dln_line *line, dln_lonlat at) {
    dln_line_point best = {line->points[0], dln_great_circle_m(line->points[0], at)};
    for (size_t i = 1; i < line->count; i++) {
        double distance_m = dln_great_circle_m(line->points[i], at);
        if (distance_m < best.distance_m)
            best = (dln_line_point){line->points[i], distance_m};
    }
    return best;
}

dln_line_point dln_line_middle(const dln_line *line) {
    double lon = 0, lat = 0;
    for (size_t i = 0; i < line->count; i++) {
        // Counted from the first point, so that a line over the antimeridian has one middle.
        lon += dln_wrap_lon(line->points[i].lon - line->points[0].lon);
        lat += line->points[i].lat;
    }
    dln_lonlat mean = {dln_wrap_lon(line->points[0].lon + lon / (double)line->count),
                       lat / (double)line->count};
    dln_line_point middle = dln_line_nearest(line, mean);
    middle.distance_m = 0;
    for (size_t i = 0; i < line->count; i++) {
        double distance_m = dln_great_circle_m(middle.at, line->points[i]);
        middle.distance_m = distance_m > middle.distance_m ? distance_m : middle.distance_m;
    }
    return middle;
}
