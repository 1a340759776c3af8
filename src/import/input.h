// Bytes of a file one by one, with the line they stand in.
#ifndef DLN_IMPORT_INPUT_H
#define DLN_IMPORT_INPUT_H

#include "dateline/import.h"

#define DLN_IMPORT_CHUNK_BYTES 65536

typedef struct dln_import_input {
    dln_read_bytes read_bytes;
    void *context;
    char bytes[DLN_IMPORT_CHUNK_BYTES];
    size_t at, count;
    size_t line; // of the next byte, from 1
    bool failed; // reading did; errno said why
    char reason[128];
} dln_import_input;

void dln_import_input_init(dln_import_input *input, dln_read_bytes read_bytes, void *context);
int dln_import_input_peek(dln_import_input *input); // -1 at the end or when reading failed
int dln_import_input_next(dln_import_input *input);

#endif
