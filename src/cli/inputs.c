#include "cli/inputs.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"

// What a folder is searched for; a file that is named may have any suffix.
static const char *const report_suffixes[] = {".txt",  ".html",  ".htm",   ".xhtml",
                                              ".json", ".jsonl", ".ndjson"};
enum { DEEPEST_FOLDER = 32 }; // symbolic links may go round in circles

typedef struct walk {
    const cli_inputs *inputs;
    cli_works *works; // NULL: files are only counted
    size_t files;
    bool stop;
} walk;

static ptrdiff_t read_file(void *context, char *out, size_t capacity) {
    FILE *file = context;
    size_t got = fread(out, 1, capacity, file);
    return got == 0 && ferror(file) ? -1 : (ptrdiff_t)got;
}

static void complain(walk *w, const dln_error *err) {
    if (w->works)
        cli_works_complain(w->works, err);
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

static void visit_stream(walk *w, FILE *file, const char *name) {
    dln_read_options options = {
        .name = dln_str_from(name), .encoding = w->inputs->encoding, .date = w->inputs->date};
    dln_reader *reader = NULL;
    dln_error err = {0};
    dln_status status =
        dln_reader_new(&options, w->inputs->lexicon, read_file, file, &reader, &err);
    if (status != DLN_OK) {
        complain(w, &err);
        return;
    }
    do {
        cli_work *work = cli_works_claim(w->works);
        w->stop = !work;
        if (w->stop)
            break;
        status = work->status = dln_reader_next(reader, work->arena, &work->report, &work->err);
        if (status == DLN_NOT_FOUND)
            break;
        work->was_read = status == DLN_OK;
        cli_works_submit(w->works);
        // Anything else, and this file can be read no further; others may.
    } while (status == DLN_OK || status == DLN_BAD_INPUT || status == DLN_TOO_LARGE);
    dln_reader_free(reader);
}

static void visit_file(walk *w, const char *path) {
    w->files++;
    if (!w->works)
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
    if (!w->works)
        return;
    cli_works_settle(w->works);
    cli_say("%s holds no reports (files that end in .txt, .html, .json or .jsonl)", path);
}

static void visit_path(walk *w, const char *path) {
    if (strcmp(path, "-") == 0) {
        w->files++;
        if (w->works)
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

int cli_visit_reports(const cli_inputs *inputs, const cli_visitor *visitor, size_t *undated) {
    walk w = {.inputs = inputs};
    dln_error err = {0};
    if (cli_works_new(visitor, inputs->jobs, &w.works, &err) != DLN_OK)
        return cli_fail(&err);
    for (int i = 0; i < inputs->path_count && !w.stop; i++)
        visit_path(&w, inputs->paths[i]);
    return cli_works_end(w.works, undated);
}

size_t cli_count_files(const cli_inputs *inputs) {
    walk w = {.inputs = inputs};
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
