// The layers of a QGIS project: movements over incidents over the circles of what is only known
// roughly, and under them, where there is one, the basemap in the colours of the light map.
#include "base/json.h"
#include "base/qml.h"
#include "base/xml.h"
#include "export/qgis.h"

// From here on a circle is drawn around a point: a smaller one would hide behind its marker.
#define ROUGH_M "3000"

typedef enum layer_style {
    STYLE_LINES,
    STYLE_POINTS,
    STYLE_CIRCLES,
    STYLE_TABLE, // no geometry
    STYLE_TOWNS,
    STYLE_STROKE,
    STYLE_AREA,
} layer_style;

typedef struct qgis_layer {
    const char *id, *name;
    const char *table;    // in the database or GeoPackage
    const char *geometry; // Point, Line, Polygon, No geometry
    layer_style style;
    // Of the ground: R,G,B of fill or line, of the outline, and its width in millimetres.
    const char *colour, *outline, *width;
    const char *dash; // QGIS's line style
    const char *condition;
} qgis_layer;

// QGIS makes up an id of its own for a layer whose id is short.
#define ID_TAIL "_dateline_layer_00000001"

static const qgis_layer data_layers[] = {
    {.id = "movements" ID_TAIL,
     .name = "Movements",
     .table = "movement",
     .geometry = "Line",
     STYLE_LINES},
    {.id = "incidents" ID_TAIL,
     .name = "Incidents",
     .table = "incident",
     .geometry = "Point",
     STYLE_POINTS},
    {.id = "roughness" ID_TAIL,
     .name = "Known only roughly",
     .table = "incident",
     .geometry = "Point",
     STYLE_CIRCLES,
     .condition = "\"radius_m\" >= " ROUGH_M},
};
// Only a database has it.
static const qgis_layer source_table = {.id = "sources" ID_TAIL,
                                        .name = "Sources",
                                        .table = "incident_sources",
                                        .geometry = "No geometry",
                                        .style = STYLE_TABLE};
static const qgis_layer ground_layers[] = {
    {.id = "cities" ID_TAIL,
     .name = "Cities",
     .table = "cities",
     .geometry = "Point",
     STYLE_TOWNS,
     .condition = "\"rank\" <= 4"},
    {.id = "disputed" ID_TAIL,
     .name = "Disputed lines",
     .table = "disputed",
     .geometry = "Line",
     STYLE_STROKE,
     .colour = "140,131,120",
     .width = "0.3",
     .dash = "dash"},
    {.id = "borders" ID_TAIL,
     .name = "Borders",
     .table = "borders",
     .geometry = "Line",
     STYLE_STROKE,
     .colour = "140,131,120",
     .width = "0.3",
     .dash = "solid"},
    {.id = "provinces" ID_TAIL,
     .name = "Governorates",
     .table = "admin1",
     .geometry = "Line",
     STYLE_STROKE,
     .colour = "203,195,182",
     .width = "0.2",
     .dash = "solid"},
    {.id = "rivers" ID_TAIL,
     .name = "Rivers",
     .table = "rivers",
     .geometry = "Line",
     STYLE_STROKE,
     .colour = "156,191,212",
     .width = "0.25",
     .dash = "solid"},
    {.id = "lakes" ID_TAIL,
     .name = "Lakes",
     .table = "lakes",
     .geometry = "Polygon",
     STYLE_AREA,
     .colour = "201,220,232",
     .outline = "143,169,186",
     .width = "0.15"},
    {.id = "land" ID_TAIL,
     .name = "Land",
     .table = "countries",
     .geometry = "Polygon",
     STYLE_AREA,
     .colour = "252,250,244",
     .outline = "143,169,186",
     .width = "0.2"},
};
#define COUNT(array) (sizeof(array) / sizeof *(array))

void dln_qgis_append_degrees(dln_buffer *out, double value) {
    dln_json plain = dln_json_to(out);
    dln_json_double(&plain, NULL, value, 6);
}

// --- where the data are ---

// QGIS reads a database's name between apostrophes, with backslashes before both.
static void append_quoted_path(dln_buffer *out, dln_str path) {
    for (size_t i = 0; i < path.len; i++) {
        if (path.data[i] == '\'' || path.data[i] == '\\')
            dln_buffer_append_char(out, '\\');
        dln_buffer_append_char(out, path.data[i]);
    }
}

static void append_condition(dln_buffer *out, const qgis_layer *layer, dln_str condition,
                             const char *lead) {
    if (layer->style == STYLE_TABLE)
        condition = DLN_STR_NONE; // of other columns
    if (!layer->condition && !condition.len)
        return;
    dln_buffer_append(out, dln_str_from(lead));
    if (layer->condition)
        dln_buffer_append(out, dln_str_from(layer->condition));
    if (layer->condition && condition.len)
        dln_buffer_append(out, DLN_STR(" AND "));
    dln_buffer_append(out, condition);
}

static void append_database_source(dln_buffer *out, const dln_qgis_project *project,
                                   const qgis_layer *layer) {
    // A way alone has neither type nor day: the view has.
    const char *table = layer->style == STYLE_LINES ? "movements" : layer->table;
    dln_buffer_append(out, DLN_STR("dbname='"));
    append_quoted_path(out, project->data);
    dln_buffer_printf(out, "' key='id' table=\"%s\"%s", table,
                      layer->style == STYLE_TABLE ? "" : " (geom)");
    append_condition(out, layer, project->condition, " sql=");
}

static void append_source(dln_buffer *out, const dln_qgis_project *project,
                          const qgis_layer *layer) {
    bool is_ground = layer->style >= STYLE_TOWNS;
    if (!is_ground && project->kind == DLN_QGIS_DATABASE) {
        append_database_source(out, project, layer);
        return;
    }
    dln_buffer_append(out, is_ground ? project->basemap : project->data);
    if (is_ground || project->kind == DLN_QGIS_GEOPACKAGE)
        dln_buffer_printf(out, "|layername=%s", layer->table);
    else
        dln_buffer_printf(out, "|geometrytype=%s",
                          layer->style == STYLE_LINES ? "LineString" : "Point");
    append_condition(out, layer, is_ground ? DLN_STR_NONE : project->condition, "|subset=");
}

static const char *provider_of(const dln_qgis_project *project, const qgis_layer *layer) {
    return project->kind == DLN_QGIS_DATABASE && layer->style < STYLE_TOWNS ? "spatialite" : "ogr";
}

// --- how they look ---

static void append_symbol(dln_buffer *out, const char *type, const char *class_name,
                          const char *options) {
    dln_buffer_printf(out,
                      "<renderer-v2 type=\"singleSymbol\" symbollevels=\"0\" enableorderby=\"0\""
                      " forceraster=\"0\"><symbols><symbol type=\"%s\" name=\"0\" alpha=\"1\">"
                      "<layer class=\"%s\" enabled=\"1\" locked=\"0\" pass=\"0\">"
                      "<Option type=\"Map\">%s</Option></layer></symbol></symbols>"
                      "</renderer-v2>\n",
                      type, class_name, options);
}

#define OPTION(name, value) "<Option type=\"QString\" name=\"" name "\" value=\"" value "\"/>"

static void append_stroke(dln_buffer *out, const qgis_layer *layer) {
    dln_buffer options = {0};
    dln_buffer_printf(&options,
                      OPTION("line_color", "%s,255") OPTION("line_width", "%s")
                          OPTION("line_width_unit", "MM") OPTION("line_style", "%s")
                              OPTION("joinstyle", "round") OPTION("capstyle", "round"),
                      layer->colour, layer->width, layer->dash);
    append_symbol(out, "line", "SimpleLine", options.data ? options.data : "");
    out->failed |= options.failed;
    dln_buffer_free(&options);
}

static void append_area(dln_buffer *out, const qgis_layer *layer) {
    dln_buffer options = {0};
    dln_buffer_printf(&options,
                      OPTION("color", "%s,255") OPTION("style", "solid")
                          OPTION("outline_color", "%s,255") OPTION("outline_style", "solid")
                              OPTION("outline_width", "%s") OPTION("outline_width_unit", "MM"),
                      layer->colour, layer->outline, layer->width);
    append_symbol(out, "fill", "SimpleFill", options.data ? options.data : "");
    out->failed |= options.failed;
    dln_buffer_free(&options);
}

static void append_towns(dln_buffer *out) {
    append_symbol(out, "marker", "SimpleMarker",
                  OPTION("name", "circle") OPTION("color", "85,82,77,255")
                      OPTION("outline_color", "255,255,255,255") OPTION("size", "1.1")
                          OPTION("size_unit", "MM"));
    static const dln_qml_labels names = {"&quot;name&quot;", "7", "110,104,96", DLN_QML_POINTS,
                                         true};
    dln_qml_append_labels(out, &names);
}

// A circle in metres: one around a Mercator point, whose metres grow with the latitude.
static void append_circles(dln_buffer *out) {
    dln_qml_append_time(out);
    append_symbol(out, "marker", "GeometryGenerator",
                  OPTION("SymbolType", "Fill")
                      OPTION("geometryModifier",
                             "transform(buffer(transform($geometry, 'EPSG:4326', 'EPSG:3857'),"
                             " &quot;radius_m&quot; / cos(radians($y)), 16), 'EPSG:3857', "
                             "'EPSG:4326')") "</Option><symbol type=\"fill\" name=\"@0@0\" "
                                             "alpha=\"1\">"
                                             "<layer class=\"SimpleFill\" enabled=\"1\" "
                                             "locked=\"0\" pass=\"0\">"
                                             "<Option type=\"Map\">" OPTION("style", "no")
                                                 OPTION("outline_color", "85,82,77,150")
                                                     OPTION("outline_style", "dash")
                                                         OPTION("outline_width", "0.2") OPTION(
                                                             "outline_width_unit",
                                                             "MM") "</Option></layer></"
                                                                   "symbol><Option type=\"Map\">");
}

static void append_look(dln_buffer *out, const qgis_layer *layer) {
    switch (layer->style) {
    case STYLE_LINES:
        dln_qml_append_look(out, DLN_QML_LINES);
        break;
    case STYLE_POINTS:
        dln_qml_append_look(out, DLN_QML_POINTS);
        break;
    case STYLE_CIRCLES:
        append_circles(out);
        break;
    case STYLE_TOWNS:
        append_towns(out);
        break;
    case STYLE_STROKE:
        append_stroke(out, layer);
        break;
    case STYLE_AREA:
        append_area(out, layer);
        break;
    case STYLE_TABLE:
        break;
    }
}

// --- the elements ---

static void append_source_xml(dln_buffer *out, const dln_qgis_project *project,
                              const qgis_layer *layer) {
    dln_buffer source = {0};
    append_source(&source, project, layer);
    dln_xml_append(out, dln_buffer_str(&source));
    out->failed |= source.failed;
    dln_buffer_free(&source);
}

static void append_layer(dln_buffer *out, const dln_qgis_project *project,
                         const qgis_layer *layer) {
    bool labelled =
        layer->style == STYLE_LINES || layer->style == STYLE_POINTS || layer->style == STYLE_TOWNS;
    dln_buffer_printf(out,
                      "<maplayer type=\"vector\" geometry=\"%s\" labelsEnabled=\"%d\""
                      " styleCategories=\"AllStyleCategories\">\n<id>%s</id>\n<datasource>",
                      layer->geometry, labelled, layer->id);
    append_source_xml(out, project, layer);
    dln_buffer_printf(out, "</datasource>\n<layername>%s</layername>\n", layer->name);
    if (layer->style != STYLE_TABLE)
        dln_buffer_append(
            out, DLN_STR("<srs><spatialrefsys><proj4>+proj=longlat +datum=WGS84 +no_defs</proj4>"
                         "<srsid>3452</srsid><srid>4326</srid><authid>EPSG:4326</authid>"
                         "<description>WGS 84</description>"
                         "<projectionacronym>longlat</projectionacronym>"
                         "<ellipsoidacronym>EPSG:7030</ellipsoidacronym>"
                         "<geographicflag>true</geographicflag></spatialrefsys></srs>\n"));
    dln_buffer_printf(out, "<provider encoding=\"UTF-8\">%s</provider>\n",
                      provider_of(project, layer));
    append_look(out, layer);
    dln_buffer_append(out, DLN_STR("</maplayer>\n"));
}

void dln_qgis_append_layers(dln_buffer *out, const dln_qgis_project *project) {
    for (size_t i = 0; i < COUNT(data_layers); i++)
        append_layer(out, project, &data_layers[i]);
    if (project->kind == DLN_QGIS_DATABASE)
        append_layer(out, project, &source_table);
    for (size_t i = 0; project->basemap.len && i < COUNT(ground_layers); i++)
        append_layer(out, project, &ground_layers[i]);
}

static void append_leaf(dln_buffer *out, const dln_qgis_project *project, const qgis_layer *layer) {
    dln_buffer_printf(out,
                      "<layer-tree-layer id=\"%s\" name=\"%s\" checked=\"Qt::Checked\""
                      " expanded=\"%d\" providerKey=\"%s\" source=\"",
                      layer->id, layer->name, layer->style == STYLE_POINTS,
                      provider_of(project, layer));
    append_source_xml(out, project, layer);
    dln_buffer_append(out, DLN_STR("\"/>\n"));
}

void dln_qgis_append_tree(dln_buffer *out, const dln_qgis_project *project) {
    dln_buffer_append(out, DLN_STR("<layer-tree-group>\n"));
    for (size_t i = 0; i < COUNT(data_layers); i++)
        append_leaf(out, project, &data_layers[i]);
    if (project->kind == DLN_QGIS_DATABASE)
        append_leaf(out, project, &source_table);
    if (project->basemap.len) {
        dln_buffer_append(out, DLN_STR("<layer-tree-group name=\"Basemap\" checked=\"Qt::Checked\""
                                       " expanded=\"0\">\n"));
        for (size_t i = 0; i < COUNT(ground_layers); i++)
            append_leaf(out, project, &ground_layers[i]);
        dln_buffer_append(out, DLN_STR("</layer-tree-group>\n"));
    }
    dln_buffer_append(out, DLN_STR("</layer-tree-group>\n"));
}
