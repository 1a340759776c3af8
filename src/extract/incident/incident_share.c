// What the events of one sentence have in common.
#include <string.h>

#include "extract/incident/incident_build.h"

// A report that opens without a place says it when it tells the deed again, soon.
enum { PLACE_BEHIND_SENTENCES = 1 };

static bool is_break_between(const dln_reading *reading, uint32_t from, uint32_t to) {
    uint16_t last = reading->words[to].part;
    for (uint16_t part = (uint16_t)(reading->words[from].part + 1); part <= last; part++)
        if (reading->parts[part].breaks)
            return true;
    return false;
}

// Whether nothing between two events says that they are apart: "in response to", ";" and, unless
// `across`, "while", "and" before a subject of its own.
static bool stand_together(const dln_reading *reading, const dln_draft *a, const dln_draft *b,
                           bool across) {
    const dln_draft *left = a->first < b->first ? a : b, *right = left == a ? b : a;
    if (dln_background_between(reading, left->end, right->first))
        return false;
    if (!across)
        return !is_break_between(reading, left->first, right->first);
    for (uint32_t at = left->end; at < right->first; at++)
        if (dln_is_mark(&reading->tokens[at], ';'))
            return false;
    return true;
}

// "Two were hurt, while in A a bomb went off": the place opens a scene of its own.
static bool opens_a_scene(const dln_reading *reading, const dln_draft *from, const dln_draft *to) {
    const dln_incident *i = &from->incident;
    return to->first < from->first && i->place_span_count > 0 &&
           i->place_spans[0].begin < reading->tokens[from->first].span.begin;
}

static bool may_give(const dln_reading *reading, const dln_draft *from, const dln_draft *to,
                     bool across) {
    if (across && opens_a_scene(reading, from, to))
        return false;
    return from->own_place && from->incident.type != DLN_MOVEMENT &&
           dln_status_happened(from->incident.status) == dln_status_happened(to->incident.status) &&
           stand_together(reading, from, to, across);
}

static uint32_t distance(const dln_draft *a, const dln_draft *b) {
    return a->first < b->first ? b->first - a->first : a->first - b->first;
}

static void take_place(dln_draft *to, const dln_draft *from, dln_str reason) {
    dln_incident *a = &to->incident;
    a->where = from->incident.where;
    memcpy(a->place_spans, from->incident.place_spans, sizeof a->place_spans);
    a->place_span_count = from->incident.place_span_count;
    a->place_reason = reason;
    to->around = from->around;
}

static bool has_place(const dln_draft *draft) {
    return draft->incident.where.name.data != NULL;
}

// The place of the nearest deed told beside each that has none of its own; `across` a break only to
// those that have none at all.
static void share(const dln_reading *reading, dln_draft *drafts, size_t count, bool across) {
    for (size_t i = 0; i < count; i++) {
        const dln_draft *best = NULL;
        if (drafts[i].own_place || drafts[i].incident.type == DLN_MOVEMENT ||
            (across && has_place(&drafts[i])))
            continue;
        for (size_t k = 0; k < count; k++)
            if (may_give(reading, &drafts[k], &drafts[i], across) &&
                (!best || distance(&drafts[k], &drafts[i]) < distance(best, &drafts[i])))
                best = &drafts[k];
        if (best)
            take_place(&drafts[i], best, DLN_STR("the place of what is told beside it"));
    }
}

void dln_places_share(const dln_reading *reading, dln_draft *drafts, size_t count) {
    share(reading, drafts, count, false);
    share(reading, drafts, count, true);
}

// ---- a place told behind

static bool is_blow_that_happened(const dln_draft *draft) {
    return dln_type_is_blow(draft->incident.type) && dln_status_happened(draft->incident.status) &&
           !draft->aside;
}

void dln_drafts_take_places(dln_drafts *drafts) {
    for (size_t i = 0; i < drafts->count; i++) {
        dln_draft *draft = &drafts->items[i];
        const dln_draft *told = NULL;
        for (size_t k = i + 1; k < drafts->count && !told; k++) {
            const dln_draft *other = &drafts->items[k];
            if (other->sentence > draft->sentence + PLACE_BEHIND_SENTENCES)
                break;
            if (other->sentence > draft->sentence && other->own_place &&
                is_blow_that_happened(other))
                told = other;
        }
        if (told && !has_place(draft) && is_blow_that_happened(draft))
            take_place(draft, told, DLN_STR("the place of the sentences behind"));
    }
}
