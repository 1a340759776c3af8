#include "base/qml.h"

#include "base/palette.h"

// Sizes in millimetres on paper.
#define MARKER_SIZE "3.6"
#define OUTLINE     "0.2"
#define LINE_WIDTH  "0.7"

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

void dln_qml_append(dln_buffer *out, dln_qml_layer layer) {
    dln_buffer_append(
        out, DLN_STR("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
                     "<qgis version=\"3.22\" styleCategories=\"Symbology\">\n"
                     "<renderer-v2 type=\"categorizedSymbol\" attr=\"type\" symbollevels=\"0\""
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
    dln_buffer_append(out, DLN_STR("</symbols>\n</renderer-v2>\n</qgis>\n"));
}
