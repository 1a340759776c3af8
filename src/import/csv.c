#include "import/csv.h"

#include <stdlib.h>

void dln_csv_row_free(dln_csv_row *row) {
    dln_buffer_free(&row->text);
    free(row->ends);
    *row = (dln_csv_row){0};
}

static bool end_field(dln_csv_row *row) {
    if (row->count == row->capacity) {
        size_t wanted = row->capacity ? 2 * row->capacity : 64;
        size_t *larger = realloc(row->ends, wanted * sizeof *larger);
        if (!larger)
            return false;
        row->ends = larger;
        row->capacity = wanted;
    }
    row->ends[row->count++] = row->text.len;
    return true;
}

// Behind the opening quote; a quote inside is doubled.
static void read_quoted(dln_import_input *input, dln_buffer *out) {
    for (int c; (c = dln_import_input_next(input)) >= 0 && out->len <= DLN_IMPORT_MAX_BYTES;) {
        if (c == '"' && dln_import_input_peek(input) != '"')
            return;
        if (c == '"')
            (void)dln_import_input_next(input);
        dln_buffer_append_char(out, (char)c);
    }
}

// One field up to what ends it, which is eaten. True: it was the last of its row.
static bool read_field(dln_import_input *input, char separator, dln_buffer *out) {
    if (dln_import_input_peek(input) == '"') {
        (void)dln_import_input_next(input);
        read_quoted(input, out);
    }
    for (;;) {
        int c = dln_import_input_next(input);
        if (c == (unsigned char)separator)
            return false;
        if (c == '\r' && dln_import_input_peek(input) == '\n')
            c = dln_import_input_next(input);
        if (c < 0 || c == '\n' || out->len > DLN_IMPORT_MAX_BYTES)
            return true;
        dln_buffer_append_char(out, (char)c);
    }
}

dln_status dln_csv_read(dln_import_input *input, char separator, dln_csv_row *row, dln_error *err) {
    int c;
    while ((c = dln_import_input_peek(input)) == '\n' || c == '\r')
        (void)dln_import_input_next(input);
    if (c < 0)
        return DLN_NOT_FOUND;
    dln_buffer_clear(&row->text);
    row->count = 0;
    row->line = input->line;
    for (bool last = false; !last;) {
        last = read_field(input, separator, &row->text);
        if (row->text.failed || !end_field(row))
            return dln_fail_memory(err);
        if (row->text.len > DLN_IMPORT_MAX_BYTES)
            return dln_fail(err, DLN_TOO_LARGE,
                            "the row that begins in line %zu is longer than %zu MiB: a quote that "
                            "is never closed?",
                            row->line, DLN_IMPORT_MAX_BYTES >> 20);
    }
    return DLN_OK;
}

dln_str dln_csv_field(const dln_csv_row *row, size_t index) {
    if (index >= row->count)
        return DLN_STR("");
    size_t begin = index ? row->ends[index - 1] : 0;
    return row->ends[index] == begin
               ? DLN_STR("")
               : dln_str_slice(dln_buffer_str(&row->text), begin, row->ends[index]);
}
