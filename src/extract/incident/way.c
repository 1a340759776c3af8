#include "extract/incident/way.h"

#include "extract/incident/mover.h"

// "Poland has already sent": words between a subject and its verb.
enum { SUBJECT_REACH = 3 };
// "from Homs to the city of Hama": words between two ends of one road.
enum { ENDS_APART = 4 };

// ---------------------------------------------------------------- which end a mention is

static bool is_word(const dln_reading *reading, uint32_t at, const char *word) {
    return at != DLN_NO_TOKEN && dln_str_equal(reading->tokens[at].folded, dln_str_from(word));
}

// What the lexicon says of a preposition where something moves: "across the desert", "over the
// pass" are a way, "and on to" makes a stop of the place before.
static bool leads(const dln_reading *reading, uint32_t preposition, const char *how) {
    if (preposition == DLN_NO_TOKEN)
        return false;
    uint8_t role = reading->words[preposition].role;
    while (preposition > 0 && reading->words[preposition - 1].role == role)
        preposition--;
    const dln_lexeme *route =
        dln_lexicon_match(reading->lexicon, &reading->tokens[preposition],
                          reading->count - preposition, dln_kind_bit(DLN_WORD_ROUTE));
    return route && dln_value_is(route->value, "moving", how);
}

// The end that a preposition gives to the mention, whatever the verb.
static dln_role end_of_preposition(const dln_reading *reading, const dln_roles *roles, uint32_t i,
                                   bool leaves) {
    dln_role role = roles->role[i];
    uint32_t at = roles->preposition[i];
    if (role == DLN_ROLE_ORIGIN || role == DLN_ROLE_VIA)
        return role;
    if (leads(reading, at, "via"))
        return DLN_ROLE_VIA;
    if (role != DLN_ROLE_DESTINATION || at == DLN_NO_TOKEN)
        return role == DLN_ROLE_DESTINATION ? role : DLN_ROLE_NONE;
    return dln_is_bare_for(reading, at) && !leaves ? DLN_ROLE_NONE : role;
}

// "in Mayadin in Syria": says where the mention before it lies.
static bool holds_the_one_before(const dln_roles *roles, uint32_t i) {
    return i > 0 && roles->mention[i] != DLN_NO_MENTION &&
           roles->place[i - 1]->container == roles->mention[i];
}

// "the evacuation of Avdiivka"
static bool is_of_noun(const dln_roles *roles, uint32_t i, const dln_trigger *t) {
    return t->form == DLN_FORM_NOUN && roles->role[i] == DLN_ROLE_OF &&
           roles->preposition[i] == t->end;
}

// "reached a deal in Geneva": its object is no place, so that "in" leads nowhere.
static bool has_other_object(const dln_reading *reading, const dln_trigger *t) {
    bool leads = reading->words[t->end - 1].role != DLN_ROLE_NONE; // "arrived *at* the palace in"
    if (t->frame != DLN_FRAME_MOVER || t->form == DLN_FORM_NOUN || t->form == DLN_FORM_PASSIVE ||
        leads)
        return false;
    dln_phrase object = dln_object_of(reading, t->end);
    return !dln_phrase_is_empty(object) && object.first != t->mover_first &&
           dln_cargo_of(reading, object) == DLN_CARGO_OTHER &&
           reading->words[object.first].place == DLN_NO_MENTION;
}

// "reached the *people of Goma*"
static bool is_of_object(const dln_reading *reading, const dln_roles *roles, uint32_t i,
                         const dln_trigger *t) {
    dln_phrase object = dln_object_of(reading, t->end);
    return t->to_place && t->form != DLN_FORM_NOUN && roles->role[i] == DLN_ROLE_OF &&
           roles->first[i] >= object.first && roles->end[i] <= object.end;
}

static bool crosses_a_border(const dln_trigger *t) {
    return dln_str_equal(t->subtype, DLN_STR("crossing")) ||
           dln_str_equal(t->subtype, DLN_STR("incursion"));
}

// The end that the verb itself gives: its object, or what stands behind "in", "at", "near".
static dln_role end_of_verb(const dln_reading *reading, const dln_roles *roles, uint32_t i,
                            const dln_trigger *t) {
    dln_role role = roles->role[i];
    if (t->ends == DLN_ROLE_NONE || roles->first[i] < t->end || holds_the_one_before(roles, i))
        return DLN_ROLE_NONE;
    if (role == DLN_ROLE_OBJECT || is_of_noun(roles, i, t) || is_of_object(reading, roles, i, t))
        return t->ends;
    bool at = is_word(reading, roles->preposition[i], "at");
    if (role == DLN_ROLE_PLACE && at && crosses_a_border(t) && roles->first[i] > t->end + 1)
        return DLN_ROLE_VIA; // "crossed into Poland at Medyka"
    bool in = (role == DLN_ROLE_PLACE || role == DLN_ROLE_NEAR) &&
              (t->ends == DLN_ROLE_DESTINATION || roles->first[i] == t->end);
    return in && !has_other_object(reading, t) ? t->ends : DLN_ROLE_NONE;
}

// ---------------------------------------------------------------- which trigger a mention belongs
// to

// The last trigger before a mention in its part, or the first one of the part; `count` if none.
static size_t trigger_of(const dln_reading *reading, const dln_roles *roles,
                         const dln_trigger *triggers, size_t count, uint32_t i) {
    uint16_t part = reading->words[roles->first[i]].part;
    size_t found = count;
    for (size_t k = 0; k < count; k++) {
        const dln_trigger *t = &triggers[k];
        if (!t->typed || reading->words[t->first].part != part)
            continue;
        if (found == count || t->first < roles->first[i])
            found = k;
    }
    return found;
}

static bool is_usable(const dln_roles *roles, uint32_t i) {
    return roles->role[i] != DLN_ROLE_BARRED && roles->role[i] != DLN_ROLE_CHAIN;
}

// ---------------------------------------------------------------- the way of an event

static bool is_member(const dln_scene_query *query, size_t trigger) {
    for (size_t i = 0; i < query->member_count; i++)
        if (query->members[i] == trigger)
            return true;
    return false;
}

// "crossed into Syria … and headed for Saraqib": the town lies in the country.
static bool lies_in_country(const dln_roles *roles, uint32_t inner, uint32_t outer) {
    const dln_found *a = roles->place[inner], *b = roles->place[outer];
    return dln_found_is_country(b) && !dln_found_is_country(a) && a->where.located &&
           dln_str_equal(a->where.country, b->where.country);
}

static bool is_free(const dln_scene *scene, dln_role end) {
    return end == DLN_ROLE_ORIGIN        ? scene->origin == DLN_NO_PLACE_ROLE
           : end == DLN_ROLE_DESTINATION ? scene->destination == DLN_NO_PLACE_ROLE
           : end == DLN_ROLE_VIA         ? scene->via_count < DLN_VIA_MAX
                                         : false;
}

// "to A and then on to B": A was a stop.
static void make_a_stop(dln_scene *scene) {
    if (scene->destination == DLN_NO_PLACE_ROLE || scene->via_count >= DLN_VIA_MAX)
        return;
    scene->via[scene->via_count++] = scene->destination;
    scene->destination = DLN_NO_PLACE_ROLE;
}

static void take_end(const dln_roles *roles, dln_scene *scene, dln_role end, uint32_t i) {
    bool nearer = end == DLN_ROLE_DESTINATION && scene->destination != DLN_NO_PLACE_ROLE &&
                  lies_in_country(roles, i, scene->destination);
    if (!is_free(scene, end) && !nearer)
        return;
    if (end == DLN_ROLE_ORIGIN)
        scene->origin = i;
    else if (end == DLN_ROLE_DESTINATION)
        scene->destination = i;
    else
        scene->via[scene->via_count++] = i;
}

static bool is_taken(const dln_scene *scene, uint32_t i) {
    bool via = false;
    for (uint32_t k = 0; k < scene->via_count; k++)
        via = via || scene->via[k] == i;
    return via || scene->origin == i || scene->destination == i;
}

// "jets that had taken off from Incirlik bombed": where what strikes left from.
static bool took_off(const dln_scene_query *query, size_t trigger) {
    const dln_trigger *t = &query->triggers[trigger];
    return t->type == DLN_MOVEMENT && t->ends == DLN_ROLE_ORIGIN && t->cargo == DLN_CARGO_ARMS &&
           t->end <= query->first;
}

// Whose way a mention tells: the event's own triggers, or, in a part without any, the event's of
// the part before. NULL: another event's.
static const dln_trigger *governor_of(const dln_reading *reading, const dln_roles *roles,
                                      const dln_scene_query *query, uint32_t i) {
    size_t k = trigger_of(reading, roles, query->triggers, query->trigger_count, i);
    uint16_t part = reading->words[roles->first[i]].part;
    if (k < query->trigger_count && query->type != DLN_MOVEMENT && took_off(query, k))
        return query->verb;
    if (k < query->trigger_count)
        return is_member(query, k) ? &query->triggers[k] : NULL;
    bool next = part > 0 && query->parts[part - 1] && !reading->parts[part].breaks;
    return next ? query->verb : NULL;
}

static bool leaves_any(const dln_scene_query *query) {
    for (size_t i = 0; i < query->member_count; i++)
        if (query->triggers[query->members[i]].ends == DLN_ROLE_ORIGIN)
            return true;
    return false;
}

// "hit the road from Homs to Hama": a road has two ends, a launch one; "fired from A to B" has
// both.
static bool is_between_ends(const dln_roles *roles, const dln_scene_query *query, uint32_t i) {
    uint32_t next = i + 1;
    return query->verb->need != DLN_NEED_PROJECTILE && next < roles->count &&
           roles->role[next] == DLN_ROLE_DESTINATION &&
           roles->first[next] - roles->end[i] <= ENDS_APART;
}

// "will be evacuated, the spokesman *said* from Geneva": that end is the speaker's.
static bool is_of_speaker(const dln_reading *reading, const dln_roles *roles,
                          const dln_scene_query *query, uint32_t i) {
    for (uint32_t at = roles->first[i]; at-- > query->first;) {
        dln_class class = dln_class_at(reading, at);
        if (class != DLN_CLASS_SPEECH && class != DLN_CLASS_VERB)
            continue;
        const dln_lexeme *speech = dln_lexicon_match(reading->lexicon, &reading->tokens[at], 1,
                                                     dln_kind_bit(DLN_WORD_SPEECH));
        return speech && dln_str_equal(speech->value, DLN_STR("said"));
    }
    return false;
}

// One pass over the mentions: those behind the first trigger or those before it.
static void take_prepositions(const dln_reading *reading, const dln_roles *roles,
                              const dln_scene_query *query, bool behind, dln_scene *out) {
    bool movement = query->type == DLN_MOVEMENT, leaves = leaves_any(query);
    for (uint32_t i = 0; i < roles->count; i++) {
        if ((roles->first[i] >= query->first) != behind || !is_usable(roles, i) ||
            !governor_of(reading, roles, query, i) || is_of_speaker(reading, roles, query, i))
            continue;
        dln_role end = end_of_preposition(reading, roles, i, leaves);
        bool launch = end == DLN_ROLE_ORIGIN && !is_between_ends(roles, query, i);
        if (movement && end == DLN_ROLE_DESTINATION && leads(reading, roles->preposition[i], "on"))
            make_a_stop(out);
        if (movement || launch)
            take_end(roles, out, end, i);
    }
}

static void take_ends_of_verbs(const dln_reading *reading, const dln_roles *roles,
                               const dln_scene_query *query, dln_scene *out) {
    for (uint32_t i = 0; i < roles->count; i++) {
        const dln_trigger *t = governor_of(reading, roles, query, i);
        if (t && is_usable(roles, i) && !is_taken(out, i))
            take_end(roles, out, end_of_verb(reading, roles, i, t), i);
    }
}

static bool stands_in(const dln_reading *reading, const dln_roles *roles, uint32_t i) {
    uint32_t at = roles->preposition[i];
    return roles->role[i] == DLN_ROLE_PLACE &&
           (is_word(reading, at, "in") || is_word(reading, at, "at"));
}

static bool is_state(const dln_found *found) {
    return dln_found_is_country(found) || dln_str_equal(found->where.feature, DLN_STR("PPLC"));
}

// The role that who sends has beside a trigger; DLN_ROLE_NONE: it sends nothing.
static dln_role role_of_sender(const dln_trigger *t) {
    bool behind = t->mover_end > t->mover_first && t->mover_first >= t->end; // "returned captives"
    if (t->form == DLN_FORM_NOUN)
        return DLN_ROLE_POSSESSIVE;
    if (t->frame != DLN_FRAME_CARRY && !behind)
        return DLN_ROLE_NONE;
    return t->form == DLN_FORM_PASSIVE ? DLN_ROLE_ACTOR : DLN_ROLE_SUBJECT;
}

static bool is_sender(const dln_reading *reading, const dln_roles *roles, uint32_t i,
                      const dln_trigger *t) {
    dln_role wanted = role_of_sender(t);
    bool before = roles->end[i] <= t->first;
    if (wanted == DLN_ROLE_ACTOR)
        return !before && roles->role[i] == wanted;
    bool acts = wanted == DLN_ROLE_SUBJECT && roles->place[i]->speaks &&
                t->first - roles->end[i] <= SUBJECT_REACH;
    bool stands = wanted == DLN_ROLE_SUBJECT && stands_in(reading, roles, i) && // "police in A"
                  before && t->first - roles->end[i] <= SUBJECT_REACH;
    bool owns = wanted == DLN_ROLE_POSSESSIVE &&
                dln_class_at(reading, t->first - 1) == DLN_CLASS_VERB; // "Iran's army *led* the"
    return before && !owns && (acts || stands || roles->role[i] == wanted);
}

// "Iran shipped drones to Sudan", "Iran's shipment of drones to Sudan", "handed over by Iran to":
// from Iran.
static void take_sender(const dln_reading *reading, const dln_roles *roles,
                        const dln_scene_query *query, dln_scene *out) {
    const dln_trigger *t = query->verb;
    if (out->origin != DLN_NO_PLACE_ROLE || out->destination == DLN_NO_PLACE_ROLE ||
        role_of_sender(t) == DLN_ROLE_NONE)
        return;
    dln_str to = roles->place[out->destination]->where.country;
    for (uint32_t i = 0; i < roles->count; i++)
        if (is_state(roles->place[i]) && is_sender(reading, roles, i, t) &&
            !dln_str_equal(roles->place[i]->where.country, to) &&
            governor_of(reading, roles, query, i))
            out->origin = i;
}

// "600 residents of Pokrovsk were evacuated to Lviv": from Pokrovsk.
static void take_home(const dln_reading *reading, const dln_roles *roles,
                      const dln_scene_query *query, dln_scene *out) {
    const dln_trigger *t = query->verb;
    bool people = t->cargo == DLN_CARGO_PEOPLE || t->cargo == DLN_CARGO_FLEEING;
    bool taken = t->form == DLN_FORM_PASSIVE && out->destination != DLN_NO_PLACE_ROLE;
    if (out->origin != DLN_NO_PLACE_ROLE || !people ||
        !(taken || dln_str_equal(query->subtype, DLN_STR("displacement"))))
        return;
    for (uint32_t i = 0; i < roles->count; i++) {
        bool of = roles->role[i] == DLN_ROLE_OF && roles->first[i] >= t->mover_first &&
                  roles->end[i] <= t->mover_end;
        bool stuck = taken && stands_in(reading, roles, i) && // "trapped in the steelworks at"
                     roles->first[i] >= t->mover_end && roles->end[i] <= t->first &&
                     t->first - roles->end[i] <= SUBJECT_REACH;
        if ((of || stuck) && governor_of(reading, roles, query, i))
            out->origin = i;
    }
}

// "artillery in Kilis shelled Azaz": where the subject stands when the object is another place.
static void take_stand(const dln_reading *reading, const dln_roles *roles,
                       const dln_scene_query *query, dln_scene *out) {
    const dln_trigger *t = query->verb;
    uint32_t stand = DLN_NO_PLACE_ROLE;
    bool aimed = false;
    if (out->origin != DLN_NO_PLACE_ROLE || t->form != DLN_FORM_ACTIVE || t->effect)
        return;
    for (uint32_t i = 0; i < roles->count; i++) {
        if (!is_usable(roles, i) || !governor_of(reading, roles, query, i))
            continue;
        bool right_before = roles->end[i] <= t->first && t->first - roles->end[i] <= SUBJECT_REACH;
        if (roles->role[i] == DLN_ROLE_PLACE && right_before)
            stand = i;
        bool thrown = t->need == DLN_NEED_PROJECTILE && roles->role[i] == DLN_ROLE_PLACE;
        aimed =
            aimed || (roles->first[i] >= t->end && (thrown || roles->role[i] == DLN_ROLE_OBJECT));
    }
    out->origin = aimed ? stand : out->origin;
}

// "processed in Niger and evacuated to Niger": nothing goes from a place to itself.
static void leave_out_the_same(const dln_roles *roles, dln_scene *out) {
    if (out->origin == DLN_NO_PLACE_ROLE || out->destination == DLN_NO_PLACE_ROLE)
        return;
    dln_str from = roles->place[out->origin]->where.place_id;
    if (from.data && dln_str_equal(from, roles->place[out->destination]->where.place_id))
        out->origin = DLN_NO_PLACE_ROLE;
}

void dln_way_find(const dln_reading *reading, const dln_roles *roles, const dln_scene_query *query,
                  dln_scene *out) {
    if (query->type != DLN_MOVEMENT && !query->projectile)
        return;
    take_prepositions(reading, roles, query, true, out);
    if (query->type == DLN_MOVEMENT)
        take_ends_of_verbs(reading, roles, query, out);
    take_prepositions(reading, roles, query, false, out);
    if (query->type == DLN_MOVEMENT) {
        take_sender(reading, roles, query, out);
        take_home(reading, roles, query, out);
        leave_out_the_same(roles, out);
    } else {
        take_stand(reading, roles, query, out);
    }
}

// ---------------------------------------------------------------- one way, several verbs

// The ends that the mentions of one trigger tell; DLN_NO_PLACE_ROLE: none.
typedef struct ends {
    uint32_t origin, destination;
} ends;

static ends ends_told(const dln_reading *reading, const dln_roles *roles,
                      const dln_trigger *triggers, size_t count, size_t index) {
    const dln_trigger *t = &triggers[index];
    ends told = {DLN_NO_PLACE_ROLE, DLN_NO_PLACE_ROLE};
    for (uint32_t i = 0; i < roles->count; i++) {
        if (!is_usable(roles, i) || trigger_of(reading, roles, triggers, count, i) != index)
            continue;
        dln_role end = end_of_preposition(reading, roles, i, t->ends == DLN_ROLE_ORIGIN);
        if (end == DLN_ROLE_NONE)
            end = end_of_verb(reading, roles, i, t);
        if (end == DLN_ROLE_ORIGIN)
            told.origin = i;
        else if (end == DLN_ROLE_DESTINATION)
            told.destination = i;
    }
    return told;
}

static bool ends_clash(const dln_roles *roles, ends a, ends b) {
    if (a.origin != DLN_NO_PLACE_ROLE && b.origin != DLN_NO_PLACE_ROLE)
        return true;
    return a.destination != DLN_NO_PLACE_ROLE && b.destination != DLN_NO_PLACE_ROLE &&
           !lies_in_country(roles, b.destination, a.destination);
}

// The same words move: both have one subject or object, or the later word names none.
static bool is_same_mover(const dln_trigger *a, const dln_trigger *b) {
    bool overlap = a->mover_first < b->mover_end && b->mover_first < a->mover_end;
    return overlap || b->cargo == DLN_CARGO_UNSAID || a->cargo == DLN_CARGO_UNSAID;
}

// "a shipment of drones … arrived": the noun is what the verb says something of.
static bool is_subject(const dln_trigger *noun, const dln_trigger *verb) {
    return noun->form == DLN_FORM_NOUN && verb->mover_first <= noun->first &&
           noun->end <= verb->mover_end;
}

bool dln_way_goes_on(const dln_reading *reading, const dln_roles *roles,
                     const dln_trigger *triggers, size_t count, const size_t *members,
                     size_t member_count, size_t later) {
    const dln_trigger *t = &triggers[later], *last = &triggers[members[member_count - 1]];
    uint16_t part = reading->words[t->first].part;
    if (reading->parts[part].relative && reading->words[last->first].part + 1 == part)
        return true; // "by lorries which entered the country at"
    if (t->form == DLN_FORM_NOUN ? last->form != DLN_FORM_NOUN && !is_same_mover(last, t)
                                 : !is_same_mover(last, t) && !is_subject(last, t))
        return false;
    ends told = ends_told(reading, roles, triggers, count, later);
    for (size_t i = 0; i < member_count; i++)
        if (ends_clash(roles, ends_told(reading, roles, triggers, count, members[i]), told))
            return false;
    return true;
}
