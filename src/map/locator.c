// The locator: a small map of the continent that says where on it the picture lies.
#include <math.h>

#include "map/furniture.h"
#include "map/plan.h"

#define WIDTH  158.0 // CSS pixels
#define HEIGHT 118.0
#define INSET  10.0
// A picture smaller than this has no room to give, and one that shows more degrees than that needs
// no help.
#define FRAME_MIN_WIDTH  860.0
#define FRAME_MIN_HEIGHT 460.0
#define SHOWN_MAX_DEG    22.0
// Half of the degrees that a locator shows: a reader must know at least one coast on it.
#define REACH_LAT   19.0
#define REACH_LON   25.0
#define MARK_MIN_PX 7.0 // a smaller frame on it is drawn as a square of this size
#define EDGE_STEPS  12

dln_box dln_locator_extent(dln_box extent) {
    double width =
        extent.east >= extent.west ? extent.east - extent.west : extent.east - extent.west + 360;
    double lon = extent.west + width / 2, lat = (extent.south + extent.north) / 2;
    double wider = 1 / fmax(cos(lat * 0.0174532925), 0.35);
    return (dln_box){dln_wrap_lon(lon - REACH_LON * wider), fmax(lat - REACH_LAT, -89),
                     dln_wrap_lon(lon + REACH_LON * wider), fmin(lat + REACH_LAT, 89)};
}

static bool is_helpful(const dln_plan *plan) {
    double unit = plan->options->unit;
    dln_rect f = plan->frame;
    return plan->options->locator && plan->furnished &&
           dln_rect_width(f) >= FRAME_MIN_WIDTH * unit &&
           dln_rect_height(f) >= FRAME_MIN_HEIGHT * unit &&
           plan->view.east - plan->view.west <= SHOWN_MAX_DEG &&
           plan->view.north - plan->view.south <= SHOWN_MAX_DEG;
}

void dln_locator_place(dln_plan *plan) {
    double unit = plan->options->unit, inset = INSET * unit;
    dln_rect f = dln_rect_grown(plan->frame, -inset);
    plan->locator = (dln_view){0};
    if (!is_helpful(plan))
        return;
    for (int corner = 0; corner < 4; corner++) { // top right, top left, bottom right, bottom left
        bool left = corner & 1, bottom = corner & 2;
        double x = left ? f.left : f.right - WIDTH * unit;
        double y = bottom ? f.bottom - HEIGHT * unit : f.top;
        dln_rect box = {x, y, x + WIDTH * unit, y + HEIGHT * unit};
        dln_rect clear = dln_rect_grown(box, inset);
        if (dln_plan_hidden_by(plan, clear) ||
            (plan->legend_inside && dln_rect_overlaps(clear, plan->legend_box)))
            continue;
        dln_lonlat edges[DLN_EXTENT_EDGE_POINTS];
        dln_extent_edges(plan->options->locator_extent, edges);
        dln_view_fit(&plan->locator, plan->options->locator, box, edges, DLN_EXTENT_EDGE_POINTS, 0,
                     1e3);
        // Cropped rather than fitted: its corners would show the other side of the world.
        plan->locator.metres_per_px *= 0.8;
        dln_view_look(&plan->locator);
        return;
    }
}

static size_t outline(const dln_plan *plan, dln_px *out) {
    dln_rect f = plan->frame;
    dln_px corners[] = {{f.left, f.top}, {f.right, f.top}, {f.right, f.bottom}, {f.left, f.bottom}};
    size_t count = 0;
    for (int side = 0; side < 4; side++) {
        dln_px a = corners[side], b = corners[(side + 1) % 4];
        for (int i = 0; i < EDGE_STEPS; i++) {
            double t = (double)i / EDGE_STEPS;
            dln_lonlat ground;
            if (dln_view_lonlat(&plan->view, (dln_px){a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)},
                                &ground))
                count += dln_view_px(&plan->locator, ground, &out[count]);
        }
    }
    return count;
}

static void draw_mark(dln_display_list *list, const dln_plan *plan) {
    const dln_theme *theme = plan->options->theme;
    double unit = plan->options->unit;
    dln_px points[4 * EDGE_STEPS];
    size_t count = outline(plan, points);
    dln_rect box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < count; i++)
        box = (dln_rect){fmin(box.left, points[i].x), fmin(box.top, points[i].y),
                         fmax(box.right, points[i].x), fmax(box.bottom, points[i].y)};
    if (count < 3)
        return;
    dln_stroke stroke = {.color = theme->locator, .width = 1.8 * unit};
    dln_color fill = dln_color_faded(theme->locator, 0.18);
    double wide = fmax(dln_rect_width(box), dln_rect_height(box)), least = MARK_MIN_PX * unit;
    if (wide < least)
        dln_list_rect(list, "locator-mark", dln_rect_grown(box, (least - wide) / 2), fill, stroke);
    else
        dln_list_polygon(list, "locator-mark", points, count, fill, stroke);
}

void dln_locator_draw(dln_display_list *list, const dln_plan *plan, const dln_basemap *basemap) {
    if (!plan->locator.projection)
        return;
    const dln_theme *theme = plan->options->theme;
    double unit = plan->options->unit;
    dln_rect box = plan->locator.frame;
    // A white rim lifts it off the map.
    dln_list_rect(list, "locator-rim", dln_rect_grown(box, 3 * unit), theme->paper,
                  (dln_stroke){0});
    dln_list_clip(list, box);
    dln_list_rect(list, "locator-sea", box, theme->sea, (dln_stroke){0});
    const dln_base_layer *land = &basemap->layers[DLN_BASE_LOCATOR_LAND];
    for (size_t i = 0; i < land->count; i++)
        dln_list_path(list, "locator-land", land->shapes[i].path, theme->land,
                      (dln_stroke){.color = theme->coast, .width = 0.5 * unit});
    draw_mark(list, plan);
    dln_list_unclip(list);
    dln_list_rect(list, "locator", box, DLN_COLOR_NONE,
                  (dln_stroke){.color = theme->panel_edge, .width = 1.0 * unit});
}
