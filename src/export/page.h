// The page (page.html): its fixed text, and what it knows of the ground under the incidents.
#ifndef DLN_EXPORT_PAGE_H
#define DLN_EXPORT_PAGE_H

#include "base/json.h"
#include "dateline/export.h"

// The page before and behind its data; made from page/ when dateline is built.
dln_str dln_page_before(void);
dln_str dln_page_behind(void);

// The square that the ground is drawn in: whole numbers to the right and down of its corner, which
// page/map.js turns degrees into in the same way.
typedef struct dln_page_grid {
    double west, east;    // degrees; east may lie beyond 180
    double south, north;  // degrees
    double top;           // of `north` in degrees of a Mercator map
    double scale;         // units a degree
    double width, height; // units
} dln_page_grid;

// Around the window, which may cross 180°, with room to look about.
dln_page_grid dln_page_grid_around(dln_box window);

// Writes members "layers" and "names" of the ground into an open object.
dln_status dln_page_put_ground(dln_json *json, const dln_page_grid *grid, const char *basemap,
                               dln_error *err) DLN_MUST_CHECK;

#endif
