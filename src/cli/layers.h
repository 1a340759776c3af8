// The parts of the library that draw and that know GDAL's formats. PROJ and Cairo take ten
// milliseconds to load and GDAL thirty, so each is loaded by the commands that need it, when they
// need it.
#ifndef DLN_CLI_LAYERS_H
#define DLN_CLI_LAYERS_H

#include "dateline/dateline.h"

typedef struct cli_drawing {
    __typeof__(dln_map_options_init) *map_options_init;
    __typeof__(dln_map_new) *map_new;
    __typeof__(dln_map_free) *map_free;
    __typeof__(dln_map_add) *map_add;
    __typeof__(dln_map_draw) *map_draw;
} cli_drawing;

typedef struct cli_layers {
    __typeof__(dln_gdal_file_reader) *gdal_file_reader;
    __typeof__(dln_layer_export_new) *layer_export_new;
    __typeof__(dln_layer_export_add) *layer_export_add;
    __typeof__(dln_layer_export_finish) *layer_export_finish;
    __typeof__(dln_layer_export_left_out) *layer_export_left_out;
    __typeof__(dln_layer_export_ways) *layer_export_ways;
    __typeof__(dln_layer_export_free) *layer_export_free;
    __typeof__(dln_polygons_read) *polygons_read;
    __typeof__(dln_basemap_cut) *basemap_cut;
    __typeof__(dln_page_export_new) *page_export_new;
    __typeof__(dln_page_export_add) *page_export_add;
    __typeof__(dln_page_export_finish) *page_export_finish;
    __typeof__(dln_page_export_ways) *page_export_ways;
    __typeof__(dln_page_export_free) *page_export_free;
    __typeof__(dln_lines_read) *lines_read;
} cli_layers;

// Both stay loaded until the program ends.
dln_status cli_drawing_open(cli_drawing *out, dln_error *err) DLN_MUST_CHECK;
dln_status cli_layers_open(cli_layers *out, dln_error *err) DLN_MUST_CHECK;

#endif
