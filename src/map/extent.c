// Which part of the globe a scene needs: everything but a few places far from the bulk.
#include <math.h>

#include "map/plan.h"

#define SPAN_POINTS 8 // around the circle of a rough place

// A rough place is as large as its circle: the view must hold it.
static size_t spanned(const dln_site *site, dln_lonlat out[SPAN_POINTS + 1]) {
    size_t count = 0;
    out[count++] = site->at;
    if (site->precision > DLN_GEO_EXACT && !site->whole_country && site->radius_m > 0)
        for (int i = 0; i < SPAN_POINTS; i++)
            out[count++] = dln_travel(site->at, 360.0 * i / SPAN_POINTS, site->radius_m);
    return count;
}

// How much smaller a map must become without one far place for that to be left out of the extent.
#define OUTLIER_SHRINK 1.35
// So many sites may be left out, and so many incidents with them: the bulk, 97 of a hundred, stays.
#define OUTLIER_SHARE 0.03
// Finding them compares all with all.
#define OUTLIER_SITES 1500

static double size_of_box(dln_box box) {
    double width = box.east >= box.west ? box.east - box.west : box.east - box.west + 360;
    double middle = (box.south + box.north) / 2 * 0.0174532925;
    return hypot(width * cos(middle), box.north - box.south);
}

// The box around all sites but those left out.
static dln_box box_of_sites(const dln_scene *scene, const bool *left_out, size_t but) {
    dln_lonlat corners[SPAN_POINTS + 3];
    dln_box box = {0};
    bool any = false;
    for (size_t i = 0; i < scene->site_count; i++) {
        if (i == but || (left_out && left_out[i]))
            continue;
        size_t count = spanned(&scene->sites[i], corners);
        if (any) { // a box is the box of its corners, and grows site by site
            corners[count++] = (dln_lonlat){box.west, box.south};
            corners[count++] = (dln_lonlat){box.east, box.north};
        }
        box = dln_extent_of(corners, count);
        any = true;
    }
    return any ? box : (dln_box){-180, -90, 180, 90};
}

// Only what happened at a known place holds its ground against the bulk.
static bool may_be_left_out(const dln_site *site) {
    return site->whole_country || !site->tally_count || site->precision > DLN_GEO_EXACT;
}

// How much of the scene would lose its place, or an end of its way, without a site.
static bool is_rare(const dln_scene *scene, size_t site) {
    size_t count = 0, most = (size_t)ceil(OUTLIER_SHARE * (double)scene->event_count);
    for (size_t i = 0; i < scene->event_count && count <= most; i++) {
        const dln_event *event = &scene->events[i];
        bool touched = event->site == site;
        const dln_move *move = event->move == DLN_NOWHERE ? NULL : &scene->moves[event->move];
        for (size_t j = 0; move && j < move->site_count; j++)
            touched |= move->sites[j] == site;
        count += touched;
    }
    return count <= most;
}

static bool at_edge(const dln_site *site, dln_box box) {
    dln_lonlat at = site->at;
    double reach = site->whole_country ? 1e-6 : 1e-6 + site->radius_m / 50e3;
    return fabs(at.lat - box.south) < reach || fabs(at.lat - box.north) < reach ||
           fabs(at.lon - box.west) < reach || fabs(at.lon - box.east) < reach;
}

// The site without which the map becomes smallest; DLN_NOWHERE when none is worth it.
static size_t worst_outlier(const dln_scene *scene, const bool *left_out, dln_box box) {
    size_t worst = DLN_NOWHERE;
    double least = size_of_box(box) / OUTLIER_SHRINK;
    for (size_t i = 0; i < scene->site_count; i++) {
        if (left_out[i] || !may_be_left_out(&scene->sites[i]) || !at_edge(&scene->sites[i], box))
            continue;
        double size = size_of_box(box_of_sites(scene, left_out, i));
        if (size < least && is_rare(scene, i)) {
            least = size;
            worst = i;
        }
    }
    return worst;
}

// Which sites the extent is fitted to: all but a few far ones.
static void leave_out(const dln_scene *scene, bool *left_out) {
    size_t most = (size_t)ceil(OUTLIER_SHARE * (double)scene->site_count);
    if (scene->site_count < 4 || scene->site_count > OUTLIER_SITES)
        return;
    for (size_t i = 0; i < most; i++) {
        size_t worst = worst_outlier(scene, left_out, box_of_sites(scene, left_out, DLN_NOWHERE));
        if (worst == DLN_NOWHERE)
            return;
        left_out[worst] = true;
    }
}

dln_box dln_scene_extent(const dln_scene *scene, const dln_layout_options *options) {
    if (options->has_extent)
        return options->extent;
    bool left_out[OUTLIER_SITES] = {false};
    leave_out(scene, left_out);
    return box_of_sites(scene, scene->site_count <= OUTLIER_SITES ? left_out : NULL, DLN_NOWHERE);
}

static size_t points_of_sites(const dln_scene *scene, dln_lonlat *out) {
    bool left_out[OUTLIER_SITES] = {false};
    size_t count = 0;
    leave_out(scene, left_out);
    for (size_t i = 0; i < scene->site_count; i++)
        if (i >= OUTLIER_SITES || !left_out[i])
            count += spanned(&scene->sites[i], out + count);
    return count;
}

dln_status dln_extent_points(const dln_scene *scene, const dln_layout_options *options,
                             const dln_projection *projection, dln_arena *arena, dln_extent *out,
                             dln_error *err) {
    bool world = dln_projection_is_world(projection);
    bool fitted = !world && !options->has_extent && scene->site_count;
    size_t room = fitted ? scene->site_count * (SPAN_POINTS + 1) : DLN_EXTENT_EDGE_POINTS;
    dln_lonlat *points = DLN_ARENA_ARRAY(arena, dln_lonlat, room);
    if (!points)
        return dln_fail_memory(err);
    size_t count = DLN_EXTENT_EDGE_POINTS;
    if (world) {
        // The globe is shown whole: cut off at the last incident it would look broken.
        double middle = dln_projection_center_lon(projection), half = 179.999;
        dln_extent_edges(
            (dln_box){dln_wrap_lon(middle - half), -90, dln_wrap_lon(middle + half), 90}, points);
    } else if (fitted) {
        count = points_of_sites(scene, points);
    } else {
        dln_extent_edges(dln_scene_extent(scene, options), points);
    }
    *out = (dln_extent){points, count};
    return DLN_OK;
}
