#include "text/time_word.h"

typedef struct named {
    const char *name;
    int32_t role, what;
} named;

// Every value a line of the kind "time" may have, but those that carry numbers of their own.
static const named VALUES[] = {
    {"unit=hour", DLN_TIME_UNIT, DLN_UNIT_HOUR},
    {"unit=day", DLN_TIME_UNIT, DLN_UNIT_DAY},
    {"unit=weekend", DLN_TIME_UNIT, DLN_UNIT_WEEKEND},
    {"unit=week", DLN_TIME_UNIT, DLN_UNIT_WEEK},
    {"unit=month", DLN_TIME_UNIT, DLN_UNIT_MONTH},
    {"unit=year", DLN_TIME_UNIT, DLN_UNIT_YEAR},
    {"unit=decade", DLN_TIME_UNIT, DLN_UNIT_DECADE},
    {"unit=spring", DLN_TIME_UNIT, DLN_UNIT_SPRING},
    {"unit=summer", DLN_TIME_UNIT, DLN_UNIT_SUMMER},
    {"unit=autumn", DLN_TIME_UNIT, DLN_UNIT_AUTUMN},
    {"unit=winter", DLN_TIME_UNIT, DLN_UNIT_WINTER},
    {"turn=past", DLN_TIME_TURN, DLN_TURN_PAST},
    {"turn=previous", DLN_TIME_TURN, DLN_TURN_PREVIOUS},
    {"turn=last", DLN_TIME_TURN, DLN_TURN_LAST},
    {"turn=this", DLN_TIME_TURN, DLN_TURN_THIS},
    {"turn=next", DLN_TIME_TURN, DLN_TURN_NEXT},
    {"turn=following", DLN_TIME_TURN, DLN_TURN_FOLLOWING},
    {"side=ago", DLN_TIME_SIDE, DLN_SIDE_AGO},
    {"side=after", DLN_TIME_SIDE, DLN_SIDE_AFTER},
    {"side=before", DLN_TIME_SIDE, DLN_SIDE_BEFORE},
    {"part=early", DLN_TIME_PART, DLN_PART_EARLY},
    {"part=middle", DLN_TIME_PART, DLN_PART_MIDDLE},
    {"part=late", DLN_TIME_PART, DLN_PART_LATE},
    {"part=earlier", DLN_TIME_PART, DLN_PART_EARLIER},
    {"part=later", DLN_TIME_PART, DLN_PART_LATER},
    {"hours=light", DLN_TIME_HOURS, 0},
    {"hours=overnight", DLN_TIME_HOURS, 1},
    {"link=since", DLN_TIME_LINK, DLN_LINK_SINCE},
    {"link=until", DLN_TIME_LINK, DLN_LINK_UNTIL},
    {"link=from", DLN_TIME_LINK, DLN_LINK_FROM},
    {"link=between", DLN_TIME_LINK, DLN_LINK_BETWEEN},
    {"link=to", DLN_TIME_LINK, DLN_LINK_TO},
    {"link=and", DLN_TIME_LINK, DLN_LINK_AND},
    {"link=of", DLN_TIME_LINK, DLN_LINK_OF},
    {"link=in", DLN_TIME_LINK, DLN_LINK_IN},
    {"link=on", DLN_TIME_LINK, DLN_LINK_ON},
    {"link=the", DLN_TIME_LINK, DLN_LINK_THE},
    {"link=same", DLN_TIME_LINK, DLN_LINK_SAME},
    {"link=over", DLN_TIME_LINK, DLN_LINK_OVER},
    {"repeat=every", DLN_TIME_REPEAT, 0},
    {"repeat=anniversary", DLN_TIME_REPEAT, 1},
    {"future", DLN_TIME_FUTURE, 0},
    {"past", DLN_TIME_PAST, 0},
    {"doubtful", DLN_TIME_DOUBTFUL, 0},
    {"issue", DLN_TIME_ISSUE, 0},
    {"event", DLN_TIME_EVENT, 0},
};

// A day further off than this is no word but a mistake in the file.
enum { FARTHEST_DAY = 31 };

// "day=-1"
static bool parse_day(dln_str number, int32_t *what) {
    int64_t days;
    if (!dln_str_to_int(number, &days) || days < -FARTHEST_DAY || days > FARTHEST_DAY)
        return false;
    *what = (int32_t)days;
    return true;
}

// "amount=1", "amount=2-5"
static bool parse_amount(dln_str range, int32_t *what) {
    int64_t low, high;
    dln_str rest = range;
    if (!dln_str_to_int(dln_str_cut(&rest, '-'), &low))
        return false;
    high = low;
    if (rest.data && !dln_str_to_int(rest, &high))
        return false;
    if (low < 0 || high < low || high >= DLN_AMOUNT_BASE)
        return false;
    *what = (int32_t)(low * DLN_AMOUNT_BASE + high);
    return true;
}

bool dln_time_word_parse(dln_str value, int32_t *role, int32_t *what) {
    dln_str rest = value;
    dln_str key = dln_str_cut(&rest, '=');
    if (rest.data && dln_str_equal(key, DLN_STR("day"))) {
        *role = DLN_TIME_DAY;
        return parse_day(rest, what);
    }
    if (rest.data && dln_str_equal(key, DLN_STR("amount"))) {
        *role = DLN_TIME_AMOUNT;
        return parse_amount(rest, what);
    }
    for (size_t i = 0; i < sizeof VALUES / sizeof *VALUES; i++) {
        if (dln_str_equal(value, dln_str_from(VALUES[i].name))) {
            *role = VALUES[i].role;
            *what = VALUES[i].what;
            return true;
        }
    }
    return false;
}
