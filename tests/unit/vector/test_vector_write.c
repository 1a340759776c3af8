#include <stdlib.h>
#include <unistd.h>

#include "unit/cmocka_main.h"

#include "vector/vector.h"

static char path[128];

static int set_up(void **state) {
    (void)state;
    const char *base = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/dateline-vector-XXXXXX", base ? base : "/tmp");
    if (!mkdtemp(path))
        return -1;
    size_t len = strlen(path);
    snprintf(path + len, sizeof path - len, "/a.gpkg");
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    unlink(path);
    *strrchr(path, '/') = '\0';
    return rmdir(path);
}

static const dln_field fields[] = {{"text", DLN_FIELD_TEXT},
                                   {"number", DLN_FIELD_INTEGER},
                                   {"real", DLN_FIELD_REAL},
                                   {"day", DLN_FIELD_DATE}};

static const dln_lonlat points[] = {{170, 1}, {180, 2}, {-180, 2}, {-170, 3}};
static const uint32_t ends[] = {2, 4};

static dln_vector_writer *created(int *layer) {
    dln_vector_writer *writer = NULL;
    dln_error err = {0};
    assert_int_equal(dln_vector_create("GPKG", path, path, &writer, &err), DLN_OK);
    assert_int_equal(
        dln_vector_add_layer(writer, "ways", DLN_GEOMETRY_LINES, fields, 4, layer, &err), DLN_OK);
    return writer;
}

static dln_status check_row(void *context, const dln_feature *feature, dln_error *err) {
    (void)err;
    ++*(int *)context;
    assert_int_equal(feature->geometry.kind, DLN_GEOMETRY_LINES);
    assert_int_equal(feature->geometry.part_count, 2);
    assert_near(feature->geometry.points[3].lon, -170, 0);
    assert_str(feature->values[0], "a\"b");
    assert_str(feature->values[1], "9007199254740993"); // beyond what a double holds
    assert_null(feature->values[2].data);
    assert_str(feature->values[3], "1999/12/31");
    return DLN_OK;
}

static void what_is_written_is_read_back(void **state) {
    (void)state;
    int layer = -1, rows = 0;
    dln_vector_writer *writer = created(&layer);
    dln_geometry line = {DLN_GEOMETRY_LINES, points, ends, 2};
    dln_field_value values[4] = {
        {.text = DLN_STR("a\"b")},
        {.integer = 9007199254740993},
        {.is_null = true},
        {.day = dln_day_from_civil((dln_civil){1999, 12, 31})},
    };
    dln_error err = {0};
    assert_int_equal(dln_vector_add(writer, layer, 5, &line, values, &err), DLN_OK);
    assert_int_equal(dln_vector_finish(writer, &err), DLN_OK);
    dln_vector_file *file = NULL;
    static const char *const names[] = {"text", "number", "real", "day", NULL};
    assert_int_equal(dln_vector_open(path, &file, &err), DLN_OK);
    assert_int_equal(dln_vector_read(file, "ways", NULL, names, check_row, &rows, &err), DLN_OK);
    dln_vector_close(file);
    assert_int_equal(rows, 1);
}

static void areas_and_unknown_layers_are_refused(void **state) {
    (void)state;
    int layer = -1;
    dln_vector_writer *writer = created(&layer);
    dln_geometry area = {DLN_GEOMETRY_POLYGONS, points, ends, 2}, none = {0};
    dln_field_value values[4] = {{.is_null = true}};
    dln_error err = {0};
    assert_int_equal(dln_vector_add(writer, layer, 1, &area, values, &err), DLN_INVALID);
    assert_int_equal(dln_vector_add(writer, layer + 1, 1, &none, values, &err), DLN_INVALID);
    dln_vector_abandon(writer);
}

static void the_same_id_twice_is_a_failure(void **state) {
    (void)state;
    int layer = -1;
    dln_vector_writer *writer = created(&layer);
    dln_geometry none = {0};
    dln_field_value values[4] = {
        {.is_null = true}, {.is_null = true}, {.is_null = true}, {.is_null = true}};
    dln_error err = {0};
    assert_int_equal(dln_vector_add(writer, layer, 1, &none, values, &err), DLN_OK);
    assert_int_equal(dln_vector_add(writer, layer, 1, &none, values, &err), DLN_IO);
    assert_non_null(strstr(err.message, path));
    dln_vector_abandon(writer);
}

static void a_driver_that_gdal_lacks_is_named(void **state) {
    (void)state;
    dln_vector_writer *writer = NULL;
    dln_error err = {0};
    assert_int_equal(dln_vector_create("Nothing", path, path, &writer, &err), DLN_UNSUPPORTED);
    assert_non_null(strstr(err.message, "Nothing"));
}

static void a_path_that_cannot_be_written_is_named(void **state) {
    (void)state;
    dln_vector_writer *writer = NULL;
    dln_error err = {0};
    char missing[160];
    snprintf(missing, sizeof missing, "%s/none/b.gpkg", path);
    assert_int_equal(dln_vector_create("GPKG", missing, missing, &writer, &err), DLN_IO);
    assert_non_null(strstr(err.message, "none/b.gpkg"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_is_written_is_read_back),           TEST(areas_and_unknown_layers_are_refused),
        TEST(the_same_id_twice_is_a_failure),         TEST(a_driver_that_gdal_lacks_is_named),
        TEST(a_path_that_cannot_be_written_is_named),
    };
    return cmocka_run_group_tests_name("vector write", tests, NULL, NULL);
}
