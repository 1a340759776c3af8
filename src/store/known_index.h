// A table from keys to the places of items in a list: many items a key, many keys an item.
#ifndef DLN_STORE_KNOWN_INDEX_H
#define DLN_STORE_KNOWN_INDEX_H

#include "dateline/base.h"

// Keys of one `group` whose `value`s follow each other lie side by side: a few days are one glance
// into memory.
typedef struct dln_index_key {
    uint32_t group; // hashed
    uint32_t value;
} dln_index_key;

typedef struct dln_index_link {
    dln_index_key key;
    uint32_t item;
    uint32_t next; // link + 1; 0: the last
} dln_index_link;

typedef struct dln_known_index {
    uint32_t *heads; // link + 1
    size_t head_count;
    dln_index_link *links;
    size_t count, capacity;
} dln_known_index;

bool dln_known_index_add(dln_known_index *index, dln_index_key key, uint32_t item);
// The first link of a key after `link`, or the first of all after NULL; NULL: no more.
const dln_index_link *dln_known_index_next(const dln_known_index *index, dln_index_key key,
                                           const dln_index_link *link);
void dln_known_index_free(dln_known_index *index);

#endif
