// Where places lie too densely to be told apart, they are merged into one ring with a number.
#include <math.h>
#include <stdlib.h>

#include "map/plan.h"
#include "map/sites.h"

// Farther from its place than this many of its radii, a symbol needs a second look.
#define DISPLACED_RADII 2.2

size_t dln_plan_displaced(const dln_plan *plan) {
    size_t count = 0;
    for (size_t i = 0; i < plan->scene->site_count; i++) {
        dln_px a = plan->site_px[i], b = plan->symbol_px[i];
        count += plan->site_seen[i] &&
                 hypot(a.x - b.x, a.y - b.y) > DISPLACED_RADII * plan->symbol_radius;
    }
    return count;
}

bool dln_plan_is_crowd(const dln_plan *plan) {
    size_t count = 0;
    for (size_t i = 0; i < plan->scene->site_count; i++)
        count += plan->site_seen[i];
    return count > DLN_NAMED_SITES;
}

// Groups by the cell that their first place lies in, so that a neighbour is found at once.
struct grid {
    dln_rect frame;
    double cell;
    size_t columns, rows;
    size_t *first;     // group in a cell, DLN_NOWHERE: none
    size_t *next;      // of a group
    const dln_px **at; // of a group: its first place
};

static size_t clamped_cell(double offset, double cell, size_t count) {
    double at = floor(offset / cell);
    return at < 0 ? 0 : at >= (double)count ? count - 1 : (size_t)at;
}

static size_t find_group(const struct grid *g, dln_px p, double radius) {
    size_t column = clamped_cell(p.x - g->frame.left, g->cell, g->columns);
    size_t row = clamped_cell(p.y - g->frame.top, g->cell, g->rows);
    size_t found = DLN_NOWHERE;
    double nearest = radius;
    for (size_t y = row ? row - 1 : 0; y <= row + 1 && y < g->rows; y++) {
        for (size_t x = column ? column - 1 : 0; x <= column + 1 && x < g->columns; x++) {
            for (size_t i = g->first[y * g->columns + x]; i != DLN_NOWHERE; i = g->next[i]) {
                double away = hypot(g->at[i]->x - p.x, g->at[i]->y - p.y);
                if (away < nearest) {
                    nearest = away;
                    found = i;
                }
            }
        }
    }
    return found;
}

static void add_group(struct grid *g, size_t group, const dln_px *at) {
    size_t column = clamped_cell(at->x - g->frame.left, g->cell, g->columns);
    size_t row = clamped_cell(at->y - g->frame.top, g->cell, g->rows);
    size_t *cell = &g->first[row * g->columns + column];
    g->at[group] = at;
    g->next[group] = *cell;
    *cell = group;
}

static bool new_grid(const dln_plan *plan, double radius, dln_arena *arena, struct grid *g) {
    *g = (struct grid){.frame = plan->frame, .cell = radius};
    g->columns = (size_t)(dln_rect_width(plan->frame) / radius) + 1;
    g->rows = (size_t)(dln_rect_height(plan->frame) / radius) + 1;
    g->first = DLN_ARENA_ARRAY(arena, size_t, g->columns * g->rows);
    g->next = DLN_ARENA_ARRAY(arena, size_t, plan->scene->site_count + 1);
    g->at = dln_arena_alloc(arena, plan->scene->site_count + 1, sizeof *g->at);
    for (size_t i = 0; g->first && i < g->columns * g->rows; i++)
        g->first[i] = DLN_NOWHERE;
    return g->first && g->next && g->at;
}

struct weighted {
    size_t site, weight;
};

// The busiest first: others gather round it. In order among equals.
static int by_weight(const void *a, const void *b) {
    const struct weighted *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return (x->site > y->site) - (x->site < y->site);
}

static bool can_gather(const dln_plan *plan, size_t site) {
    const dln_site *s = &plan->scene->sites[site];
    return plan->site_seen[site] && !s->whole_country && !s->highlighted;
}

// Between two rings an arrow needs this much room, in radii of a symbol.
#define SHORT_MOVE_RADII 9.0

static dln_px group_px(const dln_plan *plan, const struct grid *grid, const size_t *group,
                       size_t site) {
    const dln_px *at = grid->at[group[site]];
    return at ? *at : plan->site_px[site]; // a country gathers nothing
}

static bool *short_moves(const dln_plan *plan, const struct grid *grid, const size_t *group,
                         dln_arena *arena) {
    const dln_scene *scene = plan->scene;
    bool *too_short = DLN_ARENA_ARRAY(arena, bool, scene->move_count + 1);
    for (size_t i = 0; too_short && i < scene->move_count; i++) {
        const dln_move *move = &scene->moves[i];
        dln_px a = group_px(plan, grid, group, move->sites[0]);
        dln_px b = group_px(plan, grid, group, move->sites[move->site_count - 1]);
        too_short[i] = hypot(a.x - b.x, a.y - b.y) < SHORT_MOVE_RADII * plan->symbol_radius;
    }
    return too_short;
}

dln_status dln_plan_gather(dln_plan *plan, double radius, dln_arena *arena, dln_error *err) {
    const dln_scene *scene = plan->scene;
    struct grid grid;
    size_t *group = DLN_ARENA_ARRAY(arena, size_t, scene->site_count + 1), count = 0;
    struct weighted *order = DLN_ARENA_ARRAY(arena, struct weighted, scene->site_count + 1);
    dln_scene *gathered = DLN_ARENA_ARRAY(arena, dln_scene, 1);
    if (!group || !order || !gathered || !new_grid(plan, radius, arena, &grid))
        return dln_fail_memory(err);
    for (size_t i = 0; i < scene->site_count; i++)
        order[i] = (struct weighted){i, scene->sites[i].incident_count};
    qsort(order, scene->site_count, sizeof *order, by_weight);
    for (size_t i = 0; i < scene->site_count; i++) {
        size_t site = order[i].site;
        bool may = can_gather(plan, site);
        size_t found = may ? find_group(&grid, plan->site_px[site], radius) : DLN_NOWHERE;
        group[site] = found == DLN_NOWHERE ? count++ : found;
        if (may && found == DLN_NOWHERE)
            add_group(&grid, group[site], &plan->site_px[site]);
    }
    const bool *too_short = short_moves(plan, &grid, group, arena);
    if (!plan->gathered_events)
        plan->gathered_events = DLN_ARENA_ARRAY(arena, dln_event, scene->event_count + 1);
    if (!too_short || !plan->gathered_events)
        return dln_fail_memory(err);
    dln_status status = dln_scene_gather(scene, group, count, too_short, plan->gathered_events,
                                         arena, gathered, err);
    if (status == DLN_OK)
        plan->scene = gathered;
    return status;
}
