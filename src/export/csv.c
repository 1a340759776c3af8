// CSV by RFC 4180: CRLF, quotes doubled, a header row. See README.md for the guard.
#include <string.h>

#include "base/json.h"
#include "export/text_export.h"

// What a spreadsheet takes for a formula when a cell begins with it, and the apostrophe that stands
// in front of such cells: it is itself guarded, so that taking one away always gives the original.
static const char guarded[] = "=+-@\t\r'";

// Where a cell ends without quotes, and spaces that readers would trim.
static bool needs_quotes(dln_str text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (c == '"' || c == ',' || c == '\r' || c == '\n' || c == '\0')
            return true;
    }
    return text.len && (text.data[0] == ' ' || text.data[text.len - 1] == ' ');
}

static void append_text(dln_buffer *out, dln_str text) {
    bool guard = text.len && strchr(guarded, text.data[0]) != NULL;
    bool quote = needs_quotes(text);
    if (quote)
        dln_buffer_append_char(out, '"');
    if (guard)
        dln_buffer_append_char(out, '\'');
    size_t plain = 0;
    for (size_t i = 0; quote && i < text.len; i++)
        if (text.data[i] == '"') {
            dln_buffer_append(out, dln_str_slice(text, plain, i + 1));
            plain = i; // which doubles it
        }
    dln_buffer_append(out, dln_str_slice(text, plain, text.len));
    if (quote)
        dln_buffer_append_char(out, '"');
}

static void append_cell(dln_buffer *out, const dln_cell *cell) {
    dln_json plain = dln_json_to(out); // numbers are written as in JSON, whatever the locale
    char day[DLN_DAY_TEXT_SIZE];
    switch (cell->kind) {
    case DLN_CELL_NULL:
        break;
    case DLN_CELL_TEXT:
        append_text(out, cell->text);
        break;
    case DLN_CELL_INTEGER:
        dln_json_int(&plain, NULL, cell->integer);
        break;
    case DLN_CELL_REAL:
        dln_json_double(&plain, NULL, cell->real, cell->decimals);
        break;
    case DLN_CELL_DAY:
        dln_buffer_append(out, dln_str_from(dln_day_format(cell->day, day)));
        break;
    }
}

void dln_csv_begin(dln_text_export *writer) {
    for (size_t i = 0; i < writer->columns.count; i++) {
        if (i)
            dln_buffer_append_char(&writer->out, ',');
        dln_buffer_append(&writer->out, dln_str_from(writer->columns.items[i].name));
    }
    dln_buffer_append(&writer->out, DLN_STR("\r\n"));
}

void dln_csv_tag(dln_text_export *writer) {
    for (size_t i = 0; i < writer->columns.count; i++) {
        if (i)
            dln_buffer_append_char(&writer->out, ',');
        dln_buffer_append(&writer->out, dln_str_from(dln_hxl_tag(writer->columns.items[i].name)));
    }
    dln_buffer_append(&writer->out, DLN_STR("\r\n"));
}

void dln_csv_add(dln_text_export *writer, const dln_record *record) {
    for (size_t i = 0; i < writer->columns.count; i++) {
        if (i)
            dln_buffer_append_char(&writer->out, ',');
        dln_buffer_clear(&writer->scratch);
        dln_cell cell = writer->columns.items[i].get(record, &writer->scratch);
        append_cell(&writer->out, &cell);
    }
    dln_buffer_append(&writer->out, DLN_STR("\r\n"));
    writer->count++;
}
