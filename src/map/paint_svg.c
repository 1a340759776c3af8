// SVG written by hand: Cairo's turns text into outlines, which nobody can search, copy or edit.
#include "map/paint.h"

#include <math.h>
#include <stdlib.h>

#include "base/xml.h"

#define POINTS_PER_INCH 72.0

static void put(dln_buffer *out, const char *text) {
    dln_buffer_append(out, dln_str_from(text));
}

// At most two decimals and no zeros at their end: paths are most of the file.
static void put_number(dln_buffer *out, double value) {
    long hundredths = lround(value * 100);
    if (hundredths < 0)
        dln_buffer_append_char(out, '-');
    long positive = labs(hundredths);
    dln_buffer_printf(out, "%ld", positive / 100);
    if (positive % 100)
        dln_buffer_printf(out, positive % 10 ? ".%02ld" : ".%01ld",
                          positive % 10 ? positive % 100 : positive % 100 / 10);
}

static void put_pair(dln_buffer *out, double x, double y) {
    put_number(out, x);
    dln_buffer_append_char(out, ' ');
    put_number(out, y);
}

static void put_attribute(dln_buffer *out, const char *name, double value) {
    dln_buffer_printf(out, " %s=\"", name);
    put_number(out, value);
    dln_buffer_append_char(out, '"');
}

static void put_color(dln_buffer *out, const char *name, dln_color color) {
    if (!color.a) {
        dln_buffer_printf(out, " %s=\"none\"", name);
        return;
    }
    dln_buffer_printf(out, " %s=\"#%02x%02x%02x\"", name, color.r, color.g, color.b);
    if (color.a < 255)
        dln_buffer_printf(out, " %s-opacity=\"%.2f\"", name, color.a / 255.0);
}

static void put_stroke(dln_buffer *out, dln_stroke stroke) {
    if (!stroke.color.a || !(stroke.width > 0))
        return;
    put_color(out, "stroke", stroke.color);
    put_attribute(out, "stroke-width", stroke.width);
    if (stroke.dash_on > 0) {
        put(out, " stroke-dasharray=\"");
        put_pair(out, stroke.dash_on, stroke.dash_off);
        put(out, "\"");
    }
}

static void put_path(dln_buffer *out, const dln_item *item) {
    dln_buffer_printf(out, "<path class=\"%s\"", item->role);
    put_color(out, "fill", item->path.closed ? item->fill : DLN_COLOR_NONE);
    put_stroke(out, item->stroke);
    put(out, " d=\"");
    for (size_t part = 0, i = 0; part < item->path.part_count; part++) {
        for (bool first = true; i < item->path.part_ends[part]; i++, first = false) {
            dln_buffer_append_char(out, first ? 'M' : 'L');
            put_pair(out, item->path.points[i].x, item->path.points[i].y);
        }
        if (item->path.closed)
            put(out, "Z");
    }
    put(out, "\"/>\n");
}

static void put_disc(dln_buffer *out, const dln_item *item, size_t number) {
    dln_color c = item->fill;
    dln_buffer_printf(out, "<radialGradient id=\"fade%zu\">", number);
    static const struct { double at, share; } stops[] = {{0, 1}, {0.55, 0.8}, {1, 0}};
    for (int i = 0; i < 3; i++)
        dln_buffer_printf(out,
                          "<stop offset=\"%.2f\" stop-color=\"#%02x%02x%02x\" "
                          "stop-opacity=\"%.3f\"/>",
                          stops[i].at, c.r, c.g, c.b, c.a / 255.0 * stops[i].share);
    dln_buffer_printf(out, "</radialGradient>\n<circle class=\"%s\" fill=\"url(#fade%zu)\"",
                      item->role, number);
    put_attribute(out, "cx", item->at.x);
    put_attribute(out, "cy", item->at.y);
    put_attribute(out, "r", item->radius);
    put(out, "/>\n");
}

// The baseline of a bent text, which stays one text.
// Viewers leave out letters that the path has no room for, and their fonts may be wider than ours:
// the path goes on straight for so many sizes of type.
#define SPINE_SPARE 2.5

static void put_spine(dln_buffer *out, const dln_item *item, size_t number) {
    dln_buffer_printf(out, "<defs><path id=\"spine%zu\" d=\"", number);
    for (size_t i = 0; i < DLN_SPINE_MAX; i++) {
        dln_buffer_append_char(out, i ? 'L' : 'M');
        put_pair(out, item->spine[i].x, item->spine[i].y);
    }
    double direction, end = dln_spine_length(item->spine) + SPINE_SPARE * item->font.size;
    dln_px beyond = dln_spine_point(item->spine, end, &direction);
    put(out, "L");
    put_pair(out, beyond.x, beyond.y);
    put(out, "\"/></defs>\n");
}

// A right-to-left line is anchored at its end, which is its left: `at` stays the left end.
static void put_text(dln_buffer *out, const dln_item *item, size_t number) {
    if (item->spine)
        put_spine(out, item, number);
    bool rtl = dln_text_is_rtl(item->text);
    dln_buffer_printf(out, "<text class=\"%s\"", item->role);
    if (!item->spine) {
        put_attribute(out, "x", item->at.x);
        put_attribute(out, "y", item->at.y);
    }
    put_attribute(out, "font-size", item->font.size);
    put(out, item->font.bold ? " font-weight=\"bold\"" : "");
    put(out, item->font.italic ? " font-style=\"italic\"" : "");
    put(out, rtl ? " direction=\"rtl\" text-anchor=\"end\"" : "");
    if (item->font.spacing > 0)
        put_attribute(out, "letter-spacing", item->font.spacing);
    if (item->angle_deg != 0) {
        put(out, " transform=\"rotate(");
        put_number(out, item->angle_deg);
        put(out, " ");
        put_pair(out, item->at.x, item->at.y);
        put(out, ")\"");
    }
    put_color(out, "fill", item->fill);
    if (item->halo.a) {
        put_color(out, "stroke", item->halo);
        put_attribute(out, "stroke-width", item->halo_width);
        put(out, " paint-order=\"stroke\"");
    }
    put(out, ">");
    if (item->spine)
        dln_buffer_printf(out, "<textPath href=\"#spine%zu\">", number);
    dln_xml_append(out, item->text);
    put(out, item->spine ? "</textPath></text>\n" : "</text>\n");
}

static void put_clip(dln_buffer *out, const dln_item *item, size_t number) {
    dln_buffer_printf(out, "<clipPath id=\"clip%zu\"><rect", number);
    put_attribute(out, "x", item->clip.left);
    put_attribute(out, "y", item->clip.top);
    put_attribute(out, "width", dln_rect_width(item->clip));
    put_attribute(out, "height", dln_rect_height(item->clip));
    dln_buffer_printf(out, "/></clipPath>\n<g clip-path=\"url(#clip%zu)\">\n", number);
}

static void put_base64(dln_buffer *out, dln_str bytes) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < bytes.len; i += 3) {
        size_t left = bytes.len - i < 3 ? bytes.len - i : 3;
        uint32_t word = 0;
        for (size_t j = 0; j < 3; j++)
            word = word << 8 | (j < left ? (unsigned char)bytes.data[i + j] : 0);
        for (size_t j = 0; j < 4; j++)
            dln_buffer_append_char(out, j <= left ? digits[word >> (18 - 6 * j) & 63] : '=');
    }
}

static void put_image(dln_buffer *out, const dln_item *item) {
    dln_buffer png = {0};
    if (dln_png_encode_alpha(item->pixels, item->columns, item->rows, &png, NULL) != DLN_OK)
        out->failed = true;
    dln_buffer_printf(out, "<image class=\"%s\"", item->role);
    put_attribute(out, "x", item->clip.left);
    put_attribute(out, "y", item->clip.top);
    put_attribute(out, "width", dln_rect_width(item->clip));
    put_attribute(out, "height", dln_rect_height(item->clip));
    if (item->blend != DLN_BLEND_OVER)
        dln_buffer_printf(out, " style=\"mix-blend-mode:%s\"",
                          item->blend == DLN_BLEND_MULTIPLY ? "multiply" : "soft-light");
    put(out, " preserveAspectRatio=\"none\" href=\"data:image/png;base64,");
    put_base64(out, dln_buffer_str(&png));
    put(out, "\"/>\n");
    dln_buffer_free(&png);
}

static void put_item(dln_buffer *out, const dln_item *item, size_t number) {
    switch (item->kind) {
    case DLN_ITEM_PATH:
        put_path(out, item);
        break;
    case DLN_ITEM_DISC:
        put_disc(out, item, number);
        break;
    case DLN_ITEM_TEXT:
        put_text(out, item, number);
        break;
    case DLN_ITEM_IMAGE:
        put_image(out, item);
        break;
    case DLN_ITEM_CLIP:
        put_clip(out, item, number);
        break;
    case DLN_ITEM_UNCLIP:
        put(out, "</g>\n");
        break;
    }
}

dln_status dln_paint_svg(const dln_display_list *list, const dln_paint_options *options,
                         dln_buffer *out, dln_error *err) {
    put(out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"");
    // Points, for print; the viewBox keeps the drawing in the pixels of the display list.
    double points = POINTS_PER_INCH / options->dpi;
    dln_buffer_printf(out, " width=\"%.2fpt\" height=\"%.2fpt\" viewBox=\"0 0 %.0f %.0f\"",
                      list->width * points, list->height * points, list->width, list->height);
    put(out, " font-family=\"" DLN_TYPE_FAMILY ", Noto Sans, sans-serif\""
             " stroke-linejoin=\"round\" fill-rule=\"evenodd\" xml:space=\"preserve\">\n<title>");
    dln_xml_append(out, options->title);
    put(out, "</title>\n");
    for (size_t i = 0; i < list->count; i++)
        put_item(out, &list->items[i], i);
    put(out, "</svg>\n");
    return out->failed ? dln_fail_memory(err) : DLN_OK;
}
