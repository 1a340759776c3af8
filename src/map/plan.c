// First step of layout: the picture is divided, the view fitted, the names are placed.
#include "map/plan.h"

#include <math.h>

#include "map/furniture.h"
#include "map/sites.h"
#include "map/wording.h"

#define ARROW_WIDTH   4.6
#define MAP_MARGIN    0.13 // of the frame on each side free of incidents: room for their names
#define EXTENT_MARGIN 0.0  // a given extent is shown as given
#define WORLD_MARGIN  0.01
#define LEAST_WIDTH_M 260e3 // one point alone: its province, so that a reader knows where

// Furniture is drawn at its full size from this many CSS pixels on, smaller below, but never so
// small that it cannot be read.
#define FULL_WIDTH_PX  800.0
#define FULL_HEIGHT_PX 560.0
#define LEAST_SCALE    0.76

struct planning {
    dln_plan plan;
    const dln_projection *projection;
    const dln_scene *whole; // as given
    dln_extent extent;      // of it
    dln_arena *arena;
    dln_error *err;
};

static void fit(struct planning *p) {
    dln_plan *plan = &p->plan;
    if (plan->options->base) {
        plan->view = plan->options->base->view;
        return;
    }
    bool world = dln_projection_is_world(p->projection);
    bool given = plan->options->has_extent || !p->whole->site_count || world;
    double margin = world ? WORLD_MARGIN : given ? EXTENT_MARGIN : MAP_MARGIN;
    dln_view_fit(&plan->view, p->projection, plan->frame, p->extent.points, p->extent.count, margin,
                 given ? 1e3 : LEAST_WIDTH_M);
}

// The line of a launch from one place out of view to another tells nothing about this map: what it
// belongs to is counted as lying outside. A movement on its way through is news.
static bool is_foreign_launch(const dln_plan *plan, const dln_move *move) {
    if (move->type == DLN_MOVEMENT)
        return false;
    for (size_t i = 0; i < move->site_count; i++)
        if (plan->site_seen[move->sites[i]])
            return false;
    return true;
}

static void shape_arrow(dln_plan *plan, size_t i) {
    double unit = plan->options->unit;
    const dln_move *move = &plan->scene->moves[i];
    dln_px stops[DLN_VIA_MAX + 2];
    for (size_t j = 0; j < move->site_count; j++)
        stops[j] = plan->site_px[move->sites[j]];
    const dln_site *begin = &plan->scene->sites[move->sites[0]];
    const dln_site *end = &plan->scene->sites[move->sites[move->site_count - 1]];
    double clear = dln_site_radius(plan, end) + 2 * unit;
    double width = ARROW_WIDTH * (move->type == DLN_MOVEMENT ? 1 : 0.62);
    plan->arrows[i] =
        dln_arrow_shape(stops, move->site_count, move->strand, 5 * unit, clear, width * unit);
    plan->arrows[i].soft_tail = begin->whole_country;
    plan->arrows[i].soft_tip = end->whole_country;
    if (is_foreign_launch(plan, move))
        plan->arrows[i].drawn = false;
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
    if (!plan->options->density) // nothing stands at a place
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
    plan->symbol_radius = plan->options->base
                              ? plan->options->base->symbol_radius
                              : dln_sites_symbol_radius(plan->scene, plan->options->unit);
    if (plan->options->size_by)
        plan->sizing = plan->options->base ? plan->options->base->sizing
                                           : dln_sizing_of(plan->options->size_by, plan->scene,
                                                           plan->options->unit);
    return plan->symbol_px && plan->site_px && plan->site_seen && plan->arrows && plan->move_seen
               ? DLN_OK
               : dln_fail_memory(p->err);
}

static dln_status count_density(struct planning *p) {
    dln_plan *plan = &p->plan;
    const dln_layout_options *o = plan->options;
    dln_px *points = DLN_ARENA_ARRAY(p->arena, dln_px, plan->scene->event_count + 1);
    if (!points)
        return dln_fail_memory(p->err);
    size_t count = 0;
    for (size_t i = 0; i < plan->scene->event_count; i++) {
        size_t site = plan->scene->events[i].site;
        if (plan->site_seen[site])
            points[count++] = plan->site_px[site];
    }
    dln_px middle = {(plan->frame.left + plan->frame.right) / 2,
                     (plan->frame.top + plan->frame.bottom) / 2};
    double most = o->base ? o->base->density.classes.most : o->base_most;
    return dln_density_make(o->density, points, count, plan->frame, o->unit,
                            dln_view_ground_metres_per_px(&plan->view, middle), most, p->arena,
                            &plan->density, p->err);
}

// Fits the view to the frame and looks at what lies in it.
static dln_status see(struct planning *p) {
    dln_plan *plan = &p->plan;
    fit(p);
    place_sites(plan);
    for (size_t i = 0; i < plan->scene->move_count; i++) {
        shape_arrow(plan, i);
        plan->move_seen[i] = is_move_seen(plan, i);
    }
    dln_status status = dln_counts_make(plan->scene, plan->site_seen, plan->move_seen, p->arena,
                                        &plan->counts, p->err);
    return status == DLN_OK && plan->options->density ? count_density(p) : status;
}

// The legend's numbers, after its frame has settled what is seen.
static void recount_legend(struct planning *p) {
    dln_plan *plan = &p->plan;
    if (!(plan->legend_box.right > 0))
        return;
    size_t columns = plan->legend.columns;
    double width = plan->legend.width;
    dln_legend legend = dln_plan_legend(plan, plan->legend.unit, plan->legend.kinds, p->arena);
    if (columns > 1)
        dln_legend_flow(&legend, width);
    else if (plan->key.box.right > 0 && !plan->legend_inside)
        dln_legend_widen(&legend, width);
    plan->legend = legend;
}

// Texts of its own in the room that they have on every picture of the series.
static void furnish_on_base(struct planning *p) {
    dln_plan *plan = &p->plan;
    const dln_plan *base = plan->options->base;
    dln_plan_furnish(plan, p->arena);
    plan->head = base->head;
    plan->foot = base->foot;
    plan->frame = base->frame;
    plan->legend = base->legend;
    plan->legend_box = base->legend_box;
    plan->legend_inside = base->legend_inside;
    plan->key.box = base->key.box;
    plan->locator = base->locator;
    plan->footer_wanted = plan->footer_count;
    if (plan->footer_count > base->foot_lines)
        plan->footer_count = base->foot_lines;
}

static dln_status arrange_on_base(struct planning *p) {
    dln_plan *plan = &p->plan;
    dln_status status = reserve(p);
    if (status != DLN_OK)
        return status;
    furnish_on_base(p);
    status = see(p);
    if (status != DLN_OK)
        return status;
    furnish_on_base(p);
    plan->overall = plan->options->base->counts;
    dln_legend_recount(&plan->legend, &plan->counts);
    return dln_plan_place_labels(plan, p->arena, p->err);
}

// What the title, the foot and the legend say depends on what lies in the frame, and how large the
// frame is depends on them: from everything to what is seen, twice.
static dln_status arrange(struct planning *p, bool with_key) {
    dln_plan *plan = &p->plan;
    if (plan->options->base)
        return arrange_on_base(p);
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
    bool key = with_key && (plan->options->is_base || !dln_plan_is_crowd(plan));
    if (key && dln_plan_make_room_for_key(plan))
        smaller = true;
    if (smaller)
        status = see(p);
    if (smaller && status == DLN_OK) {
        recount_legend(p);
        dln_plan_settle_legend(plan, p->arena);
        dln_plan_reword(plan, p->arena);
    }
    plan->overall = plan->counts;
    dln_locator_place(plan);
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
    if (plan->options->base)
        furnish_on_base(p);
    else
        dln_plan_furnish(plan, p->arena);
    status = see(p);
    if (status == DLN_OK && dln_plan_is_crowd(plan))
        status = dln_plan_gather(plan, group_radii[0] * plan->symbol_radius, p->arena, p->err);
    return status;
}

// While names are lost everything else gives way to the key, step by step.
static dln_status name_all(struct planning *p) {
    dln_plan *plan = &p->plan;
    dln_status status = DLN_OK;
    while (status == DLN_OK && plan->homeless && plan->key_effort + 1 < DLN_KEY_EFFORTS &&
           !dln_plan_is_crowd(plan) && dln_plan_unnamed(plan)) {
        plan->key_effort++;
        status = arrange(p, true);
    }
    return status;
}

// What neither the map nor its key has room for is said at the foot, which moves the frame a
// little.
static dln_status own_up(struct planning *p) {
    dln_plan *plan = &p->plan;
    bool keyed = plan->key.box.right > 0;
    dln_str notes = keyed ? DLN_STR_NONE : dln_plan_homeless_notes(plan, p->arena);
    dln_str unnamed = dln_wording_unnamed(plan->options->words, dln_plan_unnamed(plan), p->arena);
    plan->country_notes = dln_wording_join(unnamed, " ", notes, p->arena);
    return plan->country_notes.len ? arrange(p, keyed) : DLN_OK;
}

static bool has_merged(const dln_scene *scene) {
    for (size_t i = 0; i < scene->site_count; i++)
        if (scene->sites[i].places > 1)
            return true;
    return false;
}

// For so few names a key is not worth the room that it takes off the map.
#define KEY_LEAST 3
// And a key of more is a wall of names: the map then says how many it does not name.
#define KEY_MOST 300

// Without a key, and once more with longer leader lines if that saves one.
static dln_status arrange_keyless(struct planning *p) {
    dln_plan *plan = &p->plan;
    dln_status status = arrange(p, false);
    if (status != DLN_OK || !plan->homeless || plan->homeless > KEY_LEAST || plan->options->base)
        return status;
    plan->far_names = true;
    status = arrange(p, false);
    plan->far_names = dln_plan_unnamed(plan) == 0; // notes are for the foot
    return status;
}

static dln_status arrange_readably(struct planning *p) {
    dln_plan *plan = &p->plan;
    if (plan->options->is_base || plan->options->density)
        return arrange(p, plan->options->base_has_key);
    dln_status status = thin_out(p);
    if (status == DLN_OK)
        status = arrange_keyless(p);
    plan->wants_key = plan->homeless > 0;
    bool wanted = (plan->homeless && !plan->far_names) || has_merged(plan->scene);
    bool keyed = p->whole->site_count <= KEY_MOST;
    if (status == DLN_OK && wanted && keyed && !plan->options->base)
        status = arrange(p, true);
    for (size_t i = 0; status == DLN_OK && i < GROUPINGS && is_crowded(plan); i++) {
        status = dln_plan_gather(plan, group_radii[i] * plan->symbol_radius, p->arena, p->err);
        if (status == DLN_OK)
            status = arrange(p, keyed);
    }
    if (status == DLN_OK && keyed && !plan->options->base)
        status = name_all(p);
    return status == DLN_OK ? own_up(p) : status;
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
    dln_status status = dln_extent_points(scene, o, projection, arena, &p.extent, err);
    if (status == DLN_OK)
        status = arrange_readably(&p);
    if (status == DLN_OK)
        *out = p.plan;
    return status;
}
