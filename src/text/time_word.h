// Values of the lexicon kind "time": what a word does in a date expression.
//
// In the file a value is `role=what`, and the table in time_word.c says which there are. A lexeme
// carries it parsed: `number` is the dln_time_role, `number_high` the what.
#ifndef DLN_TEXT_TIME_WORD_H
#define DLN_TEXT_TIME_WORD_H

#include "dateline/base.h"

typedef enum dln_time_role {
    DLN_TIME_DAY = 1, // a day counted from the report's: what is the offset ("yesterday" -1)
    DLN_TIME_UNIT,    // what: dln_time_unit
    DLN_TIME_TURN,    // which of several units: what is a dln_time_turn
    DLN_TIME_SIDE,    // behind an amount: what is dln_time_side
    DLN_TIME_PART,    // a part of a longer time: what is dln_time_part
    DLN_TIME_HOURS,   // a part of a day; what: 0 daylight, 1 the night before morning ("overnight")
    DLN_TIME_LINK,    // a preposition or conjunction: what is dln_time_link
    DLN_TIME_REPEAT,  // what recurs; what: 0 "every", 1 "anniversary"
    DLN_TIME_FUTURE,  // "will", "plans": a weekday behind it is the next one
    DLN_TIME_DOUBTFUL, // a month or weekday that is also a name or another word: "May", "Sun"
    DLN_TIME_PAST,     // "was", "killed": a weekday behind it is the last one
    DLN_TIME_ISSUE,    // "posted", "published", "created": a date behind it is the report's own
    DLN_TIME_EVENT,    // "war", "invasion": a year before it is a period ("the 2003 invasion")
    DLN_TIME_AMOUNT,   // "a", "a few": what is low * DLN_AMOUNT_BASE + high
} dln_time_role;

#define DLN_AMOUNT_BASE 256

typedef enum dln_time_turn {
    DLN_TURN_PAST = -3,     // "the past two weeks": counted back from the report
    DLN_TURN_PREVIOUS = -2, // "the previous day": counted back from another event
    DLN_TURN_LAST = -1,     // "last week": the one before this
    DLN_TURN_THIS = 0,
    DLN_TURN_NEXT = 1,
    DLN_TURN_FOLLOWING = 2, // "the following day"
} dln_time_turn;

typedef enum dln_time_unit {
    DLN_UNIT_HOUR,
    DLN_UNIT_DAY,
    DLN_UNIT_WEEKEND,
    DLN_UNIT_WEEK,
    DLN_UNIT_MONTH,
    DLN_UNIT_YEAR,
    DLN_UNIT_DECADE,
    DLN_UNIT_SPRING,
    DLN_UNIT_SUMMER,
    DLN_UNIT_AUTUMN,
    DLN_UNIT_WINTER,
} dln_time_unit;

typedef enum dln_time_side {
    DLN_SIDE_AGO,    // back from the report: "two weeks ago"
    DLN_SIDE_AFTER,  // on from another event: "two days after", "days later"
    DLN_SIDE_BEFORE, // back from another event: "a day before"
} dln_time_side;

typedef enum dln_time_part {
    DLN_PART_EARLY,
    DLN_PART_MIDDLE,
    DLN_PART_LATE,
    DLN_PART_EARLIER, // "earlier this week": up to the report; "a day earlier": before
    DLN_PART_LATER,   // "later this week": from the report on; "a day later": after
} dln_time_part;

typedef enum dln_time_link {
    DLN_LINK_SINCE,
    DLN_LINK_UNTIL,
    DLN_LINK_FROM,
    DLN_LINK_BETWEEN,
    DLN_LINK_TO,
    DLN_LINK_AND,
    DLN_LINK_OF,
    DLN_LINK_IN,
    DLN_LINK_ON,
    DLN_LINK_THE,
    DLN_LINK_SAME,
    DLN_LINK_OVER,
} dln_time_link;

// False when `value` is none of the table; then `*role` and `*what` are left alone.
bool dln_time_word_parse(dln_str value, int32_t *role, int32_t *what);

#endif
