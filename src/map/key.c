#include "map/key_parts.h"

#include <math.h>
#include <string.h>

// CSS pixels.
#define TYPE_SIZE     10.5
#define LINE_SHARE    1.28  // from line to line, in sizes of type
#define GAP_SHARE     0.45  // between two entries
#define NUMBER_SHARE  2.29  // of a column for the marks, in sizes of type
#define COLUMN_WIDTH  215.0 // narrower, lines hold too few words
#define COLUMN_GUTTER 16.0

// Large where all that is told has room, else smaller and smaller until all names have: first as a
// list, then as running text. The last is the smallest that can be read.
static const struct {
    double size;
    bool list, complete;
} styles[] = {{1.2, true, true},    {1.1, true, true},    {1, true, false},
              {0.9, true, false},   {1.05, false, false}, {0.95, false, false},
              {0.88, false, false}, {0.82, false, false}, {0.77, false, false}};

void dln_key_divide(dln_key_setting *s, double size) {
    double width = dln_rect_width(s->key->box);
    s->key->font = (dln_font){.size = size * s->unit};
    s->gutter = COLUMN_GUTTER * s->unit;
    s->line_height = LINE_SHARE * s->key->font.size;
    s->gap = GAP_SHARE * s->key->font.size;
    s->number_width = NUMBER_SHARE * s->key->font.size;
    double column = COLUMN_WIDTH * s->unit * size / TYPE_SIZE;
    s->columns = (size_t)fmax(1, floor((width + s->gutter) / (column + s->gutter)));
    s->column_width = (width + s->gutter) / (double)s->columns - s->gutter;
}

// False: no memory. What was set stays behind in the arena.
static bool room_for_piece(dln_key_setting *s) {
    dln_key *key = s->key;
    if (key->piece_count < s->capacity)
        return true;
    size_t larger = s->capacity ? 2 * s->capacity : 256;
    dln_key_piece *pieces = DLN_ARENA_ARRAY(s->arena, dln_key_piece, larger);
    if (!pieces)
        return false;
    if (key->piece_count)
        memcpy(pieces, key->pieces, key->piece_count * sizeof *pieces);
    key->pieces = pieces;
    s->capacity = larger;
    return true;
}

void dln_key_add(dln_key_setting *s, dln_key_piece piece, double width) {
    dln_key *key = s->key;
    s->failed |= !room_for_piece(s);
    if (s->failed)
        return;
    double x = piece.at.x;
    piece.at.x = key->rtl ? key->box.right - x - width : key->box.left + x;
    piece.at.y += key->box.top;
    key->pieces[key->piece_count++] = piece;
}

// Places that have a number first, then what is known by its region only.
static void number_entries(dln_key *key, const dln_scene *scene, const size_t *sites,
                           size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (scene->sites[sites[i]].whole_country)
            continue;
        key->count++;
        key->entries[key->count - 1] = (dln_key_entry){sites[i], (int)key->count};
    }
    for (size_t i = 0; i < count; i++)
        if (scene->sites[sites[i]].whole_country)
            key->entries[key->count++] = (dln_key_entry){.site = sites[i]};
}

static void set(dln_key_setting *s) {
    dln_key *key = s->key;
    for (size_t i = 0; i < sizeof styles / sizeof *styles && !s->failed; i++) {
        key->piece_count = key->unnamed = 0;
        key->shown = key->count;
        dln_key_divide(s, styles[i].size * TYPE_SIZE);
        if (styles[i].list && dln_key_set_list(s, styles[i].complete))
            return;
        if (!styles[i].list)
            key->unnamed = dln_key_set_run(s);
        if (!styles[i].list && !key->unnamed)
            return;
    }
}

dln_status dln_key_make(const dln_scene *scene, const size_t *sites, size_t count, dln_rect box,
                        double unit, const dln_typesetter *typesetter, dln_arena *arena,
                        dln_key *out, dln_error *err) {
    dln_key key = {.box = box,
                   .rtl = scene->words->rtl,
                   .entries = DLN_ARENA_ARRAY(arena, dln_key_entry, count + 1)};
    dln_key_setting setting = {
        .scene = scene, .typesetter = typesetter, .arena = arena, .key = &key, .unit = unit};
    if (!key.entries)
        return dln_fail_memory(err);
    number_entries(&key, scene, sites, count);
    set(&setting);
    if (setting.failed)
        return dln_fail_memory(err);
    *out = key;
    return DLN_OK;
}

size_t dln_key_capacity(dln_rect box, double unit) {
    dln_key key = {.box = box};
    dln_key_setting setting = {.key = &key, .unit = unit};
    dln_key_divide(&setting, TYPE_SIZE);
    return (size_t)(dln_rect_height(box) / (setting.line_height + setting.gap)) * setting.columns;
}

void dln_key_mark_draw(dln_display_list *list, const dln_theme *theme,
                       const dln_typesetter *typesetter, int number, dln_px middle, dln_font font) {
    font.bold = true;
    dln_str text = dln_arena_printf(list->arena, "%d", number);
    double width = dln_text_measure(typesetter, font, text).width;
    double half = fmax(width / 2 + 0.25 * font.size, 0.68 * font.size);
    dln_rect box = {middle.x - half, middle.y - 0.64 * font.size, middle.x + half,
                    middle.y + 0.64 * font.size};
    dln_list_rect(list, "key-mark", box, theme->panel,
                  (dln_stroke){.color = theme->ink, .width = 0.08 * font.size});
    dln_text_add(list, typesetter, "key-number", text,
                 (dln_px){middle.x - width / 2, middle.y + 0.36 * font.size}, font, theme->ink,
                 DLN_COLOR_NONE);
}

void dln_key_draw(dln_display_list *list, const dln_key *key, const dln_theme *theme,
                  const dln_typesetter *typesetter) {
    for (size_t i = 0; i < key->piece_count; i++) {
        const dln_key_piece *piece = &key->pieces[i];
        if (piece->number)
            dln_key_mark_draw(list, theme, typesetter, piece->number, piece->at,
                              (dln_font){.size = 0.92 * key->font.size});
        else
            dln_text_add(list, typesetter, "key-entry", piece->text, piece->at, key->font,
                         piece->quiet ? theme->quiet_ink : theme->ink, DLN_COLOR_NONE);
    }
}
