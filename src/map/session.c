#include "map/session.h"

#include <stdio.h>

#include "map/furniture.h"
#include "map/output.h"
#include "map/overlay.h"
#include "map/plan.h"
#include "map/translate.h"
#include "map/worldfile.h"

#define CSS_DPI 96.0

static dln_layout_options layout_options(const dln_map_options *options) {
    return (dln_layout_options){.width = options->width_px,
                                .height = options->height_px,
                                .unit = options->dpi / CSS_DPI,
                                .title = options->title,
                                .subtitle = options->subtitle,
                                .theme = dln_theme_of(options->theme),
                                .words = dln_words_of(options->language),
                                .density = options->density,
                                .size_by = options->size_by,
                                .has_extent = options->has_extent,
                                .extent = options->extent};
}

dln_status dln_session_scene(const dln_session *session, const dln_shown *shown, size_t count,
                             dln_scene *out, dln_error *err) {
    const dln_map_options *options = session->options;
    dln_scene scene;
    const dln_shown *translated;
    dln_status status = dln_translate_shown(options->basemap, options->language, &options->namer,
                                            shown, count, session->arena, &translated, err);
    if (status == DLN_OK)
        status = dln_scene_build(translated, count, session->arena, &scene, err);
    if (status == DLN_OK)
        scene.words = session->layout.words;
    if (status == DLN_OK && session->options->density)
        status = dln_scene_flatten(&scene, session->arena, &scene, err);
    if (status != DLN_OK)
        return status;
    (void)dln_scene_highlight(&scene, session->options->highlight,
                              session->options->highlight_count);
    *out = scene;
    return DLN_OK;
}

static dln_status nothing_to_show(const dln_scene *scene, dln_error *err) {
    if (scene->too_rough)
        return dln_fail(err, DLN_NOT_FOUND,
                        "the %zu incidents are known by region only: a map of density needs places",
                        scene->too_rough);
    return dln_fail(err, DLN_NOT_FOUND,
                    scene->unplaced ? "none of the %zu incidents has a known place"
                                    : "there is no incident to put on a map",
                    scene->unplaced);
}

// A system that was asked for may know nothing of the region: a map of it would be empty.
static dln_status check_covers(const dln_projection *projection, const char *name, dln_box extent,
                               dln_error *err) {
    dln_lonlat edges[DLN_EXTENT_EDGE_POINTS];
    dln_xy xy;
    size_t known = 0;
    dln_extent_edges(extent, edges);
    for (size_t i = 0; i < DLN_EXTENT_EDGE_POINTS; i++)
        known += dln_project(projection, edges[i], &xy);
    if (2 * known > DLN_EXTENT_EDGE_POINTS)
        return DLN_OK;
    return dln_fail(err, DLN_INVALID,
                    "'%s' does not reach what this map shows: choose another --crs, or none", name);
}

static dln_status choose_projections(dln_session *session, dln_error *err) {
    const char *crs = session->options->crs;
    dln_box extent = dln_scene_extent(&session->scene, &session->layout);
    dln_status status = crs ? dln_projection_named(crs, &session->projection, err)
                            : dln_projection_for(extent, &session->projection, err);
    if (status == DLN_OK && crs)
        status = check_covers(session->projection, crs, extent, err);
    if (status != DLN_OK || session->options->no_locator)
        return status;
    session->layout.locator_extent = dln_locator_extent(extent);
    status = dln_projection_for(session->layout.locator_extent, &session->locator, err);
    session->layout.locator = session->locator;
    return status;
}

dln_status dln_session_open(dln_session *session, const dln_map_options *options,
                            dln_picture_format format, const dln_shown *shown, size_t count,
                            dln_error *err) {
    *session =
        (dln_session){.options = options, .format = format, .layout = layout_options(options)};
    dln_status status = dln_arena_new(&session->arena, err);
    if (status == DLN_OK)
        status = dln_session_scene(session, shown, count, &session->scene, err);
    if (status == DLN_OK && !session->scene.event_count && !options->has_extent)
        status = nothing_to_show(&session->scene, err);
    if (status == DLN_OK)
        status = dln_fonts_new(&session->fonts, err);
    if (status != DLN_OK)
        return status;
    session->typesetter = dln_fonts_typesetter(session->fonts);
    return choose_projections(session, err);
}

void dln_session_close(dln_session *session) {
    dln_projection_free(session->projection);
    dln_projection_free(session->locator);
    dln_fonts_free(session->fonts);
    dln_arena_free(session->arena);
    *session = (dln_session){0};
}

dln_status dln_session_paint(const dln_session *session, const dln_display_list *list,
                             dln_buffer *out, dln_error *err) {
    dln_paint_options paint = {.dpi = session->options->dpi, .title = list->title};
    switch (session->format) {
    case DLN_PICTURE_PDF:
        return dln_paint_pdf(list, session->fonts, &paint, out, err);
    case DLN_PICTURE_SVG:
        return dln_paint_svg(list, &paint, out, err);
    default:
        return dln_paint_png(list, session->fonts, &paint, out, err);
    }
}

void dln_session_sum_up(const dln_session *session, const dln_plan *plan,
                        const dln_display_list *list, dln_map_summary *summary) {
    summary->incidents += plan->counts.shown;
    summary->movements += plan->counts.movements;
    summary->outside += plan->counts.outside;
    summary->unnamed += dln_plan_unnamed(plan);
    dln_fonts_count_missing(session->fonts, list, summary);
    snprintf(summary->overlay_layers, sizeof summary->overlay_layers, "%.*s",
             DLN_STR_ARG(session->overlay_layers));
    summary->pictures++;
}

dln_status dln_session_ground(dln_session *session, const dln_plan *plan, dln_basemap *out,
                              dln_error *err) {
    const dln_map_options *options = session->options;
    dln_status status = dln_basemap_read(options->basemap, options->language, &options->namer,
                                         &plan->view, &plan->locator, session->arena, out, err);
    if (status == DLN_OK && options->overlay)
        status = dln_overlay_read(options->overlay_reader, options->overlay, &plan->view,
                                  options->crs, session->arena, out, err);
    if (status == DLN_OK)
        session->overlay_layers = out->overlay_layers;
    return status;
}

static dln_status lay_out(dln_session *session, dln_plan *plan, dln_display_list *list,
                          dln_error *err) {
    dln_basemap basemap;
    dln_status status = dln_plan_make(&session->scene, session->projection, &session->layout,
                                      &session->typesetter, session->arena, plan, err);
    if (status == DLN_OK)
        status = dln_session_ground(session, plan, &basemap, err);
    return status == DLN_OK ? dln_layout_draw(plan, &basemap, session->arena, list, err) : status;
}

dln_status dln_session_save(const dln_session *session, const dln_plan *plan, const char *path,
                            const dln_display_list *list, dln_arena *arena, dln_error *err) {
    dln_buffer bytes = {0};
    dln_status status = dln_session_paint(session, list, &bytes, err);
    if (status == DLN_OK)
        status = dln_output_save(path, dln_buffer_str(&bytes), err);
    dln_buffer_free(&bytes);
    if (status == DLN_OK && session->options->worldfile)
        status = dln_worldfile_save(path, &plan->view, session->options->crs, arena, err);
    return status;
}

dln_status dln_session_draw(dln_session *session, dln_map_summary *summary, dln_error *err) {
    dln_plan plan;
    dln_display_list list;
    dln_status status = lay_out(session, &plan, &list, err);
    if (status == DLN_OK)
        status =
            dln_session_save(session, &plan, session->options->path, &list, session->arena, err);
    if (status == DLN_OK) {
        summary->unplaced = session->scene.unplaced;
        summary->too_rough = session->scene.too_rough;
        dln_session_sum_up(session, &plan, &list, summary);
    }
    return status;
}
