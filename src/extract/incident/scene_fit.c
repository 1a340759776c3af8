// How well a place fits an event as its scene.
#include "extract/grammar/phrase.h"
#include "extract/incident/scene_parts.h"

// Points of roles on the scale of scene_parts.h.
#define FIT_THROUGH 3.6    // "to a hospital in A"
#define FIT_FAR     0.06   // off for each token between
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

// "lorries that had come over the gate at A were hit near B": the relative clause has a verb of its
// own.
static bool is_in_clause_of_another(const dln_reading *reading, const dln_roles *roles,
                                    const dln_scene_query *query, uint32_t i) {
    uint16_t part = reading->words[roles->first[i]].part;
    if (query->parts[part] || !reading->parts[part].relative || roles->first[i] >= query->first)
        return false;
    size_t verbs = 0; // the second verb is the main clause's again
    for (size_t k = 0; k < query->trigger_count; k++) {
        const dln_trigger *t = &query->triggers[k];
        verbs += t->form != DLN_FORM_NOUN && t->end <= roles->first[i] &&
                 reading->words[t->first].part == part;
    }
    return verbs == 1;
}

// "Following the strikes, Iran vowed to attack Israel": the place stands behind another trigger,
// in a part that this event has no word in.
static bool is_behind_another(const dln_reading *reading, const dln_roles *roles,
                              const dln_scene_query *query, uint32_t i) {
    uint16_t part = reading->words[roles->first[i]].part;
    bool tells_harm = query->verb->effect || query->verb->harm != DLN_HARM_NONE;
    if (is_in_clause_of_another(reading, roles, query, i))
        return true;
    if (tells_harm || query->parts[part] || roles->first[i] < query->end ||
        reading->parts[part].meanwhile)
        return false; // "was shot as he left a bank in A" is one scene
    for (size_t k = 0; k < query->trigger_count; k++) {
        const dln_trigger *t = &query->triggers[k];
        if (t->typed && !t->effect && t->first >= query->end && t->end <= roles->first[i] &&
            reading->words[t->first].part == part)
            return true;
    }
    return false;
}

// "to a hospital in A", "a man from a village in A": a way leads there or not, it is "in A".
static bool is_in_place_left(const dln_reading *reading, const dln_roles *roles,
                             const dln_scene_query *query, uint32_t i) {
    uint32_t at = roles->preposition[i];
    bool way = roles->role[i] == DLN_ROLE_DESTINATION ||
               (roles->role[i] == DLN_ROLE_ORIGIN && !query->projectile);
    return way && at != DLN_NO_TOKEN && reading->words[at].role == DLN_ROLE_PLACE &&
           !dln_scene_moves(query);
}

// "protested against a war in A at a park in B": the first place behind "against" or "over" is
// what they protest about.
static bool is_cause_of_crowd(const dln_reading *reading, const dln_roles *roles,
                              const dln_scene_query *query, uint32_t i) {
    uint32_t from = i > 0 && roles->end[i - 1] > query->end ? roles->end[i - 1] : query->end;
    for (uint32_t at = from; at < roles->first[i]; at++) {
        dln_role role = (dln_role)reading->words[at].role;
        uint32_t next = at + 1; // "over the weekend"
        while (next < reading->count && (dln_class_at(reading, next) == DLN_CLASS_DETERMINER ||
                                         reading->words[next].role == role))
            next++;
        bool of_a_day = next < reading->count && dln_in_date(reading, next);
        if (!of_a_day && (role == DLN_ROLE_TARGET || role == DLN_ROLE_ABOUT))
            return true;
    }
    return false;
}

// Whether a break stands between an event and a part: ";", "but", "and troops entered …".
static bool is_broken_off(const dln_reading *reading, const dln_scene_query *query, uint16_t part) {
    uint16_t own = reading->words[query->first].part;
    const dln_part *later = &reading->parts[part < own ? own : part];
    uint32_t second = later->first + 1;
    bool goes_on = later->meanwhile && dln_class_at(reading, second) == DLN_CLASS_PRONOUN;
    return later->breaks && !goes_on && !query->parts[part]; // "while he drove …"
}

// Whether a part, or the one it leads into, is told by a trigger of another event.
static bool is_of_another(const dln_reading *reading, const dln_scene_query *query, uint16_t part) {
    for (size_t k = 0; k < query->trigger_count; k++) {
        const dln_trigger *t = &query->triggers[k];
        uint16_t its = reading->words[t->first].part;
        if (t->typed && !query->parts[its] && (its == part || its == part + 1))
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

// "seven sites, four *of them* in A": where some of it was.
static bool is_of_some(const dln_reading *reading, const dln_roles *roles, uint32_t i) {
    uint32_t at = roles->preposition[i];
    const dln_term *before = at == DLN_NO_TOKEN || at == 0 ? NULL : dln_term_at(reading, at - 1);
    const dln_lexeme *harm = dln_term_meaning(before, DLN_WORD_CASUALTY);
    return harm && dln_value_is(harm->value, "build", "part");
}

// Where it stands: in the event's own part, beside it, or put in front of the whole sentence.
static double points_of_part(const dln_reading *reading, const dln_roles *roles,
                             const dln_scene_query *query, uint32_t i) {
    uint16_t part = reading->words[roles->first[i]].part;
    bool before = part > 0 && query->parts[part - 1];
    bool behind = part + 1 < DLN_PARTS_MAX && query->parts[part + 1];
    double points = before || behind ? DLN_FIT_PART / 2 : 0;
    if (query->parts[part] || is_fronted(reading, roles, query, i))
        points = DLN_FIT_PART;
    if (is_broken_off(reading, query, part))
        points -= is_of_another(reading, query, part) ? 3 * DLN_FIT_PART : DLN_FIT_PART;
    bool stood = roles->role[i] == DLN_ROLE_PLACE || roles->role[i] == DLN_ROLE_NEAR;
    if (stood && roles->first[i] >= query->end && roles->first[i] - query->end <= RIGHT_BEHIND)
        points += DLN_FIT_PART / 2;
    return points;
}

static bool is_closed_before_and(const dln_reading *reading, uint32_t from, uint32_t to) {
    for (uint32_t at = from; at + 1 < to; at++)
        if (dln_is_mark(&reading->tokens[at], ',') &&
            dln_class_at(reading, at + 1) == DLN_CLASS_AND)
            return true;
    return false;
}

// "the deputy prime minister of Afghanistan was shot": of a country a person holds an office.
static bool is_of_an_office(const dln_reading *reading, const dln_roles *roles, uint32_t i) {
    uint32_t first = roles->first[i];
    if (first < 2 || reading->words[first - 1].role != DLN_ROLE_OF ||
        !dln_found_is_country(roles->place[i]))
        return false;
    const dln_lexeme *title = dln_lexicon_match(reading->lexicon, &reading->tokens[first - 2], 1,
                                                dln_kind_bit(DLN_WORD_TITLE));
    return title && dln_str_equal(title->value, DLN_STR("role"));
}

// What says that the place belongs to something else: another deed, a speaker, an actor.
static double points_against(const dln_reading *reading, const dln_roles *roles,
                             const dln_scene_query *query, uint32_t i) {
    const dln_found *found = roles->place[i];
    uint32_t first = roles->first[i], end = roles->end[i];
    bool before = end <= query->first;
    double points = 0;
    if (before && dln_and_between(reading, end, query->first))
        points += DLN_FIT_PART; // "in A on Saturday and strikes …"
    if (before && is_closed_before_and(reading, end, query->first))
        points += DLN_FIT_PART; // "developments in A, and the killing of …"
    if (before && dln_background_between(reading, end, query->first))
        points += 2 * DLN_FIT_PART; // "revenge on Israel over an airstrike"
    if (spoken_elsewhere(reading, query, first))
        points += 2 * DLN_FIT_PART;
    if (dln_motive_between(reading, query->end, first) ||
        (before && dln_motive_between(reading, end, query->first)))
        points += 3 * DLN_FIT_PART; // "in retaliation for an attack in A"
    if (is_behind_another(reading, roles, query, i) ||
        (!dln_scene_moves(query) && is_end_of_another(reading, roles, query, i)))
        points += 2 * DLN_FIT_PART;
    if (is_actor_of(reading, found, roles, i, query) || is_of_an_office(reading, roles, i))
        points += 2 * DLN_FIT_PART;
    if (is_of_some(reading, roles, i))
        points += 3 * DLN_FIT_PART;
    if (found->in_organisation)
        points += DLN_FIT_PART;
    if (found->described) // "the capital": a name says it better
        points += DLN_FIT_PART / 2;
    if (found->place_odds < 0)
        points += DLN_FIT_PART / 2;
    if (!roles->told[i]) // "near Kisik", which may be anything
        points += roles->mention[i] == DLN_NO_MENTION ? DLN_FIT_PART : DLN_FIT_PART / 2;
    return points;
}

static double points_of_role(const dln_reading *reading, const dln_roles *roles,
                             const dln_scene_query *query, uint32_t i) {
    dln_role role = roles->role[i];
    bool crowd = query->type == DLN_PROTEST || query->type == DLN_RIOT;
    bool along = role == DLN_ROLE_VIA || role == DLN_ROLE_DESTINATION;
    double points = fit_of_role(role);
    if (is_in_place_left(reading, roles, query, i))
        points = FIT_THROUGH;
    if (crowd && (role == DLN_ROLE_TARGET || is_cause_of_crowd(reading, roles, query, i)))
        points = 0; // what they are against
    if ((crowd || dln_scene_moves(query)) && along)
        points = fit_of_role(DLN_ROLE_NEAR); // "marched through", "on"
    if (reading->heading && (role == DLN_ROLE_NONE || role == DLN_ROLE_SUBJECT))
        points += DLN_FIT_PART / 2;
    return points;
}

double dln_scene_fit(const dln_reading *reading, const dln_roles *roles,
                     const dln_scene_query *query, uint32_t i) {
    return points_of_role(reading, roles, query, i) + points_of_part(reading, roles, query, i) -
           points_against(reading, roles, query, i) -
           FIT_FAR * distance_to(query, roles->first[i], roles->end[i]);
}
