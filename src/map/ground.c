#include "map/ground.h"

#include <math.h>

#include "map/furniture.h"
#include "map/overlay.h"

static void draw_layer(dln_display_list *list, const char *role, const dln_base_layer *layer,
                       dln_color fill, dln_stroke stroke) {
    for (size_t i = 0; i < layer->count; i++)
        dln_list_path(list, role, layer->shapes[i].path, fill, stroke);
}

static void draw_land(dln_display_list *list, const dln_plan *plan,
                      const dln_base_layer *countries) {
    const dln_theme *theme = plan->options->theme;
    // Data are cut at 180 degrees: a hair of its own colour closes the seam between two parts.
    bool seam =
        plan->view.west < -180 || plan->view.east > 180 || plan->view.east - plan->view.west > 359;
    for (size_t i = 0; i < countries->count; i++) {
        const dln_base_shape *shape = &countries->shapes[i];
        dln_color fill = dln_counts_has_country(&plan->overall, shape->country) ? theme->focus_land
                                                                                : theme->land;
        dln_list_path(list, "land", shape->path, fill,
                      seam ? (dln_stroke){.color = fill, .width = 0.6} : (dln_stroke){0});
    }
}

// The outline of the globe, when the picture holds it: parallels of the poles and both edges.
static void draw_sea(dln_display_list *list, const dln_plan *plan) {
    const dln_theme *theme = plan->options->theme;
    const dln_view *view = &plan->view;
    if (!dln_projection_is_world(view->projection)) {
        dln_list_rect(list, "sea", plan->frame, theme->sea, (dln_stroke){0});
        return;
    }
    enum { STEPS = 90 };
    dln_px outline[2 * STEPS];
    size_t count = 0;
    for (int i = 0; i < 2 * STEPS; i++) {
        int step = i < STEPS ? i : 2 * STEPS - 1 - i;
        double lat = -90 + 180.0 * step / (STEPS - 1);
        double lon = i < STEPS ? view->west : view->east;
        count += dln_view_px(view, (dln_lonlat){lon, lat}, &outline[count]);
    }
    dln_list_rect(list, "paper", plan->frame, theme->paper, (dln_stroke){0});
    if (count > 2)
        dln_list_polygon(list, "sea", outline, count, theme->sea, (dln_stroke){0});
}

static void draw_lakes(dln_display_list *list, const dln_plan *plan, const dln_basemap *basemap) {
    const dln_theme *theme = plan->options->theme;
    draw_layer(
        list, "lake", &basemap->layers[DLN_BASE_LAKE], theme->sea,
        (dln_stroke){.color = theme->coast, .width = 0.6 * plan->options->unit, .winding = true});
}

void dln_ground_draw(dln_display_list *list, const dln_plan *plan, const dln_basemap *basemap) {
    const dln_theme *theme = plan->options->theme;
    double unit = plan->options->unit;
    draw_sea(list, plan);
    draw_land(list, plan, &basemap->layers[DLN_BASE_COUNTRY]);
    dln_overlay_draw_raster(list, basemap, theme);
    if (plan->density.kind) { // under every line, for a reader still has to find the place
        draw_lakes(list, plan, basemap);
        dln_density_draw(list, &plan->density, theme, plan->frame, unit);
    }
    draw_layer(list, "coast", &basemap->layers[DLN_BASE_COAST], DLN_COLOR_NONE,
               (dln_stroke){.color = theme->coast, .width = 0.8 * unit, .winding = true});
    dln_graticule_draw(list, plan);
    draw_layer(list, "admin1", &basemap->layers[DLN_BASE_ADMIN1], DLN_COLOR_NONE,
               (dln_stroke){.color = theme->admin1, .width = 0.7 * unit, .winding = true});
    draw_layer(list, "river", &basemap->layers[DLN_BASE_RIVER], DLN_COLOR_NONE,
               (dln_stroke){.color = theme->water, .width = 1.1 * unit, .winding = true});
    if (!plan->density.kind)
        draw_lakes(list, plan, basemap);
    dln_overlay_draw_shapes(list, basemap, theme, unit);
    draw_layer(list, "border", &basemap->layers[DLN_BASE_BORDER], DLN_COLOR_NONE,
               (dln_stroke){.color = theme->border, .width = 1.15 * unit, .winding = true});
    draw_layer(list, "disputed", &basemap->layers[DLN_BASE_DISPUTED], DLN_COLOR_NONE,
               (dln_stroke){.color = theme->border,
                            .width = 1.15 * unit,
                            .dash_on = 4 * unit,
                            .dash_off = 3 * unit});
}
