// Names made by rule: what must meet and what must not.
#include "unit/gazetteer/fixture.h"

#include "gazetteer/names.h"

typedef struct form_list {
    char text[4096]; // "|form|form|"
} form_list;

static dln_status keep_form(void *context, dln_str folded, dln_error *err) {
    (void)err;
    form_list *forms = context;
    size_t used = strlen(forms->text);
    snprintf(forms->text + used, sizeof forms->text - used, "%.*s|", DLN_STR_ARG(folded));
    return DLN_OK;
}

static form_list derive(const char *country, const char *feature, const char *folded) {
    form_list forms = {"|"};
    dln_name_context place = {country, dln_str_from(feature)};
    assert_int_equal(dln_derive_names(&place, dln_str_from(folded), keep_form, &forms, NULL),
                     DLN_OK);
    return forms;
}

static bool has_form(const form_list *forms, const char *form) {
    char marked[600];
    snprintf(marked, sizeof marked, "|%s|", form);
    return strstr(forms->text, marked) != NULL;
}

static void an_arabic_article_takes_all_its_forms(void **state) {
    (void)state;
    form_list forms = derive("SY", "PPLA", "ar raqqah");
    assert_true(has_form(&forms, "al raqqah"));
    assert_true(has_form(&forms, "el raqqah"));
    assert_true(has_form(&forms, "er raqqah"));
    assert_true(has_form(&forms, "raqqah"));
    assert_false(has_form(&forms, "ar raqqah")); // never the name itself
    forms = derive("SY", "PPL", "al shaddadi");
    assert_true(has_form(&forms, "ash shaddadi"));
    forms = derive("IQ", "PPL", "al qaim"); // q is no letter that takes the article over
    assert_true(has_form(&forms, "qaim"));
    assert_false(has_form(&forms, "aq qaim"));
    forms = derive("SY", "PPL", "al bab");
    assert_true(has_form(&forms, "el bab"));
    assert_false(has_form(&forms, "bab")); // three letters are not enough
}

static void an_article_elsewhere_in_the_world_is_left_alone(void **state) {
    (void)state;
    form_list forms = derive("US", "PPL", "el paso");
    assert_string_equal(forms.text, "|");
    forms = derive("FR", "PPL", "as sur mer");
    assert_string_equal(forms.text, "|");
}

static void generic_words_and_articles_vary_together(void **state) {
    (void)state;
    form_list forms = derive("SY", "PPLA", "deir ez zor");
    assert_true(has_form(&forms, "dayr az zor"));
    assert_true(has_form(&forms, "deir al zor"));
    assert_true(has_form(&forms, "der ez zor"));
    assert_false(has_form(&forms, "deir zor"));
    forms = derive("US", "PPL", "st louis");
    assert_string_equal(forms.text, "|saint louis|");
    forms = derive("IQ", "PPL", "tel"); // alone it is a name
    assert_string_equal(forms.text, "|");
    forms = derive("SY", "PPL", "tell rifat");
    assert_true(has_form(&forms, "tal rifat"));
}

static void a_division_is_found_with_and_without_its_kind(void **state) {
    (void)state;
    form_list forms = derive("SY", "ADM1", "deir ez zor governorate");
    assert_true(has_form(&forms, "deir ez zor"));
    assert_true(has_form(&forms, "deir ez zor province"));
    assert_true(has_form(&forms, "dayr al zor"));
    forms = derive("SY", "ADM1", "muhafazat dayr az zawr");
    assert_true(has_form(&forms, "dayr az zawr"));
    forms = derive("US", "ADM2", "fulton county");
    assert_true(has_form(&forms, "fulton"));
    assert_false(has_form(&forms, "fulton governorate"));
    forms = derive("US", "PPL", "orange county"); // a town of that name
    assert_string_equal(forms.text, "|");
}

static void a_site_is_found_under_every_word_for_its_kind(void **state) {
    (void)state;
    static const char *const same[][3] = {
        {"AIRB", "mezzeh air base", "mezzeh airbase"},
        {"AIRF", "kuweires airfield", "kuweires air base"},
        {"AIRP", "erbil airport", "erbil airbase"},
        {"CMPRF", "shatila refugee camp", "shatila camp"},
        {"PSTB", "rabia border crossing", "rabia crossing"},
        {"PRN", "roumieh prison", "roumieh jail"},
        {"PRT", "port of aden", "aden port"},
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        form_list forms = derive("DE", same[i][0], same[i][1]);
        assert_true(has_form(&forms, same[i][2]));
        assert_false(has_form(&forms, same[i][1])); // never the name itself
        forms = derive("DE", same[i][0], same[i][2]);
        assert_true(has_form(&forms, same[i][1]));
    }
    form_list forms = derive("IQ", "AIRB", "ain al asad air base");
    assert_true(has_form(&forms, "ayn al asad airbase")); // together with the other rules
}

static void a_site_keeps_some_word_for_its_kind(void **state) {
    (void)state;
    form_list forms = derive("DE", "AIRB", "mezzeh air base");
    assert_false(has_form(&forms, "mezzeh")); // the quarter beside it
    forms = derive("DE", "AIRB", "mezzeh");
    assert_string_equal(forms.text, "|");
    forms = derive("DE", "PPL", "bridgeport airport"); // a town of that name
    assert_string_equal(forms.text, "|");
    forms = derive("DE", "PRT", "bridgeport"); // no word of its own
    assert_string_equal(forms.text, "|");
    forms = derive("DE", "PRN", "prison");
    assert_string_equal(forms.text, "|");
}

static void the_article_in_arabic_script_may_be_missing(void **state) {
    (void)state;
    form_list forms = derive("SY", "PPL", "البوكمال");
    assert_string_equal(forms.text, "|بوكمال|");
    forms = derive("SY", "PPL", "الحي"); // too little would be left
    assert_string_equal(forms.text, "|");
}

static void a_sentence_is_no_name(void **state) {
    (void)state;
    form_list forms =
        derive("SY", "PPL", "al a b c d e f g h i j k l m n o p q r s t u v w x y z al b");
    assert_string_equal(forms.text, "|");
}

static dln_status refuse(void *context, dln_str folded, dln_error *err) {
    (void)context;
    (void)folded;
    return dln_fail_memory(err);
}

static void a_failure_stops_deriving(void **state) {
    (void)state;
    dln_name_context place = {"SY", DLN_STR("ADM1")};
    assert_int_equal(dln_derive_names(&place, DLN_STR("al bab"), refuse, NULL, NULL),
                     DLN_NO_MEMORY);
}

static dln_str key_of(const char *folded, char out[DLN_NAME_MAX_BYTES]) {
    return (dln_str){out, dln_romanisation_key(dln_str_from(folded), out, DLN_NAME_MAX_BYTES)};
}

static bool keys_meet(const char *a, const char *b) {
    char x[DLN_NAME_MAX_BYTES];
    char y[DLN_NAME_MAX_BYTES];
    dln_str key = key_of(a, x);
    return key.len > 0 && dln_str_equal(key, key_of(b, y));
}

static void spellings_of_one_name_have_one_key(void **state) {
    (void)state;
    static const char *const same[][2] = {
        {"deir ezzor", "deir al zour"},
        {"deir ezzor", "dayr az zawr"},
        {"dayr az zawr", "dayr al zawr"},
        {"homs", "hims"},
        {"al bukamal", "abu kamal"},
        {"albukamal", "bou kamal"},
        {"sweida", "as suwayda"},
        {"al shaddadi", "ash shaddadah"},
        {"al mayadin", "mayadeen"},
        {"hodeidah", "al hudaydah"},
        {"al qaim", "al kaim"},
        {"khan younis", "khan yunis"},
        {"kirkuk", "karkouk"},
        {"chebaa", "shebaa"},
        {"baghdad", "bagdad"},
        {"hasakah", "al hassakeh"},
        {"tell tamr", "tal tamr"},
        {"fallujah", "al falluja"},
        {"latifiyya", "latifia"},
        {"qamishli", "al kamishli"},
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (!keys_meet(same[i][0], same[i][1]))
            fail_msg("%s and %s", same[i][0], same[i][1]);
}

static void names_of_different_places_keep_different_keys(void **state) {
    (void)state;
    static const char *const different[][2] = {
        {"homs", "hamas"},       {"hims", "hamas"},       {"homs", "hama"},
        {"khan", "kan younis"},  {"idlib", "dlib"},       {"mosul", "msila"},
        {"raqqa", "rafah"},      {"tikrit", "takrita"},   {"basra", "basira"},
        {"taji", "taza"},        {"khabur", "kabul"},     {"daraa", "darayya"},
        {"al qaim", "al qasim"}, {"al qaim", "al hakim"},
    };
    for (size_t i = 0; i < sizeof different / sizeof *different; i++)
        if (keys_meet(different[i][0], different[i][1]))
            fail_msg("%s and %s", different[i][0], different[i][1]);
}

static void a_short_or_foreign_name_has_no_key(void **state) {
    (void)state;
    char out[DLN_NAME_MAX_BYTES];
    assert_int_equal(key_of("hit", out).len, 0);
    assert_int_equal(key_of("qaim", out).len, 0);
    assert_int_equal(key_of("", out).len, 0);
    assert_int_equal(key_of("دير", out).len, 0);
    assert_int_equal(key_of("tower 22", out).len, 0);
    assert_true(dln_romanisation_key(DLN_STR("mazar i sharif"), out, 5) <= 5);
}

int run_names(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arabic_article_takes_all_its_forms),
        cmocka_unit_test(an_article_elsewhere_in_the_world_is_left_alone),
        cmocka_unit_test(generic_words_and_articles_vary_together),
        cmocka_unit_test(a_division_is_found_with_and_without_its_kind),
        cmocka_unit_test(a_site_is_found_under_every_word_for_its_kind),
        cmocka_unit_test(a_site_keeps_some_word_for_its_kind),
        cmocka_unit_test(the_article_in_arabic_script_may_be_missing),
        cmocka_unit_test(a_sentence_is_no_name),
        cmocka_unit_test(a_failure_stops_deriving),
        cmocka_unit_test(spellings_of_one_name_have_one_key),
        cmocka_unit_test(names_of_different_places_keep_different_keys),
        cmocka_unit_test(a_short_or_foreign_name_has_no_key),
    };
    return cmocka_run_group_tests_name("gazetteer: names", tests, NULL, NULL);
}
