// Reading half of vector.h. Geometries leave GDAL as flat runs of longitude and latitude.
#include "vector/vector.h"

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdlib.h>
#include <string.h>

#include <cpl_conv.h>
#include <cpl_error.h>

#include "vector/file.h"

// What one dln_vector_read works on.
struct reading {
    OGRLayerH layer;
    OGRCoordinateTransformationH to_degrees; // NULL: the layer is in degrees already
    int fields[DLN_FEATURE_FIELDS_MAX];
    size_t field_count;
    dln_str values[DLN_FEATURE_FIELDS_MAX];
    dln_buffer text; // the values of one row
    dln_flat flat;
    dln_feature_visitor visit;
    void *context;
};

dln_status dln_vector_open(const char *path, dln_vector_file **out, dln_error *err) {
    GDALAllRegister();
    dln_vector_file *file = calloc(1, sizeof *file);
    if (!file)
        return dln_fail_memory(err);
    CPLPushErrorHandler(CPLQuietErrorHandler);
    file->dataset = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
    CPLPopErrorHandler();
    if (!file->dataset) {
        free(file);
        const char *reason = CPLGetLastErrorMsg();
        return dln_fail(err, DLN_BAD_INPUT, "%s: cannot be read as a vector file (%s)", path,
                        *reason ? reason : "no driver knows it");
    }
    *out = file;
    return DLN_OK;
}

void dln_vector_close(dln_vector_file *file) {
    if (!file)
        return;
    GDALClose(file->dataset);
    free(file);
}

static bool flat_add_line(dln_flat *flat, OGRGeometryH line) {
    int count = OGR_G_GetPointCount(line);
    if (count <= 0)
        return true;
    dln_lonlat *part = dln_flat_add_part(flat, (size_t)count);
    if (part)
        OGR_G_GetPoints(line, &part->lon, sizeof *part, &part->lat, sizeof *part, NULL, 0);
    return part != NULL;
}

// Rings, lines and points are leaves; everything else holds them. Depth is bounded by the file
// formats: a collection of multipolygons of polygons of rings is four.
static bool flat_add(dln_flat *flat, OGRGeometryH geometry, int depth) {
    int children = OGR_G_GetGeometryCount(geometry);
    if (children == 0 || depth > 8)
        return flat_add_line(flat, geometry);
    for (int i = 0; i < children; i++)
        if (!flat_add(flat, OGR_G_GetGeometryRef(geometry, i), depth + 1))
            return false;
    return true;
}

static dln_geometry_kind kind_of(OGRGeometryH geometry) {
    OGRwkbGeometryType type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry));
    switch (type) {
    case wkbPoint:
    case wkbMultiPoint:
        return DLN_GEOMETRY_POINTS;
    case wkbLineString:
    case wkbMultiLineString:
        return DLN_GEOMETRY_LINES;
    case wkbPolygon:
    case wkbMultiPolygon:
        return DLN_GEOMETRY_POLYGONS;
    default:
        return DLN_GEOMETRY_NONE;
    }
}

// The geometry in degrees; a part that the file's system cannot express there is left out.
static dln_status flatten(struct reading *reading, OGRFeatureH row, dln_geometry *out,
                          dln_error *err) {
    *out = (dln_geometry){.kind = DLN_GEOMETRY_NONE};
    OGRGeometryH geometry = OGR_F_GetGeometryRef(row);
    if (!geometry || OGR_G_IsEmpty(geometry))
        return DLN_OK;
    OGRGeometryH linear =
        OGR_G_HasCurveGeometry(geometry, FALSE) ? OGR_G_GetLinearGeometry(geometry, 0, NULL) : NULL;
    if (linear)
        geometry = linear;
    dln_status status = DLN_OK;
    dln_flat *flat = &reading->flat;
    flat->point_count = flat->end_count = 0;
    bool placed =
        !reading->to_degrees || OGR_G_Transform(geometry, reading->to_degrees) == OGRERR_NONE;
    if (placed && !flat_add(flat, geometry, 0))
        status = dln_fail_memory(err);
    else if (placed)
        *out = (dln_geometry){kind_of(geometry), flat->points, flat->ends, flat->end_count};
    OGR_G_DestroyGeometry(linear);
    return status;
}

// GDAL prints every number into the same place: values are copied before the next is asked for.
static bool copy_values(struct reading *reading, OGRFeatureH row) {
    size_t ends[DLN_FEATURE_FIELDS_MAX];
    dln_buffer_clear(&reading->text);
    for (size_t i = 0; i < reading->field_count; i++) {
        int field = reading->fields[i];
        bool said = OGR_F_IsFieldSetAndNotNull(row, field);
        if (said)
            dln_buffer_append(&reading->text, dln_str_from(OGR_F_GetFieldAsString(row, field)));
        reading->values[i] = said ? DLN_STR("") : DLN_STR_NONE;
        ends[i] = reading->text.len;
    }
    for (size_t i = 0; i < reading->field_count && !reading->text.failed; i++) {
        size_t begin = i ? ends[i - 1] : 0;
        if (reading->values[i].data && ends[i] > begin)
            reading->values[i] = (dln_str){reading->text.data + begin, ends[i] - begin};
    }
    return !reading->text.failed;
}

static dln_status visit_row(struct reading *reading, OGRFeatureH row, dln_error *err) {
    dln_feature feature = {.values = reading->values};
    dln_status status = flatten(reading, row, &feature.geometry, err);
    if (status != DLN_OK)
        return status;
    if (!copy_values(reading, row))
        return dln_fail_memory(err);
    return reading->visit(reading->context, &feature, err);
}

static bool touches(OGRFeatureH row, const dln_box *box) {
    OGRGeometryH geometry = OGR_F_GetGeometryRef(row);
    if (!geometry)
        return false;
    OGREnvelope around;
    OGR_G_GetEnvelope(geometry, &around);
    return around.MinX <= box->east && around.MaxX >= box->west && around.MinY <= box->north &&
           around.MaxY >= box->south;
}

// One pass over the rows that touch `box`, but for those that touch `seen` as well.
static dln_status visit_rows(struct reading *reading, const dln_box *box, const dln_box *seen,
                             dln_error *err) {
    // A layer in another system is filtered after the transformation only by its reader.
    if (box && !reading->to_degrees)
        OGR_L_SetSpatialFilterRect(reading->layer, box->west, box->south, box->east, box->north);
    else
        OGR_L_SetSpatialFilter(reading->layer, NULL);
    OGR_L_ResetReading(reading->layer);
    dln_status status = DLN_OK;
    OGRFeatureH row;
    while (status == DLN_OK && (row = OGR_L_GetNextFeature(reading->layer))) {
        if (!seen || !touches(row, seen))
            status = visit_row(reading, row, err);
        OGR_F_Destroy(row);
    }
    return status;
}

static dln_status find_fields(struct reading *reading, const char *const *fields, dln_error *err) {
    OGRFeatureDefnH columns = OGR_L_GetLayerDefn(reading->layer);
    for (size_t i = 0; fields && fields[i]; i++) {
        if (i == DLN_FEATURE_FIELDS_MAX)
            return dln_fail(err, DLN_TOO_LARGE, "more than %d fields asked of a layer",
                            DLN_FEATURE_FIELDS_MAX);
        int field = OGR_FD_GetFieldIndex(columns, fields[i]);
        if (field < 0)
            return dln_fail(err, DLN_BAD_INPUT, "layer %s has no field \"%s\"",
                            OGR_L_GetName(reading->layer), fields[i]);
        reading->fields[reading->field_count++] = field;
    }
    return DLN_OK;
}

// A layer without a system is taken to be in degrees, as GeoJSON and most hand-made files are.
static dln_status find_transformation(struct reading *reading, dln_error *err) {
    OGRSpatialReferenceH from = OGR_L_GetSpatialRef(reading->layer);
    if (!from)
        return DLN_OK;
    OGRSpatialReferenceH wgs84 = OSRNewSpatialReference(NULL);
    OSRImportFromEPSG(wgs84, 4326);
    OSRSetAxisMappingStrategy(wgs84, OAMS_TRADITIONAL_GIS_ORDER);
    bool failed = false;
    if (!OSRIsGeographic(from)) {
        reading->to_degrees = OCTNewCoordinateTransformation(from, wgs84);
        failed = !reading->to_degrees;
    }
    OSRDestroySpatialReference(wgs84);
    return failed ? dln_fail(err, DLN_BAD_INPUT,
                             "layer %s is in a system PROJ cannot turn into degrees",
                             OGR_L_GetName(reading->layer))
                  : DLN_OK;
}

static dln_status prepare(struct reading *reading, dln_vector_file *file, const char *layer,
                          const char *const *fields, dln_error *err) {
    reading->layer = layer ? GDALDatasetGetLayerByName(file->dataset, layer)
                           : GDALDatasetGetLayer(file->dataset, 0);
    if (!reading->layer)
        return dln_fail(err, DLN_BAD_INPUT, "no layer \"%s\" in %s", layer ? layer : "1",
                        GDALGetDescription(file->dataset));
    dln_status status = find_fields(reading, fields, err);
    return status == DLN_OK ? find_transformation(reading, err) : status;
}

size_t dln_vector_layer_count(const dln_vector_file *file) {
    return (size_t)GDALDatasetGetLayerCount(file->dataset);
}

const char *dln_vector_layer_name(const dln_vector_file *file, size_t index) {
    return OGR_L_GetName(GDALDatasetGetLayer(file->dataset, (int)index));
}

dln_status dln_vector_read(dln_vector_file *file, const char *layer, const dln_box *box,
                           const char *const *fields, dln_feature_visitor visit, void *context,
                           dln_error *err) {
    struct reading reading = {.visit = visit, .context = context};
    CPLPushErrorHandler(CPLQuietErrorHandler);
    dln_status status = prepare(&reading, file, layer, fields, err);
    if (status == DLN_OK && box && box->west > box->east) {
        dln_box west_half = {box->west, box->south, 180, box->north};
        dln_box east_half = {-180, box->south, box->east, box->north};
        status = visit_rows(&reading, &west_half, NULL, err);
        if (status == DLN_OK)
            status = visit_rows(&reading, &east_half, &west_half, err);
    } else if (status == DLN_OK) {
        status = visit_rows(&reading, box, NULL, err);
    }
    CPLPopErrorHandler();
    OCTDestroyCoordinateTransformation(reading.to_degrees);
    dln_buffer_free(&reading.text);
    dln_flat_free(&reading.flat);
    return status;
}
