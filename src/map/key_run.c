// A key as running text: where a list has no room, the names of all places still have.
#include <math.h>

#include "map/key_parts.h"

#define NAME_LINES 3    // of a name wider than a column
#define WORD_GAP   0.34 // in sizes of type
#define NUMBER_GAP 0.30
#define ENTRY_GAP  0.95
#define MARK_HALF  0.95 // half of the width of a mark of two digits
#define FIRST_WORD 5.0  // stands behind its number, in sizes of type

struct run {
    dln_key_setting *s;
    size_t column;
    double x, y; // where the next word begins; the bottom of its line
    size_t unnamed;
    bool full;
};

static void break_line(struct run *r) {
    r->x = 0;
    r->y += r->s->line_height;
    if (r->y <= dln_rect_height(r->s->key->box) + 1e-6)
        return;
    r->y = r->s->line_height;
    r->full = ++r->column >= r->s->columns;
}

// Makes room for `width` behind a gap, on the next line if need be.
static void make_room(struct run *r, double gap, double width) {
    if (r->x > 0 && r->x + gap + width > r->s->column_width)
        break_line(r);
    else if (r->x > 0)
        r->x += gap;
}

static dln_px here(const struct run *r, double down) {
    double left = (double)r->column * (r->s->column_width + r->s->gutter);
    return (dln_px){left + r->x, r->y - down};
}

static void put_number(struct run *r, int number) {
    double size = r->s->key->font.size, half = MARK_HALF * size;
    make_room(r, ENTRY_GAP * size, 2 * half + FIRST_WORD * size);
    if (r->full)
        return;
    dln_px middle = here(r, 0.4 * r->s->line_height);
    middle.x += half;
    dln_key_add(r->s, (dln_key_piece){.number = number, .at = middle}, 0);
    r->x += 2 * half;
}

static void put_piece(struct run *r, dln_str text, double gap) {
    dln_key_setting *s = r->s;
    dln_str lines[NAME_LINES];
    size_t count = dln_text_wrap(s->typesetter, s->key->font, text, s->column_width, NAME_LINES,
                                 s->arena, lines);
    for (size_t i = 0; i < count && !r->full; i++) {
        if (s->key->rtl) // a comma follows its word to the left, whatever the word's script
            lines[i] = dln_arena_printf(s->arena, DLN_TEXT_RTL_MARK "%.*s", DLN_STR_ARG(lines[i]));
        double width = dln_text_measure(s->typesetter, s->key->font, lines[i]).width;
        make_room(r, gap * s->key->font.size, width);
        if (r->full)
            return;
        dln_key_add(s, (dln_key_piece){.text = lines[i], .at = here(r, 0.22 * s->line_height)},
                    width);
        r->x += width;
    }
}

// Word by word, which fills the lines; but names of several scripts in a line that runs from right
// to left would come apart.
static void put_text(struct run *r, dln_str text, double gap) {
    bool whole = r->s->key->rtl || dln_text_isolated(text, false, r->s->arena).data != text.data;
    if (whole)
        put_piece(r, text, gap);
    while (!whole && text.data && !r->full) {
        put_piece(r, dln_str_trim(dln_str_cut(&text, ' ')), gap);
        gap = WORD_GAP;
    }
}

// One name after the other; what follows the last is up to the next entry.
static void put_names(struct run *r, dln_str names, bool after_number) {
    bool first = true;
    while (names.data) {
        dln_str name = dln_str_trim(dln_str_cut(&names, ','));
        const char *comma = r->s->key->rtl ? "\xD8\x8C" : ",";
        if (names.data)
            name = dln_arena_printf(r->s->arena, "%.*s%s", DLN_STR_ARG(name), comma);
        if (!r->full)
            put_text(r, name, first && after_number ? NUMBER_GAP : WORD_GAP);
        r->unnamed += r->full;
        first = false;
    }
}

static void put_unnumbered(struct run *r, size_t i) {
    const dln_key *key = r->s->key;
    bool heads = !i || key->entries[i - 1].number, last = i + 1 == key->count;
    dln_str name = r->s->scene->sites[key->entries[i].site].all_names;
    if (heads && r->x > 0 && !r->full)
        break_line(r);
    if (heads && !r->full)
        put_text(r, dln_str_from(r->s->scene->words->places_unknown), ENTRY_GAP);
    const char *after = last ? "" : r->s->key->rtl ? "\xD8\x8C" : ",";
    size_t incidents = r->s->scene->sites[key->entries[i].site].incident_count;
    // None: the end of an arrow.
    dln_str number = incidents ? dln_arena_printf(r->s->arena, " %zu", incidents) : DLN_STR("");
    name =
        dln_arena_printf(r->s->arena, "%.*s%.*s%s", DLN_STR_ARG(name), DLN_STR_ARG(number), after);
    if (!r->full)
        put_text(r, name, WORD_GAP);
    r->unnamed += r->full;
}

size_t dln_key_set_run(dln_key_setting *setting) {
    struct run r = {.s = setting, .y = setting->line_height};
    dln_key *key = setting->key;
    key->shown = 0;
    r.full = r.y > dln_rect_height(key->box);
    for (size_t i = 0; i < key->count; i++) {
        const dln_key_entry *entry = &key->entries[i];
        if (!entry->number) {
            put_unnumbered(&r, i);
            continue;
        }
        if (!r.full)
            put_number(&r, entry->number);
        key->shown += !r.full;
        put_names(&r, setting->scene->sites[entry->site].all_names, true);
    }
    return r.unnamed;
}
