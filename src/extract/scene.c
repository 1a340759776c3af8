#include "extract/scene.h"

#include "extract/phrase.h"
#include "extract/way.h"

// A name behind a preposition has at most so many words.
enum { NAME_MAX_TOKENS = 8 };
// "Baghdad's mostly Shiite neighbourhood of X": words between a place and one inside it.
enum { BESIDE_REACH = 6 };
// Only what is larger than a village can hold an unknown name.
#define OUTER_RADIUS_MIN_M 2000.0

// How well a role fits the scene of an event, in points; a fit below FIT_ENOUGH is none. The order
// matters, not the size: a place that is stood in beats one that is aimed at beats one that is
// only named.
#define FIT_ENOUGH 2.0
#define FIT_PART   2.0     // in the same part of the sentence
#define FIT_FAR    0.06    // off for each token between
enum { RIGHT_BEHIND = 3 }; // "demonstrated in Hamburg": nothing stands nearer
static double fit_of_role(dln_role role) {
    switch (role) {
    case DLN_ROLE_PLACE:
        return 5.0;
    case DLN_ROLE_TARGET:
    case DLN_ROLE_OBJECT:
        return 4.5;
    case DLN_ROLE_NEAR:
        return 4.2;
    case DLN_ROLE_OF:
        return 2.2;
    case DLN_ROLE_DESTINATION:
    case DLN_ROLE_POSSESSIVE:
        return 1.8;
    case DLN_ROLE_VIA:
        return 2.5;
    case DLN_ROLE_NONE:
        return 1.2;
    case DLN_ROLE_SUBJECT:
        return 0.8;
    case DLN_ROLE_CHAIN:
        return 1.0;
    case DLN_ROLE_ORIGIN:
        return 0.2;
    default:
        return -5.0;
    }
}

static uint32_t distance_to(const dln_scene_query *query, uint32_t first, uint32_t end) {
    if (end <= query->first)
        return query->first - end;
    return first >= query->end ? first - query->end : 0;
}

static bool is_movement(const dln_scene_query *query) {
    return query->type == DLN_MOVEMENT;
}

// A part whose verb is "said" and that the event does not stand in: where somebody spoke.
static bool spoken_elsewhere(const dln_reading *reading, const dln_scene_query *query,
                             uint32_t at) {
    uint16_t part = reading->words[at].part;
    return reading->parts[part].speaks && !query->parts[part];
}

// "Israel's October 26 attack": nothing but the noun's own phrase stands between.
static bool is_owner_of(const dln_reading *reading, uint32_t end, uint32_t noun) {
    for (uint32_t at = end; at < noun; at++) {
        dln_class class = dln_class_at(reading, at);
        bool inside = class == DLN_CLASS_NOUN || class == DLN_CLASS_NAME ||
                      class == DLN_CLASS_NUMBER || dln_in_date(reading, at) ||
                      class == DLN_CLASS_PUNCTUATION;
        if (!inside)
            return false;
    }
    return end < noun;
}

// "Israel said its jets …", "Iran fired": a country that speaks or acts is a government.
static bool is_actor_of(const dln_reading *reading, const dln_found *found, const dln_roles *roles,
                        uint32_t i, const dln_scene_query *query) {
    if (!dln_found_is_country(found))
        return false;
    if (query->verb->form == DLN_FORM_NOUN && dln_possessive_follows(reading, roles->end[i]))
        return is_owner_of(reading, roles->end[i], query->verb->first);
    if (roles->role[i] != DLN_ROLE_SUBJECT || reading->heading)
        return false;
    return query->verb->form != DLN_FORM_PASSIVE && query->verb->frame != DLN_FRAME_SUFFER;
}

// "Following the strikes, Iran vowed to attack Israel": the place stands behind another trigger,
// in a part that this event has no word in.
static bool is_behind_another(const dln_reading *reading, const dln_roles *roles,
                              const dln_scene_query *query, uint32_t i) {
    uint16_t part = reading->words[roles->first[i]].part;
    bool tells_harm = query->verb->effect || query->verb->harm != DLN_HARM_NONE;
    if (tells_harm || query->parts[part] || roles->first[i] < query->end)
        return false; // "killed five when they attacked a bank in A" is one event
    for (size_t k = 0; k < query->trigger_count; k++) {
        const dln_trigger *t = &query->triggers[k];
        if (t->typed && !t->effect && t->first >= query->end && t->end <= roles->first[i] &&
            reading->words[t->first].part == part)
            return true;
    }
    return false;
}

// "In Mosul, a bomb killed …": said of the whole sentence, until a break.
static bool is_fronted(const dln_reading *reading, const dln_roles *roles,
                       const dln_scene_query *query, uint32_t i) {
    uint16_t part = reading->words[roles->first[i]].part;
    uint16_t own = reading->words[query->first].part;
    return roles->preposition[i] == reading->body && own > part && own - part <= 1 &&
           !reading->parts[own].breaks;
}

// "killed … and brought from Agadez to Niamey": the ends of another event's way.
static bool is_end_of_another(const dln_reading *reading, const dln_roles *roles,
                              const dln_scene_query *query, uint32_t i) {
    dln_role role = roles->role[i];
    if (role != DLN_ROLE_ORIGIN && role != DLN_ROLE_DESTINATION && role != DLN_ROLE_VIA)
        return false;
    for (size_t k = query->trigger_count; k-- > 0;) {
        const dln_trigger *t = &query->triggers[k];
        if (t->typed && t->end <= roles->first[i])
            return t->type == DLN_MOVEMENT && t->first >= query->end &&
                   dln_same_part(reading, t->first, roles->first[i]);
    }
    return false;
}

static double fit(const dln_reading *reading, const dln_roles *roles, const dln_scene_query *query,
                  uint32_t i) {
    const dln_found *found = roles->place[i];
    dln_role role = roles->role[i];
    double points = fit_of_role(role);
    bool crowd = query->type == DLN_PROTEST || query->type == DLN_RIOT;
    if (crowd && role == DLN_ROLE_TARGET)
        points = 0; // what they are against
    if ((crowd || is_movement(query)) && (role == DLN_ROLE_VIA || role == DLN_ROLE_DESTINATION))
        points = fit_of_role(DLN_ROLE_NEAR); // "marched through", "on"
    if ((role == DLN_ROLE_PLACE || role == DLN_ROLE_NEAR) && roles->first[i] >= query->end &&
        roles->first[i] - query->end <= RIGHT_BEHIND)
        points += FIT_PART / 2;
    uint16_t part = reading->words[roles->first[i]].part;
    if (query->parts[part] || is_fronted(reading, roles, query, i))
        points += FIT_PART;
    else if ((part > 0 && query->parts[part - 1]) ||
             (query->parts[part + 1] && part + 1 < DLN_PARTS_MAX))
        points += FIT_PART / 2;
    uint16_t own = reading->words[query->first].part;
    bool broken = part < own ? reading->parts[own].breaks : reading->parts[part].breaks;
    if (broken && !query->parts[part])
        points -= FIT_PART;
    if (roles->end[i] <= query->first && dln_and_between(reading, roles->end[i], query->first))
        points -= FIT_PART; // "in A on Saturday and strikes …"
    if (spoken_elsewhere(reading, query, roles->first[i]))
        points -= 2 * FIT_PART;
    if (roles->end[i] <= query->first &&
        dln_background_between(reading, roles->end[i], query->first))
        points -= 2 * FIT_PART; // "revenge on Israel over an airstrike"
    if (is_behind_another(reading, roles, query, i) ||
        (!is_movement(query) && is_end_of_another(reading, roles, query, i)))
        points -= 2 * FIT_PART;
    if (is_actor_of(reading, found, roles, i, query))
        points -= 2 * FIT_PART;
    if (found->in_organisation)
        points -= FIT_PART;
    if (found->place_odds < 0)
        points -= FIT_PART / 2;
    if (!roles->told[i]) // "near Kisik", which may be anything
        points -= roles->mention[i] == DLN_NO_MENTION ? FIT_PART : FIT_PART / 2;
    if (reading->heading && (roles->role[i] == DLN_ROLE_NONE || roles->role[i] == DLN_ROLE_SUBJECT))
        points += FIT_PART / 2;
    return points - FIT_FAR * distance_to(query, roles->first[i], roles->end[i]);
}

// Whether mention `inner` says more precisely what `outer` says.
static bool is_inside(const dln_roles *roles, uint32_t inner, uint32_t outer) {
    const dln_found *a = roles->place[inner], *b = roles->place[outer];
    if (roles->mention[outer] != DLN_NO_MENTION && a->container == roles->mention[outer])
        return true;
    if (!a->where.located || !b->where.located || a->where.radius_m >= b->where.radius_m)
        return false;
    bool same_division = dln_found_is_country(b) || dln_str_equal(a->where.admin1, b->where.admin1);
    return same_division && dln_str_equal(a->where.country, b->where.country) &&
           (dln_found_is_country(b) ||
            dln_great_circle_m(a->where.at, b->where.at) <= b->where.radius_m);
}

// "Baghdad's Loi Karez neighbourhood", "the village of X in Y": a name that the gazetteer does not
// have is the scene when it stands beside a larger one; the larger one says where it is.
static bool stands_beside(const dln_reading *reading, const dln_roles *roles, uint32_t a,
                          uint32_t b) {
    uint32_t first = a < b ? a : b, second = a < b ? b : a;
    return reading->words[roles->first[a]].part == reading->words[roles->first[b]].part &&
           second - first <= 2 && roles->first[second] - roles->end[first] <= BESIDE_REACH;
}

static bool is_located(const dln_roles *roles, uint32_t role) {
    return roles->place[role]->where.located;
}

// "*A* in *B*", "the *A* area of rural *B*": nothing but a preposition and what describes B.
static bool is_put_into(const dln_reading *reading, const dln_roles *roles, uint32_t inner,
                        uint32_t outer) {
    uint32_t at = roles->end[inner], end = roles->first[outer], prepositions = 0;
    if (at >= end || end - at > BESIDE_REACH)
        return false;
    for (; at < end; at++) {
        dln_role role = (dln_role)reading->words[at].role;
        dln_class class = dln_class_at(reading, at);
        if (role == DLN_ROLE_PLACE || role == DLN_ROLE_OF)
            prepositions++;
        else if (class != DLN_CLASS_NOUN && class != DLN_CLASS_DETERMINER &&
                 class != DLN_CLASS_NAME && class != DLN_CLASS_ADVERB)
            return false;
    }
    return prepositions > 0;
}

// "*B*'s northern district of *A*", "the *B* town of *A*": B in front says where the kind of place
// lies that A is.
static bool is_named_behind(const dln_reading *reading, const dln_roles *roles, uint32_t inner,
                            uint32_t outer) {
    uint32_t at = roles->end[outer], end = roles->first[inner];
    if (at >= end || end - at > BESIDE_REACH)
        return false;
    bool genitive = dln_possessive_follows(reading, at);
    for (uint32_t t = at + genitive; t < end; t++) {
        dln_class class = dln_class_at(reading, t);
        bool of = t + 1 == end && reading->words[t].role == DLN_ROLE_OF;
        if (!of && class != DLN_CLASS_NOUN && class != DLN_CLASS_NAME && class != DLN_CLASS_ADVERB)
            return false;
    }
    return genitive || reading->words[end - 1].role == DLN_ROLE_OF;
}

// Whether the grammar of the sentence puts one place into another.
static bool is_said_inside(const dln_reading *reading, const dln_roles *roles, uint32_t inner,
                           uint32_t outer) {
    return inner < outer ? is_put_into(reading, roles, inner, outer)
                         : is_named_behind(reading, roles, inner, outer);
}

// Whether a name that the gazetteer does not have may lie in the place chosen: both are said of the
// event, and the place has room for it.
static bool may_lie_in(const dln_reading *reading, const dln_roles *roles,
                       const dln_scene_query *query, uint32_t name, uint32_t place) {
    if (is_located(roles, name) || !is_located(roles, place) ||
        roles->place[place]->where.radius_m < OUTER_RADIUS_MIN_M)
        return false;
    bool beside = roles->role[name] == DLN_ROLE_NEAR && roles->role[place] == DLN_ROLE_PLACE;
    if (is_said_inside(reading, roles, name, place))
        return true;
    return roles->told[name] && !beside &&
           (stands_beside(reading, roles, name, place) ||
            query->parts[reading->words[roles->first[name]].part]);
}

// The located place that says where a name lies: what the text puts it into, else what stands
// beside it.
static uint32_t outer_of(const dln_reading *reading, const dln_roles *roles, uint32_t name) {
    uint32_t container = roles->place[name]->container;
    for (uint32_t i = 0; i < roles->count; i++)
        if (is_located(roles, i) && roles->role[i] != DLN_ROLE_BARRED &&
            (roles->mention[i] == container || stands_beside(reading, roles, i, name)))
            return i;
    return DLN_NO_PLACE_ROLE;
}

// Positions do not speak against a place said to lie in another: the middle of a region may be far
// from its edge, but not farther than it is wide.
static bool is_near_enough(const dln_roles *roles, uint32_t inner, uint32_t outer) {
    const dln_where *a = &roles->place[inner]->where, *b = &roles->place[outer]->where;
    return a->radius_m < b->radius_m && dln_great_circle_m(a->at, b->at) <= 2 * b->radius_m;
}

// Of several places that contain one another, the most precise one that is not far worse.
static void refine(const dln_reading *reading, const dln_roles *roles, const dln_scene_query *query,
                   const double *points, dln_scene *out) {
    double enough = out->score - 2 * FIT_PART > FIT_ENOUGH ? out->score - 2 * FIT_PART : FIT_ENOUGH;
    for (uint32_t i = 0; i < roles->count; i++)
        if (i != out->place && i != out->origin && points[i] >= enough &&
            (is_inside(roles, i, out->place) ||
             (is_located(roles, i) && is_near_enough(roles, i, out->place) &&
              is_said_inside(reading, roles, i, out->place))))
            out->place = i;
    for (uint32_t i = 0; i < roles->count && is_located(roles, out->place); i++)
        if (i != out->origin && points[i] >= enough &&
            may_lie_in(reading, roles, query, i, out->place)) {
            out->outer = out->place;
            out->place = i;
        }
    if (!is_located(roles, out->place) && out->outer == DLN_NO_PLACE_ROLE)
        out->outer = outer_of(reading, roles, out->place);
}

static void find_second(const dln_reading *reading, const dln_roles *roles, dln_scene *out) {
    uint32_t next = out->place + 1;
    uint32_t at = roles->preposition[out->place];
    if (next >= roles->count || at == DLN_NO_TOKEN || roles->preposition[next] != at)
        return;
    if (dln_str_equal(reading->tokens[at].folded, DLN_STR("between")) ||
        (at > 0 && dln_str_equal(reading->tokens[at - 1].folded, DLN_STR("between"))))
        out->second = next;
}

void dln_scene_find(const dln_reading *reading, const dln_roles *roles,
                    const dln_scene_query *query, dln_scene *out) {
    *out = (dln_scene){.place = DLN_NO_PLACE_ROLE,
                       .second = DLN_NO_PLACE_ROLE,
                       .outer = DLN_NO_PLACE_ROLE,
                       .origin = DLN_NO_PLACE_ROLE,
                       .destination = DLN_NO_PLACE_ROLE,
                       .score = FIT_ENOUGH};
    double points[DLN_ROLES_MAX];
    dln_way_find(reading, roles, query, out);
    for (uint32_t i = 0; i < roles->count; i++) {
        points[i] = fit(reading, roles, query, i);
        if (i != out->origin && points[i] > out->score) {
            out->score = points[i];
            out->place = i;
        }
    }
    if (is_movement(query) && out->destination != DLN_NO_PLACE_ROLE)
        out->place = out->destination;
    else if (is_movement(query) && out->place == DLN_NO_PLACE_ROLE)
        out->place = out->origin;
    if (out->place == DLN_NO_PLACE_ROLE)
        return;
    refine(reading, roles, query, points, out);
    find_second(reading, roles, out);
}
