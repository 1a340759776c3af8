// Second step of layout: everything is drawn in its order, from the ground up.
#include "map/layout.h"

#include <math.h>

#include "map/furniture.h"
#include "map/ground.h"
#include "map/sites.h"
#include "map/title.h"

// Up to so many places every one is named, with a leader line if need be; of more, those that have
// room near by: lines to hundreds of names would cover what they name.
#define NAMED_SITES 90
#define CROWD_REACH 1.5 // in sizes of type
#define LABEL_SIZE  12.0
#define LABEL_WIDTH 150.0 // a name longer than that is broken into lines

struct drawing {
    dln_display_list *list;
    const dln_plan *plan;
    const dln_scene *scene;
    const dln_basemap *basemap;
    dln_board *board;
    dln_arena *arena;
    double unit;
    dln_label *labels;
    size_t *label_sites; // that they name
    size_t label_count;
};

// Worth a short detour of a label, but no leader line across the map.
#define ARROW_BLOCK    9.0
#define ARROW_BLOCK_PX 8.0

static void block_arrows(struct drawing *d) {
    for (size_t i = 0; i < d->scene->move_count; i++) {
        const dln_arrow *arrow = &d->plan->arrows[i];
        for (int j = 0; arrow->drawn && j + 1 < DLN_ARROW_SAMPLES; j++) {
            dln_px a = arrow->spine[j], b = arrow->spine[j + 1];
            dln_rect span = {fmin(a.x, b.x), fmin(a.y, b.y), fmax(a.x, b.x), fmax(a.y, b.y)};
            if (!dln_rect_overlaps(dln_rect_grown(span, arrow->width), d->plan->frame))
                continue;
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

static void block_sites(struct drawing *d) {
    const dln_plan *plan = d->plan;
    for (size_t i = 0; i < d->scene->site_count; i++) {
        if (!plan->site_seen[i])
            continue;
        double radius = dln_site_radius(&d->scene->sites[i], plan->symbol_radius) * 0.95;
        dln_px p = plan->symbol_px[i], home = plan->site_px[i];
        dln_board_block(d->board, dln_rect_grown((dln_rect){p.x, p.y, p.x, p.y}, radius),
                        DLN_BLOCK_HARD);
        if (p.x != home.x || p.y != home.y)
            dln_board_block(
                d->board, dln_rect_grown((dln_rect){home.x, home.y, home.x, home.y}, 2.5 * d->unit),
                DLN_BLOCK_HARD);
    }
}

static dln_label site_label(struct drawing *d, size_t i) {
    const dln_site *site = &d->scene->sites[i];
    const dln_theme *theme = d->plan->options->theme;
    dln_label label = {.role = "place-label",
                       .font = {.size = LABEL_SIZE * d->unit, .bold = site->tally_count > 0},
                       .color = theme->ink,
                       .halo = theme->halo,
                       .at = d->plan->symbol_px[i],
                       .clear = dln_site_radius(site, d->plan->symbol_radius),
                       .must = d->scene->site_count <= NAMED_SITES,
                       .reach = INFINITY};
    if (!label.must)
        label.reach = CROWD_REACH * label.font.size;
    label.line_count = dln_text_wrap(d->plan->typesetter, label.font, site->name,
                                     LABEL_WIDTH * d->unit, DLN_LABEL_LINES, d->arena, label.lines);
    return label;
}

#define NOTE_PAD 6.0

// What is only known to have happened in a country: a note there, which points nowhere.
static dln_label note_label(struct drawing *d, size_t i) {
    const dln_site *site = &d->scene->sites[i];
    dln_label label = {.role = "note-label",
                       .font = {.size = LABEL_SIZE * 0.92 * d->unit},
                       .color = d->plan->options->theme->ink,
                       .at = d->plan->site_px[i],
                       .must = true,
                       .reach = INFINITY,
                       .inset = dln_site_row_width(d->plan, site) + 2 * d->unit,
                       .pad = NOTE_PAD * d->unit};
    dln_str text =
        dln_arena_printf(d->arena, "%.*s: exact place not known", DLN_STR_ARG(site->name));
    label.lines[label.line_count++] =
        dln_text_fit(d->plan->typesetter, label.font, text, 2 * LABEL_WIDTH * d->unit, d->arena);
    return label;
}

static void draw_note(struct drawing *d, const dln_site *site, const dln_label *label) {
    const dln_theme *theme = d->plan->options->theme;
    dln_list_rect(d->list, "note", label->box, theme->panel,
                  (dln_stroke){.color = theme->panel_edge, .width = 0.8 * d->unit});
    dln_site_draw_row(
        d->list, d->plan, site,
        (dln_px){label->box.left + label->pad, (label->box.top + label->box.bottom) / 2});
}

static bool is_note(const dln_site *site) {
    return site->whole_country && site->tally_count > 0;
}

// The latest first: in a crowd it gets the better place.
static void place_labels(struct drawing *d) {
    d->labels = DLN_ARENA_ARRAY(d->arena, dln_label, d->scene->site_count + 1);
    d->label_sites = DLN_ARENA_ARRAY(d->arena, size_t, d->scene->site_count + 1);
    for (size_t i = d->scene->site_count; d->labels && d->label_sites && i-- > 0;) {
        if (!d->plan->site_seen[i] || !d->scene->sites[i].name.len)
            continue;
        dln_label *label = &d->labels[d->label_count];
        d->label_sites[d->label_count++] = i;
        *label = is_note(&d->scene->sites[i]) ? note_label(d, i) : site_label(d, i);
        dln_label_place(d->board, d->plan->typesetter, label);
    }
}

static void draw_labels(struct drawing *d) {
    for (size_t i = 0; i < d->label_count; i++) {
        const dln_site *site = &d->scene->sites[d->label_sites[i]];
        if (is_note(site))
            draw_note(d, site, &d->labels[i]);
        dln_label_draw(d->list, d->plan->typesetter, &d->labels[i],
                       d->plan->options->theme->quiet_ink, 0.9 * d->unit);
    }
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
    if (!plan->title_count && plan->furnished) {
        dln_str title = dln_text_fit(plan->typesetter, plan->title_font,
                                     dln_title_made(d->scene, d->basemap, d->arena),
                                     dln_rect_width(plan->head), d->arena);
        y += plan->title_font.size;
        dln_text_add(d->list, plan->typesetter, "title", title, (dln_px){plan->head.left, y},
                     plan->title_font, theme->ink, DLN_COLOR_NONE);
    }
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
        dln_text_add(d->list, plan->typesetter, "footer", plan->footer[i],
                     (dln_px){plan->foot.left, y}, plan->footer_font,
                     plan->options->theme->quiet_ink, DLN_COLOR_NONE);
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
    dln_sites_draw_rough(d->list, plan, d->scene);
    block_sites(d);
    block_arrows(d);
    place_labels(d);
    dln_names_draw(d->list, plan, d->scene, d->basemap, d->board);
    dln_graticule_label(d->list, plan, d->board);
    draw_arrows(d);
    dln_sites_draw(d->list, plan, d->scene);
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
