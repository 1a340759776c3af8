// Names that are counted: each kept once, with how often it came.
#ifndef DLN_MAP_NAME_SET_H
#define DLN_MAP_NAME_SET_H

#include "dateline/base.h"

typedef struct dln_counted_name {
    dln_str name;
    uint32_t number; // in the order of coming first
    size_t uses;
} dln_counted_name;

typedef struct dln_name_set {
    dln_arena *arena; // set this, the rest zero
    dln_counted_name *names;
    uint32_t count, capacity;
    uint32_t *slots; // number of a name plus one, by its hash; twice `capacity` of them
    bool failed;     // no memory: what came since is not counted
} dln_name_set;

void dln_name_set_add(dln_name_set *set, dln_str name); // borrows the name
// The same with a copy of the name when it is new. Borrowed until the next call. Without memory the
// name is none.
const dln_counted_name *dln_name_set_keep(dln_name_set *set, dln_str name);
// Most used first, among equals the one that came first; nothing may be added afterwards.
void dln_name_set_sort(dln_name_set *set);

#endif
