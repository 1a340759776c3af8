// Names on the ground: countries wide and quiet, waters in blue, towns by rank, each only where
// the incidents and their names have left room.
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "map/names.h"
#include "map/symbols.h"

// A country narrower than its name is not named: sizes in CSS pixels.
#define COUNTRY_SIZE_MIN 10.5
#define COUNTRY_SIZE_MAX 19.0
#define COUNTRY_SPREAD   26.0 // of the visible diagonal a pixel of type
#define ADMIN1_SIZE      10.0
#define ADMIN1_ROOM      2.2  // a name may take so many radii of its province
#define ADMIN1_SPREAD    1.1  // and is spaced out to so many of them,
#define ADMIN1_SPACE_MAX 0.45 // but no letter farther from the next than this share of its size
#define SEA_ROOM         1.0
#define TOWN_SIZE        10.0
#define WATER_SIZE       11.0
#define SCAN_LINES       13
// Area of the map (in CSS pixels) that one town may claim: denser, the map is a gazetteer.
#define PIXELS_A_TOWN 26000.0
#define BESIDE_SHARE  0.45 // of them may lie where nothing happened

static int by_value(const void *a, const void *b) {
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

#define CROSSINGS_MAX 256

// The longest run of a horizontal line inside a polygon and the frame; its length is 0 if none.
static double widest_run(const dln_path *path, double y, dln_rect frame, double *middle) {
    double xs[CROSSINGS_MAX], widest = 0;
    size_t count = 0;
    for (size_t part = 0, begin = 0; part < path->part_count; begin = path->part_ends[part++]) {
        for (size_t i = begin, end = path->part_ends[part]; i < end; i++) {
            dln_px a = path->points[i], b = path->points[i + 1 < end ? i + 1 : begin];
            if ((a.y > y) != (b.y > y) && count < CROSSINGS_MAX)
                xs[count++] = a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y);
        }
    }
    qsort(xs, count, sizeof *xs, by_value);
    for (size_t i = 0; i + 1 < count; i += 2) {
        double from = fmax(xs[i], frame.left), to = fmin(xs[i + 1], frame.right);
        if (to - from > widest) {
            widest = to - from;
            *middle = (from + to) / 2;
        }
    }
    return widest;
}

static dln_rect bounds(const dln_path *path, dln_rect frame) {
    dln_rect box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    size_t count = path->part_ends[path->part_count - 1];
    for (size_t i = 0; i < count; i++) {
        dln_px p = path->points[i];
        box = (dln_rect){fmin(box.left, p.x), fmin(box.top, p.y), fmax(box.right, p.x),
                         fmax(box.bottom, p.y)};
    }
    return (dln_rect){fmax(box.left, frame.left), fmax(box.top, frame.top),
                      fmin(box.right, frame.right), fmin(box.bottom, frame.bottom)};
}

struct spot {
    dln_px at; // middle of the text
    double cost;
};

// Where in an area its name stands best: in a wide place, near the middle, over nothing.
static struct spot best_spot(struct naming *n, const dln_base_shape *shape, dln_text_size size) {
    dln_rect box = bounds(&shape->path, n->plan->frame);
    struct spot best = {.cost = INFINITY};
    for (int i = 0; i < SCAN_LINES; i++) {
        double share = (i + 0.5) / SCAN_LINES;
        double y = box.top + share * dln_rect_height(box), middle = 0;
        double run = widest_run(&shape->path, y, n->plan->frame, &middle);
        double slack = run - size.width * 1.08;
        if (slack < 0)
            continue;
        for (int shift = -2; shift <= 2; shift++) {
            double x = middle + shift * slack / 4, half = (size.ascent + size.descent) / 2;
            dln_rect at = {x - size.width / 2, y - half, x + size.width / 2, y + half};
            double cost = dln_board_cost(n->board, dln_rect_grown(at, 3 * n->unit)) +
                          20 * fabs(share - 0.5) + 3 * abs(shift) - 10 * run / (run + size.width);
            if (cost < best.cost)
                best = (struct spot){{x, y}, cost};
        }
    }
    return best;
}

static bool name_area(struct naming *n, const char *role, const dln_base_shape *shape, dln_str text,
                      dln_font font, dln_color color) {
    dln_text_size size = dln_text_measure(n->plan->typesetter, font, text);
    struct spot spot = best_spot(n, shape, size);
    // A name of the ground yields to everything that happened on it.
    if (spot.cost > 60)
        return false;
    double half = (size.ascent + size.descent) / 2;
    dln_px at = {spot.at.x - size.width / 2, spot.at.y - half + size.ascent};
    dln_text_add(n->list, n->plan->typesetter, role, text, at, font, color, n->quiet_halo);
    dln_board_block(n->board,
                    (dln_rect){at.x, spot.at.y - half, at.x + size.width, spot.at.y + half},
                    DLN_BLOCK_HARD);
    return true;
}

// Latin, Greek and Cyrillic take capitals and spacing; joined scripts must not be spaced.
static bool is_ascii(dln_str text) {
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.data[i] >= 0x80)
            return false;
    return true;
}

static dln_str in_capitals(dln_str text, dln_arena *arena) {
    char *upper = DLN_ARENA_ARRAY(arena, char, text.len + 1);
    if (!upper || !is_ascii(text))
        return text;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        upper[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    return (dln_str){upper, text.len};
}

static void name_countries(struct naming *n, const dln_base_layer *layer) {
    for (size_t i = 0; i < layer->count; i++) {
        const dln_base_shape *shape = &layer->shapes[i];
        double size = shape->size_px / n->unit / COUNTRY_SPREAD;
        if (!shape->name.len || size < COUNTRY_SIZE_MIN * 0.45)
            continue;
        size = fmin(fmax(size, COUNTRY_SIZE_MIN), COUNTRY_SIZE_MAX) * n->unit;
        dln_str text = in_capitals(shape->name, n->list->arena);
        dln_font font = {.size = size, .spacing = !dln_text_is_joined(text) ? size * 0.28 : 0};
        // A smaller name where the large one has no room.
        while (!name_area(n, "country-label", shape, text, font, n->quiet) &&
               font.size > COUNTRY_SIZE_MIN * n->unit * 1.01) {
            font.size = fmax(font.size * 0.75, COUNTRY_SIZE_MIN * n->unit);
            font.spacing = !dln_text_is_joined(text) ? font.size * 0.16 : 0;
        }
    }
}

// Centred on a point, if nothing stands there.
static bool name_point(struct naming *n, const char *role, const dln_base_shape *point,
                       dln_font font, dln_color color, dln_color halo) {
    dln_text_size size = dln_text_measure(n->plan->typesetter, font, point->name);
    double half = (size.ascent + size.descent) / 2;
    dln_px at = {point->path.points[0].x - size.width / 2,
                 point->path.points[0].y - half + size.ascent};
    dln_rect box = {at.x, at.y - size.ascent, at.x + size.width, at.y + size.descent};
    if (!point->name.len || dln_board_cost(n->board, box) > 0)
        return false;
    dln_text_add(n->list, n->plan->typesetter, role, point->name, at, font, color, halo);
    dln_board_block(n->board, box, DLN_BLOCK_HARD);
    return true;
}

// A province that is called like its town needs no second name.
static bool names_a_town(struct naming *n, const dln_base_layer *towns, dln_str name) {
    for (size_t i = 0; i < towns->count; i++)
        if (dln_str_equal(towns->shapes[i].name, name))
            return true;
    for (size_t i = 0; i < n->scene->site_count && !n->plan->density.kind; i++)
        if (dln_str_equal(n->scene->sites[i].name, name))
            return true;
    return false;
}

// Spaced out towards the width of the province, so that its name reads as that of an area.
static dln_font province_font(const struct naming *n, const dln_base_shape *shape) {
    dln_font font = {.size = ADMIN1_SIZE * n->unit, .italic = true};
    size_t letters = dln_codepoints_between(shape->name, 0, shape->name.len);
    if (dln_text_is_joined(shape->name) || letters < 2)
        return font;
    double width = dln_text_measure(n->plan->typesetter, font, shape->name).width;
    double room = ADMIN1_SPREAD * shape->size_px - width;
    font.spacing = fmin(fmax(room / (double)letters, 0), ADMIN1_SPACE_MAX * font.size);
    return font;
}

// Where nothing happened towns are there for orientation only.
static bool is_beside(const struct naming *n, const dln_base_shape *shape) {
    return n->plan->overall.shown && !dln_counts_has_country(&n->plan->overall, shape->country);
}

static void name_provinces(struct naming *n, const dln_base_layer *layer,
                           const dln_base_layer *towns) {
    for (size_t i = 0; i < layer->count; i++) {
        const dln_base_shape *shape = &layer->shapes[i];
        dln_font font = province_font(n, shape);
        double width = dln_text_measure(n->plan->typesetter, font, shape->name).width;
        if (is_beside(n, shape)) // its towns say enough of where one is
            continue;
        if (shape->size_px * ADMIN1_ROOM > width && !names_a_town(n, towns, shape->name))
            name_point(n, "admin1-label", shape, font, n->quiet, n->quiet_halo);
    }
}

static dln_label town_label(struct naming *n, const dln_base_shape *town) {
    bool beside = is_beside(n, town);
    double larger = !beside && town->rank && town->rank <= 2 ? 1.15 : 1;
    dln_label label = {.role = "town-label",
                       .lines = {town->name},
                       .line_count = 1,
                       .font = {.size = TOWN_SIZE * n->unit * larger},
                       .color = beside ? n->theme->faint_ink : n->theme->quiet_ink,
                       .halo = n->theme->halo,
                       .at = town->path.points[0],
                       .clear = 3 * n->unit};
    return label;
}

// Where something happened the place has its symbol and name already, in the reports' spelling.
#define TOLD_PX 15.0

static bool is_told(const struct naming *n, dln_px at) {
    for (size_t i = 0; i < n->scene->site_count && !n->plan->density.kind; i++)
        if (n->plan->site_seen[i] &&
            hypot(n->plan->site_px[i].x - at.x, n->plan->site_px[i].y - at.y) < TOLD_PX * n->unit)
            return true;
    return false;
}

static bool draw_town(struct naming *n, const dln_base_shape *town) {
    dln_px at = town->path.points[0];
    double r = (town->rank == 1 ? 2.6 : 1.9) * n->unit;
    dln_rect box = {at.x - r, at.y - r, at.x + r, at.y + r};
    if (is_told(n, at) || dln_board_cost(n->board, dln_rect_grown(box, n->unit)) > 0)
        return false;
    dln_label label = town_label(n, town);
    if (!dln_label_place(n->board, n->plan->typesetter, &label))
        return false;
    dln_stroke rim = {.color = label.color, .width = 0.9 * n->unit};
    if (town->rank == 1)
        dln_list_rect(n->list, "town", box, n->theme->paper, rim);
    else
        dln_circle_draw(n->list, "town", at, r, n->theme->paper, rim);
    dln_label_draw(n->list, n->plan->typesetter, &label);
    dln_board_block(n->board, box, DLN_BLOCK_HARD);
    return true;
}

static int by_rank(const void *a, const void *b) {
    const dln_base_shape *x = *(const dln_base_shape *const *)a;
    const dln_base_shape *y = *(const dln_base_shape *const *)b;
    int first = x->rank ? x->rank : INT_MAX, second = y->rank ? y->rank : INT_MAX;
    if (first != second)
        return first < second ? -1 : 1;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    // Among equals the order of the file, which addresses in one array keep.
    return (x > y) - (x < y);
}

static void name_towns(struct naming *n, const dln_base_layer *layer) {
    const dln_base_shape **order =
        DLN_ARENA_ARRAY(n->list->arena, const dln_base_shape *, layer->count + 1);
    if (!order)
        return;
    for (size_t i = 0; i < layer->count; i++)
        order[i] = &layer->shapes[i];
    qsort(order, layer->count, sizeof *order, by_rank);
    double area = dln_rect_width(n->plan->frame) * dln_rect_height(n->plan->frame);
    size_t most = (size_t)(area / (n->unit * n->unit) / PIXELS_A_TOWN) + 4;
    size_t drawn = 0, beside = 0;
    for (size_t i = 0; i < layer->count && drawn < most; i++) {
        bool aside = is_beside(n, order[i]);
        if (!order[i]->name.len || (aside && (double)beside >= BESIDE_SHARE * (double)most))
            continue;
        bool named = draw_town(n, order[i]);
        drawn += named;
        beside += named && aside;
    }
}

static void name_seas(struct naming *n, const dln_base_layer *layer) {
    for (size_t i = 0; i < layer->count; i++) {
        const dln_base_shape *sea = &layer->shapes[i];
        dln_font font = {.size = (sea->rank > 1 ? 11.5 : 14) * n->unit,
                         .italic = true,
                         .spacing = !dln_text_is_joined(sea->name) ? 2 * n->unit : 0};
        // Wider than the water it names a name would lie on the land.
        if (dln_text_measure(n->plan->typesetter, font, sea->name).width < sea->size_px * SEA_ROOM)
            name_point(n, "water-label", sea, font, n->theme->water_ink, DLN_COLOR_NONE);
    }
}

static void name_lakes(struct naming *n, const dln_base_layer *layer) {
    dln_font font = {.size = WATER_SIZE * 0.92 * n->unit, .italic = true};
    for (size_t i = 0; i < layer->count; i++)
        if (layer->shapes[i].name.len)
            name_area(n, "water-label", &layer->shapes[i], layer->shapes[i].name, font,
                      n->theme->water_ink);
}

void dln_names_draw(dln_display_list *list, const dln_plan *plan, const dln_scene *scene,
                    const dln_basemap *basemap, dln_board *board) {
    const dln_theme *theme = plan->options->theme;
    struct naming n = {list,
                       plan,
                       scene,
                       board,
                       theme,
                       plan->options->unit,
                       theme->faint_ink,
                       dln_color_faded(theme->halo, 0.55)};
    if (plan->density.kind) { // on dark tints only a full halo can be read
        n.quiet = theme->quiet_ink;
        n.quiet_halo = theme->halo;
    }
    name_countries(&n, &basemap->layers[DLN_BASE_COUNTRY]);
    name_seas(&n, &basemap->layers[DLN_BASE_SEA]);
    dln_names_of_rivers(&n, &basemap->layers[DLN_BASE_RIVER], true);
    name_towns(&n, &basemap->layers[DLN_BASE_TOWN]);
    dln_names_of_rivers(&n, &basemap->layers[DLN_BASE_RIVER], false);
    name_lakes(&n, &basemap->layers[DLN_BASE_LAKE]);
    name_provinces(&n, &basemap->layers[DLN_BASE_ADMIN1_NAME], &basemap->layers[DLN_BASE_TOWN]);
}
