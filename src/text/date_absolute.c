// Dates with a month or in figures: "Oct. 26, 2024", "3 to 5 May", "26/10/2024", "the 1980s".
#include "text/date_reader.h"

enum {
    FIRST_YEAR = 1900, // a report of earlier events is history; a smaller number is a quantity
    LAST_YEAR = 2099,
    PIVOT_YEAR = 50,    // "4 Feb 90" without a day of publication: 1990; "49": 2049
    NEAR_DAYS = 14,     // a day so little ahead is meant, and not the one of last year
    SLIP_DAYS = 10,     // a fresh date with the wrong weekday is fresh all the same
    WEEKDAY_YEARS = 6,  // years in which a weekday and a day of the month meet again, or never
    EVENT_DISTANCE = 3, // "the 2014 summer Gaza war"
};

static bool is_day(dln_date_word word) {
    return word.kind == DLN_DATE_WORD_DIGITS && word.digits <= 2 && word.value >= 1 &&
           word.value <= 31 && word.suffix != 1;
}

static bool is_year(dln_date_word word) {
    return word.kind == DLN_DATE_WORD_DIGITS && word.digits == 4 && word.suffix == 0 &&
           word.value >= FIRST_YEAR && word.value <= LAST_YEAR;
}

static bool is_month(const dln_date_reader *reader, size_t at) {
    return dln_word_at(reader, at).kind == DLN_DATE_WORD_MONTH;
}

// "12:30": a time of day.
static bool is_clock(const dln_date_reader *reader, size_t at) {
    return dln_is_mark(reader, at + 1, ':') && at + 2 < reader->count &&
           reader->tokens[at + 2].kind == DLN_TOKEN_NUMBER;
}

// Whether an ordinary small word follows, so that a number before it counts something:
// "in October 20 people died".
static bool counts_something(const dln_date_reader *reader, size_t at) {
    return at + 1 < reader->count && reader->tokens[at + 1].letter_case == DLN_CASE_LOWER &&
           reader->words[at + 1].kind == DLN_DATE_WORD_NONE;
}

// Skips the full stop of an abbreviated month or weekday.
static size_t skip_stop(const dln_date_reader *reader, size_t at) {
    return dln_is_mark(reader, at, '.') && !reader->tokens[at].space_before ? at + 1 : at;
}

// A connector between the ends of a range: "-", "to", "and"; the token behind it, or `at`.
static size_t skip_connector(const dln_date_reader *reader, size_t at) {
    bool connects = dln_is_mark(reader, at, '-') || dln_is_mark(reader, at, '/') ||
                    dln_is_link(reader, at, DLN_LINK_TO) || dln_is_link(reader, at, DLN_LINK_AND);
    return connects ? at + 1 : at;
}

// More days of the same month: "23 and 24", "5-7", "3, 4 and 5". The token behind, or `at`. Where
// the month was said already, a day with a month of its own belongs to that.
static size_t read_more_days(const dln_date_reader *reader, size_t at, bool month_said, int after,
                             int *last) {
    size_t end = at;
    for (;;) {
        size_t next = dln_is_mark(reader, at, ',') ? at + 1 : at;
        next = skip_connector(reader, next);
        dln_date_word word = dln_word_at(reader, next);
        bool range = next > at && (dln_is_mark(reader, next - 1, '-') ||
                                   dln_is_link(reader, next - 1, DLN_LINK_TO));
        if (next == at || !is_day(word) || word.value <= after || is_clock(reader, next) ||
            (month_said && is_month(reader, next + 1)) ||
            (!range && counts_something(reader, next)))
            return end;
        after = *last = word.value;
        end = at = next + 1;
    }
}

static int year_of_two_digits(const dln_date_reader *reader, int value) {
    int newest = reader->published == DLN_DAY_NONE ? 2000 + PIVOT_YEAR - 1
                                                   : dln_day_to_civil(reader->published).year + 1;
    int year = newest - newest % 100 + value;
    return year > newest ? year - 100 : year;
}

// ", 2024", "/2024", "2024", "of 2024", "of last year"; the token behind, or `at`.
static size_t read_year_behind(const dln_date_reader *reader, size_t at, int *year) {
    size_t next = at;
    if (dln_is_mark(reader, at, ',') || dln_is_mark(reader, at, '/') ||
        dln_is_mark(reader, at, '-') || dln_is_link(reader, at, DLN_LINK_OF))
        next = at + 1;
    if (is_year(dln_word_at(reader, next)) && !is_clock(reader, next)) {
        *year = dln_word_at(reader, next).value;
        return next + 1;
    }
    dln_date_word turn = dln_word_at(reader, next);
    if (dln_is_time(reader, next, DLN_TIME_TURN, DLN_ANY_WHAT) && turn.value >= DLN_TURN_LAST &&
        turn.value <= DLN_TURN_NEXT &&
        dln_is_time(reader, next + 1, DLN_TIME_UNIT, DLN_UNIT_YEAR) &&
        reader->published != DLN_DAY_NONE) {
        *year = dln_day_to_civil(reader->published).year + turn.value;
        return next + 2;
    }
    return at;
}

// "90" of "4 Feb 90", where nothing follows that it could count.
static size_t read_short_year(const dln_date_reader *reader, size_t at, int *year) {
    size_t next = dln_is_mark(reader, at, '-') || dln_is_mark(reader, at, '/') ? at + 1 : at;
    dln_date_word word = dln_word_at(reader, next);
    bool two_digits = word.kind == DLN_DATE_WORD_DIGITS && word.digits == 2 && word.suffix == 0;
    bool stands_alone = next + 1 >= reader->count ||
                        reader->tokens[next + 1].kind == DLN_TOKEN_PUNCTUATION ||
                        reader->tokens[next + 1].line_break >= DLN_BREAK_LINE;
    if (!two_digits || !stands_alone || is_clock(reader, next))
        return at;
    *year = year_of_two_digits(reader, word.value);
    return next + 1;
}

// Whether "October" by itself may be meant as a month here.
static bool month_may_stand_alone(const dln_date_reader *reader, size_t at, size_t end) {
    bool doubtful = reader->words[at].doubtful;
    if (doubtful && end < reader->count && reader->tokens[end].kind == DLN_TOKEN_WORD &&
        !reader->tokens[end].space_before)
        return false; // "in May's cabinet"
    if (at == 0)
        return false;
    size_t before = at - 1;
    if (dln_is_link(reader, before, DLN_LINK_IN) || dln_is_link(reader, before, DLN_LINK_SINCE) ||
        dln_is_link(reader, before, DLN_LINK_UNTIL))
        return true;
    bool goes_on = skip_connector(reader, end) > end && is_month(reader, end + 1);
    if (dln_is_link(reader, before, DLN_LINK_FROM) || dln_is_link(reader, before, DLN_LINK_BETWEEN))
        return goes_on || !doubtful;
    bool capital_behind = end < reader->count && reader->tokens[end].letter_case == DLN_CASE_TITLE;
    return !doubtful && !capital_behind &&
           (dln_is_link(reader, before, DLN_LINK_THE) || dln_is_link(reader, before, DLN_LINK_OF));
}

static bool is_between(const dln_date_reader *reader, size_t at) {
    return at > 0 && dln_is_link(reader, at - 1, DLN_LINK_BETWEEN);
}

// "to March 5", "- 2 Nov": the other end of a range with a month of its own; "and" makes one only
// behind "between".
static size_t read_other_end(const dln_date_reader *reader, size_t at, bool between,
                             dln_partial_date *date) {
    size_t next = skip_connector(reader, at);
    int day_before = 0;
    if (next > at && date->day && is_day(dln_word_at(reader, next)) && is_month(reader, next + 1))
        day_before = dln_word_at(reader, next++).value;
    bool apart = dln_is_link(reader, at, DLN_LINK_AND) && !between;
    if (next == at || apart || !is_month(reader, next))
        return at;
    int month = dln_word_at(reader, next).value;
    size_t end = skip_stop(reader, next + 1);
    if (day_before) {
        date->last_day = day_before;
    } else if (date->day) {
        if (!is_day(dln_word_at(reader, end)) || is_clock(reader, end))
            return at;
        date->last_day = dln_word_at(reader, end++).value;
    }
    date->last_month = month;
    int year = 0;
    end = read_year_behind(reader, end, &year);
    date->last_year = year;
    if (year && !date->year)
        date->year = year - (date->month > month);
    return end;
}

static size_t read_month_first(const dln_date_reader *reader, size_t at, bool alone,
                               dln_partial_date *date) {
    date->month = reader->words[at].value;
    size_t named = skip_stop(reader, at + reader->words[at].tokens);
    size_t end = named;
    dln_date_word word = dln_word_at(reader, named);
    if (is_day(word) && !is_clock(reader, named)) {
        bool of_month = at > 0 && dln_is_link(reader, at - 1, DLN_LINK_IN) && word.suffix == 0 &&
                        counts_something(reader, named);
        if (!of_month) {
            date->day = word.value;
            end = read_more_days(reader, named + 1, true, date->day, &date->last_day);
        }
    }
    size_t with_year = read_year_behind(reader, end, &date->year);
    bool said_more = date->day || with_year > end;
    if (!said_more && !alone && !month_may_stand_alone(reader, at, named))
        return at;
    // The full stop of "in October." ends the sentence and not the month.
    end = said_more || end + 1 < reader->count ? with_year : at + reader->words[at].tokens;
    return date->last_day ? end : read_other_end(reader, end, is_between(reader, at), date);
}

static size_t read_day_first(const dln_date_reader *reader, size_t at, dln_partial_date *date) {
    date->day = reader->words[at].value;
    size_t end = read_more_days(reader, at + 1, false, date->day, &date->last_day);
    bool hyphen = dln_is_mark(reader, end, '-') || dln_is_mark(reader, end, '/');
    size_t month = dln_is_link(reader, end, DLN_LINK_OF) || hyphen ? end + 1 : end;
    if (!is_month(reader, month))
        return at;
    date->month = reader->words[month].value;
    end = month + reader->words[month].tokens;
    size_t behind = skip_stop(reader, end);
    size_t with_year = read_year_behind(reader, behind, &date->year);
    if (with_year == behind)
        with_year = read_short_year(reader, behind, &date->year);
    end = with_year > behind || behind < reader->count ? with_year : end;
    return date->last_day ? end : read_other_end(reader, end, is_between(reader, at), date);
}

// Year, month and day out of three numbers; false when they are no date.
static bool order_figures(const dln_date_reader *reader, const dln_date_word *a,
                          const dln_date_word *b, const dln_date_word *c, dln_partial_date *date) {
    if (a->digits == 4) {
        *date = (dln_partial_date){a->value, b->value, c->value, 0, 0, 0, -1, 0};
    } else if (c->digits == 4 || c->digits == 2) {
        int year = c->digits == 4 ? c->value : year_of_two_digits(reader, c->value);
        bool month_first = b->value > 12; // day first unless impossible
        *date = (dln_partial_date){
            year, month_first ? a->value : b->value, month_first ? b->value : a->value, 0, 0, 0, -1,
            0};
    }
    return date->year >= FIRST_YEAR && date->year <= LAST_YEAR &&
           dln_civil_is_valid((dln_civil){date->year, date->month, date->day});
}

static size_t read_figures(const dln_date_reader *reader, size_t at, dln_partial_date *date) {
    if (at + 4 >= reader->count)
        return at;
    const dln_token *tokens = reader->tokens + at;
    const dln_date_word *words = reader->words + at;
    char mark = tokens[1].mark;
    bool separated = (mark == '-' || mark == '/' || mark == '.') && tokens[3].mark == mark;
    for (size_t i = 1; i < 5; i++)
        separated &= !tokens[i].space_before;
    for (size_t i = 0; i < 5; i += 2)
        separated &= words[i].kind == DLN_DATE_WORD_DIGITS && words[i].digits != 3;
    bool goes_on = at + 6 < reader->count && tokens[5].mark == mark && !tokens[6].space_before &&
                   tokens[6].kind == DLN_TOKEN_NUMBER;
    // Figures with hyphens or full stops and a short year are scores, versions, phone numbers.
    bool short_year = words[0].digits != 4 && words[4].digits != 4;
    if (!separated || goes_on || (short_year && mark != '/'))
        return at;
    dln_partial_date figures = *date;
    if (!order_figures(reader, &words[0], &words[2], &words[4], &figures))
        return at;
    *date = figures;
    return at + 5;
}

size_t dln_read_absolute(const dln_date_reader *reader, size_t at, bool month_alone,
                         dln_partial_date *out) {
    dln_partial_date date = {.weekday = -1};
    size_t end = at;
    if (is_month(reader, at)) {
        end = read_month_first(reader, at, month_alone, &date);
    } else if (dln_word_at(reader, at).kind == DLN_DATE_WORD_DIGITS) {
        end = read_figures(reader, at, &date);
        if (end == at && is_day(reader->words[at])) {
            date = (dln_partial_date){.weekday = -1};
            end = read_day_first(reader, at, &date);
        }
    }
    // A leap year stands in for an unknown one.
    dln_civil civil = {date.year ? date.year : 2000, date.month, date.day ? date.day : 1};
    if (end == at || !dln_civil_is_valid(civil))
        return at;
    *out = date;
    return end;
}

// An event named by its year: "the 2003 invasion".
static bool event_follows(const dln_date_reader *reader, size_t at) {
    for (size_t i = at; i < at + EVENT_DISTANCE && i < reader->count; i++) {
        if (reader->tokens[i].kind == DLN_TOKEN_PUNCTUATION && reader->tokens[i].mark != '-')
            return false;
        if (dln_is_time(reader, i, DLN_TIME_EVENT, DLN_ANY_WHAT))
            return true;
    }
    return false;
}

// "2023-13": the beginning of figures that are no date.
static bool figures_go_on(const dln_date_reader *reader, size_t at) {
    return (dln_is_mark(reader, at + 1, '-') || dln_is_mark(reader, at + 1, '/')) &&
           dln_word_at(reader, at + 2).kind == DLN_DATE_WORD_DIGITS &&
           dln_word_at(reader, at + 2).digits != 4;
}

static bool year_may_stand_alone(const dln_date_reader *reader, size_t at) {
    if (figures_go_on(reader, at))
        return false;
    if (event_follows(reader, at + 1))
        return true;
    static const dln_time_link links[] = {DLN_LINK_IN,   DLN_LINK_SINCE, DLN_LINK_UNTIL,
                                          DLN_LINK_FROM, DLN_LINK_TO,    DLN_LINK_BETWEEN};
    for (size_t i = 0; at > 0 && i < sizeof links / sizeof *links; i++)
        if (dln_is_link(reader, at - 1, links[i]))
            return true;
    return false;
}

size_t dln_read_year(const dln_date_reader *reader, size_t at, bool alone, dln_when *out) {
    dln_date_word word = dln_word_at(reader, at);
    bool decade = word.kind == DLN_DATE_WORD_DIGITS && word.digits == 4 && word.suffix == 1 &&
                  word.value % 10 == 0 && word.value >= FIRST_YEAR && word.value <= LAST_YEAR;
    if (decade) {
        *out =
            dln_when_of_unit(DLN_UNIT_DECADE, dln_day_from_civil((dln_civil){word.value, 1, 1}), 0);
        return at + 1;
    }
    if (!is_year(word) || (!alone && !year_may_stand_alone(reader, at)))
        return at;
    size_t end = at + 1;
    int last = word.value;
    size_t next = skip_connector(reader, end);
    if (next > end && is_year(dln_word_at(reader, next)) &&
        dln_word_at(reader, next).value > word.value) {
        last = dln_word_at(reader, next).value;
        end = next + 1;
    }
    *out = dln_when_between(dln_when_of_year(word.value).first, dln_when_of_year(last).last);
    return end;
}

static dln_day day_in(int year, const dln_partial_date *date) {
    return dln_day_from_civil((dln_civil){year, date->month, date->day ? date->day : 1});
}

// The year of a date that gives none: the last time it came round, or the next one.
static int choose_year(const dln_date_reader *reader, const dln_partial_date *date) {
    dln_civil issue = dln_day_to_civil(reader->published);
    bool next = date->turn > 0 || (date->turn == 0 && reader->future);
    int year = issue.year;
    if (next) {
        bool over = date->day ? day_in(year, date) < reader->published : date->month < issue.month;
        return year + over;
    }
    // Who says "last" means no day ahead.
    int near_days = date->turn < 0 ? 0 : NEAR_DAYS;
    bool ahead =
        date->day ? day_in(year, date) > reader->published + near_days : date->month > issue.month;
    bool now = date->turn < 0 &&
               (date->day ? day_in(year, date) == reader->published : date->month == issue.month);
    return year - (ahead || now);
}

// The latest year not after `year` in which the date falls on its weekday; `year` if none does, or
// if the date is so near to the report that the weekday is a slip.
static int year_of_weekday(const dln_date_reader *reader, const dln_partial_date *date, int year) {
    int64_t off = (int64_t)day_in(year, date) - reader->published;
    if (off <= SLIP_DAYS && off >= -SLIP_DAYS)
        return year;
    for (int back = 0; date->weekday >= 0 && date->day && back <= WEEKDAY_YEARS; back++) {
        dln_day day = day_in(year - back, date);
        if (day != DLN_DAY_NONE && dln_day_weekday(day) == date->weekday)
            return year - back;
    }
    return year;
}

dln_when dln_resolve_partial(const dln_date_reader *reader, const dln_partial_date *date) {
    int year = date->year;
    if (!year && reader->published == DLN_DAY_NONE)
        return DLN_WHEN_OPEN;
    year = year ? year : year_of_weekday(reader, date, choose_year(reader, date));
    int last_month = date->last_month ? date->last_month : date->month;
    int last_year = date->last_year ? date->last_year : year + (last_month < date->month);
    if (!date->day) {
        dln_when when = dln_when_of_month(year, date->month);
        when.last = dln_when_of_month(last_year, last_month).last;
        return last_month == date->month ? when : dln_when_between(when.first, when.last);
    }
    int last_day = date->last_day ? date->last_day : date->day;
    dln_day first = day_in(year, date);
    return dln_when_between(first,
                            dln_day_from_civil((dln_civil){last_year, last_month, last_day}));
}
