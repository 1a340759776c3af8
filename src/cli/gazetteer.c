// dateline gazetteer info, build, check.
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
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

static int build(int argc, char **argv) {
    const char *path = NULL;
    const cli_option options[] = {
        {"output|o", "FILE", "the compiled gazetteer", cli_parse_text, &path},
        {0},
    };
    cli_usage usage = {
        "gazetteer build",
        "FOLDER|FILE... -o FILE",
        "Compiles folders laid out like gazetteer/, GeoNames dumps and own CSV or TSV "
        "files into\none file. Lines that cannot be used are said and left out.",
        {options},
        1};
    int count = 0;
    int leave = cli_options_parse(&usage, argc, argv, &count);
    if (leave >= 0)
        return leave;
    if (!path || count == 0)
        return cli_usage_error("gazetteer build", "name what to compile, and -o FILE");
    bool terminal = isatty(STDERR_FILENO);
    dln_gazetteer_sources sources = {.paths = (const char *const *)argv,
                                     .path_count = (size_t)count,
                                     .progress = print_progress,
                                     .complain = complain,
                                     .context = &terminal};
    dln_error err = {0};
    dln_status status = dln_gazetteer_build(&sources, path, &err);
    if (terminal)
        fputs("\r\033[K", stderr);
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
               "       dateline gazetteer build FOLDER|FILE... -o FILE\n\n"
               "Tells of, checks or compiles the file that place names are looked up in. "
               "DATELINE_GAZETTEER names\nanother one than the bundled.\n");
        return cli_finish(CLI_DONE);
    }
    return cli_usage_error("gazetteer", "say info, check or build");
}
