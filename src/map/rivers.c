// Names of rivers, set along their curves.
#include <math.h>

#include "map/names.h"

// CSS pixels.
#define RIVER_SIZE  11.0
#define RIVER_SPACE 0.9 // between two letters: set along a line they need air
#define STEP_PX     3.0 // the line is looked at in steps of this length
// A name stands this high above its river, and its letters are so high, as shares of its size.
#define LIFT         0.30
#define LETTER_SHARE 0.74
// A river winds more than letters can follow: it is smoothed over this many sizes of type first.
#define SMOOTH_SIZES 1.1
// From one letter to the next a baseline may turn so much, and the whole name so much (radians):
// more, and a reader has to turn the page.
#define TURN_MAX        0.34
#define TURN_WHOLE_MAX  1.7
#define TURN_JOINED_MAX 0.45 // scripts whose letters join cannot be bent: set straight
#define WORST_COST      50.0
#define GREAT_RIVER     1     // its rank
#define REPEAT_PX       480.0 // from one of its names to the next
// Samples of one line; a longer one is looked at in part.
#define SAMPLES_MAX 4096

struct line {
    dln_px points[SAMPLES_MAX];
    size_t count;
    double step;
};

// Points at equal distances along a line.
static void resample(const dln_px *from, size_t count, struct line *out) {
    double next = 0, at = 0;
    out->count = 0;
    for (size_t i = 0; i + 1 < count; i++) {
        double dx = from[i + 1].x - from[i].x, dy = from[i + 1].y - from[i].y;
        double length = hypot(dx, dy);
        for (; next <= at + length && out->count < SAMPLES_MAX && length > 0; next += out->step) {
            double share = (next - at) / length;
            out->points[out->count++] = (dln_px){from[i].x + dx * share, from[i].y + dy * share};
        }
        at += length;
    }
}

static void smooth(const struct line *from, size_t reach, struct line *out) {
    out->step = from->step;
    out->count = from->count;
    for (size_t i = 0; i < from->count; i++) {
        size_t low = i > reach ? i - reach : 0;
        size_t high = i + reach < from->count ? i + reach : from->count - 1;
        dln_px sum = {0};
        for (size_t j = low; j <= high; j++)
            sum = (dln_px){sum.x + from->points[j].x, sum.y + from->points[j].y};
        double n = (double)(high - low + 1);
        out->points[i] = (dln_px){sum.x / n, sum.y / n};
    }
}

struct search {
    struct naming *naming;
    dln_str name;
    dln_font font;
    double width;            // of the name
    struct line *raw, *line; // scratch
    dln_px best[DLN_SPINE_MAX];
    dln_px named_at; // a name that stands already,
    double apart;    // and how far from it the next one must; 0: there is none
    bool found, joined;
    double best_cost;
};

static double heading(dln_px a, dln_px b) {
    return atan2(b.y - a.y, b.x - a.x);
}

static double turn(double from, double to) {
    return remainder(to - from, 2 * 3.14159265358979323846);
}

// The baseline over `count` samples from `first` on, thinned to a spine, left to right, lifted off
// the river. False: too crooked to read.
static bool make_spine(const struct search *s, const struct line *line, size_t first, size_t count,
                       dln_px out[DLN_SPINE_MAX], double *turned) {
    bool back = line->points[first + count - 1].x < line->points[first].x;
    dln_px middle[DLN_SPINE_MAX];
    for (size_t i = 0; i < DLN_SPINE_MAX; i++) {
        size_t at = i * (count - 1) / (DLN_SPINE_MAX - 1);
        middle[i] = line->points[first + (back ? count - 1 - at : at)];
    }
    double letters = s->width / (0.6 * s->font.size), whole = 0;
    double most = TURN_MAX * letters / (DLN_SPINE_MAX - 1); // of one piece of the baseline
    for (size_t i = 1; i + 1 < DLN_SPINE_MAX; i++) {
        double here = turn(heading(middle[i - 1], middle[i]), heading(middle[i], middle[i + 1]));
        if (fabs(here) > most)
            return false;
        whole += fabs(here);
    }
    for (size_t i = 0; i < DLN_SPINE_MAX; i++) {
        dln_px a = middle[i ? i - 1 : 0], b = middle[i + 1 < DLN_SPINE_MAX ? i + 1 : i];
        double length = fmax(hypot(b.x - a.x, b.y - a.y), 1e-9), up = LIFT * s->font.size;
        out[i] = (dln_px){middle[i].x + (b.y - a.y) / length * up,
                          middle[i].y - (b.x - a.x) / length * up};
    }
    *turned = whole;
    return whole <= (s->joined ? TURN_JOINED_MAX : TURN_WHOLE_MAX);
}

// The letters over one piece of the spine.
static dln_rect spine_box(const dln_px *spine, size_t i, double size) {
    dln_px a = spine[i], b = spine[i + 1];
    double length = fmax(hypot(b.x - a.x, b.y - a.y), 1e-9), up = LETTER_SHARE * size / 2;
    dln_px at = {(a.x + b.x) / 2 + (b.y - a.y) / length * up,
                 (a.y + b.y) / 2 - (b.x - a.x) / length * up};
    return dln_rect_grown((dln_rect){at.x, at.y, at.x, at.y}, fmax(0.55 * size, length / 2));
}

static double spine_cost(const struct search *s, const dln_px *spine) {
    double cost = 0;
    for (size_t i = 0; i + 1 < DLN_SPINE_MAX && cost < WORST_COST; i++)
        cost += dln_board_cost(s->naming->board, spine_box(spine, i, s->font.size));
    return cost;
}

static void search_line(struct search *s, const struct line *line) {
    size_t wanted = (size_t)ceil(s->width * 1.04 / line->step) + 1;
    for (size_t first = 0; first + wanted <= line->count; first += 2) {
        dln_px spine[DLN_SPINE_MAX], a = line->points[first], b = line->points[first + wanted - 1];
        double turned, chord = hypot(b.x - a.x, b.y - a.y);
        if (!dln_rect_contains(s->naming->plan->frame, a) ||
            !dln_rect_contains(s->naming->plan->frame, b) ||
            hypot(a.x - s->named_at.x, a.y - s->named_at.y) < s->apart ||
            !make_spine(s, line, first, wanted, spine, &turned))
            continue;
        // Level rather than steep, straight rather than winding.
        double cost = 9 * turned + 12 * fabs(b.y - a.y) / fmax(chord, 1);
        if (cost < s->best_cost)
            cost += spine_cost(s, spine);
        if (cost >= s->best_cost)
            continue;
        s->best_cost = cost;
        s->found = true;
        for (size_t i = 0; i < DLN_SPINE_MAX; i++)
            s->best[i] = spine[i];
    }
}

static void search_path(struct search *s, const dln_path *path) {
    double step = STEP_PX * s->naming->unit;
    s->raw->step = step;
    for (size_t part = 0, begin = 0; part < path->part_count; begin = path->part_ends[part++]) {
        resample(path->points + begin, path->part_ends[part] - begin, s->raw);
        smooth(s->raw, (size_t)(SMOOTH_SIZES * s->font.size / step / 2) + 1, s->line);
        search_line(s, s->line);
    }
}

static double chord_deg(const dln_px spine[DLN_SPINE_MAX]) {
    return heading(spine[0], spine[DLN_SPINE_MAX - 1]) * 180 / 3.14159265358979323846;
}

static void add_name(struct search *s, dln_text_size size) {
    struct naming *n = s->naming;
    dln_px *spine = DLN_ARENA_ARRAY(n->list->arena, dln_px, DLN_SPINE_MAX);
    if (!spine) {
        n->list->failed = true;
        return;
    }
    for (size_t i = 0; i < DLN_SPINE_MAX; i++)
        spine[i] = s->best[i];
    dln_list_add(n->list, (dln_item){.kind = DLN_ITEM_TEXT,
                                     .role = "water-label",
                                     .text = s->name,
                                     .at = spine[0],
                                     .spine = s->joined ? NULL : spine,
                                     .angle_deg = s->joined ? chord_deg(spine) : 0,
                                     .font = s->font,
                                     .fill = n->theme->water_ink,
                                     .halo = n->theme->halo,
                                     .halo_width = s->font.size * 0.2,
                                     .width = size.width,
                                     .ascent = size.ascent,
                                     .descent = size.descent});
    for (size_t i = 0; i + 1 < DLN_SPINE_MAX; i++)
        dln_board_block(n->board, spine_box(spine, i, s->font.size), DLN_BLOCK_HARD);
}

static bool named_before(const dln_base_layer *layer, size_t at) {
    for (size_t i = 0; i < at; i++)
        if (dln_str_equal(layer->shapes[i].name, layer->shapes[at].name))
            return true;
    return false;
}

static void search_river(struct search *s, const dln_base_layer *layer) {
    s->found = false;
    s->best_cost = WORST_COST;
    for (size_t i = 0; i < layer->count; i++)
        if (dln_str_equal(layer->shapes[i].name, s->name))
            search_path(s, &layer->shapes[i].path);
}

// A river may come in many pieces: its name stands on the best stretch of all of them, and that of
// a great one again far from there.
static void name_river(struct search *s, const dln_base_layer *layer, int rank,
                       dln_text_size size) {
    search_river(s, layer);
    if (!s->found)
        return;
    add_name(s, size);
    s->named_at = s->best[DLN_SPINE_MAX / 2];
    s->apart = REPEAT_PX * s->naming->unit;
    if (rank == GREAT_RIVER)
        search_river(s, layer);
    if (rank == GREAT_RIVER && s->found)
        add_name(s, size);
}

void dln_names_of_rivers(struct naming *n, const dln_base_layer *layer, bool great) {
    dln_font font = {.size = RIVER_SIZE * n->unit, .italic = true};
    struct line *scratch = DLN_ARENA_ARRAY(n->list->arena, struct line, 2);
    n->list->failed |= !scratch;
    for (size_t i = 0; scratch && i < layer->count; i++) {
        const dln_base_shape *river = &layer->shapes[i];
        if (!river->name.len || (river->rank == GREAT_RIVER) != great || named_before(layer, i))
            continue;
        bool joined = dln_text_is_joined(river->name);
        font.spacing = joined ? 0 : RIVER_SPACE * n->unit;
        dln_text_size size = dln_text_measure(n->plan->typesetter, font, river->name);
        struct search s = {.naming = n,
                           .name = river->name,
                           .font = font,
                           .width = size.width,
                           .raw = &scratch[0],
                           .line = &scratch[1],
                           .joined = joined};
        name_river(&s, layer, river->rank, size);
    }
}
