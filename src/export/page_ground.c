// The ground of the page: land, borders, waters and names of the basemap around the incidents.
#include <math.h>

#include "export/page_shape.h"
#include "vector/geopackage.h"

#define GRID_UNITS 10000.0 // the longer side
// Room around the window, as a share of its longer side, and at least (degrees).
#define AROUND_SHARE   0.6
#define AROUND_MIN_DEG 1.5
#define WHOLE_DEG      340.0 // from here on all the way round
#define RADIANS        0.017453292519943295
#define LAT_MAX        84.0
#define NO_LIMIT       1e9

// One layer of the file: up to which width of the grid (degrees) it is worth its bytes.
typedef struct ground_layer {
    const char *role, *from;
    double from_deg, to_deg;
    const char *rank; // field that says how important; NULL: none
} ground_layer;

static const ground_layer layers[] = {
    {"land", "countries", 0, 60, NULL},    {"land", "countries_coarse", 60, NO_LIMIT, NULL},
    {"lake", "lakes", 0, NO_LIMIT, NULL},  {"river", "rivers", 0, 90, "rank"},
    {"admin1", "admin1", 0, 50, NULL},     {"border", "borders", 0, NO_LIMIT, NULL},
    {"disputed", "disputed", 0, 90, NULL},
};

// The least important towns and rivers that a grid of up to this width has.
static const struct {
    double deg;
    int town, river;
} ranks[] = {{10, 7, 4}, {25, 5, 3}, {50, 4, 2}, {NO_LIMIT, 3, 1}};

static double mercator_deg(double lat) {
    return asinh(tan(fmax(-LAT_MAX, fmin(LAT_MAX, lat)) * RADIANS)) / RADIANS;
}

dln_page_grid dln_page_grid_around(dln_box window) {
    if (window.west > window.east)
        window.east += 360;
    double more = fmax(AROUND_MIN_DEG,
                       AROUND_SHARE * fmax(window.east - window.west, window.north - window.south));
    dln_page_grid grid = {.west = window.west - more,
                          .east = window.east + more,
                          .south = fmax(-LAT_MAX, window.south - more),
                          .north = fmin(LAT_MAX, window.north + more)};
    if (grid.east - grid.west >= WHOLE_DEG)
        grid.west = -180, grid.east = 180;
    grid.top = mercator_deg(grid.north);
    double wide = grid.east - grid.west, high = grid.top - mercator_deg(grid.south);
    grid.scale = GRID_UNITS / fmax(wide, high);
    grid.width = wide * grid.scale;
    grid.height = high * grid.scale;
    return grid;
}

typedef struct ground {
    const dln_page_grid *grid;
    dln_json *json;
    dln_page_shape shape;
    dln_buffer path;
    int least_rank; // that is still wanted; 0: all
} ground;

static bool is_wanted(const ground *g, const dln_feature *feature) {
    int64_t rank = 0;
    return !g->least_rank ||
           (dln_str_to_int(feature->values[0], &rank) && rank <= (int64_t)g->least_rank);
}

static dln_status put_shape(void *context, const dln_feature *feature, dln_error *err) {
    ground *g = context;
    if (!is_wanted(g, feature))
        return DLN_OK;
    dln_buffer_clear(&g->path);
    dln_page_append_path(&g->shape, g->grid, &feature->geometry, &g->path);
    if (g->shape.failed || g->path.failed)
        return dln_fail_memory(err);
    if (g->path.len)
        dln_json_str(g->json, NULL, dln_buffer_str(&g->path));
    return DLN_OK;
}

static dln_status put_name(void *context, const dln_feature *feature, dln_error *err) {
    ground *g = context;
    (void)err;
    if (!is_wanted(g, feature) || !feature->values[1].data || !feature->geometry.part_count)
        return DLN_OK;
    dln_lonlat at = feature->geometry.points[0];
    int64_t rank = 0;
    (void)dln_str_to_int(feature->values[0], &rank);
    dln_json_open(g->json, NULL, '{');
    dln_json_str(g->json, "text", feature->values[1]);
    dln_json_int(g->json, "rank", rank);
    int64_t people = 0;
    if (dln_str_to_int(feature->values[2], &people) && people > 0)
        dln_json_int(g->json, "people", people);
    dln_json_double(g->json, "lon", at.lon, 3);
    dln_json_double(g->json, "lat", at.lat, 3);
    dln_json_close(g->json, '}');
    return DLN_OK;
}

static dln_box box_of(const dln_page_grid *grid) {
    dln_box box = {grid->west, grid->south, grid->east, grid->north};
    if (grid->east - grid->west >= 360)
        return (dln_box){-180, grid->south, 180, grid->north};
    box.west = dln_wrap_lon(box.west);
    box.east = dln_wrap_lon(box.east);
    return box;
}

static dln_status put_layer(ground *g, dln_geopackage *package, const ground_layer *layer,
                            const dln_box *box, dln_error *err) {
    const char *const fields[] = {layer->rank, NULL};
    dln_json_open(g->json, NULL, '{');
    dln_json_str(g->json, "role", dln_str_from(layer->role));
    dln_json_open(g->json, "paths", '[');
    dln_status status = dln_geopackage_read(package, layer->from, box, fields, put_shape, g, err);
    dln_json_close(g->json, ']');
    dln_json_close(g->json, '}');
    return status;
}

static dln_status put_all(ground *g, dln_geopackage *package, dln_error *err) {
    static const char *const name_fields[] = {"rank", "name", "population", NULL};
    double width = g->grid->east - g->grid->west;
    dln_box box = box_of(g->grid);
    size_t fineness = 0;
    while (width > ranks[fineness].deg)
        fineness++;
    dln_status status = DLN_OK;
    dln_json_open(g->json, "layers", '[');
    for (size_t i = 0; i < sizeof layers / sizeof *layers && status == DLN_OK; i++) {
        g->least_rank = layers[i].rank ? ranks[fineness].river : 0;
        if (width > layers[i].from_deg && width <= layers[i].to_deg)
            status = put_layer(g, package, &layers[i], &box, err);
    }
    dln_json_close(g->json, ']');
    g->least_rank = ranks[fineness].town;
    dln_json_open(g->json, "names", '[');
    if (status == DLN_OK)
        status = dln_geopackage_read(package, "cities", &box, name_fields, put_name, g, err);
    dln_json_close(g->json, ']');
    return status;
}

dln_status dln_page_put_ground(dln_json *json, const dln_page_grid *grid, const char *basemap,
                               dln_error *err) {
    dln_buffer path = {0};
    dln_buffer_printf(&path, "%s/basemap.gpkg", basemap);
    dln_geopackage *package = NULL;
    dln_status status =
        path.failed ? dln_fail_memory(err) : dln_geopackage_open(path.data, &package, err);
    ground g = {.grid = grid, .json = json};
    if (status == DLN_OK)
        status = put_all(&g, package, err);
    dln_geopackage_close(package);
    dln_page_shape_free(&g.shape);
    dln_buffer_free(&g.path);
    dln_buffer_free(&path);
    return status;
}
