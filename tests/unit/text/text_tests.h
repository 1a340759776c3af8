// What the test files of the text module share.
#ifndef TESTS_UNIT_TEXT_TESTS_H
#define TESTS_UNIT_TEXT_TESTS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka.h needs the four above.
#include <cmocka.h>

#include "dateline/base.h"

// Each runs the tests of one file and returns how many failed.
int run_utf8_tests(void);
int run_fold_tests(void);
int run_lexicon_tests(void);
int run_segment_tests(void);
int run_calendar_tests(void);
int run_date_tests(void);

#define assert_str_is(actual, expected)                                                            \
    do {                                                                                           \
        dln_str actual_str = (actual);                                                             \
        const char *expected_text = (expected);                                                    \
        if (!dln_str_equal(actual_str, dln_str_from(expected_text)))                               \
            fail_msg("got \"%.*s\", expected \"%s\"", DLN_STR_ARG(actual_str), expected_text);     \
    } while (0)

#endif
