// Movements and launches: tapered curved arrows.
#ifndef DLN_MAP_ARROWS_H
#define DLN_MAP_ARROWS_H

#include "map/scene.h"
#include "map/theme.h"

#define DLN_ARROW_SAMPLES 48
typedef struct dln_arrow {
    dln_px spine[DLN_ARROW_SAMPLES]; // from tail to tip, evenly spaced along the curve
    bool drawn;                      // false: too short to be one at this scale
    double width;                    // at its thickest, without the head
    // An end that is only known as a country fades out: the arrow does not point at a place.
    bool soft_tail, soft_tip;
} dln_arrow;

// Bends a way through its stops, clear of the symbols at both ends by `clear_px`.
dln_arrow dln_arrow_shape(const dln_px *stops, size_t count, int strand, double clear_tail_px,
                          double clear_tip_px, double width);
// A band under an arrow that is pointed out.
void dln_arrow_highlight(dln_display_list *list, const dln_theme *theme, const dln_arrow *arrow,
                         double unit);
void dln_arrow_draw(dln_display_list *list, const dln_theme *theme, const dln_arrow *arrow,
                    dln_incident_type type, dln_incident_status status);

#endif
