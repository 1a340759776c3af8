// First step of layout: the picture is divided, the view fitted, the names are placed.
#include "map/plan.h"

#include <math.h>

#include "map/sites.h"

#define ARROW_WIDTH   4.6
#define MAP_MARGIN    0.13 // of the frame on each side free of incidents: room for their names
#define EXTENT_MARGIN 0.0  // a given extent is shown as given
#define WORLD_MARGIN  0.01
#define LEAST_WIDTH_M 260e3 // one point alone: its province, so that a reader knows where
#define SPAN_POINTS   8     // around the circle of a rough place

// Furniture is drawn at its full size from this many CSS pixels on, smaller below, but never so
// small that it cannot be read.
#define FULL_WIDTH_PX  800.0
#define FULL_HEIGHT_PX 560.0
#define LEAST_SCALE    0.76

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
// So many sites may be left out: the bulk, 97 of a hundred, stays.
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
        if (size < least) {
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

struct planning {
    dln_plan plan;
    const dln_projection *projection;
    const dln_scene *whole; // as given
    dln_arena *arena;
    dln_error *err;
};

// The points that the frame must hold.
static dln_status points_of(struct planning *p, bool given, const dln_lonlat **points,
                            size_t *count) {
    const dln_scene *scene = p->whole;
    size_t room = scene->site_count * (SPAN_POINTS + 1) + DLN_EXTENT_EDGE_POINTS;
    dln_lonlat *all = DLN_ARENA_ARRAY(p->arena, dln_lonlat, room);
    if (!all)
        return dln_fail_memory(p->err);
    *points = all;
    *count = DLN_EXTENT_EDGE_POINTS;
    if (dln_projection_is_world(p->projection)) {
        // The globe is shown whole: cut off at the last incident it would look broken.
        double middle = dln_projection_center_lon(p->projection), half = 179.999;
        dln_extent_edges(
            (dln_box){dln_wrap_lon(middle - half), -90, dln_wrap_lon(middle + half), 90}, all);
    } else if (given) {
        dln_extent_edges(dln_scene_extent(scene, p->plan.options), all);
    } else {
        bool left_out[OUTLIER_SITES] = {false};
        leave_out(scene, left_out);
        *count = 0;
        for (size_t i = 0; i < scene->site_count; i++)
            if (i >= OUTLIER_SITES || !left_out[i])
                *count += spanned(&scene->sites[i], all + *count);
    }
    return DLN_OK;
}

static dln_status fit(struct planning *p) {
    dln_plan *plan = &p->plan;
    const dln_lonlat *points;
    size_t count;
    bool world = dln_projection_is_world(p->projection);
    bool given = plan->options->has_extent || !p->whole->site_count || world;
    dln_status status = points_of(p, given, &points, &count);
    if (status != DLN_OK)
        return status;
    double margin = world ? WORLD_MARGIN : given ? EXTENT_MARGIN : MAP_MARGIN;
    dln_view_fit(&plan->view, p->projection, plan->frame, points, count, margin,
                 given ? 1e3 : LEAST_WIDTH_M);
    return DLN_OK;
}

static void shape_arrow(dln_plan *plan, size_t i) {
    double unit = plan->options->unit;
    const dln_move *move = &plan->scene->moves[i];
    dln_px stops[DLN_VIA_MAX + 2];
    for (size_t j = 0; j < move->site_count; j++)
        stops[j] = plan->site_px[move->sites[j]];
    const dln_site *begin = &plan->scene->sites[move->sites[0]];
    const dln_site *end = &plan->scene->sites[move->sites[move->site_count - 1]];
    double clear = dln_site_radius(end, plan->symbol_radius) + 2 * unit;
    double width = ARROW_WIDTH * (move->type == DLN_MOVEMENT ? 1 : 0.62);
    plan->arrows[i] =
        dln_arrow_shape(stops, move->site_count, move->strand, 5 * unit, clear, width * unit);
    plan->arrows[i].soft_tail = begin->whole_country;
    plan->arrows[i].soft_tip = end->whole_country;
}

static bool is_move_seen(const dln_plan *plan, size_t i) {
    const dln_move *move = &plan->scene->moves[i];
    if (!plan->arrows[i].drawn) // a symbol at its end
        return plan->site_seen[move->sites[move->site_count - 1]];
    for (int j = 0; j < DLN_ARROW_SAMPLES; j++)
        if (dln_rect_contains(plan->frame, plan->arrows[i].spine[j]))
            return true;
    return false;
}

static void place_sites(dln_plan *plan) {
    for (size_t i = 0; i < plan->scene->site_count; i++) {
        // What the projection does not know is nowhere: every comparison with it fails.
        plan->site_px[i] = (dln_px){NAN, NAN};
        plan->site_seen[i] =
            dln_view_px(&plan->view, plan->scene->sites[i].at, &plan->site_px[i]) &&
            dln_rect_contains(plan->frame, plan->site_px[i]);
    }
    dln_sites_spread(plan, plan->scene);
}

static dln_status reserve(struct planning *p) {
    dln_plan *plan = &p->plan;
    size_t sites = plan->scene->site_count + 1, moves = plan->scene->move_count + 1;
    plan->site_px = DLN_ARENA_ARRAY(p->arena, dln_px, sites);
    plan->symbol_px = DLN_ARENA_ARRAY(p->arena, dln_px, sites);
    plan->site_seen = DLN_ARENA_ARRAY(p->arena, bool, sites);
    plan->arrows = DLN_ARENA_ARRAY(p->arena, dln_arrow, moves);
    plan->move_seen = DLN_ARENA_ARRAY(p->arena, bool, moves);
    plan->symbol_radius = dln_sites_symbol_radius(plan->scene, plan->options->unit);
    return plan->symbol_px && plan->site_px && plan->site_seen && plan->arrows && plan->move_seen
               ? DLN_OK
               : dln_fail_memory(p->err);
}

// Fits the view to the frame and looks at what lies in it.
static dln_status see(struct planning *p) {
    dln_plan *plan = &p->plan;
    dln_status status = fit(p);
    if (status != DLN_OK)
        return status;
    place_sites(plan);
    for (size_t i = 0; i < plan->scene->move_count; i++) {
        shape_arrow(plan, i);
        plan->move_seen[i] = is_move_seen(plan, i);
    }
    return dln_counts_make(plan->scene, plan->site_seen, plan->move_seen, p->arena, &plan->counts,
                           p->err);
}

// The legend's numbers, after its frame has settled what is seen.
static void recount_legend(struct planning *p) {
    dln_plan *plan = &p->plan;
    if (!(plan->legend_box.right > 0))
        return;
    size_t rows = plan->legend.row_count, columns = plan->legend.columns;
    double width = plan->legend.width;
    dln_legend legend =
        dln_legend_make(plan->scene, &plan->counts, plan->typesetter, plan->legend.unit, p->arena);
    dln_legend_shorten(&legend, rows, plan->typesetter, p->arena);
    if (columns > 1)
        dln_legend_flow(&legend, width);
    plan->legend = legend;
}

// What the title, the foot and the legend say depends on what lies in the frame, and how large the
// frame is depends on them: from everything to what is seen, twice.
static dln_status arrange(struct planning *p, bool with_key) {
    dln_plan *plan = &p->plan;
    dln_status status = reserve(p);
    if (status == DLN_OK)
        status = dln_counts_make(plan->scene, NULL, NULL, p->arena, &plan->counts, p->err);
    for (int round = 0; round < 2 && status == DLN_OK; round++) {
        dln_plan_furnish(plan, p->arena);
        status = see(p);
    }
    if (status != DLN_OK)
        return status;
    bool smaller = dln_plan_place_legend(plan, p->arena);
    if (with_key && !dln_plan_is_crowd(plan) && dln_plan_make_room_for_key(plan))
        smaller = true;
    if (smaller)
        status = see(p);
    if (smaller && status == DLN_OK) {
        recount_legend(p);
        dln_plan_settle_legend(plan);
        dln_plan_reword(plan, p->arena);
    }
    return status == DLN_OK ? dln_plan_place_labels(plan, p->arena, p->err) : status;
}

// More symbols than this far off their place, and nobody sees any more where anything happened.
#define DISPLACED_MAX 8

static bool is_crowded(const dln_plan *plan) {
    size_t room =
        plan->key.box.right > 0 ? dln_key_capacity(plan->key.box, plan->options->unit) : 2;
    return plan->homeless > room || dln_plan_displaced(plan) > DISPLACED_MAX;
}

// Ever larger groups, in radii of a symbol, until what is left can be read.
static const double group_radii[] = {2.4, 4, 6, 9};
#define GROUPINGS (sizeof group_radii / sizeof *group_radii)

// So many that no name would find its place: merged before anything else is tried.
static dln_status thin_out(struct planning *p) {
    dln_plan *plan = &p->plan;
    if (p->whole->site_count <= DLN_NAMED_SITES)
        return DLN_OK;
    dln_status status = reserve(p);
    if (status == DLN_OK)
        status = dln_counts_make(plan->scene, NULL, NULL, p->arena, &plan->counts, p->err);
    if (status != DLN_OK)
        return status;
    dln_plan_furnish(plan, p->arena);
    status = see(p);
    if (status == DLN_OK && dln_plan_is_crowd(plan))
        status = dln_plan_gather(plan, group_radii[0] * plan->symbol_radius, p->arena, p->err);
    return status;
}

static dln_status arrange_readably(struct planning *p) {
    dln_plan *plan = &p->plan;
    dln_status status = thin_out(p);
    if (status == DLN_OK)
        status = arrange(p, false);
    if (status == DLN_OK && plan->homeless)
        status = arrange(p, true);
    for (size_t i = 0; status == DLN_OK && i < GROUPINGS && is_crowded(plan); i++) {
        status = dln_plan_gather(plan, group_radii[i] * plan->symbol_radius, p->arena, p->err);
        if (status == DLN_OK)
            status = arrange(p, true);
    }
    if (status != DLN_OK || plan->key.box.right > 0)
        return status;
    plan->country_notes = dln_plan_homeless_notes(plan, p->arena);
    return plan->country_notes.len ? arrange(p, false) : DLN_OK;
}

// Small pictures get small furniture.
static dln_layout_options *settled(const dln_layout_options *options, dln_arena *arena) {
    dln_layout_options *o = DLN_ARENA_ARRAY(arena, dln_layout_options, 1);
    if (!o)
        return NULL;
    *o = *options;
    double scale =
        fmin(o->width / (FULL_WIDTH_PX * o->unit), o->height / (FULL_HEIGHT_PX * o->unit));
    o->unit *= fmin(1, fmax(LEAST_SCALE, scale));
    return o;
}

dln_status dln_plan_make(const dln_scene *scene, const dln_projection *projection,
                         const dln_layout_options *options, const dln_typesetter *typesetter,
                         dln_arena *arena, dln_plan *out, dln_error *err) {
    dln_layout_options *o = settled(options, arena);
    if (!o)
        return dln_fail_memory(err);
    struct planning p = {.plan = {.options = o, .typesetter = typesetter, .scene = scene},
                         .projection = projection,
                         .whole = scene,
                         .arena = arena,
                         .err = err};
    dln_status status = arrange_readably(&p);
    if (status == DLN_OK)
        *out = p.plan;
    return status;
}
