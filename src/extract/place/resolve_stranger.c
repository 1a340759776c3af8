// Hamlets of countries that nothing else in the report speaks of: the name is that of a village
// which the gazetteer does not have.
#include "extract/place/containment.h"
#include "extract/place/resolve_groups.h"
#include "extract/place/resolve_prior.h"

// A town of fifty thousand is named by itself, in a report about any country.
#define KNOWN_FAME 5.7
// A country speaks where it is named about once, or by two things less sure than its name.
#define COUNTRY_SPEAKS 0.8
#define SMALL_SAYS     0.45
// What is left of the votes for a country that nothing but the name itself speaks of.
#define COUNTRY_SILENT 0.1
// So far from a place that the report tells of a hamlet beyond a border is still a neighbour.
#define NEIGHBOUR_M 250e3

static double weight_of(const dln_group *g) {
    return g->mentions < DLN_MENTIONS_COUNTED ? g->mentions : DLN_MENTIONS_COUNTED;
}

static bool is_small(const dln_place *place) {
    return place->feature_class == 'P' && dln_place_fame(place, DLN_NAME_MAIN) < KNOWN_FAME;
}

static double votes_of_others(const dln_resolver *r, const dln_group *g, dln_place_index country) {
    double votes = dln_votes_for(&r->countries, country);
    for (size_t c = 0; c < g->choice_count; c++)
        if (dln_place_own_country(&g->choices[c].place) == country)
            votes -= weight_of(g) * g->choices[c].vote;
    return votes;
}

// How loudly the rest of the report speaks of countries. A small town alone says little: its name
// may be a stranger, too.
static double what_others_say(const dln_resolver *r, const dln_group *g) {
    double said = r->outside.total;
    for (size_t i = 0; i < r->group_count && said < COUNTRY_SPEAKS; i++) {
        const dln_group *other = &r->groups[i];
        if (other == g || other->choice_count == 0)
            continue;
        const dln_choice *best = &other->choices[other->best];
        said += weight_of(other) * best->vote * (is_small(&best->place) ? SMALL_SAYS : 1);
    }
    return said;
}

// Whether the words beside one of its mentions say where it lies, and it does.
static bool is_held(const dln_resolver *r, const dln_group *g) {
    for (uint32_t i = 0; i < g->mentions; i++)
        if (r->list->items[r->order[g->first_mention + i]].container != DLN_NO_MENTION)
            return true;
    return false;
}

// A report about a war tells of both sides of a border.
static bool has_neighbour(const dln_resolver *r, size_t own_group, const dln_place *place) {
    for (size_t a = 0; a < r->anchor_count; a++)
        if (r->anchor_groups[a] != own_group &&
            dln_great_circle_m(r->anchors[a]->place.at, place->at) <= NEIGHBOUR_M)
            return true;
    return false;
}

static bool is_stranger(const dln_resolver *r, const dln_group *g) {
    if (g->choice_count == 0)
        return false;
    const dln_place *place = &g->choices[g->best].place;
    bool by_hand = dln_str_starts_with(place->id, DLN_STR("dateline:")); // for reports name it
    if (!is_small(place) || by_hand || is_held(r, g) ||
        has_neighbour(r, (size_t)(g - r->groups), place))
        return false;
    return votes_of_others(r, g, dln_place_own_country(place)) < COUNTRY_SILENT &&
           what_others_say(r, g) >= COUNTRY_SPEAKS;
}

void dln_resolve_strangers(dln_resolver *r) {
    for (size_t i = 0; i < r->group_count; i++)
        r->groups[i].stranger = is_stranger(r, &r->groups[i]);
    for (size_t i = 0; i < r->group_count; i++)
        if (r->groups[i].stranger)
            r->groups[i].choice_count = 0;
}
