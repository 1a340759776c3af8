#include "map/counts.h"

#include <string.h>

// Publishers and reports are counted up to so many; the line at the foot has room for a few.
#define SOURCES_MAX   512
#define COUNTRIES_MAX 300 // ISO 3166-1 has 249

struct counting {
    dln_counts counts;
    size_t source_uses[SOURCES_MAX + 1], country_uses[COUNTRIES_MAX];
    dln_str reports[SOURCES_MAX];
};

static void note_days(dln_counts *c, dln_when when) {
    if (when.first == DLN_DAY_NONE || when.precision == DLN_DATE_OPEN)
        return;
    dln_day last = when.last == DLN_DAY_NONE ? when.first : when.last;
    if (c->first == DLN_DAY_NONE || when.first < c->first)
        c->first = when.first;
    if (c->last == DLN_DAY_NONE || last > c->last)
        c->last = last;
}

static void note_country(struct counting *b, dln_str code) {
    dln_counts *c = &b->counts;
    if (code.len != 2)
        return;
    size_t at = 0;
    while (at < c->country_count && memcmp(c->countries[at], code.data, 2) != 0)
        at++;
    if (at == COUNTRIES_MAX)
        return;
    if (at == c->country_count) {
        memcpy(c->countries[at], code.data, 2);
        c->countries[at][2] = 0;
        c->country_count++;
    }
    b->country_uses[at]++;
}

static size_t find(const dln_str *items, size_t count, dln_str wanted) {
    size_t i = 0;
    while (i < count && !dln_str_equal(items[i], wanted))
        i++;
    return i;
}

static void note_sources(struct counting *b, const dln_record *record) {
    dln_counts *c = &b->counts;
    for (size_t i = 0; i < record->evidence_count; i++) {
        const dln_evidence *evidence = &record->evidence[i];
        size_t at = find(b->reports, c->report_count, evidence->report_id);
        if (at == c->report_count && at < SOURCES_MAX)
            b->reports[c->report_count++] = evidence->report_id;
        if (!evidence->source.len)
            continue;
        at = find(c->sources, c->source_count, evidence->source);
        if (at == SOURCES_MAX)
            continue;
        c->sources[at] = evidence->source;
        b->source_uses[at]++;
        if (at == c->source_count)
            c->source_count++;
    }
}

// Most used first, first told first among equals: insertion sort, for the lists are short.
static void sort_sources(struct counting *b) {
    for (size_t i = 1; i < b->counts.source_count; i++) {
        for (size_t j = i; j > 0 && b->source_uses[j - 1] < b->source_uses[j]; j--) {
            size_t uses = b->source_uses[j];
            dln_str name = b->counts.sources[j];
            b->source_uses[j] = b->source_uses[j - 1];
            b->counts.sources[j] = b->counts.sources[j - 1];
            b->source_uses[j - 1] = uses;
            b->counts.sources[j - 1] = name;
        }
    }
}

static void sort_countries(struct counting *b) {
    for (size_t i = 1; i < b->counts.country_count; i++) {
        for (size_t j = i; j > 0 && b->country_uses[j - 1] < b->country_uses[j]; j--) {
            size_t uses = b->country_uses[j];
            b->country_uses[j] = b->country_uses[j - 1];
            b->country_uses[j - 1] = uses;
            char code[3];
            memcpy(code, b->counts.countries[j], 3);
            memcpy(b->counts.countries[j], b->counts.countries[j - 1], 3);
            memcpy(b->counts.countries[j - 1], code, 3);
        }
    }
}

static void note_arrow(dln_counts *c, const dln_incident *incident) {
    if (incident->type == DLN_MOVEMENT) {
        c->movements++;
    } else {
        c->launches++;
        c->launch_type = incident->type;
    }
    c->open_arrows += dln_status_is_open(incident->status);
}

static void note_symbol(dln_counts *c, const dln_incident *incident, const dln_site *site) {
    c->symbols[incident->type]++;
    c->symbol_statuses[incident->status]++;
    c->rough += incident->where.precision > DLN_GEO_EXACT && !site->whole_country;
}

static void note_event(struct counting *b, const dln_scene *scene, const dln_event *event,
                       bool symbol, bool arrow) {
    dln_counts *c = &b->counts;
    const dln_incident *incident = &event->record->incident;
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
    note_sources(b, event->record);
}

dln_status dln_counts_make(const dln_scene *scene, const bool *site_seen, const bool *move_seen,
                           dln_arena *arena, dln_counts *out, dln_error *err) {
    struct counting *b = DLN_ARENA_ARRAY(arena, struct counting, 1);
    if (!b)
        return dln_fail_memory(err);
    dln_counts *c = &b->counts;
    c->first = c->last = DLN_DAY_NONE;
    c->sources = DLN_ARENA_ARRAY(arena, dln_str, SOURCES_MAX + 1);
    c->countries = dln_arena_alloc(arena, COUNTRIES_MAX, sizeof *c->countries);
    if (!c->sources || !c->countries)
        return dln_fail_memory(err);
    for (size_t i = 0; i < scene->event_count; i++) {
        const dln_event *event = &scene->events[i];
        note_event(b, scene, event,
                   event->site != DLN_NOWHERE && (!site_seen || site_seen[event->site]),
                   event->move != DLN_NOWHERE && (!move_seen || move_seen[event->move]));
    }
    sort_sources(b);
    sort_countries(b);
    *out = *c;
    return DLN_OK;
}
