// A QGIS project: the document around its layers.
#include "export/qgis.h"
#include "base/xml.h"

#include <math.h>

#include "export/extent.h"

#define EARTH_M        6378137.0 // of EPSG:3857, which knows a sphere only
#define MERCATOR_LAT   85.0      // beyond, a Mercator map has no end
#define MARGIN         0.06      // of the extent, so that nothing sticks to the edge
#define SMALLEST_VIEW  0.5       // degrees: of a single incident the surroundings are wanted
#define DEGREES_TO_RAD 0.017453292519943295

typedef struct view {
    double west, south, east, north; // metres of EPSG:3857
} view;

static double mercator_x(double lon) {
    return EARTH_M * lon * DEGREES_TO_RAD;
}

static double mercator_y(double lat) {
    double bounded = fmax(-MERCATOR_LAT, fmin(MERCATOR_LAT, lat));
    return EARTH_M * asinh(tan(bounded * DEGREES_TO_RAD));
}

static view view_of(const dln_qgis_project *project) {
    dln_box box = project->has_box ? project->box : (dln_box){-180, -60, 180, 75};
    if (box.west > box.east) // a project has no view over 180°
        box.west = -180, box.east = 180;
    double wide = fmax(0, SMALLEST_VIEW - (box.east - box.west)) / 2;
    double high = fmax(0, SMALLEST_VIEW - (box.north - box.south)) / 2;
    view v = {mercator_x(box.west - wide), mercator_y(box.south - high),
              mercator_x(box.east + wide), mercator_y(box.north + high)};
    double margin = MARGIN * fmax(v.east - v.west, v.north - v.south);
    return (view){v.west - margin, v.south - margin, v.east + margin, v.north + margin};
}

static void append_number(dln_buffer *out, const char *element, double value) {
    dln_buffer_printf(out, "<%s>%ld</%s>", element, lround(value), element);
}

static void append_view(dln_buffer *out, const dln_qgis_project *project) {
    view v = view_of(project);
    dln_buffer_append(
        out, DLN_STR("<projectCrs><spatialrefsys><proj4>+proj=merc +a=6378137 +b=6378137 +lat_ts=0"
                     " +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs"
                     "</proj4><srsid>3857</srsid><srid>3857</srid><authid>EPSG:3857</authid>"
                     "<description>WGS 84 / Pseudo-Mercator</description>"
                     "<projectionacronym>merc</projectionacronym>"
                     "<ellipsoidacronym>EPSG:7030</ellipsoidacronym>"
                     "<geographicflag>false</geographicflag></spatialrefsys></projectCrs>\n"
                     "<mapcanvas name=\"theMapCanvas\"><units>meters</units><extent>"));
    append_number(out, "xmin", v.west);
    append_number(out, "ymin", v.south);
    append_number(out, "xmax", v.east);
    append_number(out, "ymax", v.north);
    dln_buffer_append(out, DLN_STR("</extent><rotation>0</rotation></mapcanvas>\n"));
}

// Day by day from the first to behind the last.
static void append_time(dln_buffer *out, const dln_qgis_project *project) {
    char first[DLN_DAY_TEXT_SIZE], end[DLN_DAY_TEXT_SIZE];
    dln_buffer_append(out, DLN_STR("<ProjectTimeSettings timeStep=\"1\" timeStepUnit=\"d\""
                                   " frameRate=\"5\" cumulativeTemporalRange=\"0\">"));
    if (project->first != DLN_DAY_NONE)
        dln_buffer_printf(out,
                          "<TemporalRange><start>%sT00:00:00Z</start><end>%sT00:00:00Z</end>"
                          "</TemporalRange>",
                          dln_day_format(project->first, first),
                          dln_day_format(project->last + 1, end));
    dln_buffer_append(out, DLN_STR("</ProjectTimeSettings>\n"));
}

// The sea, where there is land to tell it from; and relative paths.
static void append_properties(dln_buffer *out, const dln_qgis_project *project) {
    dln_buffer_append(out, DLN_STR("<properties><Paths><Absolute type=\"bool\">false</Absolute>"
                                   "</Paths><SpatialRefSys><ProjectionsEnabled type=\"int\">1"
                                   "</ProjectionsEnabled></SpatialRefSys>"));
    if (project->basemap.len)
        dln_buffer_append(out,
                          DLN_STR("<Gui><CanvasColorRedPart type=\"int\">201</CanvasColorRedPart>"
                                  "<CanvasColorGreenPart type=\"int\">220</CanvasColorGreenPart>"
                                  "<CanvasColorBluePart type=\"int\">232</CanvasColorBluePart>"
                                  "</Gui>"));
    dln_buffer_append(out, DLN_STR("</properties>\n"));
}

// A form of an incident lists what its sources say.
static void append_relation(dln_buffer *out, const dln_qgis_project *project) {
    if (project->kind == DLN_QGIS_DATABASE)
        dln_buffer_append(out, DLN_STR("<relations><relation id=\"sources_of_incident\""
                                       " name=\"Sources\" strength=\"Association\""
                                       " referencingLayer=\"sources_dateline_layer_00000001\""
                                       " referencedLayer=\"incidents_dateline_layer_00000001\">"
                                       "<fieldRef referencingField=\"incident_id\""
                                       " referencedField=\"id\"/></relation></relations>\n"));
}

dln_status dln_qgis_project_write(const dln_qgis_project *project, dln_write_bytes write,
                                  void *context, dln_error *err) {
    dln_buffer out = {0};
    dln_buffer_append(
        &out, DLN_STR("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" DLN_QGIS_MARK
                      "\n<qgis version=\"3.22\" projectname=\""));
    dln_xml_append(&out, project->title);
    dln_buffer_append(&out, DLN_STR("\">\n<title>"));
    dln_xml_append(&out, project->title);
    dln_buffer_append(&out, DLN_STR("</title>\n<projectMetadata><title>"));
    dln_xml_append(&out, project->title);
    dln_buffer_append(&out, DLN_STR("</title></projectMetadata>\n"));
    append_view(&out, project);
    dln_qgis_append_tree(&out, project);
    append_relation(&out, project);
    dln_buffer_append(&out, DLN_STR("<projectlayers>\n"));
    dln_qgis_append_layers(&out, project);
    dln_buffer_append(&out, DLN_STR("</projectlayers>\n"));
    append_properties(&out, project);
    append_time(&out, project);
    dln_buffer_append(&out, DLN_STR("</qgis>\n"));
    dln_status status =
        out.failed ? dln_fail_memory(err) : write(context, dln_buffer_str(&out), err);
    dln_buffer_free(&out);
    return status;
}

void dln_qgis_project_init(dln_qgis_project *project) {
    *project = (dln_qgis_project){.first = DLN_DAY_NONE, .last = DLN_DAY_NONE};
}
