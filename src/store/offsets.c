#include "store/offsets.h"

dln_status dln_offsets_init(dln_offsets *offsets, dln_str text, dln_arena *arena, dln_error *err) {
    size_t steps = text.len / DLN_OFFSETS_STEP + 1;
    uint32_t *counts = DLN_ARENA_ARRAY(arena, uint32_t, steps);
    if (!counts)
        return dln_fail_memory(err);
    for (size_t i = 1; i < steps; i++)
        counts[i] = counts[i - 1] + (uint32_t)dln_codepoints_between(
                                        text, (i - 1) * DLN_OFFSETS_STEP, i * DLN_OFFSETS_STEP);
    *offsets = (dln_offsets){.text = text, .counts = counts};
    return DLN_OK;
}

uint32_t dln_offsets_of(const dln_offsets *offsets, uint32_t byte) {
    size_t at = byte < offsets->text.len ? byte : offsets->text.len;
    size_t step = at / DLN_OFFSETS_STEP;
    return offsets->counts[step] +
           (uint32_t)dln_codepoints_between(offsets->text, step * DLN_OFFSETS_STEP, at);
}
