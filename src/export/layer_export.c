// The GDAL formats: a layer of incidents (points) and a layer of movements (lines).
//
// GeoPackage and KML hold both in one file. A Shapefile or FlatGeobuf holds one layer: the lines go
// into NAME-movements beside it, which is made only when there are any. GDAL's FlatGeobuf cannot
// hold what has no place; every other format does.
#include <stdlib.h>
#include <string.h>

#include "base/qml.h"
#include "export/columns.h"
#include "export/kml.h"
#include "export/staging.h"
#include "export/way.h"
#include "vector/vector.h"

// What KML and styles add to the columns.
#define EXTRA_FIELDS 5
// dBase: 254 bytes of text a field, 10 characters a name.
#define SHAPEFILE_TEXT_MAX 254

// One kind of geometry and where it goes.
typedef struct output_layer {
    dln_vector_writer *file;
    int number;
    unsigned where; // DLN_IN_POINTS or DLN_IN_WAYS
    size_t field_count;
} output_layer;

struct dln_layer_export {
    dln_export_format format;
    dln_columns columns;
    dln_staging *staging;
    char *path; // the target
    size_t left_out, ways_added;
    output_layer points, ways;
    dln_field *fields; // scratch: as many as a layer may have
    dln_field_value *values;
    dln_buffer *texts; // built text of each value
};

static const char *driver_of(dln_export_format format) {
    switch (format) {
    case DLN_EXPORT_GPKG:
        return "GPKG";
    case DLN_EXPORT_KML:
        return "KML";
    case DLN_EXPORT_SHAPEFILE:
        return "ESRI Shapefile";
    case DLN_EXPORT_FLATGEOBUF:
        return "FlatGeobuf";
    default:
        return NULL;
    }
}

static bool holds_one_layer(dln_export_format format) {
    return format == DLN_EXPORT_SHAPEFILE || format == DLN_EXPORT_FLATGEOBUF;
}

// LIBKML drops dates that are neither begin nor end: they are written as text.
static dln_field_type type_of(const dln_layer_export *writer, dln_cell_kind kind) {
    switch (kind) {
    case DLN_CELL_INTEGER:
        return DLN_FIELD_INTEGER;
    case DLN_CELL_REAL:
        return DLN_FIELD_REAL;
    case DLN_CELL_DAY:
        return writer->format == DLN_EXPORT_KML ? DLN_FIELD_TEXT : DLN_FIELD_DATE;
    default:
        return DLN_FIELD_TEXT;
    }
}

// --- layers ---

// What Google Earth shows: a name and a text in the balloon, a time span, a colour.
static size_t add_kml_fields(dln_field *fields, size_t count) {
    static const dln_field extra[EXTRA_FIELDS] = {{"name", DLN_FIELD_TEXT},
                                                  {"description", DLN_FIELD_TEXT},
                                                  {"begin", DLN_FIELD_DATE},
                                                  {"end", DLN_FIELD_DATE},
                                                  {"style", DLN_FIELD_STYLE}};
    memcpy(fields + count, extra, sizeof extra);
    return count + EXTRA_FIELDS;
}

static dln_status add_layer(dln_layer_export *writer, output_layer *layer, const char *name,
                            dln_error *err) {
    bool brief = writer->format == DLN_EXPORT_SHAPEFILE;
    size_t count = 0;
    for (size_t i = 0; i < writer->columns.count; i++) {
        const dln_column *column = &writer->columns.items[i];
        if (column->where & layer->where)
            writer->fields[count++] =
                (dln_field){brief ? column->brief : column->name, type_of(writer, column->kind)};
    }
    if (writer->format == DLN_EXPORT_KML)
        count = add_kml_fields(writer->fields, count);
    layer->field_count = count;
    return dln_vector_add_layer(
        layer->file, name, layer->where == DLN_IN_POINTS ? DLN_GEOMETRY_POINTS : DLN_GEOMETRY_LINES,
        writer->fields, count, &layer->number, err);
}

static dln_status open_file(dln_layer_export *writer, output_layer *layer, const char *suffix,
                            dln_error *err) {
    dln_buffer path = {0};
    dln_staging_append_path(writer->staging, suffix, &path);
    dln_status status = path.failed ? dln_fail_memory(err)
                                    : dln_vector_create(driver_of(writer->format), path.data,
                                                        writer->path, &layer->file, err);
    dln_buffer_free(&path);
    return status;
}

static dln_status open_points(dln_layer_export *writer, dln_error *err) {
    dln_status status = open_file(writer, &writer->points, "", err);
    return status == DLN_OK
               ? add_layer(writer, &writer->points,
                           holds_one_layer(writer->format) ? dln_staging_stem(writer->staging)
                                                           : "incident",
                           err)
               : status;
}

// The layer of ways is made with the first of them where it needs a file of its own, and else at
// once, so that a GeoPackage always has both.
static dln_status open_ways(dln_layer_export *writer, dln_error *err) {
    if (!holds_one_layer(writer->format)) {
        writer->ways.file = writer->points.file;
        return add_layer(writer, &writer->ways, "movement", err);
    }
    dln_status status = open_file(writer, &writer->ways, "-movements", err);
    return status == DLN_OK ? add_layer(writer, &writer->ways, "movements", err) : status;
}

// QGIS finds its styles in a table of that name.
static dln_status add_style(dln_vector_writer *file, int layer, int64_t id, const char *table,
                            dln_qml_layer kind, dln_error *err) {
    dln_buffer qml = {0};
    dln_qml_append(&qml, kind);
    dln_field_value values[] = {
        {.text = DLN_STR("")},
        {.text = DLN_STR("")},
        {.text = dln_str_from(table)},
        {.text = DLN_STR("geom")},
        {.text = DLN_STR("dateline")},
        {.text = dln_buffer_str(&qml)},
        {.is_null = true},
        {.integer = 1},
        {.text = DLN_STR("")},
        {.text = DLN_STR("")},
        {.is_null = true},
        {.is_null = true},
    };
    dln_geometry none = {0};
    dln_status status =
        qml.failed ? dln_fail_memory(err) : dln_vector_add(file, layer, id, &none, values, err);
    dln_buffer_free(&qml);
    return status;
}

static dln_status add_styles(dln_vector_writer *file, dln_error *err) {
    static const dln_field fields[] = {
        {"f_table_catalog", DLN_FIELD_TEXT},
        {"f_table_schema", DLN_FIELD_TEXT},
        {"f_table_name", DLN_FIELD_TEXT},
        {"f_geometry_column", DLN_FIELD_TEXT},
        {"styleName", DLN_FIELD_TEXT},
        {"styleQML", DLN_FIELD_TEXT},
        {"styleSLD", DLN_FIELD_TEXT},
        {"useAsDefault", DLN_FIELD_INTEGER},
        {"description", DLN_FIELD_TEXT},
        {"owner", DLN_FIELD_TEXT},
        {"ui", DLN_FIELD_TEXT},
        {"update_time", DLN_FIELD_DATE},
    };
    int layer = 0;
    dln_status status = dln_vector_add_layer(file, "layer_styles", DLN_GEOMETRY_NONE, fields,
                                             sizeof fields / sizeof fields[0], &layer, err);
    if (status == DLN_OK)
        status = add_style(file, layer, 1, "incident", DLN_QML_POINTS, err);
    if (status == DLN_OK)
        status = add_style(file, layer, 2, "movement", DLN_QML_LINES, err);
    return status;
}

// --- values ---

// The longest beginning of at most `most` bytes that ends between two characters.
static dln_str cut_to(dln_str text, size_t most) {
    if (text.len <= most)
        return text;
    while (most > 0 && ((unsigned char)text.data[most] & 0xc0) == 0x80)
        most--;
    return dln_str_slice(text, 0, most);
}

static dln_field_value text_value(const dln_layer_export *writer, dln_str text, dln_buffer *out) {
    if (writer->format == DLN_EXPORT_SHAPEFILE)
        text = cut_to(text, SHAPEFILE_TEXT_MAX);
    else if (writer->format == DLN_EXPORT_KML)
        text = dln_kml_text(text, out);
    return (dln_field_value){.is_null = !text.data, .text = text};
}

static dln_field_value day_value(const dln_layer_export *writer, dln_day day, dln_buffer *out) {
    char text[DLN_DAY_TEXT_SIZE];
    if (writer->format != DLN_EXPORT_KML)
        return (dln_field_value){.day = day};
    dln_buffer_clear(out);
    dln_buffer_append(out, dln_str_from(dln_day_format(day, text)));
    return (dln_field_value){.text = dln_buffer_str(out)};
}

// `changed` is where text is built that the format wants otherwise.
static dln_field_value value_of(const dln_layer_export *writer, const dln_cell *cell,
                                dln_buffer *changed) {
    switch (cell->kind) {
    case DLN_CELL_TEXT:
        return text_value(writer, cell->text, changed);
    case DLN_CELL_INTEGER:
        return (dln_field_value){.integer = cell->integer};
    case DLN_CELL_REAL:
        return (dln_field_value){.real = dln_rounded(cell->real, cell->decimals)};
    case DLN_CELL_DAY:
        return day_value(writer, cell->day, changed);
    case DLN_CELL_NULL:
        break;
    }
    return (dln_field_value){.is_null = true};
}

static size_t set_kml_values(dln_layer_export *writer, const dln_record *record, unsigned where,
                             size_t count) {
    dln_field_value *values = writer->values + count;
    dln_buffer *texts = writer->texts + 2 * count;
    for (size_t i = 0; i < 2 * EXTRA_FIELDS; i++)
        dln_buffer_clear(&texts[i]);
    dln_kml_append_title(&texts[0], &record->incident);
    const dln_evidence *best = dln_record_best_evidence(record);
    if (best)
        dln_kml_append_html(&texts[2], best->sentence);
    dln_kml_append_style(&texts[8], record->incident.type, where == DLN_IN_WAYS);
    dln_when when = record->incident.when;
    values[0] = text_value(writer, dln_buffer_str(&texts[0]), &texts[1]);
    values[1] = text_value(writer, dln_buffer_str(&texts[2]), &texts[3]);
    values[2] = (dln_field_value){.is_null = when.first == DLN_DAY_NONE, .day = when.first};
    // A span ends at a moment: the last day is over when the next begins.
    values[3] = (dln_field_value){.is_null = when.last == DLN_DAY_NONE};
    values[3].day = values[3].is_null ? 0 : when.last + 1;
    values[4] = (dln_field_value){.text = dln_buffer_str(&texts[8])};
    return count + EXTRA_FIELDS;
}

static dln_status set_values(dln_layer_export *writer, const dln_record *record, unsigned where,
                             dln_error *err) {
    size_t count = 0;
    for (size_t i = 0; i < writer->columns.count; i++) {
        const dln_column *column = &writer->columns.items[i];
        if (!(column->where & where))
            continue;
        dln_buffer *texts = writer->texts + 2 * count;
        dln_buffer_clear(&texts[0]);
        dln_cell cell = column->get(record, &texts[0]);
        writer->values[count++] = value_of(writer, &cell, &texts[1]);
    }
    if (writer->format == DLN_EXPORT_KML)
        count = set_kml_values(writer, record, where, count);
    for (size_t i = 0; i < 2 * count; i++)
        if (writer->texts[i].failed)
            return dln_fail_memory(err);
    return DLN_OK;
}

// --- the calls ---

static dln_status new_scratch(dln_layer_export *writer, const char *path, dln_error *err) {
    size_t most = writer->columns.count + EXTRA_FIELDS;
    writer->fields = calloc(most, sizeof *writer->fields);
    writer->values = calloc(most, sizeof *writer->values);
    writer->texts = calloc(2 * most, sizeof *writer->texts);
    writer->path = strdup(path);
    return writer->fields && writer->values && writer->texts && writer->path ? DLN_OK
                                                                             : dln_fail_memory(err);
}

static dln_status open_layers(dln_layer_export *writer, dln_error *err) {
    dln_status status = open_points(writer, err);
    if (status == DLN_OK && !holds_one_layer(writer->format))
        status = open_ways(writer, err);
    if (status == DLN_OK && writer->format == DLN_EXPORT_GPKG)
        status = add_styles(writer->points.file, err);
    return status;
}

dln_status dln_layer_export_new(dln_export_format format, const char *path, dln_layer_export **out,
                                dln_error *err) {
    if (!driver_of(format))
        return dln_fail(err, DLN_INVALID, "%s: not a format of layers", path);
    dln_layer_export *writer = calloc(1, sizeof *writer);
    if (!writer)
        return dln_fail_memory(err);
    writer->format = format;
    writer->columns = dln_columns_of(DLN_PROFILE_DATELINE);
    writer->points.where = DLN_IN_POINTS;
    writer->ways.where = DLN_IN_WAYS;
    dln_status status = new_scratch(writer, path, err);
    if (status == DLN_OK)
        status = dln_staging_new(path, &writer->staging, err);
    if (status == DLN_OK)
        status = open_layers(writer, err);
    if (status == DLN_OK)
        *out = writer;
    else
        dln_layer_export_free(writer);
    return status;
}

static dln_status add_point(dln_layer_export *writer, const dln_record *record, dln_error *err) {
    const dln_where *where = &record->incident.where;
    bool has_point = where->located && dln_lonlat_is_valid(where->at);
    if (!has_point && writer->format == DLN_EXPORT_FLATGEOBUF) {
        writer->left_out++;
        return DLN_OK;
    }
    int decimals = dln_degree_decimals(where->radius_m);
    dln_lonlat at = dln_rounded_position(where->at, decimals);
    uint32_t end = 1;
    dln_geometry point = {DLN_GEOMETRY_POINTS, &at, &end, has_point};
    dln_status status = set_values(writer, record, DLN_IN_POINTS, err);
    return status == DLN_OK ? dln_vector_add(writer->points.file, writer->points.number, record->id,
                                             &point, writer->values, err)
                            : status;
}

static dln_status add_way(dln_layer_export *writer, const dln_record *record, dln_error *err) {
    dln_way way;
    dln_way_of(&record->incident, &way);
    if (!way.part_count)
        return DLN_OK;
    dln_status status = writer->ways.file ? DLN_OK : open_ways(writer, err);
    if (status == DLN_OK)
        status = set_values(writer, record, DLN_IN_WAYS, err);
    dln_geometry line = {DLN_GEOMETRY_LINES, way.points, way.part_ends, way.part_count};
    if (status == DLN_OK)
        status = dln_vector_add(writer->ways.file, writer->ways.number, record->id, &line,
                                writer->values, err);
    writer->ways_added += status == DLN_OK;
    return status;
}

dln_status dln_layer_export_add(dln_layer_export *writer, const dln_record *record,
                                dln_error *err) {
    dln_status status = add_point(writer, record, err);
    return status == DLN_OK ? add_way(writer, record, err) : status;
}

dln_status dln_layer_export_finish(dln_layer_export *writer, dln_error *err) {
    dln_vector_writer *points = writer->points.file, *ways = writer->ways.file;
    writer->points.file = writer->ways.file = NULL; // finished, whatever comes of it
    dln_status status = dln_vector_finish(points, err);
    if (ways && ways != points) {
        if (status == DLN_OK)
            status = dln_vector_finish(ways, err);
        else
            dln_vector_abandon(ways);
    }
    return status == DLN_OK ? dln_staging_publish(writer->staging, err) : status;
}

size_t dln_layer_export_left_out(const dln_layer_export *writer) {
    return writer->left_out;
}

size_t dln_layer_export_ways(const dln_layer_export *writer) {
    return writer->ways_added;
}

void dln_layer_export_free(dln_layer_export *writer) {
    if (!writer)
        return;
    if (writer->ways.file != writer->points.file)
        dln_vector_abandon(writer->ways.file);
    dln_vector_abandon(writer->points.file);
    dln_staging_free(writer->staging);
    for (size_t i = 0; writer->texts && i < 2 * (writer->columns.count + EXTRA_FIELDS); i++)
        dln_buffer_free(&writer->texts[i]);
    free(writer->texts);
    free(writer->values);
    free(writer->fields);
    free(writer->path);
    free(writer);
}
