#include "dateline/base.h"

#include <stdio.h>

dln_status dln_fail(dln_error *err, dln_status status, const char *format, ...) {
    if (err) {
        va_list args;
        va_start(args, format);
        err->status = status;
        (void)vsnprintf(err->message, sizeof err->message, format, args);
        va_end(args);
        // One line, whatever a file name or a report put into it.
        for (char *c = err->message; *c; c++)
            if ((unsigned char)*c < ' ' || *c == 0x7f)
                *c = ' ';
    }
    return status;
}

dln_status dln_fail_memory(dln_error *err) {
    return dln_fail(err, DLN_NO_MEMORY, "out of memory");
}
