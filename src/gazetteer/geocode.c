#include "dateline/geocode.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gazetteer/rank.h"
#include "text/fold.h"

// The score that counts as certain: a country's (see rank.c for the scale).
static const double full_score = 11000;
// A name that only sounds alike stands behind all that are spelt so.
static const double similar_share = 0.5;
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

static int better_first(const void *a, const void *b) {
    const dln_geocode_match *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->place.index > y->place.index) - (x->place.index < y->place.index);
}

static const dln_candidate *find(const dln_gazetteer *gazetteer, dln_str name, dln_arena *arena,
                                 size_t *count, bool *similar) {
    const dln_candidate *found = dln_gazetteer_find(gazetteer, name, count);
    *similar = *count == 0;
    if (*count)
        return found;
    dln_str folded = dln_fold(arena, name);
    return folded.data ? dln_gazetteer_find_similar(gazetteer, folded, count) : NULL;
}

dln_status dln_geocode(const dln_gazetteer *gazetteer, dln_str name,
                       const dln_geocode_options *options, dln_arena *arena,
                       const dln_geocode_match **out, size_t *count, dln_error *err) {
    size_t candidate_count = 0, kept = 0;
    bool similar = false;
    const dln_candidate *candidates = find(gazetteer, name, arena, &candidate_count, &similar);
    dln_geocode_match *matches = DLN_ARENA_ARRAY(arena, dln_geocode_match, candidate_count);
    if (!matches)
        return dln_fail_memory(err);
    for (size_t i = 0; i < candidate_count; i++) {
        dln_geocode_match match = match_of(gazetteer, candidates[i], options);
        if (*options->country && strcmp(options->country, match.place.country) != 0)
            continue;
        match.similar = similar;
        match.score *= similar ? similar_share : 1;
        matches[kept++] = match;
    }
    qsort(matches, kept, sizeof *matches, better_first);
    *out = matches;
    *count = options->limit && kept > options->limit ? options->limit : kept;
    return DLN_OK;
}
