#include "extract/grammar/clause_read.h"

// A dateline ends within so many tokens: "DEIR EZ-ZOR, Syria, Aug. 11 (Agency) -".
enum { DATELINE_MAX_TOKENS = 24 };

dln_span dln_reading_span(const dln_reading *reading, uint32_t first, uint32_t end) {
    if (first >= end || end > reading->count)
        return (dln_span){0, 0};
    return (dln_span){reading->tokens[first].span.begin, reading->tokens[end - 1].span.end};
}

dln_str dln_reading_text(const dln_reading *reading, uint32_t first, uint32_t end) {
    return dln_str_of_span(reading->segments->text, dln_reading_span(reading, first, end));
}

bool dln_and_between(const dln_reading *reading, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to && i < reading->count; i++)
        if (reading->words[i].class == DLN_CLASS_AND)
            return true;
    return false;
}

// "a day after" with the other event behind it.
static bool in_bound_date(const dln_reading *reading, uint32_t at) {
    for (uint32_t i = 0; i < reading->date_count; i++) {
        const dln_date_mention *date = &reading->dates->items[reading->first_date + i];
        if (date->to_next && dln_span_contains(date->span, reading->tokens[at].span))
            return true;
    }
    return false;
}

static bool is_motive(const dln_reading *reading, uint32_t at) {
    uint16_t modifier = reading->words[at].modifier;
    const dln_lexeme *hedge = modifier == DLN_NO_TERM
                                  ? NULL
                                  : dln_term_meaning(&reading->modifiers[modifier], DLN_WORD_HEDGE);
    return hedge && dln_value_is(hedge->value, "motive", "yes");
}

bool dln_motive_between(const dln_reading *reading, uint32_t from, uint32_t to) {
    for (uint32_t at = from; at < to && at < reading->count; at++)
        if (is_motive(reading, at))
            return true;
    return false;
}

bool dln_leads_to_another(const dln_reading *reading, uint32_t at) {
    return is_motive(reading, at) ||
           (reading->words[at].role == DLN_ROLE_ABOUT &&
            reading->words[at].class == DLN_CLASS_PREPOSITION) ||
           in_bound_date(reading, at);
}

bool dln_background_between(const dln_reading *reading, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to && i < reading->count; i++) {
        if (dln_leads_to_another(reading, i))
            return true;
        uint16_t modifier = reading->words[i].modifier;
        const dln_lexeme *hedge =
            modifier == DLN_NO_TERM
                ? NULL
                : dln_term_meaning(&reading->modifiers[modifier], DLN_WORD_HEDGE);
        if (hedge && dln_value_is(hedge->value, "class", "background"))
            return true;
    }
    return false;
}

bool dln_in_date(const dln_reading *reading, uint32_t at) {
    for (uint32_t i = 0; i < reading->date_count && at < reading->count; i++)
        if (dln_span_contains(reading->dates->items[reading->first_date + i].span,
                              reading->tokens[at].span))
            return true;
    return false;
}

// First token behind "BAGHDAD, Aug. 6 (Agency) -": the city is where it was written, not where it
// happened. 0 when the sentence has none.
static uint32_t behind_dateline(const dln_reading *reading) {
    uint32_t limit = reading->count < DATELINE_MAX_TOKENS ? reading->count : DATELINE_MAX_TOKENS;
    const dln_token *tokens = reading->tokens;
    if (limit == 0 || tokens[0].letter_case == DLN_CASE_LOWER)
        return 0;
    bool closed = false;
    for (uint32_t i = 1; i + 1 < limit; i++) {
        closed = closed || dln_is_mark(&tokens[i], ')');
        bool dash = dln_is_mark(&tokens[i], '-') && tokens[i].space_before &&
                    (tokens[i + 1].space_before || dln_is_mark(&tokens[i + 1], '-'));
        if (!dash)
            continue;
        bool shouts = tokens[0].letter_case == DLN_CASE_UPPER && tokens[0].folded.len > 3;
        if (!closed && !shouts)
            return 0;
        while (i < limit && tokens[i].kind == DLN_TOKEN_PUNCTUATION)
            i++;
        return i;
    }
    return 0;
}

// Finds by bisection where the mentions or dates of the sentence begin: both lists are in order.
static void find_places(dln_reading *reading) {
    const dln_found_list *found = reading->found;
    size_t low = 0, high = found->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (found->items[middle].sentence < reading->sentence)
            low = middle + 1;
        else
            high = middle;
    }
    reading->first_place = (uint32_t)low;
    while (low < found->count && found->items[low].sentence == reading->sentence)
        low++;
    reading->place_count = (uint32_t)low - reading->first_place;
}

static void find_dates(dln_reading *reading, dln_span span) {
    const dln_date_mentions *dates = reading->dates;
    size_t low = 0, high = dates->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (dates->items[middle].span.begin < span.begin)
            low = middle + 1;
        else
            high = middle;
    }
    reading->first_date = (uint32_t)low;
    while (low < dates->count && dates->items[low].span.begin < span.end)
        low++;
    reading->date_count = (uint32_t)low - reading->first_date;
}

void dln_sentence_read(dln_reading *reading, uint32_t sentence) {
    const dln_sentence *s = &reading->segments->sentences[sentence];
    reading->sentence = sentence;
    reading->heading = s->heading;
    reading->capitals = s->capitals;
    reading->tokens = &reading->segments->tokens[s->first];
    reading->count =
        s->count < DLN_SENTENCE_MAX_TOKENS ? s->count : (uint32_t)DLN_SENTENCE_MAX_TOKENS;
    reading->term_count = reading->modifier_count = reading->part_count = 0;
    for (uint32_t i = 0; i <= reading->count; i++)
        reading->words[i] =
            (dln_word){.term = DLN_NO_TERM, .modifier = DLN_NO_TERM, .place = DLN_NO_MENTION};
    reading->body = behind_dateline(reading);
    find_places(reading);
    find_dates(reading, s->span);
    dln_places_mark(reading);
    dln_terms_read(reading);
    dln_modifiers_read(reading);
    dln_function_words_name(reading);
    dln_open_words_name(reading);
    dln_date_words_name(reading);
}
