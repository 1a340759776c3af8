#include "map_tests.h"

int main(void) {
    int failed = view_tests() + text_tests() + label_tests() + arrow_tests() + scene_tests() +
                 density_tests() + paint_tests() + placed_tests() + render_tests() +
                 series_tests() + shown_tests() + sizing_tests() + words_tests();
    return failed != 0;
}
