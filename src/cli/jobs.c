#define _GNU_SOURCE // sched_getaffinity: the processors of a container are fewer than the machine's
#include "cli/jobs.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

// Items are counted from the first submitted one; item number n lies in place n % item_count.
// finished <= taken <= submitted <= finished + item_count.
struct cli_jobs {
    cli_jobs_plan plan;
    pthread_mutex_t lock; // guards what follows
    pthread_cond_t may_work, may_finish;
    size_t submitted, taken, finished;
    bool *done; // by place: worked on and not yet finished
    bool stop;
    size_t thread_count;
    pthread_t threads[CLI_JOBS_MOST];
};

dln_status cli_jobs_new(const cli_jobs_plan *plan, cli_jobs **out, dln_error *err) {
    cli_jobs *jobs = calloc(1, sizeof *jobs);
    bool *done = calloc(plan->item_count, sizeof *done);
    if (!jobs || !done) {
        free(jobs);
        free(done);
        return dln_fail_memory(err);
    }
    jobs->plan = *plan;
    jobs->done = done;
    if (jobs->plan.workers > CLI_JOBS_MOST)
        jobs->plan.workers = CLI_JOBS_MOST;
    // With default attributes none of these can fail.
    (void)pthread_mutex_init(&jobs->lock, NULL);
    (void)pthread_cond_init(&jobs->may_work, NULL);
    (void)pthread_cond_init(&jobs->may_finish, NULL);
    *out = jobs;
    return DLN_OK;
}

static void *work_on_items(void *argument) {
    cli_jobs *jobs = argument;
    (void)pthread_mutex_lock(&jobs->lock);
    for (;;) {
        while (jobs->taken == jobs->submitted && !jobs->stop)
            (void)pthread_cond_wait(&jobs->may_work, &jobs->lock);
        if (jobs->stop)
            break;
        size_t number = jobs->taken++, place = number % jobs->plan.item_count;
        (void)pthread_mutex_unlock(&jobs->lock);
        jobs->plan.work(jobs->plan.context, place);
        (void)pthread_mutex_lock(&jobs->lock);
        jobs->done[place] = true;
        if (number == jobs->finished) // nobody waits for any other
            (void)pthread_cond_signal(&jobs->may_finish);
    }
    (void)pthread_mutex_unlock(&jobs->lock);
    return NULL;
}

// Finishes what is done, in order, and at least until no more than `left` items are in use.
static void finish_until(cli_jobs *jobs, size_t left) {
    size_t count = jobs->plan.item_count;
    (void)pthread_mutex_lock(&jobs->lock);
    while (jobs->finished < jobs->submitted) {
        size_t place = jobs->finished % count;
        if (!jobs->done[place]) {
            if (jobs->submitted - jobs->finished <= left)
                break;
            (void)pthread_cond_wait(&jobs->may_finish, &jobs->lock);
            continue;
        }
        (void)pthread_mutex_unlock(&jobs->lock);
        jobs->plan.finish(jobs->plan.context, place);
        (void)pthread_mutex_lock(&jobs->lock);
        jobs->done[place] = false;
        jobs->finished++;
    }
    (void)pthread_mutex_unlock(&jobs->lock);
}

size_t cli_jobs_claim(cli_jobs *jobs) {
    finish_until(jobs, jobs->plan.item_count - 1);
    return jobs->submitted % jobs->plan.item_count; // written by this thread only
}

// Another worker, while there are more items in use than workers. Where the system gives no thread,
// those that there are do the work; without any it is done here.
static void start_worker(cli_jobs *jobs) {
    bool wanted = jobs->plan.workers > 1 && jobs->thread_count < jobs->plan.workers &&
                  jobs->thread_count <= jobs->submitted - jobs->finished;
    if (!wanted)
        return;
    if (pthread_create(&jobs->threads[jobs->thread_count], NULL, work_on_items, jobs) == 0)
        jobs->thread_count++;
    else
        jobs->plan.workers = jobs->thread_count;
}

void cli_jobs_submit(cli_jobs *jobs) {
    start_worker(jobs);
    if (jobs->thread_count == 0) {
        size_t place = jobs->submitted % jobs->plan.item_count;
        jobs->plan.work(jobs->plan.context, place);
        jobs->plan.finish(jobs->plan.context, place);
        jobs->submitted++;
        jobs->taken = jobs->finished = jobs->submitted;
        return;
    }
    (void)pthread_mutex_lock(&jobs->lock);
    jobs->submitted++;
    (void)pthread_cond_signal(&jobs->may_work);
    (void)pthread_mutex_unlock(&jobs->lock);
}

void cli_jobs_drain(cli_jobs *jobs) {
    finish_until(jobs, 0);
}

void cli_jobs_free(cli_jobs *jobs) {
    if (!jobs)
        return;
    (void)pthread_mutex_lock(&jobs->lock);
    jobs->stop = true;
    (void)pthread_cond_broadcast(&jobs->may_work);
    (void)pthread_mutex_unlock(&jobs->lock);
    for (size_t i = 0; i < jobs->thread_count; i++)
        (void)pthread_join(jobs->threads[i], NULL);
    (void)pthread_cond_destroy(&jobs->may_finish);
    (void)pthread_cond_destroy(&jobs->may_work);
    (void)pthread_mutex_destroy(&jobs->lock);
    free(jobs->done);
    free(jobs);
}

size_t cli_jobs_processors(void) {
    cpu_set_t may_run_on;
    if (sched_getaffinity(0, sizeof may_run_on, &may_run_on) != 0)
        return 1;
    int count = CPU_COUNT(&may_run_on);
    return count < 1 ? 1 : count > CLI_JOBS_MOST ? (size_t)CLI_JOBS_MOST : (size_t)count;
}
