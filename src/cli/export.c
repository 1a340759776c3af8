// dateline export: files for other programs.
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/filter_options.h"
#include "cli/knowledge.h"
#include "cli/layers.h"
#include "cli/output_file.h"
#include "cli/project.h"

typedef struct export_job {
    cli_filter filter;
    const char *path;
    dln_export_profile profile;
    dln_export_format format;
    bool qgis, is_project; // --qgis; the output is a project of the database
    cli_project project;
    dln_store *store;
    cli_layers layers;
    dln_text_export *text;
    dln_layer_export *layer;
    dln_page_export *page;
    dln_str title; // of a page
    bool hxl;
    size_t count, left_out, ways;
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
    if (job->project.coverage)
        dln_coverage_add(job->project.coverage, record);
    if (job->page)
        return job->layers.page_export_add(job->page, record, err);
    return job->text ? dln_text_export_add(job->text, record, err)
                     : job->layers.layer_export_add(job->layer, record, err);
}

static dln_status export_text(export_job *job, dln_error *err) {
    cli_output out = {.path = job->path};
    dln_status status = cli_output_open(&out, err);
    if (status == DLN_OK)
        status =
            dln_text_export_new(job->format, job->profile, cli_output_write, &out, &job->text, err);
    if (status == DLN_OK && job->hxl)
        dln_text_export_hxl(job->text);
    if (status == DLN_OK)
        status = dln_store_query(job->store, &job->filter.filter, export_record, job, err);
    if (status == DLN_OK)
        status = dln_text_export_finish(job->text, err);
    if (status == DLN_OK)
        job->ways = dln_text_export_ways(job->text);
    dln_text_export_free(job->text);
    return cli_output_close(&out, status, err);
}

static dln_status export_page(export_job *job, dln_arena *arena, dln_error *err) {
    dln_page_options options = {.title = job->title, .basemap = cli_basemap_path(arena).data};
    options.has_window = cli_filter_region(&job->filter.filter, &options.window);
    if (!options.basemap)
        return dln_fail_memory(err);
    cli_output out = {.path = job->path};
    dln_status status = cli_layers_open(&job->layers, err);
    if (status == DLN_OK)
        status = cli_output_open(&out, err);
    if (status != DLN_OK)
        return status;
    status = job->layers.page_export_new(&options, cli_output_write, &out, &job->page, err);
    if (status == DLN_OK)
        status = dln_store_query(job->store, &job->filter.filter, export_record, job, err);
    if (status == DLN_OK)
        status = job->layers.page_export_finish(job->page, err);
    if (status == DLN_OK)
        job->ways = job->layers.page_export_ways(job->page);
    job->layers.page_export_free(job->page);
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
    job->left_out = job->layers.layer_export_left_out(job->layer);
    job->ways = job->layers.layer_export_ways(job->layer);
    job->layers.layer_export_free(job->layer);
    return status;
}

// Beside these QGIS looks for a style; the other formats hold their own or are tables.
static bool takes_style(const export_job *job) {
    return strcmp(job->path, "-") != 0 &&
           (job->format == DLN_EXPORT_GEOJSON || job->format == DLN_EXPORT_SHAPEFILE ||
            job->format == DLN_EXPORT_FLATGEOBUF);
}

// NAME.qml, or NAME-movements.qml. One that stands there is the user's: QGIS saves its own so.
static dln_status put_style(const export_job *job, const char *suffix, bool lines, dln_error *err) {
    size_t stem = (size_t)(strrchr(job->path, '.') - job->path);
    dln_buffer path = {0};
    dln_buffer_append(&path, (dln_str){job->path, stem});
    dln_buffer_append(&path, dln_str_from(suffix));
    if (path.failed)
        return dln_fail_memory(err);
    dln_status status = DLN_OK;
    if (access(path.data, F_OK) != 0) {
        cli_output out = {.path = path.data};
        status = cli_output_open(&out, err);
        if (status == DLN_OK)
            status = dln_export_style(lines, cli_output_write, &out, err);
        status = cli_output_close(&out, status, err);
    }
    dln_buffer_free(&path);
    return status;
}

static dln_status put_styles(const export_job *job, dln_error *err) {
    dln_status status = put_style(job, ".qml", false, err);
    if (status == DLN_OK && job->ways && job->format != DLN_EXPORT_GEOJSON)
        status = put_style(job, "-movements.qml", true, err);
    return status;
}

static const char *shown_name(const export_job *job) {
    return job->is_project ? job->project.path : job->path;
}

// "a.fgb: 12 incidents, 3 movements; left out 2 incidents without a place, which …"
static void say_what_was_written(const export_job *job) {
    dln_buffer line = {0};
    size_t written = job->count - job->left_out;
    dln_buffer_printf(&line, "%s: %zu incident%s", shown_name(job), written,
                      written == 1 ? "" : "s");
    if (job->ways)
        dln_buffer_printf(&line, ", %zu movement%s", job->ways, job->ways == 1 ? "" : "s");
    if (job->left_out)
        dln_buffer_printf(&line,
                          "; %zu without a place left out, which FlatGeobuf cannot hold: "
                          "GeoJSON and GeoPackage can",
                          job->left_out);
    if (job->qgis && !job->is_project)
        dln_buffer_printf(&line, "; %s opens them in QGIS", job->project.path);
    if (!line.failed)
        cli_say("%s", line.data);
    dln_buffer_free(&line);
}

// The data themselves, with a style beside them.
static dln_status export_data(export_job *job, dln_arena *arena, dln_error *err) {
    if (job->format == DLN_EXPORT_PAGE)
        return export_page(job, arena, err);
    dln_status status =
        dln_export_is_text(job->format) ? export_text(job, err) : export_layer(job, err);
    return status == DLN_OK && takes_style(job) ? put_styles(job, err) : status;
}

// With --qgis, or asked for a .qgs: a project that opens the database, or the file written.
static dln_status export_for_qgis(export_job *job, dln_arena *arena, dln_error *err) {
    cli_project *project = &job->project;
    dln_status status = cli_layers_open(&job->layers, err);
    if (status != DLN_OK)
        return status;
    project->has_region = cli_filter_region(&job->filter.filter, &project->region);
    if (job->is_project) {
        project->data = job->filter.database;
        project->path = job->path ? job->path : cli_project_beside(project->data, arena).data;
        status =
            cli_project_survey(job->store, &job->filter.filter, arena, project, &job->count, err);
    } else {
        project->kind = job->format == DLN_EXPORT_GPKG ? DLN_QGIS_GEOPACKAGE : DLN_QGIS_GEOJSON;
        project->data = job->path;
        project->path = cli_project_beside(project->data, arena).data;
        status = dln_coverage_new(&project->coverage, err);
        if (status == DLN_OK)
            status = export_data(job, arena, err);
    }
    if (status == DLN_OK && !project->path)
        status = dln_fail_memory(err);
    return status == DLN_OK ? cli_project_write(project, &job->layers, arena, err) : status;
}

static dln_status run_export(export_job *job, dln_arena *arena, dln_error *err) {
    dln_status status = cli_filter_build(&job->filter, arena, err);
    if (status == DLN_OK)
        status = dln_store_open(job->filter.database, DLN_STORE_READ, &job->store, err);
    if (status != DLN_OK)
        return status;
    return job->qgis ? export_for_qgis(job, arena, err) : export_data(job, arena, err);
}

// What of the options does not go together; returns the exit status to leave with, -1 to go on.
static int check_options(export_job *job) {
    dln_str path = dln_str_from(job->path);
    job->is_project = dln_str_ends_with(path, DLN_STR(".qgs")) || (job->qgis && !job->path);
    job->qgis = job->qgis || job->is_project;
    if (!job->path && !job->is_project)
        return cli_usage_error("export",
                               "name the file: -o incidents.geojson (or .gpkg, .kml, .csv, .qgs)");
    if (!job->is_project && !dln_str_equal(path, DLN_STR("-")) &&
        !dln_export_format_of(path, &job->format))
        return cli_usage_error(
            "export",
            "'%s': the suffix is none of .geojson .geojsonl .geojsons .gpkg .kml .csv "
            ".shp .fgb .qgs .html",
            job->path);
    if (job->profile != DLN_PROFILE_DATELINE && (job->is_project || job->format != DLN_EXPORT_CSV))
        return cli_usage_error("export", "--profile is for .csv files");
    if (job->hxl && (job->is_project || job->format != DLN_EXPORT_CSV))
        return cli_usage_error("export", "--hxl is for .csv files");
    if (job->qgis && !job->is_project &&
        (dln_str_equal(path, DLN_STR("-")) ||
         (job->format != DLN_EXPORT_GPKG && job->format != DLN_EXPORT_GEOJSON)))
        return cli_usage_error(
            "export", "--qgis makes a project for the database, a .gpkg or a .geojson file");
    return -1;
}

int cli_export(int argc, char **argv) {
    export_job job = {0};
    cli_filter_init(&job.filter);
    const cli_option options[] = {
        {"output|o", "FILE",
         "by suffix: .geojson .geojsonl .geojsons .gpkg .kml .csv .shp .fgb .qgs .html; - is "
         "GeoJSON to stdout",
         cli_parse_text, &job.path},
        {"qgis", NULL, "a QGIS project beside the file, or beside the database without -o", NULL,
         &job.qgis},
        {"title", "TEXT", "title of an .html page (made of the days)", cli_parse_string,
         &job.title},
        {"hxl", NULL, "a row of HXL tags below the header of a CSV", NULL, &job.hxl},
        {"profile", "NAME", "columns of a CSV: acled or ucdp", parse_profile, &job.profile},
        {0},
    };
    cli_usage usage = {"export",
                       "[filters] -o FILE | --qgis",
                       "Writes the incidents that pass the filters for other programs.",
                       {job.filter.options, options},
                       2};
    int count = 0;
    int leave = cli_options_parse(&usage, argc, argv, &count);
    if (leave >= 0)
        return leave;
    if (count)
        return cli_usage_error("export", "'%s' is no filter", argv[0]);
    leave = check_options(&job);
    if (leave >= 0)
        return leave;
    dln_error err = {0};
    dln_arena *arena = NULL;
    dln_status status = dln_arena_new(&arena, &err);
    if (status == DLN_OK)
        status = run_export(&job, arena, &err);
    int result = status == DLN_OK ? CLI_DONE : cli_fail(&err);
    if (status == DLN_OK && job.count == 0) {
        cli_say("no incident passes these filters: %s has none", shown_name(&job));
        result = CLI_NOTHING_FOUND;
    } else if (status == DLN_OK && strcmp(shown_name(&job), "-") != 0) {
        say_what_was_written(&job);
    }
    dln_store_close(job.store);
    dln_coverage_free(job.project.coverage);
    dln_arena_free(arena);
    return cli_finish(result);
}
