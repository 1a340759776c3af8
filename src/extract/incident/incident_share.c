// What the events of one sentence have in common.
#include <string.h>

#include "extract/incident/incident_build.h"

static bool is_break_between(const dln_reading *reading, uint32_t from, uint32_t to) {
    uint16_t last = reading->words[to].part;
    for (uint16_t part = (uint16_t)(reading->words[from].part + 1); part <= last; part++)
        if (reading->parts[part].breaks)
            return true;
    return false;
}

// Whether nothing between two events says that they are apart: "; in A …", "while", "in response
// to".
static bool stand_together(const dln_reading *reading, const dln_draft *a, const dln_draft *b) {
    const dln_draft *left = a->first < b->first ? a : b, *right = left == a ? b : a;
    return !is_break_between(reading, left->first, right->first) &&
           !dln_background_between(reading, left->end, right->first);
}

static bool may_give(const dln_reading *reading, const dln_draft *from, const dln_draft *to) {
    return from->own_place && from->incident.type != DLN_MOVEMENT &&
           dln_status_happened(from->incident.status) == dln_status_happened(to->incident.status) &&
           stand_together(reading, from, to);
}

static uint32_t distance(const dln_draft *a, const dln_draft *b) {
    return a->first < b->first ? b->first - a->first : a->first - b->first;
}

static void take_place(dln_draft *to, const dln_draft *from) {
    dln_incident *a = &to->incident;
    a->where = from->incident.where;
    memcpy(a->place_spans, from->incident.place_spans, sizeof a->place_spans);
    a->place_span_count = from->incident.place_span_count;
    a->place_reason = DLN_STR("the place of what is told beside it");
}

void dln_places_share(const dln_reading *reading, dln_draft *drafts, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const dln_draft *best = NULL;
        if (drafts[i].own_place || drafts[i].incident.type == DLN_MOVEMENT)
            continue;
        for (size_t k = 0; k < count; k++)
            if (may_give(reading, &drafts[k], &drafts[i]) &&
                (!best || distance(&drafts[k], &drafts[i]) < distance(best, &drafts[i])))
                best = &drafts[k];
        if (best)
            take_place(&drafts[i], best);
    }
}
