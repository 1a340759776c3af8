// Any bytes as a table of places that somebody made: compiled, with a complaint of one line for
// what cannot be used, or refused; what was compiled is sound and answers every question.
#include "../unit/gazetteer/exercise.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
    if (!holds)
        abort();
}

static void require_line(void *context, const char *message) {
    (void)context;
    require(message[0] != '\0' && !strchr(message, '\n'));
}

static void write_bytes(const char *path, const uint8_t *data, size_t size) {
    FILE *file = fopen(path, "wb");
    require(file != NULL && fwrite(data, 1, size, file) == size);
    require(fclose(file) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char source[64], compiled[64];
    const char *const paths[] = {source};
    dln_gazetteer_sources sources = {.paths = paths, .path_count = 1, .complain = require_line};
    dln_gazetteer *gazetteer = NULL;
    dln_error err = {0};
    snprintf(source, sizeof source, "fuzz-%ld-made.tsv", (long)getpid());
    snprintf(compiled, sizeof compiled, "fuzz-%ld-made.gazetteer", (long)getpid());
    write_bytes(source, data, size);
    if (dln_gazetteer_build(&sources, compiled, &err) == DLN_OK) {
        require(dln_gazetteer_open(compiled, &gazetteer, NULL) == DLN_OK);
        require(dln_gazetteer_check(gazetteer, NULL) == DLN_OK);
        exercise_gazetteer(gazetteer);
        dln_gazetteer_close(gazetteer);
    } else {
        require_line(NULL, err.message);
    }
    unlink(source);
    unlink(compiled);
    return 0;
}
