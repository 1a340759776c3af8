// What must be true of every map, counted from its display list.
#ifndef DLN_TESTS_CHECKS_H
#define DLN_TESTS_CHECKS_H

#include "golden/laid_out.h"

typedef struct check_result {
    size_t labels;         // looked at
    size_t overlaps;       // pairs of labels that overlap
    size_t outside;        // labels that leave the frame
    size_t unnamed;        // places of incidents and ends of arrows in the frame without their name
    size_t lied;           // of them more than the map owns up to
    size_t buried;         // symbols under a label of any kind
    size_t unexplained;    // numbers on the map without an entry in the key, or the other way round
    size_t misplaced;      // words beyond the picture, beyond their key, under legend or locator
    size_t cut;            // words that end in dots
    double scale_error;    // of the scale bar, as a share; 0 without a bar
    char first_fault[256]; // in words, for the message of a test
} check_result;

check_result check_list(const laid_out *l);

#endif
