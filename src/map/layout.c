// Second step of layout: everything is drawn in its order, from the ground up.
#include "map/layout.h"

#include <math.h>
#include <string.h>

#include "map/furniture.h"
#include "map/ground.h"
#include "map/sites.h"
#include "map/symbols.h"
#include "map/title.h"

// A made title is worded shorter rather than set smaller than this share of its size.
#define TITLE_LEAST 0.8
#define ROW_SLACK   0.43 // in radii of a symbol

struct drawing {
    dln_display_list *list;
    const dln_plan *plan;
    const dln_basemap *basemap;
    dln_arena *arena;
    double unit;
};

static void draw_arrows(struct drawing *d) {
    const dln_plan *plan = d->plan;
    for (size_t i = 0; i < plan->scene->move_count; i++)
        if (plan->scene->moves[i].highlighted)
            dln_arrow_highlight(d->list, plan->options->theme, &plan->arrows[i], d->unit);
    for (size_t i = 0; i < plan->scene->move_count; i++)
        dln_arrow_draw(d->list, plan->options->theme, &plan->arrows[i], plan->scene->moves[i].type,
                       plan->scene->moves[i].status);
}

// Lifted off borders and arrows, which it must not be taken for. That of a note ends in a point,
// for nothing stands there that it could lead to.
static void draw_leader(struct drawing *d, const dln_label *label) {
    const dln_theme *theme = d->plan->options->theme;
    dln_px line[] = {label->leader_from, label->leader_to};
    bool note = strcmp(label->role, "note-label") == 0;
    dln_list_line(d->list, "casing", line, 2,
                  (dln_stroke){.color = theme->halo, .width = 3.2 * d->unit});
    dln_list_line(d->list, "leader", line, 2,
                  (dln_stroke){.color = theme->ink, .width = 0.8 * d->unit});
    if (note)
        dln_circle_draw(d->list, "leader-end", label->at, 1.9 * d->unit, theme->ink,
                        (dln_stroke){.color = theme->halo, .width = 1.2 * d->unit});
}

static void draw_note(struct drawing *d, const dln_site *site, const dln_label *label) {
    const dln_plan *plan = d->plan;
    const dln_theme *theme = plan->options->theme;
    dln_list_rect(d->list, "note", label->box, theme->panel,
                  (dln_stroke){.color = theme->panel_edge, .width = 0.8 * d->unit});
    // A row begins with more room to its left than it ends with.
    double row = dln_site_row_width(plan, site), slack = ROW_SLACK * plan->symbol_radius;
    double left = label->inset_right ? label->box.right - label->pad - row + slack
                                     : label->box.left + label->pad;
    dln_site_draw_row(d->list, plan, site,
                      (dln_px){left, (label->box.top + label->box.bottom) / 2});
}

static void draw_number(struct drawing *d, const dln_label *label) {
    int64_t number;
    if (!label->placed || !dln_str_to_int(label->lines[0], &number))
        return;
    dln_px middle = {(label->box.left + label->box.right) / 2,
                     (label->box.top + label->box.bottom) / 2};
    dln_key_mark_draw(d->list, d->plan->options->theme, d->plan->typesetter, (int)number, middle,
                      label->font);
}

static void draw_labels(struct drawing *d) {
    const dln_plan *plan = d->plan;
    for (size_t i = 0; i < plan->label_count; i++)
        if (plan->labels[i].placed && plan->labels[i].led)
            draw_leader(d, &plan->labels[i]);
    for (size_t i = 0; i < plan->label_count; i++) {
        const dln_label *label = &plan->labels[i];
        if (strcmp(label->role, "key-number") == 0) {
            draw_number(d, label);
            continue;
        }
        if (strcmp(label->role, "note-label") == 0)
            draw_note(d, &plan->scene->sites[plan->label_sites[i]], label);
        dln_label_draw(d->list, plan->typesetter, label);
    }
}

// Shrunk, then worded shorter, then broken into two lines: never cut.
static dln_str fit_made_title(struct drawing *d, dln_font *font) {
    const dln_plan *plan = d->plan;
    double room = dln_rect_width(plan->head);
    dln_str title = DLN_STR("");
    for (int wording = 0; wording < DLN_TITLE_WORDINGS; wording++) {
        title = dln_title_made(plan->options->words, &plan->overall, d->basemap, wording, d->arena);
        *font = plan->title_font;
        font->size *= fmin(1, room / dln_text_measure(plan->typesetter, *font, title).width);
        if (font->size >= TITLE_LEAST * plan->title_font.size)
            break;
    }
    return title;
}

static dln_str given_title(struct drawing *d) {
    dln_str text = DLN_STR("");
    for (size_t i = 0; i < d->plan->title_count; i++)
        text = dln_arena_printf(d->arena, "%.*s%s%.*s", DLN_STR_ARG(text), i ? " " : "",
                                DLN_STR_ARG(d->plan->title[i]));
    return text;
}

// A line of type beside or under the map begins where the language does.
static void draw_line(struct drawing *d, const char *role, dln_str text, dln_rect room, double y,
                      dln_font font, dln_color color) {
    const dln_typesetter *typesetter = d->plan->typesetter;
    double x = room.left;
    if (d->plan->options->words->rtl)
        x = room.right - dln_text_measure(typesetter, font, text).width;
    dln_text_add(d->list, typesetter, role, text, (dln_px){x, y}, font, color, DLN_COLOR_NONE);
}

static void draw_head(struct drawing *d) {
    const dln_plan *plan = d->plan;
    const dln_theme *theme = plan->options->theme;
    double y = plan->head.top + 12 * d->unit;
    dln_font made_font = plan->title_font;
    dln_str made = plan->title_count ? DLN_STR_NONE : fit_made_title(d, &made_font);
    d->list->title = plan->title_count ? given_title(d) : made;
    if (!plan->furnished)
        return;
    for (size_t i = 0; i < plan->title_count; i++) {
        y += plan->title_font.size * (i ? 1.22 : 1.0);
        draw_line(d, "title", plan->title[i], plan->head, y, plan->title_font, theme->ink);
    }
    if (!plan->title_count) {
        y += plan->title_font.size;
        draw_line(d, "title", made, plan->head, y, made_font, theme->ink);
    }
    if (plan->subtitle.len)
        draw_line(d, "subtitle", plan->subtitle, plan->head, y + plan->subtitle_font.size * 1.5,
                  plan->subtitle_font, theme->quiet_ink);
}

static void draw_foot(struct drawing *d) {
    const dln_plan *plan = d->plan;
    double y = plan->foot.top + 8 * d->unit;
    for (size_t i = 0; i < plan->footer_count; i++) {
        y += plan->footer_font.size * (i ? 1.42 : 1.0);
        draw_line(d, "footer", plan->footer[i], plan->foot, y, plan->footer_font,
                  plan->options->theme->quiet_ink);
    }
}

static void draw_map(struct drawing *d) {
    const dln_plan *plan = d->plan;
    const dln_theme *theme = plan->options->theme;
    dln_list_clip(d->list, plan->frame);
    dln_ground_draw(d->list, plan, d->basemap);
    dln_scalebar bar = dln_scalebar_make(plan, plan->scene);
    dln_north north = dln_north_make(plan, plan->scene, &bar);
    if (!plan->density.kind)
        dln_sites_draw_rough(d->list, plan, plan->scene);
    dln_names_draw(d->list, plan, plan->scene, d->basemap, plan->board);
    dln_graticule_label(d->list, plan, plan->board);
    draw_arrows(d);
    if (!plan->density.kind)
        dln_sites_draw(d->list, plan, plan->scene);
    draw_labels(d);
    dln_scalebar_draw(d->list, plan, &bar);
    dln_north_draw(d->list, plan, &north);
    dln_list_unclip(d->list);
    dln_locator_draw(d->list, plan, d->basemap);
    if (!dln_projection_is_world(plan->view.projection))
        dln_list_rect(d->list, "frame", plan->frame, DLN_COLOR_NONE,
                      (dln_stroke){.color = theme->frame, .width = 1.0 * d->unit});
}

dln_status dln_layout_draw(const dln_plan *plan, const dln_basemap *basemap, dln_arena *arena,
                           dln_display_list *out, dln_error *err) {
    struct drawing d = {
        .list = out, .plan = plan, .basemap = basemap, .arena = arena, .unit = plan->options->unit};
    dln_list_init(out, arena, plan->options->width, plan->options->height);
    dln_list_rect(out, "paper", (dln_rect){0, 0, out->width, out->height},
                  plan->options->theme->paper, (dln_stroke){0});
    draw_map(&d);
    if (plan->legend_box.right > 0)
        dln_legend_draw(out, &plan->legend, (dln_px){plan->legend_box.left, plan->legend_box.top},
                        plan->options->theme, plan->typesetter, arena);
    if (plan->key.box.right > 0)
        dln_key_draw(out, &plan->key, plan->options->theme, plan->typesetter);
    draw_head(&d);
    draw_foot(&d);
    return out->failed || dln_board_failed(plan->board) ? dln_fail_memory(err) : DLN_OK;
}
