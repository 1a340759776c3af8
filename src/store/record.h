// Stored incidents as values: reading them, writing them.
#ifndef DLN_STORE_RECORD_H
#define DLN_STORE_RECORD_H

#include "store/claim.h"
#include "store/database.h"
#include "store/merge.h"

// The incident with its stops, in `arena`; DLN_NOT_FOUND without a message if there is none.
dln_status dln_record_read_incident(dln_store *store, int64_t id, dln_arena *arena,
                                    dln_incident *out, dln_error *err) DLN_MUST_CHECK;
// The same with its evidence.
dln_status dln_record_read(dln_store *store, int64_t id, dln_arena *arena, dln_record *out,
                           dln_error *err) DLN_MUST_CHECK;
// The columns that dln_record_take reads, of an incident `i` and its way `m`.
#define DLN_RECORD_COLUMNS " i.id, m.id, m.evidence_id, i.review, i.corrected," DLN_CLAIM_COLUMNS
// The record of a row, with stops and evidence in `arena`; what the row says is borrowed from it.
dln_status dln_record_take(dln_store *store, sqlite3_stmt *statement, dln_arena *arena,
                           dln_record *out, dln_error *err) DLN_MUST_CHECK;
// The stops of its way, told by that evidence (0: by an analyst).
dln_status dln_record_read_way(dln_store *store, int64_t id, int64_t evidence_id, dln_arena *arena,
                               dln_incident *out, dln_error *err) DLN_MUST_CHECK;
// What each report says of an incident, in the order they were stored.
dln_status dln_record_read_claims(dln_store *store, int64_t id, dln_arena *arena,
                                  const dln_claim **out, size_t *count,
                                  dln_error *err) DLN_MUST_CHECK;
// Writes the incident: a new one when `*id` is 0, which then receives its id.
dln_status dln_record_write(dln_store *store, const dln_incident *incident, size_t sources,
                            dln_arena *arena, int64_t *id, dln_error *err) DLN_MUST_CHECK;
// Takes it out of the tables by DLN_SQL_INCIDENT_DELETE or _HIDE, and out of the R-trees.
dln_status dln_record_remove(dln_store *store, int64_t id, dln_sql how,
                             dln_error *err) DLN_MUST_CHECK;
// The same as a new one of that id; 0: of the next.
dln_status dln_record_write_as(dln_store *store, const dln_incident *incident, size_t sources,
                               dln_arena *arena, int64_t *id, dln_error *err) DLN_MUST_CHECK;
// "A, B, C", in `arena`, or none.
dln_str dln_names_of_via(const dln_incident *incident, dln_arena *arena);
// Writes its way, told by that evidence (0: by an analyst), in place of what was there.
dln_status dln_record_write_way(dln_store *store, int64_t id, const dln_incident *incident,
                                int64_t evidence_id, bool is_new, dln_arena *arena,
                                dln_error *err) DLN_MUST_CHECK;

#endif
