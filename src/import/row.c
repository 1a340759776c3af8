#include "import/row.h"

#include <math.h>
#include <string.h>

#include "export/columns.h"

#define LIST_SEPARATOR DLN_STR("; ")
#define SHOWN_MAX      40 // bytes of a wrong value in a message

void dln_row_spoil(dln_row_cells *row, int column, const char *what) {
    if (row->bad)
        return;
    row->bad = true;
    dln_str value = row->values[column];
    bool cut = value.len > SHOWN_MAX;
    dln_fail(row->err, DLN_BAD_INPUT, "%.*s:%zu: %s: '%.*s%s' %s", DLN_STR_ARG(row->file),
             row->line, row->names[column], DLN_STR_ARG(dln_str_slice(value, 0, SHOWN_MAX)),
             cut ? "…" : "", what);
}

dln_str dln_row_text(const dln_row_cells *row, int column) {
    return row->values[column].len ? row->values[column] : DLN_STR_NONE;
}

bool dln_row_whole(dln_row_cells *row, int column, int64_t low, int64_t high, int64_t *out) {
    dln_str text = dln_str_trim(row->values[column]);
    int64_t value = 0;
    if (!text.len || row->bad)
        return false;
    if (!dln_str_to_int(text, &value) || value < low || value > high) {
        dln_row_spoil(row, column, "is no whole number, or not one that can be");
        return false;
    }
    *out = value;
    return true;
}

bool dln_row_number(dln_row_cells *row, int column, double low, double high, double *out) {
    dln_str text = dln_str_trim(row->values[column]);
    double value = 0;
    if (!text.len || row->bad)
        return false;
    if (!dln_str_to_double(text, &value) || value < low || value > high) {
        dln_row_spoil(row, column, "is no number, or not one that can be");
        return false;
    }
    *out = value;
    return true;
}

// "05 August 2024", as ACLED writes days.
static bool read_long_date(dln_str text, dln_day *out) {
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    int64_t day = 0, year = 0;
    dln_str rest = text, first = dln_str_cut(&rest, ' '), name = dln_str_cut(&rest, ' ');
    if (!rest.data || !dln_str_to_int(first, &day) || !dln_str_to_int(rest, &year) || year < 1 ||
        year > 9999)
        return false;
    for (int i = 0; i < 12; i++)
        if (dln_str_equal(name, dln_str_from(months[i]))) {
            dln_civil civil = {(int)year, i + 1, day < 1 || day > 31 ? 0 : (int)day};
            *out = dln_day_from_civil(civil);
            return *out != DLN_DAY_NONE;
        }
    return false;
}

bool dln_row_date(dln_row_cells *row, int column, dln_day *out) {
    dln_str text = dln_str_trim(row->values[column]);
    if (!text.len || row->bad)
        return false;
    // GDAL and QGIS write days with '/'.
    char iso[] = "YYYY-MM-DD";
    if (text.len >= 10 && text.data[4] == '/' && text.data[7] == '/') {
        memcpy(iso, text.data, 10);
        iso[4] = iso[7] = '-';
        text = dln_str_from(iso);
    }
    if (dln_day_parse(text, out) || read_long_date(text, out))
        return true;
    dln_row_spoil(row, column, "is no day: YYYY-MM-DD");
    return false;
}

dln_count dln_row_counts(dln_row_cells *row, int low, int high) {
    int64_t least = 0, most = DLN_COUNT_OPEN;
    dln_count count = {.said = dln_row_whole(row, low, 0, DLN_COUNT_OPEN - 1, &least)};
    if (!count.said)
        return count;
    if (dln_row_whole(row, high, 0, DLN_COUNT_OPEN - 1, &most) && most < least)
        dln_row_spoil(row, high, "is less than the least");
    count.low = (int32_t)least;
    count.high = (int32_t)most;
    return count;
}

void dln_row_position(dln_row_cells *row, int lat, int lon, dln_where *out) {
    dln_lonlat at;
    bool has_lat = dln_row_number(row, lat, -90, 90, &at.lat);
    bool has_lon = dln_row_number(row, lon, -180, 180, &at.lon);
    if (has_lat != has_lon)
        dln_row_spoil(row, has_lat ? lon : lat, "is missing where the other coordinate is given");
    if (!has_lat || !has_lon || row->bad)
        return;
    out->located = true;
    out->at = at;
}

void dln_row_join_stop(dln_where *stop, int stop_decimals, dln_where *place) {
    if (!stop->located || !place->located || !stop->name.data ||
        !dln_str_equal(stop->name, place->name))
        return;
    int decimals = dln_degree_decimals(place->radius_m);
    double coarser = pow(10, -(decimals < stop_decimals ? decimals : stop_decimals));
    if (fabs(stop->at.lon - place->at.lon) > coarser ||
        fabs(stop->at.lat - place->at.lat) > coarser)
        return;
    if (decimals > stop_decimals)
        stop->at = place->at;
    else
        place->at = stop->at;
}

static size_t parts_of(dln_str list) {
    size_t count = list.len > 0;
    for (size_t i = 0; i < list.len; i++)
        count += dln_str_starts_with(dln_str_slice(list, i, list.len), LIST_SEPARATOR);
    return count;
}

// The part at `index` of a list of `count`; none where there are not as many, because then nobody
// knows whose they are.
static dln_str part_of(dln_str list, size_t index, size_t count) {
    if (list.len && count == 1)
        return list;
    if (!list.len || parts_of(list) != count)
        return DLN_STR_NONE;
    size_t begin = 0;
    for (size_t i = 0; i < list.len; i++)
        if (dln_str_starts_with(dln_str_slice(list, i, list.len), LIST_SEPARATOR)) {
            if (!index)
                return dln_str_slice(list, begin, i);
            index--;
            begin = i + LIST_SEPARATOR.len;
        }
    return dln_str_slice(list, begin, list.len);
}

dln_str dln_row_report_id(const dln_row_cells *row) {
    return dln_arena_printf(row->arena, "%.*s:%zu", DLN_STR_ARG(row->file), row->line);
}

void dln_row_put_sources(dln_row_cells *row, const dln_row_sources *sources,
                         const dln_evidence *quoted, dln_record *out) {
    size_t count = sources->count && parts_of(sources->ids) == sources->count ? sources->count : 1;
    dln_evidence *evidence = DLN_ARENA_ARRAY(row->arena, dln_evidence, count);
    if (!evidence)
        return; // a record without evidence: the caller takes it for no memory
    for (size_t i = 0; i < count; i++) {
        dln_evidence *one = &evidence[i];
        one->report_id = part_of(sources->ids, i, count);
        if (!one->report_id.len) // nobody says which
            one->report_id = dln_row_report_id(row);
        one->title = part_of(sources->titles, i, count);
        one->source = part_of(sources->publishers, i, count);
        one->url = part_of(sources->urls, i, count);
        one->published = i == 0 ? quoted->published : DLN_DAY_NONE;
        one->sentence = DLN_STR("");
        one->confidence = out->incident.confidence;
        one->place_reason = out->incident.place_reason;
        one->date_reason = out->incident.date_reason;
        if (count > 1 && !dln_str_equal(one->report_id, quoted->report_id))
            continue;
        one->sentence = quoted->sentence.data ? quoted->sentence : DLN_STR("");
        one->begin = quoted->begin;
        one->end = quoted->end;
    }
    out->evidence = evidence;
    out->evidence_count = count;
}

dln_record dln_row_empty_record(void) {
    return (dln_record){
        .incident = {.when = {DLN_DAY_NONE, DLN_DAY_NONE, DLN_DATE_OPEN}, .confidence = 1}};
}
