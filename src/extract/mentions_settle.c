// The second look: what the whole report says of each name.
#include <stdlib.h>

#include "extract/mentions_finder.h"

// A name that is surely a place in one sentence is likely one in the next.
#define CONSISTENCY_SHARE 0.5
#define UNKNOWN_MEAN_ODDS (-0.1)

typedef struct ranked {
    const dln_found *found;
    size_t index;
} ranked;

static int by_key(const void *a, const void *b) {
    const ranked *x = a, *y = b;
    int order = dln_str_compare(x->found->key, y->found->key);
    return order ? order : (x->index > y->index) - (x->index < y->index);
}

// All mentions of one name: order[begin, end).
static void settle_name(dln_finder *f, const ranked *order, size_t begin, size_t end) {
    double best = DLN_ODDS_HOPELESS, sum = 0;
    for (size_t i = begin; i < end; i++) {
        double odds = order[i].found->place_odds;
        best = odds > best ? odds : best;
        sum += odds;
    }
    // A name that nothing knows must stand as a place in every second sentence or so: products and
    // persons stand behind "in", too, but seldom.
    bool known = order[begin].found->candidate_count > 0;
    bool seldom = !known && sum / (double)(end - begin) < UNKNOWN_MEAN_ODDS;
    for (size_t i = begin; i < end; i++) {
        dln_found *found = &f->items[order[i].index];
        if (seldom && !found->type)
            found->place_odds = DLN_ODDS_HOPELESS;
        else if (best > found->place_odds)
            found->place_odds += CONSISTENCY_SHARE * (best - found->place_odds);
    }
}

// Lets the mentions of each name decide together.
static bool make_consistent(dln_finder *f) {
    ranked *order = DLN_ARENA_ARRAY(f->scan.arena, ranked, f->count + 1);
    if (!order)
        return false;
    for (size_t i = 0; i < f->count; i++)
        order[i] = (ranked){&f->items[i], i};
    qsort(order, f->count, sizeof *order, by_key);
    for (size_t begin = 0, end; begin < f->count; begin = end) {
        for (end = begin + 1; end < f->count; end++)
            if (!dln_str_equal(order[end].found->key, order[begin].found->key))
                break;
        settle_name(f, order, begin, end);
    }
    return true;
}

static void drop_unlikely(dln_finder *f) {
    size_t kept = 0;
    for (size_t i = 0; i < f->count; i++) {
        bool overlaps = kept > 0 && f->items[i].span.begin < f->items[kept - 1].span.end;
        if (f->items[i].place_odds > 0 && !overlaps)
            f->items[kept++] = f->items[i];
    }
    f->count = kept;
}

bool dln_finder_settle(dln_finder *finder) {
    if (!make_consistent(finder))
        return false;
    drop_unlikely(finder);
    return true;
}
