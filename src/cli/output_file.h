// A file that is written through a temporary one beside it: whole or not at all. What is no regular
// file (/dev/null, a pipe) is written to as it stands.
#ifndef DLN_CLI_OUTPUT_FILE_H
#define DLN_CLI_OUTPUT_FILE_H

#include <stdio.h>

#include "dateline/base.h"

typedef struct cli_output {
    const char *path; // "-" is standard output
    dln_buffer temporary;
    FILE *file;
} cli_output;

// `path` must be set.
dln_status cli_output_open(cli_output *out, dln_error *err) DLN_MUST_CHECK;
// A dln_write_bytes whose context is the cli_output.
dln_status cli_output_write(void *context, dln_str bytes, dln_error *err);
// Puts the file in its place when `status` is DLN_OK, else removes it. Returns `status`, or why the
// file could not be put there.
dln_status cli_output_close(cli_output *out, dln_status status, dln_error *err);

#endif
