// Vector layers in files, through GDAL: the only place that knows GDAL.
//
// Reading gives flat coordinates and attributes feature by feature; writing takes them the same
// way.
#ifndef DLN_VECTOR_VECTOR_H
#define DLN_VECTOR_VECTOR_H

#include "dateline/day.h"
#include "vector/feature.h"

typedef struct dln_vector_file dln_vector_file;
dln_status dln_vector_open(const char *path, dln_vector_file **out, dln_error *err) DLN_MUST_CHECK;
void dln_vector_close(dln_vector_file *file);

size_t dln_vector_layer_count(const dln_vector_file *file);
// Borrowed from the file; `index` below the count.
const char *dln_vector_layer_name(const dln_vector_file *file, size_t index);

// Visits the features of a layer (NULL: the first) that touch `box` (NULL: all). `fields` are names
// of attributes, NULL-terminated; an unknown one is DLN_BAD_INPUT.
dln_status dln_vector_read(dln_vector_file *file, const char *layer, const dln_box *box,
                           const char *const *fields, dln_feature_visitor visit, void *context,
                           dln_error *err) DLN_MUST_CHECK;

// Copies the features of `layer` that touch `box`, cut at it, into the GeoPackage at `to`, which is
// made if it is not there, as its layer `name`. A box over 180° is copied whole.
dln_status dln_vector_copy(dln_vector_file *file, const char *layer, dln_box box, const char *to,
                           const char *name, dln_error *err) DLN_MUST_CHECK;

typedef enum dln_field_type {
    DLN_FIELD_TEXT,
    DLN_FIELD_INTEGER,
    DLN_FIELD_REAL,
    DLN_FIELD_DATE,
    DLN_FIELD_STYLE, // no column: GDAL's feature style, for formats that draw (KML)
} dln_field_type;
typedef struct dln_field {
    const char *name;
    dln_field_type type;
} dln_field;
typedef struct dln_field_value { // which member counts is the field's type; `is_null` wins
    bool is_null;
    dln_str text;
    int64_t integer;
    double real;
    dln_day day;
} dln_field_value;

typedef struct dln_vector_writer dln_vector_writer;
// `driver` is GDAL's name ("GPKG", "KML", "ESRI Shapefile", "FlatGeobuf"). The file grows at
// `path`; messages call it `shown_as`. Whatever the disk refuses is DLN_IO, at the latest from
// _finish.
dln_status dln_vector_create(const char *driver, const char *path, const char *shown_as,
                             dln_vector_writer **out, dln_error *err) DLN_MUST_CHECK;
// Returns in `*layer` the number to write to.
dln_status dln_vector_add_layer(dln_vector_writer *writer, const char *name, dln_geometry_kind kind,
                                const dln_field *fields, size_t field_count, int *layer,
                                dln_error *err) DLN_MUST_CHECK;
dln_status dln_vector_add(dln_vector_writer *writer, int layer, int64_t id,
                          const dln_geometry *geometry, const dln_field_value *values,
                          dln_error *err) DLN_MUST_CHECK;
// Writes what is left and closes; frees the writer whatever it returns.
dln_status dln_vector_finish(dln_vector_writer *writer, dln_error *err) DLN_MUST_CHECK;
void dln_vector_abandon(dln_vector_writer *writer); // closes; the caller removes the file

#endif
