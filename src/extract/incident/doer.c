#include "extract/incident/doer.h"

#include "extract/grammar/agent.h"

#define ARMED (dln_kind_bit(DLN_WORD_ACTOR) | dln_kind_bit(DLN_WORD_ACTOR_HEAD))

// Behind "between", "between mainly".
static bool is_between(const dln_reading *reading, dln_phrase phrase) {
    uint32_t at = phrase.first;
    while (at > 0 && dln_class_at(reading, at - 1) == DLN_CLASS_ADVERB)
        at--;
    return at > 0 && dln_str_equal(reading->tokens[at - 1].folded, DLN_STR("between"));
}

// "conflict that erupted on Sunday between herders and farmers": the sides, over whatever verb says
// that it happened, as far as no other event begins.
dln_phrase dln_sides_behind(const dln_reading *reading, uint32_t from) {
    uint32_t limit =
        from + DLN_REACH_TOKENS < reading->count ? from + DLN_REACH_TOKENS : reading->count;
    for (uint32_t i = from; i < limit; i++) {
        const dln_part *part = &reading->parts[reading->words[i].part];
        if (part->breaks && part->first > from)
            break;
        if (reading->words[i].role != DLN_ROLE_NEAR)
            continue;
        dln_phrase sides = dln_phrase_starting(reading, i + 1);
        if (is_between(reading, sides) &&
            (dln_can_act(reading, sides) || dln_is_person(reading, sides)))
            return sides;
    }
    return (dln_phrase){0, 0};
}

// "carried out", "perpetrated": said of a blow told before, over whatever stands between.
static bool carries_a_blow(const dln_reading *reading, uint32_t verb) {
    const dln_lexeme *light = dln_term_meaning(dln_term_at(reading, verb), DLN_WORD_TRIGGER);
    return light && dln_value_is(light->value, "frame", "light");
}

// "shelled by", "a bomb placed by"; not "a base used by", "the murder was condemned by".
static bool is_deed(const dln_reading *reading, uint32_t verb) {
    dln_word_kinds deeds = dln_kind_bit(DLN_WORD_WEAPON);
    if (!dln_behind_be(reading, verb))
        deeds |= dln_kind_bit(DLN_WORD_TRIGGER);
    const dln_term *term = dln_term_at(reading, verb);
    if (term)
        return dln_term_is(term, DLN_WORD_TRIGGER);
    dln_phrase thing = dln_subject_of(reading, verb);
    return dln_phrase_term(reading, thing, deeds) != NULL;
}

// "a bomb placed by guerrillas exploded", "an attack, in which five died, perpetrated on Monday by
// rebels": whoever stands behind "by" and a participle in the same parts, if armed.
dln_phrase dln_doer_behind(const dln_reading *reading, uint32_t from) {
    uint32_t limit =
        from + DLN_REACH_TOKENS < reading->count ? from + DLN_REACH_TOKENS : reading->count;
    for (uint32_t i = from + 1; i < limit; i++) {
        uint32_t left = dln_before_adverbs(reading, i) - 1;
        bool by = reading->words[i].role == DLN_ROLE_ACTOR &&
                  dln_class_at(reading, i) == DLN_CLASS_PREPOSITION;
        uint16_t part = reading->words[i].part;
        bool other = reading->parts[part].breaks && part != reading->words[from].part &&
                     !carries_a_blow(reading, left);
        if (!by || other || left <= from || dln_class_at(reading, left) != DLN_CLASS_VERB ||
            !is_deed(reading, left))
            continue;
        dln_phrase doer = dln_phrase_starting(reading, i + 1);
        if (dln_phrase_term(reading, doer, ARMED))
            return doer;
    }
    return (dln_phrase){0, 0};
}

// "were killed when gunmen blocked the road": armed men who do something in the part that says
// when.
dln_phrase dln_doer_meanwhile(const dln_reading *reading, const dln_trigger *t) {
    dln_phrase none = {0, 0};
    uint32_t index = reading->words[t->first].part + 1u;
    bool victims =
        t->harm != DLN_HARM_NONE && (t->form == DLN_FORM_PASSIVE || t->frame == DLN_FRAME_SUFFER);
    if (!victims || index >= reading->part_count || !reading->parts[index].meanwhile)
        return none;
    dln_phrase who = dln_phrase_starting(reading, reading->parts[index].first + 1);
    bool acts = dln_class_at(reading, who.end) == DLN_CLASS_VERB;
    return acts && dln_phrase_term(reading, who, ARMED) ? who : none;
}
