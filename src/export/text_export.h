// What the text formats share: a buffer that leaves through the caller's function when it is full.
#ifndef DLN_EXPORT_TEXT_EXPORT_H
#define DLN_EXPORT_TEXT_EXPORT_H

#include "export/columns.h"
#include "export/extent.h"

struct dln_text_export {
    dln_export_format format;
    dln_columns columns;
    dln_write_bytes write;
    void *context;
    dln_buffer out, scratch;
    dln_extent extent; // GeoJSON's bbox
    size_t count;      // features or rows so far
    size_t ways;       // those of them that are lines
};

void dln_geojson_begin(dln_text_export *writer);
void dln_geojson_add(dln_text_export *writer, const dln_record *record);
void dln_geojson_end(dln_text_export *writer);

void dln_csv_begin(dln_text_export *writer);
void dln_csv_tag(dln_text_export *writer);
// The HXL tag of a column, of whatever profile; "" for one that has none.
const char *dln_hxl_tag(const char *column);
void dln_csv_add(dln_text_export *writer, const dln_record *record);

#endif
