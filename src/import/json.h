// GeoJSON features as records.
#ifndef DLN_IMPORT_JSON_H
#define DLN_IMPORT_JSON_H

#include "import/row.h"

// `*skipped`: the feature is the way of an incident, which the incident holds already.
dln_status dln_import_feature(dln_row_cells *row, dln_str text, dln_record *out,
                              bool *skipped) DLN_MUST_CHECK;

#endif
