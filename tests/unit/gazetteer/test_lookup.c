#include "unit/gazetteer/fixture.h"

#include "gazetteer/rank.h"

static void a_place_has_all_its_facts(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    dln_place deir = place_of(g, "t:deir");
    assert_str(deir.id, "t:deir");
    assert_str(deir.name, "Deir ez-Zor");
    assert_str(deir.feature, "PPLA");
    assert_int_equal(deir.feature_class, 'P');
    assert_string_equal(deir.country, "SY");
    assert_str(deir.admin1_code, "07");
    assert_str(deir.admin1, "Deir ez-Zor Governorate");
    assert_null(deir.admin2_code.data);
    assert_near(deir.at.lat, 35.33588, 0);
    assert_near(deir.at.lon, 40.13965, 0);
    assert_int_equal(deir.population, 242565);
    assert_int_equal(deir.score, 4700 + 2236); // 17.89 doublings of population, 125 each
    assert_str(dln_gazetteer_place(g, deir.country_place).id, "t:sy");
    assert_str(dln_gazetteer_place(g, deir.admin1_place).id, "t:sy.07");
    assert_str(place_of(g, "t:atlanta").admin2_code, "121");
}

static void a_country_and_a_division_know_their_seats(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    assert_str(dln_gazetteer_place(g, place_of(g, "t:sy.07").seat).id, "t:deir");
    assert_str(dln_gazetteer_place(g, place_of(g, "t:mx").seat).id, "t:mexico-city");
    assert_int_equal(place_of(g, "t:deir").seat, DLN_NO_PLACE);
    assert_int_equal(place_of(g, "t:iq").seat, DLN_NO_PLACE); // Baghdad is not in the data
}

static void a_place_has_its_name_in_a_language(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    dln_place_index deir = place_of(g, "t:deir").index;
    assert_str(dln_gazetteer_name_in(g, deir, DLN_STR("ar")), "دير الزور");
    assert_str(dln_gazetteer_name_in(g, deir, DLN_STR("en")), "Deir ez-Zor");
    assert_null(dln_gazetteer_name_in(g, deir, DLN_STR("he")).data);
    assert_null(dln_gazetteer_name_in(g, deir, DLN_STR("a")).data);
    assert_null(dln_gazetteer_name_in(g, DLN_NO_PLACE, DLN_STR("ar")).data);
    // Without a mark its letters decide: ک and ی are Persian, and і is not Russian.
    dln_place_index kirkuk = place_of(g, "t:kirkuk").index;
    assert_str(dln_gazetteer_name_in(g, kirkuk, DLN_STR("ar")), "كركوك");
    assert_str(dln_gazetteer_name_in(g, kirkuk, DLN_STR("fa")), "کرکوک");
    assert_str(dln_gazetteer_name_in(g, kirkuk, DLN_STR("ru")), "Киркук");
    assert_str(dln_gazetteer_name_in(g, kirkuk, DLN_STR("uk")), "Кіркук"); // says so itself
}

static void what_is_not_known_is_none(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    dln_place hama = place_of(g, "t:hama"); // in a division that the data do not have
    assert_null(hama.admin1.data);
    assert_int_equal(hama.admin1_place, DLN_NO_PLACE);
    dln_place africa = place_of(g, "t:africa");
    assert_string_equal(africa.country, "");
    assert_int_equal(africa.country_place, DLN_NO_PLACE);
    assert_int_equal(dln_gazetteer_find_id(g, DLN_STR("t:nothing")), DLN_NO_PLACE);
    assert_int_equal(dln_gazetteer_find_id(g, DLN_STR("")), DLN_NO_PLACE);
    assert_null(best(g, "Atlantis").data);
    assert_null(best(g, "").data);
    dln_place outside = dln_gazetteer_place(g, DLN_NO_PLACE);
    assert_int_equal(outside.index, DLN_NO_PLACE);
    assert_null(outside.name.data);
}

static void a_country_is_found_by_its_code(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    assert_str(dln_gazetteer_place(g, dln_gazetteer_country(g, "IQ")).id, "t:iq");
    assert_int_equal(dln_gazetteer_country(g, "ZZ"), DLN_NO_PLACE);
    static const char none[3] = "";
    assert_int_equal(dln_gazetteer_country(g, none), DLN_NO_PLACE);
    assert_int_equal(dln_gazetteer_country(g, "iq"), DLN_NO_PLACE);
    assert_int_equal(dln_gazetteer_country(g, NULL), DLN_NO_PLACE);
}

static void names_are_found_however_they_are_written(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    static const char *const spellings[][2] = {
        {"HOMS", "t:homs"},
        {"Ḥimṣ", "t:homs"},
        {"حمص", "t:homs"},
        {"البوكمال", "t:bukamal"},
        {"al bukamal", "t:bukamal"},
        {"Deir-ez-Zor", "t:deir"},
        {"Ain al-Asad", "t:asad"},
        {"U.S.", "t:us"},
        {"USA", "t:us"},
        {"republic of iraq", "t:iq"},
        {"Epiphania", "t:hama"},
    };
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        assert_str(best(g, spellings[i][0]), spellings[i][1]);
}

static void how_a_name_belongs_to_a_place_is_kept(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    assert_int_equal(kind_of(g, "Homs", "t:homs"), DLN_NAME_MAIN);
    assert_int_equal(kind_of(g, "Hims", "t:homs"), DLN_NAME_ALTERNATE);
    assert_int_equal(kind_of(g, "Ga.", "t:us.ga"), DLN_NAME_ABBREVIATION);
    assert_int_equal(kind_of(g, "IRQ", "t:iq"), DLN_NAME_ABBREVIATION);
    assert_int_equal(kind_of(g, "El Bukamal", "t:bukamal"), DLN_NAME_DERIVED);
    assert_int_equal(kind_of(g, "Homs", "t:hama"), -1);
}

static void the_most_important_namesake_comes_first(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    assert_str(best(g, "Georgia"), "t:ge");   // country before state
    assert_str(best(g, "Homs"), "t:homs");    // city before its governorate
    assert_str(best(g, "Mexico"), "t:mx");    // country before its capital's other name
    assert_str(best(g, "New York"), "t:nyc"); // one of the largest cities before its state
    assert_str(best(g, "Kirkuk"), "t:kirkuk");
    size_t count;
    const dln_candidate *paris = dln_gazetteer_find(g, DLN_STR("Paris"), &count);
    assert_int_equal(count, 3);
    assert_str(dln_gazetteer_place(g, paris[0].place).id, "t:paris");
    assert_str(dln_gazetteer_place(g, paris[1].place).id, "t:hasakah-farm"); // written by hand
    assert_str(dln_gazetteer_place(g, paris[2].place).id, "t:paris-tx");
}

static void beginnings_of_names_are_known_at_word_boundaries(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    assert_true(dln_gazetteer_has_prefix(g, DLN_STR("deir")));
    assert_true(dln_gazetteer_has_prefix(g, DLN_STR("deir ez")));
    assert_true(dln_gazetteer_has_prefix(g, DLN_STR("deir ez zor")));
    assert_false(dln_gazetteer_has_prefix(g, DLN_STR("dei")));
    assert_false(dln_gazetteer_has_prefix(g, DLN_STR("ez zor")));
    assert_false(dln_gazetteer_has_prefix(g, DLN_STR("zanzibar")));
}

static void a_wrong_beginning_is_believed_less_than_once_in_a_thousand(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    size_t wrong = 0;
    for (int i = 0; i < 100000; i++) {
        char word[16];
        int len = snprintf(word, sizeof word, "q%dx", i);
        wrong += dln_gazetteer_has_prefix(g, (dln_str){word, (size_t)len});
    }
    assert_true(wrong < 100);
}

static void a_name_longer_than_any_is_not_found(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    static char name[100000];
    memset(name, 'a', sizeof name);
    size_t count = 1;
    assert_null(dln_gazetteer_find(g, (dln_str){name, sizeof name}, &count));
    assert_int_equal(count, 0);
    assert_null(dln_gazetteer_find_folded(g, (dln_str){name, sizeof name}, &count));
    assert_null(dln_gazetteer_find_similar(g, (dln_str){name, sizeof name}, &count));
    assert_false(dln_gazetteer_has_prefix(g, (dln_str){name, sizeof name}));
}

static void spellings_that_sound_alike_meet(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    static const char *const alike[] = {"deir ezzor", "dayr az zawr", "deir al zour", "der zor",
                                        "dayr al zawr"};
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
        size_t count;
        const dln_candidate *found = dln_gazetteer_find_similar(g, dln_str_from(alike[i]), &count);
        assert_non_null(found);
        assert_str(dln_gazetteer_place(g, found[0].place).id, "t:deir");
        assert_int_equal(found[0].kind, DLN_NAME_DERIVED);
    }
    size_t count;
    assert_null(dln_gazetteer_find_similar(g, DLN_STR("hamas"), &count));
    assert_null(dln_gazetteer_find_similar(g, DLN_STR("حمص"), &count));
    // Paris is no romanised name: Peres must not find it.
    assert_null(dln_gazetteer_find_similar(g, DLN_STR("atalanta"), &count));
}

static void a_seat_of_unknown_size_is_not_taken_for_empty(void **state) {
    (void)state;
    dln_rank_facts unknown = {'P', DLN_STR("PPLA2"), 0, false, 0};
    dln_rank_facts hamlet = {'P', DLN_STR("PPL"), 2000, false, 0};
    dln_rank_facts town = {'P', DLN_STR("PPLA2"), 50000, false, 0};
    assert_true(dln_place_score(&unknown) > dln_place_score(&hamlet));
    assert_true(dln_place_score(&unknown) < dln_place_score(&town));
}

static void extent_counts_for_a_region_as_people_do_for_a_town(void **state) {
    (void)state;
    dln_rank_facts sea = {'H', DLN_STR("SEA"), 0, false, 900e3};
    dln_rank_facts coast_province = {'A', DLN_STR("ADM1"), 1500000, false, 250e3};
    dln_rank_facts region = {'L', DLN_STR("RGN"), 0, false, 150e3};
    dln_rank_facts village = {'P', DLN_STR("PPL"), 5000, false, 0};
    dln_rank_facts city = {'P', DLN_STR("PPL"), 8000000, false, 0};
    assert_true(dln_place_score(&sea) > dln_place_score(&coast_province));
    assert_true(dln_place_score(&region) > dln_place_score(&village));
    assert_true(dln_place_score(&region) < dln_place_score(&city));
    // Nobody says how long this stream is: it is taken for a brook.
    dln_rank_facts brook = {'H', DLN_STR("STM"), 0, false, 0};
    assert_true(dln_place_score(&brook) < dln_place_score(&village));
}

static void divisions_of_one_name_are_told_by_their_people(void **state) {
    (void)state;
    dln_rank_facts large = {'A', DLN_STR("ADM1"), 110000000, false, 250e3};
    dln_rank_facts small = {'A', DLN_STR("ADM1"), 28000000, false, 130e3};
    dln_rank_facts metropolis = {'P', DLN_STR("PPL"), 20000000, false, 0};
    assert_true(dln_place_score(&large) > dln_place_score(&small));
    assert_true(dln_place_score(&large) < dln_place_score(&metropolis));
    dln_rank_facts county = {'A', DLN_STR("ADM2"), 5000000, false, 0};
    dln_rank_facts namesake = {'A', DLN_STR("ADM2"), 5000, false, 0};
    assert_true(dln_place_score(&county) > dln_place_score(&namesake));
}

static void size_follows_from_what_is_known(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    assert_near(place_of(g, "t:asad").radius_m, 1000, 0);          // precise: exact
    assert_near(place_of(g, "t:hasakah-farm").radius_m, 30000, 0); // precise: rough
    assert_near(place_of(g, "t:taveuni").radius_m, 2000, 0);       // population unknown
    // 775,404 people at 5,000 a square kilometre: a circle of 155 km2 has 7.03 km radius.
    assert_near(place_of(g, "t:homs").radius_m, 7026, 1);
    dln_rank_facts unknown = {'?', DLN_STR("XYZ"), 0, false, 0};
    assert_near(dln_default_radius_m(&unknown), 5000, 0);
    assert_int_equal(dln_place_score(&unknown), 3000);
}

static void info_counts_what_is_there(void **state) {
    dln_gazetteer_info info = dln_gazetteer_get_info(((fixture *)*state)->gazetteer);
    assert_int_equal(info.places, 32);
    assert_int_equal(info.countries, 6);
    assert_int_equal(info.areas, 6);
    assert_true(info.names > info.places);
    assert_true(info.bytes > 1000);
    dln_str first = dln_str_cut(&info.built_from, '\n');
    assert_str(first, "places/a_countries.tsv\t7\t"
                      "A little world for tests; positions as in any atlas, squares for outlines.");
}

static void the_lexicon_travels_along(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    dln_str name, contents;
    assert_true(dln_gazetteer_lexicon_file(g, 0, &name, &contents));
    assert_str(name, "actors.tsv");
    assert_str(contents, "actor\tthe militia\t\n");
    assert_true(dln_gazetteer_lexicon_file(g, 1, &name, &contents));
    assert_str(name, "words.tsv");
    assert_false(dln_gazetteer_lexicon_file(g, 2, &name, &contents));
}

int run_lookup(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_has_all_its_facts),
        cmocka_unit_test(a_country_and_a_division_know_their_seats),
        cmocka_unit_test(a_place_has_its_name_in_a_language),
        cmocka_unit_test(what_is_not_known_is_none),
        cmocka_unit_test(a_country_is_found_by_its_code),
        cmocka_unit_test(names_are_found_however_they_are_written),
        cmocka_unit_test(how_a_name_belongs_to_a_place_is_kept),
        cmocka_unit_test(the_most_important_namesake_comes_first),
        cmocka_unit_test(beginnings_of_names_are_known_at_word_boundaries),
        cmocka_unit_test(a_wrong_beginning_is_believed_less_than_once_in_a_thousand),
        cmocka_unit_test(a_name_longer_than_any_is_not_found),
        cmocka_unit_test(spellings_that_sound_alike_meet),
        cmocka_unit_test(a_seat_of_unknown_size_is_not_taken_for_empty),
        cmocka_unit_test(extent_counts_for_a_region_as_people_do_for_a_town),
        cmocka_unit_test(divisions_of_one_name_are_told_by_their_people),
        cmocka_unit_test(size_follows_from_what_is_known),
        cmocka_unit_test(info_counts_what_is_there),
        cmocka_unit_test(the_lexicon_travels_along),
    };
    return cmocka_run_group_tests_name("gazetteer: lookup", tests, make_fixture, remove_fixture);
}
