// The tests of memory stand in a file of their own, beside an allocator that can be told to fail.
#ifndef DLN_TESTS_TEST_ARENA_H
#define DLN_TESTS_TEST_ARENA_H

void an_arena_gives_zeroed_aligned_memory(void **state);
void resetting_an_arena_keeps_one_chunk(void **state);
void a_huge_report_does_not_keep_its_memory(void **state);
void every_failing_allocation_is_a_status(void **state);
void an_overflowing_size_is_no_memory(void **state);
void a_buffer_remembers_that_memory_ran_out(void **state);

#endif
