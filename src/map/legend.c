#include "map/legend.h"

#include <math.h>
#include <string.h>

#include "map/arrows.h"
#include "map/symbols.h"
#include "map/wording.h"

#define TYPE_SIZE   12.5
#define ROW_HEIGHT  21.0
#define MARK_WIDTH  34.0
#define PADDING     12.0
#define GROUP_GAP   7.0
#define COUNT_GAP   14.0
#define MARK_RADIUS 6.5

static void add_row(dln_legend *legend, dln_legend_row row) {
    legend->rows[legend->row_count++] = row;
}

static void add_types(dln_legend *legend, const dln_counts *counts, dln_arena *arena) {
    for (int type = 0; type < DLN_INCIDENT_TYPES; type++) {
        size_t count = counts->symbols[type];
        if (!count)
            continue;
        const dln_words *words = legend->words;
        dln_str label = dln_words_capitalised(
            words, dln_words_kind(words, (dln_incident_type)type, count), arena);
        // Two rows of movements must say which is which.
        if (type == DLN_MOVEMENT && counts->movements)
            label = dln_words_fill(words->place_known, label, arena);
        add_row(legend, (dln_legend_row){.mark = DLN_MARK_TYPE,
                                         .type = (dln_incident_type)type,
                                         .label = label,
                                         .count = count});
    }
}

static void add_arrows(dln_legend *legend, const dln_counts *counts, dln_arena *arena) {
    const dln_words *words = legend->words;
    dln_str label =
        dln_words_capitalised(words, dln_words_kind(words, DLN_MOVEMENT, counts->movements), arena);
    if (counts->symbols[DLN_MOVEMENT])
        label = dln_words_fill(words->way_known, label, arena);
    if (counts->movements)
        add_row(legend, (dln_legend_row){.mark = DLN_MARK_MOVEMENT,
                                         .type = DLN_MOVEMENT,
                                         .label = label,
                                         .count = counts->movements});
    // What was launched is counted where it came down.
    if (counts->launches)
        add_row(legend, (dln_legend_row){.mark = DLN_MARK_LAUNCH,
                                         .type = counts->launch_type,
                                         .label = dln_str_from(words->launch)});
    if (counts->open_arrows)
        add_row(legend, (dln_legend_row){.mark = DLN_MARK_PLANNED_ARROW,
                                         .type = DLN_MOVEMENT,
                                         .label = dln_str_from(words->planned)});
}

// Only what differs from "reported" needs saying.
static void add_statuses(dln_legend *legend, const dln_counts *counts, dln_arena *arena) {
    for (int status = 0; status < DLN_INCIDENT_STATUSES; status++)
        if (status != DLN_REPORTED && counts->symbol_statuses[status])
            add_row(legend,
                    (dln_legend_row){
                        .mark = DLN_MARK_STATUS,
                        .type = DLN_PROTEST, // a plain circle
                        .status = (dln_incident_status)status,
                        .label = dln_words_capitalised(
                            legend->words, dln_str_from(legend->words->statuses[status]), arena),
                        .count = counts->symbol_statuses[status]});
}

static dln_str count_text(size_t count, dln_arena *arena) {
    return count ? dln_wording_number(count, arena) : DLN_STR_NONE;
}

// Types, arrows, statuses: three questions, three groups.
static int group_of(dln_legend_mark mark) {
    switch (mark) {
    case DLN_MARK_TYPE:
    case DLN_MARK_OTHERS:
    case DLN_MARK_CLASS:
        return 0;
    case DLN_MARK_HEADING:
        return 4;
    case DLN_MARK_STATUS:
    case DLN_MARK_ROUGH:
    case DLN_MARK_GATHERED:
    case DLN_MARK_HIGHLIGHT:
        return 2;
    case DLN_MARK_SIZE:
        return 3;
    default:
        return 1;
    }
}

static double gap_above(const dln_legend *legend, size_t i) {
    bool headed = i && legend->rows[i - 1].mark == DLN_MARK_HEADING;
    bool apart =
        i && !headed && group_of(legend->rows[i].mark) != group_of(legend->rows[i - 1].mark);
    return apart ? legend->group_gap : 0;
}

// A circle of a size takes a higher row.
static double height_of(const dln_legend *legend, size_t i) {
    return fmax(legend->row_height, 2 * legend->rows[i].radius + 0.3 * legend->row_height);
}

static double tallest_row(const dln_legend *legend) {
    double tallest = legend->row_height;
    for (size_t i = 0; i < legend->row_count; i++)
        tallest = fmax(tallest, height_of(legend, i));
    return tallest;
}

static bool has_gathered(const dln_scene *scene) {
    for (size_t i = 0; i < scene->site_count; i++)
        if (scene->sites[i].gathered)
            return true;
    return false;
}

// Sizes from rows and type.
static void measure(dln_legend *legend, const dln_typesetter *typesetter, dln_arena *arena) {
    double widest = 0, widest_count = 0, down = 0;
    for (size_t i = 0; i < legend->row_count; i++) {
        const dln_legend_row *row = &legend->rows[i];
        double indent = row->mark == DLN_MARK_HEADING ? legend->mark_width : 0;
        down += gap_above(legend, i) + height_of(legend, i);
        legend->mark_width = fmax(legend->mark_width, 2 * row->radius + 12 * legend->unit);
        widest =
            fmax(widest, dln_text_measure(typesetter, legend->font, row->label).width - indent);
        dln_str count = count_text(row->count, arena);
        widest_count = fmax(widest_count, dln_text_measure(typesetter, legend->font, count).width);
    }
    legend->columns = 1;
    double counted = widest_count > 0 ? COUNT_GAP * legend->unit + widest_count : 0;
    legend->column_width = legend->mark_width + widest + counted;
    legend->width = 2 * legend->padding + legend->column_width;
    legend->height = 2 * legend->padding + down - 0.25 * legend->row_height;
}

static size_t count_of(const dln_legend_row *row, const dln_counts *counts) {
    switch (row->mark) {
    case DLN_MARK_TYPE:
        return counts->symbols[row->type];
    case DLN_MARK_STATUS:
        return counts->symbol_statuses[row->status];
    case DLN_MARK_MOVEMENT:
        return counts->movements;
    case DLN_MARK_ROUGH:
        return counts->rough;
    default:
        return 0;
    }
}

// "Others" are the incidents that no other row counts.
void dln_legend_recount(dln_legend *legend, const dln_counts *counts) {
    size_t told = 0;
    for (size_t i = 0; i < legend->row_count; i++) {
        dln_legend_row *row = &legend->rows[i];
        row->count = count_of(row, counts);
        if (row->mark == DLN_MARK_TYPE || row->mark == DLN_MARK_MOVEMENT)
            told += row->count;
    }
    for (size_t i = 0; i < legend->row_count; i++)
        if (legend->rows[i].mark == DLN_MARK_OTHERS)
            legend->rows[i].count = counts->shown > told ? counts->shown - told : 0;
}

static dln_legend empty_legend(const dln_words *words, double unit) {
    return (dln_legend){.words = words,
                        .font = {.size = TYPE_SIZE * unit},
                        .unit = unit,
                        .row_height = ROW_HEIGHT * unit,
                        .mark_width = MARK_WIDTH * unit,
                        .padding = PADDING * unit,
                        .group_gap = GROUP_GAP * unit};
}

dln_legend dln_legend_of_density(const dln_density *density, const dln_words *words,
                                 const dln_theme *theme, const dln_typesetter *typesetter,
                                 double unit, dln_arena *arena) {
    dln_legend legend = empty_legend(words, unit);
    size_t count = density->classes.count;
    add_row(&legend, (dln_legend_row){.mark = DLN_MARK_HEADING,
                                      .label = dln_density_heading(density, words, arena)});
    for (size_t i = count; i-- > 0;)
        add_row(&legend, (dln_legend_row){.mark = DLN_MARK_CLASS,
                                          .color = dln_density_color(theme, i, count),
                                          .label = dln_density_label(density, words, i, arena)});
    measure(&legend, typesetter, arena);
    return legend;
}

dln_legend dln_legend_make(const dln_scene *scene, const dln_counts *counts, const dln_words *words,
                           bool gathered, const dln_typesetter *typesetter, double unit,
                           dln_arena *arena) {
    dln_legend legend = empty_legend(words, unit);
    add_types(&legend, counts, arena);
    add_arrows(&legend, counts, arena);
    add_statuses(&legend, counts, arena);
    if (counts->rough)
        add_row(&legend, (dln_legend_row){.mark = DLN_MARK_ROUGH,
                                          .type = DLN_STRIKE,
                                          .label = dln_str_from(words->rough),
                                          .count = counts->rough});
    if (counts->shown && (gathered || has_gathered(scene)))
        add_row(&legend, (dln_legend_row){.mark = DLN_MARK_GATHERED,
                                          .label = dln_str_from(words->gathered)});
    measure(&legend, typesetter, arena);
    return legend;
}

void dln_legend_add_sizes(dln_legend *legend, const dln_sizing *sizing,
                          const dln_typesetter *typesetter, dln_arena *arena) {
    double steps[DLN_SIZING_STEPS];
    size_t count = dln_sizing_steps(sizing, steps);
    add_row(legend, (dln_legend_row){.mark = DLN_MARK_HEADING,
                                     .label = dln_str_from(legend->words->sizes[sizing->by])});
    for (size_t i = 0; i < count; i++)
        add_row(legend, (dln_legend_row){.mark = DLN_MARK_SIZE,
                                         .radius = dln_sizing_radius(sizing, steps[i]),
                                         .label = dln_wording_number((size_t)steps[i], arena)});
    if (sizing->by != DLN_SIZE_BY_COUNT)
        add_row(legend, (dln_legend_row){.mark = DLN_MARK_SIZE,
                                         .radius = sizing->least_radius,
                                         .label = dln_str_from(legend->words->not_said)});
    measure(legend, typesetter, arena);
}

void dln_legend_add_highlight(dln_legend *legend, const dln_typesetter *typesetter,
                              dln_arena *arena) {
    add_row(legend, (dln_legend_row){.mark = DLN_MARK_HIGHLIGHT,
                                     .label = dln_str_from(legend->words->highlighted)});
    measure(legend, typesetter, arena);
}

// Kinds of incidents matter more than how sure they are, and frequent ones more than rare ones.
static size_t worth(const dln_legend_row *row) {
    bool kind = row->mark == DLN_MARK_TYPE || row->mark == DLN_MARK_MOVEMENT;
    return kind ? row->count + 1 : 0;
}

static void drop_least(dln_legend *legend, size_t *others) {
    size_t least = legend->row_count - 1;
    for (size_t i = legend->row_count; i-- > 0;)
        if (worth(&legend->rows[i]) < worth(&legend->rows[least]))
            least = i;
    if (worth(&legend->rows[least]))
        *others += legend->rows[least].count;
    for (size_t i = least; i + 1 < legend->row_count; i++)
        legend->rows[i] = legend->rows[i + 1];
    legend->row_count--;
}

void dln_legend_shorten(dln_legend *legend, size_t rows, const dln_typesetter *typesetter,
                        dln_arena *arena) {
    size_t others = 0;
    while (legend->row_count && legend->row_count + (others > 0) > rows)
        drop_least(legend, &others);
    if (others)
        add_row(legend, (dln_legend_row){.mark = DLN_MARK_OTHERS,
                                         .label = dln_str_from(legend->words->others),
                                         .count = others});
    legend->kinds = legend->row_count;
    measure(legend, typesetter, arena);
}

void dln_legend_flow(dln_legend *legend, double width) {
    double gutter = 2 * legend->padding, room = width - 2 * legend->padding + gutter;
    legend->columns = (size_t)fmax(1, floor(room / (legend->column_width + gutter)));
    size_t rows = (legend->row_count + legend->columns - 1) / legend->columns;
    legend->width = width;
    legend->height = 2 * legend->padding + tallest_row(legend) * ((double)rows - 0.25);
}

void dln_legend_widen(dln_legend *legend, double width) {
    double more = fmax(width - legend->width, 0);
    legend->width += more;
    legend->column_width += more;
}

// Where the middle of row `i` begins: below the ones before it, or in its column. Groups are only
// told apart in a single column.
static dln_px row_at(const dln_legend *legend, size_t i) {
    double down = 0;
    for (size_t j = 0; j < i; j++)
        down += gap_above(legend, j) + height_of(legend, j);
    down += gap_above(legend, i) + height_of(legend, i) / 2 - 0.12 * legend->row_height;
    if (legend->columns == 1)
        return (dln_px){legend->padding, legend->padding + down};
    size_t rows = (legend->row_count + legend->columns - 1) / legend->columns;
    size_t column = i / rows, row = i % rows;
    return (dln_px){legend->padding + (double)column * (legend->column_width + 2 * legend->padding),
                    legend->padding + tallest_row(legend) * ((double)row + 0.38)};
}

static void draw_arrow_mark(dln_display_list *list, const dln_theme *theme,
                            const dln_legend_row *row, dln_px middle, double unit) {
    dln_px stops[] = {{middle.x - 14 * unit, middle.y + 4 * unit},
                      {middle.x + 13 * unit, middle.y}};
    bool launch = row->mark == DLN_MARK_LAUNCH;
    dln_arrow arrow = dln_arrow_shape(stops, 2, 0, 0, 0, (launch ? 2.2 : 3.4) * unit);
    dln_arrow_draw(list, theme, &arrow, row->type,
                   row->mark == DLN_MARK_PLANNED_ARROW ? DLN_PLANNED : DLN_REPORTED);
}

static void draw_mark(dln_display_list *list, const dln_theme *theme, const dln_legend_row *row,
                      dln_px middle, double unit) {
    switch (row->mark) {
    case DLN_MARK_TYPE:
        dln_symbol_draw(list, theme, row->type, DLN_REPORTED, middle, MARK_RADIUS * unit, false);
        break;
    case DLN_MARK_STATUS:
        dln_status_mark_draw(list, theme, row->status, middle, MARK_RADIUS * unit);
        break;
    case DLN_MARK_ROUGH:
        dln_rough_draw(list, theme->quiet_ink, middle, 9.5 * unit, unit);
        break;
    case DLN_MARK_GATHERED:
        dln_circle_draw(list, "share", middle, 7.5 * unit, theme->paper,
                        (dln_stroke){.color = theme->quiet_ink, .width = 3 * unit});
        break;
    case DLN_MARK_HEADING:
        break;
    case DLN_MARK_CLASS:
        dln_list_rect(list, "class",
                      (dln_rect){middle.x - 11 * unit, middle.y - 7 * unit, middle.x + 11 * unit,
                                 middle.y + 7 * unit},
                      row->color, (dln_stroke){.color = theme->panel_edge, .width = 0.6 * unit});
        break;
    case DLN_MARK_SIZE:
        dln_circle_draw(list, "size", middle, row->radius, DLN_COLOR_NONE,
                        (dln_stroke){.color = theme->ink, .width = 1.1 * unit});
        break;
    case DLN_MARK_HIGHLIGHT:
        dln_highlight_draw(list, theme, middle, 0.6 * MARK_RADIUS * unit, unit);
        break;
    case DLN_MARK_OTHERS:
        for (int i = -1; i <= 1; i++)
            dln_circle_draw(list, "others", (dln_px){middle.x + 6 * i * unit, middle.y}, 1.6 * unit,
                            theme->quiet_ink, (dln_stroke){0});
        break;
    default:
        draw_arrow_mark(list, theme, row, middle, unit);
    }
}

// Where something `width` wide stands whose left end is at `at` in a legend from left to right.
static dln_px mirrored(const dln_legend *legend, dln_rect box, dln_px at, double width) {
    return legend->words->rtl ? (dln_px){box.left + box.right - at.x - width, at.y} : at;
}

void dln_legend_draw(dln_display_list *list, const dln_legend *legend, dln_px top_left,
                     const dln_theme *theme, const dln_typesetter *typesetter, dln_arena *arena) {
    double unit = legend->unit;
    dln_rect box = {top_left.x, top_left.y, top_left.x + legend->width,
                    top_left.y + legend->height};
    dln_list_rect(list, "legend", box, theme->panel,
                  (dln_stroke){.color = theme->panel_edge, .width = 0.8 * unit});
    for (size_t i = 0; i < legend->row_count; i++) {
        const dln_legend_row *row = &legend->rows[i];
        dln_px begin = row_at(legend, i);
        begin = (dln_px){box.left + begin.x, box.top + begin.y};
        draw_mark(list, theme, row,
                  mirrored(legend, box, (dln_px){begin.x + legend->mark_width * 0.40, begin.y}, 0),
                  unit);
        double indent = row->mark == DLN_MARK_HEADING ? 0 : legend->mark_width;
        double width = dln_text_measure(typesetter, legend->font, row->label).width;
        dln_px label = {begin.x + indent, begin.y + legend->font.size * 0.36};
        dln_text_add(list, typesetter, "legend-label", row->label,
                     mirrored(legend, box, label, width), legend->font, theme->ink, DLN_COLOR_NONE);
        dln_str count = count_text(row->count, arena);
        if (!count.len)
            continue;
        width = dln_text_measure(typesetter, legend->font, count).width;
        dln_px at = {begin.x + legend->column_width - width, label.y};
        dln_text_add(list, typesetter, "legend-count", count, mirrored(legend, box, at, width),
                     legend->font, theme->quiet_ink, DLN_COLOR_NONE);
    }
}
