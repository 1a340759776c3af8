#include "store/geometry.h"

#include <math.h>
#include <string.h>

enum {
    BLOB_START = 0x00,
    BLOB_LITTLE_ENDIAN = 0x01,
    BLOB_MBR_END = 0x7c,
    BLOB_END = 0xfe,
    BLOB_SRID_AT = 2,
    BLOB_BOX_AT = 6,
    BLOB_MBR_END_AT = 38,
    BLOB_KIND_AT = 39,
    BLOB_BODY_AT = 43,
};

static char *put_u32(char *at, uint32_t value) {
    for (int i = 0; i < 4; i++)
        *at++ = (char)(value >> (8 * i) & 0xff);
    return at;
}

static char *put_double(char *at, double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    for (int i = 0; i < 8; i++)
        *at++ = (char)(bits >> (8 * i) & 0xff);
    return at;
}

// Written out, so that compilers make one load of it: a long way has a hundred numbers.
static uint32_t get_u32(const char *at) {
    const unsigned char *byte = (const unsigned char *)at;
    return (uint32_t)byte[0] | (uint32_t)byte[1] << 8 | (uint32_t)byte[2] << 16 |
           (uint32_t)byte[3] << 24;
}

static double get_double(const char *at) {
    uint64_t bits = (uint64_t)get_u32(at) | (uint64_t)get_u32(at + 4) << 32;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static char *put_header(char *at, dln_box box, dln_blob_kind kind) {
    *at++ = BLOB_START;
    *at++ = BLOB_LITTLE_ENDIAN;
    at = put_u32(at, DLN_SRID);
    at = put_double(at, box.west);
    at = put_double(at, box.south);
    at = put_double(at, box.east);
    at = put_double(at, box.north);
    *at++ = BLOB_MBR_END;
    return put_u32(at, kind);
}

dln_str dln_point_blob(dln_lonlat at, char out[DLN_POINT_BLOB_SIZE]) {
    char *end = put_header(out, (dln_box){at.lon, at.lat, at.lon, at.lat}, DLN_BLOB_POINT);
    end = put_double(end, at.lon);
    end = put_double(end, at.lat);
    *end++ = (char)BLOB_END;
    return (dln_str){out, (size_t)(end - out)};
}

static dln_box plain_box(const dln_lonlat *points, size_t count) {
    dln_box box = {points[0].lon, points[0].lat, points[0].lon, points[0].lat};
    for (size_t i = 1; i < count; i++) {
        box.west = fmin(box.west, points[i].lon);
        box.east = fmax(box.east, points[i].lon);
        box.south = fmin(box.south, points[i].lat);
        box.north = fmax(box.north, points[i].lat);
    }
    return box;
}

dln_str dln_line_blob(dln_arena *arena, const dln_lonlat *points, size_t count) {
    char *out = dln_arena_alloc(arena, BLOB_BODY_AT + 4 + 16 * count + 1, 1);
    if (!out)
        return DLN_STR_NONE;
    char *end = put_header(out, plain_box(points, count), DLN_BLOB_LINE);
    end = put_u32(end, (uint32_t)count);
    for (size_t i = 0; i < count; i++) {
        end = put_double(end, points[i].lon);
        end = put_double(end, points[i].lat);
    }
    *end++ = (char)BLOB_END;
    return (dln_str){out, (size_t)(end - out)};
}

bool dln_blob_header_read(dln_str blob, dln_blob_header *out) {
    if (blob.len < BLOB_BODY_AT + 5 || blob.data[0] != BLOB_START ||
        blob.data[1] != BLOB_LITTLE_ENDIAN || blob.data[BLOB_MBR_END_AT] != BLOB_MBR_END ||
        (unsigned char)blob.data[blob.len - 1] != BLOB_END)
        return false;
    const char *box = blob.data + BLOB_BOX_AT;
    out->srid = (int32_t)get_u32(blob.data + BLOB_SRID_AT);
    out->box =
        (dln_box){get_double(box), get_double(box + 8), get_double(box + 16), get_double(box + 24)};
    uint32_t kind = get_u32(blob.data + BLOB_KIND_AT);
    out->kind = (dln_blob_kind)kind;
    return kind == DLN_BLOB_POINT || kind == DLN_BLOB_LINE;
}

size_t dln_line_blob_points(dln_str blob, dln_arena *arena, const dln_lonlat **out) {
    dln_blob_header header;
    if (!dln_blob_header_read(blob, &header) || header.kind != DLN_BLOB_LINE)
        return 0;
    size_t count = get_u32(blob.data + BLOB_BODY_AT);
    if (count != (blob.len - (BLOB_BODY_AT + 5)) / 16)
        return 0;
    dln_lonlat *points = DLN_ARENA_ARRAY(arena, dln_lonlat, count);
    if (!points)
        return 0;
    const char *at = blob.data + BLOB_BODY_AT + 4;
    for (size_t i = 0; i < count; i++, at += 16)
        points[i] = (dln_lonlat){get_double(at), get_double(at + 8)};
    *out = points;
    return count;
}

static size_t steps_between(dln_lonlat a, dln_lonlat b) {
    double steps = ceil(dln_great_circle_m(a, b) / DLN_LINE_STEP_M);
    return steps < 1 ? 1 : (size_t)steps;
}

// The same meridian as `lon`, at most half a turn away from `last`.
static double run_on(double lon, double last) {
    return lon + 360 * round((last - lon) / 360);
}

size_t dln_line_along(dln_arena *arena, const dln_lonlat *stops, size_t count,
                      const dln_lonlat **out) {
    size_t total = 1;
    for (size_t i = 1; i < count; i++)
        total += steps_between(stops[i - 1], stops[i]);
    dln_lonlat *points = DLN_ARENA_ARRAY(arena, dln_lonlat, total);
    if (!points)
        return 0;
    size_t n = 0;
    points[n++] = stops[0];
    for (size_t i = 1; i < count; i++) {
        dln_lonlat from = stops[i - 1], to = stops[i];
        size_t steps = steps_between(from, to);
        double bearing = dln_bearing_deg(from, to), length = dln_great_circle_m(from, to);
        for (size_t s = 1; s <= steps; s++, n++) {
            points[n] =
                s == steps ? to : dln_travel(from, bearing, length * (double)s / (double)steps);
            points[n].lon = run_on(points[n].lon, points[n - 1].lon);
        }
    }
    *out = points;
    return n;
}
