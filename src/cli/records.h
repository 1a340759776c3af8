// Records gathered from the store, for what needs all of them at once.
#ifndef DLN_CLI_RECORDS_H
#define DLN_CLI_RECORDS_H

#include "dateline/dateline.h"

typedef struct cli_records {
    dln_arena *arena; // holds the records and all they point to
    dln_record *items;
    size_t count, capacity;
} cli_records;

// A dln_record_visitor that copies into the cli_records given as context.
dln_status cli_records_gather(void *records, const dln_record *record, dln_error *err);

#endif
