// The words of a map and the names that it translates.
#include "map_tests.h"

#include "golden/scene_file.h"
#include "map/scene.h"
#include "map/text.h"
#include "map/translate.h"
#include "map/words.h"

static dln_arena *new_arena(void) {
    dln_arena *arena;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    return arena;
}

// Plural rules of Unicode CLDR 42 for Arabic: two; few 3-10, 103-110; many 11-99, 111; others.
static void arabic_counts_in_four_forms(void **state) {
    (void)state;
    static const struct {
        size_t count;
        const char *text;
    } cases[] = {{1, "حادثة واحدة"}, {2, "حادثتان"},       {3, "3 حوادث"},     {10, "10 حوادث"},
                 {11, "11 حادثة"},   {99, "99 حادثة"},     {100, "100 حادثة"}, {103, "103 حوادث"},
                 {111, "111 حادثة"}, {1200, "1,200 حادثة"}};
    dln_arena *arena = new_arena();
    const dln_noun *noun = &dln_words_of(DLN_MAP_ARABIC)->incidents;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(dln_words_count(noun, cases[i].count, arena).data, cases[i].text);
    noun = &dln_words_of(DLN_MAP_ENGLISH)->incidents;
    assert_string_equal(dln_words_count(noun, 1, arena).data, "1 incident");
    assert_string_equal(dln_words_count(noun, 88700, arena).data, "88,700 incidents");
    dln_arena_free(arena);
}

static void every_language_has_every_word(void **state) {
    (void)state;
    for (int language = DLN_MAP_ENGLISH; language <= DLN_MAP_ARABIC; language++) {
        const dln_words *w = dln_words_of((dln_map_language)language);
        for (int i = 0; i < DLN_INCIDENT_TYPES; i++)
            assert_true(w->kinds[i].one && w->kinds[i].several);
        for (int i = 0; i < DLN_INCIDENT_STATUSES; i++)
            assert_non_null(w->statuses[i]);
        for (int i = 0; i < 12; i++)
            assert_true(w->months[i] && w->short_months[i]);
        for (int i = DLN_SIZE_BY_COUNT; i <= DLN_SIZE_BY_CASUALTIES; i++)
            assert_non_null(w->sizes[i]);
    }
    assert_null(dln_words_of((dln_map_language)7));
}

static dln_str name_of_base(void *context, dln_str name, dln_lonlat at) {
    (void)context;
    return dln_str_equal(name, DLN_STR("Ain al-Asad")) && at.lat > 32 && at.lat < 34
               ? DLN_STR("عين الأسد")
               : DLN_STR_NONE;
}

static void names_are_translated_where_they_are_known(void **state) {
    (void)state;
    dln_arena *arena = new_arena();
    scene_file file;
    dln_scene scene;
    dln_str text =
        DLN_STR("strike | reported | 2024-01-02 | Aleppo @ 36.2 37.16 3000 SY | X\n"
                "strike | reported | 2024-01-02 | near Mosul @ 36.4 43.1 9000 IQ | X\n"
                "strike | reported | 2024-01-02 | Aleppo @ 10 10 3000 NG | X\n"
                "strike | reported | 2024-01-02 | a farm @ 36 40 3000 SY | X\n"
                "strike | reported | 2024-01-02 | near Ain al-Asad @ 33 42 3000 IQ | X\n");
    const dln_map_namer namer = {name_of_base, NULL};
    const dln_shown *translated;
    assert_int_equal(scene_file_parse(text, arena, &file, NULL), DLN_OK);
    dln_shown_list shown;
    assert_int_equal(scene_file_show(&file, &shown, NULL), DLN_OK);
    assert_int_equal(dln_translate_shown(DATELINE_TEST_BASEMAP, DLN_MAP_ARABIC, &namer, shown.items,
                                         shown.count, arena, &translated, NULL),
                     DLN_OK);
    assert_int_equal(dln_scene_build(translated, shown.count, arena, &scene, NULL), DLN_OK);
    assert_true(dln_str_equal(scene.sites[0].name, DLN_STR("حلب")));
    assert_true(dln_str_equal(scene.sites[1].name, DLN_STR(DLN_TEXT_RTL_MARK "قرب الموصل")));
    assert_true(dln_str_equal(scene.sites[2].name, DLN_STR("Aleppo"))); // another one, far away
    assert_true(dln_str_equal(scene.sites[3].name, DLN_STR("a farm")));
    assert_true(dln_str_equal(scene.sites[4].name, DLN_STR(DLN_TEXT_RTL_MARK "قرب عين الأسد")));
    assert_true(dln_text_is_rtl(scene.sites[1].name));
    dln_shown_list_free(&shown);
    dln_arena_free(arena);
}

int words_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arabic_counts_in_four_forms),
        cmocka_unit_test(every_language_has_every_word),
        cmocka_unit_test(names_are_translated_where_they_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
