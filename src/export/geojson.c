// GeoJSON by RFC 7946: one Feature with a Point an incident, and one with its way where it has one.
#include <stdio.h>

#include "base/json.h"
#include "base/palette.h"
#include "export/text_export.h"
#include "export/way.h"

static void put_position(dln_json *json, dln_lonlat at, int decimals) {
    dln_json_open(json, NULL, '[');
    dln_json_double(json, NULL, at.lon, decimals);
    dln_json_double(json, NULL, at.lat, decimals);
    dln_json_close(json, ']');
}

static void put_point(dln_json *json, const dln_where *where, dln_extent *extent) {
    if (!where->located || !dln_lonlat_is_valid(where->at)) {
        dln_json_null(json, "geometry");
        return;
    }
    int decimals = dln_degree_decimals(where->radius_m);
    // The box holds what is written, which may lie a little beside what is known.
    dln_extent_add_point(extent, dln_rounded_position(where->at, decimals));
    dln_json_open(json, "geometry", '{');
    dln_json_str(json, "type", DLN_STR("Point"));
    dln_json_open(json, "coordinates", '[');
    dln_json_double(json, NULL, where->at.lon, decimals);
    dln_json_double(json, NULL, where->at.lat, decimals);
    dln_json_close(json, ']');
    dln_json_close(json, '}');
}

static void add_to_extent(const dln_way *way, dln_extent *extent) {
    dln_lonlat written[DLN_WAY_MAX_POINTS];
    uint32_t begin = 0;
    for (size_t part = 0; part < way->part_count; part++) {
        uint32_t end = way->part_ends[part];
        for (uint32_t i = begin; i < end; i++)
            written[i] = dln_rounded_position(way->points[i], DLN_WAY_DECIMALS);
        dln_extent_add_line(extent, written + begin, end - begin);
        begin = end;
    }
}

static void put_way(dln_json *json, const dln_way *way, dln_extent *extent) {
    add_to_extent(way, extent);
    dln_json_open(json, "geometry", '{');
    dln_json_str(json, "type",
                 way->part_count > 1 ? DLN_STR("MultiLineString") : DLN_STR("LineString"));
    dln_json_open(json, "coordinates", '[');
    uint32_t begin = 0;
    for (size_t part = 0; part < way->part_count; part++) {
        uint32_t end = way->part_ends[part];
        if (way->part_count > 1)
            dln_json_open(json, NULL, '[');
        for (; begin < end; begin++)
            put_position(json, way->points[begin], DLN_WAY_DECIMALS);
        if (way->part_count > 1)
            dln_json_close(json, ']');
    }
    dln_json_close(json, ']');
    dln_json_close(json, '}');
}

static void put_cell(dln_json *json, const char *key, const dln_cell *cell) {
    switch (cell->kind) {
    case DLN_CELL_NULL:
        dln_json_null(json, key);
        break;
    case DLN_CELL_TEXT:
        dln_json_str(json, key, cell->text);
        break;
    case DLN_CELL_INTEGER:
        dln_json_int(json, key, cell->integer);
        break;
    case DLN_CELL_REAL:
        dln_json_double(json, key, cell->real, cell->decimals);
        break;
    case DLN_CELL_DAY:
        dln_json_day(json, key, cell->day);
        break;
    }
}

static void put_columns(dln_json *json, dln_text_export *writer, const dln_record *record,
                        unsigned layer) {
    for (size_t i = 0; i < writer->columns.count; i++) {
        const dln_column *column = &writer->columns.items[i];
        if (!(column->where & layer))
            continue;
        dln_buffer_clear(&writer->scratch);
        dln_cell cell = column->get(record, &writer->scratch);
        put_cell(json, column->name, &cell);
    }
}

static void put_evidence(dln_json *json, const dln_record *record) {
    dln_json_open(json, "evidence", '[');
    for (size_t i = 0; i < record->evidence_count; i++) {
        const dln_evidence *evidence = &record->evidence[i];
        dln_json_open(json, NULL, '{');
        dln_json_str(json, "report", evidence->report_id);
        dln_json_str(json, "title", evidence->title);
        dln_json_str(json, "source", evidence->source);
        dln_json_str(json, "url", evidence->url);
        dln_json_day(json, "published", evidence->published);
        dln_json_str(json, "sentence", evidence->sentence);
        dln_json_int(json, "begin", evidence->begin);
        dln_json_int(json, "end", evidence->end);
        dln_json_double(json, "confidence", evidence->confidence, 3);
        dln_json_str(json, "merge_reason", evidence->merge_reason);
        dln_json_bool(json, "main", !evidence->further);
        dln_json_close(json, '}');
    }
    dln_json_close(json, ']');
}

static bool is_known(const dln_where *stop) {
    return stop->name.data || stop->located;
}

static void put_stop(dln_json *json, const char *role, const dln_where *stop) {
    if (!is_known(stop))
        return;
    dln_json_open(json, NULL, '{');
    dln_json_str(json, "role", dln_str_from(role));
    dln_json_str(json, "name", stop->name);
    dln_json_str(json, "place_id", stop->place_id);
    dln_json_str(json, "feature", stop->feature);
    dln_json_str(json, "country", stop->country);
    dln_json_str(json, "admin1", stop->admin1);
    bool has_position = stop->located && dln_lonlat_is_valid(stop->at);
    if (has_position) {
        dln_json_double(json, "lon", stop->at.lon, DLN_STOP_DECIMALS);
        dln_json_double(json, "lat", stop->at.lat, DLN_STOP_DECIMALS);
        dln_json_double(json, "radius_m", stop->radius_m, 0);
        dln_json_int(json, "geo_precision", stop->precision);
    }
    dln_json_close(json, '}');
}

// What origin, via and destination say in words, with what is known of each place.
static void put_stops(dln_json *json, const dln_incident *incident) {
    if (!is_known(&incident->origin) && !is_known(&incident->destination) && !incident->via_count)
        return;
    dln_json_open(json, "stops", '[');
    put_stop(json, "origin", &incident->origin);
    for (size_t i = 0; i < incident->via_count; i++)
        put_stop(json, "via", &incident->via[i]);
    put_stop(json, "destination", &incident->destination);
    // What flies from somewhere ends where it hits; see dln_incident_line.
    if (incident->origin.located && !incident->destination.located)
        put_stop(json, "place", &incident->where);
    dln_json_close(json, ']');
}

// "Strike · Palmyra · 2024-08-05", for the balloons of geojson.io and GitHub.
static dln_str title_of(const dln_record *record, dln_buffer *scratch) {
    char day[DLN_DAY_TEXT_SIZE];
    const dln_incident *incident = &record->incident;
    const char *type = dln_type_name(incident->type);
    dln_buffer_clear(scratch);
    dln_buffer_append_char(scratch, (char)(type[0] - 'a' + 'A'));
    dln_buffer_append(scratch, dln_str_from(type + 1));
    if (incident->where.name.data) {
        dln_buffer_append(scratch, DLN_STR(" · "));
        dln_buffer_append(scratch, incident->where.name);
    }
    if (incident->when.first != DLN_DAY_NONE)
        dln_buffer_printf(scratch, " · %s", dln_day_format(incident->when.first, day));
    return dln_buffer_str(scratch);
}

// https://github.com/mapbox/simplestyle-spec, version 1.1.0
static void put_simplestyle(dln_json *json, dln_text_export *writer, const dln_record *record,
                            unsigned layer) {
    dln_str colour = dln_str_from(dln_palette_of(record->incident.type)->hex);
    dln_json_str(json, "title", title_of(record, &writer->scratch));
    if (layer == DLN_IN_POINTS) {
        dln_json_str(json, "marker-color", colour);
        dln_json_str(json, "marker-size",
                     record->incident.where.precision == DLN_GEO_EXACT ? DLN_STR("medium")
                                                                       : DLN_STR("small"));
    } else {
        dln_json_str(json, "stroke", colour);
        dln_json_int(json, "stroke-width", 3);
    }
}

static void put_properties(dln_json *json, dln_text_export *writer, const dln_record *record,
                           unsigned layer) {
    dln_json_open(json, "properties", '{');
    dln_json_str(json, "layer", layer == DLN_IN_POINTS ? DLN_STR("incident") : DLN_STR("movement"));
    put_columns(json, writer, record, layer);
    if (layer == DLN_IN_POINTS) {
        put_stops(json, &record->incident);
        put_evidence(json, record);
    }
    put_simplestyle(json, writer, record, layer);
    dln_json_close(json, '}');
}

static void close_feature(dln_text_export *writer, dln_json *json) {
    dln_json_close(json, '}');
    if (writer->format != DLN_EXPORT_GEOJSON)
        dln_buffer_append_char(&writer->out, '\n');
}

static dln_json open_feature(dln_text_export *writer) {
    // Between features of a collection a comma; before those of a sequence (RFC 8142) a separator.
    if (writer->format == DLN_EXPORT_GEOJSON)
        dln_buffer_append(&writer->out, writer->count ? DLN_STR(",\n") : DLN_STR("\n"));
    else if (writer->format == DLN_EXPORT_GEOJSON_SEQUENCE)
        dln_buffer_append_char(&writer->out, '\x1e');
    writer->count++;
    dln_json json = dln_json_to(&writer->out);
    dln_json_open(&json, NULL, '{');
    dln_json_str(&json, "type", DLN_STR("Feature"));
    return json;
}

void dln_geojson_begin(dln_text_export *writer) {
    dln_buffer_append(&writer->out, DLN_STR("{\"type\":\"FeatureCollection\",\"features\":["));
}

void dln_geojson_add(dln_text_export *writer, const dln_record *record) {
    dln_json json = open_feature(writer);
    dln_json_int(&json, "id", record->id);
    put_point(&json, &record->incident.where, &writer->extent);
    put_properties(&json, writer, record, DLN_IN_POINTS);
    close_feature(writer, &json);

    dln_way way;
    dln_way_of(&record->incident, &way);
    if (!way.part_count)
        return;
    writer->ways++;
    json = open_feature(writer);
    char id[40]; // ids are unique over both kinds of features
    snprintf(id, sizeof id, "%lld-movement", (long long)record->id);
    dln_json_str(&json, "id", dln_str_from(id));
    put_way(&json, &way, &writer->extent);
    put_properties(&json, writer, record, DLN_IN_WAYS);
    close_feature(writer, &json);
}

// The bbox stands behind the features: only then is it known, and memory stays flat.
void dln_geojson_end(dln_text_export *writer) {
    dln_buffer_append(&writer->out, DLN_STR("\n]"));
    dln_box box;
    if (dln_extent_box(&writer->extent, &box)) {
        dln_json json = dln_json_to(&writer->out);
        dln_buffer_append(&writer->out, DLN_STR(",\"bbox\":"));
        dln_json_open(&json, NULL, '[');
        dln_json_double(&json, NULL, box.west, 6);
        dln_json_double(&json, NULL, box.south, 6);
        dln_json_double(&json, NULL, box.east, 6);
        dln_json_double(&json, NULL, box.north, 6);
        dln_json_close(&json, ']');
    }
    dln_buffer_append(&writer->out, DLN_STR("}\n"));
}
