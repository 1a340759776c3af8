// dateline gazetteer info, build, check.
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/knowledge.h"
#include "cli/options.h"

static void print_progress(void *context, const char *what, double done) {
    const bool *terminal = context;
    enum { WIDTH = 30 };
    int filled = (int)(done * WIDTH);
    if (*terminal)
        fprintf(stderr, "\r\033[K[%.*s%.*s] %s", filled, "##############################",
                WIDTH - filled, "..............................", what);
}

static void complain(void *context, const char *message) {
    const bool *terminal = context;
    fprintf(stderr, "%s%s\n", *terminal ? "\r\033[K" : "", message);
}

static bool is_folder(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

// Whether one of the sources is a folder laid out like gazetteer/ with words of its own: what is
// compiled from it is whole without the bundled data.
static bool have_lexicon(dln_arena *arena, const char *const *sources, size_t count) {
    for (size_t i = 0; i < count; i++) {
        dln_str lexicon = dln_arena_printf(arena, "%s/lexicon", sources[i]);
        if (lexicon.data && is_folder(lexicon.data))
            return true;
    }
    return false;
}

// Puts the bundled data in front: what is read first keeps its facts. `given` has room for it.
static dln_status add_bundled(dln_arena *arena, const char **given, size_t *count, dln_error *err) {
    dln_str bundled = DLN_STR_NONE;
    dln_status status = cli_bundled_sources_path(arena, &bundled, err);
    if (status != DLN_OK)
        return status;
    if (!is_folder(bundled.data))
        return dln_fail(err, DLN_IO,
                        "%s: the bundled data are not there; --alone compiles without them",
                        bundled.data);
    memmove(given + 1, given, *count * sizeof *given);
    given[0] = bundled.data;
    ++*count;
    return DLN_OK;
}

// Says so when what was compiled cannot be used for more than looking names up.
static dln_status warn_without_lexicon(const char *path, dln_error *err) {
    dln_gazetteer *gazetteer = NULL;
    dln_status status = dln_gazetteer_open(path, &gazetteer, err);
    if (status != DLN_OK)
        return status;
    dln_str name, contents;
    if (!dln_gazetteer_lexicon_file(gazetteer, 0, &name, &contents))
        cli_say("%s has no lexicon: geocode can use it, extract and ingest will find nothing",
                path);
    dln_gazetteer_close(gazetteer);
    return DLN_OK;
}

static dln_status compile(dln_arena *arena, char **argv, size_t count, bool alone, const char *path,
                          dln_error *err) {
    const char **paths = DLN_ARENA_ARRAY(arena, const char *, count + 1);
    if (!paths)
        return dln_fail_memory(err);
    for (size_t i = 0; i < count; i++)
        paths[i] = argv[i];
    dln_status status = DLN_OK;
    if (!alone && !have_lexicon(arena, paths, count))
        status = add_bundled(arena, paths, &count, err);
    if (status != DLN_OK)
        return status;
    bool terminal = isatty(STDERR_FILENO);
    dln_gazetteer_sources sources = {.paths = paths,
                                     .path_count = count,
                                     .progress = print_progress,
                                     .complain = complain,
                                     .context = &terminal};
    status = dln_gazetteer_build(&sources, path, err);
    if (terminal)
        fputs("\r\033[K", stderr);
    return status == DLN_OK ? warn_without_lexicon(path, err) : status;
}

static int build(int argc, char **argv) {
    const char *path = NULL;
    bool alone = false;
    const cli_option options[] = {
        {"output|o", "FILE", "the compiled gazetteer", cli_parse_text, &path},
        {"alone", NULL, "compile what is named and nothing else", NULL, &alone},
        {0},
    };
    cli_usage usage = {
        "gazetteer build",
        "FOLDER|FILE... -o FILE",
        "Compiles GeoNames dumps, own CSV or TSV files and folders laid out like gazetteer/ "
        "into\none file. The bundled places, outlines and words go in first, unless --alone is "
        "given or a\nfolder has words of its own (a folder lexicon/ inside). Lines that cannot "
        "be used are said\nand left out.",
        {options},
        1};
    int count = 0;
    int leave = cli_options_parse(&usage, argc, argv, &count);
    if (leave >= 0)
        return leave;
    if (!path || count == 0)
        return cli_usage_error("gazetteer build", "name what to compile, and -o FILE");
    dln_error err = {0};
    dln_arena *arena = NULL;
    dln_status status = dln_arena_new(&arena, &err);
    if (status == DLN_OK)
        status = compile(arena, argv, (size_t)count, alone, path, &err);
    dln_arena_free(arena);
    return status == DLN_OK ? cli_finish(CLI_DONE) : cli_fail(&err);
}

static void print_info(const dln_gazetteer *gazetteer) {
    dln_gazetteer_info info = dln_gazetteer_get_info(gazetteer);
    printf("places     %zu\nnames      %zu\ncountries  %zu\nareas      %zu\nbytes      %zu\n\n"
           "built from\n",
           info.places, info.names, info.countries, info.areas, info.bytes);
    dln_str rest = info.built_from;
    while (rest.data) {
        dln_str line = dln_str_cut(&rest, '\n');
        if (line.len)
            printf("  %.*s\n", DLN_STR_ARG(line));
    }
}

static int inspect(const char *name, bool check, int argc, char **argv) {
    const cli_option options[] = {{0}};
    cli_usage usage = {
        name,
        "[FILE]",
        check ? "Reads a compiled gazetteer whole and says whether it is sound."
              : "Tells what is in a compiled gazetteer (without FILE: the one in use).",
        {options},
        1};
    int count = 0;
    int leave = cli_options_parse(&usage, argc, argv, &count);
    if (leave >= 0)
        return leave;
    dln_gazetteer *gazetteer = NULL;
    dln_error err = {0};
    dln_status status = count ? dln_gazetteer_open(argv[0], &gazetteer, &err)
                              : cli_open_gazetteer(&gazetteer, &err);
    if (status == DLN_OK && check)
        status = dln_gazetteer_check(gazetteer, &err);
    if (status == DLN_OK && !check)
        print_info(gazetteer);
    if (status == DLN_OK && check)
        printf("sound: %zu places\n", dln_gazetteer_get_info(gazetteer).places);
    dln_gazetteer_close(gazetteer);
    return status == DLN_OK ? cli_finish(CLI_DONE) : cli_fail(&err);
}

int cli_gazetteer(int argc, char **argv) {
    const char *verb = argc > 0 ? argv[0] : "";
    if (strcmp(verb, "build") == 0)
        return build(argc - 1, argv + 1);
    if (strcmp(verb, "check") == 0)
        return inspect("gazetteer check", true, argc - 1, argv + 1);
    if (strcmp(verb, "info") == 0)
        return inspect("gazetteer info", false, argc - 1, argv + 1);
    if (strcmp(verb, "--help") == 0 || strcmp(verb, "-h") == 0) {
        printf("usage: dateline gazetteer info [FILE]\n"
               "       dateline gazetteer check [FILE]\n"
               "       dateline gazetteer build [--alone] FOLDER|FILE... -o FILE\n\n"
               "Tells of, checks or compiles the file that place names are looked up in. "
               "DATELINE_GAZETTEER names\nanother one than the bundled.\n");
        return cli_finish(CLI_DONE);
    }
    return cli_usage_error("gazetteer", "say info, check or build");
}
