#include "extract/report/read_input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

// One read: large enough that system calls do not count, small enough for a hundred readers.
#define CHUNK_BYTES ((size_t)64 << 10)

void dln_input_init(dln_input *input, dln_read_bytes read, void *context) {
    *input = (dln_input){.read = read, .context = context, .line = 1};
}

void dln_input_free(dln_input *input) {
    free(input->data);
    *input = (dln_input){0};
}

// Room for one more chunk behind the window: by moving it to the front, or by growing.
static dln_status make_room(dln_input *input, dln_error *err) {
    if (input->size - input->end >= CHUNK_BYTES)
        return DLN_OK;
    size_t used = input->end - input->begin;
    if (input->begin > 0 && used <= input->begin) { // moves at most as much as was consumed
        memmove(input->data, input->data + input->begin, used);
        input->begin = 0;
        input->end = used;
        if (input->size - input->end >= CHUNK_BYTES)
            return DLN_OK;
    }
    size_t size = input->size ? input->size * 2 : 2 * CHUNK_BYTES;
    char *data = realloc(input->data, size);
    if (!data)
        return dln_fail_memory(err);
    input->data = data;
    input->size = size;
    return DLN_OK;
}

dln_status dln_input_pull(dln_input *input, dln_error *err) {
    if (input->at_end)
        return DLN_NOT_FOUND;
    dln_status status = make_room(input, err);
    if (status != DLN_OK)
        return status;
    ptrdiff_t got = input->read(input->context, input->data + input->end, CHUNK_BYTES);
    if (got < 0)
        return dln_fail(err, DLN_IO, "cannot be read: %s", strerror(errno));
    input->end += (size_t)got;
    input->at_end = got == 0;
    return got == 0 ? DLN_NOT_FOUND : DLN_OK;
}

dln_status dln_input_fill(dln_input *input, size_t wanted, dln_error *err) {
    while (input->end - input->begin < wanted) {
        dln_status status = dln_input_pull(input, err);
        if (status == DLN_NOT_FOUND)
            return DLN_OK;
        if (status != DLN_OK)
            return status;
    }
    return DLN_OK;
}

void dln_input_skip(dln_input *input, size_t len) {
    const char *at = input->data + input->begin, *end = at + len;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        input->line++;
        at++;
    }
    input->begin += len;
}

dln_status dln_input_replace(dln_input *input, dln_str contents, dln_error *err) {
    char *data = malloc(contents.len + 1);
    if (!data)
        return dln_fail_memory(err);
    memcpy(data, contents.data, contents.len);
    free(input->data);
    input->data = data;
    input->begin = 0;
    input->end = contents.len;
    input->size = contents.len + 1;
    input->at_end = true;
    return DLN_OK;
}

// Steps over the rest of an overlong line without keeping it.
static dln_status drop_line(dln_input *input, dln_error *err) {
    for (;;) {
        dln_str window = dln_input_window(input);
        const char *newline = window.len ? memchr(window.data, '\n', window.len) : NULL;
        dln_input_skip(input, newline ? (size_t)(newline - window.data) + 1 : window.len);
        if (newline)
            return DLN_OK;
        dln_status status = dln_input_pull(input, err);
        if (status != DLN_OK)
            return status == DLN_NOT_FOUND ? DLN_OK : status;
    }
}

static dln_status line_too_long(dln_input *input, size_t number, dln_error *err) {
    dln_status status = drop_line(input, err);
    if (status != DLN_OK)
        return status;
    return dln_fail(err, DLN_TOO_LARGE, "line %zu is longer than %zu MiB: split it", number,
                    DLN_REPORT_MAX_BYTES >> 20);
}

dln_status dln_input_line(dln_input *input, dln_str *line, size_t *number, dln_error *err) {
    size_t searched = 0;
    *number = input->line;
    for (;;) {
        dln_str window = dln_input_window(input);
        const char *newline = window.len > searched
                                  ? memchr(window.data + searched, '\n', window.len - searched)
                                  : NULL;
        if (newline || (input->at_end && window.len > 0)) {
            size_t len = newline ? (size_t)(newline - window.data) : window.len;
            *line = (dln_str){window.data, len};
            dln_input_skip(input, len + (newline != NULL));
            return DLN_OK;
        }
        if (window.len > DLN_REPORT_MAX_BYTES)
            return line_too_long(input, *number, err);
        searched = window.len;
        dln_status status = dln_input_pull(input, err);
        if (status == DLN_NOT_FOUND && window.len == 0)
            return DLN_NOT_FOUND;
        if (status != DLN_OK && status != DLN_NOT_FOUND)
            return status;
    }
}
