#include "map_tests.h"

#include <string.h>

#include "map/shown.h"

static dln_shown_list list;

static int set_up(void **state) {
    (void)state;
    return dln_shown_list_init(&list, NULL) != DLN_OK;
}

static int tear_down(void **state) {
    (void)state;
    dln_shown_list_free(&list);
    return 0;
}

static dln_record record_of(int64_t id, dln_day day) {
    return (dln_record){.id = id,
                        .incident = {.type = DLN_CLASH,
                                     .when = {day, day, DLN_DATE_DAY},
                                     .where = {.name = DLN_STR("Raqqa (Rakka)"),
                                               .country = DLN_STR("SY"),
                                               .located = true,
                                               .at = {39, 36},
                                               .precision = DLN_GEO_EXACT}}};
}

static void add(const dln_record *record) {
    assert_int_equal(dln_shown_list_add(&list, record, NULL), DLN_OK);
}

static void the_latest_comes_last_whatever_the_order(void **state) {
    (void)state;
    const dln_day days[] = {300, DLN_DAY_NONE, -5, 300, 7};
    for (int i = 0; i < 5; i++) {
        dln_record record = record_of(5 - i, days[i]);
        add(&record);
    }
    dln_shown_list_sort(&list);
    const int64_t want[] = {3, 1, 2, 5, 4}; // of one day the smaller id first, without a day last
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(list.items[i].id, want[i]);
}

static void nothing_of_the_record_is_borrowed(void **state) {
    (void)state;
    char actor[] = "Jordan", report[] = "r1", source[] = "Wire A";
    dln_evidence told[] = {{.report_id = dln_str_from(report), .source = dln_str_from(source)},
                           {.report_id = DLN_STR("r2")}};
    dln_record record = record_of(1, 10);
    record.incident.actor = dln_str_from(actor);
    record.incident.fatalities = (dln_count){true, 3, DLN_COUNT_OPEN};
    record.incident.origin = (dln_where){.name = DLN_STR("Amman")}; // told, but not placed
    record.evidence = told;
    record.evidence_count = 2;
    add(&record);
    memset(actor, 'x', sizeof actor - 1);
    memset(source, 'x', sizeof source - 1);
    memset(report, 'x', sizeof report - 1);
    const dln_shown *shown = &list.items[0];
    assert_str(shown->actor, "Jordan");
    assert_str(shown->evidence[0].source, "Wire A");
    assert_null(shown->evidence[1].source.data);
    assert_int_not_equal(shown->evidence[0].report, shown->evidence[1].report);
    assert_str(shown->where.name, "Raqqa"); // one spelling is enough
    assert_string_equal(shown->where.country, "SY");
    assert_int_equal(shown->killed, 3);
    assert_int_equal(shown->injured, 0);
    assert_str(shown->way->origin.name, "Amman");
    assert_false(shown->way->origin.located);
}

static void one_report_has_one_number(void **state) {
    (void)state;
    dln_evidence told = {.report_id = DLN_STR("r1")};
    for (int i = 0; i < 1000; i++) { // past every growth of the list
        dln_record record = record_of(i, i);
        record.evidence = &told;
        record.evidence_count = 1;
        add(&record);
    }
    assert_int_equal(list.count, 1000);
    for (size_t i = 0; i < list.count; i++) {
        assert_int_equal(list.items[i].evidence[0].report, 0);
        assert_ptr_equal(list.items[i].where.name.data, list.items[0].where.name.data);
        assert_null(list.items[i].way);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int shown_tests(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_latest_comes_last_whatever_the_order),
        TEST(nothing_of_the_record_is_borrowed),
        TEST(one_report_has_one_number),
    };
    return cmocka_run_group_tests_name("shown", tests, NULL, NULL);
}
