// Files that are cut, flipped, foreign or hostile: an error or a wrong answer, never a crash.
#include "unit/gazetteer/fixture.h"

#include "gazetteer/format.h"
#include "gazetteer/hash.h"
#include "unit/gazetteer/exercise.h"

static dln_status open_bytes(const fixture *f, dln_str bytes, dln_gazetteer **out, dln_error *err) {
    char path[160];
    write_file(f, "damaged.gazetteer", bytes, path);
    return dln_gazetteer_open(path, out, err);
}

static void expect_refused(const fixture *f, dln_str bytes) {
    dln_error err = {0};
    dln_gazetteer *g = NULL;
    dln_status status = open_bytes(f, bytes, &g, &err);
    assert_true(status == DLN_BAD_INPUT || status == DLN_UNSUPPORTED);
    assert_non_null(strstr(err.message, "damaged.gazetteer: "));
    assert_non_null(strstr(err.message, "run `dateline gazetteer build`"));
    assert_null(g);
}

static void a_sound_file_passes_the_check(void **state) {
    const dln_gazetteer *g = ((fixture *)*state)->gazetteer;
    assert_int_equal(dln_gazetteer_check(g, NULL), DLN_OK);
}

static void a_file_that_is_missing_or_something_else_is_said_so(void **state) {
    fixture *f = *state;
    dln_error err = {0};
    dln_gazetteer *g = NULL;
    assert_int_equal(dln_gazetteer_open("no/such.gazetteer", &g, &err), DLN_IO);
    assert_non_null(strstr(err.message, "run `dateline gazetteer build`"));
    assert_int_equal(dln_gazetteer_open(NULL, &g, &err), DLN_INVALID);
    assert_int_equal(dln_gazetteer_open(f->folder, &g, &err), DLN_BAD_INPUT);
    expect_refused(f, DLN_STR(""));
    expect_refused(f, DLN_STR("id\tname\tlat\tlon\n"));
    char zeros[4096] = {0};
    expect_refused(f, (dln_str){zeros, sizeof zeros});
    dln_gazetteer_close(NULL);
}

static void a_file_cut_anywhere_is_refused(void **state) {
    fixture *f = *state;
    dln_buffer whole = read_whole_file(f->path);
    const dln_file_header *header = (const void *)whole.data;
    for (size_t i = 0; i < DLN_SECTIONS; i++) {
        size_t begin = (size_t)header->sections[i].offset;
        size_t edges[] = {begin, begin + 1, begin + (size_t)header->sections[i].size, begin - 1};
        for (size_t k = 0; k < sizeof edges / sizeof *edges; k++)
            if (edges[k] < whole.len)
                expect_refused(f, (dln_str){whole.data, edges[k]});
    }
    for (size_t len = 0; len < sizeof *header + 2; len += 7)
        expect_refused(f, (dln_str){whole.data, len});
    expect_refused(f, (dln_str){whole.data, whole.len - 1});
    dln_buffer_append_char(&whole, 'x');
    expect_refused(f, dln_buffer_str(&whole));
    dln_buffer_free(&whole);
}

static void a_flipped_byte_of_the_header_is_refused(void **state) {
    fixture *f = *state;
    dln_buffer whole = read_whole_file(f->path);
    for (size_t i = 0; i < sizeof(dln_file_header); i++) {
        whole.data[i] ^= 0x55;
        expect_refused(f, dln_buffer_str(&whole));
        whole.data[i] ^= 0x55;
    }
    dln_buffer_free(&whole);
}

// Puts the right checksum onto a header that was changed: the file of an enemy, or of a bug.
static void seal(dln_buffer *file) {
    dln_file_header *header = (void *)file->data;
    header->header_hash = dln_hash((dln_str){file->data, offsetof(dln_file_header, header_hash)});
}

static void a_sealed_header_with_wild_sections_is_refused(void **state) {
    fixture *f = *state;
    dln_buffer whole = read_whole_file(f->path);
    dln_file_header *header = (void *)whole.data;
    static const uint64_t wild[] = {0, 1, 63, UINT64_MAX, UINT64_MAX - 63, (uint64_t)1 << 40};
    for (size_t i = 0; i < DLN_SECTIONS; i++) {
        dln_section_record good = header->sections[i];
        for (size_t k = 0; k < sizeof wild / sizeof *wild; k++) {
            header->sections[i].offset = wild[k];
            seal(&whole);
            expect_refused(f, dln_buffer_str(&whole));
            header->sections[i] = good;
        }
        header->sections[i].size = UINT64_MAX - 63;
        seal(&whole);
        expect_refused(f, dln_buffer_str(&whole));
        header->sections[i] = good;
    }
    header->section_count++;
    seal(&whole);
    expect_refused(f, dln_buffer_str(&whole));
    header->section_count--;
    header->sections[DLN_SECTION_COUNTRIES].size -= 4;
    seal(&whole);
    expect_refused(f, dln_buffer_str(&whole));
    dln_buffer_free(&whole);
}

static void another_version_or_byte_order_is_unsupported(void **state) {
    fixture *f = *state;
    dln_buffer whole = read_whole_file(f->path);
    dln_file_header *header = (void *)whole.data;
    dln_gazetteer *g = NULL;
    dln_error err = {0};
    header->version = 99;
    seal(&whole);
    assert_int_equal(open_bytes(f, dln_buffer_str(&whole), &g, &err), DLN_UNSUPPORTED);
    assert_non_null(strstr(err.message, "format 99"));
    header->version = DLN_FORMAT_VERSION;
    header->byte_order = 0x04030201u;
    seal(&whole);
    assert_int_equal(open_bytes(f, dln_buffer_str(&whole), &g, &err), DLN_UNSUPPORTED);
    dln_buffer_free(&whole);
}

// Contents are only looked at by check: everything else must live with any bytes.
static void flipped_contents_fail_the_check_and_never_crash(void **state) {
    fixture *f = *state;
    dln_buffer whole = read_whole_file(f->path);
    uint64_t random = 88172645463325252u;
    for (int round = 0; round < 300; round++) {
        size_t at[8];
        char old[8];
        for (size_t k = 0; k < 8; k++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            size_t room = whole.len - sizeof(dln_file_header);
            at[k] = sizeof(dln_file_header) + (size_t)(random >> 20) % room;
            old[k] = whole.data[at[k]];
            whole.data[at[k]] = (char)(random >> 12 | 1);
        }
        dln_gazetteer *g = NULL;
        assert_int_equal(open_bytes(f, dln_buffer_str(&whole), &g, NULL), DLN_OK);
        exercise_gazetteer(g);
        dln_gazetteer_close(g);
        for (size_t k = 8; k-- > 0;)
            whole.data[at[k]] = old[k];
    }
    whole.data[whole.len - 1] ^= 1;
    dln_gazetteer *g = NULL;
    dln_error err = {0};
    assert_int_equal(open_bytes(f, dln_buffer_str(&whole), &g, NULL), DLN_OK);
    assert_int_equal(dln_gazetteer_check(g, &err), DLN_BAD_INPUT);
    assert_non_null(strstr(err.message, "checksum"));
    dln_gazetteer_close(g);
    dln_buffer_free(&whole);
}

// Each section, filled with ones and with zeros, as a whole.
static void sections_of_ones_or_zeros_never_crash(void **state) {
    fixture *f = *state;
    for (size_t i = 0; i < DLN_SECTIONS * 2; i++) {
        dln_buffer whole = read_whole_file(f->path);
        const dln_file_header *header = (const void *)whole.data;
        dln_section_record section = header->sections[i / 2];
        memset(whole.data + section.offset, i % 2 ? 0xFF : 0, (size_t)section.size);
        dln_gazetteer *g = NULL;
        assert_int_equal(open_bytes(f, dln_buffer_str(&whole), &g, NULL), DLN_OK);
        exercise_gazetteer(g);
        dln_gazetteer_close(g);
        dln_buffer_free(&whole);
    }
}

int run_damage(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_file_passes_the_check),
        cmocka_unit_test(a_file_that_is_missing_or_something_else_is_said_so),
        cmocka_unit_test(a_file_cut_anywhere_is_refused),
        cmocka_unit_test(a_flipped_byte_of_the_header_is_refused),
        cmocka_unit_test(a_sealed_header_with_wild_sections_is_refused),
        cmocka_unit_test(another_version_or_byte_order_is_unsupported),
        cmocka_unit_test(flipped_contents_fail_the_check_and_never_crash),
        cmocka_unit_test(sections_of_ones_or_zeros_never_crash),
    };
    return cmocka_run_group_tests_name("gazetteer: damage", tests, make_fixture, remove_fixture);
}
