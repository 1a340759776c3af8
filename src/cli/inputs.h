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
    {                                                                                              \
        "jobs|j", "N", "work on N reports at once (one a processor)", cli_parse_count,             \
            &(inputs).jobs                                                                         \
    }

// One report on its way through a command. Everything in it is that report's alone.
typedef struct cli_work {
    dln_report report;
    bool was_read;        // false: `status` and `err` say why there is no report
    dln_arena *arena;     // the report lives in it, and what is found; reset before the next report
    dln_extraction found; // for `work` to fill: zero before
    dln_buffer text;      // the same: empty before
    dln_status status;    // whether reading, then working, succeeded
    dln_error err;
} cli_work;

// What a command does with each report. A status other than DLN_OK is said and counts for this
// report; DLN_NO_MEMORY, DLN_IO and database failures end the batch.
typedef struct cli_visitor {
    // In any thread, with several reports at once.
    dln_status (*work)(const void *context, cli_work *work, dln_error *err);
    // In the calling thread, in the order of the input, where `work` succeeded.
    dln_status (*finish)(void *context, const cli_work *work, dln_error *err);
    void *context;
} cli_visitor;
// Visits all; what cannot be read is said on standard error, in order, and the rest goes on.
// Returns the gravest exit status. `undated`, if not NULL, counts the reports without a day of
// publication.
int cli_visit_reports(const cli_inputs *inputs, const cli_visitor *visitor, size_t *undated);
// How many files the paths hold (for a progress bar); standard input counts as one.
size_t cli_count_files(const cli_inputs *inputs);
// One line if any report had no day of publication.
void cli_say_undated(size_t undated);

#endif
