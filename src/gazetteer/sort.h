// Sorting many 64-bit numbers in linear time.
#ifndef DLN_GAZETTEER_SORT_H
#define DLN_GAZETTEER_SORT_H

#include "dateline/base.h"

// Ascending, by counting bytes from the lowest up; needs as much memory again. False: no memory.
bool dln_sort_numbers(uint64_t *numbers, size_t count);

#endif
