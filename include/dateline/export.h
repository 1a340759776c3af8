// Files for other programs. GeoJSON and CSV need nothing but this library; the GDAL formats are in
// libdateline-layers and reached through the same calls.
#ifndef DATELINE_EXPORT_H
#define DATELINE_EXPORT_H

#include "dateline/store.h"

DLN_BEGIN_DECLS

typedef enum dln_export_format {
    DLN_EXPORT_GEOJSON,
    DLN_EXPORT_CSV,
    DLN_EXPORT_GPKG,
    DLN_EXPORT_KML,
    DLN_EXPORT_SHAPEFILE,
    DLN_EXPORT_FLATGEOBUF,
    DLN_EXPORT_FORMATS, // how many
} dln_export_format;

typedef enum dln_export_profile {
    DLN_PROFILE_DATELINE,
    DLN_PROFILE_ACLED,
    DLN_PROFILE_UCDP
} dln_export_profile;

// By suffix: .geojson .json .csv .gpkg .kml .shp .fgb. False when unknown.
DLN_API bool dln_export_format_of(dln_str path, dln_export_format *out);

// Bytes leave through this, in order; anything but DLN_OK stops the writer.
typedef dln_status (*dln_write_bytes)(void *context, dln_str bytes, dln_error *err);

// Streaming writers for GeoJSON (RFC 7946) and CSV (RFC 4180): flat memory over any number.
typedef struct dln_text_export dln_text_export;
DLN_API dln_status dln_text_export_new(dln_export_format format, dln_export_profile profile,
                                       dln_write_bytes write, void *context, dln_text_export **out,
                                       dln_error *err) DLN_MUST_CHECK;
DLN_API dln_status dln_text_export_add(dln_text_export *writer, const dln_record *record,
                                       dln_error *err) DLN_MUST_CHECK;
DLN_API dln_status dln_text_export_finish(dln_text_export *writer, dln_error *err) DLN_MUST_CHECK;
// How many of the incidents have a way, written as a line: always 0 in CSV.
DLN_API size_t dln_text_export_ways(const dln_text_export *writer);
DLN_API void dln_text_export_free(dln_text_export *writer);

// The style that QGIS finds as NAME.qml beside NAME.geojson, .csv, .shp or .fgb: a colour and a
// shape a type of incident, those of the map. `lines`: for a file of movements.
DLN_API dln_status dln_export_style(bool lines, dln_write_bytes write, void *context,
                                    dln_error *err) DLN_MUST_CHECK;

// Streaming writer for the GDAL formats, in libdateline-layers. Nothing stands at `path` before
// dln_layer_export_finish has returned DLN_OK; freeing an unfinished one leaves no file.
typedef struct dln_layer_export dln_layer_export;
DLN_API dln_status dln_layer_export_new(dln_export_format format, const char *path,
                                        dln_layer_export **out, dln_error *err) DLN_MUST_CHECK;
DLN_API dln_status dln_layer_export_add(dln_layer_export *writer, const dln_record *record,
                                        dln_error *err) DLN_MUST_CHECK;
DLN_API dln_status dln_layer_export_finish(dln_layer_export *writer, dln_error *err) DLN_MUST_CHECK;
// Of the incidents added, those that the format cannot hold: FlatGeobuf's without a place. And
// those whose way became a line, in a layer or file of their own. As of now.
DLN_API size_t dln_layer_export_left_out(const dln_layer_export *writer);
DLN_API size_t dln_layer_export_ways(const dln_layer_export *writer);
DLN_API void dln_layer_export_free(dln_layer_export *writer);

// The polygons of any vector file that GDAL reads, in degrees (--polygon). In libdateline-layers.
DLN_API dln_status dln_polygons_read(const char *path, dln_arena *arena, const dln_polygon **out,
                                     size_t *count, dln_error *err) DLN_MUST_CHECK;

DLN_END_DECLS

#endif
