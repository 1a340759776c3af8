#include "map/basemap.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "map/clip.h"
#include "vector/vector.h"

// Coarser than this a kind of feature only darkens the picture (metres on the ground a pixel).
#define ADMIN1_MAX_M_PER_PX 2600.0
#define RIVER_MAX_M_PER_PX  6000.0
#define BASEMAP_FILE        "basemap.gpkg"
#define SHAPES_MAX          200000 // shapes of one kind: more is a mistaken file

// One layer of the bundled file and what becomes of it.
struct source {
    const char *layer;
    dln_base_kind kind;
    double coarsest_m_per_px; // 0: always
    const char *fields[5];    // name, country, rank, capital: in this order, as far as there are
};

static const struct source sources[] = {
    {"countries", DLN_BASE_COUNTRY, 0, {"name", "country"}},
    {"admin1", DLN_BASE_ADMIN1, ADMIN1_MAX_M_PER_PX, {"name", "country"}},
    {"disputed", DLN_BASE_DISPUTED, 0, {"name"}},
    {"cities", DLN_BASE_TOWN, 0, {"name", "country", "rank"}},
};

struct loading {
    const struct source *source;
    const dln_view *view;
    dln_basemap *basemap;
    dln_arena *arena;
    dln_clip_scratch scratch;
};

dln_status dln_basemap_add(dln_basemap *basemap, dln_base_kind kind, dln_base_shape shape,
                           dln_arena *arena, dln_error *err) {
    dln_base_layer *layer = &basemap->layers[kind];
    if (layer->count == SHAPES_MAX)
        return dln_fail(err, DLN_TOO_LARGE, "the basemap has more than %d shapes of one kind here",
                        SHAPES_MAX);
    if (layer->count == layer->capacity) {
        size_t larger = layer->capacity ? layer->capacity * 2 : 64;
        dln_base_shape *shapes = DLN_ARENA_ARRAY(arena, dln_base_shape, larger);
        if (!shapes)
            return dln_fail_memory(err);
        if (layer->count)
            memcpy(shapes, layer->shapes, layer->count * sizeof *shapes);
        layer->shapes = shapes;
        layer->capacity = larger;
    }
    layer->shapes[layer->count++] = shape;
    return DLN_OK;
}

static double visible_diagonal(const dln_path *path, dln_rect frame) {
    dln_rect box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    size_t count = path->part_count ? path->part_ends[path->part_count - 1] : 0;
    for (size_t i = 0; i < count; i++) {
        dln_px p = path->points[i];
        box.left = fmin(box.left, fmax(p.x, frame.left));
        box.right = fmax(box.right, fmin(p.x, frame.right));
        box.top = fmin(box.top, fmax(p.y, frame.top));
        box.bottom = fmax(box.bottom, fmin(p.y, frame.bottom));
    }
    double width = dln_rect_width(box), height = dln_rect_height(box);
    return width > 0 && height > 0 ? hypot(width, height) : 0;
}

static dln_status add_point(struct loading *loading, const dln_geometry *at, dln_base_shape shape,
                            dln_error *err) {
    dln_px px;
    if (at->part_count == 0 || !dln_view_px(loading->view, at->points[0], &px) ||
        !dln_rect_contains(loading->view->frame, px))
        return DLN_OK;
    dln_px *point = DLN_ARENA_ARRAY(loading->arena, dln_px, 1);
    uint32_t *end = DLN_ARENA_ARRAY(loading->arena, uint32_t, 1);
    if (!point || !end)
        return dln_fail_memory(err);
    *point = px;
    *end = 1;
    shape.path = (dln_path){point, end, 1, false};
    return dln_basemap_add(loading->basemap, loading->source->kind, shape, loading->arena, err);
}

static dln_status add_shape(struct loading *loading, dln_base_kind kind,
                            const dln_geometry *geometry, dln_clip_as as, dln_base_shape shape,
                            dln_error *err) {
    shape.path = dln_clip_shape(loading->view, geometry, as, &loading->scratch, loading->arena);
    if (loading->scratch.failed)
        return dln_fail_memory(err);
    if (!shape.path.part_count)
        return DLN_OK;
    shape.spread = visible_diagonal(&shape.path, loading->view->frame);
    return dln_basemap_add(loading->basemap, kind, shape, loading->arena, err);
}

static dln_base_shape described(const struct loading *loading, const dln_feature *feature) {
    dln_base_shape shape = {0};
    const char *const *fields = loading->source->fields;
    for (size_t i = 0; fields[i]; i++) {
        dln_str value = feature->values[i];
        int64_t number;
        if (strcmp(fields[i], "name") == 0)
            shape.name = dln_arena_copy(loading->arena, value);
        else if (strcmp(fields[i], "country") == 0)
            snprintf(shape.country, sizeof shape.country, "%.*s", DLN_STR_ARG(value));
        else if (strcmp(fields[i], "rank") == 0 && dln_str_to_int(value, &number))
            shape.rank = (int)number;
    }
    shape.capital = loading->source->kind == DLN_BASE_TOWN && shape.rank == 1;
    return shape;
}

static dln_status load_feature(void *context, const dln_feature *feature, dln_error *err) {
    struct loading *loading = context;
    dln_base_kind kind = loading->source->kind;
    dln_base_shape shape = described(loading, feature);
    if (kind == DLN_BASE_TOWN || kind == DLN_BASE_SEA_NAME)
        return add_point(loading, &feature->geometry, shape, err);
    bool filled = kind == DLN_BASE_COUNTRY || kind == DLN_BASE_LAKE;
    dln_status status = add_shape(loading, kind, &feature->geometry,
                                  filled ? DLN_CLIP_FILL : DLN_CLIP_OUTLINE, shape, err);
    if (status == DLN_OK && kind == DLN_BASE_COUNTRY)
        status =
            add_shape(loading, DLN_BASE_BORDER, &feature->geometry, DLN_CLIP_OUTLINE, shape, err);
    return status;
}

// The window as a box that vector.h understands: west > east across the antimeridian.
static dln_box window_of(const dln_view *view) {
    dln_box box = {-180, view->south, 180, view->north};
    if (view->east - view->west < 360) {
        box.west = dln_wrap_lon(view->west);
        box.east = dln_wrap_lon(view->east);
    }
    return box;
}

dln_status dln_basemap_read(const char *folder, const dln_view *view, dln_arena *arena,
                            dln_basemap *out, dln_error *err) {
    char path[4096];
    if (snprintf(path, sizeof path, "%s/%s", folder, BASEMAP_FILE) >= (int)sizeof path)
        return dln_fail(err, DLN_INVALID, "the path of the basemap is too long");
    dln_vector_file *file;
    dln_status status = dln_vector_open(path, &file, err);
    if (status != DLN_OK)
        return status;
    dln_basemap basemap = {0};
    struct loading loading = {.view = view, .basemap = &basemap, .arena = arena};
    dln_box window = window_of(view);
    for (size_t i = 0; status == DLN_OK && i < sizeof sources / sizeof *sources; i++) {
        loading.source = &sources[i];
        if (loading.source->coarsest_m_per_px == 0 ||
            view->metres_per_px <= loading.source->coarsest_m_per_px)
            status = dln_vector_read(file, loading.source->layer, &window, loading.source->fields,
                                     load_feature, &loading, err);
    }
    dln_clip_scratch_free(&loading.scratch);
    dln_vector_close(file);
    if (status == DLN_OK)
        *out = basemap;
    return status;
}
