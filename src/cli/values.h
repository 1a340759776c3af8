// Mentions, incidents and records as JSON members and as table cells.
#ifndef DLN_CLI_VALUES_H
#define DLN_CLI_VALUES_H

#include "base/json.h"
#include "cli/table.h"
#include "dateline/dateline.h"

// Steps from byte to code-point offsets while offsets grow; may be asked for earlier ones too.
typedef struct cli_codepoints {
    dln_str text;
    size_t byte, codepoint;
} cli_codepoints;
size_t cli_codepoint_at(cli_codepoints *at, size_t byte);

void cli_json_mention(dln_json *json, dln_str text, cli_codepoints *at, const dln_mention *mention);
void cli_json_incident(dln_json *json, dln_str text, cli_codepoints *at,
                       const dln_incident *incident);
// A stored incident: the same members, with "id" and "sources" and without offsets.
void cli_json_record(dln_json *json, const dln_record *record);
// Its object stays open for more members.
void cli_json_open_record(dln_json *json, const dln_record *record);

// The columns of incidents, and their cells (in `arena`).
enum { CLI_INCIDENT_COLUMNS = 11 };
extern const cli_column cli_incident_columns[CLI_INCIDENT_COLUMNS];
// `id` 0: an incident that is not stored, whose first cell stays empty.
void cli_incident_cells(dln_str *cells, int64_t id, const dln_incident *incident, size_t sources,
                        dln_arena *arena);
// What a reader of a table should know of a row: "?" unsure, "~" roughly placed, "*" corrected, "+"
// accepted, "x" rejected, in this order.
const char *cli_mark_text(const dln_record *record);
// "strike/drone", "clash".
dln_str cli_type_text(const dln_incident *incident, dln_arena *arena);
// "7", "3+" (at least 3), "3-5", "" when not said.
dln_str cli_count_text(dln_count count, dln_arena *arena);
// "2024-08-05", "2024-08-03/04", "2023-12-30/2024-01-02" (ISO 8601), "" when open.
dln_str cli_when_text(dln_when when, dln_arena *arena);
// "Iraq → Golan Heights", the place's name, "" when not said.
dln_str cli_where_text(const dln_incident *incident, dln_arena *arena);
dln_str cli_number_text(dln_arena *arena, double value, int decimals);

#endif
