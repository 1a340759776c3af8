// A growing array of records, and strings stored once: what the builder collects in.
#ifndef DLN_GAZETTEER_LIST_H
#define DLN_GAZETTEER_LIST_H

#include "dateline/base.h"

typedef struct dln_list {
    void *items;
    size_t count, capacity, item_size;
} dln_list;

#define DLN_LIST(type) ((dln_list){.item_size = sizeof(type)})
// `extra` more zeroed items at the end; the first of them, or NULL when there is no memory.
void *dln_list_add(dln_list *list, size_t extra);
void dln_list_free(dln_list *list);

// Strings in the form of DLN_SECTION_STRINGS; a reference is an offset, 0 is none.
typedef struct dln_string_pool {
    dln_list bytes;
    uint32_t *slots; // references, hashed by string
    size_t slot_count, used;
} dln_string_pool;

dln_status dln_string_pool_init(dln_string_pool *pool, dln_error *err) DLN_MUST_CHECK;
void dln_string_pool_free(dln_string_pool *pool);
// The reference of `s` (0 for the empty string), which is added if it is new. `s` must be shorter
// than 64 KiB; DLN_TOO_LARGE when the pool has reached 4 GiB.
dln_status dln_string_pool_add(dln_string_pool *pool, dln_str s, uint32_t *out,
                               dln_error *err) DLN_MUST_CHECK;
uint32_t dln_string_pool_find(const dln_string_pool *pool, dln_str s); // 0: not there
dln_str dln_string_pool_get(const dln_string_pool *pool, uint32_t reference);

#endif
