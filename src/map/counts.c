#include "map/counts.h"

#include <stdlib.h>
#include <string.h>

#include "map/name_set.h"

enum { LETTERS = 'Z' - 'A' + 1 };

struct country {
    char code[3];
    size_t uses, number; // in the order of coming first
};

struct counting {
    dln_counts counts;
    dln_name_set sources;
    struct country countries[LETTERS * LETTERS]; // by the letters of their codes
    bool *reports_seen;                          // by their numbers
};

static void note_country(struct counting *b, const char code[3]) {
    bool known = code[0] >= 'A' && code[0] <= 'Z' && code[1] >= 'A' && code[1] <= 'Z';
    if (!known)
        return;
    struct country *country = &b->countries[(code[0] - 'A') * LETTERS + code[1] - 'A'];
    if (!country->uses++) {
        memcpy(country->code, code, sizeof country->code);
        country->number = b->counts.country_count++;
    }
}

static int most_used_first(const void *a, const void *b) {
    const struct country *x = a, *y = b;
    if (x->uses != y->uses)
        return x->uses > y->uses ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

static void note_days(dln_counts *c, dln_when when) {
    if (when.first == DLN_DAY_NONE || when.precision == DLN_DATE_OPEN)
        return;
    dln_day last = when.last == DLN_DAY_NONE ? when.first : when.last;
    if (c->first == DLN_DAY_NONE || when.first < c->first)
        c->first = when.first;
    if (c->last == DLN_DAY_NONE || last > c->last)
        c->last = last;
}

static void note_sources(struct counting *b, const dln_shown *shown) {
    for (size_t i = 0; i < shown->evidence_count; i++) {
        const dln_told_in *told = &shown->evidence[i];
        b->counts.report_count += !b->reports_seen[told->report];
        b->reports_seen[told->report] = true;
        if (told->source.len)
            dln_name_set_add(&b->sources, told->source);
    }
}

// Most used first. False: no memory.
static bool list_names(struct counting *b, dln_arena *arena) {
    dln_counts *c = &b->counts;
    if (b->sources.failed)
        return false;
    c->source_count = b->sources.count;
    c->sources = DLN_ARENA_ARRAY(arena, dln_str, c->source_count + 1);
    c->countries = dln_arena_alloc(arena, c->country_count + 1, sizeof *c->countries);
    if (!c->sources || !c->countries)
        return false;
    dln_name_set_sort(&b->sources);
    // The unused come last.
    qsort(b->countries, LETTERS * LETTERS, sizeof *b->countries, most_used_first);
    for (size_t i = 0; i < c->source_count; i++)
        c->sources[i] = b->sources.names[i].name;
    for (size_t i = 0; i < c->country_count; i++)
        memcpy(c->countries[i], b->countries[i].code, sizeof b->countries[i].code);
    return true;
}

static void note_arrow(dln_counts *c, const dln_shown *incident) {
    if (incident->type == DLN_MOVEMENT) {
        c->movements++;
    } else {
        c->launches++;
        c->launch_type = incident->type;
    }
    c->open_arrows += dln_status_is_open(incident->status);
}

static void note_symbol(dln_counts *c, const dln_shown *incident, const dln_site *site) {
    c->symbols[incident->type]++;
    c->symbol_statuses[incident->status]++;
    c->rough += incident->where.precision > DLN_GEO_EXACT && !site->whole_country;
}

static void note_event(struct counting *b, const dln_scene *scene, const dln_event *event,
                       bool symbol, bool arrow) {
    dln_counts *c = &b->counts;
    const dln_shown *incident = event->shown;
    if (arrow)
        note_arrow(c, incident);
    // Where something happened decides whether the map shows it: of a strike that is its target.
    if (event->site != DLN_NOWHERE ? !symbol : !arrow) {
        c->outside++;
        return;
    }
    if (symbol)
        note_symbol(c, incident, &scene->sites[event->site]);
    c->shown++;
    c->types[incident->type]++;
    note_days(c, incident->when);
    note_country(b, incident->where.country);
    note_sources(b, incident);
}

// One more than the largest number of a report.
static size_t report_numbers(const dln_scene *scene) {
    size_t end = 0;
    for (size_t i = 0; i < scene->event_count; i++) {
        const dln_shown *shown = scene->events[i].shown;
        for (size_t j = 0; j < shown->evidence_count; j++)
            if (shown->evidence[j].report >= end)
                end = shown->evidence[j].report + 1;
    }
    return end;
}

dln_status dln_counts_make(const dln_scene *scene, const bool *site_seen, const bool *move_seen,
                           dln_arena *arena, dln_counts *out, dln_error *err) {
    struct counting *b = DLN_ARENA_ARRAY(arena, struct counting, 1);
    bool *reports_seen = DLN_ARENA_ARRAY(arena, bool, report_numbers(scene) + 1);
    if (!b || !reports_seen)
        return dln_fail_memory(err);
    b->reports_seen = reports_seen;
    dln_counts *c = &b->counts;
    c->first = c->last = DLN_DAY_NONE;
    b->sources.arena = arena;
    for (size_t i = 0; i < scene->event_count; i++) {
        const dln_event *event = &scene->events[i];
        note_event(b, scene, event,
                   event->site != DLN_NOWHERE && (!site_seen || site_seen[event->site]),
                   event->move != DLN_NOWHERE && (!move_seen || move_seen[event->move]));
    }
    if (!list_names(b, arena))
        return dln_fail_memory(err);
    *out = *c;
    return DLN_OK;
}

bool dln_counts_has_country(const dln_counts *counts, const char *country) {
    for (size_t i = 0; i < counts->country_count; i++)
        if (*country && strcmp(counts->countries[i], country) == 0)
            return true;
    return false;
}
