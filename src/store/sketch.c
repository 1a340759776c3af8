// What a map draws of each incident, out of one statement for all: no sentences, no reasons. A map
// needs all of them at once, and reading them whole took longer than drawing them. In the order in
// which they lie, so that what belongs to them lies near what was just read: by their days it takes
// twice as long.
#include "dateline/sketch.h"

#include "base/grow.h"
#include "store/claim.h"
#include "store/filter_sql.h"
#include "store/record.h"

#define SKETCH_COLUMNS                                                                             \
    "i.id, (SELECT coalesce(m.evidence_id, 0) FROM movement m WHERE m.id = i.id),"                 \
    " (SELECT group_concat(e.report_key) FROM evidence e WHERE e.incident_id = i.id),"             \
    " i.type, i.subtype, i.status, i.date_start, i.date_end, i.date_precision,"                    \
    " i.place, i.feature, i.country, i.lon, i.lat, i.radius_m, i.geo_precision,"                   \
    " i.actor, i.target, i.fatalities_low, i.injured_low"

// A report that was met: several incidents of it follow.
typedef struct met_report {
    int64_t key;
    dln_str id, source;
    dln_day published;
    struct met_report *next;
} met_report;

enum { CHAINS = 4096 };

typedef struct sketching {
    dln_store *store;
    dln_arena *arena;   // of the record at hand
    dln_arena *reports; // of all that were met
    met_report **chains;
    dln_error *err;
} sketching;

static void take_report(void *context, dln_row *row) {
    met_report *out = context;
    out->id = dln_row_str(row);
    out->source = dln_row_str(row);
    out->published = dln_row_day(row);
}

static dln_status find_report(sketching *s, int64_t key, const met_report **out) {
    met_report **chain = &s->chains[(uint64_t)key % CHAINS];
    for (const met_report *known = *chain; known; known = known->next) {
        if (known->key == key) {
            *out = known;
            return DLN_OK;
        }
    }
    met_report *report = DLN_ARENA_ARRAY(s->reports, met_report, 1);
    if (!report)
        return dln_fail_memory(s->err);
    *report = (met_report){.key = key, .published = DLN_DAY_NONE, .next = *chain};
    *chain = report;
    *out = report;
    dln_binding binding;
    dln_status status = dln_binding_begin(s->store, DLN_SQL_REPORT_NAMES, &binding, s->err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, key);
    return dln_binding_read_one(&binding, s->reports, take_report, report, s->err);
}

// Before those of a later day and of none; a report that came first stays before its equals.
static bool is_earlier(const dln_evidence *a, const dln_evidence *b) {
    return a->published != DLN_DAY_NONE &&
           (b->published == DLN_DAY_NONE || a->published < b->published);
}

static dln_status add_evidence(sketching *s, int64_t key, dln_evidence *list, size_t count) {
    const met_report *report = NULL;
    dln_status status = find_report(s, key, &report);
    if (status != DLN_OK)
        return status;
    dln_evidence evidence = {
        .report_id = report->id, .source = report->source, .published = report->published};
    size_t at = count;
    for (; at > 0 && is_earlier(&evidence, &list[at - 1]); at--)
        list[at] = list[at - 1];
    list[at] = evidence;
    return DLN_OK;
}

// `keys` are numbers with commas between them.
static dln_status read_evidence(sketching *s, dln_str keys, dln_record *out) {
    dln_evidence *list = NULL;
    size_t count = 0, capacity = 0;
    dln_status status = DLN_OK;
    while (keys.data && status == DLN_OK) {
        int64_t key;
        if (!dln_str_to_int(dln_str_cut(&keys, ','), &key))
            continue;
        list = dln_grow(s->arena, list, count, &capacity, sizeof *list);
        if (!list)
            return dln_fail_memory(s->err);
        status = add_evidence(s, key, list, count++);
    }
    out->evidence = list;
    out->evidence_count = count;
    return status;
}

static dln_count at_least(dln_row *row) {
    bool said = !dln_row_is_null(row);
    return (dln_count){said, (int32_t)dln_row_int(row), DLN_COUNT_OPEN};
}

static void read_place(dln_row *row, dln_where *out) {
    out->name = dln_row_str(row);
    out->feature = dln_row_str(row);
    out->country = dln_row_str(row);
    dln_position_read(row, out);
}

static dln_status read_sketch(sketching *s, sqlite3_stmt *statement, dln_record *out) {
    dln_row row = {.statement = statement, .arena = s->arena};
    dln_record record = {.id = dln_row_int(&row)};
    dln_incident *incident = &record.incident;
    bool has_way = !dln_row_is_null(&row);
    int64_t way_by = dln_row_int(&row);
    dln_str reports = dln_row_str(&row);
    dln_kind_read(&row, incident);
    read_place(&row, &incident->where);
    incident->actor = dln_row_str(&row);
    incident->target = dln_row_str(&row);
    incident->fatalities = at_least(&row);
    incident->injured = at_least(&row);
    if (row.failed)
        return dln_fail_memory(s->err);
    dln_status status = read_evidence(s, reports, &record);
    if (status == DLN_OK && has_way)
        status = dln_record_read_way(s->store, record.id, way_by, s->arena, incident, s->err);
    if (status == DLN_OK)
        *out = record;
    return status;
}

static dln_status visit_all(sketching *s, dln_binding *binding, dln_record_visitor visit,
                            void *context) {
    for (bool more = true;;) {
        dln_record record;
        dln_status status = dln_binding_step(binding, &more, s->err);
        if (status != DLN_OK || !more)
            return status;
        dln_arena_reset(s->arena);
        status = read_sketch(s, binding->statement, &record);
        if (status == DLN_OK)
            status = visit(context, &record, s->err);
        if (status != DLN_OK)
            return status;
    }
}

static dln_status sketch(sketching *s, const dln_filter *filter, dln_record_visitor visit,
                         void *context) {
    bool some = filter->limit > 0;
    const dln_selection selection = {
        .columns = SKETCH_COLUMNS,
        .scans = !some,
        .tail = some ? " ORDER BY i.date_start NULLS LAST, i.id LIMIT ?" : ""};
    s->chains = dln_arena_alloc(s->reports, CHAINS, sizeof *s->chains);
    if (!s->chains)
        return dln_fail_memory(s->err);
    dln_filter_sql q;
    dln_status status = dln_filter_prepare(s->store, filter, &selection, &q, s->err);
    if (status != DLN_OK)
        return status;
    if (some)
        dln_bind_int(&q.binding, (int64_t)filter->limit);
    status = visit_all(s, &q.binding, visit, context);
    dln_filter_finish(&q);
    return status;
}

dln_status dln_store_sketch(dln_store *store, const dln_filter *filter, dln_record_visitor visit,
                            void *context, dln_error *err) {
    if (filter->nearest) // few, and looked for in circles
        return dln_store_query(store, filter, visit, context, err);
    sketching s = {.store = store, .err = err};
    dln_status status = dln_filter_check(filter, err);
    if (status == DLN_OK) // all that is read belongs to one moment
        status = dln_database_do(store, DLN_SQL_BEGIN_READ, err);
    if (status != DLN_OK)
        return status;
    status = dln_arena_new(&s.arena, err);
    if (status == DLN_OK)
        status = dln_arena_new(&s.reports, err);
    if (status == DLN_OK)
        status = sketch(&s, filter, visit, context);
    dln_arena_free(s.arena);
    dln_arena_free(s.reports);
    dln_database_rollback(store);
    return status;
}
