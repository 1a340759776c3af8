// Any bytes as a file of reports, in pieces of any size: every report is clean UTF-8, every refusal
// one line, the reader comes to an end, and the sizes of the pieces make no difference.
//
// Byte 0 of an input is the format, byte 1 the declared encoding, byte 2 the size of the pieces.
#include "knowledge.h"

#include "base/utf8.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct pieces {
    const uint8_t *data;
    size_t size, at, piece;
} pieces;

static ptrdiff_t give_piece(void *context, char *out, size_t capacity) {
    pieces *from = context;
    size_t count = from->size - from->at;
    count = count < from->piece ? count : from->piece;
    count = count < capacity ? count : capacity;
    memcpy(out, from->data + from->at, count);
    from->at += count;
    return (ptrdiff_t)count;
}

static void require_clean(dln_str s) {
    require(dln_utf8_is_valid(s) && (s.len == 0 || !memchr(s.data, 0, s.len)));
}

static void require_report(const dln_report *report) {
    require(report->id.len > 0 && report->text.len <= DLN_REPORT_MAX_BYTES);
    require_clean(report->id);
    require_clean(report->text);
    require_clean(report->title);
    require_clean(report->source);
    require_clean(report->url);
    require((report->date == DLN_DAY_NONE) == (report->date_source == DLN_DATE_UNKNOWN));
}

// All that was read, and what could not be, as one run of bytes.
static dln_buffer read_all(const dln_read_options *options, pieces from) {
    dln_buffer all = {0};
    dln_reader *reader = NULL;
    dln_arena *arena = NULL;
    dln_error err = {0};
    require(dln_arena_new(&arena, NULL) == DLN_OK);
    dln_status status =
        dln_reader_new(options, fuzz_knowledge()->lexicon, give_piece, &from, &reader, &err);
    // A report is at least one byte of the input: there are never more of them than that.
    for (size_t calls = 0; status == DLN_OK; calls++) {
        dln_report report;
        require(calls <= from.size + 1);
        status = dln_reader_next(reader, arena, &report, &err);
        if (status == DLN_OK) {
            require_report(&report);
            dln_buffer_append(&all, report.id);
            dln_buffer_append(&all, report.text);
            dln_buffer_printf(&all, "|%d\n", (int)report.date);
        } else if (status == DLN_BAD_INPUT || status == DLN_TOO_LARGE) {
            require(err.message[0] != '\0' && !strchr(err.message, '\n'));
            dln_buffer_append(&all, dln_str_from(err.message));
            status = DLN_OK;
        }
        dln_arena_reset(arena);
    }
    require(status == DLN_NOT_FOUND || status == DLN_INVALID);
    dln_reader_free(reader);
    dln_arena_free(arena);
    return all;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const names[] = {"a.txt", "a.html", "a.json", "a.jsonl", "-"};
    static const char *const encodings[] = {NULL,       "utf-8",    "windows-1252", "utf-16",
                                            "utf-16le", "utf-32be", "windows-1256", "shift_jis",
                                            "gb18030",  "utf-7",    "iso-2022-jp",  "no-such"};
    if (size < 3)
        return 0;
    dln_read_options options = {.name = dln_str_from(names[data[0] % 5]),
                                .format = (dln_report_format)(data[0] / 5 % 5),
                                .encoding = dln_str_from(encodings[data[1] % 12]),
                                .date = DLN_DAY_NONE};
    pieces from = {.data = data + 3, .size = size - 3, .piece = (size_t)data[2] + 1};
    dln_buffer first = read_all(&options, from);
    from.piece = SIZE_MAX;
    dln_buffer second = read_all(&options, from);
    require(dln_str_equal(dln_buffer_str(&first), dln_buffer_str(&second)));
    dln_buffer_free(&first);
    dln_buffer_free(&second);
    return 0;
}
