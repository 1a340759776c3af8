// What a trigger needs beside it to be believed.
#include "extract/incident/told_on.h"

static bool term_in_parts(const dln_building *b, dln_word_kinds kinds) {
    for (uint32_t i = 0; i < b->reading->term_count; i++) {
        const dln_term *term = &b->reading->terms[i];
        if ((term->kinds & kinds) && b->event->parts[b->reading->words[term->first].part])
            return true;
    }
    return false;
}

static bool meaning_has(const dln_term *term, dln_word_kind kind, const char *key,
                        const char *word) {
    for (uint32_t i = 0; term && i < term->meaning_count; i++)
        if (term->meanings[i].kind == kind && dln_value_is(term->meanings[i].value, key, word))
            return true;
    return false;
}

static bool phrase_has(const dln_building *b, dln_phrase phrase, dln_word_kind kind,
                       const char *key, const char *word) {
    for (uint32_t i = phrase.first; i < phrase.end; i++)
        if (meaning_has(dln_term_at(b->reading, i), kind, key, word))
            return true;
    return false;
}

static bool phrase_has_place(const dln_building *b, dln_phrase phrase) {
    for (uint32_t i = phrase.first; i < phrase.end; i++)
        if (b->reading->words[i].place != DLN_NO_MENTION)
            return true;
    return false;
}

static bool is_country_phrase(const dln_building *b, dln_phrase phrase) {
    for (uint32_t i = phrase.first; i < phrase.end; i++) {
        uint32_t place = b->reading->words[i].place;
        if (place != DLN_NO_MENTION &&
            dln_str_starts_with(b->reading->found->items[place].where.feature, DLN_STR("PCL")))
            return true;
        if (dln_term_is(dln_term_at(b->reading, i), DLN_WORD_DEMONYM) && i + 1 == phrase.end)
            return true;
    }
    return false;
}

// In the parts of the event or right beside them.
static bool is_near(const dln_building *b, uint32_t part) {
    return b->event->parts[part] || (part > 0 && b->event->parts[part - 1]) ||
           (part + 1 < DLN_PARTS_MAX && b->event->parts[part + 1]);
}

static bool is_armed(const dln_building *b) {
    // "he died": of old age, unless arms are named beside it
    bool dies = b->main->frame == DLN_FRAME_SUFFER && b->main->harm == DLN_HARM_FATAL;
    for (uint32_t i = 0; i < b->reading->term_count; i++) {
        const dln_term *term = &b->reading->terms[i];
        if (dies && !is_near(b, b->reading->words[term->first].part))
            continue;
        if (dln_term_is(term, DLN_WORD_WEAPON) || dln_term_is(term, DLN_WORD_ACTOR) ||
            meaning_has(term, DLN_WORD_TARGET, "class", "military"))
            return true;
        if (dln_term_is(term, DLN_WORD_ACTOR_HEAD) &&
            !meaning_has(term, DLN_WORD_ACTOR_HEAD, "kind", "people") &&
            !meaning_has(term, DLN_WORD_ACTOR_HEAD, "kind", "official"))
            return true;
    }
    // governments are armed, and a threat is one of arms
    if (!dln_status_happened(b->draft->incident.status) || is_country_phrase(b, b->who.actor))
        return true;
    for (size_t i = 0; i < b->event->count; i++) {
        const dln_trigger *t = &b->triggers[b->event->members[i]];
        if (t->typed && (!t->effect || t->harm == DLN_HARM_FATAL) && t->need == DLN_NEED_NOTHING)
            return true;
    }
    return false;
}

// "Thirty were injured": by what was told before, and only that.
static bool tells_victims_of_before(dln_building *b) {
    const dln_trigger *t = b->main;
    bool suffered = t->form == DLN_FORM_PASSIVE || t->frame == DLN_FRAME_SUFFER;
    b->draft->told_on =
        suffered && t->harm != DLN_HARM_NONE && dln_is_told_on(b->reading, b->context);
    return b->draft->told_on;
}

// Fighters and crowds, not "the country" or "the ministry".
static bool has_fighters(const dln_building *b, dln_phrase who) {
    for (uint32_t i = who.first; i < who.end; i++) {
        const dln_term *term = dln_term_at(b->reading, i);
        if (dln_term_is(term, DLN_WORD_ACTOR) ||
            (dln_term_is(term, DLN_WORD_ACTOR_HEAD) &&
             !meaning_has(term, DLN_WORD_ACTOR_HEAD, "kind", "official")))
            return true;
    }
    return false;
}

static bool moves_a_force(const dln_building *b) {
    dln_phrase who = b->who.object;
    return has_fighters(b, who) || phrase_has(b, who, DLN_WORD_OBJECT, "class", "force") ||
           phrase_has(b, who, DLN_WORD_OBJECT, "class", "arms") ||
           dln_phrase_term(b->reading, b->who.actor, dln_kind_bit(DLN_WORD_ACTOR));
}

// "he was captured", "captured him"
static bool refers_to_somebody(const dln_building *b) {
    const dln_reading *reading = b->reading;
    uint32_t end = b->main->end;
    if (end < reading->count && reading->words[end].class == DLN_CLASS_PRONOUN)
        return true;
    for (uint32_t i = b->main->first, left = 4; left-- > 0 && i-- > 0;)
        if (reading->words[i].class == DLN_CLASS_PRONOUN)
            return b->main->form == DLN_FORM_PASSIVE;
    return false;
}

// What was taken decides: ground, arms or people.
static bool read_capture(dln_building *b) {
    dln_phrase what = b->who.object;
    dln_incident *incident = &b->draft->incident;
    const dln_term *head = dln_phrase_term(b->reading, what, dln_kind_bit(DLN_WORD_TARGET));
    bool post = meaning_has(head, DLN_WORD_TARGET, "class", "military"); // "the army's base"
    bool people = !post && (phrase_has(b, what, DLN_WORD_TARGET, "class", "civilian") ||
                            phrase_has(b, what, DLN_WORD_TARGET, "class", "fighters") ||
                            phrase_has(b, what, DLN_WORD_TARGET, "class", "official") ||
                            dln_phrase_term(b->reading, what, dln_kind_bit(DLN_WORD_ACTOR)));
    bool ground = phrase_has_place(b, what) ||
                  phrase_has(b, what, DLN_WORD_TARGET, "class", "civil") ||
                  phrase_has(b, what, DLN_WORD_TARGET, "class", "area") || post ||
                  phrase_has(b, what, DLN_WORD_TARGET, "class", "military");
    bool arms = phrase_has(b, what, DLN_WORD_OBJECT, "class", "arms") ||
                phrase_has(b, what, DLN_WORD_OBJECT, "class", "goods");
    bool pronoun = dln_phrase_is_empty(what) && refers_to_somebody(b);
    bool named =
        !dln_phrase_is_empty(what) && b->reading->words[what.end - 1].class == DLN_CLASS_NAME;
    bool passive = b->main->form == DLN_FORM_PASSIVE; // "he was captured in": a person
    if (pronoun || (people && !phrase_has_place(b, what)) ||
        (passive && named && !ground && !arms)) {
        incident->type = DLN_ARREST;
        incident->subtype = DLN_STR_NONE;
    } else if (arms && !phrase_has_place(b, what)) {
        incident->subtype = DLN_STR("weapons");
    } else if (!ground && !named) {
        return false;
    }
    return true;
}

static bool is_word_that(const dln_reading *reading, uint32_t at) {
    return at < reading->count && reading->words[at].class == DLN_CLASS_RELATIVE;
}

// "threw grenades"; of stones and sticks it must be told at whom.
static bool throws_a_weapon(const dln_building *b) {
    const dln_term *term =
        dln_phrase_term(b->reading, b->who.object, dln_kind_bit(DLN_WORD_WEAPON));
    const dln_lexeme *weapon = dln_term_meaning(term, DLN_WORD_WEAPON);
    bool explodes = weapon && (!dln_value_is(weapon->value, "type", "attack") ||
                               dln_value_get(weapon->value, "subtype").data);
    return explodes || (weapon && !dln_phrase_is_empty(b->who.aimed_at));
}

bool dln_need_is_met(dln_building *b) {
    const dln_reading *reading = b->reading;
    switch (b->main->need) {
    case DLN_NEED_ARMS:
        return is_armed(b) || tells_victims_of_before(b);
    case DLN_NEED_PROJECTILE:
        if (b->main->type == DLN_INTERCEPTION)
            return meaning_has(b->who.weapon, DLN_WORD_WEAPON, "type", "strike");
        return meaning_has(b->who.weapon, DLN_WORD_WEAPON, "projectile", "yes") ||
               (b->main->effect && b->who.weapon); // "bombs fell on"
    case DLN_NEED_WEAPON:
        return throws_a_weapon(b);
    case DLN_NEED_OBJECT:
        return dln_phrase_term(reading, b->who.object, dln_kind_bit(DLN_WORD_OBJECT)) != NULL;
    case DLN_NEED_FORCE:
        return moves_a_force(b);
    case DLN_NEED_PEOPLE:
        return term_in_parts(b, dln_kind_bit(DLN_WORD_OBJECT) | dln_kind_bit(DLN_WORD_TARGET) |
                                    dln_kind_bit(DLN_WORD_ACTOR_HEAD) |
                                    dln_kind_bit(DLN_WORD_NUMBER));
    case DLN_NEED_CROWD: // "marched through", not "demonstrated its strength"
        return dln_phrase_is_empty(dln_object_of(reading, b->main->end)) &&
               !is_word_that(reading, b->main->end);
    case DLN_NEED_PLACE:
        return phrase_has_place(b, b->who.object);
    case DLN_NEED_CAPTURE:
        return read_capture(b);
    case DLN_NEED_TARGET:
        return dln_phrase_term(reading, b->who.object, dln_kind_bit(DLN_WORD_TARGET)) != NULL;
    case DLN_NEED_DELEGATION:
    case DLN_NEED_MOVER:
    case DLN_NEED_WAY:
        return dln_movement_is_told(b);
    case DLN_NEED_NOTHING:
        return b->main->type != DLN_MOVEMENT || b->main->form != DLN_FORM_NOUN ||
               dln_movement_stands_alone(b);
    }
    return true;
}
