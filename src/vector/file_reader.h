// The reading half of vector.h and raster.h as a table, for who must not be linked with GDAL: maps
// read files of users now and then, and everything else without it.
#ifndef DLN_VECTOR_FILE_READER_H
#define DLN_VECTOR_FILE_READER_H

#include "dateline/file_reader.h"
#include "vector/raster.h"
#include "vector/vector.h"

struct dln_file_reader {
    __typeof__(dln_vector_open) *vector_open;
    __typeof__(dln_vector_read) *vector_read;
    __typeof__(dln_vector_layer_count) *vector_layer_count;
    __typeof__(dln_vector_layer_name) *vector_layer_name;
    __typeof__(dln_vector_close) *vector_close;
    __typeof__(dln_raster_is) *raster_is;
    __typeof__(dln_raster_read) *raster_read;
};

#endif
