// Names of what happened: beside their place, or as a number that the key explains.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "map/furniture.h"
#include "map/plan.h"
#include "map/sites.h"
#include "map/wording.h"

#define CROWD_REACH      1.5 // in sizes of type
#define LABEL_SIZE       12.0
#define LABEL_WIDTH      150.0 // a name longer than that is broken into lines
#define NOTES_FAILED_MAX 50
#define MOVES_NAMED      40 // with more, an arrow that leaves the map has its name near by or not at all
#define NOTE_PAD         6.0
#define NOTE_WIDTH       1.7 // a longer note has two lines: in widths of a name
#define NUMBER_SIZE      9.6
// A leader line longer than this share of the frame's diagonal says less than a number.
#define NEAR_SHARE 0.075
#define FAR_SHARE  0.13 // unless a key for very few names could be spared
// A note must lie in or at its region, and a number at its place.
#define NOTE_SHARE 0.10
// Two places of one name nearer than this are named once.
#define SAME_NAME_PX 60.0

struct labelling {
    dln_plan *plan;
    dln_arena *arena;
    double unit, diagonal;
    bool keyed, crowd;         // there is a key; there are too many places to name them all
    const bool *used;          // sites where anything stands or leads
    bool *numbered;            // sites whose names had no room at the first try
    size_t *home;              // sites without room for their name, ascending
    size_t homeless, capacity; // of the key
    size_t notes_failed;
};

// Worth a short detour of a label, but no leader line across the map.
#define ARROW_BLOCK    9.0
#define ARROW_BLOCK_PX 8.0

// More arrows than this cover the map: no label can keep off them, nor their ends be named.
#define ARROWS_MAX 300

static void block_arrows(struct labelling *d) {
    if (d->plan->scene->move_count > ARROWS_MAX)
        return;
    for (size_t i = 0; i < d->plan->scene->move_count; i++) {
        const dln_arrow *arrow = &d->plan->arrows[i];
        for (int j = 0; arrow->drawn && j + 1 < DLN_ARROW_SAMPLES; j++) {
            dln_px a = arrow->spine[j], b = arrow->spine[j + 1];
            dln_rect span = {fmin(a.x, b.x), fmin(a.y, b.y), fmax(a.x, b.x), fmax(a.y, b.y)};
            if (!dln_rect_overlaps(dln_rect_grown(span, arrow->width), d->plan->frame))
                continue;
            int steps = 1 + (int)(hypot(b.x - a.x, b.y - a.y) / ARROW_BLOCK_PX);
            for (int k = 0; k < steps; k++) {
                double x = a.x + (b.x - a.x) * k / steps, y = a.y + (b.y - a.y) * k / steps;
                dln_rect at = dln_rect_grown((dln_rect){x, y, x, y}, arrow->width * 0.8);
                dln_board_block(d->plan->board, at, ARROW_BLOCK);
            }
        }
    }
}

static void block_sites(struct labelling *d) {
    const dln_plan *plan = d->plan;
    for (size_t i = 0; i < d->plan->scene->site_count; i++) {
        if (!plan->site_seen[i])
            continue;
        double radius = dln_site_radius(plan, &d->plan->scene->sites[i]) * 0.95;
        dln_px p = plan->symbol_px[i], home = plan->site_px[i];
        dln_board_block(d->plan->board, dln_rect_grown((dln_rect){p.x, p.y, p.x, p.y}, radius),
                        DLN_BLOCK_HARD);
        const dln_site *site = &plan->scene->sites[i];
        dln_rect badge;
        for (size_t j = 0; j < site->tally_count; j++)
            if (dln_site_badge(plan, site, p, j, &badge))
                dln_board_block(plan->board, badge, DLN_BLOCK_HARD);
        if (p.x != home.x || p.y != home.y)
            dln_board_block(
                d->plan->board,
                dln_rect_grown((dln_rect){home.x, home.y, home.x, home.y}, 2.5 * d->unit),
                DLN_BLOCK_HARD);
    }
}

static void block_short_moves(struct labelling *d) {
    const dln_plan *plan = d->plan;
    for (size_t i = 0; i < plan->scene->move_count; i++) {
        dln_px at;
        if (dln_sites_short_move(plan, i, &at))
            dln_board_block(plan->board,
                            dln_rect_grown((dln_rect){at.x, at.y, at.x, at.y}, plan->symbol_radius),
                            DLN_BLOCK_HARD);
    }
}

// Beyond the outline of the globe there is nothing to name.
static void block_space(struct labelling *d) {
    const dln_plan *plan = d->plan;
    double cell = 16 * d->unit;
    if (!dln_projection_is_world(plan->view.projection))
        return;
    for (double y = plan->frame.top; y < plan->frame.bottom; y += cell)
        for (double x = plan->frame.left; x < plan->frame.right; x += cell) {
            dln_lonlat ground;
            if (!dln_view_lonlat(&plan->view, (dln_px){x + cell / 2, y + cell / 2}, &ground))
                dln_board_block(plan->board, (dln_rect){x, y, x + cell, y + cell}, DLN_BLOCK_HARD);
        }
}

static void block_furniture(struct labelling *d) {
    const dln_plan *plan = d->plan;
    dln_scalebar bar = dln_scalebar_make(plan, plan->scene);
    if (bar.metres > 0)
        dln_board_block(plan->board, bar.box, DLN_BLOCK_HARD);
    dln_north north = dln_north_make(plan, plan->scene, &bar);
    if (north.box.right > 0)
        dln_board_block(plan->board, north.box, DLN_BLOCK_HARD);
    if (plan->locator.projection)
        dln_board_block(plan->board, dln_rect_grown(plan->locator.frame, 6 * d->unit),
                        DLN_BLOCK_HARD);
    if (plan->legend_inside)
        dln_board_block(plan->board, dln_rect_grown(plan->legend_box, 6 * d->unit), DLN_BLOCK_HARD);
}

static bool is_note(const dln_site *site) {
    return site->whole_country && site->tally_count > 0;
}

// A name is set wider rather than cut.
static void wrap_name(struct labelling *d, dln_label *label, dln_str name) {
    static const double widths[] = {1, 1.6, 2.6};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        label->line_count =
            dln_text_wrap(d->plan->typesetter, label->font, name, widths[i] * LABEL_WIDTH * d->unit,
                          DLN_LABEL_LINES, d->arena, label->lines);
        if (!label->line_count ||
            !dln_str_ends_with(label->lines[label->line_count - 1], DLN_STR("\xE2\x80\xA6")))
            return;
    }
}

static dln_label site_label(struct labelling *d, size_t i) {
    const dln_site *site = &d->plan->scene->sites[i];
    const dln_theme *theme = d->plan->options->theme;
    dln_label label = {.role = "place-label",
                       .font = {.size = LABEL_SIZE * d->unit, .bold = site->tally_count > 0},
                       .color = theme->ink,
                       .halo = theme->halo,
                       .at = d->plan->symbol_px[i],
                       .clear = dln_site_radius(d->plan, site),
                       .must = d->plan->far_names,
                       .reach = (d->plan->far_names ? FAR_SHARE : NEAR_SHARE) * d->diagonal};
    label.font.italic = site->whole_country;
    if (d->crowd && !site->highlighted)
        label.reach = CROWD_REACH * label.font.size;
    wrap_name(d, &label, site->name);
    return label;
}

// What is only known to have happened in a country: a note there, which points nowhere.
static dln_label note_label(struct labelling *d, size_t i) {
    const dln_site *site = &d->plan->scene->sites[i];
    dln_label label = {.role = "note-label",
                       .font = {.size = LABEL_SIZE * 0.92 * d->unit},
                       .color = d->plan->options->theme->ink,
                       .at = d->plan->site_px[i],
                       .tied = true,
                       .reach = NOTE_SHARE * d->diagonal,
                       .inset = dln_site_row_width(d->plan, site) + 2 * d->unit,
                       .inset_right = d->plan->options->words->rtl,
                       .pad = NOTE_PAD * d->unit};
    dln_str text = dln_words_fill(d->plan->options->words->place_unknown, site->name, d->arena);
    label.line_count = dln_text_wrap(d->plan->typesetter, label.font, text,
                                     NOTE_WIDTH * LABEL_WIDTH * d->unit, 2, d->arena, label.lines);
    return label;
}

// A number next to its symbol; which one is settled when all are known.
static dln_label number_label(struct labelling *d, size_t i) {
    const dln_site *site = &d->plan->scene->sites[i];
    return (dln_label){.role = "key-number",
                       .lines = {DLN_STR("88")},
                       .line_count = 1,
                       .font = {.size = NUMBER_SIZE * d->unit, .bold = true},
                       .at = d->plan->symbol_px[i],
                       .clear = dln_site_radius(d->plan, site),
                       .must = true,
                       .reach = NOTE_SHARE * d->diagonal,
                       .pad = 1.5 * d->unit};
}

static dln_label *add_label(struct labelling *d, dln_label label, size_t site) {
    d->plan->labels[d->plan->label_count] = label;
    d->plan->label_sites[d->plan->label_count] = site;
    return &d->plan->labels[d->plan->label_count++];
}

static bool named_near(const struct labelling *d, size_t i) {
    const dln_plan *plan = d->plan;
    const dln_site *site = &plan->scene->sites[i];
    for (size_t j = 0; j < plan->label_count; j++) {
        size_t other = plan->label_sites[j];
        if (other == DLN_NOWHERE || !plan->labels[j].placed)
            continue;
        dln_px a = plan->site_px[i], b = plan->site_px[other];
        if (dln_str_equal(plan->scene->sites[other].name, site->name) &&
            hypot(a.x - b.x, a.y - b.y) < SAME_NAME_PX * d->unit)
            return true;
    }
    return false;
}

static void give_number(struct labelling *d, size_t i) {
    d->home[d->homeless++] = i;
    d->numbered[i] = true;
    if (!d->keyed || d->plan->scene->sites[i].whole_country || d->homeless > d->capacity)
        return;
    dln_label *label = add_label(d, number_label(d, i), i);
    dln_label_place(d->plan->board, d->plan->typesetter, label);
}

static void name_site(struct labelling *d, size_t i) {
    const dln_plan *plan = d->plan;
    const dln_site *site = &plan->scene->sites[i];
    if (!d->used[i])
        return;
    if (!plan->site_seen[i] || !site->name.len || d->numbered[i] || named_near(d, i))
        return;
    // Where so many notes had no room the next have none either, and looking for it takes long.
    if (is_note(site) && d->notes_failed >= NOTES_FAILED_MAX) {
        give_number(d, i);
        return;
    }
    dln_label label = is_note(site) ? note_label(d, i) : site_label(d, i);
    if (dln_label_place(plan->board, plan->typesetter, &label))
        add_label(d, label, i);
    else
        give_number(d, i);
    d->notes_failed += is_note(site) && !label.placed;
}

// Where an arrow crosses the frame for good, coming from its end `tip`.
static bool crossing(const dln_plan *plan, const dln_arrow *arrow, bool tip, dln_px *out) {
    for (int i = 0; i < DLN_ARROW_SAMPLES; i++) {
        dln_px p = arrow->spine[tip ? DLN_ARROW_SAMPLES - 1 - i : i];
        if (dln_rect_contains(plan->frame, p)) {
            *out = p;
            return i > 0;
        }
    }
    return false;
}

#define SAME_EDGE_PX 160.0

static bool edge_named(const struct labelling *d, dln_str text, dln_px at) {
    const dln_plan *plan = d->plan;
    for (size_t i = 0; i < plan->label_count; i++)
        if (plan->label_sites[i] == DLN_NOWHERE && dln_str_equal(plan->labels[i].lines[0], text) &&
            hypot(plan->labels[i].at.x - at.x, plan->labels[i].at.y - at.y) <
                SAME_EDGE_PX * d->unit)
            return true;
    return false;
}

// An arrow that leaves the map says where it goes.
static void name_end(struct labelling *d, size_t i, bool tip) {
    const dln_plan *plan = d->plan;
    const dln_move *move = &plan->scene->moves[i];
    size_t site = move->sites[tip ? move->site_count - 1 : 0];
    dln_px at;
    if (plan->site_seen[site] || !plan->scene->sites[site].name.len || !plan->arrows[i].drawn ||
        !crossing(plan, &plan->arrows[i], tip, &at))
        return;
    dln_str text = dln_arena_printf(d->arena, "%s%.*s",
                                    tip ? plan->options->words->to : plan->options->words->from,
                                    DLN_STR_ARG(plan->scene->sites[site].name));
    if (edge_named(d, text, at))
        return;
    dln_label label = {.role = "edge-label",
                       .lines = {text},
                       .line_count = 1,
                       .font = {.size = 0.95 * LABEL_SIZE * d->unit, .italic = true},
                       .color = plan->options->theme->ink,
                       .halo = plan->options->theme->halo,
                       .at = at,
                       .clear = 5 * d->unit,
                       .must = plan->scene->move_count <= MOVES_NAMED,
                       .reach = NEAR_SHARE * d->diagonal};
    dln_label_place(plan->board, plan->typesetter, add_label(d, label, DLN_NOWHERE));
}

static dln_status start(struct labelling *d, dln_error *err) {
    dln_plan *plan = d->plan;
    size_t sites = plan->scene->site_count, ends = 2 * plan->scene->move_count;
    plan->label_count = 0;
    d->homeless = d->notes_failed = 0;
    plan->labels = DLN_ARENA_ARRAY(d->arena, dln_label, sites + ends + 1);
    plan->label_sites = DLN_ARENA_ARRAY(d->arena, size_t, sites + ends + 1);
    d->home = DLN_ARENA_ARRAY(d->arena, size_t, sites + 1);
    d->used = dln_sites_in_use(plan->scene, d->arena);
    if (!plan->labels || !plan->label_sites || !d->home || !d->used)
        return dln_fail_memory(err);
    dln_status status =
        dln_board_new(dln_rect_grown(plan->frame, -4 * d->unit), d->arena, &plan->board, err);
    if (status != DLN_OK)
        return status;
    block_furniture(d);
    block_space(d);
    if (plan->density.kind)
        return DLN_OK;
    block_sites(d);
    block_short_moves(d);
    block_arrows(d);
    return DLN_OK;
}

static int ascending(const void *a, const void *b) {
    const size_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

// A number that the key could not explain is not drawn.
static void set_number(dln_plan *plan, dln_label *label, size_t site, dln_arena *arena) {
    for (size_t i = 0; i < plan->key.shown; i++) {
        const dln_key_entry *entry = &plan->key.entries[i];
        if (entry->site != site || !entry->number)
            continue;
        label->lines[0] = dln_arena_printf(arena, "%d", entry->number);
        return;
    }
    label->placed = false;
}

static void set_numbers(dln_plan *plan, dln_arena *arena) {
    for (size_t i = 0; i < plan->label_count; i++)
        if (strcmp(plan->labels[i].role, "key-number") == 0)
            set_number(plan, &plan->labels[i], plan->label_sites[i], arena);
}

// Of merged places the key names all, if it has room for them: "A and 2 more" names one.
static void number_merged(struct labelling *d) {
    const dln_plan *plan = d->plan;
    size_t merged = 0;
    for (size_t round = 0; round < 2; round++)
        for (size_t i = 0; i < plan->scene->site_count; i++) {
            if (!plan->site_seen[i] || plan->scene->sites[i].places < 2)
                continue;
            merged++;
            if (round)
                d->numbered[i] = true;
            else if (merged > d->capacity)
                return;
        }
}

// Numbers of the places that had no room come first now: they must stand at their symbols.
static dln_status place_all(struct labelling *d, dln_error *err) {
    const dln_scene *scene = d->plan->scene;
    dln_status status = start(d, err);
    if (status != DLN_OK || d->plan->density.kind) // a density names nothing
        return status;
    for (size_t i = 0; i < scene->site_count; i++)
        if (d->numbered[i])
            give_number(d, i);
    for (size_t i = 0; i < scene->move_count && scene->move_count <= ARROWS_MAX; i++) {
        name_end(d, i, true);
        name_end(d, i, false);
    }
    // What is pointed out first, then the latest: in a crowd it gets the better place.
    for (size_t i = scene->site_count; i-- > 0;)
        if (scene->sites[i].highlighted)
            name_site(d, i);
    for (size_t i = scene->site_count; i-- > 0;)
        if (!scene->sites[i].highlighted)
            name_site(d, i);
    return DLN_OK;
}

dln_status dln_plan_place_labels(dln_plan *plan, dln_arena *arena, dln_error *err) {
    double diagonal = hypot(dln_rect_width(plan->frame), dln_rect_height(plan->frame));
    struct labelling d = {.plan = plan,
                          .arena = arena,
                          .unit = plan->options->unit,
                          .diagonal = diagonal,
                          .keyed = plan->key.box.right > 0,
                          .crowd = dln_plan_is_crowd(plan),
                          .numbered = DLN_ARENA_ARRAY(arena, bool, plan->scene->site_count + 1)};
    if (!d.numbered)
        return dln_fail_memory(err);
    if (d.keyed)
        d.capacity = dln_key_capacity(plan->key.box, d.unit);
    if (d.keyed)
        number_merged(&d);
    dln_status status = place_all(&d, err);
    if (status == DLN_OK && d.keyed && d.homeless)
        status = place_all(&d, err);
    if (status != DLN_OK)
        return status;
    qsort(d.home, d.homeless, sizeof *d.home, ascending);
    plan->homes = d.home;
    plan->homeless = d.homeless;
    if (!d.keyed)
        return DLN_OK;
    status = dln_key_make(plan->scene, d.home, d.homeless, plan->key.box, d.unit, plan->typesetter,
                          arena, &plan->key, err);
    if (status == DLN_OK)
        set_numbers(plan, arena);
    return status;
}

#define NOTES_NAMED 10 // at the foot; more nobody reads there

dln_str dln_plan_homeless_notes(const dln_plan *plan, dln_arena *arena) {
    const dln_words *words = plan->options->words;
    dln_str text = DLN_STR_NONE;
    size_t named = 0, more = 0;
    for (size_t i = 0; i < plan->homeless; i++) {
        const dln_site *site = &plan->scene->sites[plan->homes[i]];
        if (!is_note(site))
            continue;
        if (named == NOTES_NAMED) {
            more += site->incident_count;
            continue;
        }
        text = dln_arena_printf(arena, "%.*s%s%.*s %zu", DLN_STR_ARG(text),
                                named++ ? words->comma : " ", DLN_STR_ARG(site->name),
                                site->incident_count);
    }
    if (more)
        text = dln_wording_join(
            text, words->comma,
            dln_words_fill(words->elsewhere, dln_wording_number(more, arena), arena), arena);
    return text.len ? dln_arena_printf(arena, "%s%.*s.", words->places_unknown, DLN_STR_ARG(text))
                    : text;
}

static bool is_keyed(const dln_plan *plan, size_t site) {
    for (size_t i = 0; i < plan->key.count && plan->key.box.right > 0; i++)
        if (plan->key.entries[i].site == site)
            return true;
    return false;
}

size_t dln_plan_unnamed(const dln_plan *plan) {
    bool keyed = plan->key.box.right > 0;
    size_t unnamed = keyed ? plan->key.unnamed : 0;
    for (size_t i = 0; i < plan->scene->site_count; i++) {
        const dln_site *site = &plan->scene->sites[i];
        if (plan->site_seen[i] && site->places > 1 && !is_keyed(plan, i))
            unnamed += site->places - 1;
    }
    for (size_t i = 0; i < plan->homeless && !keyed; i++)
        unnamed += !is_note(&plan->scene->sites[plan->homes[i]]);
    return unnamed;
}
