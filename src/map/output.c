#include "map/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

dln_status dln_output_save(const char *path, dln_str bytes, dln_error *err) {
    dln_buffer temporary = {0};
    dln_buffer_printf(&temporary, "%s.XXXXXX", path);
    if (temporary.failed)
        return dln_fail_memory(err);
    int file = mkstemp(temporary.data);
    bool saved = file >= 0;
    for (size_t done = 0; saved && done < bytes.len;) {
        ssize_t written = write(file, bytes.data + done, bytes.len - done);
        if (written < 0 && errno == EINTR)
            continue;
        saved = written >= 0;
        done += saved ? (size_t)written : 0;
    }
    int reason = saved ? 0 : errno;
    // mkstemp makes files only their owner may read; a map is an ordinary file.
    if (saved && (fchmod(file, 0644) != 0 || fsync(file) != 0))
        reason = errno;
    if (file >= 0 && close(file) != 0 && !reason)
        reason = errno;
    if (!reason && rename(temporary.data, path) != 0)
        reason = errno;
    if (reason && file >= 0)
        unlink(temporary.data);
    dln_buffer_free(&temporary);
    return reason ? dln_fail(err, DLN_IO, "%s: cannot be written: %s", path, strerror(reason))
                  : DLN_OK;
}
