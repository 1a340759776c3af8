// Incidents as a map needs them: all at once, and little of each.
#ifndef DATELINE_SKETCH_H
#define DATELINE_SKETCH_H

#include "dateline/store.h"

DLN_BEGIN_DECLS

// As dln_store_query, in a tenth of its time: in no order, and with only what a map draws. Of the
// incident: kind, day, name, feature, country and position of its places, actor, target, and how
// many were killed and injured at least. Of its evidence a row a report, with report_id, source and
// day.
DLN_API dln_status dln_store_sketch(dln_store *store, const dln_filter *filter,
                                    dln_record_visitor visit, void *context,
                                    dln_error *err) DLN_MUST_CHECK;

DLN_END_DECLS

#endif
