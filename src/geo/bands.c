#include <math.h>
#include <stdlib.h>

#include "geo/ray.h"

// As many bands as leave an edge or two in each, but no more than that a band's list stays longer
// than its head.
enum { EDGES_A_BAND = 2, BANDS_MOST = 4096 };

typedef struct edge {
    dln_lonlat from, to;
} edge;

struct dln_bands {
    dln_box box;
    double south, height;
    size_t count;
    size_t *ends; // of each band's edges
    edge *edges;
};

static size_t band_of(const dln_bands *bands, double lat) {
    double band = (lat - bands->south) / bands->height * (double)bands->count;
    return (size_t)fmin(fmax(band, 0), (double)(bands->count - 1));
}

typedef void (*edge_visitor)(dln_bands *bands, edge e);

static void visit_edges(dln_bands *bands, const dln_polygon *polygon, edge_visitor visit) {
    uint32_t begin = 0;
    for (size_t ring = 0; ring < polygon->ring_count; ring++) {
        uint32_t end = polygon->ring_ends[ring];
        for (uint32_t i = begin; i < end; i++)
            visit(bands, (edge){polygon->points[i == begin ? end - 1 : i - 1], polygon->points[i]});
        begin = end;
    }
}

static void count_edge(dln_bands *bands, edge e) {
    size_t last = band_of(bands, fmax(e.from.lat, e.to.lat));
    for (size_t band = band_of(bands, fmin(e.from.lat, e.to.lat)); band <= last; band++)
        bands->ends[band]++;
}

// `ends` hold the begins until all edges are in.
static void put_edge(dln_bands *bands, edge e) {
    size_t last = band_of(bands, fmax(e.from.lat, e.to.lat));
    for (size_t band = band_of(bands, fmin(e.from.lat, e.to.lat)); band <= last; band++)
        bands->edges[bands->ends[band]++] = e;
}

static void measure(dln_bands *bands, const dln_polygon *polygon, size_t point_count) {
    double south = INFINITY, north = -INFINITY;
    for (size_t i = 0; i < point_count; i++) {
        south = fmin(south, polygon->points[i].lat);
        north = fmax(north, polygon->points[i].lat);
    }
    bands->box = polygon->box;
    bands->south = south;
    bands->height = north > south ? north - south : 1;
    bands->count = point_count / EDGES_A_BAND + 1;
    if (bands->count > BANDS_MOST)
        bands->count = BANDS_MOST;
}

static dln_status fill(dln_bands *bands, const dln_polygon *polygon, dln_error *err) {
    bands->ends = calloc(bands->count, sizeof *bands->ends);
    if (!bands->ends)
        return dln_fail_memory(err);
    visit_edges(bands, polygon, count_edge);
    size_t total = 0;
    for (size_t band = 0; band < bands->count; band++) {
        size_t begin = total;
        total += bands->ends[band];
        bands->ends[band] = begin;
    }
    bands->edges = calloc(total + 1, sizeof *bands->edges);
    if (!bands->edges)
        return dln_fail_memory(err);
    visit_edges(bands, polygon, put_edge);
    return DLN_OK;
}

dln_status dln_bands_new(const dln_polygon *polygon, dln_bands **out, dln_error *err) {
    dln_bands *bands = calloc(1, sizeof *bands);
    if (!bands)
        return dln_fail_memory(err);
    measure(bands, polygon, polygon->ring_count ? polygon->ring_ends[polygon->ring_count - 1] : 0);
    dln_status status = fill(bands, polygon, err);
    if (status == DLN_OK)
        *out = bands;
    else
        dln_bands_free(bands);
    return status;
}

bool dln_bands_contain(const dln_bands *bands, dln_lonlat at) {
    if (!dln_box_contains(bands->box, at))
        return false;
    size_t band = band_of(bands, at.lat);
    bool inside = false;
    for (size_t i = band ? bands->ends[band - 1] : 0; i < bands->ends[band]; i++)
        inside ^= dln_edge_crosses_ray(at, bands->edges[i].from, bands->edges[i].to);
    return inside;
}

void dln_bands_free(dln_bands *bands) {
    if (!bands)
        return;
    free(bands->ends);
    free(bands->edges);
    free(bands);
}
