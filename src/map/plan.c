// First step of layout: the picture is divided, the view fitted, the legend given its corner.
#include <math.h>
#include <string.h>

#include "map/layout.h"
#include "map/sites.h"

// Sizes in CSS pixels; everything is multiplied by the unit (dpi / 96).
#define EDGE          14.0 // white around everything
#define TITLE_SIZE    21.0
#define SUBTITLE_SIZE 13.5
#define FOOTER_SIZE   10.5
#define ARROW_WIDTH   4.6
#define LEGEND_INSET  10.0
#define LEGEND_CLEAR  12.0 // between the legend and anything that happened
#define MAP_MARGIN    0.13 // of the frame on each side free of incidents: room for their names
#define EXTENT_MARGIN 0.0  // a given extent is shown as given
#define WORLD_MARGIN  0.01
#define LEAST_WIDTH_M 260e3 // one point alone: its province, so that a reader knows where
// Below this a picture has no room for furniture: a thumbnail is all map.
#define FURNITURE_MIN_PX 300.0
// A legend may take so much of the frame.
#define LEGEND_MAX_SHARE  0.45 // of the width
#define LEGEND_MAX_HEIGHT 0.80 // of the height, on the map itself: more would be a wall
#define LEGEND_MIN_SHARE  0.70 // of its usual size: smaller it cannot be read
#define SPAN_POINTS       8    // around the circle of a rough place

static dln_str footer_sources(const dln_scene *scene, dln_arena *arena) {
    if (!scene->source_count)
        return DLN_STR_NONE;
    const size_t named = 6; // more names than that nobody reads
    dln_str line = dln_str_from(scene->source_count == 1 ? "Source: " : "Sources: ");
    for (size_t i = 0; i < scene->source_count && i < named; i++)
        line = dln_arena_printf(arena, "%.*s%s%.*s", DLN_STR_ARG(line), i ? ", " : "",
                                DLN_STR_ARG(scene->sources[i]));
    if (scene->source_count > named)
        line = dln_arena_printf(arena, "%.*s and %zu more", DLN_STR_ARG(line),
                                scene->source_count - named);
    return dln_arena_printf(arena, "%.*s (%zu report%s)", DLN_STR_ARG(line), scene->report_count,
                            scene->report_count == 1 ? "" : "s");
}

static void add_footer(dln_plan *plan, dln_str text, double width, dln_arena *arena) {
    plan->footer_count += dln_text_wrap(plan->typesetter, plan->footer_font, text, width, 2, arena,
                                        plan->footer + plan->footer_count);
}

static void make_footer(dln_plan *plan, const dln_scene *scene, double width, dln_arena *arena) {
    add_footer(plan, footer_sources(scene, arena), width, arena);
    if (scene->unplaced)
        add_footer(plan,
                   dln_arena_printf(arena, "Not shown: %zu incident%s without a known place.",
                                    scene->unplaced, scene->unplaced == 1 ? "" : "s"),
                   width, arena);
    // GeoNames asks to be named (CC BY 4.0), and so does GSHHG (LGPL); Natural Earth likes to be.
    add_footer(plan,
               DLN_STR("Map data: GeoNames (CC BY 4.0), Natural Earth, GSHHG. Made with dateline."),
               width, arena);
}

static dln_str day_range(const dln_scene *scene, dln_arena *arena) {
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    if (scene->first == DLN_DAY_NONE)
        return DLN_STR_NONE;
    dln_civil a = dln_day_to_civil(scene->first), b = dln_day_to_civil(scene->last);
    const char *from = months[a.month - 1], *to = months[b.month - 1];
    if (scene->first == scene->last)
        return dln_arena_printf(arena, "%d %s %d", a.day, from, a.year);
    if (a.year == b.year && a.month == b.month)
        return dln_arena_printf(arena, "%d\xE2\x80\x93%d %s %d", a.day, b.day, to, b.year);
    if (a.year == b.year)
        return dln_arena_printf(arena, "%d %s \xE2\x80\x93 %d %s %d", a.day, from, b.day, to,
                                b.year);
    return dln_arena_printf(arena, "%d %s %d \xE2\x80\x93 %d %s %d", a.day, from, a.year, b.day, to,
                            b.year);
}

static dln_str made_subtitle(const dln_scene *scene, dln_arena *arena) {
    dln_str days = day_range(scene, arena);
    if (!scene->shown)
        return days;
    return dln_arena_printf(arena, "%zu incident%s%s%.*s", scene->shown,
                            scene->shown == 1 ? "" : "s", days.len ? ", " : "", DLN_STR_ARG(days));
}

static void divide(dln_plan *plan, const dln_scene *scene, dln_arena *arena) {
    const dln_layout_options *o = plan->options;
    double unit = o->unit, edge = EDGE * unit;
    plan->title_font = (dln_font){.size = TITLE_SIZE * unit, .bold = true};
    plan->subtitle_font = (dln_font){.size = SUBTITLE_SIZE * unit};
    plan->footer_font = (dln_font){.size = FOOTER_SIZE * unit};
    plan->frame = (dln_rect){0, 0, o->width, o->height};
    if (fmin(o->width, o->height) < FURNITURE_MIN_PX * unit)
        return;
    plan->furnished = true;
    double width = o->width - 2 * edge;
    plan->title_count = dln_text_wrap(plan->typesetter, plan->title_font, o->title, width,
                                      DLN_TITLE_LINES, arena, plan->title);
    dln_str subtitle = o->subtitle.len ? o->subtitle : made_subtitle(scene, arena);
    if (subtitle.len)
        dln_text_wrap(plan->typesetter, plan->subtitle_font, subtitle, width, 1, arena,
                      &plan->subtitle);
    make_footer(plan, scene, width, arena);
    double lines = plan->title_count ? (double)plan->title_count : 1;
    double head = edge * 0.85 + lines * plan->title_font.size * 1.22 +
                  (plan->subtitle.len ? plan->subtitle_font.size * 1.45 : 0) + 0.55 * edge;
    double foot =
        edge * 0.6 + (double)plan->footer_count * plan->footer_font.size * 1.42 + 0.45 * edge;
    plan->head = (dln_rect){edge, 0, o->width - edge, head};
    plan->foot = (dln_rect){edge, o->height - foot, o->width - edge, o->height};
    plan->frame = (dln_rect){edge, head, o->width - edge, o->height - foot};
}

// A rough place is as large as its circle: the view must hold it.
static size_t spanned(const dln_site *site, dln_lonlat out[SPAN_POINTS + 1]) {
    size_t count = 0;
    out[count++] = site->at;
    if (site->precision > DLN_GEO_EXACT && !site->whole_country && site->radius_m > 0)
        for (int i = 0; i < SPAN_POINTS; i++)
            out[count++] = dln_travel(site->at, 360.0 * i / SPAN_POINTS, site->radius_m);
    return count;
}

// The circle of a region around a country's middle would make the map of a continent.
#define COUNTRY_SPAN_M 200e3

dln_box dln_scene_extent(const dln_scene *scene, const dln_layout_options *options) {
    if (options->has_extent)
        return options->extent;
    if (!scene->site_count)
        return (dln_box){-180, -90, 180, 90};
    dln_lonlat corners[2 * (SPAN_POINTS + 1)];
    dln_lonlat first[SPAN_POINTS + 1];
    size_t count = spanned(&scene->sites[0], first);
    dln_box box = dln_extent_of(first, count);
    for (size_t i = 1; i < scene->site_count; i++) {
        count = spanned(&scene->sites[i], corners);
        // A box is the box of its corners, and grows site by site.
        corners[count++] = (dln_lonlat){box.west, box.south};
        corners[count++] = (dln_lonlat){box.east, box.north};
        box = dln_extent_of(corners, count);
    }
    return box;
}

static dln_status fit(dln_plan *plan, const dln_scene *scene, const dln_projection *projection,
                      dln_arena *arena, dln_error *err) {
    dln_lonlat edges[DLN_EXTENT_EDGE_POINTS];
    const dln_lonlat *points = edges;
    size_t count = DLN_EXTENT_EDGE_POINTS;
    bool world = dln_projection_is_world(projection);
    bool given = plan->options->has_extent || !scene->site_count || world;
    if (world) {
        // The globe is shown whole: cut off at the last incident it would look broken.
        double middle = dln_projection_center_lon(projection), half = 179.999;
        dln_extent_edges(
            (dln_box){dln_wrap_lon(middle - half), -90, dln_wrap_lon(middle + half), 90}, edges);
    } else if (given) {
        dln_extent_edges(dln_scene_extent(scene, plan->options), edges);
    } else {
        dln_lonlat *all = DLN_ARENA_ARRAY(arena, dln_lonlat, scene->site_count * (SPAN_POINTS + 1));
        if (!all)
            return dln_fail_memory(err);
        count = 0;
        for (size_t i = 0; i < scene->site_count; i++)
            count += spanned(&scene->sites[i], all + count);
        points = all;
    }
    double margin = world ? WORLD_MARGIN : given ? EXTENT_MARGIN : MAP_MARGIN;
    dln_view_fit(&plan->view, projection, plan->frame, points, count, margin,
                 given ? 1e3 : LEAST_WIDTH_M);
    return DLN_OK;
}

static void shape_arrows(dln_plan *plan, const dln_scene *scene) {
    double unit = plan->options->unit;
    for (size_t i = 0; i < scene->move_count; i++) {
        const dln_move *move = &scene->moves[i];
        dln_px stops[DLN_VIA_MAX + 2];
        for (size_t j = 0; j < move->site_count; j++)
            stops[j] = plan->site_px[move->sites[j]];
        const dln_site *end = &scene->sites[move->sites[move->site_count - 1]];
        double clear = dln_site_radius(end, plan->symbol_radius) + 2 * unit;
        double width = ARROW_WIDTH * (move->type == DLN_MOVEMENT ? 1 : 0.62);
        plan->arrows[i] =
            dln_arrow_shape(stops, move->site_count, move->strand, 5 * unit, clear, width * unit);
    }
}

static dln_status place_scene(dln_plan *plan, const dln_scene *scene, dln_arena *arena,
                              dln_error *err) {
    plan->site_px = DLN_ARENA_ARRAY(arena, dln_px, scene->site_count + 1);
    plan->site_seen = DLN_ARENA_ARRAY(arena, bool, scene->site_count + 1);
    plan->arrows = DLN_ARENA_ARRAY(arena, dln_arrow, scene->move_count + 1);
    plan->symbol_px = DLN_ARENA_ARRAY(arena, dln_px, scene->site_count + 1);
    if (!plan->symbol_px || !plan->site_px || !plan->site_seen || !plan->arrows)
        return dln_fail_memory(err);
    for (size_t i = 0; i < scene->site_count; i++) {
        // What the projection does not know is nowhere: every comparison with it fails.
        plan->site_px[i] = (dln_px){NAN, NAN};
        plan->site_seen[i] = dln_view_px(&plan->view, scene->sites[i].at, &plan->site_px[i]) &&
                             dln_rect_contains(plan->frame, plan->site_px[i]);
    }
    dln_sites_spread(plan, scene);
    shape_arrows(plan, scene);
    return DLN_OK;
}

// A site with its symbols.
static dln_rect around_site(const dln_plan *plan, const dln_scene *scene, size_t i) {
    dln_px a = plan->site_px[i], b = plan->symbol_px[i];
    dln_rect both = {fmin(a.x, b.x), fmin(a.y, b.y), fmax(a.x, b.x), fmax(a.y, b.y)};
    return dln_rect_grown(both, dln_site_radius(&scene->sites[i], plan->symbol_radius));
}

// How much of what happened a box would hide.
static size_t hidden_by(const dln_plan *plan, const dln_scene *scene, dln_rect box) {
    size_t hidden = 0;
    for (size_t i = 0; i < scene->site_count; i++)
        hidden += plan->site_seen[i] && dln_rect_overlaps(box, around_site(plan, scene, i));
    for (size_t i = 0; i < scene->move_count; i++)
        for (int j = 0; plan->arrows[i].drawn && j < DLN_ARROW_SAMPLES; j++)
            hidden += dln_rect_contains(box, plan->arrows[i].spine[j]);
    return hidden;
}

static dln_rect corner_box(const dln_plan *plan, int corner) {
    double inset = LEGEND_INSET * plan->options->unit;
    dln_rect frame = dln_rect_grown(plan->frame, -inset);
    bool right = corner & 1, top = corner & 2;
    double left = right ? frame.right - plan->legend.width : frame.left;
    double up = top ? frame.top : frame.bottom - plan->legend.height;
    return (dln_rect){left, up, left + plan->legend.width, up + plan->legend.height};
}

static bool find_corner(dln_plan *plan, const dln_scene *scene) {
    static const int preference[] = {0, 1, 2, 3}; // bottom left, bottom right, top left, top right
    for (int i = 0; i < 4; i++) {
        dln_rect box = corner_box(plan, preference[i]);
        double clear = LEGEND_CLEAR * plan->options->unit;
        if (hidden_by(plan, scene, dln_rect_grown(box, clear)) == 0) {
            plan->legend_box = box;
            plan->legend_inside = true;
            return true;
        }
    }
    return false;
}

// No corner is free: the legend gets its own column and the map what is left.
static void beside(dln_plan *plan) {
    double gap = LEGEND_INSET * plan->options->unit;
    plan->legend_box = (dln_rect){plan->frame.right - plan->legend.width, plan->frame.top,
                                  plan->frame.right, plan->frame.top + plan->legend.height};
    plan->frame.right = plan->legend_box.left - gap;
}

// A legend too tall for that runs in columns under the map.
static void below(dln_plan *plan) {
    double gap = LEGEND_INSET * plan->options->unit;
    dln_legend_flow(&plan->legend, dln_rect_width(plan->frame));
    plan->legend_box = (dln_rect){plan->frame.left, plan->frame.bottom - plan->legend.height,
                                  plan->frame.right, plan->frame.bottom};
    plan->frame.bottom = plan->legend_box.top - gap;
}

static bool fits_beside(const dln_plan *plan) {
    return plan->legend.width < LEGEND_MAX_SHARE * dln_rect_width(plan->frame) &&
           plan->legend.height < dln_rect_height(plan->frame);
}

// A legend a little too tall is set smaller rather than elsewhere.
static void shrink(dln_plan *plan, const dln_scene *scene, dln_arena *arena) {
    double share = 0.98 * dln_rect_height(plan->frame) / plan->legend.height;
    if (share < 1 && share >= LEGEND_MIN_SHARE)
        plan->legend = dln_legend_make(scene, plan->typesetter, plan->options->unit * share, arena);
}

// On the map, beside it, under it. A thumbnail has none. True when the frame has changed.
static bool place_legend(dln_plan *plan, const dln_scene *scene, dln_arena *arena) {
    if (!plan->legend.row_count || !plan->furnished)
        return false;
    bool low = plan->legend.height < LEGEND_MAX_HEIGHT * dln_rect_height(plan->frame);
    if (fits_beside(plan) && low && find_corner(plan, scene))
        return false;
    shrink(plan, scene, arena);
    if (fits_beside(plan))
        beside(plan);
    else
        below(plan);
    return true;
}

dln_status dln_plan_make(const dln_scene *scene, const dln_projection *projection,
                         const dln_layout_options *options, const dln_typesetter *typesetter,
                         dln_arena *arena, dln_plan *out, dln_error *err) {
    dln_plan plan = {.options = options,
                     .typesetter = typesetter,
                     .symbol_radius = dln_sites_symbol_radius(scene, options->unit)};
    divide(&plan, scene, arena);
    plan.legend = dln_legend_make(scene, typesetter, options->unit, arena);
    dln_status status = fit(&plan, scene, projection, arena, err);
    if (status == DLN_OK)
        status = place_scene(&plan, scene, arena, err);
    if (status == DLN_OK && place_legend(&plan, scene, arena)) {
        status = fit(&plan, scene, projection, arena, err);
        if (status == DLN_OK)
            status = place_scene(&plan, scene, arena, err);
    }
    if (status == DLN_OK)
        *out = plan;
    return status;
}
