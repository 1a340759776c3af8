// Reading incidents back: dateline's own GeoJSON and CSV, and CSV with the columns of ACLED or
// UCDP.
#ifndef DATELINE_IMPORT_H
#define DATELINE_IMPORT_H

#include "dateline/report.h"
#include "dateline/store.h"

DLN_BEGIN_DECLS

// Longest feature or row that is read: as long as a report may be.
#define DLN_IMPORT_MAX_BYTES DLN_REPORT_MAX_BYTES

// Pulls bytes through `read_bytes` as needed: memory stays flat over a file of any length.
typedef struct dln_importer dln_importer;

// `name` is the file's, for messages and for the ids of rows that name no report; copied. What it
// holds is found out from its first bytes.
DLN_API dln_status dln_importer_new(dln_str name, dln_read_bytes read_bytes, void *context,
                                    dln_importer **out, dln_error *err) DLN_MUST_CHECK;
DLN_API void dln_importer_free(dln_importer *importer);
// The next incident, in `arena`; with at least one piece of evidence; id 0: the file gives none.
// DLN_NOT_FOUND at the end. DLN_BAD_INPUT spoils one row (`err` says file, line and reason): call
// again for the rest. Anything else is final.
DLN_API dln_status dln_importer_next(dln_importer *importer, dln_arena *arena, dln_record *out,
                                     dln_error *err) DLN_MUST_CHECK;

DLN_END_DECLS

#endif
