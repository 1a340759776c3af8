#include "vector/wkb.h"

#include <string.h>

// Type codes of plane geometries; the bundled layers have no heights.
enum wkb_type { POINT = 1, LINE, POLYGON, MULTI_POINT, MULTI_LINE, MULTI_POLYGON };

// A multipolygon of polygons is two deep; anything deeper is no geometry of ours.
enum { DEPTH_MAX = 2 };

struct cursor {
    const unsigned char *at, *end;
    bool little; // byte order of the part being read
    dln_flat *flat;
    bool failed; // the bytes end too early or say something unknown
    bool no_memory;
};

static bool take(struct cursor *c, void *out, size_t size) {
    if ((size_t)(c->end - c->at) < size) {
        c->failed = true;
        return false;
    }
    const unsigned char *bytes = c->at;
    unsigned char *to = out;
    const uint16_t probe = 1;
    unsigned char host_little;
    memcpy(&host_little, &probe, 1);
    for (size_t i = 0; i < size; i++)
        to[i] = bytes[(host_little == 1) == c->little ? i : size - 1 - i];
    c->at += size;
    return true;
}

static uint32_t take_count(struct cursor *c) {
    uint32_t count = 0;
    return take(c, &count, sizeof count) ? count : 0;
}

// A run of coordinates, which become one part.
static void take_points(struct cursor *c, size_t count) {
    if (count > (size_t)(c->end - c->at) / (2 * sizeof(double))) {
        c->failed = true;
        return;
    }
    dln_lonlat *part = count ? dln_flat_add_part(c->flat, count) : NULL;
    c->no_memory |= count && !part;
    for (size_t i = 0; part && i < count; i++) {
        take(c, &part[i].lon, sizeof part[i].lon);
        take(c, &part[i].lat, sizeof part[i].lat);
    }
}

static uint32_t take_head(struct cursor *c) {
    unsigned char order = 0;
    if (!take(c, &order, 1))
        return 0;
    c->little = order == 1;
    return take_count(c);
}

static bool is_stopped(const struct cursor *c) {
    return c->failed || c->no_memory;
}

// Calls itself for the parts of a collection, at most DEPTH_MAX deep.
static uint32_t take_geometry(struct cursor *c, int depth) {
    uint32_t type = take_head(c);
    c->failed |= type < POINT || type > MULTI_POLYGON || depth > DEPTH_MAX;
    if (is_stopped(c))
        return 0;
    if (type == POINT) {
        take_points(c, 1);
        return type;
    }
    uint32_t count = take_count(c);
    if (type == LINE)
        take_points(c, count);
    for (uint32_t i = 0; type != LINE && i < count && !is_stopped(c); i++)
        if (type == POLYGON)
            take_points(c, take_count(c));
        else
            take_geometry(c, depth + 1);
    return type;
}

static dln_geometry_kind kind_of(uint32_t type) {
    static const dln_geometry_kind kinds[] = {
        [POINT] = DLN_GEOMETRY_POINTS,     [LINE] = DLN_GEOMETRY_LINES,
        [POLYGON] = DLN_GEOMETRY_POLYGONS, [MULTI_POINT] = DLN_GEOMETRY_POINTS,
        [MULTI_LINE] = DLN_GEOMETRY_LINES, [MULTI_POLYGON] = DLN_GEOMETRY_POLYGONS,
    };
    return kinds[type];
}

// "GP", version, flags, system, and a box whose size the flags tell.
static bool skip_header(struct cursor *c) {
    static const unsigned char envelope_doubles[] = {0, 4, 6, 6, 8};
    enum { FIXED = 8, EMPTY = 0x10 };
    if (c->end - c->at < FIXED || c->at[0] != 'G' || c->at[1] != 'P')
        return false;
    unsigned char flags = c->at[3], box = flags >> 1 & 7;
    if (box >= sizeof envelope_doubles)
        return false;
    size_t size = FIXED + envelope_doubles[box] * sizeof(double);
    if ((size_t)(c->end - c->at) < size)
        return false;
    c->at = flags & EMPTY ? c->end : c->at + size;
    return true;
}

dln_status dln_wkb_read_package_blob(dln_str blob, dln_flat *flat, dln_geometry *out,
                                     dln_error *err) {
    *out = (dln_geometry){.kind = DLN_GEOMETRY_NONE};
    flat->point_count = flat->end_count = 0;
    if (!blob.len)
        return DLN_OK;
    const unsigned char *bytes = (const void *)blob.data;
    struct cursor c = {.at = bytes, .end = bytes + blob.len, .flat = flat};
    if (!skip_header(&c))
        return dln_fail(err, DLN_BAD_INPUT, "a geometry without a GeoPackage header");
    if (c.at == c.end)
        return DLN_OK;
    uint32_t type = take_geometry(&c, 0);
    if (c.no_memory)
        return dln_fail_memory(err);
    if (c.failed)
        return dln_fail(err, DLN_BAD_INPUT, "a damaged geometry");
    *out = (dln_geometry){kind_of(type), flat->points, flat->ends, flat->end_count};
    return DLN_OK;
}
