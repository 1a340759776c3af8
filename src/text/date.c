#include "text/date.h"

#include <string.h>

#include "text/date_reader.h"

enum {
    FIRST_MENTIONS = 16,
    ISSUE_DISTANCE = 6,        // tokens between "Posted" and its date: "Posted at: (local time)"
    ISSUE_SENTENCES = 12,      // how deep the head of a report goes
    DATELINE_TOKENS = 24,      // "SAN SALVADOR, EL SALVADOR, 4 FEB 90 (AGENCY) --"
    DATED_HEADING_TOKENS = 16, // "By A WRITER NOVEMBER 2, 2024 20:40"
};

typedef struct finder {
    dln_arena *arena;
    dln_date_mention *items;
    size_t count, capacity;
} finder;

static bool add_mention(finder *to, dln_date_mention mention) {
    if (to->count == to->capacity) {
        size_t capacity = to->capacity ? to->capacity * 2 : FIRST_MENTIONS;
        dln_date_mention *items = DLN_ARENA_ARRAY(to->arena, dln_date_mention, capacity);
        if (!items)
            return false;
        if (to->count)
            memcpy(items, to->items, to->count * sizeof *items);
        to->items = items;
        to->capacity = capacity;
    }
    to->items[to->count++] = mention;
    return true;
}

// Any one date at `at`, without "since" and "every".
static size_t read_plain(const dln_date_reader *reader, size_t at, dln_date_mention *out) {
    dln_partial_date date;
    size_t end = dln_read_absolute(reader, at, false, &date);
    if (end > at) {
        *out = (dln_date_mention){.kind = DLN_DATE_ABSOLUTE,
                                  .when = dln_resolve_partial(reader, &date)};
        return end;
    }
    dln_when year;
    end = dln_read_year(reader, at, false, &year);
    if (end > at) {
        *out = (dln_date_mention){.kind = DLN_DATE_PERIOD, .when = year};
        return end;
    }
    return dln_read_relative(reader, at, out);
}

static size_t skip_small_words(const dln_date_reader *reader, size_t at) {
    while (dln_is_link(reader, at, DLN_LINK_OF) || dln_is_link(reader, at, DLN_LINK_ON) ||
           dln_is_link(reader, at, DLN_LINK_THE))
        at++;
    return at;
}

// "since October 7": from its first day to the report's.
static size_t read_since(const dln_date_reader *reader, size_t at, dln_date_mention *out) {
    size_t next = skip_small_words(reader, at + reader->words[at].tokens);
    dln_date_mention begin;
    size_t end = read_plain(reader, next, &begin);
    if (end == next)
        return at;
    *out = begin;
    out->kind = begin.kind == DLN_DATE_LINKED ? DLN_DATE_LINKED : DLN_DATE_PERIOD;
    out->since = true;
    if (begin.when.first != DLN_DAY_NONE && reader->published != DLN_DAY_NONE &&
        reader->published > begin.when.last)
        out->when.last = reader->published;
    return end;
}

// "every Friday", "each week", "the anniversary of October 7"
static size_t read_recurring(const dln_date_reader *reader, size_t at, dln_date_mention *out) {
    bool anniversary = reader->words[at].value == 1;
    size_t named = at + reader->words[at].tokens;
    size_t next = anniversary ? skip_small_words(reader, named) : named;
    size_t end = read_plain(reader, next, out);
    if (end == next) {
        dln_date_word word = dln_word_at(reader, next);
        bool unit = dln_is_time(reader, next, DLN_TIME_UNIT, DLN_ANY_WHAT) ||
                    word.kind == DLN_DATE_WORD_WEEKDAY || word.kind == DLN_DATE_WORD_MONTH;
        if (!anniversary && !unit)
            return at;
        *out = (dln_date_mention){.kind = DLN_DATE_PERIOD};
        end = anniversary ? named : next + word.tokens;
    }
    out->recurring = true;
    out->when = anniversary ? out->when : DLN_WHEN_OPEN;
    if (anniversary && out->when.precision == DLN_DATE_OPEN)
        out->when = DLN_WHEN_OPEN;
    return end;
}

static size_t read_date(const dln_date_reader *reader, size_t at, dln_date_mention *out) {
    if (dln_is_link(reader, at, DLN_LINK_SINCE))
        return read_since(reader, at, out);
    if (dln_is_time(reader, at, DLN_TIME_REPEAT, DLN_ANY_WHAT))
        return read_recurring(reader, at, out);
    return reader->words[at].kind == DLN_DATE_WORD_NONE ? at : read_plain(reader, at, out);
}

static void note_tense(dln_date_reader *reader, size_t at) {
    if (dln_is_time(reader, at, DLN_TIME_FUTURE, DLN_ANY_WHAT)) {
        reader->future = true;
        reader->past = false;
    } else if (dln_is_time(reader, at, DLN_TIME_PAST, DLN_ANY_WHAT)) {
        reader->future = false;
        reader->past = true;
    }
}

static bool find_in_sentence(dln_date_reader *reader, finder *to) {
    for (size_t at = 0; at < reader->count;) {
        note_tense(reader, at);
        dln_date_mention found = {0};
        size_t end = read_date(reader, at, &found);
        if (end == at) {
            at++;
            continue;
        }
        end = end < reader->count ? end : reader->count;
        found.span = (dln_span){reader->tokens[at].span.begin, reader->tokens[end - 1].span.end};
        if (!add_mention(to, found))
            return false;
        at = end;
    }
    return true;
}

dln_status dln_find_dates(const dln_segments *segments, const dln_lexicon *lexicon,
                          dln_day published, dln_arena *arena, dln_date_mentions *out,
                          dln_error *err) {
    finder to = {.arena = arena};
    dln_date_word words[DLN_SENTENCE_MAX_TOKENS];
    for (size_t i = 0; i < segments->sentence_count; i++) {
        const dln_sentence *sentence = &segments->sentences[i];
        const dln_token *tokens = segments->tokens + sentence->first;
        if (!dln_date_words(lexicon, tokens, sentence->count, words))
            continue;
        dln_date_reader reader = {tokens, words, sentence->count, published, false, false};
        if (!find_in_sentence(&reader, &to))
            return dln_fail_memory(err);
    }
    *out = (dln_date_mentions){to.items, to.count};
    return DLN_OK;
}

// The first full date that begins in [from, to), as a day; DLN_DAY_NONE if none does.
static dln_day full_date_in(const dln_date_reader *reader, size_t from, size_t to) {
    for (size_t at = from; at < to && at < reader->count; at++) {
        dln_partial_date date;
        if (dln_read_absolute(reader, at, false, &date) > at && date.year && date.day &&
            !date.last_day)
            return dln_resolve_partial(reader, &date).first;
    }
    return DLN_DAY_NONE;
}

// The date behind "posted", "created", "published".
static dln_day issue_day(const dln_date_reader *reader) {
    for (size_t at = 0; at < reader->count; at++) {
        if (dln_is_time(reader, at, DLN_TIME_ISSUE, DLN_ANY_WHAT)) {
            dln_day day = full_date_in(reader, at + 1, at + ISSUE_DISTANCE);
            if (day != DLN_DAY_NONE)
                return day;
        }
    }
    return DLN_DAY_NONE;
}

// "KABUL, 12 March 2022 (Wire) -": capitals, a comma, a date, and a dash behind it.
static dln_day dateline_day(const dln_date_reader *reader) {
    if (reader->tokens[0].letter_case != DLN_CASE_UPPER &&
        !(reader->count > 1 && reader->tokens[1].letter_case == DLN_CASE_UPPER))
        return DLN_DAY_NONE;
    size_t dash = 0, limit = reader->count < DATELINE_TOKENS ? reader->count : DATELINE_TOKENS;
    for (size_t at = 1; at < limit; at++)
        if (dln_is_mark(reader, at, '-') && reader->tokens[at].space_before)
            dash = at;
    return full_date_in(reader, 0, dash);
}

static dln_day head_day(const dln_date_reader *reader, const dln_sentence *sentence) {
    dln_day day = issue_day(reader);
    if (day == DLN_DAY_NONE)
        day = dateline_day(reader);
    if (day == DLN_DAY_NONE && sentence->heading && sentence->count <= DATED_HEADING_TOKENS)
        day = full_date_in(reader, 0, reader->count);
    return day;
}

dln_day dln_publication_day(const dln_segments *segments, const dln_lexicon *lexicon) {
    dln_date_word words[DLN_SENTENCE_MAX_TOKENS];
    for (size_t i = 0; i < segments->sentence_count && i < ISSUE_SENTENCES; i++) {
        const dln_sentence *sentence = &segments->sentences[i];
        const dln_token *tokens = segments->tokens + sentence->first;
        if (!dln_date_words(lexicon, tokens, sentence->count, words))
            continue;
        dln_date_reader reader = {tokens, words, sentence->count, DLN_DAY_NONE, false, false};
        dln_day day = head_day(&reader, sentence);
        if (day != DLN_DAY_NONE)
            return day;
    }
    return DLN_DAY_NONE;
}
