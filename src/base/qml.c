#include "base/qml.h"

#include "base/palette.h"

// Sizes in millimetres on paper.
#define MARKER_SIZE "3.6"
#define OUTLINE     "0.2"
#define LINE_WIDTH  "0.7"
#define HALO        "0.7"
#define LABEL_GAP   "2"
#define LABEL_SIZE  "8" // points
#define INK         "27,27,27"

static void append_option(dln_buffer *out, const char *name, const char *value) {
    dln_buffer_printf(out, "<Option type=\"QString\" name=\"%s\" value=\"%s\"/>", name, value);
}

static void append_colour(dln_buffer *out, const char *name, const dln_swatch *swatch) {
    dln_buffer_printf(out, "<Option type=\"QString\" name=\"%s\" value=\"%u,%u,%u,255\"/>", name,
                      swatch->red, swatch->green, swatch->blue);
}

static void open_layer(dln_buffer *out, const char *class_name) {
    dln_buffer_printf(out,
                      "<layer class=\"%s\" enabled=\"1\" locked=\"0\" pass=\"0\">"
                      "<Option type=\"Map\">",
                      class_name);
}

static void append_marker(dln_buffer *out, const dln_swatch *swatch, const char *shape) {
    open_layer(out, "SimpleMarker");
    append_colour(out, "color", swatch);
    append_option(out, "name", shape);
    append_option(out, "outline_color", "255,255,255,255");
    append_option(out, "outline_style", "solid");
    append_option(out, "outline_width", OUTLINE);
    append_option(out, "outline_width_unit", "MM");
    append_option(out, "size", MARKER_SIZE);
    append_option(out, "size_unit", "MM");
    dln_buffer_append(out, DLN_STR("</Option></layer>"));
}

static void append_arrow(dln_buffer *out, const dln_swatch *swatch, int number) {
    open_layer(out, "SimpleLine");
    append_option(out, "capstyle", "round");
    append_option(out, "joinstyle", "round");
    append_colour(out, "line_color", swatch);
    append_option(out, "line_style", "solid");
    append_option(out, "line_width", LINE_WIDTH);
    append_option(out, "line_width_unit", "MM");
    dln_buffer_append(out, DLN_STR("</Option></layer>"));
    open_layer(out, "MarkerLine");
    append_option(out, "placement", "lastvertex");
    append_option(out, "rotate", "1");
    dln_buffer_printf(out, "</Option><symbol type=\"marker\" name=\"@%d@1\" alpha=\"1\">", number);
    append_marker(out, swatch, "filled_arrowhead");
    dln_buffer_append(out, DLN_STR("</symbol></layer>"));
}

static void append_renderer(dln_buffer *out, dln_qml_layer layer) {
    dln_buffer_append(
        out, DLN_STR("<renderer-v2 type=\"categorizedSymbol\" attr=\"type\" symbollevels=\"0\""
                     " enableorderby=\"0\" forceraster=\"0\">\n<categories>\n"));
    for (int i = 0; i < DLN_INCIDENT_TYPES; i++)
        dln_buffer_printf(
            out, "<category value=\"%s\" label=\"%s\" symbol=\"%d\" render=\"true\"/>\n",
            dln_type_name((dln_incident_type)i), dln_type_name((dln_incident_type)i), i);
    dln_buffer_append(out, DLN_STR("</categories>\n<symbols>\n"));
    for (int i = 0; i < DLN_INCIDENT_TYPES; i++) {
        const dln_swatch *swatch = dln_palette_of((dln_incident_type)i);
        dln_buffer_printf(out, "<symbol type=\"%s\" name=\"%d\" alpha=\"1\">",
                          layer == DLN_QML_POINTS ? "marker" : "line", i);
        if (layer == DLN_QML_POINTS)
            append_marker(out, swatch, swatch->shape);
        else
            append_arrow(out, swatch, i);
        dln_buffer_append(out, DLN_STR("</symbol>\n"));
    }
    dln_buffer_append(out, DLN_STR("</symbols>\n</renderer-v2>\n"));
}

void dln_qml_append_labels(dln_buffer *out, const dln_qml_labels *labels) {
    // QGIS numbers placements: 6 around a point by a cartographer's order, 3 curved along a line.
    dln_buffer_printf(
        out,
        "<labeling type=\"simple\"><settings>"
        "<text-style fieldName=\"%s\" isExpression=\"1\" fontSize=\"%s\" fontWeight=\"%d\""
        " fontSizeUnit=\"Point\" textColor=\"%s,255\" textOpacity=\"1\" multilineHeight=\"1\">"
        "<text-buffer bufferDraw=\"1\" bufferSize=\"" HALO
        "\" bufferSizeUnits=\"MM\" bufferColor=\"255,255,255,255\" bufferOpacity=\"0.9\""
        " bufferNoFill=\"0\" bufferJoinStyle=\"128\"/></text-style>"
        "<placement placement=\"%d\" priority=\"%d\" dist=\"" LABEL_GAP "\" distUnits=\"MM\""
        " offsetType=\"1\" predefinedPositionOrder=\"TR,TL,BR,BL,R,L,TSR,BSR\""
        " placementFlags=\"9\" maxCurvedCharAngleIn=\"25\" maxCurvedCharAngleOut=\"-25\"/>"
        "<rendering drawLabels=\"1\" obstacle=\"1\" obstacleFactor=\"1\" displayAll=\"0\""
        " fontMinPixelSize=\"3\" fontMaxPixelSize=\"10000\"/>"
        "</settings></labeling>\n",
        labels->expression, labels->points, labels->is_quiet ? 50 : 63, labels->colour,
        labels->layer == DLN_QML_POINTS ? 6 : 3, labels->is_quiet ? 3 : 7);
}

void dln_qml_append_time(dln_buffer *out) {
    // Mode 4: from one expression to another, to_datetime() because of what QGIS makes of plain
    // fields: SQL that compares the text of a day with that of a moment, and shows the wrong day.
    // The last day ends where the next begins.
    dln_buffer_append(
        out, DLN_STR("<temporal enabled=\"1\" mode=\"4\" limitMode=\"0\" accumulate=\"0\""
                     " startField=\"date_start\" endField=\"date_end\" durationField=\"\""
                     " durationUnit=\"d\" fixedDuration=\"0\""
                     " startExpression=\"to_datetime(&quot;date_start&quot;)\""
                     " endExpression=\"to_datetime(&quot;date_end&quot;) + to_interval('1 day')\">"
                     "<fixedRange><start></start><end></end></fixedRange></temporal>\n"));
}

void dln_qml_append_look(dln_buffer *out, dln_qml_layer layer) {
    static const dln_qml_labels labels[] = {
        [DLN_QML_POINTS] = {"&quot;place&quot;", LABEL_SIZE, INK, DLN_QML_POINTS, false},
        [DLN_QML_LINES] = {"&quot;origin&quot; || ' → ' || &quot;destination&quot;", LABEL_SIZE,
                           INK, DLN_QML_LINES, false},
    };
    dln_qml_append_time(out);
    append_renderer(out, layer);
    dln_qml_append_labels(out, &labels[layer]);
}

void dln_qml_append(dln_buffer *out, dln_qml_layer layer) {
    dln_buffer_append(out, DLN_STR("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
                                   "<qgis version=\"3.22\" labelsEnabled=\"1\""
                                   " styleCategories=\"Symbology|Labeling|Temporal\">\n"));
    dln_qml_append_look(out, layer);
    dln_buffer_append(out, DLN_STR("</qgis>\n"));
}
