#include "store/match.h"

#include <math.h>

#include "store/near.h"
#include "store/party.h"

// Type, status, place and day must be compatible; they alone prove little, since one town may see
// two strikes a day. So agreement in further facts is counted against what is needed:
//   1 at least, 1 more when a date is a week wide, 2 when it is a month; 1 more when a place is
//   near something, 2 when it is a region; 1 more between two kindred types; 2 more for each fact
//   in which they differ, but 1 for target and object, which no two writers call the same, and for
//   the weapon of one kind of strike. The same number of victims, from three up, is rarely chance
//   and agrees twice. A report that gives no date can only be recognised by such a number, and then
//   by 3 more agreements. A country or a part of one that holds the other's place is no
//   contradiction, but so much happens in it that only the number of victims tells one thing from
//   another, and of one or two only together with the actor.
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
// First counts are revised: numbers contradict only when the higher is over twice the lower and 2
// more. "At least" reaches as far.
#define COUNT_REVISION_FACTOR 2
#define COUNT_REVISION_SLACK  2
// A place "near" something that is known so well is as good as the thing itself.
#define NEAR_ENOUGH_M 10e3
// The middle of "southern Israel" may lie so many radii from a town in it: countries are long.
#define SIDE_REACH 3.5
// So many dead or hurt on one day in one place are told twice rather than done twice: the number
// counts once more.
#define LARGE_NUMBER 10

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

// "attack" alone is said of everything that does harm.
static bool is_any_attack(const dln_incident *incident) {
    return incident->type == DLN_ATTACK && !incident->subtype.data;
}

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

static bool are_kindred(const dln_incident *a, const dln_incident *b) {
    int x = kind_of(a->type), y = kind_of(b->type);
    return x == y || (is_any_attack(a) && y == DLN_STRIKE) || (is_any_attack(b) && x == DLN_STRIKE);
}

// A drone's missile is told as an airstrike, and rockets as missiles or shells: the kinds of one
// row do not contradict each other.
static bool is_same_way_of_striking(dln_str a, dln_str b) {
    static const char *const rows[][4] = {
        {"airstrike", "drone", NULL},
        {"rocket", "missile", "shelling", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int found = 0;
        for (const char *const *name = rows[i]; *name; name++)
            found += dln_str_equal(a, dln_str_from(*name)) + dln_str_equal(b, dln_str_from(*name));
        if (found == 2)
            return true;
    }
    return false;
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

// One day, known to the week: the report did not say it.
static bool is_unsaid(dln_when when) {
    return when.precision == DLN_DATE_WEEK && when.first == when.last;
}

// The days that a date may mean: a day known to the week is that day or one shortly before.
static dln_when reach_of(dln_when when) {
    if (is_unsaid(when))
        when.first -= DLN_MATCH_UNSAID_DAYS;
    return when;
}

dln_when dln_match_window(dln_when told) {
    dln_when window = reach_of(told);
    window.last += DLN_MATCH_UNSAID_DAYS;
    return window;
}

// How much agreement the dates ask for; -1 when they contradict or say too little.
static int need_of_dates(dln_when a, dln_when b) {
    if (a.precision == DLN_DATE_OPEN || b.precision == DLN_DATE_OPEN)
        return NEED_FOR_OPEN_DATE;
    a = reach_of(a);
    b = reach_of(b);
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

static bool is_wide(const dln_where *where) {
    return where->precision != DLN_GEO_EXACT && where->radius_m > DLN_MATCH_MAX_M;
}

// "western Iraq" holds Ain al-Asad: the radius of an area reaches beyond its border, so both must
// lie in one country.
static bool holds(const dln_where *area, const dln_where *place, double distance_m) {
    bool side = area->precision == DLN_GEO_NEAR &&
                dln_str_starts_with(area->feature, DLN_STR("PCL")); // "eastern Syria"
    double reach_m = side ? SIDE_REACH * area->radius_m : area->radius_m;
    return (side || is_wide(area)) && area->radius_m > place->radius_m && distance_m <= reach_m &&
           area->country.data && dln_str_equal(area->country, place->country);
}

// The same for places, and the distance between them.
static int need_of_places(const dln_where *a, const dln_where *b, dln_match *match) {
    if (a->located != b->located)
        return -1;
    if (!a->located) {
        match->distance_m = -1;
        return is_same_name(a, b) ? NEED_FOR_REGION : -1;
    }
    match->distance_m = dln_distance_m(a->at, b->at);
    if (holds(a, b, match->distance_m) || holds(b, a, match->distance_m)) {
        match->inside = a->radius_m > b->radius_m ? a->name : b->name;
        return NEED_FOR_REGION;
    }
    double reach = fmin(a->radius_m + b->radius_m, DLN_MATCH_MAX_M);
    if (match->distance_m > reach && !is_same_place(a, b))
        return -1;
    dln_geo_precision rough = a->precision > b->precision ? a->precision : b->precision;
    if (rough == DLN_GEO_REGION || is_wide(a) || is_wide(b))
        return NEED_FOR_REGION;
    bool near = rough != DLN_GEO_EXACT && fmax(a->radius_m, b->radius_m) > NEAR_ENOUGH_M;
    return near ? NEED_FOR_NEAR : 0;
}

static void note(dln_match *match, enum fact fact, bool agree) {
    if (agree)
        match->agree |= 1u << fact;
    else
        match->differ |= 1u << fact;
}

// "Gunmen" may be any group; what was hit, two writers call by two words, which says a little.
static void compare_names(dln_match *match, enum fact fact, dln_str a, dln_str b) {
    if (!a.data || !b.data)
        return;
    dln_party party = dln_party_compare(a, b);
    if (party != DLN_PARTY_UNSURE || fact != FACT_ACTOR)
        note(match, fact, party == DLN_PARTY_SAME);
}

static int64_t revised(int64_t count) {
    return count * COUNT_REVISION_FACTOR + COUNT_REVISION_SLACK;
}

// The most that may be meant, and the most that it may become.
static int64_t most_of(dln_count count) {
    return count.high == DLN_COUNT_OPEN ? revised(count.low) : count.high;
}

static int64_t limit_of(dln_count count) {
    return count.high == DLN_COUNT_OPEN ? revised(count.low) : revised(count.high);
}

// False when the two cannot be of one incident.
static bool compare_counts(dln_match *match, enum fact fact, dln_count a, dln_count b) {
    if (!a.said || !b.said)
        return true;
    dln_count few = a.low < b.low ? a : b, many = a.low < b.low ? b : a;
    if (many.low > limit_of(few))
        return false;
    if (many.low <= most_of(few)) {
        note(match, fact, true);
        bool equal = a.low == b.low;
        match->telling_numbers +=
            (equal && a.low >= DLN_MATCH_TELLING) + (equal && a.low >= LARGE_NUMBER);
        match->has_same_number |= a.low == b.low && a.low > 0;
    }
    return true;
}

// False when the two ways cannot be one.
static bool compare_stops(dln_match *match, enum fact fact, const dln_where *a,
                          const dln_where *b) {
    if (!a->located || !b->located)
        return true;
    double distance_m = dln_distance_m(a->at, b->at);
    if (holds(a, b, distance_m) || holds(b, a, distance_m))
        return true; // "from Iraq" and "from Al-Qa'im" say the one what the other does
    if (!is_same_place(a, b) && distance_m > DLN_MATCH_MAX_M)
        return false;
    note(match, fact, true);
    return true;
}

// The same place, or one named after the other beside it: "central Tel Aviv", "the port of Eilat".
static bool is_same_scene(const dln_where *a, const dln_where *b, double distance_m) {
    if (a->precision == DLN_GEO_REGION || b->precision == DLN_GEO_REGION || !a->located)
        return false;
    bool beside = distance_m >= 0 && distance_m <= fmax(a->radius_m, b->radius_m) && !is_wide(a) &&
                  !is_wide(b);
    return is_same_place(a, b) || (beside && dln_party_compare(a->name, b->name) == DLN_PARTY_SAME);
}

static void compare_facts(dln_match *match, const dln_incident *a, const dln_incident *b) {
    if (is_same_scene(&a->where, &b->where, match->distance_m))
        note(match, FACT_PLACE, true);
    bool has_subtypes = a->subtype.data && b->subtype.data && a->type == b->type;
    if (has_subtypes && dln_str_equal(a->subtype, b->subtype))
        note(match, FACT_SUBTYPE, true);
    else if (has_subtypes && !is_same_way_of_striking(a->subtype, b->subtype))
        note(match, FACT_SUBTYPE, false);
    compare_names(match, FACT_ACTOR, a->actor, b->actor);
    compare_names(match, FACT_TARGET, a->target, b->target);
    compare_names(match, FACT_WEAPON, a->weapon, b->weapon);
    compare_names(match, FACT_OBJECT, a->object, b->object);
}

static bool compare_victims(dln_match *match, const dln_incident *a, const dln_incident *b) {
    return compare_counts(match, FACT_FATALITIES, a->fatalities, b->fatalities) &&
           compare_counts(match, FACT_INJURED, a->injured, b->injured);
}

// Whether the victims tell that two things told of a wide area are one.
static bool is_recognised(const dln_match *match) {
    return match->telling_numbers > 0 ||
           (match->has_same_number && (match->agree & 1u << FACT_ACTOR));
}

static int count_bits(unsigned bits) {
    int count = 0;
    for (; bits; bits &= bits - 1)
        count++;
    return count;
}

// A drone and a drone strike say the same once.
static int count_agreements(unsigned agree) {
    if (agree & 1u << FACT_SUBTYPE)
        agree &= ~(1u << FACT_WEAPON);
    return count_bits(agree);
}

static int need_of_differences(unsigned agree, unsigned differ) {
    unsigned words = 1u << FACT_TARGET | 1u << FACT_OBJECT;
    if (agree & 1u << FACT_SUBTYPE)
        words |= 1u << FACT_WEAPON;
    if (differ & 1u << FACT_SUBTYPE)
        differ &= ~(1u << FACT_WEAPON); // which is what the two kinds are told by
    words &= differ;
    return NEED_FOR_OTHER_WORDS * count_bits(words) +
           NEED_FOR_DIFFERENCE * count_bits(differ & ~words);
}

static bool is_open(const dln_incident *incident) {
    return incident->when.precision == DLN_DATE_OPEN;
}

bool dln_match_is_possible(const dln_incident *known, const dln_incident *told) {
    dln_match match = {0};
    return are_kindred(known, told) && reality_of(known->status) == reality_of(told->status) &&
           need_of_dates(known->when, told->when) >= 0 &&
           need_of_places(&known->where, &told->where, &match) >= 0 &&
           compare_victims(&match, known, told);
}

// Everything but the verdict; false when the two contradict each other or say too little.
static bool weigh(const dln_incident *known, const dln_incident *told, dln_match *match) {
    if (!are_kindred(known, told) || reality_of(known->status) != reality_of(told->status))
        return false;
    *match = (dln_match){.is_undated = is_open(known) || is_open(told)};
    int dates = need_of_dates(known->when, told->when);
    int places = need_of_places(&known->where, &told->where, match);
    if (dates < 0 || places < 0 ||
        !compare_stops(match, FACT_ORIGIN, &known->origin, &told->origin) ||
        !compare_stops(match, FACT_DESTINATION, &known->destination, &told->destination) ||
        !compare_victims(match, known, told))
        return false;
    compare_facts(match, known, told);
    if ((match->is_undated && !match->telling_numbers) ||
        (match->inside.data && !is_recognised(match)))
        return false;
    int need = NEED_AT_LEAST + dates + places + need_of_differences(match->agree, match->differ);
    bool known_by_harm = match->telling_numbers && (match->agree & 1u << FACT_PLACE);
    if (known_by_harm && (match->differ & 1u << FACT_SUBTYPE))
        need -= NEED_FOR_OTHER_WORDS; // one writer's drone is the other's rocket
    if (known->type != told->type)
        need += NEED_FOR_KINDRED_TYPE;
    match->surplus = count_agreements(match->agree) + match->telling_numbers - need;
    return true;
}

bool dln_match_incidents(const dln_incident *known, const dln_incident *told, dln_match *out) {
    dln_match match;
    if (!weigh(known, told, &match) || match.surplus < 0)
        return false;
    *out = match;
    return true;
}

bool dln_match_nearly(const dln_incident *known, const dln_incident *told, dln_match *out) {
    dln_match match;
    if (!weigh(known, told, &match) || match.surplus != -1 || match.differ || match.is_undated ||
        match.inside.data || !(match.agree & 1u << FACT_PLACE))
        return false;
    *out = match;
    out->is_only = true;
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
    if (match->inside.data) {
        dln_buffer_append(out, DLN_STR(", one inside "));
        dln_buffer_append(out, match->inside);
    }
    append_facts(out, "; same ", match->agree);
    append_facts(out, "; differs in ", match->differ);
    if (match->is_only)
        dln_buffer_append(out, DLN_STR("; the only one known there in those days"));
}

int64_t dln_match_cell(dln_lonlat at) {
    return (int64_t)(floor(at.lat) + 90) * 360 + (int64_t)floor(dln_wrap_lon(at.lon) + 180);
}
