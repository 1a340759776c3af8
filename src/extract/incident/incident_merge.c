// One event told several times in a report is one incident.
#include <stdlib.h>
#include <string.h>

#include "extract/incident/incident.h"

// A draft is compared with so many before it: a retelling comes soon, and the work stays bounded.
enum { COMPARED_BACK = 48 };
// "the attack" means one told at most so many sentences before.
enum { REFERS_BACK_SENTENCES = 6 };
// A headline is told again within so many sentences.
enum { HEADLINE_REACH = 4 };
// What is put together may now agree with what stood apart before; more rounds change nothing.
enum { ROUNDS = 2 };
// Two names for one scene ("the base", "the town beside it") lie within this distance.
#define SAME_PLACE_M 15000.0
// Days that two dates of one event may differ, where as many were hurt: "late Friday", "Saturday".
enum { SAME_DATE_DAYS = 1 };
// What a second telling adds to the confidence in the first.
#define FOR_RETELLING  0.04
#define CONFIDENCE_MAX 0.97

static bool happened(dln_incident_status status) {
    return status == DLN_REPORTED || status == DLN_CLAIMED || status == DLN_ALLEGED;
}

// "killed", "came under fire": says that it happened, not what it was.
static bool is_open(const dln_draft *draft) {
    return draft->effect_only ||
           (draft->incident.type == DLN_ATTACK && !draft->incident.subtype.data);
}

static bool types_agree(const dln_draft *a, const dln_draft *b) {
    const dln_incident *x = &a->incident, *y = &b->incident;
    if (x->type == y->type)
        return !x->subtype.data || !y->subtype.data || dln_str_equal(x->subtype, y->subtype) ||
               a->effect_only || b->effect_only;
    if (!dln_type_is_blow(x->type) || !dln_type_is_blow(y->type))
        return false;
    return is_open(a) || is_open(b);
}

static bool places_agree(const dln_where *a, const dln_where *b) {
    if (a->place_id.data && dln_str_equal(a->place_id, b->place_id))
        return true;
    if (!a->located || !b->located)
        return dln_str_equal(a->name, b->name);
    double apart_m = dln_great_circle_m(a->at, b->at);
    const dln_where *rough = a->radius_m > b->radius_m ? a : b;
    return apart_m <= SAME_PLACE_M ||
           (rough->precision != DLN_GEO_EXACT && apart_m <= rough->radius_m);
}

// "eastern Homs" told again as "Homs".
static bool ends_with_name(dln_str longer, dln_str name) {
    return name.len > 0 && longer.len > name.len && dln_str_ends_with(longer, name) &&
           longer.data[longer.len - name.len - 1] == ' ';
}

// "A bomb went off in northern Iraq. The blast took place in Kirkuk": the second telling says more
// precisely where.
static bool says_where(const dln_draft *a, const dln_draft *b) {
    const dln_where *x = &a->incident.where, *y = &b->incident.where;
    if (!x->located || !b->own_place || x->precision == DLN_GEO_EXACT)
        return false;
    // "eastern Syria" has its middle far from its edge
    bool one_country = x->country.data && dln_str_equal(x->country, y->country);
    double reach_m = one_country ? 2 * x->radius_m + y->radius_m : x->radius_m;
    return !y->located ||
           (y->radius_m < x->radius_m && dln_great_circle_m(x->at, y->at) <= reach_m);
}

static bool counts_equal(dln_count a, dln_count b) {
    return a.said && b.said && a.low > 0 && a.low == b.low;
}

static bool dates_agree(const dln_draft *a, const dln_draft *b) {
    const dln_when *x = &a->incident.when, *y = &b->incident.when;
    if (!a->own_date || !b->own_date || x->precision == DLN_DATE_OPEN ||
        y->precision == DLN_DATE_OPEN)
        return true;
    bool same_harm = counts_equal(a->incident.fatalities, b->incident.fatalities) ||
                     counts_equal(a->incident.injured, b->incident.injured);
    int64_t off = same_harm ? SAME_DATE_DAYS : 0;
    return x->first - off <= y->last && y->first - off <= x->last;
}

static bool counts_agree(dln_count a, dln_count b) {
    return !a.said || !b.said || (a.low <= b.high && b.low <= a.high);
}

// "scores", "dozens": a headline rounds down.
static bool rounds_down(dln_count headline, dln_count body) {
    return headline.said && body.said && headline.low != headline.high && headline.low <= body.low;
}

static bool harm_agrees(const dln_draft *a, const dln_draft *b) {
    const dln_incident *x = &a->incident, *y = &b->incident;
    bool dead = counts_agree(x->fatalities, y->fatalities) ||
                (a->heading && rounds_down(x->fatalities, y->fatalities));
    bool hurt =
        counts_agree(x->injured, y->injured) || (a->heading && rounds_down(x->injured, y->injured));
    return dead && hurt;
}

// Letters that two forms of one name share: "Israel", "Israeli".
enum { NAME_STEM = 4 };

static bool shares_a_word(dln_str a, dln_str b) {
    for (size_t i = 0; i + NAME_STEM <= a.len; i++) {
        bool begins = i == 0 || a.data[i - 1] == ' ';
        for (size_t k = 0; begins && k + NAME_STEM <= b.len; k++)
            if ((k == 0 || b.data[k - 1] == ' ') && memcmp(a.data + i, b.data + k, NAME_STEM) == 0)
                return true;
    }
    return false;
}

static bool is_name(dln_str words) {
    return words.len >= NAME_STEM && words.data[0] >= 'A' && words.data[0] <= 'Z';
}

// Two names of actors without a word in common are two actors; "gunmen" may be anybody.
static bool names_clash(dln_str a, dln_str b) {
    return is_name(a) && is_name(b) && !shares_a_word(a, b);
}

// Two targets without a word in common; "seven people" and "five soldiers" may be the same.
static bool aims_differ(dln_str a, dln_str b) {
    return a.data && b.data && !shares_a_word(a, b) && (is_name(a) || is_name(b));
}

// "90 killed in Gaza", then "killed 90 in Al-Mawasi": the headline names the larger place.
static bool tells_the_same_dead(const dln_draft *a, const dln_draft *b) {
    return a->heading && b->sentence - a->sentence <= HEADLINE_REACH &&
           counts_equal(a->incident.fatalities, b->incident.fatalities);
}

// "The rockets were fired from a truck near Haditha": where they came from, not where they fell.
static bool is_launch_site(const dln_draft *draft) {
    const dln_incident *i = &draft->incident;
    bool origin = i->origin.name.data && !i->destination.name.data &&
                  dln_str_equal(i->origin.name, i->where.name);
    return i->type == DLN_STRIKE && (draft->launch || origin);
}

// "a position in Hasakah province" told again as "the attack at Rumaylan".
static bool is_within(const dln_draft *a, const dln_draft *b) {
    const dln_where *x = &a->incident.where, *y = &b->incident.where;
    bool same_country = x->country.data && dln_str_equal(x->country, y->country);
    return b->refers_back && same_country && y->admin1.data && x->admin1.data &&
           dln_str_equal(x->admin1, y->admin1) &&
           (dln_str_equal(x->name, y->admin1) || x->precision != DLN_GEO_EXACT);
}

// Reasons against: two lists of strikes, different harm, different days, different places.
static bool may_be_one(const dln_draft *a, const dln_draft *b) {
    const dln_incident *x = &a->incident, *y = &b->incident;
    if (!types_agree(a, b) || happened(x->status) != happened(y->status))
        return false;
    if (!harm_agrees(a, b))
        return false;
    if (x->count.said && y->count.said && x->count.low != y->count.low)
        return false;
    if (!dates_agree(a, b))
        return false;
    return !a->own_place || tells_the_same_dead(a, b) || is_launch_site(b) || is_within(a, b) ||
           !b->own_place || places_agree(&x->where, &y->where) ||
           (b->refers_back && (ends_with_name(x->where.name, y->where.name) || says_where(a, b)));
}

// The same place, not only one within the country of the other.
static bool is_same_scene(const dln_draft *a, const dln_draft *b) {
    const dln_where *x = &a->incident.where, *y = &b->incident.where;
    if (!a->own_place || !b->own_place)
        return false;
    if (!places_agree(x, y))
        return ends_with_name(x->name, y->name);
    bool rough = x->precision == DLN_GEO_REGION || y->precision == DLN_GEO_REGION;
    return !rough || dln_str_equal(x->place_id, y->place_id) || ends_with_name(x->name, y->name) ||
           (x->located && y->located && dln_great_circle_m(x->at, y->at) <= SAME_PLACE_M);
}

static bool same_text(dln_str a, dln_str b) {
    return a.data ? dln_str_equal(a, b) : !b.data;
}

// A caption or a sentence printed twice.
static bool is_reprint(const dln_incident *x, const dln_incident *y) {
    return x->type == y->type && x->status == y->status &&
           x->sentence.end - x->sentence.begin == y->sentence.end - y->sentence.begin &&
           x->trigger.begin - x->sentence.begin == y->trigger.begin - y->sentence.begin &&
           same_text(x->actor, y->actor) && same_text(x->target, y->target) &&
           same_text(x->where.name, y->where.name) && x->when.first == y->when.first &&
           x->fatalities.low == y->fatalities.low && x->injured.low == y->injured.low;
}

// Nobody is assassinated twice.
static bool is_same_victim(const dln_incident *x, const dln_incident *y) {
    dln_str subtype = DLN_STR("assassination");
    return x->type == DLN_ATTACK && y->type == DLN_ATTACK && dln_str_equal(x->subtype, subtype) &&
           dln_str_equal(y->subtype, subtype) && is_name(x->target) && is_name(y->target) &&
           shares_a_word(x->target, y->target);
}

// "the attack" points back to what it may be: no other place, no other actor, one for one.
static bool points_to(const dln_draft *b, const dln_draft *a) {
    bool elsewhere = a->own_place && b->own_place && !is_same_scene(a, b) && !says_where(a, b) &&
                     !is_launch_site(b) && !is_within(a, b);
    if (!b->refers_back || elsewhere)
        return false;
    return (!b->plural || a->plural) && !names_clash(a->incident.actor, b->incident.actor) &&
           !aims_differ(a->incident.target, b->incident.target);
}

// "Jets bombed the quarter; 15 people were killed": the harm of the deed told in the same sentence.
static bool is_harm_of(const dln_draft *b, const dln_draft *a) {
    const dln_incident *x = &a->incident;
    return b->effect_only && !b->own_place && !b->incident.actor.data && !b->incident.weapon.data &&
           !x->fatalities.said && !x->injured.said && dln_type_is_blow(x->type);
}

// A headline tells what the first sentences tell again.
static bool is_headline_of(const dln_draft *a, const dln_draft *b) {
    return a->heading && b->sentence - a->sentence <= HEADLINE_REACH && !b->heading &&
           !names_clash(a->incident.actor, b->incident.actor);
}

// "Israel's October 26 attack" and "blasts in Karaj amid Israeli raids on October 26": one
// day, one doer, and one of them says no more than that.
static bool is_same_deed(const dln_draft *a, const dln_draft *b) {
    const dln_incident *x = &a->incident, *y = &b->incident;
    bool day = a->own_date && b->own_date && x->when.precision == DLN_DATE_DAY &&
               y->when.precision == DLN_DATE_DAY && x->when.first == y->when.first;
    bool bare = (is_open(a) && !a->own_place) || (is_open(b) && !b->own_place);
    return day && bare && is_name(x->actor) && is_name(y->actor) &&
           shares_a_word(x->actor, y->actor);
}

static bool same_end(const dln_where *a, const dln_where *b) {
    return a->name.data && dln_str_equal(a->name, b->name);
}

// The same way, told in the summary and again in the body.
static bool is_same_way(const dln_draft *a, const dln_draft *b) {
    const dln_incident *x = &a->incident, *y = &b->incident;
    return x->type == DLN_MOVEMENT && y->type == DLN_MOVEMENT && same_end(&x->origin, &y->origin) &&
           same_end(&x->destination, &y->destination) && a->sentence != b->sentence;
}

// "struck in answer to the raid at A. The jets came from B": told on is the answer, not the raid.
static bool is_of_the_answer(const dln_draft *a, const dln_draft *b) {
    return a->aside && a->sentence < b->sentence && !b->own_date && !is_same_scene(a, b);
}

// Reasons for: the same named place and day, the same number of dead, or a word that points back.
static bool is_one(const dln_draft *a, const dln_draft *b) {
    if (is_reprint(&a->incident, &b->incident) || is_same_victim(&a->incident, &b->incident))
        return true;
    if (!may_be_one(a, b) || is_of_the_answer(a, b))
        return false;
    const dln_incident *x = &a->incident, *y = &b->incident;
    bool same_place = is_same_scene(a, b);
    bool same_harm =
        counts_equal(x->fatalities, y->fatalities) || counts_equal(x->injured, y->injured);
    if (is_same_deed(a, b) || is_same_way(a, b) || tells_the_same_dead(a, b))
        return true;
    bool same_day = a->own_date && b->own_date;
    bool soon = b->sentence - a->sentence <= REFERS_BACK_SENTENCES;
    if (a->sentence == b->sentence && is_harm_of(b, a))
        return true;
    if (a->sentence == b->sentence)
        return same_place && !names_clash(x->actor, y->actor) &&
               ((x->type == y->type && same_harm) ||
                (b->effect_only && !x->fatalities.said && !x->injured.said));
    bool clash = names_clash(x->actor, y->actor);
    bool kin = soon && !clash && (is_open(a) || is_open(b)) && !aims_differ(x->target, y->target);
    if (same_place || (kin && a->own_place && b->own_place))
        return same_harm || a->heading || kin || (!clash && (same_day || points_to(b, a)));
    if (same_harm)
        return soon || a->heading;
    if (is_headline_of(a, b))
        return true;
    return soon && !clash && (points_to(b, a) || (b->effect_only && !b->own_place));
}

static void take_if_missing(dln_str *into, dln_str from) {
    if (!into->data)
        *into = from;
}

static void take_count(dln_count *into, dln_count from) {
    if (!into->said || (from.said && from.low > into->low))
        *into = from;
}

static bool is_more_precise(const dln_where *a, const dln_where *b) {
    if (ends_with_name(b->name, a->name))
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
           from->incident.where.radius_m <= SAME_PLACE_M;
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
    if (!from->refers_back || b->where.located || !says_where(into, from))
        return;
    a->where.name = b->where.name;
    a->where.place_id = DLN_STR_NONE;
    take_place_words(a, b);
}

static void take_type(dln_draft *into, const dln_draft *from) {
    dln_incident *a = &into->incident;
    const dln_incident *b = &from->incident;
    bool open = is_open(into) && (a->type == DLN_ATTACK || !a->subtype.data);
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
    take_type(into, from);
    if (from->actor_named && !into->actor_named) {
        a->actor = b->actor;
        into->actor_named = true;
    }
    take_if_missing(&a->actor, b->actor);
    take_if_missing(&a->target, b->target);
    take_if_missing(&a->weapon, b->weapon);
    take_if_missing(&a->object, b->object);
    take_count(&a->fatalities, b->fatalities);
    take_count(&a->injured, b->injured);
    if (!a->count.said)
        a->count = b->count;
    take_place(into, from);
    take_name(into, from);
    if (!a->origin.name.data)
        a->origin = b->origin;
    if (!a->destination.name.data)
        a->destination = b->destination;
    take_date(into, from);
    if (a->status == DLN_REPORTED && happened(b->status))
        a->status = b->status;
    double more = a->confidence > b->confidence ? a->confidence : b->confidence;
    a->confidence = more + FOR_RETELLING < CONFIDENCE_MAX ? more + FOR_RETELLING : CONFIDENCE_MAX;
}

static size_t merge_once(dln_draft *drafts, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        size_t k = kept, back = kept > COMPARED_BACK ? kept - COMPARED_BACK : 0;
        while (k > back && !is_one(&drafts[k - 1], &drafts[i]))
            k--;
        if (k > back)
            absorb(&drafts[k - 1], &drafts[i]);
        else
            drafts[kept++] = drafts[i];
    }
    return kept;
}

// "The incident" of which no deed was told.
static size_t drop_mere_references(dln_draft *drafts, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!drafts[i].only_refers)
            drafts[kept++] = drafts[i];
    return kept;
}

size_t dln_drafts_merge(dln_draft *drafts, size_t count) {
    for (int i = 0; i < ROUNDS; i++)
        count = merge_once(drafts, count);
    return drop_mere_references(drafts, count);
}

// ---------------------------------------------------------------- importance

// What an analyst asks for first: that it happened, that people died, where; early in the report.
static double importance(const dln_draft *draft) {
    const dln_incident *i = &draft->incident;
    double weight = i->confidence;
    weight += happened(i->status) ? 0.5 : 0;
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
