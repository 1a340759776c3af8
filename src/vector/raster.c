#include "vector/raster.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <gdal.h>
#include <gdal_utils.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static GDALDatasetH open_quietly(const char *path) {
    GDALAllRegister();
    CPLPushErrorHandler(CPLQuietErrorHandler);
    GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_RASTER | GDAL_OF_READONLY, NULL, NULL, NULL);
    CPLPopErrorHandler();
    return dataset;
}

bool dln_raster_is(const char *path) {
    GDALDatasetH dataset = open_quietly(path);
    bool found = dataset && GDALGetRasterCount(dataset) > 0;
    if (dataset)
        GDALClose(dataset);
    return found;
}

// As bytes of red, green and blue: a colour table is looked up, more bits are stretched.
static GDALDatasetH as_bytes(GDALDatasetH from) {
    GDALRasterBandH band = GDALGetRasterBand(from, 1);
    char **arguments = CSLAddString(NULL, "-of");
    arguments = CSLAddString(arguments, "VRT");
    if (GDALGetRasterColorTable(band)) {
        arguments = CSLAddString(arguments, "-expand");
        arguments = CSLAddString(arguments, "rgba");
    } else if (GDALGetRasterDataType(band) != GDT_Byte) {
        arguments = CSLAddString(arguments, "-scale");
        arguments = CSLAddString(arguments, "-ot");
        arguments = CSLAddString(arguments, "Byte");
    }
    GDALTranslateOptions *options = GDALTranslateOptionsNew(arguments, NULL);
    CSLDestroy(arguments);
    GDALDatasetH bytes = options ? GDALTranslate("", from, options, NULL) : NULL;
    GDALTranslateOptionsFree(options);
    return bytes;
}

static char **add_numbers(char **arguments, const char *name, const double *numbers, int count) {
    arguments = CSLAddString(arguments, name);
    for (int i = 0; i < count; i++) {
        char text[40];
        snprintf(text, sizeof text, "%.10g", numbers[i]);
        arguments = CSLAddString(arguments, text);
    }
    return arguments;
}

static GDALDatasetH warped(GDALDatasetH from, const dln_raster_grid *grid) {
    double extent[] = {grid->left, grid->top - grid->rows * grid->cell,
                       grid->left + grid->columns * grid->cell, grid->top};
    double size[] = {grid->columns, grid->rows};
    char **arguments = CSLAddString(NULL, "-of");
    arguments = CSLAddString(arguments, "MEM");
    arguments = CSLAddString(arguments, "-t_srs");
    arguments = CSLAddString(arguments, grid->wkt);
    arguments = add_numbers(arguments, "-te", extent, 4);
    arguments = add_numbers(arguments, "-ts", size, 2);
    arguments = CSLAddString(arguments, "-r");
    arguments = CSLAddString(arguments, "bilinear");
    arguments = CSLAddString(arguments, "-dstalpha");
    GDALWarpAppOptions *options = GDALWarpAppOptionsNew(arguments, NULL);
    CSLDestroy(arguments);
    int wrong = 0;
    GDALDatasetH result = options ? GDALWarp("", NULL, 1, &from, options, &wrong) : NULL;
    GDALWarpAppOptionsFree(options);
    return result;
}

struct bands {
    unsigned char *red, *green, *blue, *alpha;
};

static bool read_band(GDALDatasetH from, int number, const dln_raster_grid *grid,
                      unsigned char *out) {
    return GDALRasterIO(GDALGetRasterBand(from, number), GF_Read, 0, 0, grid->columns, grid->rows,
                        out, grid->columns, grid->rows, GDT_Byte, 0, 0) == CE_None;
}

// The last band is the alpha that the warp added; before it stand one, or three and perhaps more.
static bool read_bands(GDALDatasetH from, const dln_raster_grid *grid, struct bands *bands) {
    int count = GDALGetRasterCount(from);
    bool color = count >= 4;
    return read_band(from, 1, grid, bands->red) &&
           read_band(from, color ? 2 : 1, grid, bands->green) &&
           read_band(from, color ? 3 : 1, grid, bands->blue) &&
           read_band(from, count, grid, bands->alpha);
}

static uint32_t pixel(const struct bands *bands, size_t i) {
    uint32_t alpha = bands->alpha[i];
    return alpha << 24 | bands->red[i] * alpha / 255 << 16 | bands->green[i] * alpha / 255 << 8 |
           bands->blue[i] * alpha / 255;
}

static dln_status read_pixels(GDALDatasetH from, const dln_raster_grid *grid, dln_arena *arena,
                              uint32_t **out, bool *grey, dln_error *err) {
    size_t count = (size_t)grid->columns * (size_t)grid->rows;
    unsigned char *bytes = malloc(4 * count);
    uint32_t *pixels = DLN_ARENA_ARRAY(arena, uint32_t, count);
    dln_status status = bytes && pixels ? DLN_OK : dln_fail_memory(err);
    struct bands bands = {bytes, bytes + count, bytes + 2 * count, bytes + 3 * count};
    if (status == DLN_OK && !read_bands(from, grid, &bands))
        status =
            dln_fail(err, DLN_BAD_INPUT, "the raster cannot be read: %s", CPLGetLastErrorMsg());
    for (size_t i = 0; status == DLN_OK && i < count; i++)
        pixels[i] = pixel(&bands, i);
    free(bytes);
    if (status == DLN_OK) {
        *out = pixels;
        *grey = GDALGetRasterCount(from) < 4;
    }
    return status;
}

dln_status dln_raster_read(const char *path, const dln_raster_grid *grid, dln_arena *arena,
                           uint32_t **out, bool *grey, dln_error *err) {
    GDALDatasetH file = open_quietly(path);
    if (!file)
        return dln_fail(err, DLN_BAD_INPUT, "%s: cannot be read as a raster", path);
    CPLPushErrorHandler(CPLQuietErrorHandler);
    const char *system = GDALGetProjectionRef(file);
    dln_status status = DLN_OK;
    GDALDatasetH bytes = NULL, result = NULL;
    if (!system || !*system) {
        status = dln_fail(err, DLN_BAD_INPUT,
                          "%s: the raster does not say where it lies: it needs a reference system",
                          path);
    } else {
        bytes = as_bytes(file);
        result = bytes ? warped(bytes, grid) : NULL;
        status = result ? read_pixels(result, grid, arena, out, grey, err)
                        : dln_fail(err, DLN_BAD_INPUT, "%s: cannot be brought into the map: %s",
                                   path, CPLGetLastErrorMsg());
    }
    if (result)
        GDALClose(result);
    if (bytes)
        GDALClose(bytes);
    GDALClose(file);
    CPLPopErrorHandler();
    return status;
}
