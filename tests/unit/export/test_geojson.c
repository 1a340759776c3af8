#include <math.h>

#include "unit/export/records.h"

#include <jansson.h>

static json_t *parsed(const dln_record *records, size_t count) {
    dln_buffer out = exported(DLN_EXPORT_GEOJSON, DLN_PROFILE_DATELINE, records, count);
    json_error_t error;
    json_t *root = json_loadb(out.data, out.len, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        fail_msg("line %d: %s", error.line, error.text);
    dln_buffer_free(&out);
    return root;
}

static json_t *feature(json_t *root, size_t index) {
    json_t *found = json_array_get(json_object_get(root, "features"), index);
    assert_non_null(found);
    return found;
}

static double number(json_t *array, size_t index) {
    return json_number_value(json_array_get(array, index));
}

static const char *text(json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}

static void nothing_is_an_empty_collection(void **state) {
    (void)state;
    json_t *root = parsed(NULL, 0);
    assert_string_equal(text(root, "type"), "FeatureCollection");
    assert_int_equal(json_array_size(json_object_get(root, "features")), 0);
    assert_null(json_object_get(root, "bbox"));
    assert_null(json_object_get(root, "crs"));
    json_decref(root);
}

static void a_position_is_longitude_latitude_with_the_decimals_it_deserves(void **state) {
    (void)state;
    dln_record record = sample_record();
    json_t *root = parsed(&record, 1);
    json_t *geometry = json_object_get(feature(root, 0), "geometry");
    assert_string_equal(text(geometry, "type"), "Point");
    json_t *at = json_object_get(geometry, "coordinates");
    assert_int_equal(json_array_size(at), 2);
    assert_near(number(at, 0), 38.2841, 1e-12); // 3 km: four decimals
    assert_near(number(at, 1), 34.5623, 1e-12);
    assert_int_equal(json_integer_value(json_object_get(feature(root, 0), "id")), 7);
    json_decref(root);
}

static void what_is_not_said_is_null(void **state) {
    (void)state;
    dln_record record = sample_record();
    record.incident.where.located = false;
    json_t *root = parsed(&record, 1);
    assert_true(json_is_null(json_object_get(feature(root, 0), "geometry")));
    json_t *properties = json_object_get(feature(root, 0), "properties");
    assert_true(json_is_null(json_object_get(properties, "weapon")));
    assert_true(json_is_null(json_object_get(properties, "injured_low")));
    assert_true(json_is_null(json_object_get(properties, "count_high"))); // at least three
    assert_int_equal(json_integer_value(json_object_get(properties, "count_low")), 3);
    assert_string_equal(text(properties, "date_start"), "2024-08-05");
    json_decref(root);
}

static void a_number_that_is_none_is_null(void **state) {
    (void)state;
    dln_record record = sample_record();
    record.incident.confidence = NAN;
    record.incident.where.at.lon = INFINITY;
    json_t *root = parsed(&record, 1);
    assert_true(json_is_null(json_object_get(feature(root, 0), "geometry")));
    json_t *properties = json_object_get(feature(root, 0), "properties");
    assert_true(json_is_null(json_object_get(properties, "confidence")));
    json_decref(root);
}

static void a_way_over_the_antimeridian_is_cut_there(void **state) {
    (void)state;
    dln_record record = pacific_record();
    json_t *root = parsed(&record, 1);
    assert_int_equal(json_array_size(json_object_get(root, "features")), 2);
    json_t *way = feature(root, 1);
    assert_string_equal(text(way, "id"), "8-movement");
    json_t *geometry = json_object_get(way, "geometry");
    assert_string_equal(text(geometry, "type"), "MultiLineString");
    json_t *parts = json_object_get(geometry, "coordinates");
    assert_int_equal(json_array_size(parts), 2);
    json_t *west = json_array_get(parts, 0), *east = json_array_get(parts, 1);
    assert_int_equal(json_array_size(west), 3);
    assert_int_equal(json_array_size(east), 2);
    // From 175°, 10° to 190°, 40°: at 180° a third of the way is done.
    assert_near(number(json_array_get(west, 2), 0), 180, 1e-12);
    assert_near(number(json_array_get(west, 2), 1), 20, 1e-12);
    assert_near(number(json_array_get(east, 0), 0), -180, 1e-12);
    assert_near(number(json_array_get(east, 0), 1), 20, 1e-12);
    json_t *box = json_object_get(root, "bbox"); // west > east
    assert_near(number(box, 0), 170, 1e-12);
    assert_near(number(box, 1), 10, 1e-12);
    assert_near(number(box, 2), -170, 1e-12);
    assert_near(number(box, 3), 40, 1e-12);
    json_decref(root);
}

static void a_way_to_the_antimeridian_is_one_line(void **state) {
    (void)state;
    dln_record record = pacific_record();
    record.incident.destination.at.lon = -180;
    json_t *root = parsed(&record, 1);
    json_t *geometry = json_object_get(feature(root, 1), "geometry");
    assert_string_equal(text(geometry, "type"), "LineString");
    json_decref(root);
}

static void the_box_is_the_smallest_there_is(void **state) {
    (void)state;
    dln_record records[2] = {sample_record(), sample_record()};
    records[0].incident.where.at = (dln_lonlat){-179.5, -10};
    records[1].incident.where.at = (dln_lonlat){179.5, 10};
    json_t *root = parsed(records, 2);
    json_t *box = json_object_get(root, "bbox");
    assert_near(number(box, 0), 179.5, 1e-12);
    assert_near(number(box, 2), -179.5, 1e-12);
    json_decref(root);
    records[1].incident.where.at.lon = -100;
    root = parsed(records, 2);
    box = json_object_get(root, "bbox");
    assert_near(number(box, 0), -179.5, 1e-12);
    assert_near(number(box, 2), -100, 1e-12);
    json_decref(root);
}

static void hostile_text_comes_back_equal(void **state) {
    (void)state;
    dln_record record = sample_record();
    dln_evidence evidence = record.evidence[0];
    evidence.sentence = evidence.title = hostile_text();
    record.evidence = &evidence;
    record.incident.where.name = record.incident.actor = hostile_text();
    json_t *root = parsed(&record, 1);
    json_t *properties = json_object_get(feature(root, 0), "properties");
    const char *const keys[] = {"place", "actor", "titles", "sentence"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        assert_str(hostile_text(), text(properties, keys[i]));
    json_t *first = json_array_get(json_object_get(properties, "evidence"), 0);
    assert_str(hostile_text(), text(first, "sentence"));
    json_decref(root);
}

static void every_feature_is_styled_in_its_colour(void **state) {
    (void)state;
    dln_record record = pacific_record();
    json_t *root = parsed(&record, 1);
    json_t *point = json_object_get(feature(root, 0), "properties");
    json_t *way = json_object_get(feature(root, 1), "properties");
    assert_string_equal(text(point, "marker-color"), text(way, "stroke"));
    assert_string_equal(text(point, "title"), "Movement · East · 2024-08-05");
    json_decref(root);
}

static dln_status refuse(void *context, dln_str bytes, dln_error *err) {
    (void)context;
    (void)bytes;
    return dln_fail(err, DLN_IO, "full");
}

static void a_write_that_fails_is_passed_up(void **state) {
    (void)state;
    dln_text_export *writer = NULL;
    dln_error err;
    assert_int_equal(
        dln_text_export_new(DLN_EXPORT_GEOJSON, DLN_PROFILE_DATELINE, refuse, NULL, &writer, &err),
        DLN_OK);
    assert_int_equal(dln_text_export_finish(writer, &err), DLN_IO);
    assert_string_equal(err.message, "full");
    dln_text_export_free(writer);
}

static void a_style_names_every_type_in_its_colour(void **state) {
    (void)state;
    for (int lines = 0; lines < 2; lines++) {
        dln_buffer out = {0};
        assert_int_equal(dln_export_style(lines, append_bytes, &out, NULL), DLN_OK);
        for (int type = 0; type < DLN_INCIDENT_TYPES; type++) {
            char category[64];
            snprintf(category, sizeof category, "<category value=\"%s\"",
                     dln_type_name((dln_incident_type)type));
            assert_non_null(strstr(out.data, category));
        }
        assert_non_null(strstr(out.data, "213,94,0,255")); // a strike's #D55E00
        dln_buffer_free(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_an_empty_collection),
        cmocka_unit_test(a_position_is_longitude_latitude_with_the_decimals_it_deserves),
        cmocka_unit_test(what_is_not_said_is_null),
        cmocka_unit_test(a_number_that_is_none_is_null),
        cmocka_unit_test(a_way_over_the_antimeridian_is_cut_there),
        cmocka_unit_test(a_way_to_the_antimeridian_is_one_line),
        cmocka_unit_test(the_box_is_the_smallest_there_is),
        cmocka_unit_test(hostile_text_comes_back_equal),
        cmocka_unit_test(every_feature_is_styled_in_its_colour),
        cmocka_unit_test(a_write_that_fails_is_passed_up),
        cmocka_unit_test(a_style_names_every_type_in_its_colour),
    };
    return cmocka_run_group_tests_name("geojson", tests, NULL, NULL);
}
