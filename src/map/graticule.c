#include "map/furniture.h"

#include <math.h>

#define LINES_WANTED    5.0
#define LINE_POINTS     64
#define LABEL_SIZE      9.5
#define EDGE_STEPS      200
#define LABELLED_MIN_PX 330.0 // of the frame

// Spacings that people know from atlases, in degrees.
static const double spacings[] = {30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01};

static double spacing_for(double span) {
    size_t count = sizeof spacings / sizeof *spacings;
    for (size_t i = 0; i < count; i++)
        if (span / spacings[i] >= LINES_WANTED - 1)
            return spacings[i];
    return spacings[count - 1];
}

// One step for both directions: a graticule of squares.
static double spacing_of(const dln_view *view) {
    return spacing_for(fmax(view->north - view->south, (view->east - view->west) / 2));
}

static void draw_line(dln_display_list *list, const dln_plan *plan, dln_lonlat from,
                      dln_lonlat to) {
    dln_px line[LINE_POINTS];
    size_t count = 0;
    for (int i = 0; i < LINE_POINTS; i++) {
        double share = (double)i / (LINE_POINTS - 1);
        dln_lonlat at = {from.lon + share * (to.lon - from.lon),
                         from.lat + share * (to.lat - from.lat)};
        count += dln_view_px(&plan->view, at, &line[count]);
    }
    if (count > 1)
        dln_list_line(list, "graticule", line, count,
                      (dln_stroke){.color = plan->options->theme->graticule,
                                   .width = 0.6 * plan->options->unit});
}

void dln_graticule_draw(dln_display_list *list, const dln_plan *plan) {
    const dln_view *v = &plan->view;
    double step = spacing_of(v);
    for (double lon = ceil(v->west / step) * step; lon <= v->east; lon += step)
        draw_line(list, plan, (dln_lonlat){lon, v->south}, (dln_lonlat){lon, v->north});
    for (double lat = ceil(v->south / step) * step; lat <= v->north; lat += step)
        if (fabs(lat) < 90)
            draw_line(list, plan, (dln_lonlat){v->west, lat}, (dln_lonlat){v->east, lat});
}

static dln_str degrees(const dln_words *words, double value, bool is_lat, double step,
                       dln_arena *arena) {
    double shown = is_lat ? value : dln_wrap_lon(value);
    const char *side = is_lat ? (shown < 0 ? words->south : words->north)
                              : (shown < 0 ? words->west : words->east);
    if (fabs(shown) < 1e-9 || fabs(fabs(shown) - 180) < 1e-9)
        side = "";
    int decimals = step >= 1 ? 0 : step >= 0.1 ? 1 : 2;
    return dln_arena_printf(arena, "%.*f\xC2\xB0%s", decimals, fabs(shown), side);
}

static void add_label(dln_display_list *list, const dln_plan *plan, dln_board *board, dln_px edge,
                      bool left_edge, dln_str text) {
    double unit = plan->options->unit;
    dln_font font = {.size = LABEL_SIZE * unit};
    dln_text_size size = dln_text_measure(plan->typesetter, font, text);
    dln_px at = left_edge ? (dln_px){edge.x + 5 * unit, edge.y - 2.5 * unit}
                          : (dln_px){edge.x + 3 * unit, edge.y - 9 * unit};
    dln_rect box = {at.x, at.y - size.ascent, at.x + size.width, at.y + size.descent};
    if (dln_board_cost(board, box) > 0)
        return;
    dln_board_block(board, box, DLN_BLOCK_HARD);
    dln_text_add(list, plan->typesetter, "graticule-label", text, at, font,
                 plan->options->theme->faint_ink, dln_color_faded(plan->options->theme->halo, 0.8));
}

// Walks along an edge of the frame and marks where it crosses a line of the graticule.
static void label_edge(dln_display_list *list, const dln_plan *plan, dln_board *board, dln_px from,
                       dln_px to, bool left_edge) {
    double step = spacing_of(&plan->view), before = NAN;
    for (int i = 0; i <= EDGE_STEPS; i++) {
        double share = (double)i / EDGE_STEPS;
        dln_px at = {from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)};
        dln_lonlat ground;
        if (!dln_view_lonlat(&plan->view, at, &ground)) {
            before = NAN;
            continue;
        }
        double now = left_edge ? ground.lat : dln_view_unwrap(&plan->view, ground.lon);
        double line = floor(fmax(now, before) / step) * step;
        if (!isnan(before) && fabs(now - before) < step && line > fmin(now, before))
            add_label(list, plan, board, at, left_edge,
                      degrees(plan->options->words, line, left_edge, step, list->arena));
        before = now;
    }
}

void dln_graticule_label(dln_display_list *list, const dln_plan *plan, dln_board *board) {
    dln_rect f = plan->frame;
    // On a small map degrees are in the way of what happened.
    if (!plan->furnished ||
        fmin(dln_rect_width(f), dln_rect_height(f)) < LABELLED_MIN_PX * plan->options->unit)
        return;
    label_edge(list, plan, board, (dln_px){f.left, f.top}, (dln_px){f.left, f.bottom}, true);
    label_edge(list, plan, board, (dln_px){f.left, f.bottom}, (dln_px){f.right, f.bottom}, false);
}
