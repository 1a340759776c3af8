#include "extract/place/resolve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "extract/place/containment.h"
#include "extract/place/mentions_evidence.h"
#include "extract/place/resolve_groups.h"
#include "extract/place/resolve_prior.h"

// Candidates of a name that are weighed: the most known ones. What a container picks out is added
// from further down.
#define DLN_CHOICES_MAX 40
// Over so many names a report is a list; fewer candidates keep the work linear.
#define MANY_NAMES 2000
// Three rounds settle all but cycles, which do not occur among places.
#define ROUNDS 3

// Scores are in natural-log units, worked out as the odds of mentions_evidence.c are.
#define SCORE_PER_FAME    1.1
#define SCORE_CONTAINED   7.0
#define SCORE_TYPE_FITS   2.0
#define SCORE_TYPE_MISFIT (-2.0)
#define SCORE_COUNTRY     1.1 // per log(1 + SHARE_GAIN * share of the votes)
#define SCORE_DIVISION    1.0
#define SHARE_GAIN        20.0
// A people that speaks once ("Colombian police", 0.6 votes) is a third of the say and not all of
// it.
#define VOTES_AT_LEAST 1.7
// A name that is in doubt between countries votes for each less than its share: two such names
// ("Odesa", "Alexandria") would else talk each other into the one country that has both.
#define VOTE_SHARPNESS 1.3
// Of an alternate name that a more known division bears as its own, in units of fame.
#define FAME_YIELDS (-0.7)
// Units of fame per tenfold of people beyond DIVISION_LIFTED_FROM of a division whose name no town
// in it bears.
#define FAME_DIVISION_ALONE  0.66
#define DIVISION_LIFTED_FROM 1e5
#define SCORE_NEAR           1.5
#define NEAR_M               120000.0 // a day trip: at this distance nearness has a third left
#define COSINE_OF_FAR        0.98     // 11 degrees, 1,270 km: nothing is left of nearness there

static dln_place place_of(const dln_resolver *r, dln_place_index index) {
    return dln_gazetteer_place(r->scan->knowledge->gazetteer, index);
}

// A division votes for itself and its country.
static dln_place_index division_of(const dln_place *place) {
    bool division = place->feature_class == 'A' && dln_feature_begins(place, "ADM1");
    return division ? place->index : place->admin1_place;
}

// ---- groups

typedef struct keyed {
    dln_str key;
    uint32_t mention;
} keyed;

static int by_key(const void *a, const void *b) {
    const keyed *x = a, *y = b;
    int order = dln_str_compare(x->key, y->key);
    return order ? order : (x->mention > y->mention) - (x->mention < y->mention);
}

static bool make_groups(dln_resolver *r) {
    size_t count = r->list->count;
    keyed *keys = DLN_ARENA_ARRAY(r->scan->arena, keyed, count + 1);
    r->order = DLN_ARENA_ARRAY(r->scan->arena, uint32_t, count + 1);
    r->group_of = DLN_ARENA_ARRAY(r->scan->arena, uint32_t, count + 1);
    r->groups = DLN_ARENA_ARRAY(r->scan->arena, dln_group, count + 1);
    if (!keys || !r->order || !r->group_of || !r->groups)
        return false;
    for (size_t i = 0; i < count; i++)
        keys[i] = (keyed){r->list->items[i].key, (uint32_t)i};
    qsort(keys, count, sizeof *keys, by_key);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !dln_str_equal(keys[i].key, keys[i - 1].key))
            r->groups[r->group_count++] = (dln_group){.first_mention = (uint32_t)i};
        r->order[i] = keys[i].mention;
        r->groups[r->group_count - 1].mentions++;
        r->group_of[keys[i].mention] = (uint32_t)(r->group_count - 1);
    }
    return true;
}

static const dln_found *mention_of(const dln_resolver *r, const dln_group *g, uint32_t i) {
    return &r->list->items[r->order[g->first_mention + i]];
}

// Whether the name right before a mention has it for its container and is a name within `place`.
static bool holds_inner(const dln_resolver *r, const dln_found *found, const dln_place *place) {
    size_t index = (size_t)(found - r->list->items);
    const dln_found *inner = index > 0 ? found - 1 : NULL;
    if (!inner || inner->container != index)
        return false;
    for (size_t i = 0; i < inner->candidate_count && i < DLN_CHOICES_SEARCHED; i++) {
        dln_place held = place_of(r, inner->candidates[i].place);
        if (dln_place_lies_in(&held, place))
            return true;
    }
    return false;
}

// What the mentions of the group say about this one candidate by their own words.
static double own_words(const dln_resolver *r, const dln_group *g, const dln_place *place) {
    double contained = 0, type = 0;
    for (uint32_t m = 0; m < g->mentions && m < DLN_CHOICES_SEARCHED; m++) {
        const dln_found *found = mention_of(r, g, m);
        if (found->type)
            type += dln_type_fits(found->type, place) ? SCORE_TYPE_FITS : SCORE_TYPE_MISFIT;
        if (contained == 0 && holds_inner(r, found, place))
            contained = SCORE_CONTAINED;
        if (found->container == DLN_NO_MENTION || contained > 0)
            continue;
        const dln_found *outer = &r->list->items[found->container];
        for (size_t o = 0; o < outer->candidate_count && o < DLN_MANY_CHOICES_MAX; o++) {
            dln_place container = place_of(r, outer->candidates[o].place);
            if (dln_place_lies_in(place, &container)) {
                contained = SCORE_CONTAINED;
                break;
            }
        }
    }
    return contained + type / g->mentions;
}

static bool holds_a_town(const dln_group *g, const dln_place *division) {
    for (size_t c = 0; c < g->choice_count; c++) {
        const dln_place *town = &g->choices[c].place;
        if (town->feature_class == 'P' && dln_place_lies_in(town, division))
            return true;
    }
    return false;
}

// A large division that holds no town of its name is what the bare name means ("Florida"); where
// one does ("Idlib"), the town is as likely.
static void lift_divisions(dln_group *g) {
    for (size_t c = 0; c < g->choice_count; c++) {
        const dln_place *place = &g->choices[c].place;
        double people = (double)place->population;
        if (place->feature_class == 'A' && dln_feature_begins(place, "ADM1") &&
            people > DIVISION_LIFTED_FROM && !holds_a_town(g, place))
            g->choices[c].base +=
                SCORE_PER_FAME * FAME_DIVISION_ALONE * log10(people / DIVISION_LIFTED_FROM);
    }
}

// The fame of the most known division that bears the very name; 0 when none does.
static double namesake_fame(const dln_resolver *r, const dln_found *found, size_t limit) {
    double best = 0;
    for (size_t c = 0; c < found->candidate_count && c < limit; c++) {
        if (found->candidates[c].kind != DLN_NAME_MAIN)
            continue;
        dln_place place = place_of(r, found->candidates[c].place);
        if (dln_feature_begins(&place, "ADM1"))
            best = fmax(best, dln_place_fame(&place, DLN_NAME_MAIN));
    }
    return best;
}

static bool choose_candidates(dln_resolver *r, dln_group *g) {
    const dln_found *found = mention_of(r, g, 0);
    size_t limit = r->group_count > MANY_NAMES ? DLN_MANY_CHOICES_MAX : DLN_CHOICES_MAX;
    size_t count = found->candidate_count < DLN_CHOICES_SEARCHED ? found->candidate_count
                                                                 : DLN_CHOICES_SEARCHED;
    g->choices =
        DLN_ARENA_ARRAY(r->scan->arena, dln_choice, count < 2 * limit ? count + 1 : 2 * limit);
    if (!g->choices)
        return false;
    double namesake = namesake_fame(r, found, limit);
    for (size_t c = 0; c < count && g->choice_count < 2 * limit; c++) {
        dln_place place = place_of(r, found->candidates[c].place);
        if (c >= limit && r->group_count > MANY_NAMES)
            break;
        double own = own_words(r, g, &place);
        if (c >= limit && own < SCORE_CONTAINED / 2)
            continue;
        double fame = dln_place_fame(&place, found->candidates[c].kind);
        if (found->candidates[c].kind == DLN_NAME_ALTERNATE && namesake > fame)
            fame += FAME_YIELDS;
        g->choices[g->choice_count++] = (dln_choice){.place = place,
                                                     .direction = dln_unit_vector(place.at),
                                                     .base = SCORE_PER_FAME * fame + own};
    }
    lift_divisions(g);
    return true;
}

// ---- rounds

// Probabilities by softmax over the scores.
static void settle_shares(dln_group *g) {
    double sum = 0;
    g->best = 0;
    for (size_t c = 1; c < g->choice_count; c++)
        g->best = g->choices[c].score > g->choices[g->best].score ? c : g->best;
    for (size_t c = 0; c < g->choice_count; c++) {
        g->choices[c].share = exp(g->choices[c].score - g->choices[g->best].score);
        sum += g->choices[c].share;
    }
    for (size_t c = 0; c < g->choice_count; c++) {
        g->choices[c].share /= sum;
        g->choices[c].vote = pow(g->choices[c].share, VOTE_SHARPNESS);
    }
}

static double weight_of(const dln_group *g) {
    return g->mentions < DLN_MENTIONS_COUNTED ? g->mentions : DLN_MENTIONS_COUNTED;
}

// Adds (sign 1) or takes back (sign -1) the votes of one group.
static void vote(dln_resolver *r, const dln_group *g, double sign) {
    for (size_t c = 0; c < g->choice_count; c++) {
        double weight = sign * weight_of(g) * g->choices[c].vote;
        dln_votes_add(&r->countries, dln_place_own_country(&g->choices[c].place), weight);
        dln_votes_add(&r->divisions, division_of(&g->choices[c].place), weight);
    }
}

static void collect_votes(dln_resolver *r) {
    dln_votes_clear(&r->countries);
    dln_votes_clear(&r->divisions);
    for (size_t i = 0; i < r->outside.slot_count; i++)
        if (r->outside.slots[i].used)
            dln_votes_add(&r->countries, r->outside.slots[i].place, r->outside.slots[i].weight);
    r->anchor_count = 0;
    for (size_t i = 0; i < r->group_count; i++) {
        const dln_group *g = &r->groups[i];
        vote(r, g, 1);
        if (g->choice_count > 0 && r->anchor_count < DLN_ANCHORS_MAX &&
            !dln_place_is_country(&g->choices[g->best].place) && g->choices[g->best].share > 0.5) {
            r->anchor_groups[r->anchor_count] = (uint32_t)i;
            r->anchors[r->anchor_count++] = &g->choices[g->best];
        }
    }
}

static double share_score(const dln_votes *votes, dln_place_index place, double gain) {
    double total = fmax(votes->total, VOTES_AT_LEAST);
    double votes_for = dln_votes_for(votes, place);
    return gain * log(1 + SHARE_GAIN * (votes_for > 0 ? votes_for : 0) / total);
}

// How near the nearest anchor of another name is. Dot products of directions tell which one that
// is; the angle itself is worked out once.
static double nearness(const dln_resolver *r, size_t own_group, const dln_choice *choice) {
    const dln_choice *nearest = NULL;
    double best = -1;
    for (size_t a = 0; a < r->anchor_count; a++) {
        const double *x = r->anchors[a]->direction.axis, *y = choice->direction.axis;
        double cosine = x[0] * y[0] + x[1] * y[1] + x[2] * y[2];
        if (cosine > best && r->anchor_groups[a] != own_group) {
            best = cosine;
            nearest = r->anchors[a];
        }
    }
    if (best < COSINE_OF_FAR)
        return 0;
    return SCORE_NEAR * exp(-dln_great_circle_m(nearest->place.at, choice->place.at) / NEAR_M);
}

static void score_group(dln_resolver *r, size_t index) {
    dln_group *g = &r->groups[index];
    vote(r, g, -1); // a name is no evidence for itself
    for (size_t c = 0; c < g->choice_count; c++) {
        dln_choice *it = &g->choices[c];
        it->score =
            it->base + share_score(&r->countries, dln_place_own_country(&it->place), SCORE_COUNTRY);
        if (!dln_place_is_country(&it->place)) {
            it->score += share_score(&r->divisions, division_of(&it->place), SCORE_DIVISION);
            it->score += nearness(r, index, it);
        }
    }
    vote(r, g, 1);
}

static void run_rounds(dln_resolver *r) {
    for (size_t i = 0; i < r->group_count; i++) {
        dln_group *g = &r->groups[i];
        for (size_t c = 0; c < g->choice_count; c++)
            g->choices[c].score = g->choices[c].base;
        if (g->choice_count > 0)
            settle_shares(g);
    }
    for (int round = 0; round < ROUNDS; round++) {
        collect_votes(r);
        for (size_t i = 0; i < r->group_count; i++)
            score_group(r, i);
        for (size_t i = 0; i < r->group_count; i++)
            if (r->groups[i].choice_count > 0)
                settle_shares(&r->groups[i]);
    }
}

dln_status dln_resolve(const dln_scan *scan, const dln_report *report, dln_found_list *list,
                       dln_error *err) {
    dln_resolver r = {.scan = scan, .list = list};
    dln_resolve_containers(&r);
    if (!make_groups(&r))
        return dln_fail_memory(err);
    size_t choices = 0;
    for (size_t i = 0; i < r.group_count; i++) {
        if (!choose_candidates(&r, &r.groups[i]))
            return dln_fail_memory(err);
        choices += r.groups[i].choice_count;
    }
    if (!dln_votes_init(&r.countries, choices + 300, scan->arena) ||
        !dln_votes_init(&r.divisions, choices + 16, scan->arena) ||
        !dln_votes_init(&r.outside, 300, scan->arena)) // 250 countries
        return dln_fail_memory(err);
    dln_status status = dln_vote_outside(&r, report, err);
    if (status == DLN_OK) {
        run_rounds(&r);
        dln_resolve_strangers(&r);
        dln_resolve_answer(&r);
    }
    return status;
}
