#include "extract/place/resolve_prior.h"

#include <math.h>
#include <string.h>

// News names countries and capitals far beyond their share of the world's people.
#define FAME_CONTINENT      8.5
#define FAME_COUNTRY        6.0 // and a third of the logarithm of its people: 7.5 to 9
#define FAME_COUNTRY_LOG    0.33
#define FAME_DIVISION       4.6 // first-order, and a quarter of the logarithm of its people
#define FAME_DIVISION_LOG   0.25
#define FAME_DIVISION2      3.4
#define FAME_DIVISION2_LOG  0.15
#define FAME_REGION         5.5 // "Middle East", "Sahel": the list holds only known ones
#define FAME_WATER          5.0
#define FAME_SPOT           3.5  // air bases, camps: written by hand because reports name them
#define FAME_CITY           1.0  // and the logarithm of its people
#define FAME_CAPITAL_BONUS  0.9  // of a country
#define FAME_SEAT_BONUS     0.3  // of a first-order division
#define FAME_UNKNOWN_PEOPLE 600  // median of towns whose population GeoNames does not know
#define FAME_NAMED_PEOPLE   5000 // of towns that stand in the tables by hand: reports name them
// Another spelling is used less often than the usual name, one made by rule less often still.
#define FAME_ALTERNATE (-0.25)
#define FAME_DERIVED   (-0.8)

bool dln_feature_begins(const dln_place *place, const char *prefix) {
    return dln_str_starts_with(place->feature, dln_str_from(prefix));
}

bool dln_place_is_country(const dln_place *place) {
    return place->feature_class == 'A' &&
           (dln_feature_begins(place, "PCL") || dln_feature_begins(place, "TERR"));
}

static double log_people(const dln_place *place) {
    bool by_hand =
        place->feature_class == 'P' && dln_str_starts_with(place->id, DLN_STR("dateline:"));
    double people = place->population > 0 ? (double)place->population
                    : by_hand             ? FAME_NAMED_PEOPLE
                                          : FAME_UNKNOWN_PEOPLE;
    return log10(people);
}

static double settlement_fame(const dln_place *place) {
    double fame = FAME_CITY + log_people(place);
    if (dln_str_equal(place->feature, DLN_STR("PPLC")))
        fame += FAME_CAPITAL_BONUS;
    else if (dln_str_equal(place->feature, DLN_STR("PPLA")))
        fame += FAME_SEAT_BONUS;
    return fame;
}

static double base_fame(const dln_place *place) {
    if (dln_place_is_country(place))
        return FAME_COUNTRY + FAME_COUNTRY_LOG * log_people(place);
    if (dln_feature_begins(place, "CONT"))
        return FAME_CONTINENT;
    switch (place->feature_class) {
    case 'P':
        return settlement_fame(place);
    case 'A':
        return dln_feature_begins(place, "ADM1")
                   ? FAME_DIVISION + FAME_DIVISION_LOG * log_people(place)
                   : FAME_DIVISION2 + FAME_DIVISION2_LOG * log_people(place);
    case 'L':
        return FAME_REGION;
    case 'H':
    case 'T':
        return FAME_WATER;
    default:
        return FAME_SPOT;
    }
}

double dln_place_fame(const dln_place *place, dln_name_kind kind) {
    double fame = base_fame(place);
    switch (kind) {
    case DLN_NAME_ALTERNATE:
        return fame + FAME_ALTERNATE;
    case DLN_NAME_DERIVED:
        return fame + FAME_DERIVED;
    case DLN_NAME_MAIN:
    case DLN_NAME_ABBREVIATION:
        break;
    }
    return fame;
}
