// dateline ingest: reports into the database.
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/inputs.h"
#include "cli/knowledge.h"
#include "cli/taught.h"

typedef struct ingestion {
    cli_knowledge knowledge;
    dln_store *store;
    size_t files; // for the progress bar
    size_t reports, unchanged, incidents, merged;
    bool quiet, terminal;
} ingestion;

// A bar of files read, on a terminal only. JSONL holds many reports a file: then it counts reports.
static void show_progress(const ingestion *in) {
    enum { WIDTH = 30 };
    if (!in->terminal || in->quiet)
        return;
    size_t all = in->files > in->reports ? in->files : in->reports;
    size_t filled = in->reports * WIDTH / (all ? all : 1);
    fprintf(stderr, "\r[%.*s%.*s] %zu reports, %zu incidents", (int)filled,
            "##############################", (int)(WIDTH - filled),
            "..............................", in->reports, in->incidents);
}

static void end_progress(const ingestion *in) {
    if (in->terminal && !in->quiet)
        fputs("\r\033[K", stderr);
}

static dln_status extract_report(const void *context, cli_work *work, dln_error *err) {
    const ingestion *in = context;
    dln_knowledge knowledge = {in->knowledge.gazetteer, in->knowledge.lexicon};
    return dln_extract(&knowledge, &work->report, work->arena, &work->found, err);
}

static dln_status store_report(void *context, const cli_work *work, dln_error *err) {
    ingestion *in = context;
    dln_ingest_counts counts;
    dln_status status = dln_store_ingest(in->store, &work->report, &work->found, &counts, err);
    if (status != DLN_OK)
        return status;
    in->reports++;
    in->unchanged += counts.unchanged;
    in->incidents += counts.incidents_new;
    in->merged += counts.incidents_merged;
    show_progress(in);
    return DLN_OK;
}

static void say_summary(const ingestion *in, const char *database) {
    if (in->quiet)
        return;
    cli_say("%zu %s read into %s: %zu new %s, %zu told again", in->reports,
            in->reports == 1 ? "report" : "reports", database, in->incidents,
            in->incidents == 1 ? "incident" : "incidents", in->merged);
    if (in->unchanged)
        cli_say("%zu of the reports were there already and changed nothing", in->unchanged);
}

static int run(ingestion *in, cli_inputs *inputs, const char *database) {
    dln_error err = {0};
    size_t undated = 0;
    int result;
    cli_make_default_folder(database);
    if (cli_knowledge_open(&inputs->lexicons, &in->knowledge, &err) != DLN_OK ||
        dln_store_open(database, DLN_STORE_WRITE, &in->store, &err) != DLN_OK ||
        cli_teach_gazetteer(in->store, in->knowledge.gazetteer, &err) != DLN_OK) {
        result = cli_fail(&err);
    } else {
        inputs->lexicon = in->knowledge.lexicon;
        in->terminal = isatty(STDERR_FILENO);
        in->files = in->terminal ? cli_count_files(inputs) : 0;
        cli_visitor visitor = {extract_report, store_report, in};
        result = cli_visit_reports(inputs, &visitor, &undated);
        end_progress(in);
        cli_say_undated(undated);
        say_summary(in, database);
        if (in->reports == 0)
            result = cli_worse(result, CLI_NOTHING_FOUND);
    }
    dln_store_close(in->store);
    cli_knowledge_close(&in->knowledge);
    return cli_finish(result);
}

int cli_ingest(int argc, char **argv) {
    ingestion in = {0};
    const char *database = CLI_DEFAULT_DATABASE;
    cli_inputs inputs = {.date = DLN_DAY_NONE, .folders = true};
    const cli_option options[] = {
        {"db", "FILE", "the database (" CLI_DEFAULT_DATABASE ")", cli_parse_text, &database},
        CLI_INPUT_OPTIONS(inputs),
        {"quiet|q", NULL, "no progress bar and no summary", NULL, &in.quiet},
        {0},
    };
    cli_usage usage = {
        "ingest",
        "[options] FILE|FOLDER...|-",
        "Reads reports (text, HTML, JSON, JSONL) into the database. A report that is read "
        "twice\nchanges nothing; one that cannot be read is said, and the rest goes on.",
        {options},
        1};
    int leave = cli_options_parse(&usage, argc, argv, &inputs.path_count);
    if (leave >= 0)
        return leave;
    if (inputs.path_count == 0)
        return cli_usage_error("ingest", "name files or folders, or - for standard input");
    inputs.paths = argv;
    return run(&in, &inputs, database);
}
