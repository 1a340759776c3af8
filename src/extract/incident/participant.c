#include "extract/incident/participant.h"

#include "extract/grammar/agent.h"
#include "extract/grammar/role.h"
#include "extract/incident/doer.h"

#define TARGETS                                                                                    \
    (dln_kind_bit(DLN_WORD_TARGET) | dln_kind_bit(DLN_WORD_ACTOR) |                                \
     dln_kind_bit(DLN_WORD_ACTOR_HEAD))
#define ARMED (dln_kind_bit(DLN_WORD_ACTOR) | dln_kind_bit(DLN_WORD_ACTOR_HEAD))

static const dln_term *weapon_in(const dln_reading *reading, dln_phrase phrase) {
    return dln_phrase_term(reading, phrase, dln_kind_bit(DLN_WORD_WEAPON));
}

static void take(dln_phrase *slot, dln_phrase phrase, bool fits) {
    if (fits && dln_phrase_is_empty(*slot))
        *slot = phrase;
}

static bool is_pronoun(const dln_reading *reading, dln_phrase phrase) {
    return !dln_phrase_is_empty(phrase) && dln_class_at(reading, phrase.first) == DLN_CLASS_PRONOUN;
}

// "killed by a Saudi-led air strike": whose strike it was.
static dln_phrase behind_no_blow(const dln_reading *reading, dln_phrase phrase) {
    const dln_term *head =
        dln_phrase_is_empty(phrase) ? NULL : dln_term_at(reading, phrase.end - 1);
    bool blow = dln_term_is(head, DLN_WORD_TRIGGER) && !(head->kinds & ARMED) &&
                !dln_term_is(head, DLN_WORD_WEAPON) && !dln_term_is(head, DLN_WORD_TARGET);
    return blow ? dln_agent_before(reading, head->first) : phrase;
}

// Whoever is named stands for whoever is only described: "gunmen … in a Boko Haram attack".
static void take_actor(const dln_reading *reading, dln_participants *out, dln_phrase phrase) {
    phrase = dln_name_of(reading, behind_no_blow(reading, phrase));
    if (!dln_can_act(reading, phrase) && !dln_is_person(reading, phrase))
        return;
    bool better = dln_is_named(reading, phrase) && !dln_is_named(reading, out->actor);
    if (dln_phrase_is_empty(out->actor) || better)
        out->actor = phrase;
}

// Whom a blow was aimed at, and whom it killed or hurt, are two things: "killed five in an attack
// on a market".
static void take_suffering(const dln_reading *reading, const dln_trigger *t, dln_participants *out,
                           dln_phrase phrase) {
    if (!dln_can_suffer(reading, phrase))
        return;
    if (t->harm != DLN_HARM_NONE)
        dln_phrase_list_add(reading, phrase, &out->victims);
    else
        take(t->effect ? &out->damaged : &out->aimed_at, phrase, true);
}

// "a delegation of A, B and C, and D, had travelled": behind a long list of who they were the
// first noun of the part says what moved.
static dln_phrase mover_before(const dln_reading *reading, uint32_t verb, dln_phrase otherwise) {
    for (uint32_t i = 0; i < reading->term_count && reading->terms[i].first < verb; i++) {
        const dln_term *term = &reading->terms[i];
        const dln_lexeme *object = dln_term_meaning(term, DLN_WORD_OBJECT);
        bool moves = object && !dln_value_is(object->value, "class", "goods");
        if (moves && dln_same_part(reading, term->first, verb)) {
            dln_phrase phrase = dln_phrase_before(reading, term->first);
            phrase.end = term->end;
            return phrase;
        }
    }
    return otherwise;
}

static void read_passive(const dln_reading *reading, const dln_trigger *t, dln_phrase subject,
                         dln_participants *out) {
    dln_phrase by = dln_phrase_of_role(reading, t->end, DLN_ROLE_ACTOR);
    if (!out->weapon)
        out->weapon = weapon_in(reading, by);
    take_actor(reading, out, by);
    bool of_a_noun = t->frame == DLN_FRAME_HAPPEN || t->frame == DLN_FRAME_LIGHT;
    if (t->frame != DLN_FRAME_CARRY && !of_a_noun)
        take_suffering(reading, t, out, dln_phrase_list_before(reading, subject));
    take(&out->object, subject, true);
}

// "an attack in Spain which killed …": the country did not.
static bool is_place_before_relative(const dln_reading *reading, dln_phrase subject) {
    uint32_t at = subject.end;
    at += at < reading->count && dln_is_mark(&reading->tokens[at], ',');
    return !dln_phrase_is_empty(subject) && dln_class_at(reading, at) == DLN_CLASS_RELATIVE &&
           reading->words[subject.end - 1].place != DLN_NO_MENTION;
}

static void read_active(const dln_reading *reading, const dln_trigger *t, dln_phrase subject,
                        dln_participants *out) {
    dln_phrase object = dln_phrase_list_behind(reading, dln_object_of(reading, t->end));
    bool has_object = dln_can_suffer(reading, object);
    if (is_place_before_relative(reading, subject))
        subject = (dln_phrase){0, 0};
    switch (t->frame) {
    case DLN_FRAME_SELF: // "rebels blew up pylons", "the bomb blew up"
        if (has_object || weapon_in(reading, object))
            take_actor(reading, out, subject);
        if (!out->weapon)
            out->weapon = weapon_in(reading, object);
        take(&out->aimed_at, object, has_object && !weapon_in(reading, object));
        break;
    case DLN_FRAME_HAPPEN:
        break;
    case DLN_FRAME_LIGHT: // the noun that it carries says at whom
        take_actor(reading, out, subject);
        take(&out->object, object, true);
        break;
    case DLN_FRAME_SUFFER:
        take_suffering(reading, t, out, dln_phrase_list_before(reading, subject));
        break;
    case DLN_FRAME_MOVER:
        if (!dln_can_act(reading, subject) || t->need == DLN_NEED_DELEGATION)
            subject = mover_before(reading, t->first, subject);
        take_actor(reading, out, subject);
        take(&out->object, subject, true);
        break;
    case DLN_FRAME_CARRY:
    case DLN_FRAME_PLANT:
        take_actor(reading, out, subject);
        take(&out->object, object, true);
        // "warships fired missiles": what is fired, not what fires it
        if (!out->weapon || (t->need == DLN_NEED_PROJECTILE && weapon_in(reading, object)))
            out->weapon = weapon_in(reading, object);
        break;
    default:
        take_actor(reading, out, subject);
        take_suffering(reading, t, out, object);
        take(&out->object, object, true);
        break;
    }
}

// "troops attacked in the north": a sentence, unlike a headline, says "were" where they were.
static bool acts_without_object(const dln_reading *reading, const dln_trigger *t,
                                dln_phrase subject) {
    uint32_t before = dln_before_adverbs(reading, t->first);
    bool finite = !dln_phrase_is_empty(subject) && subject.end == before;
    if (!finite || reading->heading || t->frame != DLN_FRAME_ACT ||
        !dln_term_is(dln_term_at(reading, subject.end - 1), DLN_WORD_ACTOR_HEAD))
        return false;
    if (reading->words[t->end < reading->count ? t->end : 0].role == DLN_ROLE_DESTINATION)
        return true; // "stormed into the town"
    // "attacked and killed a mayor"
    if (dln_class_at(reading, t->end) == DLN_CLASS_AND &&
        dln_class_at(reading, t->end + 1) == DLN_CLASS_VERB)
        return true;
    return t->harm == DLN_HARM_NONE && !t->effect &&
           dln_phrase_is_empty(dln_phrase_of_role(reading, t->end, DLN_ROLE_ACTOR));
}

static void read_verb(const dln_reading *reading, const dln_trigger *t, dln_participants *out) {
    dln_phrase subject = dln_subject_of(reading, t->first);
    if (is_pronoun(reading, subject)) {
        // "it exploded": the car, not whoever was named before
        bool blows_up =
            t->frame == DLN_FRAME_SELF && dln_phrase_is_empty(dln_object_of(reading, t->end));
        if (t->form != DLN_FORM_PASSIVE && !blows_up)
            take(&out->pronoun, subject, true);
        subject = (dln_phrase){0, 0};
    }
    if (!out->weapon)
        out->weapon = weapon_in(reading, subject);
    if (t->form == DLN_FORM_PASSIVE && !acts_without_object(reading, t, subject))
        read_passive(reading, t, subject, out);
    else
        read_active(reading, t, subject, out);
}

static bool has_victims(const dln_trigger *t) {
    return t->harm != DLN_HARM_NONE || t->type == DLN_ABDUCTION || t->type == DLN_ARREST ||
           t->type == DLN_ATTACK || t->type == DLN_STRIKE;
}

// "The bank was the target of a bomb attack", "became the victims of the shelling".
static void read_victim_before(const dln_reading *reading, const dln_trigger *t, dln_phrase before,
                               dln_participants *out) {
    uint32_t at = before.first;
    if (at == 0 || reading->words[at - 1].role != DLN_ROLE_VICTIM)
        return;
    while (at > 0 && reading->words[at - 1].role == DLN_ROLE_VICTIM)
        at--;
    dln_phrase subject = dln_phrase_list_before(reading, dln_subject_of(reading, at));
    dln_phrase *slot = t->harm != DLN_HARM_NONE ? &out->damaged : &out->aimed_at;
    take(slot, subject, !is_pronoun(reading, subject)); // whatever it is: the words say what it was
}

static void read_noun(const dln_reading *reading, const dln_trigger *t, dln_participants *out) {
    dln_phrase before = dln_phrase_before(reading, t->first);
    read_victim_before(reading, t, before, out);
    if (!out->weapon)
        out->weapon = weapon_in(reading, before);
    if (t->caption) {
        dln_phrase shown = dln_phrase_starting(reading, reading->body);
        take(&out->aimed_at, shown, dln_can_suffer(reading, shown));
    }
    take_actor(reading, out, dln_phrase_of_role(reading, t->end, DLN_ROLE_ACTOR));
    dln_phrase owner = dln_victim_before(reading, t);
    if (dln_phrase_is_empty(owner))
        take_actor(reading, out, dln_agent_before(reading, t->first));
    else
        take_suffering(reading, t, out, owner);
    dln_phrase of = dln_phrase_of_role(reading, t->end, DLN_ROLE_OF);
    bool right_behind = of.first == t->end + 1;
    if (has_victims(t) && right_behind)
        take_suffering(reading, t, out, dln_phrase_list_behind(reading, of));
    if (t->type == DLN_MOVEMENT) {
        take(&out->object, of, right_behind);
        take(&out->object, before,
             dln_phrase_term(reading, before, dln_kind_bit(DLN_WORD_OBJECT)) != NULL);
    }
}

// "clashes between A and B", "A and B clashed": the two sides of one phrase.
static void split_sides(const dln_reading *reading, dln_phrase both, dln_participants *out) {
    for (uint32_t i = both.first + 1; i + 1 < both.end; i++)
        if (dln_class_at(reading, i) == DLN_CLASS_AND) {
            out->actor = (dln_phrase){both.first, i};
            out->aimed_at = (dln_phrase){i + 1, both.end};
            return;
        }
}

static void read_between(const dln_reading *reading, const dln_trigger *t, dln_participants *out) {
    if (t->frame == DLN_FRAME_MUTUAL && t->form != DLN_FORM_NOUN &&
        dln_phrase_is_empty(out->aimed_at)) {
        split_sides(reading, out->actor, out);
        return;
    }
    dln_phrase between = dln_sides_behind(reading, t->end);
    if (dln_phrase_is_empty(between))
        return;
    out->actor = between; // "between rival clans"
    split_sides(reading, between, out);
}

static bool is_area(const dln_reading *reading, dln_phrase phrase) {
    for (uint32_t i = phrase.first; i < phrase.end && reading->words[i].role != DLN_ROLE_OF; i++) {
        const dln_lexeme *target = dln_term_meaning(dln_term_at(reading, i), DLN_WORD_TARGET);
        if (target && dln_value_is(target->value, "class", "area"))
            return true;
    }
    return false;
}

// "on a convoy", "at the base"; "in the city" says where, "on the city" what was aimed at.
static bool is_aimed_at(const dln_reading *reading, dln_phrase phrase) {
    bool on =
        phrase.first > 0 && dln_str_equal(reading->tokens[phrase.first - 1].folded, DLN_STR("on"));
    return dln_phrase_term(reading, phrase, TARGETS) && (on || !is_area(reading, phrase));
}

// "on a convoy", "against militia positions"; a date or a bare place is no target.
static void read_prepositions(const dln_reading *reading, const dln_trigger *t,
                              dln_participants *out) {
    dln_phrase against = dln_phrase_of_role(reading, t->end, DLN_ROLE_TARGET);
    take(&out->aimed_at, dln_phrase_list_behind(reading, against),
         dln_can_suffer(reading, against));
    bool scene = t->form != DLN_FORM_NOUN && (t->effect || t->harm != DLN_HARM_NONE);
    // "killed outside a church" tells where
    for (uint32_t from = t->end, i = 0; !scene && i < 3 && dln_phrase_is_empty(out->aimed_at);
         i++) {
        dln_phrase on = dln_phrase_of_role(reading, from, DLN_ROLE_PLACE);
        if (dln_phrase_is_empty(on) || on.first <= from)
            break;
        take(&out->aimed_at, dln_phrase_list_behind(reading, on), is_aimed_at(reading, on));
        from = on.end;
    }
    if (t->type == DLN_CLASH)
        read_between(reading, t, out);
    dln_phrase with = dln_phrase_of_role(reading, t->end, DLN_ROLE_WITH);
    if (!out->weapon)
        out->weapon = weapon_in(reading, with);
    bool mutual = t->frame == DLN_FRAME_MUTUAL || t->type == DLN_CLASH;
    if (!mutual || !dln_can_act(reading, with))
        return;
    // "killed in a clash with rebels", "clashes with rebels": the one side that is named
    if (t->form == DLN_FORM_NOUN && dln_phrase_is_empty(out->actor))
        take_actor(reading, out, with);
    else
        take(&out->aimed_at, with, true);
}

// "on the plane", "aboard a ship": it carries the victims. "the plane's mission": a mission.
static bool is_scene(const dln_reading *reading, const dln_term *weapon) {
    if (dln_possessive_follows(reading, weapon->end))
        return true;
    dln_phrase phrase = dln_phrase_before(reading, weapon->first);
    return phrase.first > 0 && reading->words[phrase.first - 1].role == DLN_ROLE_PLACE;
}

// The weapon that stands nearest in the same parts, when nothing says it better.
static const dln_term *nearest_weapon(const dln_reading *reading, const dln_trigger *t) {
    const dln_term *best = NULL;
    uint32_t best_distance = DLN_REACH_TOKENS;
    for (uint32_t i = 0; i < reading->term_count; i++) {
        const dln_term *term = &reading->terms[i];
        if (!dln_term_is(term, DLN_WORD_WEAPON) || !dln_same_part(reading, term->first, t->first))
            continue;
        uint32_t distance =
            term->first > t->first ? term->first - t->first : t->first - term->first;
        bool other = dln_background_between(reading, term->end, t->first) ||
                     dln_background_between(reading, t->end, term->first);
        if (distance < best_distance && !other && !is_scene(reading, term)) {
            best_distance = distance;
            best = term;
        }
    }
    return best;
}

// What a blow was aimed at, with those among its victims who have a name; else its victims; else
// what it damaged.
static void choose_targets(const dln_reading *reading, dln_participants *out) {
    if (dln_phrase_is_empty(out->aimed_at)) {
        out->targets = out->victims;
        if (out->targets.count == 0)
            dln_phrase_list_add(reading, out->damaged, &out->targets);
        return;
    }
    dln_phrase_list_add(reading, out->aimed_at, &out->targets);
    for (uint32_t i = 0; i < out->victims.count && out->targets.count < DLN_PHRASE_LIST_MAX; i++)
        if (dln_is_person_by_name(reading, out->victims.items[i]))
            out->targets.items[out->targets.count++] = out->victims.items[i];
}

dln_participants dln_participants_find(const dln_reading *reading, const dln_trigger *triggers,
                                       const size_t *members, size_t count) {
    dln_participants out = {0};
    for (size_t i = 0; i < count; i++) {
        const dln_trigger *t = &triggers[members[i]];
        if (t->form == DLN_FORM_NOUN)
            read_noun(reading, t, &out);
        else
            read_verb(reading, t, &out);
    }
    for (size_t i = 0; i < count; i++)
        read_prepositions(reading, &triggers[members[i]], &out);
    if (dln_phrase_is_empty(out.actor) && count > 0) {
        const dln_trigger *first = &triggers[members[0]];
        const dln_part *part = &reading->parts[reading->words[first->first].part];
        take_actor(reading, &out, dln_doer_behind(reading, part->first));
        take_actor(reading, &out, dln_doer_meanwhile(reading, first));
        if (dln_phrase_is_empty(out.actor) && first->harm == DLN_HARM_FATAL)
            out.actor =
                dln_sides_behind(reading, first->end); // as far as nobody says who killed whom
    }
    for (size_t i = 0; i < count && !out.weapon; i++)
        out.weapon = nearest_weapon(reading, &triggers[members[i]]);
    choose_targets(reading, &out);
    return out;
}
