#include "map/symbols.h"

#include <math.h>
#include <string.h>

#include "base/palette.h"
#include "map/scene.h"

#define PI            3.14159265358979323846
#define CORNERS_MAX   48
#define CIRCLE_POINTS 40 // a chord of a 10 px circle is then within 0.04 px of its arc

// Corners around (0, 0).
struct outline {
    dln_px points[CORNERS_MAX];
    size_t count;
};

static void add(struct outline *o, double x, double y) {
    o->points[o->count++] = (dln_px){x, y};
}

static void regular(struct outline *o, int corners, double inner, double size) {
    for (int i = 0; i < corners; i++) {
        double angle = 2 * PI * i / corners - PI / 2;
        double r = size * (i % 2 ? inner : 1);
        add(o, r * cos(angle), r * sin(angle));
    }
}

static void polygon(struct outline *o, const double (*corners)[2], size_t count) {
    for (size_t i = 0; i < count; i++)
        add(o, corners[i][0], corners[i][1]);
}

static void arc(struct outline *o, double from, double to, double size, double dx, double dy) {
    for (int i = 0; i <= CIRCLE_POINTS / 2; i++) {
        double angle = from + (to - from) * i / (CIRCLE_POINTS / 2);
        add(o, dx + size * cos(angle), dy + size * sin(angle));
    }
}

// The named shape of base/palette.h around (0, 0) within a radius of about one.
static struct outline outline_of(const char *shape) {
    static const double cross[][2] = {{-.36, -1},  {.36, -1},  {.36, -.36}, {1, -.36},
                                      {1, .36},    {.36, .36}, {.36, 1},    {-.36, 1},
                                      {-.36, .36}, {-1, .36},  {-1, -.36},  {-.36, -.36}};
    static const double square[][2] = {{-.84, -.84}, {.84, -.84}, {.84, .84}, {-.84, .84}};
    static const double triangle[][2] = {{0, -1.1}, {1.05, .75}, {-1.05, .75}};
    static const double diamond[][2] = {{0, -1.15}, {.95, 0}, {0, 1.15}, {-.95, 0}};
    static const double half_square[][2] = {{-.6, -1}, {.6, -1}, {.6, 1}, {-.6, 1}};
    static const double half_triangle[][2] = {{-.75, -1.1}, {1, .85}, {-.75, .85}};
    static const double arrowhead[][2] = {{-.85, -.95}, {1.1, 0}, {-.85, .95}, {-.3, 0}};
    struct outline o = {0};
    if (strcmp(shape, "star") == 0)
        regular(&o, 10, 0.48, 1.25);
    else if (strcmp(shape, "hexagon") == 0)
        regular(&o, 6, 1, 1.02);
    else if (strcmp(shape, "pentagon") == 0)
        regular(&o, 5, 1, 1.06);
    else if (strcmp(shape, "cross_fill") == 0)
        polygon(&o, cross, 12);
    else if (strcmp(shape, "square") == 0)
        polygon(&o, square, 4);
    else if (strcmp(shape, "triangle") == 0)
        polygon(&o, triangle, 3);
    else if (strcmp(shape, "diamond") == 0)
        polygon(&o, diamond, 4);
    else if (strcmp(shape, "half_square") == 0)
        polygon(&o, half_square, 4);
    else if (strcmp(shape, "right_half_triangle") == 0)
        polygon(&o, half_triangle, 3);
    else if (strcmp(shape, "filled_arrowhead") == 0)
        polygon(&o, arrowhead, 4);
    else if (strcmp(shape, "semi_circle") == 0)
        arc(&o, PI, 2 * PI, 1.1, 0, 0.5);
    else
        arc(&o, 0, 2 * PI, 0.95, 0, 0);
    return o;
}

static void draw_outline(dln_display_list *list, const char *role, const struct outline *shape,
                         dln_px at, double radius, dln_color fill, dln_stroke stroke) {
    dln_px points[CORNERS_MAX];
    for (size_t i = 0; i < shape->count; i++)
        points[i] =
            (dln_px){at.x + radius * shape->points[i].x, at.y + radius * shape->points[i].y};
    dln_list_polygon(list, role, points, shape->count, fill, stroke);
}

void dln_circle_draw(dln_display_list *list, const char *role, dln_px at, double radius,
                     dln_color fill, dln_stroke stroke) {
    dln_px points[CIRCLE_POINTS];
    for (int i = 0; i < CIRCLE_POINTS; i++)
        points[i] = (dln_px){at.x + radius * cos(2 * PI * i / CIRCLE_POINTS),
                             at.y + radius * sin(2 * PI * i / CIRCLE_POINTS)};
    dln_list_polygon(list, role, points, CIRCLE_POINTS, fill, stroke);
}

// A stroke through the symbol: what is denied is crossed out, what was prevented barred.
static void strike_out(dln_display_list *list, dln_px at, double radius, dln_color color,
                       double width, double fall) {
    dln_px bar[] = {{at.x - 1.25 * radius, at.y + fall * radius},
                    {at.x + 1.25 * radius, at.y - fall * radius}};
    dln_list_line(list, "symbol", bar, 2, (dln_stroke){.color = color, .width = width});
}

static bool is_pale(dln_color c) {
    return 0.2126 * c.r + 0.7152 * c.g + 0.0722 * c.b > 150; // Rec. 709 luma
}

static dln_color darker(dln_color c) {
    return (dln_color){(uint8_t)(c.r * 7 / 10), (uint8_t)(c.g * 7 / 10), (uint8_t)(c.b * 7 / 10),
                       c.a};
}

static void draw_in_status(dln_display_list *list, const dln_theme *theme,
                           const struct outline *shape, dln_color color, dln_incident_status status,
                           dln_px at, double radius, bool soft) {
    double rim = radius * 0.26;
    bool solid = status == DLN_REPORTED;
    if (!soft)
        draw_outline(list, "casing", shape, at, radius, DLN_COLOR_NONE,
                     (dln_stroke){.color = theme->casing, .width = rim * (solid ? 1.5 : 2.4)});
    if (solid) {
        dln_stroke edge = {.color = dln_color_faded(theme->ink, 0.5), .width = rim * 0.3};
        draw_outline(list, "symbol", shape, at, radius, color, edge);
        return;
    }
    // A thin line of a pale colour is lost on a pale ground.
    if (!theme->grey && is_pale(color) && !is_pale(theme->ink))
        color = darker(color);
    dln_stroke edge = {.color = color, .width = rim};
    if (dln_status_is_open(status))
        edge.dash_on = edge.dash_off = radius * 0.42;
    draw_outline(list, "symbol", shape, at, radius * 0.92, theme->paper, edge);
    if (status == DLN_CLAIMED)
        draw_outline(list, "symbol", shape, at, radius * 0.42, color, (dln_stroke){0});
    if (status == DLN_DENIED)
        strike_out(list, at, radius, color, rim, 0.9);
    if (status == DLN_PREVENTED)
        strike_out(list, at, radius, color, rim, 0);
}

void dln_symbol_draw(dln_display_list *list, const dln_theme *theme, dln_incident_type type,
                     dln_incident_status status, dln_px at, double radius, bool soft) {
    struct outline shape = outline_of(dln_palette_of(type)->shape);
    draw_in_status(list, theme, &shape, dln_theme_incident(theme, type), status, at, radius, soft);
}

void dln_status_mark_draw(dln_display_list *list, const dln_theme *theme,
                          dln_incident_status status, dln_px at, double radius) {
    struct outline shape = outline_of("circle");
    draw_in_status(list, theme, &shape, theme->ink, status, at, radius, true);
}

// A circle this large (CSS pixels) has its full tint; a larger one is paler, or it would be the
// heaviest thing on the map for being the least certain.
#define ROUGH_FULL_PX  26.0
#define ROUGH_TINT     0.34
#define ROUGH_TINT_MIN 0.11

void dln_rough_draw(dln_display_list *list, dln_color color, dln_px at, double radius,
                    double unit) {
    double tint = fmax(ROUGH_TINT * fmin(1, ROUGH_FULL_PX * unit / radius), ROUGH_TINT_MIN);
    dln_list_add(list, (dln_item){.kind = DLN_ITEM_DISC,
                                  .role = "rough",
                                  .at = at,
                                  .radius = radius,
                                  .fill = dln_color_faded(color, tint)});
    dln_circle_draw(list, "rough-edge", at, radius, DLN_COLOR_NONE,
                    (dln_stroke){.color = dln_color_faded(color, 0.55),
                                 .width = 0.9 * unit,
                                 .dash_on = 2.2 * unit,
                                 .dash_off = 2.6 * unit});
}

void dln_highlight_draw(dln_display_list *list, const dln_theme *theme, dln_px at, double radius,
                        double unit) {
    double ring = 1.25 * radius + 3 * unit;
    dln_circle_draw(list, "highlight-casing", at, ring, theme->paper,
                    (dln_stroke){.color = theme->paper, .width = 5 * unit});
    dln_circle_draw(list, "highlight", at, ring, theme->highlight,
                    (dln_stroke){.color = theme->ink, .width = 1.8 * unit});
}
