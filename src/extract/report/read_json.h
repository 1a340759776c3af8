// Cuts a JSON text into the objects it holds, so that an array of any length needs the memory of
// one report, and a damaged one spoils no other.
#ifndef DLN_EXTRACT_REPORT_READ_JSON_H
#define DLN_EXTRACT_REPORT_READ_JSON_H

#include "extract/report/read_input.h"

typedef struct dln_json_cutter {
    bool in_array; // between '[' and its ']'
} dln_json_cutter;

// The next value at the top or in the top array, and the line it begins in. DLN_NOT_FOUND at the
// end; DLN_BAD_INPUT when the text breaks off inside a value or array (the end comes next).
// `*value` lives until the next call.
dln_status dln_json_cut(dln_json_cutter *cutter, dln_input *input, dln_str *value, size_t *line,
                        dln_error *err) DLN_MUST_CHECK;

#endif
