#include "map/display_list.h"

#include <math.h>
#include <string.h>

#define DEGREE (3.14159265358979323846 / 180)

void dln_list_init(dln_display_list *list, dln_arena *arena, double width, double height) {
    *list = (dln_display_list){.arena = arena, .width = width, .height = height};
}

void dln_list_add(dln_display_list *list, dln_item item) {
    if (list->count == list->capacity) {
        size_t larger = list->capacity ? list->capacity * 2 : 256;
        dln_item *items = DLN_ARENA_ARRAY(list->arena, dln_item, larger);
        if (!items) {
            list->failed = true;
            return;
        }
        if (list->count)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        list->capacity = larger;
    }
    list->items[list->count++] = item;
}

void dln_list_path(dln_display_list *list, const char *role, dln_path path, dln_color fill,
                   dln_stroke stroke) {
    if (path.part_count)
        dln_list_add(
            list,
            (dln_item){
                .kind = DLN_ITEM_PATH, .role = role, .path = path, .fill = fill, .stroke = stroke});
}

static void add_part(dln_display_list *list, const char *role, const dln_px *points, size_t count,
                     bool closed, dln_color fill, dln_stroke stroke) {
    dln_px *copy = DLN_ARENA_ARRAY(list->arena, dln_px, count);
    uint32_t *end = DLN_ARENA_ARRAY(list->arena, uint32_t, 1);
    if (!copy || !end) {
        list->failed = true;
        return;
    }
    memcpy(copy, points, count * sizeof *copy);
    *end = (uint32_t)count;
    dln_list_path(list, role, (dln_path){copy, end, 1, closed}, fill, stroke);
}

void dln_list_polygon(dln_display_list *list, const char *role, const dln_px *points, size_t count,
                      dln_color fill, dln_stroke stroke) {
    add_part(list, role, points, count, true, fill, stroke);
}

void dln_list_line(dln_display_list *list, const char *role, const dln_px *points, size_t count,
                   dln_stroke stroke) {
    add_part(list, role, points, count, false, DLN_COLOR_NONE, stroke);
}

void dln_list_rect(dln_display_list *list, const char *role, dln_rect rect, dln_color fill,
                   dln_stroke stroke) {
    dln_px corners[] = {{rect.left, rect.top},
                        {rect.right, rect.top},
                        {rect.right, rect.bottom},
                        {rect.left, rect.bottom}};
    dln_list_polygon(list, role, corners, 4, fill, stroke);
}

void dln_list_image(dln_display_list *list, const char *role, const uint32_t *pixels, int columns,
                    int rows, dln_rect box, dln_blend blend) {
    dln_list_add(list, (dln_item){.kind = DLN_ITEM_IMAGE,
                                  .role = role,
                                  .pixels = pixels,
                                  .columns = columns,
                                  .rows = rows,
                                  .blend = blend,
                                  .clip = box});
}

void dln_list_clip(dln_display_list *list, dln_rect clip) {
    dln_list_add(list, (dln_item){.kind = DLN_ITEM_CLIP, .role = "clip", .clip = clip});
}

void dln_list_unclip(dln_display_list *list) {
    dln_list_add(list, (dln_item){.kind = DLN_ITEM_UNCLIP, .role = "unclip"});
}

double dln_spine_length(const dln_px spine[DLN_SPINE_MAX]) {
    double length = 0;
    for (size_t i = 0; i + 1 < DLN_SPINE_MAX; i++)
        length += hypot(spine[i + 1].x - spine[i].x, spine[i + 1].y - spine[i].y);
    return length;
}

dln_px dln_spine_point(const dln_px spine[DLN_SPINE_MAX], double along, double *direction) {
    size_t i = 0;
    double dx, dy, length;
    for (;; i++) {
        dx = spine[i + 1].x - spine[i].x;
        dy = spine[i + 1].y - spine[i].y;
        length = hypot(dx, dy);
        if (along <= length || i + 2 == DLN_SPINE_MAX)
            break;
        along -= length;
    }
    *direction = atan2(dy, dx);
    double share = length > 0 ? along / length : 0;
    return (dln_px){spine[i].x + dx * share, spine[i].y + dy * share};
}

static dln_rect spine_box(const dln_item *item) {
    dln_rect box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < DLN_SPINE_MAX; i++) {
        dln_px p = item->spine[i];
        box = (dln_rect){fmin(box.left, p.x), fmin(box.top, p.y), fmax(box.right, p.x),
                         fmax(box.bottom, p.y)};
    }
    return dln_rect_grown(box, item->ascent);
}

dln_rect dln_text_box(const dln_item *item) {
    if (item->spine)
        return spine_box(item);
    double c = cos(item->angle_deg * DEGREE), s = sin(item->angle_deg * DEGREE);
    dln_rect box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (int corner = 0; corner < 4; corner++) {
        double u = corner & 1 ? item->width : 0;
        double v = corner & 2 ? item->descent : -item->ascent;
        double x = item->at.x + u * c - v * s, y = item->at.y + u * s + v * c;
        box.left = fmin(box.left, x);
        box.right = fmax(box.right, x);
        box.top = fmin(box.top, y);
        box.bottom = fmax(box.bottom, y);
    }
    return box;
}

static void dump_color(dln_buffer *out, const char *what, dln_color color) {
    if (color.a)
        dln_buffer_printf(out, " %s #%02x%02x%02x%02x", what, color.r, color.g, color.b, color.a);
}

// Of a path: how much there is and where it lies. Its points would make a golden file of the
// basemap, not of the layout.
static void dump_path(dln_buffer *out, const dln_item *item) {
    dln_rect box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    size_t count = item->path.part_ends[item->path.part_count - 1];
    for (size_t i = 0; i < count; i++) {
        dln_px p = item->path.points[i];
        box = (dln_rect){fmin(box.left, p.x), fmin(box.top, p.y), fmax(box.right, p.x),
                         fmax(box.bottom, p.y)};
    }
    dln_buffer_printf(out, " %zu points %.1f,%.1f to %.1f,%.1f", count, box.left, box.top,
                      box.right, box.bottom);
    dump_color(out, "fill", item->fill);
    dump_color(out, "stroke", item->stroke.color);
}

static void dump_item(dln_buffer *out, const dln_item *item) {
    dln_buffer_printf(out, "%s", item->role);
    switch (item->kind) {
    case DLN_ITEM_PATH:
        dump_path(out, item);
        break;
    case DLN_ITEM_DISC:
        dln_buffer_printf(out, " disc %.1f,%.1f radius %.1f", item->at.x, item->at.y, item->radius);
        dump_color(out, "fill", item->fill);
        break;
    case DLN_ITEM_TEXT:
        dln_buffer_printf(out, " \"%.*s\" %.1f,%.1f size %.1f", DLN_STR_ARG(item->text), item->at.x,
                          item->at.y, item->font.size);
        if (item->spine)
            dln_buffer_printf(out, " along to %.1f,%.1f", item->spine[DLN_SPINE_MAX - 1].x,
                              item->spine[DLN_SPINE_MAX - 1].y);
        if (item->angle_deg != 0)
            dln_buffer_printf(out, " angle %.0f", item->angle_deg);
        break;
    case DLN_ITEM_IMAGE:
        dln_buffer_printf(out, " %dx%d", item->columns, item->rows);
        // fall through
    case DLN_ITEM_CLIP:
        dln_buffer_printf(out, " %.1f,%.1f to %.1f,%.1f", item->clip.left, item->clip.top,
                          item->clip.right, item->clip.bottom);
        break;
    case DLN_ITEM_UNCLIP:
        break;
    }
    dln_buffer_append_char(out, '\n');
}

void dln_list_dump(const dln_display_list *list, dln_buffer *out) {
    dln_buffer_printf(out, "picture %.0fx%.0f\n", list->width, list->height);
    for (size_t i = 0; i < list->count; i++)
        dump_item(out, &list->items[i]);
}
