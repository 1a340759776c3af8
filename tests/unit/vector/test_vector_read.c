// mkstemps is in neither C nor POSIX.
#define _DEFAULT_SOURCE
#include "unit/cmocka_main.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "vector/vector.h"

// What a visitor has seen, as text: one line a feature.
struct seen {
    dln_buffer text;
    size_t stop_after, count;
};

static dln_status note(void *context, const dln_feature *feature, dln_error *err) {
    struct seen *seen = context;
    const dln_geometry *g = &feature->geometry;
    dln_buffer_printf(&seen->text, "kind %d parts %zu", (int)g->kind, g->part_count);
    if (g->part_count)
        dln_buffer_printf(&seen->text, " first %.3f %.3f points %u", g->points[0].lon,
                          g->points[0].lat, g->part_ends[g->part_count - 1]);
    for (int i = 0; i < 2; i++)
        dln_buffer_printf(&seen->text, " [%.*s]%s", DLN_STR_ARG(feature->values[i]),
                          feature->values[i].data ? "" : "none");
    dln_buffer_append_char(&seen->text, '\n');
    if (++seen->count == seen->stop_after)
        return dln_fail(err, DLN_BUSY, "enough");
    return DLN_OK;
}

static char *file_with(const char *text) {
    static char path[] = "vector-read-XXXXXX.geojson";
    memcpy(path, "vector-read-XXXXXX", 18);
    int file = mkstemps(path, 8);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), (ssize_t)strlen(text));
    close(file);
    return path;
}

#define FEATURE(kind, coordinates, name, number)                                                   \
    "{\"type\":\"Feature\",\"geometry\":{\"type\":\"" kind "\",\"coordinates\":" coordinates       \
    "},\"properties\":{\"name\":" name ",\"rank\":" number "}}"
#define COLLECTION(crs, features)                                                                  \
    "{\"type\":\"FeatureCollection\"," crs "\"features\":[" features "]}"

static const char *const fields[] = {"name", "rank", NULL};

static dln_status read_text(const char *text, const dln_box *box, const char *const *wanted,
                            struct seen *seen, dln_error *err) {
    const char *path = file_with(text);
    dln_vector_file *file;
    dln_status status = dln_vector_open(path, &file, err);
    if (status == DLN_OK) {
        status = dln_vector_read(file, NULL, box, wanted, note, seen, err);
        dln_vector_close(file);
    }
    unlink(path);
    return status;
}

static void points_lines_and_polygons_come_flat(void **state) {
    (void)state;
    struct seen seen = {0};
    dln_error err;
    assert_int_equal(
        read_text(
            COLLECTION(
                "", FEATURE("Point", "[44.4,33.3]", "\"Baghdad\"", "1") "," FEATURE(
                        "MultiLineString", "[[[1,2],[3,4]],[[5,6],[7,8],[9,9]]]", "\"way\"",
                        "20") "," FEATURE("Polygon",
                                          "[[[0,0],[9,0],[9,9],[0,0]],[[2,1],[3,1],[3,2],[2,1]]]",
                                          "null", "-3")),
            NULL, fields, &seen, &err),
        DLN_OK);
    assert_string_equal(seen.text.data,
                        "kind 1 parts 1 first 44.400 33.300 points 1 [Baghdad] [1]\n"
                        "kind 2 parts 2 first 1.000 2.000 points 5 [way] [20]\n"
                        "kind 3 parts 2 first 0.000 0.000 points 8 []none [-3]\n");
    dln_buffer_free(&seen.text);
}

static void two_numbers_of_a_row_stay_two_numbers(void **state) {
    (void)state;
    static const char *const twice[] = {"rank", "rank", NULL};
    struct seen seen = {0};
    assert_int_equal(read_text(COLLECTION("", FEATURE("Point", "[1,2]", "\"a\"", "12345")), NULL,
                               twice, &seen, NULL),
                     DLN_OK);
    assert_non_null(strstr(seen.text.data, "[12345] [12345]"));
    dln_buffer_free(&seen.text);
}

static void a_box_leaves_out_what_it_does_not_touch(void **state) {
    (void)state;
    const dln_box box = {40, 30, 50, 40};
    struct seen seen = {0};
    assert_int_equal(
        read_text(COLLECTION("", FEATURE("Point", "[44,33]", "\"in\"",
                                         "1") "," FEATURE("Point", "[10,33]", "\"out\"", "1")),
                  &box, fields, &seen, NULL),
        DLN_OK);
    assert_non_null(strstr(seen.text.data, "[in]"));
    assert_null(strstr(seen.text.data, "[out]"));
    dln_buffer_free(&seen.text);
}

static void a_box_across_the_antimeridian_meets_each_feature_once(void **state) {
    (void)state;
    const dln_box box = {170, -20, -170, 20};
    struct seen seen = {0};
    assert_int_equal(
        read_text(
            COLLECTION("",
                       FEATURE("Point", "[175,0]", "\"west\"", "1") "," FEATURE(
                           "Point", "[-175,0]", "\"east\"",
                           "1") "," FEATURE("MultiPoint", "[[-178,1],[178,1]]", "\"both\"",
                                            "1") "," FEATURE("Point", "[0,0]", "\"neither\"", "1")),
            &box, fields, &seen, NULL),
        DLN_OK);
    assert_int_equal(seen.count, 3);
    assert_null(strstr(seen.text.data, "neither"));
    dln_buffer_free(&seen.text);
}

static void metres_become_degrees(void **state) {
    (void)state;
    // 44.4 degrees east on the sphere of EPSG:3857: 44.4 * 20037508.342789 / 180.
    struct seen seen = {0};
    assert_int_equal(
        read_text(COLLECTION("\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:3857\"}},",
                             FEATURE("Point", "[4942585.391,0]", "\"m\"", "1")),
                  NULL, fields, &seen, NULL),
        DLN_OK);
    assert_non_null(strstr(seen.text.data, "first 44.400 0.000"));
    dln_buffer_free(&seen.text);
}

static void a_feature_without_geometry_is_visited_too(void **state) {
    (void)state;
    struct seen seen = {0};
    assert_int_equal(read_text(COLLECTION("", "{\"type\":\"Feature\",\"geometry\":null,"
                                              "\"properties\":{\"name\":\"x\",\"rank\":1}}"),
                               NULL, fields, &seen, NULL),
                     DLN_OK);
    assert_string_equal(seen.text.data, "kind 0 parts 0 [x] [1]\n");
    dln_buffer_free(&seen.text);
}

static void a_visitor_can_stop_the_reading(void **state) {
    (void)state;
    struct seen seen = {.stop_after = 1};
    dln_error err;
    assert_int_equal(read_text(COLLECTION("", FEATURE("Point", "[1,2]", "\"a\"", "1") "," FEATURE(
                                                  "Point", "[1,2]", "\"b\"", "1")),
                               NULL, fields, &seen, &err),
                     DLN_BUSY);
    assert_string_equal(err.message, "enough");
    assert_int_equal(seen.count, 1);
    dln_buffer_free(&seen.text);
}

static void an_unknown_field_is_named(void **state) {
    (void)state;
    static const char *const unknown[] = {"name", "colour", NULL};
    struct seen seen = {0};
    dln_error err;
    assert_int_equal(read_text(COLLECTION("", FEATURE("Point", "[1,2]", "\"a\"", "1")), NULL,
                               unknown, &seen, &err),
                     DLN_BAD_INPUT);
    assert_non_null(strstr(err.message, "colour"));
}

static void what_is_no_vector_file_is_refused_by_name(void **state) {
    (void)state;
    dln_vector_file *file;
    dln_error err;
    assert_int_equal(dln_vector_open("no/such/file.gpkg", &file, &err), DLN_BAD_INPUT);
    assert_non_null(strstr(err.message, "no/such/file.gpkg"));
    const char *path = file_with("not json at all");
    assert_int_equal(dln_vector_open(path, &file, &err), DLN_BAD_INPUT);
    unlink(path);
}

static void an_unknown_layer_is_named(void **state) {
    (void)state;
    const char *path = file_with(COLLECTION("", FEATURE("Point", "[1,2]", "\"a\"", "1")));
    dln_vector_file *file;
    dln_error err;
    struct seen seen = {0};
    assert_int_equal(dln_vector_open(path, &file, NULL), DLN_OK);
    assert_int_equal(dln_vector_read(file, "rivers", NULL, fields, note, &seen, &err),
                     DLN_BAD_INPUT);
    assert_non_null(strstr(err.message, "rivers"));
    dln_vector_close(file);
    unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_lines_and_polygons_come_flat),
        cmocka_unit_test(two_numbers_of_a_row_stay_two_numbers),
        cmocka_unit_test(a_box_leaves_out_what_it_does_not_touch),
        cmocka_unit_test(a_box_across_the_antimeridian_meets_each_feature_once),
        cmocka_unit_test(metres_become_degrees),
        cmocka_unit_test(a_feature_without_geometry_is_visited_too),
        cmocka_unit_test(a_visitor_can_stop_the_reading),
        cmocka_unit_test(an_unknown_field_is_named),
        cmocka_unit_test(what_is_no_vector_file_is_refused_by_name),
        cmocka_unit_test(an_unknown_layer_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
