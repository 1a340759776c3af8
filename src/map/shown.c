#include "map/shown.h"

#include <stdlib.h>
#include <string.h>

#include "base/str_hash.h"

// A region larger than this is named in a note even if it is no country: its middle says nothing.
#define NOTE_RADIUS_M 250e3

enum { FIRST_SHOWN = 256 };

dln_status dln_shown_list_init(dln_shown_list *list, dln_error *err) {
    *list = (dln_shown_list){0};
    dln_status status = dln_arena_new(&list->arena, err);
    list->reports.arena = list->arena;
    return status;
}

void dln_shown_list_free(dln_shown_list *list) {
    free(list->items);
    dln_arena_free(list->arena);
    *list = (dln_shown_list){0};
}

// Gazetteers give a second spelling in brackets: one is enough on a map, and one place with one
// and with two spellings is one place.
static dln_str short_name(dln_str name) {
    for (size_t i = 1; i + 1 < name.len; i++)
        if (name.data[i] == ' ' && name.data[i + 1] == '(')
            return dln_str_slice(name, 0, i);
    return name;
}

static bool is_whole_country(const dln_where *where) {
    return (where->precision == DLN_GEO_REGION && where->radius_m >= NOTE_RADIUS_M) ||
           dln_str_starts_with(where->feature, DLN_STR("PCL")) ||
           dln_str_starts_with(where->feature, DLN_STR("A.PCL"));
}

static dln_str kept(dln_shown_list *list, dln_str text) {
    if (!text.data)
        return DLN_STR_NONE;
    dln_str *latest = &list->texts[dln_str_hash(DLN_HASH_START, text) % DLN_SHOWN_TEXTS];
    if (!latest->data || !dln_str_equal(*latest, text))
        *latest = dln_arena_copy(list->arena, text);
    list->failed |= !latest->data;
    return *latest;
}

static dln_shown_place place_of(dln_shown_list *list, const dln_where *where) {
    dln_shown_place place = {.name = kept(list, short_name(where->name)),
                             .at = where->at,
                             .radius_m = where->radius_m > 0 ? where->radius_m : 0,
                             .precision = where->precision,
                             .located = where->located && dln_lonlat_is_valid(where->at),
                             .whole_country = is_whole_country(where)};
    if (where->country.len == 2)
        memcpy(place.country, where->country.data, 2);
    return place;
}

static bool has_way(const dln_incident *incident) {
    const dln_where *ends[] = {&incident->origin, &incident->destination};
    for (int i = 0; i < 2; i++)
        if (ends[i]->name.data || ends[i]->located)
            return true;
    return incident->via_count > 0;
}

static const dln_shown_way *way_of(dln_shown_list *list, const dln_incident *incident) {
    if (!has_way(incident))
        return NULL;
    dln_shown_way *way = DLN_ARENA_ARRAY(list->arena, dln_shown_way, 1);
    if (!way) {
        list->failed = true;
        return NULL;
    }
    way->origin = place_of(list, &incident->origin);
    way->destination = place_of(list, &incident->destination);
    for (; way->via_count < incident->via_count; way->via_count++)
        way->via[way->via_count] = place_of(list, &incident->via[way->via_count]);
    return way;
}

static const dln_told_in *evidence_of(dln_shown_list *list, const dln_record *record) {
    dln_told_in *told = DLN_ARENA_ARRAY(list->arena, dln_told_in, record->evidence_count);
    for (size_t i = 0; told && i < record->evidence_count; i++) {
        const dln_evidence *evidence = &record->evidence[i];
        told[i].report = dln_name_set_keep(&list->reports, evidence->report_id)->number;
        told[i].source = kept(list, evidence->source);
    }
    list->failed |= !told;
    return told;
}

static uint32_t at_least(dln_count count) {
    return count.said && count.low > 0 ? (uint32_t)count.low : 0;
}

static bool has_room(dln_shown_list *list) {
    if (list->count < list->capacity)
        return true;
    size_t capacity = list->capacity ? list->capacity * 2 : FIRST_SHOWN;
    dln_shown *items = realloc(list->items, capacity * sizeof *items);
    if (!items)
        return false;
    list->items = items;
    list->capacity = capacity;
    return true;
}

static int by_day(const void *a, const void *b) {
    const dln_shown *x = a, *y = b;
    dln_day first = x->when.first, second = y->when.first;
    if (first != second && (first == DLN_DAY_NONE || second == DLN_DAY_NONE))
        return first == DLN_DAY_NONE ? 1 : -1;
    if (first != second)
        return first < second ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

void dln_shown_list_sort(dln_shown_list *list) {
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, by_day);
}

dln_status dln_shown_list_add(dln_shown_list *list, const dln_record *record, dln_error *err) {
    if (!has_room(list))
        return dln_fail_memory(err);
    const dln_incident *incident = &record->incident;
    dln_shown shown = {.id = record->id,
                       .type = incident->type,
                       .status = incident->status,
                       .when = incident->when,
                       .killed = at_least(incident->fatalities),
                       .injured = at_least(incident->injured),
                       .subtype = kept(list, incident->subtype),
                       .actor = kept(list, incident->actor),
                       .target = kept(list, incident->target),
                       .where = place_of(list, &incident->where),
                       .way = way_of(list, incident),
                       .evidence = evidence_of(list, record),
                       .evidence_count = record->evidence_count};
    if (list->failed || list->reports.failed)
        return dln_fail_memory(err);
    list->items[list->count++] = shown;
    return DLN_OK;
}
