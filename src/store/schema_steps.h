// The steps that bring an older schema up to date, one a version.
#ifndef DLN_STORE_SCHEMA_STEPS_H
#define DLN_STORE_SCHEMA_STEPS_H

#include "base/qml.h"
#include "store/database.h"

// Version 1 → 2: the further sentences of a report, and what finds a place inside a rougher one.
dln_status dln_schema_add_further_sentences(dln_store *store, dln_error *err) DLN_MUST_CHECK;
// Version 2 → 3: corrections that last, places that are taught, and how rough the ends of a way
// are.
dln_status dln_schema_add_corrections(dln_store *store, dln_error *err) DLN_MUST_CHECK;

// Version 3 → 4: ways that an analyst has corrected.
dln_status dln_schema_add_corrected_ways(dln_store *store, dln_error *err) DLN_MUST_CHECK;

// The style that QGIS draws a table or view with.
dln_status dln_schema_add_style(dln_store *store, const char *table, dln_qml_layer layer,
                                dln_error *err) DLN_MUST_CHECK;

#endif
