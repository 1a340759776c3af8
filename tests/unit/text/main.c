#include "unit/text/text_tests.h"

int main(void) {
    int failed = 0;
    failed += run_utf8_tests();
    failed += run_fold_tests();
    failed += run_lexicon_tests();
    failed += run_segment_tests();
    failed += run_calendar_tests();
    failed += run_date_tests();
    return failed != 0;
}
