// The score of a place is its tier plus, for populated places, 125 for each doubling of its
// population. The tiers say which of two namesakes a reader of news means when nothing else is
// known: 500 between two tiers is what sixteen times the population outweighs.
//
//  11000  countries and continents, above any capital ("Mexico", "Kuwait", "Luxembourg")
//   7500  capitals and seats of government of countries (and population)
//   6500  hand-written places: they are here because reports about conflicts name them
//   5350  first-order divisions, and 60 for each doubling of their people: above towns of their
//         name ("Ontario", "Florida"), below their own seat from 15,000 people on ("Baghdad",
//         "Homs") and below the largest cities ("New York")
//   4900  regions, seas, mountains, islands and rivers whose extent a source states (and extent)
//   4700  seats of first-order divisions (and population)
//   4500  other regions, seas and oceans
//   4200  seats of second-order divisions (and population)
//   4000  other populated places (and population)
//   3800  second-order divisions, and as towns do for people beyond 20,000; 3400 lower ones
//   3500  islands, rivers, mountains of which nobody says how large they are
//   3000  airfields, camps, buildings, everything else
//
// Of regions and waters the extent is what population is of towns: 300 for each doubling of the
// radius beyond 10 km, where a source states it. One 300 km wide outranks a town of 50,000 people,
// one 1,500 km wide (Red Sea, Rio Grande) a division or a city of a million. A radius that we
// guess from the feature says nothing: of 300,000 streams in a dump none is the Volga.
//
// A population of 0 means that nobody wrote it down, which is so for half the towns of Iraq and
// Syria. A seat of government then counts as a small one of its rank.
#include "gazetteer/rank.h"

#include <math.h>
#include <string.h>

#define POINTS_PER_DOUBLING 125.0
// Divisions of one country differ by a factor of a thousand in people, and not so in how often
// they are named.
#define DIVISION_POINTS_PER_DOUBLING 60.0
#define SMALL_DISTRICT_PEOPLE        20e3
#define EXTENT_POINTS_PER_DOUBLING   300.0
#define SMALL_EXTENT_M               10e3
#define EXTENDED_TIER                4900

typedef struct feature_facts {
    const char *code; // exact, or a beginning when it ends in '*'
    int32_t tier;
    double radius_m;
} feature_facts;

// The first row that fits decides. Radii are the half extents of usual ones of their kind:
// a governorate is 60 km in radius (median of Natural Earth's divisions), a sea 300 km.
static const feature_facts by_code[] = {
    {"PCLH", 3300, 300e3}, {"PCL*", 11000, 300e3}, {"TERR", 11000, 50e3}, {"CONT", 11000, 3000e3},
    {"ADM1H", 3300, 60e3}, {"ADM1", 5350, 60e3},   {"ADM2", 3800, 20e3},  {"ADM*", 3400, 8e3},
    {"OCN", 4500, 3000e3}, {"SEA", 4500, 300e3},   {"GULF", 4500, 200e3}, {"STRT", 4500, 40e3},
    {"RGN*", 4500, 100e3}, {"AREA", 4500, 30e3},   {"ISL*", 3500, 20e3},  {"STM*", 3500, 100e3},
    {"DSRT", 4500, 200e3}, {"MTS", 3500, 100e3},   {"PEN*", 3500, 50e3},  {"LK*", 3500, 10e3},
    {"AIR*", 3000, 3e3},   {"MILB", 3000, 3e3},    {"PRT", 3000, 2e3},    {"OILF", 3000, 10e3},
    {"PPLC", 7500, 0},     {"PPLG", 7500, 0},      {"PPLA", 4700, 0},     {"PPLA*", 4200, 0},
    {"PPLQ", 3300, 1e3},   {"PPLX", 3700, 0},      {"PPLH", 3300, 0},     {"PPLW", 3300, 1e3},
};

typedef struct class_facts {
    char feature_class;
    int32_t tier;
    double radius_m;
} class_facts;

static const class_facts by_class[] = {
    {'P', 4000, 0},   {'A', 3400, 20e3}, {'L', 3400, 10e3}, {'H', 3500, 20e3}, {'T', 3500, 5e3},
    {'S', 3000, 1e3}, {'R', 3000, 20e3}, {'U', 3000, 50e3}, {'V', 3000, 10e3},
};

#define HANDWRITTEN_TIER 6500

// What a seat or a division without a population is taken for: the lower quartile of those that
// have one in GeoNames cities500 of 2023; other towns for the smallest that stand there.
typedef struct seat_facts {
    const char *code;
    uint64_t population;
} seat_facts;

static const seat_facts small_seats[] = {
    {"PPLC", 48000}, {"PPLA", 11000}, {"PPLA2", 2700},
    {"PPLA*", 500},  {"PPL*", 500},   {"ADM1", 100000},
};

static bool code_fits(const char *pattern, dln_str code) {
    dln_str p = dln_str_from(pattern);
    if (p.data[p.len - 1] == '*')
        return dln_str_starts_with(code, dln_str_slice(p, 0, p.len - 1));
    return dln_str_equal(p, code);
}

static feature_facts facts_of(const dln_rank_facts *facts) {
    for (size_t i = 0; i < sizeof by_code / sizeof *by_code; i++)
        if (code_fits(by_code[i].code, facts->feature))
            return by_code[i];
    for (size_t i = 0; i < sizeof by_class / sizeof *by_class; i++)
        if (by_class[i].feature_class == facts->feature_class)
            return (feature_facts){"", by_class[i].tier, by_class[i].radius_m};
    return (feature_facts){"", 3000, 5e3};
}

static uint64_t likely_population(const dln_rank_facts *facts) {
    for (size_t i = 0; facts->population == 0 && i < sizeof small_seats / sizeof *small_seats; i++)
        if (code_fits(small_seats[i].code, facts->feature))
            return small_seats[i].population;
    return facts->population;
}

static bool has_extent(const dln_rank_facts *facts) {
    return facts->radius_m > 0 && facts->feature_class && strchr("LHT", facts->feature_class);
}

static double size_points(const dln_rank_facts *facts) {
    double people = (double)likely_population(facts);
    if (facts->feature_class == 'P')
        return POINTS_PER_DOUBLING * log2(1.0 + people);
    if (has_extent(facts))
        return EXTENT_POINTS_PER_DOUBLING * log2(fmax(1.0, facts->radius_m / SMALL_EXTENT_M));
    if (dln_str_equal(facts->feature, DLN_STR("ADM1")))
        return DIVISION_POINTS_PER_DOUBLING * log2(1.0 + people);
    if (dln_str_equal(facts->feature, DLN_STR("ADM2")))
        return POINTS_PER_DOUBLING * log2(fmax(1.0, people / SMALL_DISTRICT_PEOPLE));
    return 0;
}

int32_t dln_place_score(const dln_rank_facts *facts) {
    int32_t score = facts_of(facts).tier;
    if (has_extent(facts) && score < EXTENDED_TIER)
        score = EXTENDED_TIER;
    if (facts->handwritten && score < HANDWRITTEN_TIER)
        score = HANDWRITTEN_TIER;
    return score + (int32_t)size_points(facts);
}

// A place usually called otherwise stands behind one that is called so; what we made up ourselves
// stands furthest behind, but a capital under its Arabic name still comes before a hamlet.
int32_t dln_kind_penalty(dln_name_kind kind) {
    switch (kind) {
    case DLN_NAME_MAIN:
        return 0;
    case DLN_NAME_ALTERNATE:
    case DLN_NAME_ABBREVIATION:
        return 500;
    default:
        return 1000;
    }
}

// A town of unknown size is taken for 2 km, which one of 60,000 has.
#define UNKNOWN_TOWN_RADIUS_M  2000.0
#define SMALLEST_TOWN_RADIUS_M 500.0
// Built-up areas of the world hold about 5,000 people a square kilometre (UN-Habitat).
#define PEOPLE_PER_M2 0.005
#define PI            3.14159265358979323846

double dln_default_radius_m(const dln_rank_facts *facts) {
    double radius_m = facts_of(facts).radius_m;
    if (radius_m > 0)
        return radius_m;
    if (facts->population == 0)
        return UNKNOWN_TOWN_RADIUS_M;
    return fmax(SMALLEST_TOWN_RADIUS_M, sqrt((double)facts->population / PEOPLE_PER_M2 / PI));
}
