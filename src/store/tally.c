// Counting what passes a filter. Rows are read in the order they lie and folded into groups here:
// SQLite would sort a million rows for a dozen groups.
#include "dateline/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "store/filter_sql.h"

// Columns: key, country, place_id, then what is counted.
#define COUNTED                                                                                    \
    ", i.lon, i.lat, i.fatalities_low, i.fatalities_high, i.injured_low, i.injured_high,"          \
    " i.geo_precision, i.status, i.confidence, i.sources, i.date_start, i.date_end"
#define KEYED(key) key ", NULL, NULL" COUNTED
static const struct {
    const char *name, *columns;
} groupings[DLN_GROUPINGS] = {
    [DLN_BY_NOTHING] = {"nothing", KEYED("NULL")},
    [DLN_BY_TYPE] = {"type", KEYED("i.type")},
    [DLN_BY_ACTOR] = {"actor", KEYED("i.actor")},
    [DLN_BY_COUNTRY] = {"country", KEYED("i.country")},
    [DLN_BY_ADMIN1] = {"admin1", "i.admin1, i.country, NULL" COUNTED},
    [DLN_BY_PLACE] = {"place", "i.place, i.country, i.place_id" COUNTED},
    [DLN_BY_DAY] = {"day", KEYED("i.date_start")},
    [DLN_BY_WEEK] = {"week", KEYED("i.date_start")}, // days first: they are few
    [DLN_BY_MONTH] = {"month", KEYED("i.date_start")},
    [DLN_BY_STATUS] = {"status", KEYED("i.status")},
};

enum {
    COLUMN_KEY,
    COLUMN_COUNTRY,
    COLUMN_PLACE_ID,
    COLUMN_LON,
    COLUMN_LAT,
    COLUMN_FATALITIES,
    COLUMN_FATALITIES_HIGH,
    COLUMN_INJURED,
    COLUMN_INJURED_HIGH,
    COLUMN_GEO_PRECISION,
    COLUMN_STATUS,
    COLUMN_CONFIDENCE,
    COLUMN_SOURCES,
    COLUMN_DATE_START,
    COLUMN_DATE_END,
};
enum { FIRST_SLOTS = 256, KEYS = 3 };

const char *dln_grouping_name(dln_grouping grouping) {
    return grouping < DLN_GROUPINGS ? groupings[grouping].name : "unknown";
}

bool dln_grouping_parse(dln_str name, dln_grouping *out) {
    for (int i = DLN_BY_NOTHING + 1; i < DLN_GROUPINGS; i++)
        if (dln_str_equal(name, dln_str_from(groupings[i].name))) {
            *out = (dln_grouping)i;
            return true;
        }
    return false;
}

// A group that is being counted.
typedef struct group {
    uint64_t hash;
    dln_str keys[KEYS]; // key, country, place_id
    dln_tally tally;
    double lon_sum, lat_sum;
    char first[DLN_DAY_TEXT_SIZE], last[DLN_DAY_TEXT_SIZE]; // days as the rows have them
} group;

// Groups by their keys: open addressing, at most half full.
typedef struct groups {
    dln_arena *arena;
    group **slots;
    size_t slot_count, count;
} groups;

static uint64_t hash_of(const dln_str *keys) {
    uint64_t hash = 14695981039346656037u; // FNV-1a
    for (int k = 0; k < KEYS; k++) {
        for (size_t i = 0; i < keys[k].len; i++)
            hash = (hash ^ (unsigned char)keys[k].data[i]) * 1099511628211u;
        hash = (hash ^ (keys[k].data ? 0x100u : 0x101u)) * 1099511628211u;
    }
    return hash ^ hash >> 32;
}

static bool has_keys(const group *g, uint64_t hash, const dln_str *keys) {
    if (g->hash != hash)
        return false;
    for (int k = 0; k < KEYS; k++)
        if (!dln_str_equal(g->keys[k], keys[k]) || !g->keys[k].data != !keys[k].data)
            return false;
    return true;
}

static bool grow(groups *all) {
    size_t count = all->slot_count ? 2 * all->slot_count : FIRST_SLOTS;
    group **slots = DLN_ARENA_ARRAY(all->arena, group *, count);
    if (!slots)
        return false;
    for (size_t i = 0; i < all->slot_count; i++)
        if (all->slots[i]) {
            size_t at = all->slots[i]->hash & (count - 1);
            while (slots[at])
                at = (at + 1) & (count - 1);
            slots[at] = all->slots[i];
        }
    all->slots = slots;
    all->slot_count = count;
    return true;
}

// The group of these keys, a new one if need be; NULL: no memory.
static group *group_of(groups *all, const dln_str *keys) {
    if (2 * all->count >= all->slot_count && !grow(all))
        return NULL;
    uint64_t hash = hash_of(keys);
    size_t at = hash & (all->slot_count - 1);
    for (; all->slots[at]; at = (at + 1) & (all->slot_count - 1))
        if (has_keys(all->slots[at], hash, keys))
            return all->slots[at];
    group *made = DLN_ARENA_ARRAY(all->arena, group, 1);
    if (!made)
        return NULL;
    made->hash = hash;
    for (int k = 0; k < KEYS; k++) {
        made->keys[k] = dln_arena_copy(all->arena, keys[k]);
        if (keys[k].data && !made->keys[k].data)
            return NULL;
    }
    all->slots[at] = made;
    all->count++;
    return made;
}

static dln_str text_at(sqlite3_stmt *row, int column) {
    const char *text = (const char *)sqlite3_column_text(row, column);
    return (dln_str){text, text ? (size_t)sqlite3_column_bytes(row, column) : 0};
}

static bool is_null(sqlite3_stmt *row, int column) {
    return sqlite3_column_type(row, column) == SQLITE_NULL;
}

static void add_people(sqlite3_stmt *row, int low, int64_t *sum, int64_t *sum_high) {
    int64_t least = sqlite3_column_int64(row, low);
    *sum += least;
    *sum_high += is_null(row, low + 1) ? least : sqlite3_column_int64(row, low + 1);
}

// Days in ISO 8601 are in order as text.
static void add_days(sqlite3_stmt *row, group *g) {
    dln_str first = text_at(row, COLUMN_DATE_START), last = text_at(row, COLUMN_DATE_END);
    size_t size = sizeof g->first - 1;
    if (first.len && first.len <= size && (!*g->first || strcmp(first.data, g->first) < 0))
        memcpy(g->first, first.data, first.len + 1);
    if (last.len && last.len <= size && (!*g->last || strcmp(last.data, g->last) > 0))
        memcpy(g->last, last.data, last.len + 1);
}

static bool is_unsure(sqlite3_stmt *row) {
    dln_str status = text_at(row, COLUMN_STATUS);
    return sqlite3_column_double(row, COLUMN_CONFIDENCE) < DLN_UNSURE_CONFIDENCE ||
           dln_str_equal(status, DLN_STR("claimed")) || dln_str_equal(status, DLN_STR("alleged"));
}

static void count_row(sqlite3_stmt *row, group *g) {
    dln_tally *t = &g->tally;
    t->incidents++;
    add_people(row, COLUMN_FATALITIES, &t->fatalities, &t->fatalities_high);
    add_people(row, COLUMN_INJURED, &t->injured, &t->injured_high);
    if (is_null(row, COLUMN_LON)) {
        t->unplaced++;
    } else {
        g->lon_sum += sqlite3_column_double(row, COLUMN_LON);
        g->lat_sum += sqlite3_column_double(row, COLUMN_LAT);
        t->rough += sqlite3_column_int(row, COLUMN_GEO_PRECISION) == DLN_GEO_REGION;
    }
    t->unsure += is_unsure(row);
    t->sources += sqlite3_column_int64(row, COLUMN_SOURCES);
    add_days(row, g);
}

static dln_status count_all(dln_filter_sql *q, groups *all, dln_error *err) {
    for (;;) {
        bool more = false;
        dln_status status = dln_binding_step(&q->binding, &more, err);
        if (status != DLN_OK || !more)
            return status;
        sqlite3_stmt *row = q->binding.statement;
        dln_str keys[KEYS] = {text_at(row, COLUMN_KEY), text_at(row, COLUMN_COUNTRY),
                              text_at(row, COLUMN_PLACE_ID)};
        group *g = group_of(all, keys);
        if (!g)
            return dln_fail_memory(err);
        count_row(row, g);
    }
}

static void fold(group *into, const group *from) {
    dln_tally *a = &into->tally;
    const dln_tally *b = &from->tally;
    a->incidents += b->incidents;
    a->fatalities += b->fatalities, a->fatalities_high += b->fatalities_high;
    a->injured += b->injured, a->injured_high += b->injured_high;
    a->rough += b->rough, a->unplaced += b->unplaced;
    a->unsure += b->unsure, a->sources += b->sources;
    if (*from->first && (!*into->first || strcmp(from->first, into->first) < 0))
        memcpy(into->first, from->first, sizeof into->first);
    if (strcmp(from->last, into->last) > 0)
        memcpy(into->last, from->last, sizeof into->last);
}

// The week or month that a day lies in, as text in `out`.
static dln_str period_of(dln_str day_text, dln_grouping grouping, char out[DLN_DAY_TEXT_SIZE]) {
    dln_day day;
    if (!day_text.data || !dln_day_parse(day_text, &day))
        return DLN_STR_NONE;
    if (grouping == DLN_BY_MONTH)
        return dln_str_slice(day_text, 0, day_text.len - strlen("-DD"));
    return dln_str_from(dln_day_format(day - dln_day_weekday(day), out));
}

// Days become weeks or months.
static dln_status fold_days(groups *days, dln_grouping grouping, groups *out, dln_error *err) {
    for (size_t i = 0; i < days->slot_count; i++) {
        char text[DLN_DAY_TEXT_SIZE];
        if (!days->slots[i])
            continue;
        dln_str keys[KEYS] = {period_of(days->slots[i]->keys[0], grouping, text)};
        group *g = group_of(out, keys);
        if (!g)
            return dln_fail_memory(err);
        fold(g, days->slots[i]);
    }
    return DLN_OK;
}

static int by_key(const group *a, const group *b) {
    for (int k = 0; k < KEYS; k++) {
        if (!a->keys[k].data != !b->keys[k].data)
            return a->keys[k].data ? -1 : 1; // what is not said comes last
        int order = dln_str_compare(a->keys[k], b->keys[k]);
        if (order)
            return order;
    }
    return 0;
}

static int in_order(const void *a, const void *b) {
    return by_key(*(group *const *)a, *(group *const *)b);
}

static int largest_first(const void *a, const void *b) {
    const group *x = *(group *const *)a, *y = *(group *const *)b;
    if (x->tally.incidents != y->tally.incidents)
        return x->tally.incidents > y->tally.incidents ? -1 : 1;
    return by_key(x, y);
}

static dln_day day_of(const char *text) {
    dln_day day;
    return *text && dln_day_parse(dln_str_from(text), &day) ? day : DLN_DAY_NONE;
}

static dln_tally finished(const group *g, bool has_place) {
    dln_tally tally = g->tally;
    int64_t placed = tally.incidents - tally.unplaced;
    tally.key = g->keys[COLUMN_KEY];
    tally.country = g->keys[COLUMN_COUNTRY];
    tally.first = day_of(g->first);
    tally.last = day_of(g->last);
    if (has_place && placed > 0)
        tally.at = (dln_lonlat){g->lon_sum / (double)placed, g->lat_sum / (double)placed};
    return tally;
}

static bool is_time(dln_grouping grouping) {
    return grouping == DLN_BY_DAY || grouping == DLN_BY_WEEK || grouping == DLN_BY_MONTH;
}

static dln_status visit_groups(groups *all, const dln_filter *filter, dln_grouping grouping,
                               dln_tally_visitor visit, void *context, dln_error *err) {
    size_t count = 0;
    for (size_t i = 0; i < all->slot_count; i++)
        if (all->slots[i])
            all->slots[count++] = all->slots[i];
    if (count)
        qsort(all->slots, count, sizeof *all->slots, is_time(grouping) ? in_order : largest_first);
    if (filter->limit && count > filter->limit)
        count = filter->limit;
    dln_status status = DLN_OK;
    for (size_t i = 0; i < count && status == DLN_OK; i++) {
        dln_tally tally = finished(all->slots[i], grouping == DLN_BY_PLACE);
        dln_str key = tally.key;
        tally.key = key.data ? dln_utf8_mend(all->arena, key) : key;
        status = key.data && !tally.key.data ? dln_fail_memory(err) : visit(context, &tally, err);
    }
    return status;
}

static dln_status tally_in(dln_store *store, const dln_filter *filter, dln_grouping grouping,
                           dln_arena *arena, dln_tally_visitor visit, void *context,
                           dln_error *err) {
    static const dln_str none[KEYS] = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    dln_selection selection = {.columns = groupings[grouping].columns,
                               .scans = filter->since == DLN_DAY_NONE &&
                                        filter->until == DLN_DAY_NONE && !filter->report.data,
                               .tail = ""};
    groups all = {.arena = arena}, folded = {.arena = arena};
    dln_filter_sql q;
    dln_status status = dln_filter_prepare(store, filter, &selection, &q, err);
    if (status != DLN_OK)
        return status;
    status = count_all(&q, &all, err);
    dln_filter_finish(&q);
    bool folds = grouping == DLN_BY_WEEK || grouping == DLN_BY_MONTH;
    if (status == DLN_OK && folds)
        status = fold_days(&all, grouping, &folded, err);
    if (status == DLN_OK && grouping == DLN_BY_NOTHING && !group_of(&all, none))
        status = dln_fail_memory(err); // one group also of nothing
    return status == DLN_OK
               ? visit_groups(folds ? &folded : &all, filter, grouping, visit, context, err)
               : status;
}

dln_status dln_store_tally(dln_store *store, const dln_filter *filter, dln_grouping grouping,
                           dln_tally_visitor visit, void *context, dln_error *err) {
    if (filter->nearest)
        return dln_fail(err, DLN_INVALID, "the nearest are listed, not counted");
    dln_arena *arena = NULL;
    dln_status status = dln_filter_check(filter, err);
    if (status == DLN_OK)
        status = dln_arena_new(&arena, err);
    if (status == DLN_OK)
        status = tally_in(store, filter, grouping, arena, visit, context, err);
    dln_arena_free(arena);
    return status;
}
