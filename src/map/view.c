#include "map/view.h"

#include <math.h>
#include <stdlib.h>

// How densely the edge and the inside of a frame are looked at to learn which degrees it shows.
#define WINDOW_STEPS 24
// The window is taken a little larger, so that what is cut at it is cut outside the frame.
#define WINDOW_SLACK 0.05

static int by_value(const void *a, const void *b) {
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

// West and east of the shortest arc over all longitudes: all but the widest gap between two.
static void shortest_arc(double *lons, size_t count, dln_box *box) {
    qsort(lons, count, sizeof *lons, by_value);
    double widest = lons[0] + 360 - lons[count - 1];
    box->west = lons[0];
    box->east = lons[count - 1];
    for (size_t i = 1; i < count; i++) {
        if (lons[i] - lons[i - 1] > widest) {
            widest = lons[i] - lons[i - 1];
            box->west = lons[i];
            box->east = lons[i - 1];
        }
    }
}

dln_box dln_extent_of(const dln_lonlat *points, size_t count) {
    dln_box box = {-180, -90, 180, 90};
    double *lons = count ? malloc(count * sizeof *lons) : NULL;
    if (!lons)
        return box;
    box.south = 90;
    box.north = -90;
    for (size_t i = 0; i < count; i++) {
        lons[i] = points[i].lon;
        box.south = fmin(box.south, points[i].lat);
        box.north = fmax(box.north, points[i].lat);
    }
    shortest_arc(lons, count, &box);
    free(lons);
    return box;
}

void dln_extent_edges(dln_box box, dln_lonlat out[DLN_EXTENT_EDGE_POINTS]) {
    double width = box.east >= box.west ? box.east - box.west : box.east - box.west + 360;
    size_t side = DLN_EXTENT_EDGE_POINTS / 4;
    for (size_t i = 0; i < side; i++) {
        double share = (double)i / (double)(side - 1);
        double lon = dln_wrap_lon(box.west + share * width * (1 - 1e-9));
        double lat = box.south + share * (box.north - box.south);
        out[i] = (dln_lonlat){lon, box.south};
        out[side + i] = (dln_lonlat){lon, box.north};
        out[2 * side + i] = (dln_lonlat){box.west, lat};
        out[3 * side + i] = (dln_lonlat){box.east, lat};
    }
}

bool dln_view_px(const dln_view *view, dln_lonlat at, dln_px *out) {
    dln_xy xy;
    if (!dln_project(view->projection, at, &xy))
        return false;
    out->x =
        (view->frame.left + view->frame.right) / 2 + (xy.x - view->center.x) / view->metres_per_px;
    out->y =
        (view->frame.top + view->frame.bottom) / 2 - (xy.y - view->center.y) / view->metres_per_px;
    return true;
}

bool dln_view_lonlat(const dln_view *view, dln_px at, dln_lonlat *out) {
    double right = at.x - (view->frame.left + view->frame.right) / 2;
    double down = at.y - (view->frame.top + view->frame.bottom) / 2;
    dln_xy xy = {view->center.x + right * view->metres_per_px,
                 view->center.y - down * view->metres_per_px};
    dln_px back;
    if (!dln_unproject(view->projection, xy, out))
        return false;
    // Beyond the outline of the globe some inverses answer a point that lies elsewhere.
    return dln_view_px(view, *out, &back) && fabs(back.x - at.x) < 1 && fabs(back.y - at.y) < 1;
}

double dln_view_unwrap(const dln_view *view, double lon) {
    double middle = dln_projection_center_lon(view->projection);
    while (lon > middle + 180)
        lon -= 360;
    while (lon < middle - 180)
        lon += 360;
    return lon;
}

// A hair less than all of it: the very edge of a globe turns over to its other side.
#define HALF_TURN (180 - 1e-7)

static void whole_globe(dln_view *view) {
    double middle = dln_projection_center_lon(view->projection);
    view->west = middle - HALF_TURN;
    view->east = middle + HALF_TURN;
    view->south = -90;
    view->north = 90;
}

static bool shows(const dln_view *view, dln_lonlat at) {
    dln_px px;
    return dln_view_px(view, at, &px) && dln_rect_contains(view->frame, px);
}

static void widen(dln_view *view, dln_lonlat at) {
    double lon = dln_view_unwrap(view, at.lon);
    view->west = fmin(view->west, lon);
    view->east = fmax(view->east, lon);
    view->south = fmin(view->south, at.lat);
    view->north = fmax(view->north, at.lat);
}

void dln_view_look(dln_view *view) {
    if (dln_projection_is_world(view->projection)) {
        whole_globe(view);
        return;
    }
    view->west = view->south = INFINITY;
    view->east = view->north = -INFINITY;
    for (int i = 0; i <= WINDOW_STEPS; i++) {
        for (int j = 0; j <= WINDOW_STEPS; j++) {
            dln_px at = {view->frame.left + dln_rect_width(view->frame) * i / WINDOW_STEPS,
                         view->frame.top + dln_rect_height(view->frame) * j / WINDOW_STEPS};
            dln_lonlat ground;
            if (!dln_view_lonlat(view, at, &ground)) {
                whole_globe(view);
                return;
            }
            widen(view, ground);
        }
    }
    double lon_slack = (view->east - view->west) * WINDOW_SLACK;
    double lat_slack = (view->north - view->south) * WINDOW_SLACK;
    double middle = dln_projection_center_lon(view->projection);
    bool north_pole = shows(view, (dln_lonlat){0, 90}),
         south_pole = shows(view, (dln_lonlat){0, -90});
    view->west = fmax(view->west - lon_slack, middle - HALF_TURN);
    view->east = fmin(view->east + lon_slack, middle + HALF_TURN);
    view->south = south_pole ? -90 : fmax(view->south - lat_slack, -90);
    view->north = north_pole ? 90 : fmin(view->north + lat_slack, 90);
    if (north_pole || south_pole) {
        view->west = middle - HALF_TURN;
        view->east = middle + HALF_TURN;
    }
}

// Where the poles are lines at the edge of the world, the frame is moved off what lies beyond them.
static void keep_on_globe(dln_view *view) {
    double lon = dln_projection_center_lon(view->projection);
    double half = dln_rect_height(view->frame) * view->metres_per_px / 2;
    dln_xy north, aside, south;
    if (!dln_project(view->projection, (dln_lonlat){lon, 90}, &north) ||
        !dln_project(view->projection, (dln_lonlat){lon + 60, 90}, &aside) ||
        !dln_project(view->projection, (dln_lonlat){lon, -90}, &south) ||
        fabs(aside.x - north.x) < 1 || north.y - south.y < 2 * half)
        return;
    view->center.y = fmin(fmax(view->center.y, south.y + half), north.y - half);
}

// No projection that suits its extent needs a plane wider or higher than the equator is long.
#define PLANE_MAX_M 40.1e6
// On a larger one a frame need not hold what is drawn so many times too large: Mercator has 11.5 at
// 85 degrees, where web maps end, and its poles lie infinitely far.
#define STRETCH_MAX 12.0
#define STRETCH_DEG 0.01 // over which it is measured, towards the equator

static bool is_stretched(const dln_projection *projection, dln_lonlat at, dln_xy xy) {
    dln_lonlat near = {at.lon, at.lat - copysign(STRETCH_DEG, at.lat)};
    dln_xy near_xy;
    return !dln_project(projection, near, &near_xy) ||
           hypot(xy.x - near_xy.x, xy.y - near_xy.y) > STRETCH_MAX * dln_distance_m(at, near);
}

// The box of the points on the projected plane. False: of none.
static bool span_of(const dln_projection *projection, const dln_lonlat *points, size_t count,
                    bool stretched_too, dln_xy *low, dln_xy *high) {
    *low = (dln_xy){INFINITY, INFINITY};
    *high = (dln_xy){-INFINITY, -INFINITY};
    for (size_t i = 0; i < count; i++) {
        dln_xy xy;
        if (!dln_project(projection, points[i], &xy) ||
            (!stretched_too && is_stretched(projection, points[i], xy)))
            continue;
        *low = (dln_xy){fmin(low->x, xy.x), fmin(low->y, xy.y)};
        *high = (dln_xy){fmax(high->x, xy.x), fmax(high->y, xy.y)};
    }
    return low->x <= high->x;
}

static void span_of_all(const dln_projection *projection, const dln_lonlat *points, size_t count,
                        dln_xy *low, dln_xy *high) {
    if (!span_of(projection, points, count, true, low, high)) {
        *low = *high = (dln_xy){0, 0};
        return;
    }
    dln_xy less_low, less_high;
    if (fmax(high->x - low->x, high->y - low->y) > PLANE_MAX_M &&
        span_of(projection, points, count, false, &less_low, &less_high)) {
        *low = less_low;
        *high = less_high;
    }
}

void dln_view_fit(dln_view *view, const dln_projection *projection, dln_rect frame,
                  const dln_lonlat *points, size_t count, double margin, double least_m) {
    dln_xy low, high;
    span_of_all(projection, points, count, &low, &high);
    double room = 1 - 2 * margin, width = dln_rect_width(frame), height = dln_rect_height(frame);
    double fitted = fmax((high.x - low.x) / (width * room), (high.y - low.y) / (height * room));
    *view = (dln_view){.projection = projection,
                       .frame = frame,
                       .center = {(low.x + high.x) / 2, (low.y + high.y) / 2},
                       .metres_per_px = fmax(fitted, least_m / fmin(width, height))};
    keep_on_globe(view);
    dln_view_look(view);
}

double dln_view_ground_metres_per_px(const dln_view *view, dln_px at) {
    const double reach = 20; // pixels to each side: short enough to be straight
    dln_lonlat left, right;
    if (!dln_view_lonlat(view, (dln_px){at.x - reach, at.y}, &left) ||
        !dln_view_lonlat(view, (dln_px){at.x + reach, at.y}, &right))
        return view->metres_per_px;
    return dln_distance_m(left, right) / (2 * reach);
}

dln_box dln_view_window(const dln_view *view) {
    dln_box box = {-180, view->south, 180, view->north};
    if (view->east - view->west < 360) {
        box.west = dln_wrap_lon(view->west);
        box.east = dln_wrap_lon(view->east);
    }
    return box;
}
