// The bytes of one input, pulled as needed: a window that grows to one report and no further.
#ifndef DLN_EXTRACT_REPORT_READ_INPUT_H
#define DLN_EXTRACT_REPORT_READ_INPUT_H

#include "dateline/report.h"

typedef struct dln_input {
    dln_read_bytes read;
    void *context;
    char *data; // owned; the window is data[begin, end)
    size_t begin, end, size;
    size_t line; // of data[begin], counted from 1
    bool at_end; // nothing more to pull
} dln_input;

void dln_input_init(dln_input *input, dln_read_bytes read, void *context);
void dln_input_free(dln_input *input);

// The window as it is now; what it points to lives until the next call that pulls.
static inline dln_str dln_input_window(const dln_input *input) {
    return (dln_str){input->data ? input->data + input->begin : "", input->end - input->begin};
}
// Pulls once more; DLN_NOT_FOUND at the end of the input.
dln_status dln_input_pull(dln_input *input, dln_error *err) DLN_MUST_CHECK;
// Pulls until the window has `wanted` bytes or the input ends.
dln_status dln_input_fill(dln_input *input, size_t wanted, dln_error *err) DLN_MUST_CHECK;
// Steps over the first `len` bytes of the window, counting lines.
void dln_input_skip(dln_input *input, size_t len);
// Replaces all that is left by `contents` (copied): input converted to another encoding.
dln_status dln_input_replace(dln_input *input, dln_str contents, dln_error *err) DLN_MUST_CHECK;

// The next line without its end; `*number` counts from 1. DLN_NOT_FOUND at the end. A line longer
// than DLN_REPORT_MAX_BYTES is skipped and is DLN_TOO_LARGE. `*line` lives until the next call.
dln_status dln_input_line(dln_input *input, dln_str *line, size_t *number,
                          dln_error *err) DLN_MUST_CHECK;

#endif
