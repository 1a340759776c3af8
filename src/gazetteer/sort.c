#include "gazetteer/sort.h"

#include <stdlib.h>
#include <string.h>

#define BYTE_VALUES 256u

// One pass over byte `shift / 8`, from `in` to `out`. False (and nothing done) if that byte is the
// same everywhere, which spares most passes over small builds.
static bool sort_by_byte(const uint64_t *in, uint64_t *out, size_t count, unsigned shift) {
    size_t begin[BYTE_VALUES] = {0};
    for (size_t i = 0; i < count; i++)
        begin[(in[i] >> shift) & 0xFF]++;
    if (begin[(in[0] >> shift) & 0xFF] == count)
        return false;
    size_t sum = 0;
    for (size_t i = 0; i < BYTE_VALUES; i++) {
        size_t here = begin[i];
        begin[i] = sum;
        sum += here;
    }
    for (size_t i = 0; i < count; i++)
        out[begin[(in[i] >> shift) & 0xFF]++] = in[i];
    return true;
}

bool dln_sort_numbers(uint64_t *numbers, size_t count) {
    if (count < 2)
        return true;
    uint64_t *spare = malloc(count * sizeof *spare);
    if (!spare)
        return false;
    uint64_t *in = numbers;
    uint64_t *out = spare;
    for (unsigned shift = 0; shift < 64; shift += 8) {
        if (sort_by_byte(in, out, count, shift)) {
            uint64_t *swapped = in;
            in = out;
            out = swapped;
        }
    }
    if (in != numbers)
        memcpy(numbers, in, count * sizeof *numbers);
    free(spare);
    return true;
}
