// A hash of strings for tables in memory, never stored: FNV-1a of Fowler, Noll and Vo.
#ifndef DLN_BASE_STR_HASH_H
#define DLN_BASE_STR_HASH_H

#include "dateline/base.h"

#define DLN_HASH_START 2166136261u

// Goes on from `hash`, DLN_HASH_START or what an earlier call returned.
static inline uint32_t dln_str_hash(uint32_t hash, dln_str s) {
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.data[i]) * 16777619u;
    return hash;
}

#endif
