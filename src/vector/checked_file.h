// A file system for GDAL in which no failed write goes unseen.
//
// Several of its drivers (LIBKML, FlatGeobuf, Shapefile in 3.6) take no notice of what writing and
// closing return, and would leave half a file and report success. Files opened as
// DLN_CHECKED_PREFIX + path are the files of that path, and each failure is raised as an error of
// GDAL with the number DLN_CHECKED_FAULT and the system's reason as its text.
#ifndef DLN_VECTOR_CHECKED_FILE_H
#define DLN_VECTOR_CHECKED_FILE_H

#include <stdbool.h>

#define DLN_CHECKED_PREFIX "/vsidateline/"
#define DLN_CHECKED_FAULT  4001 // GDAL's own numbers are below 100

// False when GDAL refuses. Doing it again does nothing.
bool dln_checked_files_install(void);

#endif
