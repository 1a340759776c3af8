// dateline map: a picture of what is in the database.
#include <inttypes.h>

#include "cli/cli.h"
#include "cli/filter_options.h"
#include "cli/knowledge.h"
#include "cli/layers.h"
#include "cli/local_names.h"

static const double default_dpi = 96;
static const double mm_per_inch = 25.4;

// --size 1658x1045 (pixels) or 210x148mm.
typedef struct map_size {
    double width, height;
    bool millimetres;
} map_size;

static bool parse_size(dln_str value, void *target, dln_error *err) {
    map_size *size = target;
    dln_str rest = value;
    size->millimetres = dln_str_ends_with(value, DLN_STR("mm"));
    if (size->millimetres)
        rest.len -= 2;
    dln_str width = dln_str_cut(&rest, 'x');
    if (rest.data && dln_str_to_double(width, &size->width) &&
        dln_str_to_double(rest, &size->height) && size->width > 0 && size->height > 0)
        return true;
    dln_fail(err, DLN_INVALID, "'%.*s' is no size: 1658x1045 (pixels) or 210x148mm",
             DLN_STR_ARG(value));
    return false;
}

static bool parse_theme(dln_str value, void *target, dln_error *err) {
    static const char *const names[] = {"light", "dark", "print", "grey"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (dln_str_equal(value, dln_str_from(names[i]))) {
            *(dln_map_theme *)target = (dln_map_theme)i;
            return true;
        }
    dln_fail(err, DLN_INVALID, "'%.*s' is no theme: light, dark, print or grey",
             DLN_STR_ARG(value));
    return false;
}

static bool parse_series(dln_str value, void *target, dln_error *err) {
    static const char *const names[] = {"day", "week", "month"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (dln_str_equal(value, dln_str_from(names[i]))) {
            *(dln_map_series *)target = (dln_map_series)(DLN_SERIES_DAY + i);
            return true;
        }
    dln_fail(err, DLN_INVALID, "'%.*s' is no period: day, week or month", DLN_STR_ARG(value));
    return false;
}

static bool parse_density(dln_str value, void *target, dln_error *err) {
    static const char *const names[] = {"hexagon", "heat"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (dln_str_equal(value, dln_str_from(names[i]))) {
            *(dln_map_density *)target = (dln_map_density)(DLN_DENSITY_HEXAGON + i);
            return true;
        }
    dln_fail(err, DLN_INVALID, "'%.*s' is no density: hexagon or heat", DLN_STR_ARG(value));
    return false;
}

static bool parse_size_by(dln_str value, void *target, dln_error *err) {
    static const char *const names[] = {"count", "fatalities", "casualties"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (dln_str_equal(value, dln_str_from(names[i]))) {
            *(dln_map_size_by *)target = (dln_map_size_by)(DLN_SIZE_BY_COUNT + i);
            return true;
        }
    dln_fail(err, DLN_INVALID,
             "'%.*s' is no number of an incident: count, fatalities or casualties",
             DLN_STR_ARG(value));
    return false;
}

enum { HIGHLIGHT_MAX = 64 }; // more and nothing stands out
typedef struct id_list {
    int64_t ids[HIGHLIGHT_MAX];
    bool found[HIGHLIGHT_MAX];
    size_t count;
} id_list;

static bool parse_ids(dln_str value, void *target, dln_error *err) {
    id_list *list = target;
    while (value.data) {
        dln_str id = dln_str_trim(dln_str_cut(&value, ','));
        if (list->count == HIGHLIGHT_MAX) {
            dln_fail(err, DLN_INVALID, "at most %d incidents can be highlighted", HIGHLIGHT_MAX);
            return false;
        }
        if (!dln_str_to_int(id, &list->ids[list->count++])) {
            dln_fail(err, DLN_INVALID,
                     "'%.*s' is no id of an incident: a number, as query lists it",
                     DLN_STR_ARG(id));
            return false;
        }
    }
    return true;
}

// By dln_map_language.
static const char *const language_codes[] = {"en", "ar"};

static bool parse_language(dln_str value, void *target, dln_error *err) {
    for (size_t i = 0; i < sizeof language_codes / sizeof *language_codes; i++)
        if (dln_str_equal(value, dln_str_from(language_codes[i]))) {
            *(dln_map_language *)target = (dln_map_language)(DLN_MAP_ENGLISH + i);
            return true;
        }
    dln_fail(err, DLN_INVALID, "'%.*s' is no language that maps are labelled in: en or ar",
             DLN_STR_ARG(value));
    return false;
}

typedef struct map_job {
    cli_filter filter;
    dln_map_options options;
    map_size size;
    id_list highlight;
    dln_arena *arena;
    dln_map *map;
    size_t gathered; // incidents on it
    cli_drawing drawing;
    cli_local_names local_names;
} map_job;

static bool parse_extent(dln_str value, void *target, dln_error *err) {
    dln_map_options *options = target;
    options->has_extent = cli_parse_box(value, &options->extent, err);
    return options->has_extent;
}

static dln_status set_size(map_job *job, dln_error *err) {
    double scale = job->size.millimetres ? job->options.dpi / mm_per_inch : 1;
    double width = job->size.width * scale, height = job->size.height * scale;
    if (width > DLN_MAP_MAX_PX || height > DLN_MAP_MAX_PX || width < DLN_MAP_MIN_PX ||
        height < DLN_MAP_MIN_PX)
        return dln_fail(err, DLN_INVALID,
                        "--size: a map has %d to %d pixels on each side, not %.0fx%.0f",
                        DLN_MAP_MIN_PX, DLN_MAP_MAX_PX, width, height);
    job->options.width_px = (int)(width + 0.5);
    job->options.height_px = (int)(height + 0.5);
    return DLN_OK;
}

// Who asks for a region wants to see that region, wherever a movement from there leads.
static void show_filtered_region(map_job *job) {
    dln_map_options *options = &job->options;
    if (!options->has_extent)
        options->has_extent = cli_filter_region(&job->filter.filter, &options->extent);
}

static dln_status gather(void *context, const dln_record *record, dln_error *err) {
    map_job *job = context;
    for (size_t i = 0; i < job->highlight.count; i++)
        if (job->highlight.ids[i] == record->id)
            job->highlight.found[i] = true;
    job->gathered++;
    return job->drawing.map_add(job->map, record, err);
}

// A file of the user's under the map is the one thing that needs GDAL.
static dln_status find_overlay_reader(map_job *job, dln_error *err) {
    cli_layers layers;
    if (!job->options.overlay)
        return DLN_OK;
    dln_status status = cli_layers_open(&layers, err);
    if (status == DLN_OK)
        job->options.overlay_reader = layers.gdal_file_reader();
    return status;
}

// A map in English names places as its records do.
static dln_status find_local_names(map_job *job, dln_error *err) {
    if (job->options.language == DLN_MAP_ENGLISH)
        return DLN_OK;
    job->local_names.language = dln_str_from(language_codes[job->options.language]);
    job->options.namer = (dln_map_namer){cli_local_name, &job->local_names};
    return cli_open_gazetteer(&job->local_names.gazetteer, err);
}

// The store is closed before anything is drawn: its cache gives its memory to the picture.
static dln_status read_incidents(map_job *job, dln_error *err) {
    dln_store *store = NULL;
    dln_status status = dln_store_open(job->filter.database, DLN_STORE_READ, &store, err);
    if (status == DLN_OK)
        status = dln_store_sketch(store, &job->filter.filter, gather, job, err);
    dln_store_close(store);
    return status;
}

static dln_status draw(map_job *job, dln_map_summary *summary, dln_error *err) {
    dln_status status = find_overlay_reader(job, err);
    if (status == DLN_OK)
        status = find_local_names(job, err);
    if (status == DLN_OK)
        status = cli_filter_build(&job->filter, job->arena, err);
    if (status == DLN_OK)
        status = job->drawing.map_new(&job->map, err);
    if (status == DLN_OK)
        status = read_incidents(job, err);
    if (status != DLN_OK)
        return status;
    if (job->gathered == 0 && !job->options.has_extent)
        return dln_fail(err, DLN_NOT_FOUND,
                        "no incident passes these filters: nothing to draw; --extent W,S,E,N draws "
                        "the map alone");
    for (size_t i = 0; i < job->highlight.count; i++)
        if (!job->highlight.found[i])
            return dln_fail(err, DLN_NOT_FOUND,
                            "--highlight: incident %" PRId64
                            " is not among those that pass the filters",
                            job->highlight.ids[i]);
    job->options.highlight = job->highlight.ids;
    job->options.highlight_count = job->highlight.count;
    show_filtered_region(job);
    return job->drawing.map_draw(job->map, &job->options, summary, err);
}

static void say_summary(const char *path, const dln_map_summary *summary) {
    if (summary->pictures > 1)
        cli_say("%s: %zu pictures, %s", path, summary->pictures,
                dln_str_ends_with(dln_str_from(path), DLN_STR(".gif"))
                    ? "one after the other"
                    : "in files that are numbered from 1");
    if (summary->overlay_layers[0])
        cli_say("%s: of the file of --basemap these layers lie under the incidents: %s", path,
                summary->overlay_layers);
    if (summary->undated)
        cli_say("%zu incidents are on none of them: their date is not known well enough",
                summary->undated);
    cli_say("%s: %zu incident%s and %zu movement%s drawn, %zu without a place", path,
            summary->incidents, summary->incidents == 1 ? "" : "s", summary->movements,
            summary->movements == 1 ? "" : "s", summary->unplaced);
    if (summary->too_rough)
        cli_say("%zu are left out, for they are known by region only", summary->too_rough);
    if (summary->unnamed)
        cli_say("%zu places are shown without a full name: a larger --size or a smaller "
                "--extent has room for them, and 'dateline query' lists them all",
                summary->unnamed);
    if (summary->outside)
        cli_say("%zu more lie outside this map", summary->outside);
    size_t others = summary->missing_glyphs - summary->missing_cjk;
    if (summary->missing_cjk)
        cli_say(
            "%zu Chinese, Japanese or Korean letters have no font here and show as boxes, as in "
            "'%s': install fonts-noto-cjk",
            summary->missing_cjk, summary->missing_in);
    if (others)
        cli_say("%zu letters have no font here and show as boxes, as in '%s': install "
                "fonts-noto-core",
                others, summary->missing_in);
}

static int run_map(map_job *job) {
    dln_error err = {0};
    dln_map_summary summary = {0};
    job->options.basemap = cli_basemap_path(job->arena).data;
    int result = CLI_DONE;
    if (set_size(job, &err) != DLN_OK || draw(job, &summary, &err) != DLN_OK)
        result = cli_fail(&err);
    else
        say_summary(job->options.path, &summary);
    job->drawing.map_free(job->map);
    dln_gazetteer_close(job->local_names.gazetteer);
    return cli_finish(result);
}

int cli_map(int argc, char **argv) {
    map_job job = {.size = {.width = 1658, .height = 1045}};
    dln_error err = {0};
    if (dln_arena_new(&job.arena, &err) != DLN_OK)
        return cli_fail(&err);
    cli_filter_init(&job.filter);
    dln_map_options *o = &job.options;
    bool loaded = cli_drawing_open(&job.drawing, &err) == DLN_OK;
    if (loaded)
        job.drawing.map_options_init(o);
    o->dpi = default_dpi;
    const cli_option options[] = {
        {"output|o", "FILE", "the picture: .png, .svg or .pdf (of a series also .gif)",
         cli_parse_text, &o->path},
        {"size", "WxH[mm]", "in pixels, or millimetres with 'mm' (1658x1045)", parse_size,
         &job.size},
        {"dpi", "N", "resolution: scales type and symbols (96)", cli_parse_positive, &o->dpi},
        {"title", "TEXT", "title (made from what is shown)", cli_parse_string, &o->title},
        {"subtitle", "TEXT", "line below the title (the dates shown)", cli_parse_string,
         &o->subtitle},
        {"theme", "THEME", "light, dark, print or grey (light)", parse_theme, &o->theme},
        {"language", "CODE", "of the labels: en or ar (en)", parse_language, &o->language},
        {"extent", "W,S,E,N",
         "what the map shows (the region of --in, --bbox, --near; else fitted)", parse_extent, o},
        {"size-by", "NUMBER", "area of symbols by count, fatalities or casualties", parse_size_by,
         &o->size_by},
        {"highlight", "ID,...", "points these incidents out", parse_ids, &job.highlight},
        {"series", "PERIOD",
         "one picture a day, week or month: -o map.png makes map-01.png, ...; "
         "-o map.gif one animation",
         parse_series, &o->series},
        {"basemap", "FILE",
         "a vector file (all its layers, or FILE:LAYER) or a raster, as a hillshade, under the "
         "incidents",
         cli_parse_text, &o->overlay},
        {"crs", "SYSTEM", "reference system: EPSG:32637 or a PROJ string (fitted to the extent)",
         cli_parse_text, &o->crs},
        {"worldfile", NULL, "also write .pgw, .prj and .png.aux.xml, for a GIS", NULL,
         &o->worldfile},
        {"no-inset", NULL, "without the small map of the continent", NULL, &o->no_locator},
        {"density", "KIND",
         "counts instead of symbols: hexagon (bins of one size) or heat (a surface)", parse_density,
         &o->density},
        {0},
    };
    cli_usage usage = {"map",
                       "[filters] -o FILE.png|.svg|.pdf",
                       "Draws the incidents that pass the filters onto a map that can be printed.",
                       {job.filter.options, options},
                       2};
    int count = 0;
    int leave = cli_options_parse(&usage, argc, argv, &count);
    if (leave < 0 && count)
        leave = cli_usage_error("map", "'%s' is no filter", argv[0]);
    if (leave < 0 && !o->path)
        leave = cli_usage_error("map", "name the picture: -o map.png (or .svg, .pdf)");
    if (leave < 0)
        leave = loaded ? run_map(&job) : cli_fail(&err);
    dln_arena_free(job.arena);
    return leave;
}
