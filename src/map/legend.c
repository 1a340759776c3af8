#include "map/legend.h"

#include <math.h>
#include <string.h>

#include "map/arrows.h"
#include "map/symbols.h"

#define TYPE_SIZE   12.5
#define ROW_HEIGHT  21.0
#define MARK_WIDTH  34.0
#define PADDING     12.0
#define GROUP_GAP   7.0
#define COUNT_GAP   14.0
#define MARK_RADIUS 6.5

dln_str dln_legend_word(dln_incident_type type, size_t count, dln_arena *arena) {
    const char *name = dln_type_name(type);
    size_t len = strlen(name);
    const char *ending = count == 1 ? "" : "s";
    if (count != 1 && name[len - 1] == 'y')
        return dln_arena_printf(arena, "%.*sies", (int)len - 1, name);
    if (count != 1 && (name[len - 1] == 'h' || name[len - 1] == 's'))
        ending = "es";
    return dln_arena_printf(arena, "%s%s", name, ending);
}

static dln_str capitalised(dln_str word, dln_arena *arena) {
    if (!word.len || word.data[0] < 'a' || word.data[0] > 'z')
        return word;
    return dln_arena_printf(arena, "%c%.*s", word.data[0] - 'a' + 'A', (int)word.len - 1,
                            word.data + 1);
}

static void add_row(dln_legend *legend, dln_legend_row row) {
    legend->rows[legend->row_count++] = row;
}

static void add_types(dln_legend *legend, const dln_scene *scene, dln_arena *arena) {
    size_t tallied[DLN_INCIDENT_TYPES] = {0};
    for (size_t i = 0; i < scene->site_count; i++)
        for (size_t j = 0; j < scene->sites[i].tally_count; j++)
            tallied[scene->sites[i].tallies[j].type] += scene->sites[i].tallies[j].count;
    for (int type = 0; type < DLN_INCIDENT_TYPES; type++)
        if (tallied[type])
            add_row(legend,
                    (dln_legend_row){
                        .mark = DLN_MARK_TYPE,
                        .type = (dln_incident_type)type,
                        .label = capitalised(
                            dln_legend_word((dln_incident_type)type, tallied[type], arena), arena),
                        .count = tallied[type]});
}

static void add_arrows(dln_legend *legend, const dln_scene *scene) {
    size_t moved = 0, open = 0, launched = 0;
    dln_incident_type launch = DLN_STRIKE;
    for (size_t i = 0; i < scene->move_count; i++) {
        const dln_move *move = &scene->moves[i];
        open += dln_status_is_open(move->status) ? move->count : 0;
        moved += move->type == DLN_MOVEMENT ? move->count : 0;
        launched += move->type == DLN_MOVEMENT ? 0 : move->count;
        if (move->type != DLN_MOVEMENT)
            launch = move->type;
    }
    if (moved)
        add_row(legend,
                (dln_legend_row){.mark = DLN_MARK_MOVEMENT,
                                 .type = DLN_MOVEMENT,
                                 .label = moved == 1 ? DLN_STR("Movement") : DLN_STR("Movements"),
                                 .count = moved});
    if (launched)
        add_row(legend, (dln_legend_row){.mark = DLN_MARK_LAUNCH,
                                         .type = launch,
                                         .label = DLN_STR("From launch to target"),
                                         .count = launched});
    if (open)
        add_row(legend, (dln_legend_row){.mark = DLN_MARK_PLANNED_ARROW,
                                         .type = DLN_MOVEMENT,
                                         .label = DLN_STR("Planned")});
}

// Only what differs from "reported" needs saying.
static void add_statuses(dln_legend *legend, const dln_scene *scene, dln_arena *arena) {
    size_t tallied[DLN_INCIDENT_STATUSES] = {0};
    for (size_t i = 0; i < scene->site_count; i++)
        for (size_t j = 0; j < scene->sites[i].tally_count; j++)
            tallied[scene->sites[i].tallies[j].status] += scene->sites[i].tallies[j].count;
    for (int status = 0; status < DLN_INCIDENT_STATUSES; status++)
        if (status != DLN_REPORTED && tallied[status])
            add_row(legend, (dln_legend_row){.mark = DLN_MARK_STATUS,
                                             .type = DLN_PROTEST, // a plain circle
                                             .status = (dln_incident_status)status,
                                             .label = capitalised(dln_str_from(dln_status_name(
                                                                      (dln_incident_status)status)),
                                                                  arena),
                                             .count = tallied[status]});
}

static dln_str count_text(size_t count, dln_arena *arena) {
    return count ? dln_arena_printf(arena, "%zu", count) : DLN_STR_NONE;
}

// Types, arrows, statuses: three questions, three groups.
static int group_of(dln_legend_mark mark) {
    switch (mark) {
    case DLN_MARK_TYPE:
        return 0;
    case DLN_MARK_STATUS:
    case DLN_MARK_ROUGH:
    case DLN_MARK_GATHERED:
        return 2;
    default:
        return 1;
    }
}

static double gap_above(const dln_legend *legend, size_t i) {
    bool apart = i && group_of(legend->rows[i].mark) != group_of(legend->rows[i - 1].mark);
    return apart ? legend->group_gap : 0;
}

static bool has_gathered(const dln_scene *scene) {
    for (size_t i = 0; i < scene->site_count; i++)
        if (scene->sites[i].gathered)
            return true;
    return false;
}

dln_legend dln_legend_make(const dln_scene *scene, const dln_typesetter *typesetter, double unit,
                           dln_arena *arena) {
    dln_legend legend = {.font = {.size = TYPE_SIZE * unit},
                         .row_height = ROW_HEIGHT * unit,
                         .mark_width = MARK_WIDTH * unit,
                         .padding = PADDING * unit,
                         .group_gap = GROUP_GAP * unit};
    add_types(&legend, scene, arena);
    add_arrows(&legend, scene);
    add_statuses(&legend, scene, arena);
    if (scene->rough)
        add_row(&legend, (dln_legend_row){.mark = DLN_MARK_ROUGH,
                                          .type = DLN_STRIKE,
                                          .label = DLN_STR("Place known roughly"),
                                          .count = scene->rough});
    if (has_gathered(scene))
        add_row(&legend,
                (dln_legend_row){.mark = DLN_MARK_GATHERED, .label = DLN_STR("Several, by type")});
    double widest = 0, widest_count = 0;
    double gaps = 0;
    for (size_t i = 0; i < legend.row_count; i++) {
        const dln_legend_row *row = &legend.rows[i];
        gaps += gap_above(&legend, i);
        widest = fmax(widest, dln_text_measure(typesetter, legend.font, row->label).width);
        dln_str count = count_text(row->count, arena);
        widest_count = fmax(widest_count, dln_text_measure(typesetter, legend.font, count).width);
    }
    legend.columns = 1;
    legend.column_width = legend.mark_width + widest + COUNT_GAP * unit + widest_count;
    legend.width = 2 * legend.padding + legend.column_width;
    legend.height = 2 * legend.padding + legend.row_height * (double)legend.row_count -
                    0.25 * legend.row_height + gaps;
    return legend;
}

void dln_legend_flow(dln_legend *legend, double width) {
    double gutter = 2 * legend->padding, room = width - 2 * legend->padding + gutter;
    legend->columns = (size_t)fmax(1, floor(room / (legend->column_width + gutter)));
    size_t rows = (legend->row_count + legend->columns - 1) / legend->columns;
    legend->width = width;
    legend->height = 2 * legend->padding + legend->row_height * ((double)rows - 0.25);
}

// Where row `i` begins, down its column first. Groups are only told apart in a single column.
static dln_px row_at(const dln_legend *legend, size_t i, double gaps) {
    size_t rows = (legend->row_count + legend->columns - 1) / legend->columns;
    size_t column = i / rows, row = i % rows;
    double across = (double)column * (legend->column_width + 2 * legend->padding);
    double down = (legend->columns > 1 ? 0 : gaps) + legend->row_height * ((double)row + 0.38);
    return (dln_px){legend->padding + across, legend->padding + down};
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
    default:
        draw_arrow_mark(list, theme, row, middle, unit);
    }
}

void dln_legend_draw(dln_display_list *list, const dln_legend *legend, dln_px top_left,
                     const dln_theme *theme, const dln_typesetter *typesetter, dln_arena *arena) {
    double unit = legend->font.size / TYPE_SIZE;
    dln_rect box = {top_left.x, top_left.y, top_left.x + legend->width,
                    top_left.y + legend->height};
    dln_list_rect(list, "legend", box, theme->panel,
                  (dln_stroke){.color = theme->panel_edge, .width = 0.8 * unit});
    double gaps = 0;
    for (size_t i = 0; i < legend->row_count; i++) {
        const dln_legend_row *row = &legend->rows[i];
        gaps += gap_above(legend, i);
        dln_px begin = row_at(legend, i, gaps);
        begin = (dln_px){box.left + begin.x, box.top + begin.y};
        draw_mark(list, theme, row, (dln_px){begin.x + legend->mark_width * 0.40, begin.y}, unit);
        dln_px label = {begin.x + legend->mark_width, begin.y + legend->font.size * 0.36};
        dln_text_add(list, typesetter, "legend-label", row->label, label, legend->font, theme->ink,
                     DLN_COLOR_NONE);
        dln_str count = count_text(row->count, arena);
        if (!count.len)
            continue;
        double width = dln_text_measure(typesetter, legend->font, count).width;
        dln_text_add(list, typesetter, "legend-count", count,
                     (dln_px){begin.x + legend->column_width - width, label.y}, legend->font,
                     theme->quiet_ink, DLN_COLOR_NONE);
    }
}
