#include "extract/place/resolve_votes.h"

#include <string.h>

bool dln_votes_init(dln_votes *votes, size_t places, dln_arena *arena) {
    size_t slots = 16;
    while (slots < places * 2)
        slots *= 2;
    *votes = (dln_votes){.slots = DLN_ARENA_ARRAY(arena, dln_vote, slots), .slot_count = slots};
    return votes->slots != NULL;
}

void dln_votes_clear(dln_votes *votes) {
    memset(votes->slots, 0, votes->slot_count * sizeof *votes->slots);
    votes->used = 0;
    votes->total = 0;
}

static dln_vote *slot_of(const dln_votes *votes, dln_place_index place) {
    size_t at = (place * (size_t)2654435769u) & (votes->slot_count - 1); // Knuth's golden ratio
    while (votes->slots[at].used && votes->slots[at].place != place)
        at = (at + 1) & (votes->slot_count - 1);
    return &votes->slots[at];
}

void dln_votes_add(dln_votes *votes, dln_place_index place, double weight) {
    if (place == DLN_NO_PLACE)
        return;
    dln_vote *slot = slot_of(votes, place);
    if (!slot->used) {
        if (votes->used * 2 >= votes->slot_count)
            return;
        *slot = (dln_vote){.place = place, .used = true};
        votes->used++;
    }
    slot->weight += weight;
    votes->total += weight;
}

double dln_votes_for(const dln_votes *votes, dln_place_index place) {
    return place == DLN_NO_PLACE ? 0 : slot_of(votes, place)->weight;
}
