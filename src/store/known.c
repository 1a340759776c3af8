#include "store/known.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str_hash.h"
#include "store/claim.h"
#include "store/known_index.h"
#include "store/match.h"

enum {
    // To read an incident takes as long as a fortieth of a search in SQL does; before so many
    // searches nothing is counted.
    SEARCHES_LEAST = 256,
    ROWS_A_SEARCH = 40,
    // About 250 bytes each. A database of more is searched in SQL.
    KNOWN_MOST = 4000000,
    FIRST_ITEMS = 1024,
    // So many days share a key where a search spans more than a month of them.
    PERIOD_DAYS = 32,
};

// What the keys say. Those of many items have a table of their own, so that the others, which are
// asked for with every incident, do not share slots with them.
enum kind {
    ON_DAY,         // square degree, day: of a single day
    IN_PERIOD,      // square degree, period in which it begins: of several days
    NUMBER_UNDATED, // square degree, number of victims that tells
    COUNTRY_ROUGH,  // country with a number of victims, period: of a region or near something
    UNPLACED,       // name, period
    OF_MANY,
    NUMBER_DATED = OF_MANY,
    COUNTRY_EXACT,
};

// What dln_match_is_possible asks of an incident.
typedef struct known_item {
    int64_t id; // 0: gone, or written anew behind
    dln_lonlat at;
    double radius_m;
    dln_when when;
    dln_count fatalities, injured;
    const dln_str *place_id, *country; // of `words`, or NULL
    const dln_str *name;               // without a position only
    uint8_t type, status, precision;
    bool located;
} known_item;

// Place names and countries, each once.
typedef struct words {
    dln_arena *arena;
    dln_str **slots;
    size_t slot_count, count;
} words;

struct dln_known {
    known_item *items;
    size_t count, capacity;
    dln_known_index few, many; // see enum kind
    dln_known_index by_id;
    words words;
    int64_t version; // of the data, as others leave it
    dln_incident scratch;
};

// --- words ---

static bool widen(words *w) {
    size_t count = w->slot_count ? 2 * w->slot_count : FIRST_ITEMS;
    dln_str **slots = calloc(count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < w->slot_count; i++)
        if (w->slots[i]) {
            size_t at = dln_str_hash(DLN_HASH_START, *w->slots[i]) & (count - 1);
            while (slots[at])
                at = (at + 1) & (count - 1);
            slots[at] = w->slots[i];
        }
    free(w->slots);
    w->slots = slots;
    w->slot_count = count;
    return true;
}

// The one copy of a word; false: no memory.
static bool keep_word(words *w, dln_str word, const dln_str **out) {
    *out = NULL;
    if (!word.data)
        return true;
    if (2 * w->count >= w->slot_count && !widen(w))
        return false;
    size_t at = dln_str_hash(DLN_HASH_START, word) & (w->slot_count - 1);
    for (; w->slots[at] && !dln_str_equal(*w->slots[at], word);)
        at = (at + 1) & (w->slot_count - 1);
    if (!w->slots[at]) {
        dln_str *kept = DLN_ARENA_ARRAY(w->arena, dln_str, 1);
        if (!kept || !(*kept = dln_arena_copy(w->arena, word)).data)
            return false;
        w->slots[at] = kept;
        w->count++;
    }
    *out = w->slots[at];
    return true;
}

// --- keys ---

static dln_index_key key_of(enum kind kind, uint32_t place, int64_t number, int64_t value) {
    uint32_t group =
        (place ^ (uint32_t)kind << 28) * 2246822519u ^ (uint32_t)number * 3266489917u; // odd
    return (dln_index_key){group, (uint32_t)value};
}

static int64_t period_of(dln_day day) {
    return (int64_t)floor((double)day / PERIOD_DAYS);
}

static bool is_dated(dln_when when) {
    return when.precision != DLN_DATE_OPEN && when.first != DLN_DAY_NONE;
}

static uint32_t hash_of(dln_str word) {
    return dln_str_hash(DLN_HASH_START, word);
}

static dln_known_index *table_of(dln_known *known, enum kind kind) {
    return kind >= OF_MANY ? &known->many : &known->few;
}

static bool add_key(dln_known *known, enum kind kind, dln_index_key key, uint32_t item) {
    return dln_known_index_add(table_of(known, kind), key, item);
}

static bool add_number(dln_known *known, const dln_incident *incident, dln_count victims,
                       uint32_t item) {
    if (!victims.said || victims.low <= 0)
        return true;
    const dln_where *where = &incident->where;
    bool dated = is_dated(incident->when), is_exact = where->precision == DLN_GEO_EXACT;
    uint32_t cell = (uint32_t)dln_match_cell(where->at);
    enum kind kind = dated ? NUMBER_DATED : NUMBER_UNDATED;
    if (victims.low >= DLN_MATCH_TELLING &&
        !add_key(known, kind, key_of(kind, cell, 0, victims.low), item))
        return false;
    kind = is_exact ? COUNTRY_EXACT : COUNTRY_ROUGH;
    dln_index_key key =
        key_of(kind, hash_of(where->country), victims.low, period_of(incident->when.first));
    return !dated || !where->country.data || add_key(known, kind, key, item);
}

static bool add_located(dln_known *known, const dln_incident *incident, uint32_t item) {
    dln_when when = incident->when;
    bool is_single = when.first == when.last;
    enum kind kind = is_single ? ON_DAY : IN_PERIOD;
    dln_index_key key = key_of(kind, (uint32_t)dln_match_cell(incident->where.at), 0,
                               is_single ? when.first : period_of(when.first));
    return (!is_dated(when) || add_key(known, kind, key, item)) &&
           add_number(known, incident, incident->fatalities, item) &&
           add_number(known, incident, incident->injured, item);
}

static bool add_keys(dln_known *known, const dln_incident *incident, uint32_t item) {
    if (incident->where.located)
        return add_located(known, incident, item);
    if (!incident->where.name.data || !is_dated(incident->when))
        return true;
    dln_index_key key =
        key_of(UNPLACED, hash_of(incident->where.name), 0, period_of(incident->when.first));
    return add_key(known, UNPLACED, key, item);
}

// --- items ---

static bool fill_item(dln_known *known, int64_t id, const dln_incident *incident, known_item *out) {
    const dln_where *where = &incident->where;
    *out = (known_item){.id = id,
                        .at = where->at,
                        .radius_m = where->radius_m,
                        .when = incident->when,
                        .fatalities = incident->fatalities,
                        .injured = incident->injured,
                        .type = (uint8_t)incident->type,
                        .status = (uint8_t)incident->status,
                        .precision = (uint8_t)where->precision,
                        .located = where->located};
    return keep_word(&known->words, where->place_id, &out->place_id) &&
           keep_word(&known->words, where->country, &out->country) &&
           keep_word(&known->words, where->located ? DLN_STR_NONE : where->name, &out->name);
}

static dln_str word_of(const dln_str *word) {
    return word ? *word : DLN_STR_NONE;
}

// The item as an incident, for a moment.
static const dln_incident *incident_of(dln_known *known, const known_item *item) {
    dln_incident *out = &known->scratch;
    out->type = (dln_incident_type)item->type;
    out->status = (dln_incident_status)item->status;
    out->when = item->when;
    out->fatalities = item->fatalities;
    out->injured = item->injured;
    out->where = (dln_where){.name = word_of(item->name),
                             .place_id = word_of(item->place_id),
                             .country = word_of(item->country),
                             .located = item->located,
                             .at = item->at,
                             .radius_m = item->radius_m,
                             .precision = (dln_geo_precision)item->precision};
    return out;
}

static dln_index_key key_of_id(int64_t id) {
    return (dln_index_key){(uint32_t)((uint64_t)id >> 32), (uint32_t)id};
}

static void drop(dln_known *known, int64_t id) {
    const dln_index_link *link = NULL;
    while ((link = dln_known_index_next(&known->by_id, key_of_id(id), link)))
        if (known->items[link->item].id == id)
            known->items[link->item].id = 0;
}

static bool add(dln_known *known, int64_t id, const dln_incident *incident) {
    if (known->count == known->capacity) {
        size_t capacity = known->capacity ? 2 * known->capacity : FIRST_ITEMS;
        known_item *items = realloc(known->items, capacity * sizeof *items);
        if (!items)
            return false;
        known->items = items;
        known->capacity = capacity;
    }
    uint32_t item = (uint32_t)known->count;
    if (!fill_item(known, id, incident, &known->items[item]))
        return false;
    known->count++;
    return dln_known_index_add(&known->by_id, key_of_id(id), item) &&
           add_keys(known, incident, item);
}

dln_status dln_known_note(dln_store *store, int64_t id, const dln_incident *incident,
                          dln_error *err) {
    if (!store->known)
        return DLN_OK;
    drop(store->known, id);
    return add(store->known, id, incident) ? DLN_OK : dln_fail_memory(err);
}

void dln_known_drop(dln_store *store, int64_t id) {
    if (store->known)
        drop(store->known, id);
}

// --- searching ---

typedef struct search {
    dln_known *known;
    const dln_incident *told;
    dln_box box;
    dln_arena *arena;
    dln_ids *out;
    dln_error *err;
} search;

// What the searches in SQL ask for beside the key.
enum { IN_BOX = 1, IN_TIME = 2 };

// Begun in the month before, and not yet over.
static bool is_in_time(const known_item *item, dln_when told) {
    dln_when when = dln_match_window(told);
    return item->when.first >= when.first - DLN_MATCH_MAX_DAYS && item->when.first <= when.last &&
           item->when.last >= when.first;
}

static bool passes(const search *s, const known_item *item, unsigned asked) {
    return item->id && (!(asked & IN_BOX) || dln_box_contains(s->box, item->at)) &&
           (!(asked & IN_TIME) || is_in_time(item, s->told->when)) &&
           dln_match_is_possible(incident_of(s->known, item), s->told);
}

static dln_status look_at(const search *s, enum kind kind, uint32_t place, int64_t number,
                          int64_t value, unsigned asked) {
    const dln_known_index *index = table_of(s->known, kind);
    dln_index_key key = key_of(kind, place, number, value);
    dln_status status = DLN_OK;
    const dln_index_link *link = NULL;
    while (status == DLN_OK && (link = dln_known_index_next(index, key, link))) {
        const known_item *item = &s->known->items[link->item];
        if (passes(s, item, asked))
            status = dln_ids_append(s->out, item->id, s->arena, s->err);
    }
    return status;
}

static dln_status look_at_periods(const search *s, enum kind kind, uint32_t place, uint32_t number,
                                  unsigned asked) {
    dln_when window = dln_match_window(s->told->when);
    int64_t last = period_of(window.last);
    dln_status status = DLN_OK;
    for (int64_t p = period_of(window.first - DLN_MATCH_MAX_DAYS); p <= last && status == DLN_OK;
         p++)
        status = look_at(s, kind, place, number, p, asked | IN_TIME);
    return status;
}

// Single days: see find_on_days in candidates.c.
static dln_status look_at_days(const search *s, uint32_t cell) {
    dln_when window = dln_match_window(s->told->when);
    dln_status status = DLN_OK;
    for (dln_day day = window.first; day <= window.last && status == DLN_OK; day++)
        status = look_at(s, ON_DAY, cell, 0, day, IN_BOX);
    return status;
}

static dln_status look_for_number(const search *s, uint32_t cell, dln_count count) {
    if (!count.said || count.low < DLN_MATCH_TELLING)
        return DLN_OK;
    dln_status status = look_at(s, NUMBER_UNDATED, cell, 0, count.low, 0);
    if (status == DLN_OK && s->told->when.precision == DLN_DATE_OPEN)
        status = look_at(s, NUMBER_DATED, cell, 0, count.low, 0);
    return status;
}

static dln_status look_in_cell(const search *s, uint32_t cell) {
    dln_status status = DLN_OK;
    if (s->told->when.precision != DLN_DATE_OPEN) {
        status = look_at_days(s, cell);
        if (status == DLN_OK)
            status = look_at_periods(s, IN_PERIOD, cell, 0, IN_BOX);
    }
    if (status == DLN_OK)
        status = look_for_number(s, cell, s->told->fatalities);
    return status == DLN_OK ? look_for_number(s, cell, s->told->injured) : status;
}

static dln_status look_around(const search *s) {
    dln_status status = DLN_OK;
    double east = s->box.east < s->box.west ? s->box.east + 360 : s->box.east;
    for (double lat = floor(s->box.south); lat <= s->box.north; lat++)
        for (double lon = floor(s->box.west); lon <= east && status == DLN_OK; lon++)
            status = look_in_cell(s, (uint32_t)dln_match_cell((dln_lonlat){lon, lat}));
    return status;
}

// See find_in_country in candidates.c.
static dln_status look_in_country(const search *s) {
    const dln_where *where = &s->told->where;
    if (!where->country.data || s->told->when.precision == DLN_DATE_OPEN)
        return DLN_OK;
    uint32_t country = hash_of(where->country);
    const dln_count victims[] = {s->told->fatalities, s->told->injured};
    dln_status status = DLN_OK;
    for (int i = 0; i < 2 && status == DLN_OK; i++) {
        if (!victims[i].said || victims[i].low <= 0)
            continue;
        uint32_t number = (uint32_t)victims[i].low;
        status = look_at_periods(s, COUNTRY_ROUGH, country, number, 0);
        if (status == DLN_OK && where->precision != DLN_GEO_EXACT)
            status = look_at_periods(s, COUNTRY_EXACT, country, number, 0);
    }
    return status;
}

dln_status dln_known_find(dln_known *known, const dln_incident *told, dln_arena *arena,
                          dln_ids *out, dln_error *err) {
    search s = {.known = known, .told = told, .arena = arena, .out = out, .err = err};
    bool is_open = told->when.precision == DLN_DATE_OPEN;
    if (!is_open && told->when.last - told->when.first >= DLN_MATCH_MAX_DAYS)
        return DLN_OK;
    if (!told->where.located)
        return told->where.name.data && !is_open
                   ? look_at_periods(&s, UNPLACED, hash_of(told->where.name), 0, 0)
                   : DLN_OK;
    s.box = dln_box_around(told->where.at, DLN_MATCH_MAX_M);
    dln_status status = look_around(&s);
    return status == DLN_OK ? look_in_country(&s) : status;
}

// --- making it ---

static void known_free(dln_known *known) {
    if (!known)
        return;
    dln_arena_free(known->words.arena);
    free(known->words.slots);
    dln_known_index_free(&known->few);
    dln_known_index_free(&known->many);
    dln_known_index_free(&known->by_id);
    free(known->items);
    free(known);
}

void dln_known_forget(dln_store *store) {
    known_free(store->known);
    store->known = NULL;
}

static void take_incident(void *context, dln_row *row) {
    dln_incident incident = {0};
    dln_arena_reset(row->arena); // of the row before
    int64_t id = dln_row_int(row);
    dln_claim_read(row, &incident);
    row->failed |= !add(context, id, &incident);
}

static dln_status read_all(dln_store *store, dln_known *known, dln_arena *arena, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, DLN_SQL_INCIDENT_ALL, &binding, err);
    return status == DLN_OK ? dln_binding_read_all(&binding, arena, take_incident, known, err)
                            : status;
}

static dln_status fill(dln_store *store, dln_known *known, dln_error *err) {
    dln_arena *arena = NULL;
    dln_status status = dln_arena_new(&known->words.arena, err);
    if (status == DLN_OK)
        status = dln_arena_new(&arena, err);
    if (status == DLN_OK)
        status = read_all(store, known, arena, err);
    if (status == DLN_OK)
        status = dln_database_number(store, "PRAGMA data_version", &known->version, err);
    dln_arena_free(arena);
    return status;
}

dln_status dln_known_make(dln_store *store, dln_error *err) {
    dln_known *known = calloc(1, sizeof *known);
    dln_status status = known ? fill(store, known, err) : dln_fail_memory(err);
    if (status != DLN_OK) {
        known_free(known);
        return status;
    }
    dln_known_forget(store);
    store->known = known;
    return DLN_OK;
}

dln_status dln_known_prepare(dln_store *store, dln_error *err) {
    int64_t number = 0;
    dln_status status = DLN_OK;
    if (store->known) {
        status = dln_database_number(store, "PRAGMA data_version", &number, err);
        if (status != DLN_OK || number == store->known->version)
            return status;
        dln_known_forget(store);
        store->searches = 0;
    }
    if (store->searches < SEARCHES_LEAST)
        return status;
    status = dln_database_number(store, "SELECT max(id) FROM incident", &number, err);
    if (status != DLN_OK || number > KNOWN_MOST ||
        number / ROWS_A_SEARCH > (int64_t)store->searches)
        return status;
    return dln_known_make(store, err);
}
