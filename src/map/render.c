// dln_map: what is to be shown is gathered, the options are checked, then one picture is drawn or a
// series of them.
#include "dateline/map.h"

#include <stdlib.h>

#include "map/session.h"

#define DPI_MIN 36.0 // a poster seen from afar
#define DPI_MAX 1200.0

void dln_map_options_init(dln_map_options *options) {
    *options = (dln_map_options){.width_px = 1658, .height_px = 1045, .dpi = 96};
}

static dln_status format_of(const dln_map_options *options, dln_picture_format *out,
                            dln_error *err) {
    static const struct {
        const char *suffix;
        dln_picture_format format;
    } known[] = {{".png", DLN_PICTURE_PNG},
                 {".svg", DLN_PICTURE_SVG},
                 {".pdf", DLN_PICTURE_PDF},
                 {".gif", DLN_PICTURE_GIF}};
    const char *path = options->path;
    size_t i = 0, count = sizeof known / sizeof *known;
    while (i < count && !dln_str_ends_with(dln_str_from(path), dln_str_from(known[i].suffix)))
        i++;
    if (i == count)
        return dln_fail(err, DLN_INVALID, "%s: a map is a .png, .svg or .pdf file", path);
    if (known[i].format == DLN_PICTURE_GIF && !options->series)
        return dln_fail(err, DLN_INVALID,
                        "%s: a .gif is an animation: say how long a picture is with --series",
                        path);
    if (options->worldfile && known[i].format != DLN_PICTURE_PNG)
        return dln_fail(err, DLN_INVALID, "%s: a world file stands beside a .png", path);
    *out = known[i].format;
    return DLN_OK;
}

static dln_status check_size(const dln_map_options *options, dln_error *err) {
    int least = options->width_px < options->height_px ? options->width_px : options->height_px;
    int most = options->width_px > options->height_px ? options->width_px : options->height_px;
    if (least < DLN_MAP_MIN_PX || most > DLN_MAP_MAX_PX)
        return dln_fail(err, DLN_INVALID, "a map of %d x %d pixels: each side must be %d to %d",
                        options->width_px, options->height_px, DLN_MAP_MIN_PX, DLN_MAP_MAX_PX);
    if (!(options->dpi >= DPI_MIN && options->dpi <= DPI_MAX))
        return dln_fail(err, DLN_INVALID, "%g dpi: must be %g to %g", options->dpi, DPI_MIN,
                        DPI_MAX);
    return DLN_OK;
}

static dln_status check(const dln_map_options *options, dln_error *err) {
    if (!options->path || !options->basemap)
        return dln_fail(err, DLN_INVALID, "a map needs a path and a basemap");
    dln_status status = check_size(options, err);
    if (status != DLN_OK)
        return status;
    if (options->density && (options->highlight_count || options->size_by))
        return dln_fail(err, DLN_INVALID,
                        "a map of density has no symbols: leave out --highlight and --size-by");
    if (!dln_words_of(options->language))
        return dln_fail(err, DLN_INVALID, "there is no map language %d", (int)options->language);
    if (!dln_theme_of(options->theme))
        return dln_fail(err, DLN_INVALID, "there is no map theme %d", (int)options->theme);
    if (options->has_extent &&
        (!dln_box_is_valid(options->extent) || options->extent.south == options->extent.north ||
         options->extent.west == options->extent.east))
        return dln_fail(err, DLN_INVALID,
                        "an extent is west,south,east,north in degrees and larger than nothing");
    return DLN_OK;
}

struct dln_map {
    dln_shown_list shown;
};

dln_status dln_map_new(dln_map **out, dln_error *err) {
    dln_map *map = calloc(1, sizeof *map);
    if (!map)
        return dln_fail_memory(err);
    dln_status status = dln_shown_list_init(&map->shown, err);
    if (status == DLN_OK)
        *out = map;
    else
        free(map);
    return status;
}

void dln_map_free(dln_map *map) {
    if (!map)
        return;
    dln_shown_list_free(&map->shown);
    free(map);
}

dln_status dln_map_add(void *map, const dln_record *record, dln_error *err) {
    return dln_shown_list_add(&((dln_map *)map)->shown, record, err);
}

dln_status dln_map_draw(dln_map *map, const dln_map_options *options, dln_map_summary *out,
                        dln_error *err) {
    dln_shown_list *shown = &map->shown;
    dln_picture_format format = DLN_PICTURE_PNG;
    dln_status status = check(options, err);
    if (status == DLN_OK)
        status = format_of(options, &format, err);
    if (status != DLN_OK)
        return status;
    dln_shown_list_sort(shown);
    dln_map_summary summary = {0};
    dln_session session;
    status = dln_session_open(&session, options, format, shown->items, shown->count, err);
    if (status == DLN_OK)
        status = options->series
                     ? dln_session_draw_series(&session, shown->items, shown->count, &summary, err)
                     : dln_session_draw(&session, &summary, err);
    dln_session_close(&session);
    if (status == DLN_OK && out)
        *out = summary;
    return status;
}

dln_status dln_map_render(const dln_record *records, size_t count, const dln_map_options *options,
                          dln_map_summary *out, dln_error *err) {
    dln_map *map;
    dln_status status = dln_map_new(&map, err);
    if (status != DLN_OK)
        return status;
    for (size_t i = 0; i < count && status == DLN_OK; i++)
        status = dln_map_add(map, &records[i], err);
    if (status == DLN_OK)
        status = dln_map_draw(map, options, out, err);
    dln_map_free(map);
    return status;
}
