#include "map/worldfile.h"

#include "map/output.h"

// Where a pixel of the picture lies in the units of its reference system.
struct placement {
    double unit;            // units of a pixel
    double left_x, upper_y; // outer corner of the upper left pixel
};

static struct placement place(const dln_view *view) {
    double metres = dln_projection_metres_per_unit(view->projection);
    double middle_x = (view->frame.left + view->frame.right) / 2;
    double middle_y = (view->frame.top + view->frame.bottom) / 2;
    return (struct placement){.unit = view->metres_per_px / metres,
                              .left_x = (view->center.x - middle_x * view->metres_per_px) / metres,
                              .upper_y =
                                  (view->center.y + middle_y * view->metres_per_px) / metres};
}

static dln_str beside(const char *path, const char *suffix, dln_arena *arena) {
    dln_str stem = dln_str_from(path);
    stem.len -= sizeof ".png" - 1;
    return dln_arena_printf(arena, "%.*s%s", DLN_STR_ARG(stem), suffix);
}

static void put_xml(dln_buffer *out, dln_str text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (c == '&' || c == '<' || c == '>')
            dln_buffer_printf(out, "&#%d;", c);
        else
            dln_buffer_append_char(out, c);
    }
}

static dln_status save(dln_str path, dln_buffer *text, dln_error *err) {
    dln_status status = !path.data || text->failed
                            ? dln_fail_memory(err)
                            : dln_output_save(path.data, dln_buffer_str(text), err);
    dln_buffer_free(text);
    return status;
}

dln_status dln_worldfile_save(const char *path, const dln_view *view, const char *system,
                              dln_arena *arena, dln_error *err) {
    struct placement p = place(view);
    dln_str wkt = dln_projection_wkt(view->projection, system, arena);
    if (!wkt.len)
        return dln_fail(err, DLN_INVALID, "%s: the reference system has no name for a world file",
                        path);
    dln_buffer world = {0}, projection = {0}, aux = {0};
    // A world file means the middle of a pixel, GDAL its corner.
    dln_buffer_printf(&world, "%.10g\n0\n0\n%.10g\n%.10g\n%.10g\n", p.unit, -p.unit,
                      p.left_x + p.unit / 2, p.upper_y - p.unit / 2);
    dln_buffer_printf(&projection, "%.*s\n", DLN_STR_ARG(wkt));
    dln_buffer_printf(&aux, "<PAMDataset>\n  <SRS dataAxisToSRSAxisMapping=\"1,2\">");
    put_xml(&aux, wkt);
    dln_buffer_printf(&aux,
                      "</SRS>\n  <GeoTransform>%.10g, %.10g, 0, %.10g, 0, %.10g</GeoTransform>\n"
                      "</PAMDataset>\n",
                      p.left_x, p.unit, p.upper_y, -p.unit);
    dln_status status = save(beside(path, ".pgw", arena), &world, err);
    dln_status second = save(beside(path, ".prj", arena), &projection, status ? NULL : err);
    dln_status third =
        save(beside(path, ".png.aux.xml", arena), &aux, status || second ? NULL : err);
    return status != DLN_OK ? status : second != DLN_OK ? second : third;
}
