// What an event comes with, whether that is enough to believe it, and how sure it is.
#include "extract/grammar/agent.h"
#include "extract/incident/incident_build.h"

// Confidence is a sum of what supports an incident, from the base that a trigger alone has. The
// weights were set so that an incident is about as often right as it says, on reports not used in
// tests: tests/bench/calibrate.py --incidents measures it, tests/bench/README.md has the table.
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
// What has not happened and says neither when nor in which town: who would do what to whom.
enum { FACTS_INTENT = 2 };
// A year that began so long ago is history, whatever is told of it; what was last year or the year
// before still belongs to the conflict that is reported.
enum { HISTORY_DAYS = 10 * 365 };
// Below this nothing is reported: the trigger alone, or with doubts that outweigh its support. Just
// above it two of five are right; the manual names the number.
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
    uint32_t first = b->main->first;
    if (b->main->form != DLN_FORM_NOUN)
        return DLN_STR_NONE;
    dln_phrase before = dln_phrase_before(b->reading, first);
    if (dln_phrase_is_empty(before)) // "took part *in the* raids" is one preposition
        return b->main->first > 0 ? b->reading->tokens[b->main->first - 1].folded : DLN_STR_NONE;
    return b->reading->tokens[before.first].folded;
}

static bool is_definite(dln_str word) {
    return dln_str_equal(word, DLN_STR("the")) || dln_str_equal(word, DLN_STR("this")) ||
           dln_str_equal(word, DLN_STR("that"));
}

// "the rockets had been fired from a truck": the weapon was named before.
static bool has_a_known_weapon(const dln_building *b) {
    return b->main->need == DLN_NEED_PROJECTILE && b->who.weapon && b->who.weapon->first > 0 &&
           is_definite(b->reading->tokens[b->who.weapon->first - 1].folded);
}

static bool is_thing(const dln_term *term) {
    const dln_lexeme *target = dln_term_meaning(term, DLN_WORD_TARGET);
    const dln_lexeme *object = dln_term_meaning(term, DLN_WORD_OBJECT);
    return dln_term_is(term, DLN_WORD_WEAPON) ||
           (object && dln_value_is(object->value, "class", "goods")) ||
           (target && (dln_value_is(target->value, "class", "civil") ||
                       dln_value_is(target->value, "class", "military")));
}

static bool is_definite_phrase(const dln_reading *reading, dln_phrase phrase) {
    return is_definite(reading->tokens[phrase.first].folded) ||
           (phrase.first > 0 && is_definite(reading->tokens[phrase.first - 1].folded));
}

// "The six trucks were hit", "The bombs struck": things told before, without a name of their own.
static bool is_said_of_known(const dln_building *b) {
    const dln_reading *reading = b->reading;
    bool hit = b->main->form == DLN_FORM_PASSIVE && b->who.targets.count > 0;
    dln_phrase who = hit ? b->who.targets.items[0] : dln_subject_of(reading, b->main->first);
    if (dln_phrase_is_empty(who) || !is_definite_phrase(reading, who))
        return false;
    bool thing = false;
    for (uint32_t at = who.first; at < who.end; at++) {
        if (dln_class_at(reading, at) == DLN_CLASS_NAME)
            return false;
        thing = thing || is_thing(dln_term_at(reading, at));
    }
    return thing;
}

// "the three waves of raids".
static bool is_of_known_series(const dln_building *b) {
    uint32_t first = b->main->first;
    if (b->main->form != DLN_FORM_NOUN || first == 0 ||
        b->reading->words[first - 1].role != DLN_ROLE_OF)
        return false;
    dln_phrase series = dln_phrase_ending(b->reading, first - 1);
    return !dln_phrase_is_empty(series) && is_definite(b->reading->tokens[series.first].folded);
}

// "the attack", "this raid": told before.
static bool refers_back(const dln_building *b) {
    dln_phrase mover = b->who.object;
    if (b->main->type == DLN_MOVEMENT && !dln_phrase_is_empty(mover) &&
        is_definite_phrase(b->reading, mover))
        return true; // "the trucks were carrying"
    if (is_definite(first_word_before(b)) || is_of_known_series(b) || has_a_known_weapon(b))
        return true;
    return b->main->form != DLN_FORM_NOUN && is_said_of_known(b);
}

// "an airstrike": a certain one, not strikes in general.
static bool is_certain_one(const dln_building *b) {
    return dln_is_indefinite_article(first_word_before(b));
}

// An actor that bears arms: any named group, any kind of men but officials and people.
static bool bears_arms(const dln_reading *reading, dln_phrase actor) {
    for (uint32_t i = actor.first; i < actor.end; i++) {
        const dln_term *term = dln_term_at(reading, i);
        const dln_lexeme *head = dln_term_meaning(term, DLN_WORD_ACTOR_HEAD);
        if (dln_term_is(term, DLN_WORD_ACTOR) ||
            (head && !dln_value_is(head->value, "kind", "people") &&
             !dln_value_is(head->value, "kind", "official")))
            return true;
    }
    return false;
}

// A weapon, who bears one, or a noun that means one: "shelling", "car bombing".
static bool is_armed(const dln_building *b) {
    bool blow =
        b->main->form == DLN_FORM_NOUN && b->main->subtype.data && dln_type_is_blow(b->main->type);
    return b->draft->incident.weapon.data || blow || bears_arms(b->reading, b->who.actor);
}

void dln_building_read_words(dln_building *b) {
    b->draft->refers_back = refers_back(b);
    b->draft->plural = is_plural_noun(b);
    b->draft->pronoun = !dln_phrase_is_empty(b->who.pronoun);
    b->draft->single = is_certain_one(b);
    b->draft->armed = is_armed(b);
    b->draft->weak = b->main->weak;
    b->draft->launch = has_a_known_weapon(b) && !b->draft->incident.target.data;
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

// A verb in the past, the event's own or the one that carries its noun: "fired", "carried out". Not
// "the murders committed by gangs", which only says whose they are.
static bool is_told_as_a_deed(const dln_building *b) {
    for (size_t i = 0; i < b->event->count; i++) {
        const dln_trigger *t = &b->triggers[b->event->members[i]];
        bool by = t->end < b->reading->count && b->reading->words[t->end].role == DLN_ROLE_ACTOR;
        bool describes = !t->typed && t->frame == DLN_FRAME_LIGHT && t->form == DLN_FORM_PASSIVE &&
                         by && !dln_behind_be(b->reading, t->first);
        if (describes)
            continue;
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

static bool is_a_year_long_past(const dln_building *b, const dln_when *when) {
    dln_day issue = b->context->report->date;
    return when->precision == DLN_DATE_YEAR && issue != DLN_DAY_NONE &&
           (int64_t)issue - when->first > HISTORY_DAYS;
}

// "killed 40 people in the town in 2013", "since 1980": a year between the event and the end of its
// part. "On Saturday in Tal, which was taken in 2013" names the year in another part.
static bool names_a_past_year(const dln_building *b) {
    const dln_reading *reading = b->reading;
    const dln_part *part = &reading->parts[reading->words[b->event->end - 1].part];
    if (part->end <= b->event->first)
        return false;
    dln_span span = dln_reading_span(reading, b->event->first, part->end);
    for (uint32_t i = 0; i < reading->date_count; i++) {
        const dln_date_mention *date = &reading->dates->items[reading->first_date + i];
        if (dln_span_contains(span, date->span) && is_a_year_long_past(b, &date->when))
            return true;
    }
    return false;
}

// What a statement adds up over a longer time than this, nobody tells as news of one deed.
enum { SUM_DAYS = 60 };

static bool is_long_before(const dln_building *b, const dln_when *when) {
    dln_day issue = b->context->report->date;
    if (issue == DLN_DAY_NONE)
        return when->precision == DLN_DATE_YEAR;
    return (int64_t)issue - when->first > SUM_DAYS;
}

static bool is_word(const dln_reading *reading, uint32_t at, const char *word) {
    return at < reading->count && dln_str_equal(reading->tokens[at].folded, dln_str_from(word));
}

// "has also conducted"; not "have been killed", unless `passive`.
static bool is_in_the_perfect(const dln_reading *reading, const dln_trigger *t, bool passive) {
    uint32_t at = t->first;
    while (at > 0 && (reading->words[at - 1].class == DLN_CLASS_ADVERB ||
                      (passive && is_word(reading, at - 1, "been"))))
        at--;
    return t->form != DLN_FORM_NOUN && at > 0 && reading->words[at - 1].class == DLN_CLASS_HAVE;
}

static bool is_perfect(const dln_building *b) {
    for (size_t i = 0; i < b->event->count; i++)
        if (is_in_the_perfect(b->reading, &b->triggers[b->event->members[i]], false))
            return true;
    return false;
}

// "13,000 people have died since 1980": a sum over years.
static bool is_sum_over_time(const dln_building *b) {
    const dln_reading *reading = b->reading;
    uint32_t date = 0;
    if (b->draft->incident.type == DLN_MOVEMENT || !is_in_the_perfect(reading, b->main, true))
        return false;
    for (uint32_t at = b->event->end; at < reading->count; at++) {
        if (!is_word(reading, at, "since"))
            continue;
        uint32_t begin = reading->tokens[at].span.begin;
        while (date < reading->date_count &&
               reading->dates->items[reading->first_date + date].span.end <= begin)
            date++;
        if (date < reading->date_count &&
            is_long_before(b, &reading->dates->items[reading->first_date + date].when))
            return true;
    }
    return false;
}

// "It may be recalled that the town was raided in March": an old deed called to mind.
static bool is_recalled(const dln_building *b) {
    return b->draft->own_date && is_long_before(b, &b->draft->incident.when) &&
           dln_sentence_remembers(b->reading);
}

// What is told of a year that is long gone has happened, and is no news: an anniversary, a trial, a
// man's life. A report of those years has their days.
static bool is_history(const dln_building *b) {
    const dln_when *when = &b->draft->incident.when;
    return is_recalled(b) || (b->draft->own_date && is_a_year_long_past(b, when)) ||
           names_a_past_year(b);
}

// "joined the fight in 2013": a year and no more.
static bool has_but_a_year(const dln_building *b) {
    return b->draft->own_date && b->draft->incident.when.precision == DLN_DATE_YEAR;
}

// "those who are killed", "is attacked": a passive in the present tells what happens again and
// again.
static bool is_passive_of_the_present(const dln_building *b) {
    if (b->main->form != DLN_FORM_PASSIVE || b->main->first == 0)
        return false;
    dln_str be = b->reading->tokens[b->main->first - 1].folded;
    return dln_str_equal(be, DLN_STR("are")) || dln_str_equal(be, DLN_STR("is"));
}

// "have killed many judges": persons or things without a number and without an article that says
// which.
static bool hits_any_number(const dln_building *b) {
    const dln_incident *i = &b->draft->incident;
    if (b->who.targets.count == 0 || i->fatalities.said || i->injured.said || i->count.said)
        return false;
    dln_phrase who = b->who.targets.items[0];
    dln_str first = b->reading->tokens[who.first].folded;
    bool article = dln_class_at(b->reading, who.first) == DLN_CLASS_DETERMINER &&
                   (is_definite(first) || dln_is_indefinite_article(first));
    const dln_term *head = dln_term_at(b->reading, who.end - 1);
    return !article && head && !dln_term_is(head, DLN_WORD_ACTOR) &&
           (dln_str_ends_with(b->reading->tokens[who.end - 1].folded, DLN_STR("s")) ||
            dln_str_ends_with(b->reading->tokens[who.end - 1].folded, DLN_STR("men")) ||
            is_word(b->reading, who.end - 1, "people"));
}

// "attacks on civilians", "militias attack bases": what happens, not what happened.
static bool is_general(const dln_building *b) {
    bool habit = (b->main->form == DLN_FORM_PRESENT && !b->main->infinitive) ||
                 b->main->form == DLN_FORM_PARTICIPLE || is_passive_of_the_present(b);
    bool told = dln_status_happened(b->draft->incident.status) && !b->draft->heading;
    if (told && has_but_a_year(b))
        return true;
    bool many = b->draft->plural || (b->main->form == DLN_FORM_NOUN && hits_any_number(b));
    int needed = many || habit ? FACTS_GENERAL : FACTS_UNANCHORED;
    return told && count_facts(b) < needed;
}

// "ready to fight", "threatens more attacks": a plan or threat that says neither when nor in which
// town needs the more facts.
static bool is_vague_intent(const dln_building *b) {
    const dln_incident *i = &b->draft->incident;
    bool where = b->draft->own_place && !is_country(&i->where);
    bool intent =
        i->status == DLN_PLANNED || i->status == DLN_THREATENED || i->status == DLN_PREVENTED;
    bool when = b->draft->own_date && i->when.precision != DLN_DATE_YEAR;
    return intent && !where && !when && count_facts(b) < FACTS_INTENT;
}

// "militias who attack bases near the town": says what they are, not what they did.
static bool is_habit_of_somebody(const dln_building *b) {
    const dln_reading *reading = b->reading;
    return b->main->form == DLN_FORM_PRESENT && !b->main->infinitive && !b->draft->heading &&
           !is_told_as_a_deed(b) && reading->parts[reading->words[b->main->first].part].relative;
}

// "repeatedly targeted bases": only a town, or numbers somewhere and some time, make one of them an
// incident; "decades of violence", "murders in the town have fallen": a noun needs both, or its
// day.
static bool is_one_of_many(const dln_building *b) {
    const dln_incident *i = &b->draft->incident;
    bool numbers = i->fatalities.said || i->injured.said || i->count.said;
    bool where = b->draft->own_place && !is_country(&i->where);
    bool day = b->draft->own_date && i->when.precision == DLN_DATE_DAY;
    bool noun = b->main->form == DLN_FORM_NOUN || b->main->form == DLN_FORM_PARTICIPLE;
    bool told = b->draft->own_place || b->draft->own_date;
    bool habit = b->draft->plural && is_perfect(b); // "has conducted strikes on militias in Iraq"
    bool blow = dln_type_is_blow(i->type);
    if (blow && ((is_habit_of_somebody(b) && !b->draft->own_date) ||
                 (!told && is_perfect(b) && hits_any_number(b))))
        return true;
    if (habit && !b->event->verdict.general)
        return !where && !(numbers && (told || i->fatalities.said));
    return b->event->verdict.general &&
           !(noun ? (day && !b->draft->plural) || (numbers && where) : where || (numbers && told));
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
    else if (dln_status_happened(incident->status) && is_sum_over_time(b))
        b->left_out = "it is a sum over a long time";
    else if (dln_status_happened(incident->status) && is_history(b))
        b->left_out = "it is told of a year long past";
    else if (is_vague_intent(b))
        b->left_out = "a plan or threat without time, town and aim";
    else if (is_one_of_many(b))
        b->left_out = "it is told of many, over a long time";
}
