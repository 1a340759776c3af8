#include "unit/gazetteer/fixture.h"

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#define SMALL DLN_TEST_DATA "/small"
#define DUMP  DLN_TEST_DATA "/geonames"

static void bad_rows_are_named_and_the_rest_goes_on(void **state) {
    complaints said = {0};
    dln_gazetteer *g = must_build(*state, (const char *const[]){SMALL, NULL}, &said);
    assert_int_equal(dln_gazetteer_get_info(g).places, 32);
    assert_int_equal(said.count, 4);
    assert_non_null(strstr(said.text, "small/aliases/more.tsv:4: no place has the id"));
    assert_non_null(strstr(said.text, "small/areas/areas.tsv:8: wkt: "));
    assert_non_null(strstr(said.text, "small/areas/areas.tsv:9: this place has an area already"));
    assert_non_null(strstr(said.text, "small/areas/areas.tsv:10: no place has the id"));
    dln_gazetteer_close(g);
}

static void a_geonames_folder_is_recognised_by_shape(void **state) {
    complaints said = {0};
    dln_gazetteer *g = must_build(*state, (const char *const[]){DUMP, NULL}, &said);
    assert_int_equal(dln_gazetteer_get_info(g).places, 4);
    dln_place baghdad = place_of(g, "geonames:98182");
    assert_str(baghdad.name, "Baghdad");
    assert_str(baghdad.admin1, "Baghdad Governorate"); // a name from the list of codes
    assert_int_equal(baghdad.admin1_place, DLN_NO_PLACE);
    assert_str(best(g, "Bexda"), "geonames:98182");
    assert_str(best(g, "بغداد"), "geonames:98182");
    assert_null(best(g, "BGW").data); // an airport code
    assert_int_equal(kind_of(g, "IRQ", "geonames:99237"), DLN_NAME_ABBREVIATION);
    assert_int_equal(kind_of(g, "Kirkuk", "geonames:94787"), DLN_NAME_MAIN);
    assert_int_equal(kind_of(g, "Kirkuk", "geonames:90158"), DLN_NAME_ALTERNATE);
    dln_place kirkuk = place_of(g, "geonames:94787");
    assert_str(dln_gazetteer_place(g, kirkuk.admin1_place).id, "geonames:90158");
    assert_str(dln_gazetteer_place(g, kirkuk.country_place).id, "geonames:99237");
    assert_int_equal(said.count, 9);
    static const char *const reasons[] = {
        "allCountries.txt:5: no position",    "allCountries.txt:6: 3 columns",
        "allCountries.txt:7: feature: no",    "allCountries.txt:8: country \"Iraq\"",
        "allCountries.txt:9: population",     "allCountries.txt: 1 places that are here already",
        "alternateNamesV2.txt:6: not a line", "alternateNamesV2.txt: 1 names of places",
        "admin1CodesASCII.txt:3: not a line",
    };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (!strstr(said.text, reasons[i]))
            fail_msg("\"%s\" is missing in\n%s", reasons[i], said.text);
    dln_gazetteer_close(g);
}

static void a_dump_beside_the_bundled_divisions_brings_none_twice(void **state) {
    fixture *f = *state;
    char path[160];
    write_file(f, "bundled.tsv",
               DLN_STR("id\tname\tlat\tlon\tfeature\tcountry\tadmin1\n"
                       "dateline:country:IQ\tIraq\t33\t44\tA.PCLI\tIQ\t\n"
                       "dateline:adm1:IQ.13\tKirkuk Governorate\t35.4\t44\tA.ADM1\tIQ\t13\n"),
               path);
    complaints said = {0};
    dln_gazetteer *g = must_build(f, (const char *const[]){path, DUMP, NULL}, &said);
    assert_int_equal(dln_gazetteer_get_info(g).places, 4); // two of them in both
    dln_place kirkuk = place_of(g, "geonames:94787");
    assert_str(dln_gazetteer_place(g, kirkuk.admin1_place).id, "dateline:adm1:IQ.13");
    assert_str(dln_gazetteer_place(g, kirkuk.country_place).id, "dateline:country:IQ");
    assert_int_equal(kind_of(g, "IRQ", "dateline:country:IQ"), DLN_NAME_ABBREVIATION);
    assert_non_null(strstr(said.text, "allCountries.txt: 3 places that are here already"));
    dln_gazetteer_close(g);
}

static void a_later_row_of_an_id_adds_its_names(void **state) {
    fixture *f = *state;
    char path[160];
    write_file(f, "dup.csv",
               DLN_STR("id,name,lat,lon,feature,names\n"
                       "t:homs,Emesa,1,1,P.PPL,\"Homs, the city|Emisa\"\n"),
               path);
    complaints said = {0};
    dln_gazetteer *g = must_build(f, (const char *const[]){SMALL, path, NULL}, &said);
    assert_non_null(strstr(said.text, "dup.csv:2: id t:homs is there already"));
    assert_str(best(g, "Emesa"), "t:homs");
    assert_str(best(g, "Emisa"), "t:homs");
    assert_str(best(g, "Homs, the city"), "t:homs");
    assert_near(place_of(g, "t:homs").at.lat, 34.72682, 0);
    dln_gazetteer_close(g);
}

static void expect_complaint(fixture *f, dln_str row, const char *reason) {
    dln_buffer table = {0};
    char path[160];
    complaints said = {0};
    dln_buffer_append(&table, DLN_STR("id\tname\tlat\tlon\tfeature\tcountry\tradius_m\tnames\n"
                                      "good:1\tGood\t1\t1\tP.PPL\n"));
    dln_buffer_append(&table, row);
    write_file(f, "row.tsv", dln_buffer_str(&table), path);
    dln_buffer_free(&table);
    dln_gazetteer *g = must_build(f, (const char *const[]){path, NULL}, &said);
    if (!strstr(said.text, reason) || !strstr(said.text, "row.tsv:3: "))
        fail_msg("\"%s\" is missing in \"%s\"", reason, said.text);
    dln_gazetteer_close(g);
}

static void each_kind_of_bad_row_has_its_reason(void **state) {
    fixture *f = *state;
    expect_complaint(f, DLN_STR("\tNo id\t1\t1\tP.PPL"), "no id");
    expect_complaint(f, DLN_STR("b:1\t\t1\t1\tP.PPL"), "no name");
    expect_complaint(f, DLN_STR("b:1\tB\t1\t181\tP.PPL"), "no position");
    expect_complaint(f, DLN_STR("b:1\tB\t\t1\tP.PPL"), "no position");
    expect_complaint(f, DLN_STR("b:1\tB\t1\t1\tPPL"), "feature: no class");
    expect_complaint(f, DLN_STR("b:1\tB\t1\t1\tX.PPL"), "feature: no class");
    expect_complaint(f, DLN_STR("b:1\tB\t1\t1\tP.PPL\tIRQ"), "ISO 3166-1");
    expect_complaint(f, DLN_STR("b:1\tB\t1\t1\tP.PPL\tIQ\t-5"), "radius_m");
    expect_complaint(f, DLN_STR("b:1\tB\xFF\t1\t1\tP.PPL"), "not UTF-8");
    char row[1200] = "b:1\tB\t1\t1\tP.PPL\tIQ\t\t";
    memset(row + strlen(row), 'n', 600);
    expect_complaint(f, dln_str_from(row), "a name of 600 bytes");
}

static void expect_refusal(fixture *f, const char *name, dln_str contents, const char *reason) {
    char path[160], out[160];
    dln_error err = {0};
    write_file(f, name, contents, path);
    snprintf(out, sizeof out, "%s/refused.gazetteer", f->folder);
    assert_int_equal(build(out, (const char *const[]){path, NULL}, NULL, &err), DLN_BAD_INPUT);
    if (!strstr(err.message, reason))
        fail_msg("\"%s\" is missing in \"%s\"", reason, err.message);
    struct stat status;
    assert_int_not_equal(stat(out, &status), 0);
}

static void a_bad_name_does_not_cost_the_others(void **state) {
    fixture *f = *state;
    dln_buffer table = {0};
    char path[160];
    complaints said = {0};
    dln_buffer_append(&table, DLN_STR("id\tname\tlat\tlon\tfeature\tnames\n"
                                      "good:1\tGood\t1\t1\tP.PPL\tBefore|"));
    for (int i = 0; i < 600; i++)
        dln_buffer_append_char(&table, 'n');
    dln_buffer_append(&table, DLN_STR("|Behind\n"));
    write_file(f, "names.tsv", dln_buffer_str(&table), path);
    dln_buffer_free(&table);
    dln_gazetteer *g = must_build(f, (const char *const[]){path, NULL}, &said);
    assert_int_equal(said.count, 1);
    assert_str(best(g, "Before"), "good:1");
    assert_str(best(g, "Behind"), "good:1");
    dln_gazetteer_close(g);
}

static void a_table_that_is_not_understood_stops_the_build(void **state) {
    fixture *f = *state;
    expect_refusal(f, "b.tsv", DLN_STR("id\tname\tlat\tlon\tfeature\tcolour\n"),
                   "b.tsv:1: unknown column \"colour\"; known are id, name, lat, lon, feature, "
                   "country, admin1, admin2, population, radius_m, precise, names, source, wkt");
    expect_refusal(f, "b.tsv", DLN_STR("id\tname\tlat\n"), "b.tsv:1: no column \"lon\"");
    expect_refusal(f, "b.tsv", DLN_STR("id\tsource\n"), "no column \"names\"");
    expect_refusal(f, "b.txt", DLN_STR("just some words\n"), "neither a table");
    expect_refusal(f, "b.tsv", DLN_STR(""), "no places to build from");
    expect_refusal(f, "b.tsv", DLN_STR("id\tname\tlat\tlon\tfeature\n"), "no places");
}

static void name_and_position_are_enough_for_an_own_place(void **state) {
    fixture *f = *state;
    char path[160];
    complaints said = {0};
    write_file(f, "least.csv",
               DLN_STR("name,lat,lon\nAin Example,36.5,43.5\n\"Hill 40, north\",36,43\n"), path);
    dln_gazetteer *g = must_build(f, (const char *const[]){path, NULL}, &said);
    assert_int_equal(said.count, 0);
    dln_place place = place_of(g, "least.csv:2");
    assert_str(place.name, "Ain Example");
    assert_int_equal(place.feature_class, 'P');
    assert_str(place.feature, "PPL");
    assert_str(best(g, "Hill 40, north"), "least.csv:3");
    dln_gazetteer_close(g);
}

static void two_tables_of_one_name_do_not_share_made_ids(void **state) {
    fixture *f = *state;
    char path[160];
    complaints said = {0};
    write_file(f, "twice.csv", DLN_STR("name,lat,lon\nAin Example,36.5,43.5\n"), path);
    dln_gazetteer *g = must_build(f, (const char *const[]){path, path, NULL}, &said);
    assert_int_equal(dln_gazetteer_get_info(g).places, 1);
    assert_non_null(strstr(said.text, "twice.csv:2: another table of this name"));
    dln_gazetteer_close(g);
}

static void a_dump_may_begin_with_broken_lines(void **state) {
    fixture *f = *state;
    char path[160];
    complaints said = {0};
    write_file(f, "dump.txt",
               DLN_STR("broken\nalso\tbroken\n"
                       "98182\tBaghdad\tBaghdad\t\t33.34058\t44.40088\tP\tPPLC\tIQ\t\t07\t\t\t\t"
                       "7216000\t\t41\tAsia/Baghdad\t2024-01-01\n"),
               path);
    dln_gazetteer *g = must_build(f, (const char *const[]){path, NULL}, &said);
    assert_str(best(g, "Baghdad"), "geonames:98182");
    assert_int_equal(said.count, 2);
    assert_non_null(strstr(said.text, "dump.txt:1: 1 columns where GeoNames has 19"));
    assert_non_null(strstr(said.text, "dump.txt:2: 2 columns where GeoNames has 19"));
    dln_gazetteer_close(g);
}

static void a_missing_source_is_named(void **state) {
    fixture *f = *state;
    dln_error err = {0};
    char out[160];
    snprintf(out, sizeof out, "%s/none.gazetteer", f->folder);
    const char *const sources[] = {"no/such/folder", NULL};
    assert_int_equal(build(out, sources, NULL, &err), DLN_IO);
    assert_non_null(strstr(err.message, "no/such/folder: "));
    const char *const none[] = {NULL};
    assert_int_equal(build(out, none, NULL, &err), DLN_BAD_INPUT);
}

static void the_same_input_gives_the_same_bytes(void **state) {
    fixture *f = *state;
    dln_gazetteer_close(must_build(f, (const char *const[]){SMALL, NULL}, NULL));
    char path[160];
    snprintf(path, sizeof path, "%s/other.gazetteer", f->folder);
    dln_buffer a = read_whole_file(f->path);
    dln_buffer b = read_whole_file(path);
    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.data, b.data, a.len);
    dln_buffer_free(&a);
    dln_buffer_free(&b);
}

static size_t count_files(const char *folder, const char *with) {
    size_t count = 0;
    DIR *directory = opendir(folder);
    assert_non_null(directory);
    for (struct dirent *entry; (entry = readdir(directory));)
        count += strstr(entry->d_name, with) != NULL;
    closedir(directory);
    return count;
}

// A limit on the size of files stands for the full disk: the same write fails, with EFBIG.
static void a_full_disk_leaves_the_old_file_and_nothing_else(void **state) {
    fixture *f = *state;
    dln_buffer before = read_whole_file(f->path);
    struct rlimit old_limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old_limit), 0);
    void (*old_handler)(int) = signal(SIGXFSZ, SIG_IGN);
    // From the very first write to the last.
    for (size_t limit = 0; limit < before.len; limit += before.len / 7 + 1) {
        struct rlimit low = {limit, old_limit.rlim_max};
        dln_error err = {0};
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &low), 0);
        dln_status status = build(f->path, (const char *const[]){SMALL, NULL}, NULL, &err);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &old_limit), 0);
        assert_int_equal(status, DLN_IO);
        assert_non_null(strstr(err.message, "cannot write the gazetteer"));
    }
    signal(SIGXFSZ, old_handler);
    assert_int_equal(count_files(f->folder, ".tmp"), 0);
    dln_buffer after = read_whole_file(f->path);
    assert_int_equal(before.len, after.len);
    assert_memory_equal(before.data, after.data, before.len);
    dln_buffer_free(&before);
    dln_buffer_free(&after);
}

static void only_ordinary_files_are_replaced(void **state) {
    fixture *f = *state;
    dln_error err = {0};
    const char *const sources[] = {SMALL, NULL};
    assert_int_equal(build("/dev/full", sources, NULL, &err), DLN_INVALID);
    assert_int_equal(build(f->folder, sources, NULL, &err), DLN_INVALID);
    assert_int_equal(build("no/such/folder/x.gazetteer", sources, NULL, &err), DLN_IO);
    assert_non_null(strstr(err.message, "no/such/folder/x.gazetteer"));
}

typedef struct progress_seen {
    size_t calls;
    double last;
} progress_seen;

static void watch(void *context, const char *what, double done) {
    progress_seen *seen = context;
    assert_non_null(what);
    assert_true(done >= seen->last && done <= 1.0);
    seen->last = done;
    seen->calls++;
}

static void progress_runs_from_nothing_to_all(void **state) {
    fixture *f = *state;
    progress_seen seen = {0};
    const char *const path = SMALL;
    char out[160];
    snprintf(out, sizeof out, "%s/progress.gazetteer", f->folder);
    dln_gazetteer_sources sources = {
        .paths = &path, .path_count = 1, .progress = watch, .context = &seen};
    assert_int_equal(dln_gazetteer_build(&sources, out, NULL), DLN_OK);
    assert_true(seen.calls > 5);
    assert_near(seen.last, 1.0, 0);
}

static void alternate_names_may_come_before_their_places(void **state) {
    complaints said = {0};
    const char *const sources[] = {DUMP "/alternateNamesV2.txt", DUMP "/allCountries.txt", NULL};
    dln_gazetteer *g = must_build(*state, sources, &said);
    assert_str(best(g, "Bexda"), "geonames:98182");
    dln_gazetteer_close(g);
}

int run_build(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_rows_are_named_and_the_rest_goes_on),
        cmocka_unit_test(a_geonames_folder_is_recognised_by_shape),
        cmocka_unit_test(a_dump_beside_the_bundled_divisions_brings_none_twice),
        cmocka_unit_test(a_later_row_of_an_id_adds_its_names),
        cmocka_unit_test(each_kind_of_bad_row_has_its_reason),
        cmocka_unit_test(a_bad_name_does_not_cost_the_others),
        cmocka_unit_test(a_table_that_is_not_understood_stops_the_build),
        cmocka_unit_test(name_and_position_are_enough_for_an_own_place),
        cmocka_unit_test(two_tables_of_one_name_do_not_share_made_ids),
        cmocka_unit_test(a_dump_may_begin_with_broken_lines),
        cmocka_unit_test(a_missing_source_is_named),
        cmocka_unit_test(the_same_input_gives_the_same_bytes),
        cmocka_unit_test(a_full_disk_leaves_the_old_file_and_nothing_else),
        cmocka_unit_test(only_ordinary_files_are_replaced),
        cmocka_unit_test(progress_runs_from_nothing_to_all),
        cmocka_unit_test(alternate_names_may_come_before_their_places),
    };
    return cmocka_run_group_tests_name("gazetteer: build", tests, make_fixture, remove_fixture);
}
