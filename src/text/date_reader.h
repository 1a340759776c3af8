// What the grammars of dates read: the tokens of one sentence, each with its meaning.
//
// Every grammar function `dln_read_…(reader, at, out)` reads one expression that begins at token
// `at` and returns the token behind it, or `at` itself when there is none; then `out` is left
// alone.
#ifndef DLN_TEXT_DATE_READER_H
#define DLN_TEXT_DATE_READER_H

#include "text/date.h"
#include "text/date_calendar.h"
#include "text/time_word.h"

typedef enum dln_date_word_kind {
    DLN_DATE_WORD_NONE,
    DLN_DATE_WORD_DIGITS, // a whole number in digits: value, digits, suffix
    DLN_DATE_WORD_COUNT,  // a number in words: value to high
    DLN_DATE_WORD_MONTH,  // value 1-12
    DLN_DATE_WORD_WEEKDAY,
    DLN_DATE_WORD_TIME, // role, what
} dln_date_word_kind;

typedef struct dln_date_word {
    uint8_t kind;
    uint8_t tokens;
    uint8_t digits; // DIGITS: how many
    uint8_t suffix; // DIGITS: letters behind them ("26th" 2, "1980s" 1)
    bool doubtful;  // MONTH, WEEKDAY: also a name or an ordinary word ("May", "Sun")
    bool plural;    // UNIT, WEEKDAY
    uint8_t role;   // TIME: dln_time_role
    int32_t value;  // TIME: its what
    int32_t high;
} dln_date_word;

typedef struct dln_date_reader {
    const dln_token *tokens; // of the sentence
    const dln_date_word *words;
    size_t count;
    dln_day published;
    bool future; // tense of the last verb that told one, before the expression
    bool past;
} dln_date_reader;

// A date as far as it was said: 0 for a part that was not, weekday -1.
typedef struct dln_partial_date {
    int year, month, day;
    int last_month, last_day, last_year; // of a range, else 0
    int weekday;
    int turn; // -1 "last October", +1 "next October"
} dln_partial_date;

// Fills `words[0, count)`; false when no word of the sentence can begin a date.
bool dln_date_words(const dln_lexicon *lexicon, const dln_token *tokens, size_t count,
                    dln_date_word *words);

#define DLN_ANY_WHAT (-1000)
// Whether the word at `at` is a time word of that role and, unless DLN_ANY_WHAT, of that meaning.
bool dln_is_time(const dln_date_reader *reader, size_t at, dln_time_role role, int32_t what);
bool dln_is_link(const dln_date_reader *reader, size_t at, dln_time_link link);
bool dln_is_mark(const dln_date_reader *reader, size_t at, char mark);
dln_date_word dln_word_at(const dln_date_reader *reader, size_t at); // kind NONE beyond the end

// date_absolute.c: dates with a month or in figures; `month_alone` allows "October" by itself.
size_t dln_read_absolute(const dln_date_reader *reader, size_t at, bool month_alone,
                         dln_partial_date *out);
// A year or a decade, as a period.
size_t dln_read_year(const dln_date_reader *reader, size_t at, bool alone, dln_when *out);
dln_when dln_resolve_partial(const dln_date_reader *reader, const dln_partial_date *partial);

// date_relative.c: everything that counts from the day of publication or from another event.
size_t dln_read_relative(const dln_date_reader *reader, size_t at, dln_date_mention *out);

#endif
