// dateline export: files for other programs.
#include <string.h>

#include "cli/cli.h"
#include "cli/filter_options.h"
#include "cli/layers.h"
#include "cli/output_file.h"

typedef struct export_job {
    cli_filter filter;
    const char *path;
    dln_export_profile profile;
    dln_export_format format;
    dln_store *store;
    cli_layers layers;
    dln_text_export *text;
    dln_layer_export *layer;
    size_t count;
} export_job;

static bool parse_profile(dln_str value, void *target, dln_error *err) {
    static const char *const names[] = {"dateline", "acled", "ucdp"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (dln_str_equal(value, dln_str_from(names[i]))) {
            *(dln_export_profile *)target = (dln_export_profile)i;
            return true;
        }
    dln_fail(err, DLN_INVALID, "'%.*s' is no profile: acled or ucdp", DLN_STR_ARG(value));
    return false;
}

static dln_status export_record(void *context, const dln_record *record, dln_error *err) {
    export_job *job = context;
    job->count++;
    return job->text ? dln_text_export_add(job->text, record, err)
                     : job->layers.layer_export_add(job->layer, record, err);
}

static dln_status export_text(export_job *job, dln_error *err) {
    cli_output out = {.path = job->path};
    dln_status status = cli_output_open(&out, err);
    if (status == DLN_OK)
        status =
            dln_text_export_new(job->format, job->profile, cli_output_write, &out, &job->text, err);
    if (status == DLN_OK)
        status = dln_store_query(job->store, &job->filter.filter, export_record, job, err);
    if (status == DLN_OK)
        status = dln_text_export_finish(job->text, err);
    dln_text_export_free(job->text);
    return cli_output_close(&out, status, err);
}

static dln_status export_layer(export_job *job, dln_error *err) {
    dln_status status = cli_layers_open(&job->layers, err);
    if (status != DLN_OK)
        return status;
    status = job->layers.layer_export_new(job->format, job->path, &job->layer, err);
    if (status != DLN_OK)
        return status;
    status = dln_store_query(job->store, &job->filter.filter, export_record, job, err);
    if (status == DLN_OK)
        status = job->layers.layer_export_finish(job->layer, err);
    job->layers.layer_export_free(job->layer);
    return status;
}

static dln_status run_export(export_job *job, dln_arena *arena, dln_error *err) {
    dln_status status = cli_filter_build(&job->filter, arena, err);
    if (status == DLN_OK)
        status = dln_store_open(job->filter.database, DLN_STORE_READ, &job->store, err);
    if (status != DLN_OK)
        return status;
    bool is_text = job->format == DLN_EXPORT_GEOJSON || job->format == DLN_EXPORT_CSV;
    return is_text ? export_text(job, err) : export_layer(job, err);
}

int cli_export(int argc, char **argv) {
    export_job job = {0};
    cli_filter_init(&job.filter);
    const cli_option options[] = {
        {"output|o", "FILE",
         "by suffix: .geojson .gpkg .kml .csv .shp .fgb; - is GeoJSON to stdout", cli_parse_text,
         &job.path},
        {"profile", "NAME", "columns of a CSV: acled or ucdp", parse_profile, &job.profile},
        {0},
    };
    cli_usage usage = {"export",
                       "[filters] -o FILE",
                       "Writes the incidents that pass the filters for other programs.",
                       {job.filter.options, options},
                       2};
    int count = 0;
    int leave = cli_options_parse(&usage, argc, argv, &count);
    if (leave >= 0)
        return leave;
    if (count)
        return cli_usage_error("export", "'%s' is no filter", argv[0]);
    if (!job.path)
        return cli_usage_error("export",
                               "name the file: -o incidents.geojson (or .gpkg, .kml, .csv)");
    if (strcmp(job.path, "-") != 0 && !dln_export_format_of(dln_str_from(job.path), &job.format))
        return cli_usage_error(
            "export", "'%s': the suffix is none of .geojson .gpkg .kml .csv .shp .fgb", job.path);
    if (job.profile != DLN_PROFILE_DATELINE && job.format != DLN_EXPORT_CSV)
        return cli_usage_error("export", "--profile is for .csv files");
    dln_error err = {0};
    dln_arena *arena = NULL;
    dln_status status = dln_arena_new(&arena, &err);
    if (status == DLN_OK)
        status = run_export(&job, arena, &err);
    int result = status == DLN_OK ? CLI_DONE : cli_fail(&err);
    if (status == DLN_OK && job.count == 0) {
        cli_say("no incident passes these filters: %s has none", job.path);
        result = CLI_NOTHING_FOUND;
    } else if (status == DLN_OK && strcmp(job.path, "-") != 0) {
        cli_say("%s: %zu incidents", job.path, job.count);
    }
    dln_store_close(job.store);
    dln_arena_free(arena);
    return cli_finish(result);
}
