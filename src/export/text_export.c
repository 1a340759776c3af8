#include "export/text_export.h"

#include <stdlib.h>

// Large enough that a write costs nothing, small enough to stay in the cache.
#define FLUSH_BYTES ((size_t)64 << 10)

bool dln_export_format_of(dln_str path, dln_export_format *out) {
    static const struct {
        const char *suffix;
        dln_export_format format;
    } suffixes[] = {
        {".geojson", DLN_EXPORT_GEOJSON},
        {".json", DLN_EXPORT_GEOJSON},
        {".csv", DLN_EXPORT_CSV},
        {".gpkg", DLN_EXPORT_GPKG},
        {".kml", DLN_EXPORT_KML},
        {".shp", DLN_EXPORT_SHAPEFILE},
        {".fgb", DLN_EXPORT_FLATGEOBUF},
        {".html", DLN_EXPORT_PAGE},
        {".geojsonl", DLN_EXPORT_GEOJSON_LINES},
        {".geojsons", DLN_EXPORT_GEOJSON_SEQUENCE},
    };
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++)
        if (dln_str_ends_with(path, dln_str_from(suffixes[i].suffix))) {
            *out = suffixes[i].format;
            return true;
        }
    return false;
}

bool dln_export_is_text(dln_export_format format) {
    return format == DLN_EXPORT_GEOJSON || format == DLN_EXPORT_CSV ||
           format == DLN_EXPORT_GEOJSON_LINES || format == DLN_EXPORT_GEOJSON_SEQUENCE;
}

static dln_status flush(dln_text_export *writer, size_t from, dln_error *err) {
    if (writer->out.failed || writer->scratch.failed)
        return dln_fail_memory(err);
    if (writer->out.len < from || !writer->out.len)
        return DLN_OK;
    dln_status status = writer->write(writer->context, dln_buffer_str(&writer->out), err);
    dln_buffer_clear(&writer->out);
    return status;
}

dln_status dln_text_export_new(dln_export_format format, dln_export_profile profile,
                               dln_write_bytes write, void *context, dln_text_export **out,
                               dln_error *err) {
    if (!dln_export_is_text(format))
        return dln_fail(err, DLN_INVALID, "not a text format");
    dln_text_export *writer = calloc(1, sizeof *writer);
    if (!writer)
        return dln_fail_memory(err);
    writer->format = format;
    writer->columns = dln_columns_of(profile);
    writer->write = write;
    writer->context = context;
    if (format == DLN_EXPORT_GEOJSON)
        dln_geojson_begin(writer);
    else if (format == DLN_EXPORT_CSV)
        dln_csv_begin(writer);
    *out = writer;
    return DLN_OK;
}

void dln_text_export_hxl(dln_text_export *writer) {
    if (writer->format == DLN_EXPORT_CSV)
        dln_csv_tag(writer);
}

dln_status dln_text_export_add(dln_text_export *writer, const dln_record *record, dln_error *err) {
    if (writer->format == DLN_EXPORT_CSV)
        dln_csv_add(writer, record);
    else
        dln_geojson_add(writer, record);
    return flush(writer, FLUSH_BYTES, err);
}

dln_status dln_text_export_finish(dln_text_export *writer, dln_error *err) {
    if (writer->format == DLN_EXPORT_GEOJSON)
        dln_geojson_end(writer);
    return flush(writer, 0, err);
}

size_t dln_text_export_ways(const dln_text_export *writer) {
    return writer->ways;
}

void dln_text_export_free(dln_text_export *writer) {
    if (!writer)
        return;
    dln_buffer_free(&writer->out);
    dln_buffer_free(&writer->scratch);
    free(writer);
}
