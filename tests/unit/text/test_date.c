#include "text/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit/text/text_fixture.h"
#include "unit/text/text_tests.h"

// The day of publication of most tests: 2024-11-06 was a Wednesday.
static dln_day wednesday(void) {
    return dln_day_from_civil((dln_civil){2024, 11, 6});
}

static dln_date_mentions dates_of(void **state, const char *text, dln_day published,
                                  dln_segments *segments) {
    text_fixture *fixture = *state;
    dln_date_mentions found;
    *segments = text_fixture_segment(fixture, dln_str_from(text));
    assert_int_equal(
        dln_find_dates(segments, fixture->lexicon, published, fixture->arena, &found, NULL),
        DLN_OK);
    return found;
}

// One mention as "words|first|last", the last left out when it is the first, "open" when unknown,
// "+2" when it counts from another event.
static int describe(char *out, size_t size, dln_str words, const dln_date_mention *mention) {
    char first[DLN_DAY_TEXT_SIZE], last[DLN_DAY_TEXT_SIZE], when[64];
    dln_day_format(mention->when.first, first);
    dln_day_format(mention->when.last, last);
    if (mention->kind == DLN_DATE_LINKED)
        snprintf(when, sizeof when, "%+d", mention->offset_days);
    else if (mention->when.precision == DLN_DATE_OPEN)
        snprintf(when, sizeof when, "open");
    else if (mention->when.first == mention->when.last)
        snprintf(when, sizeof when, "%s", first);
    else
        snprintf(when, sizeof when, "%s..%s", first, last);
    return snprintf(out, size, "%.*s|%s%s%s", DLN_STR_ARG(words), when,
                    mention->since ? "|since" : "", mention->recurring ? "|recurring" : "");
}

// Asserts all dates of `text`, one after the other with "; " between them; "" for none.
static void assert_dates_on(void **state, dln_day published, const char *text,
                            const char *expected) {
    dln_segments segments;
    dln_date_mentions found = dates_of(state, text, published, &segments);
    char line[1024] = "";
    size_t len = 0;
    for (size_t i = 0; i < found.count && len < sizeof line - 128; i++) {
        len += (size_t)snprintf(line + len, sizeof line - len, "%s", i ? "; " : "");
        len +=
            (size_t)describe(line + len, sizeof line - len,
                             dln_str_of_span(segments.text, found.items[i].span), &found.items[i]);
    }
    if (strcmp(line, expected) != 0)
        fail_msg("in: %s\n  got      %s\n  expected %s", text, line, expected);
}
#define DATES(text, expected) assert_dates_on(state, wednesday(), text, expected)

static void absolute_dates_are_read_in_every_order(void **state) {
    DATES("It fell on Oct. 26, 2023.", "Oct. 26, 2023|2023-10-26");
    DATES("It fell on October 26, 2023, at noon.", "October 26, 2023|2023-10-26");
    DATES("It fell on 26 October 2023.", "26 October 2023|2023-10-26");
    DATES("It fell on the 26th of October 2023.", "26th of October 2023|2023-10-26");
    DATES("It fell on October 26th 2023.", "October 26th 2023|2023-10-26");
    DATES("It fell on 2023-10-26.", "2023-10-26|2023-10-26");
    DATES("It fell on 2023/10/26.", "2023/10/26|2023-10-26");
    DATES("It fell on 26/10/2023.", "26/10/2023|2023-10-26");
    DATES("It fell on 05/04/2023.", "05/04/2023|2023-04-05");
    DATES("It fell on 10/26/2023.", "10/26/2023|2023-10-26");
    DATES("It fell on 26.10.2023.", "26.10.2023|2023-10-26");
    DATES("It fell on 26/10/23.", "26/10/23|2023-10-26");
    DATES("It fell on 26-Oct-2023.", "26-Oct-2023|2023-10-26");
    DATES("Posted Aug 13/2024 here", "Aug 13/2024|2024-08-13");
    DATES("Dated 4 Feb 90.", "4 Feb 90|1990-02-04");
    DATES("في 26 أكتوبر 2023", "26 أكتوبر 2023|2023-10-26");
    DATES("في ٢٦ تشرين الأول ٢٠٢٣", "٢٦ تشرين الأول ٢٠٢٣|2023-10-26");
}

static void figures_that_are_no_dates_stay_figures(void **state) {
    DATES("Version 1.2.3 won 3-2 on route 10-12-24.", "");
    DATES("The address is 192.168.10.2024.5.", "");
    DATES("It fell on 31/02/2023 or 2023-13-01 or 00/00/2023.", "");
    DATES("Some 2,013 men and 1,500 km.", "");
    DATES("Call 555-12-2024-88.", "");
}

static void a_date_without_a_year_is_the_nearest_past_one(void **state) {
    DATES("It fell on Oct. 26.", "Oct. 26|2024-10-26");
    DATES("It fell on 7 Oct.", "7 Oct|2024-10-07");
    DATES("It fell on December 24.", "December 24|2023-12-24");
    DATES("It fell on November 6.", "November 6|2024-11-06");
    DATES("They vote on November 8.", "November 8|2024-11-08");
    DATES("They will vote on December 24.", "December 24|2024-12-24");
    DATES("They will vote on March 2.", "March 2|2025-03-02");
    assert_dates_on(state, DLN_DAY_NONE, "It fell on Oct. 26.", "Oct. 26|open");
}

static void a_weekday_beside_a_date_chooses_its_year(void **state) {
    // 26 October was a Saturday in 2024 and a Thursday in 2023.
    DATES("On Saturday, October 26, it fell.", "Saturday, October 26|2024-10-26");
    DATES("On Thursday, 26 October, it fell.", "Thursday, 26 October|2023-10-26");
    DATES("On Sat. Oct. 26 it fell.", "Sat. Oct. 26|2024-10-26");
    DATES("On Tuesday night, Oct. 22, 2024.", "Tuesday night, Oct. 22, 2024|2024-10-22");
}

static void months_may_stand_alone_behind_a_small_word(void **state) {
    DATES("It began in October.", "October|2024-10-01..2024-10-31");
    DATES("It began in December.", "December|2023-12-01..2023-12-31");
    DATES("It began in November 2022, they said.", "November 2022|2022-11-01..2022-11-30");
    DATES("It began in June, 1980.", "June, 1980|1980-06-01..1980-06-30");
    DATES("It began in October of last year.", "October of last year|2023-10-01..2023-10-31");
    DATES("The October attack burned.", "October|2024-10-01..2024-10-31");
    DATES("It will end in March.", "March|2025-03-01..2025-03-31");
    DATES("In October 20 people died.", "October|2024-10-01..2024-10-31");
}

static void names_and_verbs_are_no_months(void **state) {
    DATES("May said they march on the capital.", "");
    DATES("March on the capital, he said.", "");
    DATES("They may sat. The Sun wrote it, and mar it.", "");
    DATES("Theresa May spoke and April Jones left with August.", "");
    DATES("The 12th Brigade took Route 66.", "");
    DATES("In May's cabinet they argued.", "");
    DATES("The march 5 kilometres long.", "");
    DATES("October Revolution Square", "");
}

static void parts_of_months_and_years(void **state) {
    DATES("In late July it began.", "late July|2024-07-21..2024-07-31");
    DATES("In early March 2022.", "early March 2022|2022-03-01..2022-03-10");
    DATES("In mid-November 2023.", "mid-November 2023|2023-11-11..2023-11-20");
    DATES("At the end of October.", "the end of October|2024-10-21..2024-10-31");
    DATES("In late 2022.", "late 2022|2022-09-01..2022-12-31");
    DATES("In the early 1980s.", "early 1980s|1980-01-01..1983-04-30");
}

static void last_and_next_months(void **state) {
    DATES("It began last October.", "last October|2024-10-01..2024-10-31");
    DATES("It began last November.", "last November|2023-11-01..2023-11-30");
    DATES("It ends next March.", "next March|2025-03-01..2025-03-31");
    DATES("It ends this December.", "this December|2024-12-01..2024-12-31");
    DATES("It began late last month.", "late last month|2024-10-21..2024-10-31");
    DATES("It began last year.", "last year|2023-01-01..2023-12-31");
    DATES("It began last week.", "last week|2024-10-28..2024-11-03");
    DATES("Earlier this month it began.", "Earlier this month|2024-11-01..2024-11-06");
    DATES("Later this week it ends.", "Later this week|2024-11-06..2024-11-10");
    DATES("By the end of the year.", "the end of the year|2024-09-01..2024-12-31");
    DATES("It began last summer.", "last summer|2024-06-01..2024-08-31");
    DATES("In the summer of 2014.", "summer of 2014|2014-06-01..2014-08-31");
}

static void weekdays_are_the_last_ones(void **state) {
    DATES("It fell on Monday.", "Monday|2024-11-04");
    DATES("It fell on Wednesday.", "Wednesday|2024-11-06");
    DATES("It fell on Thursday.", "Thursday|2024-10-31");
    DATES("He said earlier on Tuesday.", "earlier on Tuesday|2024-11-05");
    DATES("It fell Monday night.", "Monday night|2024-11-04");
    DATES("It fell late on Friday, local time.", "late on Friday, local time|2024-11-01");
    DATES("It fell overnight on Friday.", "overnight on Friday|2024-11-01");
    DATES("It fell last Wednesday.", "last Wednesday|2024-10-30");
    DATES("It fell this past Friday.", "this past Friday|2024-11-01");
    DATES("It fell on Friday last week.", "Friday last week|2024-11-01");
    DATES("It fell on Monday of last week.", "Monday of last week|2024-10-28");
    assert_dates_on(state, DLN_DAY_NONE, "It fell on Monday.", "Monday|open");
}

static void a_future_tense_before_it_makes_a_weekday_the_next_one(void **state) {
    DATES("He will visit Erbil on Saturday.", "Saturday|2024-11-09");
    DATES("Talks are scheduled for Thursday.", "Thursday|2024-11-07");
    DATES("He was killed on Saturday.", "Saturday|2024-11-02");
    DATES("He will leave, officials said on Monday.", "Monday|2024-11-04");
    DATES("They return next Friday.", "next Friday|2024-11-08");
    DATES("They return this Friday.", "this Friday|2024-11-08");
    DATES("They attacked this Friday.", "this Friday|2024-11-01");
}

static void several_weekdays_make_a_span(void **state) {
    DATES("It rained on Thursday and Friday.", "Thursday and Friday|2024-10-31..2024-11-01");
    DATES("It rained Sunday through Tuesday.", "Sunday through Tuesday|2024-11-03..2024-11-05");
    DATES("It rained between Friday and Sunday.", "Friday and Sunday|2024-11-01..2024-11-03");
    DATES("It rained on Friday and Monday.", "Friday|2024-11-01; Monday|2024-11-04");
}

static void days_of_a_month_make_a_span(void **state) {
    DATES("Between 3 and 5 May.", "3 and 5 May|2024-05-03..2024-05-05");
    DATES("On Sept 23 and 24, 2024.", "Sept 23 and 24, 2024|2024-09-23..2024-09-24");
    DATES("On Jan. 5-7 it rained.", "Jan. 5-7|2024-01-05..2024-01-07");
    DATES("From Oct. 30 to Nov. 2.", "Oct. 30 to Nov. 2|2024-10-30..2024-11-02");
    DATES("From 30 Oct to 2 Nov 2023.", "30 Oct to 2 Nov 2023|2023-10-30..2023-11-02");
    DATES("From December 28 to January 3, 2024.",
          "December 28 to January 3, 2024|2023-12-28..2024-01-03");
    DATES("From May to July 2014.", "May to July 2014|2014-05-01..2014-07-31");
    DATES("On May 3 and 12 people died.", "May 3|2024-05-03");
    DATES("On May 3, 2023 and June 4, 2023.", "May 3, 2023|2023-05-03; June 4, 2023|2023-06-04");
}

static void relative_days(void **state) {
    DATES("He died yesterday.", "yesterday|2024-11-05");
    DATES("He dies today or tomorrow.", "today|2024-11-06; tomorrow|2024-11-07");
    DATES("It fell last night.", "last night|2024-11-05");
    DATES("It fell the day before yesterday.", "the day before yesterday|2024-11-04");
    DATES("It fell overnight.", "overnight|2024-11-06");
    DATES("He told USA Today so.", "");
    assert_dates_on(state, DLN_DAY_NONE, "He died yesterday.", "yesterday|open");
}

static void weekends(void **state) {
    DATES("It fell this past weekend.", "this past weekend|2024-11-02..2024-11-03");
    DATES("It fell last weekend.", "last weekend|2024-11-02..2024-11-03");
    DATES("It fell over the weekend.", "weekend|2024-11-02..2024-11-03");
    DATES("Two died in a weekend attack.", "weekend|2024-11-02..2024-11-03");
    DATES("He will speak at the weekend.", "weekend|2024-11-09..2024-11-10");
    DATES("They fish on weekends.", "");
    DATES("It falls this weekend.", "this weekend|2024-11-09..2024-11-10");
    DATES("It falls next weekend.", "next weekend|2024-11-16..2024-11-17");
    dln_day sunday = wednesday() - 3;
    assert_dates_on(state, sunday, "They met this weekend.", "this weekend|2024-11-02..2024-11-03");
    assert_dates_on(state, sunday, "They met last weekend.", "last weekend|2024-10-26..2024-10-27");
}

static void amounts_of_time_back_from_the_report(void **state) {
    DATES("It fell three days ago.", "three days ago|2024-11-03");
    DATES("It fell 3 days ago.", "3 days ago|2024-11-03");
    DATES("It fell two weeks ago.", "two weeks ago|2024-10-20..2024-10-26");
    DATES("It fell a month ago.", "a month ago|2024-10-01..2024-10-31");
    DATES("It fell two years ago.", "two years ago|2022-01-01..2022-12-31");
    DATES("It fell a few days ago.", "a few days ago|2024-11-01..2024-11-04");
    DATES("Two weeks have passed since the strike.",
          "Two weeks have passed since|2024-10-20..2024-10-26");
    DATES("A three-day visit of two weeks.", "");
}

static void days_counted_from_another_event(void **state) {
    DATES("Two days later they fled.", "Two days later|+2");
    DATES("A day after the strike they fled.", "A day after|+1");
    DATES("Days later they fled.", "Days later|+4");
    DATES("A week before the strike they came.", "A week before|-7");
    DATES("They had come a day earlier.", "a day earlier|-1");
    DATES("The day before, they came.", "day before|-1");
    DATES("The next day they left.", "next day|+1");
    DATES("The previous day they came.", "previous day|-1");
    DATES("The following week they left.", "following week|+7");
    DATES("On the same day they left.", "the same day|+0");
    DATES("Two or three weeks later they left.", "Two or three weeks later|+17");
    DATES("Hours later they left.", "Hours later|+0");
    DATES("Day after day they fought for days.", "");
}

static void periods(void **state) {
    DATES("Since October 7, 2023, it burns.", "Since October 7, 2023|2023-10-07..2024-11-06|since");
    DATES("Since Monday it burns.", "Since Monday|2024-11-04..2024-11-06|since");
    DATES("Since the 2003 invasion it burns.", "Since the 2003|2003-01-01..2024-11-06|since");
    DATES("It burned in 2013.", "2013|2013-01-01..2013-12-31");
    DATES("It burned from 2006 to 2008.", "2006 to 2008|2006-01-01..2008-12-31");
    DATES("It burned in 2011-2013.", "2011-2013|2011-01-01..2013-12-31");
    DATES("It burned in the 1980s.", "1980s|1980-01-01..1989-12-31");
    DATES("The 2003 invasion", "2003|2003-01-01..2003-12-31");
    DATES("Over the past two weeks it burned.", "past two weeks|2024-10-23..2024-11-06");
    DATES("In the past week it burned.", "past week|2024-10-30..2024-11-06");
    DATES("In recent days it burned.", "recent days|2024-10-31..2024-11-06");
    DATES("In the coming days it burns.", "coming days|2024-11-06..2024-11-12");
    DATES("Of 2000 men and 2013 dogs none came.", "");
    assert_dates_on(state, DLN_DAY_NONE, "Since May 5, 2023.",
                    "Since May 5, 2023|2023-05-05|since");
}

static void what_recurs_is_marked(void **state) {
    DATES("They pray every Friday.", "every Friday|open|recurring");
    DATES("They pray on Fridays.", "Fridays|open|recurring");
    DATES("They come each day.", "each day|open|recurring");
    DATES("On the anniversary they met.", "anniversary|open|recurring");
    DATES("The anniversary of the October 7 attack.",
          "anniversary of the October 7|2024-10-07|recurring");
    DATES("They greet every man.", "");
}

static void a_sentence_ends_a_date(void **state) {
    DATES("It began in October. 26 men died.", "October|2024-10-01..2024-10-31");
    DATES("Oct. 26 came. 2024 was bad.", "Oct. 26|2024-10-26");
    DATES("It fell on Tuesday 12:30 and May 5 10:20.", "Tuesday|2024-11-05; May 5|2024-05-05");
}

static void assert_published(void **state, const char *text, const char *expected) {
    text_fixture *fixture = *state;
    char day[DLN_DAY_TEXT_SIZE];
    dln_segments segments = text_fixture_segment(fixture, dln_str_from(text));
    dln_day_format(dln_publication_day(&segments, fixture->lexicon), day);
    assert_string_equal(day, expected);
}

static void the_head_of_a_report_gives_its_day(void **state) {
    assert_published(state, "War\nPost At: Aug 13/2024 02:50AM\n\nText.", "2024-08-13");
    assert_published(state,
                     "By A Desk (World) | Created at 2023-05-17 08:12:40 | Updated at "
                     "2023-05-18 11:03:09 3 hours ago\nText.",
                     "2023-05-17");
    assert_published(state, "Militias meet\n\nBy JANE ROE MARCH 9, 2023 07:15\n\nText.",
                     "2023-03-09");
    assert_published(state, "KABUL, 12 March 2022 (Wire) - A bomb exploded.", "2022-03-12");
    assert_published(state, "SAN SALVADOR, 4 FEB 90 (AGENCY) -- A bomb exploded.", "1990-02-04");
    assert_published(state, "print\nSeptember 25, 2024\n\nText here.", "2024-09-25");
}

static void a_head_without_a_full_date_gives_none(void **state) {
    assert_published(state, "BAGHDAD, Aug. 6 (Wire) - A bomb exploded.", "");
    assert_published(state, "A bomb exploded on 4 May 2023 in the town.", "");
    assert_published(state, "", "");
    assert_published(state, "UN officials said on 4 May 2023 it fell.", "");
}

static void hostile_texts_stay_linear(void **state) {
    static const char *const units[] = {
        "Oct 26, 2024 and ", "on Monday and ", "26/10/2024-", "last last ", "since ",
        "the past two or ",  "May ",           "3, ",         "1980s "};
    enum { COUNT = 10000 };
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t unit = strlen(units[u]);
        char *text = malloc(unit * COUNT + 1);
        assert_non_null(text);
        for (size_t i = 0; i < COUNT; i++)
            memcpy(text + i * unit, units[u], unit);
        text[unit * COUNT] = '\0';
        dln_segments segments;
        dln_date_mentions found = dates_of(state, text, wednesday(), &segments);
        size_t end = 0;
        for (size_t i = 0; i < found.count; i++) {
            assert_true(found.items[i].span.begin >= end);
            assert_true(found.items[i].span.begin < found.items[i].span.end);
            assert_true(found.items[i].span.end <= segments.text.len);
            assert_true(found.items[i].when.first <= found.items[i].when.last);
            end = found.items[i].span.end;
        }
        free(text);
    }
}

static void ten_thousand_dates_are_all_found(void **state) {
    enum { COUNT = 10000, SIZE = 32 };
    char *text = malloc(COUNT * SIZE);
    assert_non_null(text);
    size_t len = 0;
    for (int i = 0; i < COUNT; i++) {
        dln_civil civil = dln_day_to_civil(i);
        len += (size_t)snprintf(text + len, SIZE, "It fell on %d/%d/%d. ", civil.day, civil.month,
                                civil.year);
    }
    dln_segments segments;
    dln_date_mentions found = dates_of(state, text, DLN_DAY_NONE, &segments);
    assert_int_equal(found.count, COUNT);
    for (int i = 0; i < COUNT; i++)
        assert_int_equal(found.items[i].when.first, i);
    free(text);
}

int run_date_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(absolute_dates_are_read_in_every_order),
        cmocka_unit_test(figures_that_are_no_dates_stay_figures),
        cmocka_unit_test(a_date_without_a_year_is_the_nearest_past_one),
        cmocka_unit_test(a_weekday_beside_a_date_chooses_its_year),
        cmocka_unit_test(months_may_stand_alone_behind_a_small_word),
        cmocka_unit_test(names_and_verbs_are_no_months),
        cmocka_unit_test(parts_of_months_and_years),
        cmocka_unit_test(last_and_next_months),
        cmocka_unit_test(weekdays_are_the_last_ones),
        cmocka_unit_test(a_future_tense_before_it_makes_a_weekday_the_next_one),
        cmocka_unit_test(several_weekdays_make_a_span),
        cmocka_unit_test(days_of_a_month_make_a_span),
        cmocka_unit_test(relative_days),
        cmocka_unit_test(weekends),
        cmocka_unit_test(amounts_of_time_back_from_the_report),
        cmocka_unit_test(days_counted_from_another_event),
        cmocka_unit_test(periods),
        cmocka_unit_test(what_recurs_is_marked),
        cmocka_unit_test(a_sentence_ends_a_date),
        cmocka_unit_test(the_head_of_a_report_gives_its_day),
        cmocka_unit_test(a_head_without_a_full_date_gives_none),
        cmocka_unit_test(hostile_texts_stay_linear),
        cmocka_unit_test(ten_thousand_dates_are_all_found),
    };
    return cmocka_run_group_tests_name("date", tests, text_fixture_open, text_fixture_close);
}
