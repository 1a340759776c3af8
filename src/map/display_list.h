// What a picture is made of, in pixels: the only thing that layout and painters share.
//
// Everything lives in one arena and is drawn in order. y grows downwards; (0, 0) is the top left
// corner of the picture.
#ifndef DLN_MAP_DISPLAY_LIST_H
#define DLN_MAP_DISPLAY_LIST_H

#include "dateline/base.h"

typedef struct dln_px {
    double x, y;
} dln_px;

typedef struct dln_rect {
    double left, top, right, bottom;
} dln_rect;

static inline double dln_rect_width(dln_rect r) {
    return r.right - r.left;
}
static inline double dln_rect_height(dln_rect r) {
    return r.bottom - r.top;
}
static inline dln_rect dln_rect_grown(dln_rect r, double by) {
    return (dln_rect){r.left - by, r.top - by, r.right + by, r.bottom + by};
}
static inline bool dln_rect_overlaps(dln_rect a, dln_rect b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
static inline bool dln_rect_contains(dln_rect r, dln_px p) {
    return p.x >= r.left && p.x <= r.right && p.y >= r.top && p.y <= r.bottom;
}
static inline bool dln_rect_holds(dln_rect outer, dln_rect inner) {
    return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top &&
           inner.bottom <= outer.bottom;
}

typedef struct dln_color {
    uint8_t r, g, b, a; // a: 255 opaque, 0 not drawn
} dln_color;
#define DLN_COLOR_NONE ((dln_color){0, 0, 0, 0})
static inline dln_color dln_color_faded(dln_color color, double share) {
    color.a = (uint8_t)(color.a * share + 0.5);
    return color;
}

// Lines or rings; part i runs over points[part_ends[i-1] .. part_ends[i]).
typedef struct dln_path {
    const dln_px *points;
    const uint32_t *part_ends;
    size_t part_count;
    bool closed; // rings, filled by the even-odd rule
} dln_path;

typedef struct dln_stroke {
    dln_color color; // of no alpha: no stroke
    double width;
    double dash_on, dash_off; // dash_on 0: an unbroken line
    bool winding; // of nature, not of a ruler: coarser smoothing of its edges is not seen
} dln_stroke;

typedef struct dln_font {
    double size; // pixels
    bool bold, italic;
    double spacing; // extra pixels after each letter
} dln_font;

// How an image meets what lies below it.
typedef enum dln_blend { DLN_BLEND_OVER, DLN_BLEND_MULTIPLY, DLN_BLEND_SOFT_LIGHT } dln_blend;

typedef enum dln_item_kind {
    DLN_ITEM_PATH,
    DLN_ITEM_DISC, // fading from `fill` in its middle to nothing at `radius`
    DLN_ITEM_TEXT,
    DLN_ITEM_IMAGE, // pixels stretched over `clip`
    DLN_ITEM_CLIP,  // from here on only inside `clip`
    DLN_ITEM_UNCLIP,
} dln_item_kind;

#define DLN_SPINE_MAX 17
typedef struct dln_item {
    dln_item_kind kind;
    const char *role; // "land", "place-label" …: what it is, for tests and as class in an SVG
    dln_path path;
    dln_color fill;
    dln_stroke stroke;
    dln_px at;     // of a disc its middle, of a text the left end of its baseline
    double radius; // of a disc
    dln_str text;  // UTF-8, one line
    dln_font font;
    const dln_px *spine;    // of a text that is bent: DLN_SPINE_MAX points of its baseline, or NULL
    double angle_deg;       // of a text, clockwise around `at`
    double width;           // of a text as measured
    double ascent, descent; // of a text
    dln_color halo;         // of no alpha: none
    double halo_width;
    dln_rect clip;
    const uint32_t *pixels; // of an image: 0xAARRGGBB, colours multiplied by their alpha
    int columns, rows;
    dln_blend blend;
} dln_item;

typedef struct dln_display_list {
    dln_arena *arena;
    double width, height;
    dln_item *items;
    size_t count, capacity;
    dln_str title; // of the picture, for the metadata of a file
    bool failed;   // memory ran out: sticky, asked once at the end
} dln_display_list;

void dln_list_init(dln_display_list *list, dln_arena *arena, double width, double height);
// Adds a copy of `item`; what it points to must live in the list's arena.
void dln_list_add(dln_display_list *list, dln_item item);
void dln_list_path(dln_display_list *list, const char *role, dln_path path, dln_color fill,
                   dln_stroke stroke);
void dln_list_polygon(dln_display_list *list, const char *role, const dln_px *points, size_t count,
                      dln_color fill, dln_stroke stroke); // copies the points
void dln_list_line(dln_display_list *list, const char *role, const dln_px *points, size_t count,
                   dln_stroke stroke); // copies the points
void dln_list_rect(dln_display_list *list, const char *role, dln_rect rect, dln_color fill,
                   dln_stroke stroke);
// `pixels` must live in the list's arena.
void dln_list_image(dln_display_list *list, const char *role, const uint32_t *pixels, int columns,
                    int rows, dln_rect box, dln_blend blend);
void dln_list_clip(dln_display_list *list, dln_rect clip);
void dln_list_unclip(dln_display_list *list);
// The box around a text as it is drawn, whatever its angle.
dln_rect dln_text_box(const dln_item *item);
// How long a spine is, and the point and direction (radians) `along` it.
double dln_spine_length(const dln_px spine[DLN_SPINE_MAX]);
dln_px dln_spine_point(const dln_px spine[DLN_SPINE_MAX], double along, double *direction);
// One line an item, tenths of a pixel: what golden tests compare.
void dln_list_dump(const dln_display_list *list, dln_buffer *out);

#endif
