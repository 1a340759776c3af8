#include "map/density.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// CSS pixels. A hexagon this wide holds a town at the scale of a country and is still a tint.
#define HEXAGON_PX 22.0
#define KERNEL_PX  26.0 // how far one incident reaches on a surface
#define CELL_PX    3.0  // of the surface: finer than that its slopes are smooth already
#define PI         3.14159265358979323846
// Up to so many every number is a class of its own.
#define SINGLE_CLASSES 5
#define THOUSAND_KM2_M 1e9

static double nice(int step) {
    static const double mantissas[] = {1, 2, 5};
    int decade = (int)floor(step / 3.0);
    return mantissas[step - 3 * decade] * pow(10, decade);
}

// The last nice number that is no larger than `value`.
static int nice_step(double value) {
    int step = 3 * (int)floor(log10(value));
    while (nice(step + 1) <= value * (1 + 1e-9))
        step++;
    return step;
}

dln_density_classes dln_density_classify(double most, bool whole_numbers) {
    dln_density_classes classes = {.most = most};
    if (!(most > 0))
        return classes;
    if (whole_numbers && most <= SINGLE_CLASSES) {
        for (int i = 1; i <= (int)most; i++)
            classes.least[classes.count++] = i;
        return classes;
    }
    // Of a surface the lowest class is a hundredth of the peak: below, a kernel is only its edge.
    int last = nice_step(most), first = whole_numbers ? 0 : nice_step(most / 100);
    int stride = (last - first) / DLN_DENSITY_CLASSES + 1;
    for (int step = first; step <= last && classes.count < DLN_DENSITY_CLASSES; step += stride)
        classes.least[classes.count++] = nice(step);
    return classes;
}

// Middles of rows are this share of the width apart.
#define ROW_SHARE 0.86602540378443865

static dln_px middle_of(const dln_density *d, int64_t column, int64_t row) {
    return (dln_px){d->origin.x + d->across_px * ((double)column + (row & 1 ? 0.5 : 0)),
                    d->origin.y + d->across_px * ROW_SHARE * (double)row};
}

// The nearest middle: in one of the two rows between which the point lies.
static dln_hexagon hexagon_at(const dln_density *d, dln_px p) {
    double height = d->across_px * ROW_SHARE;
    int64_t above = (int64_t)floor((p.y - d->origin.y) / height);
    dln_hexagon best = {0};
    double nearest = INFINITY;
    for (int64_t row = above; row <= above + 1; row++) {
        double shift = row & 1 ? 0.5 : 0;
        int64_t column = (int64_t)lround((p.x - d->origin.x) / d->across_px - shift);
        dln_px middle = middle_of(d, column, row);
        double away = hypot(middle.x - p.x, middle.y - p.y);
        if (away < nearest) {
            nearest = away;
            best = (dln_hexagon){column, row, 1};
        }
    }
    return best;
}

static int by_place(const void *a, const void *b) {
    const dln_hexagon *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return (x->column > y->column) - (x->column < y->column);
}

static double merge_equal(dln_density *d) {
    size_t kept = 0, most = 0;
    qsort(d->hexagons, d->hexagon_count, sizeof *d->hexagons, by_place);
    for (size_t i = 0; i < d->hexagon_count; i++)
        if (kept && by_place(&d->hexagons[kept - 1], &d->hexagons[i]) == 0)
            d->hexagons[kept - 1].count++;
        else
            d->hexagons[kept++] = d->hexagons[i];
    d->hexagon_count = kept;
    for (size_t i = 0; i < kept; i++)
        most = d->hexagons[i].count > most ? d->hexagons[i].count : most;
    return (double)most;
}

static double count_in_hexagons(dln_density *d, const dln_px *points, size_t count,
                                dln_arena *arena) {
    d->hexagons = DLN_ARENA_ARRAY(arena, dln_hexagon, count + 1);
    for (size_t i = 0; d->hexagons && i < count; i++)
        d->hexagons[d->hexagon_count++] = hexagon_at(d, points[i]);
    return d->hexagons ? merge_equal(d) : 0;
}

// Silverman's quartic kernel (1986, p. 76): no edge, and soon summed up.
static void add_kernel(dln_density *d, dln_rect frame, dln_px p, double reach, double peak) {
    double x = (p.x - frame.left) / d->cell_px - 0.5, y = (p.y - frame.top) / d->cell_px - 0.5;
    double cells = reach / d->cell_px;
    for (int64_t row = (int64_t)ceil(y - cells); row <= (int64_t)floor(y + cells); row++) {
        for (int64_t column = (int64_t)ceil(x - cells); column <= (int64_t)floor(x + cells);
             column++) {
            double dx = (double)column - x, dy = (double)row - y;
            double left = 1 - (dx * dx + dy * dy) / (cells * cells);
            if (left > 0 && row >= 0 && column >= 0 && row < (int64_t)d->rows &&
                column < (int64_t)d->columns)
                d->surface[(size_t)row * d->columns + (size_t)column] +=
                    (float)(peak * left * left);
        }
    }
}

static double sum_surface(dln_density *d, const dln_px *points, size_t count, dln_rect frame,
                          double unit, double metres_per_px, dln_arena *arena) {
    double reach = KERNEL_PX * unit, reach_m = reach * metres_per_px, most = 0;
    d->columns = (size_t)ceil(dln_rect_width(frame) / d->cell_px);
    d->rows = (size_t)ceil(dln_rect_height(frame) / d->cell_px);
    d->surface = DLN_ARENA_ARRAY(arena, float, d->columns * d->rows + 1);
    for (size_t i = 0; d->surface && i < count; i++)
        add_kernel(d, frame, points[i], reach, 3 / (PI * reach_m * reach_m) * THOUSAND_KM2_M);
    for (size_t i = 0; d->surface && i < d->columns * d->rows; i++)
        most = fmax(most, d->surface[i]);
    return most;
}

dln_status dln_density_make(dln_map_density kind, const dln_px *points, size_t count,
                            dln_rect frame, double unit, double metres_per_px, double most,
                            dln_arena *arena, dln_density *out, dln_error *err) {
    dln_density d = {.kind = kind,
                     .across_px = HEXAGON_PX * unit,
                     .across_m = HEXAGON_PX * unit * metres_per_px,
                     .origin = {frame.left, frame.top},
                     .cell_px = CELL_PX * unit};
    bool hexagons = kind == DLN_DENSITY_HEXAGON;
    double largest = hexagons ? count_in_hexagons(&d, points, count, arena)
                              : sum_surface(&d, points, count, frame, unit, metres_per_px, arena);
    if (!d.hexagons && !d.surface)
        return dln_fail_memory(err);
    d.classes = dln_density_classify(most > 0 ? most : largest, hexagons);
    *out = d;
    return DLN_OK;
}

// From pale to dark where the ground is light, and the other way round: lightness alone tells the
// order, so that neither grey print nor colour-blind eyes lose it.
static const uint32_t on_light[] = {0xFBE3B5, 0xF7BF7D, 0xEE8C4E, 0xD4532F, 0xA3221C, 0x640D12};
static const uint32_t on_dark[] = {0x55304A, 0x87354F, 0xBC4A46, 0xE27F42, 0xF4B75A, 0xFFEFB4};
static const uint32_t in_grey[] = {0xC6C6C6, 0xA8A8A8, 0x868686, 0x626262, 0x3E3E3E, 0x161616};

static dln_color ramp_color(const dln_theme *theme, double at) {
    const uint32_t *ramp = theme->grey ? in_grey : theme->dark ? on_dark : on_light;
    double place = at * (DLN_DENSITY_CLASSES - 1);
    int low = place >= DLN_DENSITY_CLASSES - 1 ? DLN_DENSITY_CLASSES - 2 : (int)place;
    double share = place - low;
    uint8_t channel[3];
    for (int i = 0; i < 3; i++) {
        double a = ramp[low] >> (16 - 8 * i) & 255, b = ramp[low + 1] >> (16 - 8 * i) & 255;
        channel[i] = (uint8_t)lround(a + (b - a) * share);
    }
    return (dln_color){channel[0], channel[1], channel[2], 255};
}

dln_color dln_density_color(const dln_theme *theme, size_t class, size_t classes) {
    return ramp_color(theme, classes > 1 ? (double)class / (double)(classes - 1) : 0.6);
}

static size_t class_of(const dln_density_classes *classes, double value) {
    size_t class = 0;
    while (class + 1 < classes->count && value >= classes->least[class + 1])
        class ++;
    return class;
}

static void draw_hexagons(dln_display_list *list, const dln_density *d, const dln_theme *theme,
                          double unit) {
    double radius = d->across_px / sqrt(3);
    for (size_t i = 0; i < d->hexagon_count; i++) {
        const dln_hexagon *hexagon = &d->hexagons[i];
        dln_px middle = middle_of(d, hexagon->column, hexagon->row), corners[6];
        for (int corner = 0; corner < 6; corner++) {
            double angle = PI / 3 * corner + PI / 6;
            corners[corner] =
                (dln_px){middle.x + radius * cos(angle), middle.y + radius * sin(angle)};
        }
        size_t class = class_of(&d->classes, (double)hexagon->count);
        dln_list_polygon(list, "hexagon", corners, 6,
                         dln_density_color(theme, class, d->classes.count),
                         (dln_stroke){.color = theme->casing_quiet, .width = 0.7 * unit});
    }
}

#define SURFACE_ALPHA 225.0
// Below the lowest class a surface fades out, to nothing at this share of it.
#define FADE_SHARE 0.35

static uint32_t surface_pixel(const dln_density *d, const dln_theme *theme, double value) {
    const dln_density_classes *c = &d->classes;
    double least = c->least[0], gone = FADE_SHARE * least;
    if (!c->count || value <= gone)
        return 0;
    size_t class = class_of(c, value);
    double next = class + 1 < c->count ? c->least[class + 1] : c->least[class] * 2;
    double within =
        value < least ? 0 : fmin(1, log(value / c->least[class]) / log(next / c->least[class]));
    double at = c->count > 1 ? fmin(1, ((double)class + within) / (double)(c->count - 1)) : 0.6;
    dln_color color = ramp_color(theme, at);
    double alpha = SURFACE_ALPHA * (value < least ? (value - gone) / (least - gone) : 1);
    double share = alpha / 255; // colours are multiplied by their alpha, as Cairo has them
    return (uint32_t)lround(alpha) << 24 | (uint32_t)lround(color.r * share) << 16 |
           (uint32_t)lround(color.g * share) << 8 | (uint32_t)lround(color.b * share);
}

static void draw_surface(dln_display_list *list, const dln_density *d, const dln_theme *theme,
                         dln_rect frame) {
    uint32_t *pixels = DLN_ARENA_ARRAY(list->arena, uint32_t, d->columns * d->rows + 1);
    if (!pixels) {
        list->failed = true;
        return;
    }
    for (size_t i = 0; i < d->columns * d->rows; i++)
        pixels[i] = surface_pixel(d, theme, d->surface[i]);
    dln_rect box = {frame.left, frame.top, frame.left + (double)d->columns * d->cell_px,
                    frame.top + (double)d->rows * d->cell_px};
    dln_list_image(list, "density", pixels, (int)d->columns, (int)d->rows, box, DLN_BLEND_OVER);
}

void dln_density_draw(dln_display_list *list, const dln_density *density, const dln_theme *theme,
                      dln_rect frame, double unit) {
    if (density->kind == DLN_DENSITY_HEXAGON)
        draw_hexagons(list, density, theme, unit);
    else
        draw_surface(list, density, theme, frame);
}

dln_str dln_density_heading(const dln_density *density, const dln_words *words, dln_arena *arena) {
    double across = density->across_m;
    if (density->kind == DLN_DENSITY_HEAT)
        return dln_str_from(words->per_area);
    int decimals = across >= 10e3 || across < 1e3 ? 0 : 1;
    bool metres = across < 1e3;
    dln_str size = dln_arena_printf(arena, "%.*f %s", decimals, metres ? across : across / 1e3,
                                    metres ? words->metres : words->kilometres);
    return dln_words_fill(words->per_hexagon, size, arena);
}

dln_str dln_density_label(const dln_density *density, const dln_words *words, size_t class,
                          dln_arena *arena) {
    const dln_density_classes *c = &density->classes;
    double least = c->least[class];
    bool last = class + 1 == c->count;
    dln_str from = dln_arena_printf(arena, "%g", least);
    if (density->kind == DLN_DENSITY_HEAT)
        return last ? dln_words_fill(words->and_above, from, arena) : from;
    double most = last ? c->most : c->least[class + 1] - 1;
    return most > least ? dln_arena_printf(arena, "%.0f\xE2\x80\x93%.0f", least, most)
                        : dln_arena_printf(arena, "%.0f", least);
}
