// The answer: which place each mention is, once the names have decided each other.
#include <math.h>

#include "extract/place/containment.h"
#include "extract/place/mentions_evidence.h"
#include "extract/place/resolve_confidence.h"
#include "extract/place/resolve_groups.h"
#include "extract/place/resolve_prior.h"
#include "extract/place/where.h"

// Places within this distance are one answer to "where": a city and its province's seat.
#define SAME_SPOT_M 50000.0

// The choice of one mention: that of its group, unless its own container says otherwise.
static size_t choice_of(const dln_resolver *r, const dln_group *g, const dln_found *found) {
    if (found->container == DLN_NO_MENTION)
        return g->best;
    const dln_group *outer_group = &r->groups[r->group_of[found->container]];
    if (outer_group->choice_count == 0)
        return g->best;
    const dln_place *container = &outer_group->choices[outer_group->best].place;
    size_t best = g->choice_count;
    for (size_t c = 0; c < g->choice_count; c++) {
        bool better = best == g->choice_count || g->choices[c].score > g->choices[best].score;
        if (better && dln_place_lies_in(&g->choices[c].place, container))
            best = c;
    }
    return best < g->choice_count ? best : g->best;
}

// "eastern Deir Ezzor", "rural Idlib": of a town and the division of the same name around it the
// division is meant, for towns are not what has an east as wide as that.
static size_t part_of_division(const dln_group *g, size_t chosen, const dln_found *found) {
    bool part = found->qualifier == DLN_QUALIFIER_PART || found->qualifier == DLN_QUALIFIER_AROUND;
    const dln_place *town = &g->choices[chosen].place;
    if (!part || town->feature_class != 'P')
        return chosen;
    for (size_t c = 0; c < g->choice_count; c++) {
        const dln_place *place = &g->choices[c].place;
        if (dln_feature_begins(place, "ADM1") && dln_place_lies_in(town, place))
            return c;
    }
    return chosen;
}

// "Курську область": where the word says a division and only its seat bears the name, the division.
static dln_place division_of_seat(const dln_resolver *r, const dln_found *found,
                                  const dln_place *town) {
    if (!dln_str_equal(town->feature, DLN_STR("PPLA")) || town->admin1_place == DLN_NO_PLACE)
        return *town;
    dln_place division = dln_gazetteer_place(r->scan->knowledge->gazetteer, town->admin1_place);
    return dln_type_fits(found->type, &division) ? division : *town;
}

// "Kunduz city", "Kunduz province": each mention is of the kind that its own type word says, of the
// places of the name at one spot.
static dln_place of_its_kind(const dln_resolver *r, const dln_group *g, size_t chosen,
                             const dln_found *found) {
    const dln_place *place = &g->choices[chosen].place;
    uint32_t last = found->first_token + found->token_count - 1;
    bool said =
        found->type && found->token_count > 1 && dln_scan_is(r->scan, last, DLN_WORD_PLACE_TYPE);
    if (!said || dln_type_fits(found->type, place))
        return *place;
    for (size_t c = 0; c < g->choice_count; c++) {
        const dln_place *other = &g->choices[c].place;
        bool there = dln_place_lies_in(place, other) || dln_place_lies_in(other, place) ||
                     dln_great_circle_m(place->at, other->at) < SAME_SPOT_M;
        if (there && dln_type_fits(found->type, other))
            return *other;
    }
    return division_of_seat(r, found, place);
}

static bool is_sea(const dln_place *place) {
    static const char *const seas[] = {"SEA", "GULF", "OCN", "BAY", "STRT"};
    for (size_t i = 0; place->feature_class == 'H' && i < sizeof seas / sizeof *seas; i++)
        if (dln_str_equal(place->feature, dln_str_from(seas[i])))
            return true;
    return false;
}

// Whether nothing but commas and "and" stands between a mention and the next one.
static bool in_one_row(const dln_resolver *r, const dln_found *a, const dln_found *b) {
    const dln_token *tokens = r->scan->segments->tokens;
    uint32_t at = a->first_token + a->token_count;
    if (a->sentence != b->sentence || at >= b->first_token)
        return false;
    while (at < b->first_token &&
           (tokens[at].mark == ',' || dln_str_equal(tokens[at].folded, DLN_STR("and"))))
        at++;
    return at == b->first_token;
}

// Whether the mention is in a row with a division of the same country, or the seat that one is
// called after: "Kassala, Gedaref and Red Sea".
static bool beside_division(const dln_resolver *r, size_t mention, const dln_place *division) {
    for (int side = 0; side < 2; side++) {
        size_t left = side ? mention : mention - 1; // wraps below 0: no mention
        size_t other = side ? mention + 1 : mention - 1;
        if (left >= r->list->count || left + 1 >= r->list->count ||
            !in_one_row(r, &r->list->items[left], &r->list->items[left + 1]))
            continue;
        const dln_group *g = &r->groups[r->group_of[other]];
        const dln_place *place = g->choice_count > 0 ? &g->choices[g->best].place : NULL;
        if (place && place->country_place == division->country_place &&
            (dln_feature_begins(place, "ADM1") || dln_feature_begins(place, "PPLA")))
            return true;
    }
    return false;
}

// "the Red Sea": of a sea and a division named after it the sea is meant, unless a type word or
// the divisions in whose row it stands say otherwise.
static size_t sea_of_division(const dln_resolver *r, const dln_group *g, size_t chosen,
                              size_t mention) {
    const dln_found *found = &r->list->items[mention];
    const dln_place *division = &g->choices[chosen].place;
    if (!dln_feature_begins(division, "ADM") || found->type || found->container != DLN_NO_MENTION ||
        beside_division(r, mention, division))
        return chosen;
    for (size_t c = 0; c < g->choice_count; c++)
        if (is_sea(&g->choices[c].place))
            return c;
    return chosen;
}

static void place_mention(dln_found *found, const dln_place *place) {
    found->place = place->index;
    found->where = (dln_where){
        .name = place->name,
        .place_id = place->id,
        .feature = place->feature,
        .country = place->country[0] ? (dln_str){NULL, 2} : DLN_STR_NONE,
        .admin1 = place->admin1,
        .located = true,
        .at = place->at,
        .radius_m = place->radius_m,
        .precision = dln_place_precision(place),
    };
}

static dln_str country_code(const dln_scan *scan, const dln_place *place) {
    return place->country[0] ? dln_arena_copy(scan->arena, (dln_str){place->country, 2})
                             : DLN_STR_NONE;
}

static double chosen_share(const dln_group *g, size_t chosen) {
    double share = 0;
    for (size_t c = 0; c < g->choice_count; c++) {
        bool same = c == chosen || dln_great_circle_m(g->choices[c].place.at,
                                                      g->choices[chosen].place.at) < SAME_SPOT_M;
        share += same ? g->choices[c].share : 0;
    }
    return share;
}

void dln_resolve_answer(dln_resolver *r) {
    for (size_t i = 0; i < r->list->count; i++) {
        dln_found *found = &r->list->items[i];
        const dln_group *g = &r->groups[r->group_of[i]];
        double is_place = 1 / (1 + exp(-found->place_odds));
        if (g->choice_count == 0) {
            dln_str text = r->scan->segments->text;
            found->where.name = dln_on_one_line(text, found->span, r->scan->arena);
            found->confidence = dln_calibrate(is_place * 0.5);
            continue;
        }
        size_t chosen = part_of_division(g, choice_of(r, g, found), found);
        chosen = sea_of_division(r, g, chosen, i);
        dln_place place = of_its_kind(r, g, chosen, found);
        place_mention(found, &place);
        found->where.country = country_code(r->scan, &place);
        double share = chosen == g->best ? chosen_share(g, chosen) : 0.9;
        found->confidence = dln_calibrate(is_place * share);
    }
}
