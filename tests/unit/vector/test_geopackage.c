// The GeoPackage reader gives what GDAL gives, and survives damaged geometries.
#include "unit/cmocka_main.h"

#include <stdlib.h>
#include <string.h>

#include "vector/geopackage.h"
#include "vector/vector.h"
#include "vector/wkb.h"

#define BASEMAP DATELINE_TEST_BASEMAP "/basemap.gpkg"

// Features as lines of text that can be sorted: the two readers need not agree on the order.
struct seen {
    char *lines[4096];
    size_t count;
};

static dln_status note(void *context, const dln_feature *feature, dln_error *err) {
    (void)err;
    struct seen *seen = context;
    const dln_geometry *g = &feature->geometry;
    dln_buffer line = {0};
    uint32_t points = g->part_count ? g->part_ends[g->part_count - 1] : 0;
    dln_buffer_printf(&line, "%.*s|%d|%zu|%u", DLN_STR_ARG(feature->values[0]), (int)g->kind,
                      g->part_count, points);
    if (points)
        dln_buffer_printf(&line, "|%.6f %.6f|%.6f %.6f", g->points[0].lon, g->points[0].lat,
                          g->points[points - 1].lon, g->points[points - 1].lat);
    assert_true(seen->count < sizeof seen->lines / sizeof *seen->lines);
    seen->lines[seen->count++] = line.data;
    return DLN_OK;
}

static int compare(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void forget(struct seen *seen) {
    for (size_t i = 0; i < seen->count; i++)
        free(seen->lines[i]);
    free(seen);
}

static void expect_same(const char *layer, const char *field, dln_box box) {
    struct seen *ours = calloc(1, sizeof *ours), *gdals = calloc(1, sizeof *gdals);
    const char *const fields[] = {field, NULL};
    dln_error err = {0};
    dln_geopackage *package;
    dln_vector_file *file;
    assert_int_equal(dln_geopackage_open(BASEMAP, &package, &err), DLN_OK);
    assert_int_equal(dln_geopackage_read(package, layer, &box, fields, note, ours, &err), DLN_OK);
    dln_geopackage_close(package);
    assert_int_equal(dln_vector_open(BASEMAP, &file, &err), DLN_OK);
    assert_int_equal(dln_vector_read(file, layer, &box, fields, note, gdals, &err), DLN_OK);
    dln_vector_close(file);
    // GDAL looks closer than at the boxes of the R-tree: it may leave some out, never add one.
    assert_true(ours->count >= gdals->count && gdals->count > 0);
    qsort(ours->lines, ours->count, sizeof *ours->lines, compare);
    qsort(gdals->lines, gdals->count, sizeof *gdals->lines, compare);
    for (size_t i = 0, at = 0; i < gdals->count; i++, at++) {
        while (at < ours->count && strcmp(ours->lines[at], gdals->lines[i]) < 0)
            at++;
        assert_true(at < ours->count);
        assert_string_equal(ours->lines[at], gdals->lines[i]);
    }
    forget(ours);
    forget(gdals);
}

static void every_kind_of_layer_reads_as_gdal_reads_it(void **state) {
    (void)state;
    dln_box levant = {33, 30, 49, 38};
    expect_same("countries", "name", levant);
    expect_same("borders", "country", levant);
    expect_same("lakes", "name", levant);
    expect_same("rivers", "name", levant);
    expect_same("cities", "name", levant);
}

static void a_window_across_the_antimeridian_sees_both_sides(void **state) {
    (void)state;
    expect_same("countries", "name", (dln_box){170, -25, -170, -10});
    expect_same("cities", "name", (dln_box){170, -50, -130, 10});
}

static void what_is_not_there_is_named(void **state) {
    (void)state;
    struct seen seen = {0};
    const char *const fields[] = {"colour", NULL};
    dln_box box = {0, 0, 1, 1};
    dln_error err = {0};
    dln_geopackage *package;
    assert_int_equal(dln_geopackage_open(BASEMAP, &package, &err), DLN_OK);
    assert_int_equal(dln_geopackage_read(package, "canals", &box, fields, note, &seen, &err),
                     DLN_BAD_INPUT);
    assert_non_null(strstr(err.message, "canals"));
    dln_geopackage_close(package);
    assert_int_equal(dln_geopackage_open("no-such.gpkg", &package, &err), DLN_BAD_INPUT);
    assert_non_null(strstr(err.message, "no-such.gpkg"));
}

// A line of two points behind a header without a box, little-endian.
static const unsigned char line_blob[] = {
    'G', 'P', 0, 1, 0xE6, 0x10, 0,    0,                                  // header
    1,   2,   0, 0, 0,    2,    0,    0,    0,                            // line, two points
    0,   0,   0, 0, 0,    0,    0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0,    0x40, // 1 2
    0,   0,   0, 0, 0,    0,    8,    0x40, 0, 0, 0, 0, 0, 0, 0x10, 0x40, // 3 4
};

static dln_str blob_of(const unsigned char *bytes, size_t size) {
    return (dln_str){(const char *)bytes, size};
}

static void a_geometry_cut_anywhere_is_refused(void **state) {
    (void)state;
    dln_flat flat = {0};
    dln_geometry geometry;
    dln_error err = {0};
    assert_int_equal(
        dln_wkb_read_package_blob(blob_of(line_blob, sizeof line_blob), &flat, &geometry, &err),
        DLN_OK);
    assert_int_equal(geometry.kind, DLN_GEOMETRY_LINES);
    assert_int_equal(geometry.part_ends[0], 2);
    assert_true(geometry.points[1].lon == 3 && geometry.points[1].lat == 4);
    for (size_t size = 1; size < sizeof line_blob; size++) {
        unsigned char *cut = malloc(size); // so that a sanitizer sees a byte too many
        memcpy(cut, line_blob, size);
        dln_status status = dln_wkb_read_package_blob(blob_of(cut, size), &flat, &geometry, &err);
        // Only the header may stand alone: an empty geometry.
        assert_int_equal(status, size == 8 ? DLN_OK : DLN_BAD_INPUT);
        free(cut);
    }
    dln_flat_free(&flat);
}

static void every_changed_byte_is_survived(void **state) {
    (void)state;
    dln_flat flat = {0};
    dln_geometry geometry;
    dln_error err = {0};
    for (size_t at = 0; at < sizeof line_blob; at++)
        for (int value = 0; value < 256; value++) {
            unsigned char bytes[sizeof line_blob];
            memcpy(bytes, line_blob, sizeof bytes);
            bytes[at] = (unsigned char)value;
            dln_status status =
                dln_wkb_read_package_blob(blob_of(bytes, sizeof bytes), &flat, &geometry, &err);
            assert_true(status == DLN_OK || status == DLN_BAD_INPUT);
        }
    dln_flat_free(&flat);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_layer_reads_as_gdal_reads_it),
        cmocka_unit_test(a_window_across_the_antimeridian_sees_both_sides),
        cmocka_unit_test(what_is_not_there_is_named),
        cmocka_unit_test(a_geometry_cut_anywhere_is_refused),
        cmocka_unit_test(every_changed_byte_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
