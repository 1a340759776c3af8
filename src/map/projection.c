#include "map/projection.h"

#include <math.h>
#include <proj.h>
#include <stdio.h>
#include <stdlib.h>

// Where one projection gives way to the next. Snyder, "Map Projections: A Working Manual" (1987),
// p. 33 ff., by the size and place of the region; the numbers keep scale errors inside a frame
// below a few percent.
#define PROVINCE_MAX_DEG  6.0   // one UTM zone: transverse Mercator
#define CONTINENT_MAX_DEG 110.0 // wider: the world
#define CONTINENT_MAX_LAT 100.0
#define HALF_WORLD_DEG    200.0 // a cylinder; wider, the whole globe
#define TROPIC_LAT        18.0  // a conic flattens out near the equator: Mercator
#define POLAR_LAT         68.0  // a middle beyond: polar aspect
#define CONIC_MAX_DEG     60.0  // taller or wider: equal-area azimuthal

struct dln_projection {
    PJ_CONTEXT *context;
    PJ *pj;
    char definition[160];
    double center_lon;
    bool world;
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
    } else if (width > CONIC_MAX_DEG || height > CONIC_MAX_DEG) {
        snprintf(p->definition, size, "+proj=laea +lat_0=%.4f +lon_0=%.4f", lat, lon);
    } else if (fabs(lat) < TROPIC_LAT || extent.south * extent.north < 0) {
        snprintf(p->definition, size, "+proj=merc +lat_ts=%.4f +lon_0=%.4f", lat, lon);
    } else { // standard parallels one sixth inside the extent: Kavrayskiy's rule, Snyder p. 99
        snprintf(p->definition, size, "+proj=lcc +lat_1=%.4f +lat_2=%.4f +lat_0=%.4f +lon_0=%.4f",
                 extent.south + height / 6, extent.north - height / 6, lat, lon);
    }
}

dln_status dln_projection_for(dln_box extent, dln_projection **out, dln_error *err) {
    dln_projection *p = calloc(1, sizeof *p);
    if (!p)
        return dln_fail_memory(err);
    define(p, extent);
    p->context = proj_context_create();
    if (p->context) {
        proj_log_level(p->context, PJ_LOG_NONE);
        // Definitions name no datum, so that PROJ needs neither its database nor the network.
        char full[sizeof p->definition + 32];
        snprintf(full, sizeof full, "%s +ellps=WGS84", p->definition);
        p->pj = proj_create(p->context, full);
    }
    if (!p->pj) {
        dln_status status =
            dln_fail(err, DLN_INVALID, "PROJ refuses the projection \"%s\"", p->definition);
        dln_projection_free(p);
        return status;
    }
    *out = p;
    return DLN_OK;
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

bool dln_project(const dln_projection *projection, dln_lonlat at, dln_xy *out) {
    PJ_COORD to = proj_trans(projection->pj, PJ_FWD,
                             proj_coord(proj_torad(at.lon), proj_torad(at.lat), 0, 0));
    // PROJ answers HUGE_VAL where it is not defined, and farther than the globe is as good.
    if (!(fabs(to.xy.x) < 1e9 && fabs(to.xy.y) < 1e9))
        return false;
    *out = (dln_xy){to.xy.x, to.xy.y};
    return true;
}

bool dln_unproject(const dln_projection *projection, dln_xy at, dln_lonlat *out) {
    PJ_COORD to = proj_trans(projection->pj, PJ_INV, proj_coord(at.x, at.y, 0, 0));
    if (!isfinite(to.lp.lam) || !isfinite(to.lp.phi))
        return false;
    *out = (dln_lonlat){proj_todeg(to.lp.lam), proj_todeg(to.lp.phi)};
    return true;
}
