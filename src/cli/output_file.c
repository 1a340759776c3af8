#include "cli/output_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_stdout(const cli_output *out) {
    return strcmp(out->path, "-") == 0;
}

static dln_status fail(const cli_output *out, dln_error *err) {
    return dln_fail(err, DLN_IO, "cannot write %s: %s",
                    is_stdout(out) ? "to standard output" : out->path, strerror(errno));
}

// mkstemp makes files that only their owner reads; a map or layer is for others too.
static int share_as_usual(int fd) {
    mode_t mask = umask(0);
    umask(mask);
    return fchmod(fd, 0666 & ~mask);
}

// A device or a pipe that stands at the path is written to, never replaced by a file.
static bool stands_as_device(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 && !S_ISREG(about.st_mode);
}

static dln_status open_in_place(cli_output *out, dln_error *err) {
    out->file = fopen(out->path, "wb");
    return out->file ? DLN_OK : fail(out, err);
}

dln_status cli_output_open(cli_output *out, dln_error *err) {
    if (is_stdout(out)) {
        out->file = stdout;
        return DLN_OK;
    }
    if (stands_as_device(out->path))
        return open_in_place(out, err);
    dln_buffer_printf(&out->temporary, "%s.XXXXXX", out->path);
    if (out->temporary.failed)
        return dln_fail_memory(err);
    int fd = mkstemp(out->temporary.data);
    if (fd < 0)
        return fail(out, err);
    if (share_as_usual(fd) == 0)
        out->file = fdopen(fd, "wb");
    if (out->file)
        return DLN_OK;
    dln_status status = fail(out, err);
    (void)close(fd);
    (void)unlink(out->temporary.data);
    return status;
}

dln_status cli_output_write(void *context, dln_str bytes, dln_error *err) {
    cli_output *out = context;
    return fwrite(bytes.data, 1, bytes.len, out->file) == bytes.len ? DLN_OK : fail(out, err);
}

dln_status cli_output_close(cli_output *out, dln_status status, dln_error *err) {
    if (out->file && !is_stdout(out)) {
        bool in_place = !out->temporary.data;
        bool done = fclose(out->file) == 0;
        if (status == DLN_OK && done && !in_place) // what failed must not replace what was there
            done = rename(out->temporary.data, out->path) == 0;
        if (status == DLN_OK && !done)
            status = fail(out, err);
        if (status != DLN_OK && !in_place)
            (void)unlink(out->temporary.data);
    }
    dln_buffer_free(&out->temporary);
    out->file = NULL;
    return status;
}
