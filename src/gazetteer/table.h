// Reading text tables line by line: tab-separated, or comma-separated with quotes.
#ifndef DLN_GAZETTEER_TABLE_H
#define DLN_GAZETTEER_TABLE_H

#include "dateline/base.h"

#include <stdio.h>

#define DLN_TABLE_MAX_COLUMNS 32u // GeoNames has 19

typedef struct dln_table {
    const char *path;
    FILE *file;
    char *line; // owned; fields point into it
    size_t line_capacity;
    size_t line_number;
    uint64_t bytes_read;
    char separator;
    dln_str fields[DLN_TABLE_MAX_COLUMNS];
    size_t field_count;
    dln_str remark; // first comment line without its '#', none if there is none; owned
} dln_table;

// The separator is a comma for names that end in ".csv".
dln_status dln_table_open(dln_table *table, const char *path, dln_error *err) DLN_MUST_CHECK;
void dln_table_close(dln_table *table);
// The next line that is neither empty nor a comment, cut into fields. DLN_NOT_FOUND at the end.
dln_status dln_table_next(dln_table *table, dln_error *err) DLN_MUST_CHECK;
// A field of the current line, empty behind its end.
dln_str dln_table_field(const dln_table *table, size_t column);

#endif
