// The north arrow: only where north is not up, for an arrow that points up says nothing.
#include <math.h>

#include "map/furniture.h"

#define HEIGHT     34.0 // CSS pixels, with its letter
#define WIDTH      26.0
#define INSET      14.0
#define TYPE_SIZE  11.0
#define TURNED_DEG 2.0 // less than this nobody sees
// Where north differs more than this between two sides of a map, an arrow is needed though north
// is up in the middle; where it differs more than that, no one arrow is right.
#define SPREAD_DEG     12.0
#define SPREAD_MAX_DEG 75.0
#define DEGREE         (3.14159265358979323846 / 180)

// Degrees clockwise from up; NAN where the projection knows no north.
static double north_at(const dln_view *view, dln_px at) {
    const double step = 0.02; // degrees: short enough to be straight at any scale
    dln_lonlat ground;
    dln_px ahead;
    if (!dln_view_lonlat(view, at, &ground) || fabs(ground.lat) > 89.9)
        return NAN;
    ground.lat += step;
    if (!dln_view_px(view, ground, &ahead))
        return NAN;
    return atan2(ahead.x - at.x, at.y - ahead.y) / DEGREE;
}

static bool is_needed(const dln_plan *plan) {
    dln_rect f = plan->frame;
    double y = (f.top + f.bottom) / 2;
    double middle = north_at(&plan->view, (dln_px){(f.left + f.right) / 2, y});
    double left = north_at(&plan->view, (dln_px){f.left, y});
    double right = north_at(&plan->view, (dln_px){f.right, y});
    double spread = fabs(left - right);
    if (isnan(middle) || isnan(spread) || spread > SPREAD_MAX_DEG)
        return false;
    return fabs(middle) > TURNED_DEG || spread > SPREAD_DEG;
}

dln_north dln_north_make(const dln_plan *plan, const dln_scene *scene, const dln_scalebar *bar) {
    dln_north north = {0};
    double unit = plan->options->unit, width = WIDTH * unit, height = HEIGHT * unit;
    if (!plan->furnished || !is_needed(plan))
        return north;
    dln_rect f = dln_rect_grown(plan->frame, -INSET * unit);
    for (int corner = 0; corner < 4; corner++) { // bottom right, bottom left, top right, top left
        bool left = corner & 1, top = corner & 2;
        double x = left ? f.left : f.right - width, y = top ? f.top : f.bottom - height;
        dln_rect box = {x, y, x + width, y + height};
        if (bar->metres > 0 && dln_rect_overlaps(dln_rect_grown(box, 4 * unit), bar->box))
            box.top = bar->box.top - 8 * unit - height;
        box.bottom = box.top + height;
        if (dln_furniture_hides(plan, scene, dln_rect_grown(box, 6 * unit)))
            continue;
        north.box = box;
        north.angle_deg =
            north_at(&plan->view, (dln_px){(box.left + box.right) / 2, (box.top + box.bottom) / 2});
        return isnan(north.angle_deg) ? (dln_north){0} : north;
    }
    return north;
}

static dln_px turned(dln_px middle, double x, double y, double angle_deg) {
    double c = cos(angle_deg * DEGREE), s = sin(angle_deg * DEGREE);
    return (dln_px){middle.x + x * c - y * s, middle.y + x * s + y * c};
}

void dln_north_draw(dln_display_list *list, const dln_plan *plan, const dln_north *north) {
    if (!(north->box.right > 0))
        return;
    const dln_theme *theme = plan->options->theme;
    double unit = plan->options->unit, angle = north->angle_deg;
    dln_px middle = {(north->box.left + north->box.right) / 2,
                     (north->box.top + north->box.bottom) / 2};
    dln_px arrow[] = {
        turned(middle, 0, -6 * unit, angle), turned(middle, 6 * unit, 16 * unit, angle),
        turned(middle, 0, 11 * unit, angle), turned(middle, -6 * unit, 16 * unit, angle)};
    dln_list_polygon(list, "casing", arrow, 4, theme->halo,
                     (dln_stroke){.color = theme->halo, .width = 4 * unit});
    dln_list_polygon(list, "north-arrow", arrow, 4, theme->ink,
                     (dln_stroke){.color = theme->ink, .width = 0.8 * unit});
    dln_font font = {.size = TYPE_SIZE * unit, .bold = true};
    dln_str letter = dln_str_from(plan->options->words->north);
    double width = dln_text_measure(plan->typesetter, font, letter).width;
    dln_px at = turned(middle, 0, -13 * unit, angle);
    dln_text_add(list, plan->typesetter, "north-label", letter,
                 (dln_px){at.x - width / 2, at.y + 0.36 * font.size}, font, theme->ink,
                 theme->halo);
}
