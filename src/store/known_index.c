#include "store/known_index.h"

#include <stdlib.h>

enum {
    FIRST_HEADS = 1 << 12,
    NEIGHBOURS = 16, // heads of four bytes in a line of a processor's cache
};

static size_t slot_of(const dln_known_index *index, dln_index_key key) {
    uint32_t line = (key.group ^ key.value / NEIGHBOURS) * 2654435769u; // 2^32 / golden ratio
    return ((line >> 4 ^ line) * (size_t)NEIGHBOURS & (index->head_count - 1)) |
           key.value % NEIGHBOURS;
}

static void hang(dln_known_index *index, size_t link) {
    uint32_t *head = &index->heads[slot_of(index, index->links[link].key)];
    index->links[link].next = *head;
    *head = (uint32_t)link + 1;
}

static bool widen(dln_known_index *index) {
    size_t count = index->head_count ? 2 * index->head_count : FIRST_HEADS;
    uint32_t *heads = calloc(count, sizeof *heads);
    if (!heads)
        return false;
    free(index->heads);
    index->heads = heads;
    index->head_count = count;
    for (size_t i = 0; i < index->count; i++)
        hang(index, i);
    return true;
}

bool dln_known_index_add(dln_known_index *index, dln_index_key key, uint32_t item) {
    if (index->count >= index->head_count && !widen(index))
        return false;
    if (index->count == index->capacity) {
        size_t capacity = index->capacity ? 2 * index->capacity : FIRST_HEADS;
        dln_index_link *links = realloc(index->links, capacity * sizeof *links);
        if (!links)
            return false;
        index->links = links;
        index->capacity = capacity;
    }
    index->links[index->count] = (dln_index_link){.key = key, .item = item};
    hang(index, index->count++);
    return true;
}

const dln_index_link *dln_known_index_next(const dln_known_index *index, dln_index_key key,
                                           const dln_index_link *link) {
    if (!index->head_count)
        return NULL;
    uint32_t next = link ? link->next : index->heads[slot_of(index, key)];
    for (; next; next = index->links[next - 1].next) {
        link = &index->links[next - 1];
        if (link->key.group == key.group && link->key.value == key.value)
            return link;
    }
    return NULL;
}

void dln_known_index_free(dln_known_index *index) {
    free(index->heads);
    free(index->links);
    *index = (dln_known_index){0};
}
