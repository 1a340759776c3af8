#define _GNU_SOURCE // vasprintf
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/terminal.h"

void cli_say(const char *format, ...) {
    va_list args;
    char *line = NULL;
    va_start(args, format);
    int length = vasprintf(&line, format, args);
    va_end(args);
    fputs("dateline: ", stderr);
    if (length >= 0)
        cli_text_print(stderr, (dln_str){line, (size_t)length});
    fputc('\n', stderr);
    free(line);
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

dln_status cli_open_to_change(const char *path, dln_store **out, dln_error *err) {
    if (access(path, F_OK) != 0 && errno == ENOENT) // else it would be made
        return dln_fail(err, DLN_IO,
                        "%s does not exist: make it with \"dateline ingest\", or name another with "
                        "--db",
                        path);
    return dln_store_open(path, DLN_STORE_WRITE, out, err);
}

dln_status cli_write_stdout(void *context, dln_str bytes, dln_error *err) {
    (void)context;
    if (fwrite(bytes.data, 1, bytes.len, stdout) == bytes.len)
        return DLN_OK;
    return dln_fail(err, DLN_IO, "cannot write to standard output: %s", strerror(errno));
}

void cli_make_default_folder(const char *database) {
    if (strcmp(database, CLI_DEFAULT_DATABASE) == 0)
        (void)mkdir("output", 0777); // if it fails, opening the database says why
}
