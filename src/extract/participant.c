#include "extract/participant.h"

#include "extract/agent.h"

#define TARGETS                                                                                    \
    (dln_kind_bit(DLN_WORD_TARGET) | dln_kind_bit(DLN_WORD_ACTOR) |                                \
     dln_kind_bit(DLN_WORD_ACTOR_HEAD))

static const dln_term *weapon_in(const dln_reading *reading, dln_phrase phrase) {
    return dln_phrase_term(reading, phrase, dln_kind_bit(DLN_WORD_WEAPON));
}

static void take(dln_phrase *slot, dln_phrase phrase, bool fits) {
    if (fits && dln_phrase_is_empty(*slot))
        *slot = phrase;
}

// "Israeli" of "an unprecedented Israeli": from the first to the last word that names an actor.
static dln_phrase core_of_actor(const dln_reading *reading, dln_phrase phrase) {
    dln_phrase core = {0, 0};
    for (uint32_t i = phrase.first; i < phrase.end; i++) {
        bool names = dln_names_an_agent(reading, i);
        if (names && dln_phrase_is_empty(core))
            core = (dln_phrase){i, i + 1};
        if (names)
            core.end = i + 1;
    }
    return core;
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

static void read_verb(const dln_reading *reading, const dln_trigger *t, dln_participants *out) {
    dln_phrase subject = dln_subject_of(reading, t->first);
    dln_phrase object = dln_object_of(reading, t->end);
    if (!out->weapon)
        out->weapon = weapon_in(reading, subject);
    if (t->form == DLN_FORM_PASSIVE) {
        dln_phrase by = dln_phrase_of_role(reading, t->end, DLN_ROLE_ACTOR);
        if (!out->weapon)
            out->weapon = weapon_in(reading, by);
        take(&out->actor, by, dln_can_act(reading, by));
        take(&out->target, subject,
             t->frame != DLN_FRAME_CARRY && dln_can_suffer(reading, subject));
        take(&out->object, subject, true);
        return;
    }
    switch (t->frame) {
    case DLN_FRAME_SELF:
    case DLN_FRAME_HAPPEN:
        break;
    case DLN_FRAME_SUFFER:
        take(&out->target, subject, dln_can_suffer(reading, subject));
        break;
    case DLN_FRAME_MOVER:
        if (!dln_can_act(reading, subject) || t->need == DLN_NEED_DELEGATION)
            subject = mover_before(reading, t->first, subject);
        take(&out->actor, subject, dln_can_act(reading, subject));
        take(&out->object, subject, true);
        break;
    case DLN_FRAME_CARRY:
    case DLN_FRAME_PLANT:
        take(&out->actor, subject, dln_can_act(reading, subject));
        take(&out->object, object, true);
        if (!out->weapon)
            out->weapon = weapon_in(reading, object);
        break;
    default: {
        take(&out->actor, subject, dln_can_act(reading, subject));
        take(&out->target, object, dln_can_suffer(reading, object));
        take(&out->object, object, true);
        break;
    }
    }
}

static void read_noun(const dln_reading *reading, const dln_trigger *t, dln_participants *out) {
    dln_phrase before = dln_phrase_before(reading, t->first);
    if (!out->weapon)
        out->weapon = weapon_in(reading, before);
    if (t->caption) {
        dln_phrase shown = dln_phrase_starting(reading, reading->body);
        take(&out->target, shown, dln_can_suffer(reading, shown));
    }
    dln_phrase by = dln_phrase_of_role(reading, t->end, DLN_ROLE_ACTOR);
    take(&out->actor, by, dln_can_act(reading, by));
    dln_phrase core = core_of_actor(reading, before);
    take(&out->actor, core, dln_can_act(reading, core));
    if (t->harm != DLN_HARM_NONE || t->type == DLN_ABDUCTION || t->type == DLN_ARREST ||
        t->type == DLN_ATTACK) {
        dln_phrase of = dln_phrase_of_role(reading, t->end, DLN_ROLE_OF);
        take(&out->target, of, of.first == t->end + 1 && dln_can_suffer(reading, of));
    }
    if (t->type == DLN_MOVEMENT) {
        dln_phrase of = dln_phrase_of_role(reading, t->end, DLN_ROLE_OF);
        take(&out->object, of, of.first == t->end + 1);
        take(&out->object, before,
             dln_phrase_term(reading, before, dln_kind_bit(DLN_WORD_OBJECT)) != NULL);
    }
}

// "clashes between A and B", "A and B clashed": the two sides of one phrase.
static void split_sides(const dln_reading *reading, dln_phrase both, dln_participants *out) {
    for (uint32_t i = both.first + 1; i + 1 < both.end; i++)
        if (dln_class_at(reading, i) == DLN_CLASS_AND) {
            out->actor = (dln_phrase){both.first, i};
            out->target = (dln_phrase){i + 1, both.end};
            return;
        }
}

static void read_between(const dln_reading *reading, const dln_trigger *t, dln_participants *out) {
    if (t->frame == DLN_FRAME_MUTUAL && t->form != DLN_FORM_NOUN &&
        dln_phrase_is_empty(out->target)) {
        split_sides(reading, out->actor, out);
        return;
    }
    dln_phrase between = dln_phrase_of_role(reading, t->end, DLN_ROLE_NEAR);
    if (between.first > 0 && dln_phrase_term(reading, between, TARGETS) &&
        dln_str_equal(reading->tokens[between.first - 1].folded, DLN_STR("between")))
        split_sides(reading, between, out);
}

// "on a convoy", "against militia positions", "at the base"; a date or a bare place is no target.
static void read_prepositions(const dln_reading *reading, const dln_trigger *t,
                              dln_participants *out) {
    dln_phrase against = dln_phrase_of_role(reading, t->end, DLN_ROLE_TARGET);
    take(&out->target, against, dln_can_suffer(reading, against));
    for (uint32_t from = t->end, i = 0; i < 3 && dln_phrase_is_empty(out->target); i++) {
        dln_phrase on = dln_phrase_of_role(reading, from, DLN_ROLE_PLACE);
        if (dln_phrase_is_empty(on) || on.first <= from)
            break;
        take(&out->target, on, dln_phrase_term(reading, on, TARGETS) != NULL);
        from = on.end;
    }
    if (t->type == DLN_CLASH)
        read_between(reading, t, out);
    dln_phrase with = dln_phrase_of_role(reading, t->end, DLN_ROLE_WITH);
    if (!out->weapon)
        out->weapon = weapon_in(reading, with);
    bool mutual = t->frame == DLN_FRAME_MUTUAL || t->type == DLN_CLASH;
    take(&out->target, with, mutual && dln_can_act(reading, with));
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
        if (distance < best_distance && !other) {
            best_distance = distance;
            best = term;
        }
    }
    return best;
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
    for (size_t i = 0; i < count && !out.weapon; i++)
        out.weapon = nearest_weapon(reading, &triggers[members[i]]);
    return out;
}
