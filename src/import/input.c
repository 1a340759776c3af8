#include "import/input.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

void dln_import_input_init(dln_import_input *input, dln_read_bytes read_bytes, void *context) {
    input->read_bytes = read_bytes;
    input->context = context;
    input->at = input->count = 0;
    input->line = 1;
    input->failed = false;
}

// Whole, however small the pieces are that a pipe gives: what a file is shows in its first line.
static bool fill(dln_import_input *input) {
    ptrdiff_t got = 1;
    input->at = input->count = 0;
    while (!input->failed && got > 0 && input->count < sizeof input->bytes) {
        got = input->read_bytes(input->context, input->bytes + input->count,
                                sizeof input->bytes - input->count);
        if (got < 0) {
            input->failed = true;
            snprintf(input->reason, sizeof input->reason, "%s", strerror(errno));
        }
        input->count += got > 0 ? (size_t)got : 0;
    }
    return input->count > 0;
}

int dln_import_input_peek(dln_import_input *input) {
    if (input->at == input->count && !fill(input))
        return -1;
    return (unsigned char)input->bytes[input->at];
}

int dln_import_input_next(dln_import_input *input) {
    int c = dln_import_input_peek(input);
    if (c >= 0)
        input->at++;
    input->line += c == '\n';
    return c;
}
