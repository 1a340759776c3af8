// dateline reextract: the stored reports read anew, after the lexicon or the gazetteer got better.
#include <unistd.h>

#include "cli/cli.h"
#include "cli/knowledge.h"
#include "cli/taught.h"

typedef struct reextraction {
    const char *database;
    cli_texts lexicons;
    dln_str report; // --report; none: all
    cli_knowledge knowledge;
    dln_store *store;
    dln_arena *arena;
    size_t reports, incidents, kept;
    bool quiet;
} reextraction;

static dln_status read_one(reextraction *r, const dln_report *report, dln_error *err) {
    dln_knowledge knowledge = {r->knowledge.gazetteer, r->knowledge.lexicon};
    dln_extraction found = {0};
    dln_ingest_counts counts;
    dln_status status = dln_extract(&knowledge, report, r->arena, &found, err);
    if (status == DLN_OK)
        status = dln_store_reextract(r->store, report, &found, &counts, err);
    if (status != DLN_OK)
        return status;
    r->reports++;
    r->incidents += counts.incidents_new;
    r->kept += found.incidents.count - counts.incidents_new;
    return DLN_OK;
}

static dln_status read_all(reextraction *r, dln_error *err) {
    int64_t key = 0;
    bool terminal = isatty(STDERR_FILENO) && !r->quiet;
    for (;;) {
        dln_report report;
        dln_arena_reset(r->arena);
        dln_status status = dln_store_next_report(r->store, &key, r->arena, &report, err);
        if (status != DLN_OK)
            return status == DLN_NOT_FOUND ? DLN_OK : status;
        if (r->report.data && !dln_str_equal(report.id, r->report))
            continue;
        status = read_one(r, &report, err);
        if (status != DLN_OK)
            return status;
        if (terminal)
            fprintf(stderr, "\r%zu reports\033[K", r->reports);
    }
}

static dln_status run(reextraction *r, dln_error *err) {
    dln_status status = dln_arena_new(&r->arena, err);
    if (status == DLN_OK)
        status = cli_open_to_change(r->database, &r->store, err);
    if (status == DLN_OK)
        status = cli_knowledge_open(&r->lexicons, &r->knowledge, err);
    if (status == DLN_OK)
        status = cli_teach_gazetteer(r->store, r->knowledge.gazetteer, err);
    if (status == DLN_OK)
        status = read_all(r, err);
    if (isatty(STDERR_FILENO) && !r->quiet)
        fputs("\r\033[K", stderr);
    return status;
}

int cli_reextract(int argc, char **argv) {
    reextraction r = {.database = CLI_DEFAULT_DATABASE};
    const cli_option options[] = {
        {"db", "FILE", "the database (" CLI_DEFAULT_DATABASE ")", cli_parse_text, &r.database},
        {"lexicon", "FILE", "words of your own beside the bundled ones, may be given often",
         cli_parse_texts, &r.lexicons},
        {"report", "ID", "this report only", cli_parse_string, &r.report},
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
    if (run(&r, &err) != DLN_OK)
        result = cli_fail(&err);
    else if (r.reports == 0)
        result = CLI_NOTHING_FOUND;
    if (!r.quiet && result != CLI_SYSTEM)
        cli_say("%zu %s of %s read anew: %zu incidents as before or better, %zu new", r.reports,
                r.reports == 1 ? "report" : "reports", r.database, r.kept, r.incidents);
    dln_store_close(r.store);
    cli_knowledge_close(&r.knowledge);
    dln_arena_free(r.arena);
    return cli_finish(result);
}
