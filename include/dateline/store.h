// The database: reports, incidents, movements and their evidence in SpatiaLite.
#ifndef DATELINE_STORE_H
#define DATELINE_STORE_H

#include "dateline/extract.h"
#include "dateline/filter.h"
#include "dateline/geo.h"
#include "dateline/incident.h"
#include "dateline/report.h"

DLN_BEGIN_DECLS

// An open database. It belongs to one thread at a time.
typedef struct dln_store dln_store;

typedef enum dln_store_mode {
    DLN_STORE_READ,  // must exist
    DLN_STORE_WRITE, // made if missing, migrated if older
} dln_store_mode;

DLN_API dln_status dln_store_open(const char *path, dln_store_mode mode, dln_store **out,
                                  dln_error *err) DLN_MUST_CHECK;
DLN_API void dln_store_close(dln_store *store);

typedef struct dln_ingest_counts {
    size_t incidents_new;    // not known before
    size_t incidents_merged; // one more source of a known incident
    bool unchanged;          // this report was stored already, with the same content
} dln_ingest_counts;
// One report, one transaction: all of it or nothing. A report whose id is known is replaced.
DLN_API dln_status dln_store_ingest(dln_store *store, const dln_report *report,
                                    const dln_extraction *extraction, dln_ingest_counts *out,
                                    dln_error *err) DLN_MUST_CHECK;

// In bulk many reports, or imported incidents, share a transaction, which is several times faster:
// a crash costs what came since the last `reports_at_once` were full (0: only the end is one), and
// others wait that long for the database. Filling an empty database with only the end as one is
// faster still: its indexes are made last. A report that fails is still taken back alone. Ends with
// dln_store_end_bulk; a store that is closed before keeps only the full ones.
DLN_API dln_status dln_store_begin_bulk(dln_store *store, size_t reports_at_once,
                                        dln_error *err) DLN_MUST_CHECK;
DLN_API dln_status dln_store_end_bulk(dln_store *store, dln_error *err) DLN_MUST_CHECK;

// An incident out of a file, with its sources. It keeps its id where that is free.
typedef enum dln_import_outcome {
    DLN_IMPORT_NEW,
    DLN_IMPORT_RENUMBERED, // new, under another id: another incident has its own
    DLN_IMPORT_KNOWN,      // it was there, as it is or corrected since: nothing changed
} dln_import_outcome;
struct dln_record;
DLN_API dln_status dln_store_import(dln_store *store, const struct dln_record *record,
                                    dln_import_outcome *out, dln_error *err) DLN_MUST_CHECK;

// A sentence that tells of an incident. A report has one that names it, with the trigger, and may
// have `further` ones, which something of the incident was taken from.
typedef struct dln_evidence {
    int64_t id; // the same for all sentences that one report tells of it; see dln_store_split
    dln_str report_id, title, source, url;
    dln_day published;
    dln_str sentence;
    uint32_t begin, end; // code points in that report
    double confidence;
    dln_str place_reason, date_reason;
    dln_str merge_reason; // why it was taken for the same incident; none for the first
    bool further;         // then without reasons, which stand with the report's other sentence
} dln_evidence;

// A stored incident. `incident.sentence`, `trigger` and `place_spans` are not filled.
typedef struct dln_record {
    int64_t id;
    dln_incident incident;
    dln_review review;
    bool corrected, has_distance; // an analyst changed some of it; the filter has a `near`
    double distance_m;            // from there, by its nearest part: 0 at the very spot
    const dln_evidence *evidence; // oldest report first, the sentences of one in order
    size_t evidence_count;
} dln_record;

// How many reports tell of it: further sentences of one are not counted.
static inline size_t dln_record_source_count(const dln_record *record) {
    size_t count = 0;
    for (size_t i = 0; i < record->evidence_count; i++)
        count += !record->evidence[i].further;
    return count;
}

// Called for each incident in order of date, then id (of distance, with `nearest`); what it points
// to lives until it returns. Returning anything but DLN_OK stops the query, and the query returns
// that.
typedef dln_status (*dln_record_visitor)(void *context, const dln_record *record, dln_error *err);
DLN_API dln_status dln_store_query(dln_store *store, const dln_filter *filter,
                                   dln_record_visitor visit, void *context,
                                   dln_error *err) DLN_MUST_CHECK;
// One incident, in `arena`; DLN_NOT_FOUND if there is none of that id.
DLN_API dln_status dln_store_get(dln_store *store, int64_t id, dln_arena *arena, dln_record *out,
                                 dln_error *err) DLN_MUST_CHECK;

DLN_END_DECLS

#endif
