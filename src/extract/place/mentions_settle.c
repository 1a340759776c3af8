// The second look: what the whole report says of each name.
#include <stdlib.h>

#include "extract/place/mentions_finder.h"

// A name that is surely a place in one sentence is likely one in the next.
#define CONSISTENCY_SHARE 0.5
#define UNKNOWN_MEAN_ODDS (-0.1)
// Less than what a place before is worth to the next one: persons and their towns stand so, too.
#define ODDS_LIST_GOES_ON 1.5
#define LIST_JOINT_MAX    2

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

// ", " / " and " / ", and " and nothing else between two mentions of a sentence.
static bool are_listed(const dln_finder *f, const dln_found *a, const dln_found *b) {
    uint32_t at = a->first_token + a->token_count;
    if (a->sentence != b->sentence || at >= b->first_token || b->first_token - at > LIST_JOINT_MAX)
        return false;
    for (; at < b->first_token; at++) {
        const dln_token *token = dln_finder_token(f, at);
        if (token->mark != ',' && !dln_str_equal(token->folded, DLN_STR("and")))
            return false;
    }
    return true;
}

// "Stoke Newington, Walthamstow": the end of a longer name, which nothing tells of.
static bool ends_longer_name(const dln_finder *f, const dln_found *found) {
    uint32_t first = found->first_token;
    return first > f->scan.segments->sentences[found->sentence].first &&
           dln_is_proper(dln_finder_token(f, first - 1)) &&
           !dln_scan_is(&f->scan, first - 1, DLN_WORD_DIRECTION);
}

// Whether a place follows in the list.
static bool goes_on(const dln_finder *f, size_t i) {
    return i + 1 < f->count && f->items[i + 1].place_odds > 0 &&
           are_listed(f, &f->items[i], &f->items[i + 1]);
}

// "Bandiagara and Koro": what a list goes on with tells of what stands before, too. The finder
// itself, which goes forward, has heeded the other direction.
static void heed_lists(dln_finder *f) {
    for (size_t i = f->count; i-- > 0;) {
        dln_found *found = &f->items[i];
        if (found->place_odds <= 0 && found->candidate_count > 0 && goes_on(f, i) &&
            !ends_longer_name(f, found))
            found->place_odds += ODDS_LIST_GOES_ON;
    }
}

// "Panjwayi, Zheray and Maywand": a name that nothing knows needs two behind it, for "Mahathir,
// Asia's oldest leader" and "Assad, and Russia and Iran" are no lists of places.
static void heed_lists_of_unknown(dln_finder *f) {
    for (size_t i = f->count; i-- > 0;) {
        dln_found *found = &f->items[i];
        uint32_t end = found->first_token + found->token_count;
        if (found->place_odds <= 0 && found->candidate_count == 0 && goes_on(f, i) &&
            goes_on(f, i + 1) && f->items[i + 1].first_token == end + 1 &&
            dln_finder_token(f, end)->mark == ',' && !ends_longer_name(f, found))
            found->place_odds = DLN_ODDS_UNKNOWN;
    }
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
    heed_lists_of_unknown(finder);
    if (!make_consistent(finder))
        return false;
    heed_lists(finder);
    drop_unlikely(finder);
    return true;
}
