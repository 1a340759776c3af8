// Second step of layout: everything is drawn in its order, from the ground up.
#include "map/layout.h"

#include <math.h>

#include "map/furniture.h"
#include "map/ground.h"
#include "map/symbols.h"

#define SYMBOL_RADIUS 7.5
#define LABEL_SIZE    12.0
#define PI            3.14159265358979323846
// A circle smaller than this around its symbol says nothing: the symbol is as rough as that.
#define ROUGH_MIN_SHARE 1.6
#define LABEL_WIDTH     150.0 // a name longer than that is broken into lines

struct drawing {
    dln_display_list *list;
    const dln_plan *plan;
    const dln_scene *scene;
    const dln_basemap *basemap;
    dln_board *board;
    dln_arena *arena;
    double unit;
    dln_label *labels;
    size_t label_count;
};

static bool is_rough(const struct drawing *d, size_t i, double *radius) {
    const dln_site *site = &d->scene->sites[i];
    if (site->precision <= DLN_GEO_EXACT || site->whole_country)
        return false;
    *radius = site->radius_m / dln_view_ground_metres_per_px(&d->plan->view, d->plan->site_px[i]);
    return *radius > ROUGH_MIN_SHARE * SYMBOL_RADIUS * d->unit;
}

static void draw_rough_places(struct drawing *d) {
    for (size_t i = 0; i < d->scene->site_count; i++) {
        const dln_site *site = &d->scene->sites[i];
        double radius;
        if (!site->tally_count || !d->plan->site_seen[i] || !is_rough(d, i, &radius))
            continue;
        dln_incident_type type = site->tallies[site->tally_count - 1].type;
        dln_rough_draw(d->list, dln_theme_incident(d->plan->options->theme, type),
                       d->plan->site_px[i], radius, d->unit);
    }
}

// Worth a short detour of a label, but no leader line across the map.
#define ARROW_BLOCK    9.0
#define ARROW_BLOCK_PX 8.0

static void block_arrows(struct drawing *d) {
    for (size_t i = 0; i < d->scene->move_count; i++) {
        const dln_arrow *arrow = &d->plan->arrows[i];
        for (int j = 0; arrow->drawn && j + 1 < DLN_ARROW_SAMPLES; j++) {
            dln_px a = arrow->spine[j], b = arrow->spine[j + 1];
            int steps = 1 + (int)(hypot(b.x - a.x, b.y - a.y) / ARROW_BLOCK_PX);
            for (int k = 0; k < steps; k++) {
                double x = a.x + (b.x - a.x) * k / steps, y = a.y + (b.y - a.y) * k / steps;
                dln_rect at = dln_rect_grown((dln_rect){x, y, x, y}, arrow->width * 0.8);
                dln_board_block(d->board, at, ARROW_BLOCK);
            }
        }
    }
}

static void draw_arrows(struct drawing *d) {
    for (size_t i = 0; i < d->scene->move_count; i++)
        dln_arrow_draw(d->list, d->plan->options->theme, &d->plan->arrows[i],
                       d->scene->moves[i].type, d->scene->moves[i].status);
}

// Radius of the ring on which several symbols stand round their place; 0 for one.
static double ring_radius(const struct drawing *d, const dln_site *site) {
    if (site->tally_count < 2)
        return 0;
    double r = SYMBOL_RADIUS * d->unit;
    return fmax(1.3 * r, 1.25 * r / sin(PI / (double)site->tally_count));
}

static void draw_count(struct drawing *d, size_t count, dln_px symbol) {
    const dln_theme *theme = d->plan->options->theme;
    dln_font font = {.size = 9.5 * d->unit, .bold = true};
    dln_str text = dln_arena_printf(d->arena, "%zu", count);
    dln_text_size size = dln_text_measure(d->plan->typesetter, font, text);
    double radius = fmax(6.3 * d->unit, size.width / 2 + 2.5 * d->unit);
    dln_px at = {symbol.x + 7 * d->unit, symbol.y - 7 * d->unit};
    dln_circle_draw(d->list, "badge", at, radius, theme->ink,
                    (dln_stroke){.color = theme->casing, .width = d->unit});
    dln_text_add(d->list, d->plan->typesetter, "badge-count", text,
                 (dln_px){at.x - size.width / 2, at.y + font.size * 0.36}, font, theme->paper,
                 DLN_COLOR_NONE);
}

static void draw_site(struct drawing *d, size_t i) {
    const dln_site *site = &d->scene->sites[i];
    const dln_theme *theme = d->plan->options->theme;
    dln_px at = d->plan->site_px[i];
    double ring = ring_radius(d, site), ignored, radius = SYMBOL_RADIUS * d->unit;
    bool soft = is_rough(d, i, &ignored);
    if (site->tally_count != 1 || !site->tallies)
        dln_circle_draw(d->list, "dot", at, 2.4 * d->unit, theme->ink,
                        (dln_stroke){.color = theme->casing, .width = d->unit});
    for (size_t j = 0; j < site->tally_count; j++) {
        double angle = 2 * PI * (double)j / (double)site->tally_count - PI / 2;
        dln_px p = {at.x + ring * cos(angle), at.y + ring * sin(angle)};
        const dln_tally *tally = &site->tallies[j];
        dln_symbol_draw(d->list, theme, tally->type, tally->status, p, radius, soft);
        if (tally->count > 1)
            draw_count(d, tally->count, p);
    }
}

static double clear_radius(const struct drawing *d, const dln_site *site) {
    if (!site->tally_count)
        return 4 * d->unit;
    return ring_radius(d, site) + 1.1 * SYMBOL_RADIUS * d->unit;
}

static void block_sites(struct drawing *d) {
    for (size_t i = 0; i < d->scene->site_count; i++) {
        if (!d->plan->site_seen[i])
            continue;
        double clear = clear_radius(d, &d->scene->sites[i]) * 0.9;
        dln_px p = d->plan->site_px[i];
        dln_board_block(d->board, dln_rect_grown((dln_rect){p.x, p.y, p.x, p.y}, clear),
                        DLN_BLOCK_HARD);
    }
}

static void draw_sites(struct drawing *d) {
    for (size_t i = 0; i < d->scene->site_count; i++)
        if (d->plan->site_seen[i] && !d->scene->sites[i].whole_country)
            draw_site(d, i);
}

// Places of the same name are one word on the map when they stand together.
static dln_label site_label(struct drawing *d, size_t i) {
    const dln_site *site = &d->scene->sites[i];
    const dln_theme *theme = d->plan->options->theme;
    dln_label label = {.role = "place-label",
                       .font = {.size = LABEL_SIZE * d->unit, .bold = site->tally_count > 0},
                       .color = theme->ink,
                       .halo = theme->halo,
                       .at = d->plan->site_px[i],
                       .clear = clear_radius(d, site),
                       .must = true,
                       .reach = INFINITY};
    label.line_count = dln_text_wrap(d->plan->typesetter, label.font, site->name,
                                     LABEL_WIDTH * d->unit, DLN_LABEL_LINES, d->arena, label.lines);
    return label;
}

// The latest first: in a crowd it gets the better place.
static void place_labels(struct drawing *d) {
    d->labels = DLN_ARENA_ARRAY(d->arena, dln_label, d->scene->site_count + 1);
    for (size_t i = d->scene->site_count; d->labels && i-- > 0;) {
        if (!d->plan->site_seen[i] || !d->scene->sites[i].name.len)
            continue;
        dln_label *label = &d->labels[d->label_count++];
        *label = site_label(d, i);
        dln_label_place(d->board, d->plan->typesetter, label);
    }
}

static void draw_labels(struct drawing *d) {
    for (size_t i = 0; i < d->label_count; i++)
        dln_label_draw(d->list, d->plan->typesetter, &d->labels[i],
                       d->plan->options->theme->quiet_ink, 0.9 * d->unit);
}

static void draw_head(struct drawing *d) {
    const dln_plan *plan = d->plan;
    const dln_theme *theme = plan->options->theme;
    double y = plan->head.top + 12 * d->unit;
    for (size_t i = 0; i < plan->title_count; i++) {
        y += plan->title_font.size * (i ? 1.22 : 1.0);
        dln_text_add(d->list, plan->typesetter, "title", plan->title[i],
                     (dln_px){plan->head.left, y}, plan->title_font, theme->ink, DLN_COLOR_NONE);
    }
    if (!plan->title_count)
        y += plan->title_font.size;
    if (plan->subtitle.len)
        dln_text_add(d->list, plan->typesetter, "subtitle", plan->subtitle,
                     (dln_px){plan->head.left, y + plan->subtitle_font.size * 1.5},
                     plan->subtitle_font, theme->quiet_ink, DLN_COLOR_NONE);
}

static void draw_foot(struct drawing *d) {
    const dln_plan *plan = d->plan;
    double y = plan->foot.top + 8 * d->unit;
    for (size_t i = 0; i < plan->footer_count; i++) {
        y += plan->footer_font.size * (i ? 1.42 : 1.0);
        dln_str line = dln_text_fit(plan->typesetter, plan->footer_font, plan->footer[i],
                                    dln_rect_width(plan->foot), d->arena);
        dln_text_add(d->list, plan->typesetter, "footer", line, (dln_px){plan->foot.left, y},
                     plan->footer_font, plan->options->theme->quiet_ink, DLN_COLOR_NONE);
    }
}

static void draw_map(struct drawing *d) {
    const dln_plan *plan = d->plan;
    const dln_theme *theme = plan->options->theme;
    dln_list_clip(d->list, plan->frame);
    dln_ground_draw(d->list, plan, d->scene, d->basemap);
    dln_scalebar bar = dln_scalebar_make(plan, d->scene);
    if (bar.metres > 0)
        dln_board_block(d->board, bar.box, DLN_BLOCK_HARD);
    if (plan->legend_inside)
        dln_board_block(d->board, dln_rect_grown(plan->legend_box, 6 * d->unit), DLN_BLOCK_HARD);
    draw_rough_places(d);
    block_sites(d);
    block_arrows(d);
    place_labels(d);
    dln_names_draw(d->list, plan, d->scene, d->basemap, d->board);
    dln_graticule_label(d->list, plan, d->board);
    draw_arrows(d);
    draw_sites(d);
    draw_labels(d);
    dln_scalebar_draw(d->list, plan, &bar);
    dln_list_unclip(d->list);
    if (!dln_projection_is_world(plan->view.projection))
        dln_list_rect(d->list, "frame", plan->frame, DLN_COLOR_NONE,
                      (dln_stroke){.color = theme->frame, .width = 1.0 * d->unit});
}

dln_status dln_layout_draw(const dln_plan *plan, const dln_scene *scene, const dln_basemap *basemap,
                           dln_arena *arena, dln_display_list *out, dln_error *err) {
    struct drawing d = {.list = out,
                        .plan = plan,
                        .scene = scene,
                        .basemap = basemap,
                        .arena = arena,
                        .unit = plan->options->unit};
    dln_list_init(out, arena, plan->options->width, plan->options->height);
    dln_status status =
        dln_board_new(dln_rect_grown(plan->frame, -4 * d.unit), arena, &d.board, err);
    if (status != DLN_OK)
        return status;
    dln_list_rect(out, "paper", (dln_rect){0, 0, out->width, out->height},
                  plan->options->theme->paper, (dln_stroke){0});
    draw_map(&d);
    if (plan->legend_box.right > 0)
        dln_legend_draw(out, &plan->legend, (dln_px){plan->legend_box.left, plan->legend_box.top},
                        plan->options->theme, plan->typesetter, arena);
    draw_head(&d);
    draw_foot(&d);
    return out->failed || dln_board_failed(d.board) ? dln_fail_memory(err) : DLN_OK;
}
