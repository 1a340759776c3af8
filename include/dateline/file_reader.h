// Reading vector files and rasters of users, lent to what is not linked with GDAL.
#ifndef DATELINE_FILE_READER_H
#define DATELINE_FILE_READER_H

#include "dateline/base.h"

DLN_BEGIN_DECLS

typedef struct dln_file_reader dln_file_reader;

// Whatever GDAL reads. In libdateline-layers; lives as long as that is loaded.
DLN_API const dln_file_reader *dln_gdal_file_reader(void);

DLN_END_DECLS

#endif
