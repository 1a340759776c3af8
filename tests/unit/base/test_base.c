#include <limits.h>
#include <locale.h>
#include <time.h>

#include "base/json.h"
#include "base/xml.h"
#include "dateline/incident.h"
#include "unit/base/test_arena.h"
#include "unit/cmocka_main.h"

static void a_failure_is_one_line(void **state) {
    (void)state;
    dln_error err;
    assert_int_equal(dln_fail(&err, DLN_BAD_INPUT, "a\nb%c: %d", 27, 7), DLN_BAD_INPUT);
    assert_string_equal(err.message, "a b : 7");
    assert_int_equal(err.status, DLN_BAD_INPUT);
    assert_int_equal(dln_fail(NULL, DLN_IO, "nobody listens"), DLN_IO);
}

static void strings_compare_in_byte_order(void **state) {
    (void)state;
    assert_true(dln_str_compare(DLN_STR("Hama"), DLN_STR("Hamas")) < 0);
    assert_true(dln_str_compare(DLN_STR("b"), DLN_STR("abc")) > 0);
    assert_int_equal(dln_str_compare(DLN_STR("x"), DLN_STR("x")), 0);
    assert_true(dln_str_equal(DLN_STR_NONE, DLN_STR("")));
    assert_true(dln_str_starts_with(DLN_STR("al-Tanf"), DLN_STR("al-")));
    assert_false(dln_str_starts_with(DLN_STR("al"), DLN_STR("al-")));
    assert_true(dln_str_ends_with(DLN_STR("map.png"), DLN_STR(".png")));
    assert_false(dln_str_ends_with(DLN_STR("png"), DLN_STR(".png")));
}

static void cutting_walks_over_all_fields(void **state) {
    (void)state;
    dln_str rest = DLN_STR("a\t\tc\t");
    assert_str(dln_str_cut(&rest, '\t'), "a");
    assert_str(dln_str_cut(&rest, '\t'), "");
    assert_str(dln_str_cut(&rest, '\t'), "c");
    assert_non_null(rest.data);
    assert_str(dln_str_cut(&rest, '\t'), "");
    assert_null(rest.data);
    assert_str(dln_str_trim(DLN_STR(" \t Taji \r\n")), "Taji");
    assert_str(dln_str_slice(DLN_STR("Balad"), 3, 99), "ad");
    assert_str(dln_str_slice(DLN_STR("Balad"), 9, 3), "");
    assert_str(dln_str_of_span(DLN_STR("Balad"), (dln_span){1, 3}), "al");
}

static void numbers_are_whole_strings(void **state) {
    (void)state;
    double real = 0;
    int64_t whole = 0;
    assert_true(dln_str_to_double(DLN_STR("-33.25"), &real));
    assert_near(real, -33.25, 0);
    const char *const bad[] = {"", " 1", "1 ", "1,5", "nan", "inf", "0x10", "1e999", "1.2.3", "-"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(dln_str_to_double(dln_str_from(bad[i]), &real));
    assert_true(dln_str_to_int(DLN_STR("-9223372036854775808"), &whole));
    assert_true(whole == INT64_MIN);
    assert_false(dln_str_to_int(DLN_STR("9223372036854775808"), &whole));
    assert_false(dln_str_to_int(DLN_STR("12a"), &whole));
    assert_false(dln_str_to_int(DLN_STR("-"), &whole));
}

static void spans_know_what_they_share(void **state) {
    (void)state;
    assert_true(dln_span_overlaps((dln_span){0, 5}, (dln_span){4, 9}));
    assert_false(dln_span_overlaps((dln_span){0, 4}, (dln_span){4, 9}));
    assert_true(dln_span_contains((dln_span){0, 9}, (dln_span){4, 9}));
    // "دير" is three code points in six bytes.
    assert_int_equal(dln_codepoints_between(DLN_STR("دير!"), 0, 7), 4);
    assert_int_equal(dln_codepoints_between(DLN_STR("دير!"), 6, 99), 1);
}

// The calendar of the C library is the judge, over the 400 years after which it repeats.
static void days_agree_with_the_calendar_of_the_system(void **state) {
    (void)state;
    for (dln_day day = -80000; day < 70000; day++) {
        time_t at = (time_t)day * 86400;
        struct tm want;
        assert_non_null(gmtime_r(&at, &want));
        dln_civil got = dln_day_to_civil(day);
        assert_int_equal(got.year, want.tm_year + 1900);
        assert_int_equal(got.month, want.tm_mon + 1);
        assert_int_equal(got.day, want.tm_mday);
        assert_int_equal(dln_day_weekday(day), (want.tm_wday + 6) % 7);
        assert_int_equal(dln_day_from_civil(got), day);
    }
}

static void days_are_printed_and_parsed_alike(void **state) {
    (void)state;
    char text[DLN_DAY_TEXT_SIZE];
    dln_day parsed = 0;
    for (dln_day day = -719162; day < 2932800; day += 911) { // years 1 to 9999
        assert_true(dln_day_parse(dln_str_from(dln_day_format(day, text)), &parsed));
        assert_int_equal(parsed, day);
    }
    assert_string_equal(dln_day_format(DLN_DAY_NONE, text), "");
    assert_string_equal(dln_day_format(INT32_MAX, text), "");
    assert_true(dln_day_parse(DLN_STR("2024-08-05T21:00:00Z"), &parsed));
    assert_int_equal(parsed, dln_day_from_civil((dln_civil){2024, 8, 5}));
    const char *const bad[] = {"2024-02-30", "2023-02-29",  "2024-13-01", "24-01-01",
                               "2024/01/01", "2024-01-011", "",           "0000-01-01"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(dln_day_parse(dln_str_from(bad[i]), &parsed));
}

static void names_of_enums_go_there_and_back(void **state) {
    (void)state;
    for (int i = 0; i < DLN_INCIDENT_TYPES; i++) {
        dln_incident_type back;
        assert_true(dln_type_parse(dln_str_from(dln_type_name((dln_incident_type)i)), &back));
        assert_int_equal(back, i);
    }
    for (int i = 0; i < DLN_INCIDENT_STATUSES; i++) {
        dln_incident_status back;
        assert_true(dln_status_parse(dln_str_from(dln_status_name((dln_incident_status)i)), &back));
        assert_int_equal(back, i);
    }
    for (int i = 0; i < DLN_DATE_PRECISIONS; i++) {
        dln_date_precision back;
        assert_true(dln_date_precision_parse(
            dln_str_from(dln_date_precision_name((dln_date_precision)i)), &back));
        assert_int_equal(back, i);
    }
    dln_incident_type type;
    assert_false(dln_type_parse(DLN_STR("picnic"), &type));
    assert_string_equal(dln_type_name(DLN_INCIDENT_TYPES), "unknown");
}

static dln_where located(double lon, double lat) {
    return (dln_where){.located = true, .at = {lon, lat}};
}

static void a_line_needs_two_points(void **state) {
    (void)state;
    dln_lonlat line[DLN_VIA_MAX + 2];
    dln_incident drone = {.where = located(35.8, 33.1)};
    assert_int_equal(dln_incident_line(&drone, line), 0);
    drone.origin = located(44, 33);
    assert_int_equal(dln_incident_line(&drone, line), 2);
    assert_near(line[1].lon, 35.8, 0);

    dln_incident convoy = {.origin = located(44, 33), .destination = located(38.3, 34.6)};
    convoy.via[0] = located(40.9, 34.4);
    convoy.via_count = 1;
    convoy.where = convoy.destination;
    assert_int_equal(dln_incident_line(&convoy, line), 3);
    convoy.destination.located = false;
    convoy.where = convoy.origin;
    convoy.via_count = 0;
    assert_int_equal(dln_incident_line(&convoy, line), 0);
}

static void json_is_escaped_and_comma_separated(void **state) {
    (void)state;
    dln_buffer buffer = {0};
    dln_json json = dln_json_to(&buffer);
    dln_json_open(&json, NULL, '{');
    dln_json_str(&json, "text", DLN_STR("\"a\\b\"\n\x01 دير"));
    dln_json_str(&json, "none", DLN_STR_NONE);
    dln_json_open(&json, "at", '[');
    dln_json_double(&json, NULL, 44.36610, 6);
    dln_json_double(&json, NULL, -0.0000001, 6);
    dln_json_double(&json, NULL, 0.0 / 0.0, 6);
    dln_json_double(&json, NULL, -7, 2);
    dln_json_close(&json, ']');
    dln_json_int(&json, "n", INT64_MIN);
    dln_json_bool(&json, "b", true);
    dln_json_day(&json, "d", 0);
    dln_json_day(&json, "open", DLN_DAY_NONE);
    dln_json_open(&json, "empty", '{');
    dln_json_close(&json, '}');
    dln_json_close(&json, '}');
    assert_str(dln_buffer_str(&buffer),
               "{\"text\":\"\\\"a\\\\b\\\"\\n\\u0001 دير\",\"none\":null,"
               "\"at\":[44.3661,0,null,-7],\"n\":-9223372036854775808,\"b\":true,"
               "\"d\":\"1970-01-01\",\"open\":null,\"empty\":{}}");
    dln_buffer_free(&buffer);
}

static void json_deeper_than_its_limit_is_a_failure(void **state) {
    (void)state;
    dln_buffer buffer = {0};
    dln_json json = dln_json_to(&buffer);
    for (int i = 0; i < DLN_JSON_MAX_DEPTH - 1; i++)
        dln_json_open(&json, NULL, '[');
    assert_false(buffer.failed);
    dln_json_open(&json, NULL, '[');
    assert_true(buffer.failed);
    dln_buffer_free(&buffer);
}

static void xml_escapes_what_it_can_say_and_replaces_the_rest(void **state) {
    (void)state;
    static const struct {
        const char *text, *xml;
    } cases[] = {
        {"a<b> & \"c\" 'd'", "a&lt;b&gt; &amp; &quot;c&quot; 'd'"},
        {"\t\r\n", "&#9;&#13;&#10;"},
        {"\x01\x1b[0m", "\xef\xbf\xbd\xef\xbf\xbd[0m"},
        {"دير · 💥 \xef\xbf\xbd", "دير · 💥 \xef\xbf\xbd"},
        {"a\xef\xbf\xbe\xef\xbf\xbfz", "a\xef\xbf\xbd\xef\xbf\xbdz"},
        {"\xff\xc3(", "\xef\xbf\xbd\xef\xbf\xbd("},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dln_buffer out = {0};
        dln_xml_append(&out, dln_str_from(cases[i].text));
        assert_true(dln_str_equal(dln_buffer_str(&out), dln_str_from(cases[i].xml)));
        dln_buffer_free(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failure_is_one_line),
        cmocka_unit_test(strings_compare_in_byte_order),
        cmocka_unit_test(cutting_walks_over_all_fields),
        cmocka_unit_test(numbers_are_whole_strings),
        cmocka_unit_test(spans_know_what_they_share),
        cmocka_unit_test(days_agree_with_the_calendar_of_the_system),
        cmocka_unit_test(days_are_printed_and_parsed_alike),
        cmocka_unit_test(names_of_enums_go_there_and_back),
        cmocka_unit_test(a_line_needs_two_points),
        cmocka_unit_test(json_is_escaped_and_comma_separated),
        cmocka_unit_test(json_deeper_than_its_limit_is_a_failure),
        cmocka_unit_test(xml_escapes_what_it_can_say_and_replaces_the_rest),
        cmocka_unit_test(an_arena_gives_zeroed_aligned_memory),
        cmocka_unit_test(resetting_an_arena_keeps_one_chunk),
        cmocka_unit_test(a_huge_report_does_not_keep_its_memory),
        cmocka_unit_test(every_failing_allocation_is_a_status),
        cmocka_unit_test(an_overflowing_size_is_no_memory),
        cmocka_unit_test(a_buffer_remembers_that_memory_ran_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
