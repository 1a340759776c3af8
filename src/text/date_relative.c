// Dates that count from the day of publication or from another event: "late on Friday", "last
// month", "two weeks ago", "days later", "over the past two weeks".
#include "text/date_reader.h"

enum {
    DAYS_OF_WEEK = 7,
    PLURAL_LOW = 2,  // "days later", "recent weeks": more than one,
    PLURAL_HIGH = 6, // and fewer than the next unit would say
};

// An amount of units: "two weeks", "a few days", "days".
typedef struct amount {
    int low, high;
    dln_time_unit unit;
} amount;

static bool is_turn(const dln_date_reader *reader, size_t at) {
    return dln_is_time(reader, at, DLN_TIME_TURN, DLN_ANY_WHAT);
}

static bool is_unit(const dln_date_reader *reader, size_t at) {
    return dln_is_time(reader, at, DLN_TIME_UNIT, DLN_ANY_WHAT);
}

static bool is_season(const dln_date_reader *reader, size_t at) {
    return is_unit(reader, at) && dln_word_at(reader, at).value >= DLN_UNIT_SPRING;
}

static size_t behind(const dln_date_reader *reader, size_t at) {
    return at + dln_word_at(reader, at).tokens;
}

static size_t skip_link(const dln_date_reader *reader, size_t at, dln_time_link link) {
    return dln_is_link(reader, at, link) ? behind(reader, at) : at;
}

// Parts of the day behind a day, which add nothing to it: "night", ", local time".
static size_t skip_hours(const dln_date_reader *reader, size_t at) {
    for (;;) {
        size_t next = dln_is_mark(reader, at, ',') ? at + 1 : at;
        next = next == at ? skip_link(reader, at, DLN_LINK_IN) : next;
        next = next > at && !dln_is_mark(reader, at, ',') ? skip_link(reader, next, DLN_LINK_THE)
                                                          : next;
        if (!dln_is_time(reader, next, DLN_TIME_HOURS, DLN_ANY_WHAT))
            return at;
        at = behind(reader, next);
    }
}

static dln_when shifted(const dln_date_reader *reader, int first, int last) {
    if (reader->published == DLN_DAY_NONE)
        return DLN_WHEN_OPEN;
    return dln_when_between(reader->published + first, reader->published + last);
}

static dln_date_mention mention_of(dln_date_kind kind, dln_when when) {
    return (dln_date_mention){.kind = kind, .when = when};
}

// "days later", "a few weeks after": the middle, and how far it may be off.
static dln_date_mention linked_amount(const amount *count, bool back) {
    int unit = dln_unit_days(count->unit);
    int middle = (count->low + count->high) * unit / 2;
    return (dln_date_mention){.kind = DLN_DATE_LINKED,
                              .when = DLN_WHEN_OPEN,
                              .offset_days = back ? -middle : middle,
                              .slack_days = (count->high - count->low) * unit / 2};
}

// "a day after the blast": words behind "after" or "before" name the other event.
static bool names_the_other(const dln_date_reader *reader, size_t side) {
    size_t next = behind(reader, side);
    return dln_is_time(reader, side, DLN_TIME_SIDE, DLN_ANY_WHAT) && next < reader->count &&
           reader->tokens[next].kind != DLN_TOKEN_PUNCTUATION;
}

static dln_date_mention linked(int offset_days) {
    return (dln_date_mention){
        .kind = DLN_DATE_LINKED, .when = DLN_WHEN_OPEN, .offset_days = offset_days};
}

// The day of the week nearest to the report on the side that turn and tense say.
static dln_day weekday_near(const dln_date_reader *reader, int weekday, int turn) {
    if (reader->published == DLN_DAY_NONE)
        return DLN_DAY_NONE;
    int back = (dln_day_weekday(reader->published) - weekday + DAYS_OF_WEEK) % DAYS_OF_WEEK;
    int forward = back ? DAYS_OF_WEEK - back : 0;
    if (turn == DLN_TURN_LAST || turn == DLN_TURN_PAST)
        return reader->published - (back ? back : DAYS_OF_WEEK);
    if (turn == DLN_TURN_NEXT)
        return reader->published + (forward ? forward : DAYS_OF_WEEK);
    return reader->future ? reader->published + forward : reader->published - back;
}

// "last week" behind a weekday: "Friday last week", "on Monday of this week".
static size_t read_week_behind(const dln_date_reader *reader, size_t at, int *turn) {
    size_t next = skip_link(reader, at, DLN_LINK_OF);
    dln_date_word word = dln_word_at(reader, next);
    if (!is_turn(reader, next) || word.value < DLN_TURN_LAST || word.value > DLN_TURN_NEXT ||
        !dln_is_time(reader, next + 1, DLN_TIME_UNIT, DLN_UNIT_WEEK))
        return at;
    *turn = word.value;
    return next + 2;
}

// "Thursday and Friday", "Monday to Wednesday": the second weekday, or `at`.
static size_t read_second_weekday(const dln_date_reader *reader, size_t at, int first, bool between,
                                  int *second) {
    bool is_and = dln_is_link(reader, at, DLN_LINK_AND);
    bool connects = is_and || dln_is_link(reader, at, DLN_LINK_TO) || dln_is_mark(reader, at, '-');
    size_t next = connects ? skip_link(reader, at + 1, DLN_LINK_ON) : at;
    dln_date_word word = dln_word_at(reader, next);
    bool adjacent = word.value == (first + 1) % DAYS_OF_WEEK;
    if (!connects || word.kind != DLN_DATE_WORD_WEEKDAY || (is_and && !between && !adjacent))
        return at;
    *second = word.value;
    return next + word.tokens;
}

static bool follows_link(const dln_date_reader *reader, size_t at, dln_time_link link) {
    return at > 0 && dln_is_link(reader, at - 1, link);
}

// "Saturday, October 26, 2024", "Sat (26 Oct)": the weekday of a date that says more.
static size_t read_dated_weekday(const dln_date_reader *reader, size_t at, dln_date_mention *out) {
    size_t next = behind(reader, at);
    next += dln_is_mark(reader, next, '.') && !reader->tokens[next].space_before;
    next = skip_hours(reader, next);
    next += dln_is_mark(reader, next, ',') || dln_is_mark(reader, next, '(');
    next = skip_link(reader, next, DLN_LINK_ON);
    next = skip_link(reader, next, DLN_LINK_THE);
    dln_partial_date date;
    size_t end = dln_read_absolute(reader, next, false, &date);
    if (end == next || !date.day)
        return at;
    date.weekday = reader->words[at].value;
    *out = mention_of(DLN_DATE_ABSOLUTE, dln_resolve_partial(reader, &date));
    return end;
}

// A weekday at `at`; `turn` DLN_TURN_THIS unless a word before it said otherwise.
static size_t read_weekday(const dln_date_reader *reader, size_t at, int turn,
                           dln_date_mention *out) {
    dln_date_word word = dln_word_at(reader, at);
    if (word.kind != DLN_DATE_WORD_WEEKDAY)
        return at;
    size_t end = turn == DLN_TURN_THIS ? read_dated_weekday(reader, at, out) : at;
    if (end > at)
        return end;
    if (word.doubtful && turn == DLN_TURN_THIS && !follows_link(reader, at, DLN_LINK_ON))
        return at;
    int second = -1, week = DLN_TURN_PREVIOUS;
    end = skip_hours(reader, at + word.tokens);
    size_t further = read_second_weekday(reader, end, word.value,
                                         follows_link(reader, at, DLN_LINK_BETWEEN), &second);
    end = further > end ? skip_hours(reader, further) : end;
    end = read_week_behind(reader, end, &week);
    dln_day last = weekday_near(reader, second >= 0 ? second : word.value, turn);
    if (week != DLN_TURN_PREVIOUS && last != DLN_DAY_NONE) {
        last = dln_when_of_unit(DLN_UNIT_WEEK, reader->published, week).first +
               (second >= 0 ? second : word.value);
    }
    int width = second >= 0 ? (second - word.value + DAYS_OF_WEEK) % DAYS_OF_WEEK : 0;
    dln_day first = last == DLN_DAY_NONE ? last : last - width;
    *out = mention_of(DLN_DATE_WEEKDAY, dln_when_between(first, last));
    if (word.plural) {
        *out = mention_of(DLN_DATE_WEEKDAY, DLN_WHEN_OPEN);
        out->recurring = true;
    }
    return end;
}

// "two", "3", "a few", "a": how many; the token behind, or `at`.
static size_t read_number(const dln_date_reader *reader, size_t at, amount *out) {
    dln_date_word word = dln_word_at(reader, at);
    if (word.kind == DLN_DATE_WORD_COUNT ||
        (word.kind == DLN_DATE_WORD_DIGITS && word.suffix == 0)) {
        out->low = word.value;
        out->high = word.high;
    } else if (dln_is_time(reader, at, DLN_TIME_AMOUNT, DLN_ANY_WHAT)) {
        out->low = word.value / DLN_AMOUNT_BASE;
        out->high = word.value % DLN_AMOUNT_BASE;
    } else {
        return at;
    }
    return at + word.tokens;
}

// Nobody counts further than this in a date; it also keeps the arithmetic in range.
enum { MOST_UNITS = 1000 };

// "two weeks", "two or three weeks", "days" (only plural without a number).
static size_t read_amount(const dln_date_reader *reader, size_t at, amount *out) {
    amount found = {PLURAL_LOW, PLURAL_HIGH, DLN_UNIT_DAY};
    size_t next = read_number(reader, at, &found);
    amount more = found;
    size_t link = skip_link(reader, next, DLN_LINK_TO);
    if (next > at && link > next && read_number(reader, link, &more) > link &&
        more.low >= found.low) {
        next = read_number(reader, link, &more);
        found.high = more.high;
    }
    bool counted = next > at;
    next += counted && dln_is_mark(reader, next, '-');
    if (!is_unit(reader, next) || is_season(reader, next) || found.high > MOST_UNITS ||
        (!counted && !reader->words[next].plural))
        return at;
    found.unit = (dln_time_unit)reader->words[next].value;
    *out = found;
    return next + reader->words[next].tokens;
}

// The side that a word behind an amount says: "ago", "later", "before"; false if none.
static bool side_at(const dln_date_reader *reader, size_t at, dln_time_side *side) {
    dln_date_word word = dln_word_at(reader, at);
    if (dln_is_time(reader, at, DLN_TIME_SIDE, DLN_ANY_WHAT)) {
        *side = (dln_time_side)word.value;
        return true;
    }
    if (dln_is_time(reader, at, DLN_TIME_PART, DLN_PART_EARLIER) ||
        dln_is_time(reader, at, DLN_TIME_PART, DLN_PART_LATER)) {
        *side = word.value == DLN_PART_EARLIER ? DLN_SIDE_BEFORE : DLN_SIDE_AFTER;
        return true;
    }
    return false;
}

// "two weeks ago", "days later", "a day after", "the day before".
static size_t read_counted(const dln_date_reader *reader, size_t at, dln_date_mention *out) {
    amount found;
    dln_time_side side;
    size_t next = read_amount(reader, at, &found);
    if (next == at && follows_link(reader, at, DLN_LINK_THE) && is_unit(reader, at) &&
        !is_season(reader, at)) {
        found = (amount){1, 1, (dln_time_unit)reader->words[at].value};
        next = behind(reader, at);
    }
    if (next == at || !side_at(reader, next, &side))
        return at;
    if (side == DLN_SIDE_AGO) {
        *out = mention_of(DLN_DATE_RELATIVE,
                          dln_when_ago(reader->published, found.unit, found.low, found.high));
    } else {
        *out = linked_amount(&found, side == DLN_SIDE_BEFORE);
        out->to_next = names_the_other(reader, next);
    }
    return behind(reader, next);
}

// "the past two weeks", "the next few days"
static size_t read_turned_amount(const dln_date_reader *reader, size_t at, int turn,
                                 dln_date_mention *out) {
    amount found;
    size_t end = read_amount(reader, at, &found);
    if (end == at || turn == DLN_TURN_THIS)
        return at;
    int days = found.high * dln_unit_days(found.unit);
    bool back = turn == DLN_TURN_PAST || turn == DLN_TURN_LAST;
    if (back || turn == DLN_TURN_NEXT)
        *out = mention_of(DLN_DATE_PERIOD, shifted(reader, back ? -days : 0, back ? 0 : days));
    else
        *out = linked(turn == DLN_TURN_FOLLOWING ? days : -days);
    return end;
}

// The weekend that a turn and the tense mean; on a weekend "this" one is today's.
static dln_when weekend(const dln_date_reader *reader, int turn) {
    dln_day day = reader->published;
    bool is_on = day != DLN_DAY_NONE && dln_day_weekday(day) >= DAYS_OF_WEEK - 2;
    bool back = turn == DLN_TURN_LAST || turn == DLN_TURN_PAST;
    int shift = turn == DLN_TURN_NEXT ? 1 : back ? -1 : 0;
    if (turn == DLN_TURN_PAST && is_on)
        shift = 0;
    bool this_but_over = turn == DLN_TURN_THIS && !is_on && reader->past && !reader->future;
    return dln_when_of_unit(DLN_UNIT_WEEKEND, day, this_but_over ? -1 : shift);
}

static size_t read_turned_unit(const dln_date_reader *reader, size_t at, int turn,
                               dln_date_mention *out) {
    if (!is_unit(reader, at))
        return at;
    dln_time_unit unit = (dln_time_unit)reader->words[at].value;
    int days = dln_unit_days(unit);
    if (turn == DLN_TURN_PREVIOUS || turn == DLN_TURN_FOLLOWING ||
        (unit == DLN_UNIT_DAY && turn == DLN_TURN_NEXT)) {
        *out = linked(turn < 0 ? -days : days);
    } else if (unit == DLN_UNIT_WEEKEND) {
        *out = mention_of(DLN_DATE_RELATIVE, weekend(reader, turn));
    } else if (turn == DLN_TURN_PAST && !is_season(reader, at)) {
        *out = mention_of(DLN_DATE_PERIOD, shifted(reader, -days, 0));
    } else if (unit == DLN_UNIT_DAY || unit == DLN_UNIT_HOUR) {
        return at; // "last day", "this hour": no date
    } else {
        int shift = turn == DLN_TURN_PAST ? -1 : turn;
        *out = mention_of(DLN_DATE_RELATIVE, dln_when_of_unit(unit, reader->published, shift));
    }
    return behind(reader, at);
}

// "last October", "next March 3"
static size_t read_turned_month(const dln_date_reader *reader, size_t at, int turn,
                                dln_date_mention *out) {
    dln_partial_date date;
    size_t end = dln_read_absolute(reader, at, true, &date);
    if (end == at || dln_word_at(reader, at).kind != DLN_DATE_WORD_MONTH)
        return at;
    date.turn = turn == DLN_TURN_NEXT || turn == DLN_TURN_FOLLOWING ? 1
                : turn == DLN_TURN_THIS                             ? 0
                                                                    : -1;
    dln_when when = dln_resolve_partial(reader, &date);
    if (turn == DLN_TURN_THIS && !date.year && !date.day && reader->published != DLN_DAY_NONE)
        when = dln_when_of_month(dln_day_to_civil(reader->published).year, date.month);
    *out = mention_of(DLN_DATE_RELATIVE, when);
    return end;
}

// "last week", "this past weekend", "next Friday", "the past two weeks", "the following day"
static size_t read_turn(const dln_date_reader *reader, size_t at, dln_date_mention *out) {
    if (!is_turn(reader, at))
        return at;
    int turn = reader->words[at].value;
    size_t next = behind(reader, at);
    if (turn == DLN_TURN_THIS && is_turn(reader, next)) { // "this past", "this coming"
        turn = reader->words[next].value;
        next = behind(reader, next);
        turn = is_unit(reader, next) || turn != DLN_TURN_PAST ? turn : DLN_TURN_LAST;
    }
    size_t end = read_turned_amount(reader, next, turn, out);
    end = end > next ? end : read_turned_unit(reader, next, turn, out);
    end = end > next ? end : read_turned_month(reader, next, turn, out);
    if (end == next && turn != DLN_TURN_PREVIOUS && turn != DLN_TURN_FOLLOWING) {
        end = read_weekday(reader, next, turn, out);
        // "this Friday" is the next one but where the tense says otherwise.
        bool ahead = end > next && turn == DLN_TURN_THIS && !reader->past && !reader->future;
        if (ahead && out->when.precision != DLN_DATE_OPEN && out->when.last < reader->published) {
            out->when =
                dln_when_between(out->when.first + DAYS_OF_WEEK, out->when.last + DAYS_OF_WEEK);
        }
    }
    return end > next ? end : at;
}

// "summer 2014", "the winter of 2022"
static size_t read_season(const dln_date_reader *reader, size_t at, dln_date_mention *out) {
    if (!is_season(reader, at))
        return at;
    dln_when year;
    size_t next = skip_link(reader, behind(reader, at), DLN_LINK_OF);
    size_t end = dln_read_year(reader, next, true, &year);
    if (end == next)
        return at;
    // The last day of the year lies in or behind each season of it.
    dln_time_unit unit = (dln_time_unit)reader->words[at].value;
    *out = mention_of(DLN_DATE_PERIOD, dln_when_of_unit(unit, year.last, 0));
    return end;
}

// Applies "early", "late", "earlier", "later" to a longer time.
static dln_when part_of(const dln_date_reader *reader, dln_when whole, dln_time_part part) {
    dln_day today = reader->published;
    bool contains = whole.precision != DLN_DATE_OPEN && today != DLN_DAY_NONE &&
                    whole.first <= today && today <= whole.last;
    if (part == DLN_PART_EARLIER && contains)
        return dln_when_between(whole.first, today);
    if (part == DLN_PART_LATER && contains)
        return dln_when_between(today, whole.last);
    return dln_when_part(whole, part);
}

// What may stand behind "early" or "late".
static size_t read_whole(const dln_date_reader *reader, size_t at, dln_date_mention *out) {
    dln_partial_date date;
    size_t end = dln_read_absolute(reader, at, true, &date);
    if (end > at) {
        *out = mention_of(DLN_DATE_ABSOLUTE, dln_resolve_partial(reader, &date));
        return end;
    }
    end = dln_read_year(reader, at, true, &out->when);
    if (end > at) {
        *out = mention_of(DLN_DATE_PERIOD, out->when);
        return end;
    }
    end = read_season(reader, at, out);
    end = end > at ? end : read_turn(reader, at, out);
    return end > at ? end : read_weekday(reader, at, DLN_TURN_THIS, out);
}

// "the month", "the year" behind "end of", "later in": this one.
static size_t read_this_unit(const dln_date_reader *reader, size_t at, dln_date_mention *out) {
    if (!follows_link(reader, at, DLN_LINK_THE) || !is_unit(reader, at) ||
        reader->words[at].value < DLN_UNIT_WEEK || reader->words[at].plural)
        return at;
    return read_turned_unit(reader, at, DLN_TURN_THIS, out);
}

static size_t read_part(const dln_date_reader *reader, size_t at, dln_date_mention *out) {
    if (!dln_is_time(reader, at, DLN_TIME_PART, DLN_ANY_WHAT))
        return at;
    dln_time_part part = (dln_time_part)reader->words[at].value;
    size_t next = behind(reader, at);
    next += dln_is_mark(reader, next, '-');
    next = skip_link(reader, next, DLN_LINK_ON);
    next = skip_link(reader, next, DLN_LINK_IN);
    next = skip_link(reader, next, DLN_LINK_OF);
    next = skip_link(reader, next, DLN_LINK_THE);
    if (dln_is_time(reader, next, DLN_TIME_DAY, DLN_ANY_WHAT))
        return at; // the day itself is read next
    dln_date_mention found;
    size_t end = read_whole(reader, next, &found);
    end = end > next ? end : read_this_unit(reader, next, &found);
    if (end == next)
        return at;
    found.when = part_of(reader, found.when, part);
    *out = found;
    return end;
}

// "USA Today", "Yesterday" as a title: capitalised amid a sentence, behind another capital.
static bool is_name(const dln_date_reader *reader, size_t at) {
    return at > 0 && reader->tokens[at].letter_case == DLN_CASE_TITLE &&
           (reader->tokens[at - 1].letter_case == DLN_CASE_TITLE ||
            reader->tokens[at - 1].letter_case == DLN_CASE_UPPER);
}

static size_t read_day_word(const dln_date_reader *reader, size_t at, dln_date_mention *out) {
    if (!dln_is_time(reader, at, DLN_TIME_DAY, DLN_ANY_WHAT) || is_name(reader, at))
        return at;
    int days = reader->words[at].value;
    *out = mention_of(DLN_DATE_RELATIVE, shifted(reader, days, days));
    return skip_hours(reader, behind(reader, at));
}

// "overnight": of the night before the report most deeds are told of the hours behind midnight; of
// wire reports with such a word twice as many date them to the second day as to the first. In
// "overnight on Friday" the day says it better.
static size_t read_overnight(const dln_date_reader *reader, size_t at, dln_date_mention *out) {
    if (!dln_is_time(reader, at, DLN_TIME_HOURS, 1))
        return at;
    size_t next = skip_link(reader, behind(reader, at), DLN_LINK_ON);
    size_t end = read_weekday(reader, next, DLN_TURN_THIS, out);
    if (end > next)
        return end;
    *out = mention_of(DLN_DATE_RELATIVE, shifted(reader, 0, 0));
    return behind(reader, at);
}

// "over the weekend", "a weekend attack": the one just over, behind a future tense the next.
static size_t read_weekend(const dln_date_reader *reader, size_t at, dln_date_mention *out) {
    if (!dln_is_time(reader, at, DLN_TIME_UNIT, DLN_UNIT_WEEKEND) || reader->words[at].plural)
        return at;
    *out = mention_of(DLN_DATE_RELATIVE,
                      weekend(reader, reader->future ? DLN_TURN_THIS : DLN_TURN_PAST));
    return behind(reader, at);
}

// "the same day", "that week"
static size_t read_same(const dln_date_reader *reader, size_t at, dln_date_mention *out) {
    size_t next = skip_link(reader, at, DLN_LINK_SAME);
    if (next == at || !is_unit(reader, next) || reader->words[next].plural)
        return at;
    *out = linked(0);
    return behind(reader, next);
}

size_t dln_read_relative(const dln_date_reader *reader, size_t at, dln_date_mention *out) {
    static size_t (*const grammars[])(const dln_date_reader *, size_t, dln_date_mention *) = {
        read_counted,   read_turn, read_part,   read_day_word,
        read_overnight, read_same, read_season, read_weekend,
    };
    for (size_t i = 0; i < sizeof grammars / sizeof *grammars; i++) {
        size_t end = grammars[i](reader, at, out);
        if (end > at)
            return end;
    }
    return read_weekday(reader, at, DLN_TURN_THIS, out);
}
