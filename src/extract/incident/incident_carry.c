// Where an event was whose sentence does not say it: the place told before.
#include "extract/incident/incident_build.h"

// What such a place adds to the confidence; see incident_facts.c for the scale.
#define FOR_CARRIED 0.05
// The place of the sentences before holds inside a paragraph; for so many sentences beyond it
// where "the attack" is told on.
enum { PLACE_CARRIES_SENTENCES = 2 };
// "In the same area", "in the city" reach as far.
enum { SAME_PLACE_SENTENCES = 4 };

static bool is_word(const dln_reading *reading, uint32_t at, const char *word) {
    return dln_str_equal(reading->tokens[at].folded, dln_str_from(word));
}

static const dln_lexeme *meaning_at(const dln_reading *reading, uint32_t at, dln_word_kind kind) {
    return at < reading->count
               ? dln_lexicon_match(reading->lexicon, &reading->tokens[at], 1, dln_kind_bit(kind))
               : NULL;
}

static bool is_settlement(const dln_lexeme *type) {
    return type && dln_str_starts_with(dln_value_get(type->value, "feature"), DLN_STR("P"));
}

typedef enum pointer { POINTS_NOWHERE, POINTS_TO_DEED, POINTS_TO_TOWN } pointer;

// "in the same area": where the deed before was; "there", "in the city": the place told last.
static pointer pointer_at(const dln_reading *reading, uint32_t at) {
    if (is_word(reading, at, "there")) // not "there were"
        return dln_class_at(reading, at + 1) == DLN_CLASS_BE ? POINTS_NOWHERE : POINTS_TO_TOWN;
    const dln_lexeme *type = meaning_at(reading, at + 1, DLN_WORD_PLACE_TYPE);
    if (is_word(reading, at, "same") && (type || meaning_at(reading, at + 1, DLN_WORD_TARGET)))
        return POINTS_TO_DEED;
    return is_word(reading, at, "the") && is_settlement(type) ? POINTS_TO_TOWN : POINTS_NOWHERE;
}

static pointer points_back(const dln_building *b) {
    const dln_reading *reading = b->reading;
    for (uint32_t i = reading->body; i < reading->count; i++) {
        bool own = b->event->parts[reading->words[i].part];
        pointer found = own ? pointer_at(reading, i) : POINTS_NOWHERE;
        if (found != POINTS_NOWHERE)
            return found;
    }
    return POINTS_NOWHERE;
}

// A town that a sentence between names and no deed is told of: "A is under siege. On Friday clashes
// broke out in the city."
static const dln_found *town_named_since(const dln_building *b) {
    const dln_reading *reading = b->reading;
    const dln_found *town = NULL;
    for (uint32_t i = reading->first_place; i-- > 0;) {
        const dln_found *found = &reading->found->items[i];
        bool old = reading->sentence - found->sentence > SAME_PLACE_SENTENCES ||
                   (b->context->has_place && found->sentence <= b->context->place_sentence);
        if (old || (town && town->sentence != found->sentence))
            break;
        bool settled = dln_str_starts_with(found->where.feature, DLN_STR("PPL"));
        if (found->where.located && settled && !found->in_organisation && !found->speaks)
            town = found; // the first of its sentence
    }
    return town;
}

static void take(dln_building *b, dln_where where, dln_span span, dln_str reason) {
    dln_incident *incident = &b->draft->incident;
    incident->where = where;
    incident->place_spans[incident->place_span_count++] = span;
    incident->place_reason = reason;
    b->support += FOR_CARRIED;
}

void dln_place_carry(dln_building *b) {
    const dln_context *context = b->context;
    const dln_sentence *s = &b->reading->segments->sentences[b->reading->sentence];
    uint32_t since = b->reading->sentence - context->place_sentence;
    pointer same = points_back(b);
    const dln_found *town = same == POINTS_TO_TOWN ? town_named_since(b) : NULL;
    b->draft->incident.place_reason = DLN_STR("not said");
    if (town) {
        take(b, dln_found_where(town, b->reading->segments->text, context->arena), town->span,
             DLN_STR("the place named before"));
        return;
    }
    bool told_on = b->draft->refers_back || b->draft->effect_only;
    bool holds = context->place_paragraph == s->paragraph ||
                 (told_on && since <= PLACE_CARRIES_SENTENCES) ||
                 (same != POINTS_NOWHERE && since <= SAME_PLACE_SENTENCES);
    bool other = b->aside && since == 0; // the place of the deed that answers it
    if (context->has_place && holds && !other)
        take(b, context->place, context->place_span, DLN_STR("the place of the sentences before"));
}
