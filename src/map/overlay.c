#include "map/overlay.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "map/clip.h"
#include "map/symbols.h"
#include "vector/file_reader.h"

// A raster is brought to the pixels of the picture, but no finer than this many: a poster's
// hillshade is stretched.
#define RASTER_MAX_PIXELS 4e6

struct reading {
    const dln_view *view;
    dln_basemap *basemap;
    dln_arena *arena;
    dln_clip_scratch scratch;
};

static dln_status add_points(struct reading *r, const dln_geometry *geometry, dln_error *err) {
    dln_status status = DLN_OK;
    size_t count = geometry->part_count ? geometry->part_ends[geometry->part_count - 1] : 0;
    for (size_t i = 0; i < count && status == DLN_OK; i++) {
        dln_px px;
        if (!dln_view_px(r->view, geometry->points[i], &px) ||
            !dln_rect_contains(r->view->frame, px))
            continue;
        dln_px *point = DLN_ARENA_ARRAY(r->arena, dln_px, 1);
        uint32_t *end = DLN_ARENA_ARRAY(r->arena, uint32_t, 1);
        if (!point || !end)
            return dln_fail_memory(err);
        *point = px;
        *end = 1;
        dln_base_shape shape = {.path = {point, end, 1, false}};
        status = dln_basemap_add(r->basemap, DLN_BASE_OVERLAY_POINT, shape, r->arena, err);
    }
    return status;
}

static dln_status add_feature(void *context, const dln_feature *feature, dln_error *err) {
    struct reading *r = context;
    const dln_geometry *geometry = &feature->geometry;
    if (geometry->kind == DLN_GEOMETRY_NONE)
        return DLN_OK;
    if (geometry->kind == DLN_GEOMETRY_POINTS)
        return add_points(r, geometry, err);
    bool area = geometry->kind == DLN_GEOMETRY_POLYGONS;
    dln_base_shape shape = {0};
    shape.path = dln_clip_shape(r->view, geometry, area ? DLN_CLIP_FILL : DLN_CLIP_OUTLINE,
                                &r->scratch, r->arena);
    if (r->scratch.failed)
        return dln_fail_memory(err);
    if (!shape.path.part_count)
        return DLN_OK;
    return dln_basemap_add(r->basemap, area ? DLN_BASE_OVERLAY_AREA : DLN_BASE_OVERLAY_LINE, shape,
                           r->arena, err);
}

static dln_str layer_names(const dln_file_reader *files, const dln_vector_file *file,
                           dln_arena *arena) {
    dln_str names = DLN_STR("");
    for (size_t i = 0; i < files->vector_layer_count(file); i++)
        names = dln_arena_printf(arena, "%.*s%s%s", DLN_STR_ARG(names), i ? ", " : "",
                                 files->vector_layer_name(file, i));
    return names;
}

static bool has_layer(const dln_file_reader *files, const dln_vector_file *file,
                      const char *layer) {
    for (size_t i = 0; i < files->vector_layer_count(file); i++)
        if (strcmp(files->vector_layer_name(file, i), layer) == 0)
            return true;
    return false;
}

// One layer, or all that the file has.
static dln_status read_layers(struct reading *r, const dln_file_reader *files,
                              dln_vector_file *file, const char *path, const char *layer,
                              dln_error *err) {
    static const char *const no_fields[] = {NULL};
    dln_box window = dln_view_window(r->view);
    dln_str names = layer_names(files, file, r->arena);
    if (layer && !has_layer(files, file, layer))
        return dln_fail(err, DLN_BAD_INPUT, "%s has no layer '%s'; it has: %.*s", path, layer,
                        DLN_STR_ARG(names));
    r->basemap->overlay_layers = layer ? dln_arena_copy(r->arena, dln_str_from(layer)) : names;
    dln_status status = DLN_OK;
    for (size_t i = 0; i < files->vector_layer_count(file) && status == DLN_OK; i++) {
        const char *name = files->vector_layer_name(file, i);
        if (!layer || strcmp(name, layer) == 0)
            status = files->vector_read(file, name, &window, no_fields, add_feature, r, err);
    }
    return status;
}

static dln_status read_vector(const dln_file_reader *files, const char *path, const char *layer,
                              const dln_view *view, dln_arena *arena, dln_basemap *basemap,
                              dln_error *err) {
    struct reading r = {.view = view, .basemap = basemap, .arena = arena};
    dln_vector_file *file;
    if (files->vector_open(path, &file, NULL) != DLN_OK)
        return dln_fail(err, DLN_BAD_INPUT, "%s: %s", path,
                        access(path, R_OK) == 0
                            ? "GDAL can read it neither as a vector file nor as a raster"
                            : strerror(errno));
    dln_status status = read_layers(&r, files, file, path, layer, err);
    dln_clip_scratch_free(&r.scratch);
    files->vector_close(file);
    return status;
}

// A shade at its full strength would drown the tints, lines and names that it lies under.
#define SHADE_SHARE 0.5

static void weaken(uint32_t *pixels, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint32_t weaker = 0;
        for (int shift = 0; shift < 32; shift += 8)
            weaker |= (uint32_t)((pixels[i] >> shift & 255) * SHADE_SHARE) << shift;
        pixels[i] = weaker;
    }
}

static dln_status read_raster(const dln_file_reader *files, const char *path, const dln_view *view,
                              const char *system, dln_arena *arena, dln_basemap *basemap,
                              dln_error *err) {
    double width = dln_rect_width(view->frame), height = dln_rect_height(view->frame);
    double coarser = fmax(1, sqrt(width * height / RASTER_MAX_PIXELS));
    double metres = dln_projection_metres_per_unit(view->projection);
    dln_str wkt = dln_projection_wkt(view->projection, system, arena);
    if (!wkt.data)
        return dln_fail(err, DLN_INVALID, "%s: the map's projection has no name for GDAL", path);
    dln_raster_grid grid = {.wkt = wkt.data,
                            .left = (view->center.x - width / 2 * view->metres_per_px) / metres,
                            .top = (view->center.y + height / 2 * view->metres_per_px) / metres,
                            .cell = view->metres_per_px * coarser / metres,
                            .columns = (int)ceil(width / coarser),
                            .rows = (int)ceil(height / coarser)};
    dln_base_image *image = &basemap->image;
    uint32_t *pixels;
    dln_status status = files->raster_read(path, &grid, arena, &pixels, &image->grey, err);
    if (status != DLN_OK)
        return status;
    if (image->grey)
        weaken(pixels, (size_t)grid.columns * (size_t)grid.rows);
    image->pixels = pixels;
    image->columns = grid.columns;
    image->rows = grid.rows;
    image->box =
        (dln_rect){view->frame.left, view->frame.top, view->frame.left + grid.columns * coarser,
                   view->frame.top + grid.rows * coarser};
    return DLN_OK;
}

// "FILE:LAYER", where no file of that whole name is there: its layer, and `path` cut before it.
static const char *cut_layer(char *path) {
    char *colon = access(path, F_OK) == 0 ? NULL : strrchr(path, ':');
    if (!colon || colon == path || !colon[1])
        return NULL;
    *colon = '\0';
    if (access(path, F_OK) == 0)
        return colon + 1;
    *colon = ':';
    return NULL;
}

dln_status dln_overlay_read(const dln_file_reader *files, const char *named, const dln_view *view,
                            const char *system, dln_arena *arena, dln_basemap *basemap,
                            dln_error *err) {
    if (!files)
        return dln_fail(err, DLN_INVALID, "%s: nobody is named who reads it", named);
    char *path = DLN_ARENA_ARRAY(arena, char, strlen(named) + 1);
    if (!path)
        return dln_fail_memory(err);
    memcpy(path, named, strlen(named) + 1);
    const char *layer = cut_layer(path);
    return !layer && files->raster_is(path)
               ? read_raster(files, path, view, system, arena, basemap, err)
               : read_vector(files, path, layer, view, arena, basemap, err);
}

// A grey raster is a shade on the tints of land and sea, a coloured one takes their place.
void dln_overlay_draw_raster(dln_display_list *list, const dln_basemap *basemap,
                             const dln_theme *theme) {
    const dln_base_image *image = &basemap->image;
    if (!image->pixels)
        return;
    dln_blend blend = !image->grey  ? DLN_BLEND_OVER
                      : theme->dark ? DLN_BLEND_SOFT_LIGHT
                                    : DLN_BLEND_MULTIPLY;
    dln_list_image(list, "overlay", image->pixels, image->columns, image->rows, image->box, blend);
}

void dln_overlay_draw_shapes(dln_display_list *list, const dln_basemap *basemap,
                             const dln_theme *theme, double unit) {
    dln_stroke line = {.color = theme->overlay, .width = 1.2 * unit};
    const dln_base_layer *areas = &basemap->layers[DLN_BASE_OVERLAY_AREA];
    const dln_base_layer *lines = &basemap->layers[DLN_BASE_OVERLAY_LINE];
    const dln_base_layer *points = &basemap->layers[DLN_BASE_OVERLAY_POINT];
    for (size_t i = 0; i < areas->count; i++)
        dln_list_path(list, "overlay", areas->shapes[i].path, dln_color_faded(theme->overlay, 0.14),
                      line);
    for (size_t i = 0; i < lines->count; i++)
        dln_list_path(list, "overlay", lines->shapes[i].path, DLN_COLOR_NONE, line);
    for (size_t i = 0; i < points->count; i++)
        dln_circle_draw(list, "overlay", points->shapes[i].path.points[0], 1.8 * unit,
                        theme->overlay, (dln_stroke){0});
}
