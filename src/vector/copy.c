// Copying part of a layer: GDAL's own way of cutting, which keeps every field as it is.
#include "vector/vector.h"

#include <gdal.h>
#include <gdal_utils.h>

#include <cpl_conv.h> // CPLsnprintf
#include <cpl_error.h>
#include <cpl_string.h>

#include "vector/file.h"

static char **with_number(char **arguments, double value) {
    char text[32];
    CPLsnprintf(text, sizeof text, "%.6f", value); // '.' whatever the locale
    return CSLAddString(arguments, text);
}

static char **arguments_for(const char *layer, dln_box box, const char *name) {
    char **arguments = NULL;
    static const char *const fixed[] = {"-f", "GPKG", "-nlt", "PROMOTE_TO_MULTI", "-clipsrc"};
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        arguments = CSLAddString(arguments, fixed[i]);
    arguments = with_number(arguments, box.west);
    arguments = with_number(arguments, box.south);
    arguments = with_number(arguments, box.east);
    arguments = with_number(arguments, box.north);
    arguments = CSLAddString(CSLAddString(arguments, "-nln"), name);
    return CSLAddString(arguments, layer);
}

static dln_status fail(const char *to, dln_error *err) {
    const char *reason = CPLGetLastErrorMsg();
    return dln_fail(err, DLN_IO, "cannot write %s: %s", to, *reason ? reason : "GDAL refuses");
}

dln_status dln_vector_copy(dln_vector_file *file, const char *layer, dln_box box, const char *to,
                           const char *name, dln_error *err) {
    GDALDatasetH from = file->dataset;
    if (box.west > box.east)
        box.west = -180, box.east = 180;
    char **arguments = arguments_for(layer, box, name);
    GDALVectorTranslateOptions *options = GDALVectorTranslateOptionsNew(arguments, NULL);
    CSLDestroy(arguments);
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLErrorReset();
    GDALDatasetH there = GDALOpenEx(to, GDAL_OF_VECTOR | GDAL_OF_UPDATE, NULL, NULL, NULL);
    CPLErrorReset();
    int misused = 0;
    GDALDatasetH written =
        GDALVectorTranslate(there ? NULL : to, there, 1, &from, options, &misused);
    dln_status status = written && !misused ? DLN_OK : fail(to, err);
    GDALClose(written ? written : there);
    if (status == DLN_OK && CPLGetLastErrorType() >= CE_Failure)
        status = fail(to, err);
    CPLPopErrorHandler();
    GDALVectorTranslateOptionsFree(options);
    return status;
}
