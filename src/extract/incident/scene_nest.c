// Places that contain one another: which of them is the scene.
#include "extract/incident/scene_parts.h"

// "Baghdad's mostly Shiite neighbourhood of X": words between a place and one inside it.
enum { BESIDE_REACH = 6 };
// "A, about 200 miles (322 kilometres) northwest of B"
enum { BESIDE_MAX = 10 };
// Only what is larger than a village can hold an unknown name.
#define OUTER_RADIUS_MIN_M 2000.0
// A place told of the event, be it only by the way: no actor and no speaker.
#define AROUND_POINTS 0.5

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

// "*A*, north of *B*", "*A*, some 30 km from *B*": B only says where A is.
static bool is_beside(const dln_reading *reading, const dln_roles *roles, uint32_t head,
                      uint32_t other) {
    if (head + 1 != other || roles->role[head] == DLN_ROLE_BARRED)
        return false;
    bool near = roles->role[other] == DLN_ROLE_NEAR || roles->place[other]->related ||
                roles->place[other]->qualifier == DLN_QUALIFIER_NEAR;
    uint32_t at = roles->end[head], end = roles->first[other];
    for (; near && at < end; at++) {
        dln_class class = dln_class_at(reading, at);
        bool mark = dln_is_mark(&reading->tokens[at], ',') ||
                    dln_is_mark(&reading->tokens[at], '(') ||
                    dln_is_mark(&reading->tokens[at], ')');
        if (!mark && class != DLN_CLASS_ADVERB && class != DLN_CLASS_NUMBER &&
            class != DLN_CLASS_NOUN && class != DLN_CLASS_DETERMINER &&
            class != DLN_CLASS_PREPOSITION)
            return false;
    }
    return near && end - roles->end[head] <= BESIDE_MAX;
}

// "*A* in *B*", "the *A* area of rural *B*": nothing but a preposition and what describes B.
static bool is_put_into(const dln_reading *reading, const dln_roles *roles, uint32_t inner,
                        uint32_t outer) {
    uint32_t at = roles->end[inner], end = roles->first[outer], prepositions = 0;
    if (at >= end || end - at > BESIDE_REACH)
        return false;
    if (dln_is_mark(&reading->tokens[at], ',') &&
        dln_class_at(reading, at + 1) == DLN_CLASS_DETERMINER)
        at++; // "A, a town in B"
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

// "the town of *A* province": A is named as a division, which no town is.
static bool is_called_division(const dln_reading *reading, const dln_found *found, uint32_t end) {
    if (!found->type ||
        !dln_str_starts_with(dln_value_get(found->type->value, "feature"), DLN_STR("A")))
        return false;
    const dln_lexeme *last = dln_lexicon_match(reading->lexicon, &reading->tokens[end - 1], 1,
                                               dln_kind_bit(DLN_WORD_PLACE_TYPE));
    return last != NULL; // "district of A" says less than "A district"
}

// "*B*'s northern district of *A*", "the *B* town of *A*": B in front says where the kind of place
// lies that A is. "*B* town of *A* province" is the other way round.
static bool is_named_behind(const dln_reading *reading, const dln_roles *roles, uint32_t inner,
                            uint32_t outer) {
    uint32_t at = roles->end[outer], end = roles->first[inner];
    if (at >= end || end - at > BESIDE_REACH ||
        is_called_division(reading, roles->place[inner], roles->end[inner]))
        return false;
    bool genitive = dln_possessive_follows(reading, at);
    for (uint32_t t = at + genitive; t < end; t++) {
        dln_class class = dln_class_at(reading, t);
        bool of = t + 1 == end && reading->words[t].role == DLN_ROLE_OF;
        if (genitive && class == DLN_CLASS_VERB && t + 1 < end)
            continue; // "*B*'s disputed city of *A*"
        if (!of && class != DLN_CLASS_NOUN && class != DLN_CLASS_NAME && class != DLN_CLASS_ADVERB)
            return false;
    }
    return genitive || (end - at > 1 && reading->words[end - 1].role == DLN_ROLE_OF);
}

// Whether the grammar of the sentence puts one place into another.
static bool is_said_inside(const dln_reading *reading, const dln_roles *roles, uint32_t inner,
                           uint32_t outer) {
    return inner < outer ? is_put_into(reading, roles, inner, outer)
                         : is_named_behind(reading, roles, inner, outer);
}

static bool is_hit(dln_role role) {
    return role == DLN_ROLE_TARGET || role == DLN_ROLE_OBJECT;
}

// Whether a name that the gazetteer does not have may lie in the place chosen: both are said of the
// event, and the place has room for it.
static bool may_lie_in(const dln_reading *reading, const dln_roles *roles,
                       const dln_scene_query *query, uint32_t name, uint32_t place) {
    if (is_located(roles, name) || !is_located(roles, place) ||
        (roles->place[place]->where.radius_m < OUTER_RADIUS_MIN_M && !is_hit(roles->role[name])))
        return false;
    bool beside = roles->role[name] == DLN_ROLE_NEAR && roles->role[place] == DLN_ROLE_PLACE;
    if (is_said_inside(reading, roles, name, place))
        return true;
    return roles->told[name] && !beside &&
           (stands_beside(reading, roles, name, place) ||
            query->parts[reading->words[roles->first[name]].part]);
}

static bool is_smaller(const dln_roles *roles, uint32_t a, uint32_t b) {
    return roles->place[a]->where.radius_m < roles->place[b]->where.radius_m;
}

// The located place that says where a name lies: what the text puts it into, else the smallest that
// stands beside it.
static uint32_t outer_of(const dln_reading *reading, const dln_roles *roles, uint32_t name) {
    uint32_t container = roles->place[name]->container, best = DLN_NO_PLACE_ROLE;
    for (uint32_t i = 0; i < roles->count; i++) {
        if (i == name || !is_located(roles, i) || roles->role[i] == DLN_ROLE_BARRED)
            continue;
        if (roles->mention[i] == container)
            return i;
        if (stands_beside(reading, roles, i, name) &&
            (best == DLN_NO_PLACE_ROLE || is_smaller(roles, i, best)))
            best = i;
    }
    return best;
}

// The smallest located place that the sentence tells of the event, be it only by the way: "In
// Baghdad a bomb went off in the Karrada Dakhil quarter".
static uint32_t around_of(const dln_roles *roles, const double *points, uint32_t name) {
    uint32_t best = DLN_NO_PLACE_ROLE;
    for (uint32_t i = 0; i < roles->count; i++)
        if (i != name && is_located(roles, i) && points[i] >= AROUND_POINTS &&
            (best == DLN_NO_PLACE_ROLE || is_smaller(roles, i, best)))
            best = i;
    return best;
}

// Positions do not speak against a place said to lie in another: the middle of a region may be far
// from its edge, but not farther than it is wide. A country is known by its name: the outpost in
// its farthest corner lies in it.
static bool is_near_enough(const dln_roles *roles, uint32_t inner, uint32_t outer) {
    const dln_where *a = &roles->place[inner]->where, *b = &roles->place[outer]->where;
    if (dln_found_is_country(roles->place[outer]))
        return dln_str_equal(a->country, b->country);
    return dln_great_circle_m(a->at, b->at) <= 2 * b->radius_m;
}

// "Qurna village in Gwoza": where the sentence puts a place into another that lies far off, the
// gazetteer has another place of the name.
static void refute(const dln_reading *reading, const dln_roles *roles, dln_scene *scene) {
    for (uint32_t i = scene->place + 1;
         i < roles->count && is_located(roles, scene->place) && scene->outer == DLN_NO_PLACE_ROLE;
         i++)
        if (is_located(roles, i) && roles->role[i] != DLN_ROLE_BARRED &&
            is_smaller(roles, scene->place, i) && !is_near_enough(roles, scene->place, i) &&
            is_put_into(reading, roles, scene->place, i))
            scene->outer = i;
}

// Where a movement began or passed is not where it ended, however precise.
static bool is_passed(const dln_scene *scene, uint32_t i) {
    bool passed = i == scene->origin;
    for (uint32_t k = 0; k < scene->via_count; k++)
        passed = passed || (scene->via[k] == i && i != scene->place);
    return passed;
}

static bool is_division(const dln_found *found) {
    return dln_found_is_country(found) || dln_str_starts_with(found->where.feature, DLN_STR("ADM"));
}

// "*Shati*, west of *Gaza*" is in Shati; "in *Aleppo*, near *Kobani*" and "the road to *Syria* near
// *Masnaa*" are not described by what lies in them.
static bool says_where_it_lies(const dln_reading *reading, const dln_roles *roles, uint32_t head,
                               uint32_t other) {
    return is_beside(reading, roles, head, other) &&
           !(is_located(roles, head) && is_division(roles->place[head]));
}

// The second says where the first lies only where the gazetteer does not know it, or knows another
// place of the name.
static void take_head(const dln_reading *reading, const dln_roles *roles, dln_scene *scene) {
    uint32_t other = scene->place;
    if (other == 0 || other - 1 == scene->origin || other == scene->destination ||
        !says_where_it_lies(reading, roles, other - 1, other))
        return;
    uint32_t head = other - 1;
    bool known = is_located(roles, head) && is_located(roles, other);
    scene->outer = known && is_near_enough(roles, head, other) ? DLN_NO_PLACE_ROLE : other;
    scene->place = head;
}

// Of several places that contain one another, the most precise one that is not far worse.
void dln_scene_refine(const dln_reading *reading, const dln_roles *roles,
                      const dln_scene_query *query, const double *points, dln_scene *scene) {
    double enough = scene->score - 2 * DLN_FIT_PART > DLN_FIT_ENOUGH
                        ? scene->score - 2 * DLN_FIT_PART
                        : DLN_FIT_ENOUGH;
    for (uint32_t i = 0; i < roles->count; i++)
        if (i != scene->place && !is_passed(scene, i) && points[i] >= enough &&
            !says_where_it_lies(reading, roles, scene->place, i) &&
            (is_inside(roles, i, scene->place) ||
             (is_located(roles, i) && is_smaller(roles, i, scene->place) &&
              is_said_inside(reading, roles, i, scene->place)))) {
            scene->outer =
                is_near_enough(roles, i, scene->place) ? DLN_NO_PLACE_ROLE : scene->place;
            scene->place = i;
        }
    take_head(reading, roles, scene);
    for (uint32_t i = 0; i < roles->count && is_located(roles, scene->place); i++)
        if (!is_passed(scene, i) && points[i] >= enough &&
            may_lie_in(reading, roles, query, i, scene->place)) {
            scene->outer = scene->place;
            scene->place = i;
        }
    if (!is_located(roles, scene->place) && scene->outer == DLN_NO_PLACE_ROLE)
        scene->outer = outer_of(reading, roles, scene->place);
    refute(reading, roles, scene);
    if (!is_located(roles, scene->place))
        scene->around = around_of(roles, points, scene->place);
}
