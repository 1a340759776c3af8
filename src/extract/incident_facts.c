// What an event comes with, whether that is enough to believe it, and how sure it is.
#include "extract/incident_build.h"

// Confidence is a sum of what supports an incident, from the base that a trigger alone has. The
// weights were set so that a trigger with a place and one more fact is about as often right as it
// says, on reports not used in tests.
#define BASE            0.38
#define FOR_HARM        0.12
#define FOR_ACTOR       0.07
#define FOR_TARGET      0.06
#define FOR_WEAPON      0.07
#define FOR_VERB        0.06 // a finite verb asserts, a noun mentions
#define OFF_WEAK        0.15
#define OFF_PLURAL_NOUN 0.10 // "attacks": may be many over years
#define OFF_UNANCHORED  0.08 // no day, no place, no number: one of many, if any
// What has no anchor needs so many facts to be told at all, a plural or a habit more.
enum { FACTS_UNANCHORED = 2, FACTS_GENERAL = 3 };
// Below this nothing is reported: the trigger alone, or with doubts that outweigh its support.
#define CONFIDENCE_ENOUGH 0.40
#define CONFIDENCE_MAX    0.97
// "a bomb on a football ground": weapons and victims speak against a match, by so much.
#define HARD_FACT_DOUBTS 0.3

static bool is_plural_noun(const dln_building *b) {
    if (b->main->form != DLN_FORM_NOUN)
        return false;
    return dln_str_ends_with(b->reading->tokens[b->main->end - 1].folded, DLN_STR("s"));
}

// The first word of the phrase that a noun trigger ends; none for a verb.
static dln_str first_word_before(const dln_building *b) {
    dln_phrase before = dln_phrase_before(b->reading, b->main->first);
    if (b->main->form != DLN_FORM_NOUN || dln_phrase_is_empty(before))
        return DLN_STR_NONE;
    return b->reading->tokens[before.first].folded;
}

// "the attack", "this raid": told before.
static bool refers_back(const dln_building *b) {
    dln_str first = first_word_before(b);
    return dln_str_equal(first, DLN_STR("the")) || dln_str_equal(first, DLN_STR("this")) ||
           dln_str_equal(first, DLN_STR("that"));
}

// "an airstrike": a certain one, not strikes in general.
static bool is_certain_one(const dln_building *b) {
    dln_str first = first_word_before(b);
    return dln_str_equal(first, DLN_STR("a")) || dln_str_equal(first, DLN_STR("an"));
}

void dln_building_read_noun(dln_building *b) {
    b->draft->refers_back = refers_back(b);
    b->draft->plural = is_plural_noun(b);
}

// How many facts of its own an event comes with: a bare noun needs two, a verb one.
static int count_facts(const dln_building *b) {
    const dln_incident *i = &b->draft->incident;
    return b->draft->own_place + b->draft->own_date + (i->fatalities.said || i->injured.said) +
           (i->actor.data != NULL) + (i->target.data != NULL) + (i->weapon.data != NULL) +
           (i->object.data != NULL) + i->count.said + is_certain_one(b);
}

static bool is_country(const dln_where *where) {
    return where->located && where->precision == DLN_GEO_REGION &&
           dln_str_starts_with(where->feature, DLN_STR("PCL"));
}

// "are also fighting", "was firing": told like a deed; "by fighting" and "fighting" are not.
static bool is_under_way(const dln_building *b, const dln_trigger *t) {
    uint32_t at = t->first;
    while (at > 0 && b->reading->words[at - 1].class == DLN_CLASS_ADVERB)
        at--;
    return t->form == DLN_FORM_PARTICIPLE && at > 0 &&
           b->reading->words[at - 1].class == DLN_CLASS_BE;
}

// A verb in the past, the event's own or the one that carries its noun: "fired", "carried out".
static bool is_told_as_a_deed(const dln_building *b) {
    for (size_t i = 0; i < b->event->count; i++) {
        const dln_trigger *t = &b->triggers[b->event->members[i]];
        if (t->form == DLN_FORM_ACTIVE || t->form == DLN_FORM_PASSIVE || is_under_way(b, t))
            return true;
    }
    return false;
}

// What ties an event to one time or place: a day, a place smaller than a country, a number, "an
// attack", a deed with who did it, to whom or with what. "Attacks on bases in Iraq" have
// none of these.
static bool is_anchored(const dln_building *b) {
    const dln_incident *i = &b->draft->incident;
    bool where = b->draft->own_place && !is_country(&i->where);
    bool when = b->draft->own_date && i->when.precision != DLN_DATE_YEAR;
    bool numbers = i->fatalities.said || i->injured.said || i->count.said;
    bool way = i->origin.name.data || i->destination.name.data;
    bool deed = is_told_as_a_deed(b) &&
                (i->actor.data || i->target.data || i->weapon.data || i->object.data);
    return where || when || numbers || way || deed || is_certain_one(b) || b->main->caption;
}

static double confidence_of(const dln_building *b) {
    const dln_incident *i = &b->draft->incident;
    double sum = BASE + b->support;
    sum += i->fatalities.said || i->injured.said ? FOR_HARM : 0;
    sum += i->actor.data ? FOR_ACTOR : 0;
    sum += i->target.data ? FOR_TARGET : 0;
    sum += i->weapon.data || i->subtype.data ? FOR_WEAPON : 0;
    sum += b->main->form != DLN_FORM_NOUN || b->event->count > 1 ? FOR_VERB : 0;
    sum -= b->main->weak ? OFF_WEAK : 0;
    sum -= b->draft->plural && !i->count.said && b->event->count == 1 ? OFF_PLURAL_NOUN : 0;
    sum -= is_anchored(b) ? 0 : OFF_UNANCHORED;
    bool hard = i->fatalities.said || i->injured.said || i->weapon.data;
    double doubt = dln_sentence_doubt(b->reading);
    sum -= b->event->verdict.doubt + (hard ? HARD_FACT_DOUBTS * doubt : doubt);
    return sum < 0 ? 0 : sum > CONFIDENCE_MAX ? CONFIDENCE_MAX : sum;
}

// "joined the fight in 2013": a year and no more.
static bool is_history(const dln_building *b) {
    return b->draft->own_date && b->draft->incident.when.precision == DLN_DATE_YEAR;
}

// "attacks on civilians", "militias attack bases": what happens, not what happened.
static bool is_general(const dln_building *b) {
    bool habit = (b->main->form == DLN_FORM_PRESENT && !b->main->infinitive) ||
                 b->main->form == DLN_FORM_PARTICIPLE;
    bool told = dln_status_happened(b->draft->incident.status) && !b->draft->heading;
    if (told && is_history(b))
        return true;
    int needed = b->draft->plural || habit ? FACTS_GENERAL : FACTS_UNANCHORED;
    return told && count_facts(b) < needed;
}

// "repeatedly targeted bases": only numbers or a town make one of them an incident.
static bool is_one_of_many(const dln_building *b) {
    const dln_incident *i = &b->draft->incident;
    bool numbers = i->fatalities.said || i->injured.said || i->count.said;
    bool where = b->draft->own_place && !is_country(&i->where);
    return b->event->verdict.general && !numbers && !where;
}

void dln_building_judge(dln_building *b) {
    dln_incident *incident = &b->draft->incident;
    int needed = b->main->form == DLN_FORM_NOUN && b->event->count == 1 ? 2 : 1;
    incident->confidence = confidence_of(b);
    if (count_facts(b) < needed)
        b->left_out = "too little is said of it";
    else if (incident->confidence < CONFIDENCE_ENOUGH)
        b->left_out = "the doubts outweigh what supports it";
    else if (!is_anchored(b) && is_general(b))
        b->left_out = "no day, place or number tells it from others";
    else if (is_one_of_many(b))
        b->left_out = "it is told of many, over a long time";
}
