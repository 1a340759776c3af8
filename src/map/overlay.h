// A file of the user's under the incidents: any vector layer, or a raster such as a hillshade.
#ifndef DLN_MAP_OVERLAY_H
#define DLN_MAP_OVERLAY_H

#include "map/basemap.h"
#include "map/theme.h"

// Reads into `basemap` what of `path` the view shows. `system` is the name of the view's reference
// system, NULL for one of ours. DLN_BAD_INPUT names the file and what is wrong with it.
dln_status dln_overlay_read(const dln_file_reader *files, const char *path, const dln_view *view,
                            const char *system, dln_arena *arena, dln_basemap *basemap,
                            dln_error *err) DLN_MUST_CHECK;
// Draws the raster, right above land and sea.
void dln_overlay_draw_raster(dln_display_list *list, const dln_basemap *basemap,
                             const dln_theme *theme);
// Draws areas, lines and points, right below the borders.
void dln_overlay_draw_shapes(dln_display_list *list, const dln_basemap *basemap,
                             const dln_theme *theme, double unit);

#endif
