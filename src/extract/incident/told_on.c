#include "extract/incident/told_on.h"

#include "extract/incident/casualty.h"

// The dead are counted in the paragraph of the deed, or so many sentences behind it.
enum { TOLD_ON_SENTENCES = 2 };
// "A drone crashed into an outpost": so many sentences back a place may be named first.
enum { NAMED_BACK_SENTENCES = 2 };
// "known as the Tower": between the words that name and the name.
enum { NAME_REACH = 2 };

bool dln_is_told_on(const dln_reading *reading, const dln_context *context) {
    const dln_sentence *sentence = &reading->segments->sentences[reading->sentence];
    uint32_t since = reading->sentence - context->blow_sentence;
    return context->violent && since > 0 &&
           (context->blow_paragraph == sentence->paragraph || since <= TOLD_ON_SENTENCES);
}

// ---------------------------------------------------------------- the toll

// "39,000 have died in the country since October": a sum of its own, of a place or a time.
static bool sums_up(const dln_reading *reading) {
    for (uint32_t i = 0; i < reading->date_count; i++) {
        const dln_date_mention *date = &reading->dates->items[reading->first_date + i];
        if (date->kind == DLN_DATE_PERIOD || date->when.precision > DLN_DATE_DAY)
            return true;
    }
    for (uint32_t i = 0; i < reading->place_count; i++) {
        const dln_found *found = &reading->found->items[reading->first_place + i];
        if (!found->in_organisation && !found->speaks)
            return true;
    }
    return false;
}

// "The others lay around B. 23 were counted dead there": another place stands between.
static bool is_elsewhere_by_now(const dln_reading *reading, const dln_context *context) {
    for (uint32_t i = reading->first_place; i-- > 0;) {
        const dln_found *found = &reading->found->items[i];
        if (found->sentence <= context->blow_sentence)
            return false;
        if (!found->in_organisation && !found->speaks)
            return true;
    }
    return false;
}

static bool read_toll(const dln_reading *reading, dln_draft *out) {
    bool parts[DLN_PARTS_MAX];
    for (uint32_t i = 0; i < DLN_PARTS_MAX; i++)
        parts[i] = true;
    dln_casualties harm = dln_casualties_find(reading, NULL, NULL, 0, parts);
    bool some = (harm.fatalities.said && harm.fatalities.low > 0) ||
                (harm.injured.said && harm.injured.low > 0);
    if (!some || harm.accident || sums_up(reading))
        return false;
    out->incident.fatalities = harm.fatalities;
    out->incident.injured = harm.injured;
    out->revised = harm.rises;
    return true;
}

// ---------------------------------------------------------------- the name of the place

// "the outpost", "this base" at the head of the sentence: its noun, or DLN_NO_TOKEN.
static uint32_t known_site(const dln_reading *reading) {
    uint32_t at = reading->body;
    if (at >= reading->count || dln_class_at(reading, at) != DLN_CLASS_DETERMINER)
        return DLN_NO_TOKEN;
    const dln_lexeme *word = dln_lexicon_match(reading->lexicon, &reading->tokens[at], 1,
                                               dln_kind_bit(DLN_WORD_GRAMMAR));
    dln_phrase phrase = dln_phrase_starting(reading, at);
    if (!word || !dln_value_is(word->value, "refers", "back") || dln_phrase_is_empty(phrase))
        return DLN_NO_TOKEN;
    uint32_t noun = phrase.end - 1;
    bool site = dln_term_is(dln_term_at(reading, noun), DLN_WORD_TARGET) ||
                dln_lexicon_match(reading->lexicon, &reading->tokens[noun], 1,
                                  dln_kind_bit(DLN_WORD_PLACE_TYPE));
    return site && dln_class_at(reading, noun) == DLN_CLASS_NOUN ? noun : DLN_NO_TOKEN;
}

static bool stands_in(const dln_segments *segments, uint32_t sentence, dln_str word) {
    const dln_sentence *s = &segments->sentences[sentence];
    for (uint32_t i = 0; i < s->count; i++)
        if (dln_str_equal(segments->tokens[s->first + i].folded, word))
            return true;
    return false;
}

static bool was_named_before(const dln_reading *reading, const dln_context *context, dln_str word) {
    uint32_t blow = context->blow_sentence;
    uint32_t first = blow > NAMED_BACK_SENTENCES ? blow - NAMED_BACK_SENTENCES : 0;
    for (uint32_t i = first; i < reading->sentence; i++)
        if (stands_in(reading->segments, i, word))
            return true;
    return false;
}

// The place behind "known as", "called"; NULL if none stands there.
static const dln_found *named_behind(const dln_reading *reading, uint32_t noun) {
    uint32_t at = noun + 1;
    bool comma = at < reading->count && dln_is_mark(&reading->tokens[at], ',');
    at += comma;
    if (at >= reading->count || !reading->words[at].link)
        return NULL;
    while (at < reading->count && reading->words[at].link)
        at++;
    for (uint32_t end = at + NAME_REACH; at < end && at < reading->count; at++)
        if (reading->words[at].place != DLN_NO_MENTION)
            return &reading->found->items[reading->words[at].place];
    return NULL;
}

static bool read_name(const dln_reading *reading, const dln_context *context, dln_draft *out) {
    uint32_t noun = known_site(reading);
    const dln_found *found = noun == DLN_NO_TOKEN ? NULL : named_behind(reading, noun);
    if (!found || !found->where.located ||
        !was_named_before(reading, context, reading->tokens[noun].folded))
        return false;
    dln_incident *incident = &out->incident;
    dln_str text = reading->segments->text;
    incident->where = dln_found_where(found, text, context->arena);
    incident->place_spans[incident->place_span_count++] = found->span;
    incident->place_reason = dln_arena_printf(context->arena, "what was hit is called: \"%.*s\"",
                                              DLN_STR_ARG(dln_str_of_span(text, found->span)));
    out->own_place = out->renames = true;
    return true;
}

// ---------------------------------------------------------------- both

bool dln_told_on_read(const dln_reading *reading, const dln_context *context, dln_draft *out) {
    if (!dln_is_told_on(reading, context))
        return false;
    const dln_sentence *sentence = &reading->segments->sentences[reading->sentence];
    *out = (dln_draft){.sentence = reading->sentence,
                       .paragraph = sentence->paragraph,
                       .last_sentence = reading->sentence,
                       .effect_only = true,
                       .only_refers = true,
                       .refers_back = true,
                       .told_on = true};
    out->incident = (dln_incident){.type = DLN_ATTACK,
                                   .status = DLN_REPORTED,
                                   .sentence = sentence->span,
                                   .trigger = sentence->span,
                                   .when = {DLN_DAY_NONE, DLN_DAY_NONE, DLN_DATE_OPEN},
                                   .place_reason = DLN_STR("not said"),
                                   .date_reason = DLN_STR("not said")};
    bool toll = !is_elsewhere_by_now(reading, context) && read_toll(reading, out);
    return read_name(reading, context, out) || toll;
}
