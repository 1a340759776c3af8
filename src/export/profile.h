// For the tables of other projects' columns: which of our words is which of theirs.
#ifndef DLN_EXPORT_PROFILE_H
#define DLN_EXPORT_PROFILE_H

#include "export/columns.h"

// ACLED's and UCDP's tables have their columns in every layer.
#define DLN_COLUMN(name, brief, kind, get)                                                         \
    { name, brief, kind, DLN_IN_ALL, get }

// Always null: a column that the profile has and dateline knows nothing for.
dln_cell dln_cell_unknown(const dln_record *record, dln_buffer *scratch);
dln_cell dln_cell_year(const dln_record *record, dln_buffer *scratch);
dln_cell dln_cell_country(const dln_record *record, dln_buffer *scratch); // by name
dln_cell dln_cell_publishers(const dln_record *record, dln_buffer *scratch);

#endif
