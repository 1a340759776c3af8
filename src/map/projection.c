#include "map/projection.h"

#include <math.h>
#include <proj.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Where one projection gives way to the next. Snyder, "Map Projections: A Working Manual" (1987),
// p. 33 ff., by the size and place of the region; the numbers keep scale errors inside a frame
// below a few percent.
#define PROVINCE_MAX_DEG  6.0   // one UTM zone: transverse Mercator
#define CONTINENT_MAX_DEG 110.0 // wider: the world
#define CONTINENT_MAX_LAT 100.0
#define HALF_WORLD_DEG    200.0 // a cylinder; wider, the whole globe
#define TROPIC_LAT        18.0  // a conic flattens out near the equator: Mercator
#define POLAR_LAT         68.0  // a middle beyond: polar aspect
#define CONIC_MAX_DEG     60.0  // taller or wider: equal-area azimuthal,
#define UPRIGHT_LAT       40.0  // or with level parallels, where most lies this near the equator

struct dln_projection {
    PJ_CONTEXT *context;
    PJ *pj;
    char definition[160]; // of one chosen here
    double center_lon;
    double metres_per_unit; // of a system that was asked for
    bool world;
    bool asked; // a reference system: degrees in, its units out
};

static double box_width(dln_box box) {
    return box.east >= box.west ? box.east - box.west : box.east - box.west + 360;
}

static void define(dln_projection *p, dln_box extent) {
    double width = box_width(extent), height = extent.north - extent.south;
    double lon = dln_wrap_lon(extent.west + width / 2), lat = (extent.south + extent.north) / 2;
    double steepest = fmax(fabs(extent.south), fabs(extent.north));
    size_t size = sizeof p->definition;
    p->center_lon = lon;
    if (fabs(lat) > POLAR_LAT || (steepest > 85 && fabs(lat) > 45)) {
        snprintf(p->definition, size, "+proj=laea +lat_0=%d +lon_0=%.4f", lat > 0 ? 90 : -90,
                 width > 300 ? 0.0 : lon);
        p->center_lon = width > 300 ? 0.0 : lon;
    } else if (width > CONTINENT_MAX_DEG && width <= HALF_WORLD_DEG) {
        // Half a world in Equal Earth would show the outline of the globe in two corners.
        snprintf(p->definition, size, "+proj=gall +lon_0=%.4f", lon);
    } else if (width > CONTINENT_MAX_DEG || height > CONTINENT_MAX_LAT) {
        p->world = true;
        // A map of everything keeps Greenwich in its middle, as readers expect.
        p->center_lon = width > 300 ? 0.0 : lon;
        snprintf(p->definition, size, "+proj=eqearth +lon_0=%.4f", p->center_lon);
    } else if (width <= PROVINCE_MAX_DEG && height <= PROVINCE_MAX_DEG) {
        snprintf(p->definition, size, "+proj=tmerc +lat_0=%.4f +lon_0=%.4f", lat, lon);
    } else if (width > CONIC_MAX_DEG && fabs(lat) < UPRIGHT_LAT) {
        // Across several continents readers know each by its upright shape.
        snprintf(p->definition, size, "+proj=eqearth +lon_0=%.4f", lon);
    } else if (width > CONIC_MAX_DEG || height > CONIC_MAX_DEG) {
        snprintf(p->definition, size, "+proj=laea +lat_0=%.4f +lon_0=%.4f", lat, lon);
    } else if (fabs(lat) < TROPIC_LAT || extent.south * extent.north < 0) {
        snprintf(p->definition, size, "+proj=merc +lat_ts=%.4f +lon_0=%.4f", lat, lon);
    } else { // standard parallels one sixth inside the extent: Kavrayskiy's rule, Snyder p. 99
        snprintf(p->definition, size, "+proj=lcc +lat_1=%.4f +lat_2=%.4f +lat_0=%.4f +lon_0=%.4f",
                 extent.south + height / 6, extent.north - height / 6, lat, lon);
    }
}

static dln_status new_projection(dln_projection **out, dln_error *err) {
    dln_projection *p = calloc(1, sizeof *p);
    if (!p)
        return dln_fail_memory(err);
    p->metres_per_unit = 1;
    p->context = proj_context_create();
    if (!p->context) {
        free(p);
        return dln_fail_memory(err);
    }
    proj_log_level(p->context, PJ_LOG_NONE);
    *out = p;
    return DLN_OK;
}

dln_status dln_projection_for(dln_box extent, dln_projection **out, dln_error *err) {
    dln_projection *p = NULL;
    dln_status status = new_projection(&p, err);
    if (status != DLN_OK)
        return status;
    define(p, extent);
    // Definitions name no datum, so that PROJ needs neither its database nor the network.
    char full[sizeof p->definition + 32];
    snprintf(full, sizeof full, "%s +ellps=WGS84", p->definition);
    p->pj = proj_create(p->context, full);
    if (!p->pj) {
        status = dln_fail(err, DLN_INVALID, "PROJ refuses the projection \"%s\"", p->definition);
        dln_projection_free(p);
        return status;
    }
    *out = p;
    return DLN_OK;
}

// "EPSG:32637", WKT, or a PROJ string, which only says so when told to be a reference system.
static PJ *create_system(PJ_CONTEXT *context, const char *name) {
    dln_buffer text = {0};
    bool bare = strstr(name, "+proj=") && !strstr(name, "+type=crs");
    dln_buffer_printf(&text, "%s%s%s", name,
                      bare && !strstr(name, "+datum=") && !strstr(name, "+ellps=") &&
                              !strstr(name, "+R=")
                          ? " +datum=WGS84"
                          : "",
                      bare ? " +type=crs" : "");
    PJ *system = text.failed ? NULL : proj_create(context, text.data);
    dln_buffer_free(&text);
    return system;
}

// The meridian in the middle, on whose other side the map is cut; Greenwich where none is named.
static double middle_meridian(PJ_CONTEXT *context, const PJ *system) {
    double lon = 0;
    PJ *operation = proj_crs_get_coordoperation(context, system);
    int count = operation ? proj_coordoperation_get_param_count(context, operation) : 0;
    for (int i = 0; i < count; i++) {
        const char *name = NULL;
        double value = 0, to_radians = 1;
        if (proj_coordoperation_get_param(context, operation, i, &name, NULL, NULL, &value, NULL,
                                          &to_radians, NULL, NULL, NULL, NULL) &&
            name && strncmp(name, "Longitude of", strlen("Longitude of")) == 0)
            lon = proj_todeg(value * to_radians);
    }
    proj_destroy(operation);
    return dln_wrap_lon(lon);
}

// Metres of a unit of the first axis; of a degree, along the equator.
static double unit_of(PJ_CONTEXT *context, const PJ *system, bool geographic) {
    double factor = 1;
    PJ *axes = proj_crs_get_coordinate_system(context, system);
    if (axes)
        proj_cs_get_axis_info(context, axes, 0, NULL, NULL, NULL, &factor, NULL, NULL, NULL);
    proj_destroy(axes);
    return geographic ? factor * 6378137 : factor;
}

static bool is_geographic(PJ_TYPE type) {
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

static bool from_degrees_to(dln_projection *p, PJ *system) {
    PJ *degrees = proj_create(p->context, "OGC:CRS84");
    PJ *way =
        degrees ? proj_create_crs_to_crs_from_pj(p->context, degrees, system, NULL, NULL) : NULL;
    p->pj = way ? proj_normalize_for_visualization(p->context, way) : NULL;
    proj_destroy(way);
    proj_destroy(degrees);
    return p->pj != NULL;
}

dln_status dln_projection_named(const char *name, dln_projection **out, dln_error *err) {
    dln_projection *p = NULL;
    dln_status status = new_projection(&p, err);
    if (status != DLN_OK)
        return status;
    p->asked = true;
    PJ *system = create_system(p->context, name);
    PJ_TYPE type = system ? proj_get_type(system) : PJ_TYPE_UNKNOWN;
    if (type != PJ_TYPE_PROJECTED_CRS && !is_geographic(type))
        status = dln_fail(err, DLN_INVALID,
                          "'%s' is no reference system that maps are drawn in: EPSG:3857, "
                          "EPSG:32637, or \"+proj=laea +lat_0=33 +lon_0=44\"",
                          name);
    else if (!from_degrees_to(p, system))
        status = dln_fail(err, DLN_INVALID, "PROJ knows no way into '%s'", name);
    if (status == DLN_OK) {
        p->metres_per_unit = unit_of(p->context, system, is_geographic(type));
        p->center_lon = middle_meridian(p->context, system);
    }
    proj_destroy(system);
    if (status == DLN_OK)
        *out = p;
    else
        dln_projection_free(p);
    return status;
}

void dln_projection_free(dln_projection *projection) {
    if (!projection)
        return;
    proj_destroy(projection->pj);
    proj_context_destroy(projection->context);
    free(projection);
}

const char *dln_projection_definition(const dln_projection *projection) {
    return projection->definition;
}

double dln_projection_center_lon(const dln_projection *projection) {
    return projection->center_lon;
}

bool dln_projection_is_world(const dln_projection *projection) {
    return projection->world;
}

double dln_projection_metres_per_unit(const dln_projection *projection) {
    return projection->metres_per_unit;
}

dln_str dln_projection_wkt(const dln_projection *projection, const char *name, dln_arena *arena) {
    PJ *system = create_system(projection->context, name ? name : projection->definition);
    // The old form, which every GIS reads; a projection younger than it has only the new one.
    const char *wkt = system ? proj_as_wkt(projection->context, system, PJ_WKT1_GDAL, NULL) : NULL;
    if (!wkt && system)
        wkt = proj_as_wkt(projection->context, system, PJ_WKT2_2019, NULL);
    dln_str copy = wkt ? dln_arena_copy(arena, dln_str_from(wkt)) : DLN_STR_NONE;
    proj_destroy(system);
    return copy;
}

bool dln_project(const dln_projection *projection, dln_lonlat at, dln_xy *out) {
    bool asked = projection->asked;
    PJ_COORD from = asked ? proj_coord(at.lon, at.lat, 0, 0)
                          : proj_coord(proj_torad(at.lon), proj_torad(at.lat), 0, 0);
    PJ_COORD to = proj_trans(projection->pj, PJ_FWD, from);
    double scale = projection->metres_per_unit;
    // PROJ answers HUGE_VAL where it is not defined, and farther than the globe is as good.
    if (!(fabs(to.xy.x * scale) < 1e9 && fabs(to.xy.y * scale) < 1e9))
        return false;
    *out = (dln_xy){to.xy.x * scale, to.xy.y * scale};
    return true;
}

bool dln_unproject(const dln_projection *projection, dln_xy at, dln_lonlat *out) {
    double scale = projection->metres_per_unit;
    PJ_COORD to = proj_trans(projection->pj, PJ_INV, proj_coord(at.x / scale, at.y / scale, 0, 0));
    if (!isfinite(to.lp.lam) || !isfinite(to.lp.phi))
        return false;
    *out = projection->asked ? (dln_lonlat){to.xy.x, to.xy.y}
                             : (dln_lonlat){proj_todeg(to.lp.lam), proj_todeg(to.lp.phi)};
    return true;
}
