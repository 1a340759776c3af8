// QGIS layer styles (QML) in the palette's colours and shapes: for the database's layer_styles, for
// GeoPackage and for files beside a GeoJSON.
#ifndef DLN_BASE_QML_H
#define DLN_BASE_QML_H

#include "dateline/base.h"

typedef enum dln_qml_layer {
    DLN_QML_POINTS, // a marker a type
    DLN_QML_LINES,  // a line with an arrowhead at its end
} dln_qml_layer;

// A style by the attribute "type", labelled by place, with the days for the Temporal Controller.
void dln_qml_append(dln_buffer *out, dln_qml_layer layer);

// What it is made of, for a project, which has the same inside its layers.
void dln_qml_append_look(dln_buffer *out, dln_qml_layer layer);
void dln_qml_append_time(dln_buffer *out);
typedef struct dln_qml_labels {
    const char *expression; // QGIS's, already escaped for XML
    const char *points;     // size of type
    const char *colour;     // "27,27,27"
    dln_qml_layer layer;    // around points, or along lines
    bool is_quiet;          // gives way to the others
} dln_qml_labels;
void dln_qml_append_labels(dln_buffer *out, const dln_qml_labels *labels);

#endif
