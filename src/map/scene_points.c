// For maps of density: every incident is one point, and what has no point is left out.
#include <string.h>

#include "map/scene.h"

struct flattening {
    const dln_scene *from;
    dln_scene to;
    size_t *new_index; // of a site, plus one
};

// Its place, or where its way ends.
static size_t site_of(const dln_scene *scene, const dln_event *event) {
    if (event->site != DLN_NOWHERE)
        return event->site;
    const dln_move *move = &scene->moves[event->move];
    return move->sites[move->site_count - 1];
}

// The middle of a region is no place where anything happened: counted there, it would make a peak
// in the emptiest part of a province.
static bool is_too_rough(const dln_site *site) {
    return site->whole_country || site->precision >= DLN_GEO_REGION;
}

static void add_point(struct flattening *f, const dln_event *event) {
    size_t old = site_of(f->from, event);
    const dln_site *site = &f->from->sites[old];
    if (is_too_rough(site)) {
        f->to.too_rough++;
        return;
    }
    if (!f->new_index[old]) {
        f->to.sites[f->to.site_count] = *site;
        f->to.sites[f->to.site_count].gathered = false;
        f->new_index[old] = ++f->to.site_count;
    }
    f->to.events[f->to.event_count++] =
        (dln_event){event->shown, false, f->new_index[old] - 1, DLN_NOWHERE};
}

dln_status dln_scene_flatten(const dln_scene *scene, dln_arena *arena, dln_scene *out,
                             dln_error *err) {
    struct flattening f = {
        .from = scene,
        .to = {.words = scene->words,
               .sites = DLN_ARENA_ARRAY(arena, dln_site, scene->site_count + 1),
               .events = DLN_ARENA_ARRAY(arena, dln_event, scene->event_count + 1),
               .unplaced = scene->unplaced},
        .new_index = DLN_ARENA_ARRAY(arena, size_t, scene->site_count + 1)};
    if (!f.to.sites || !f.to.events || !f.new_index)
        return dln_fail_memory(err);
    for (size_t i = 0; i < scene->event_count; i++)
        add_point(&f, &scene->events[i]);
    *out = f.to;
    return DLN_OK;
}
