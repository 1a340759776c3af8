// Any text, and any bytes as a lexicon: dates in order, in bounds, first not after last, and what
// was found is found again; a lexicon is read or refused with a line number.
#include "text/date.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char words[] =
    "month\tMarch | Mar\t3\nmonth\tMay\t5\nmonth\tOctober | Oct\t10\nweekday\tMonday | Mon\t0\n"
    "weekday\tSunday | Sun\t6\nnumber\ttwo\t2\nnumber\tseveral\t3-9\ntime\tMay | Sun\tdoubtful\n"
    "time\tyesterday\tday=-1\ntime\tday | days\tunit=day\ntime\tweek | weeks\tunit=week\n"
    "time\tweekend\tunit=weekend\ntime\tmonth\tunit=month\ntime\tyear\tunit=year\n"
    "time\tsummer\tunit=summer\ntime\tlast\tturn=last\ntime\tpast\tturn=past\n"
    "time\tthis\tturn=this\ntime\tnext\tturn=next\ntime\tfollowing\tturn=following\n"
    "time\ta\tamount=1\ntime\tago\tside=ago\ntime\tafter\tside=after\ntime\tearly\tpart=early\n"
    "time\tlate\tpart=late\ntime\tlater\tpart=later\ntime\tovernight\thours=overnight\n"
    "time\tnight\thours=light\ntime\tsince\tlink=since\ntime\tfrom\tlink=from\n"
    "time\tbetween\tlink=between\ntime\tto\tlink=to\ntime\tand\tlink=and\ntime\tof\tlink=of\n"
    "time\tin\tlink=in\ntime\ton\tlink=on\ntime\tthe\tlink=the\ntime\tsame\tlink=same\n"
    "time\tevery\trepeat=every\ntime\tanniversary\trepeat=anniversary\ntime\twill\tfuture\n"
    "time\twas\tpast\ntime\tposted\tissue\ntime\twar\tevent\n";

static void require(bool holds) {
    if (!holds)
        abort();
}

static void check(const dln_segments *segments, const dln_lexicon *lexicon, dln_day published,
                  dln_arena *arena) {
    dln_date_mentions found, again;
    require(dln_find_dates(segments, lexicon, published, arena, &found, NULL) == DLN_OK);
    require(dln_find_dates(segments, lexicon, published, arena, &again, NULL) == DLN_OK);
    require(found.count == again.count);
    size_t end = 0;
    for (size_t i = 0; i < found.count; i++) {
        const dln_date_mention *date = &found.items[i];
        require(date->span.begin >= end && date->span.begin < date->span.end);
        require(date->span.end <= segments->text.len);
        require(date->when.first <= date->when.last);
        require((date->when.first == DLN_DAY_NONE) == (date->when.precision == DLN_DATE_OPEN));
        require(memcmp(&date->span, &again.items[i].span, sizeof date->span) == 0);
        end = date->span.end;
    }
}

static void read_as_lexicon(dln_str text) {
    dln_lexicon *lexicon = NULL;
    dln_error err = {0};
    if (dln_lexicon_new(&lexicon, NULL) == DLN_OK) {
        dln_status status = dln_lexicon_add(lexicon, DLN_STR("fuzz"), text, &err);
        require(status == DLN_OK || strncmp(err.message, "fuzz:", 5) == 0);
    }
    dln_lexicon_free(lexicon);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    dln_arena *arena = NULL;
    dln_lexicon *lexicon = NULL;
    dln_segments segments;
    read_as_lexicon((dln_str){(const char *)data, size});
    if (dln_arena_new(&arena, NULL) == DLN_OK && dln_lexicon_new(&lexicon, NULL) == DLN_OK &&
        dln_lexicon_add(lexicon, DLN_STR("words"), dln_str_from(words), NULL) == DLN_OK) {
        dln_str text = dln_utf8_repair(arena, (dln_str){(const char *)data, size});
        require(text.data && dln_segment(text, lexicon, arena, &segments, NULL) == DLN_OK);
        check(&segments, lexicon, dln_day_from_civil((dln_civil){2024, 11, 6}), arena);
        check(&segments, lexicon, DLN_DAY_NONE, arena);
        (void)dln_publication_day(&segments, lexicon);
    }
    dln_lexicon_free(lexicon);
    dln_arena_free(arena);
    return 0;
}
