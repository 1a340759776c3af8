// Lists that grow inside an arena.
#ifndef DLN_BASE_GROW_H
#define DLN_BASE_GROW_H

#include <string.h>

#include "dateline/base.h"

enum { DLN_GROW_FIRST = 4 };

// Room for one more item of `size` bytes behind `count`: `items` itself while there is some, else a
// copy with twice the capacity; the old one stays behind in the arena. NULL: no memory.
static inline void *dln_grow(dln_arena *arena, void *items, size_t count, size_t *capacity,
                             size_t size) {
    if (count < *capacity)
        return items;
    size_t wanted = *capacity ? 2 * *capacity : DLN_GROW_FIRST;
    void *larger = dln_arena_alloc(arena, wanted, size);
    if (!larger)
        return NULL;
    if (count)
        memcpy(larger, items, count * size);
    *capacity = wanted;
    return larger;
}

// A list of such items, of any one type.
typedef struct dln_list {
    void *items;
    size_t count, capacity;
} dln_list;

// A further item of the list; NULL: no memory.
static inline void *dln_list_add(dln_arena *arena, dln_list *list, size_t size) {
    void *items = dln_grow(arena, list->items, list->count, &list->capacity, size);
    if (!items)
        return NULL;
    list->items = items;
    return (char *)items + list->count++ * size;
}

#endif
