// Well-known binary (OGC 06-103r4) and the header that a GeoPackage puts before it.
#ifndef DLN_VECTOR_WKB_H
#define DLN_VECTOR_WKB_H

#include "vector/feature.h"

// Flattens the geometry of a GeoPackage's blob into `flat`, which `out` then points into. A null or
// empty geometry has no parts. DLN_BAD_INPUT when the bytes are no such geometry; they are never
// read beyond their end.
dln_status dln_wkb_read_package_blob(dln_str blob, dln_flat *flat, dln_geometry *out,
                                     dln_error *err) DLN_MUST_CHECK;

#endif
