#include "unit/base/test_arena.h"

#include <stdlib.h>

#include "unit/cmocka_main.h"

// The linker sends every allocation here (--wrap). `allocations_left` below 0: never fails.
static int allocations_left = -1;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static int may_allocate(void) {
    if (allocations_left < 0)
        return 1;
    return allocations_left-- > 0 ? 1 : (allocations_left = 0);
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

void an_arena_gives_zeroed_aligned_memory(void **state) {
    (void)state;
    dln_arena *arena = NULL;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    for (size_t size = 1; size < 300000; size = size * 3 + 1) {
        unsigned char *at = dln_arena_alloc(arena, size, 1);
        assert_non_null(at);
        assert_int_equal((uintptr_t)at % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(at[i], 0);
        memset(at, 0xAA, size);
    }
    assert_non_null(dln_arena_alloc(arena, 0, 8));
    assert_str(dln_arena_copy(arena, DLN_STR("Mosul")), "Mosul");
    assert_null(dln_arena_copy(arena, DLN_STR_NONE).data);
    assert_str(dln_arena_printf(arena, "%s-%d", "Tower", 22), "Tower-22");
    dln_arena_free(arena);
    dln_arena_free(NULL);
}

void resetting_an_arena_keeps_one_chunk(void **state) {
    (void)state;
    dln_arena *arena = NULL;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    for (int i = 0; i < 100; i++)
        assert_non_null(dln_arena_alloc(arena, 10000, 1));
    size_t grown = dln_arena_size(arena);
    dln_arena_reset(arena);
    assert_true(dln_arena_size(arena) < grown);
    size_t kept = dln_arena_size(arena);
    assert_non_null(dln_arena_alloc(arena, 10000, 1));
    assert_int_equal(dln_arena_size(arena), kept);
    dln_arena_free(arena);
}

void a_huge_report_does_not_keep_its_memory(void **state) {
    (void)state;
    dln_arena *arena = NULL;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    assert_non_null(dln_arena_alloc(arena, 100, 1 << 20));
    dln_arena_reset(arena);
    assert_true(dln_arena_size(arena) < 1 << 20);
    dln_arena_free(arena);
}

void every_failing_allocation_is_a_status(void **state) {
    (void)state;
    for (int n = 0;; n++) {
        dln_arena *arena = NULL;
        dln_error err = {0};
        allocations_left = n;
        dln_status status = dln_arena_new(&arena, &err);
        void *large = status == DLN_OK ? dln_arena_alloc(arena, 1, 1 << 20) : NULL;
        allocations_left = -1;
        if (status != DLN_OK) {
            assert_int_equal(status, DLN_NO_MEMORY);
            assert_string_equal(err.message, "out of memory");
        }
        dln_arena_free(arena);
        if (large) {
            assert_int_equal(n, 3); // the arena, its first chunk, the large one
            break;
        }
    }
}

void an_overflowing_size_is_no_memory(void **state) {
    (void)state;
    dln_arena *arena = NULL;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    assert_null(dln_arena_alloc(arena, SIZE_MAX / 4, 8));
    assert_null(dln_arena_alloc(arena, SIZE_MAX, 1));
    dln_arena_free(arena);
}

void a_buffer_remembers_that_memory_ran_out(void **state) {
    (void)state;
    dln_buffer buffer = {0};
    dln_buffer_append(&buffer, DLN_STR("kept"));
    static const char large[4096] = "x";
    allocations_left = 0;
    dln_buffer_append(&buffer, (dln_str){large, sizeof large});
    allocations_left = -1;
    dln_buffer_append(&buffer, DLN_STR(" and not this"));
    assert_true(buffer.failed);
    assert_str(dln_buffer_str(&buffer), "kept");
    dln_buffer_free(&buffer);
    assert_false(buffer.failed);
}
