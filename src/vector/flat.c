#include <stdlib.h>

#include "vector/feature.h"

enum { FIRST_ITEMS = 1024 };

void dln_flat_free(dln_flat *flat) {
    free(flat->points);
    free(flat->ends);
    *flat = (dln_flat){0};
}

static bool grow(void **items, size_t *capacity, size_t needed, size_t size) {
    if (needed <= *capacity)
        return true;
    size_t larger = *capacity ? *capacity * 2 : FIRST_ITEMS;
    while (larger < needed)
        larger *= 2;
    void *moved = realloc(*items, larger * size);
    if (!moved)
        return false;
    *items = moved;
    *capacity = larger;
    return true;
}

dln_lonlat *dln_flat_add_part(dln_flat *flat, size_t count) {
    void *points = flat->points, *ends = flat->ends;
    bool room =
        grow(&points, &flat->point_capacity, flat->point_count + count, sizeof *flat->points);
    flat->points = points;
    room = room && grow(&ends, &flat->end_capacity, flat->end_count + 1, sizeof *flat->ends);
    flat->ends = ends;
    if (!room)
        return NULL;
    dln_lonlat *part = flat->points + flat->point_count;
    flat->point_count += count;
    flat->ends[flat->end_count++] = (uint32_t)flat->point_count;
    return part;
}
