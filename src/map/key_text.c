// What a key says of a place: when and what happened there, and who tells it.
#include "map/key_parts.h"
#include "map/wording.h"

#define TOLD_EVENTS 4 // of one place; more nobody reads in a list

// No finer than it is known: a month is no day.
static dln_str day_text(const dln_words *words, dln_when when, dln_arena *arena) {
    if (when.first == DLN_DAY_NONE || when.precision == DLN_DATE_OPEN)
        return dln_str_from(words->no_date);
    dln_civil day = dln_day_to_civil(when.first), last = day;
    if (when.last != DLN_DAY_NONE && when.last > when.first)
        last = dln_day_to_civil(when.last);
    const char *month = words->short_months[day.month - 1];
    if (when.precision == DLN_DATE_YEAR)
        return dln_arena_printf(arena, "%d", day.year);
    if (when.precision == DLN_DATE_MONTH)
        return dln_arena_printf(arena, "%s %d", month, day.year);
    if (last.month == day.month && last.year == day.year && last.day > day.day)
        return dln_arena_printf(arena, "%d\xE2\x80\x93%d %s %d", day.day, last.day, month,
                                day.year);
    return dln_arena_printf(arena, "%d %s %d", day.day, month, day.year);
}

static dln_str add_part(const dln_words *words, dln_str text, const char *before, dln_str part,
                        dln_arena *arena) {
    if (!part.len)
        return text;
    return dln_arena_printf(arena, "%.*s %s%.*s", DLN_STR_ARG(text), before,
                            DLN_STR_ARG(dln_text_isolated(part, words->rtl, arena)));
}

// "airstrike on a depot", "convoy from Al-Qa'im". Subtypes are English: other languages say the
// type.
static dln_str what_text(const dln_words *words, const dln_shown *incident, dln_key_detail detail,
                         dln_arena *arena) {
    dln_str text = incident->subtype.len && !words->rtl ? incident->subtype
                                                        : dln_words_kind(words, incident->type, 1);
    if (detail >= DLN_KEY_WHO) {
        text = add_part(words, text, words->by, incident->actor, arena);
        text = add_part(words, text, words->on, incident->target, arena);
    }
    if (detail >= DLN_KEY_WHO && incident->type == DLN_MOVEMENT && incident->way) {
        text = add_part(words, text, words->from, incident->way->origin.name, arena);
        text = add_part(words, text, words->to, incident->way->destination.name, arena);
    }
    if (incident->status != DLN_REPORTED)
        text = dln_arena_printf(arena, "%.*s (%s)", DLN_STR_ARG(text),
                                words->statuses[incident->status]);
    return text;
}

#define SOURCES_NAMED 2 // of one incident; the foot names them all

static bool named_before(const dln_shown *incident, size_t at) {
    for (size_t i = 0; i < at; i++)
        if (dln_str_equal(incident->evidence[i].source, incident->evidence[at].source))
            return true;
    return false;
}

// " [Wire A, Wire B]": who tells it; none when no report says where it was published.
static dln_str sources_text(const dln_words *words, const dln_shown *incident, dln_arena *arena) {
    dln_str text = DLN_STR_NONE;
    size_t named = 0;
    for (size_t i = 0; i < incident->evidence_count && named < SOURCES_NAMED; i++) {
        dln_str source = incident->evidence[i].source;
        if (!source.len || named_before(incident, i))
            continue;
        text =
            dln_arena_printf(arena, "%.*s%s%.*s", DLN_STR_ARG(text), named++ ? words->comma : " [",
                             DLN_STR_ARG(dln_text_isolated(source, words->rtl, arena)));
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
static dln_str story_of(const dln_scene *scene, size_t site, dln_key_detail detail,
                        dln_arena *arena) {
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
        const dln_shown *incident = event->shown;
        dln_str sources =
            detail >= DLN_KEY_SOURCES ? sources_text(scene->words, incident, arena) : DLN_STR("");
        text = dln_arena_printf(arena, "%.*s%s%.*s %.*s%.*s", DLN_STR_ARG(text), told++ ? "; " : "",
                                DLN_STR_ARG(day_text(scene->words, incident->when, arena)),
                                DLN_STR_ARG(what_text(scene->words, incident, detail, arena)),
                                DLN_STR_ARG(sources));
    }
    if (!more)
        return text;
    dln_str rest =
        dln_words_fill(scene->words->and_more, dln_arena_printf(arena, "%zu", more), arena);
    return dln_arena_printf(arena, "%.*s;%.*s", DLN_STR_ARG(text), DLN_STR_ARG(rest));
}

// "5 incidents".
static dln_str count_of(const dln_scene *scene, size_t site, dln_arena *arena) {
    size_t count = 0;
    for (size_t i = 0; i < scene->event_count; i++)
        count += touches(scene, &scene->events[i], site);
    return dln_words_count(&scene->words->incidents, count, arena);
}

// Each name keeps to itself, whatever its script.
static dln_str names_of(const dln_scene *scene, size_t site, dln_arena *arena) {
    dln_str rest = scene->sites[site].all_names, text = DLN_STR_NONE;
    while (rest.data) {
        dln_str name = dln_str_trim(dln_str_cut(&rest, ','));
        text = dln_wording_join(text, scene->words->comma,
                                dln_text_isolated(name, scene->words->rtl, arena), arena);
    }
    return text;
}

dln_str dln_key_story(const dln_scene *scene, size_t site, dln_key_detail detail,
                      dln_arena *arena) {
    dln_str names = names_of(scene, site, arena);
    if (detail == DLN_KEY_NAMES)
        return names;
    dln_str story = detail == DLN_KEY_COUNT ? count_of(scene, site, arena)
                                            : story_of(scene, site, detail, arena);
    return dln_wording_join(names, ": ", story, arena);
}
