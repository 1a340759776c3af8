#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void cli_say(const char *format, ...) {
    va_list args;
    va_start(args, format);
    fputs("dateline: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

int cli_exit_of(dln_status status) {
    switch (status) {
    case DLN_OK:
        return CLI_DONE;
    case DLN_NOT_FOUND:
        return CLI_NOTHING_FOUND;
    case DLN_INVALID:
        return CLI_USAGE;
    case DLN_BAD_INPUT:
    case DLN_TOO_LARGE:
        return CLI_BAD_INPUT;
    case DLN_NO_MEMORY:
    case DLN_IO:
    case DLN_DATABASE:
    case DLN_BUSY:
    case DLN_UNSUPPORTED:
        break;
    }
    return CLI_SYSTEM;
}

int cli_fail(const dln_error *err) {
    cli_say("%s", err->message);
    return cli_exit_of(err->status);
}

int cli_worse(int a, int b) {
    static const int gravity[] = {[CLI_DONE] = 0,
                                  [CLI_NOTHING_FOUND] = 1,
                                  [CLI_BAD_INPUT] = 2,
                                  [CLI_USAGE] = 3,
                                  [CLI_SYSTEM] = 4};
    return gravity[a] >= gravity[b] ? a : b;
}

int cli_finish(int status) {
    if ((fflush(stdout) == 0 && !ferror(stdout)) || status == CLI_SYSTEM)
        return status; // what went wrong before has been said
    cli_say("cannot write to standard output: %s", strerror(errno));
    return CLI_SYSTEM;
}

dln_status cli_write_stdout(void *context, dln_str bytes, dln_error *err) {
    (void)context;
    if (fwrite(bytes.data, 1, bytes.len, stdout) == bytes.len)
        return DLN_OK;
    return dln_fail(err, DLN_IO, "cannot write to standard output: %s", strerror(errno));
}

// "PREFIX/share/dateline/NAME", where this program is PREFIX/bin/dateline: the same below an
// installation and below a build folder.
static dln_status shared_path(const char *name, dln_arena *arena, dln_str *out, dln_error *err) {
    char program[4096];
    ssize_t len = readlink("/proc/self/exe", program, sizeof program - 1);
    if (len < 0)
        return dln_fail(err, DLN_IO, "cannot tell where this program lies: %s", strerror(errno));
    program[len] = '\0';
    for (int up = 0; up < 2; up++) {
        char *slash = strrchr(program, '/');
        if (slash)
            *slash = '\0';
    }
    *out = dln_arena_printf(arena, "%s/share/dateline/%s", program, name);
    return out->data ? DLN_OK : dln_fail_memory(err);
}

dln_status cli_open_gazetteer(dln_gazetteer **out, dln_error *err) {
    const char *chosen = getenv("DATELINE_GAZETTEER");
    if (chosen && *chosen)
        return dln_gazetteer_open(chosen, out, err);
    dln_arena *arena = NULL;
    dln_status status = dln_arena_new(&arena, err);
    if (status != DLN_OK)
        return status;
    dln_str path;
    status = shared_path("dateline.gazetteer", arena, &path, err);
    if (status == DLN_OK)
        status = dln_gazetteer_open(path.data, out, err);
    dln_arena_free(arena);
    return status;
}

dln_str cli_basemap_path(dln_arena *arena) {
    dln_str path = DLN_STR_NONE;
    (void)shared_path("basemap", arena, &path, NULL);
    return path;
}

dln_status cli_bundled_sources_path(dln_arena *arena, dln_str *out, dln_error *err) {
    return shared_path("gazetteer", arena, out, err);
}

dln_status cli_knowledge_open(cli_knowledge *out, dln_error *err) {
    cli_knowledge opened = {0};
    dln_status status = cli_open_gazetteer(&opened.gazetteer, err);
    // Ten milliseconds once a batch: a damaged gazetteer must not put incidents somewhere else.
    if (status == DLN_OK)
        status = dln_gazetteer_check(opened.gazetteer, err);
    if (status == DLN_OK)
        status = dln_lexicon_from_gazetteer(opened.gazetteer, &opened.lexicon, err);
    if (status != DLN_OK) {
        dln_gazetteer_close(opened.gazetteer);
        return status;
    }
    dln_str name, contents;
    if (!dln_gazetteer_lexicon_file(opened.gazetteer, 0, &name, &contents))
        cli_say("the gazetteer has no lexicon, so nothing will be found: see 'dateline gazetteer "
                "build --help'");
    *out = opened;
    return DLN_OK;
}

void cli_knowledge_close(cli_knowledge *knowledge) {
    dln_lexicon_free(knowledge->lexicon);
    dln_gazetteer_close(knowledge->gazetteer);
    *knowledge = (cli_knowledge){0};
}
