// Finding the files to build from, and reading them in an order that makes ids known before they
// are referred to: places, then more names, then areas, then the lexicon.
#include "gazetteer/builder.h"
#include "gazetteer/rows.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

// Lines between two reports of progress: a hundredth of a second.
#define PROGRESS_LINES 16384u

typedef struct source_file {
    char *path;        // owned
    const char *label; // the end of path: "places/cities.tsv", the same on every machine
    uint64_t size;
    dln_table_kind kind; // DLN_TABLE_KINDS: a file of the lexicon
} source_file;
#define KIND_LEXICON DLN_TABLE_KINDS

typedef struct source_list {
    const dln_gazetteer_sources *sources;
    const char *output;
    dln_builder *builder;
    dln_list files; // source_file
    uint64_t bytes, bytes_done;
    dln_error *err;
} source_list;

static int compare_paths(const void *a, const void *b) {
    return strcmp(((const source_file *)a)->path, ((const source_file *)b)->path);
}

static char *join_path(const char *folder, const char *name) {
    dln_buffer path = {0};
    dln_buffer_printf(&path, "%s/%s", folder, name);
    if (path.failed) {
        dln_buffer_free(&path);
        return NULL;
    }
    return path.data; // the caller's now
}

static char *copy_path(const char *path) {
    size_t size = strlen(path) + 1;
    char *copy = malloc(size);
    return copy ? memcpy(copy, path, size) : NULL;
}

// The last `parts` parts of a path.
static const char *path_end(const char *path, int parts) {
    const char *at = path + strlen(path);
    while (at > path && (at[-1] != '/' || --parts > 0))
        at--;
    return at;
}

// Lines of a dump to look at before it counts as none: its first ones may be broken.
#define RECOGNISE_LINES 50u

// An own table by its first line, a GeoNames dump by the first line that looks like one.
static dln_status recognise_table(dln_table *table, dln_table_kind *kind, dln_error *err) {
    dln_status status = dln_table_next(table, err);
    if (status == DLN_OK)
        *kind = dln_table_recognise(table);
    for (size_t i = 1; status == DLN_OK && *kind == DLN_TABLE_UNKNOWN && i < RECOGNISE_LINES; i++) {
        status = dln_table_next(table, err);
        if (status == DLN_OK)
            *kind = dln_recognise_geonames(table);
    }
    return status == DLN_NOT_FOUND ? DLN_OK : status;
}

static dln_status recognise_file(source_list *list, source_file *file) {
    dln_table table;
    dln_status status = dln_table_open(&table, file->path, list->err);
    if (status != DLN_OK)
        return status;
    file->kind = DLN_TABLE_UNKNOWN;
    status = recognise_table(&table, &file->kind, list->err);
    dln_table_close(&table);
    return status;
}

// The compiled file takes the place of what is there: a source that was typed behind -o by mistake
// would be lost.
static dln_status spare_source(const source_list *list, const char *path,
                               const struct stat *source) {
    struct stat output;
    bool same = stat(list->output, &output) == 0 && output.st_dev == source->st_dev &&
                output.st_ino == source->st_ino;
    return same ? dln_fail(list->err, DLN_INVALID,
                           "%s: is a source; name another file for the compiled gazetteer", path)
                : DLN_OK;
}

// Takes `path` over, also when it fails.
static dln_status add_file(source_list *list, char *path, int label_parts, bool lexicon) {
    struct stat status;
    source_file *file = NULL;
    if (!path || !(file = dln_list_add(&list->files, 1))) {
        free(path);
        return dln_fail_memory(list->err);
    }
    *file = (source_file){.path = path, .label = path_end(path, label_parts), .kind = KIND_LEXICON};
    if (stat(path, &status) != 0)
        return dln_fail(list->err, DLN_IO, "%s: %s", path, strerror(errno));
    file->size = (uint64_t)status.st_size;
    list->bytes += file->size;
    dln_status spared = spare_source(list, path, &status);
    if (spared != DLN_OK)
        return spared;
    return lexicon ? DLN_OK : recognise_file(list, file);
}

static bool is_table_name(const char *name) {
    dln_str s = dln_str_from(name);
    return name[0] != '.' &&
           (dln_str_ends_with(s, DLN_STR(".tsv")) || dln_str_ends_with(s, DLN_STR(".csv")) ||
            dln_str_ends_with(s, DLN_STR(".txt")));
}

// The tables of one folder, by name.
static dln_status add_folder(source_list *list, const char *folder, int label_parts, bool lexicon) {
    DIR *directory = opendir(folder);
    if (!directory)
        return dln_fail(list->err, DLN_IO, "%s: %s", folder, strerror(errno));
    size_t first = list->files.count;
    dln_status status = DLN_OK;
    for (struct dirent *entry; status == DLN_OK && (entry = readdir(directory));)
        if (is_table_name(entry->d_name))
            status = add_file(list, join_path(folder, entry->d_name), label_parts, lexicon);
    closedir(directory);
    if (list->files.count > first) {
        source_file *files = list->files.items;
        qsort(files + first, list->files.count - first, sizeof *files, compare_paths);
    }
    return status;
}

// A folder like gazetteer/ with its four parts, or one that holds tables itself.
static dln_status add_path(source_list *list, const char *path) {
    static const char *const parts[] = {"places", "aliases", "areas", "lexicon"};
    struct stat status;
    if (stat(path, &status) != 0)
        return dln_fail(list->err, DLN_IO, "%s: %s", path, strerror(errno));
    if (!S_ISDIR(status.st_mode))
        return add_file(list, copy_path(path), 1, false);
    dln_status result = DLN_OK;
    bool has_parts = false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && result == DLN_OK; i++) {
        char *folder = join_path(path, parts[i]);
        if (!folder)
            return dln_fail_memory(list->err);
        if (stat(folder, &status) == 0 && S_ISDIR(status.st_mode)) {
            has_parts = true;
            result = add_folder(list, folder, 2, strcmp(parts[i], "lexicon") == 0);
        }
        free(folder);
    }
    return has_parts || result != DLN_OK ? result : add_folder(list, path, 1, false);
}

static void complain(const source_list *list, const dln_table *table, const char *reason) {
    if (list->sources->complain) {
        char message[sizeof((dln_error *)0)->message + 256]; // a reason and a path
        snprintf(message, sizeof message, "%s:%zu: %.511s", table->path, table->line_number,
                 reason);
        list->sources->complain(list->sources->context, message);
    }
}

// One line for what a whole file has `count` of.
static void complain_once(const source_list *list, const dln_table *table, size_t count,
                          const char *what) {
    if (list->sources->complain && count > 0) {
        char message[sizeof((dln_error *)0)->message];
        snprintf(message, sizeof message, "%.255s: %zu %s", table->path, count, what);
        list->sources->complain(list->sources->context, message);
    }
}

static void show_progress(const source_list *list, const source_file *file, uint64_t read) {
    if (list->sources->progress) {
        double all = list->bytes > 0 ? (double)list->bytes : 1.0;
        list->sources->progress(list->sources->context, file->label,
                                (double)(list->bytes_done + read) / all);
    }
}

// All lines of an open table; counts those that could be used.
static dln_status read_rows(source_list *list, const source_file *file, dln_row_reader *reader,
                            size_t *rows) {
    dln_table *table = reader->table;
    dln_status status = DLN_OK;
    bool header = dln_table_has_header(file->kind);
    while ((status = dln_table_next(table, list->err)) == DLN_OK) {
        if (header) {
            header = false;
            status = dln_row_reader_header(reader, list->err);
        } else {
            dln_error reason;
            status = dln_row_reader_take(reader, &reason);
            *rows += status == DLN_OK;
            if (status == DLN_BAD_INPUT) {
                complain(list, table, reason.message);
                status = DLN_OK;
            } else if (status != DLN_OK && list->err) {
                *list->err = reason;
            }
        }
        if (status != DLN_OK)
            return status;
        if (table->line_number % PROGRESS_LINES == 0)
            show_progress(list, file, table->bytes_read);
    }
    return status == DLN_NOT_FOUND ? DLN_OK : status;
}

static void note_source(source_list *list, const source_file *file, size_t rows, dln_str remark) {
    dln_buffer_printf(&list->builder->built_from, "%s%s\t%zu\t%.*s",
                      list->builder->built_from.len > 0 ? "\n" : "", file->label, rows,
                      DLN_STR_ARG(remark));
}

// GeoNames tables carry no remark, but their licence asks to be named.
static dln_str remark_of(const source_file *file, const dln_table *table) {
    bool geonames =
        file->kind == DLN_TABLE_GEONAMES || file->kind == DLN_TABLE_GEONAMES_ALTERNATES ||
        file->kind == DLN_TABLE_GEONAMES_ADMIN1 || file->kind == DLN_TABLE_GEONAMES_ADMIN2;
    return table->remark.data || !geonames ? table->remark : DLN_STR("GeoNames (CC BY 4.0)");
}

static dln_status read_table(source_list *list, const source_file *file) {
    dln_table table;
    dln_status status = dln_table_open(&table, file->path, list->err);
    if (status != DLN_OK)
        return status;
    dln_row_reader reader = {.table = &table, .kind = file->kind, .builder = list->builder};
    size_t rows = 0;
    status = read_rows(list, file, &reader, &rows);
    if (status == DLN_OK) {
        complain_once(list, &table, reader.known_places,
                      "places that are here already: only their names were added");
        complain_once(list, &table, reader.strange_names, "names of places that are not here");
        note_source(list, file, rows, remark_of(file, &table));
    }
    dln_table_close(&table);
    return status;
}

// The lexicon travels as it is; its own module reads it.
static dln_status read_lexicon(source_list *list, const source_file *file) {
    FILE *stream = fopen(file->path, "re");
    if (!stream)
        return dln_fail(list->err, DLN_IO, "%s: %s", file->path, strerror(errno));
    dln_buffer contents = {0};
    char block[16384];
    size_t got;
    while ((got = fread(block, 1, sizeof block, stream)) > 0)
        dln_buffer_append(&contents, (dln_str){block, got});
    bool failed = ferror(stream) != 0;
    fclose(stream);
    dln_status status = DLN_OK;
    if (failed) {
        status = dln_fail(list->err, DLN_IO, "%s: cannot be read", file->path);
    } else if (contents.failed) {
        status = dln_fail_memory(list->err);
    } else {
        status = dln_builder_add_lexicon(list->builder, dln_str_from(path_end(file->path, 1)),
                                         dln_buffer_str(&contents), list->err);
    }
    dln_buffer_free(&contents);
    return status;
}

static dln_status read_kind(source_list *list, dln_table_kind first, dln_table_kind last) {
    const source_file *files = list->files.items;
    dln_status status = DLN_OK;
    for (size_t i = 0; i < list->files.count && status == DLN_OK; i++) {
        if (files[i].kind < first || files[i].kind > last)
            continue;
        show_progress(list, &files[i], 0);
        status = files[i].kind == KIND_LEXICON ? read_lexicon(list, &files[i])
                                               : read_table(list, &files[i]);
        list->bytes_done += files[i].size;
    }
    return status;
}

static dln_status check_kinds(const source_list *list) {
    const source_file *files = list->files.items;
    for (size_t i = 0; i < list->files.count; i++) {
        if (files[i].size == 0 && list->sources->complain) {
            char message[sizeof((dln_error *)0)->message];
            snprintf(message, sizeof message, "%.480s: is empty", files[i].path);
            list->sources->complain(list->sources->context, message);
        }
        if (files[i].kind == DLN_TABLE_UNKNOWN && files[i].size > 0) {
            return dln_fail(list->err, DLN_BAD_INPUT,
                            "%s: neither a table with the columns \"name\", \"lat\" and \"lon\", "
                            "or \"id\", nor a GeoNames "
                            "dump",
                            files[i].path);
        }
    }
    return DLN_OK;
}

static dln_status read_all(source_list *list) {
    dln_status status = DLN_OK;
    for (size_t i = 0; i < list->sources->path_count && status == DLN_OK; i++)
        status = add_path(list, list->sources->paths[i]);
    if (status == DLN_OK)
        status = check_kinds(list);
    if (status == DLN_OK)
        status = read_kind(list, DLN_TABLE_PLACES, DLN_TABLE_GEONAMES);
    if (status == DLN_OK)
        status = read_kind(list, DLN_TABLE_ALIASES, DLN_TABLE_GEONAMES_ADMIN2);
    return status == DLN_OK ? read_kind(list, DLN_TABLE_AREAS, KIND_LEXICON) : status;
}

dln_status dln_sources_read(const dln_gazetteer_sources *sources, const char *output,
                            dln_builder *builder, dln_error *err) {
    source_list list = {.sources = sources,
                        .output = output,
                        .builder = builder,
                        .files = DLN_LIST(source_file),
                        .err = err};
    dln_status status = read_all(&list);
    const source_file *files = list.files.items;
    for (size_t i = 0; i < list.files.count; i++)
        free(files[i].path);
    dln_list_free(&list.files);
    return status;
}

dln_status dln_gazetteer_build(const dln_gazetteer_sources *sources, const char *path,
                               dln_error *err) {
    dln_builder builder;
    dln_status status = dln_builder_init(&builder, err);
    if (status != DLN_OK)
        return status;
    status = dln_sources_read(sources, path, &builder, err);
    if (status == DLN_OK && builder.places.count == 0) {
        status = dln_fail(err, DLN_BAD_INPUT, "%s: no places to build from",
                          sources->path_count > 0 ? sources->paths[0] : "no sources");
    }
    if (status == DLN_OK) {
        if (sources->progress)
            sources->progress(sources->context, path, 1.0);
        status = dln_builder_write(&builder, path, err);
    }
    dln_builder_free(&builder);
    return status;
}
