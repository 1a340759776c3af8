#include "text/date_calendar.h"

#include <time.h>

#include "unit/text/text_tests.h"

enum { SECONDS_OF_DAY = 86400, FIRST_YEAR = 1800, LAST_YEAR = 2200 };

static dln_day day_of(int year, int month, int day) {
    return dln_day_from_civil((dln_civil){year, month, day});
}

static struct tm calendar(dln_day day) {
    struct tm out;
    time_t seconds = (time_t)day * SECONDS_OF_DAY;
    assert_non_null(gmtime_r(&seconds, &out));
    return out;
}

// The oracle of these tests is the C library's calendar.
static void weeks_months_and_years_agree_with_the_c_library(void **state) {
    (void)state;
    for (dln_day day = day_of(FIRST_YEAR, 1, 1); day <= day_of(LAST_YEAR, 12, 31); day++) {
        struct tm civil = calendar(day);
        assert_int_equal(dln_day_weekday(day), (civil.tm_wday + 6) % 7);
        dln_when week = dln_when_of_unit(DLN_UNIT_WEEK, day, 0);
        assert_int_equal(calendar(week.first).tm_wday, 1);
        assert_true(week.first <= day && day <= week.last && week.last == week.first + 6);
        dln_when month = dln_when_of_unit(DLN_UNIT_MONTH, day, 0);
        assert_int_equal(month.first, day - (civil.tm_mday - 1));
        assert_int_equal(calendar(month.last + 1).tm_mday, 1);
        assert_int_equal(calendar(month.last).tm_mon, civil.tm_mon);
        dln_when year = dln_when_of_unit(DLN_UNIT_YEAR, day, 0);
        assert_int_equal(year.first, day - civil.tm_yday);
        assert_int_equal(calendar(year.last + 1).tm_yday, 0);
    }
}

static void shifted_months_agree_with_the_c_library(void **state) {
    (void)state;
    for (dln_day day = day_of(FIRST_YEAR, 1, 15); day < day_of(LAST_YEAR, 1, 1); day += 13) {
        struct tm civil = calendar(day);
        for (int shift = -30; shift <= 30; shift++) {
            int months = (civil.tm_year + 1900) * 12 + civil.tm_mon + shift;
            dln_when month = dln_when_of_unit(DLN_UNIT_MONTH, day, shift);
            struct tm first = calendar(month.first);
            assert_int_equal((first.tm_year + 1900) * 12 + first.tm_mon, months);
            assert_int_equal(first.tm_mday, 1);
            assert_int_equal(calendar(month.last + 1).tm_mday, 1);
        }
    }
}

static void seasons_are_those_of_the_calendar(void **state) {
    (void)state;
    dln_when summer = dln_when_of_unit(DLN_UNIT_SUMMER, day_of(2014, 12, 31), 0);
    assert_int_equal(summer.first, day_of(2014, 6, 1));
    assert_int_equal(summer.last, day_of(2014, 8, 31));
    dln_when winter = dln_when_of_unit(DLN_UNIT_WINTER, day_of(2014, 12, 31), 0);
    assert_int_equal(winter.first, day_of(2014, 12, 1));
    assert_int_equal(winter.last, day_of(2015, 2, 28));
    // "last summer" said in November is that of the year, said in July that of the year before.
    assert_int_equal(dln_when_of_unit(DLN_UNIT_SUMMER, day_of(2024, 11, 2), -1).first,
                     day_of(2024, 6, 1));
    assert_int_equal(dln_when_of_unit(DLN_UNIT_SUMMER, day_of(2024, 7, 2), -1).first,
                     day_of(2023, 6, 1));
    assert_int_equal(dln_when_of_unit(DLN_UNIT_AUTUMN, day_of(2024, 2, 2), -1).first,
                     day_of(2023, 9, 1));
    assert_int_equal(dln_when_of_unit(DLN_UNIT_SPRING, day_of(2024, 4, 2), 0).first,
                     day_of(2024, 3, 1));
}

static void parts_lie_inside_the_whole_in_order(void **state) {
    (void)state;
    for (int month = 1; month <= 12; month++) {
        dln_when whole = dln_when_of_month(2023, month);
        dln_when early = dln_when_part(whole, DLN_PART_EARLY);
        dln_when middle = dln_when_part(whole, DLN_PART_MIDDLE);
        dln_when late = dln_when_part(whole, DLN_PART_LATE);
        assert_int_equal(early.first, whole.first);
        assert_true(early.last < middle.first && middle.last < late.last);
        assert_int_equal(late.last, whole.last);
    }
    dln_when day = dln_when_of_day(day_of(2024, 1, 1));
    assert_int_equal(dln_when_part(day, DLN_PART_LATE).first, day.first);
    assert_int_equal(dln_when_part(DLN_WHEN_OPEN, DLN_PART_LATE).precision, DLN_DATE_OPEN);
}

static void precision_follows_the_width(void **state) {
    (void)state;
    assert_int_equal(dln_when_between(0, 0).precision, DLN_DATE_DAY);
    assert_int_equal(dln_when_between(0, 2).precision, DLN_DATE_DAY);
    assert_int_equal(dln_when_between(0, 6).precision, DLN_DATE_WEEK);
    assert_int_equal(dln_when_between(0, 30).precision, DLN_DATE_MONTH);
    assert_int_equal(dln_when_between(0, 364).precision, DLN_DATE_YEAR);
    assert_int_equal(dln_when_between(1, 0).precision, DLN_DATE_OPEN);
    assert_int_equal(dln_when_between(DLN_DAY_NONE, 0).precision, DLN_DATE_OPEN);
}

static void counting_back_is_as_vague_as_people_are(void **state) {
    (void)state;
    dln_day today = day_of(2024, 3, 31);
    assert_int_equal(dln_when_ago(today, DLN_UNIT_DAY, 3, 3).first, day_of(2024, 3, 28));
    assert_int_equal(dln_when_ago(today, DLN_UNIT_WEEK, 2, 2).first, day_of(2024, 3, 14));
    assert_int_equal(dln_when_ago(today, DLN_UNIT_WEEK, 2, 2).last, day_of(2024, 3, 20));
    assert_int_equal(dln_when_ago(today, DLN_UNIT_MONTH, 1, 1).last, day_of(2024, 2, 29));
    assert_int_equal(dln_when_ago(today, DLN_UNIT_YEAR, 1, 2).first, day_of(2022, 1, 1));
    assert_int_equal(dln_when_ago(today, DLN_UNIT_HOUR, 5, 5).first, today);
    assert_int_equal(dln_when_ago(DLN_DAY_NONE, DLN_UNIT_DAY, 1, 1).precision, DLN_DATE_OPEN);
}

int run_calendar_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weeks_months_and_years_agree_with_the_c_library),
        cmocka_unit_test(shifted_months_agree_with_the_c_library),
        cmocka_unit_test(seasons_are_those_of_the_calendar),
        cmocka_unit_test(parts_lie_inside_the_whole_in_order),
        cmocka_unit_test(precision_follows_the_width),
        cmocka_unit_test(counting_back_is_as_vague_as_people_are),
    };
    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
