// A report that is stored anew: which of the incidents it tells now it has told before.
#ifndef DLN_STORE_RETOLD_H
#define DLN_STORE_RETOLD_H

#include "store/candidates.h"

// One piece of evidence that the report gave before.
typedef struct dln_told {
    int64_t incident_id; // that it belongs to
    int64_t home_id;     // that it was told of: a part of the other, if they differ
    dln_str merge_reason;
    dln_str sentence, words;
    int64_t words_at; // of the words in the sentence
    dln_incident claim;
    bool taken;
} dln_told;

typedef struct dln_told_list {
    dln_told *items; // by incident
    size_t count;
} dln_told_list;

dln_status dln_told_read(dln_store *store, int64_t report_key, dln_arena *arena, dln_told_list *out,
                         dln_error *err) DLN_MUST_CHECK;
// For each incident that `report` tells now, what it told before of the same one, or NULL: the
// same sentence comes first, then the same day and place. In `arena`; data NULL: no memory.
const dln_told **dln_told_again(dln_told_list *before, const dln_report *report,
                                const dln_incidents *now, dln_arena *arena);

#endif
