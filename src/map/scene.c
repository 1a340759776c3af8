#include "map/scene.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Two positions closer than this (0.0005 degrees, some 50 m) are one place: gazetteers round.
#define SAME_PLACE_DEG 5e-4
// A region larger than this is named in a note even if it is no country: its middle says nothing.
#define NOTE_RADIUS_M 250e3
// Publishers and reports are counted up to so many; the line at the foot has room for a few.
#define SOURCES_MAX 512

// Three hundred symbols can be read one by one on a page; more are gathered place by place.
#define SYMBOLS_MAX 300

struct builder {
    dln_scene scene;
    dln_arena *arena;
    size_t site_capacity, move_capacity, country_capacity;
    size_t *source_uses, *country_uses;
    dln_str *reports;
    bool failed;
};

bool dln_status_is_open(dln_incident_status status) {
    return status == DLN_PLANNED || status == DLN_THREATENED || status == DLN_PREVENTED;
}

static void *grown(struct builder *b, void *items, size_t count, size_t *capacity, size_t size) {
    if (count < *capacity)
        return items;
    size_t larger = *capacity ? *capacity * 2 : 32;
    void *moved = dln_arena_alloc(b->arena, larger, size);
    if (!moved) {
        b->failed = true;
        return items;
    }
    if (count)
        memcpy(moved, items, count * size);
    *capacity = larger;
    return moved;
}

static bool is_whole_country(const dln_where *where) {
    return (where->precision == DLN_GEO_REGION && where->radius_m >= NOTE_RADIUS_M) ||
           dln_str_starts_with(where->feature, DLN_STR("PCL")) ||
           dln_str_starts_with(where->feature, DLN_STR("A.PCL"));
}

static bool same_place(const dln_site *site, const dln_where *where) {
    return fabs(site->at.lat - where->at.lat) < SAME_PLACE_DEG &&
           fabs(site->at.lon - where->at.lon) < SAME_PLACE_DEG &&
           site->precision == where->precision && dln_str_equal(site->name, where->name);
}

#define NO_SITE SIZE_MAX

static size_t site_for(struct builder *b, const dln_where *where) {
    if (!where->located || !dln_lonlat_is_valid(where->at))
        return NO_SITE;
    dln_scene *scene = &b->scene;
    for (size_t i = 0; i < scene->site_count; i++)
        if (same_place(&scene->sites[i], where))
            return i;
    scene->sites =
        grown(b, scene->sites, scene->site_count, &b->site_capacity, sizeof *scene->sites);
    if (b->failed)
        return NO_SITE;
    dln_site *site = &scene->sites[scene->site_count];
    *site = (dln_site){.at = where->at,
                       .name = dln_arena_copy(b->arena, where->name),
                       .radius_m = where->radius_m > 0 ? where->radius_m : 0,
                       .precision = where->precision,
                       .whole_country = is_whole_country(where)};
    memcpy(site->country, where->country.data ? where->country.data : "",
           where->country.len < 2 ? where->country.len : 2);
    return scene->site_count++;
}

static void count_at_site(struct builder *b, dln_site *site, const dln_incident *incident) {
    site->incident_count++;
    for (size_t i = 0; i < site->tally_count; i++) {
        dln_tally *tally = &site->tallies[i];
        if (tally->type == incident->type && tally->status == incident->status) {
            tally->count++;
            return;
        }
    }
    if (!site->tallies)
        site->tallies =
            DLN_ARENA_ARRAY(b->arena, dln_tally, DLN_INCIDENT_TYPES * DLN_INCIDENT_STATUSES);
    if (!site->tallies) {
        b->failed = true;
        return;
    }
    site->tallies[site->tally_count++] = (dln_tally){incident->type, incident->status, 1};
}

static bool same_way(const dln_move *a, const dln_move *b) {
    return a->type == b->type && a->status == b->status && a->site_count == b->site_count &&
           memcmp(a->sites, b->sites, a->site_count * sizeof *a->sites) == 0;
}

static void add_stop(struct builder *b, dln_move *move, const dln_where *where) {
    size_t site = site_for(b, where);
    if (site != NO_SITE && (move->site_count == 0 || move->sites[move->site_count - 1] != site))
        move->sites[move->site_count++] = site;
}

// The way of an incident, or one of fewer than two stops.
static dln_move way_of(struct builder *b, const dln_incident *incident) {
    dln_move move = {.type = incident->type, .status = incident->status, .count = 1};
    add_stop(b, &move, &incident->origin);
    for (size_t i = 0; i < incident->via_count; i++)
        add_stop(b, &move, &incident->via[i]);
    // What was launched comes down where the incident is; a movement says its own destination.
    bool arrives = incident->destination.located;
    add_stop(b, &move, arrives ? &incident->destination : &incident->where);
    return move;
}

static void add_move(struct builder *b, const dln_move *move) {
    dln_scene *scene = &b->scene;
    for (size_t i = 0; i < scene->move_count; i++) {
        if (same_way(&scene->moves[i], move)) {
            scene->moves[i].count++;
            return;
        }
    }
    scene->moves =
        grown(b, scene->moves, scene->move_count, &b->move_capacity, sizeof *scene->moves);
    if (!b->failed)
        scene->moves[scene->move_count++] = *move;
}

static void note_days(dln_scene *scene, dln_when when) {
    if (when.first == DLN_DAY_NONE || when.precision == DLN_DATE_OPEN)
        return;
    dln_day last = when.last == DLN_DAY_NONE ? when.first : when.last;
    if (scene->first == DLN_DAY_NONE || when.first < scene->first)
        scene->first = when.first;
    if (scene->last == DLN_DAY_NONE || last > scene->last)
        scene->last = last;
}

static void note_country(struct builder *b, dln_str code) {
    dln_scene *scene = &b->scene;
    if (code.len != 2)
        return;
    for (size_t i = 0; i < scene->country_count; i++) {
        if (memcmp(scene->countries[i], code.data, 2) == 0) {
            b->country_uses[i]++;
            return;
        }
    }
    size_t capacity = b->country_capacity;
    b->country_uses = grown(b, b->country_uses, scene->country_count, &capacity, sizeof(size_t));
    scene->countries = grown(b, scene->countries, scene->country_count, &b->country_capacity,
                             sizeof *scene->countries);
    if (b->failed)
        return;
    memcpy(scene->countries[scene->country_count], code.data, 2);
    scene->countries[scene->country_count][2] = 0;
    b->country_uses[scene->country_count++] = 1;
}

static size_t find(const dln_str *items, size_t count, dln_str wanted) {
    size_t i = 0;
    while (i < count && !dln_str_equal(items[i], wanted))
        i++;
    return i;
}

static void note_sources(struct builder *b, const dln_record *record) {
    dln_scene *scene = &b->scene;
    for (size_t i = 0; i < record->evidence_count; i++) {
        const dln_evidence *evidence = &record->evidence[i];
        size_t at = find(b->reports, scene->report_count, evidence->report_id);
        if (at == scene->report_count && at < SOURCES_MAX)
            b->reports[scene->report_count++] = evidence->report_id;
        if (!evidence->source.len)
            continue;
        at = find(scene->sources, scene->source_count, evidence->source);
        if (at == SOURCES_MAX)
            continue;
        scene->sources[at] = evidence->source;
        b->source_uses[at]++;
        if (at == scene->source_count)
            scene->source_count++;
    }
}

static void add_record(struct builder *b, const dln_record *record) {
    const dln_incident *incident = &record->incident;
    dln_scene *scene = &b->scene;
    dln_move way = way_of(b, incident);
    bool moved = way.site_count > 1;
    size_t site = site_for(b, &incident->where);
    if (!moved && site == NO_SITE) {
        scene->unplaced++;
        return;
    }
    if (moved) {
        add_move(b, &way);
        if (incident->type == DLN_MOVEMENT)
            scene->movements++;
        else
            scene->launches++;
    }
    // The arrow is the symbol of a movement; whatever else happened has its own at the place.
    if (site != NO_SITE && !(moved && incident->type == DLN_MOVEMENT) && !b->failed) {
        count_at_site(b, &scene->sites[site], incident);
        if (incident->where.precision > DLN_GEO_EXACT && !scene->sites[site].whole_country)
            scene->rough++;
    }
    scene->shown++;
    scene->types[incident->type]++;
    scene->statuses[incident->status]++;
    note_days(scene, incident->when);
    note_country(b, incident->where.country);
    note_sources(b, record);
}

// Most used first, first told first among equals: insertion sort, for the lists are short.
static void sort_sources(struct builder *b) {
    for (size_t i = 1; i < b->scene.source_count; i++) {
        for (size_t j = i; j > 0 && b->source_uses[j - 1] < b->source_uses[j]; j--) {
            size_t uses = b->source_uses[j];
            dln_str name = b->scene.sources[j];
            b->source_uses[j] = b->source_uses[j - 1];
            b->scene.sources[j] = b->scene.sources[j - 1];
            b->source_uses[j - 1] = uses;
            b->scene.sources[j - 1] = name;
        }
    }
}

static void sort_countries(struct builder *b) {
    for (size_t i = 1; i < b->scene.country_count; i++) {
        for (size_t j = i; j > 0 && b->country_uses[j - 1] < b->country_uses[j]; j--) {
            size_t uses = b->country_uses[j];
            b->country_uses[j] = b->country_uses[j - 1];
            b->country_uses[j - 1] = uses;
            char code[3];
            memcpy(code, b->scene.countries[j], 3);
            memcpy(b->scene.countries[j], b->scene.countries[j - 1], 3);
            memcpy(b->scene.countries[j - 1], code, 3);
        }
    }
}

static bool same_ends(const dln_move *a, const dln_move *b) {
    size_t a0 = a->sites[0], a1 = a->sites[a->site_count - 1];
    size_t b0 = b->sites[0], b1 = b->sites[b->site_count - 1];
    return (a0 == b0 && a1 == b1) || (a0 == b1 && a1 == b0);
}

static void number_strands(dln_scene *scene) {
    for (size_t i = 0; i < scene->move_count; i++) {
        dln_move *move = &scene->moves[i];
        move->strand = move->strands = 0;
        for (size_t j = 0; j < scene->move_count; j++) {
            if (!same_ends(move, &scene->moves[j]))
                continue;
            move->strand += j < i;
            move->strands++;
        }
    }
}

static void gather_crowds(dln_scene *scene) {
    size_t symbols = 0;
    for (size_t i = 0; i < scene->site_count; i++)
        symbols += scene->sites[i].tally_count;
    for (size_t i = 0; i < scene->site_count && symbols > SYMBOLS_MAX; i++)
        scene->sites[i].gathered = scene->sites[i].tally_count > 1;
}

dln_status dln_scene_build(const dln_record *records, size_t count, dln_arena *arena,
                           dln_scene *out, dln_error *err) {
    struct builder b = {.arena = arena};
    b.scene.first = b.scene.last = DLN_DAY_NONE;
    b.scene.sources = DLN_ARENA_ARRAY(arena, dln_str, SOURCES_MAX);
    b.source_uses = DLN_ARENA_ARRAY(arena, size_t, SOURCES_MAX);
    b.reports = DLN_ARENA_ARRAY(arena, dln_str, SOURCES_MAX);
    b.failed = !b.scene.sources || !b.source_uses || !b.reports;
    for (size_t i = 0; i < count && !b.failed; i++)
        add_record(&b, &records[i]);
    if (b.failed)
        return dln_fail_memory(err);
    sort_sources(&b);
    sort_countries(&b);
    number_strands(&b.scene);
    gather_crowds(&b.scene);
    *out = b.scene;
    return DLN_OK;
}
