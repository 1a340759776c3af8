#include "map/scene.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str_hash.h"

// Two positions closer than this (0.0005 degrees, some 50 m) are one place: gazetteers round.
#define SAME_PLACE_DEG 5e-4
// Three hundred symbols can be read one by one on a page; more are gathered place by place.
#define SYMBOLS_MAX 300

// Sites are found by their name: chains of those whose names fall together.
#define NAME_CHAINS 4096

struct builder {
    dln_scene scene;
    dln_arena *arena;
    size_t *chains;     // first site of a chain, plus one
    size_t *chain_next; // of a site, plus one
    size_t chain_capacity;
    size_t site_capacity, move_capacity, event_capacity;
    bool failed;
};

bool dln_status_is_open(dln_incident_status status) {
    return status == DLN_PLANNED || status == DLN_THREATENED || status == DLN_PREVENTED;
}

static void *grown(struct builder *b, void *items, size_t count, size_t *capacity, size_t size) {
    if (count < *capacity)
        return items;
    size_t larger = *capacity ? *capacity * 2 : 1; // most places have one kind of incident
    void *moved = dln_arena_alloc(b->arena, larger, size);
    if (!moved) {
        b->failed = true;
        return items;
    }
    if (count)
        memcpy(moved, items, count * size);
    *capacity = larger;
    return moved;
}

static bool same_place(const dln_site *site, const dln_shown_place *where) {
    return fabs(site->at.lat - where->at.lat) < SAME_PLACE_DEG &&
           fabs(site->at.lon - where->at.lon) < SAME_PLACE_DEG &&
           site->precision == where->precision && dln_str_equal(site->name, where->name);
}

static size_t chain_of(dln_str name) {
    return dln_str_hash(DLN_HASH_START, name) % NAME_CHAINS;
}

static size_t site_for(struct builder *b, const dln_shown_place *where) {
    if (!where->located)
        return DLN_NOWHERE;
    dln_scene *scene = &b->scene;
    size_t *chain = &b->chains[chain_of(where->name)];
    for (size_t i = *chain; i; i = b->chain_next[i - 1])
        if (same_place(&scene->sites[i - 1], where))
            return i - 1;
    b->chain_next =
        grown(b, b->chain_next, scene->site_count, &b->chain_capacity, sizeof *b->chain_next);
    scene->sites =
        grown(b, scene->sites, scene->site_count, &b->site_capacity, sizeof *scene->sites);
    if (b->failed)
        return DLN_NOWHERE;
    dln_site *site = &scene->sites[scene->site_count];
    *site = (dln_site){.at = where->at,
                       .name = where->name,
                       .radius_m = where->radius_m,
                       .precision = where->precision,
                       .whole_country = where->whole_country,
                       .places = 1};
    site->first_name = site->all_names = site->name;
    memcpy(site->country, where->country, sizeof site->country);
    b->chain_next[scene->site_count] = *chain;
    *chain = ++scene->site_count;
    return scene->site_count - 1;
}

static void add_tally(struct builder *b, dln_site *site, dln_tally added) {
    site->incident_count += added.count;
    site->highlighted |= added.highlighted;
    for (size_t i = 0; i < site->tally_count; i++) {
        dln_tally *tally = &site->tallies[i];
        if (tally->type == added.type && tally->status == added.status) {
            tally->count += added.count;
            tally->killed += added.killed;
            tally->injured += added.injured;
            tally->highlighted |= added.highlighted;
            return;
        }
    }
    site->tallies =
        grown(b, site->tallies, site->tally_count, &site->tally_capacity, sizeof *site->tallies);
    if (!b->failed)
        site->tallies[site->tally_count++] = added;
}

static dln_tally tally_of(const dln_shown *shown) {
    return (dln_tally){.type = shown->type,
                       .status = shown->status,
                       .count = 1,
                       .killed = shown->killed,
                       .injured = shown->injured};
}

static bool same_way(const dln_move *a, const dln_move *b) {
    return a->type == b->type && a->status == b->status && a->site_count == b->site_count &&
           memcmp(a->sites, b->sites, a->site_count * sizeof *a->sites) == 0;
}

static void add_stop(struct builder *b, dln_move *move, const dln_shown_place *where) {
    size_t site = site_for(b, where);
    if (site != DLN_NOWHERE && (move->site_count == 0 || move->sites[move->site_count - 1] != site))
        move->sites[move->site_count++] = site;
}

// The way of an incident, or one of fewer than two stops.
static dln_move way_of(struct builder *b, const dln_shown *shown) {
    dln_move move = {.type = shown->type, .status = shown->status, .count = 1};
    const dln_shown_way *way = shown->way;
    if (!way)
        return move;
    add_stop(b, &move, &way->origin);
    for (size_t i = 0; i < way->via_count; i++)
        add_stop(b, &move, &way->via[i]);
    // What was launched comes down where the incident is; a movement says its own destination.
    add_stop(b, &move, way->destination.located ? &way->destination : &shown->where);
    return move;
}

static size_t add_move(struct builder *b, const dln_move *move) {
    dln_scene *scene = &b->scene;
    for (size_t i = 0; i < scene->move_count; i++) {
        if (same_way(&scene->moves[i], move)) {
            scene->moves[i].count += move->count;
            return i;
        }
    }
    scene->moves =
        grown(b, scene->moves, scene->move_count, &b->move_capacity, sizeof *scene->moves);
    if (b->failed)
        return DLN_NOWHERE;
    scene->moves[scene->move_count] = *move;
    return scene->move_count++;
}

static void add_event(struct builder *b, dln_event event) {
    dln_scene *scene = &b->scene;
    scene->events =
        grown(b, scene->events, scene->event_count, &b->event_capacity, sizeof *scene->events);
    if (!b->failed)
        scene->events[scene->event_count++] = event;
}

static void add_shown(struct builder *b, const dln_shown *shown) {
    dln_scene *scene = &b->scene;
    dln_move way = way_of(b, shown);
    dln_event event = {shown, false, site_for(b, &shown->where), DLN_NOWHERE};
    if (way.site_count > 1) {
        event.move = add_move(b, &way);
        // The arrow is the symbol of a movement; whatever else happened has its own at the place.
        if (shown->type == DLN_MOVEMENT)
            event.site = DLN_NOWHERE;
    }
    if (event.site == DLN_NOWHERE && event.move == DLN_NOWHERE) {
        scene->unplaced++;
        return;
    }
    if (event.site != DLN_NOWHERE && !b->failed)
        add_tally(b, &scene->sites[event.site], tally_of(shown));
    add_event(b, event);
}

static bool same_ends(const dln_move *a, const dln_move *b) {
    size_t a0 = a->sites[0], a1 = a->sites[a->site_count - 1];
    size_t b0 = b->sites[0], b1 = b->sites[b->site_count - 1];
    return (a0 == b0 && a1 == b1) || (a0 == b1 && a1 == b0);
}

static void number_strands(dln_scene *scene) {
    for (size_t i = 0; i < scene->move_count; i++) {
        dln_move *move = &scene->moves[i];
        move->strand = move->strands = 0;
        for (size_t j = 0; j < scene->move_count; j++) {
            if (!same_ends(move, &scene->moves[j]))
                continue;
            move->strand += j < i;
            move->strands++;
        }
    }
}

static void gather_crowds(dln_scene *scene) {
    size_t symbols = 0;
    for (size_t i = 0; i < scene->site_count; i++)
        symbols += scene->sites[i].tally_count;
    for (size_t i = 0; i < scene->site_count && symbols > SYMBOLS_MAX; i++)
        scene->sites[i].gathered = scene->sites[i].tally_count > 1;
}

// Room for one place and one event an incident, so that the long lists need not be moved.
static bool reserve(struct builder *b, size_t incidents) {
    b->scene.sites = DLN_ARENA_ARRAY(b->arena, dln_site, incidents + 1);
    b->chain_next = DLN_ARENA_ARRAY(b->arena, size_t, incidents + 1);
    b->scene.events = DLN_ARENA_ARRAY(b->arena, dln_event, incidents + 1);
    b->site_capacity = b->chain_capacity = b->event_capacity = incidents + 1;
    return b->scene.sites && b->chain_next && b->scene.events;
}

dln_status dln_scene_build(const dln_shown *shown, size_t count, dln_arena *arena, dln_scene *out,
                           dln_error *err) {
    struct builder b = {.arena = arena,
                        .scene.words = dln_words_of(DLN_MAP_ENGLISH),
                        .chains = DLN_ARENA_ARRAY(arena, size_t, NAME_CHAINS)};
    b.failed = !b.chains || !reserve(&b, count);
    for (size_t i = 0; i < count && !b.failed; i++)
        add_shown(&b, &shown[i]);
    if (b.failed)
        return dln_fail_memory(err);
    number_strands(&b.scene);
    gather_crowds(&b.scene);
    *out = b.scene;
    return DLN_OK;
}

static bool is_among(int64_t id, const int64_t *ids, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

static void highlight_event(dln_scene *scene, dln_event *event) {
    const dln_shown *shown = event->shown;
    event->highlighted = true;
    if (event->move != DLN_NOWHERE)
        scene->moves[event->move].highlighted = true;
    if (event->site == DLN_NOWHERE)
        return;
    dln_site *site = &scene->sites[event->site];
    site->highlighted = true;
    site->gathered = false;
    for (size_t i = 0; i < site->tally_count; i++)
        if (site->tallies[i].type == shown->type && site->tallies[i].status == shown->status)
            site->tallies[i].highlighted = true;
}

size_t dln_scene_highlight(dln_scene *scene, const int64_t *ids, size_t count) {
    size_t found = 0;
    for (size_t i = 0; count && i < scene->event_count; i++) {
        if (!is_among(scene->events[i].shown->id, ids, count))
            continue;
        highlight_event(scene, &scene->events[i]);
        found++;
    }
    return found;
}

// Longer than this (bytes) a list of names is no entry of a key any more; and of so many places
// that no key names them all, only a few names are collected.
#define NAMES_MAX       8000
#define NAMES_MAX_CROWD 600
#define CROWD_SITES     300

static bool has_name(dln_str list, dln_str name) {
    while (list.data)
        if (dln_str_equal(dln_str_trim(dln_str_cut(&list, ',')), name))
            return true;
    return false;
}

// A group that sites are merged into.
struct group {
    size_t largest; // incidents at one of its places
    char *names;    // where its list of names is written, once there are two of them
    size_t room;
};

// The ends of arrows, too, keep their names.
static void join_names(struct builder *b, dln_site *into, struct group *group, const dln_site *from,
                       size_t most) {
    dln_str before = into->all_names, added = from->all_names;
    if (!added.len || before.len > most || has_name(before, added))
        return;
    if (!before.len) {
        into->all_names = added;
        return;
    }
    size_t len = before.len + 2 + added.len;
    if (len > group->room) {
        group->room = 2 * len;
        group->names = dln_arena_alloc(b->arena, group->room, 1);
        if (!group->names) {
            b->failed = true;
            return;
        }
        memcpy(group->names, before.data, before.len);
    }
    memcpy(group->names + before.len, ", ", 2);
    memcpy(group->names + before.len + 2, added.data, added.len);
    into->all_names = (dln_str){group->names, len};
}

// The biggest of the merged places lends its position and its name.
static void merge_site(struct builder *b, dln_site *into, struct group *group, const dln_site *from,
                       size_t names_max) {
    if (!into->places) {
        *into = *from;
        into->tallies = NULL;
        into->all_names = DLN_STR_NONE;
        into->tally_count = into->tally_capacity = into->incident_count = into->places = 0;
    } else if (from->incident_count > group->largest) {
        into->at = from->at;
        into->first_name = from->first_name;
    }
    if (from->incident_count > group->largest)
        group->largest = from->incident_count;
    into->places += from->places;
    join_names(b, into, group, from, names_max);
    for (size_t i = 0; i < from->tally_count; i++)
        add_tally(b, into, from->tallies[i]);
}

static void name_group(struct builder *b, dln_site *site) {
    if (site->places < 2)
        return;
    site->gathered = true;
    site->precision = DLN_GEO_EXACT; // of a ring nobody reads how rough one of its places is
    dln_str more = dln_words_fill(b->scene.words->and_more,
                                  dln_arena_printf(b->arena, "%zu", site->places - 1), b->arena);
    site->name =
        dln_arena_printf(b->arena, "%.*s%.*s", DLN_STR_ARG(site->first_name), DLN_STR_ARG(more));
    b->failed |= !site->name.data;
}

static void merge_sites(struct builder *b, const dln_scene *scene, const size_t *group,
                        size_t group_count) {
    struct group *groups = DLN_ARENA_ARRAY(b->arena, struct group, group_count + 1);
    b->scene.sites = DLN_ARENA_ARRAY(b->arena, dln_site, group_count + 1);
    b->scene.site_count = group_count;
    b->failed = !groups || !b->scene.sites;
    for (size_t i = 0; i < scene->site_count && !b->failed; i++)
        merge_site(b, &b->scene.sites[group[i]], &groups[group[i]], &scene->sites[i],
                   scene->site_count > CROWD_SITES ? NAMES_MAX_CROWD : NAMES_MAX);
    for (size_t i = 0; i < group_count && !b->failed; i++)
        name_group(b, &b->scene.sites[i]);
}

// A way that is left with one stop goes into the ring there.
static size_t merged_move(struct builder *b, const dln_move *move, const size_t *group) {
    dln_move way = {.type = move->type, .status = move->status, .count = 1};
    for (size_t i = 0; i < move->site_count; i++) {
        size_t site = group[move->sites[i]];
        if (!way.site_count || way.sites[way.site_count - 1] != site)
            way.sites[way.site_count++] = site;
    }
    return way.site_count > 1 ? add_move(b, &way) : DLN_NOWHERE;
}

// One event becomes one: what is written is never ahead of what was read.
static void merge_event(struct builder *b, const dln_scene *scene, const dln_event *event,
                        const size_t *group, const bool *too_short) {
    dln_event merged = {event->shown, event->highlighted, DLN_NOWHERE, DLN_NOWHERE};
    if (event->site != DLN_NOWHERE)
        merged.site = group[event->site];
    if (event->move != DLN_NOWHERE) {
        const dln_move *move = &scene->moves[event->move];
        if (!too_short[event->move])
            merged.move = merged_move(b, move, group);
        if (merged.move != DLN_NOWHERE)
            b->scene.moves[merged.move].highlighted |= move->highlighted;
        if (merged.move == DLN_NOWHERE && merged.site == DLN_NOWHERE && !b->failed) {
            merged.site = group[move->sites[move->site_count - 1]];
            add_tally(b, &b->scene.sites[merged.site], tally_of(event->shown));
        }
    }
    add_event(b, merged);
}

dln_status dln_scene_gather(const dln_scene *scene, const size_t *group, size_t group_count,
                            const bool *too_short, dln_event *events, dln_arena *arena,
                            dln_scene *out, dln_error *err) {
    struct builder b = {
        .arena = arena,
        .scene = {.unplaced = scene->unplaced, .words = scene->words, .events = events},
        .event_capacity = scene->event_count};
    merge_sites(&b, scene, group, group_count);
    for (size_t i = 0; i < scene->event_count && !b.failed; i++)
        merge_event(&b, scene, &scene->events[i], group, too_short);
    if (b.failed)
        return dln_fail_memory(err);
    number_strands(&b.scene);
    *out = b.scene;
    return DLN_OK;
}
