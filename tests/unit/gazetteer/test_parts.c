// Hash, sorting, string pool, tables: the parts a build stands on.
#include "unit/gazetteer/fixture.h"

#include "gazetteer/hash.h"
#include "gazetteer/list.h"
#include "gazetteer/sort.h"
#include "gazetteer/table.h"

// From the xxHash repository's own test vectors, seed 0.
static void the_hash_is_xxh64(void **state) {
    (void)state;
    assert_int_equal(dln_hash(DLN_STR("")), 0xEF46DB3751D8E999u);
    assert_int_equal(dln_hash(DLN_STR("a")), 0xD24EC4F1A98C6E5Bu);
    assert_int_equal(dln_hash(DLN_STR("abc")), 0x44BC2CF5AD770999u);
}

static void hashing_in_pieces_gives_the_same(void **state) {
    (void)state;
    char bytes[200];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 37);
    for (size_t piece = 1; piece < 70; piece++) {
        dln_hash_stream stream = dln_hash_begin();
        for (size_t at = 0; at < sizeof bytes; at += piece) {
            size_t left = sizeof bytes - at;
            dln_hash_add(&stream, bytes + at, left < piece ? left : piece);
        }
        assert_int_equal(dln_hash_end(&stream), dln_hash((dln_str){bytes, sizeof bytes}));
    }
}

static void numbers_come_out_ascending(void **state) {
    (void)state;
    uint64_t numbers[1000];
    uint64_t x = 1;
    for (size_t i = 0; i < 1000; i++)
        numbers[i] = x = x * 6364136223846793005u + 1442695040888963407u;
    numbers[7] = 0;
    numbers[8] = UINT64_MAX;
    assert_true(dln_sort_numbers(numbers, 1000));
    for (size_t i = 1; i < 1000; i++)
        assert_true(numbers[i - 1] <= numbers[i]);
    assert_int_equal(numbers[0], 0);
    assert_true(dln_sort_numbers(NULL, 0));
}

static void the_pool_keeps_each_string_once(void **state) {
    (void)state;
    dln_string_pool pool;
    assert_int_equal(dln_string_pool_init(&pool, NULL), DLN_OK);
    uint32_t first[3000];
    char text[16];
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 3000; i++) {
            uint32_t reference;
            int len = snprintf(text, sizeof text, "name %d", i);
            dln_str s = {text, (size_t)len};
            assert_int_equal(dln_string_pool_add(&pool, s, &reference, NULL), DLN_OK);
            assert_int_not_equal(reference, 0);
            if (round == 0)
                first[i] = reference;
            assert_int_equal(reference, first[i]);
            assert_str(dln_string_pool_get(&pool, reference), text);
        }
    }
    assert_int_equal(dln_string_pool_find(&pool, DLN_STR("name 2999")), first[2999]);
    assert_int_equal(dln_string_pool_find(&pool, DLN_STR("nobody")), 0);
    uint32_t none = 1;
    assert_int_equal(dln_string_pool_add(&pool, DLN_STR(""), &none, NULL), DLN_OK);
    assert_int_equal(none, 0);
    static const char huge[UINT16_MAX + 1];
    dln_str too_long = {huge, sizeof huge};
    assert_int_equal(dln_string_pool_add(&pool, too_long, &none, NULL), DLN_TOO_LARGE);
    dln_string_pool_free(&pool);
}

static void a_table_skips_comments_and_cuts_fields(void **state) {
    fixture *f = *state;
    char path[160];
    write_file(f, "t.tsv", DLN_STR("\xEF\xBB\xBFid\tname\r\n# a remark\n\n#another\nx\t y \t\n"),
               path);
    dln_table table;
    assert_int_equal(dln_table_open(&table, path, NULL), DLN_OK);
    assert_int_equal(dln_table_next(&table, NULL), DLN_OK);
    assert_str(dln_table_field(&table, 0), "id");
    assert_str(dln_table_field(&table, 1), "name");
    assert_int_equal(dln_table_next(&table, NULL), DLN_OK);
    assert_int_equal(table.line_number, 5);
    assert_int_equal(table.field_count, 3);
    assert_str(dln_table_field(&table, 1), "y");
    assert_int_equal(dln_table_field(&table, 9).len, 0);
    assert_str(table.remark, "a remark");
    assert_int_equal(dln_table_next(&table, NULL), DLN_NOT_FOUND);
    dln_table_close(&table);
}

static void a_csv_may_quote_commas_and_quotes(void **state) {
    fixture *f = *state;
    char path[160];
    write_file(f, "t.csv", DLN_STR("id,name\nx,\"a, \"\"b\"\"\"\ny,\n"), path);
    dln_table table;
    assert_int_equal(dln_table_open(&table, path, NULL), DLN_OK);
    assert_int_equal(dln_table_next(&table, NULL), DLN_OK);
    assert_int_equal(dln_table_next(&table, NULL), DLN_OK);
    assert_int_equal(table.field_count, 2);
    assert_str(dln_table_field(&table, 1), "a, \"b\"");
    assert_int_equal(dln_table_next(&table, NULL), DLN_OK);
    assert_int_equal(table.field_count, 2);
    assert_int_equal(dln_table_field(&table, 1).len, 0);
    dln_table_close(&table);
}

int run_parts(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_hash_is_xxh64),
        cmocka_unit_test(hashing_in_pieces_gives_the_same),
        cmocka_unit_test(numbers_come_out_ascending),
        cmocka_unit_test(the_pool_keeps_each_string_once),
        cmocka_unit_test(a_table_skips_comments_and_cuts_fields),
        cmocka_unit_test(a_csv_may_quote_commas_and_quotes),
    };
    return cmocka_run_group_tests_name("gazetteer: parts", tests, make_fixture, remove_fixture);
}
