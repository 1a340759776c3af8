// The half of the library that draws and writes GDAL formats. GDAL, PROJ and Cairo take forty
// milliseconds to load, so they are loaded by the commands that need them, when they need them.
#ifndef DLN_CLI_LAYERS_H
#define DLN_CLI_LAYERS_H

#include "dateline/dateline.h"

typedef struct cli_layers {
    __typeof__(dln_map_options_init) *map_options_init;
    __typeof__(dln_map_render) *map_render;
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

// Stays loaded until the program ends.
dln_status cli_layers_open(cli_layers *out, dln_error *err) DLN_MUST_CHECK;

#endif
