#include "map_tests.h"

#include <math.h>

#include "golden/laid_out.h"
#include "map/sites.h"
#include "map/sizing.h"

#define SCENE                                                                                      \
    "size | 800x600\n"                                                                             \
    "size-by | fatalities\n"                                                                       \
    "highlight | 4\n"                                                                              \
    "strike | reported | 2024-01-02 | A @ 33 40 | X | 100\n"                                       \
    "strike | reported | 2024-01-02 | B @ 34 42 | X | 25\n"                                        \
    "strike | reported | 2024-01-03 | B @ 34 42 | X\n"                                             \
    "clash | reported | 2024-01-05 | C @ 35 44 | X\n"

static laid_out lay_out(void) {
    laid_out l;
    dln_error err;
    if (laid_out_make(DLN_STR(SCENE), NULL, NULL, &l, &err) != DLN_OK)
        fail_msg("%s", err.message);
    return l;
}

static void areas_go_with_numbers(void **state) {
    (void)state;
    laid_out l = lay_out();
    const dln_sizing *s = &l.plan.sizing;
    assert_true(s->most == 100);
    double hundred = dln_sizing_radius(s, 100), quarter = dln_sizing_radius(s, 25);
    assert_true(fabs(hundred / quarter - 2) < 1e-9); // a quarter of the area
    assert_true(dln_sizing_radius(s, 0) == s->least_radius);
    // Who does not say how many adds nothing to the place where another does.
    assert_true(dln_sizing_site_value(s->by, &l.scene.sites[1]) == 25);
    laid_out_free(&l);
}

static void the_legend_says_what_sizes_mean(void **state) {
    (void)state;
    laid_out l = lay_out();
    double steps[DLN_SIZING_STEPS];
    size_t count = dln_sizing_steps(&l.plan.sizing, steps), sizes = 0;
    assert_true(count >= 2 && steps[0] == 100 && steps[1] == 20);
    for (size_t i = 0; i < l.plan.legend.row_count; i++)
        sizes += l.plan.legend.rows[i].mark == DLN_MARK_SIZE;
    assert_int_equal(sizes, count + 1); // and those that are not known
    laid_out_free(&l);
}

static void what_is_pointed_out_has_a_ring_and_is_never_merged(void **state) {
    (void)state;
    laid_out l = lay_out();
    size_t rings = 0;
    for (size_t i = 0; i < l.list.count; i++)
        rings += dln_str_equal(dln_str_from(l.list.items[i].role), DLN_STR("highlight"));
    assert_int_equal(rings, 2); // on the map and in the legend
    assert_true(l.scene.sites[2].highlighted);
    assert_false(l.scene.sites[0].highlighted);
    const int64_t nobody = 77;
    assert_int_equal(dln_scene_highlight(&l.scene, &nobody, 1), 0);
    laid_out_free(&l);
}

int sizing_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(areas_go_with_numbers),
        cmocka_unit_test(the_legend_says_what_sizes_mean),
        cmocka_unit_test(what_is_pointed_out_has_a_ring_and_is_never_merged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
