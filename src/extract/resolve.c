#include "extract/resolve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "extract/mentions_evidence.h"
#include "extract/resolve_confidence.h"
#include "extract/resolve_prior.h"
#include "extract/resolve_votes.h"

// Candidates of a name that are weighed: the most known ones. What a container picks out is added
// from further down.
#define DLN_CHOICES_MAX  40
#define CHOICES_SEARCHED 400
// Over so many names a report is a list; fewer candidates keep the work linear.
#define MANY_NAMES       2000
#define MANY_CHOICES_MAX 6
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
#define SCORE_NEAR        1.5
#define NEAR_M            120000.0 // a day trip: at this distance nearness has a third left
#define ANCHORS_MAX       48       // places whose nearness counts
// Votes a name casts: saturating, since twenty mentions of one town are not twenty towns.
#define MENTIONS_COUNTED 3
#define VOTE_DEMONYM     0.6
#define VOTE_HOME        1.0 // country of the source's domain name
#define VOTE_TITLE       1.0

typedef struct choice {
    dln_place place;
    double base;  // fame, container, type: what never changes
    double score; // with what the report says
    double share; // probability among the choices
} choice;

// A name of the report.
typedef struct group {
    uint32_t first_mention; // in the order array
    uint32_t mentions;
    choice *choices;
    size_t choice_count, best;
} group;

typedef struct resolver {
    const dln_scan *scan;
    dln_found_list *list;
    uint32_t *order; // mentions sorted by key
    group *groups;
    size_t group_count;
    uint32_t *group_of;                      // mention -> group
    dln_votes countries, divisions, outside; // outside: demonyms and the source, cast once
    dln_lonlat anchors[ANCHORS_MAX];
    uint32_t anchor_groups[ANCHORS_MAX];
    size_t anchor_count;
} resolver;

static dln_place place_of(const resolver *r, dln_place_index index) {
    return dln_gazetteer_place(r->scan->knowledge->gazetteer, index);
}

// A country votes for itself, a division for itself and its country.
static dln_place_index country_of(const dln_place *place) {
    return dln_place_is_country(place) ? place->index : place->country_place;
}

static dln_place_index division_of(const dln_place *place) {
    bool division = place->feature_class == 'A' && dln_feature_begins(place, "ADM1");
    return division ? place->index : place->admin1_place;
}

static bool lies_in(const dln_place *inner, const dln_place *outer) {
    if (inner->index == outer->index || outer->feature_class != 'A')
        return false;
    if (dln_place_is_country(outer))
        return outer->country[0] && memcmp(inner->country, outer->country, 2) == 0;
    if (dln_feature_begins(outer, "ADM1"))
        return inner->admin1_place == outer->index;
    return inner->admin1_place == outer->admin1_place && outer->admin2_code.len > 0 &&
           dln_str_equal(inner->admin2_code, outer->admin2_code);
}

// ---- containers: "Bangor, Maine", "Abbey (Saskatchewan)"

static bool contains(const resolver *r, const dln_found *outer, const dln_found *inner) {
    for (size_t o = 0; o < outer->candidate_count && o < MANY_CHOICES_MAX; o++) {
        dln_place container = place_of(r, outer->candidates[o].place);
        for (size_t i = 0; i < inner->candidate_count && i < CHOICES_SEARCHED; i++) {
            dln_place place = place_of(r, inner->candidates[i].place);
            if (lies_in(&place, &container))
                return true;
        }
    }
    return false;
}

// Whether nothing but a comma, a parenthesis or "in" stands between two mentions.
static bool adjoins(const resolver *r, const dln_found *a, const dln_found *b) {
    const dln_token *tokens = r->scan->segments->tokens;
    uint32_t at = a->first_token + a->token_count;
    if (a->sentence != b->sentence || at >= b->first_token || b->first_token - at > 2)
        return false;
    at += tokens[at].mark == '.' && at + 1 < b->first_token;
    return b->first_token - at == 1 && (tokens[at].mark == ',' || tokens[at].mark == '(' ||
                                        dln_str_equal(tokens[at].folded, DLN_STR("in")));
}

static void find_containers(resolver *r) {
    for (size_t i = 0; i < r->list->count; i++) {
        dln_found *inner = &r->list->items[i];
        bool held =
            i + 1 < r->list->count && adjoins(r, inner, inner + 1) && contains(r, inner + 1, inner);
        inner->container = held ? (uint32_t)i + 1 : DLN_NO_MENTION;
    }
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

static bool make_groups(resolver *r) {
    size_t count = r->list->count;
    keyed *keys = DLN_ARENA_ARRAY(r->scan->arena, keyed, count + 1);
    r->order = DLN_ARENA_ARRAY(r->scan->arena, uint32_t, count + 1);
    r->group_of = DLN_ARENA_ARRAY(r->scan->arena, uint32_t, count + 1);
    r->groups = DLN_ARENA_ARRAY(r->scan->arena, group, count + 1);
    if (!keys || !r->order || !r->group_of || !r->groups)
        return false;
    for (size_t i = 0; i < count; i++)
        keys[i] = (keyed){r->list->items[i].key, (uint32_t)i};
    qsort(keys, count, sizeof *keys, by_key);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !dln_str_equal(keys[i].key, keys[i - 1].key))
            r->groups[r->group_count++] = (group){.first_mention = (uint32_t)i};
        r->order[i] = keys[i].mention;
        r->groups[r->group_count - 1].mentions++;
        r->group_of[keys[i].mention] = (uint32_t)(r->group_count - 1);
    }
    return true;
}

static const dln_found *mention_of(const resolver *r, const group *g, uint32_t i) {
    return &r->list->items[r->order[g->first_mention + i]];
}

// What the mentions of the group say about this one candidate by their own words.
static double own_words(const resolver *r, const group *g, const dln_place *place) {
    double contained = 0, type = 0;
    for (uint32_t m = 0; m < g->mentions && m < CHOICES_SEARCHED; m++) {
        const dln_found *found = mention_of(r, g, m);
        if (found->type)
            type += dln_type_fits(found->type, place) ? SCORE_TYPE_FITS : SCORE_TYPE_MISFIT;
        if (found->container == DLN_NO_MENTION || contained > 0)
            continue;
        const dln_found *outer = &r->list->items[found->container];
        for (size_t o = 0; o < outer->candidate_count && o < MANY_CHOICES_MAX; o++) {
            dln_place container = place_of(r, outer->candidates[o].place);
            if (lies_in(place, &container)) {
                contained = SCORE_CONTAINED;
                break;
            }
        }
    }
    return contained + type / g->mentions;
}

static bool choose_candidates(resolver *r, group *g) {
    const dln_found *found = mention_of(r, g, 0);
    size_t limit = r->group_count > MANY_NAMES ? MANY_CHOICES_MAX : DLN_CHOICES_MAX;
    size_t count =
        found->candidate_count < CHOICES_SEARCHED ? found->candidate_count : CHOICES_SEARCHED;
    g->choices = DLN_ARENA_ARRAY(r->scan->arena, choice, count < 2 * limit ? count + 1 : 2 * limit);
    if (!g->choices)
        return false;
    for (size_t c = 0; c < count && g->choice_count < 2 * limit; c++) {
        dln_place place = place_of(r, found->candidates[c].place);
        if (c >= limit && r->group_count > MANY_NAMES)
            break;
        double own = own_words(r, g, &place);
        if (c >= limit && own < SCORE_CONTAINED / 2)
            continue;
        double fame = dln_place_fame(&place, found->candidates[c].kind);
        g->choices[g->choice_count++] =
            (choice){.place = place, .base = SCORE_PER_FAME * fame + own};
    }
    return true;
}

// ---- rounds

// Probabilities by softmax over the scores.
static void settle_shares(group *g) {
    double sum = 0;
    g->best = 0;
    for (size_t c = 1; c < g->choice_count; c++)
        g->best = g->choices[c].score > g->choices[g->best].score ? c : g->best;
    for (size_t c = 0; c < g->choice_count; c++) {
        g->choices[c].share = exp(g->choices[c].score - g->choices[g->best].score);
        sum += g->choices[c].share;
    }
    for (size_t c = 0; c < g->choice_count; c++)
        g->choices[c].share /= sum;
}

static double weight_of(const group *g) {
    return g->mentions < MENTIONS_COUNTED ? g->mentions : MENTIONS_COUNTED;
}

// Adds (sign 1) or takes back (sign -1) the votes of one group.
static void vote(resolver *r, const group *g, double sign) {
    for (size_t c = 0; c < g->choice_count; c++) {
        double weight = sign * weight_of(g) * g->choices[c].share;
        dln_votes_add(&r->countries, country_of(&g->choices[c].place), weight);
        dln_votes_add(&r->divisions, division_of(&g->choices[c].place), weight);
    }
}

static void collect_votes(resolver *r) {
    dln_votes_clear(&r->countries);
    dln_votes_clear(&r->divisions);
    for (size_t i = 0; i < r->outside.slot_count; i++)
        if (r->outside.slots[i].used)
            dln_votes_add(&r->countries, r->outside.slots[i].place, r->outside.slots[i].weight);
    r->anchor_count = 0;
    for (size_t i = 0; i < r->group_count; i++) {
        const group *g = &r->groups[i];
        vote(r, g, 1);
        if (g->choice_count > 0 && r->anchor_count < ANCHORS_MAX &&
            !dln_place_is_country(&g->choices[g->best].place) && g->choices[g->best].share > 0.5) {
            r->anchor_groups[r->anchor_count] = (uint32_t)i;
            r->anchors[r->anchor_count++] = g->choices[g->best].place.at;
        }
    }
}

static double share_score(const dln_votes *votes, dln_place_index place, double gain) {
    double total = votes->total > 1 ? votes->total : 1;
    double votes_for = dln_votes_for(votes, place);
    return gain * log(1 + SHARE_GAIN * (votes_for > 0 ? votes_for : 0) / total);
}

static double nearness(const resolver *r, size_t own_group, dln_lonlat at) {
    double best = 0;
    for (size_t a = 0; a < r->anchor_count; a++) {
        // One degree of latitude is 111 km: what is five degrees away needs no trigonometry.
        if (r->anchor_groups[a] == own_group || fabs(r->anchors[a].lat - at.lat) > 5)
            continue;
        double near = exp(-dln_great_circle_m(r->anchors[a], at) / NEAR_M);
        best = near > best ? near : best;
    }
    return SCORE_NEAR * best;
}

static void score_group(resolver *r, size_t index) {
    group *g = &r->groups[index];
    vote(r, g, -1); // a name is no evidence for itself
    for (size_t c = 0; c < g->choice_count; c++) {
        choice *it = &g->choices[c];
        it->score = it->base + share_score(&r->countries, country_of(&it->place), SCORE_COUNTRY);
        if (!dln_place_is_country(&it->place)) {
            it->score += share_score(&r->divisions, division_of(&it->place), SCORE_DIVISION);
            it->score += nearness(r, index, it->place.at);
        }
    }
    vote(r, g, 1);
}

static void run_rounds(resolver *r) {
    for (size_t i = 0; i < r->group_count; i++) {
        group *g = &r->groups[i];
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

// ---- evidence from outside the names

static void vote_demonyms(resolver *r) {
    const dln_segments *segments = r->scan->segments;
    for (size_t i = 0; i < segments->token_count; i++) {
        const dln_lexeme *demonym = dln_scan_lexeme(r->scan, (uint32_t)i, DLN_WORD_DEMONYM);
        if (!demonym || demonym->value.len != 2 || !dln_is_proper(&segments->tokens[i]))
            continue;
        const char iso[3] = {demonym->value.data[0], demonym->value.data[1], '\0'};
        dln_place_index country = dln_gazetteer_country(r->scan->knowledge->gazetteer, iso);
        if (dln_votes_for(&r->outside, country) < VOTE_DEMONYM * MENTIONS_COUNTED)
            dln_votes_add(&r->outside, country, VOTE_DEMONYM);
    }
}

// The country of a domain name: "www.innisfailprovince.ca". Codes that are sold as words are not.
static dln_place_index country_of_domain(const dln_gazetteer *gazetteer, dln_str source) {
    static const char *const sold[] = {"co", "io", "tv", "me", "ai", "fm", "am", "ly", "to", "cc"};
    size_t dot = source.len;
    while (dot > 0 && source.data[dot - 1] != '.')
        dot--;
    dln_str label = dln_str_slice(source, dot, source.len);
    if (dot == 0 || label.len != 2)
        return DLN_NO_PLACE;
    for (size_t i = 0; i < sizeof sold / sizeof *sold; i++)
        if (memcmp(label.data, sold[i], 2) == 0)
            return DLN_NO_PLACE;
    bool uk = dln_str_equal(label, DLN_STR("uk"));
    const char iso[3] = {uk ? 'G' : (char)(label.data[0] & ~0x20),
                         uk ? 'B' : (char)(label.data[1] & ~0x20), '\0'};
    return dln_gazetteer_country(gazetteer, iso);
}

// The most known place of each name in the report's title or source.
static dln_status vote_words(resolver *r, dln_str words, dln_error *err) {
    dln_segments segments;
    dln_status status =
        dln_segment(words, r->scan->knowledge->lexicon, r->scan->arena, &segments, err);
    for (size_t i = 0; status == DLN_OK && i < segments.token_count; i++) {
        dln_name_match matches[DLN_NAME_MAX_TOKENS];
        size_t found = dln_is_proper(&segments.tokens[i])
                           ? dln_match_names(r->scan->knowledge->gazetteer, &segments.tokens[i],
                                             segments.token_count - i, matches)
                           : 0;
        if (found > 0) {
            dln_place place = place_of(r, matches[found - 1].candidates[0].place);
            double sure = dln_place_fame(&place, matches[found - 1].candidates[0].kind) - 5.5;
            dln_votes_add(&r->outside, country_of(&place),
                          sure > 1   ? VOTE_TITLE
                          : sure > 0 ? VOTE_TITLE * sure
                                     : 0);
        }
    }
    return status;
}

static dln_status vote_outside(resolver *r, const dln_report *report, dln_error *err) {
    vote_demonyms(r);
    dln_votes_add(&r->outside, country_of_domain(r->scan->knowledge->gazetteer, report->source),
                  VOTE_HOME);
    dln_status status = vote_words(r, report->source, err);
    return status == DLN_OK ? vote_words(r, report->title, err) : status;
}

// ---- the answer

// The choice of one mention: that of its group, unless its own container says otherwise.
static size_t choice_of(const resolver *r, const group *g, const dln_found *found) {
    if (found->container == DLN_NO_MENTION)
        return g->best;
    const dln_found *outer = &r->list->items[found->container];
    const group *outer_group = &r->groups[r->group_of[found->container]];
    (void)outer;
    if (outer_group->choice_count == 0)
        return g->best;
    const dln_place *container = &outer_group->choices[outer_group->best].place;
    size_t best = g->choice_count;
    for (size_t c = 0; c < g->choice_count; c++) {
        bool better = best == g->choice_count || g->choices[c].score > g->choices[best].score;
        if (better && lies_in(&g->choices[c].place, container))
            best = c;
    }
    return best < g->choice_count ? best : g->best;
}

// "eastern Deir Ezzor", "rural Idlib": of a town and the division of the same name around it the
// division is meant, for towns are not what has an east as wide as that.
static size_t part_of_division(const group *g, size_t chosen, const dln_found *found) {
    bool part = found->qualifier == DLN_QUALIFIER_PART || found->qualifier == DLN_QUALIFIER_AROUND;
    const dln_place *town = &g->choices[chosen].place;
    if (!part || town->feature_class != 'P')
        return chosen;
    for (size_t c = 0; c < g->choice_count; c++) {
        const dln_place *place = &g->choices[c].place;
        if (dln_feature_begins(place, "ADM1") && lies_in(town, place))
            return c;
    }
    return chosen;
}

static bool is_sea(const dln_place *place) {
    static const char *const seas[] = {"SEA", "GULF", "OCN", "BAY", "STRT"};
    for (size_t i = 0; place->feature_class == 'H' && i < sizeof seas / sizeof *seas; i++)
        if (dln_str_equal(place->feature, dln_str_from(seas[i])))
            return true;
    return false;
}

// Whether nothing but commas and "and" stands between a mention and the next one.
static bool in_one_row(const resolver *r, const dln_found *a, const dln_found *b) {
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
static bool beside_division(const resolver *r, size_t mention, const dln_place *division) {
    for (int side = 0; side < 2; side++) {
        size_t left = side ? mention : mention - 1; // wraps below 0: no mention
        size_t other = side ? mention + 1 : mention - 1;
        if (left >= r->list->count || left + 1 >= r->list->count ||
            !in_one_row(r, &r->list->items[left], &r->list->items[left + 1]))
            continue;
        const group *g = &r->groups[r->group_of[other]];
        const dln_place *place = g->choice_count > 0 ? &g->choices[g->best].place : NULL;
        if (place && place->country_place == division->country_place &&
            (dln_feature_begins(place, "ADM1") || dln_feature_begins(place, "PPLA")))
            return true;
    }
    return false;
}

// "the Red Sea": of a sea and a division named after it the sea is meant, unless a type word or
// the divisions in whose row it stands say otherwise.
static size_t sea_of_division(const resolver *r, const group *g, size_t chosen, size_t mention) {
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

static dln_geo_precision precision_of(const dln_place *place) {
    switch (place->feature_class) {
    case 'A':
        return DLN_GEO_REGION;
    case 'L':
    case 'H':
    case 'T':
        return place->radius_m > 30000 ? DLN_GEO_REGION : DLN_GEO_NEAR;
    default:
        return DLN_GEO_EXACT;
    }
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
        .precision = precision_of(place),
    };
}

static dln_str country_code(const dln_scan *scan, const dln_place *place) {
    return place->country[0] ? dln_arena_copy(scan->arena, (dln_str){place->country, 2})
                             : DLN_STR_NONE;
}

// Places within this distance are one answer to "where": a city and its province's seat.
#define SAME_SPOT_M 50000.0

static double chosen_share(const group *g, size_t chosen) {
    double share = 0;
    for (size_t c = 0; c < g->choice_count; c++) {
        bool same = c == chosen || dln_great_circle_m(g->choices[c].place.at,
                                                      g->choices[chosen].place.at) < SAME_SPOT_M;
        share += same ? g->choices[c].share : 0;
    }
    return share;
}

static void answer(resolver *r) {
    for (size_t i = 0; i < r->list->count; i++) {
        dln_found *found = &r->list->items[i];
        const group *g = &r->groups[r->group_of[i]];
        double is_place = 1 / (1 + exp(-found->place_odds));
        if (g->choice_count == 0) {
            dln_str text = r->scan->segments->text;
            found->where.name = dln_on_one_line(text, found->span, r->scan->arena);
            found->confidence = dln_calibrate(is_place * 0.5);
            continue;
        }
        size_t chosen = part_of_division(g, choice_of(r, g, found), found);
        chosen = sea_of_division(r, g, chosen, i);
        const dln_place *place = &g->choices[chosen].place;
        place_mention(found, place);
        found->where.country = country_code(r->scan, place);
        double share = chosen == g->best ? chosen_share(g, chosen) : 0.9;
        found->confidence = dln_calibrate(is_place * share);
    }
}

dln_status dln_resolve(const dln_scan *scan, const dln_report *report, dln_found_list *list,
                       dln_error *err) {
    resolver r = {.scan = scan, .list = list};
    find_containers(&r);
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
    dln_status status = vote_outside(&r, report, err);
    if (status == DLN_OK) {
        run_rounds(&r);
        answer(&r);
    }
    return status;
}
