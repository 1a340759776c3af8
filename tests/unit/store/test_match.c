#include "unit/store/fixture.h"

#include "store/match.h"
#include "store/merge.h"
#include "store/party.h"

// Two reports' strike on Ain al-Asad that injured seven.
static dln_incident told(void) {
    dln_incident in = strike_at("Ain al-Asad", 42.44, 33.79);
    in.where.place_id = DLN_STR("p1");
    in.injured = exactly(7);
    return in;
}

static bool match(const dln_incident *a, const dln_incident *b) {
    dln_match there, back;
    bool same = dln_match_incidents(a, b, &there);
    assert_int_equal(same, dln_match_incidents(b, a, &back));
    return same;
}

static void the_same_told_twice_matches(void **state) {
    (void)state;
    dln_incident a = told();
    assert_true(match(&a, &a));
}

static void two_exact_days_never_match(void **state) {
    (void)state;
    dln_incident a = told(), b = told();
    b.when.first = ++b.when.last;
    assert_false(match(&a, &b));
}

static void an_open_date_needs_a_telling_number_and_more(void **state) {
    (void)state;
    dln_incident a = told(), b = told();
    b.when = (dln_when){DLN_DAY_NONE, DLN_DAY_NONE, DLN_DATE_OPEN};
    assert_false(match(&a, &b));
    a.subtype = b.subtype = DLN_STR("drone");
    assert_true(match(&a, &b)); // place, subtype, and seven injured, which counts twice
    a.injured = b.injured = exactly(2);
    a.weapon = b.weapon = a.actor = b.actor = DLN_STR("x");
    assert_false(match(&a, &b)); // ones and twos are everywhere
}

static void a_week_needs_more_agreement_than_a_day(void **state) {
    (void)state;
    dln_incident a = told(), b = told();
    a.where.place_id = b.where.place_id = DLN_STR_NONE;
    b.where.name = DLN_STR("Haditha");
    a.injured = b.injured = exactly(2);
    assert_true(match(&a, &b));
    b.when = (dln_when){a.when.first - 3, a.when.first + 3, DLN_DATE_WEEK};
    assert_false(match(&a, &b));
    a.target = b.target = DLN_STR("base");
    assert_true(match(&a, &b));
    b.when = (dln_when){a.when.first - 20, a.when.first + 40, DLN_DATE_MONTH};
    assert_false(match(&a, &b)); // wider than a month
}

static void a_day_that_nobody_said_may_be_one_shortly_before(void **state) {
    (void)state;
    dln_incident a = told(), b = told();
    b.when = (dln_when){a.when.first + 2, a.when.first + 2, DLN_DATE_WEEK};
    assert_true(match(&a, &b));
    b.when.first = b.when.last = a.when.first + 4;
    assert_false(match(&a, &b));
    b.when.first = b.when.last = a.when.first - 1;
    assert_false(match(&a, &b)); // it never lies in the days to come
}

static void no_radius_reaches_over_fifty_kilometres(void **state) {
    (void)state;
    dln_incident a = told(), b = told();
    b.where.place_id = DLN_STR("p2");
    a.where.radius_m = b.where.radius_m = 1e6;
    b.where.at.lat += 0.44; // 49 km
    assert_true(match(&a, &b));
    b.where.at.lat += 0.02; // 51 km
    assert_false(match(&a, &b));
}

static void a_threat_is_no_strike(void **state) {
    (void)state;
    dln_incident a = told(), b = told();
    b.status = DLN_THREATENED;
    assert_false(match(&a, &b));
    b.status = DLN_DENIED;
    assert_true(match(&a, &b));
}

static void other_actors_are_other_incidents(void **state) {
    (void)state;
    dln_incident a = told(), b = told();
    a.injured.said = b.injured.said = false;
    a.actor = DLN_STR("Israel");
    b.actor = DLN_STR("the Israeli army");
    assert_true(match(&a, &b));
    b.actor = DLN_STR("Turkey");
    assert_false(match(&a, &b));
    a.injured = b.injured = exactly(7); // then it is who did it that is disputed
    assert_true(match(&a, &b));
}

static void names_are_compared_word_by_word(void **state) {
    (void)state;
    dln_incident a = told(), b = told();
    a.injured.said = b.injured.said = false;
    a.actor = DLN_STR("the army of Israel");
    b.actor = DLN_STR("an Israeli army unit");
    assert_true(match(&a, &b));
    a.actor = DLN_STR("the IDF");
    b.actor = DLN_STR("the PKK"); // "the" alone is nobody
    assert_false(match(&a, &b));
}

static void numbers_are_revised_but_not_multiplied(void **state) {
    (void)state;
    dln_incident a = told(), b = told();
    a.injured.said = b.injured.said = false;
    a.fatalities = exactly(5);
    b.fatalities = exactly(9);
    assert_true(match(&a, &b));
    b.fatalities = exactly(90);
    assert_false(match(&a, &b));
    b.fatalities = (dln_count){true, 3, DLN_COUNT_OPEN}; // at least three
    assert_true(match(&a, &b));
}

static void ways_from_different_places_are_different(void **state) {
    (void)state;
    dln_incident a = told(), b = told();
    a.origin = place_at("Tehran", 51.4, 35.7);
    b.origin = place_at("Basra", 47.8, 30.5);
    assert_false(match(&a, &b));
    b.origin = a.origin;
    assert_true(match(&a, &b));
}

static void a_country_alone_proves_nothing(void **state) {
    (void)state;
    dln_incident a = strike_at("Syria", 38, 35), b = a;
    a.where.precision = b.where.precision = DLN_GEO_REGION;
    a.where.radius_m = b.where.radius_m = 300e3;
    a.where.place_id = b.where.place_id = DLN_STR("SY");
    a.actor = b.actor = DLN_STR("Israel");
    assert_false(match(&a, &b));
    a.target = b.target = DLN_STR("a convoy");
    a.fatalities = b.fatalities = exactly(4);
    assert_true(match(&a, &b));
}

static dln_incident told_of_region(const char *name, double radius_m) {
    dln_incident in = told();
    in.where = place_at(name, 42.0, 33.0);
    in.where.country = DLN_STR("IQ");
    in.where.precision = DLN_GEO_REGION;
    in.where.radius_m = radius_m;
    return in;
}

static void a_region_holds_a_place_when_the_victims_agree(void **state) {
    (void)state;
    dln_incident base = told(), region = told_of_region("western Iraq", 185e3);
    base.where.country = DLN_STR("IQ");
    assert_false(match(&base, &region)); // the number and nothing else
    base.subtype = region.subtype = DLN_STR("rocket");
    assert_true(match(&base, &region));
    dln_match how;
    dln_buffer reason = {0};
    assert_true(dln_match_incidents(&base, &region, &how));
    dln_match_reason(&region, &how, &reason);
    assert_str(dln_buffer_str(&reason), "same day 2024-08-05, 96.7 km apart, one inside western "
                                        "Iraq; same subtype, number injured");
    dln_buffer_free(&reason);
}

static void a_region_never_holds_by_words_alone(void **state) {
    (void)state;
    dln_incident base = told(), region = told_of_region("Iraq", 370e3);
    base.where.country = DLN_STR("IQ");
    base.subtype = region.subtype = DLN_STR("airstrike");
    base.actor = region.actor = DLN_STR("U.S.");
    base.target = region.target = DLN_STR("militia");
    base.weapon = region.weapon = DLN_STR("warplanes");
    base.injured.said = false;
    assert_false(match(&base, &region)); // several such strikes a day
    base.injured = region.injured = exactly(1);
    assert_true(match(&base, &region)); // with the actor, even one
    base.actor = DLN_STR_NONE;
    assert_false(match(&base, &region));
}

static void a_region_holds_nothing_beyond_its_country_or_reach(void **state) {
    (void)state;
    dln_incident base = told(), region = told_of_region("western Iraq", 185e3);
    base.subtype = region.subtype = DLN_STR("rocket");
    base.where.country = DLN_STR("SY");
    assert_false(match(&base, &region));
    base.where.country = DLN_STR("IQ");
    base.where.at.lon += 2;
    assert_false(match(&base, &region));
}

static void another_death_toll_is_another_incident(void **state) {
    (void)state;
    dln_incident a = told(), b = told();
    a.subtype = b.subtype = DLN_STR("drone");
    a.actor = b.actor = a.target = b.target = DLN_STR("x");
    a.fatalities = exactly(2);
    b.fatalities = exactly(30);
    assert_false(match(&a, &b));        // whatever else agrees
    a.fatalities.high = DLN_COUNT_OPEN; // nor does "at least two" mean thirty
    assert_false(match(&a, &b));
    b.fatalities = exactly(6);
    assert_true(match(&a, &b));
}

static void at_least_seven_and_seven_are_one_number(void **state) {
    (void)state;
    dln_incident a = told(), b = told();
    a.where.place_id = b.where.place_id = DLN_STR_NONE;
    a.where.precision = b.where.precision = DLN_GEO_NEAR;
    a.injured.high = DLN_COUNT_OPEN;
    assert_true(match(&a, &b));
}

static void exact_places_fifty_kilometres_apart_are_two(void **state) {
    (void)state;
    dln_incident a = told(), b = told();
    a.subtype = b.subtype = DLN_STR("drone");
    a.actor = b.actor = a.target = b.target = DLN_STR("x");
    b.where.place_id = DLN_STR("p2");
    b.where.at.lat += 0.5;
    assert_false(match(&a, &b));
}

static void a_week_holds_its_day(void **state) {
    (void)state;
    dln_incident a = told(), b = told();
    b.when = (dln_when){a.when.first - 3, a.when.first + 3, DLN_DATE_WEEK};
    assert_true(match(&a, &b)); // same place, same seven
    b.when = (dln_when){a.when.first + 1, a.when.first + 7, DLN_DATE_WEEK};
    assert_false(match(&a, &b));
}

static void a_kind_of_strike_is_a_strike(void **state) {
    (void)state;
    dln_incident a = told(), b = told();
    a.injured.said = b.injured.said = false;
    a.subtype = DLN_STR("drone");
    assert_true(match(&a, &b)); // a strike
    b.subtype = DLN_STR("airstrike");
    assert_true(match(&a, &b)); // by a drone from the air
    b.subtype = DLN_STR("rocket");
    assert_false(match(&a, &b));
    b.type = DLN_ATTACK;
    b.subtype = DLN_STR_NONE;
    assert_false(match(&a, &b)); // "attack": needs one agreement more than the place
    a.injured = b.injured = exactly(7);
    assert_true(match(&a, &b));
    b.subtype = DLN_STR("arson");
    assert_false(match(&a, &b));
}

static void what_is_claimed_is_what_is_reported(void **state) {
    (void)state;
    dln_incident a = told(), b = told();
    b.status = DLN_CLAIMED;
    assert_true(match(&a, &b));
    b.status = DLN_PREVENTED;
    assert_false(match(&a, &b));
}

static void a_way_from_a_country_may_begin_at_its_gate(void **state) {
    (void)state;
    dln_incident a = told(), b = told();
    a.origin = place_at("Al-Qaim", 41.1, 34.4);
    b.origin = place_at("Iraq", 43.7, 33.2);
    b.origin.precision = DLN_GEO_REGION;
    b.origin.radius_m = 370e3;
    a.origin.country = b.origin.country = DLN_STR("IQ");
    assert_true(match(&a, &b));
    a.origin.country = DLN_STR("SY");
    assert_false(match(&a, &b));
}

static dln_claim claim(dln_incident incident, int published) {
    return (dln_claim){.incident = incident, .published = day(2024, 8, published)};
}

static void the_record_takes_the_best_of_each(void **state) {
    (void)state;
    dln_claim claims[3] = {claim(told(), 6), claim(told(), 7), claim(told(), 8)};
    claims[0].incident.where.radius_m = 50e3;
    claims[0].incident.where.precision = DLN_GEO_NEAR;
    claims[0].incident.actor = DLN_STR("a militia");
    claims[0].incident.status = DLN_CLAIMED;
    claims[1].incident.when.first -= 6;
    claims[1].incident.actor = claims[2].incident.actor = DLN_STR("Kataib");
    claims[1].incident.fatalities = exactly(2);
    claims[2].incident.fatalities = exactly(3);
    dln_incident merged;
    dln_merge_claims(claims, 3, &merged);
    assert_int_equal(merged.where.precision, DLN_GEO_EXACT);
    assert_int_equal(merged.when.first, merged.when.last);
    assert_str(merged.actor, "Kataib");
    assert_int_equal(merged.status, DLN_REPORTED);
    assert_int_equal(merged.fatalities.low, 3); // the latest of equals
    assert_int_equal(merged.injured.low, 7);
    assert_true(merged.confidence > 0.8 && merged.confidence < 1);
}

static void one_claim_stays_as_it_is(void **state) {
    (void)state;
    dln_claim only = claim(told(), 6);
    dln_incident merged;
    dln_merge_claims(&only, 1, &merged);
    assert_near(merged.confidence, only.incident.confidence, 1e-12);
    assert_str(merged.where.name, "Ain al-Asad");
}

static dln_party party(const char *a, const char *b) {
    dln_party there = dln_party_compare(dln_str_from(a), dln_str_from(b));
    assert_int_equal(there, dln_party_compare(dln_str_from(b), dln_str_from(a)));
    return there;
}

static void a_party_is_known_by_the_forms_of_its_name(void **state) {
    (void)state;
    assert_int_equal(party("Yemen's Houthi movement", "Houthis"), DLN_PARTY_SAME);
    assert_int_equal(party("Israel", "the Israeli army"), DLN_PARTY_SAME);
    assert_int_equal(party("RSF", "Rapid Support Forces"), DLN_PARTY_SAME);
    assert_int_equal(party("three U.S. troops", "Three U.S. soldiers"), DLN_PARTY_SAME);
}

static void a_word_in_common_is_not_yet_one_party(void **state) {
    (void)state;
    assert_int_equal(party("Islamic State", "Islamic Resistance"), DLN_PARTY_OTHER);
    assert_int_equal(party("Russian forces", "Ukrainian forces"), DLN_PARTY_OTHER);
    assert_int_equal(party("gunmen", "jihadists"), DLN_PARTY_UNSURE);
    assert_int_equal(party("gunmen", "Boko Haram"), DLN_PARTY_UNSURE);
    assert_int_equal(party("", ""), DLN_PARTY_UNSURE);
}

// "A strike on the base that month", of which nothing else is told.
static void a_month_and_a_place_are_nearly_enough(void **state) {
    (void)state;
    dln_incident a = told(), b = told();
    dln_match how;
    a.subtype = b.subtype = DLN_STR("drone");
    b.injured = (dln_count){0};
    b.when = (dln_when){a.when.first - 4, a.when.first + 26, DLN_DATE_MONTH};
    assert_false(match(&a, &b));
    assert_true(dln_match_nearly(&a, &b, &how));
    assert_true(how.is_only);
    b.subtype = DLN_STR("rocket");
    assert_false(dln_match_nearly(&a, &b, &how)); // one difference is one too many
}

static void the_weapon_of_another_kind_of_strike_is_no_second_difference(void **state) {
    (void)state;
    dln_incident a = told(), b = told();
    a.subtype = DLN_STR("drone"), a.weapon = DLN_STR("drone");
    b.subtype = DLN_STR("rocket"), b.weapon = DLN_STR("two rockets");
    assert_true(match(&a, &b)); // place, and seven injured, which counts twice
}

static void a_side_of_a_country_holds_its_far_corner(void **state) {
    (void)state;
    dln_incident a = told(), b = told();
    b.where = a.where;
    b.where.name = DLN_STR("western Iraq");
    b.where.place_id = DLN_STR("iq");
    b.where.feature = DLN_STR("PCLI");
    b.where.precision = DLN_GEO_NEAR;
    b.where.radius_m = 60e3;
    a.where.country = b.where.country = DLN_STR("IQ");
    a.subtype = b.subtype = DLN_STR("rocket");
    b.where.at.lat += 1.4; // 155 km, beyond the radius
    assert_true(match(&a, &b));
    b.where.at.lat += 1.0; // 266 km
    assert_false(match(&a, &b));
    b.where.at.lat -= 1.0;
    b.injured = (dln_count){0};
    assert_false(match(&a, &b)); // without victims in common so wide a place proves nothing
}

static void cells_are_square_degrees(void **state) {
    (void)state;
    assert_int_equal(dln_match_cell((dln_lonlat){-180, -90}), 0);
    assert_int_equal(dln_match_cell((dln_lonlat){180, -90}), 0);
    assert_int_equal(dln_match_cell((dln_lonlat){179.9, -89.1}), 359);
    assert_int_equal(dln_match_cell((dln_lonlat){0.5, 0.5}), 90 * 360 + 180);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_told_twice_matches),
        cmocka_unit_test(two_exact_days_never_match),
        cmocka_unit_test(an_open_date_needs_a_telling_number_and_more),
        cmocka_unit_test(a_week_needs_more_agreement_than_a_day),
        cmocka_unit_test(a_day_that_nobody_said_may_be_one_shortly_before),
        cmocka_unit_test(no_radius_reaches_over_fifty_kilometres),
        cmocka_unit_test(a_threat_is_no_strike),
        cmocka_unit_test(other_actors_are_other_incidents),
        cmocka_unit_test(names_are_compared_word_by_word),
        cmocka_unit_test(numbers_are_revised_but_not_multiplied),
        cmocka_unit_test(ways_from_different_places_are_different),
        cmocka_unit_test(a_country_alone_proves_nothing),
        cmocka_unit_test(a_region_holds_a_place_when_the_victims_agree),
        cmocka_unit_test(a_region_never_holds_by_words_alone),
        cmocka_unit_test(a_region_holds_nothing_beyond_its_country_or_reach),
        cmocka_unit_test(another_death_toll_is_another_incident),
        cmocka_unit_test(at_least_seven_and_seven_are_one_number),
        cmocka_unit_test(exact_places_fifty_kilometres_apart_are_two),
        cmocka_unit_test(a_week_holds_its_day),
        cmocka_unit_test(a_kind_of_strike_is_a_strike),
        cmocka_unit_test(what_is_claimed_is_what_is_reported),
        cmocka_unit_test(a_way_from_a_country_may_begin_at_its_gate),
        cmocka_unit_test(the_record_takes_the_best_of_each),
        cmocka_unit_test(one_claim_stays_as_it_is),
        cmocka_unit_test(a_party_is_known_by_the_forms_of_its_name),
        cmocka_unit_test(a_word_in_common_is_not_yet_one_party),
        cmocka_unit_test(a_month_and_a_place_are_nearly_enough),
        cmocka_unit_test(the_weapon_of_another_kind_of_strike_is_no_second_difference),
        cmocka_unit_test(a_side_of_a_country_holds_its_far_corner),
        cmocka_unit_test(cells_are_square_degrees),
    };
    return cmocka_run_group_tests_name("match", tests, NULL, NULL);
}
