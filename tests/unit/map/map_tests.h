// The parts of the unit tests of maps; each returns how many of its tests failed.
#ifndef DLN_TESTS_MAP_TESTS_H
#define DLN_TESTS_MAP_TESTS_H

#include "unit/cmocka_main.h"

int arrow_tests(void);
int density_tests(void);
int label_tests(void);
int paint_tests(void);
int placed_tests(void);
int render_tests(void);
int scene_tests(void);
int series_tests(void);
int shown_tests(void);
int sizing_tests(void);
int text_tests(void);
int view_tests(void);
int words_tests(void);

#endif
