// From byte offsets to code-point offsets in a long text, without counting from its start each
// time.
#ifndef DLN_STORE_OFFSETS_H
#define DLN_STORE_OFFSETS_H

#include "dateline/base.h"

#define DLN_OFFSETS_STEP 1024 // bytes between two counted places

typedef struct dln_offsets {
    dln_str text;
    uint32_t *counts; // code points before each step
} dln_offsets;

dln_status dln_offsets_init(dln_offsets *offsets, dln_str text, dln_arena *arena,
                            dln_error *err) DLN_MUST_CHECK;
uint32_t dln_offsets_of(const dln_offsets *offsets, uint32_t byte); // clamped to the text

#endif
