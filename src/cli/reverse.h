// dateline geocode --reverse: what lies around a position.
#ifndef DLN_CLI_REVERSE_H
#define DLN_CLI_REVERSE_H

#include "cli/options.h"

typedef struct cli_reverse_options {
    bool given;
    dln_lonlat at;
    size_t limit;
    cli_format format;
} cli_reverse_options;

// Prints it; returns the exit status.
int cli_reverse(const cli_reverse_options *options);

#endif
