#include "gazetteer/hash.h"

#include <string.h>

// Constants and steps as in the xxHash specification ("XXH64 Algorithm Description").
#define PRIME1 0x9E3779B185EBCA87u
#define PRIME2 0xC2B2AE3D27D4EB4Fu
#define PRIME3 0x165667B19E3779F9u
#define PRIME4 0x85EBCA77C2B2AE63u
#define PRIME5 0x27D4EB2F165667C5u
#define STRIPE 32u

static uint64_t rotate(uint64_t x, unsigned bits) {
    return (x << bits) | (x >> (64u - bits));
}

static uint64_t read64(const unsigned char *p) {
    uint64_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

static uint32_t read32(const unsigned char *p) {
    uint32_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

static uint64_t mix(uint64_t lane, uint64_t input) {
    return rotate(lane + input * PRIME2, 31) * PRIME1;
}

static void eat_stripe(uint64_t lanes[4], const unsigned char *p) {
    for (size_t i = 0; i < 4; i++)
        lanes[i] = mix(lanes[i], read64(p + 8 * i));
}

static uint64_t merge_lanes(const uint64_t lanes[4]) {
    uint64_t hash =
        rotate(lanes[0], 1) + rotate(lanes[1], 7) + rotate(lanes[2], 12) + rotate(lanes[3], 18);
    for (size_t i = 0; i < 4; i++)
        hash = (hash ^ mix(0, lanes[i])) * PRIME1 + PRIME4;
    return hash;
}

// The last bytes, fewer than a stripe, and the avalanche.
static uint64_t finish(uint64_t hash, const unsigned char *p, size_t size) {
    for (; size >= 8; p += 8, size -= 8)
        hash = rotate(hash ^ mix(0, read64(p)), 27) * PRIME1 + PRIME4;
    if (size >= 4) {
        hash = rotate(hash ^ read32(p) * PRIME1, 23) * PRIME2 + PRIME3;
        p += 4;
        size -= 4;
    }
    for (; size > 0; p++, size--)
        hash = rotate(hash ^ *p * PRIME5, 11) * PRIME1;
    hash = (hash ^ (hash >> 33)) * PRIME2;
    hash = (hash ^ (hash >> 29)) * PRIME3;
    return hash ^ (hash >> 32);
}

dln_hash_stream dln_hash_begin(void) {
    return (dln_hash_stream){.lanes = {PRIME1 + PRIME2, PRIME2, 0, 0 - PRIME1}};
}

void dln_hash_add(dln_hash_stream *stream, const void *bytes, size_t size) {
    const unsigned char *p = bytes;
    stream->total += size;
    if (stream->pending_size > 0) {
        size_t room = STRIPE - stream->pending_size;
        size_t taken = size < room ? size : room;
        memcpy(stream->pending + stream->pending_size, p, taken);
        stream->pending_size += taken;
        p += taken;
        size -= taken;
        if (stream->pending_size < STRIPE)
            return;
        eat_stripe(stream->lanes, stream->pending);
        stream->pending_size = 0;
    }
    for (; size >= STRIPE; p += STRIPE, size -= STRIPE)
        eat_stripe(stream->lanes, p);
    if (size > 0) {
        memcpy(stream->pending, p, size);
        stream->pending_size = size;
    }
}

uint64_t dln_hash_end(const dln_hash_stream *stream) {
    uint64_t hash = stream->total >= STRIPE ? merge_lanes(stream->lanes) : PRIME5;
    return finish(hash + stream->total, stream->pending, stream->pending_size);
}

uint64_t dln_hash(dln_str bytes) {
    const unsigned char *p = (const unsigned char *)bytes.data;
    if (bytes.len < STRIPE) // names are short: no stream, no copy
        return finish(PRIME5 + bytes.len, p, bytes.len);
    dln_hash_stream stream = dln_hash_begin();
    dln_hash_add(&stream, p, bytes.len);
    return dln_hash_end(&stream);
}
