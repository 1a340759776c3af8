// Maps: records become a picture that can be printed. In libdateline-map.
#ifndef DATELINE_MAP_H
#define DATELINE_MAP_H

#include "dateline/file_reader.h"
#include "dateline/store.h"

DLN_BEGIN_DECLS

typedef enum dln_map_theme {
    DLN_THEME_LIGHT,
    DLN_THEME_DARK,
    DLN_THEME_PRINT,
    DLN_THEME_GREY
} dln_map_theme;

// One picture a period instead of one of everything.
typedef enum dln_map_series {
    DLN_SERIES_NONE,
    DLN_SERIES_DAY,
    DLN_SERIES_WEEK,
    DLN_SERIES_MONTH
} dln_map_series;

// So many incidents that only their number can be read: no symbols, but counts.
typedef enum dln_map_density {
    DLN_DENSITY_NONE,
    DLN_DENSITY_HEXAGON, // hexagons of one size, coloured by how many incidents lie in them
    DLN_DENSITY_HEAT     // a smooth surface of incidents per area
} dln_map_density;

// What the size of a symbol says.
typedef enum dln_map_size_by {
    DLN_SIZE_BY_NONE, // nothing: all are of one size
    DLN_SIZE_BY_COUNT,
    DLN_SIZE_BY_FATALITIES, // people killed, at least
    DLN_SIZE_BY_CASUALTIES  // killed and injured, at least
} dln_map_size_by;

// In which the map is labelled, where names in it are known.
typedef enum dln_map_language { DLN_MAP_ENGLISH, DLN_MAP_ARABIC } dln_map_language;

// What a place called `name` at or near `at` is called in the language of the map; none where that
// is not known. For towns the basemap's own names come first.
typedef struct dln_map_namer {
    dln_str (*name)(void *context, dln_str name, dln_lonlat at); // NULL: nobody knows
    void *context;
} dln_map_namer;

typedef struct dln_map_options {
    const char *path;    // .png, .svg or .pdf; written by a temporary file and a rename
    const char *basemap; // folder with the bundled basemap
    // Vector file (all its layers, or FILE:LAYER) or raster to draw under the incidents; NULL:
    // none.
    const char *overlay;
    const dln_file_reader *overlay_reader; // who reads it: dln_gdal_file_reader()
    int width_px, height_px;               // of a PNG; SVG and PDF are width_px / dpi inches wide
    double dpi;              // 96 by default: scales type and symbols, goes into the file
    dln_str title, subtitle; // none: made from what is shown
    dln_map_theme theme;
    dln_map_language language;
    dln_map_namer namer; // for languages other than English
    bool has_extent;
    dln_box extent; // fitted to the records when not given
    // All pictures have one extent, projection and legend. `path` map.png makes map-01.png,
    // map-02.png …, and map.gif one animated file.
    dln_map_series series;
    const char *crs; // reference system of the picture (EPSG:32637, PROJ string); NULL: fitted
    bool worldfile;  // beside a PNG: map.pgw, map.prj and map.png.aux.xml for a GIS
    bool no_locator; // leave out the small map that says where on the continent this is
    dln_map_density density;
    dln_map_size_by size_by;
    const int64_t *highlight; // ids of records to point out
    size_t highlight_count;
} dln_map_options;
DLN_API void dln_map_options_init(dln_map_options *options);
#define DLN_MAP_MIN_PX       160
#define DLN_MAP_MAX_PX       16384
#define DLN_MAP_MAX_PICTURES 500 // of a series

typedef struct dln_map_summary {
    size_t incidents, movements, unplaced; // drawn, drawn, and not drawable
    size_t outside;                        // beyond the edges of this map
    size_t too_rough;                      // whose place is too large for a map of density
    size_t missing_glyphs;                 // letters that no installed font has: boxes
    size_t missing_cjk;                    // those of them that are Chinese, Japanese or Korean
    char missing_in[64];                   // the first text that has one
    size_t unnamed;                        // places that neither the map nor its key names in full
    size_t undated;                        // whose date is too rough for any picture of a series
    size_t pictures;
    char overlay_layers[256]; // of options.overlay that were drawn: "roads, rivers"
} dln_map_summary;
// What is to be drawn, gathered incident by incident in any order: the latest is drawn on top. Of
// each only what a map shows is kept, some 250 bytes.
typedef struct dln_map dln_map;
DLN_API dln_status dln_map_new(dln_map **out, dln_error *err) DLN_MUST_CHECK;
DLN_API void dln_map_free(dln_map *map);
// A dln_record_visitor: `map` is a dln_map. Nothing of the record need live on.
DLN_API dln_status dln_map_add(void *map, const dln_record *record, dln_error *err) DLN_MUST_CHECK;
// Nothing to show and no extent given is DLN_NOT_FOUND; an extent without incidents is a base map.
// Nothing is left at `path` but a whole picture.
DLN_API dln_status dln_map_draw(dln_map *map, const dln_map_options *options, dln_map_summary *out,
                                dln_error *err) DLN_MUST_CHECK;
// All of it in one call.
DLN_API dln_status dln_map_render(const dln_record *records, size_t count,
                                  const dln_map_options *options, dln_map_summary *out,
                                  dln_error *err) DLN_MUST_CHECK;

DLN_END_DECLS

#endif
