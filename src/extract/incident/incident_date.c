#include "extract/incident/incident_date.h"

#include "extract/incident/incident_build.h"
#include "text/date_calendar.h"

// A date of the paragraph holds for the sentences that follow it at once.
enum { DATE_CARRIES_SENTENCES = 2 };
// A wire report makes each sentence a paragraph: the next one or two still tell of the same day.
enum { DATE_CROSSES_SENTENCES = 2 };
// But only a day of the weeks that the report is about.
enum { CARRIED_DAYS = 45 };
// A report that opens without a day says it when it tells the deed again, soon.
enum { DAY_BEHIND_SENTENCES = 2 };
// "days later" counts from an event told so shortly before.
enum { LINK_REACHES_SENTENCES = 3 };

// "said on late Friday": words between a verb of speech and its date.
enum { SPEECH_REACH = 4 };

// Papers are printed the day before their date, and clocks differ: so many days after the day of
// issue an event may still have happened.
enum { ISSUE_LATE_DAYS = 1 };
// A day of the week that is told one day before it comes lies six days back.
enum { WORD_WRAPS_DAYS = 6 };
// ", ", " (": as near stand two dates that are one.
enum { APPOSITION_BYTES = 4 };

// Points: a date in the event's own part beats a nearer one in another; a period ("since
// October 7", "over the past two weeks") only stands when nothing better does.
#define POINTS_ENOUGH (-100.0)
#define POINTS_PART   40.0
#define POINTS_DAY    30.0
#define POINTS_PERIOD (-35.0)
#define POINTS_SPEECH 45.0
#define POINTS_OTHER  60.0 // "marrying 28 years ago", "the third killed this year"
#define POINTS_AND    10.0 // "on Saturday and strikes … on Sunday"

static uint32_t token_at(const dln_reading *reading, uint32_t offset) {
    uint32_t low = 0, high = reading->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (reading->tokens[middle].span.end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// "told reporters on Friday", "said late Friday": no other deed.
static bool may_stand_behind_speech(const dln_reading *reading, uint32_t at) {
    dln_class class = (dln_class)reading->words[at].class;
    const dln_lexeme *target = dln_term_meaning(dln_term_at(reading, at), DLN_WORD_TARGET);
    return class == DLN_CLASS_PREPOSITION || class == DLN_CLASS_ADVERB || class == DLN_CLASS_NAME ||
           class == DLN_CLASS_DETERMINER ||
           (target && dln_value_is(target->value, "class", "civilian"));
}

// "officials said Friday": the day of the word, not of the deed.
static bool tells_when_said(const dln_reading *reading, uint32_t at) {
    for (uint32_t i = at, left = SPEECH_REACH; i-- > 0 && left-- > 0;) {
        if (dln_lexicon_match(reading->lexicon, &reading->tokens[i], 1,
                              dln_kind_bit(DLN_WORD_SPEECH)) &&
            !dln_term_at(reading, i))
            return true;
        if (!may_stand_behind_speech(reading, i))
            return false;
    }
    return false;
}

// "Haiti on Wednesday announced": the verb of speech stands right behind the day.
static bool is_said_behind(const dln_reading *reading, const dln_date_mention *date) {
    uint32_t at = token_at(reading, date->span.end);
    while (at < reading->count && dln_class_at(reading, at) == DLN_CLASS_ADVERB)
        at++;
    const dln_lexeme *speech = at < reading->count
                                   ? dln_lexicon_match(reading->lexicon, &reading->tokens[at], 1,
                                                       dln_kind_bit(DLN_WORD_SPEECH))
                                   : NULL;
    return speech && !dln_str_equal(speech->value, DLN_STR("acts")) && !dln_term_at(reading, at);
}

static bool is_of_the_word(const dln_reading *reading, const dln_date_mention *date) {
    uint32_t at = token_at(reading, date->span.begin);
    return at < reading->count && (tells_when_said(reading, at) || is_said_behind(reading, date));
}

// "to avenge a couple marrying 28 years ago": a longer time belongs to the verb beside it.
static bool is_of_another_verb(const dln_reading *reading, const dln_event *event,
                               const dln_date_mention *date, uint32_t at) {
    if (date->when.precision == DLN_DATE_DAY || at < event->end)
        return false;
    for (uint32_t i = event->end; i < at; i++) {
        dln_class class = (dln_class)reading->words[i].class;
        if (class == DLN_CLASS_VERB || class == DLN_CLASS_BE || class == DLN_CLASS_HAVE)
            return true;
    }
    return false;
}

// "killed ahead of a vote next month": what has happened lies not in the days to come.
static bool is_to_come(const dln_context *context, const dln_date_mention *date, bool happened) {
    dln_day issue = context->report->date;
    return happened && issue != DLN_DAY_NONE && date->when.precision != DLN_DATE_OPEN &&
           date->when.first > issue + ISSUE_LATE_DAYS;
}

// "the heaviest raid since the killing a week ago", "since they came on 15 March": the day of what
// it is measured by. "Since Monday" is a date by itself.
static bool is_of_a_measure(const dln_reading *reading, uint32_t from, uint32_t at) {
    for (uint32_t i = from; i + 1 < at; i++)
        if (dln_str_equal(reading->tokens[i].folded, DLN_STR("since")) && !dln_in_date(reading, i))
            return true;
    return false;
}

// "struck A, and in July bombed B": the day of the deed that "and" begins.
static bool opens_another_deed(const dln_reading *reading, const dln_event *event, uint32_t at) {
    uint32_t left = at;
    if (left > event->end && dln_class_at(reading, left - 1) == DLN_CLASS_PREPOSITION)
        left--;
    return left > event->end && dln_class_at(reading, left - 1) == DLN_CLASS_AND;
}

// "the third this year": the year that the report came out in dates nothing.
static bool is_year_of_issue(const dln_context *context, const dln_when *when) {
    dln_day issue = context->report->date;
    return when->precision == DLN_DATE_YEAR && issue != DLN_DAY_NONE && when->first <= issue &&
           issue <= when->last;
}

static double points_of(const dln_reading *reading, const dln_event *event,
                        const dln_date_mention *date) {
    uint32_t at = token_at(reading, date->span.begin);
    if (at >= reading->count || at < reading->body || is_of_a_measure(reading, event->end, at))
        return -1000;
    double points = 0;
    if (event->parts[reading->words[at].part])
        points += POINTS_PART;
    if (date->when.precision == DLN_DATE_DAY || date->kind == DLN_DATE_LINKED)
        points += POINTS_DAY;
    if (date->kind == DLN_DATE_PERIOD)
        points += POINTS_PERIOD;
    if (date->kind == DLN_DATE_PERIOD && at < event->first &&
        dln_background_between(reading, at, event->first))
        return -1000; // "has slowed since May, following raids on A"
    uint32_t distance = at < event->first  ? event->first - at
                        : at >= event->end ? at - event->end
                                           : 0;
    if (at < event->first && dln_and_between(reading, at, event->first))
        points -= POINTS_AND;
    if (at < event->first && dln_background_between(reading, at, event->first))
        points -= POINTS_PART;
    if (at >= event->end && dln_motive_between(reading, event->end, at))
        points -= POINTS_PART; // "in answer to the attack of Monday"
    if (is_of_the_word(reading, date))
        points -= POINTS_SPEECH;
    if (is_of_another_verb(reading, event, date, at) || opens_another_deed(reading, event, at))
        points -= POINTS_OTHER;
    return points - distance;
}

// "last night, 29 April 2017", "Saturday night (June 29)": the date that says it in full.
static const dln_date_mention *said_in_full(const dln_reading *reading,
                                            const dln_date_mention *date) {
    const dln_date_mention *end = reading->dates->items + reading->first_date + reading->date_count;
    const dln_date_mention *next = date + 1;
    bool day = next < end && next->kind == DLN_DATE_ABSOLUTE &&
               next->when.precision == DLN_DATE_DAY && date->kind != DLN_DATE_ABSOLUTE;
    if (!day || next->span.begin - date->span.end > APPOSITION_BYTES)
        return date;
    for (uint32_t at = token_at(reading, date->span.end);
         at < reading->count && reading->tokens[at].span.begin < next->span.begin; at++)
        if (reading->tokens[at].kind != DLN_TOKEN_PUNCTUATION)
            return date;
    return next;
}

static const dln_date_mention *best_date(const dln_reading *reading, const dln_event *event,
                                         const dln_context *context, bool happened,
                                         bool *recurring) {
    const dln_date_mention *best = NULL;
    double best_points = -1000;
    for (uint32_t i = 0; i < reading->date_count; i++) {
        const dln_date_mention *date = &reading->dates->items[reading->first_date + i];
        if (date->recurring) {
            *recurring = true;
            continue;
        }
        if (date->when.precision == DLN_DATE_OPEN && date->kind != DLN_DATE_LINKED)
            continue;
        if (is_to_come(context, date, happened) ||
            (happened && is_year_of_issue(context, &date->when)))
            continue;
        double points = points_of(reading, event, date);
        if (points > best_points) {
            best = date;
            best_points = points;
        }
    }
    return best && best_points > POINTS_ENOUGH ? said_in_full(reading, best) : NULL;
}

static dln_day shifted(dln_day day, int32_t offset) {
    // keep clear of the edges of the type, DLN_DAY_NONE among them
    if (day == DLN_DAY_NONE || offset > 100000 || offset < -100000)
        return DLN_DAY_NONE;
    return day + offset;
}

// A day of the sentence, not of its dateline: what a linked date may count from. "He said on Sunday
// that the raid of the day before …" counts back from the word.
static bool is_a_day(const dln_reading *reading, const dln_date_mention *date, bool counts_back) {
    return date->kind != DLN_DATE_LINKED && date->when.precision == DLN_DATE_DAY &&
           !date->recurring && token_at(reading, date->span.begin) >= reading->body &&
           (counts_back || !is_of_the_word(reading, date));
}

// The day nearest to a linked date of the same sentence, before it or behind it.
static const dln_date_mention *day_beside(const dln_reading *reading,
                                          const dln_date_mention *linked, bool behind) {
    const dln_date_mention *first = reading->dates->items + reading->first_date;
    const dln_date_mention *end = first + reading->date_count;
    bool back = linked->offset_days < 0 && !linked->to_next;
    if (behind) {
        uint32_t from = token_at(reading, linked->span.end);
        for (const dln_date_mention *date = linked + 1; date < end; date++)
            if (is_a_day(reading, date, back) &&
                !is_of_a_measure(reading, from, token_at(reading, date->span.begin)))
                return date;
        return NULL;
    }
    for (const dln_date_mention *date = linked; date-- > first;)
        if (is_a_day(reading, date, back))
            return date;
    return NULL;
}

static bool reaches(const dln_reading *reading, uint32_t sentence) {
    return reading->sentence - sentence <= LINK_REACHES_SENTENCES;
}

// The day of the event told before; a longer time only where no day was said.
static bool date_before(const dln_reading *reading, const dln_context *context, dln_when *out) {
    if (context->has_day && reaches(reading, context->day_sentence)) {
        *out = context->day;
        return true;
    }
    *out = context->date;
    return context->has_date && context->date.precision != DLN_DATE_OPEN &&
           context->date.precision != DLN_DATE_YEAR && reaches(reading, context->date_sentence);
}

// "The raid came a day after …": told before, with its day.
static bool opens_with_known(const dln_reading *reading) {
    if (reading->body >= reading->count)
        return false;
    const dln_lexeme *word = dln_lexicon_match(reading->lexicon, &reading->tokens[reading->body], 1,
                                               dln_kind_bit(DLN_WORD_GRAMMAR));
    return word && dln_value_is(word->value, "refers", "back");
}

// "on Thursday, a day after he was killed": the killing counts back from Thursday. "The raid came
// a day after a blast on Thursday": the raid counts on from it.
static bool linked_date(const dln_reading *reading, const dln_event *event,
                        const dln_date_mention *date, const dln_context *context, dln_when *out) {
    if (date->when.precision != DLN_DATE_OPEN) {
        *out = date->when;
        return true;
    }
    bool other = date->to_next && token_at(reading, date->span.begin) < event->first;
    const dln_date_mention *beside = day_beside(reading, date, date->to_next && !other);
    dln_when from;
    if (beside)
        from = beside->when;
    else if ((other && !opens_with_known(reading)) || !date_before(reading, context, &from))
        return false;
    int32_t offset = other ? -date->offset_days : date->offset_days;
    dln_day first = shifted(from.first, offset - date->slack_days);
    dln_day last = shifted(from.last, offset + date->slack_days);
    if (first == DLN_DAY_NONE || last == DLN_DAY_NONE)
        return false;
    *out = (dln_when){first, last, from.precision};
    if (date->slack_days)
        *out = dln_when_between(first, last);
    return true;
}

static dln_str quoted(const dln_context *context, const char *prefix, dln_str words) {
    return dln_arena_printf(context->arena, "%s \"%.*s\"", prefix, DLN_STR_ARG(words));
}

// What a report remembers in passing ("on 7 October 2023") is not the day of its next paragraph.
static bool is_of_this_time(const dln_context *context) {
    dln_day issue = context->report->date;
    return issue == DLN_DAY_NONE || context->date.first >= issue - CARRIED_DAYS;
}

static bool still_holds(const dln_reading *reading, const dln_context *context) {
    const dln_sentence *sentence = &reading->segments->sentences[reading->sentence];
    uint32_t since = reading->sentence - context->date_sentence;
    bool same = context->date_paragraph == sentence->paragraph;
    bool crosses = context->date.precision == DLN_DATE_DAY && since <= DATE_CROSSES_SENTENCES &&
                   is_of_this_time(context);
    return context->has_date && (same ? since <= DATE_CARRIES_SENTENCES : crosses);
}

// The day of the report or of the word is the likeliest one of a deed told without a day: of wire
// reports that say none, six in ten tell of that day, more than eight of it or the day before, and
// nearly all of that week. So the day stands, known to the week.
static dln_when on_or_before(dln_when day) {
    if (day.precision == DLN_DATE_DAY)
        day.precision = DLN_DATE_WEEK;
    return day;
}

// A report quotes what was said the day it came out, or the week before; what seems to be six days
// old was said the day after the date that the report bears.
static dln_when day_of_word(const dln_context *context, dln_when when) {
    dln_day issue = context->report->date;
    if (issue == DLN_DAY_NONE || when.precision != DLN_DATE_DAY ||
        when.first != issue - WORD_WRAPS_DAYS)
        return when;
    return (dln_when){issue, issue, DLN_DATE_DAY};
}

void dln_context_note_day(const dln_reading *reading, dln_context *context) {
    if (context->has_date && context->date_sentence == reading->sentence)
        return;
    const dln_date_mention *only = NULL;
    for (uint32_t i = 0; i < reading->date_count; i++) {
        const dln_date_mention *date = &reading->dates->items[reading->first_date + i];
        if (!is_a_day(reading, date, false) || is_to_come(context, date, true) || only)
            return;
        only = date;
    }
    if (!only)
        return;
    context->has_date = true;
    context->date = only->when;
    context->date_sentence = reading->sentence;
    context->date_paragraph = reading->segments->sentences[reading->sentence].paragraph;
}

dln_event_date dln_event_date_find(const dln_reading *reading, const dln_event *event,
                                   const dln_context *context, bool happened) {
    dln_event_date out = {.when = {DLN_DAY_NONE, DLN_DAY_NONE, DLN_DATE_OPEN}};
    const dln_date_mention *date = best_date(reading, event, context, happened, &out.recurring);
    if (date) {
        dln_str words = dln_str_of_span(reading->segments->text, date->span);
        out.own = date->kind == DLN_DATE_LINKED
                      ? linked_date(reading, event, date, context, &out.when)
                      : true;
        if (out.own && date->kind != DLN_DATE_LINKED)
            out.when = date->when;
        if (out.own) {
            out.own = !is_of_the_word(reading, date);
            if (!out.own)
                out.when = on_or_before(day_of_word(context, out.when));
            out.reason = quoted(context, out.own ? "says" : "said on", words);
            return out;
        }
    }
    if (still_holds(reading, context)) {
        out.when = context->date;
        out.reason = DLN_STR("the day of the sentences before");
    } else if (happened && context->report->date != DLN_DAY_NONE) {
        out.when =
            on_or_before((dln_when){context->report->date, context->report->date, DLN_DATE_DAY});
        out.reason = DLN_STR("not said: the day of publication");
        out.unsaid = true;
    } else {
        out.reason = DLN_STR("not said");
    }
    return out;
}

// ---- days told behind

static bool tells_a_day(const dln_draft *draft) {
    return draft->own_date && draft->incident.when.precision == DLN_DATE_DAY &&
           dln_type_is_blow(draft->incident.type) && dln_status_happened(draft->incident.status) &&
           !draft->aside;
}

// The first deed told soon behind `index` that says its day.
static const dln_draft *day_behind(const dln_drafts *drafts, size_t index) {
    const dln_draft *draft = &drafts->items[index], *first = NULL;
    for (size_t i = index + 1; i < drafts->count; i++) {
        const dln_draft *other = &drafts->items[i];
        if (other->sentence > draft->sentence + DAY_BEHIND_SENTENCES)
            break;
        if (other->sentence > draft->sentence && tells_a_day(other) && !first)
            first = other;
    }
    return first;
}

void dln_drafts_take_days(dln_drafts *drafts) {
    // Behind a day that was told, an undated deed is not one of another day told later.
    for (size_t i = 0; i < drafts->count && !tells_a_day(&drafts->items[i]); i++) {
        dln_draft *draft = &drafts->items[i];
        bool open = draft->day_unsaid && dln_type_is_blow(draft->incident.type);
        const dln_draft *told = open ? day_behind(drafts, i) : NULL;
        if (!told)
            continue;
        draft->incident.when = on_or_before(told->incident.when);
        draft->incident.date_reason = DLN_STR("the day of the sentences behind");
    }
}
