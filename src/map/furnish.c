// What stands around the map: title, foot, legend, and the room for a key.
#include <math.h>
#include <string.h>

#include "map/plan.h"
#include "map/sites.h"
#include "map/wording.h"

// Sizes in CSS pixels; everything is multiplied by the unit (dpi / 96).
#define EDGE          14.0 // white around everything
#define TITLE_SIZE    21.0
#define SUBTITLE_SIZE 13.5
#define FOOTER_SIZE   10.5
#define LEGEND_INSET  10.0
#define LEGEND_CLEAR  12.0 // between the legend and anything that happened
// Below this a picture has no room for furniture: a thumbnail is all map.
#define FURNITURE_MIN_PX 300.0
// Lower than this a picture has one paragraph for everything at its foot: the licences of the data
// stand at its end and must not be cut.
#define SHORT_PX    440.0
#define SHORT_LINES 4
// A legend may take so much of the frame.
#define LEGEND_MAX_SHARE  0.45 // of the width
#define LEGEND_MAX_HEIGHT 0.80 // of the height, on the map itself: more would be a wall
#define LEGEND_MAX_AREA   0.30 // on the map itself
#define KEY_WIDTH         250.0
#define KEY_WIDTH_LEAST   120.0
#define KEY_WIDTH_SHARE   0.30 // of the frame, at most
#define KEY_HEIGHT_SHARE  0.34 // of the frame, under it
// A key that would lose names may take more.
#define KEY_EFFORT_WIDTH 0.30 // of its width, a step
#define KEY_SHARE_MOST   0.45
#define CLOSE_MAP_M      50e3 // of its shorter side; closer, a map is finer than its data

static void add_footer(dln_plan *plan, dln_str text, double width, size_t lines, dln_arena *arena) {
    size_t room = DLN_FOOTER_LINES - plan->footer_count;
    plan->footer_count +=
        dln_text_wrap(plan->typesetter, plan->footer_font, text, width, room < lines ? room : lines,
                      arena, plan->footer + plan->footer_count);
}

static bool is_close(const dln_plan *plan) {
    return plan->view.metres_per_px > 0 &&
           plan->view.metres_per_px *
                   fmin(dln_rect_width(plan->view.frame), dln_rect_height(plan->view.frame)) <
               CLOSE_MAP_M;
}

// GeoNames asks to be named (CC BY 4.0), and so does GSHHG (LGPL); Natural Earth likes to be.
static dln_str footer_data(const dln_plan *plan, dln_arena *arena) {
    const dln_words *words = plan->options->words;
    return dln_arena_printf(arena, "%s%s", is_close(plan) ? words->coarse_coast : "",
                            words->map_data);
}

static void make_footer(dln_plan *plan, double width, dln_arena *arena) {
    const dln_words *words = plan->options->words;
    dln_str sources = dln_wording_sources(words, &plan->counts, arena);
    dln_not_shown left_out = {.outside = plan->counts.outside,
                              .unplaced = plan->scene->unplaced,
                              .undated = plan->options->undated,
                              .too_rough = plan->scene->too_rough};
    dln_str not_shown = dln_wording_not_shown(words, left_out, arena);
    plan->footer_count = 0;
    if (plan->options->height < SHORT_PX * plan->options->unit) {
        dln_str said = dln_wording_join(dln_wording_join(sources, ". ", not_shown, arena), " ",
                                        plan->country_notes, arena);
        dln_str all = dln_wording_join(said, not_shown.len || plan->country_notes.len ? " " : ". ",
                                       footer_data(plan, arena), arena);
        add_footer(plan, all, width, SHORT_LINES, arena);
        return;
    }
    add_footer(plan, sources, width, 2, arena);
    add_footer(plan, not_shown, width, 2, arena);
    add_footer(plan, plan->country_notes, width, 2, arena);
    add_footer(plan, footer_data(plan, arena), width, 2, arena);
}

static bool ends_with_ellipsis(dln_str text) {
    return dln_str_ends_with(text, DLN_STR("\xE2\x80\xA6"));
}

// A title is set smaller rather than cut.
static void wrap_title(dln_plan *plan, double width, dln_arena *arena) {
    static const double shares[] = {1, 0.86, 0.74, 0.64};
    double size = plan->title_font.size;
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        plan->title_font.size = size * shares[i];
        plan->title_count = dln_text_wrap(plan->typesetter, plan->title_font, plan->options->title,
                                          width, DLN_TITLE_LINES, arena, plan->title);
        if (!plan->title_count || !ends_with_ellipsis(plan->title[plan->title_count - 1]))
            break;
    }
    if (!plan->title_count)
        plan->title_font.size = size;
}

// Of one picture of a series the period stands here whatever the user wants to say besides.
static dln_str subtitle_of(const dln_plan *plan, dln_arena *arena) {
    const dln_layout_options *o = plan->options;
    size_t shown = plan->counts.shown;
    if (o->period.len && !shown)
        return dln_wording_join(o->subtitle, " \xC2\xB7 ",
                                dln_wording_join(dln_str_from(o->words->no_incidents),
                                                 o->words->comma, o->period, arena),
                                arena);
    if (o->period.len)
        return dln_wording_join(o->subtitle, " \xC2\xB7 ",
                                dln_wording_count(o->words, shown, o->period, arena), arena);
    if (o->subtitle.len)
        return o->subtitle;
    dln_str days = dln_wording_days(o->words, plan->counts.first, plan->counts.last, arena);
    return dln_wording_count(o->words, shown, days, arena);
}

static void fit_subtitle(dln_plan *plan, double width, dln_arena *arena) {
    dln_str text = subtitle_of(plan, arena);
    plan->subtitle = DLN_STR_NONE;
    if (!text.len)
        return;
    double least = 0.75 * plan->subtitle_font.size;
    while (plan->subtitle_font.size > least &&
           dln_text_measure(plan->typesetter, plan->subtitle_font, text).width > width)
        plan->subtitle_font.size *= 0.95;
    dln_text_wrap(plan->typesetter, plan->subtitle_font, text, width, 1, arena, &plan->subtitle);
}

void dln_plan_reword(dln_plan *plan, dln_arena *arena) {
    if (!plan->furnished)
        return;
    double width = dln_rect_width(plan->head);
    fit_subtitle(plan, width, arena);
    make_footer(plan, width, arena);
}

void dln_plan_furnish(dln_plan *plan, dln_arena *arena) {
    const dln_layout_options *o = plan->options;
    double unit = o->unit, edge = EDGE * unit;
    plan->title_font = (dln_font){.size = TITLE_SIZE * unit, .bold = true};
    plan->subtitle_font = (dln_font){.size = SUBTITLE_SIZE * unit};
    plan->footer_font = (dln_font){.size = FOOTER_SIZE * unit};
    plan->frame = (dln_rect){0, 0, o->width, o->height};
    plan->legend_box = (dln_rect){0};
    plan->legend_inside = false;
    plan->key.box = (dln_rect){0};
    plan->furnished = fmin(o->width, o->height) >= FURNITURE_MIN_PX * unit;
    if (!plan->furnished)
        return;
    double width = o->width - 2 * edge;
    wrap_title(plan, width, arena);
    fit_subtitle(plan, width, arena);
    make_footer(plan, width, arena);
    double lines = plan->title_count ? (double)plan->title_count : 1;
    double head = edge * 0.85 + lines * plan->title_font.size * 1.22 +
                  (plan->subtitle.len ? plan->subtitle_font.size * 1.45 : 0) + 0.55 * edge;
    plan->foot_lines = plan->footer_count;
    if (o->is_base && o->base_footer_lines > plan->foot_lines)
        plan->foot_lines = o->base_footer_lines;
    double foot =
        edge * 0.6 + (double)plan->foot_lines * plan->footer_font.size * 1.42 + 0.45 * edge;
    plan->head = (dln_rect){edge, 0, o->width - edge, head};
    plan->foot = (dln_rect){edge, o->height - foot, o->width - edge, o->height};
    plan->frame = (dln_rect){edge, head, o->width - edge, o->height - foot};
}

// A site with its symbols.
static dln_rect around_site(const dln_plan *plan, size_t i) {
    dln_px a = plan->site_px[i], b = plan->symbol_px[i];
    dln_rect both = {fmin(a.x, b.x), fmin(a.y, b.y), fmax(a.x, b.x), fmax(a.y, b.y)};
    return dln_rect_grown(both, dln_site_radius(plan, &plan->scene->sites[i]));
}

size_t dln_plan_hidden_by(const dln_plan *plan, dln_rect box) {
    size_t hidden = 0;
    for (size_t i = 0; i < plan->scene->site_count; i++)
        hidden += plan->site_seen[i] && dln_rect_overlaps(box, around_site(plan, i));
    for (size_t i = 0; i < plan->scene->move_count; i++)
        for (int j = 0; plan->arrows[i].drawn && j < DLN_ARROW_SAMPLES; j++)
            hidden += dln_rect_contains(box, plan->arrows[i].spine[j]);
    return hidden;
}

static dln_rect corner_box(const dln_plan *plan, int corner) {
    double inset = LEGEND_INSET * plan->options->unit;
    dln_rect frame = dln_rect_grown(plan->frame, -inset);
    bool right = corner & 1, top = corner & 2;
    double left = right ? frame.right - plan->legend.width : frame.left;
    double up = top ? frame.top : frame.bottom - plan->legend.height;
    return (dln_rect){left, up, left + plan->legend.width, up + plan->legend.height};
}

static bool find_corner(dln_plan *plan) {
    static const int preference[] = {0, 1, 2, 3}; // bottom left, bottom right, top left, top right
    dln_rect f = plan->frame;
    double area = plan->legend.width * plan->legend.height;
    if (plan->legend.width > LEGEND_MAX_SHARE * dln_rect_width(f) ||
        plan->legend.height > LEGEND_MAX_HEIGHT * dln_rect_height(f) ||
        area > LEGEND_MAX_AREA * dln_rect_width(f) * dln_rect_height(f))
        return false;
    for (int i = 0; i < 4; i++) {
        dln_rect box = corner_box(plan, preference[i]);
        double clear = LEGEND_CLEAR * plan->options->unit;
        if (dln_plan_hidden_by(plan, dln_rect_grown(box, clear)) == 0) {
            plan->legend_box = box;
            plan->legend_inside = true;
            return true;
        }
    }
    return false;
}

// Whether the map is large enough to keep its share with so much of the frame left.
static bool leaves_enough(const dln_plan *plan, dln_rect frame) {
    const dln_layout_options *o = plan->options;
    return dln_rect_width(frame) > 0 && dln_rect_height(frame) > 0 &&
           dln_rect_width(frame) * dln_rect_height(frame) >=
               DLN_MAP_MIN_SHARE * o->width * o->height;
}

// No corner is free: the legend gets its own column and the map what is left.
static bool beside(dln_plan *plan) {
    double gap = LEGEND_INSET * plan->options->unit;
    dln_rect left = plan->frame;
    left.right -= plan->legend.width + gap;
    if (plan->legend.height > dln_rect_height(plan->frame) || !leaves_enough(plan, left))
        return false;
    plan->legend_box =
        (dln_rect){left.right + gap, left.top, plan->frame.right, left.top + plan->legend.height};
    plan->frame = left;
    return true;
}

// A legend too tall for that runs in columns under the map.
static bool below(dln_plan *plan) {
    double gap = LEGEND_INSET * plan->options->unit;
    dln_legend flowed = plan->legend;
    dln_legend_flow(&flowed, dln_rect_width(plan->frame));
    dln_rect left = plan->frame;
    left.bottom -= flowed.height + gap;
    if (!leaves_enough(plan, left))
        return false;
    plan->legend = flowed;
    plan->legend_box = (dln_rect){left.left, left.bottom + gap, left.right, plan->frame.bottom};
    plan->frame = left;
    return true;
}

static bool place(dln_plan *plan) {
    return find_corner(plan) || beside(plan) || below(plan);
}

static bool has_highlight(const dln_scene *scene) {
    for (size_t i = 0; i < scene->event_count; i++)
        if (scene->events[i].highlighted)
            return true;
    return false;
}

dln_legend dln_plan_legend(const dln_plan *plan, double unit, size_t rows, dln_arena *arena) {
    if (plan->density.kind)
        return dln_legend_of_density(&plan->density, plan->options->words, plan->options->theme,
                                     plan->typesetter, unit, arena);
    dln_legend legend =
        dln_legend_make(plan->scene, &plan->counts, plan->options->words,
                        plan->options->base_has_gathered, plan->typesetter, unit, arena);
    dln_legend_shorten(&legend, rows, plan->typesetter, arena);
    if (plan->sizing.by && plan->sizing.most > 0)
        dln_legend_add_sizes(&legend, &plan->sizing, plan->typesetter, arena);
    if (has_highlight(plan->scene))
        dln_legend_add_highlight(&legend, plan->typesetter, arena);
    return legend;
}

// How a legend gives way: smaller type, then ever fewer rows.
static const struct legend_try {
    double scale;
    size_t rows;
} legend_tries[] = {{1, SIZE_MAX}, {0.9, SIZE_MAX}, {0.9, 9}, {0.9, 6},
                    {0.9, 4},      {0.9, 3},        {0.9, 2}};
#define LEGEND_TRIES (sizeof legend_tries / sizeof *legend_tries)

// Whether this try is another than the one before; a key that needs room wants a short legend.
static bool try_legend(dln_plan *plan, size_t i, dln_arena *arena) {
    static const size_t rows_left[DLN_KEY_EFFORTS] = {SIZE_MAX, SIZE_MAX, 9, 6, 4};
    if (legend_tries[i].rows > rows_left[plan->key_effort])
        return false;
    double unit = plan->options->unit * legend_tries[i].scale;
    plan->legend = dln_plan_legend(plan, unit, legend_tries[i].rows, arena);
    return plan->legend.row_count > 0;
}

bool dln_plan_place_legend(dln_plan *plan, dln_arena *arena) {
    plan->legend_box = (dln_rect){0};
    plan->legend_inside = false;
    if (!plan->furnished || !plan->counts.shown)
        return false;
    for (size_t i = 0; i < LEGEND_TRIES; i++)
        if (try_legend(plan, i, arena) && place(plan))
            return !plan->legend_inside;
    return false;
}

// Where even the shortest hides something it hides what is least.
static void hide_least(dln_plan *plan) {
    size_t least = SIZE_MAX;
    for (int corner = 0; corner < 4; corner++) {
        dln_rect box = corner_box(plan, corner);
        size_t hidden = dln_plan_hidden_by(plan, box);
        if (hidden < least) {
            least = hidden;
            plan->legend_box = box;
        }
    }
}

void dln_plan_settle_legend(dln_plan *plan, dln_arena *arena) {
    if (!plan->legend_inside || find_corner(plan))
        return;
    for (size_t i = 0; i < LEGEND_TRIES; i++)
        if (try_legend(plan, i, arena) && find_corner(plan))
            return;
    if (plan->legend.height < dln_rect_height(plan->frame))
        hide_least(plan);
    else
        plan->legend_box = (dln_rect){0};
}

// As wide as it should be, or else as the map can spare; 0: too narrow.
static double key_width(const dln_plan *plan, dln_rect whole, bool under_legend) {
    const dln_layout_options *o = plan->options;
    double unit = o->unit, effort = (double)plan->key_effort;
    double wanted = KEY_WIDTH * unit * (1 + KEY_EFFORT_WIDTH * effort);
    double least = under_legend ? plan->legend.width : KEY_WIDTH_LEAST * unit;
    double spare = dln_rect_width(whole) - LEGEND_INSET * unit - 1 -
                   DLN_MAP_MIN_SHARE * o->width * o->height / dln_rect_height(whole);
    double most =
        fmin(spare, (effort > 0 ? KEY_SHARE_MOST : KEY_WIDTH_SHARE) * dln_rect_width(whole));
    if (effort > 0)
        wanted = fmin(wanted, most);
    wanted = fmax(wanted, least);
    return wanted <= most ? wanted : 0;
}

// Beside the map, under the legend.
static bool key_beside(dln_plan *plan) {
    double unit = plan->options->unit, gap = LEGEND_INSET * unit;
    dln_rect left = plan->frame, whole = plan->frame;
    bool under_legend = plan->legend_box.right > 0 && plan->legend.columns == 1;
    if (plan->legend_box.left >= whole.right) // beside already: the column becomes wider
        whole.right = plan->legend_box.right;
    double width = key_width(plan, whole, under_legend);
    left.right = whole.right - width - gap;
    if (!(width > 0) || !leaves_enough(plan, left))
        return false;
    double top = whole.top;
    if (under_legend) { // as wide as the key
        dln_legend_widen(&plan->legend, width);
        plan->legend_box =
            (dln_rect){left.right + gap, whole.top, whole.right, whole.top + plan->legend.height};
        plan->legend_inside = false;
        top = plan->legend_box.bottom + gap;
    }
    plan->frame = left;
    plan->key.box = (dln_rect){left.right + gap, top, whole.right, whole.bottom};
    return true;
}

static bool key_below(dln_plan *plan) {
    double gap = LEGEND_INSET * plan->options->unit;
    dln_rect left = plan->frame;
    double room = dln_rect_height(left) - DLN_MAP_MIN_SHARE * plan->options->width *
                                              plan->options->height / dln_rect_width(left);
    double share = plan->key_effort > 0 ? KEY_SHARE_MOST : KEY_HEIGHT_SHARE;
    double height = fmin(room - gap - 1, share * dln_rect_height(left));
    if (dln_key_capacity((dln_rect){0, 0, dln_rect_width(left), height}, plan->options->unit) < 4)
        return false;
    left.bottom -= height + gap;
    plan->key.box =
        (dln_rect){left.left, left.bottom + gap, left.right, left.bottom + gap + height};
    plan->frame = left;
    return true;
}

bool dln_plan_make_room_for_key(dln_plan *plan) {
    if (!plan->furnished)
        return false;
    bool wide = dln_rect_width(plan->frame) > 1.1 * dln_rect_height(plan->frame);
    return wide ? key_beside(plan) || key_below(plan) : key_below(plan) || key_beside(plan);
}
