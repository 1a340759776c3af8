// What every unit test includes: cmocka with the headers it wants before it.
#ifndef DLN_TESTS_CMOCKA_MAIN_H
#define DLN_TESTS_CMOCKA_MAIN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "dateline/base.h"

// assert_float_equal of cmocka casts to float, which is metres of error in a longitude.
#define assert_near(got, want, tolerance)                                                          \
    do {                                                                                           \
        double got_ = (got), want_ = (want), tolerance_ = (tolerance);                             \
        if (!(got_ - want_ <= tolerance_ && want_ - got_ <= tolerance_))                           \
            fail_msg("%s is %.12g, not %.12g within %g", #got, got_, want_, tolerance_);           \
    } while (0)

#define assert_str(got, want)                                                                      \
    do {                                                                                           \
        dln_str got_ = (got);                                                                      \
        dln_str want_ = dln_str_from(want);                                                        \
        if (!dln_str_equal(got_, want_))                                                           \
            fail_msg("%s is \"%.*s\", not \"%s\"", #got, DLN_STR_ARG(got_), (const char *)(want)); \
    } while (0)

#endif
