#include "dateline/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Chunks double up to a limit, so that a short report costs one allocation and a long one few.
enum { FIRST_CHUNK = 64 << 10, LARGEST_STEP = 8 << 20 };

typedef struct chunk {
    struct chunk *older;
    size_t size, used;
    max_align_t data[];
} chunk;

struct dln_arena {
    chunk *newest;
};

static chunk *chunk_new(size_t size, chunk *older) {
    chunk *made = size <= SIZE_MAX - sizeof *made ? malloc(sizeof *made + size) : NULL;
    if (made)
        *made = (chunk){.older = older, .size = size};
    return made;
}

dln_status dln_arena_new(dln_arena **out, dln_error *err) {
    dln_arena *arena = calloc(1, sizeof *arena);
    if (!arena)
        return dln_fail_memory(err);
    arena->newest = chunk_new(FIRST_CHUNK, NULL);
    if (!arena->newest) {
        free(arena);
        return dln_fail_memory(err);
    }
    *out = arena;
    return DLN_OK;
}

static void free_chunks(chunk *from) {
    while (from) {
        chunk *older = from->older;
        free(from);
        from = older;
    }
}

void dln_arena_free(dln_arena *arena) {
    if (!arena)
        return;
    free_chunks(arena->newest);
    free(arena);
}

void dln_arena_reset(dln_arena *arena) {
    free_chunks(arena->newest->older);
    arena->newest->older = NULL;
    arena->newest->used = 0;
    if (arena->newest->size <= LARGEST_STEP)
        return;
    // One huge report must not hold its memory for the rest of the batch.
    chunk *small = chunk_new(FIRST_CHUNK, NULL);
    if (small) {
        free(arena->newest);
        arena->newest = small;
    }
}

size_t dln_arena_size(const dln_arena *arena) {
    size_t size = sizeof *arena;
    for (const chunk *c = arena->newest; c; c = c->older)
        size += sizeof *c + c->size;
    return size;
}

static size_t next_chunk_size(const dln_arena *arena, size_t wanted) {
    size_t step = arena->newest->size < LARGEST_STEP / 2 ? arena->newest->size * 2 : LARGEST_STEP;
    return wanted > step ? wanted : step;
}

// As dln_arena_alloc, but not zeroed.
static void *take(dln_arena *arena, size_t count, size_t size) {
    size_t align = _Alignof(max_align_t);
    if (size && count > (SIZE_MAX - align) / size)
        return NULL;
    size_t wanted = (count * size + align - 1) / align * align;
    if (wanted == 0)
        wanted = align; // so that NULL always means "no memory"
    if (wanted > arena->newest->size - arena->newest->used) {
        chunk *made = chunk_new(next_chunk_size(arena, wanted), arena->newest);
        if (!made)
            return NULL;
        arena->newest = made;
    }
    void *at = (char *)arena->newest->data + arena->newest->used;
    arena->newest->used += wanted;
    return at;
}

void *dln_arena_alloc(dln_arena *arena, size_t count, size_t size) {
    void *at = take(arena, count, size);
    return at ? memset(at, 0, count * size) : NULL;
}

dln_str dln_arena_copy(dln_arena *arena, dln_str s) {
    if (!s.data)
        return DLN_STR_NONE;
    char *copy = s.len < SIZE_MAX ? take(arena, s.len + 1, 1) : NULL;
    if (!copy)
        return DLN_STR_NONE;
    memcpy(copy, s.data, s.len);
    copy[s.len] = '\0';
    return (dln_str){copy, s.len};
}

dln_str dln_arena_printf(dln_arena *arena, const char *format, ...) {
    // Most texts fit, and the C library writes faster than it only counts.
    char small[512];
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(small, sizeof small, format, args);
    char *text = len >= 0 ? dln_arena_alloc(arena, (size_t)len + 1, 1) : NULL;
    if (text && (size_t)len < sizeof small)
        memcpy(text, small, (size_t)len);
    else if (text)
        (void)vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    va_end(args);
    return text ? (dln_str){text, (size_t)len} : DLN_STR_NONE;
}
