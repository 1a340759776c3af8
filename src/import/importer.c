#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "import/csv.h"
#include "import/features.h"
#include "import/json.h"

struct dln_importer {
    char *name;
    dln_import_input input;
    bool is_json;
    dln_features features;
    // Of a CSV: its kind, and where each of the kind's columns stands in it, -1 nowhere.
    const dln_row_format *format;
    char separator;
    dln_csv_row row;
    int places[DLN_ROW_COLUMNS_MAX];
};

#define NOWHERE (-1)

static char *copied(dln_str text) {
    char *copy = malloc(text.len + 1);
    if (copy) {
        if (text.len)
            memcpy(copy, text.data, text.len);
        copy[text.len] = '\0';
    }
    return copy;
}

static void skip_byte_order_mark(dln_import_input *input) {
    static const char mark[] = "\xef\xbb\xbf";
    if (dln_import_input_peek(input) == (unsigned char)mark[0] && input->count - input->at >= 3 &&
        memcmp(input->bytes + input->at, mark, 3) == 0)
        input->at += 3;
}

// The first byte behind a mark and blank lines, which is read next; -1: there is none.
static int first_sign(dln_import_input *input) {
    skip_byte_order_mark(input);
    int first = dln_import_input_peek(input);
    while (first == '\n' || first == '\r' || first == ' ') {
        (void)dln_import_input_next(input);
        first = dln_import_input_peek(input);
    }
    return first;
}

// --- CSV ---

static dln_str without_guard(dln_str text) {
    // One apostrophe in front of what a spreadsheet would run: see src/export/csv.c.
    bool guarded = text.len > 1 && text.data[0] == '\'' && strchr("=+-@\t\r'", text.data[1]);
    return guarded ? dln_str_slice(text, 1, text.len) : text;
}

static int place_of(const dln_csv_row *header, const char *name) {
    for (size_t i = 0; i < header->count; i++)
        if (dln_str_equal(dln_str_trim(dln_csv_field(header, i)), dln_str_from(name)))
            return (int)i;
    return NOWHERE;
}

// The separator that the first line has most of: comma, semicolon (Excel in most of Europe), tab.
static char separator_of(const dln_import_input *input) {
    size_t commas = 0, semicolons = 0, tabs = 0;
    for (size_t i = input->at; i < input->count && input->bytes[i] != '\n'; i++) {
        commas += input->bytes[i] == ',';
        semicolons += input->bytes[i] == ';';
        tabs += input->bytes[i] == '\t';
    }
    return commas >= semicolons && commas >= tabs ? ',' : semicolons >= tabs ? ';' : '\t';
}

static dln_status read_header(dln_importer *importer, dln_error *err) {
    static const dln_row_format *const formats[] = {&dln_row_acled, &dln_row_ucdp, &dln_row_own};
    importer->separator = separator_of(&importer->input);
    dln_status status = dln_csv_read(&importer->input, importer->separator, &importer->row, err);
    if (status != DLN_OK)
        return status;
    for (size_t i = 0; i < sizeof formats / sizeof *formats && !importer->format; i++)
        if (place_of(&importer->row, formats[i]->names[formats[i]->key]) != NOWHERE)
            importer->format = formats[i];
    if (!importer->format)
        return dln_fail(err, DLN_UNSUPPORTED,
                        "%s:1: this header has neither dateline's columns (\"type\") nor ACLED's "
                        "(\"event_id_cnty\") nor UCDP's (\"side_a\")",
                        importer->name);
    for (int i = 0; i < importer->format->count; i++)
        importer->places[i] = place_of(&importer->row, importer->format->names[i]);
    return DLN_OK;
}

// A row of HXL tags: nothing in it but words that begin with '#'.
static bool is_tags(const dln_csv_row *row) {
    bool any = false;
    for (size_t i = 0; i < row->count; i++) {
        dln_str cell = dln_csv_field(row, i);
        if (cell.len && cell.data[0] != '#')
            return false;
        any = any || cell.len;
    }
    return any;
}

static bool is_empty(const dln_csv_row *row) {
    return row->text.len == 0;
}

static dln_status next_row(dln_importer *importer, dln_row_cells *cells, dln_record *out) {
    dln_str values[DLN_ROW_COLUMNS_MAX];
    dln_csv_row *row = &importer->row;
    dln_status status;
    do
        status = dln_csv_read(&importer->input, importer->separator, row, cells->err);
    while (status == DLN_OK && (is_empty(row) || is_tags(row)));
    if (status != DLN_OK)
        return status;
    for (int i = 0; i < importer->format->count; i++) {
        dln_str text = importer->places[i] == NOWHERE
                           ? DLN_STR("")
                           : without_guard(dln_csv_field(row, (size_t)importer->places[i]));
        values[i] = text.len ? dln_utf8_mend(cells->arena, text) : DLN_STR("");
        if (!values[i].data)
            return dln_fail_memory(cells->err);
    }
    cells->line = row->line;
    cells->names = importer->format->names;
    cells->values = values;
    importer->format->read(cells, out);
    return cells->bad ? DLN_BAD_INPUT : DLN_OK;
}

// --- GeoJSON ---

static dln_status next_feature(dln_importer *importer, dln_row_cells *cells, dln_record *out) {
    bool skipped = true;
    dln_status status = DLN_OK;
    while (skipped && status == DLN_OK) {
        status = dln_features_next(&importer->features, &importer->input, cells->err);
        if (status != DLN_OK)
            return status;
        cells->line = importer->features.line;
        cells->names = dln_row_own.names;
        skipped = false;
        status = dln_import_feature(cells, dln_buffer_str(&importer->features.text), out, &skipped);
    }
    return status;
}

// --- the calls ---

dln_status dln_importer_new(dln_str name, dln_read_bytes read_bytes, void *context,
                            dln_importer **out, dln_error *err) {
    dln_importer *importer = calloc(1, sizeof *importer);
    if (!importer)
        return dln_fail_memory(err);
    importer->name = copied(name);
    dln_import_input_init(&importer->input, read_bytes, context);
    int first = first_sign(&importer->input);
    importer->is_json = first == '{' || first == '[' || first == 0x1e;
    dln_status status = importer->name ? DLN_OK : dln_fail_memory(err);
    if (status == DLN_OK && importer->input.failed)
        status = dln_fail(err, DLN_IO, "%s: %s", importer->name, importer->input.reason);
    if (status == DLN_OK && !importer->is_json)
        status = read_header(importer, err);
    if (status == DLN_OK)
        *out = importer;
    else
        dln_importer_free(importer);
    return status;
}

void dln_importer_free(dln_importer *importer) {
    if (!importer)
        return;
    dln_features_free(&importer->features);
    dln_csv_row_free(&importer->row);
    free(importer->name);
    free(importer);
}

dln_status dln_importer_next(dln_importer *importer, dln_arena *arena, dln_record *out,
                             dln_error *err) {
    dln_row_cells cells = {.file = dln_str_from(importer->name), .arena = arena, .err = err};
    dln_record record = {0};
    dln_status status = importer->is_json ? next_feature(importer, &cells, &record)
                                          : next_row(importer, &cells, &record);
    if (status == DLN_NOT_FOUND && importer->input.failed)
        return dln_fail(err, DLN_IO, "%s: %s", importer->name, importer->input.reason);
    if (status != DLN_OK)
        return status;
    if (!record.evidence_count)
        return dln_fail_memory(err);
    *out = record;
    return DLN_OK;
}
