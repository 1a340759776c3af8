// UCDP GED's columns, the other way round from src/export/profile_ucdp.c.
#include "export/country.h"
#include "import/row.h"

#define COLUMNS(X)                                                                                 \
    X(id)                                                                                          \
    X(type_of_violence)                                                                            \
    X(side_a)                                                                                      \
    X(side_b)                                                                                      \
    X(number_of_sources)                                                                           \
    X(source_article)                                                                              \
    X(source_office)                                                                               \
    X(source_date)                                                                                 \
    X(source_headline)                                                                             \
    X(source_original) X(where_prec) X(where_coordinates) X(where_description) X(adm_1)            \
        X(latitude) X(longitude) X(country) X(date_prec) X(date_start) X(date_end) X(best) X(low)  \
            X(high)
#define NUMBER(name) UCDP_##name,
#define NAME(name)   #name,
enum { COLUMNS(NUMBER) UCDP_COLUMNS };
static const char *const names[] = {COLUMNS(NAME)};

// State-based and non-state conflict are fought; one-sided violence is done to civilians. Our own
// tables do not say: then two sides fight.
static dln_incident_type type_of(dln_row_cells *row) {
    enum { ONE_SIDED = 3 };
    int64_t kind = 0;
    if (dln_row_whole(row, UCDP_type_of_violence, 1, ONE_SIDED, &kind))
        return kind == ONE_SIDED ? DLN_ATTACK : DLN_CLASH;
    return dln_row_text(row, UCDP_side_a).data && dln_row_text(row, UCDP_side_b).data ? DLN_CLASH
                                                                                      : DLN_ATTACK;
}

static void read_when(dln_row_cells *row, dln_incident *out) {
    static const dln_date_precision precisions[] = {DLN_DATE_OPEN, DLN_DATE_DAY,   DLN_DATE_WEEK,
                                                    DLN_DATE_WEEK, DLN_DATE_MONTH, DLN_DATE_YEAR};
    dln_when when;
    int64_t precision = 1;
    if (!dln_row_date(row, UCDP_date_start, &when.first))
        return;
    when.last = when.first;
    (void)dln_row_date(row, UCDP_date_end, &when.last);
    if (when.last < when.first)
        dln_row_spoil(row, UCDP_date_end, "is before the first day");
    (void)dln_row_whole(row, UCDP_date_prec, 1, 5, &precision);
    when.precision = precisions[precision];
    out->when = when;
}

static void read_where(dln_row_cells *row, dln_incident *out) {
    // As UCDP's codebook has them: exact, within 25 km, a second-order division, a first-order one,
    // a line or something fuzzy, a country, between countries.
    static const struct {
        dln_geo_precision precision;
        double radius_m;
        const char *feature;
    } known[] = {{DLN_GEO_EXACT, 3e3, NULL},      {DLN_GEO_EXACT, 3e3, NULL},
                 {DLN_GEO_NEAR, 25e3, NULL},      {DLN_GEO_REGION, 40e3, "ADM2"},
                 {DLN_GEO_REGION, 80e3, "ADM1"},  {DLN_GEO_NEAR, 60e3, NULL},
                 {DLN_GEO_REGION, 300e3, "PCLI"}, {DLN_GEO_REGION, 500e3, NULL}};
    dln_where *where = &out->where;
    int64_t precision = 1;
    where->name = dln_row_text(row, UCDP_where_coordinates);
    where->admin1 = dln_row_text(row, UCDP_adm_1);
    const dln_country *country = dln_country_named(0, row->values[UCDP_country]);
    if (country)
        where->country = dln_str_from(country->code);
    out->place_reason = dln_row_text(row, UCDP_where_description);
    dln_row_position(row, UCDP_latitude, UCDP_longitude, where);
    if (!where->located)
        return;
    (void)dln_row_whole(row, UCDP_where_prec, 1, 7, &precision);
    where->precision = known[precision].precision;
    where->radius_m = known[precision].radius_m;
    where->feature = dln_str_from(known[precision].feature);
}

static void read_ucdp(dln_row_cells *row, dln_record *out) {
    *out = dln_row_empty_record();
    int64_t sources_count = 1, best = 0;
    (void)dln_row_whole(row, UCDP_id, 1, INT64_MAX, &out->id);
    out->incident.type = type_of(row);
    out->incident.actor = dln_row_text(row, UCDP_side_a);
    out->incident.target = dln_row_text(row, UCDP_side_b);
    out->incident.fatalities = dln_row_counts(row, UCDP_low, UCDP_high);
    if (!out->incident.fatalities.said && dln_row_whole(row, UCDP_best, 0, INT32_MAX - 1, &best))
        out->incident.fatalities = (dln_count){true, (int32_t)best, (int32_t)best};
    read_when(row, &out->incident);
    read_where(row, &out->incident);
    (void)dln_row_whole(row, UCDP_number_of_sources, -1, INT32_MAX, &sources_count);
    dln_row_sources sources = {.ids = dln_row_text(row, UCDP_source_article),
                               .titles = dln_row_text(row, UCDP_source_headline),
                               .publishers = dln_row_text(row, UCDP_source_office),
                               .count = sources_count > 0 ? (size_t)sources_count : 1};
    if (!sources.ids.data && out->id)
        sources.ids = dln_arena_printf(row->arena, "ucdp:%lld", (long long)out->id);
    dln_evidence quoted = {.report_id = sources.ids,
                           .sentence = dln_row_text(row, UCDP_source_original),
                           .published = DLN_DAY_NONE};
    (void)dln_row_date(row, UCDP_source_date, &quoted.published);
    dln_row_put_sources(row, &sources, &quoted, out);
    dln_evidence *first = (dln_evidence *)(uintptr_t)out->evidence;
    if (first && out->evidence_count > 1) // the table does not say which it quotes
        first->sentence = quoted.sentence.data ? quoted.sentence : DLN_STR("");
}

const dln_row_format dln_row_ucdp = {names, UCDP_COLUMNS, UCDP_side_a, read_ucdp};
