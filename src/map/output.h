// Whole files or none.
#ifndef DLN_MAP_OUTPUT_H
#define DLN_MAP_OUTPUT_H

#include "dateline/base.h"

// Writes `bytes` to `path` by a temporary file and a rename: what stood there stays until then.
dln_status dln_output_save(const char *path, dln_str bytes, dln_error *err) DLN_MUST_CHECK;

#endif
