// A small chart for the terminal: how many incidents a day, a week or a month.
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/table.h"
#include "cli/totals.h"

// Rows that a screen shows at once; a longer time is told in longer steps.
enum { DAYS_MOST = 40, WEEKS_MOST = 53, WIDTH_USUAL = 80, BAR_LEAST = 10, WEEK = 7 };
enum { LABEL = 10, NUMBERS = 24, GAP_MOST = 12 };

static dln_grouping step_for(const dln_tally *all) {
    int days = all->last - all->first + 1;
    return days <= DAYS_MOST ? DLN_BY_DAY : days <= WEEKS_MOST * WEEK ? DLN_BY_WEEK : DLN_BY_MONTH;
}

// The day that a row begins with; DLN_DAY_NONE for what has no date.
static dln_day begin_of(const dln_tally *tally) {
    char text[DLN_DAY_TEXT_SIZE];
    dln_day day = DLN_DAY_NONE;
    if (tally->key.len == strlen("YYYY-MM"))
        (void)snprintf(text, sizeof text, "%.*s-01", DLN_STR_ARG(tally->key));
    else
        (void)snprintf(text, sizeof text, "%.*s", DLN_STR_ARG(dln_str_slice(tally->key, 0, 10)));
    return dln_day_parse(dln_str_from(text), &day) ? day : DLN_DAY_NONE;
}

static dln_day next_of(dln_day day, dln_grouping step) {
    if (step == DLN_BY_DAY)
        return day + 1;
    if (step == DLN_BY_WEEK)
        return day + WEEK;
    dln_civil civil = dln_day_to_civil(day);
    return day + dln_days_in_month(civil.year, civil.month);
}

// What began before --since counts from there on.
static void clip_rows(cli_tallies *rows, dln_day since, dln_grouping step) {
    size_t early = 0;
    while (early < rows->count && begin_of(&rows->items[early]) != DLN_DAY_NONE &&
           next_of(begin_of(&rows->items[early]), step) <= since)
        early++;
    if (early == 0)
        return;
    dln_tally *into = &rows->items[early - 1];
    char text[DLN_DAY_TEXT_SIZE];
    dln_day begin = since;
    dln_civil civil = dln_day_to_civil(since);
    if (step == DLN_BY_WEEK)
        begin -= dln_day_weekday(since);
    else if (step == DLN_BY_MONTH)
        begin -= civil.day - 1;
    if (early < rows->count && begin_of(&rows->items[early]) == begin)
        into = &rows->items[early];
    for (size_t i = 0; i < early; i++)
        if (into != &rows->items[i]) {
            into->incidents += rows->items[i].incidents;
            into->fatalities += rows->items[i].fatalities;
        }
    into->key = dln_arena_copy(rows->arena, dln_str_from(dln_day_format(begin, text)));
    rows->count -= (size_t)(into - rows->items);
    rows->items = into;
}

static void print_bar(int64_t value, int64_t largest, size_t width) {
    // In eighths of a cell: the block elements from full to one eighth.
    static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    size_t eighths = largest ? (size_t)(value * (int64_t)width * 8 / largest) : 0;
    if (value && !eighths)
        eighths = 1;
    for (size_t i = 0; i < eighths / 8; i++)
        fputs("█", stdout);
    fputs(parts[eighths % 8], stdout);
    printf("%*s", (int)(width - (eighths + 7) / 8) + 1, "");
}

static void print_row(const char *label, const dln_tally *tally, int64_t largest, size_t width) {
    printf("%-*s ", LABEL, label);
    print_bar(tally->incidents, largest, width);
    if (tally->incidents)
        printf("%5lld", (long long)tally->incidents);
    if (tally->fatalities)
        printf("  %lld killed", (long long)tally->fatalities);
    fputc('\n', stdout);
}

static void print_label(char *out, size_t size, dln_day day, dln_grouping step) {
    char text[DLN_DAY_TEXT_SIZE];
    dln_day_format(day, text);
    (void)snprintf(out, size, "%.*s", step == DLN_BY_MONTH ? 7 : 10, text);
}

static void print_rows(const cli_tallies *rows, dln_grouping step, size_t width) {
    static const dln_tally none = {0};
    int64_t largest = 0;
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i].incidents > largest)
            largest = rows->items[i].incidents;
    dln_day day = DLN_DAY_NONE;
    for (size_t i = 0; i < rows->count; i++) {
        char label[DLN_DAY_TEXT_SIZE];
        dln_day begin = begin_of(&rows->items[i]);
        int gap = 0;
        for (; day != DLN_DAY_NONE && begin != DLN_DAY_NONE && day < begin && gap <= GAP_MOST;
             day = next_of(day, step), gap++) {
            print_label(label, sizeof label, day, step);
            print_row(gap == GAP_MOST ? "..." : label, &none, largest, width);
        }
        print_label(label, sizeof label, begin, step);
        print_row(begin == DLN_DAY_NONE ? "no date" : label, &rows->items[i], largest, width);
        day = begin == DLN_DAY_NONE ? day : next_of(begin, step);
    }
}

dln_status cli_print_timeline(dln_store *store, const dln_filter *filter, dln_arena *arena,
                              size_t *found, dln_error *err) {
    cli_tallies all, rows;
    dln_filter whole = *filter;
    whole.limit = 0;
    dln_status status = cli_tallies_ask(store, &whole, DLN_BY_NOTHING, arena, &all, err);
    if (status != DLN_OK)
        return status;
    *found = (size_t)all.items[0].incidents;
    dln_tally *span = &all.items[0];
    if (filter->since != DLN_DAY_NONE && span->first < filter->since)
        span->first = filter->since;
    if (filter->until != DLN_DAY_NONE && span->last > filter->until)
        span->last = filter->until;
    dln_grouping step = step_for(span);
    status = cli_tallies_ask(store, &whole, step, arena, &rows, err);
    if (status != DLN_OK || *found == 0)
        return status;
    if (filter->since != DLN_DAY_NONE)
        clip_rows(&rows, filter->since, step);
    size_t columns = cli_terminal_width(stdout);
    columns = columns ? columns : WIDTH_USUAL;
    size_t width = columns > LABEL + NUMBERS + BAR_LEAST ? columns - LABEL - NUMBERS : BAR_LEAST;
    print_rows(&rows, step, width);
    return DLN_OK;
}
