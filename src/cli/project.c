#define _XOPEN_SOURCE 700 // realpath
#include "cli/project.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/knowledge.h"
#include "cli/output_file.h"

// --- paths: a project and its data move together, so it names them from where it stands ---

static size_t stem_length(const char *path) {
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    return dot && dot != name ? (size_t)(dot - path) : strlen(path);
}

dln_str cli_project_beside(const char *data, dln_arena *arena) {
    return dln_arena_printf(arena, "%.*s.qgs", (int)stem_length(data), data);
}

static dln_str name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return dln_str_from(slash ? slash + 1 : path);
}

// The folder of a path without links and dots.
static dln_status folder_of(const char *path, char out[PATH_MAX], dln_arena *arena,
                            dln_error *err) {
    const char *slash = strrchr(path, '/');
    dln_str folder = !slash          ? DLN_STR(".")
                     : slash == path ? DLN_STR("/")
                                     : (dln_str){path, (size_t)(slash - path)};
    dln_str terminated = dln_arena_copy(arena, folder);
    if (!terminated.data)
        return dln_fail_memory(err);
    return realpath(terminated.data, out)
               ? DLN_OK
               : dln_fail(err, DLN_IO, "cannot write %s: %s", path, strerror(errno));
}

// `to`, a folder, from `from`, another: "./", "../shared/". Both absolute.
static void append_way(dln_buffer *out, const char *from, const char *to) {
    size_t same = 0; // length of the folders they have in common
    for (size_t i = 0;; i++) {
        bool from_ends = from[i] == '/' || !from[i], to_ends = to[i] == '/' || !to[i];
        if (from_ends && to_ends)
            same = i;
        if (from[i] != to[i] || !from[i])
            break;
    }
    dln_buffer_append(out, DLN_STR("./"));
    for (const char *rest = from + same; *rest; rest++)
        if (*rest == '/' && rest[1])
            dln_buffer_append(out, DLN_STR("../"));
    const char *rest = to + same;
    rest += *rest == '/';
    if (*rest)
        dln_buffer_printf(out, "%s/", rest);
}

// How a project calls `data`, in `arena`.
static dln_status relative_path(const char *project, const char *data, dln_arena *arena,
                                dln_str *out, dln_error *err) {
    char from[PATH_MAX], to[PATH_MAX];
    dln_status status = folder_of(project, from, arena, err);
    if (status == DLN_OK)
        status = folder_of(data, to, arena, err);
    if (status != DLN_OK)
        return status;
    dln_buffer way = {0};
    append_way(&way, from, to);
    dln_buffer_append(&way, name_of(data));
    *out = dln_arena_copy(arena, dln_buffer_str(&way));
    status = way.failed || !out->data ? dln_fail_memory(err) : DLN_OK;
    dln_buffer_free(&way);
    return status;
}

// --- what the layers show ---

typedef struct survey {
    dln_coverage *coverage;
    dln_buffer ids;
    size_t count;
} survey;

static dln_status look_at(void *context, const dln_record *record, dln_error *err) {
    survey *s = context;
    (void)err;
    dln_coverage_add(s->coverage, record);
    dln_buffer_printf(&s->ids, "%s%lld", s->count++ ? "," : "", (long long)record->id);
    return DLN_OK;
}

static dln_status count_one(void *context, const dln_record *record, dln_error *err) {
    (void)record;
    (void)err;
    ++*(size_t *)context;
    return DLN_OK;
}

// QGIS can be asked for days and words itself, so that what comes into the database later shows as
// well. What it cannot be asked for, such as the polygon of a country, becomes a list of ids.
static dln_status condition_of(dln_store *store, const dln_filter *filter, const survey *s,
                               dln_buffer *out, dln_error *err) {
    dln_filter simple;
    dln_filter_init(&simple);
    simple.types = filter->types;
    simple.statuses = filter->statuses;
    simple.reviews = filter->reviews;
    simple.since = filter->since;
    simple.until = filter->until;
    simple.min_confidence = filter->min_confidence;
    size_t more = 0;
    dln_status status = dln_store_query(store, &simple, count_one, &more, err);
    dln_qgis_condition(&simple, out);
    if (status == DLN_OK && more != s->count) {
        dln_buffer_append(out, DLN_STR(" AND \"id\" IN ("));
        dln_buffer_append(out, dln_buffer_str(&s->ids));
        dln_buffer_append_char(out, ')');
    }
    return status;
}

dln_status cli_project_survey(dln_store *store, const dln_filter *filter, dln_arena *arena,
                              cli_project *project, size_t *count, dln_error *err) {
    survey s = {0};
    dln_buffer condition = {0};
    dln_status status = dln_coverage_new(&s.coverage, err);
    if (status == DLN_OK)
        status = dln_store_query(store, filter, look_at, &s, err);
    if (status == DLN_OK)
        status = condition_of(store, filter, &s, &condition, err);
    if (status == DLN_OK && (s.ids.failed || condition.failed))
        status = dln_fail_memory(err);
    project->condition = dln_arena_copy(arena, dln_buffer_str(&condition));
    project->coverage = s.coverage;
    *count = s.count;
    dln_buffer_free(&s.ids);
    dln_buffer_free(&condition);
    return status;
}

// --- the files ---

// What an analyst has arranged in QGIS is not lost to a second export.
static dln_status check_ours(const char *path, dln_error *err) {
    char beginning[512] = "";
    FILE *file = fopen(path, "rb");
    if (!file)
        return DLN_OK;
    size_t length = fread(beginning, 1, sizeof beginning - 1, file);
    fclose(file);
    if (length == 0 || strstr(beginning, DLN_QGIS_MARK))
        return DLN_OK;
    return dln_fail(err, DLN_INVALID,
                    "%s was saved by QGIS since: remove it, or name another with -o", path);
}

static dln_status put_ground(const cli_project *project, const cli_layers *layers, dln_box box,
                             dln_arena *arena, dln_str *out, dln_error *err) {
    dln_str path = dln_arena_printf(arena, "%.*s-basemap.gpkg", (int)stem_length(project->path),
                                    project->path);
    if (!path.data)
        return dln_fail_memory(err);
    dln_status status = layers->basemap_cut(cli_basemap_path(arena).data, box, path.data, err);
    return status == DLN_OK ? relative_path(project->path, path.data, arena, out, err) : status;
}

static dln_status put_project(const char *path, const dln_qgis_project *document, dln_error *err) {
    cli_output out = {.path = path};
    dln_status status = cli_output_open(&out, err);
    if (status == DLN_OK)
        status = dln_qgis_project_write(document, cli_output_write, &out, err);
    return cli_output_close(&out, status, err);
}

dln_status cli_project_write(const cli_project *project, const cli_layers *layers, dln_arena *arena,
                             dln_error *err) {
    dln_qgis_project document;
    dln_qgis_project_init(&document);
    document.kind = project->kind;
    document.condition = project->condition;
    document.title = name_of(project->data);
    dln_coverage_days(project->coverage, &document.first, &document.last);
    document.box = project->region;
    document.has_box = project->has_region || dln_coverage_box(project->coverage, &document.box);
    dln_status status = check_ours(project->path, err);
    if (status == DLN_OK)
        status = relative_path(project->path, project->data, arena, &document.data, err);
    if (status == DLN_OK && document.has_box)
        status = put_ground(project, layers, document.box, arena, &document.basemap, err);
    return status == DLN_OK ? put_project(project->path, &document, err) : status;
}
