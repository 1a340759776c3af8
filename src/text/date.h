// Dates as people write them: absolute, partial, relative.
#ifndef DLN_TEXT_DATE_H
#define DLN_TEXT_DATE_H

#include "dateline/day.h"
#include "text/segment.h"

// What kind of expression it was: incidents weigh them differently.
typedef enum dln_date_kind {
    DLN_DATE_ABSOLUTE, // "Oct. 26, 2024", "2024-10-26", "26 October"
    DLN_DATE_WEEKDAY,  // "on Saturday", "late Friday, local time"
    DLN_DATE_RELATIVE, // "yesterday", "last month", "two weeks ago", "overnight"
    DLN_DATE_LINKED,   // "days later", "a day after", "the same day": counts from another event's
                       // date
    DLN_DATE_PERIOD, // "since October 7", "in 2023", "over the past two weeks", "the 2003 invasion"
} dln_date_kind;

typedef struct dln_date_mention {
    dln_span span;
    dln_date_kind kind;
    dln_when when;       // DLN_DATE_OPEN when it is relative and `published` is unknown
    int32_t offset_days; // LINKED: days after (negative: before) the other event
    int32_t slack_days;  // LINKED: so many more or fewer: "days later"
    bool to_next;        // LINKED: the other event is told behind it: "a day after he was killed"
    bool since;          // PERIOD with only a beginning: "since October 7"
    bool recurring;      // "every Friday", "each day", "anniversary"
} dln_date_mention;

typedef struct dln_date_mentions {
    const dln_date_mention *items;
    size_t count;
} dln_date_mentions;

// All date expressions of a text, in order, not overlapping. `published` may be DLN_DAY_NONE. The
// words are data (kinds month, weekday, number, time of the lexicon), and these the rules:
//   weekday        the last one up to and including `published`; behind a future tense (will, plans
//                  to, scheduled) the first one from `published` on; "last", "next" exclude the day
//   no year        the last time the date came round, or up to two weeks ahead; behind a future
//                  tense the next time; beside a weekday the year in which the two agree
//   last week      the calendar week (from Monday), month, year before; "the past week" seven days
//   two weeks ago  within three days; months and years by the calendar
//   late July      the last third; "earlier this week" up to `published`
//   days later     LINKED: `when` is open, `offset_days` counts from the other event
// A month or weekday that is also another word ("May", "Sun") needs a number or a preposition.
dln_status dln_find_dates(const dln_segments *segments, const dln_lexicon *lexicon,
                          dln_day published, dln_arena *arena, dln_date_mentions *out,
                          dln_error *err) DLN_MUST_CHECK;

// The day of publication as the first lines of a report give it ("BAGHDAD, Aug. 6 (…) —",
// "Post At: Aug 13/2024 02:50AM", "Created at 2024-11-02 18:55:06", "NOVEMBER 2, 2024 20:40"), or
// DLN_DAY_NONE. A date without a year is not enough.
dln_day dln_publication_day(const dln_segments *segments, const dln_lexicon *lexicon);

#endif
