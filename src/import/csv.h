// Rows of a CSV (RFC 4180): quotes doubled, line breaks inside of quotes.
#ifndef DLN_IMPORT_CSV_H
#define DLN_IMPORT_CSV_H

#include "import/input.h"

typedef struct dln_csv_row {
    dln_buffer text; // the fields one after the other
    size_t *ends;
    size_t count, capacity;
    size_t line; // in which it begins
} dln_csv_row;

// DLN_NOT_FOUND at the end, DLN_TOO_LARGE over the limit. Empty lines are no rows.
dln_status dln_csv_read(dln_import_input *input, char separator, dln_csv_row *row,
                        dln_error *err) DLN_MUST_CHECK;
dln_str dln_csv_field(const dln_csv_row *row, size_t index); // "" beyond the last
void dln_csv_row_free(dln_csv_row *row);

#endif
