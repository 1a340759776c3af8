#include "cli/table.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/terminal.h"

// An elastic column is cut down to NARROWEST; spare columns go before one is cut below READABLE.
enum { FIRST_ROWS = 64, GAP = 2, NARROWEST = 12, READABLE = 20, LEFT_OUT = 0 };

cli_table cli_table_new(const cli_column *columns, size_t column_count, dln_arena *arena) {
    return (cli_table){.columns = columns, .column_count = column_count, .arena = arena};
}

static bool grow(cli_table *table) {
    size_t capacity = table->row_capacity ? table->row_capacity * 2 : FIRST_ROWS;
    dln_str *cells = DLN_ARENA_ARRAY(table->arena, dln_str, capacity * table->column_count);
    if (!cells)
        return false;
    if (table->row_count)
        memcpy(cells, table->cells, table->row_count * table->column_count * sizeof *cells);
    table->cells = cells;
    table->row_capacity = capacity;
    return true;
}

dln_str *cli_table_row(cli_table *table) {
    if (table->row_count == table->row_capacity && !grow(table)) {
        table->failed = true;
        return table->scratch;
    }
    return table->cells + table->column_count * table->row_count++;
}

static void print_cell(FILE *out, dln_str cell, size_t width, bool numeric, bool last) {
    size_t shown = cli_text_width(cell);
    bool cut = shown > width;
    dln_str text = cut ? cli_text_fit(cell, width - 1) : cell;
    // Half of a wide letter may be left over where it was cut.
    int pad = (int)(cut ? width - 1 - cli_text_width(text) : width - shown);
    if (numeric)
        fprintf(out, "%*s", pad, "");
    cli_text_print(out, text);
    if (cut)
        fputs("…", out);
    if (!last)
        fprintf(out, "%*s", (numeric ? 0 : pad) + GAP, "");
}

static void measure(const cli_table *table, size_t *widths) {
    for (size_t c = 0; c < table->column_count; c++) {
        widths[c] = strlen(table->columns[c].name);
        for (size_t r = 0; r < table->row_count; r++) {
            size_t width = cli_text_width(table->cells[r * table->column_count + c]);
            if (width > widths[c])
                widths[c] = width;
        }
    }
}

static size_t total_width(const cli_table *table, const size_t *widths) {
    size_t total = 0;
    for (size_t c = 0; c < table->column_count; c++)
        if (widths[c] != LEFT_OUT)
            total += widths[c] + (total ? GAP : 0);
    return total;
}

static bool is_elastic(const cli_table *table, size_t column) {
    return table->columns[column].kind == CLI_COLUMN_ELASTIC;
}

static bool is_spare(const cli_table *table, size_t column) {
    cli_column_kind kind = table->columns[column].kind;
    return kind == CLI_COLUMN_SPARE || kind == CLI_COLUMN_SPARE_NUMBER;
}

static bool is_number(const cli_table *table, size_t column) {
    cli_column_kind kind = table->columns[column].kind;
    return kind == CLI_COLUMN_NUMBER || kind == CLI_COLUMN_SPARE_NUMBER;
}

// What the table takes when elastic columns are as narrow as can still be read.
static size_t readable_width(const cli_table *table, const size_t *widths) {
    size_t width = total_width(table, widths);
    for (size_t c = 0; c < table->column_count; c++)
        if (is_elastic(table, c) && widths[c] > READABLE)
            width -= widths[c] - READABLE;
    return width;
}

static void leave_out_spare(const cli_table *table, size_t *widths, size_t limit) {
    for (size_t c = table->column_count; c-- > 0 && readable_width(table, widths) > limit;)
        if (is_spare(table, c))
            widths[c] = LEFT_OUT;
}

// Leaves out spare columns, the last first, then takes from the widest elastic column until the
// table fits.
static void fit(const cli_table *table, size_t *widths, size_t limit) {
    leave_out_spare(table, widths, limit);
    for (size_t total = total_width(table, widths); total > limit; total--) {
        size_t widest = table->column_count;
        for (size_t c = 0; c < table->column_count; c++)
            if (is_elastic(table, c) && widths[c] > NARROWEST &&
                (widest == table->column_count || widths[c] > widths[widest]))
                widest = c;
        if (widest == table->column_count)
            return;
        widths[widest]--;
    }
}

// `cells` NULL: the names of the columns.
static void print_row(const cli_table *table, const dln_str *cells, const size_t *widths,
                      FILE *out) {
    size_t last = table->column_count;
    while (last > 0 && (widths[last - 1] == LEFT_OUT ||
                        (cells ? !cells[last - 1].len : !*table->columns[last - 1].name)))
        last--; // no blanks at the end of a line
    for (size_t c = 0; c < last; c++)
        if (widths[c] != LEFT_OUT)
            print_cell(out, cells ? cells[c] : dln_str_from(table->columns[c].name), widths[c],
                       is_number(table, c), c + 1 == last);
    fputc('\n', out);
}

dln_status cli_table_print(const cli_table *table, FILE *out, size_t width, dln_error *err) {
    if (table->failed)
        return dln_fail_memory(err);
    size_t widths[CLI_TABLE_COLUMNS];
    measure(table, widths);
    if (width)
        fit(table, widths, width);
    print_row(table, NULL, widths, out);
    for (size_t r = 0; r < table->row_count; r++)
        print_row(table, table->cells + r * table->column_count, widths, out);
    return DLN_OK;
}

// RFC 4180: quotes where they are needed, doubled inside, lines end in CR LF.
static void append_csv_cell(dln_buffer *out, dln_str cell) {
    bool quote = false;
    for (size_t i = 0; i < cell.len; i++)
        quote |= cell.data[i] == '\0' || strchr(",\"\r\n", cell.data[i]) != NULL;
    if (!quote) {
        dln_buffer_append(out, cell);
        return;
    }
    dln_buffer_append_char(out, '"');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.data[i] == '"')
            dln_buffer_append_char(out, '"');
        dln_buffer_append_char(out, cell.data[i]);
    }
    dln_buffer_append_char(out, '"');
}

// As src/export/csv.c does: an apostrophe in front of what would be run, and of an apostrophe.
dln_str cli_csv_text(dln_str text, dln_arena *arena) {
    bool runs = text.len && strchr("=+-@\t\r'", text.data[0]) && text.data[0];
    return runs ? dln_arena_printf(arena, "'%.*s", DLN_STR_ARG(text)) : text;
}

void cli_csv_row(dln_buffer *out, const dln_str *cells, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            dln_buffer_append_char(out, ',');
        append_csv_cell(out, cells[i]);
    }
    dln_buffer_append(out, DLN_STR("\r\n"));
}

dln_status cli_table_print_csv(const cli_table *table, FILE *out, dln_error *err) {
    if (table->failed)
        return dln_fail_memory(err);
    dln_buffer line = {0};
    dln_str names[CLI_TABLE_COLUMNS];
    for (size_t c = 0; c < table->column_count; c++)
        names[c] = dln_str_from(table->columns[c].name);
    cli_csv_row(&line, names, table->column_count);
    for (size_t r = 0; r < table->row_count && !line.failed; r++) {
        dln_str *cells = table->cells + r * table->column_count;
        for (size_t c = 0; c < table->column_count; c++)
            if (!is_number(table, c))
                cells[c] = cli_csv_text(cells[c], table->arena);
        cli_csv_row(&line, cells, table->column_count);
        (void)fwrite(line.data, 1, line.len, out); // cli_finish asks whether it went well
        dln_buffer_clear(&line);
    }
    if (table->row_count == 0 && !line.failed)
        (void)fwrite(line.data, 1, line.len, out);
    bool failed = line.failed;
    dln_buffer_free(&line);
    return failed ? dln_fail_memory(err) : DLN_OK;
}

size_t cli_terminal_width(FILE *out) {
    const char *chosen = getenv("COLUMNS");
    int64_t columns = 0;
    if (chosen && dln_str_to_int(dln_str_from(chosen), &columns) && columns > 0)
        return (size_t)columns;
    struct winsize size;
    if (!isatty(fileno(out)) || ioctl(fileno(out), TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}
