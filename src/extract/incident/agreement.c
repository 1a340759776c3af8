// Whether two tellings agree in what both say.
#include "extract/incident/agreement.h"

#include <string.h>

// Days that two dates of one event may differ, where as many were hurt: "late Friday", "Saturday".
enum { SAME_DATE_DAYS = 1 };
// A telling without a day takes that of the report or of its neighbours: one of the same weeks may
// be meant, one of last year is not.
enum { UNSAID_DAYS = 45 };

// "killed", "came under fire": says that it happened, not what it was.
bool dln_draft_is_open(const dln_draft *draft) {
    return draft->effect_only ||
           (draft->incident.type == DLN_ATTACK && !draft->incident.subtype.data);
}

bool dln_drafts_types_agree(const dln_draft *a, const dln_draft *b) {
    const dln_incident *x = &a->incident, *y = &b->incident;
    if (x->type == y->type)
        return !x->subtype.data || !y->subtype.data || dln_str_equal(x->subtype, y->subtype) ||
               a->effect_only || b->effect_only;
    if (!dln_type_is_blow(x->type) || !dln_type_is_blow(y->type))
        return false;
    return dln_draft_is_open(a) || dln_draft_is_open(b);
}

bool dln_wheres_agree(const dln_where *a, const dln_where *b) {
    if (a->place_id.data && dln_str_equal(a->place_id, b->place_id))
        return true;
    if (!a->located || !b->located)
        return dln_str_equal(a->name, b->name);
    double apart_m = dln_great_circle_m(a->at, b->at);
    const dln_where *rough = a->radius_m > b->radius_m ? a : b;
    return apart_m <= DLN_SAME_PLACE_M ||
           (rough->precision != DLN_GEO_EXACT && apart_m <= rough->radius_m);
}

// "eastern Homs" told again as "Homs".
bool dln_name_ends_with(dln_str longer, dln_str name) {
    return name.len > 0 && longer.len > name.len && dln_str_ends_with(longer, name) &&
           longer.data[longer.len - name.len - 1] == ' ';
}

// "A bomb went off in northern Iraq. The blast took place in Kirkuk": the second telling says more
// precisely where.
bool dln_draft_says_where(const dln_draft *a, const dln_draft *b) {
    const dln_where *x = &a->incident.where, *y = &b->incident.where;
    if (!x->located || !b->own_place || x->precision == DLN_GEO_EXACT)
        return false;
    // "eastern Syria" has its middle far from its edge
    bool one_country = x->country.data && dln_str_equal(x->country, y->country);
    double reach_m = one_country ? 2 * x->radius_m + y->radius_m : x->radius_m;
    return !y->located ||
           (y->radius_m < x->radius_m && dln_great_circle_m(x->at, y->at) <= reach_m);
}

bool dln_counts_equal(dln_count a, dln_count b) {
    return a.said && b.said && a.low > 0 && a.low == b.low;
}

bool dln_drafts_dates_agree(const dln_draft *a, const dln_draft *b) {
    const dln_when *x = &a->incident.when, *y = &b->incident.when;
    if (x->precision == DLN_DATE_OPEN || y->precision == DLN_DATE_OPEN)
        return true;
    if (!a->own_date || !b->own_date)
        return x->first - UNSAID_DAYS <= y->last && y->first - UNSAID_DAYS <= x->last;
    bool same_harm = dln_counts_equal(a->incident.fatalities, b->incident.fatalities) ||
                     dln_counts_equal(a->incident.injured, b->incident.injured);
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

bool dln_drafts_harm_agrees(const dln_draft *a, const dln_draft *b) {
    const dln_incident *x = &a->incident, *y = &b->incident;
    bool dead = counts_agree(x->fatalities, y->fatalities) ||
                (a->heading && rounds_down(x->fatalities, y->fatalities));
    bool hurt =
        counts_agree(x->injured, y->injured) || (a->heading && rounds_down(x->injured, y->injured));
    return dead && hurt;
}

// Letters that two forms of one name share: "Israel", "Israeli".
enum { NAME_STEM = 4 };

bool dln_names_share_a_word(dln_str a, dln_str b) {
    for (size_t i = 0; i + NAME_STEM <= a.len; i++) {
        bool begins = i == 0 || a.data[i - 1] == ' ';
        for (size_t k = 0; begins && k + NAME_STEM <= b.len; k++)
            if ((k == 0 || b.data[k - 1] == ' ') && memcmp(a.data + i, b.data + k, NAME_STEM) == 0)
                return true;
    }
    return false;
}

bool dln_is_a_name(dln_str words) {
    return words.len >= NAME_STEM && words.data[0] >= 'A' && words.data[0] <= 'Z';
}

// Two names of actors without a word in common are two actors; "gunmen" may be anybody.
bool dln_names_clash(dln_str a, dln_str b) {
    return dln_is_a_name(a) && dln_is_a_name(b) && !dln_names_share_a_word(a, b);
}

// Two targets without a word in common; "seven people" and "five soldiers" may be the same.
bool dln_aims_differ(dln_str a, dln_str b) {
    return a.data && b.data && !dln_names_share_a_word(a, b) &&
           (dln_is_a_name(a) || dln_is_a_name(b));
}
