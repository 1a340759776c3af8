// Counting what passes a filter. Rows are folded into groups by SQLite in one pass over them.
#include "dateline/tally.h"

#include "store/filter_sql.h"

#define TEXT_OF(x) #x
#define NUMBER(x)  TEXT_OF(x)

#define COUNTS                                                                                     \
    " count(*), total(i.fatalities_low), total(coalesce(i.fatalities_high, i.fatalities_low)),"    \
    " total(i.injured_low), total(coalesce(i.injured_high, i.injured_low)),"                       \
    " total(i.geo_precision = 3), total(i.lon IS NULL),"                                           \
    " total(i.status IN ('claimed', 'alleged')"                                                    \
    " OR i.confidence < " NUMBER(DLN_UNSURE_CONFIDENCE) "), total(i.sources),"                     \
                                                        " min(i.date_start), max(i.date_end)"
#define LARGEST_FIRST " GROUP BY 1, 2 ORDER BY 5 DESC, 1 NULLS LAST, 2 LIMIT ?"
#define BY_TIME       " GROUP BY 1 ORDER BY 1 NULLS LAST LIMIT ?"

// Columns: key, country, lon, lat, then the counts.
static const struct {
    const char *name, *columns, *tail;
} groupings[DLN_GROUPINGS] = {
    [DLN_BY_NOTHING] = {"nothing", "NULL, NULL, 0, 0," COUNTS, " LIMIT ?"},
    [DLN_BY_TYPE] = {"type", "i.type, NULL, 0, 0," COUNTS, LARGEST_FIRST},
    [DLN_BY_ACTOR] = {"actor", "i.actor, NULL, 0, 0," COUNTS, LARGEST_FIRST},
    [DLN_BY_COUNTRY] = {"country", "i.country, NULL, 0, 0," COUNTS, LARGEST_FIRST},
    [DLN_BY_ADMIN1] = {"admin1", "i.admin1, i.country, 0, 0," COUNTS, LARGEST_FIRST},
    [DLN_BY_PLACE] = {"place", "i.place, i.country, avg(i.lon), avg(i.lat)," COUNTS,
                      " GROUP BY 1, 2, i.place_id ORDER BY 5 DESC, 1 NULLS LAST, 2 LIMIT ?"},
    [DLN_BY_DAY] = {"day", "i.date_start, NULL, 0, 0," COUNTS, BY_TIME},
    [DLN_BY_WEEK] = {"week", "week_of(i.date_start), NULL, 0, 0," COUNTS, BY_TIME},
    [DLN_BY_MONTH] = {"month", "substr(i.date_start, 1, 7), NULL, 0, 0," COUNTS, BY_TIME},
    [DLN_BY_STATUS] = {"status", "i.status, NULL, 0, 0," COUNTS, LARGEST_FIRST},
};

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

static dln_tally read_tally(dln_row *row) {
    dln_tally tally = {0};
    tally.key = dln_row_str(row);
    tally.country = dln_row_str(row);
    tally.at.lon = dln_row_double(row);
    tally.at.lat = dln_row_double(row);
    tally.incidents = dln_row_int(row);
    tally.fatalities = dln_row_int(row);
    tally.fatalities_high = dln_row_int(row);
    tally.injured = dln_row_int(row);
    tally.injured_high = dln_row_int(row);
    tally.rough = dln_row_int(row);
    tally.unplaced = dln_row_int(row);
    tally.unsure = dln_row_int(row);
    tally.sources = dln_row_int(row);
    tally.first = dln_row_day(row);
    tally.last = dln_row_day(row);
    return tally;
}

static dln_status visit_groups(dln_filter_sql *q, dln_arena *arena, dln_tally_visitor visit,
                               void *context, dln_error *err) {
    for (;;) {
        bool more = false;
        dln_status status = dln_binding_step(&q->binding, &more, err);
        if (status != DLN_OK || !more)
            return status;
        dln_arena_reset(arena);
        dln_row row = {.statement = q->binding.statement, .arena = arena};
        dln_tally tally = read_tally(&row);
        if (row.failed)
            return dln_fail_memory(err);
        status = visit(context, &tally, err);
        if (status != DLN_OK)
            return status;
    }
}

dln_status dln_store_tally(dln_store *store, const dln_filter *filter, dln_grouping grouping,
                           dln_tally_visitor visit, void *context, dln_error *err) {
    if (filter->nearest)
        return dln_fail(err, DLN_INVALID, "the nearest are listed, not counted");
    dln_selection selection = {.columns = groupings[grouping].columns,
                               .scans = filter->since == DLN_DAY_NONE &&
                                        filter->until == DLN_DAY_NONE && !filter->report.data,
                               .tail = groupings[grouping].tail};
    dln_arena *arena = NULL;
    dln_filter_sql q = {0};
    dln_status status = dln_filter_check(filter, err);
    if (status == DLN_OK)
        status = dln_arena_new(&arena, err);
    if (status == DLN_OK)
        status = dln_filter_prepare(store, filter, &selection, &q, err);
    if (status == DLN_OK) {
        dln_bind_int(&q.binding, filter->limit ? (int64_t)filter->limit : -1);
        status = visit_groups(&q, arena, visit, context, err);
    }
    sqlite3_finalize(q.binding.statement);
    dln_arena_free(arena);
    return status;
}
