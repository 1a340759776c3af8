#include "export/columns.h"

#include "base/json.h"
#include "export/way.h"

#define GETTER(column) static dln_cell get_##column(const dln_record *record, dln_buffer *scratch)
// A getter that reads one member and builds nothing.
#define SIMPLE(column, expression)                                                                 \
    GETTER(column) {                                                                               \
        (void)scratch;                                                                             \
        return expression;                                                                         \
    }
#define INCIDENT_TEXT(column, member) SIMPLE(column, dln_cell_text(record->incident.member))

SIMPLE(id, dln_cell_integer(record->id))
SIMPLE(type, dln_cell_constant(dln_type_name(record->incident.type)))
INCIDENT_TEXT(subtype, subtype)
SIMPLE(status, dln_cell_constant(dln_status_name(record->incident.status)))
SIMPLE(date_start, dln_cell_day(record->incident.when.first))
SIMPLE(date_end, dln_cell_day(record->incident.when.last))
SIMPLE(date_precision, dln_cell_constant(dln_date_precision_name(record->incident.when.precision)))
INCIDENT_TEXT(place, where.name)
INCIDENT_TEXT(place_id, where.place_id)
INCIDENT_TEXT(feature, where.feature)
INCIDENT_TEXT(country, where.country)
INCIDENT_TEXT(admin1, where.admin1)
SIMPLE(lon, dln_cell_lon(record))
SIMPLE(lat, dln_cell_lat(record))
SIMPLE(radius_m, record->incident.where.located ? dln_cell_real(record->incident.where.radius_m, 0)
                                                : dln_cell_null())
SIMPLE(geo_precision, record->incident.where.located
                          ? dln_cell_integer(record->incident.where.precision)
                          : dln_cell_null())
INCIDENT_TEXT(origin, origin.name)
INCIDENT_TEXT(destination, destination.name)
INCIDENT_TEXT(actor, actor)
INCIDENT_TEXT(target, target)
INCIDENT_TEXT(weapon, weapon)
INCIDENT_TEXT(object, object)
SIMPLE(count_low, dln_cell_low(record->incident.count))
SIMPLE(count_high, dln_cell_high(record->incident.count))
SIMPLE(fatalities_low, dln_cell_low(record->incident.fatalities))
SIMPLE(fatalities_high, dln_cell_high(record->incident.fatalities))
SIMPLE(injured_low, dln_cell_low(record->incident.injured))
SIMPLE(injured_high, dln_cell_high(record->incident.injured))
SIMPLE(confidence, dln_cell_real(record->incident.confidence, 3))
INCIDENT_TEXT(place_reason, place_reason)
INCIDENT_TEXT(date_reason, date_reason)
SIMPLE(sources, dln_cell_integer((int64_t)dln_record_source_count(record)))

SIMPLE(review, record->review == DLN_REVIEW_NONE
                   ? dln_cell_null()
                   : dln_cell_constant(dln_review_name(record->review)))
SIMPLE(corrected, dln_cell_integer(record->corrected))

// Well-known text, straight from stop to stop, for tables: layers have it as their geometry.
GETTER(way) {
    dln_way way;
    dln_way_of(&record->incident, &way);
    dln_json number = dln_json_to(scratch);
    uint32_t begin = 0;
    dln_buffer_append(scratch,
                      way.part_count > 1 ? DLN_STR("MULTILINESTRING(") : DLN_STR("LINESTRING"));
    for (size_t part = 0; part < way.part_count; part++) {
        dln_buffer_append(scratch, part ? DLN_STR(",(") : DLN_STR("("));
        for (uint32_t i = begin; i < way.part_ends[part]; i++) {
            number.has_member[0] = false; // commas are ours here
            dln_buffer_append(scratch, i > begin ? DLN_STR(",") : DLN_STR(""));
            dln_json_double(&number, NULL, way.points[i].lon, DLN_WAY_DECIMALS);
            dln_buffer_append_char(scratch, ' ');
            number.has_member[0] = false;
            dln_json_double(&number, NULL, way.points[i].lat, DLN_WAY_DECIMALS);
        }
        dln_buffer_append_char(scratch, ')');
        begin = way.part_ends[part];
    }
    dln_buffer_append(scratch, way.part_count > 1 ? DLN_STR(")") : DLN_STR(""));
    return way.part_count ? dln_cell_text(dln_buffer_str(scratch)) : dln_cell_null();
}

GETTER(via) {
    const dln_incident *incident = &record->incident;
    for (size_t i = 0; i < incident->via_count; i++) {
        if (!incident->via[i].name.data)
            continue;
        if (scratch->len)
            dln_buffer_append(scratch, DLN_STR("; "));
        dln_buffer_append(scratch, incident->via[i].name);
    }
    return scratch->len ? dln_cell_text(dln_buffer_str(scratch)) : dln_cell_null();
}

static dln_str report_of(const dln_evidence *evidence) {
    return evidence->report_id;
}

static dln_str source_of(const dln_evidence *evidence) {
    return evidence->source;
}

static dln_str title_of(const dln_evidence *evidence) {
    return evidence->title;
}

static dln_str url_of(const dln_evidence *evidence) {
    return evidence->url;
}

GETTER(reports) {
    return dln_cell_joined(record, report_of, scratch);
}

GETTER(publishers) {
    return dln_cell_joined(record, source_of, scratch);
}

GETTER(titles) {
    return dln_cell_joined(record, title_of, scratch);
}

GETTER(urls) {
    return dln_cell_joined(record, url_of, scratch);
}

SIMPLE(published,
       record->evidence_count ? dln_cell_day(record->evidence[0].published) : dln_cell_null())

GETTER(sentence) {
    (void)scratch;
    const dln_evidence *best = dln_record_best_evidence(record);
    return best ? dln_cell_text(best->sentence) : dln_cell_null();
}

GETTER(sentence_report) {
    (void)scratch;
    const dln_evidence *best = dln_record_best_evidence(record);
    return best ? dln_cell_text(best->report_id) : dln_cell_null();
}

GETTER(sentence_begin) {
    (void)scratch;
    const dln_evidence *best = dln_record_best_evidence(record);
    return best ? dln_cell_integer(best->begin) : dln_cell_null();
}

GETTER(sentence_end) {
    (void)scratch;
    const dln_evidence *best = dln_record_best_evidence(record);
    return best ? dln_cell_integer(best->end) : dln_cell_null();
}

static const dln_column own_columns[] = {
    {"id", "id", DLN_CELL_INTEGER, DLN_IN_ALL, get_id},
    {"type", "type", DLN_CELL_TEXT, DLN_IN_ALL, get_type},
    {"subtype", "subtype", DLN_CELL_TEXT, DLN_IN_ALL, get_subtype},
    {"status", "status", DLN_CELL_TEXT, DLN_IN_ALL, get_status},
    {"date_start", "date_start", DLN_CELL_DAY, DLN_IN_ALL, get_date_start},
    {"date_end", "date_end", DLN_CELL_DAY, DLN_IN_ALL, get_date_end},
    {"date_precision", "date_prec", DLN_CELL_TEXT, DLN_IN_ALL, get_date_precision},
    {"place", "place", DLN_CELL_TEXT, DLN_IN_PLACES, get_place},
    {"place_id", "place_id", DLN_CELL_TEXT, DLN_IN_PLACES, get_place_id},
    {"feature", "feature", DLN_CELL_TEXT, DLN_IN_PLACES, get_feature},
    {"country", "country", DLN_CELL_TEXT, DLN_IN_PLACES, get_country},
    {"admin1", "admin1", DLN_CELL_TEXT, DLN_IN_PLACES, get_admin1},
    {"lon", "lon", DLN_CELL_REAL, DLN_IN_TABLE, get_lon},
    {"lat", "lat", DLN_CELL_REAL, DLN_IN_TABLE, get_lat},
    {"radius_m", "radius_m", DLN_CELL_REAL, DLN_IN_PLACES, get_radius_m},
    {"geo_precision", "geo_prec", DLN_CELL_INTEGER, DLN_IN_PLACES, get_geo_precision},
    {"origin", "origin", DLN_CELL_TEXT, DLN_IN_ALL, get_origin},
    {"via", "via", DLN_CELL_TEXT, DLN_IN_ALL, get_via},
    {"destination", "dest", DLN_CELL_TEXT, DLN_IN_ALL, get_destination},
    {"actor", "actor", DLN_CELL_TEXT, DLN_IN_ALL, get_actor},
    {"target", "target", DLN_CELL_TEXT, DLN_IN_ALL, get_target},
    {"weapon", "weapon", DLN_CELL_TEXT, DLN_IN_ALL, get_weapon},
    {"object", "object", DLN_CELL_TEXT, DLN_IN_ALL, get_object},
    {"count_low", "count_low", DLN_CELL_INTEGER, DLN_IN_ALL, get_count_low},
    {"count_high", "count_high", DLN_CELL_INTEGER, DLN_IN_ALL, get_count_high},
    {"fatalities_low", "killed_low", DLN_CELL_INTEGER, DLN_IN_ALL, get_fatalities_low},
    {"fatalities_high", "killed_hi", DLN_CELL_INTEGER, DLN_IN_ALL, get_fatalities_high},
    {"injured_low", "injur_low", DLN_CELL_INTEGER, DLN_IN_ALL, get_injured_low},
    {"injured_high", "injur_high", DLN_CELL_INTEGER, DLN_IN_ALL, get_injured_high},
    {"confidence", "confidence", DLN_CELL_REAL, DLN_IN_ALL, get_confidence},
    {"place_reason", "place_why", DLN_CELL_TEXT, DLN_IN_PLACES, get_place_reason},
    {"date_reason", "date_why", DLN_CELL_TEXT, DLN_IN_PLACES, get_date_reason},
    {"review", "review", DLN_CELL_TEXT, DLN_IN_ALL, get_review},
    {"corrected", "corrected", DLN_CELL_INTEGER, DLN_IN_ALL, get_corrected},
    {"sources", "sources", DLN_CELL_INTEGER, DLN_IN_ALL, get_sources},
    {"reports", "reports", DLN_CELL_TEXT, DLN_IN_ALL, get_reports},
    {"publishers", "publishers", DLN_CELL_TEXT, DLN_IN_PLACES, get_publishers},
    {"titles", "titles", DLN_CELL_TEXT, DLN_IN_PLACES, get_titles},
    {"urls", "urls", DLN_CELL_TEXT, DLN_IN_PLACES, get_urls},
    {"published", "published", DLN_CELL_DAY, DLN_IN_PLACES, get_published},
    {"sentence", "sentence", DLN_CELL_TEXT, DLN_IN_ALL, get_sentence},
    {"sentence_report", "sent_rep", DLN_CELL_TEXT, DLN_IN_PLACES, get_sentence_report},
    {"sentence_begin", "sent_begin", DLN_CELL_INTEGER, DLN_IN_PLACES, get_sentence_begin},
    {"sentence_end", "sent_end", DLN_CELL_INTEGER, DLN_IN_PLACES, get_sentence_end},
    {"way", "way", DLN_CELL_TEXT, DLN_IN_TABLE, get_way},
};

dln_columns dln_columns_of(dln_export_profile profile) {
    switch (profile) {
    case DLN_PROFILE_ACLED:
        return dln_columns_acled();
    case DLN_PROFILE_UCDP:
        return dln_columns_ucdp();
    case DLN_PROFILE_DATELINE:
        break;
    }
    return (dln_columns){own_columns, sizeof own_columns / sizeof own_columns[0]};
}
