// dateline reextract: the stored reports read anew, after the lexicon or the gazetteer got better.
#include <unistd.h>

#include "cli/cli.h"
#include "cli/knowledge.h"
#include "cli/taught.h"
#include "cli/works.h"

typedef struct reextraction {
    const char *database;
    cli_texts lexicons;
    dln_str report; // --report; none: all
    size_t jobs;
    cli_knowledge knowledge;
    dln_store *store;
    size_t reports, incidents, kept;
    bool quiet, terminal;
} reextraction;

static dln_status extract_report(const void *context, cli_work *work, dln_error *err) {
    const reextraction *r = context;
    dln_knowledge knowledge = {r->knowledge.gazetteer, r->knowledge.lexicon};
    return dln_extract(&knowledge, &work->report, work->arena, &work->found, err);
}

static dln_status store_report(void *context, const cli_work *work, dln_error *err) {
    reextraction *r = context;
    dln_ingest_counts counts;
    dln_status status = dln_store_reextract(r->store, &work->report, &work->found, &counts, err);
    if (status != DLN_OK)
        return status;
    r->reports++;
    r->incidents += counts.incidents_new;
    r->kept += work->found.incidents.count - counts.incidents_new;
    if (r->terminal)
        fprintf(stderr, "\r%zu reports\033[K", r->reports);
    return DLN_OK;
}

// Reports are read, and stored again, in one thread; the others extract.
static void submit_all(const reextraction *r, cli_works *works) {
    int64_t key = 0;
    for (;;) {
        cli_work *work = cli_works_claim(works);
        if (!work)
            return;
        work->status =
            dln_store_next_report(r->store, &key, work->arena, &work->report, &work->err);
        if (work->status == DLN_NOT_FOUND)
            return;
        if (work->status != DLN_OK) {
            dln_error err = work->err;
            cli_works_complain(works, &err);
            return;
        }
        if (r->report.data && !dln_str_equal(work->report.id, r->report))
            continue;
        work->was_read = true;
        cli_works_submit(works);
    }
}

static dln_status run(reextraction *r, int *result, dln_error *err) {
    cli_works *works = NULL;
    cli_visitor visitor = {extract_report, store_report, r};
    dln_status status = cli_open_to_change(r->database, &r->store, err);
    if (status == DLN_OK)
        status = cli_knowledge_open(&r->lexicons, &r->knowledge, err);
    if (status == DLN_OK)
        status = cli_teach_gazetteer(r->store, r->knowledge.gazetteer, err);
    if (status == DLN_OK)
        status = cli_works_new(&visitor, r->jobs, &works, err);
    if (status != DLN_OK)
        return status;
    submit_all(r, works);
    *result = cli_works_end(works, NULL);
    if (r->terminal)
        fputs("\r\033[K", stderr);
    return DLN_OK;
}

int cli_reextract(int argc, char **argv) {
    reextraction r = {.database = CLI_DEFAULT_DATABASE};
    const cli_option options[] = {
        {"db", "FILE", "the database (" CLI_DEFAULT_DATABASE ")", cli_parse_text, &r.database},
        {"lexicon", "FILE", "words of your own beside the bundled ones, may be given often",
         cli_parse_texts, &r.lexicons},
        {"report", "ID", "this report only", cli_parse_string, &r.report},
        CLI_JOBS_OPTION(r.jobs),
        {"quiet|q", NULL, "no summary", NULL, &r.quiet},
        {0},
    };
    cli_usage usage = {
        "reextract",
        "[options]",
        "Reads the stored reports anew, with the gazetteer, the words and the taught "
        "places of today.\nIncidents that are told in the same sentences keep their "
        "numbers, and corrections stay.",
        {options},
        1};
    int count = 0;
    int leave = cli_options_parse(&usage, argc, argv, &count);
    if (leave >= 0)
        return leave;
    if (count)
        return cli_usage_error("reextract", "'%s' is no option", argv[0]);
    dln_error err = {0};
    int result = CLI_DONE;
    r.terminal = isatty(STDERR_FILENO) && !r.quiet;
    if (run(&r, &result, &err) != DLN_OK)
        result = cli_fail(&err);
    else if (r.reports == 0)
        result = cli_worse(result, CLI_NOTHING_FOUND);
    if (result == CLI_NOTHING_FOUND && r.report.data)
        cli_say("%s has no report '%.*s'", r.database, DLN_STR_ARG(r.report));
    else if (!r.quiet && result != CLI_SYSTEM)
        cli_say("%zu %s of %s read anew: %zu incidents as before or better, %zu new", r.reports,
                r.reports == 1 ? "report" : "reports", r.database, r.kept, r.incidents);
    dln_store_close(r.store);
    cli_knowledge_close(&r.knowledge);
    return cli_finish(result);
}
