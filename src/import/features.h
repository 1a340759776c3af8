// The features of a GeoJSON one by one, as text: of a FeatureCollection, of one feature a line and
// of a text sequence (RFC 8142). Only one is held at a time.
#ifndef DLN_IMPORT_FEATURES_H
#define DLN_IMPORT_FEATURES_H

#include "import/input.h"

typedef struct dln_features {
    dln_buffer text; // of the feature at hand
    size_t line;     // in which it begins
    int depth;       // of brackets and braces
    bool inside;     // of the array "features"
    bool broken;     // nothing more can be read
} dln_features;

// DLN_NOT_FOUND at the end; failures are final.
dln_status dln_features_next(dln_features *features, dln_import_input *input,
                             dln_error *err) DLN_MUST_CHECK;
void dln_features_free(dln_features *features);

#endif
