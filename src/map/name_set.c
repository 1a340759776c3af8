#include "map/name_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/str_hash.h"

enum { FIRST_NAMES = 32 }; // a power of two

static uint32_t *slot_of(const dln_name_set *set, dln_str name) {
    size_t mask = 2 * (size_t)set->capacity - 1;
    size_t at = dln_str_hash(DLN_HASH_START, name) & mask;
    while (set->slots[at] && !dln_str_equal(set->names[set->slots[at] - 1].name, name))
        at = (at + 1) & mask;
    return &set->slots[at];
}

static bool grow(dln_name_set *set) {
    uint32_t capacity = set->capacity ? 2 * set->capacity : FIRST_NAMES;
    dln_counted_name *names = DLN_ARENA_ARRAY(set->arena, dln_counted_name, capacity);
    uint32_t *slots = DLN_ARENA_ARRAY(set->arena, uint32_t, 2 * (size_t)capacity);
    if (!names || !slots)
        return false;
    if (set->count)
        memcpy(names, set->names, set->count * sizeof *names);
    set->names = names;
    set->slots = slots;
    set->capacity = capacity;
    for (uint32_t i = 0; i < set->count; i++)
        *slot_of(set, names[i].name) = i + 1;
    return true;
}

// NULL: no memory.
static dln_counted_name *use(dln_name_set *set, dln_str name, bool copy) {
    set->failed = set->failed || (set->count == set->capacity && !grow(set));
    if (set->failed)
        return NULL;
    uint32_t *slot = slot_of(set, name);
    if (!*slot) {
        dln_str kept = copy ? dln_arena_copy(set->arena, name) : name;
        set->failed = name.data && !kept.data;
        set->names[set->count] = (dln_counted_name){kept, set->count, 0};
        *slot = ++set->count;
    }
    set->names[*slot - 1].uses++;
    return &set->names[*slot - 1];
}

void dln_name_set_add(dln_name_set *set, dln_str name) {
    (void)use(set, name, false);
}

const dln_counted_name *dln_name_set_keep(dln_name_set *set, dln_str name) {
    static const dln_counted_name none = {{NULL, 0}, 0, 0};
    const dln_counted_name *kept = use(set, name, true);
    return kept ? kept : &none;
}

static int most_used_first(const void *a, const void *b) {
    const dln_counted_name *x = a, *y = b;
    if (x->uses != y->uses)
        return x->uses > y->uses ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

void dln_name_set_sort(dln_name_set *set) {
    if (set->count > 1)
        qsort(set->names, set->count, sizeof *set->names, most_used_first);
}
