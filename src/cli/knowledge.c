#include "cli/knowledge.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

// A lexicon file is a few hundred lines; a report given as one by mistake must not fill the memory.
enum { LEXICON_BYTES_MAX = 16 << 20 };

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

static dln_status read_lexicon_file(const char *path, dln_buffer *out, dln_error *err) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return dln_fail(err, DLN_BAD_INPUT, "cannot read the lexicon %s: %s", path,
                        strerror(errno));
    char block[4096];
    size_t got;
    while ((got = fread(block, 1, sizeof block, file)) > 0 && out->len <= LEXICON_BYTES_MAX)
        dln_buffer_append(out, (dln_str){block, got});
    int failure = ferror(file) ? errno : 0;
    fclose(file);
    if (failure)
        return dln_fail(err, DLN_BAD_INPUT, "cannot read the lexicon %s: %s", path,
                        strerror(failure));
    if (out->len > LEXICON_BYTES_MAX)
        return dln_fail(err, DLN_TOO_LARGE, "%s: a lexicon of more than %d MB", path,
                        LEXICON_BYTES_MAX >> 20);
    return out->failed ? dln_fail_memory(err) : DLN_OK;
}

static dln_status add_lexicon_file(dln_lexicon *lexicon, const char *path, dln_error *err) {
    dln_buffer contents = {0};
    dln_status status = read_lexicon_file(path, &contents, err);
    if (status == DLN_OK)
        status = dln_lexicon_add(lexicon, dln_str_from(path), dln_buffer_str(&contents), err);
    dln_buffer_free(&contents);
    return status;
}

// A lexicon of the gazetteer's files and then the analyst's own, which so replace and add to them.
static dln_status read_lexicon(cli_knowledge *knowledge, const cli_texts *own, dln_error *err) {
    dln_status status = dln_lexicon_from_gazetteer(knowledge->gazetteer, &knowledge->lexicon, err);
    for (size_t i = 0; own && i < own->count && status == DLN_OK; i++)
        status = add_lexicon_file(knowledge->lexicon, own->items[i], err);
    return status;
}

dln_status cli_knowledge_open(const cli_texts *own_lexicons, cli_knowledge *out, dln_error *err) {
    cli_knowledge opened = {0};
    dln_status status = cli_open_gazetteer(&opened.gazetteer, err);
    // Ten milliseconds once a batch: a damaged gazetteer must not put incidents somewhere else.
    if (status == DLN_OK)
        status = dln_gazetteer_check(opened.gazetteer, err);
    if (status == DLN_OK)
        status = read_lexicon(&opened, own_lexicons, err);
    if (status != DLN_OK) {
        cli_knowledge_close(&opened);
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
