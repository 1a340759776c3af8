// Reports that are worked on several at once, and finished in order.
//
//   for each report:  work = cli_works_claim(works); fill it; cli_works_submit(works);
//   at the end:       status = cli_works_end(works);
#ifndef DLN_CLI_WORKS_H
#define DLN_CLI_WORKS_H

#include "cli/options.h"

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
typedef struct cli_works cli_works;

#define CLI_JOBS_OPTION(jobs)                                                                      \
    { "jobs|j", "N", "work on N reports at once (one a processor)", cli_parse_count, &(jobs) }

// `jobs` 0: as many as there are processors. `visitor` must outlive the works.
dln_status cli_works_new(const cli_visitor *visitor, size_t jobs, cli_works **out,
                         dln_error *err) DLN_MUST_CHECK;
// An empty one to fill; NULL: something final has been said, and there is no use in going on.
cli_work *cli_works_claim(cli_works *works);
// Hands the claimed one over. Without `was_read` it is not worked on: `status` and `err` are said
// in its turn.
void cli_works_submit(cli_works *works);
// Says that something else is wrong, behind what the reports before have to say.
void cli_works_complain(cli_works *works, const dln_error *err);
// Waits until all that was submitted is finished, so that what is said next stands behind it.
void cli_works_settle(cli_works *works);
// Waits for all of them; returns the gravest exit status. `undated`, if not NULL, counts those
// without a day of publication.
int cli_works_end(cli_works *works, size_t *undated);

#endif
