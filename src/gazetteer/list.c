#include "gazetteer/list.h"

#include "gazetteer/hash.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_CAPACITY 64u

void *dln_list_add(dln_list *list, size_t extra) {
    if (extra > list->capacity - list->count) {
        // Half as much again: at most a third of the memory lies idle, which counts at 16 million.
        size_t capacity = list->capacity + list->capacity / 2 + FIRST_CAPACITY;
        if (capacity < list->count + extra)
            capacity = list->count + extra;
        if (capacity > SIZE_MAX / list->item_size)
            return NULL;
        void *items = realloc(list->items, capacity * list->item_size);
        if (!items)
            return NULL;
        list->items = items;
        list->capacity = capacity;
    }
    void *added = (char *)list->items + list->count * list->item_size;
    memset(added, 0, extra * list->item_size);
    list->count += extra;
    return added;
}

void dln_list_free(dln_list *list) {
    free(list->items);
    *list = (dln_list){.item_size = list->item_size};
}

#define FIRST_SLOTS 1024u

dln_status dln_string_pool_init(dln_string_pool *pool, dln_error *err) {
    *pool = (dln_string_pool){.bytes = DLN_LIST(char), .slot_count = FIRST_SLOTS};
    pool->slots = calloc(FIRST_SLOTS, sizeof *pool->slots);
    // Reference 0 must be no string: two bytes that are nobody's.
    if (!pool->slots || !dln_list_add(&pool->bytes, 2)) {
        dln_string_pool_free(pool);
        return dln_fail_memory(err);
    }
    return DLN_OK;
}

void dln_string_pool_free(dln_string_pool *pool) {
    dln_list_free(&pool->bytes);
    free(pool->slots);
    *pool = (dln_string_pool){0};
}

dln_str dln_string_pool_get(const dln_string_pool *pool, uint32_t reference) {
    if (reference == 0)
        return DLN_STR_NONE;
    const char *at = (const char *)pool->bytes.items + reference;
    uint16_t len;
    memcpy(&len, at, sizeof len);
    return (dln_str){at + sizeof len, len};
}

// The slot that holds `s`, or the empty one where it belongs.
static size_t find_slot(const dln_string_pool *pool, dln_str s) {
    size_t slot = (size_t)dln_hash(s) & (pool->slot_count - 1);
    while (pool->slots[slot] != 0 &&
           !dln_str_equal(dln_string_pool_get(pool, pool->slots[slot]), s))
        slot = (slot + 1) & (pool->slot_count - 1);
    return slot;
}

static bool double_slots(dln_string_pool *pool) {
    uint32_t *old = pool->slots;
    size_t old_count = pool->slot_count;
    pool->slots = calloc(old_count * 2, sizeof *pool->slots);
    if (!pool->slots) {
        pool->slots = old;
        return false;
    }
    pool->slot_count = old_count * 2;
    for (size_t i = 0; i < old_count; i++)
        if (old[i] != 0)
            pool->slots[find_slot(pool, dln_string_pool_get(pool, old[i]))] = old[i];
    free(old);
    return true;
}

uint32_t dln_string_pool_find(const dln_string_pool *pool, dln_str s) {
    return s.len == 0 ? 0 : pool->slots[find_slot(pool, s)];
}

dln_status dln_string_pool_add(dln_string_pool *pool, dln_str s, uint32_t *out, dln_error *err) {
    if (s.len == 0) {
        *out = 0;
        return DLN_OK;
    }
    if (s.len > UINT16_MAX || pool->bytes.count > UINT32_MAX - s.len - sizeof(uint16_t))
        return dln_fail(err, DLN_TOO_LARGE, "the names of the gazetteer exceed 4 GiB");
    size_t slot = find_slot(pool, s);
    if (pool->slots[slot] == 0) {
        if (pool->used >= pool->slot_count / 4 * 3) {
            if (!double_slots(pool))
                return dln_fail_memory(err);
            slot = find_slot(pool, s);
        }
        uint32_t reference = (uint32_t)pool->bytes.count;
        uint16_t len = (uint16_t)s.len;
        char *at = dln_list_add(&pool->bytes, sizeof len + s.len);
        if (!at)
            return dln_fail_memory(err);
        memcpy(at, &len, sizeof len);
        memcpy(at + sizeof len, s.data, s.len);
        pool->slots[slot] = reference;
        pool->used++;
    }
    *out = pool->slots[slot];
    return DLN_OK;
}
