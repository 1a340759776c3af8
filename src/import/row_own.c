// Our own columns, as src/export/README.md explains them.
#include <math.h>

#include "export/way.h"
#include "import/row.h"

#define COLUMNS(X)                                                                                 \
    X(id)                                                                                          \
    X(lon)                                                                                         \
    X(lat)                                                                                         \
    X(type)                                                                                        \
    X(subtype)                                                                                     \
    X(status)                                                                                      \
    X(date_start)                                                                                  \
    X(date_end)                                                                                    \
    X(date_precision)                                                                              \
    X(place) X(place_id) X(feature) X(country) X(admin1) X(radius_m) X(geo_precision) X(origin)    \
        X(via) X(destination) X(actor) X(target) X(weapon) X(object) X(count_low) X(count_high)    \
            X(fatalities_low) X(fatalities_high) X(injured_low) X(injured_high) X(confidence)      \
                X(place_reason) X(date_reason) X(sources) X(reports) X(publishers) X(titles)       \
                    X(urls) X(published) X(sentence) X(sentence_report) X(sentence_begin)          \
                        X(sentence_end) X(way)

#define NUMBER(name) OWN_##name,
#define NAME(name)   #name,
enum { COLUMNS(NUMBER) OWN_COLUMNS };
static const char *const names[] = {COLUMNS(NAME)};
_Static_assert((int)OWN_id == (int)DLN_OWN_ID && (int)OWN_lon == (int)DLN_OWN_LON &&
                   (int)OWN_lat == (int)DLN_OWN_LAT && OWN_COLUMNS <= DLN_ROW_COLUMNS_MAX,
               "GeoJSON puts these three where they belong");

static void read_kind(dln_row_cells *row, dln_incident *out) {
    dln_str status = dln_row_text(row, OWN_status);
    if (!dln_type_parse(row->values[OWN_type], &out->type))
        dln_row_spoil(row, OWN_type, "is no type of incident");
    if (status.data && !dln_status_parse(status, &out->status))
        dln_row_spoil(row, OWN_status, "is no status");
    out->subtype = dln_row_text(row, OWN_subtype);
    out->actor = dln_row_text(row, OWN_actor);
    out->target = dln_row_text(row, OWN_target);
    out->weapon = dln_row_text(row, OWN_weapon);
    out->object = dln_row_text(row, OWN_object);
    out->count = dln_row_counts(row, OWN_count_low, OWN_count_high);
    out->fatalities = dln_row_counts(row, OWN_fatalities_low, OWN_fatalities_high);
    out->injured = dln_row_counts(row, OWN_injured_low, OWN_injured_high);
    dln_row_number(row, OWN_confidence, 0, 1, &out->confidence);
}

static void read_when(dln_row_cells *row, dln_incident *out) {
    dln_when when = {DLN_DAY_NONE, DLN_DAY_NONE, DLN_DATE_OPEN};
    dln_str precision = dln_row_text(row, OWN_date_precision);
    if (!dln_row_date(row, OWN_date_start, &when.first))
        return;
    when.last = when.first;
    (void)dln_row_date(row, OWN_date_end, &when.last);
    if (when.last < when.first)
        dln_row_spoil(row, OWN_date_end, "is before the first day");
    when.precision = when.last == when.first ? DLN_DATE_DAY : DLN_DATE_MONTH;
    dln_date_precision said = when.precision;
    if (precision.data && !dln_date_precision_parse(precision, &said))
        dln_row_spoil(row, OWN_date_precision, "is none of day, week, month, year, open");
    if (said != DLN_DATE_OPEN) // a day is given
        when.precision = said;
    out->when = when;
}

static void read_where(dln_row_cells *row, dln_incident *out) {
    dln_where *where = &out->where;
    int64_t precision = DLN_GEO_EXACT;
    where->name = dln_row_text(row, OWN_place);
    where->place_id = dln_row_text(row, OWN_place_id);
    where->feature = dln_row_text(row, OWN_feature);
    where->country = dln_row_text(row, OWN_country);
    where->admin1 = dln_row_text(row, OWN_admin1);
    dln_row_position(row, OWN_lat, OWN_lon, where);
    (void)dln_row_number(row, OWN_radius_m, 0, DLN_ROW_RADIUS_MOST_M, &where->radius_m);
    (void)dln_row_whole(row, OWN_geo_precision, DLN_GEO_EXACT, DLN_GEO_REGION, &precision);
    if (where->located)
        where->precision = (dln_geo_precision)precision;
}

// --- the way ---

#define WAY_POINTS_MAX (2 * (DLN_VIA_MAX + 2) + 2) // with the cuts at 180°

// The points of a LINESTRING or MULTILINESTRING, without those that cut it at 180°.
static size_t points_of(dln_str text, dln_lonlat out[WAY_POINTS_MAX]) {
    size_t count = 0;
    while (text.data && count < WAY_POINTS_MAX) {
        dln_str pair = dln_str_cut(&text, ',');
        size_t begin = 0, end = pair.len;
        while (begin < end &&
               !(pair.data[begin] == '-' || (pair.data[begin] >= '0' && pair.data[begin] <= '9')))
            begin++;
        while (end > begin && pair.data[end - 1] == ')')
            end--;
        pair = dln_str_slice(pair, begin, end);
        dln_str lon = dln_str_cut(&pair, ' ');
        dln_lonlat at;
        if (!dln_str_to_double(lon, &at.lon) || !dln_str_to_double(pair, &at.lat) ||
            !dln_lonlat_is_valid(at))
            return 0;
        bool seam = count && fabs(at.lon) == 180 && out[count - 1].lon == -at.lon;
        if (seam)
            count--;
        else
            out[count++] = at;
    }
    return count;
}

static void put_stop(dln_where *stop, dln_where *place, dln_lonlat at) {
    // Whoever goes to the place of the incident goes there; of the others no more is told.
    if (place->located && stop->name.data && dln_str_equal(stop->name, place->name))
        *stop = *place;
    stop->located = true;
    stop->at = at;
    if (stop->precision == DLN_GEO_UNKNOWN)
        stop->precision = DLN_GEO_EXACT;
    dln_row_join_stop(stop, DLN_WAY_DECIMALS, place);
}

// Which point belongs to which stop is plain when there are as many, or when there are but two.
static void read_way(dln_row_cells *row, dln_incident *out) {
    dln_lonlat points[WAY_POINTS_MAX];
    size_t count = points_of(row->values[OWN_way], points);
    dln_where *stops[DLN_VIA_MAX + 2];
    size_t named = 0;
    if (out->origin.name.data || count == 2)
        stops[named++] = &out->origin;
    for (size_t i = 0; i < out->via_count; i++)
        stops[named++] = &out->via[i];
    if (out->destination.name.data || count == 2)
        stops[named++] = &out->destination;
    if (dln_row_text(row, OWN_way).data && count < 2)
        dln_row_spoil(row, OWN_way, "is no LINESTRING");
    else if (count >= 2 && named == count)
        for (size_t i = 0; i < count; i++)
            put_stop(stops[i], &out->where, points[i]);
    else if (count >= 2) {
        put_stop(&out->origin, &out->where, points[0]);
        put_stop(&out->destination, &out->where, points[count - 1]);
    }
}

static void read_stops(dln_row_cells *row, dln_incident *out) {
    dln_str via = dln_row_text(row, OWN_via);
    out->origin.name = dln_row_text(row, OWN_origin);
    out->destination.name = dln_row_text(row, OWN_destination);
    while (via.data && out->via_count < DLN_VIA_MAX) {
        dln_str name = dln_str_trim(dln_str_cut(&via, ';'));
        if (name.len)
            out->via[out->via_count++].name = name;
    }
    read_way(row, out);
}

static void read_sources(dln_row_cells *row, dln_record *out) {
    dln_row_sources sources = {dln_row_text(row, OWN_reports), dln_row_text(row, OWN_titles),
                               dln_row_text(row, OWN_publishers), dln_row_text(row, OWN_urls), 1};
    int64_t count = 1, begin = 0, end = 0;
    (void)dln_row_whole(row, OWN_sources, 0, INT32_MAX, &count);
    (void)dln_row_whole(row, OWN_sentence_begin, 0, UINT32_MAX, &begin);
    (void)dln_row_whole(row, OWN_sentence_end, 0, UINT32_MAX, &end);
    if (end < begin)
        dln_row_spoil(row, OWN_sentence_end, "is before the sentence's begin");
    sources.count = (size_t)count;
    dln_evidence quoted = {.report_id = dln_row_text(row, OWN_sentence_report),
                           .sentence = dln_row_text(row, OWN_sentence),
                           .begin = (uint32_t)begin,
                           .end = (uint32_t)end,
                           .published = DLN_DAY_NONE};
    (void)dln_row_date(row, OWN_published, &quoted.published);
    dln_row_put_sources(row, &sources, &quoted, out);
}

static void read_own(dln_row_cells *row, dln_record *out) {
    *out = dln_row_empty_record();
    (void)dln_row_whole(row, OWN_id, 1, INT64_MAX, &out->id);
    read_kind(row, &out->incident);
    read_when(row, &out->incident);
    read_where(row, &out->incident);
    read_stops(row, &out->incident);
    out->incident.place_reason = dln_row_text(row, OWN_place_reason);
    out->incident.date_reason = dln_row_text(row, OWN_date_reason);
    read_sources(row, out);
}

const dln_row_format dln_row_own = {names, OWN_COLUMNS, OWN_type, read_own};
