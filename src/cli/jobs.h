// Work in parallel with order kept: items go in and come out in one thread, and are worked on in
// others.
//
//   for each input:  i = cli_jobs_claim(jobs); fill item i; cli_jobs_submit(jobs);
//   at the end:      cli_jobs_drain(jobs); cli_jobs_free(jobs);
//
// The caller owns the items, an array of which this file knows the numbers only: a ring that is
// filled, worked on and finished round and round. So memory is bounded by the number of items, and
// a reader that is faster than the workers waits for them.
#ifndef DLN_CLI_JOBS_H
#define DLN_CLI_JOBS_H

#include "dateline/base.h"

typedef struct cli_jobs cli_jobs;

typedef struct cli_jobs_plan {
    size_t workers;    // 1: no thread is started, everything happens in the calling one
    size_t item_count; // at least 1; with several workers a few for each
    // Called once for each submitted item, in any thread and several at once: may write the item
    // and nothing else.
    void (*work)(void *context, size_t item);
    // Called behind `work` in the thread that submits, in the order of submission.
    void (*finish)(void *context, size_t item);
    void *context;
} cli_jobs_plan;

// More would only wait for the one thread that reads and writes.
enum { CLI_JOBS_MOST = 256 };

// Threads are started as items wait for them; one item never costs more than one thread.
dln_status cli_jobs_new(const cli_jobs_plan *plan, cli_jobs **out, dln_error *err) DLN_MUST_CHECK;
// The item to fill next, the same one until it is submitted. Finishes those that are done, and
// waits for the oldest when all are in use.
size_t cli_jobs_claim(cli_jobs *jobs);
// Hands the claimed item over.
void cli_jobs_submit(cli_jobs *jobs);
// Waits until every submitted item is finished.
void cli_jobs_drain(cli_jobs *jobs);
// Waits for the work under way; what was submitted and not finished is dropped. NULL is allowed.
void cli_jobs_free(cli_jobs *jobs);

// The processors this process may run on: at least 1, at most CLI_JOBS_MOST.
size_t cli_jobs_processors(void);

#endif
