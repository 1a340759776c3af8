// QGIS layer styles (QML) in the palette's colours and shapes: for the database's layer_styles, for
// GeoPackage and for files beside a GeoJSON.
#ifndef DLN_BASE_QML_H
#define DLN_BASE_QML_H

#include "dateline/base.h"

typedef enum dln_qml_layer {
    DLN_QML_POINTS, // a marker a type
    DLN_QML_LINES,  // a line with an arrowhead at its end
} dln_qml_layer;

// A style by the attribute "type".
void dln_qml_append(dln_buffer *out, dln_qml_layer layer);

#endif
