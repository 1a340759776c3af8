// The reports a command is given: files, folders and standard input, one after the other.
#ifndef DLN_CLI_INPUTS_H
#define DLN_CLI_INPUTS_H

#include "cli/options.h"
#include "cli/works.h"

typedef struct cli_inputs {
    char **paths; // files, folders (walked in order of name), "-" for standard input
    int path_count;
    bool folders; // whether folders are welcome
    dln_str encoding;
    dln_day date;
    size_t jobs;        // reports worked on at once; 0: as many as there are processors
    cli_texts lexicons; // files that add to the bundled lexicon
    const dln_lexicon *lexicon;
} cli_inputs;

// The options --date, --encoding, --lexicon and --jobs, as a table for cli_usage.
#define CLI_INPUT_OPTIONS(inputs)                                                                  \
    {"date", "YYYY-MM-DD", "day of publication of every report", cli_parse_day, &(inputs).date},   \
        {"encoding", "NAME", "encoding of the files (UTF-8, windows-1256, …)", cli_parse_string,   \
         &(inputs).encoding},                                                                      \
        {"lexicon", "FILE", "words that add to the bundled lexicon (can be given again)",          \
         cli_parse_texts, &(inputs).lexicons},                                                     \
        CLI_JOBS_OPTION((inputs).jobs)

// Visits all; what cannot be read is said on standard error, in order, and the rest goes on.
// Returns the gravest exit status. `undated`, if not NULL, counts the reports without a day of
// publication.
int cli_visit_reports(const cli_inputs *inputs, const cli_visitor *visitor, size_t *undated);
// How many files the paths hold (for a progress bar); standard input counts as one.
size_t cli_count_files(const cli_inputs *inputs);
// One line if any report had no day of publication.
void cli_say_undated(size_t undated);

#endif
