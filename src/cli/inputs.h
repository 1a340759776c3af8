// The reports a command is given: files, folders and standard input, one after the other.
#ifndef DLN_CLI_INPUTS_H
#define DLN_CLI_INPUTS_H

#include "cli/options.h"
#include "dateline/dateline.h"

typedef struct cli_inputs {
    char **paths; // files, folders (walked in order of name), "-" for standard input
    int path_count;
    bool folders; // whether folders are welcome
    dln_str encoding;
    dln_day date;
    const dln_lexicon *lexicon;
} cli_inputs;

// The options --date and --encoding, as a table for cli_usage.
#define CLI_INPUT_OPTIONS(inputs)                                                                  \
    {"date", "YYYY-MM-DD", "day of publication of every report", cli_parse_day, &(inputs).date}, { \
        "encoding", "NAME", "encoding of the files (UTF-8, windows-1256, …)", cli_parse_string,    \
            &(inputs).encoding                                                                     \
    }

// Called for each report; the arena is reset afterwards. A status other than DLN_OK is said and
// counts for this report; DLN_NO_MEMORY, DLN_IO and database failures end the batch.
typedef dln_status (*cli_report_visitor)(void *context, const dln_report *report, dln_arena *arena,
                                         dln_error *err);
// Visits all; what cannot be read is said on standard error and the rest goes on. Returns the
// gravest exit status. `undated`, if not NULL, counts the reports without a day of publication.
int cli_visit_reports(const cli_inputs *inputs, cli_report_visitor visit, void *context,
                      size_t *undated);
// How many files the paths hold (for a progress bar); standard input counts as one.
size_t cli_count_files(const cli_inputs *inputs);
// One line if any report had no day of publication.
void cli_say_undated(size_t undated);

#endif
