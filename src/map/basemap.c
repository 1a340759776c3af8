#include "map/basemap.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "map/clip.h"
#include "map/translate.h"
#include "vector/geopackage.h"

// Where one layer gives way to another, in metres on the ground a pixel. Drawn finer than this the
// coarse countries show their corners; drawn coarser, provinces and brooks only darken the picture.
#define COARSE_LAND_M 2500.0
#define ADMIN1_M      3200.0
#define RIVERS_M      9000.0
#define TOWNS_M       60000.0
#define FOREVER       1e12
#define SHAPES_MAX    200000 // shapes of one kind: more is a mistaken file
#define LAKE_MIN_PX   4.0    // of the diagonal: smaller it is a speck

#define FIELDS_MAX 5
// One layer of the bundled file, the scales it serves, and what its fields mean here.
struct source {
    const char *layer;
    dln_base_kind kind;
    double finest, coarsest; // metres a pixel
    const char *fields[FIELDS_MAX + 1];
};

static const struct source sources[] = {
    {"countries", DLN_BASE_COUNTRY, 0, COARSE_LAND_M, {"name", "name_ar", "country"}},
    {"countries_coarse", DLN_BASE_COUNTRY, COARSE_LAND_M, FOREVER, {"name", "name_ar", "country"}},
    {"borders", DLN_BASE_BORDER, 0, FOREVER, {"country", "disputed"}},
    {"disputed", DLN_BASE_DISPUTED, 0, FOREVER, {"name"}},
    {"admin1", DLN_BASE_ADMIN1, 0, ADMIN1_M, {"country"}},
    {"lakes", DLN_BASE_LAKE, 0, FOREVER, {"name", "name_ar", "area_km2"}},
    {"rivers", DLN_BASE_RIVER, 0, RIVERS_M, {"name", "name_ar", "rank"}},
    {"admin1_names",
     DLN_BASE_ADMIN1_NAME,
     0,
     ADMIN1_M,
     {"name", "name_ar", "country", "radius_km"}},
    {"seas", DLN_BASE_SEA, 0, FOREVER, {"name", "name_ar", "rank", "extent_km"}},
    {"cities", DLN_BASE_TOWN, 0, TOWNS_M, {"name", "name_ar", "country", "rank", "population"}},
};

// Metres a pixel at which rivers and towns of a rank (index) are still worth reading.
static const double river_coarsest[] = {FOREVER, 9000, 2600, 1600, 700};
static const double town_coarsest[] = {FOREVER, 60000, 12000, 4500, 2000, 1000, 500, 250};

struct loading {
    const struct source *source;
    const dln_view *view;
    dln_map_language language;
    const dln_map_namer *namer;
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

// What the fields of one feature say.
struct described {
    dln_base_shape shape;
    bool is_local; // its name is in the language of the map
    double size_km, area_km2;
    bool disputed;
};

static struct described describe(const struct loading *loading, const dln_feature *feature) {
    struct described d = {0};
    const char *const *fields = loading->source->fields;
    for (size_t i = 0; fields[i]; i++) {
        dln_str value = feature->values[i];
        double number = 0;
        if (strcmp(fields[i], "name_ar") == 0) {
            if (loading->language == DLN_MAP_ARABIC && value.len) {
                d.shape.name = dln_arena_copy(loading->arena, value);
                d.is_local = true;
            }
        } else if (strcmp(fields[i], "name") == 0)
            d.shape.name = dln_arena_copy(loading->arena, value);
        else if (strcmp(fields[i], "country") == 0)
            snprintf(d.shape.country, sizeof d.shape.country, "%.*s",
                     DLN_STR_ARG(dln_str_slice(value, 0, 2)));
        else if (!dln_str_to_double(value, &number))
            continue;
        else if (strcmp(fields[i], "rank") == 0)
            d.shape.rank = (int)number;
        else if (strcmp(fields[i], "population") == 0)
            d.shape.weight = number;
        else if (strcmp(fields[i], "disputed") == 0)
            d.disputed = number != 0;
        else if (strcmp(fields[i], "area_km2") == 0)
            d.area_km2 = number;
        else
            d.size_km = number;
    }
    return d;
}

static bool is_worth_it(const struct loading *loading, const struct described *d) {
    double scale = loading->view->metres_per_px;
    size_t rank = d->shape.rank > 0 ? (size_t)d->shape.rank : 0;
    switch (loading->source->kind) {
    case DLN_BASE_RIVER:
        return rank < sizeof river_coarsest / sizeof *river_coarsest &&
               scale <= river_coarsest[rank];
    case DLN_BASE_TOWN:
        return rank < sizeof town_coarsest / sizeof *town_coarsest && scale <= town_coarsest[rank];
    case DLN_BASE_LAKE:
        return sqrt(d->area_km2) * 1000 / scale > LAKE_MIN_PX;
    default:
        return true;
    }
}

static dln_status add_point(struct loading *loading, const dln_geometry *at, struct described *d,
                            dln_error *err) {
    dln_px px;
    if (at->part_count == 0 || !dln_view_px(loading->view, at->points[0], &px) ||
        !dln_rect_contains(loading->view->frame, px))
        return DLN_OK;
    dln_px *point = DLN_ARENA_ARRAY(loading->arena, dln_px, 1);
    uint32_t *end = DLN_ARENA_ARRAY(loading->arena, uint32_t, 1);
    if (!point || !end)
        return dln_fail_memory(err);
    if (loading->language != DLN_MAP_ENGLISH && !d->is_local) {
        dln_str known = dln_namer_ask(loading->namer, d->shape.name, at->points[0]);
        d->shape.name = known.len ? dln_arena_copy(loading->arena, known) : d->shape.name;
    }
    *point = px;
    *end = 1;
    d->shape.path = (dln_path){point, end, 1, false};
    d->shape.size_px = d->size_km * 1000 / loading->view->metres_per_px;
    return dln_basemap_add(loading->basemap, loading->source->kind, d->shape, loading->arena, err);
}

static dln_status add_shape(struct loading *loading, dln_base_kind kind,
                            const dln_geometry *geometry, dln_clip_as as, struct described *d,
                            dln_error *err) {
    d->shape.path = dln_clip_shape(loading->view, geometry, as, &loading->scratch, loading->arena);
    if (loading->scratch.failed)
        return dln_fail_memory(err);
    if (!d->shape.path.part_count)
        return DLN_OK;
    d->shape.size_px = visible_diagonal(&d->shape.path, loading->view->frame);
    return dln_basemap_add(loading->basemap, kind, d->shape, loading->arena, err);
}

static dln_status load_feature(void *context, const dln_feature *feature, dln_error *err) {
    struct loading *loading = context;
    dln_base_kind kind = loading->source->kind;
    struct described d = describe(loading, feature);
    if (!is_worth_it(loading, &d))
        return DLN_OK;
    const dln_geometry *geometry = &feature->geometry;
    switch (kind) {
    case DLN_BASE_TOWN:
    case DLN_BASE_SEA:
    case DLN_BASE_ADMIN1_NAME:
        return add_point(loading, geometry, &d, err);
    case DLN_BASE_LAKE:
    case DLN_BASE_LOCATOR_LAND:
        return add_shape(loading, kind, geometry, DLN_CLIP_FILL, &d, err);
    case DLN_BASE_BORDER:
        return add_shape(loading, d.disputed ? DLN_BASE_DISPUTED : kind, geometry, DLN_CLIP_OUTLINE,
                         &d, err);
    case DLN_BASE_COUNTRY: {
        dln_status status = add_shape(loading, kind, geometry, DLN_CLIP_FILL, &d, err);
        return status == DLN_OK
                   ? add_shape(loading, DLN_BASE_COAST, geometry, DLN_CLIP_OUTLINE, &d, err)
                   : status;
    }
    default:
        return add_shape(loading, kind, geometry, DLN_CLIP_OUTLINE, &d, err);
    }
}

static dln_status read_locator(struct loading *loading, dln_geopackage *file,
                               const dln_view *locator, dln_error *err) {
    static const struct source land = {
        "countries_coarse", DLN_BASE_LOCATOR_LAND, 0, FOREVER, {"country"}};
    dln_box window = dln_view_window(locator);
    loading->source = &land;
    loading->view = locator;
    return dln_geopackage_read(file, land.layer, &window, land.fields, load_feature, loading, err);
}

dln_status dln_basemap_read(const char *folder, dln_map_language language,
                            const dln_map_namer *namer, const dln_view *view,
                            const dln_view *locator, dln_arena *arena, dln_basemap *out,
                            dln_error *err) {
    char path[4096];
    if (snprintf(path, sizeof path, "%s/%s", folder, DLN_BASEMAP_FILE) >= (int)sizeof path)
        return dln_fail(err, DLN_INVALID, "the path of the basemap is too long");
    dln_geopackage *file;
    dln_status status = dln_geopackage_open(path, &file, err);
    if (status != DLN_OK)
        return status;
    dln_basemap basemap = {0};
    struct loading loading = {
        .view = view, .language = language, .namer = namer, .basemap = &basemap, .arena = arena};
    dln_box window = dln_view_window(view);
    for (size_t i = 0; status == DLN_OK && i < sizeof sources / sizeof *sources; i++) {
        loading.source = &sources[i];
        if (view->metres_per_px > loading.source->finest &&
            view->metres_per_px <= loading.source->coarsest)
            status = dln_geopackage_read(file, loading.source->layer, &window,
                                         loading.source->fields, load_feature, &loading, err);
    }
    if (status == DLN_OK && locator->projection)
        status = read_locator(&loading, file, locator, err);
    dln_clip_scratch_free(&loading.scratch);
    dln_geopackage_close(file);
    if (status == DLN_OK)
        *out = basemap;
    return status;
}
