// The parts of a QGIS project (.qgs): qgis.c has the document, qgis_layer.c its layers.
#ifndef DLN_EXPORT_QGIS_H
#define DLN_EXPORT_QGIS_H

#include "dateline/export.h"

void dln_qgis_append_degrees(dln_buffer *out, double value); // '.' whatever the locale

// The `<maplayer>` elements of the data, of the ground below them, and what the tree of layers
// says of each, topmost first.
void dln_qgis_append_layers(dln_buffer *out, const dln_qgis_project *project);
void dln_qgis_append_tree(dln_buffer *out, const dln_qgis_project *project);

#endif
