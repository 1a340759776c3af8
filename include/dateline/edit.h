// An analyst's corrections: kept beside what the machine said, never overwritten by a later ingest.
//
// Every command is one operation, written to the table `edit` with who, when and what was before.
// An incident is what its reports together say, with the corrections that stand laid over it; so a
// report that is read again, or one more that tells of it, changes only what nobody has corrected.
#ifndef DATELINE_EDIT_H
#define DATELINE_EDIT_H

#include "dateline/store.h"

DLN_BEGIN_DECLS

// What can be corrected. A place is corrected as a whole, and so are a date, each end of a way, and
// all stops between them.
typedef enum dln_correctable {
    DLN_FIELD_TYPE,
    DLN_FIELD_SUBTYPE,
    DLN_FIELD_STATUS,
    DLN_FIELD_WHEN,
    DLN_FIELD_WHERE,
    DLN_FIELD_ACTOR,
    DLN_FIELD_TARGET,
    DLN_FIELD_WEAPON,
    DLN_FIELD_OBJECT,
    DLN_FIELD_COUNT,
    DLN_FIELD_FATALITIES,
    DLN_FIELD_INJURED,
    DLN_FIELD_ORIGIN,
    DLN_FIELD_VIA,
    DLN_FIELD_DESTINATION,
    DLN_FIELDS, // how many
} dln_correctable;

typedef struct dln_correction {
    uint32_t fields;     // bits 1 << dln_correctable
    dln_incident values; // of those fields; what is not said there is corrected to "not said"
} dln_correction;

// Who works on the database, and when: the library knows neither clock nor user.
typedef struct dln_signature {
    dln_str author;
    dln_str made_at; // "2024-08-05T14:00:00Z"
    dln_str note;    // why, may be none
} dln_signature;

// All of these: DLN_NOT_FOUND when there is no such incident, or it was merged into another.
// Where the place of an incident is an end of its way, correcting the one corrects the other.
DLN_API dln_status dln_store_edit(dln_store *store, int64_t id, const dln_correction *correction,
                                  const dln_signature *by, dln_error *err) DLN_MUST_CHECK;
// Accepted: somebody has read it and agrees. Rejected: no incident, or not ours; it stays, hidden
// from queries that do not ask for it, so that the next report of it is hidden as well.
DLN_API dln_status dln_store_review(dln_store *store, int64_t id, dln_review review,
                                    const dln_signature *by, dln_error *err) DLN_MUST_CHECK;
DLN_API dln_status dln_store_note(dln_store *store, int64_t id, const dln_signature *by,
                                  dln_error *err) DLN_MUST_CHECK;
// `other` becomes a part of `id`, with its sources; what tells of `other` from now on goes there.
DLN_API dln_status dln_store_merge(dln_store *store, int64_t id, int64_t other,
                                   const dln_signature *by, dln_error *err) DLN_MUST_CHECK;
// Takes sources (dln_evidence.id) away from an incident, at least one and not all, and makes a new
// incident of them, whose id goes to *made.
DLN_API dln_status dln_store_split(dln_store *store, int64_t id, const int64_t *evidence,
                                   size_t count, const dln_signature *by, int64_t *made,
                                   dln_error *err) DLN_MUST_CHECK;

// One line of an incident's history.
typedef struct dln_edit {
    int64_t operation;   // the same for all lines of one command
    int64_t incident_id; // also of incidents that were merged into the one asked for
    dln_str made_at, author;
    dln_str action;        // edit, accept, reject, note, merge, split, undo
    dln_str field;         // a column of the tables `incident` or `movement`, none where the action
                           // says all
    dln_str before, after; // as text, none where nothing was said
    dln_str note;
    bool undone;
} dln_edit;
// The history of an incident in `arena`, oldest first. Of one that is gone as well.
DLN_API dln_status dln_store_history(dln_store *store, int64_t id, dln_arena *arena,
                                     const dln_edit **out, size_t *count,
                                     dln_error *err) DLN_MUST_CHECK;
// Takes back the last operation on incident `id`, or with 0 the last of all; tells which in *out,
// whose strings live in `arena`. DLN_NOT_FOUND when there is none, DLN_INVALID when a later
// operation on a part of it must be undone first.
DLN_API dln_status dln_store_undo(dln_store *store, int64_t id, const dln_signature *by,
                                  dln_arena *arena, dln_edit *out, dln_error *err) DLN_MUST_CHECK;

// A place that an analyst has taught this database: "the base" is there.
typedef struct dln_taught_place {
    dln_str name;
    dln_where where; // its name is the one to show: the same, or the place's usual one
    dln_str author, made_at;
} dln_taught_place;
// One of that name, whatever its case, is replaced.
DLN_API dln_status dln_store_teach(dln_store *store, const dln_taught_place *place,
                                   dln_error *err) DLN_MUST_CHECK;
DLN_API dln_status dln_store_forget(dln_store *store, dln_str name, dln_error *err) DLN_MUST_CHECK;
DLN_API dln_status dln_store_taught(dln_store *store, dln_arena *arena,
                                    const dln_taught_place **out, size_t *count,
                                    dln_error *err) DLN_MUST_CHECK;

// The stored report behind `*key` (0: the first), in `arena`; `*key` becomes its own.
// DLN_NOT_FOUND at the end.
DLN_API dln_status dln_store_next_report(dln_store *store, int64_t *key, dln_arena *arena,
                                         dln_report *out, dln_error *err) DLN_MUST_CHECK;
// Like dln_store_ingest, but a report that has not changed is stored anew as well: what better
// extraction finds in it replaces what was found before. Incidents that are told again in the same
// sentence keep their id.
DLN_API dln_status dln_store_reextract(dln_store *store, const dln_report *report,
                                       const dln_extraction *extraction, dln_ingest_counts *out,
                                       dln_error *err) DLN_MUST_CHECK;

DLN_END_DECLS

#endif
