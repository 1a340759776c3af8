#include "map/sites.h"

#include <math.h>
#include <stdlib.h>

#include "map/symbols.h"

#define PI 3.14159265358979323846
// Radii in CSS pixels for up to so many symbols on the map.
static const struct {
    size_t symbols;
    double radius;
} crowds[] = {{60, 7.5}, {150, 6.5}, {SIZE_MAX, 5.4}};
// A circle smaller than this around its symbol says nothing: the symbol is as rough as that.
#define ROUGH_MIN_SHARE 1.6
#define SPREAD_ROUNDS   40
#define SPREAD_SITES    200 // more than that are merged before, and rounds cost squares
#define SPREAD_GAP      1.5 // pixels left between two neighbours
// A symbol stays this near to its place, in its own radii.
#define SPREAD_REACH 4.5
// Shifted less than this the symbol still covers its place, and needs no stem.
#define STEM_MIN_PX 4.0

double dln_sites_symbol_radius(const dln_scene *scene, double unit) {
    size_t symbols = 0, i = 0;
    for (size_t site = 0; site < scene->site_count; site++)
        symbols += scene->sites[site].tally_count;
    while (symbols > crowds[i].symbols)
        i++;
    return crowds[i].radius * unit;
}

static double tally_radius(const dln_plan *plan, const dln_tally *tally) {
    const dln_sizing *sizing = &plan->sizing;
    return sizing->by ? dln_sizing_radius(sizing, dln_sizing_value(sizing->by, tally))
                      : plan->symbol_radius;
}

static double largest_radius(const dln_plan *plan, const dln_site *site) {
    double radius = 0;
    for (size_t i = 0; i < site->tally_count; i++)
        radius = fmax(radius, tally_radius(plan, &site->tallies[i]));
    return radius;
}

// How many incidents a symbol stands for; where its size says how many were hurt, a number beside
// it would be taken for that.
static bool has_badge(const dln_plan *plan, const dln_tally *tally) {
    return tally->count > 1 && plan->sizing.by <= DLN_SIZE_BY_COUNT;
}

#define BADGE_TYPE 1.22 // in radii of a symbol
#define DIGIT      0.35 // half of its width, in sizes of type

static double badge_radius(const dln_plan *plan, const dln_tally *tally) {
    double digits = 1 + floor(log10((double)tally->count));
    return fmax(plan->symbol_radius * 0.8,
                digits * DIGIT * BADGE_TYPE * plan->symbol_radius + 1.5 * plan->options->unit);
}

// Of the circle on which several symbols stand round their place; 0 for one. Two numbers side by
// side need more room than their symbols.
static double ring_radius(const dln_plan *plan, const dln_site *site) {
    if (site->tally_count < 2)
        return 0;
    double wide = 0, apart = sin(PI / (double)site->tally_count);
    for (size_t i = 0; i < site->tally_count; i++)
        if (has_badge(plan, &site->tallies[i]))
            wide = fmax(wide, badge_radius(plan, &site->tallies[i]));
    return fmax(fmax(1.3, 1.2 / apart) * largest_radius(plan, site), wide / apart);
}

// Area goes with number, as the eye compares areas; the largest stays a symbol.
static double gathered_radius(const dln_plan *plan, const dln_site *site) {
    const dln_sizing *sizing = &plan->sizing;
    if (sizing->by)
        return dln_sizing_radius(sizing, dln_sizing_site_value(sizing->by, site));
    return plan->symbol_radius * fmin(1.5 + 0.16 * sqrt((double)site->incident_count), 4);
}

double dln_site_radius(const dln_plan *plan, const dln_site *site) {
    if (site->gathered && !site->whole_country)
        return gathered_radius(plan, site) + 1;
    if (!site->tally_count || site->whole_country)
        return 0.55 * plan->symbol_radius;
    double ring = site->highlighted ? 0.6 * plan->symbol_radius : 0;
    return ring_radius(plan, site) + 1.12 * largest_radius(plan, site) + ring;
}

static bool has_symbols(const dln_plan *plan, const dln_scene *scene, size_t i) {
    const dln_site *site = &scene->sites[i];
    return plan->site_seen[i] && site->tally_count && !site->whole_country;
}

// Moves two sites that touch away from each other by half of what they overlap.
static bool push_apart(dln_plan *plan, const dln_scene *scene, size_t i, size_t j) {
    double least = dln_site_radius(plan, &scene->sites[i]) +
                   dln_site_radius(plan, &scene->sites[j]) + SPREAD_GAP;
    dln_px *a = &plan->symbol_px[i], *b = &plan->symbol_px[j];
    double dx = b->x - a->x, dy = b->y - a->y, apart = hypot(dx, dy);
    if (apart >= least)
        return false;
    if (apart < 1e-6) { // at one point: in directions that only their order decides
        double angle = 2.4 * (double)(i + j);
        dx = cos(angle);
        dy = sin(angle);
        apart = 1;
    }
    double push = 0.5 * (least - apart) / apart;
    *a = (dln_px){a->x - dx * push, a->y - dy * push};
    *b = (dln_px){b->x + dx * push, b->y + dy * push};
    return true;
}

static double clamped(double value, double low, double high) {
    return low > high ? (low + high) / 2 : fmin(fmax(value, low), high);
}

// Back within reach of its place and inside the frame.
static void rein_in(dln_plan *plan, const dln_scene *scene, size_t i) {
    dln_px home = plan->site_px[i], *at = &plan->symbol_px[i];
    double radius = dln_site_radius(plan, &scene->sites[i]);
    double dx = at->x - home.x, dy = at->y - home.y, away = hypot(dx, dy);
    double reach = SPREAD_REACH * radius;
    if (away > reach)
        *at = (dln_px){home.x + dx * reach / away, home.y + dy * reach / away};
    dln_rect f = dln_rect_grown(plan->frame, -radius);
    // A place at the very edge stays there, half hidden, rather than being moved by the frame.
    if (dln_rect_contains(f, home)) {
        at->x = clamped(at->x, f.left, f.right);
        at->y = clamped(at->y, f.top, f.bottom);
    }
}

void dln_sites_spread(dln_plan *plan, const dln_scene *scene) {
    for (size_t i = 0; i < scene->site_count; i++)
        plan->symbol_px[i] = plan->site_px[i];
    bool moved = scene->site_count <= SPREAD_SITES;
    for (int round = 0; round < SPREAD_ROUNDS && moved; round++) {
        moved = false;
        for (size_t i = 0; i < scene->site_count; i++)
            for (size_t j = i + 1; has_symbols(plan, scene, i) && j < scene->site_count; j++)
                if (has_symbols(plan, scene, j))
                    moved |= push_apart(plan, scene, i, j);
        for (size_t i = 0; moved && i < scene->site_count; i++)
            if (has_symbols(plan, scene, i))
                rein_in(plan, scene, i);
    }
}

static bool is_rough(const dln_plan *plan, const dln_scene *scene, size_t i, double *radius) {
    const dln_site *site = &scene->sites[i];
    if (site->precision <= DLN_GEO_EXACT || site->whole_country)
        return false;
    *radius = site->radius_m / dln_view_ground_metres_per_px(&plan->view, plan->site_px[i]);
    return *radius > ROUGH_MIN_SHARE * plan->symbol_radius;
}

void dln_sites_draw_rough(dln_display_list *list, const dln_plan *plan, const dln_scene *scene) {
    for (size_t i = 0; i < scene->site_count; i++) {
        const dln_site *site = &scene->sites[i];
        double radius;
        if (!has_symbols(plan, scene, i) || !is_rough(plan, scene, i, &radius))
            continue;
        dln_incident_type type = site->tallies[site->tally_count - 1].type;
        dln_rough_draw(list, dln_theme_incident(plan->options->theme, type), plan->site_px[i],
                       radius, plan->options->unit);
    }
}

// At the corner of its symbol, and so far off that this is seen beside a long number.
static dln_px badge_px(const dln_plan *plan, const dln_tally *tally, dln_px symbol) {
    double own = tally_radius(plan, tally);
    double offset = fmax(0.9 * own, 0.5 * own + 0.62 * badge_radius(plan, tally));
    return (dln_px){symbol.x + offset, symbol.y - offset};
}

static void draw_count(dln_display_list *list, const dln_plan *plan, const dln_tally *tally,
                       dln_px symbol) {
    const dln_theme *theme = plan->options->theme;
    double unit = plan->options->unit, radius = badge_radius(plan, tally);
    dln_px at = badge_px(plan, tally, symbol);
    dln_font font = {.size = plan->symbol_radius * BADGE_TYPE, .bold = true};
    dln_str text = dln_arena_printf(list->arena, "%zu", tally->count);
    dln_text_size size = dln_text_measure(plan->typesetter, font, text);
    dln_circle_draw(list, "badge", at, radius, theme->ink,
                    (dln_stroke){.color = theme->casing, .width = unit});
    dln_text_add(list, plan->typesetter, "badge-count", text,
                 (dln_px){at.x - size.width / 2, at.y + font.size * 0.36}, font, theme->paper,
                 DLN_COLOR_NONE);
}

static void draw_tally(dln_display_list *list, const dln_plan *plan, const dln_tally *tally,
                       dln_px at, double radius, bool soft) {
    if (tally->highlighted)
        dln_highlight_draw(list, plan->options->theme, at, radius, plan->options->unit);
    dln_symbol_draw(list, plan->options->theme, tally->type, tally->status, at, radius, soft);
}

static void draw_dot(dln_display_list *list, const dln_plan *plan, const dln_site *site,
                     dln_px at) {
    const dln_theme *theme = plan->options->theme;
    double unit = plan->options->unit;
    bool sharp = site->precision <= DLN_GEO_EXACT;
    dln_circle_draw(list, "dot", at, (sharp ? 2.3 : 3.0) * unit, sharp ? theme->ink : theme->paper,
                    (dln_stroke){.color = sharp ? theme->casing : theme->ink, .width = unit});
}

static void draw_stem(dln_display_list *list, const dln_plan *plan, dln_px from, dln_px to) {
    double unit = plan->options->unit;
    dln_px stem[] = {from, to};
    dln_list_line(list, "casing", stem, 2,
                  (dln_stroke){.color = plan->options->theme->halo, .width = 2.6 * unit});
    dln_list_line(list, "stem", stem, 2,
                  (dln_stroke){.color = plan->options->theme->ink, .width = 0.9 * unit});
}

// Angle of the first symbol: two stand side by side, more begin at the top.
static double first_angle(size_t count) {
    return count == 2 ? -PI : -PI / 2;
}

static dln_px on_ring(dln_px middle, double ring, size_t i, size_t count) {
    double angle = first_angle(count) + 2 * PI * (double)i / (double)count;
    return (dln_px){middle.x + ring * cos(angle), middle.y + ring * sin(angle)};
}

bool dln_site_badge(const dln_plan *plan, const dln_site *site, dln_px middle, size_t i,
                    dln_rect *out) {
    if (site->gathered || site->whole_country || !has_badge(plan, &site->tallies[i]))
        return false;
    dln_px symbol = on_ring(middle, ring_radius(plan, site), i, site->tally_count);
    dln_px at = badge_px(plan, &site->tallies[i], symbol);
    *out =
        dln_rect_grown((dln_rect){at.x, at.y, at.x, at.y}, badge_radius(plan, &site->tallies[i]));
    return true;
}

#define WEDGE_POINTS 24
// Smaller than this, in radii of a symbol, a disc has no room for its number: only where sizes mean
// something are there any so small.
#define NUMBER_SHARE 1.3

static void draw_wedge(dln_display_list *list, dln_px at, double radius, double from, double to,
                       dln_color color) {
    dln_px points[WEDGE_POINTS + 1] = {at};
    for (int i = 0; i < WEDGE_POINTS; i++) {
        double angle = 2 * PI * (from + (to - from) * i / (WEDGE_POINTS - 1)) - PI / 2;
        points[i + 1] = (dln_px){at.x + radius * cos(angle), at.y + radius * sin(angle)};
    }
    dln_list_polygon(list, "share", points, WEDGE_POINTS + 1, color, (dln_stroke){0});
}

// A ring of shares by type, and the number of incidents inside.
static void draw_gathered(dln_display_list *list, const dln_plan *plan, const dln_site *site,
                          dln_px at) {
    const dln_theme *theme = plan->options->theme;
    double radius = gathered_radius(plan, site), from = 0;
    dln_stroke rim = {.color = theme->casing, .width = 1.6 * plan->options->unit};
    dln_circle_draw(list, "casing", at, radius, theme->casing, rim);
    for (size_t i = 0; i < site->tally_count; i++) {
        double share = (double)site->tallies[i].count / (double)site->incident_count;
        draw_wedge(list, at, radius, from, from + share,
                   dln_theme_incident(theme, site->tallies[i].type));
        from += share;
    }
    if (radius < NUMBER_SHARE * plan->symbol_radius)
        return;
    dln_circle_draw(list, "share-middle", at, radius * 0.66, theme->paper, (dln_stroke){0});
    double number = plan->sizing.by ? dln_sizing_site_value(plan->sizing.by, site)
                                    : (double)site->incident_count;
    dln_str text = dln_arena_printf(list->arena, "%.0f", number);
    dln_font font = {.size = radius * 0.78, .bold = true};
    double width = dln_text_measure(plan->typesetter, font, text).width;
    font.size *= fmin(1, 1.15 * radius / width);
    width = dln_text_measure(plan->typesetter, font, text).width;
    dln_text_add(list, plan->typesetter, "share-count", text,
                 (dln_px){at.x - width / 2, at.y + font.size * 0.36}, font, theme->ink,
                 DLN_COLOR_NONE);
}

static void draw_site(dln_display_list *list, const dln_plan *plan, const dln_scene *scene,
                      size_t i) {
    const dln_site *site = &scene->sites[i];
    dln_px home = plan->site_px[i], middle = plan->symbol_px[i];
    double ring = ring_radius(plan, site), ignored;
    bool soft = is_rough(plan, scene, i, &ignored);
    bool shifted = hypot(middle.x - home.x, middle.y - home.y) > STEM_MIN_PX;
    if (shifted)
        draw_stem(list, plan, home, middle);
    if (site->gathered) {
        draw_gathered(list, plan, site, middle);
        return;
    }
    if (shifted || site->tally_count != 1)
        draw_dot(list, plan, site, home);
    for (size_t j = 0; j < site->tally_count; j++)
        draw_tally(list, plan, &site->tallies[j], on_ring(middle, ring, j, site->tally_count),
                   tally_radius(plan, &site->tallies[j]), soft);
    for (size_t j = 0; j < site->tally_count; j++)
        if (has_badge(plan, &site->tallies[j]))
            draw_count(list, plan, &site->tallies[j], on_ring(middle, ring, j, site->tally_count));
}

// Whether a symbol at `at` would hide what happened at another place than `but`.
static bool hides_another(const dln_plan *plan, dln_px at, size_t but) {
    for (size_t i = 0; i < plan->scene->site_count; i++) {
        if (i == but || !has_symbols(plan, plan->scene, i))
            continue;
        dln_px other = plan->symbol_px[i];
        double least = dln_site_radius(plan, &plan->scene->sites[i]) + plan->symbol_radius;
        if (hypot(other.x - at.x, other.y - at.y) < least)
            return true;
    }
    return false;
}

bool dln_sites_short_move(const dln_plan *plan, size_t i, dln_px *out) {
    const dln_move *move = &plan->scene->moves[i];
    size_t end = move->sites[move->site_count - 1];
    if (plan->arrows[i].drawn || move->type != DLN_MOVEMENT || !plan->site_seen[end])
        return false;
    // The symbol points to the right: on the left of its end it leads there.
    static const dln_px sides[] = {{-1, 0}, {0, 1}, {0, -1}, {1, 0}};
    double off = dln_site_radius(plan, &plan->scene->sites[end]) + plan->symbol_radius;
    for (size_t j = 0; j < sizeof sides / sizeof *sides; j++) {
        dln_px at = {plan->symbol_px[end].x + off * sides[j].x,
                     plan->symbol_px[end].y + off * sides[j].y};
        bool is_free = !hides_another(plan, at, end);
        if (!j || is_free)
            *out = at;
        if (is_free)
            break;
    }
    return true;
}

static void draw_short_moves(dln_display_list *list, const dln_plan *plan, const dln_scene *scene) {
    for (size_t i = 0; i < scene->move_count; i++) {
        dln_px at;
        if (dln_sites_short_move(plan, i, &at))
            dln_symbol_draw(list, plan->options->theme, scene->moves[i].type,
                            scene->moves[i].status, at, plan->symbol_radius, false);
    }
}

struct sized {
    size_t site;
    double radius;
};

static int by_size(const void *a, const void *b) {
    const struct sized *x = a, *y = b;
    if (x->radius != y->radius)
        return x->radius > y->radius ? -1 : 1;
    return (x->site > y->site) - (x->site < y->site);
}

// Small ones over large ones, or else the latest on top; what is pointed out over all.
static void order_sites(const dln_plan *plan, const dln_scene *scene, struct sized *order) {
    for (size_t i = 0; i < scene->site_count; i++) {
        const dln_site *site = &scene->sites[i];
        order[i].site = i;
        order[i].radius = site->highlighted ? -1
                          : plan->sizing.by ? dln_site_radius(plan, site)
                                            : 0;
    }
    qsort(order, scene->site_count, sizeof *order, by_size);
}

const bool *dln_sites_in_use(const dln_scene *scene, dln_arena *arena) {
    bool *used = DLN_ARENA_ARRAY(arena, bool, scene->site_count + 1);
    for (size_t i = 0; used && i < scene->site_count; i++)
        used[i] = scene->sites[i].tally_count > 0;
    for (size_t i = 0; used && i < scene->move_count; i++)
        for (size_t j = 0; j < scene->moves[i].site_count; j++)
            used[scene->moves[i].sites[j]] = true;
    return used;
}

void dln_sites_draw(dln_display_list *list, const dln_plan *plan, const dln_scene *scene) {
    struct sized *order = DLN_ARENA_ARRAY(list->arena, struct sized, scene->site_count + 1);
    const bool *used = dln_sites_in_use(scene, list->arena);
    if (!order || !used) {
        list->failed = true;
        return;
    }
    order_sites(plan, scene, order);
    for (size_t i = 0; i < scene->site_count; i++) {
        size_t site = order[i].site;
        if (plan->site_seen[site] && used[site] &&
            !scene->sites[site].whole_country) // a country has no point
            draw_site(list, plan, scene, site);
    }
    draw_short_moves(list, plan, scene);
}

#define ROW_STEP 2.7 // from one symbol to the next, in radii

double dln_site_row_width(const dln_plan *plan, const dln_site *site) {
    return ROW_STEP * plan->symbol_radius * (double)site->tally_count;
}

double dln_site_draw_row(dln_display_list *list, const dln_plan *plan, const dln_site *site,
                         dln_px left) {
    double step = ROW_STEP * plan->symbol_radius;
    for (size_t i = 0; i < site->tally_count; i++) {
        dln_px at = {left.x + step * ((double)i + 0.42), left.y};
        draw_tally(list, plan, &site->tallies[i], at, plan->symbol_radius, true);
        if (site->tallies[i].count > 1)
            draw_count(list, plan, &site->tallies[i], at);
    }
    return dln_site_row_width(plan, site);
}
