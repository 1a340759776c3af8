#include "export/way.h"

#include <math.h>

typedef struct way_builder {
    dln_way *way;
    uint32_t count;
} way_builder;

static void add_point(way_builder *b, dln_lonlat at) {
    // A cut at a stop that lies on 180° itself would double it.
    uint32_t begin = b->way->part_count ? b->way->part_ends[b->way->part_count - 1] : 0;
    const dln_lonlat *last = b->count > begin ? &b->way->points[b->count - 1] : NULL;
    if (!last || last->lon != at.lon || last->lat != at.lat)
        b->way->points[b->count++] = at;
}

// A part of a single point is no line: it is given up.
static void end_part(way_builder *b) {
    uint32_t begin = b->way->part_count ? b->way->part_ends[b->way->part_count - 1] : 0;
    if (b->count - begin >= 2)
        b->way->part_ends[b->way->part_count++] = b->count;
    else
        b->count = begin;
}

static void add_leg(way_builder *b, dln_lonlat from, dln_lonlat to) {
    double delta = to.lon - from.lon;
    if (fabs(delta) <= 180) {
        add_point(b, to);
        return;
    }
    double edge = delta < 0 ? 180 : -180; // westwards by more than half a turn: go east over 180°
    double run = delta < 0 ? delta + 360 : delta - 360;
    // Along 180° itself, from the one name of it to the other, there is nowhere to cross.
    double lat = run == 0 ? to.lat : from.lat + (to.lat - from.lat) * (edge - from.lon) / run;
    add_point(b, (dln_lonlat){edge, lat});
    end_part(b);
    add_point(b, (dln_lonlat){-edge, lat});
    add_point(b, to);
}

// The stops that lie on the globe: a database that others wrote to may hold others.
static size_t valid_stops(const dln_incident *incident, dln_lonlat out[DLN_VIA_MAX + 2]) {
    size_t all = dln_incident_line(incident, out), count = 0;
    for (size_t i = 0; i < all; i++)
        if (dln_lonlat_is_valid(out[i]))
            out[count++] = out[i];
    return count;
}

void dln_way_of(const dln_incident *incident, dln_way *out) {
    dln_lonlat stops[DLN_VIA_MAX + 2];
    size_t count = valid_stops(incident, stops);
    out->part_count = 0;
    if (!count)
        return;
    way_builder builder = {.way = out};
    add_point(&builder, stops[0]);
    for (size_t i = 1; i < count; i++)
        add_leg(&builder, stops[i - 1], stops[i]);
    end_part(&builder);
}
