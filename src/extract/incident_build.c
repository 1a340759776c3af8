// From the events of one sentence to drafts of incidents.
#include <string.h>

#include "extract/incident.h"
#include "extract/incident_date.h"
#include "extract/incident_group.h"
#include "extract/number.h"
#include "extract/role.h"
#include "text/fold.h"

// Confidence is a sum of what supports an incident, from the base that a trigger alone has. The
// weights were set so that a trigger with a place and one more fact is about as often right as it
// says, on reports not used in tests.
#define BASE            0.38
#define FOR_PLACE       0.14 // named in the same sentence and placed
#define FOR_NAME        0.06 // named, but the gazetteer does not have it
#define FOR_CARRIED     0.05 // taken from the sentences before
#define FOR_DATE        0.08
#define FOR_HARM        0.12
#define FOR_ACTOR       0.07
#define FOR_TARGET      0.06
#define FOR_WEAPON      0.07
#define FOR_VERB        0.06 // a finite verb asserts, a noun mentions
#define OFF_WEAK        0.15
#define OFF_PLURAL_NOUN 0.10 // "attacks": may be many over years
// Below this nothing is reported: the trigger alone, or with doubts that outweigh its support.
#define CONFIDENCE_ENOUGH 0.40
#define CONFIDENCE_MAX    0.97
// "a bomb on a football ground": weapons and victims speak against a match, by so much.
#define HARD_FACT_DOUBTS 0.3

// The place of the sentences before holds inside a paragraph, and for so many sentences beyond.
enum { PLACE_CARRIES_SENTENCES = 2 };
// A claim of responsibility is about one of so many incidents before it.
enum { CLAIM_BACK = 3 };
// A border point is known no better than this.
#define BORDER_RADIUS_MIN_M 20000.0

typedef struct building {
    dln_reading *reading;
    const dln_trigger *triggers;
    size_t trigger_count;
    const dln_event *event;
    const dln_trigger *main;
    const dln_roles *roles;
    dln_context *context;
    dln_participants who;
    dln_casualties harm;
    dln_scene scene;
    dln_draft *draft;
    double support;
} building;

bool dln_type_is_blow(dln_incident_type type) {
    return type == DLN_STRIKE || type == DLN_EXPLOSION || type == DLN_ATTACK || type == DLN_CLASH ||
           type == DLN_RIOT;
}

static bool happened(dln_incident_status status) {
    return status == DLN_REPORTED || status == DLN_CLAIMED || status == DLN_ALLEGED;
}

// ---------------------------------------------------------------- needs

static bool term_in_parts(const building *b, dln_word_kinds kinds) {
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

static bool phrase_has(const building *b, dln_phrase phrase, dln_word_kind kind, const char *key,
                       const char *word) {
    for (uint32_t i = phrase.first; i < phrase.end; i++)
        if (meaning_has(dln_term_at(b->reading, i), kind, key, word))
            return true;
    return false;
}

static bool phrase_has_place(const building *b, dln_phrase phrase) {
    for (uint32_t i = phrase.first; i < phrase.end; i++)
        if (b->reading->words[i].place != DLN_NO_MENTION)
            return true;
    return false;
}

static bool is_country_phrase(const building *b, dln_phrase phrase) {
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

static bool is_armed(const building *b) {
    for (uint32_t i = 0; i < b->reading->term_count; i++) {
        const dln_term *term = &b->reading->terms[i];
        if (dln_term_is(term, DLN_WORD_WEAPON) || dln_term_is(term, DLN_WORD_ACTOR) ||
            meaning_has(term, DLN_WORD_TARGET, "class", "military"))
            return true;
        if (dln_term_is(term, DLN_WORD_ACTOR_HEAD) &&
            !meaning_has(term, DLN_WORD_ACTOR_HEAD, "kind", "people") &&
            !meaning_has(term, DLN_WORD_ACTOR_HEAD, "kind", "official"))
            return true;
    }
    // governments are armed, and a threat is one of arms
    if (!happened(b->draft->incident.status) || is_country_phrase(b, b->who.actor))
        return true;
    for (size_t i = 0; i < b->event->count; i++) {
        const dln_trigger *t = &b->triggers[b->event->members[i]];
        if (t->typed && (!t->effect || t->harm == DLN_HARM_FATAL) && t->need == DLN_NEED_NOTHING)
            return true;
    }
    return false;
}

static bool moves_a_force(const building *b) {
    dln_phrase who = b->who.object;
    return dln_phrase_term(b->reading, who,
                           dln_kind_bit(DLN_WORD_ACTOR) | dln_kind_bit(DLN_WORD_ACTOR_HEAD)) ||
           phrase_has(b, who, DLN_WORD_OBJECT, "class", "force") ||
           phrase_has(b, who, DLN_WORD_OBJECT, "class", "arms") ||
           dln_phrase_term(b->reading, b->who.actor, dln_kind_bit(DLN_WORD_ACTOR));
}

// "he was captured", "captured him"
static bool refers_to_somebody(const building *b) {
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
static bool read_capture(building *b) {
    dln_phrase what = b->who.object;
    dln_incident *incident = &b->draft->incident;
    bool people = phrase_has(b, what, DLN_WORD_TARGET, "class", "civilian") ||
                  phrase_has(b, what, DLN_WORD_TARGET, "class", "fighters") ||
                  phrase_has(b, what, DLN_WORD_TARGET, "class", "official") ||
                  dln_phrase_term(b->reading, what, dln_kind_bit(DLN_WORD_ACTOR));
    bool ground = phrase_has_place(b, what) ||
                  phrase_has(b, what, DLN_WORD_TARGET, "class", "civil") ||
                  phrase_has(b, what, DLN_WORD_TARGET, "class", "military");
    bool arms = phrase_has(b, what, DLN_WORD_OBJECT, "class", "arms") ||
                phrase_has(b, what, DLN_WORD_OBJECT, "class", "goods");
    bool pronoun = dln_phrase_is_empty(what) && refers_to_somebody(b);
    if (pronoun || (people && !phrase_has_place(b, what))) {
        incident->type = DLN_ARREST;
        incident->subtype = DLN_STR_NONE;
    } else if (arms && !phrase_has_place(b, what)) {
        incident->subtype = DLN_STR("weapons");
    } else if (!ground) {
        bool named = !dln_phrase_is_empty(what) &&
                     b->reading->words[what.end - 1].class == DLN_CLASS_NAME;
        if (!named)
            return false;
        if (b->main->form == DLN_FORM_PASSIVE)
            incident->type = DLN_ARREST; // "he was captured in": a person
    }
    return true;
}

static bool is_word_that(const dln_reading *reading, uint32_t at) {
    return at < reading->count && reading->words[at].class == DLN_CLASS_RELATIVE;
}

static bool need_is_met(building *b) {
    const dln_reading *reading = b->reading;
    switch (b->main->need) {
    case DLN_NEED_ARMS:
        return is_armed(b);
    case DLN_NEED_PROJECTILE:
        if (b->main->type == DLN_INTERCEPTION)
            return meaning_has(b->who.weapon, DLN_WORD_WEAPON, "type", "strike");
        return meaning_has(b->who.weapon, DLN_WORD_WEAPON, "projectile", "yes");
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
        return phrase_has(b, b->who.object, DLN_WORD_OBJECT, "class", "delegation") ||
               phrase_has(b, b->who.actor, DLN_WORD_OBJECT, "class", "delegation");
    case DLN_NEED_NOTHING:
        break;
    }
    return true;
}

// ---------------------------------------------------------------- type, numbers, words

static const dln_lexeme *weapon_value(const building *b) {
    return dln_term_meaning(b->who.weapon, DLN_WORD_WEAPON);
}

// "a drone targeted …", "killed by a roadside bomb": the weapon says what kind of blow it was.
static void take_type_of_weapon(building *b) {
    const dln_lexeme *weapon = weapon_value(b);
    dln_incident *incident = &b->draft->incident;
    if (!weapon || !dln_type_is_blow(incident->type) || incident->type == DLN_CLASH ||
        incident->type == DLN_RIOT)
        return;
    dln_incident_type type;
    dln_str subtype = dln_value_get(weapon->value, "subtype");
    if (!dln_type_parse(dln_value_get(weapon->value, "type"), &type))
        return;
    bool open = b->draft->effect_only || (incident->type == DLN_ATTACK && !incident->subtype.data);
    bool same = incident->type == type && (!incident->subtype.data || b->main->effect);
    bool aircraft = type == DLN_STRIKE && incident->type == DLN_EXPLOSION;
    if (open || same || (aircraft && !incident->subtype.data)) {
        incident->type = type;
        incident->subtype = subtype;
    } else if (incident->type == DLN_STRIKE && type == DLN_STRIKE && subtype.data) {
        incident->subtype = incident->subtype.data ? incident->subtype : subtype;
    }
}

static bool count_belongs(dln_count count) {
    return count.said && count.low > 0;
}

static void take_counts(building *b) {
    dln_incident *incident = &b->draft->incident;
    incident->fatalities = b->harm.fatalities;
    incident->injured = b->harm.injured;
    for (size_t i = 0; i < b->event->count && !incident->count.said; i++) {
        const dln_trigger *t = &b->triggers[b->event->members[i]];
        if (t->form != DLN_FORM_NOUN || !t->typed)
            continue;
        dln_count count =
            dln_count_things(b->reading, dln_phrase_before(b->reading, t->first));
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

static void take_words(building *b) {
    dln_incident *incident = &b->draft->incident;
    const dln_reading *reading = b->reading;
    incident->actor = dln_phrase_text(reading, b->who.actor);
    incident->target = dln_phrase_text(reading, b->who.target);
    if (b->who.weapon && weapon_value(b))
        incident->weapon =
            dln_reading_text(reading, b->who.weapon->first, b->who.weapon->end);
    if (incident->type == DLN_MOVEMENT || incident->type == DLN_SEIZURE)
        incident->object = dln_phrase_text(reading, b->who.object);
    if (incident->type == DLN_MOVEMENT)
        incident->target = DLN_STR_NONE;
}

// ---------------------------------------------------------------- place and date

// Longest name that is compared; longer ones are shown as the gazetteer has them.
enum { NAME_BYTES_MAX = 128 };

static bool holds(dln_str text, dln_str part) {
    for (size_t i = 0; i + part.len <= text.len; i++)
        if (memcmp(text.data + i, part.data, part.len) == 0)
            return true;
    return false;
}

static dln_span span_of_role(const building *b, uint32_t role) {
    return dln_role_mention(b->reading, role)->span;
}

// Whether the report spells a name so differently that a reader would look for it in vain.
static bool is_spelled_otherwise(dln_str name, dln_str words) {
    char a[NAME_BYTES_MAX], b[NAME_BYTES_MAX];
    size_t a_len, b_len;
    if (!dln_fold_into(name, a, sizeof a, &a_len) || !dln_fold_into(words, b, sizeof b, &b_len))
        return false;
    bool latin = b_len > 0 && (unsigned char)b[0] < 0x80; // no foreign script on a map's label
    dln_str x = {a, a_len}, y = {b, b_len};
    return latin && !holds(x, y) && !holds(y, x);
}

// The place as the gazetteer names it, with the report's own spelling behind it where they differ:
// "Al-Bukamal (Abu Kamal)".
static dln_where where_of_role(const building *b, uint32_t role) {
    const dln_found *found = dln_role_mention(b->reading, role);
    dln_str text = b->reading->segments->text;
    dln_where where = dln_found_where(found, text, b->context->arena);
    dln_str words = dln_str_of_span(text, found->span);
    if (where.located && is_spelled_otherwise(where.name, words))
        where.name = dln_arena_printf(b->context->arena, "%.*s (%.*s)", DLN_STR_ARG(where.name),
                                      DLN_STR_ARG(words));
    return where;
}

static void add_place_span(dln_incident *incident, dln_span span) {
    if (incident->place_span_count < DLN_PLACE_SPANS_MAX)
        incident->place_spans[incident->place_span_count++] = span;
}

static const char *role_words(dln_role role) {
    switch (role) {
    case DLN_ROLE_PLACE:
    case DLN_ROLE_NEAR:
        return "the event stands beside it:";
    case DLN_ROLE_TARGET:
    case DLN_ROLE_OBJECT:
        return "it was hit:";
    case DLN_ROLE_DESTINATION:
        return "it went there:";
    case DLN_ROLE_ORIGIN:
        return "it left from there:";
    default:
        return "nearest place of the sentence:";
    }
}

// "the border between Jordan and Syria": half-way, and as rough as half the distance.
static void move_between(const building *b, dln_where *where) {
    dln_where other = where_of_role(b, b->scene.second);
    if (!where->located || !other.located)
        return;
    double apart_m = dln_great_circle_m(where->at, other.at);
    where->at = dln_midpoint(where->at, other.at);
    where->radius_m = apart_m / 2 > BORDER_RADIUS_MIN_M ? apart_m / 2 : BORDER_RADIUS_MIN_M;
    where->precision = DLN_GEO_NEAR;
    where->name = dln_arena_printf(b->context->arena, "between %.*s and %.*s",
                                   DLN_STR_ARG(dln_role_mention(b->reading, b->scene.place)->where.name),
                                   DLN_STR_ARG(dln_role_mention(b->reading, b->scene.second)->where.name));
    where->place_id = DLN_STR_NONE;
}

// A place that the gazetteer does not have lies in the one that the sentence puts it into: known
// as roughly as that one.
static void place_inside(const building *b, dln_where *where) {
    dln_where outer = where_of_role(b, b->scene.outer);
    if (!outer.located)
        return;
    dln_str name = where->name;
    *where = outer;
    where->name = name.data ? name : outer.name;
    where->place_id = DLN_STR_NONE;
    if (where->precision == DLN_GEO_EXACT)
        where->precision = DLN_GEO_NEAR;
}

// "in Basra and Nasiriyah": all names under one preposition are the scene.
static void add_places_beside(building *b) {
    uint32_t at = b->roles->preposition[b->scene.place];
    for (uint32_t i = 0; i < b->roles->count && at != DLN_NO_TOKEN; i++) {
        dln_role role = b->roles->role[i];
        if (i != b->scene.place && b->roles->preposition[i] == at && role != DLN_ROLE_CHAIN &&
            role != DLN_ROLE_BARRED && b->roles->shared[i])
            add_place_span(&b->draft->incident, span_of_role(b, i));
    }
}

static void take_own_place(building *b) {
    dln_incident *incident = &b->draft->incident;
    dln_span span = span_of_role(b, b->scene.place);
    incident->where = where_of_role(b, b->scene.place);
    add_place_span(incident, span);
    if (!incident->where.located && b->scene.outer != DLN_NO_PLACE_ROLE)
        place_inside(b, &incident->where);
    add_places_beside(b);
    if (b->scene.second != DLN_NO_PLACE_ROLE)
        move_between(b, &incident->where);
    incident->place_reason = dln_arena_printf(
        b->context->arena, "%s \"%.*s\"", role_words(b->roles->role[b->scene.place]),
        DLN_STR_ARG(dln_str_of_span(b->reading->segments->text, span)));
    b->draft->own_place = true;
    b->draft->place_fit = b->scene.score;
    b->support += incident->where.located ? FOR_PLACE : FOR_NAME;
}

// A name behind "in" or "near" that no gazetteer has: named, not placed; better than the place of
// another sentence.
static void take_unknown_place(building *b, dln_span name) {
    dln_incident *incident = &b->draft->incident;
    incident->where.name = dln_str_of_span(b->reading->segments->text, name);
    add_place_span(incident, name);
    incident->place_reason = DLN_STR("named, but not in the gazetteer");
    b->draft->own_place = true;
    b->support += FOR_NAME;
}

static void take_carried_place(building *b) {
    dln_incident *incident = &b->draft->incident;
    const dln_context *context = b->context;
    const dln_sentence *s = &b->reading->segments->sentences[b->reading->sentence];
    incident->place_reason = DLN_STR("not said");
    if (!context->has_place)
        return;
    bool holds = context->place_paragraph == s->paragraph ||
                 b->reading->sentence - context->place_sentence <= PLACE_CARRIES_SENTENCES;
    if (!holds)
        return;
    incident->where = context->place;
    add_place_span(incident, context->place_span);
    incident->place_reason = DLN_STR("the place of the sentences before");
    b->support += FOR_CARRIED;
}

static void take_places(building *b) {
    dln_incident *incident = &b->draft->incident;
    const dln_lexeme *weapon = weapon_value(b);
    bool flies = weapon && dln_value_is(weapon->value, "projectile", "yes");
    dln_scene_query query = {.first = b->event->first,
                             .end = b->event->end,
                             .parts = b->event->parts,
                             .type = incident->type,
                             .subtype = incident->subtype,
                             .projectile = flies || incident->type == DLN_STRIKE,
                             .verb = b->main};
    dln_scene_find(b->reading, b->roles, &query, &b->scene);
    if (b->scene.origin != DLN_NO_PLACE_ROLE)
        incident->origin = where_of_role(b, b->scene.origin);
    if (b->scene.destination != DLN_NO_PLACE_ROLE)
        incident->destination = where_of_role(b, b->scene.destination);
    for (uint32_t i = 0; i < b->scene.via_count; i++)
        incident->via[incident->via_count++] = where_of_role(b, b->scene.via[i]);
    dln_span name;
    if (b->scene.place != DLN_NO_PLACE_ROLE)
        take_own_place(b);
    else if (dln_unknown_scene(b->reading, b->event->parts, &name))
        take_unknown_place(b, name);
    else
        take_carried_place(b);
    bool strike_with_way = incident->type == DLN_STRIKE && incident->origin.name.data;
    if (strike_with_way && b->draft->own_place)
        incident->destination = incident->where;
}

static bool take_date(building *b) {
    dln_incident *incident = &b->draft->incident;
    dln_event_date date =
        dln_event_date_find(b->reading, b->event, b->context, happened(incident->status));
    incident->when = date.when;
    incident->date_reason = date.reason;
    b->draft->own_date = date.own;
    if (date.own)
        b->support += FOR_DATE;
    return !(date.recurring && !date.own);
}

// ---------------------------------------------------------------- the draft

static bool is_plural_noun(const building *b) {
    if (b->main->form != DLN_FORM_NOUN)
        return false;
    return dln_str_ends_with(b->reading->tokens[b->main->end - 1].folded, DLN_STR("s"));
}

// "the attack", "this raid": told before.
static bool refers_back(const building *b) {
    if (b->main->form != DLN_FORM_NOUN)
        return false;
    dln_phrase before = dln_phrase_before(b->reading, b->main->first);
    if (dln_phrase_is_empty(before))
        return false;
    dln_str first = b->reading->tokens[before.first].folded;
    return dln_str_equal(first, DLN_STR("the")) || dln_str_equal(first, DLN_STR("this")) ||
           dln_str_equal(first, DLN_STR("that"));
}

// "an airstrike", "three clashes": a certain one, not strikes in general.
static bool is_certain_one(const building *b) {
    dln_phrase before = dln_phrase_before(b->reading, b->main->first);
    if (b->main->form != DLN_FORM_NOUN || dln_phrase_is_empty(before))
        return false;
    dln_str first = b->reading->tokens[before.first].folded;
    return dln_str_equal(first, DLN_STR("a")) || dln_str_equal(first, DLN_STR("an"));
}

// How many facts of its own an event comes with: a bare noun needs two, a verb one.
static int count_facts(const building *b) {
    const dln_incident *i = &b->draft->incident;
    return b->draft->own_place + b->draft->own_date + (i->fatalities.said || i->injured.said) +
           (i->actor.data != NULL) + (i->target.data != NULL) + (i->weapon.data != NULL) +
           i->count.said + is_certain_one(b);
}

static double confidence_of(building *b) {
    const dln_incident *i = &b->draft->incident;
    double sum = BASE + b->support;
    sum += i->fatalities.said || i->injured.said ? FOR_HARM : 0;
    sum += i->actor.data ? FOR_ACTOR : 0;
    sum += i->target.data ? FOR_TARGET : 0;
    sum += i->weapon.data || i->subtype.data ? FOR_WEAPON : 0;
    sum += b->main->form != DLN_FORM_NOUN || b->event->count > 1 ? FOR_VERB : 0;
    sum -= b->main->weak ? OFF_WEAK : 0;
    sum -= is_plural_noun(b) && !i->count.said && b->event->count == 1 ? OFF_PLURAL_NOUN : 0;
    bool hard = i->fatalities.said || i->injured.said || i->weapon.data;
    double doubt = dln_sentence_doubt(b->reading);
    sum -= b->event->verdict.doubt + (hard ? HARD_FACT_DOUBTS * doubt : doubt);
    return sum < 0 ? 0 : sum > CONFIDENCE_MAX ? CONFIDENCE_MAX : sum;
}

// Harm may be told in the part behind, when no other event stands there: "…; no casualties were
// reported".
static void find_parts_of_harm(const building *b, bool parts[DLN_PARTS_MAX]) {
    bool taken[DLN_PARTS_MAX] = {false};
    for (size_t i = 0; i < b->trigger_count; i++)
        taken[b->reading->words[b->triggers[i].first].part] = true;
    for (uint32_t i = 0; i < DLN_PARTS_MAX; i++)
        parts[i] = b->event->parts[i] ||
                   (i > 0 && i < b->reading->part_count && b->event->parts[i - 1] && !taken[i]);
}

static void take_type(building *b, const dln_trigger *trigger) {
    b->main = trigger;
    b->draft->effect_only = trigger->effect;
    b->draft->incident.type = trigger->type;
    b->draft->incident.subtype = trigger->subtype;
}

// The most telling trigger that the sentence bears out names the event: "launched" throws nothing
// where no rocket is named, and "killed" beside it still stands.
static bool choose_type(building *b) {
    bool tried[DLN_MEMBERS_MAX] = {false};
    for (size_t round = 0; round < b->event->count; round++) {
        size_t best = DLN_MEMBERS_MAX;
        for (size_t i = 0; i < b->event->count; i++) {
            const dln_trigger *t = &b->triggers[b->event->members[i]];
            if (t->typed && !tried[i] &&
                (best == DLN_MEMBERS_MAX ||
                 dln_trigger_weight(t) >
                     dln_trigger_weight(&b->triggers[b->event->members[best]])))
                best = i;
        }
        if (best == DLN_MEMBERS_MAX)
            return false;
        tried[best] = true;
        take_type(b, &b->triggers[b->event->members[best]]);
        if (need_is_met(b))
            return true;
    }
    return false;
}

static bool build(building *b) {
    dln_incident *incident = &b->draft->incident;
    const dln_sentence *sentence = &b->reading->segments->sentences[b->reading->sentence];
    *b->draft = (dln_draft){.sentence = b->reading->sentence,
                            .paragraph = sentence->paragraph,
                            .heading = sentence->heading};
    incident->status = b->event->verdict.status;
    incident->sentence = sentence->span;
    incident->trigger = dln_reading_span(b->reading, b->event->first, b->event->end);
    b->who =
        dln_participants_find(b->reading, b->triggers, b->event->members, b->event->count);
    if (!choose_type(b))
        return false;
    bool parts[DLN_PARTS_MAX];
    find_parts_of_harm(b, parts);
    b->harm =
        dln_casualties_find(b->reading, b->triggers, b->event->members, b->event->count, parts);
    if (b->harm.accident && b->draft->effect_only && !b->who.weapon)
        return false;
    take_type_of_weapon(b);
    take_counts(b);
    take_words(b);
    take_places(b);
    if (!take_date(b))
        return false;
    b->draft->refers_back = refers_back(b);
    int needed = b->main->form == DLN_FORM_NOUN && b->event->count == 1 ? 2 : 1;
    incident->confidence = confidence_of(b);
    return count_facts(b) >= needed && incident->confidence >= CONFIDENCE_ENOUGH;
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
    if (draft->own_place && incident->place_span_count > 0 && incident->where.located) {
        context->has_place = true;
        context->place = incident->where;
        context->place_span = incident->place_spans[0];
        context->place_sentence = draft->sentence;
        context->place_paragraph = draft->paragraph;
    }
    if (draft->own_date && happened(incident->status)) {
        context->has_date = true;
        context->date = incident->when;
        context->date_sentence = draft->sentence;
        context->date_paragraph = draft->paragraph;
    }
}

// "The group claimed responsibility for the attack": tells who did what was told before.
static void take_claim(const dln_reading *reading, dln_drafts *drafts) {
    for (uint32_t i = 0; i < reading->modifier_count; i++) {
        const dln_lexeme *status = dln_term_meaning(&reading->modifiers[i], DLN_WORD_STATUS);
        if (!status || !dln_value_is(status->value, "tells", "actor"))
            continue;
        dln_phrase who = dln_subject_of(reading, reading->modifiers[i].first);
        dln_word_kinds kinds = dln_kind_bit(DLN_WORD_ACTOR) | dln_kind_bit(DLN_WORD_ACTOR_HEAD);
        if (!dln_phrase_term(reading, who, kinds))
            return;
        for (size_t k = drafts->count, left = CLAIM_BACK; k-- > 0 && left-- > 0;)
            if (dln_type_is_blow(drafts->items[k].incident.type) &&
                !drafts->items[k].incident.actor.data) {
                drafts->items[k].incident.actor = dln_phrase_text(reading, who);
                return;
            }
    }
}

dln_status dln_incidents_of_sentence(dln_reading *reading, dln_context *context, dln_drafts *out,
                                     dln_error *err) {
    dln_trigger triggers[DLN_TRIGGERS_MAX];
    dln_event events[DLN_TRIGGERS_MAX];
    dln_roles roles;
    size_t trigger_count = dln_triggers_find(reading, triggers);
    dln_sentence_split(reading);
    if (trigger_count == 0) {
        take_claim(reading, out);
        return DLN_OK;
    }
    dln_roles_assign(reading, &roles);
    size_t event_count = dln_events_group(reading, triggers, trigger_count, events);
    for (size_t i = 0; i < event_count && out->count < DLN_DRAFTS_MAX; i++) {
        if (!events[i].typed || events[i].verdict.dropped)
            continue;
        dln_status status = reserve(out, context->arena, err);
        if (status != DLN_OK)
            return status;
        building b = {.reading = reading,
                      .triggers = triggers,
                      .trigger_count = trigger_count,
                      .event = &events[i],
                      .main = &triggers[events[i].main],
                      .roles = &roles,
                      .context = context,
                      .draft = &out->items[out->count]};
        if (build(&b)) {
            remember(context, b.draft);
            out->count++;
        }
    }
    take_claim(reading, out);
    return DLN_OK;
}
