// From the events of one sentence to drafts of incidents.
#include <string.h>

#include "extract/grammar/agent.h"
#include "extract/incident/claim.h"
#include "extract/incident/explain.h"
#include "extract/incident/incident_build.h"
#include "extract/incident/incident_date.h"
#include "extract/incident/mover.h"
#include "extract/incident/told_on.h"

// What a date of its own adds to the confidence; the scale is that of incident_facts.c.
#define FOR_DATE 0.08

bool dln_type_is_blow(dln_incident_type type) {
    return type == DLN_STRIKE || type == DLN_EXPLOSION || type == DLN_ATTACK || type == DLN_CLASH ||
           type == DLN_RIOT;
}

bool dln_status_happened(dln_incident_status status) {
    return status == DLN_REPORTED || status == DLN_CLAIMED || status == DLN_ALLEGED;
}

const dln_lexeme *dln_building_weapon(const dln_building *b) {
    return dln_term_meaning(b->who.weapon, DLN_WORD_WEAPON);
}

// ---------------------------------------------------------------- type, numbers, words

// "a drone targeted …", "killed by a roadside bomb": the weapon says what kind of blow it was.
static void take_type_of_weapon(dln_building *b) {
    const dln_lexeme *weapon = dln_building_weapon(b);
    dln_incident *incident = &b->draft->incident;
    if (!weapon || !dln_type_is_blow(incident->type) || incident->type == DLN_CLASH ||
        incident->type == DLN_RIOT)
        return;
    dln_incident_type type;
    dln_str subtype = dln_value_get(weapon->value, "subtype");
    if (!dln_type_parse(dln_value_get(weapon->value, "type"), &type))
        return;
    if (type == DLN_STRIKE && b->main->frame == DLN_FRAME_BOMBER)
        return; // "a bomber blew himself up" is no aircraft
    bool shots = type == DLN_STRIKE && dln_str_equal(incident->subtype, DLN_STR("shooting"));
    bool open = b->draft->effect_only || shots || // "a drone fired on the car"
                (incident->type == DLN_ATTACK && !incident->subtype.data);
    bool same = incident->type == type && (!incident->subtype.data || b->main->effect);
    bool aircraft = type == DLN_STRIKE && incident->type == DLN_EXPLOSION;
    bool fell = b->main->need == DLN_NEED_PROJECTILE && incident->type == DLN_STRIKE;
    if (fell && type != DLN_STRIKE)
        return; // "bombs fell on A": out of the air
    if (open || same || (aircraft && !incident->subtype.data)) {
        incident->type = type;
        incident->subtype = subtype;
    } else if (incident->type == DLN_STRIKE && type == DLN_STRIKE && subtype.data) {
        incident->subtype = incident->subtype.data ? incident->subtype : subtype;
    }
}

static bool lies_in(const dln_term *term, dln_phrase phrase) {
    return term->first >= phrase.first && term->end <= phrase.end;
}

// "a drone was destroyed", "hit a parked jet": what the blow is done to, it is not done with.
// "Fired rockets" and "planted a bomb" name both by one word.
static void leave_out_the_victim(dln_building *b) {
    bool blow = b->main->form != DLN_FORM_NOUN && b->main->frame == DLN_FRAME_ACT &&
                b->main->effect && b->main->harm == DLN_HARM_NONE;
    if (blow && b->who.weapon &&
        (lies_in(b->who.weapon, b->who.damaged) || lies_in(b->who.weapon, b->who.object)))
        b->who.weapon = NULL;
}

static bool count_belongs(dln_count count) {
    return count.said && count.low > 0;
}

static void take_counts(dln_building *b) {
    dln_incident *incident = &b->draft->incident;
    incident->fatalities = b->harm.fatalities;
    incident->injured = b->harm.injured;
    for (size_t i = 0; i < b->event->count && !incident->count.said; i++) {
        const dln_trigger *t = &b->triggers[b->event->members[i]];
        if (t->form != DLN_FORM_NOUN || !t->typed)
            continue;
        dln_count count = dln_count_things(b->reading, dln_phrase_before(b->reading, t->first));
        if (count_belongs(count))
            incident->count = count;
    }
    bool harms = incident->type == DLN_CLASH; // its numbers are of the dead
    for (size_t i = 0; i < b->event->count; i++)
        harms = harms || b->triggers[b->event->members[i]].harm != DLN_HARM_NONE;
    if (!incident->count.said && !harms) {
        dln_count count = dln_count_things(b->reading, b->who.object);
        if (count_belongs(count))
            incident->count = count;
    }
}

// "the rebels", "they": whoever was named before; the sentence that did is part of the proof.
static bool take_actor_named_before(dln_building *b) {
    dln_phrase who = dln_phrase_is_empty(b->who.actor) ? b->who.pronoun : b->who.actor;
    const dln_cast_member *member = dln_cast_find(&b->context->cast, b->reading, who);
    if (!member)
        return false;
    dln_incident *incident = &b->draft->incident;
    incident->actor = member->name;
    b->draft->actor_named = member->named;
    if (member->sentence != b->reading->sentence && incident->told_count < DLN_TOLD_MAX)
        incident->told[incident->told_count++] = member->said_in;
    return true;
}

static void take_words(dln_building *b) {
    dln_incident *incident = &b->draft->incident;
    const dln_reading *reading = b->reading;
    if (!take_actor_named_before(b)) {
        dln_phrase_list actors = {0};
        dln_phrase_list_add(reading, b->who.actor, &actors);
        incident->actor = dln_phrase_list_text(reading, &actors, b->context->arena);
        b->draft->actor_named = dln_is_named(reading, b->who.actor);
    }
    incident->target = dln_phrase_list_text(reading, &b->who.targets, b->context->arena);
    if (b->who.weapon && dln_building_weapon(b))
        incident->weapon = dln_reading_text(reading, b->who.weapon->first, b->who.weapon->end);
    if (incident->type == DLN_MOVEMENT || incident->type == DLN_SEIZURE)
        incident->object = dln_phrase_text(reading, b->who.object);
    if (incident->type == DLN_MOVEMENT)
        incident->target = DLN_STR_NONE;
}

// ---------------------------------------------------------------- date

static void take_date(dln_building *b) {
    dln_incident *incident = &b->draft->incident;
    dln_event_date date = dln_event_date_find(b->reading, b->event, b->context,
                                              dln_status_happened(incident->status));
    incident->when = date.when;
    incident->date_reason = date.reason;
    b->draft->own_date = date.own;
    b->draft->day_unsaid = date.unsaid;
    if (b->aside && !date.own) { // "in answer to a raid": before it, nobody says when
        incident->when = (dln_when){DLN_DAY_NONE, DLN_DAY_NONE, DLN_DATE_OPEN};
        incident->date_reason = DLN_STR("not said: it came before what answers it");
    }
    if (date.own)
        b->support += FOR_DATE;
    if (date.recurring && !date.own)
        b->left_out = "it happens again and again";
}

// ---------------------------------------------------------------- the draft

static bool is_beside(const dln_building *b, uint32_t part) {
    uint32_t count = b->reading->part_count;
    bool behind = part > 0 && part < count && b->event->parts[part - 1];
    bool before =
        part + 1 < count && b->event->parts[part + 1] && !b->reading->parts[part + 1].breaks;
    return behind || before;
}

// Harm may be told in the part behind or before, when no other event stands there: "…; no
// casualties were reported", "ten are feared dead after a raid on …".
static void find_parts_of_harm(const dln_building *b, bool parts[DLN_PARTS_MAX]) {
    bool taken[DLN_PARTS_MAX] = {false};
    for (size_t i = 0; i < b->trigger_count; i++)
        taken[b->reading->words[b->triggers[i].first].part] = true;
    for (uint32_t i = 0; i < DLN_PARTS_MAX; i++)
        parts[i] = b->event->parts[i] || (!taken[i] && is_beside(b, i));
}

static void take_type(dln_building *b, const dln_trigger *trigger) {
    b->main = trigger;
    b->draft->effect_only = trigger->effect;
    b->draft->incident.type = trigger->type;
    b->draft->incident.subtype = trigger->subtype;
}

// The most telling trigger that the sentence bears out names the event: "launched" throws nothing
// where no rocket is named, and "killed" beside it still stands.
static bool choose_type(dln_building *b) {
    bool tried[DLN_MEMBERS_MAX] = {false};
    for (size_t round = 0; round < b->event->count; round++) {
        size_t best = DLN_MEMBERS_MAX;
        for (size_t i = 0; i < b->event->count; i++) {
            const dln_trigger *t = &b->triggers[b->event->members[i]];
            if (t->typed && !tried[i] &&
                (best == DLN_MEMBERS_MAX ||
                 dln_trigger_weight(t) > dln_trigger_weight(&b->triggers[b->event->members[best]])))
                best = i;
        }
        if (best == DLN_MEMBERS_MAX)
            return false;
        tried[best] = true;
        take_type(b, &b->triggers[b->event->members[best]]);
        if (dln_need_is_met(b))
            return true;
    }
    return false;
}

// "the four men on the plane that crashed": what carries people is no weapon in an accident.
static bool has_a_projectile(const dln_building *b) {
    const dln_lexeme *weapon = dln_building_weapon(b);
    return weapon && dln_value_is(weapon->value, "projectile", "yes");
}

// "A plane crashed, and … were killed": what is told beside the dead says what they died of.
static bool tells_an_accident_beside(const dln_building *b) {
    for (uint32_t i = 0; i < b->reading->term_count; i++) {
        const dln_term *term = &b->reading->terms[i];
        const dln_lexeme *word = dln_term_meaning(term, DLN_WORD_CASUALTY);
        if (word && dln_value_is(word->value, "build", "accident") &&
            is_beside(b, b->reading->words[term->first].part))
            return dln_phrase_is_empty(b->who.actor);
    }
    return false;
}

static void build(dln_building *b) {
    dln_incident *incident = &b->draft->incident;
    const dln_sentence *sentence = &b->reading->segments->sentences[b->reading->sentence];
    *b->draft = (dln_draft){.sentence = b->reading->sentence,
                            .paragraph = sentence->paragraph,
                            .last_sentence = b->reading->sentence,
                            .first = b->event->first,
                            .end = b->event->end,
                            .aside = b->aside,
                            .heading_place = sentence->heading,
                            .heading = sentence->heading};
    incident->status = b->event->verdict.status;
    incident->sentence = sentence->span;
    incident->trigger = dln_reading_span(b->reading, b->event->first, b->event->end);
    b->who = dln_participants_find(b->reading, b->triggers, b->event->members, b->event->count);
    if (!choose_type(b)) {
        b->left_out = "what such a deed needs is not named";
        return;
    }
    bool parts[DLN_PARTS_MAX];
    find_parts_of_harm(b, parts);
    b->harm =
        dln_casualties_find(b->reading, b->triggers, b->event->members, b->event->count, parts);
    bool accident = b->harm.accident || (!b->who.weapon && tells_an_accident_beside(b));
    if (accident && b->draft->effect_only && !has_a_projectile(b)) {
        b->left_out = "it was an accident";
        return;
    }
    leave_out_the_victim(b);
    take_type_of_weapon(b);
    take_counts(b);
    take_words(b);
    dln_building_read_words(b);
    b->draft->only_refers = b->main->refers;
    if (b->main->refers && !b->draft->refers_back) {
        b->left_out = "it names no deed";
        return;
    }
    dln_building_take_places(b);
    dln_movement_take_over(b);
    take_date(b);
    if (!b->left_out)
        dln_building_judge(b);
}

static dln_status reserve(dln_drafts *drafts, dln_arena *arena, dln_error *err) {
    if (drafts->count < drafts->capacity)
        return DLN_OK;
    size_t capacity = drafts->capacity ? drafts->capacity * 2 : 16;
    dln_draft *items = DLN_ARENA_ARRAY(arena, dln_draft, capacity);
    if (!items)
        return dln_fail_memory(err);
    if (drafts->count)
        memcpy(items, drafts->items, drafts->count * sizeof *items);
    drafts->items = items;
    drafts->capacity = capacity;
    return DLN_OK;
}

static void remember(dln_context *context, const dln_draft *draft) {
    const dln_incident *incident = &draft->incident;
    bool left = incident->type == DLN_MOVEMENT && !incident->destination.name.data &&
                dln_str_equal(incident->where.name, incident->origin.name);
    if (draft->own_place && incident->place_span_count > 0 && incident->where.located && !left) {
        context->has_place = true;
        context->place = incident->where;
        context->place_span = incident->place_spans[0];
        context->place_sentence = draft->sentence;
        context->place_paragraph = draft->paragraph;
    }
    if (dln_type_is_blow(incident->type) && dln_status_happened(incident->status)) {
        context->violent = true;
        context->blow_sentence = draft->sentence;
        context->blow_paragraph = draft->paragraph;
    }
    if (incident->type == DLN_MOVEMENT && dln_status_happened(incident->status)) {
        context->has_move = incident->destination.name.data || incident->origin.name.data;
        context->move_object = incident->object;
        context->move_subtype = incident->subtype;
        context->move_end =
            incident->destination.name.data ? incident->destination : incident->origin;
        context->move_sentence = draft->sentence;
        context->move_paragraph = draft->paragraph;
    }
    if (draft->own_date && !draft->only_refers && dln_status_happened(incident->status)) {
        context->has_date = true;
        context->date = incident->when;
        context->date_sentence = draft->sentence;
        context->date_paragraph = draft->paragraph;
        if (incident->when.precision == DLN_DATE_DAY) {
            context->has_day = true;
            context->day = incident->when;
            context->day_sentence = draft->sentence;
        }
    }
}

static dln_status add_more_places(const dln_building *b, dln_drafts *out, dln_error *err) {
    dln_draft more[DLN_PLACES_MORE_MAX];
    size_t count = dln_building_more_places(b, more);
    for (size_t i = 0; i < count; i++) {
        dln_status status = reserve(out, b->context->arena, err);
        if (status != DLN_OK)
            return status;
        out->items[out->count++] = more[i];
    }
    return DLN_OK;
}

// Makes a draft of one event, unless there are reasons to leave it out.
static dln_status read_event(dln_building *b, dln_drafts *out, dln_error *err) {
    dln_context *context = b->context;
    dln_status status = reserve(out, context->arena, err);
    if (status != DLN_OK)
        return status;
    b->draft = &out->items[out->count];
    if (!b->left_out)
        build(b);
    if (context->explanation)
        dln_explain_event(context->explanation, b);
    if (b->left_out)
        return DLN_OK;
    if (!b->aside)
        remember(context, b->draft);
    out->count++;
    return add_more_places(b, out, err);
}

// "At least 23 dead were counted": no deed of its own, but something of the one before.
static dln_status read_told_on(const dln_reading *reading, dln_context *context, dln_drafts *out,
                               dln_error *err) {
    dln_status status = reserve(out, context->arena, err);
    if (status != DLN_OK || !dln_told_on_read(reading, context, &out->items[out->count]))
        return status;
    const dln_draft *draft = &out->items[out->count++];
    if (context->explanation)
        dln_explain_told_on(context->explanation, draft);
    remember(context, draft);
    return DLN_OK;
}

dln_status dln_incidents_of_sentence(dln_reading *reading, dln_context *context, dln_drafts *out,
                                     dln_error *err) {
    dln_trigger triggers[DLN_TRIGGERS_MAX];
    dln_event events[DLN_TRIGGERS_MAX];
    dln_roles roles;
    size_t trigger_count = dln_triggers_find(reading, triggers);
    dln_sentence_split(reading);
    if (context->explanation)
        dln_explain_sentence(context->explanation, reading, triggers, trigger_count);
    size_t found = trigger_count;
    trigger_count = dln_movers_find(reading, context->violent, triggers, found);
    for (size_t i = trigger_count; i < found && context->explanation; i++)
        dln_explain_mover(context->explanation, reading, &triggers[i]);
    dln_cast_note(&context->cast, reading);
    if (trigger_count == 0) {
        dln_claim_take(reading, context, out);
        return read_told_on(reading, context, out, err);
    }
    dln_roles_assign(reading, triggers[0].caption, &roles);
    size_t event_count = dln_events_group(reading, &roles, triggers, trigger_count, events);
    size_t before = out->count;
    bool told = false; // whether the event before is a deed, and not "the raid" told before
    for (size_t i = 0; i < event_count && out->count < DLN_DRAFTS_MAX; i++) {
        if (!events[i].typed)
            continue;
        dln_building b = {
            .reading = reading,
            .triggers = triggers,
            .trigger_count = trigger_count,
            .event = &events[i],
            .main = &triggers[events[i].main],
            .roles = &roles,
            .context = context,
            .aside = told && dln_background_between(reading, events[i - 1].end, events[i].first),
            .left_out = events[i].verdict.dropped};
        dln_status status = read_event(&b, out, err);
        if (status != DLN_OK)
            return status;
        told = !b.left_out && !(b.draft->refers_back && b.main->form == DLN_FORM_NOUN);
    }
    dln_places_share(reading, out->items + before, out->count - before);
    dln_claim_take(reading, context, out);
    return out->count == before ? read_told_on(reading, context, out, err) : DLN_OK;
}
