#include <math.h>

#include "export/columns.h"

dln_cell dln_cell_null(void) {
    return (dln_cell){.kind = DLN_CELL_NULL};
}

dln_cell dln_cell_text(dln_str text) {
    return (dln_cell){.kind = text.data ? DLN_CELL_TEXT : DLN_CELL_NULL, .text = text};
}

dln_cell dln_cell_constant(const char *text) {
    return text && *text ? dln_cell_text(dln_str_from(text)) : dln_cell_null();
}

dln_cell dln_cell_integer(int64_t value) {
    return (dln_cell){.kind = DLN_CELL_INTEGER, .integer = value};
}

dln_cell dln_cell_real(double value, int decimals) {
    return isfinite(value) ? (dln_cell){.kind = DLN_CELL_REAL, .real = value, .decimals = decimals}
                           : dln_cell_null();
}

dln_cell dln_cell_day(dln_day day) {
    return (dln_cell){.kind = day == DLN_DAY_NONE ? DLN_CELL_NULL : DLN_CELL_DAY, .day = day};
}

dln_cell dln_cell_low(dln_count count) {
    return count.said ? dln_cell_integer(count.low) : dln_cell_null();
}

dln_cell dln_cell_high(dln_count count) {
    return count.said && count.high != DLN_COUNT_OPEN ? dln_cell_integer(count.high)
                                                      : dln_cell_null();
}

// A database that others wrote to may hold positions that are nowhere on the globe.
static bool has_position(const dln_where *where) {
    return where->located && dln_lonlat_is_valid(where->at);
}

dln_cell dln_cell_lon(const dln_record *record) {
    const dln_where *where = &record->incident.where;
    return has_position(where) ? dln_cell_real(where->at.lon, dln_degree_decimals(where->radius_m))
                               : dln_cell_null();
}

dln_cell dln_cell_lat(const dln_record *record) {
    const dln_where *where = &record->incident.where;
    return has_position(where) ? dln_cell_real(where->at.lat, dln_degree_decimals(where->radius_m))
                               : dln_cell_null();
}

static bool was_told_before(const dln_record *record, dln_evidence_text text, size_t at) {
    for (size_t i = 0; i < at; i++)
        if (dln_str_equal(text(&record->evidence[i]), text(&record->evidence[at])))
            return true;
    return false;
}

dln_cell dln_cell_joined(const dln_record *record, dln_evidence_text text, dln_buffer *scratch) {
    for (size_t i = 0; i < record->evidence_count; i++) {
        dln_str part = text(&record->evidence[i]);
        if (!part.data || was_told_before(record, text, i))
            continue;
        if (scratch->len)
            dln_buffer_append(scratch, DLN_STR("; "));
        dln_buffer_append(scratch, part);
    }
    return scratch->len ? dln_cell_text(dln_buffer_str(scratch)) : dln_cell_null();
}

const dln_evidence *dln_record_best_evidence(const dln_record *record) {
    const dln_evidence *best = NULL;
    for (size_t i = 0; i < record->evidence_count; i++)
        // A table that was imported quotes one report of several: the others have no sentence.
        if (!record->evidence[i].further &&
            (!best || (record->evidence[i].sentence.len && !best->sentence.len) ||
             (record->evidence[i].confidence > best->confidence &&
              (record->evidence[i].sentence.len || !best->sentence.len))))
            best = &record->evidence[i];
    return best;
}

int dln_degree_decimals(double radius_m) {
    // A thousandth of a degree is 111 m. 2 decimals serve a province, 6 a window.
    static const double radii[] = {50e3, 5e3, 500, 50};
    for (int i = 0; i < 4; i++)
        if (radius_m >= radii[i])
            return 2 + i;
    return 6;
}

double dln_rounded(double value, int decimals) {
    double scale = 1;
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    return round(value * scale) / scale;
}

dln_lonlat dln_rounded_position(dln_lonlat at, int decimals) {
    return (dln_lonlat){dln_rounded(at.lon, decimals), dln_rounded(at.lat, decimals)};
}
