// The way of an incident as RFC 7946 wants lines: cut where it crosses 180°.
#ifndef DLN_EXPORT_WAY_H
#define DLN_EXPORT_WAY_H

#include "dateline/incident.h"

// Each of at most DLN_VIA_MAX + 1 legs can cross once, which adds two points and one part.
#define DLN_WAY_MAX_POINTS (DLN_VIA_MAX + 2 + 2 * (DLN_VIA_MAX + 1))
#define DLN_WAY_MAX_PARTS  (DLN_VIA_MAX + 2)

// A stop's own radius would make lines with corners of different decimals: 4 are 11 m.
#define DLN_WAY_DECIMALS 4
// Of the stops beside it, which must give the same line when they are read back.
#define DLN_STOP_DECIMALS 6

typedef struct dln_way {
    dln_lonlat points[DLN_WAY_MAX_POINTS];
    uint32_t part_ends[DLN_WAY_MAX_PARTS]; // as in dln_polygon
    size_t part_count;                     // 0: no line
} dln_way;

// A leg goes the short way round, straight in longitude and latitude, as files have lines.
void dln_way_of(const dln_incident *incident, dln_way *out);

#endif
