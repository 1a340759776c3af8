// A key as a list: every entry begins a line and tells as much of its story as there is room for.
#include <math.h>

#include "map/key_parts.h"

#define LINES_MAX 12   // of one entry
#define SPACE     0.32 // between two words, in sizes of type

struct entry {
    size_t site; // DLN_NOWHERE: the line over what is known by its region only
    int number;
    dln_str stories[DLN_KEY_DETAILS], lines[LINES_MAX];
    size_t line_count;
};

struct listing {
    dln_key_setting *s;
    struct entry *entries;
    size_t count;
};

static double height_of(const struct listing *l, const struct entry *entry) {
    return l->s->line_height * (double)entry->line_count + l->s->gap;
}

// Whether all entries find room, column by column.
static bool fits(const struct listing *l) {
    double y = 0, height = dln_rect_height(l->s->key->box);
    size_t column = 0;
    for (size_t i = 0; i < l->count; i++) {
        double own = height_of(l, &l->entries[i]);
        if (y + own > height + l->s->gap) {
            y = 0;
            if (++column == l->s->columns || own > height + l->s->gap)
                return false;
        }
        y += own;
    }
    return true;
}

static void wrap(struct listing *l, struct entry *entry, dln_str text, size_t lines) {
    const dln_key_setting *s = l->s;
    entry->line_count =
        dln_text_wrap(s->typesetter, s->key->font, text, s->column_width - s->number_width, lines,
                      s->arena, entry->lines);
    // Names in other scripts stand at the beginning of many a line and must not turn it round.
    const char *mark = s->key->rtl ? DLN_TEXT_RTL_MARK : DLN_TEXT_LTR_MARK;
    for (size_t i = 0; i < entry->line_count; i++)
        if (s->key->rtl || dln_text_is_rtl(entry->lines[i]))
            entry->lines[i] =
                dln_arena_printf(s->arena, "%s%.*s", mark, DLN_STR_ARG(entry->lines[i]));
}

static bool is_cut(const struct entry *entry) {
    return entry->line_count &&
           dln_str_ends_with(entry->lines[entry->line_count - 1], DLN_STR("\xE2\x80\xA6"));
}

// As much of a story as so many lines hold whole.
static void tell(struct listing *l, struct entry *entry, size_t lines) {
    for (size_t detail = DLN_KEY_DETAILS; detail-- > 0;) {
        wrap(l, entry, entry->stories[detail], lines);
        if (!is_cut(entry))
            return;
    }
}

// The lines that hold the names of its places whole, and what else they hold. False: too many.
static bool begin_entry(struct listing *l, struct entry *entry) {
    const dln_scene *scene = l->s->scene;
    if (entry->site == DLN_NOWHERE) {
        entry->lines[0] = dln_str_from(scene->words->places_unknown);
        entry->line_count = 1;
        return true;
    }
    for (int detail = 0; detail < DLN_KEY_DETAILS; detail++)
        entry->stories[detail] =
            dln_key_story(scene, entry->site, (dln_key_detail)detail, l->s->arena);
    wrap(l, entry, entry->stories[DLN_KEY_NAMES], LINES_MAX);
    if (is_cut(entry))
        return false;
    tell(l, entry, entry->line_count);
    return true;
}

// What room is left goes to one entry after the other.
static void spread_lines(struct listing *l) {
    for (size_t lines = 2; lines <= LINES_MAX; lines++) {
        for (size_t i = 0; i < l->count; i++) {
            struct entry *entry = &l->entries[i];
            size_t before = entry->line_count;
            if (before >= lines || entry->site == DLN_NOWHERE)
                continue;
            entry->line_count = lines;
            bool room = fits(l);
            entry->line_count = before;
            if (room)
                tell(l, entry, lines);
        }
    }
}

// One line: the names of places, or what happened there, or the end of those and the beginning of
// this.
static void put_line(dln_key_setting *s, dln_str line, dln_px at, bool *names) {
    dln_str rest = line;
    size_t end = *names ? 0 : line.len;
    while (end + 1 < line.len && !(line.data[end] == ':' && line.data[end + 1] == ' '))
        end++;
    bool turns = *names && end + 1 < line.len;
    dln_str first = turns ? dln_str_slice(line, 0, end + 1) : line;
    double width = dln_text_measure(s->typesetter, s->key->font, first).width;
    dln_key_add(s, (dln_key_piece){.text = first, .at = at, .quiet = !*names}, width);
    if (!turns)
        return;
    *names = false;
    rest = dln_str_slice(line, end + 2, line.len);
    at.x += width + SPACE * s->key->font.size;
    width = dln_text_measure(s->typesetter, s->key->font, rest).width;
    dln_key_add(s, (dln_key_piece){.text = rest, .at = at, .quiet = true}, width);
}

static void put_out(struct listing *l) {
    dln_key_setting *s = l->s;
    double x = 0, y = 0, height = dln_rect_height(s->key->box);
    for (size_t i = 0; i < l->count; i++) {
        const struct entry *entry = &l->entries[i];
        if (y + height_of(l, entry) > height + s->gap) {
            x += s->column_width + s->gutter;
            y = 0;
        }
        if (entry->number)
            dln_key_add(
                s,
                (dln_key_piece){.number = entry->number,
                                .at = {x + 0.42 * s->number_width, y + 0.62 * s->line_height}},
                0);
        bool names = true;
        for (size_t line = 0; line < entry->line_count; line++) {
            y += s->line_height;
            dln_px at = {x + s->number_width, y - 0.22 * s->line_height};
            put_line(s, entry->lines[line], at, &names);
        }
        y += s->gap;
    }
}

// Whether every story is told to its end.
static bool is_complete(struct listing *l) {
    for (size_t i = 0; i < l->count; i++) {
        struct entry *entry = &l->entries[i];
        if (entry->site == DLN_NOWHERE)
            continue;
        wrap(l, entry, entry->stories[DLN_KEY_SOURCES], LINES_MAX);
        if (is_cut(entry))
            return false;
    }
    return fits(l);
}

bool dln_key_set_list(dln_key_setting *setting, bool complete) {
    const dln_key *key = setting->key;
    struct listing l = {setting, DLN_ARENA_ARRAY(setting->arena, struct entry, key->count + 2), 0};
    setting->failed |= !l.entries;
    if (setting->failed)
        return false;
    for (size_t i = 0; i < key->count; i++) {
        if (!key->entries[i].number && (!i || key->entries[i - 1].number))
            l.entries[l.count++] = (struct entry){.site = DLN_NOWHERE};
        l.entries[l.count++] =
            (struct entry){.site = key->entries[i].site, .number = key->entries[i].number};
    }
    for (size_t i = 0; i < l.count; i++)
        if (!begin_entry(&l, &l.entries[i]))
            return false;
    if (complete ? !is_complete(&l) : !fits(&l))
        return false;
    if (!complete)
        spread_lines(&l);
    put_out(&l);
    return true;
}
