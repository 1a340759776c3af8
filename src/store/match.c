#include "store/match.h"

#include <math.h>

#include "store/near.h"

// Type, status, place and day must be compatible; they alone prove little, since one town may see
// two strikes a day. So agreement in further facts is counted against what is needed:
//   1 at least, 1 more when a date is a week wide, 2 when it is a month; 1 more when a place is
//   near something, 2 when it is a region; 1 more between two kindred types; 2 more for each fact
//   in which they differ, but 1 for target and object, which no two writers call the same. Exactly
//   the same number of victims, from three up, is rarely chance and agrees twice. A report that
//   gives no date can only be recognised by such a number, and then by 3 more agreements.
enum {
    NEED_AT_LEAST = 1,
    NEED_FOR_WEEK = 1,
    NEED_FOR_MONTH = 2,
    NEED_FOR_OPEN_DATE = 3,
    NEED_FOR_NEAR = 1,
    NEED_FOR_REGION = 2,
    NEED_FOR_KINDRED_TYPE = 1,
    NEED_FOR_DIFFERENCE = 2,
    NEED_FOR_OTHER_WORDS = 1,
    WEEK_DAYS = 7,
};
// First counts are revised: numbers differ only when the higher is over twice the lower and 2 more.
#define COUNT_REVISION_FACTOR 2
#define COUNT_REVISION_SLACK  2

enum fact {
    FACT_PLACE,
    FACT_SUBTYPE,
    FACT_ACTOR,
    FACT_TARGET,
    FACT_WEAPON,
    FACT_OBJECT,
    FACT_FATALITIES,
    FACT_INJURED,
    FACT_ORIGIN,
    FACT_DESTINATION,
    FACTS,
};
static const char *const fact_names[FACTS] = {
    [FACT_PLACE] = "place",
    [FACT_SUBTYPE] = "subtype",
    [FACT_ACTOR] = "actor",
    [FACT_TARGET] = "target",
    [FACT_WEAPON] = "weapon",
    [FACT_OBJECT] = "object",
    [FACT_FATALITIES] = "number killed",
    [FACT_INJURED] = "number injured",
    [FACT_ORIGIN] = "origin",
    [FACT_DESTINATION] = "destination",
};

// Types that reports take for one another.
static int kind_of(dln_incident_type type) {
    switch (type) {
    case DLN_EXPLOSION:
        return DLN_STRIKE;
    case DLN_ATTACK:
        return DLN_CLASH;
    case DLN_RIOT:
        return DLN_PROTEST;
    default:
        return (int)type;
    }
}

// What happened (or is said or denied to have), what is to come, and what was prevented.
static int reality_of(dln_incident_status status) {
    switch (status) {
    case DLN_PLANNED:
    case DLN_THREATENED:
        return 1;
    case DLN_PREVENTED:
        return 2;
    default:
        return 0;
    }
}

static int days_of(dln_when when) {
    return when.last - when.first + 1;
}

// How much agreement the dates ask for; -1 when they contradict or say too little.
static int need_of_dates(dln_when a, dln_when b) {
    if (a.precision == DLN_DATE_OPEN || b.precision == DLN_DATE_OPEN)
        return NEED_FOR_OPEN_DATE;
    if (a.first > b.last || b.first > a.last)
        return -1;
    int days = days_of(a) > days_of(b) ? days_of(a) : days_of(b);
    return days > DLN_MATCH_MAX_DAYS ? -1
           : days > WEEK_DAYS        ? NEED_FOR_MONTH
           : days > 1                ? NEED_FOR_WEEK
                                     : 0;
}

static bool is_same_place(const dln_where *a, const dln_where *b) {
    return a->place_id.data && dln_str_equal(a->place_id, b->place_id);
}

static bool is_same_name(const dln_where *a, const dln_where *b) {
    return a->name.data && dln_str_equal(a->name, b->name);
}

// The same for places, and the distance between them.
static int need_of_places(const dln_where *a, const dln_where *b, double *distance_m) {
    if (a->located != b->located)
        return -1;
    if (!a->located) {
        *distance_m = -1;
        return is_same_name(a, b) ? NEED_FOR_REGION : -1;
    }
    *distance_m = dln_distance_m(a->at, b->at);
    double reach = fmin(a->radius_m + b->radius_m, DLN_MATCH_MAX_M);
    if (*distance_m > reach && !is_same_place(a, b))
        return -1;
    dln_geo_precision rough = a->precision > b->precision ? a->precision : b->precision;
    return rough == DLN_GEO_EXACT ? 0 : rough == DLN_GEO_NEAR ? NEED_FOR_NEAR : NEED_FOR_REGION;
}

static void note(dln_match *match, enum fact fact, bool agree) {
    if (agree)
        match->agree |= 1u << fact;
    else
        match->differ |= 1u << fact;
}

// One name within the other is the same: "Israel" and "the Israeli army".
static void compare_names(dln_match *match, enum fact fact, dln_str a, dln_str b) {
    if (a.data && b.data)
        note(match, fact, dln_text_contains_folded(a, b) || dln_text_contains_folded(b, a));
}

static void compare_counts(dln_match *match, enum fact fact, dln_count a, dln_count b) {
    if (!a.said || !b.said)
        return;
    if (a.low <= b.high && b.low <= a.high) {
        note(match, fact, true);
        match->telling_numbers += a.low == a.high && b.low == b.high && a.low >= DLN_MATCH_TELLING;
        return;
    }
    int64_t more = a.low > b.low ? a.low : b.low;
    int64_t fewer = a.low > b.low ? b.high : a.high;
    if (more > fewer * COUNT_REVISION_FACTOR + COUNT_REVISION_SLACK)
        note(match, fact, false);
}

// False when the two ways cannot be one.
static bool compare_stops(dln_match *match, enum fact fact, const dln_where *a,
                          const dln_where *b) {
    if (!a->located || !b->located)
        return true;
    if (!is_same_place(a, b) && dln_distance_m(a->at, b->at) > DLN_MATCH_MAX_M)
        return false;
    note(match, fact, true);
    return true;
}

static void compare_facts(dln_match *match, const dln_incident *a, const dln_incident *b) {
    if (is_same_place(&a->where, &b->where) && a->where.precision == DLN_GEO_EXACT &&
        b->where.precision == DLN_GEO_EXACT)
        note(match, FACT_PLACE, true);
    if (a->subtype.data && b->subtype.data && a->type == b->type)
        note(match, FACT_SUBTYPE, dln_str_equal(a->subtype, b->subtype));
    compare_names(match, FACT_ACTOR, a->actor, b->actor);
    compare_names(match, FACT_TARGET, a->target, b->target);
    compare_names(match, FACT_WEAPON, a->weapon, b->weapon);
    compare_names(match, FACT_OBJECT, a->object, b->object);
    compare_counts(match, FACT_FATALITIES, a->fatalities, b->fatalities);
    compare_counts(match, FACT_INJURED, a->injured, b->injured);
}

static int count_bits(unsigned bits) {
    int count = 0;
    for (; bits; bits &= bits - 1)
        count++;
    return count;
}

static int need_of_differences(unsigned differ) {
    unsigned words = differ & (1u << FACT_TARGET | 1u << FACT_OBJECT);
    return NEED_FOR_OTHER_WORDS * count_bits(words) +
           NEED_FOR_DIFFERENCE * count_bits(differ & ~words);
}

static bool is_open(const dln_incident *incident) {
    return incident->when.precision == DLN_DATE_OPEN;
}

bool dln_match_incidents(const dln_incident *known, const dln_incident *told, dln_match *out) {
    if (kind_of(known->type) != kind_of(told->type) ||
        reality_of(known->status) != reality_of(told->status))
        return false;
    dln_match match = {.is_undated = is_open(known) || is_open(told)};
    int dates = need_of_dates(known->when, told->when);
    int places = need_of_places(&known->where, &told->where, &match.distance_m);
    if (dates < 0 || places < 0 ||
        !compare_stops(&match, FACT_ORIGIN, &known->origin, &told->origin) ||
        !compare_stops(&match, FACT_DESTINATION, &known->destination, &told->destination))
        return false;
    compare_facts(&match, known, told);
    if (match.is_undated && !match.telling_numbers)
        return false;
    int need = NEED_AT_LEAST + dates + places + need_of_differences(match.differ);
    if (known->type != told->type)
        need += NEED_FOR_KINDRED_TYPE;
    match.surplus = count_bits(match.agree) + match.telling_numbers - need;
    if (match.surplus < 0)
        return false;
    *out = match;
    return true;
}

bool dln_match_retold(const dln_incident *before, const dln_incident *now) {
    return before->type == now->type && before->status == now->status &&
           before->when.first == now->when.first && before->when.last == now->when.last &&
           dln_str_equal(before->where.name, now->where.name);
}

static void append_facts(dln_buffer *out, const char *lead, unsigned facts) {
    for (int fact = 0; fact < FACTS; fact++)
        if (facts & 1u << fact) {
            dln_buffer_printf(out, "%s%s", lead, fact_names[fact]);
            lead = ", ";
        }
}

void dln_match_reason(const dln_incident *told, const dln_match *match, dln_buffer *out) {
    char day[DLN_DAY_TEXT_SIZE];
    if (match->is_undated)
        dln_buffer_append(out, DLN_STR("one of them undated"));
    else
        dln_buffer_printf(out, days_of(told->when) == 1 ? "same day %s" : "days from %s overlap",
                          dln_day_format(told->when.first, day));
    if (match->distance_m < 0)
        dln_buffer_printf(out, ", same unplaced name");
    else // in tenths, without printf's decimal comma in other locales
        dln_buffer_printf(out, ", %ld.%ld km apart", lround(match->distance_m / 100) / 10,
                          lround(match->distance_m / 100) % 10);
    append_facts(out, "; same ", match->agree);
    append_facts(out, "; differs in ", match->differ);
}

int64_t dln_match_cell(dln_lonlat at) {
    return (int64_t)(floor(at.lat) + 90) * 360 + (int64_t)floor(dln_wrap_lon(at.lon) + 180);
}
