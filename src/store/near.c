#include "store/near.h"

#include <math.h>
#include <stdlib.h>

#include "store/geometry.h"

// Longitude counted eastwards from `west`, so that a box across 180° is a plain interval.
static dln_lonlat from_west(dln_lonlat at, double west) {
    double lon = fmod(at.lon - west, 360);
    return (dln_lonlat){lon < 0 ? lon + 360 : lon, at.lat};
}

static double side(dln_lonlat a, dln_lonlat b, dln_lonlat p) {
    return (b.lon - a.lon) * (p.lat - a.lat) - (b.lat - a.lat) * (p.lon - a.lon);
}

static bool segments_cross(dln_lonlat a, dln_lonlat b, dln_lonlat c, dln_lonlat d) {
    return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0 &&
           fmax(a.lon, b.lon) >= fmin(c.lon, d.lon) && fmax(c.lon, d.lon) >= fmin(a.lon, b.lon) &&
           fmax(a.lat, b.lat) >= fmin(c.lat, d.lat) && fmax(c.lat, d.lat) >= fmin(a.lat, b.lat);
}

// A segment of at most DLN_LINE_STEP_M, laid beside a ring's edge, whichever turn it is on.
static bool crosses_edge(dln_lonlat a, dln_lonlat b, dln_lonlat c, dln_lonlat d) {
    double turn = 360 * round((c.lon - a.lon) / 360);
    a.lon += turn, b.lon += turn;
    d.lon += 360 * round((c.lon - d.lon) / 360);
    return segments_cross(a, b, c, d);
}

// Whether the box of a step reaches the box on any turn: most steps of a long way do not.
static bool reaches_box(dln_lonlat a, dln_lonlat b, dln_box box) {
    double east = box.east < box.west ? box.east + 360 : box.east;
    if (fmax(a.lat, b.lat) < box.south || fmin(a.lat, b.lat) > box.north)
        return false;
    double low = fmin(a.lon, b.lon), high = fmax(a.lon, b.lon);
    for (int turn = -2; turn <= 2; turn++)
        if (low + 360 * turn <= east && high + 360 * turn >= box.west)
            return true;
    return false;
}

static bool segment_crosses_polygon(dln_lonlat a, dln_lonlat b, const dln_polygon *polygon) {
    if (!reaches_box(a, b, polygon->box))
        return false;
    size_t begin = 0;
    for (size_t ring = 0; ring < polygon->ring_count; ring++) {
        size_t end = polygon->ring_ends[ring];
        for (size_t i = begin; i < end; i++) {
            dln_lonlat next = polygon->points[i + 1 < end ? i + 1 : begin];
            if (crosses_edge(a, b, polygon->points[i], next))
                return true;
        }
        begin = end;
    }
    return false;
}

static dln_lonlat wrapped(dln_lonlat at) {
    return (dln_lonlat){dln_wrap_lon(at.lon), at.lat};
}

#define DEGREE (3.14159265358979323846 / 180)
// Borders are drawn coarser here than where an area was taken from, and a box is no larger than a
// square country: a region may be this much larger than the box around the area it lies in.
static const double most_of_box = 1.25;

static double box_area_m2(dln_box box) {
    double width = box.east - box.west + (box.west > box.east ? 360 : 0);
    return DLN_EARTH_RADIUS_M * DLN_EARTH_RADIUS_M * width * DEGREE *
           (sin(box.north * DEGREE) - sin(box.south * DEGREE));
}

// "Iraq" is not in Anbar, although its middle is.
static bool has_room(dln_box box, double spread_m) {
    return spread_m <= 0 || 180 * DEGREE * spread_m * spread_m <= most_of_box * box_area_m2(box);
}

static bool polygon_holds(const dln_polygon *polygon, dln_lonlat at, double spread_m) {
    return dln_polygon_contains(polygon, at) && has_room(polygon->box, spread_m);
}

static bool box_holds(dln_box box, dln_lonlat at, double spread_m) {
    return dln_box_contains(box, at) && has_room(box, spread_m);
}

static double reach_m(dln_lonlat from, dln_lonlat to, double spread_m) {
    return dln_distance_m(from, to) + spread_m;
}

// A corner of the line, and how far it spreads: the ends may be regions.
static double corner_m(const dln_shape *shape, size_t i) {
    return i == 0 ? shape->origin_m : i + 1 == shape->line_count ? shape->destination_m : 0;
}

// The corners of a line that say where it is: all, or of one that is only drawn its ends.
static size_t corner_step(const dln_shape *shape) {
    return shape->rough && shape->line_count > 1 ? shape->line_count - 1 : 1;
}

static bool in_polygon(const dln_shape *shape, const dln_polygon *polygon, const dln_bands *bands) {
    if (shape->has_point && dln_bands_contain(bands, shape->point) &&
        has_room(polygon->box, shape->point_m))
        return true;
    for (size_t i = 0; i < shape->line_count; i += corner_step(shape))
        if (dln_bands_contain(bands, wrapped(shape->line[i])) &&
            has_room(polygon->box, corner_m(shape, i)))
            return true;
    for (size_t i = 1; i < shape->line_count && !shape->rough; i++)
        if (segment_crosses_polygon(shape->line[i - 1], shape->line[i], polygon))
            return true;
    return false;
}

// Outlines are drawn to a kilometre, and Kherson stands beside that of Ukraine.
static bool says_it_is_there(const dln_shape *shape, const dln_filter *filter) {
    bool country = shape->has_point && filter->area_country.data &&
                   dln_str_equal(shape->country, filter->area_country);
    return country &&
           (!filter->area_admin1.data || dln_str_equal(shape->admin1, filter->area_admin1)) &&
           has_room(filter->area[0].box, shape->point_m);
}

static bool in_areas(const dln_shape *shape, const dln_asked *asked) {
    if (says_it_is_there(shape, asked->filter))
        return true;
    for (size_t i = 0; i < asked->filter->area_count; i++)
        if (in_polygon(shape, &asked->filter->area[i], asked->areas[i]))
            return true;
    return false;
}

static bool segment_crosses_box(dln_lonlat a, dln_lonlat b, dln_box box) {
    double width = box.east - box.west;
    if (width < 0)
        width += 360;
    double b_lon = b.lon - a.lon;
    a = from_west(a, box.west);
    b.lon = a.lon + b_lon;
    dln_lonlat corners[4] = {
        {0, box.south}, {width, box.south}, {width, box.north}, {0, box.north}};
    for (int turn = -1; turn <= 0; turn++) { // a segment may reach the box from its west
        dln_lonlat p = {a.lon + 360 * turn, a.lat}, q = {b.lon + 360 * turn, b.lat};
        for (int i = 0; i < 4; i++)
            if (segments_cross(p, q, corners[i], corners[(i + 1) % 4]))
                return true;
    }
    return false;
}

static bool in_box(const dln_shape *shape, dln_box box) {
    if (shape->has_point && box_holds(box, shape->point, shape->point_m))
        return true;
    for (size_t i = 0; i < shape->line_count; i += corner_step(shape))
        if (box_holds(box, wrapped(shape->line[i]), corner_m(shape, i)))
            return true;
    for (size_t i = 1; i < shape->line_count && !shape->rough; i++)
        if (segment_crosses_box(shape->line[i - 1], shape->line[i], box))
            return true;
    return false;
}

// A step of a line that keeps this far from a circle in latitude, bulge and all, is not measured:
// of a long way only the steps that pass by are. A degree of latitude is never less than this.
#define DEGREE_OF_LATITUDE_M 110000.0

static bool passes_by(dln_lonlat a, dln_lonlat b, dln_lonlat at, double within_m) {
    double reach = within_m / DEGREE_OF_LATITUDE_M + DLN_LINE_BULGE_DEG;
    double south = fmin(a.lat, b.lat) - reach, north = fmax(a.lat, b.lat) + reach;
    return fabs(at.lat) > DLN_LINE_BULGE_MAX_LAT || fabs(a.lat) > DLN_LINE_BULGE_MAX_LAT ||
           (at.lat >= south && at.lat <= north);
}

// From the nearer end of a line of which the way between is only drawn.
static double end_distance_m(const dln_shape *shape, dln_lonlat at) {
    size_t last = shape->line_count - 1;
    return fmin(reach_m(wrapped(shape->line[0]), at, shape->origin_m),
                reach_m(wrapped(shape->line[last]), at, shape->destination_m));
}

// The sphere decides where the ellipsoid cannot: it is at most 0.6 % off.
static const double sphere_is_off = 0.01;

static bool is_point_near(const dln_shape *shape, dln_lonlat at, double within_m) {
    double about_m = dln_great_circle_m(shape->point, at), off_m = about_m * sphere_is_off;
    if (about_m + off_m + shape->point_m <= within_m)
        return true;
    return about_m - off_m + shape->point_m <= within_m &&
           reach_m(shape->point, at, shape->point_m) <= within_m;
}

static bool is_near(const dln_shape *shape, const dln_asked *asked) {
    dln_lonlat at = asked->filter->near;
    double within_m = asked->filter->within_m;
    if (shape->has_point && is_point_near(shape, at, within_m))
        return true;
    if (shape->rough && shape->line_count)
        return end_distance_m(shape, at) <= within_m;
    for (size_t i = 1; i < shape->line_count; i++) {
        dln_lonlat a = shape->line[i - 1], b = shape->line[i];
        if (reaches_box(a, b, asked->near_box) &&
            dln_segment_distance_m(at, wrapped(a), wrapped(b)) <= within_m)
            return true;
    }
    return false;
}

double dln_shape_distance_m(const dln_shape *shape, dln_lonlat at) {
    double nearest = shape->has_point ? reach_m(shape->point, at, shape->point_m) : INFINITY;
    if (shape->rough && shape->line_count)
        return fmin(nearest, end_distance_m(shape, at));
    for (size_t i = 1; i < shape->line_count; i++)
        if (!isfinite(nearest) || passes_by(shape->line[i - 1], shape->line[i], at, nearest))
            nearest = fmin(nearest, dln_segment_distance_m(at, wrapped(shape->line[i - 1]),
                                                           wrapped(shape->line[i])));
    return nearest;
}

// Two steps of lines that come within `within_m` of each other: they cross, or an end of one is
// near the other.
static bool steps_meet(dln_lonlat a, dln_lonlat b, dln_lonlat c, dln_lonlat d, double within_m) {
    if (!passes_by(a, b, c, within_m) && !passes_by(a, b, d, within_m) &&
        !passes_by(c, d, a, within_m) && !passes_by(c, d, b, within_m) && !crosses_edge(a, b, c, d))
        return false;
    return crosses_edge(a, b, c, d) ||
           dln_segment_distance_m(wrapped(a), wrapped(c), wrapped(d)) <= within_m ||
           dln_segment_distance_m(wrapped(b), wrapped(c), wrapped(d)) <= within_m ||
           dln_segment_distance_m(wrapped(c), wrapped(a), wrapped(b)) <= within_m ||
           dln_segment_distance_m(wrapped(d), wrapped(a), wrapped(b)) <= within_m;
}

static bool step_is_near(const dln_shape *shape, dln_lonlat c, dln_lonlat d, double within_m) {
    if (shape->has_point && passes_by(c, d, shape->point, within_m) &&
        dln_segment_distance_m(shape->point, c, d) + shape->point_m <= within_m)
        return true;
    if (shape->rough && shape->line_count) {
        dln_lonlat first = wrapped(shape->line[0]);
        dln_lonlat last = wrapped(shape->line[shape->line_count - 1]);
        return dln_segment_distance_m(first, c, d) + shape->origin_m <= within_m ||
               dln_segment_distance_m(last, c, d) + shape->destination_m <= within_m;
    }
    for (size_t i = 1; i < shape->line_count; i++)
        if (steps_meet(shape->line[i - 1], shape->line[i], c, d, within_m))
            return true;
    return false;
}

static bool is_along(const dln_shape *shape, const dln_filter *filter) {
    for (size_t l = 0; l < filter->along_count; l++) {
        const dln_polyline *line = &filter->along[l];
        for (size_t i = 1; i < line->count; i++)
            if (step_is_near(shape, line->points[i - 1], line->points[i], filter->along_m))
                return true;
    }
    return false;
}

bool dln_shape_passes(const dln_shape *shape, const dln_asked *asked) {
    const dln_filter *filter = asked->filter;
    return (!filter->has_near || is_near(shape, asked)) &&
           (!filter->has_box || in_box(shape, filter->box)) &&
           (!filter->area_count || in_areas(shape, asked)) &&
           (!filter->along_count || is_along(shape, filter));
}

bool dln_shape_is_found(const dln_shape *shape, const dln_asked *asked) {
    const dln_filter *filter = asked->filter;
    return filter->has_near     ? is_near(shape, asked)
           : filter->has_box    ? in_box(shape, filter->box)
           : filter->area_count ? in_areas(shape, asked)
                                : is_along(shape, filter);
}

dln_box dln_box_with_bulge(dln_box box) {
    box.north += DLN_LINE_BULGE_DEG;
    box.south -= DLN_LINE_BULGE_DEG;
    if (box.north > DLN_LINE_BULGE_MAX_LAT)
        box.north = 90;
    if (box.south < -DLN_LINE_BULGE_MAX_LAT)
        box.south = -90;
    return box;
}

dln_status dln_asked_new(const dln_filter *filter, dln_asked **out, dln_error *err) {
    dln_asked *asked = calloc(1, sizeof *asked);
    if (!asked)
        return dln_fail_memory(err);
    asked->filter = filter;
    if (filter->has_near)
        asked->near_box = dln_box_with_bulge(dln_box_around(filter->near, filter->within_m));
    asked->areas = calloc(filter->area_count + 1, sizeof *asked->areas);
    dln_status status = asked->areas ? DLN_OK : dln_fail_memory(err);
    for (size_t i = 0; i < filter->area_count && status == DLN_OK; i++)
        status = dln_bands_new(&filter->area[i], &asked->areas[i], err);
    if (status == DLN_OK)
        *out = asked;
    else
        dln_asked_free(asked);
    return status;
}

void dln_asked_free(dln_asked *asked) {
    if (!asked)
        return;
    for (size_t i = 0; asked->areas && i < asked->filter->area_count; i++)
        dln_bands_free(asked->areas[i]);
    free(asked->areas);
    free(asked);
}

bool dln_way_end_passes(const dln_filter *filter, int which, dln_lonlat at, double spread_m) {
    const dln_way_end *end = which == 0 ? filter->from : filter->to;
    return end->area ? polygon_holds(end->area, at, spread_m)
                     : reach_m(end->at, at, spread_m) <= end->within_m;
}

// The code point at `*at`, folded; invalid bytes stand for themselves. Moves `*at` behind it.
static uint32_t next_folded(dln_str s, size_t *at) {
    unsigned char first = (unsigned char)s.data[(*at)++];
    if (first < 0x80)
        return first >= 'A' && first <= 'Z' ? first + 32u : first;
    if (first < 0xc2 || first > 0xdf || *at >= s.len)
        return first;
    uint32_t c = (uint32_t)(first & 0x1f) << 6 | ((unsigned char)s.data[(*at)++] & 0x3f);
    if ((c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x391 && c <= 0x3ab) ||
        (c >= 0x410 && c <= 0x42f))
        return c + 32; // Latin-1, Greek, Cyrillic
    if (c >= 0x400 && c <= 0x40f)
        return c + 80;
    bool pairs_even = (c >= 0x100 && c <= 0x137 && c != 0x130 && c != 0x131) ||
                      (c >= 0x14a && c <= 0x177) || (c >= 0x460 && c <= 0x481) ||
                      (c >= 0x48a && c <= 0x4bf);
    bool pairs_odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e);
    return pairs_even ? (c | 1) : pairs_odd ? c + (c & 1) : c;
}

static bool starts_with_folded(dln_str text, size_t at, dln_str part) {
    for (size_t i = 0; i < part.len;)
        if (at >= text.len || next_folded(text, &at) != next_folded(part, &i))
            return false;
    return true;
}

bool dln_text_contains_folded(dln_str text, dln_str part) {
    size_t at = 0;
    do {
        if (starts_with_folded(text, at, part))
            return true;
        if (at < text.len)
            next_folded(text, &at);
    } while (at < text.len);
    return part.len == 0;
}
