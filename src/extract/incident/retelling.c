// When two tellings of a report are of one event.
#include "extract/incident/retelling.h"

#include "extract/incident/agreement.h"
#include "extract/incident/retelling_move.h"

// "the attack" means one told at most so many sentences before.
enum { REFERS_BACK_SENTENCES = 6 };
// A headline is told again within so many sentences.
enum { HEADLINE_REACH = 4 };

// "90 killed in Gaza", then "killed 90 in Al-Mawasi": the headline names the larger place.
static bool tells_the_same_dead(const dln_draft *a, const dln_draft *b) {
    return a->heading && b->sentence - a->sentence <= HEADLINE_REACH &&
           dln_counts_equal(a->incident.fatalities, b->incident.fatalities);
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
    if (!dln_drafts_types_agree(a, b) ||
        dln_status_happened(x->status) != dln_status_happened(y->status))
        return false;
    if (!dln_drafts_harm_agrees(a, b))
        return false;
    if (x->count.said && y->count.said && x->count.low != y->count.low)
        return false;
    if (!dln_drafts_dates_agree(a, b))
        return false;
    return !a->own_place || tells_the_same_dead(a, b) || is_launch_site(b) || is_within(a, b) ||
           !b->own_place || dln_wheres_agree(&x->where, &y->where) ||
           (b->refers_back &&
            (dln_name_ends_with(x->where.name, y->where.name) || dln_draft_says_where(a, b)));
}

// The same place, not only one within the country of the other.
static bool is_same_scene(const dln_draft *a, const dln_draft *b) {
    const dln_where *x = &a->incident.where, *y = &b->incident.where;
    if (!a->own_place || !b->own_place)
        return false;
    if (!dln_wheres_agree(x, y))
        return dln_name_ends_with(x->name, y->name);
    bool rough = x->precision == DLN_GEO_REGION || y->precision == DLN_GEO_REGION;
    return !rough || dln_str_equal(x->place_id, y->place_id) ||
           dln_name_ends_with(x->name, y->name) ||
           (x->located && y->located && dln_great_circle_m(x->at, y->at) <= DLN_SAME_PLACE_M);
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

static bool is_assassination(const dln_incident *incident) {
    return incident->type == DLN_ATTACK &&
           dln_str_equal(incident->subtype, DLN_STR("assassination"));
}

static dln_str last_word(dln_str words) {
    size_t begin = words.len;
    while (begin > 0 && words.data[begin - 1] != ' ')
        begin--;
    return dln_str_slice(words, begin, words.len);
}

// "an airstrike that killed Karim Haddad", then "Haddad's killing".
static bool is_killing_of(const dln_incident *deed, const dln_incident *killing) {
    dln_str surname = last_word(killing->target);
    return is_assassination(killing) && dln_type_is_blow(deed->type) && deed->fatalities.said &&
           deed->fatalities.low > 0 && dln_is_a_name(surname) && dln_is_a_name(deed->target) &&
           dln_str_equal(last_word(deed->target), surname);
}

// Nobody is killed twice.
static bool is_same_victim(const dln_incident *x, const dln_incident *y) {
    if (is_killing_of(x, y) || is_killing_of(y, x))
        return true;
    return is_assassination(x) && is_assassination(y) && dln_is_a_name(x->target) &&
           dln_is_a_name(y->target) && dln_names_share_a_word(x->target, y->target);
}

// "the raids": told as several before, or by a verb that tells nothing of how many: "bombed".
static bool may_be_several(const dln_draft *a, const dln_draft *b) {
    return !b->plural || a->plural || (a->incident.type == DLN_STRIKE && !a->single);
}

// "the attack" points back to what it may be: no other place, no other actor, one for one.
static bool points_to(const dln_draft *b, const dln_draft *a) {
    bool elsewhere = a->own_place && b->own_place && !is_same_scene(a, b) &&
                     !dln_draft_says_where(a, b) && !is_launch_site(b) && !is_within(a, b);
    if (!b->refers_back || elsewhere)
        return false;
    return may_be_several(a, b) && !dln_names_clash(a->incident.actor, b->incident.actor) &&
           !dln_aims_differ(a->incident.target, b->incident.target);
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
           !dln_names_clash(a->incident.actor, b->incident.actor);
}

// "Israel's October 26 attack" and "blasts in Karaj amid Israeli raids on October 26": one
// day, one doer, and one of them says no more than that.
static bool is_same_deed(const dln_draft *a, const dln_draft *b) {
    const dln_incident *x = &a->incident, *y = &b->incident;
    bool day = a->own_date && b->own_date && x->when.precision == DLN_DATE_DAY &&
               y->when.precision == DLN_DATE_DAY && x->when.first == y->when.first;
    bool bare = (dln_draft_is_open(a) && !a->own_place) || (dln_draft_is_open(b) && !b->own_place);
    return day && bare && dln_is_a_name(x->actor) && dln_is_a_name(y->actor) &&
           dln_names_share_a_word(x->actor, y->actor);
}

// "They hit depots": they are those that the sentence before was about.
static bool goes_on(const dln_draft *a, const dln_draft *b) {
    return b->pronoun && !(a->own_place && b->own_place) && !b->own_date && b->effect_only &&
           b->sentence == a->last_sentence + 1 && dln_type_is_blow(a->incident.type);
}

// "struck in answer to the raid at A. The jets came from B": told on is the answer, not the raid.
static bool is_of_the_answer(const dln_draft *a, const dln_draft *b) {
    return a->aside && a->sentence < b->sentence && !b->own_date && !is_same_scene(a, b);
}

// "The toll rose to 12", "the outpost, known as X": of the last blow before that was not told as
// what another answers.
static bool tells_on(const dln_draft *a, const dln_draft *b) {
    const dln_incident *x = &a->incident, *y = &b->incident;
    bool there = !b->own_place || !a->own_place || b->renames || is_same_scene(a, b) ||
                 dln_draft_says_where(a, b);
    bool lies_in = !b->renames || (x->where.precision != DLN_GEO_EXACT &&
                                   dln_str_equal(x->where.country, y->where.country));
    return dln_type_is_blow(x->type) && dln_status_happened(x->status) && !a->aside &&
           !a->only_refers && dln_drafts_dates_agree(a, b) && there && lies_in &&
           b->sentence - a->sentence <= REFERS_BACK_SENTENCES;
}

// "Shot down a missile that was fired at A": the missile hit nothing else.
static bool is_what_was_shot_down(const dln_draft *a, const dln_draft *b) {
    const dln_incident *x = &a->incident, *y = &b->incident;
    return a->sentence == b->sentence && x->type == DLN_INTERCEPTION && y->type == DLN_STRIKE &&
           x->weapon.data && dln_str_equal(x->weapon, y->weapon) && !y->fatalities.said &&
           !y->injured.said && dln_status_happened(x->status) && dln_status_happened(y->status);
}

// Reasons for: the same named place and day, the same number of dead, or a word that points back.
bool dln_drafts_tell_one(const dln_draft *a, const dln_draft *b) {
    if (a->listed && !b->own_place)
        return false; // what is told on of a list belongs to its first
    if (b->told_on)
        return tells_on(a, b);
    if (dln_is_flight_of(b, a) || is_what_was_shot_down(a, b))
        return true;
    if (is_reprint(&a->incident, &b->incident) || is_same_victim(&a->incident, &b->incident))
        return true;
    if (!may_be_one(a, b) || is_of_the_answer(a, b))
        return false;
    const dln_incident *x = &a->incident, *y = &b->incident;
    bool same_place = is_same_scene(a, b);
    bool same_harm =
        dln_counts_equal(x->fatalities, y->fatalities) || dln_counts_equal(x->injured, y->injured);
    if (goes_on(a, b) || is_same_deed(a, b) || dln_moves_are_one(a, b) || tells_the_same_dead(a, b))
        return true;
    bool same_day = a->own_date && b->own_date;
    bool soon = b->sentence - a->sentence <= REFERS_BACK_SENTENCES;
    if (a->sentence == b->sentence && is_harm_of(b, a))
        return true;
    if (a->sentence == b->sentence)
        return same_place && !dln_names_clash(x->actor, y->actor) &&
               ((x->type == y->type && same_harm) ||
                (b->effect_only && !x->fatalities.said && !x->injured.said));
    bool clash = dln_names_clash(x->actor, y->actor);
    bool kin = soon && !clash && (dln_draft_is_open(a) || dln_draft_is_open(b)) &&
               !dln_aims_differ(x->target, y->target);
    if (same_place || (kin && a->own_place && b->own_place))
        return same_harm || a->heading || kin || (!clash && (same_day || points_to(b, a)));
    if (same_harm)
        return soon || a->heading;
    if (is_headline_of(a, b))
        return true;
    return soon && !clash && (points_to(b, a) || (b->effect_only && !b->own_place));
}
