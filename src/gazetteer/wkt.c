// Polygons from well-known text, cut at the antimeridian and quantised.
//
// A ring is read as a path on the globe: a step of more than 180 degrees of longitude goes the
// short way round, so that "170 … -170" and "170 … 190" mean the same. What then lies beyond 180
// degrees is cut off and moved by a full turn; every stored ring stays within [-180, 180]. A ring
// that does not close in this way goes round a pole and is taken as it is drawn on a flat map,
// along whose edge sources close it (Antarctica).
#include "gazetteer/builder.h"

#include <math.h>
#include <stdlib.h>

#define RADIANS_PER_DEGREE 0.017453292519943295

typedef struct wkt_reader {
    dln_str rest;
    dln_error *err;
} wkt_reader;

static dln_status fail_wkt(const wkt_reader *reader, const char *expected) {
    dln_str near = dln_str_slice(reader->rest, 0, 20);
    return dln_fail(reader->err, DLN_BAD_INPUT, "wkt: %s expected at \"%.*s\"", expected,
                    DLN_STR_ARG(near));
}

static void skip_space(wkt_reader *reader) {
    while (reader->rest.len > 0 && reader->rest.data[0] == ' ')
        reader->rest = dln_str_slice(reader->rest, 1, reader->rest.len);
}

static bool take_char(wkt_reader *reader, char c) {
    skip_space(reader);
    if (reader->rest.len == 0 || reader->rest.data[0] != c)
        return false;
    reader->rest = dln_str_slice(reader->rest, 1, reader->rest.len);
    return true;
}

static bool take_word(wkt_reader *reader, dln_str word) {
    skip_space(reader);
    if (!dln_str_starts_with(reader->rest, word))
        return false;
    reader->rest = dln_str_slice(reader->rest, word.len, reader->rest.len);
    return true;
}

static bool take_number(wkt_reader *reader, double *out) {
    skip_space(reader);
    size_t len = 0;
    while (len < reader->rest.len && reader->rest.data[len] != ' ' &&
           reader->rest.data[len] != ',' && reader->rest.data[len] != ')')
        len++;
    if (!dln_str_to_double(dln_str_slice(reader->rest, 0, len), out))
        return false;
    reader->rest = dln_str_slice(reader->rest, len, reader->rest.len);
    return true;
}

// "lon lat [height …]"
static dln_status take_point(wkt_reader *reader, dln_lonlat *out) {
    double ignored;
    if (!take_number(reader, &out->lon) || !take_number(reader, &out->lat))
        return fail_wkt(reader, "a longitude and a latitude");
    while (take_number(reader, &ignored)) {
    }
    bool valid = fabs(out->lat) <= 90.0 && fabs(out->lon) <= 360.0;
    return valid ? DLN_OK
                 : dln_fail(reader->err, DLN_BAD_INPUT, "wkt: no position: %g %g", out->lon,
                            out->lat);
}

static dln_status take_ring(wkt_reader *reader, dln_list *points) {
    if (!take_char(reader, '('))
        return fail_wkt(reader, "(");
    do {
        dln_lonlat point;
        dln_status status = take_point(reader, &point);
        if (status != DLN_OK)
            return status;
        dln_lonlat *added = dln_list_add(points, 1);
        if (!added)
            return dln_fail_memory(reader->err);
        *added = point;
    } while (take_char(reader, ','));
    return take_char(reader, ')') ? DLN_OK : fail_wkt(reader, ")");
}

static double short_way(double from, double to) {
    return to - 360.0 * round((to - from) / 360.0);
}

static void unwrap_ring(dln_list *ring) {
    dln_lonlat *points = ring->items;
    double lon = points[0].lon;
    for (size_t i = 1; i < ring->count; i++)
        lon = short_way(lon, points[i].lon);
    if (fabs(short_way(lon, points[0].lon) - points[0].lon) > 180.0)
        return; // round a pole
    for (size_t i = 1; i < ring->count; i++)
        points[i].lon = short_way(points[i - 1].lon, points[i].lon);
}

static dln_lonlat edge_at(dln_lonlat a, dln_lonlat b, double lon) {
    return (dln_lonlat){lon, a.lat + (b.lat - a.lat) * (lon - a.lon) / (b.lon - a.lon)};
}

// The part of a ring east (side 1) or west (-1) of a meridian (Sutherland and Hodgman 1974).
static dln_status cut_ring(const dln_list *ring, double meridian, double side, dln_list *out,
                           dln_error *err) {
    const dln_lonlat *points = ring->items;
    dln_lonlat previous = points[ring->count - 1];
    out->count = 0;
    for (size_t i = 0; i < ring->count; i++) {
        dln_lonlat point = points[i];
        bool was_in = (previous.lon - meridian) * side >= 0;
        bool is_in = (point.lon - meridian) * side >= 0;
        dln_lonlat *added = dln_list_add(out, (size_t)(was_in != is_in) + (size_t)is_in);
        if (!added)
            return dln_fail_memory(err);
        if (was_in != is_in)
            *added++ = edge_at(previous, point, meridian);
        if (is_in)
            *added = point;
        previous = point;
    }
    return DLN_OK;
}

static dln_area_point quantise(dln_lonlat point, double shift) {
    double lon = fmin(180.0, fmax(-180.0, point.lon - shift));
    return (dln_area_point){(int32_t)lround(lon * DLN_AREA_SCALE),
                            (int32_t)lround(point.lat * DLN_AREA_SCALE)};
}

static void box_add(dln_area_box *box, dln_area_point point) {
    box->west = point.lon < box->west ? point.lon : box->west;
    box->east = point.lon > box->east ? point.lon : box->east;
    box->south = point.lat < box->south ? point.lat : box->south;
    box->north = point.lat > box->north ? point.lat : box->north;
}

// Stores a ring moved by `shift` degrees, without points that fall onto the one before.
static dln_status store_ring(dln_builder *builder, const dln_list *ring, double shift,
                             dln_error *err) {
    const dln_lonlat *points = ring->items;
    if (builder->points.count + ring->count > UINT32_MAX)
        return dln_fail(err, DLN_TOO_LARGE, "the areas have more than 4294967295 points");
    dln_ring_record record = {.first = (uint32_t)builder->points.count,
                              .box = {INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN}};
    for (size_t i = 0; i < ring->count; i++) {
        dln_area_point point = quantise(points[i], shift);
        const dln_area_point *stored = builder->points.items;
        const dln_area_point *last = record.count > 0 ? &stored[builder->points.count - 1] : NULL;
        const dln_area_point *first = record.count > 0 ? &stored[record.first] : NULL;
        bool closes =
            first && i + 1 == ring->count && first->lon == point.lon && first->lat == point.lat;
        if (closes || (last && last->lon == point.lon && last->lat == point.lat))
            continue;
        dln_area_point *added = dln_list_add(&builder->points, 1);
        if (!added)
            return dln_fail_memory(err);
        *added = point;
        box_add(&record.box, point);
        record.count++;
    }
    if (record.count < 3) { // nothing is left of it at this precision
        builder->points.count = record.first;
        return DLN_OK;
    }
    dln_ring_record *added = dln_list_add(&builder->rings, 1);
    if (!added)
        return dln_fail_memory(err);
    *added = record;
    return DLN_OK;
}

// A ring whose longitudes may run past 180 degrees on either side, as one to three rings.
static dln_status add_ring(dln_builder *builder, const dln_list *ring, dln_error *err) {
    const dln_lonlat *points = ring->items;
    double low = points[0].lon;
    double high = low;
    for (size_t i = 1; i < ring->count; i++) {
        low = fmin(low, points[i].lon);
        high = fmax(high, points[i].lon);
    }
    if (low >= -180.0 && high <= 180.0)
        return store_ring(builder, ring, 0, err);
    dln_list east = DLN_LIST(dln_lonlat);
    dln_list strip = DLN_LIST(dln_lonlat);
    dln_status status = DLN_OK;
    for (double west = -540.0; west < 540.0 && status == DLN_OK; west += 360.0) {
        if (high <= west || low >= west + 360.0)
            continue;
        status = cut_ring(ring, west, 1.0, &east, err);
        if (status == DLN_OK && east.count > 0)
            status = cut_ring(&east, west + 360.0, -1.0, &strip, err);
        if (status == DLN_OK && strip.count > 0)
            status = store_ring(builder, &strip, west + 180.0, err);
    }
    dln_list_free(&east);
    dln_list_free(&strip);
    return status;
}

static dln_status take_polygon(wkt_reader *reader, dln_builder *builder, dln_list *ring) {
    if (!take_char(reader, '('))
        return fail_wkt(reader, "(");
    do {
        ring->count = 0;
        dln_status status = take_ring(reader, ring);
        if (status == DLN_OK) {
            unwrap_ring(ring);
            status = add_ring(builder, ring, reader->err);
        }
        if (status != DLN_OK)
            return status;
    } while (take_char(reader, ','));
    return take_char(reader, ')') ? DLN_OK : fail_wkt(reader, ")");
}

static dln_status take_geometry(wkt_reader *reader, dln_builder *builder, dln_list *ring) {
    bool multi = take_word(reader, DLN_STR("MULTI"));
    if (!take_word(reader, DLN_STR("POLYGON")))
        return fail_wkt(reader, "POLYGON or MULTIPOLYGON");
    if (multi && !take_char(reader, '('))
        return fail_wkt(reader, "(");
    dln_status status;
    do {
        status = take_polygon(reader, builder, ring);
    } while (status == DLN_OK && multi && take_char(reader, ','));
    if (status == DLN_OK && multi && !take_char(reader, ')'))
        status = fail_wkt(reader, ")");
    skip_space(reader);
    return status == DLN_OK && reader->rest.len > 0 ? fail_wkt(reader, "the end") : status;
}

static int compare_rings(const void *a, const void *b) {
    const dln_ring_record *x = a;
    const dln_ring_record *y = b;
    if (x->box.west != y->box.west)
        return x->box.west < y->box.west ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

// The smallest box around rings sorted from west to east: where the widest gap between them is
// wider than the one across the antimeridian, the box begins behind that gap.
static dln_area_box box_of_rings(const dln_ring_record *rings, size_t count) {
    dln_area_box box = rings[0].box;
    dln_area_box wrapped = {0};
    int64_t widest = 0;
    for (size_t i = 1; i < count; i++) {
        int64_t gap = (int64_t)rings[i].box.west - box.east;
        if (gap > widest) {
            widest = gap;
            wrapped.west = rings[i].box.west;
            wrapped.east = box.east;
        }
        box.east = rings[i].box.east > box.east ? rings[i].box.east : box.east;
        box.south = rings[i].box.south < box.south ? rings[i].box.south : box.south;
        box.north = rings[i].box.north > box.north ? rings[i].box.north : box.north;
    }
    int64_t turn = (int64_t)(360 * DLN_AREA_SCALE);
    if (widest > (int64_t)box.west + turn - box.east) {
        box.west = wrapped.west;
        box.east = wrapped.east;
    }
    return box;
}

// Signed area on the sphere in km2, a trapezoid for each edge between it and the equator.
static double ring_km2(const dln_area_point *points, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        dln_area_point a = points[i];
        dln_area_point b = points[i + 1 < count ? i + 1 : 0];
        double width = ((double)b.lon - a.lon) / DLN_AREA_SCALE * RADIANS_PER_DEGREE;
        sum += width * (2 + sin(a.lat / DLN_AREA_SCALE * RADIANS_PER_DEGREE) +
                        sin(b.lat / DLN_AREA_SCALE * RADIANS_PER_DEGREE));
    }
    double radius_km = DLN_EARTH_RADIUS_M / 1e3;
    return sum * radius_km * radius_km / 2;
}

// Holes count as area too: only which of two areas is the smaller matters.
static double rings_km2(const dln_builder *builder, size_t first) {
    const dln_ring_record *rings = builder->rings.items;
    const dln_area_point *points = builder->points.items;
    double sum = 0;
    for (size_t i = first; i < builder->rings.count; i++)
        sum += fabs(ring_km2(points + rings[i].first, rings[i].count));
    return sum;
}

static dln_area_level level_of(const dln_builder *builder, dln_place_index place) {
    const dln_place_record *record = (const dln_place_record *)builder->places.items + place;
    dln_str feature = dln_string_pool_get(&builder->strings, record->feature);
    if (record->feature_class != 'A')
        return DLN_AREA_OTHER;
    if (dln_str_starts_with(feature, DLN_STR("PCL")) || dln_str_equal(feature, DLN_STR("TERR")))
        return DLN_AREA_COUNTRY;
    return dln_str_equal(feature, DLN_STR("ADM1")) ? DLN_AREA_ADMIN1 : DLN_AREA_OTHER;
}

static dln_status finish_area(dln_builder *builder, dln_place_index place, size_t first_ring,
                              dln_error *err) {
    size_t count = builder->rings.count - first_ring;
    if (count == 0)
        return dln_fail(err, DLN_BAD_INPUT, "wkt: an area of no extent");
    dln_ring_record *rings = (dln_ring_record *)builder->rings.items + first_ring;
    qsort(rings, count, sizeof *rings, compare_rings);
    dln_area_record *area = dln_list_add(&builder->areas, 1);
    if (!area)
        return dln_fail_memory(err);
    *area = (dln_area_record){.place = place,
                              .first = (uint32_t)first_ring,
                              .count = (uint32_t)count,
                              .level = (uint32_t)level_of(builder, place),
                              .size_km2 = (float)rings_km2(builder, first_ring),
                              .box = box_of_rings(rings, count)};
    return DLN_OK;
}

dln_status dln_builder_add_area(dln_builder *builder, dln_place_index place, dln_str wkt,
                                dln_error *err) {
    dln_place_record *record = (dln_place_record *)builder->places.items + place;
    if (record->has_area)
        return dln_fail(err, DLN_BAD_INPUT, "this place has an area already");
    wkt_reader reader = {wkt, err};
    size_t first_ring = builder->rings.count;
    size_t first_point = builder->points.count;
    dln_list ring = DLN_LIST(dln_lonlat);
    dln_status status = take_geometry(&reader, builder, &ring);
    if (status == DLN_OK)
        status = finish_area(builder, place, first_ring, err);
    record->has_area = status == DLN_OK ? 1 : 0;
    if (status != DLN_OK) { // an area is in whole or not at all
        builder->rings.count = first_ring;
        builder->points.count = first_point;
    }
    dln_list_free(&ring);
    return status;
}
