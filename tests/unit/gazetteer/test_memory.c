// Every allocation fails once: the status says so, nothing leaks, nothing is left behind.
#include "unit/gazetteer/fixture.h"

#include <sys/stat.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static long allocations_left = -1; // -1: as many as wanted

static bool may_allocate(void) {
    if (allocations_left == 0)
        return false;
    if (allocations_left > 0)
        allocations_left--;
    return true;
}

void *__wrap_malloc(size_t size) {
    return may_allocate() ? __real_malloc(size) : NULL;
}

void *__wrap_calloc(size_t count, size_t size) {
    return may_allocate() ? __real_calloc(count, size) : NULL;
}

void *__wrap_realloc(void *old, size_t size) {
    return may_allocate() ? __real_realloc(old, size) : NULL;
}

// More than any build of the test data needs: about 200.
#define TRIES 2000

static void a_build_survives_each_allocation_that_fails(void **state) {
    fixture *f = *state;
    const char *const sources[] = {DLN_TEST_DATA "/small", DLN_TEST_DATA "/geonames", NULL};
    char path[160];
    snprintf(path, sizeof path, "%s/memory.gazetteer", f->folder);
    dln_status status = DLN_NO_MEMORY;
    for (long n = 0; n < TRIES && status != DLN_OK; n++) {
        struct stat there;
        allocations_left = n;
        status = build(path, sources, NULL, NULL);
        allocations_left = -1;
        assert_true(status == DLN_OK || status == DLN_NO_MEMORY);
        assert_int_equal(stat(path, &there) == 0, status == DLN_OK);
    }
    assert_int_equal(status, DLN_OK);
}

static void opening_survives_each_allocation_that_fails(void **state) {
    fixture *f = *state;
    dln_gazetteer *g = NULL;
    dln_status status = DLN_NO_MEMORY;
    for (long n = 0; n < TRIES && status != DLN_OK; n++) {
        allocations_left = n;
        status = dln_gazetteer_open(f->path, &g, NULL);
        allocations_left = -1;
        assert_true(status == DLN_OK || status == DLN_NO_MEMORY);
    }
    assert_int_equal(status, DLN_OK);
    dln_gazetteer_close(g);
}

static void looking_up_needs_no_memory(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    allocations_left = 0;
    size_t count;
    dln_place_index near;
    const dln_candidate *found = dln_gazetteer_find(g, DLN_STR("Deir Ezzor"), &count);
    const dln_candidate *similar = dln_gazetteer_find_similar(g, DLN_STR("deir ezzor"), &count);
    dln_location location = dln_gazetteer_locate(g, (dln_lonlat){40, 35});
    size_t neighbours = dln_gazetteer_nearest(g, (dln_lonlat){40, 35}, 1, &near);
    allocations_left = -1;
    assert_null(found);
    assert_non_null(similar);
    assert_int_not_equal(location.admin1, DLN_NO_PLACE);
    assert_int_equal(neighbours, 1);
}

int run_memory(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_build_survives_each_allocation_that_fails),
        cmocka_unit_test(opening_survives_each_allocation_that_fails),
        cmocka_unit_test(looking_up_needs_no_memory),
    };
    return cmocka_run_group_tests_name("gazetteer: memory", tests, make_fixture, remove_fixture);
}
