#include "golden/laid_out.h"

#include <string.h>

#include "map/clip.h"
#include "map/furniture.h"

static dln_text_size measure_letters(void *context, dln_font font, dln_str text) {
    (void)context;
    double letters = (double)dln_codepoints_between(text, 0, text.len);
    return (dln_text_size){letters * (0.6 * font.size + font.spacing), 0.9 * font.size,
                           0.25 * font.size};
}

// The made-up ground, around the places of the scenes: degrees, then what they are.
static const dln_lonlat west_land[] = {{33.5, 30}, {36, 33}, {35.5, 37.5}, {42, 37},
                                       {41, 34},   {38, 31}, {36, 29}};
static const dln_lonlat east_land[] = {{42, 37}, {47, 36}, {49, 31}, {45, 28}, {38, 31}, {41, 34}};
static const dln_lonlat border[] = {{42, 37}, {41, 34}, {38, 31}};
static const dln_lonlat river[] = {{38, 36.5}, {39.5, 35.9}, {41, 34.5}, {44, 33}, {48, 30.5}};
static const dln_lonlat towns[] = {{36.3, 33.5}, {44.36, 33.31}, {43.1, 36.3}};
static const char *const town_names[] = {"Westville", "Eastville", "Northville"};

struct ground {
    laid_out *made;
    dln_clip_scratch scratch;
    dln_error *err;
    dln_status status;
};

static void add_shape(struct ground *g, dln_base_kind kind, dln_geometry_kind geometry,
                      const dln_lonlat *points, uint32_t count, const char *name) {
    dln_clip_as as = geometry == DLN_GEOMETRY_POLYGONS ? DLN_CLIP_FILL : DLN_CLIP_OUTLINE;
    laid_out *l = g->made;
    dln_geometry shape = {geometry, points, &count, 1};
    dln_base_shape base = {.name = dln_str_from(name), .size_px = 400, .country = "XX"};
    base.path = dln_clip_shape(&l->plan.view, &shape, as, &g->scratch, l->arena);
    if (base.path.part_count && g->status == DLN_OK)
        g->status = dln_basemap_add(&l->basemap, kind, base, l->arena, g->err);
}

static void add_town(struct ground *g, size_t i) {
    laid_out *l = g->made;
    dln_px *px = DLN_ARENA_ARRAY(l->arena, dln_px, 1);
    uint32_t *end = DLN_ARENA_ARRAY(l->arena, uint32_t, 1);
    if (!px || !end || !dln_view_px(&l->plan.view, towns[i], px) ||
        !dln_rect_contains(l->plan.frame, *px))
        return;
    *end = 1;
    dln_base_shape town = {
        .name = dln_str_from(town_names[i]), .path = {px, end, 1, false}, .rank = (int)i + 1};
    if (g->status == DLN_OK)
        g->status = dln_basemap_add(&l->basemap, DLN_BASE_TOWN, town, l->arena, g->err);
}

#define COUNT(array) ((uint32_t)(sizeof(array) / sizeof *(array)))

static dln_status make_ground(laid_out *l, dln_error *err) {
    struct ground g = {.made = l, .err = err};
    add_shape(&g, DLN_BASE_COUNTRY, DLN_GEOMETRY_POLYGONS, west_land, COUNT(west_land), "Westland");
    add_shape(&g, DLN_BASE_COUNTRY, DLN_GEOMETRY_POLYGONS, east_land, COUNT(east_land), "Eastland");
    add_shape(&g, DLN_BASE_BORDER, DLN_GEOMETRY_LINES, border, COUNT(border), NULL);
    add_shape(&g, DLN_BASE_RIVER, DLN_GEOMETRY_LINES, river, COUNT(river), "Long River");
    for (size_t i = 0; i < COUNT(towns); i++)
        add_town(&g, i);
    dln_clip_scratch_free(&g.scratch);
    return g.status;
}

static dln_layout_options options_of(const dln_map_options *o) {
    return (dln_layout_options){.width = o->width_px,
                                .height = o->height_px,
                                .unit = o->dpi / 96,
                                .title = o->title,
                                .subtitle = o->subtitle,
                                .theme = dln_theme_of(o->theme),
                                .words = dln_words_of(o->language),
                                .density = o->density,
                                .size_by = o->size_by,
                                .has_extent = o->has_extent,
                                .extent = o->extent};
}

static dln_status lay_out(laid_out *l, const char *basemap, dln_error *err) {
    l->options = options_of(&l->file.options);
    dln_status status = scene_file_show(&l->file, &l->shown, err);
    if (status == DLN_OK)
        status = dln_scene_build(l->shown.items, l->shown.count, l->arena, &l->scene, err);
    l->scene.words = l->options.words;
    if (status == DLN_OK && l->options.density)
        status = dln_scene_flatten(&l->scene, l->arena, &l->scene, err);
    if (status == DLN_OK)
        (void)dln_scene_highlight(&l->scene, l->file.options.highlight,
                                  l->file.options.highlight_count);
    if (status == DLN_OK)
        status = dln_projection_for(dln_scene_extent(&l->scene, &l->options), &l->projection, err);
    l->options.locator_extent = dln_locator_extent(dln_scene_extent(&l->scene, &l->options));
    if (status == DLN_OK)
        status = dln_projection_for(l->options.locator_extent, &l->locator, err);
    l->options.locator = l->locator;
    if (status == DLN_OK)
        status = dln_plan_make(&l->scene, l->projection, &l->options, &l->typesetter, l->arena,
                               &l->plan, err);
    if (status == DLN_OK)
        status = basemap ? dln_basemap_read(basemap, l->file.options.language, NULL, &l->plan.view,
                                            &l->plan.locator, l->arena, &l->basemap, err)
                         : make_ground(l, err);
    if (status == DLN_OK)
        status = dln_layout_draw(&l->plan, &l->basemap, l->arena, &l->list, err);
    return status;
}

dln_status laid_out_make(dln_str scene, const dln_typesetter *typesetter, const char *basemap,
                         laid_out *out, dln_error *err) {
    *out = (laid_out){.typesetter = {NULL, measure_letters}};
    if (typesetter)
        out->typesetter = *typesetter;
    dln_status status = dln_arena_new(&out->arena, err);
    if (status == DLN_OK)
        status = scene_file_parse(scene, out->arena, &out->file, err);
    if (status == DLN_OK)
        status = lay_out(out, basemap, err);
    if (status != DLN_OK)
        laid_out_free(out);
    return status;
}

void laid_out_free(laid_out *l) {
    dln_projection_free(l->projection);
    dln_projection_free(l->locator);
    dln_shown_list_free(&l->shown);
    dln_arena_free(l->arena);
    l->projection = l->locator = NULL;
    l->arena = NULL;
}
