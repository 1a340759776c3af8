#include "map/furniture.h"

#include <math.h>

#define LONGEST_PX 170.0 // of the bar, in CSS pixels
#define TYPE_SIZE  10.5
#define INSET      14.0
#define HEIGHT     26.0
// Of a third of the globe no one bar is right.
#define WIDEST_DEG 120.0
// Where the scale changes more than this between the two ends of a picture, one bar would lie.
#define UNEVEN_SCALE 1.6

// The largest of 1, 2, 5 times a power of ten that is no longer than `most`.
static double round_length(double most) {
    double power = pow(10, floor(log10(most)));
    double share = most / power;
    return power * (share >= 5 ? 5 : share >= 2 ? 2 : 1);
}

static bool even_scale(const dln_plan *plan) {
    dln_rect f = plan->frame;
    double x = (f.left + f.right) / 2, inset = dln_rect_height(f) * 0.1;
    double top = dln_view_ground_metres_per_px(&plan->view, (dln_px){x, f.top + inset});
    double bottom = dln_view_ground_metres_per_px(&plan->view, (dln_px){x, f.bottom - inset});
    return fmax(top, bottom) / fmin(top, bottom) < UNEVEN_SCALE;
}

bool dln_furniture_hides(const dln_plan *plan, const dln_scene *scene, dln_rect box) {
    if (plan->locator.projection && dln_rect_overlaps(box, plan->locator.frame))
        return true;
    if (plan->legend_inside && dln_rect_overlaps(box, plan->legend_box))
        return true;
    for (size_t i = 0; i < scene->site_count && !plan->density.kind; i++)
        if (plan->site_seen[i] && dln_rect_contains(box, plan->site_px[i]))
            return true;
    return false;
}

dln_scalebar dln_scalebar_make(const dln_plan *plan, const dln_scene *scene) {
    dln_scalebar bar = {0};
    double unit = plan->options->unit, longest = LONGEST_PX * unit;
    dln_rect f = dln_rect_grown(plan->frame, -INSET * unit);
    if (plan->view.east - plan->view.west > WIDEST_DEG || !plan->furnished ||
        longest > dln_rect_width(f) / 2 || !even_scale(plan))
        return bar;
    for (int corner = 0; corner < 4; corner++) { // bottom right, bottom left, top right, top left
        bool left = corner & 1, top = corner & 2;
        double x = left ? f.left : f.right - longest;
        double y = top ? f.top + HEIGHT * unit : f.bottom - 4 * unit;
        double metres_per_px =
            dln_view_ground_metres_per_px(&plan->view, (dln_px){x + longest / 2, y});
        bar.metres = round_length(longest * metres_per_px);
        bar.length_px = bar.metres / metres_per_px;
        bar.at = (dln_px){left ? x : f.right - bar.length_px, y};
        bar.box = dln_rect_grown(
            (dln_rect){bar.at.x, y - HEIGHT * unit + 4 * unit, bar.at.x + bar.length_px, y},
            5 * unit);
        if (!dln_furniture_hides(plan, scene, dln_rect_grown(bar.box, 6 * unit)))
            return bar;
    }
    return (dln_scalebar){0};
}

void dln_scalebar_draw(dln_display_list *list, const dln_plan *plan, const dln_scalebar *bar) {
    if (!(bar->metres > 0))
        return;
    const dln_theme *theme = plan->options->theme;
    double unit = plan->options->unit, high = 4 * unit, half = bar->length_px / 2;
    dln_stroke rim = {.color = theme->ink, .width = 0.8 * unit};
    dln_stroke halo = {.color = theme->halo, .width = 4 * unit};
    dln_rect whole = {bar->at.x, bar->at.y - high, bar->at.x + bar->length_px, bar->at.y};
    dln_rect first = {whole.left, whole.top, whole.left + half, whole.bottom};
    dln_list_rect(list, "casing", whole, DLN_COLOR_NONE, halo);
    dln_list_rect(list, "scale-bar", whole, theme->paper, rim);
    dln_list_rect(list, "scale-bar-half", first, theme->ink, (dln_stroke){0});
    const dln_words *words = plan->options->words;
    dln_font font = {.size = TYPE_SIZE * unit};
    dln_str text =
        bar->metres >= 1000
            ? dln_arena_printf(list->arena, "%.0f %s", bar->metres / 1000, words->kilometres)
            : dln_arena_printf(list->arena, "%.0f %s", bar->metres, words->metres);
    double width = dln_text_measure(plan->typesetter, font, text).width;
    dln_text_add(list, plan->typesetter, "scale-label", text,
                 (dln_px){whole.right - width, whole.top - 4 * unit}, font, theme->ink,
                 theme->halo);
    dln_text_add(list, plan->typesetter, "scale-label", DLN_STR("0"),
                 (dln_px){whole.left, whole.top - 4 * unit}, font, theme->ink, theme->halo);
}
