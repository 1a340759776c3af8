#include "extract/incident/claim.h"

#include "extract/grammar/agent.h"

// A claim is about what the last few drafts tell: all of one sentence, and of the one that the
// claim's own "the attack" points back to.
enum { CLAIM_BACK = 6, CLAIM_SENTENCES = 2 };
// What somebody is accused of stands so near: "accused the army of the murder of …".
enum { ACCUSED_REACH = 12 };

// "X, a Sunni group, claimed …" has X as its subject; "The Taliban", "the group".
typedef struct claimant {
    dln_str name;
    bool named;
    uint32_t blow; // the word for what he is accused of; DLN_NO_TOKEN: whatever was told last
} claimant;

static bool is_denied(const dln_reading *reading, dln_phrase who) {
    for (uint32_t i = who.first > 0 ? who.first - 1 : 0; i < who.end; i++)
        if (reading->words[i].class == DLN_CLASS_NEGATION)
            return true;
    return false;
}

static bool is_passive(const dln_reading *reading, uint32_t verb) {
    while (verb > 0 && dln_class_at(reading, verb - 1) == DLN_CLASS_ADVERB)
        verb--;
    return verb > 0 && dln_class_at(reading, verb - 1) == DLN_CLASS_BE;
}

static bool names_a_blow(const dln_term *term) {
    for (uint32_t i = 0; term && i < term->meaning_count; i++)
        if (term->meanings[i].kind == DLN_WORD_TRIGGER &&
            (dln_value_is(term->meanings[i].value, "form", "noun") ||
             dln_value_is(term->meanings[i].value, "form", "ing")))
            return true;
    return false;
}

static bool names_blow_within(const dln_reading *reading, dln_phrase phrase) {
    for (uint32_t i = phrase.first; i < phrase.end; i++)
        if (names_a_blow(dln_term_at(reading, i)))
            return true;
    return false;
}

// "claimed the bombing", not "claimed that".
static bool has_blow_as_object(const dln_reading *reading, uint32_t behind) {
    return names_blow_within(reading, dln_object_of(reading, behind));
}

// "accused the army of the murder", not "of corruption".
static bool blow_follows(const dln_reading *reading, uint32_t behind) {
    uint32_t limit = behind + ACCUSED_REACH;
    return names_blow_within(reading,
                             (dln_phrase){behind, limit < reading->count ? limit : reading->count});
}

// "the trial of three officers": whoever stands behind "of" can have done it, a trial cannot.
static dln_phrase doer_in(const dln_reading *reading, dln_phrase phrase) {
    for (uint32_t i = phrase.first; i < phrase.end; i++) {
        dln_phrase head = {phrase.first, i};
        if (reading->words[i].role == DLN_ROLE_OF && !dln_can_act(reading, head) &&
            !dln_is_person(reading, head))
            return (dln_phrase){i + 1, phrase.end};
    }
    return phrase;
}

// The first word for a blow behind "accused of"; DLN_NO_TOKEN of a claim that names none.
static uint32_t blow_of(const dln_reading *reading, const dln_term *modifier) {
    const dln_lexeme *status = dln_term_meaning(modifier, DLN_WORD_STATUS);
    bool names = status && dln_value_is(status->value, "tells", "responsible");
    uint32_t limit = modifier->end + ACCUSED_REACH;
    for (uint32_t i = modifier->first; names && i < limit && i < reading->count; i++)
        if (names_a_blow(dln_term_at(reading, i)))
            return i;
    return DLN_NO_TOKEN;
}

// "The army is responsible for", "held the army responsible for", "the soldiers accused of".
static dln_phrase who_is_responsible(const dln_reading *reading, const dln_term *modifier) {
    dln_phrase none = {0, 0};
    uint32_t at = modifier->first;
    while (at < modifier->end && (dln_class_at(reading, at) == DLN_CLASS_BE ||
                                  dln_class_at(reading, at) == DLN_CLASS_HAVE))
        at++;
    if (!blow_follows(reading, modifier->end))
        return none;
    dln_phrase who = at > modifier->first || is_passive(reading, at)
                         ? dln_subject_of(reading, at)
                         : dln_phrase_ending(reading, at);
    return doer_in(reading, who);
}

// Who the words at a modifier say did it; empty if they say nothing of that sort.
static dln_phrase claimant_at(const dln_reading *reading, const dln_term *modifier) {
    const dln_lexeme *status = dln_term_meaning(modifier, DLN_WORD_STATUS);
    dln_str tells = status ? dln_value_get(status->value, "tells") : DLN_STR_NONE;
    dln_phrase none = {0, 0};
    if (!tells.data)
        return none;
    bool by_actor = dln_str_equal(tells, DLN_STR("actor-of-noun"));
    if (by_actor && is_passive(reading, modifier->first)) // "the attack was claimed by X"
        return names_blow_within(reading, dln_subject_of(reading, modifier->first))
                   ? dln_phrase_of_role(reading, modifier->first, DLN_ROLE_ACTOR)
                   : none;
    if (by_actor && !has_blow_as_object(reading, modifier->end))
        return none;
    if (dln_str_equal(tells, DLN_STR("behind")))
        return dln_phrase_starting(reading, modifier->end);
    if (dln_str_equal(tells, DLN_STR("to")))
        return dln_phrase_of_role(reading, modifier->end, DLN_ROLE_DESTINATION);
    if (dln_str_equal(tells, DLN_STR("responsible")))
        return who_is_responsible(reading, modifier);
    bool accused = dln_str_equal(tells, DLN_STR("object-of-noun"));
    if (accused && !blow_follows(reading, modifier->end))
        return none;
    bool object = accused || dln_str_equal(tells, DLN_STR("object"));
    if (object && !is_passive(reading, modifier->first))
        return dln_object_of(reading, modifier->end);
    return dln_subject_of(reading, modifier->first);
}

// "A spokesman for the Ninth Front claimed": whom he speaks for. "killed five, with the Taliban
// taking responsibility": whoever stands right before.
static dln_phrase real_claimant(const dln_reading *reading, const dln_term *modifier,
                                dln_phrase who) {
    dln_word_kinds actors = dln_kind_bit(DLN_WORD_ACTOR) | dln_kind_bit(DLN_WORD_ACTOR_HEAD);
    uint32_t at = who.end;
    bool speaks =
        !dln_phrase_is_empty(who) && !dln_phrase_term(reading, who, actors) &&
        dln_class_at(reading, at) == DLN_CLASS_PREPOSITION &&
        (reading->words[at].role == DLN_ROLE_DESTINATION || reading->words[at].role == DLN_ROLE_OF);
    if (speaks)
        return dln_phrase_starting(reading, at + 1);
    dln_phrase before = dln_phrase_ending(reading, modifier->first);
    bool absolute = before.first > 0 && reading->words[before.first - 1].role == DLN_ROLE_WITH &&
                    dln_phrase_term(reading, before, actors);
    return absolute ? before : who;
}

// "five people suspected of it": says of nobody who he is.
static bool is_anybody(const dln_reading *reading, dln_phrase who) {
    const dln_lexeme *head = dln_term_meaning(dln_term_at(reading, who.end - 1), DLN_WORD_OBJECT);
    return head && dln_value_is(head->value, "who", "anybody") && !dln_is_named(reading, who);
}

static bool read_claimant(const dln_reading *reading, const dln_context *context, dln_phrase who,
                          claimant *out) {
    if (dln_phrase_is_empty(who) || is_denied(reading, who))
        return false; // "No group has claimed responsibility"
    const dln_cast_member *before = dln_cast_find(&context->cast, reading, who);
    dln_phrase name = dln_name_of(reading, who);
    dln_word_kinds kinds = dln_kind_bit(DLN_WORD_ACTOR) | dln_kind_bit(DLN_WORD_ACTOR_HEAD);
    if (before)
        *out = (claimant){before->name, before->named, DLN_NO_TOKEN};
    else if (dln_phrase_term(reading, name, kinds) ||
             (dln_is_named(reading, name) && dln_can_act(reading, name)) ||
             (dln_is_person(reading, name) && !is_anybody(reading, name)))
        *out =
            (claimant){dln_phrase_text(reading, name), dln_is_named(reading, name), DLN_NO_TOKEN};
    else
        return false;
    return out->name.data != NULL;
}

static void give(const dln_reading *reading, dln_drafts *drafts, claimant who) {
    uint32_t sentences = 0, last = UINT32_MAX;
    bool points_on = true; // "the attack" of the claim is one told before
    for (size_t k = drafts->count, left = CLAIM_BACK; k-- > 0 && left-- > 0;) {
        dln_draft *draft = &drafts->items[k];
        bool claimable = dln_type_is_blow(draft->incident.type) ||
                         draft->incident.type == DLN_ABDUCTION ||
                         draft->incident.type == DLN_SEIZURE;
        bool own = draft->sentence == reading->sentence;
        bool other = who.blow != DLN_NO_TOKEN && own && // "men accused of raids were shot"
                     (who.blow < draft->first || who.blow >= draft->end);
        if (!claimable || draft->actor_named || other)
            continue;
        if (draft->sentence != last) {
            if (!points_on || ++sentences > CLAIM_SENTENCES)
                return;
            last = draft->sentence;
            points_on = false;
        }
        bool pointer =
            draft->refers_back && !draft->incident.target.data; // "the murder of X" is none
        points_on = points_on || (last == reading->sentence && pointer);
        if (!who.named && draft->incident.actor.data)
            continue; // "gunmen" and "soldiers" may be the same
        draft->incident.actor = who.name;
        draft->actor_named = who.named;
    }
}

void dln_claim_take(const dln_reading *reading, const dln_context *context, dln_drafts *drafts) {
    for (uint32_t i = 0; i < reading->modifier_count; i++) {
        claimant who;
        dln_phrase phrase = claimant_at(reading, &reading->modifiers[i]);
        phrase = real_claimant(reading, &reading->modifiers[i], phrase);
        if (read_claimant(reading, context, phrase, &who)) {
            who.blow = blow_of(reading, &reading->modifiers[i]);
            give(reading, drafts, who);
            return;
        }
    }
}
