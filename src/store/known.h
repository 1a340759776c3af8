// The incidents of a database in memory, as far as it takes to find those that one just told may be
// the same as: who stores many reports asks this, since forty searches in SQL for each incident
// take longer than storing it. It finds what candidates.c finds.
#ifndef DLN_STORE_KNOWN_H
#define DLN_STORE_KNOWN_H

#include "store/candidates.h"

typedef struct dln_known dln_known;

// Where `store->known` should be by now: it is made when so much has been searched for that reading
// all incidents pays, and anew when another process has written. At the begin of a report.
dln_status dln_known_prepare(dln_store *store, dln_error *err) DLN_MUST_CHECK;
// The same without waiting until it pays.
dln_status dln_known_make(dln_store *store, dln_error *err) DLN_MUST_CHECK;
// Appends the ids of incidents that nothing in their type, status, days, places and victims tells
// apart from `told`. An id may come twice.
dln_status dln_known_find(dln_known *known, const dln_incident *told, dln_arena *arena,
                          dln_ids *out, dln_error *err) DLN_MUST_CHECK;

// An incident was written, or taken out. Without a `store->known` they do nothing.
dln_status dln_known_note(dln_store *store, int64_t id, const dln_incident *incident,
                          dln_error *err) DLN_MUST_CHECK;
void dln_known_drop(dln_store *store, int64_t id);
void dln_known_forget(dln_store *store); // something was rolled back

#endif
