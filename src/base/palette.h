// One colour and one shape for each type of incident, the same on maps, in layer styles and in
// exported files. No two types share either: shape alone carries a grey print, and the hues are
// those of Okabe & Ito (2008) and of Paul Tol's "muted" scheme, which stay apart for colour-blind
// eyes.
#ifndef DLN_BASE_PALETTE_H
#define DLN_BASE_PALETTE_H

#include "dateline/incident.h"

// Shapes have the names of QGIS's simple markers.
typedef struct dln_swatch {
    char hex[8]; // "#D55E00"
    uint8_t red, green, blue;
    const char *shape;
} dln_swatch;

#define DLN_SWATCH(r, g, b, marker)                                                                \
    { "#" #r #g #b, 0x##r, 0x##g, 0x##b, marker }

static inline const dln_swatch *dln_palette_of(dln_incident_type type) {
    static const dln_swatch swatches[DLN_INCIDENT_TYPES] = {
        [DLN_STRIKE] = DLN_SWATCH(D5, 5E, 00, "star"),
        [DLN_EXPLOSION] = DLN_SWATCH(E6, 9F, 00, "hexagon"),
        [DLN_CLASH] = DLN_SWATCH(88, 22, 55, "cross_fill"),
        [DLN_ATTACK] = DLN_SWATCH(CC, 66, 77, "triangle"),
        [DLN_INTERCEPTION] = DLN_SWATCH(00, 72, B2, "diamond"),
        [DLN_ABDUCTION] = DLN_SWATCH(AA, 44, 99, "half_square"),
        [DLN_ARREST] = DLN_SWATCH(44, AA, 99, "square"),
        [DLN_SEIZURE] = DLN_SWATCH(11, 77, 33, "right_half_triangle"),
        [DLN_MOVEMENT] = DLN_SWATCH(33, 22, 88, "filled_arrowhead"),
        [DLN_PROTEST] = DLN_SWATCH(F0, E4, 42, "circle"),
        [DLN_RIOT] = DLN_SWATCH(99, 99, 33, "pentagon"),
        [DLN_MEETING] = DLN_SWATCH(88, CC, EE, "semi_circle"),
    };
    return &swatches[type];
}

#undef DLN_SWATCH
#endif
