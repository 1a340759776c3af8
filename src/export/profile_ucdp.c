// The 49 columns of UCDP's Georeferenced Event Dataset (GED 23.1). README.md gives the mapping in
// words.
#include <math.h>

#include "export/country.h"
#include "export/profile.h"

#define GETTER(column) static dln_cell get_##column(const dln_record *record, dln_buffer *scratch)
#define SIMPLE(column, expression)                                                                 \
    GETTER(column) {                                                                               \
        (void)scratch;                                                                             \
        return expression;                                                                         \
    }

SIMPLE(id, dln_cell_integer(record->id))
SIMPLE(side_a, dln_cell_text(record->incident.actor))
SIMPLE(side_b, dln_cell_text(record->incident.target))
SIMPLE(number_of_sources, dln_cell_integer((int64_t)dln_record_source_count(record)))
SIMPLE(where_coordinates, dln_cell_text(record->incident.where.name))
SIMPLE(where_description, dln_cell_text(record->incident.place_reason))
SIMPLE(adm_1, dln_cell_text(record->incident.where.admin1))
SIMPLE(latitude, dln_cell_lat(record))
SIMPLE(longitude, dln_cell_lon(record))
SIMPLE(date_start, dln_cell_day(record->incident.when.first))
SIMPLE(date_end, dln_cell_day(record->incident.when.last))
SIMPLE(best, dln_cell_low(record->incident.fatalities))
SIMPLE(high, dln_cell_high(record->incident.fatalities))
SIMPLE(source_date,
       record->evidence_count ? dln_cell_day(record->evidence[0].published) : dln_cell_null())

GETTER(region) {
    (void)scratch;
    const dln_country *country = dln_country_of(record->incident.where.country);
    return country ? dln_cell_constant(country->ucdp_region) : dln_cell_null();
}

GETTER(dyad_name) {
    const dln_incident *incident = &record->incident;
    if (!incident->actor.data || !incident->target.data)
        return dln_cell_null();
    dln_buffer_append(scratch, incident->actor);
    dln_buffer_append(scratch, DLN_STR(" - "));
    dln_buffer_append(scratch, incident->target);
    return dln_cell_text(dln_buffer_str(scratch));
}

static dln_str report_of(const dln_evidence *evidence) {
    return evidence->report_id;
}

static dln_str title_of(const dln_evidence *evidence) {
    return evidence->title;
}

GETTER(source_article) {
    return dln_cell_joined(record, report_of, scratch);
}

GETTER(source_headline) {
    return dln_cell_joined(record, title_of, scratch);
}

GETTER(source_original) {
    (void)scratch;
    const dln_evidence *best = dln_record_best_evidence(record);
    return best ? dln_cell_text(best->sentence) : dln_cell_null();
}

// 1 exact, 2 within 25 km, 3 second-order division, 4 first-order division, 5 line or fuzzy, 6
// country, 7 international.
GETTER(where_prec) {
    (void)scratch;
    const double near_m = 25e3;
    const dln_where *where = &record->incident.where;
    if (!where->located)
        return dln_cell_null();
    if (where->precision == DLN_GEO_EXACT)
        return dln_cell_integer(1);
    if (where->precision == DLN_GEO_NEAR)
        return dln_cell_integer(where->radius_m <= near_m ? 2 : 5);
    if (dln_str_equal(where->feature, DLN_STR("ADM2")))
        return dln_cell_integer(3);
    if (dln_str_equal(where->feature, DLN_STR("ADM1")))
        return dln_cell_integer(4);
    if (dln_str_starts_with(where->feature, DLN_STR("PCL")))
        return dln_cell_integer(6);
    return dln_cell_integer(where->country.data ? 5 : 7);
}

// 1 exact day, 2 two to six days, 3 a week, 4 up to a month, 5 longer.
GETTER(date_prec) {
    (void)scratch;
    dln_when when = record->incident.when;
    if (when.precision == DLN_DATE_OPEN)
        return dln_cell_null();
    int days = when.last - when.first + 1;
    return dln_cell_integer(days == 1 ? 1 : days < 7 ? 2 : days == 7 ? 3 : days <= 31 ? 4 : 5);
}

GETTER(geom_wkt) {
    dln_cell lon = dln_cell_lon(record), lat = dln_cell_lat(record);
    if (lon.kind == DLN_CELL_NULL)
        return lon;
    // Millionths as whole numbers, so that no locale writes a decimal comma.
    long long x = llround(fabs(lon.real) * 1e6), y = llround(fabs(lat.real) * 1e6);
    dln_buffer_printf(scratch, "POINT (%s%lld.%06lld %s%lld.%06lld)", lon.real < 0 ? "-" : "",
                      x / 1000000, x % 1000000, lat.real < 0 ? "-" : "", y / 1000000, y % 1000000);
    return dln_cell_text(dln_buffer_str(scratch));
}

// PRIO-GRID counts cells of half a degree from the south-west, 720 a row, from 1.
GETTER(priogrid_gid) {
    (void)scratch;
    if (dln_cell_lon(record).kind == DLN_CELL_NULL)
        return dln_cell_null();
    dln_lonlat at = record->incident.where.at;
    int64_t row = (int64_t)fmin(floor((at.lat + 90) * 2), 359);
    int64_t column = (int64_t)floor((dln_wrap_lon(at.lon) + 180) * 2);
    return dln_cell_integer(row * 720 + column + 1);
}

#define UNKNOWN_NUMBER(name, brief) DLN_COLUMN(name, brief, DLN_CELL_INTEGER, dln_cell_unknown)
#define UNKNOWN_TEXT(name, brief)   DLN_COLUMN(name, brief, DLN_CELL_TEXT, dln_cell_unknown)

static const dln_column columns[] = {
    DLN_COLUMN("id", "id", DLN_CELL_INTEGER, get_id),
    UNKNOWN_TEXT("relid", "relid"),
    DLN_COLUMN("year", "year", DLN_CELL_INTEGER, dln_cell_year),
    UNKNOWN_NUMBER("active_year", "active_yr"),
    UNKNOWN_TEXT("code_status", "code_stat"),
    UNKNOWN_NUMBER("type_of_violence", "type_viol"),
    UNKNOWN_NUMBER("conflict_dset_id", "conf_dset"),
    UNKNOWN_NUMBER("conflict_new_id", "conf_new"),
    UNKNOWN_TEXT("conflict_name", "conf_name"),
    UNKNOWN_NUMBER("dyad_dset_id", "dyad_dset"),
    UNKNOWN_NUMBER("dyad_new_id", "dyad_new"),
    DLN_COLUMN("dyad_name", "dyad_name", DLN_CELL_TEXT, get_dyad_name),
    UNKNOWN_NUMBER("side_a_dset_id", "a_dset_id"),
    UNKNOWN_NUMBER("side_a_new_id", "a_new_id"),
    DLN_COLUMN("side_a", "side_a", DLN_CELL_TEXT, get_side_a),
    UNKNOWN_NUMBER("side_b_dset_id", "b_dset_id"),
    UNKNOWN_NUMBER("side_b_new_id", "b_new_id"),
    DLN_COLUMN("side_b", "side_b", DLN_CELL_TEXT, get_side_b),
    DLN_COLUMN("number_of_sources", "n_sources", DLN_CELL_INTEGER, get_number_of_sources),
    DLN_COLUMN("source_article", "article", DLN_CELL_TEXT, get_source_article),
    DLN_COLUMN("source_office", "office", DLN_CELL_TEXT, dln_cell_publishers),
    DLN_COLUMN("source_date", "source_dat", DLN_CELL_DAY, get_source_date),
    DLN_COLUMN("source_headline", "headline", DLN_CELL_TEXT, get_source_headline),
    DLN_COLUMN("source_original", "original", DLN_CELL_TEXT, get_source_original),
    DLN_COLUMN("where_prec", "where_prec", DLN_CELL_INTEGER, get_where_prec),
    DLN_COLUMN("where_coordinates", "where_coor", DLN_CELL_TEXT, get_where_coordinates),
    DLN_COLUMN("where_description", "where_desc", DLN_CELL_TEXT, get_where_description),
    DLN_COLUMN("adm_1", "adm_1", DLN_CELL_TEXT, get_adm_1),
    UNKNOWN_TEXT("adm_2", "adm_2"),
    DLN_COLUMN("latitude", "latitude", DLN_CELL_REAL, get_latitude),
    DLN_COLUMN("longitude", "longitude", DLN_CELL_REAL, get_longitude),
    DLN_COLUMN("geom_wkt", "geom_wkt", DLN_CELL_TEXT, get_geom_wkt),
    DLN_COLUMN("priogrid_gid", "priogrid", DLN_CELL_INTEGER, get_priogrid_gid),
    DLN_COLUMN("country", "country", DLN_CELL_TEXT, dln_cell_country),
    UNKNOWN_NUMBER("country_id", "country_id"),
    DLN_COLUMN("region", "region", DLN_CELL_TEXT, get_region),
    UNKNOWN_NUMBER("event_clarity", "clarity"),
    DLN_COLUMN("date_prec", "date_prec", DLN_CELL_INTEGER, get_date_prec),
    DLN_COLUMN("date_start", "date_start", DLN_CELL_DAY, get_date_start),
    DLN_COLUMN("date_end", "date_end", DLN_CELL_DAY, get_date_end),
    UNKNOWN_NUMBER("deaths_a", "deaths_a"),
    UNKNOWN_NUMBER("deaths_b", "deaths_b"),
    UNKNOWN_NUMBER("deaths_civilians", "deaths_civ"),
    DLN_COLUMN("deaths_unknown", "deaths_unk", DLN_CELL_INTEGER, get_best),
    DLN_COLUMN("best", "best", DLN_CELL_INTEGER, get_best),
    DLN_COLUMN("high", "high", DLN_CELL_INTEGER, get_high),
    DLN_COLUMN("low", "low", DLN_CELL_INTEGER, get_best),
    UNKNOWN_TEXT("gwnoa", "gwnoa"),
    UNKNOWN_TEXT("gwnob", "gwnob"),
};

dln_columns dln_columns_ucdp(void) {
    return (dln_columns){columns, sizeof columns / sizeof columns[0]};
}
