// XXH64, the 64-bit hash of Yann Collet's xxHash, seed 0.
#ifndef DLN_GAZETTEER_HASH_H
#define DLN_GAZETTEER_HASH_H

#include "dateline/base.h"

uint64_t dln_hash(dln_str bytes);

// The same over bytes that come piece by piece.
typedef struct dln_hash_stream {
    uint64_t lanes[4];
    uint64_t total;
    unsigned char pending[32];
    size_t pending_size;
} dln_hash_stream;
dln_hash_stream dln_hash_begin(void);
void dln_hash_add(dln_hash_stream *stream, const void *bytes, size_t size);
uint64_t dln_hash_end(const dln_hash_stream *stream);

#endif
