#include "export/shapes_file.h"

#include "dateline/geo.h"

dln_status dln_shapes_visit(const char *path, dln_feature_visitor visit, void *context,
                            dln_error *err) {
    dln_vector_file *file = NULL;
    dln_status status = dln_vector_open(path, &file, err);
    if (status != DLN_OK)
        return status;
    status = dln_vector_read(file, NULL, NULL, NULL, visit, context, err);
    dln_vector_close(file);
    return status;
}

size_t dln_shape_points(const dln_geometry *geometry) {
    return geometry->part_count ? geometry->part_ends[geometry->part_count - 1] : 0;
}

dln_status dln_shape_check(const char *path, const dln_geometry *geometry, dln_error *err) {
    size_t count = dln_shape_points(geometry);
    for (size_t i = 0; i < count; i++)
        if (!dln_lonlat_is_valid(geometry->points[i]))
            return dln_fail(err, DLN_BAD_INPUT,
                            "%s: coordinates that are no degrees; the file must name its system",
                            path);
    return DLN_OK;
}
