// A QGIS project beside the data that it opens, with the ground around them in a file of its own.
#ifndef DLN_CLI_PROJECT_H
#define DLN_CLI_PROJECT_H

#include "cli/layers.h"

typedef struct cli_project {
    const char *path; // the .qgs
    const char *data; // the database, GeoPackage or GeoJSON
    dln_qgis_kind kind;
    dln_coverage *coverage; // of what the data hold
    bool has_region;        // of the filter: the window shows it, not all that is there
    dln_box region;
    dln_str condition;      // SQL that the layers show only; none: all
} cli_project;

// NAME.qgs for NAME.anything, in `arena`.
dln_str cli_project_beside(const char *data, dln_arena *arena);
// Refuses to overwrite a project that QGIS has saved since dateline wrote it.
dln_status cli_project_write(const cli_project *project, const cli_layers *layers, dln_arena *arena,
                             dln_error *err) DLN_MUST_CHECK;

// What of the database passes `filter`, as a condition and as a coverage that the caller frees.
dln_status cli_project_survey(dln_store *store, const dln_filter *filter, dln_arena *arena,
                              cli_project *project, size_t *count, dln_error *err) DLN_MUST_CHECK;

#endif
