// One event told several times in a report is one incident.
#include <stdlib.h>
#include <string.h>

#include "extract/incident/agreement.h"
#include "extract/incident/retelling.h"
#include "extract/incident/retelling_move.h"

// A draft is compared with so many before it: a retelling comes soon, and the work stays bounded.
enum { COMPARED_BACK = 48 };
// What is put together may now agree with what stood apart before; more rounds change nothing.
enum { ROUNDS = 2 };
// What a second telling adds to the confidence in the first.
#define FOR_RETELLING  0.04
#define CONFIDENCE_MAX 0.97

static void take_if_missing(dln_str *into, dln_str from) {
    if (!into->data)
        *into = from;
}

static void take_count(dln_count *into, dln_count from) {
    if (!into->said || (from.said && from.low > into->low))
        *into = from;
}

// "Another source put the number at 68": where nobody says that it rose, it is the most.
static void take_toll(dln_count *into, const dln_draft *from, dln_count toll) {
    bool differs = from->told_on && !from->revised && into->said && toll.low > into->high;
    if (differs)
        into->high = toll.high;
    else
        take_count(into, toll);
}

static bool is_more_precise(const dln_where *a, const dln_where *b) {
    if (dln_name_ends_with(b->name, a->name))
        return false; // "eastern Homs" told again as "Homs"
    return a->precision != b->precision ? a->precision < b->precision : a->radius_m < b->radius_m;
}

static void take_place_words(dln_incident *into, const dln_incident *from) {
    memcpy(into->place_spans, from->place_spans, sizeof into->place_spans);
    into->place_span_count = from->place_span_count;
    into->place_reason = from->place_reason;
}

// "90 killed in Gaza", then "on Al-Mawasi": where a headline names a town, the body may name what
// lies in it or beside it.
static bool says_more_than_headline(const dln_draft *into, const dln_draft *from) {
    return into->heading_place && !from->heading && from->own_place &&
           from->incident.where.located && from->incident.where.precision != DLN_GEO_REGION &&
           from->incident.where.radius_m <= DLN_SAME_PLACE_M;
}

// The more precise of two places that agree stays, with the words that decided it.
static void take_place(dln_draft *into, const dln_draft *from) {
    dln_incident *a = &into->incident;
    const dln_incident *b = &from->incident;
    bool better = from->own_place && b->where.located &&
                  (!into->own_place || !a->where.located || is_more_precise(&b->where, &a->where));
    if (!better && !says_more_than_headline(into, from))
        return;
    into->heading_place = from->heading;
    into->around = from->around;
    if (dln_str_equal(a->destination.name, a->where.name))
        a->destination = b->where; // of a strike it is where it hit
    a->where = b->where;
    take_place_words(a, b);
    into->own_place = true;
}

// A village that no gazetteer has, told of a blow known to lie in its region.
static void take_name(dln_draft *into, const dln_draft *from) {
    dln_incident *a = &into->incident;
    const dln_incident *b = &from->incident;
    if (!from->refers_back || b->where.located || !dln_draft_says_where(into, from))
        return;
    a->where.name = b->where.name;
    a->where.place_id = DLN_STR_NONE;
    take_place_words(a, b);
}

static void take_type(dln_draft *into, const dln_draft *from) {
    dln_incident *a = &into->incident;
    const dln_incident *b = &from->incident;
    bool open = dln_draft_is_open(into) && (a->type == DLN_ATTACK || !a->subtype.data);
    if (a->type == b->type) {
        take_if_missing(&a->subtype, b->subtype);
    } else if (open && !from->effect_only) {
        a->type = b->type;
        a->subtype = b->subtype;
        into->effect_only = false;
    }
}

static bool is_finer(dln_when fine, dln_when coarse) {
    return fine.precision != DLN_DATE_OPEN && fine.precision < coarse.precision &&
           fine.first >= coarse.first && fine.last <= coarse.last;
}

// The day that was said, and of "this week" and "on Tuesday" the day.
static void take_date(dln_draft *into, const dln_draft *from) {
    dln_incident *a = &into->incident;
    const dln_incident *b = &from->incident;
    if (!from->own_date || (into->own_date && !is_finer(b->when, a->when)))
        return;
    a->when = b->when;
    a->date_reason = b->date_reason;
    into->own_date = true;
    into->day_unsaid = false;
}

static void tell(dln_incident *incident, dln_span sentence) {
    bool known = sentence.begin == incident->sentence.begin;
    for (size_t i = 0; i < incident->told_count; i++)
        known |= incident->told[i].begin == sentence.begin;
    if (!known && incident->told_count < DLN_TOLD_MAX)
        incident->told[incident->told_count++] = sentence;
}

// Every sentence that something is taken from stays as proof.
static void tell_all(dln_incident *into, const dln_incident *from) {
    tell(into, from->sentence);
    for (size_t i = 0; i < from->told_count; i++)
        tell(into, from->told[i]);
}

static void absorb(dln_draft *into, const dln_draft *from) {
    dln_incident *a = &into->incident;
    const dln_incident *b = &from->incident;
    tell_all(a, b);
    into->last_sentence = from->last_sentence;
    into->aside = into->aside && from->aside;
    take_type(into, from);
    if (from->actor_named && !into->actor_named) {
        a->actor = b->actor;
        into->actor_named = true;
    }
    take_if_missing(&a->actor, b->actor);
    take_if_missing(&a->target, b->target);
    take_if_missing(&a->weapon, b->weapon);
    take_if_missing(&a->object, b->object);
    bool several = from->plural && dln_str_equal(b->subtype, DLN_STR("assassination"));
    if (!several) // "the killings of A and B" has the dead of another deed in it
        take_toll(&a->fatalities, from, b->fatalities);
    take_toll(&a->injured, from, b->injured);
    if (!a->count.said)
        a->count = b->count;
    take_place(into, from);
    take_name(into, from);
    if (!a->origin.name.data)
        a->origin = b->origin;
    if (!a->destination.name.data)
        a->destination = b->destination;
    take_date(into, from);
    if (a->type == DLN_STRIKE && a->origin.located && into->own_place && !a->destination.name.data)
        a->destination = a->where;
    if (a->status == DLN_REPORTED && dln_status_happened(b->status))
        a->status = b->status;
    double more = a->confidence > b->confidence ? a->confidence : b->confidence;
    a->confidence = more + FOR_RETELLING < CONFIDENCE_MAX ? more + FOR_RETELLING : CONFIDENCE_MAX;
}

// "The planes came from B": of what struck the way is known, and no movement is told.
static void absorb_flight(dln_draft *strike, const dln_draft *move) {
    dln_incident *a = &strike->incident;
    const dln_incident *b = &move->incident;
    tell_all(a, b);
    strike->last_sentence =
        move->last_sentence > strike->last_sentence ? move->last_sentence : strike->last_sentence;
    take_date(strike, move);
    if (a->origin.name.data || !b->origin.located)
        return;
    a->origin = b->origin;
    if (strike->own_place)
        a->destination = a->where;
}

// The one told last of those before that tell the same; `count` if none does.
static size_t told_before(const dln_draft *drafts, size_t count, const dln_draft *draft) {
    size_t best = count, back = count > COMPARED_BACK ? count - COMPARED_BACK : 0;
    for (size_t k = count; k-- > back;)
        if ((best == count || drafts[k].last_sentence > drafts[best].last_sentence) &&
            dln_drafts_tell_one(&drafts[k], draft))
            best = k;
    return best;
}

static size_t merge_once(dln_draft *drafts, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        size_t k = told_before(drafts, kept, &drafts[i]);
        if (k == kept)
            drafts[kept++] = drafts[i];
        else if (dln_is_flight_of(&drafts[i], &drafts[k]))
            absorb_flight(&drafts[k], &drafts[i]);
        else
            absorb(&drafts[k], &drafts[i]);
    }
    return kept;
}

// "Bombers that had flown from B struck A": the way stands in the sentence of the strike.
static size_t join_flights(dln_draft *drafts, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool flown = i + 1 < count && drafts[i].sentence == drafts[i + 1].sentence &&
                     dln_is_flight_of(&drafts[i], &drafts[i + 1]);
        if (flown)
            absorb_flight(&drafts[i + 1], &drafts[i]);
        else
            drafts[kept++] = drafts[i];
    }
    return kept;
}

// "The incident" of which no deed was told.
static size_t drop_mere_references(dln_draft *drafts, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!drafts[i].only_refers && !drafts[i].told_on)
            drafts[kept++] = drafts[i];
    return kept;
}

size_t dln_drafts_merge(dln_draft *drafts, size_t count) {
    count = join_flights(drafts, count);
    for (int i = 0; i < ROUNDS; i++)
        count = merge_once(drafts, count);
    return drop_mere_references(drafts, count);
}

// ---------------------------------------------------------------- importance

// What an analyst asks for first: that it happened, that people died, where; early in the report.
static double importance(const dln_draft *draft) {
    const dln_incident *i = &draft->incident;
    double weight = i->confidence;
    weight += dln_status_happened(i->status) ? 0.5 : 0;
    weight += dln_type_is_blow(i->type) || i->type == DLN_ABDUCTION ? 0.25 : 0;
    weight += i->fatalities.said && i->fatalities.low > 0 ? 0.25 : 0;
    weight += draft->own_place ? 0.15 : 0;
    weight -= draft->sentence < 100 ? 0.01 * draft->sentence : 1.0;
    return weight;
}

static int compare(const void *a, const void *b) {
    const dln_draft *x = a, *y = b;
    double wx = importance(x), wy = importance(y);
    if (wx != wy)
        return wx > wy ? -1 : 1;
    uint32_t px = x->incident.trigger.begin, py = y->incident.trigger.begin;
    return px < py ? -1 : px > py;
}

void dln_drafts_sort(dln_draft *drafts, size_t count) {
    if (count > 1)
        qsort(drafts, count, sizeof *drafts, compare);
}
