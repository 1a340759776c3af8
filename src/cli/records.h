// Records gathered from the store, for a map, which needs all of them at once.
#ifndef DLN_CLI_RECORDS_H
#define DLN_CLI_RECORDS_H

#include "dateline/dateline.h"

typedef struct cli_records {
    dln_arena *arena; // holds what the records point to
    dln_record *items;
    size_t count, capacity;
} cli_records;

// A dln_record_visitor that copies into the cli_records given as context: all but the sentences and
// the reasons, which no map shows.
dln_status cli_records_gather(void *records, const dln_record *record, dln_error *err);
// Frees all, the arena too.
void cli_records_free(cli_records *records);

#endif
