// PNG and PDF through Cairo.
#include "map/paint.h"

#include <cairo-pdf.h>
#include <math.h>
#include <string.h>

#include "map/halo.h"

#define DEGREE          (3.14159265358979323846 / 180)
#define POINTS_PER_INCH 72.0
// A PDF says when it was made. The same input makes the same bytes, so that day is pinned.
#define PDF_DATE "2000-01-01T00:00:00Z"

static void set_color(cairo_t *cr, dln_color c) {
    cairo_set_source_rgba(cr, c.r / 255.0, c.g / 255.0, c.b / 255.0, c.a / 255.0);
}

static void trace(cairo_t *cr, const dln_path *path) {
    for (size_t part = 0, i = 0; part < path->part_count; part++) {
        cairo_new_sub_path(cr);
        for (; i < path->part_ends[part]; i++)
            cairo_line_to(cr, path->points[i].x, path->points[i].y);
        if (path->closed)
            cairo_close_path(cr);
    }
}

static void paint_path(cairo_t *cr, const dln_item *item) {
    trace(cr, &item->path);
    if (item->fill.a) {
        set_color(cr, item->fill);
        cairo_fill_preserve(cr);
    }
    if (item->stroke.color.a && item->stroke.width > 0) {
        double dashes[] = {item->stroke.dash_on, item->stroke.dash_off};
        cairo_set_dash(cr, dashes, item->stroke.dash_on > 0 ? 2 : 0, 0);
        set_color(cr, item->stroke.color);
        cairo_set_line_width(cr, item->stroke.width);
        // Four steps of grey each way instead of fifteen: borders and coasts are half of all edges.
        if (item->stroke.winding)
            cairo_set_antialias(cr, CAIRO_ANTIALIAS_FAST);
        cairo_stroke_preserve(cr);
        cairo_set_antialias(cr, CAIRO_ANTIALIAS_DEFAULT);
    }
    cairo_new_path(cr);
}

static void paint_disc(cairo_t *cr, const dln_item *item) {
    dln_color c = item->fill;
    double r = c.r / 255.0, g = c.g / 255.0, b = c.b / 255.0, a = c.a / 255.0;
    cairo_pattern_t *fading = cairo_pattern_create_radial(item->at.x, item->at.y, 0, item->at.x,
                                                          item->at.y, item->radius);
    cairo_pattern_add_color_stop_rgba(fading, 0, r, g, b, a);
    cairo_pattern_add_color_stop_rgba(fading, 0.55, r, g, b, a * 0.8);
    cairo_pattern_add_color_stop_rgba(fading, 1, r, g, b, 0);
    cairo_set_source(cr, fading);
    cairo_arc(cr, item->at.x, item->at.y, item->radius, 0, 360 * DEGREE);
    cairo_fill(cr);
    cairo_pattern_destroy(fading);
}

// From here on in the pixels that type is set in, lines too.
static void scale_type(cairo_t *cr, const dln_item *item) {
    double scale = dln_font_scale(item->font);
    cairo_scale(cr, scale, scale);
    cairo_set_line_width(cr, item->halo_width / scale);
}

// One letter of a bent text, around its middle.
static void paint_letter(cairo_t *cr, const dln_item *item, dln_fonts *fonts, dln_str letter,
                         dln_px at, double direction, bool halo) {
    PangoLayout *layout = dln_fonts_layout(fonts, item->font, letter);
    PangoRectangle logical;
    pango_layout_get_extents(layout, NULL, &logical);
    cairo_save(cr);
    cairo_translate(cr, at.x, at.y);
    cairo_rotate(cr, direction);
    scale_type(cr, item);
    cairo_move_to(cr, -0.5 * logical.width / PANGO_SCALE, 0);
    PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
    if (halo) {
        pango_cairo_layout_line_path(cr, line);
        cairo_stroke(cr);
    } else {
        pango_cairo_show_layout_line(cr, line);
    }
    cairo_restore(cr);
    cairo_new_path(cr);
}

#define LETTERS_MAX 128 // of one name; more are left off its end

struct letter {
    dln_str text;
    double middle; // along the baseline
};

// Letters with their marks, as the shaper groups them.
static size_t letters_of(const dln_item *item, dln_fonts *fonts, struct letter out[LETTERS_MAX]) {
    PangoLayoutIter *iter = pango_layout_get_iter(dln_fonts_layout(fonts, item->font, item->text));
    size_t count = 0;
    do {
        PangoRectangle logical;
        pango_layout_iter_get_cluster_extents(iter, NULL, &logical);
        size_t at = (size_t)pango_layout_iter_get_index(iter);
        if (count)
            out[count - 1].text =
                dln_str_slice(item->text, (size_t)(out[count - 1].text.data - item->text.data), at);
        out[count].text = dln_str_slice(item->text, at, item->text.len);
        out[count++].middle =
            (logical.x + 0.5 * logical.width) / PANGO_SCALE * dln_font_scale(item->font);
    } while (pango_layout_iter_next_cluster(iter) && count < LETTERS_MAX);
    pango_layout_iter_free(iter);
    return count;
}

static void paint_bent_text(cairo_t *cr, const dln_item *item, dln_fonts *fonts) {
    struct letter letters[LETTERS_MAX];
    size_t count = letters_of(item, fonts, letters);
    double slack = (dln_spine_length(item->spine) - item->width) / 2;
    cairo_set_dash(cr, NULL, 0, 0);
    for (int halo = item->halo.a > 0; halo >= 0; halo--) { // all of it below all letters
        set_color(cr, halo ? item->halo : item->fill);
        for (size_t i = 0; i < count; i++) {
            double direction;
            dln_px at = dln_spine_point(item->spine, slack + letters[i].middle, &direction);
            paint_letter(cr, item, fonts, letters[i].text, at, direction, halo > 0);
        }
    }
}

// In a file of vectors a halo stays one shape, and turned letters would all be shapes of their own.
static void paint_halo(cairo_t *cr, const dln_item *item, PangoLayoutLine *line) {
    bool pixels = cairo_surface_get_type(cairo_get_target(cr)) == CAIRO_SURFACE_TYPE_IMAGE;
    if (pixels && item->angle_deg == 0 && dln_halo_show(cr, line, cairo_get_line_width(cr)))
        return;
    cairo_move_to(cr, 0, 0);
    pango_cairo_layout_line_path(cr, line);
    cairo_set_dash(cr, NULL, 0, 0);
    cairo_stroke(cr);
}

static void paint_text(cairo_t *cr, const dln_item *item, dln_fonts *fonts) {
    if (item->spine) {
        paint_bent_text(cr, item, fonts);
        return;
    }
    PangoLayout *layout = dln_fonts_layout(fonts, item->font, item->text);
    PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
    cairo_save(cr);
    cairo_translate(cr, item->at.x, item->at.y);
    cairo_rotate(cr, item->angle_deg * DEGREE);
    scale_type(cr, item);
    if (item->halo.a) {
        set_color(cr, item->halo);
        paint_halo(cr, item, line);
    }
    cairo_move_to(cr, 0, 0);
    set_color(cr, item->fill);
    pango_cairo_show_layout_line(cr, line);
    cairo_restore(cr);
    cairo_new_path(cr);
}

// Cairo's pixels are words of the same layout.
static void paint_image(cairo_t *cr, const dln_item *item) {
    cairo_surface_t *image =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, item->columns, item->rows);
    unsigned char *rows = cairo_image_surface_get_data(image);
    int stride = cairo_image_surface_get_stride(image);
    for (int row = 0; rows && row < item->rows; row++)
        memcpy(rows + (size_t)row * (size_t)stride,
               item->pixels + (size_t)row * (size_t)item->columns,
               (size_t)item->columns * sizeof *item->pixels);
    cairo_surface_mark_dirty(image);
    cairo_save(cr);
    cairo_translate(cr, item->clip.left, item->clip.top);
    cairo_scale(cr, dln_rect_width(item->clip) / item->columns,
                dln_rect_height(item->clip) / item->rows);
    cairo_set_source_surface(cr, image, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_BILINEAR);
    cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
    static const cairo_operator_t operators[] = {[DLN_BLEND_OVER] = CAIRO_OPERATOR_OVER,
                                                 [DLN_BLEND_MULTIPLY] = CAIRO_OPERATOR_MULTIPLY,
                                                 [DLN_BLEND_SOFT_LIGHT] =
                                                     CAIRO_OPERATOR_SOFT_LIGHT};
    cairo_set_operator(cr, operators[item->blend]);
    cairo_rectangle(cr, 0, 0, item->columns, item->rows);
    cairo_fill(cr);
    cairo_restore(cr);
    cairo_surface_destroy(image);
}

static void paint_item(cairo_t *cr, const dln_item *item, dln_fonts *fonts) {
    switch (item->kind) {
    case DLN_ITEM_PATH:
        paint_path(cr, item);
        break;
    case DLN_ITEM_DISC:
        paint_disc(cr, item);
        break;
    case DLN_ITEM_TEXT:
        paint_text(cr, item, fonts);
        break;
    case DLN_ITEM_IMAGE:
        paint_image(cr, item);
        break;
    case DLN_ITEM_CLIP:
        cairo_save(cr);
        cairo_rectangle(cr, item->clip.left, item->clip.top, dln_rect_width(item->clip),
                        dln_rect_height(item->clip));
        cairo_clip(cr);
        break;
    case DLN_ITEM_UNCLIP:
        cairo_restore(cr);
        break;
    }
}

static dln_status paint(cairo_surface_t *surface, double scale, const dln_display_list *list,
                        dln_fonts *fonts, dln_error *err) {
    cairo_t *cr = cairo_create(surface);
    cairo_scale(cr, scale, scale);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
    for (size_t i = 0; i < list->count; i++)
        paint_item(cr, &list->items[i], fonts);
    cairo_status_t painted = cairo_status(cr);
    cairo_destroy(cr);
    if (painted == CAIRO_STATUS_NO_MEMORY)
        return dln_fail_memory(err);
    if (painted != CAIRO_STATUS_SUCCESS)
        return dln_fail(err, DLN_INVALID, "Cairo cannot paint this map: %s",
                        cairo_status_to_string(painted));
    return DLN_OK;
}

// Pixels of the whole picture; the caller destroys the surface.
static dln_status paint_pixels(const dln_display_list *list, dln_fonts *fonts,
                               cairo_surface_t **out, dln_error *err) {
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)list->width, (int)list->height);
    dln_status status = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS
                            ? paint(surface, 1, list, fonts, err)
                            : dln_fail_memory(err);
    if (status != DLN_OK) {
        cairo_surface_destroy(surface);
        return status;
    }
    cairo_surface_flush(surface);
    *out = surface;
    return DLN_OK;
}

dln_status dln_paint_png(const dln_display_list *list, dln_fonts *fonts,
                         const dln_paint_options *options, dln_buffer *out, dln_error *err) {
    cairo_surface_t *surface;
    dln_status status = paint_pixels(list, fonts, &surface, err);
    if (status != DLN_OK)
        return status;
    status =
        dln_png_encode(cairo_image_surface_get_data(surface), (int)list->width, (int)list->height,
                       cairo_image_surface_get_stride(surface), options->dpi, out, err);
    cairo_surface_destroy(surface);
    return status;
}

dln_status dln_paint_gif(const dln_display_list *list, dln_fonts *fonts, dln_gif *gif,
                         double seconds, dln_error *err) {
    cairo_surface_t *surface;
    dln_status status = paint_pixels(list, fonts, &surface, err);
    if (status != DLN_OK)
        return status;
    status = dln_gif_add(gif, cairo_image_surface_get_data(surface),
                         cairo_image_surface_get_stride(surface), seconds, err);
    cairo_surface_destroy(surface);
    return status;
}

static cairo_status_t append(void *context, const unsigned char *bytes, unsigned int len) {
    dln_buffer *out = context;
    dln_buffer_append(out, (dln_str){(const char *)bytes, len});
    return out->failed ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_SUCCESS;
}

dln_status dln_paint_pdf(const dln_display_list *list, dln_fonts *fonts,
                         const dln_paint_options *options, dln_buffer *out, dln_error *err) {
    double scale = POINTS_PER_INCH / options->dpi;
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(append, out, list->width * scale, list->height * scale);
    dln_buffer title = {0};
    dln_buffer_append(&title, options->title);
    if (title.data)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.data);
    dln_buffer_free(&title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "dateline " DLN_VERSION);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, PDF_DATE);
    dln_status status = paint(surface, scale, list, fonts, err);
    cairo_surface_finish(surface);
    if (status == DLN_OK && cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS)
        status = out->failed ? dln_fail_memory(err)
                             : dln_fail(err, DLN_INVALID, "Cairo cannot write this map: %s",
                                        cairo_status_to_string(cairo_surface_status(surface)));
    cairo_surface_destroy(surface);
    return status;
}
