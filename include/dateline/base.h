// Base types of dateline: borrowed strings, errors, arenas, spans.
//
// Ownership is in the signature everywhere:
//   takes a `dln_arena *`        the result lives in that arena
//   `dln_thing **out`            the caller frees it with `dln_thing_free` or `dln_thing_close`
//   `dln_str` in or out          borrowed, never freed by the receiver
// Every function that can fail returns `dln_status`, takes `dln_error *err` last (NULL is
// allowed) and writes its outputs only when it returns DLN_OK.
#ifndef DATELINE_BASE_H
#define DATELINE_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// C++ programs include these headers as they are.
#ifdef __cplusplus
#define DLN_BEGIN_DECLS   extern "C" {
#define DLN_END_DECLS     }
#define DLN_LITERAL(type) type
#else
#define DLN_BEGIN_DECLS
#define DLN_END_DECLS
#define DLN_LITERAL(type) (type)
#endif

#if defined(__GNUC__)
#define DLN_API                      __attribute__((visibility("default")))
#define DLN_MUST_CHECK               __attribute__((warn_unused_result))
#define DLN_PRINTF(format_at, first) __attribute__((format(printf, format_at, first)))
#else
#define DLN_API
#define DLN_MUST_CHECK
#define DLN_PRINTF(format_at, first)
#endif

#define DLN_VERSION "0.1.0"

DLN_BEGIN_DECLS

// What became of a call. The command's exit statuses follow from these (see dateline(1)).
typedef enum dln_status {
    DLN_OK = 0,
    DLN_NOT_FOUND, // nothing there: an answer, not a failure
    DLN_INVALID,   // the caller's arguments make no sense
    DLN_BAD_INPUT, // a report or data file cannot be understood
    DLN_TOO_LARGE, // over a documented limit; the message says which and by how much
    DLN_NO_MEMORY,
    DLN_IO,          // the operating system refused to read or write
    DLN_DATABASE,    // the database is damaged, not one, or refuses
    DLN_BUSY,        // another process holds the database
    DLN_UNSUPPORTED, // a newer version, or a format this build does not know
} dln_status;

// One line for a person: what, where, what to do. Filled once, where the failure is known.
typedef struct dln_error {
    dln_status status;
    char message[512];
} dln_error;

// Fills `err` (if not NULL) and returns `status`, so that failing is one statement.
DLN_API dln_status dln_fail(dln_error *err, dln_status status, const char *format, ...)
    DLN_PRINTF(3, 4);
// The usual "out of memory" failure.
DLN_API dln_status dln_fail_memory(dln_error *err);

// A borrowed run of bytes, not NUL-terminated. `{NULL, 0}` means "not said".
typedef struct dln_str {
    const char *data;
    size_t len;
} dln_str;

#define DLN_STR(literal) (DLN_LITERAL(dln_str){"" literal, sizeof(literal) - 1})
#define DLN_STR_NONE     (DLN_LITERAL(dln_str){NULL, 0})
// For printf's "%.*s".
#define DLN_STR_ARG(s) (int)(s).len, (s).data ? (s).data : ""

DLN_API dln_str dln_str_from(const char *terminated); // NULL gives DLN_STR_NONE
DLN_API bool dln_str_equal(dln_str a, dln_str b);
DLN_API int dln_str_compare(dln_str a, dln_str b); // byte order, as qsort wants it
DLN_API bool dln_str_starts_with(dln_str s, dln_str prefix);
DLN_API bool dln_str_ends_with(dln_str s, dln_str suffix);
DLN_API dln_str dln_str_trim(dln_str s); // without ASCII white space at both ends
DLN_API dln_str dln_str_slice(dln_str s, size_t begin, size_t end); // clamped to s
// Cuts `*rest` at the first `separator`, returns the part before it. When `*rest` is used up
// its data becomes NULL: `while (rest.data) field = dln_str_cut(&rest, '\t');`
DLN_API dln_str dln_str_cut(dln_str *rest, char separator);
DLN_API bool dln_str_to_double(dln_str s,
                               double *out); // whole string, finite, '.' whatever the locale
DLN_API bool dln_str_to_int(dln_str s, int64_t *out); // whole string, decimal

// Half-open byte range in the UTF-8 text of a report. Code points are counted only where a
// contract asks for them (JSON, database): see dln_codepoints_between.
typedef struct dln_span {
    uint32_t begin, end;
} dln_span;

static inline bool dln_span_overlaps(dln_span a, dln_span b) {
    return a.begin < b.end && b.begin < a.end;
}
static inline bool dln_span_contains(dln_span outer, dln_span inner) {
    return outer.begin <= inner.begin && inner.end <= outer.end;
}
DLN_API dln_str dln_str_of_span(dln_str text, dln_span span); // clamped to text
// How many code points begin in text[begin, end): the step from byte to code-point offsets.
DLN_API size_t dln_codepoints_between(dln_str text, size_t begin, size_t end);

// An arena: many allocations, freed at once. Aligned for any type, zeroed.
typedef struct dln_arena dln_arena;

DLN_API dln_status dln_arena_new(dln_arena **out, dln_error *err) DLN_MUST_CHECK;
DLN_API void dln_arena_free(dln_arena *arena);         // NULL is allowed
DLN_API void dln_arena_reset(dln_arena *arena);        // keeps one chunk for the next report
DLN_API size_t dln_arena_size(const dln_arena *arena); // bytes held from the system
// Zeroed memory, or NULL when there is none. `count * size` is checked for overflow.
DLN_API void *dln_arena_alloc(dln_arena *arena, size_t count, size_t size);
#define DLN_ARENA_ARRAY(arena, type, count)                                                        \
    ((type *)dln_arena_alloc((arena), (count), sizeof(type)))
// A NUL-terminated copy; DLN_STR_NONE stays DLN_STR_NONE. data == NULL with s.data != NULL: no
// memory.
DLN_API dln_str dln_arena_copy(dln_arena *arena, dln_str s);
DLN_API dln_str dln_arena_printf(dln_arena *arena, const char *format, ...) DLN_PRINTF(2, 3);

// A growing run of bytes that owns its memory. Running out of memory is sticky: `failed` stays
// true, later appends do nothing, and the caller asks once at the end.
typedef struct dln_buffer {
    char *data; // NUL-terminated whenever not NULL
    size_t len, capacity;
    bool failed;
} dln_buffer;

DLN_API void dln_buffer_free(dln_buffer *buffer);  // back to the empty buffer `{0}`
DLN_API void dln_buffer_clear(dln_buffer *buffer); // keeps the memory and the failure
DLN_API void dln_buffer_append(dln_buffer *buffer, dln_str s);
DLN_API void dln_buffer_append_char(dln_buffer *buffer, char c);
DLN_API void dln_buffer_printf(dln_buffer *buffer, const char *format, ...) DLN_PRINTF(2, 3);
// Where `most` bytes may be written directly; NULL: no memory. What was written ends before `end`.
DLN_API char *dln_buffer_room(dln_buffer *buffer, size_t most);
DLN_API void dln_buffer_take(dln_buffer *buffer, char *end);
static inline dln_str dln_buffer_str(const dln_buffer *buffer) {
    dln_str s = {buffer->data, buffer->len};
    return s;
}

DLN_END_DECLS

#endif
