// dln_map_render: the stages of a map one after the other, and the file at the end.
#include "dateline/map.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "map/layout.h"
#include "map/paint.h"

#define DPI_MIN 36.0 // a poster seen from afar
#define DPI_MAX 1200.0
#define CSS_DPI 96.0

void dln_map_options_init(dln_map_options *options) {
    *options = (dln_map_options){.width_px = 1658, .height_px = 1045, .dpi = CSS_DPI};
}

enum format { FORMAT_PNG, FORMAT_SVG, FORMAT_PDF };

static dln_status format_of(const char *path, enum format *out, dln_error *err) {
    static const struct {
        const char *suffix;
        enum format format;
    } known[] = {{".png", FORMAT_PNG}, {".svg", FORMAT_SVG}, {".pdf", FORMAT_PDF}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (dln_str_ends_with(dln_str_from(path), dln_str_from(known[i].suffix))) {
            *out = known[i].format;
            return DLN_OK;
        }
    }
    return dln_fail(err, DLN_INVALID, "%s: a map is a .png, .svg or .pdf file", path);
}

static dln_status check(const dln_map_options *options, dln_error *err) {
    int least = options->width_px < options->height_px ? options->width_px : options->height_px;
    int most = options->width_px > options->height_px ? options->width_px : options->height_px;
    if (!options->path || !options->basemap)
        return dln_fail(err, DLN_INVALID, "a map needs a path and a basemap");
    if (least < DLN_MAP_MIN_PX || most > DLN_MAP_MAX_PX)
        return dln_fail(err, DLN_INVALID, "a map of %d x %d pixels: each side must be %d to %d",
                        options->width_px, options->height_px, DLN_MAP_MIN_PX, DLN_MAP_MAX_PX);
    if (!(options->dpi >= DPI_MIN && options->dpi <= DPI_MAX))
        return dln_fail(err, DLN_INVALID, "%g dpi: must be %g to %g", options->dpi, DPI_MIN,
                        DPI_MAX);
    if (!dln_theme_of(options->theme))
        return dln_fail(err, DLN_INVALID, "there is no map theme %d", (int)options->theme);
    if (options->has_extent &&
        (!dln_box_is_valid(options->extent) || options->extent.south == options->extent.north ||
         options->extent.west == options->extent.east))
        return dln_fail(err, DLN_INVALID,
                        "an extent is west,south,east,north in degrees and larger than nothing");
    return DLN_OK;
}

static dln_layout_options layout_options(const dln_map_options *options) {
    return (dln_layout_options){.width = options->width_px,
                                .height = options->height_px,
                                .unit = options->dpi / CSS_DPI,
                                .title = options->title,
                                .subtitle = options->subtitle,
                                .theme = dln_theme_of(options->theme),
                                .has_extent = options->has_extent,
                                .extent = options->extent};
}

static dln_status lay_out(const dln_scene *scene, const dln_map_options *options,
                          const dln_layout_options *layout, dln_fonts *fonts, dln_arena *arena,
                          dln_display_list *list, dln_map_summary *summary, dln_error *err) {
    dln_typesetter typesetter = dln_fonts_typesetter(fonts);
    dln_projection *projection;
    dln_status status = dln_projection_for(dln_scene_extent(scene, layout), &projection, err);
    if (status != DLN_OK)
        return status;
    dln_plan plan;
    dln_basemap basemap;
    status = dln_plan_make(scene, projection, layout, &typesetter, arena, &plan, err);
    if (status == DLN_OK)
        status = dln_basemap_read(options->basemap, &plan.view, arena, &basemap, err);
    if (status == DLN_OK)
        status = dln_layout_draw(&plan, &basemap, arena, list, err);
    if (status == DLN_OK) {
        summary->incidents = plan.counts.shown;
        summary->movements = plan.counts.movements;
        summary->outside = plan.counts.outside;
    }
    dln_projection_free(projection);
    return status;
}

static dln_status paint(const dln_display_list *list, dln_fonts *fonts, enum format format,
                        const dln_map_options *options, dln_buffer *out, dln_error *err) {
    dln_paint_options paint = {.dpi = options->dpi, .title = list->title};
    switch (format) {
    case FORMAT_PDF:
        return dln_paint_pdf(list, fonts, &paint, out, err);
    case FORMAT_SVG:
        return dln_paint_svg(list, &paint, out, err);
    default:
        return dln_paint_png(list, fonts, &paint, out, err);
    }
}

static dln_status draw(const dln_record *records, size_t count, const dln_map_options *options,
                       enum format format, dln_arena *arena, dln_map_summary *summary,
                       dln_buffer *out, dln_error *err) {
    dln_scene scene;
    dln_status status = dln_scene_build(records, count, arena, &scene, err);
    if (status != DLN_OK)
        return status;
    if (!scene.event_count && !options->has_extent)
        return dln_fail(err, DLN_NOT_FOUND,
                        scene.unplaced ? "none of the %zu incidents has a known place"
                                       : "there is no incident to put on a map",
                        scene.unplaced);
    dln_layout_options layout = layout_options(options);
    dln_fonts *fonts;
    dln_display_list list;
    status = dln_fonts_new(&fonts, err);
    if (status != DLN_OK)
        return status;
    dln_map_summary seen = {.unplaced = scene.unplaced};
    status = lay_out(&scene, options, &layout, fonts, arena, &list, &seen, err);
    if (status == DLN_OK)
        status = paint(&list, fonts, format, options, out, err);
    if (status == DLN_OK) {
        seen.missing_glyphs = dln_fonts_missing(fonts, &list);
        *summary = seen;
    }
    dln_fonts_free(fonts);
    return status;
}

// All or nothing: what stood at `path` stays until the new file is whole.
static dln_status save(const char *path, dln_str bytes, dln_error *err) {
    dln_buffer temporary = {0};
    dln_buffer_printf(&temporary, "%s.XXXXXX", path);
    if (temporary.failed)
        return dln_fail_memory(err);
    int file = mkstemp(temporary.data);
    bool saved = file >= 0;
    for (size_t done = 0; saved && done < bytes.len;) {
        ssize_t written = write(file, bytes.data + done, bytes.len - done);
        if (written < 0 && errno == EINTR)
            continue;
        saved = written >= 0;
        done += saved ? (size_t)written : 0;
    }
    int reason = saved ? 0 : errno;
    // mkstemp makes files only their owner may read; a map is an ordinary file.
    if (saved && (fchmod(file, 0644) != 0 || fsync(file) != 0))
        reason = errno;
    if (file >= 0 && close(file) != 0 && !reason)
        reason = errno;
    if (!reason && rename(temporary.data, path) != 0)
        reason = errno;
    if (reason && file >= 0)
        unlink(temporary.data);
    dln_buffer_free(&temporary);
    return reason ? dln_fail(err, DLN_IO, "%s: cannot be written: %s", path, strerror(reason))
                  : DLN_OK;
}

dln_status dln_map_render(const dln_record *records, size_t count, const dln_map_options *options,
                          dln_map_summary *out, dln_error *err) {
    enum format format = FORMAT_PNG;
    dln_status status = check(options, err);
    if (status == DLN_OK)
        status = format_of(options->path, &format, err);
    dln_arena *arena = NULL;
    if (status == DLN_OK)
        status = dln_arena_new(&arena, err);
    if (status != DLN_OK)
        return status;
    dln_map_summary summary = {0};
    dln_buffer bytes = {0};
    status = draw(records, count, options, format, arena, &summary, &bytes, err);
    if (status == DLN_OK)
        status = save(options->path, dln_buffer_str(&bytes), err);
    dln_buffer_free(&bytes);
    dln_arena_free(arena);
    if (status == DLN_OK && out)
        *out = summary;
    return status;
}
