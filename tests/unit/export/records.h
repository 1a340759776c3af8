// Records to export, and exports into memory.
#ifndef DLN_TESTS_EXPORT_RECORDS_H
#define DLN_TESTS_EXPORT_RECORDS_H

#include "unit/cmocka_main.h"

#include "dateline/export.h"

// A strike at Palmyra with one source, all that can be said said.
dln_record sample_record(void);
// A movement from 170° east to 170° west with a stop between.
dln_record pacific_record(void);
// A text that means something to every format: quotes, markup, formulas, control characters.
dln_str hostile_text(void);

// The whole file. The caller frees it with dln_buffer_free.
dln_buffer exported(dln_export_format format, dln_export_profile profile, const dln_record *records,
                    size_t count);
// Appends to the dln_buffer that `context` is.
dln_status append_bytes(void *context, dln_str bytes, dln_error *err);

#endif
