// Corrections as rows of `edit`: one a column of the table `incident`, and laid over an incident.
#ifndef DLN_STORE_CORRECTION_H
#define DLN_STORE_CORRECTION_H

#include "dateline/edit.h"
#include "store/database.h"

// What an analyst does in one command, inside one transaction.
typedef struct dln_operation {
    dln_store *store;
    const dln_signature *by;
    int64_t number;
} dln_operation;
// Begins the transaction; DLN_INVALID for a store that is read only.
dln_status dln_operation_begin(dln_store *store, const dln_signature *by, dln_operation *out,
                               dln_error *err) DLN_MUST_CHECK;
// Commits when `status` is DLN_OK, else takes everything back; returns what became of it.
dln_status dln_operation_end(dln_operation *operation, dln_status status,
                             dln_error *err) DLN_MUST_CHECK;
// A row of the history. `field` NULL: none; `before` and `after` are texts.
dln_status dln_operation_put(const dln_operation *operation, int64_t id, const char *action,
                             const char *field, dln_str before, dln_str after,
                             dln_error *err) DLN_MUST_CHECK;
// A row for each column of the corrected fields of an incident that is `known` so.
dln_status dln_operation_put_correction(const dln_operation *operation, int64_t id,
                                        const dln_incident *known, const dln_correction *correction,
                                        dln_error *err) DLN_MUST_CHECK;

typedef struct dln_overlay {
    dln_review review;
    bool corrected; // something of the incident was changed
    bool way;       // of its origin, destination or what lies between
} dln_overlay;
// Lays the corrections that stand over what the machine says, those of merged incidents under its
// own. Strings live in `arena`.
dln_status dln_corrections_apply(dln_store *store, int64_t id, dln_arena *arena,
                                 dln_incident *incident, dln_overlay *out,
                                 dln_error *err) DLN_MUST_CHECK;

#endif
