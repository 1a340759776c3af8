// Stored incidents that one just told may be the same as: near it, on its days.
#ifndef DLN_STORE_CANDIDATES_H
#define DLN_STORE_CANDIDATES_H

#include "store/database.h"

// A list of ids inside an arena.
typedef struct dln_ids {
    int64_t *items;
    size_t count, capacity;
} dln_ids;

bool dln_ids_contain(const dln_ids *ids, int64_t id);
dln_status dln_ids_append(dln_ids *ids, int64_t id, dln_arena *arena,
                          dln_error *err) DLN_MUST_CHECK;
void dln_ids_sort(dln_ids *ids);
// Appends the first column of all rows of a statement whose values are bound.
dln_status dln_ids_read(dln_ids *ids, dln_binding *binding, dln_arena *arena,
                        dln_error *err) DLN_MUST_CHECK;

// Nothing is missing that dln_match_incidents would accept; much is in it that it would not.
dln_status dln_candidates_find(dln_store *store, const dln_incident *told, dln_arena *arena,
                               dln_ids *out, dln_error *err) DLN_MUST_CHECK;

#endif
