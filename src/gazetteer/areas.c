// Which country and division a point lies in, and their polygons.
#include "gazetteer/file.h"
#include "gazetteer/land.h"

#include <math.h>

static bool box_holds(const dln_area_box *box, dln_area_point at) {
    if (at.lat < box->south || at.lat > box->north)
        return false;
    return box->west <= box->east ? at.lon >= box->west && at.lon <= box->east
                                  : at.lon >= box->west || at.lon <= box->east;
}

// Whether a ray eastwards from `at` crosses the edge a-b. Half open in latitude, so that a ray
// through a corner counts once.
static bool ray_crosses(dln_area_point at, dln_area_point a, dln_area_point b) {
    if ((a.lat > at.lat) == (b.lat > at.lat))
        return false;
    // lon of the edge at this latitude, without dividing: 64 bits hold the products.
    int64_t rise = (int64_t)b.lat - a.lat;
    int64_t left = ((int64_t)at.lon - a.lon) * rise;
    int64_t right = ((int64_t)b.lon - a.lon) * ((int64_t)at.lat - a.lat);
    return rise > 0 ? left < right : left > right;
}

static bool ring_flips(const dln_gazetteer *gazetteer, const dln_ring_record *ring,
                       dln_area_point at) {
    if (ring->first > gazetteer->point_count ||
        ring->count > gazetteer->point_count - ring->first || ring->count == 0)
        return false;
    const dln_area_point *points = gazetteer->points + ring->first;
    dln_area_point previous = points[ring->count - 1];
    bool inside = false;
    for (size_t i = 0; i < ring->count; i++) {
        inside ^= ray_crosses(at, previous, points[i]);
        previous = points[i];
    }
    return inside;
}

static bool area_is_sound(const dln_gazetteer *gazetteer, const dln_area_record *area) {
    return area->place < gazetteer->place_count && area->first <= gazetteer->ring_count &&
           area->count <= gazetteer->ring_count - area->first;
}

static bool area_holds(const dln_gazetteer *gazetteer, const dln_area_record *area,
                       dln_area_point at) {
    if (!box_holds(&area->box, at) || !area_is_sound(gazetteer, area))
        return false;
    bool inside = false;
    for (size_t i = 0; i < area->count; i++) {
        const dln_ring_record *ring = &gazetteer->rings[area->first + i];
        if (box_holds(&ring->box, at))
            inside ^= ring_flips(gazetteer, ring, at);
    }
    return inside;
}

// The smallest area of `level` around `at`; of divisions only those of `country`, if it is known.
// All areas are run through for each position, so what leaves out most of them at the least price,
// the box, comes first, and the outline last.
static const dln_area_record *smallest_around(const dln_gazetteer *gazetteer, dln_area_point at,
                                              dln_area_level level, dln_place_index country) {
    const dln_area_record *best = NULL;
    for (size_t i = 0; i < gazetteer->area_count; i++) {
        const dln_area_record *area = &gazetteer->areas[i];
        if (!box_holds(&area->box, at) || area->level != (uint32_t)level ||
            (best && area->size_km2 >= best->size_km2) || !area_is_sound(gazetteer, area))
            continue;
        dln_place_index owner = gazetteer->places[area->place].country_place;
        bool in_country = country == DLN_NO_PLACE || owner == country || owner == DLN_NO_PLACE;
        if (in_country && area_holds(gazetteer, area, at))
            best = area;
    }
    return best;
}

static dln_area_point area_point(dln_lonlat at) {
    return (dln_area_point){(int32_t)lround(at.lon * DLN_AREA_SCALE),
                            (int32_t)lround(at.lat * DLN_AREA_SCALE)};
}

dln_location dln_gazetteer_locate(const dln_gazetteer *gazetteer, dln_lonlat at) {
    dln_location location = {DLN_NO_PLACE, DLN_NO_PLACE};
    if (!dln_lonlat_is_valid(at))
        return location;
    dln_area_point point = area_point(at);
    const dln_area_record *country =
        smallest_around(gazetteer, point, DLN_AREA_COUNTRY, DLN_NO_PLACE);
    location.country = country ? country->place : DLN_NO_PLACE;
    const dln_area_record *admin1 =
        smallest_around(gazetteer, point, DLN_AREA_ADMIN1, location.country);
    if (admin1) {
        location.admin1 = admin1->place;
        uint32_t owner = gazetteer->places[admin1->place].country_place;
        if (!country && owner < gazetteer->place_count)
            location.country = owner; // a coast where only the finer polygon reaches out
    }
    return location;
}

// Whether two boxes have a point in common. One that crosses the antimeridian is taken to touch
// everything at its latitudes: few do, and a box too many costs only time.
static bool boxes_touch(const dln_area_box *a, const dln_area_box *b) {
    bool around = a->west > a->east || b->west > b->east;
    return a->south <= b->north && b->south <= a->north &&
           (around || (a->west <= b->east && b->west <= a->east));
}

bool dln_land_gather(const dln_gazetteer *gazetteer, dln_box box, dln_arena *arena, dln_land *out) {
    dln_area_point low = area_point((dln_lonlat){box.west, box.south});
    dln_area_point high = area_point((dln_lonlat){box.east, box.north});
    dln_area_box wanted = {low.lon, low.lat, high.lon, high.lat};
    *out = (dln_land){.gazetteer = gazetteer};
    size_t count = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < gazetteer->area_count; i++) {
            const dln_area_record *area = &gazetteer->areas[i];
            if (area->level == DLN_AREA_OTHER || !boxes_touch(&area->box, &wanted))
                continue;
            if (pass == 1)
                out->areas[out->count++] = area;
            count += pass == 0;
        }
        if (pass == 0 && !(out->areas = DLN_ARENA_ARRAY(arena, const dln_area_record *, count + 1)))
            return false;
    }
    return true;
}

bool dln_land_holds(const dln_land *land, dln_lonlat at) {
    for (size_t i = 0; i < land->count; i++)
        if (area_holds(land->gazetteer, land->areas[i], area_point(at)))
            return true;
    return false;
}

// Areas stand by place index.
static const dln_area_record *area_of(const dln_gazetteer *gazetteer, dln_place_index index) {
    size_t low = 0;
    size_t high = gazetteer->area_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (gazetteer->areas[middle].place < index)
            low = middle + 1;
        else
            high = middle;
    }
    const dln_area_record *area = &gazetteer->areas[low];
    return low < gazetteer->area_count && area->place == index && area_is_sound(gazetteer, area)
               ? area
               : NULL;
}

static dln_lonlat degrees(dln_area_point point) {
    return (dln_lonlat){point.lon / DLN_AREA_SCALE, point.lat / DLN_AREA_SCALE};
}

// The rings of an area as points in degrees; false when out of memory or damaged.
static bool copy_rings(const dln_gazetteer *gazetteer, const dln_area_record *area,
                       dln_lonlat *points, uint32_t *ring_ends) {
    uint32_t filled = 0;
    for (size_t i = 0; i < area->count; i++) {
        const dln_ring_record *ring = &gazetteer->rings[area->first + i];
        for (uint32_t k = 0; k < ring->count; k++)
            points[filled++] = degrees(gazetteer->points[ring->first + k]);
        ring_ends[i] = filled;
    }
    return filled > 0;
}

// How many points an area's rings have; 0 when they are damaged (rings of one area do not
// overlap, so together they cannot have more points than the file).
static size_t count_points(const dln_gazetteer *gazetteer, const dln_area_record *area) {
    size_t total = 0;
    for (size_t i = 0; i < area->count; i++) {
        const dln_ring_record *ring = &gazetteer->rings[area->first + i];
        if (ring->first > gazetteer->point_count ||
            ring->count > gazetteer->point_count - ring->first)
            return 0;
        total += ring->count;
        if (total > gazetteer->point_count)
            return 0;
    }
    return total;
}

bool dln_gazetteer_polygon(const dln_gazetteer *gazetteer, dln_place_index index, dln_arena *arena,
                           dln_polygon *out) {
    const dln_area_record *area = area_of(gazetteer, index);
    size_t point_count = area ? count_points(gazetteer, area) : 0;
    if (point_count == 0)
        return false;
    dln_lonlat *points = DLN_ARENA_ARRAY(arena, dln_lonlat, point_count);
    uint32_t *ring_ends = DLN_ARENA_ARRAY(arena, uint32_t, area->count);
    if (!points || !ring_ends || !copy_rings(gazetteer, area, points, ring_ends))
        return false;
    dln_lonlat low = degrees((dln_area_point){area->box.west, area->box.south});
    dln_lonlat high = degrees((dln_area_point){area->box.east, area->box.north});
    *out = (dln_polygon){.points = points,
                         .ring_ends = ring_ends,
                         .ring_count = area->count,
                         .box = {low.lon, low.lat, high.lon, high.lat}};
    return true;
}
