#include "extract/incident/incident_group.h"

#include "extract/grammar/number.h"
#include "extract/incident/incident.h"
#include "extract/incident/way.h"

// A light verb and its noun, a noun and "took place": further apart they are two events.
enum { LIGHT_REACH = 15 };
// Triggers of one event further apart than that are joined only inside one part.
enum { EVENT_REACH = 30 };
// "In response to a second ballistic missile attack": so far before the noun stand the words.
enum { ANSWER_REACH = 6 };
// How many events back a trigger may join: the one just told, or the one before a side remark.
enum { EVENTS_BACK = 2 };

static uint16_t part_of(const dln_reading *reading, const dln_trigger *t) {
    return reading->words[t->first].part;
}

// "in retaliation for a drone strike": what stands behind such words is another event.
static bool is_background(const dln_reading *reading, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++)
        if (dln_leads_to_another(reading, i))
            return true;
    return false;
}

static bool is_break_between(const dln_reading *reading, uint16_t from, uint16_t to) {
    for (uint16_t part = (uint16_t)(from + 1); part <= to; part++)
        if (reading->parts[part].breaks)
            return true;
    return false;
}

// A part with a place of its own, said with a preposition.
static bool has_scene(const dln_reading *reading, uint16_t part) {
    for (uint32_t i = reading->parts[part].first; i < reading->parts[part].end; i++) {
        uint8_t role = reading->words[i].role;
        bool scene = role == DLN_ROLE_PLACE || role == DLN_ROLE_NEAR;
        for (uint32_t k = i + 1; scene && k < i + 5 && k < reading->parts[part].end; k++)
            if (reading->words[k].place != DLN_NO_MENTION)
                return true;
    }
    return false;
}

static bool has_day(const dln_reading *reading, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++)
        if (dln_in_date(reading, i))
            return true;
    return false;
}

// "In May they struck A, and in July bombed B": a day before the "and", and one of its own behind.
static bool have_two_days(const dln_reading *reading, const dln_trigger *last,
                          const dln_trigger *t) {
    uint32_t and = t->first;
    while (and > last->end && reading->words[and-1].class != DLN_CLASS_AND)
        and--;
    return and > last->end && has_day(reading, 0, and) &&
           has_day(reading, and, reading->parts[part_of(reading, t)].end);
}

static bool is_generic(const dln_trigger *t) {
    return t->type == DLN_ATTACK && !t->subtype.data;
}

// Whether two blows may be one event: an effect with anything, a general word with a telling one.
static bool blows_agree(const dln_trigger *a, const dln_trigger *b) {
    if (!dln_type_is_blow(a->type) || !dln_type_is_blow(b->type))
        return false;
    if (a->effect || b->effect || a->harm != DLN_HARM_NONE || b->harm != DLN_HARM_NONE)
        return true;
    return a->type == b->type || is_generic(a) || is_generic(b) ||
           (a->type == DLN_EXPLOSION && b->type == DLN_STRIKE) ||
           (a->type == DLN_STRIKE && b->type == DLN_EXPLOSION);
}

// "the raids launched following a series of murders": the murders were not launched.
static bool opens_with_conjunction(const dln_reading *reading, uint16_t part) {
    return dln_class_at(reading, reading->parts[part].first) == DLN_CLASS_CONJUNCTION;
}

static bool joins_light(const dln_reading *reading, const dln_trigger *last, const dln_trigger *t,
                        bool broken) {
    if (broken || t->first - last->end > LIGHT_REACH)
        return false;
    uint16_t part = part_of(reading, t);
    if (!last->typed && part != part_of(reading, last) && opens_with_conjunction(reading, part))
        return false;
    if (!last->typed)
        return t->form == DLN_FORM_NOUN || !t->typed || t->effect;
    // "the attack was carried out": a verb before it has its own subject and object
    return last->form == DLN_FORM_NOUN &&
           (t->frame == DLN_FRAME_HAPPEN || t->form == DLN_FORM_PASSIVE);
}

// "an attack in A on Saturday and strikes in B on Sunday": two nouns joined by "and", each with a
// place behind it.
static bool are_coordinated(const dln_reading *reading, const dln_trigger *last,
                            const dln_trigger *t) {
    if (last->form != DLN_FORM_NOUN || t->form != DLN_FORM_NOUN)
        return false;
    bool place = false, joined = false, second = false;
    for (uint32_t i = last->end; i < t->first; i++) {
        place = place || reading->words[i].place != DLN_NO_MENTION;
        joined = joined || (place && reading->words[i].class == DLN_CLASS_AND);
    }
    for (uint32_t i = t->end; i < reading->count && i < t->end + LIGHT_REACH; i++)
        second = second || reading->words[i].place != DLN_NO_MENTION;
    return joined && second;
}

// "Tank fire killed eight in A, and an air strike on B killed six": behind the verb of one blow
// "and" opens another that the reader has not heard of.
static bool opens_another_blow(const dln_reading *reading, const dln_trigger *last,
                               const dln_trigger *t) {
    bool told = last->form == DLN_FORM_ACTIVE || last->form == DLN_FORM_PRESENT ||
                last->form == DLN_FORM_PASSIVE;
    bool head = dln_class_at(reading, t->end) != DLN_CLASS_NOUN; // "a rocket fire position"
    if (!told || !head || t->form != DLN_FORM_NOUN || t->effect || !dln_type_is_blow(t->type))
        return false;
    for (uint32_t i = last->end; i + 1 < t->first; i++)
        if (reading->words[i].class == DLN_CLASS_AND)
            return (dln_is_indefinite_article(reading->tokens[i + 1].folded) ||
                    dln_says_one(reading, i + 1)) &&
                   part_of(reading, t) == reading->words[i + 1].part;
    return false;
}

// "In response to a missile attack, Israel struck 20 sites": what opens the sentence is answered by
// what stands behind the comma.
static bool is_answered(const dln_reading *reading, const dln_trigger *last, const dln_trigger *t) {
    bool comma = false;
    for (uint32_t i = last->end; i < t->first; i++)
        comma = comma || dln_is_mark(&reading->tokens[i], ',');
    uint32_t first = last->first > ANSWER_REACH ? last->first - ANSWER_REACH : 0;
    return comma && last->form == DLN_FORM_NOUN && t->form != DLN_FORM_NOUN &&
           is_background(reading, first, last->first);
}

// "Israel bombs the port after a drone kills a man": two deeds, each with its doer; "he died after
// a rocket hit" is one.
static bool follows_a_deed(const dln_reading *reading, const dln_trigger *last,
                           const dln_trigger *t) {
    bool deed = (last->form == DLN_FORM_ACTIVE || last->form == DLN_FORM_PRESENT) &&
                !last->effect && last->harm == DLN_HARM_NONE && dln_type_is_blow(last->type);
    return deed && dln_background_between(reading, last->end, t->first);
}

static bool has_happened(const dln_verdict *verdict) {
    return !verdict->dropped && verdict->status != DLN_PLANNED &&
           verdict->status != DLN_THREATENED && verdict->status != DLN_PREVENTED;
}

// "amid", "during": what is told before such a word came of what is told behind it.
static bool opens_with_cause(const dln_reading *reading, uint16_t part) {
    uint16_t modifier = reading->words[reading->parts[part].first].modifier;
    const dln_lexeme *hedge = modifier == DLN_NO_TERM
                                  ? NULL
                                  : dln_term_meaning(&reading->modifiers[modifier], DLN_WORD_HEDGE);
    return hedge && dln_value_is(hedge->value, "class", "cause");
}

// "explosions near A, amid an attack on B": what was heard and seen, and what it came of.
static bool is_effect_of(const dln_reading *reading, const dln_trigger *effect,
                         const dln_trigger *cause) {
    uint16_t part = part_of(reading, cause);
    bool seen = effect->effect || effect->harm != DLN_HARM_NONE || effect->type == DLN_EXPLOSION;
    return seen && part == part_of(reading, effect) + 1 && opens_with_cause(reading, part);
}

static bool joins(const dln_reading *reading, const dln_roles *roles, const dln_trigger *triggers,
                  size_t count, const dln_verdict *verdicts, const dln_event *event, size_t index) {
    const dln_trigger *t = &triggers[index];
    const dln_trigger *last = &triggers[event->members[event->count - 1]];
    const dln_trigger *main = &triggers[event->main];
    uint16_t from = part_of(reading, last), to = part_of(reading, t);
    bool broken = is_break_between(reading, from, to);
    if (is_background(reading, last->end, t->first) || are_coordinated(reading, last, t) ||
        opens_another_blow(reading, last, t) || is_answered(reading, last, t) ||
        follows_a_deed(reading, last, t))
        return false;
    if (!t->typed || !event->typed)
        return joins_light(reading, last, t, broken);
    bool inside = t->effect && to == from + 1 && reading->parts[to].relative;
    if (verdicts[event->main].dropped && main->form == DLN_FORM_NOUN && inside)
        return true; // "a film about an ambush in which ten are killed"
    if (has_happened(&verdicts[event->main]) != has_happened(&verdicts[index]))
        return false; // a threat and the deed that it answers
    bool near = from == to || t->first - last->end <= EVENT_REACH;
    if (!near)
        return false;
    if (t->type != main->type && !blows_agree(main, t))
        return false;
    if (t->type == DLN_MOVEMENT)
        return !broken && (from == to || from + 1 == to) &&
               dln_way_goes_on(reading, roles, triggers, count, event->members, event->count,
                               index);
    if (!dln_type_is_blow(t->type))
        return from == to && dln_str_equal(t->subtype, main->subtype);
    // "…; near Mosul, two struck": a scene of its own behind a break is an event of its own
    if (broken) {
        bool semicolon = dln_is_mark(&reading->tokens[reading->parts[to].first], ';');
        return (t->effect || t->harm != DLN_HARM_NONE) &&
               !(has_scene(reading, from) && has_scene(reading, to)) &&
               (!semicolon || (t->harm != DLN_HARM_NONE && !has_scene(reading, to)));
    }
    if (is_effect_of(reading, last, t))
        return true;
    if (t->form != DLN_FORM_NOUN && have_two_days(reading, last, t))
        return false;
    bool two_deeds = !t->effect && t->harm == DLN_HARM_NONE && !main->effect &&
                     main->harm == DLN_HARM_NONE && has_scene(reading, from) && from != to &&
                     has_scene(reading, to);
    return !two_deeds;
}

int dln_trigger_weight(const dln_trigger *t) {
    if (!t->typed)
        return 0;
    if (t->refers)
        return 1; // any other word says more
    return 1 + (t->effect ? 0 : 4) + (t->weak ? 0 : 1) + (t->subtype.data ? 2 : 0) +
           (is_generic(t) || t->type == DLN_RIOT ? 0 : 1);
}

static void add_member(const dln_reading *reading, const dln_trigger *triggers, dln_event *event,
                       size_t index) {
    const dln_trigger *t = &triggers[index];
    if (event->count == DLN_MEMBERS_MAX)
        return;
    if (event->count == 0)
        event->first = t->first;
    event->members[event->count++] = index;
    event->end = t->end;
    event->parts[part_of(reading, t)] = true;
    if (event->count == 1 || dln_trigger_weight(t) > dln_trigger_weight(&triggers[event->main]))
        event->main = index;
    event->typed = event->typed || t->typed;
}

// The judgement of an event is that of the trigger that names it; a light verb before it decides,
// because it is the verb of the noun.
static void judge(const dln_trigger *triggers, const dln_verdict *verdicts, dln_event *event) {
    event->verdict = verdicts[event->main];
    event->effect_only = triggers[event->main].effect;
    for (size_t i = 0; i < event->count; i++) {
        const dln_trigger *t = &triggers[event->members[i]];
        const dln_verdict *verdict = &verdicts[event->members[i]];
        if (t->typed || t->frame != DLN_FRAME_LIGHT)
            continue;
        if (!event->verdict.dropped)
            event->verdict.dropped = verdict->dropped;
        if (event->verdict.status == DLN_REPORTED)
            event->verdict.status = verdict->status;
    }
}

size_t dln_events_group(const dln_reading *reading, const dln_roles *roles,
                        const dln_trigger *triggers, size_t count,
                        dln_event out[DLN_TRIGGERS_MAX]) {
    dln_verdict verdicts[DLN_TRIGGERS_MAX];
    size_t events = 0;
    for (size_t i = 0; i < count; i++) {
        verdicts[i] = dln_verdict_of(reading, &triggers[i]);
        if (verdicts[i].dropped && triggers[i].effect)
            continue; // "nobody was killed": the attack stays
        size_t back = 0;
        bool joined = false;
        for (; back < EVENTS_BACK && back < events && !joined; back++)
            joined = joins(reading, roles, triggers, count, verdicts, &out[events - 1 - back], i);
        if (joined) {
            add_member(reading, triggers, &out[events - back], i);
        } else {
            out[events] = (dln_event){0};
            add_member(reading, triggers, &out[events++], i);
        }
    }
    for (size_t i = 0; i < events; i++)
        judge(triggers, verdicts, &out[i]);
    return events;
}
