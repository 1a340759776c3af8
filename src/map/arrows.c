#include "map/arrows.h"

#include <math.h>
#include <string.h>

// How far the middle of an arrow stands off the straight line, as a share of its length: enough
// that two ways between the same ends part, and that there and back make a lens.
#define BEND        0.17
#define STRAND_BEND 0.15
#define BEND_MAX_PX 70.0
#define STOP_GAP    6.0  // between two stops of a way, in widths
#define FINE        192  // points of the curve before it is spaced evenly
#define TAIL_SHARE  0.32 // width of the tail against that of the neck
#define HEAD_LENGTH 3.4  // of the head, in widths of the neck
#define HEAD_WIDTH  2.9
#define DASH_STEPS  4    // samples drawn and left out in turn
#define FADE_STEPS  2    // samples of one tint, where an arrow fades
#define SOFT_SHARE  0.45 // of its length, towards an end that is not known
#define FAINTEST    0.15

static dln_px mixed(dln_px a, dln_px b, double t) {
    return (dln_px){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

static double apart(dln_px a, dln_px b) {
    return hypot(b.x - a.x, b.y - a.y);
}

// Two stops: a quadratic curve, bent upwards as a throw is, and every second strand downwards.
static void bend(dln_px a, dln_px b, int strand, dln_px out[FINE]) {
    double length = fmax(apart(a, b), 1e-9);
    double share = BEND + STRAND_BEND * (strand / 2);
    // A long arrow bent as much as a short one would leave the picture.
    double off = 2 * fmin(share * length, BEND_MAX_PX * (1 + strand / 2)) / length;
    if ((b.x < a.x) != (strand % 2 == 1))
        off = -off;
    dln_px control = {(a.x + b.x) / 2 + (b.y - a.y) * off, (a.y + b.y) / 2 - (b.x - a.x) * off};
    for (int i = 0; i < FINE; i++) {
        double t = (double)i / (FINE - 1);
        out[i] = mixed(mixed(a, control, t), mixed(control, b, t), t);
    }
}

static double spline(double p0, double p1, double p2, double p3, double t) {
    return 0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t * t +
                  (3 * p1 - p0 - 3 * p2 + p3) * t * t * t);
}

// More stops: a curve through all of them (Catmull & Rom 1974).
static void thread(const dln_px *stops, size_t count, dln_px out[FINE]) {
    for (int i = 0; i < FINE; i++) {
        double along = (double)i / (FINE - 1) * (double)(count - 1);
        size_t leg = (size_t)along < count - 1 ? (size_t)along : count - 2;
        double t = along - (double)leg;
        dln_px a = stops[leg ? leg - 1 : 0], b = stops[leg], c = stops[leg + 1];
        dln_px d = stops[leg + 2 < count ? leg + 2 : count - 1];
        out[i] = (dln_px){spline(a.x, b.x, c.x, d.x, t), spline(a.y, b.y, c.y, d.y, t)};
    }
}

// The point `distance` along the curve; `*at` only moves forward.
static dln_px walk(const dln_px fine[FINE], const double *length, double distance, int *at) {
    while (*at < FINE - 2 && length[*at + 1] < distance)
        (*at)++;
    double step = length[*at + 1] - length[*at];
    double t = step > 0 ? (distance - length[*at]) / step : 0;
    return mixed(fine[*at], fine[*at + 1], t);
}

// Stops so near to the one before that a curve through both would knot are passed by.
static size_t thinned(const dln_px *stops, size_t count, double least, dln_px *out) {
    size_t kept = 0;
    out[kept++] = stops[0];
    for (size_t i = 1; i + 1 < count; i++)
        if (apart(stops[i], out[kept - 1]) >= least && apart(stops[i], stops[count - 1]) >= least)
            out[kept++] = stops[i];
    out[kept++] = stops[count - 1];
    return kept;
}

dln_arrow dln_arrow_shape(const dln_px *all_stops, size_t count, int strand, double clear_tail_px,
                          double clear_tip_px, double width) {
    dln_arrow arrow = {.width = width};
    dln_px fine[FINE];
    double length[FINE] = {0};
    dln_px stops[DLN_VIA_MAX + 2];
    count = thinned(all_stops, count, width * STOP_GAP, stops);
    if (count == 2)
        bend(stops[0], stops[1], strand, fine);
    else
        thread(stops, count, fine);
    for (int i = 1; i < FINE; i++)
        length[i] = length[i - 1] + apart(fine[i - 1], fine[i]);
    double from = clear_tail_px, to = length[FINE - 1] - clear_tip_px;
    // Shorter than its head an arrow is a blot.
    arrow.drawn = to - from > width * (HEAD_LENGTH + 1);
    for (int i = 0, at = 0; arrow.drawn && i < DLN_ARROW_SAMPLES; i++)
        arrow.spine[i] = walk(fine, length, from + (to - from) * i / (DLN_ARROW_SAMPLES - 1), &at);
    return arrow;
}

static dln_px normal_at(const dln_arrow *arrow, int i) {
    dln_px a = arrow->spine[i ? i - 1 : 0];
    dln_px b = arrow->spine[i < DLN_ARROW_SAMPLES - 1 ? i + 1 : i];
    double length = fmax(apart(a, b), 1e-9);
    return (dln_px){-(b.y - a.y) / length, (b.x - a.x) / length};
}

// First sample that belongs to the head.
static int neck_of(const dln_arrow *arrow) {
    dln_px tip = arrow->spine[DLN_ARROW_SAMPLES - 1];
    int i = DLN_ARROW_SAMPLES - 2;
    while (i > 1 && apart(arrow->spine[i], tip) < arrow->width * HEAD_LENGTH)
        i--;
    return i;
}

// The outline of samples from..to: one side there, the other side back.
static size_t outline(const dln_arrow *arrow, int from, int to, int neck, dln_px *out) {
    size_t count = (size_t)(to - from + 1);
    for (int i = from; i <= to; i++) {
        double share = TAIL_SHARE + (1 - TAIL_SHARE) * i / neck;
        double half = arrow->width * share / 2;
        dln_px n = normal_at(arrow, i), p = arrow->spine[i];
        out[i - from] = (dln_px){p.x + n.x * half, p.y + n.y * half};
        out[2 * count - 1 - (size_t)(i - from)] = (dln_px){p.x - n.x * half, p.y - n.y * half};
    }
    return 2 * count;
}

static size_t head(const dln_arrow *arrow, int neck, dln_px out[4]) {
    dln_px tip = arrow->spine[DLN_ARROW_SAMPLES - 1], base = arrow->spine[neck];
    double length = fmax(apart(base, tip), 1e-9), half = arrow->width * HEAD_WIDTH / 2;
    dln_px n = {-(tip.y - base.y) / length, (tip.x - base.x) / length};
    out[0] = tip;
    out[1] = (dln_px){base.x + n.x * half, base.y + n.y * half};
    out[2] = mixed(base, tip, 0.22); // notched, so that head and body read apart
    out[3] = (dln_px){base.x - n.x * half, base.y - n.y * half};
    return 4;
}

// Of what an arrow shows at sample `i`: less and less towards an end that is not known.
static double presence(const dln_arrow *arrow, int i) {
    double along = (double)i / (DLN_ARROW_SAMPLES - 1), seen = 1;
    if (arrow->soft_tail)
        seen = fmin(seen, FAINTEST + (1 - FAINTEST) * along / SOFT_SHARE);
    if (arrow->soft_tip)
        seen = fmin(seen, FAINTEST + (1 - FAINTEST) * (1 - along) / SOFT_SHARE);
    return seen;
}

// In pieces: broken, or fading.
static void draw_pieces(dln_display_list *list, const dln_arrow *arrow, int neck, bool broken,
                        dln_color color) {
    dln_px body[2 * DLN_ARROW_SAMPLES];
    int step = broken ? DASH_STEPS : FADE_STEPS;
    for (int i = 0; i < neck; i += step) {
        int to = i + (broken ? step / 2 : step);
        size_t count = outline(arrow, i, to < neck ? to : neck, neck, body);
        dln_list_polygon(list, "arrow", body, count,
                         dln_color_faded(color, presence(arrow, i + step / 2)), (dln_stroke){0});
    }
}

// A head of two strokes, open behind.
static void draw_open_head(dln_display_list *list, const dln_arrow *arrow, const dln_px tip[4],
                           dln_color color) {
    dln_px wings[] = {tip[1], tip[0], tip[3]};
    dln_list_line(list, "arrow-head", wings, 3,
                  (dln_stroke){.color = dln_color_faded(color, 0.75), .width = arrow->width * 0.4});
}

void dln_arrow_draw(dln_display_list *list, const dln_theme *theme, const dln_arrow *arrow,
                    dln_incident_type type, dln_incident_status status) {
    if (!arrow->drawn)
        return;
    dln_px body[2 * DLN_ARROW_SAMPLES], tip[4];
    int neck = neck_of(arrow);
    size_t tip_count = head(arrow, neck, tip);
    size_t body_count = outline(arrow, 0, neck + 1, neck, body);
    bool soft = arrow->soft_tail || arrow->soft_tip, open = dln_status_is_open(status);
    dln_color casing = theme->dark ? theme->paper : theme->casing; // apart from the ground
    dln_stroke rim = {.color = dln_color_faded(casing, soft ? 0.2 : 0.85),
                      .width = arrow->width * 0.5};
    dln_list_polygon(list, "casing", body, body_count, DLN_COLOR_NONE, rim);
    if (!arrow->soft_tip)
        dln_list_polygon(list, "casing", tip, tip_count, DLN_COLOR_NONE, rim);
    // What is only claimed, alleged or denied is paler than what is reported.
    bool sure = status == DLN_REPORTED || open;
    dln_color color = dln_color_faded(dln_theme_incident(theme, type), sure ? 0.92 : 0.5);
    if (open || soft)
        draw_pieces(list, arrow, neck, open, color);
    else
        dln_list_polygon(list, "arrow", body, body_count, color, (dln_stroke){0});
    if (arrow->soft_tip)
        draw_open_head(list, arrow, tip, color);
    else
        dln_list_polygon(list, "arrow-head", tip, tip_count, color, (dln_stroke){0});
}

void dln_arrow_highlight(dln_display_list *list, const dln_theme *theme, const dln_arrow *arrow,
                         double unit) {
    if (!arrow->drawn)
        return;
    dln_list_line(list, "highlight", arrow->spine, DLN_ARROW_SAMPLES,
                  (dln_stroke){.color = dln_color_faded(theme->highlight, 0.85),
                               .width = 2 * arrow->width + 7 * unit});
}
