// Any text: place mentions in order, apart, in bounds, on code-point edges, with a valid position
// or none; a second run finds the same.
#include "knowledge.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool same_where(const dln_where *a, const dln_where *b) {
    return dln_str_equal(a->name, b->name) && dln_str_equal(a->place_id, b->place_id) &&
           a->located == b->located && memcmp(&a->at, &b->at, sizeof a->at) == 0 &&
           memcmp(&a->radius_m, &b->radius_m, sizeof a->radius_m) == 0 &&
           a->precision == b->precision;
}

static bool same_mention(const dln_mention *a, const dln_mention *b) {
    return a->span.begin == b->span.begin && a->span.end == b->span.end &&
           same_where(&a->where, &b->where) && a->metonym == b->metonym &&
           memcmp(&a->confidence, &b->confidence, sizeof a->confidence) == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    dln_arena *arena = NULL;
    dln_mentions found, again;
    require(dln_arena_new(&arena, NULL) == DLN_OK);
    dln_report report = fuzz_report(data, size, arena);
    require(dln_geoparse(fuzz_knowledge(), &report, arena, &found, NULL) == DLN_OK);
    require_mentions(report.text, &found);
    require(dln_geoparse(fuzz_knowledge(), &report, arena, &again, NULL) == DLN_OK);
    require(found.count == again.count);
    for (size_t i = 0; i < found.count; i++)
        require(same_mention(&found.items[i], &again.items[i]));
    dln_arena_free(arena);
    return 0;
}
