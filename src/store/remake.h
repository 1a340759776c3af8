// An incident made anew from what its reports say and what an analyst has corrected.
#ifndef DLN_STORE_REMAKE_H
#define DLN_STORE_REMAKE_H

#include "store/database.h"

// Without any evidence left it goes, unless an analyst has worked on it: then it stays as it is.
dln_status dln_incident_remake(dln_store *store, int64_t id, dln_arena *arena,
                               dln_error *err) DLN_MUST_CHECK;
// The incident that `id` is a part of now: itself, unless it was merged.
dln_status dln_incident_root(dln_store *store, int64_t id, int64_t *out,
                             dln_error *err) DLN_MUST_CHECK;
// Fails with DLN_NOT_FOUND, in words, unless there is an incident of that id.
dln_status dln_incident_expect(dln_store *store, int64_t id, dln_error *err) DLN_MUST_CHECK;

#endif
