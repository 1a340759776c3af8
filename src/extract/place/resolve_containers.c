// Containers: the name beside a name that says where it lies. "Bangor, Maine", "Abbey
// (Saskatchewan)", "Yemen's Hodeidah", "Sanaa's Al-Thawra district".
#include "extract/place/containment.h"
#include "extract/place/resolve_groups.h"

// "Sabon Gari village in the north-eastern district of Damboa": words between a name and what holds
// it.
#define CONTAINER_REACH 7
// A quarter or a suburb lies no further from its city.
#define CITY_REACH_M 50e3

static bool contains(const dln_resolver *r, const dln_found *outer, const dln_found *inner) {
    dln_name_match in = {.candidates = inner->candidates, .count = inner->candidate_count};
    dln_name_match out = {.candidates = outer->candidates, .count = outer->candidate_count};
    dln_reach reach = {DLN_MANY_CHOICES_MAX, DLN_CHOICES_SEARCHED};
    return dln_name_lies_in(r->scan->knowledge->gazetteer, &in, &out, reach);
}

// "A, B", "A (B)", "A in B", and with what describes them between: "A *village of* B", "A *in the
// north-eastern district of* B".
static bool leads_into(const dln_resolver *r, uint32_t at, uint32_t end) {
    const dln_token *tokens = r->scan->segments->tokens;
    bool leads = false;
    for (; at < end; at++) {
        bool side = dln_scan_is(r->scan, at, DLN_WORD_DIRECTION);
        bool of = dln_str_equal(tokens[at].folded, DLN_STR("of"));
        if (side && at + 1 < end && dln_str_equal(tokens[at + 1].folded, DLN_STR("of")))
            return false; // "A, north of B"
        bool leader = tokens[at].mark == ',' || tokens[at].mark == '(' || of ||
                      dln_str_equal(tokens[at].folded, DLN_STR("in"));
        bool article = leads && tokens[at - 1].mark != ',' && // "Mexico, the US and Canada"
                       dln_str_equal(tokens[at].folded, DLN_STR("the"));
        bool filler = side || article || tokens[at].mark == '.' || tokens[at].mark == '-' ||
                      dln_scan_is(r->scan, at, DLN_WORD_PLACE_TYPE);
        if (!leader && !filler)
            return false;
        leads = leads || leader;
    }
    return leads;
}

// Whether the words between two mentions put the first into the second.
static bool adjoins(const dln_resolver *r, const dln_found *a, const dln_found *b) {
    uint32_t at = a->first_token + a->token_count;
    return a->sentence == b->sentence && at < b->first_token &&
           b->first_token - at <= CONTAINER_REACH && leads_into(r, at, b->first_token);
}

// Whether "A's" stands right before b, with nothing but sides between: "Aleppo's eastern Karm
// al-Jabal".
static bool possesses(const dln_resolver *r, const dln_found *a, const dln_found *b) {
    const dln_token *tokens = r->scan->segments->tokens;
    uint32_t at = a->first_token + a->token_count;
    if (a->sentence != b->sentence || at >= b->first_token || tokens[at].space_before)
        return false;
    at += tokens[at].mark == '\'';
    if (at >= b->first_token || !dln_str_equal(tokens[at].folded, DLN_STR("s")))
        return false;
    for (at++; at < b->first_token; at++)
        if (!dln_scan_is(r->scan, at, DLN_WORD_DIRECTION))
            return false;
    return true;
}

static bool is_near(const dln_resolver *r, const dln_found *a, const dln_found *b) {
    const dln_gazetteer *gazetteer = r->scan->knowledge->gazetteer;
    for (size_t i = 0; i < a->candidate_count && i < DLN_MANY_CHOICES_MAX; i++)
        for (size_t j = 0; j < b->candidate_count && j < DLN_CHOICES_SEARCHED; j++) {
            dln_place city = dln_gazetteer_place(gazetteer, a->candidates[i].place);
            dln_place part = dln_gazetteer_place(gazetteer, b->candidates[j].place);
            if (city.index == part.index || dln_great_circle_m(city.at, part.at) <= CITY_REACH_M)
                return true;
        }
    return false;
}

// "Sanaa's Al-Thawra district" where the gazetteer has an Al-Thawra only in another country: the
// district is one that it does not have.
static bool is_unlisted_part(const dln_resolver *r, const dln_found *city, const dln_found *part) {
    if (!part->type || city->candidate_count == 0)
        return false;
    dln_place most_known =
        dln_gazetteer_place(r->scan->knowledge->gazetteer, city->candidates[0].place);
    return most_known.feature_class == 'P' && !is_near(r, city, part);
}

void dln_resolve_containers(dln_resolver *r) {
    for (size_t i = 0; i < r->list->count; i++)
        r->list->items[i].container = DLN_NO_MENTION;
    for (size_t i = 0; i + 1 < r->list->count; i++) {
        dln_found *left = &r->list->items[i], *right = left + 1;
        if (adjoins(r, left, right) && contains(r, right, left))
            left->container = (uint32_t)i + 1;
        if (!possesses(r, left, right))
            continue;
        if (contains(r, left, right))
            right->container = (uint32_t)i;
        else if (is_unlisted_part(r, left, right))
            right->candidate_count = 0;
    }
}
