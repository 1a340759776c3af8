// A folder beside the target in which a file, or the several files of a Shapefile, grow; they are
// moved into place when complete, and vanish when not.
#ifndef DLN_EXPORT_STAGING_H
#define DLN_EXPORT_STAGING_H

#include "dateline/base.h"

typedef struct dln_staging dln_staging;

dln_status dln_staging_new(const char *target, dln_staging **out, dln_error *err) DLN_MUST_CHECK;
// The target's name with `suffix` before its extension, inside the folder.
void dln_staging_append_path(const dln_staging *staging, const char *suffix, dln_buffer *out);
const char *dln_staging_stem(const dln_staging *staging); // the name without folder and extension
// Moves all files, those with the target's own extension last: who sees NAME.shp finds NAME.dbf.
dln_status dln_staging_publish(dln_staging *staging, dln_error *err) DLN_MUST_CHECK;
void dln_staging_free(dln_staging *staging); // with what is still in the folder

#endif
