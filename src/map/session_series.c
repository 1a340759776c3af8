// A series is laid out twice: first to learn what any of its pictures needs, then to draw them all
// with room for that, so that nothing moves from one picture to the next but what happened.
#include "map/gif.h"
#include "map/output.h"
#include "map/series.h"
#include "map/session.h"
#include "map/sites.h"
#include "map/wording.h"

#include <math.h>

#define GIF_SECONDS      1.2 // long enough to read the date and find what is new
#define GIF_LAST_SECONDS 3.0

struct drawing {
    dln_session *session;
    dln_series series;
    dln_scene *scenes; // of the periods
    dln_plan base;
    dln_basemap basemap;
    dln_gif *gif; // NULL: files
    dln_buffer bytes;
    dln_map_summary *summary;
    dln_error *err;
};

static dln_status make_base(struct drawing *d, dln_layout_options *options) {
    dln_session *s = d->session;
    dln_status status = dln_plan_make(&s->scene, s->projection, options, &s->typesetter, s->arena,
                                      &d->base, d->err);
    for (size_t i = 0; status == DLN_OK && i < d->series.period_count; i++) {
        double radius = dln_sites_symbol_radius(&d->scenes[i], d->base.options->unit);
        d->base.symbol_radius = i ? fmin(d->base.symbol_radius, radius) : radius;
    }
    return status;
}

static dln_status plan_period(struct drawing *d, size_t i, dln_arena *arena, dln_plan *out) {
    const dln_period *period = &d->series.periods[i];
    dln_layout_options options = d->session->layout;
    options.base = &d->base;
    options.period = dln_wording_days(options.words, period->first, period->last, arena);
    options.undated = d->series.undated;
    return dln_plan_make(&d->scenes[i], d->session->projection, &options, &d->session->typesetter,
                         arena, out, d->err);
}

static bool has_gathered(const dln_scene *scene) {
    for (size_t i = 0; i < scene->site_count; i++)
        if (scene->sites[i].gathered)
            return true;
    return false;
}

// Whether any picture needs a key, an explanation of merged places, or a higher foot.
static dln_status learn_needs(struct drawing *d, dln_layout_options *options) {
    dln_status status = DLN_OK;
    for (size_t i = 0; status == DLN_OK && i < d->series.period_count; i++) {
        dln_arena *arena;
        dln_plan plan;
        status = dln_arena_new(&arena, d->err);
        if (status != DLN_OK)
            return status;
        status = plan_period(d, i, arena, &plan);
        if (status == DLN_OK) {
            options->base_has_key |= plan.wants_key;
            if (plan.footer_wanted > options->base_footer_lines)
                options->base_footer_lines = plan.footer_wanted;
            options->base_has_gathered |= has_gathered(plan.scene);
            options->base_most = fmax(options->base_most, plan.density.classes.most);
        }
        dln_arena_free(arena);
    }
    return status;
}

static dln_status prepare(struct drawing *d) {
    dln_session *s = d->session;
    d->scenes = DLN_ARENA_ARRAY(s->arena, dln_scene, d->series.period_count);
    if (!d->scenes)
        return dln_fail_memory(d->err);
    dln_status status = DLN_OK;
    for (size_t i = 0; status == DLN_OK && i < d->series.period_count; i++)
        status = dln_session_scene(s, d->series.periods[i].shown, d->series.periods[i].count,
                                   &d->scenes[i], d->err);
    dln_layout_options options = s->layout;
    options.is_base = true;
    options.undated = d->series.undated;
    if (status == DLN_OK)
        status = make_base(d, &options);
    if (status == DLN_OK)
        status = learn_needs(d, &options);
    if (status == DLN_OK &&
        (options.base_has_key || options.base_has_gathered || options.base_most > 0 ||
         options.base_footer_lines > d->base.foot_lines))
        status = make_base(d, &options);
    if (status == DLN_OK)
        status = dln_session_ground(s, &d->base, &d->basemap, d->err);
    return status;
}

static dln_status put_out(struct drawing *d, size_t i, const dln_plan *plan,
                          const dln_display_list *list, dln_arena *arena) {
    dln_session *s = d->session;
    bool last = i + 1 == d->series.period_count;
    if (d->gif)
        return dln_paint_gif(list, s->fonts, d->gif, last ? GIF_LAST_SECONDS : GIF_SECONDS, d->err);
    dln_str path = dln_series_path(s->options->path, i + 1, d->series.period_count, arena);
    if (!path.data)
        return dln_fail_memory(d->err);
    return dln_session_save(s, plan, path.data, list, arena, d->err);
}

static dln_status draw_period(struct drawing *d, size_t i) {
    dln_arena *arena;
    dln_plan plan;
    dln_display_list list;
    dln_status status = dln_arena_new(&arena, d->err);
    if (status != DLN_OK)
        return status;
    status = plan_period(d, i, arena, &plan);
    if (status == DLN_OK)
        status = dln_layout_draw(&plan, &d->basemap, arena, &list, d->err);
    if (status == DLN_OK)
        status = put_out(d, i, &plan, &list, arena);
    if (status == DLN_OK) {
        d->summary->unplaced += d->scenes[i].unplaced;
        d->summary->too_rough += d->scenes[i].too_rough;
        dln_session_sum_up(d->session, &plan, &list, d->summary);
    }
    dln_arena_free(arena);
    return status;
}

static dln_status draw_all(struct drawing *d) {
    dln_status status = prepare(d);
    if (status == DLN_OK && d->session->format == DLN_PICTURE_GIF)
        status = dln_gif_new(d->session->options->width_px, d->session->options->height_px,
                             &d->bytes, &d->gif, d->err);
    for (size_t i = 0; status == DLN_OK && i < d->series.period_count; i++)
        status = draw_period(d, i);
    if (status != DLN_OK || !d->gif)
        return status;
    status = dln_gif_finish(d->gif, d->err);
    d->gif = NULL;
    return status == DLN_OK
               ? dln_output_save(d->session->options->path, dln_buffer_str(&d->bytes), d->err)
               : status;
}

dln_status dln_session_draw_series(dln_session *session, const dln_shown *shown, size_t count,
                                   dln_map_summary *summary, dln_error *err) {
    struct drawing d = {.session = session, .summary = summary, .err = err};
    dln_status status =
        dln_series_divide(shown, count, session->options->series, session->arena, &d.series, err);
    summary->undated = d.series.undated;
    if (status == DLN_OK)
        status = draw_all(&d);
    dln_gif_abandon(d.gif);
    dln_buffer_free(&d.bytes);
    return status;
}
