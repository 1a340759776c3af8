// dateline import: incidents out of files, back into the database.
#include <errno.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/options.h"

typedef struct importing {
    dln_store *store;
    dln_arena *arena;
    size_t new, renumbered, known, bad;
    bool quiet;
} importing;

// So many rows share a transaction, which is several times faster, and are lost to a crash: the
// next import of the same file brings them.
static const size_t rows_at_once = 10000;

static ptrdiff_t read_file(void *context, char *out, size_t capacity) {
    FILE *file = context;
    size_t got = fread(out, 1, capacity, file);
    return got == 0 && ferror(file) ? -1 : (ptrdiff_t)got;
}

static void count(importing *in, dln_import_outcome outcome) {
    in->new += outcome == DLN_IMPORT_NEW;
    in->renumbered += outcome == DLN_IMPORT_RENUMBERED;
    in->known += outcome == DLN_IMPORT_KNOWN;
}

// A row that cannot be understood is said, and the rest goes on.
static dln_status import_rows(importing *in, dln_importer *importer, int *result, dln_error *err) {
    for (;;) {
        dln_record record;
        dln_import_outcome outcome;
        dln_arena_reset(in->arena);
        dln_status status = dln_importer_next(importer, in->arena, &record, err);
        if (status == DLN_BAD_INPUT) {
            *result = cli_worse(*result, cli_fail(err));
            in->bad++;
            continue;
        }
        if (status == DLN_NOT_FOUND)
            return DLN_OK;
        if (status == DLN_OK)
            status = dln_store_import(in->store, &record, &outcome, err);
        if (status != DLN_OK)
            return status;
        count(in, outcome);
    }
}

static int import_file(importing *in, const char *path) {
    dln_error err = {0};
    bool is_stdin = strcmp(path, "-") == 0;
    FILE *file = is_stdin ? stdin : fopen(path, "rb");
    if (!file) {
        cli_say("cannot read %s: %s", path, strerror(errno));
        return CLI_BAD_INPUT;
    }
    int result = CLI_DONE;
    dln_importer *importer = NULL;
    dln_status status = dln_importer_new(dln_str_from(path), read_file, file, &importer, &err);
    if (status == DLN_NOT_FOUND) {
        cli_say("%s is empty", path);
        result = CLI_BAD_INPUT;
    } else {
        if (status == DLN_OK)
            status = import_rows(in, importer, &result, &err);
        if (status != DLN_OK)
            result = cli_worse(result, cli_fail(&err));
    }
    dln_importer_free(importer);
    if (!is_stdin)
        fclose(file);
    return result;
}

// "12 incidents read into a.sqlite: 10 new, 1 of them under another number, 1 known already"
static void say_summary(const importing *in, const char *database) {
    size_t all = in->new + in->renumbered + in->known;
    if (in->quiet)
        return;
    cli_say("%zu %s read into %s: %zu new, %zu known already", all,
            all == 1 ? "incident" : "incidents", database, in->new + in->renumbered, in->known);
    if (in->renumbered)
        cli_say("%zu of the new ones got another number: theirs was taken", in->renumbered);
    if (in->bad)
        cli_say("%zu %s left out", in->bad, in->bad == 1 ? "row was" : "rows were");
}

static int run(importing *in, const char *database, char **paths, int path_count) {
    dln_error err = {0};
    int result = CLI_DONE;
    cli_make_default_folder(database);
    if (dln_arena_new(&in->arena, &err) != DLN_OK ||
        dln_store_open(database, DLN_STORE_WRITE, &in->store, &err) != DLN_OK) {
        result = cli_fail(&err);
    } else {
        if (dln_store_begin_bulk(in->store, rows_at_once, &err) != DLN_OK)
            result = cli_fail(&err);
        for (int i = 0; i < path_count && result != CLI_SYSTEM; i++)
            result = cli_worse(result, import_file(in, paths[i]));
        if (dln_store_end_bulk(in->store, &err) != DLN_OK)
            result = cli_fail(&err);
        say_summary(in, database);
        if (result == CLI_DONE && in->new + in->renumbered + in->known == 0)
            result = CLI_NOTHING_FOUND;
    }
    dln_store_close(in->store);
    dln_arena_free(in->arena);
    return cli_finish(result);
}

int cli_import(int argc, char **argv) {
    importing in = {0};
    const char *database = CLI_DEFAULT_DATABASE;
    const cli_option options[] = {
        {"db", "FILE", "the database (" CLI_DEFAULT_DATABASE ")", cli_parse_text, &database},
        {"quiet|q", NULL, "no summary", NULL, &in.quiet},
        {0},
    };
    cli_usage usage = {
        "import",
        "[options] FILE...|-",
        "Reads incidents back that were exported: GeoJSON, CSV, CSV with the columns of ACLED or "
        "UCDP.\nIds are kept, and what is known already is not read twice. A row that cannot be "
        "understood is\nsaid with its line, and the rest goes on.",
        {options},
        1};
    int path_count = 0;
    int leave = cli_options_parse(&usage, argc, argv, &path_count);
    if (leave >= 0)
        return leave;
    if (path_count == 0)
        return cli_usage_error("import", "name files, or - for standard input");
    return run(&in, database, argv, path_count);
}
