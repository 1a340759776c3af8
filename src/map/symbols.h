// Symbols of incidents: the shape says the type, its filling the status.
#ifndef DLN_MAP_SYMBOLS_H
#define DLN_MAP_SYMBOLS_H

#include "map/theme.h"

// Draws one symbol. `soft`: the place is only roughly known, so no hard rim.
void dln_symbol_draw(dln_display_list *list, const dln_theme *theme, dln_incident_type type,
                     dln_incident_status status, dln_px at, double radius, bool soft);
// A ring that points out what stands in it; drawn before its symbol.
void dln_highlight_draw(dln_display_list *list, const dln_theme *theme, dln_px at, double radius,
                        double unit);
// The status alone, as a neutral circle: for the legend.
void dln_status_mark_draw(dln_display_list *list, const dln_theme *theme,
                          dln_incident_status status, dln_px at, double radius);
// The area that a roughly known place lies in.
void dln_rough_draw(dln_display_list *list, dln_color color, dln_px at, double radius, double unit);
void dln_circle_draw(dln_display_list *list, const char *role, dln_px at, double radius,
                     dln_color fill, dln_stroke stroke);

#endif
