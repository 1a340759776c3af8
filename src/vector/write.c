// Writing half of vector.h.
#include "vector/vector.h"

#include <errno.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdlib.h>
#include <string.h>

#include <cpl_error.h>
#include <cpl_string.h>

#include "vector/checked_file.h"

#define LAYERS_MAX 8
// Reasons of the system are short; a longer one is cut.
#define FAULT_SIZE 128

typedef struct layer_columns {
    OGRLayerH layer;
    dln_geometry_kind kind;
    dln_field_type *types; // of the fields as given
    int *places;           // where GDAL keeps each, -1 for a style
    size_t count;
} layer_columns;

struct dln_vector_writer {
    GDALDatasetH dataset;
    char *path;             // where GDAL writes
    char *shown_as;         // what messages call it
    char fault[FAULT_SIZE]; // why the first write failed; "" while none has
    bool in_transaction;
    layer_columns layers[LAYERS_MAX];
    int layer_count;
    dln_buffer text; // the value at hand, with the NUL that GDAL wants
};

// The words of SQLite, which writes GeoPackages past our files, for what a disk refuses.
static const char *reason_of_sqlite(const char *message) {
    if (strstr(message, "disk is full"))
        return strerror(ENOSPC);
    if (strstr(message, "disk I/O error"))
        return "the disk is full or failing";
    return NULL;
}

// GDAL's errors come here while it works for a writer; those of the disk are kept, whatever the
// driver makes of them.
static void CPL_STDCALL notice(CPLErr kind, CPLErrorNum number, const char *message) {
    dln_vector_writer *writer = CPLGetErrorHandlerUserData();
    if (kind < CE_Failure || *writer->fault)
        return;
    const char *reason = number == DLN_CHECKED_FAULT ? message : reason_of_sqlite(message);
    if (reason)
        CPLStrlcpy(writer->fault, reason, sizeof writer->fault);
}

static void begin_work(dln_vector_writer *writer) {
    CPLPushErrorHandlerEx(notice, writer);
    CPLErrorReset();
}

static void end_work(void) {
    CPLPopErrorHandler();
}

// Appends `text` without its every `part`, on one line.
static void append_without(dln_buffer *out, const char *text, dln_str part) {
    while (*text)
        if (part.len && strncmp(text, part.data, part.len) == 0)
            text += part.len;
        else
            dln_buffer_append_char(out, (unsigned char)*text < ' ' ? ' ' : *text), text++;
}

// What GDAL says, without the name of the folder that the file grows in.
static dln_status fail_as_gdal_says(const dln_vector_writer *writer, dln_error *err) {
    const char *name = strrchr(writer->path, '/');
    dln_buffer reason = {0};
    append_without(&reason, CPLGetLastErrorMsg(),
                   (dln_str){writer->path, name ? (size_t)(name - writer->path) + 1 : 0});
    dln_status status =
        reason.failed
            ? dln_fail_memory(err)
            : dln_fail(err, DLN_IO, "cannot write %s: %.*s", writer->shown_as,
                       DLN_STR_ARG(reason.len ? dln_buffer_str(&reason)
                                              : DLN_STR("GDAL refuses without a reason")));
    dln_buffer_free(&reason);
    return status;
}

static dln_status fail_write(const dln_vector_writer *writer, dln_error *err) {
    return *writer->fault
               ? dln_fail(err, DLN_IO, "cannot write %s: %s", writer->shown_as, writer->fault)
               : fail_as_gdal_says(writer, err);
}

static GDALDriverH find_driver(const char *name) {
    // LIBKML writes styles and times, KML does not; a build of GDAL may lack the first.
    GDALDriverH driver = strcmp(name, "KML") == 0 ? GDALGetDriverByName("LIBKML") : NULL;
    return driver ? driver : GDALGetDriverByName(name);
}

static void free_writer(dln_vector_writer *writer) {
    for (int i = 0; i < writer->layer_count; i++) {
        free(writer->layers[i].types);
        free(writer->layers[i].places);
    }
    dln_buffer_free(&writer->text);
    free(writer->path);
    free(writer->shown_as);
    free(writer);
}

static char *joined_text(const char *first, const char *second) {
    size_t split = strlen(first), size = strlen(second) + 1;
    char *copy = malloc(split + size);
    if (copy) {
        memcpy(copy, first, split);
        memcpy(copy + split, second, size);
    }
    return copy;
}

// SQLite looks after its own writes, and in its own way.
static const char *prefix_for(const char *driver_name) {
    return strcmp(driver_name, "GPKG") != 0 && dln_checked_files_install() ? DLN_CHECKED_PREFIX
                                                                           : "";
}

static dln_vector_writer *new_writer(const char *prefix, const char *path, const char *shown_as) {
    dln_vector_writer *writer = calloc(1, sizeof *writer);
    if (!writer)
        return NULL;
    writer->path = joined_text(prefix, path);
    writer->shown_as = joined_text("", shown_as);
    if (writer->path && writer->shown_as)
        return writer;
    free_writer(writer);
    return NULL;
}

dln_status dln_vector_create(const char *driver_name, const char *path, const char *shown_as,
                             dln_vector_writer **out, dln_error *err) {
    GDALAllRegister();
    GDALDriverH driver = find_driver(driver_name);
    if (!driver)
        return dln_fail(err, DLN_UNSUPPORTED, "this GDAL cannot write %s", driver_name);
    dln_vector_writer *writer = new_writer(prefix_for(driver_name), path, shown_as);
    if (!writer)
        return dln_fail_memory(err);
    begin_work(writer);
    writer->dataset = GDALCreate(driver, writer->path, 0, 0, 0, GDT_Unknown, NULL);
    end_work();
    if (!writer->dataset) {
        dln_status status = fail_write(writer, err);
        free_writer(writer);
        return status;
    }
    // One transaction for the file: without it GeoPackage commits row by row.
    writer->in_transaction = GDALDatasetTestCapability(writer->dataset, ODsCTransactions) &&
                             GDALDatasetStartTransaction(writer->dataset, FALSE) == OGRERR_NONE;
    *out = writer;
    return DLN_OK;
}

static OGRFieldType type_of(dln_field_type type) {
    switch (type) {
    case DLN_FIELD_INTEGER:
        return OFTInteger64;
    case DLN_FIELD_REAL:
        return OFTReal;
    case DLN_FIELD_DATE:
        return OFTDate;
    default:
        return OFTString;
    }
}

static OGRwkbGeometryType geometry_of(dln_geometry_kind kind) {
    switch (kind) {
    case DLN_GEOMETRY_POINTS:
        return wkbPoint;
    case DLN_GEOMETRY_LINES:
        return wkbMultiLineString;
    case DLN_GEOMETRY_POLYGONS:
        return wkbMultiPolygon;
    default:
        return wkbNone;
    }
}

static OGRLayerH create_layer(GDALDatasetH dataset, const char *name, dln_geometry_kind kind) {
    OGRSpatialReferenceH wgs84 = OSRNewSpatialReference(NULL);
    OSRImportFromEPSG(wgs84, 4326);
    OSRSetAxisMappingStrategy(wgs84, OAMS_TRADITIONAL_GIS_ORDER);
    char **options = NULL;
    const char *driver = GDALGetDriverShortName(GDALGetDatasetDriver(dataset));
    if (strcmp(driver, "ESRI Shapefile") == 0)
        options = CSLSetNameValue(options, "ENCODING", "UTF-8");
    OGRLayerH layer =
        GDALDatasetCreateLayer(dataset, name, kind ? wgs84 : NULL, geometry_of(kind), options);
    CSLDestroy(options);
    OSRDestroySpatialReference(wgs84);
    return layer;
}

// Where GDAL keeps the new field; -1 when it refuses.
static int create_field(OGRLayerH layer, const dln_field *field) {
    OGRFieldDefnH definition = OGR_Fld_Create(field->name, type_of(field->type));
    OGRErr failed = OGR_L_CreateField(layer, definition, TRUE);
    OGR_Fld_Destroy(definition);
    return failed == OGRERR_NONE ? OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(layer)) - 1 : -1;
}

static dln_status create_fields(dln_vector_writer *writer, layer_columns *columns,
                                const dln_field *fields, dln_error *err) {
    for (size_t i = 0; i < columns->count; i++) {
        columns->types[i] = fields[i].type;
        columns->places[i] = -1;
        if (fields[i].type == DLN_FIELD_STYLE)
            continue;
        columns->places[i] = create_field(columns->layer, &fields[i]);
        if (columns->places[i] < 0)
            return fail_write(writer, err);
    }
    return DLN_OK;
}

dln_status dln_vector_add_layer(dln_vector_writer *writer, const char *name, dln_geometry_kind kind,
                                const dln_field *fields, size_t field_count, int *layer,
                                dln_error *err) {
    if (writer->layer_count == LAYERS_MAX)
        return dln_fail(err, DLN_TOO_LARGE, "more than %d layers in %s", LAYERS_MAX,
                        writer->shown_as);
    layer_columns *columns = &writer->layers[writer->layer_count];
    *columns = (layer_columns){.kind = kind, .count = field_count};
    columns->types = calloc(field_count + 1, sizeof *columns->types);
    columns->places = calloc(field_count + 1, sizeof *columns->places);
    int number = writer->layer_count++; // from here on freed with the writer
    if (!columns->types || !columns->places)
        return dln_fail_memory(err);
    begin_work(writer);
    columns->layer = create_layer(writer->dataset, name, kind);
    dln_status status =
        columns->layer ? create_fields(writer, columns, fields, err) : fail_write(writer, err);
    end_work();
    if (status == DLN_OK)
        *layer = number;
    return status;
}

static OGRGeometryH run_of(const dln_geometry *geometry, OGRwkbGeometryType type, uint32_t begin,
                           uint32_t end) {
    OGRGeometryH run = OGR_G_CreateGeometry(type);
    for (uint32_t i = begin; i < end; i++)
        OGR_G_AddPoint_2D(run, geometry->points[i].lon, geometry->points[i].lat);
    return run;
}

static OGRGeometryH lines_of(const dln_geometry *geometry) {
    OGRGeometryH lines = OGR_G_CreateGeometry(wkbMultiLineString);
    uint32_t begin = 0;
    for (size_t part = 0; part < geometry->part_count; part++) {
        OGR_G_AddGeometryDirectly(
            lines, run_of(geometry, wkbLineString, begin, geometry->part_ends[part]));
        begin = geometry->part_ends[part];
    }
    return lines;
}

// NULL where there is nothing to draw.
static OGRGeometryH geometry_from(const dln_geometry *geometry) {
    if (geometry->part_count == 0)
        return NULL;
    if (geometry->kind == DLN_GEOMETRY_LINES)
        return lines_of(geometry);
    return run_of(geometry, wkbPoint, 0, 1);
}

// GDAL wants its text with a NUL behind it.
static const char *terminated(dln_vector_writer *writer, dln_str text) {
    dln_buffer_clear(&writer->text);
    dln_buffer_append(&writer->text, text);
    dln_buffer_append_char(&writer->text, '\0');
    return writer->text.failed ? NULL : writer->text.data;
}

static bool set_value(dln_vector_writer *writer, OGRFeatureH row, dln_field_type type, int place,
                      const dln_field_value *value) {
    dln_civil civil;
    const char *text;
    switch (type) {
    case DLN_FIELD_INTEGER:
        OGR_F_SetFieldInteger64(row, place, value->integer);
        return true;
    case DLN_FIELD_REAL:
        OGR_F_SetFieldDouble(row, place, value->real);
        return true;
    case DLN_FIELD_DATE:
        civil = dln_day_to_civil(value->day);
        OGR_F_SetFieldDateTime(row, place, civil.year, civil.month, civil.day, 0, 0, 0, 0);
        return true;
    case DLN_FIELD_TEXT:
    case DLN_FIELD_STYLE:
        text = terminated(writer, value->text);
        if (text && type == DLN_FIELD_STYLE)
            OGR_F_SetStyleString(row, text);
        else if (text)
            OGR_F_SetFieldString(row, place, text);
        return text != NULL;
    }
    return false;
}

static bool set_values(dln_vector_writer *writer, const layer_columns *columns, OGRFeatureH row,
                       const dln_field_value *values) {
    for (size_t i = 0; i < columns->count; i++) {
        if (!values[i].is_null) {
            if (!set_value(writer, row, columns->types[i], columns->places[i], &values[i]))
                return false;
        } else if (columns->places[i] >= 0) {
            OGR_F_SetFieldNull(row, columns->places[i]);
        }
    }
    return true;
}

dln_status dln_vector_add(dln_vector_writer *writer, int layer, int64_t id,
                          const dln_geometry *geometry, const dln_field_value *values,
                          dln_error *err) {
    if (layer < 0 || layer >= writer->layer_count || geometry->kind == DLN_GEOMETRY_POLYGONS)
        return dln_fail(err, DLN_INVALID,
                        "%s: no such layer, or an area: only points and lines "
                        "are written",
                        writer->shown_as);
    const layer_columns *columns = &writer->layers[layer];
    begin_work(writer);
    OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(columns->layer));
    OGR_F_SetFID(row, id);
    OGRGeometryH shape = geometry_from(geometry);
    if (shape)
        OGR_F_SetGeometryDirectly(row, shape);
    dln_status status = DLN_OK;
    if (!set_values(writer, columns, row, values))
        status = dln_fail_memory(err);
    else if (OGR_L_CreateFeature(columns->layer, row) != OGRERR_NONE || *writer->fault)
        status = fail_write(writer, err);
    OGR_F_Destroy(row);
    end_work();
    return status;
}

dln_status dln_vector_finish(dln_vector_writer *writer, dln_error *err) {
    begin_work(writer);
    dln_status status = DLN_OK;
    if (writer->in_transaction && GDALDatasetCommitTransaction(writer->dataset) != OGRERR_NONE)
        status = fail_write(writer, err);
    // Closing writes as well, and GDAL 3.6 tells only by its last error that it could not.
    CPLErrorReset();
    GDALClose(writer->dataset);
    if (status == DLN_OK && (CPLGetLastErrorType() >= CE_Failure || *writer->fault))
        status = fail_write(writer, err);
    end_work();
    free_writer(writer);
    return status;
}

void dln_vector_abandon(dln_vector_writer *writer) {
    if (!writer)
        return;
    begin_work(writer);
    if (writer->in_transaction)
        GDALDatasetRollbackTransaction(writer->dataset);
    GDALClose(writer->dataset);
    end_work();
    free_writer(writer);
}
