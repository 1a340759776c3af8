// The places nearest to a point: depth first through the tree of boxes, nearer boxes first.
#include "gazetteer/file.h"
#include "gazetteer/spatial.h"

typedef struct search {
    const dln_gazetteer *gazetteer;
    dln_vector from;
    size_t level_begin[DLN_TREE_LEVELS], level_count[DLN_TREE_LEVELS], levels;
    dln_place_index *out; // nearest first
    size_t capacity, count;
    double worst; // square of the chord to the last of a full `out`
} search;

static double place_chord2(const search *s, dln_place_index index) {
    dln_vector v = dln_unit_vector(dln_record_position(&s->gazetteer->places[index]));
    double sum = 0;
    for (size_t i = 0; i < 3; i++) {
        double d = v.axis[i] - s->from.axis[i];
        sum += d * d;
    }
    return sum;
}

static double box_chord2(const search *s, const dln_tree_box *box) {
    double sum = 0;
    for (size_t i = 0; i < 3; i++) {
        double below = (double)box->low[i] - s->from.axis[i];
        double above = s->from.axis[i] - (double)box->high[i];
        double d = below > 0 ? below : above > 0 ? above : 0;
        sum += d * d;
    }
    return sum;
}

static bool can_hold(const search *s, double chord2) {
    return s->count < s->capacity || chord2 < s->worst;
}

// Keeps `out` sorted. The chords of its members are worked out again: they are few, and so the
// search needs no memory of its own.
static void offer(search *s, dln_place_index index) {
    double chord2 = place_chord2(s, index);
    if (!can_hold(s, chord2))
        return;
    size_t at = s->count < s->capacity ? s->count++ : s->capacity - 1;
    for (; at > 0 && place_chord2(s, s->out[at - 1]) > chord2; at--)
        s->out[at] = s->out[at - 1];
    s->out[at] = index;
    if (s->count == s->capacity)
        s->worst = place_chord2(s, s->out[s->count - 1]);
}

static void visit_leaf(search *s, size_t leaf) {
    size_t first = leaf * DLN_TREE_FANOUT;
    size_t end = first + DLN_TREE_FANOUT;
    size_t all = s->gazetteer->place_count;
    for (size_t i = first; i < (end < all ? end : all); i++)
        offer(s, (dln_place_index)i);
}

static void visit_node(search *s, size_t level, size_t node) {
    if (level == 0) {
        visit_leaf(s, node);
        return;
    }
    size_t children[DLN_TREE_FANOUT];
    double chords[DLN_TREE_FANOUT];
    size_t count = 0;
    size_t first = node * DLN_TREE_FANOUT;
    const dln_tree_box *below = s->gazetteer->tree + s->level_begin[level - 1];
    for (size_t i = first; i < first + DLN_TREE_FANOUT && i < s->level_count[level - 1]; i++) {
        double chord2 = box_chord2(s, &below[i]);
        size_t at = count++;
        for (; at > 0 && chords[at - 1] > chord2; at--) {
            chords[at] = chords[at - 1];
            children[at] = children[at - 1];
        }
        chords[at] = chord2;
        children[at] = i;
    }
    for (size_t i = 0; i < count && can_hold(s, chords[i]); i++)
        visit_node(s, level - 1, children[i]);
}

static void lay_out_levels(search *s) {
    size_t begin = 0;
    size_t count = s->gazetteer->place_count;
    do {
        count = (count + DLN_TREE_FANOUT - 1) / DLN_TREE_FANOUT;
        s->level_begin[s->levels] = begin;
        s->level_count[s->levels] = count;
        s->levels++;
        begin += count;
    } while (count > 1 && s->levels < DLN_TREE_LEVELS);
}

size_t dln_gazetteer_nearest(const dln_gazetteer *gazetteer, dln_lonlat at, size_t capacity,
                             dln_place_index *out) {
    if (capacity == 0 || gazetteer->place_count == 0 || !dln_lonlat_is_valid(at))
        return 0;
    search s = {
        .gazetteer = gazetteer, .from = dln_unit_vector(at), .out = out, .capacity = capacity};
    lay_out_levels(&s);
    visit_node(&s, s.levels - 1, 0);
    return s.count;
}
