#include "extract/incident/explain.h"

// The width of the column of headings: "places", "dates" …
#define HEADING "    %-9s"
#define BELOW   "             "

static const char *const FORM_NAMES[] = {
    [DLN_FORM_NOUN] = "noun",
    [DLN_FORM_ACTIVE] = "verb, past",
    [DLN_FORM_PASSIVE] = "verb, passive",
    [DLN_FORM_PRESENT] = "verb, present",
    [DLN_FORM_PARTICIPLE] = "participle",
};

// A text on one line: what stands in a report must not break the layout.
static void append_line(dln_buffer *out, dln_str text) {
    bool blank = false;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool is_blank = c <= ' ' || c == 0x7F;
        if (!is_blank)
            dln_buffer_append_char(out, text.data[i]);
        else if (!blank)
            dln_buffer_append_char(out, ' ');
        blank = is_blank;
    }
}

static void append_quoted(dln_buffer *out, dln_str text) {
    dln_buffer_append_char(out, '"');
    append_line(out, text);
    dln_buffer_append_char(out, '"');
}

// Begins the line of an entry: the heading before the first one, blanks before the others.
static void begin_entry(dln_buffer *out, const char *heading, bool first) {
    if (first)
        dln_buffer_printf(out, HEADING, heading);
    else
        dln_buffer_append(out, DLN_STR(BELOW));
}

static void append_when(dln_buffer *out, dln_when when) {
    char first[DLN_DAY_TEXT_SIZE], last[DLN_DAY_TEXT_SIZE];
    if (when.precision == DLN_DATE_OPEN) {
        dln_buffer_append(out, DLN_STR("open"));
        return;
    }
    dln_buffer_printf(out, "%s", dln_day_format(when.first, first));
    if (when.last != when.first)
        dln_buffer_printf(out, " to %s", dln_day_format(when.last, last));
}

static void append_where(dln_buffer *out, const dln_where *where) {
    if (!where->name.data) {
        dln_buffer_append(out, DLN_STR("no place"));
        return;
    }
    append_line(out, where->name);
    if (!where->located) {
        dln_buffer_append(out, DLN_STR(", not in the gazetteer"));
        return;
    }
    dln_buffer_printf(out, " (%.*s%s%.*s) at %.4f %.4f", DLN_STR_ARG(where->feature),
                      where->country.len ? ", " : "", DLN_STR_ARG(where->country), where->at.lat,
                      where->at.lon);
    if (where->precision != DLN_GEO_EXACT)
        dln_buffer_printf(out, ", known to %.0f km", where->radius_m / 1000);
}

// ---------------------------------------------------------------- the sentence

static void explain_places(dln_buffer *out, const dln_reading *reading) {
    for (uint32_t i = 0; i < reading->place_count; i++) {
        const dln_found *found = &reading->found->items[reading->first_place + i];
        begin_entry(out, "places", i == 0);
        append_quoted(out, dln_str_of_span(reading->segments->text, found->span));
        dln_buffer_append(out, DLN_STR(": "));
        append_where(out, found->related ? &found->scene : &found->where);
        dln_buffer_printf(out, ", sure %.2f%s\n", found->confidence,
                          found->speaks ? "; it speaks, so no scene" : "");
    }
}

static void explain_dates(dln_buffer *out, const dln_reading *reading) {
    for (uint32_t i = 0; i < reading->date_count; i++) {
        const dln_date_mention *date = &reading->dates->items[reading->first_date + i];
        begin_entry(out, "dates", i == 0);
        append_quoted(out, dln_str_of_span(reading->segments->text, date->span));
        dln_buffer_append(out, DLN_STR(": "));
        if (date->kind == DLN_DATE_LINKED)
            dln_buffer_append(out, DLN_STR("counted from another event"));
        else
            append_when(out, date->when);
        dln_buffer_append(out, date->recurring ? DLN_STR(", again and again\n") : DLN_STR("\n"));
    }
}

// Words that carry meaning for an incident; grammar and numbers would only fill the page.
static bool is_telling(dln_word_kind kind) {
    return kind == DLN_WORD_WEAPON || kind == DLN_WORD_ACTOR || kind == DLN_WORD_ACTOR_HEAD ||
           kind == DLN_WORD_TARGET || kind == DLN_WORD_OBJECT || kind == DLN_WORD_CASUALTY ||
           kind == DLN_WORD_STATUS || kind == DLN_WORD_HEDGE;
}

// One meaning of a phrase, with what the lexicon says of it.
static bool explain_meaning(dln_buffer *out, const dln_reading *reading, const dln_term *term,
                            bool first) {
    const dln_lexeme *meaning = NULL;
    for (uint32_t i = 0; i < term->meaning_count && !meaning; i++)
        if (is_telling(term->meanings[i].kind))
            meaning = &term->meanings[i];
    if (!meaning)
        return false;
    begin_entry(out, "words", first);
    append_quoted(out, dln_reading_text(reading, term->first, term->end));
    dln_buffer_printf(out, ": %s", dln_word_kind_name(meaning->kind));
    if (meaning->value.len > 0)
        dln_buffer_printf(out, ", %.*s", DLN_STR_ARG(meaning->value));
    dln_buffer_append_char(out, '\n');
    return true;
}

static void explain_words(dln_buffer *out, const dln_reading *reading) {
    bool first = true;
    for (uint32_t i = 0; i < reading->term_count; i++)
        first = !explain_meaning(out, reading, &reading->terms[i], first) && first;
    for (uint32_t i = 0; i < reading->modifier_count; i++)
        first = !explain_meaning(out, reading, &reading->modifiers[i], first) && first;
}

static void explain_triggers(dln_buffer *out, const dln_reading *reading,
                             const dln_trigger *triggers, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const dln_trigger *t = &triggers[i];
        begin_entry(out, "triggers", i == 0);
        append_quoted(out, dln_reading_text(reading, t->first, t->end));
        dln_buffer_printf(out, ": %s", FORM_NAMES[t->form]);
        if (t->typed)
            dln_buffer_printf(out, ", %s%s%.*s", dln_type_name(t->type), t->subtype.len ? "/" : "",
                              DLN_STR_ARG(t->subtype));
        else
            dln_buffer_append(out, DLN_STR(", carries another word"));
        dln_buffer_append_char(out, '\n');
    }
}

void dln_explain_sentence(dln_buffer *out, const dln_reading *reading, const dln_trigger *triggers,
                          size_t trigger_count) {
    const dln_sentence *sentence = &reading->segments->sentences[reading->sentence];
    dln_buffer_printf(out, "%3u ", (unsigned)reading->sentence + 1);
    append_line(out, dln_str_of_span(reading->segments->text, sentence->span));
    dln_buffer_append_char(out, '\n');
    explain_places(out, reading);
    explain_dates(out, reading);
    if (trigger_count == 0)
        return;
    explain_words(out, reading);
    explain_triggers(out, reading, triggers, trigger_count);
}

// ---------------------------------------------------------------- events

static void append_said(dln_buffer *out, const char *what, dln_str words) {
    if (!words.data)
        return;
    dln_buffer_printf(out, "; %s ", what);
    append_quoted(out, words);
}

static void append_count(dln_buffer *out, const char *what, dln_count count) {
    if (!count.said)
        return;
    dln_buffer_printf(out, "; %s %d", what, (int)count.low);
    if (count.high == DLN_COUNT_OPEN)
        dln_buffer_append(out, DLN_STR(" or more"));
    else if (count.high != count.low)
        dln_buffer_printf(out, " to %d", (int)count.high);
}

static void append_kind(dln_buffer *out, const dln_incident *incident) {
    dln_buffer_printf(out, "%s%s%.*s, %s", dln_type_name(incident->type),
                      incident->subtype.len ? "/" : "", DLN_STR_ARG(incident->subtype),
                      dln_status_name(incident->status));
}

static void append_route(dln_buffer *out, const dln_incident *incident) {
    if (!incident->origin.name.data && !incident->destination.name.data)
        return;
    dln_buffer_append(out, DLN_STR(BELOW "way: "));
    append_line(out, incident->origin.name.data ? incident->origin.name : DLN_STR("not said"));
    for (size_t i = 0; i < incident->via_count; i++) {
        dln_buffer_append(out, DLN_STR(" → "));
        append_line(out, incident->via[i].name);
    }
    dln_buffer_append(out, DLN_STR(" → "));
    append_line(out,
                incident->destination.name.data ? incident->destination.name : DLN_STR("not said"));
    dln_buffer_append_char(out, '\n');
}

static void append_members(dln_buffer *out, const dln_building *b) {
    for (size_t i = 0; i < b->event->count; i++) {
        const dln_trigger *t = &b->triggers[b->event->members[i]];
        dln_buffer_append(out, i > 0 ? DLN_STR(" + ") : DLN_STR(""));
        append_quoted(out, dln_reading_text(b->reading, t->first, t->end));
    }
}

void dln_explain_event(dln_buffer *out, const dln_building *b) {
    dln_buffer_printf(out, HEADING, "event");
    append_members(out, b);
    dln_buffer_append(out, DLN_STR(": "));
    if (b->left_out) {
        dln_buffer_printf(out, "left out, %s\n", b->left_out);
        return;
    }
    const dln_incident *incident = &b->draft->incident;
    append_kind(out, incident);
    append_said(out, "actor", incident->actor);
    append_said(out, "target", incident->target);
    append_said(out, "weapon", incident->weapon);
    append_said(out, "object", incident->object);
    append_count(out, "count", incident->count);
    append_count(out, "killed", incident->fatalities);
    append_count(out, "injured", incident->injured);
    dln_buffer_append(out, DLN_STR("\n" BELOW "where: "));
    append_where(out, &incident->where);
    dln_buffer_append(out, DLN_STR(" – "));
    append_line(out, incident->place_reason);
    dln_buffer_append(out, DLN_STR("\n" BELOW "when: "));
    append_when(out, incident->when);
    dln_buffer_append(out, DLN_STR(" – "));
    append_line(out, incident->date_reason);
    dln_buffer_append_char(out, '\n');
    append_route(out, incident);
    dln_buffer_printf(out, BELOW "sure: %.2f\n", incident->confidence);
}

void dln_explain_told_on(dln_buffer *out, const dln_draft *draft) {
    const dln_incident *incident = &draft->incident;
    dln_buffer_printf(out, HEADING, "told on");
    dln_buffer_append(out, DLN_STR("of the deed before"));
    append_count(out, "killed", incident->fatalities);
    append_count(out, "injured", incident->injured);
    dln_buffer_append_char(out, '\n');
    if (!incident->where.name.data)
        return;
    dln_buffer_append(out, DLN_STR(BELOW "where: "));
    append_where(out, &incident->where);
    dln_buffer_append(out, DLN_STR(" – "));
    append_line(out, incident->place_reason);
    dln_buffer_append_char(out, '\n');
}

// ---------------------------------------------------------------- the report

static unsigned sentence_at(const dln_segments *segments, uint32_t byte) {
    size_t low = 0, high = segments->sentence_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (segments->sentences[middle].span.end <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return (unsigned)low + 1;
}

void dln_explain_mover(dln_buffer *out, const dln_reading *reading, const dln_trigger *trigger) {
    dln_buffer_printf(out, HEADING, "event");
    append_quoted(out, dln_reading_text(reading, trigger->first, trigger->end));
    dln_buffer_append(out, DLN_STR(": left out, what moves is no force, arms, goods, official or "
                                   "people in flight\n"));
}

void dln_explain_topic(dln_buffer *out, const dln_draft *draft, const char *topic) {
    dln_buffer_printf(out, "left out: %s of sentence %u, in a report about %s\n",
                      dln_type_name(draft->incident.type), (unsigned)draft->sentence + 1, topic);
}

void dln_explain_incidents(dln_buffer *out, const dln_segments *segments,
                           const dln_incidents *incidents) {
    if (incidents->count == 0)
        dln_buffer_append(out, DLN_STR("no incident\n"));
    for (size_t i = 0; i < incidents->count; i++) {
        const dln_incident *incident = &incidents->items[i];
        dln_buffer_printf(out, "incident %zu: ", i + 1);
        append_kind(out, incident);
        dln_buffer_append(out, DLN_STR(", "));
        append_when(out, incident->when);
        dln_buffer_append(out, DLN_STR(", "));
        append_line(out, incident->where.name.data ? incident->where.name : DLN_STR("no place"));
        dln_buffer_printf(out, ", sure %.2f, told in sentence %u", incident->confidence,
                          sentence_at(segments, incident->sentence.begin));
        for (size_t k = 0; k < incident->told_count; k++)
            dln_buffer_printf(out, ", %u", sentence_at(segments, incident->told[k].begin));
        dln_buffer_append_char(out, '\n');
    }
}
