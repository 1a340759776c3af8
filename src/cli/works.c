#include "cli/works.h"

#include <stdlib.h>

#include "cli/cli.h"
#include "cli/jobs.h"

// Reports in use at once for each worker: so many that a long one does not leave the others without
// work, so few that their arenas stay small together.
enum { REPORTS_PER_WORKER = 4 };
// What a report may leave allocated for the next in its place. One huge report must not hold its
// memory for the rest of the batch.
enum { TEXT_KEPT_BYTES = 1 << 20 };

struct cli_works {
    const cli_visitor *visitor;
    cli_jobs *jobs;
    cli_work *items;
    size_t count;
    size_t undated;
    int status;
    bool stop;
};

static bool is_final(dln_status status) {
    return cli_exit_of(status) == CLI_SYSTEM;
}

static void work_on(void *context, size_t number) {
    const cli_works *w = context;
    cli_work *work = &w->items[number];
    if (work->was_read)
        work->status = w->visitor->work(w->visitor->context, work, &work->err);
}

static void finish(void *context, size_t number) {
    cli_works *w = context;
    cli_work *work = &w->items[number];
    if (w->stop)
        return;
    w->undated += work->was_read && work->report.date == DLN_DAY_NONE;
    if (work->was_read && work->report.encoding_guessed)
        cli_say("%.*s is not UTF-8 and does not say what it is: read as windows-1252; "
                "--encoding NAME tells another",
                DLN_STR_ARG(work->report.id));
    if (work->status == DLN_OK)
        work->status = w->visitor->finish(w->visitor->context, work, &work->err);
    if (work->status == DLN_OK)
        return;
    w->status = cli_worse(w->status, cli_fail(&work->err));
    w->stop = work->was_read && is_final(work->status); // what cannot be read ends its file only
}

static void free_works(cli_works *w) {
    cli_jobs_free(w->jobs);
    for (size_t i = 0; i < w->count; i++) {
        dln_arena_free(w->items[i].arena);
        dln_buffer_free(&w->items[i].text);
    }
    free(w->items);
    free(w);
}

static dln_status make_items(cli_works *w, size_t count, dln_error *err) {
    w->items = calloc(count, sizeof *w->items);
    if (!w->items)
        return dln_fail_memory(err);
    dln_status status = DLN_OK;
    for (; w->count < count && status == DLN_OK; w->count++)
        status = dln_arena_new(&w->items[w->count].arena, err);
    return status;
}

dln_status cli_works_new(const cli_visitor *visitor, size_t jobs, cli_works **out, dln_error *err) {
    cli_works *w = calloc(1, sizeof *w);
    if (!w)
        return dln_fail_memory(err);
    w->visitor = visitor;
    size_t workers = jobs ? jobs : cli_jobs_processors();
    if (workers > CLI_JOBS_MOST)
        workers = CLI_JOBS_MOST;
    size_t count = workers > 1 ? workers * REPORTS_PER_WORKER : 1;
    cli_jobs_plan plan = {workers, count, work_on, finish, w};
    dln_status status = make_items(w, count, err);
    if (status == DLN_OK)
        status = cli_jobs_new(&plan, &w->jobs, err);
    if (status == DLN_OK)
        *out = w;
    else
        free_works(w);
    return status;
}

cli_work *cli_works_claim(cli_works *w) {
    cli_work *work = &w->items[cli_jobs_claim(w->jobs)];
    dln_arena_reset(work->arena);
    if (work->text.capacity > TEXT_KEPT_BYTES)
        dln_buffer_free(&work->text);
    dln_buffer_clear(&work->text);
    *work = (cli_work){.arena = work->arena, .text = work->text};
    return w->stop ? NULL : work;
}

void cli_works_submit(cli_works *w) {
    cli_jobs_submit(w->jobs);
}

void cli_works_settle(cli_works *w) {
    cli_jobs_drain(w->jobs);
}

void cli_works_complain(cli_works *w, const dln_error *err) {
    cli_jobs_drain(w->jobs);
    if (w->stop)
        return;
    w->status = cli_worse(w->status, cli_fail(err));
    w->stop = is_final(err->status);
}

int cli_works_end(cli_works *w, size_t *undated) {
    cli_jobs_drain(w->jobs);
    int status = w->status;
    if (undated)
        *undated = w->undated;
    free_works(w);
    return status;
}
