#include "vector/file_reader.h"

const dln_file_reader *dln_gdal_file_reader(void) {
    static const dln_file_reader gdal = {.vector_open = dln_vector_open,
                                         .vector_read = dln_vector_read,
                                         .vector_layer_count = dln_vector_layer_count,
                                         .vector_layer_name = dln_vector_layer_name,
                                         .vector_close = dln_vector_close,
                                         .raster_is = dln_raster_is,
                                         .raster_read = dln_raster_read};
    return &gdal;
}
