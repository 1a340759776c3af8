// Rows of text as an aligned table for a terminal, or as CSV.
#ifndef DLN_CLI_TABLE_H
#define DLN_CLI_TABLE_H

#include <stdio.h>

#include "dateline/base.h"

#define CLI_TABLE_COLUMNS 64

typedef enum cli_column_kind {
    CLI_COLUMN_TEXT,
    CLI_COLUMN_NUMBER,       // aligned right
    CLI_COLUMN_ELASTIC,      // text that gives way when the terminal is too narrow
    CLI_COLUMN_SPARE,        // text, and
    CLI_COLUMN_SPARE_NUMBER, // a number, that are left out then
} cli_column_kind;

typedef struct cli_column {
    const char *name;
    cli_column_kind kind;
} cli_column;

typedef struct cli_table {
    const cli_column *columns;
    size_t column_count;
    dln_arena *arena;
    dln_str *cells; // row by row
    size_t row_count, row_capacity;
    bool failed; // no memory: said by cli_table_print
    dln_str scratch[CLI_TABLE_COLUMNS];
} cli_table;

cli_table cli_table_new(const cli_column *columns, size_t column_count, dln_arena *arena);
// The next row; its cells are set by the caller and must live until the table is printed.
// Never NULL: without memory it gives a scratch row and the table is marked as failed.
dln_str *cli_table_row(cli_table *table);
// `width` 0: as wide as it needs to be.
dln_status cli_table_print(const cli_table *table, FILE *out, size_t width, dln_error *err);
dln_status cli_table_print_csv(const cli_table *table, FILE *out, dln_error *err);
// A line of CSV; cli_csv_text is a text as its cell: no spreadsheet takes it for a formula.
dln_str cli_csv_text(dln_str text, dln_arena *arena);
void cli_csv_row(dln_buffer *out, const dln_str *cells, size_t count);
// What the environment variable COLUMNS says, else the terminal's width if `out` is one, else 0.
size_t cli_terminal_width(FILE *out);

#endif
