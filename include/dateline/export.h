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
    DLN_EXPORT_PAGE,
    DLN_EXPORT_GEOJSON_LINES,    // a feature a line
    DLN_EXPORT_GEOJSON_SEQUENCE, // a feature a record of RFC 8142
    DLN_EXPORT_FORMATS,          // how many
} dln_export_format;

typedef enum dln_export_profile {
    DLN_PROFILE_DATELINE,
    DLN_PROFILE_ACLED,
    DLN_PROFILE_UCDP
} dln_export_profile;

// By suffix: .geojson .json .csv .gpkg .kml .shp .fgb .html .geojsonl .geojsons. False when
// unknown.
DLN_API bool dln_export_format_of(dln_str path, dln_export_format *out);

// Bytes leave through this, in order; anything but DLN_OK stops the writer.
typedef dln_status (*dln_write_bytes)(void *context, dln_str bytes, dln_error *err);

// Streaming writers for GeoJSON (RFC 7946, 8142) and CSV (RFC 4180): flat memory over any number.
typedef struct dln_text_export dln_text_export;
DLN_API dln_status dln_text_export_new(dln_export_format format, dln_export_profile profile,
                                       dln_write_bytes write, void *context, dln_text_export **out,
                                       dln_error *err) DLN_MUST_CHECK;
// A row of HXL tags (hxlstandard.org) below the header of a CSV; before the first incident.
DLN_API void dln_text_export_hxl(dln_text_export *writer);
DLN_API bool dln_export_is_text(dln_export_format format);
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

// The smallest box around records, and their first and last day.
typedef struct dln_coverage dln_coverage;
DLN_API dln_status dln_coverage_new(dln_coverage **out, dln_error *err) DLN_MUST_CHECK;
DLN_API void dln_coverage_add(dln_coverage *coverage, const dln_record *record);
DLN_API bool dln_coverage_box(const dln_coverage *coverage, dln_box *out); // false: nothing placed
DLN_API bool dln_coverage_days(const dln_coverage *coverage, dln_day *first, dln_day *last);
DLN_API void dln_coverage_free(dln_coverage *coverage);

// A QGIS project (.qgs) that opens data styled, labelled and ready for the Temporal Controller.
typedef enum dln_qgis_kind {
    DLN_QGIS_DATABASE,   // dateline's own
    DLN_QGIS_GEOPACKAGE, // as dln_layer_export writes it
    DLN_QGIS_GEOJSON,    // as dln_text_export writes it
} dln_qgis_kind;
typedef struct dln_qgis_project {
    dln_qgis_kind kind;
    dln_str data;    // the file's path as the project is to name it: relative to its own folder
    dln_str basemap; // the same of a file that dln_basemap_cut wrote; none: no ground
    dln_str title;
    dln_str condition; // SQL on the columns of incidents; none: all
    bool has_box;
    dln_box box;         // what the window shows at first
    dln_day first, last; // what the Temporal Controller runs over; DLN_DAY_NONE: nothing dated
} dln_qgis_project;
DLN_API void dln_qgis_project_init(dln_qgis_project *project);
DLN_API dln_status dln_qgis_project_write(const dln_qgis_project *project, dln_write_bytes write,
                                          void *context, dln_error *err) DLN_MUST_CHECK;
// A line near the beginning of every project of ours, which QGIS leaves out when it saves one.
#define DLN_QGIS_MARK "<!-- written by dateline; QGIS drops this line when it saves -->"
// The SQL condition that says what a filter's types, statuses, days and confidence say. The rest of
// a filter is not in it. The caller frees `out`.
DLN_API void dln_qgis_condition(const dln_filter *filter, dln_buffer *out);

// What lies around `box` of the basemap in `folder`, as a GeoPackage. In libdateline-layers.
DLN_API dln_status dln_basemap_cut(const char *folder, dln_box box, const char *path,
                                   dln_error *err) DLN_MUST_CHECK;

// One HTML file with map, list, filters and sources, which a browser opens from the disk: it asks
// the network for nothing. Streaming. In libdateline-layers.
typedef struct dln_page_options {
    dln_str title;       // none: made of the days
    const char *basemap; // folder with the bundled basemap
    bool has_window;
    dln_box window; // what is seen at first; all incidents when not given
} dln_page_options;
typedef struct dln_page_export dln_page_export;
DLN_API dln_status dln_page_export_new(const dln_page_options *options, dln_write_bytes write,
                                       void *context, dln_page_export **out,
                                       dln_error *err) DLN_MUST_CHECK;
DLN_API dln_status dln_page_export_add(dln_page_export *page, const dln_record *record,
                                       dln_error *err) DLN_MUST_CHECK;
DLN_API dln_status dln_page_export_finish(dln_page_export *page, dln_error *err) DLN_MUST_CHECK;
DLN_API size_t dln_page_export_ways(const dln_page_export *page);
DLN_API void dln_page_export_free(dln_page_export *page);

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
// The lines of any vector file, and the outlines of its polygons: roads and borders (--along).
DLN_API dln_status dln_lines_read(const char *path, dln_arena *arena, const dln_polyline **out,
                                  size_t *count, dln_error *err) DLN_MUST_CHECK;

DLN_END_DECLS

#endif
