// The history of an incident as text for a person, and as JSON.
#ifndef DLN_CLI_HISTORY_H
#define DLN_CLI_HISTORY_H

#include "base/json.h"
#include "dateline/dateline.h"

typedef struct cli_history {
    const dln_edit *items;
    size_t count;
} cli_history;

// A line an operation, below a heading; nothing without any. `id` is the incident's: what was done
// to another that was merged into it says which.
dln_status cli_history_print(const cli_history *history, int64_t id, dln_error *err) DLN_MUST_CHECK;
// The member "history": an array, a row of the table `edit` each.
void cli_json_history(dln_json *json, const cli_history *history);

#endif
