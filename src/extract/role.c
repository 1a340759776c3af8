#include "extract/role.h"

// Between a preposition and the name it governs: "in the Syrian northern town of Azaz".
enum { PREPOSITION_REACH = 8 };
// "the border between Jordan and Syria", "weapons from A via B to C": names of one chain.
enum { CHAIN_REACH = 3 };
// "in the city of A and the areas of B": words between two names of one list.
enum { LIST_REACH = 5 };
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

const dln_found *dln_role_mention(const dln_reading *reading, uint32_t role) {
    return &reading->found->items[reading->first_place + role];
}

static dln_class class_at(const dln_reading *reading, uint32_t at) {
    return at < reading->count ? (dln_class)reading->words[at].class : DLN_CLASS_PUNCTUATION;
}

// ---------------------------------------------------------------- roles from the words around

// "Israel-occupied", "Iran-backed": the name is an adjective.
static bool is_adjective(const dln_reading *reading, uint32_t end) {
    return end + 1 < reading->count && dln_is_mark(&reading->tokens[end], '-') &&
           !reading->tokens[end].space_before && !reading->tokens[end + 1].space_before &&
           reading->tokens[end + 1].letter_case == DLN_CASE_LOWER;
}

static bool is_possessive(const dln_reading *reading, uint32_t end) {
    if (end >= reading->count)
        return false;
    const dln_token *token = &reading->tokens[end];
    return !token->space_before &&
           (dln_str_equal(token->folded, DLN_STR("s")) || dln_is_mark(token, '\''));
}

// Towns beside towns, countries beside countries: none of them holds the other.
static bool is_same_rank(const dln_found *a, const dln_found *b) {
    if (!a->where.located || !b->where.located)
        return !b->where.located;
    return !(dln_great_circle_m(a->where.at, b->where.at) <= b->where.radius_m &&
             a->where.radius_m < b->where.radius_m);
}

// The mention that ends right before a comma, "(" or "in" at `at`: this one says where that lies.
static bool continues_chain(const dln_reading *reading, const dln_roles *roles, uint32_t i,
                            uint32_t at) {
    if (i == 0 || at == 0)
        return false;
    uint32_t gap_from = roles->end[i - 1];
    if (at < gap_from || at - gap_from > CHAIN_REACH)
        return false;
    for (uint32_t t = gap_from; t < at; t++) {
        const dln_token *token = &reading->tokens[t];
        bool mark = dln_is_mark(token, ',') || dln_is_mark(token, '(') || dln_is_mark(token, '-');
        if (!mark && class_at(reading, t) != DLN_CLASS_DETERMINER)
            return false;
    }
    return at > gap_from;
}

// Walks left from a name to the preposition that governs it; stops at verbs and marks.
static uint32_t governing_preposition(const dln_reading *reading, uint32_t first) {
    uint32_t limit = first > PREPOSITION_REACH ? first - PREPOSITION_REACH : 0;
    for (uint32_t at = first; at-- > limit;) {
        dln_class class = class_at(reading, at);
        if (reading->words[at].role == DLN_ROLE_OF) {
            // "the city of X", "outskirts of X": the preposition before says it; without one, of
            uint32_t outer = governing_preposition(reading, at);
            return outer == DLN_NO_TOKEN ? at : outer;
        }
        if (reading->words[at].role != DLN_ROLE_NONE)
            return at;
        bool mark = dln_is_mark(&reading->tokens[at], '"') ||
                    (dln_is_mark(&reading->tokens[at], '-') && !reading->tokens[at].space_before) ||
                    dln_is_mark(&reading->tokens[at], '.') ||
                    dln_is_mark(&reading->tokens[at], '\'');
        bool inside = class == DLN_CLASS_NOUN || class == DLN_CLASS_NAME ||
                      class == DLN_CLASS_DETERMINER || class == DLN_CLASS_NUMBER ||
                      class == DLN_CLASS_ADVERB || mark;
        if (!inside)
            return DLN_NO_TOKEN;
    }
    return DLN_NO_TOKEN;
}

// Without a preposition: behind a trigger verb it is the object, before a verb the subject.
static dln_role role_without_preposition(const dln_reading *reading, uint32_t first, uint32_t end) {
    for (uint32_t at = first; at-- > 0;) {
        dln_class class = class_at(reading, at);
        if (class == DLN_CLASS_VERB)
            return dln_term_is(dln_term_at(reading, at), DLN_WORD_TRIGGER) ? DLN_ROLE_OBJECT
                                                                           : DLN_ROLE_NONE;
        if (class != DLN_CLASS_NOUN && class != DLN_CLASS_NAME && class != DLN_CLASS_DETERMINER &&
            class != DLN_CLASS_NUMBER && class != DLN_CLASS_ADVERB)
            break;
    }
    for (uint32_t at = end; at < reading->count && at < end + CHAIN_REACH; at++) {
        dln_class class = class_at(reading, at);
        if (class == DLN_CLASS_VERB || class == DLN_CLASS_BE || class == DLN_CLASS_HAVE ||
            class == DLN_CLASS_SPEECH || class == DLN_CLASS_AUXILIARY)
            return DLN_ROLE_SUBJECT;
        if (class != DLN_CLASS_ADVERB)
            break;
    }
    return DLN_ROLE_NONE;
}

static bool is_country(const dln_found *found) {
    return dln_str_starts_with(found->where.feature, DLN_STR("PCL"));
}

// "a U.S. airstrike", "Iraq militia": before a noun a country says whose it is, not where.
static bool is_owner(const dln_reading *reading, const dln_found *found, uint32_t end) {
    const dln_term *next = dln_term_at(reading, end);
    return is_country(found) && next && class_at(reading, end) == DLN_CLASS_NOUN &&
           next->first == end;
}

static bool is_barred(const dln_reading *reading, const dln_found *found, uint32_t first,
                      uint32_t end) {
    if (first < reading->body || found->speaks || is_adjective(reading, end) ||
        is_owner(reading, found, end))
        return true;
    for (uint32_t t = first; t < end; t++)
        if (dln_term_is(dln_term_at(reading, t), DLN_WORD_ACTOR))
            return true;
    return false;
}

// "from depots in Iraq", "to bases in Palmyra": the outer preposition says which way; "at the X
// border crossing" is a way whatever stands before it.
static dln_role role_through(const dln_reading *reading, const dln_found *found, uint32_t at) {
    dln_role role = (dln_role)reading->words[at].role;
    if (role != DLN_ROLE_PLACE)
        return role;
    if ((found->type && dln_str_ends_with(found->type->phrase, DLN_STR("crossing"))) ||
        dln_str_equal(found->where.feature, DLN_STR("PSTB")))
        return DLN_ROLE_VIA;
    while (at > 0 && reading->words[at - 1].role == DLN_ROLE_PLACE)
        at--; // "in the city of" is one preposition
    uint32_t outer = governing_preposition(reading, at);
    if (outer == DLN_NO_TOKEN || outer + 1 >= at)
        return role;
    dln_role way = (dln_role)reading->words[outer].role;
    return way == DLN_ROLE_ORIGIN || way == DLN_ROLE_DESTINATION ? way : role;
}

static void assign(const dln_reading *reading, dln_roles *roles, uint32_t i) {
    const dln_found *found = dln_role_mention(reading, i);
    uint32_t base = (uint32_t)(reading->tokens - reading->segments->tokens);
    uint32_t first = roles->first[i], end = roles->end[i];
    uint32_t start = found->qualifier_token >= base && found->qualifier_token - base < first
                         ? found->qualifier_token - base
                         : first;
    if (is_barred(reading, found, first, end)) {
        roles->role[i] = DLN_ROLE_BARRED;
        return;
    }
    if (continues_chain(reading, roles, i, first)) {
        roles->role[i] = roles->role[i - 1] == DLN_ROLE_BARRED ? DLN_ROLE_BARRED : DLN_ROLE_CHAIN;
        return;
    }
    uint32_t at = governing_preposition(reading, first);
    if (at == DLN_NO_TOKEN && start < first)
        at = governing_preposition(reading, start);
    roles->preposition[i] = at;
    if (at != DLN_NO_TOKEN)
        roles->role[i] = role_through(reading, found, at);
    else if (is_possessive(reading, end))
        roles->role[i] = DLN_ROLE_POSSESSIVE;
    else
        roles->role[i] = role_without_preposition(reading, start, end);
    if (found->in_organisation && roles->role[i] != DLN_ROLE_PLACE &&
        roles->role[i] != DLN_ROLE_NEAR)
        roles->role[i] = DLN_ROLE_BARRED;
}

// "and *the areas of* B"
static bool is_kind_of_place(const dln_reading *reading, uint32_t first, uint32_t end) {
    for (uint32_t t = first; t + 1 < end; t++)
        if (class_at(reading, t) != DLN_CLASS_DETERMINER && class_at(reading, t) != DLN_CLASS_NOUN)
            return false;
    return first < end && reading->words[end - 1].role == DLN_ROLE_OF;
}

// "in A, B and C", "between A and B": names joined by "and" or a comma share the first one's role.
static bool is_listed(const dln_reading *reading, const dln_roles *roles, uint32_t i) {
    if (i == 0 || roles->role[i] == DLN_ROLE_BARRED)
        return false;
    uint32_t from = roles->end[i - 1], to = roles->first[i];
    if (to <= from || to - from > LIST_REACH)
        return false;
    bool comma = false;
    for (uint32_t t = from; t < to; t++) {
        if (class_at(reading, t) == DLN_CLASS_AND)
            return to - from <= CHAIN_REACH || (t == from && is_kind_of_place(reading, t + 1, to));
        if (t - from >= CHAIN_REACH)
            return false;
        comma = comma || dln_is_mark(&reading->tokens[t], ',');
    }
    // "Mosul, Iraq" says where Mosul lies; "Mosul, Tikrit" does not
    const dln_found *before = dln_role_mention(reading, i - 1);
    return comma && before->container != reading->first_place + i &&
           is_same_rank(before, dln_role_mention(reading, i));
}

static void share_role(const dln_reading *reading, dln_roles *roles, uint32_t i) {
    if (!is_listed(reading, roles, i))
        return;
    uint32_t head = i - 1;
    while (head > 0 && roles->role[head] == DLN_ROLE_CHAIN)
        head--;
    bool governed = roles->preposition[i] != DLN_NO_TOKEN && roles->role[i] != DLN_ROLE_OF;
    if (roles->role[head] == DLN_ROLE_BARRED || governed)
        return;
    roles->role[i] = roles->role[head];
    roles->preposition[i] = roles->preposition[head];
    roles->shared[i] = roles->shared[head] = true;
}

void dln_roles_assign(const dln_reading *reading, dln_roles *out) {
    uint32_t base = (uint32_t)(reading->tokens - reading->segments->tokens);
    out->count = reading->place_count < DLN_ROLES_MAX ? reading->place_count : DLN_ROLES_MAX;
    for (uint32_t i = 0; i < out->count; i++) {
        const dln_found *found = dln_role_mention(reading, i);
        out->first[i] = found->first_token - base;
        out->end[i] = out->first[i] + found->token_count;
        if (out->end[i] > reading->count)
            out->end[i] = reading->count;
        out->preposition[i] = DLN_NO_TOKEN;
        out->shared[i] = false;
        assign(reading, out, i);
        share_role(reading, out, i);
    }
}

// ---------------------------------------------------------------- the scene

static uint32_t distance_to(const dln_scene_query *query, uint32_t first, uint32_t end) {
    if (end <= query->first)
        return query->first - end;
    return first >= query->end ? first - query->end : 0;
}

static bool is_movement(const dln_scene_query *query) {
    return query->type == DLN_MOVEMENT;
}

static bool leaves(const dln_scene_query *query) {
    return is_movement(query) && dln_str_equal(query->subtype, DLN_STR("withdrawal"));
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
        dln_class class = class_at(reading, at);
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
    if (!is_country(found))
        return false;
    if (query->verb->form == DLN_FORM_NOUN && is_possessive(reading, roles->end[i]))
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

static double fit(const dln_reading *reading, const dln_roles *roles, const dln_scene_query *query,
                  uint32_t i) {
    const dln_found *found = dln_role_mention(reading, i);
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
    if (query->parts[part])
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
    if (is_behind_another(reading, roles, query, i))
        points -= 2 * FIT_PART;
    if (is_actor_of(reading, found, roles, i, query))
        points -= 2 * FIT_PART;
    if (found->in_organisation)
        points -= FIT_PART;
    if (found->place_odds < 0)
        points -= FIT_PART / 2;
    if (reading->heading && (roles->role[i] == DLN_ROLE_NONE || roles->role[i] == DLN_ROLE_SUBJECT))
        points += FIT_PART / 2;
    return points - FIT_FAR * distance_to(query, roles->first[i], roles->end[i]);
}

static bool aims(dln_role role) {
    return role == DLN_ROLE_DESTINATION || role == DLN_ROLE_OBJECT;
}

static void find_way(const dln_reading *reading, const dln_roles *roles,
                     const dln_scene_query *query, dln_scene *out) {
    bool launched = query->projectile && !is_movement(query);
    for (uint32_t n = 0; n < 2 * roles->count; n++) {
        uint32_t i = n % roles->count; // first its own parts, then what stands right behind them
        uint16_t part = reading->words[roles->first[i]].part;
        bool own = query->parts[part], next = !own && part > 0 && query->parts[part - 1];
        if (n < roles->count ? !own : !next)
            continue;
        dln_role role = roles->role[i];
        bool object_left = role == DLN_ROLE_OBJECT && leaves(query);
        if ((role == DLN_ROLE_ORIGIN || object_left) && out->origin == DLN_NO_PLACE_ROLE &&
            (is_movement(query) || launched))
            out->origin = i;
        else if (is_movement(query) && aims(role) && out->destination == DLN_NO_PLACE_ROLE)
            out->destination = i;
        else if (is_movement(query) && role == DLN_ROLE_VIA && out->via_count < DLN_VIA_MAX)
            out->via[out->via_count++] = i;
    }
}

// Whether mention `inner` says more precisely what `outer` says.
static bool is_inside(const dln_reading *reading, uint32_t inner, uint32_t outer) {
    const dln_found *a = dln_role_mention(reading, inner), *b = dln_role_mention(reading, outer);
    if (a->container == reading->first_place + outer)
        return true;
    if (!a->where.located || !b->where.located || a->where.radius_m >= b->where.radius_m)
        return false;
    bool same_division = is_country(b) || dln_str_equal(a->where.admin1, b->where.admin1);
    return same_division && dln_str_equal(a->where.country, b->where.country) &&
           (is_country(b) || dln_great_circle_m(a->where.at, b->where.at) <= b->where.radius_m);
}

// "Baghdad's Loi Karez neighbourhood", "the village of X in Y": a name that the gazetteer does not
// have is the scene when it stands beside a larger one; the larger one says where it is.
static bool stands_beside(const dln_reading *reading, const dln_roles *roles, uint32_t a,
                          uint32_t b) {
    uint32_t first = a < b ? a : b, second = a < b ? b : a;
    return reading->words[roles->first[a]].part == reading->words[roles->first[b]].part &&
           second - first <= 2 && roles->first[second] - roles->end[first] <= BESIDE_REACH;
}

static bool is_located(const dln_reading *reading, uint32_t role) {
    return dln_role_mention(reading, role)->where.located;
}

static void find_outer(const dln_reading *reading, const dln_roles *roles, const double *points,
                       dln_scene *out) {
    if (is_located(reading, out->place)) {
        for (uint32_t i = 0; i < roles->count; i++)
            if (!is_located(reading, i) && points[i] >= FIT_ENOUGH &&
                points[i] >= out->score - FIT_PART &&
                dln_role_mention(reading, out->place)->where.radius_m >= OUTER_RADIUS_MIN_M &&
                stands_beside(reading, roles, i, out->place)) {
                out->outer = out->place;
                out->place = i;
                return;
            }
        return;
    }
    uint32_t container = dln_role_mention(reading, out->place)->container;
    for (uint32_t i = 0; i < roles->count; i++)
        if (is_located(reading, i) && roles->role[i] != DLN_ROLE_BARRED &&
            (reading->first_place + i == container ||
             stands_beside(reading, roles, i, out->place))) {
            out->outer = i;
            return;
        }
}

// Of several places that contain one another, the most precise one that is not far worse.
static void refine(const dln_reading *reading, const dln_roles *roles, const double *points,
                   dln_scene *out) {
    for (uint32_t i = 0; i < roles->count; i++)
        if (i != out->place && points[i] >= FIT_ENOUGH && points[i] >= out->score - 2 * FIT_PART &&
            is_inside(reading, i, out->place))
            out->place = i;
    find_outer(reading, roles, points, out);
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
    find_way(reading, roles, query, out);
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
    refine(reading, roles, points, out);
    find_second(reading, roles, out);
}

static bool may_name_a_place(const dln_reading *reading, uint32_t at) {
    return class_at(reading, at) == DLN_CLASS_NAME && !dln_term_at(reading, at) &&
           reading->words[at].modifier == DLN_NO_TERM &&
           reading->words[at].place == DLN_NO_MENTION && !dln_in_date(reading, at);
}

bool dln_unknown_scene(const dln_reading *reading, const bool *parts, bool caption, dln_span *out) {
    for (uint32_t i = reading->body; i + 1 < reading->count; i++) {
        dln_role role = (dln_role)reading->words[i].role;
        bool leads = role == DLN_ROLE_PLACE || role == DLN_ROLE_NEAR ||
                     (caption && (role == DLN_ROLE_OF || dln_is_mark(&reading->tokens[i], ',')));
        uint16_t part = reading->words[i].part; // "Near Kisik, two strikes hit …": put in front
        bool fronted = i == reading->body && part + 1 < DLN_PARTS_MAX && parts[part + 1];
        if (!leads || !(parts[part] || fronted))
            continue;
        uint32_t first = i + 1, end;
        while (first < reading->count && class_at(reading, first) == DLN_CLASS_DETERMINER)
            first++;
        for (end = first; end < reading->count && end - first < PREPOSITION_REACH; end++) {
            bool hyphen = end > first && dln_is_mark(&reading->tokens[end], '-') &&
                          !reading->tokens[end].space_before;
            if (!hyphen && !may_name_a_place(reading, end))
                break;
        }
        if (end > first && !reading->capitals) {
            *out = dln_reading_span(reading, first, end);
            return true;
        }
    }
    return false;
}
