#include "map/key.h"

#include <math.h>
#include <string.h>

// CSS pixels.
#define TYPE_SIZE     10.5
#define LINE_SHARE    1.28 // from line to line, in sizes of type
#define GAP_SHARE     0.45 // between two entries
#define NUMBER_WIDTH  24.0
#define COLUMN_WIDTH  215.0 // narrower, lines hold too few words
#define COLUMN_GUTTER 16.0
#define TOLD_EVENTS   4 // of one place; more nobody reads in a list

static dln_str day_text(const dln_words *words, dln_when when, dln_arena *arena) {
    if (when.first == DLN_DAY_NONE || when.precision == DLN_DATE_OPEN)
        return dln_str_from(words->no_date);
    dln_civil day = dln_day_to_civil(when.first);
    return dln_arena_printf(arena, "%d %s %d", day.day, words->short_months[day.month - 1],
                            day.year);
}

static dln_str add_part(dln_str text, const char *before, dln_str part, dln_arena *arena) {
    if (!part.len)
        return text;
    return dln_arena_printf(arena, "%.*s %s%.*s", DLN_STR_ARG(text), before, DLN_STR_ARG(part));
}

// "airstrike on a depot", "convoy from Al-Qa'im". Subtypes are English: other languages say the
// type.
static dln_str what_text(const dln_words *words, const dln_incident *incident, dln_arena *arena) {
    dln_str text = incident->subtype.len && !words->rtl ? incident->subtype
                                                        : dln_words_kind(words, incident->type, 1);
    text = add_part(text, words->by, incident->actor, arena);
    text = add_part(text, words->on, incident->target, arena);
    if (incident->type == DLN_MOVEMENT) {
        text = add_part(text, words->from, incident->origin.name, arena);
        text = add_part(text, words->to, incident->destination.name, arena);
    }
    if (incident->status != DLN_REPORTED)
        text = dln_arena_printf(arena, "%.*s (%s)", DLN_STR_ARG(text),
                                words->statuses[incident->status]);
    return text;
}

#define SOURCES_NAMED 2 // of one incident; the foot names them all

static bool named_before(const dln_record *record, size_t at) {
    for (size_t i = 0; i < at; i++)
        if (dln_str_equal(record->evidence[i].source, record->evidence[at].source))
            return true;
    return false;
}

// " [Wire A, Wire B]": who tells it; none when no report says where it was published.
static dln_str sources_text(const dln_words *words, const dln_record *record, dln_arena *arena) {
    dln_str text = DLN_STR_NONE;
    size_t named = 0;
    for (size_t i = 0; i < record->evidence_count && named < SOURCES_NAMED; i++) {
        dln_str source = record->evidence[i].source;
        if (!source.len || named_before(record, i))
            continue;
        text = dln_arena_printf(arena, "%.*s%s%.*s", DLN_STR_ARG(text),
                                named++ ? words->comma : " [", DLN_STR_ARG(source));
    }
    return text.len ? dln_arena_printf(arena, "%.*s]", DLN_STR_ARG(text)) : DLN_STR("");
}

static bool touches(const dln_scene *scene, const dln_event *event, size_t site) {
    if (event->site == site)
        return true;
    if (event->move == DLN_NOWHERE)
        return false;
    const dln_move *move = &scene->moves[event->move];
    for (size_t i = 0; i < move->site_count; i++)
        if (move->sites[i] == site)
            return true;
    return false;
}

// Everything at a site in one line of text, latest last.
static dln_str story_of(const dln_scene *scene, size_t site, dln_arena *arena) {
    dln_str text = DLN_STR("");
    size_t told = 0, more = 0;
    for (size_t i = 0; i < scene->event_count; i++) {
        const dln_event *event = &scene->events[i];
        if (!touches(scene, event, site))
            continue;
        if (told == TOLD_EVENTS) {
            more++;
            continue;
        }
        const dln_incident *incident = &event->record->incident;
        text = dln_arena_printf(arena, "%.*s%s%.*s %.*s%.*s", DLN_STR_ARG(text), told++ ? "; " : "",
                                DLN_STR_ARG(day_text(scene->words, incident->when, arena)),
                                DLN_STR_ARG(what_text(scene->words, incident, arena)),
                                DLN_STR_ARG(sources_text(scene->words, event->record, arena)));
    }
    if (!more)
        return text;
    dln_str rest =
        dln_words_fill(scene->words->and_more, dln_arena_printf(arena, "%zu", more), arena);
    return dln_arena_printf(arena, "%.*s;%.*s", DLN_STR_ARG(text), DLN_STR_ARG(rest));
}

static dln_str entry_text(const dln_scene *scene, size_t site, dln_arena *arena) {
    const dln_site *s = &scene->sites[site];
    return dln_arena_printf(arena, "%.*s: %.*s", DLN_STR_ARG(s->all_names),
                            DLN_STR_ARG(story_of(scene, site, arena)));
}

static void divide(dln_key *key, double unit) {
    double gutter = COLUMN_GUTTER * unit, width = dln_rect_width(key->box);
    key->font = (dln_font){.size = TYPE_SIZE * unit};
    key->line_height = LINE_SHARE * key->font.size;
    key->gap = GAP_SHARE * key->font.size;
    key->number_width = NUMBER_WIDTH * unit;
    key->columns = (size_t)fmax(1, floor((width + gutter) / (COLUMN_WIDTH * unit + gutter)));
    key->column_width = (width + gutter) / (double)key->columns - gutter;
}

// How many entries of so many lines a column holds.
static size_t rows_of(const dln_key *key, size_t lines) {
    double height = dln_rect_height(key->box);
    return (size_t)(height / (key->line_height * (double)lines + key->gap));
}

size_t dln_key_capacity(dln_rect box, double unit) {
    dln_key key = {.box = box};
    divide(&key, unit);
    return rows_of(&key, 1) * key.columns;
}

static double entry_height(const dln_key *key, const dln_key_entry *entry) {
    return key->line_height * (double)entry->line_count + key->gap;
}

// How many entries find room, column by column.
static size_t fitting(const dln_key *key) {
    double y = 0, height = dln_rect_height(key->box);
    size_t column = 0;
    for (size_t i = 0; i < key->count; i++) {
        double own = entry_height(key, &key->entries[i]);
        if (y + own > height + key->gap) {
            y = 0;
            if (++column == key->columns)
                return i;
        }
        y += own;
    }
    return key->count;
}

// Places first, then what is known by its region only, under a line that says so.
static void add_entries(dln_key *key, const dln_scene *scene, const size_t *sites, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (scene->sites[sites[i]].whole_country)
            continue;
        dln_key_entry *entry = &key->entries[key->count++];
        *entry = (dln_key_entry){.site = sites[i], .number = (int)key->count};
    }
    size_t heading = key->count;
    key->entries[key->count++] =
        (dln_key_entry){.site = DLN_NOWHERE,
                        .lines = {dln_str_from(scene->words->places_unknown)},
                        .line_count = 1};
    for (size_t i = 0; i < count; i++)
        if (scene->sites[sites[i]].whole_country)
            key->entries[key->count++] = (dln_key_entry){.site = sites[i]};
    if (key->count == heading + 1)
        key->count--;
}

static void set_entry(dln_key *key, dln_key_entry *entry, dln_str text, size_t lines,
                      const dln_typesetter *typesetter, dln_arena *arena) {
    if (entry->site == DLN_NOWHERE)
        return;
    entry->line_count =
        dln_text_wrap(typesetter, key->font, text, key->column_width - key->number_width, lines,
                      arena, entry->lines);
    // Names in other scripts stand at the beginning of many a line and must not turn it round.
    for (size_t i = 0; i < entry->line_count && key->rtl; i++)
        entry->lines[i] =
            dln_arena_printf(arena, DLN_TEXT_RTL_MARK "%.*s", DLN_STR_ARG(entry->lines[i]));
}

// As an entry that has room for nothing else ends.
static dln_str names_and_dots(const dln_site *site, dln_arena *arena) {
    return dln_arena_printf(arena, "%.*s: ...", DLN_STR_ARG(site->all_names));
}

static bool is_cut(const dln_key_entry *entry) {
    return entry->line_count &&
           dln_str_ends_with(entry->lines[entry->line_count - 1], DLN_STR("\xE2\x80\xA6"));
}

// Each with the names of its places whole; where the box cannot hold that, one line for each.
static void write_entries(dln_key *key, const dln_scene *scene, dln_str *texts,
                          const dln_typesetter *typesetter, dln_arena *arena) {
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < key->count; i++) {
            dln_key_entry *entry = &key->entries[i];
            if (entry->site == DLN_NOWHERE)
                continue;
            if (!round) {
                texts[i] = entry_text(scene, entry->site, arena);
                set_entry(key, entry, names_and_dots(&scene->sites[entry->site], arena),
                          DLN_KEY_LINES, typesetter, arena);
                entry->least_lines = entry->line_count + is_cut(entry);
            }
            set_entry(key, entry, texts[i], round ? 1 : entry->line_count, typesetter, arena);
        }
        if (fitting(key) == key->count)
            return;
    }
}

// What room is left goes to one entry after the other.
static void spread_lines(dln_key *key, const dln_str *texts, const dln_typesetter *typesetter,
                         dln_arena *arena) {
    for (size_t lines = 2; lines <= DLN_KEY_LINES; lines++) {
        for (size_t i = 0; i < key->count; i++) {
            dln_key_entry *entry = &key->entries[i];
            size_t before = entry->line_count;
            if (before >= lines)
                continue;
            entry->line_count = lines;
            bool room = fitting(key) == key->count;
            entry->line_count = before;
            if (room)
                set_entry(key, entry, texts[i], lines, typesetter, arena);
        }
    }
}

dln_status dln_key_make(const dln_scene *scene, const size_t *sites, size_t count, dln_rect box,
                        double unit, const dln_typesetter *typesetter, dln_arena *arena,
                        dln_key *out, dln_error *err) {
    dln_key key = {.box = box,
                   .rtl = scene->words->rtl,
                   .entries = DLN_ARENA_ARRAY(arena, dln_key_entry, count + 2)};
    dln_str *texts = DLN_ARENA_ARRAY(arena, dln_str, count + 2);
    divide(&key, unit);
    if (!key.entries || !texts)
        return dln_fail_memory(err);
    add_entries(&key, scene, sites, count);
    write_entries(&key, scene, texts, typesetter, arena);
    spread_lines(&key, texts, typesetter, arena);
    key.left_out = key.count - fitting(&key);
    key.count -= key.left_out;
    *out = key;
    return DLN_OK;
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

void dln_key_draw(dln_display_list *list, const dln_key *key, const dln_words *words,
                  const dln_theme *theme, const dln_typesetter *typesetter) {
    double x = key->box.left, y = key->box.top;
    for (size_t i = 0; i < key->count; i++) {
        const dln_key_entry *entry = &key->entries[i];
        if (y + entry_height(key, entry) > key->box.bottom + key->gap) {
            x += key->column_width + COLUMN_GUTTER * key->font.size / TYPE_SIZE;
            y = key->box.top;
        }
        dln_px middle = {x + key->number_width * 0.42, y + 0.62 * key->line_height};
        if (words->rtl)
            middle.x = key->box.left + key->box.right - middle.x;
        if (entry->number)
            dln_key_mark_draw(list, theme, typesetter, entry->number, middle,
                              (dln_font){.size = 0.92 * key->font.size});
        for (size_t line = 0; line < entry->line_count; line++) {
            y += key->line_height;
            dln_str text = entry->lines[line];
            dln_px at = {x + key->number_width, y - 0.22 * key->line_height};
            if (words->rtl)
                at.x = key->box.left + key->box.right - at.x -
                       dln_text_measure(typesetter, key->font, text).width;
            dln_text_add(list, typesetter, "key-entry", text, at, key->font, theme->ink,
                         DLN_COLOR_NONE);
        }
        y += key->gap;
    }
}
