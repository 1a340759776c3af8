#include "dateline/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SMALLEST = 256 };

void dln_buffer_free(dln_buffer *buffer) {
    free(buffer->data);
    *buffer = (dln_buffer){0};
}

void dln_buffer_clear(dln_buffer *buffer) {
    buffer->len = 0;
    if (buffer->data)
        *buffer->data = '\0';
}

static bool grow(dln_buffer *buffer, size_t more) {
    if (buffer->failed)
        return false;
    size_t wanted = buffer->capacity ? buffer->capacity : SMALLEST;
    while (wanted - buffer->len <= more) {
        if (wanted > SIZE_MAX / 2) {
            buffer->failed = true;
            return false;
        }
        wanted *= 2;
    }
    char *grown = realloc(buffer->data, wanted);
    if (!grown) {
        buffer->failed = true;
        return false;
    }
    buffer->data = grown;
    buffer->capacity = wanted;
    return true;
}

// Makes room for `more` bytes and the NUL behind them. Nearly always it is there: exports ask for
// it a hundred times an incident.
static inline bool reserve(dln_buffer *buffer, size_t more) {
    return (more < buffer->capacity - buffer->len && !buffer->failed) || grow(buffer, more);
}

void dln_buffer_append(dln_buffer *buffer, dln_str s) {
    if (!reserve(buffer, s.len))
        return;
    if (s.len)
        memcpy(buffer->data + buffer->len, s.data, s.len);
    buffer->len += s.len;
    buffer->data[buffer->len] = '\0';
}

void dln_buffer_append_char(dln_buffer *buffer, char c) {
    if (!reserve(buffer, 1))
        return;
    buffer->data[buffer->len++] = c;
    buffer->data[buffer->len] = '\0';
}

char *dln_buffer_room(dln_buffer *buffer, size_t most) {
    return reserve(buffer, most) ? buffer->data + buffer->len : NULL;
}

void dln_buffer_take(dln_buffer *buffer, char *end) {
    *end = '\0';
    buffer->len = (size_t)(end - buffer->data);
}

void dln_buffer_printf(dln_buffer *buffer, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    if (len < 0)
        buffer->failed = true;
    else if (reserve(buffer, (size_t)len)) {
        (void)vsnprintf(buffer->data + buffer->len, (size_t)len + 1, format, again);
        buffer->len += (size_t)len;
    }
    va_end(again);
    va_end(args);
}
