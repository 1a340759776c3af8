#include "dateline/geocode.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gazetteer/rank.h"
#include "gazetteer/typing.h"
#include "text/fold.h"

// The score that counts as certain: a country's (see rank.c for the scale).
static const double full_score = 11000;
// What a suggestion keeps of its score, by typing errors: none (it sounds alike), one, two. Half,
// so that scores of different names do not pass for each other.
static const double similar_share[] = {0.5, 0.5, 0.25};
// Nearness outweighs importance: each doubling of the distance beyond 25 km costs as much as eight
// doublings of population.
static const double near_m = 25e3;
static const double points_per_doubling = 1000;

static dln_geocode_match match_of(const dln_gazetteer *gazetteer, dln_candidate candidate,
                                  const dln_geocode_options *options) {
    dln_geocode_match match = {.place = dln_gazetteer_place(gazetteer, candidate.place),
                               .kind = candidate.kind};
    double points = match.place.score - dln_kind_penalty(candidate.kind);
    if (options->has_near) {
        match.distance_m = dln_distance_m(options->near, match.place.at);
        points -= points_per_doubling * log2(1 + match.distance_m / near_m);
    }
    match.score = fmax(0, fmin(1, points / full_score));
    return match;
}

// Matches found so far.
typedef struct collection {
    const dln_gazetteer *gazetteer;
    const dln_geocode_options *options;
    dln_arena *arena;
    dln_geocode_match *items;
    size_t count, capacity;
    bool similar;
    double share;                // of the score
    const dln_candidate *inside; // only what lies in one of these; NULL: anywhere
    size_t inside_count;
    bool failed; // no memory
} collection;

static bool lies_inside(const collection *c, const dln_place *place) {
    for (size_t i = 0; i < c->inside_count; i++)
        if (c->inside[i].place == place->country_place || c->inside[i].place == place->admin1_place)
            return true;
    return !c->inside;
}

static bool grow(collection *c, size_t more) {
    if (more <= c->capacity - c->count)
        return true;
    size_t capacity = c->capacity * 2 + more;
    dln_geocode_match *items = DLN_ARENA_ARRAY(c->arena, dln_geocode_match, capacity);
    if (!items) {
        c->failed = true;
        return false;
    }
    if (c->count)
        memcpy(items, c->items, c->count * sizeof *items);
    c->items = items;
    c->capacity = capacity;
    return true;
}

// A dln_take_candidates.
static bool collect(void *context, const dln_candidate *found, size_t count) {
    collection *c = context;
    if (!grow(c, count))
        return false;
    for (size_t i = 0; i < count; i++) {
        dln_geocode_match match = match_of(c->gazetteer, found[i], c->options);
        if (*c->options->country && strcmp(c->options->country, match.place.country) != 0)
            continue;
        if (!lies_inside(c, &match.place))
            continue;
        match.similar = c->similar;
        match.score *= c->share;
        c->items[c->count++] = match;
    }
    return true;
}

static void collect_similar(collection *c, dln_str folded) {
    size_t count = 0;
    unsigned allowed = dln_typing_errors_allowed(folded);
    c->similar = true;
    c->share = similar_share[0];
    const dln_candidate *found = dln_gazetteer_find_similar(c->gazetteer, folded, &count);
    if (count > 0)
        (void)collect(c, found, count);
    // What takes two errors is offered only where nothing comes nearer.
    for (unsigned errors = 1; errors <= allowed && (errors == 1 || c->count == 0); errors++) {
        c->share = similar_share[errors];
        dln_typing_search(c->gazetteer, folded, errors, collect, c);
    }
}

static void collect_exact(collection *c, dln_str folded) {
    size_t count = 0;
    const dln_candidate *found = dln_gazetteer_find_folded(c->gazetteer, folded, &count);
    if (count > 0)
        (void)collect(c, found, count);
}

// "Aleppo, Syria", "Bangor, Maine": what stands behind the comma says where to look.
static void collect_inside(collection *c, dln_str name) {
    dln_str rest = name;
    dln_str folded = dln_fold(c->arena, dln_str_cut(&rest, ','));
    if (!rest.data || !folded.data)
        return;
    c->inside = dln_gazetteer_find(c->gazetteer, dln_str_trim(rest), &c->inside_count);
    if (c->inside)
        collect_exact(c, folded);
    c->inside = NULL;
    c->inside_count = 0;
}

static int better_first(const void *a, const void *b) {
    const dln_geocode_match *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->place.index > y->place.index) - (x->place.index < y->place.index);
}

static int by_place_better_first(const void *a, const void *b) {
    const dln_geocode_match *x = a, *y = b;
    if (x->place.index != y->place.index)
        return x->place.index > y->place.index ? 1 : -1;
    return better_first(a, b);
}

// Suggestions reach a place by several of its names: the best one stays.
static void keep_one_each(collection *c) {
    size_t kept = 0;
    qsort(c->items, c->count, sizeof *c->items, by_place_better_first);
    for (size_t i = 0; i < c->count; i++)
        if (kept == 0 || c->items[kept - 1].place.index != c->items[i].place.index)
            c->items[kept++] = c->items[i];
    c->count = kept;
}

dln_status dln_geocode(const dln_gazetteer *gazetteer, dln_str name,
                       const dln_geocode_options *options, dln_arena *arena,
                       const dln_geocode_match **out, size_t *count, dln_error *err) {
    collection c = {.gazetteer = gazetteer, .options = options, .arena = arena, .share = 1};
    dln_str folded = dln_fold(arena, name);
    if (!folded.data)
        return dln_fail_memory(err);
    collect_exact(&c, folded);
    if (c.count == 0)
        collect_inside(&c, name);
    if (c.count == 0 && !c.failed) {
        collect_similar(&c, folded);
        if (c.count)
            keep_one_each(&c);
    }
    if (c.failed)
        return dln_fail_memory(err);
    if (c.count)
        qsort(c.items, c.count, sizeof *c.items, better_first);
    *out = c.items;
    *count = options->limit && c.count > options->limit ? options->limit : c.count;
    return DLN_OK;
}
