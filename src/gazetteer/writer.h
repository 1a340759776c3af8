// Writing a compiled file: sections in order, checksums, temporary file and rename.
#ifndef DLN_GAZETTEER_WRITER_H
#define DLN_GAZETTEER_WRITER_H

#include "gazetteer/format.h"
#include "gazetteer/hash.h"

typedef struct dln_file_writer {
    const char *path;
    dln_buffer temporary; // its path
    int fd;
    uint64_t offset;
    dln_file_header header;
    dln_hash_stream hash;
} dln_file_writer;

// Opens a temporary file beside `path`. After DLN_OK end with dln_file_writer_finish or
// dln_file_writer_abandon.
dln_status dln_file_writer_begin(dln_file_writer *writer, const char *path,
                                 dln_error *err) DLN_MUST_CHECK;
// Appends to `section`; all its bytes must come one after the other.
dln_status dln_file_writer_add(dln_file_writer *writer, dln_section section, const void *bytes,
                               size_t size, dln_error *err) DLN_MUST_CHECK;
// Header, fsync, rename. Failing removes the temporary file.
dln_status dln_file_writer_finish(dln_file_writer *writer, dln_error *err) DLN_MUST_CHECK;
void dln_file_writer_abandon(dln_file_writer *writer);

#endif
