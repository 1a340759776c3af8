#include "gazetteer/table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

dln_status dln_table_open(dln_table *table, const char *path, dln_error *err) {
    bool csv = dln_str_ends_with(dln_str_from(path), DLN_STR(".csv"));
    *table = (dln_table){.path = path, .separator = csv ? ',' : '\t', .file = fopen(path, "re")};
    return table->file ? DLN_OK : dln_fail(err, DLN_IO, "%s: %s", path, strerror(errno));
}

void dln_table_close(dln_table *table) {
    if (table->file)
        fclose(table->file);
    free(table->line);
    if (table->remark.data) {
        union {
            const char *read;
            char *owned;
        } remark = {.read = table->remark.data};
        free(remark.owned);
    }
    *table = (dln_table){0};
}

static dln_status keep_remark(dln_table *table, dln_str line, dln_error *err) {
    dln_str text = dln_str_trim(dln_str_slice(line, 1, line.len));
    if (table->remark.data || text.len == 0)
        return DLN_OK;
    char *copy = malloc(text.len);
    if (!copy)
        return dln_fail_memory(err);
    table->remark = (dln_str){memcpy(copy, text.data, text.len), text.len};
    return DLN_OK;
}

// One field of a comma-separated line, unquoted in place ("" is one quote); steps `*at` behind
// the separator, or behind the end of the line when it was the last.
static dln_str cut_quoted(char *line, size_t len, size_t *at) {
    size_t begin = *at;
    size_t end = begin;
    bool quoted = false;
    size_t i = begin;
    for (; i < len && (quoted || line[i] != ','); i++)
        if (line[i] != '"')
            line[end++] = line[i];
        else if (quoted && i + 1 < len && line[i + 1] == '"')
            line[end++] = line[i++];
        else
            quoted = !quoted;
    *at = i + 1;
    return (dln_str){line + begin, end - begin};
}

static void cut_fields(dln_table *table, size_t len) {
    table->field_count = 0;
    if (table->separator == ',') {
        for (size_t at = 0; at <= len && table->field_count < DLN_TABLE_MAX_COLUMNS;)
            table->fields[table->field_count++] = cut_quoted(table->line, len, &at);
        return;
    }
    dln_str rest = {table->line, len};
    while (rest.data && table->field_count < DLN_TABLE_MAX_COLUMNS)
        table->fields[table->field_count++] = dln_str_cut(&rest, table->separator);
}

dln_status dln_table_next(dln_table *table, dln_error *err) {
    for (;;) {
        errno = 0;
        ssize_t got = getline(&table->line, &table->line_capacity, table->file);
        if (got < 0) {
            if (feof(table->file))
                return DLN_NOT_FOUND;
            return errno == ENOMEM ? dln_fail_memory(err)
                                   : dln_fail(err, DLN_IO, "%s: %s", table->path, strerror(errno));
        }
        size_t len = (size_t)got;
        table->bytes_read += len;
        table->line_number++;
        while (len > 0 && (table->line[len - 1] == '\n' || table->line[len - 1] == '\r'))
            len--;
        if (table->line_number == 1 && len >= 3 && memcmp(table->line, "\xEF\xBB\xBF", 3) == 0)
            memmove(table->line, table->line + 3, len -= 3); // byte-order mark
        if (len > 0 && table->line[0] == '#') {
            dln_status status = keep_remark(table, (dln_str){table->line, len}, err);
            if (status != DLN_OK)
                return status;
        } else if (len > 0) {
            cut_fields(table, len);
            return DLN_OK;
        }
    }
}

dln_str dln_table_field(const dln_table *table, size_t column) {
    return column < table->field_count ? dln_str_trim(table->fields[column]) : DLN_STR_NONE;
}
