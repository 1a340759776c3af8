// An open vector file, for the files of this folder.
#ifndef DLN_VECTOR_FILE_H
#define DLN_VECTOR_FILE_H

#include <gdal.h>

struct dln_vector_file {
    GDALDatasetH dataset;
};

#endif
