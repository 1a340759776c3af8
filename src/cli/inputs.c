#include "cli/inputs.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "cli/jobs.h"

// What a folder is searched for; a file that is named may have any suffix.
static const char *const report_suffixes[] = {".txt",  ".html",  ".htm",   ".xhtml",
                                              ".json", ".jsonl", ".ndjson"};
enum { DEEPEST_FOLDER = 32 }; // symbolic links may go round in circles

// Reports in use at once for each worker: so many that a long one does not leave the others without
// work, so few that their arenas stay small together.
enum { REPORTS_PER_WORKER = 4 };
// What a report may leave allocated for the next in its place. One huge report must not hold its
// memory for the rest of the batch.
enum { TEXT_KEPT_BYTES = 1 << 20 };

typedef struct walk {
    const cli_inputs *inputs;
    const cli_visitor *visitor;
    cli_jobs *jobs;
    cli_work *works;
    size_t work_count;
    size_t undated, files;
    bool only_count;
    int status;
    bool stop;
} walk;

static ptrdiff_t read_file(void *context, char *out, size_t capacity) {
    FILE *file = context;
    size_t got = fread(out, 1, capacity, file);
    return got == 0 && ferror(file) ? -1 : (ptrdiff_t)got;
}

static bool is_final(dln_status status) {
    return cli_exit_of(status) == CLI_SYSTEM;
}

// In order: behind what the reports before have to say.
static void complain(walk *w, const dln_error *err) {
    if (w->only_count)
        return;
    cli_jobs_drain(w->jobs);
    if (!w->stop)
        w->status = cli_worse(w->status, cli_fail(err));
}

static void complain_of_path(walk *w, const char *what, const char *path, const char *why) {
    dln_error err = {0};
    (void)dln_fail(&err, DLN_BAD_INPUT, "%s%s%s", what, path, why);
    complain(w, &err);
}

static void complain_of_system(walk *w, const char *what, const char *path) {
    dln_error err = {0};
    (void)dln_fail(&err, DLN_BAD_INPUT, "%s%s: %s", what, path, strerror(errno));
    complain(w, &err);
}

static void work_on(void *context, size_t number) {
    const walk *w = context;
    cli_work *work = &w->works[number];
    if (work->was_read)
        work->status = w->visitor->work(w->visitor->context, work, &work->err);
}

static void finish(void *context, size_t number) {
    walk *w = context;
    cli_work *work = &w->works[number];
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

// The next place in the ring, empty.
static cli_work *claim(walk *w) {
    cli_work *work = &w->works[cli_jobs_claim(w->jobs)];
    dln_arena_reset(work->arena);
    if (work->text.capacity > TEXT_KEPT_BYTES)
        dln_buffer_free(&work->text);
    dln_buffer_clear(&work->text);
    *work = (cli_work){.arena = work->arena, .text = work->text};
    return work;
}

static void visit_stream(walk *w, FILE *file, const char *name) {
    dln_read_options options = {
        .name = dln_str_from(name), .encoding = w->inputs->encoding, .date = w->inputs->date};
    dln_reader *reader = NULL;
    dln_error err = {0};
    dln_status status =
        dln_reader_new(&options, w->inputs->lexicon, read_file, file, &reader, &err);
    if (status != DLN_OK) {
        complain(w, &err);
        w->stop = w->stop || is_final(status);
        return;
    }
    do {
        cli_work *work = claim(w);
        if (w->stop)
            break;
        status = work->status = dln_reader_next(reader, work->arena, &work->report, &work->err);
        if (status == DLN_NOT_FOUND)
            break;
        work->was_read = status == DLN_OK;
        cli_jobs_submit(w->jobs);
        // Anything else, and this file can be read no further; others may.
    } while (status == DLN_OK || status == DLN_BAD_INPUT || status == DLN_TOO_LARGE);
    dln_reader_free(reader);
}

static void visit_file(walk *w, const char *path) {
    w->files++;
    if (w->only_count)
        return;
    FILE *file = fopen(path, "rb");
    if (!file) {
        complain_of_system(w, "cannot read ", path);
        return;
    }
    visit_stream(w, file, path);
    fclose(file);
}

static bool is_report_name(const char *name) {
    dln_str s = dln_str_from(name);
    for (size_t i = 0; i < sizeof report_suffixes / sizeof *report_suffixes; i++)
        if (name[0] != '.' && dln_str_ends_with(s, dln_str_from(report_suffixes[i])))
            return true;
    return false;
}

static bool is_folder(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static void visit_folder(walk *w, const char *path, int depth) {
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, NULL, alphasort);
    if (count < 0) {
        complain_of_system(w, "cannot read the folder ", path);
        return;
    }
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        dln_buffer below = {0};
        dln_buffer_printf(&below, "%s/%s", path, name);
        if (!w->stop && !below.failed) {
            if (name[0] != '.' && depth < DEEPEST_FOLDER && is_folder(below.data))
                visit_folder(w, below.data, depth + 1);
            else if (is_report_name(name))
                visit_file(w, below.data);
        }
        dln_buffer_free(&below);
        free(entries[i]);
    }
    free(entries);
}

static void say_of_empty_folder(walk *w, const char *path) {
    if (w->only_count)
        return;
    cli_jobs_drain(w->jobs);
    cli_say("%s holds no reports (files that end in .txt, .html, .json or .jsonl)", path);
}

static void visit_path(walk *w, const char *path) {
    if (strcmp(path, "-") == 0) {
        w->files++;
        if (!w->only_count)
            visit_stream(w, stdin, "-");
    } else if (!is_folder(path)) {
        visit_file(w, path);
    } else if (w->inputs->folders) {
        size_t before = w->files;
        visit_folder(w, path, 0);
        if (w->files == before)
            say_of_empty_folder(w, path);
    } else {
        complain_of_path(w, "", path,
                         " is a folder: name its files, or read it with 'dateline ingest'");
    }
}

static void free_works(walk *w) {
    for (size_t i = 0; i < w->work_count; i++) {
        dln_arena_free(w->works[i].arena);
        dln_buffer_free(&w->works[i].text);
    }
    free(w->works);
}

static dln_status make_works(walk *w, size_t count, dln_error *err) {
    w->works = calloc(count, sizeof *w->works);
    if (!w->works)
        return dln_fail_memory(err);
    dln_status status = DLN_OK;
    for (; w->work_count < count && status == DLN_OK; w->work_count++)
        status = dln_arena_new(&w->works[w->work_count].arena, err);
    return status;
}

int cli_visit_reports(const cli_inputs *inputs, const cli_visitor *visitor, size_t *undated) {
    walk w = {.inputs = inputs, .visitor = visitor};
    size_t workers = inputs->jobs ? inputs->jobs : cli_jobs_processors();
    if (workers > CLI_JOBS_MOST)
        workers = CLI_JOBS_MOST;
    size_t count = workers > 1 ? workers * REPORTS_PER_WORKER : 1;
    cli_jobs_plan plan = {workers, count, work_on, finish, &w};
    dln_error err = {0};
    dln_status status = make_works(&w, count, &err);
    if (status == DLN_OK)
        status = cli_jobs_new(&plan, &w.jobs, &err);
    if (status == DLN_OK) {
        for (int i = 0; i < inputs->path_count && !w.stop; i++)
            visit_path(&w, inputs->paths[i]);
        cli_jobs_drain(w.jobs);
    } else {
        w.status = cli_fail(&err);
    }
    cli_jobs_free(w.jobs);
    free_works(&w);
    if (undated)
        *undated = w.undated;
    return w.status;
}

size_t cli_count_files(const cli_inputs *inputs) {
    walk w = {.inputs = inputs, .only_count = true};
    for (int i = 0; i < inputs->path_count; i++)
        visit_path(&w, inputs->paths[i]);
    return w.files;
}

void cli_say_undated(size_t undated) {
    if (undated)
        cli_say("%zu %s no day of publication, so that relative dates (\"on Saturday\") stay open; "
                "--date YYYY-MM-DD gives one",
                undated, undated == 1 ? "report has" : "reports have");
}
