// The filters, the same for query, map and export.
#ifndef DLN_CLI_FILTER_OPTIONS_H
#define DLN_CLI_FILTER_OPTIONS_H

#include "cli/options.h"

enum { CLI_FILTER_OPTIONS = 24 };

// What the user typed; cli_filter_build makes a dln_filter of it.
typedef struct cli_filter {
    dln_filter filter; // ready but for the places below
    const char *in, *near_place, *polygon, *along, *between_from, *between_to;
    const char *database;
    double within_km;
    cli_option options[CLI_FILTER_OPTIONS]; // table for cli_usage
} cli_filter;

void cli_filter_init(cli_filter *filter);
// Looks up --in, --near and --polygon. What the filter points to lives in `arena`.
dln_status cli_filter_build(cli_filter *filter, dln_arena *arena, dln_error *err) DLN_MUST_CHECK;
// The region that the filter asks for; false when it asks for none.
bool cli_filter_region(const dln_filter *filter, dln_box *out);

#endif
