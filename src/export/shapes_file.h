// A file of shapes that a question is asked with: the areas of --polygon, the lines of --along.
#ifndef DLN_EXPORT_SHAPES_FILE_H
#define DLN_EXPORT_SHAPES_FILE_H

#include "vector/vector.h"

// Visits the features of the first layer.
dln_status dln_shapes_visit(const char *path, dln_feature_visitor visit, void *context,
                            dln_error *err) DLN_MUST_CHECK;
// DLN_BAD_INPUT where a point is no longitude and latitude; `path` is for the message.
dln_status dln_shape_check(const char *path, const dln_geometry *geometry,
                           dln_error *err) DLN_MUST_CHECK;
// How many points all parts have.
size_t dln_shape_points(const dln_geometry *geometry);

#endif
