// Real fonts: measures and draws type through Pango. Only the painters and dln_map_render see it.
#ifndef DLN_MAP_TYPESET_H
#define DLN_MAP_TYPESET_H

#include <pango/pangocairo.h>

#include "dateline/map.h"
#include "map/text.h"

// The face that every map is set in; others only for scripts that it lacks.
#define DLN_TYPE_FAMILY "DejaVu Sans"

typedef struct dln_fonts dln_fonts;
// DLN_UNSUPPORTED when there is no font at all.
dln_status dln_fonts_new(dln_fonts **out, dln_error *err) DLN_MUST_CHECK;
void dln_fonts_free(dln_fonts *fonts);
dln_typesetter dln_fonts_typesetter(dln_fonts *fonts);
// Counts the letters of a picture that no installed font has: they show as boxes.
void dln_fonts_count_missing(dln_fonts *fonts, const dln_display_list *list,
                             dln_map_summary *summary);
// A text set at DLN_TYPE_SET_PX whatever the size of `font`: who draws it or reads its extents
// scales by dln_font_scale(). Borrowed until the next call.
PangoLayout *dln_fonts_layout(dln_fonts *fonts, dln_font font, dln_str text);
// Large, so that rounding to Pango's units (1/1024 pixel) vanishes when it is scaled down.
#define DLN_TYPE_SET_PX 64.0
static inline double dln_font_scale(dln_font font) {
    return font.size / DLN_TYPE_SET_PX;
}

#endif
