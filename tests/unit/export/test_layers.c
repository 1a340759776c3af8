#include <dirent.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit/export/records.h"

#include "vector/vector.h"

typedef struct scratch {
    char folder[64];
    char path[128];
} scratch;

static int set_up(void **state) {
    scratch *s = calloc(1, sizeof *s);
    const char *base = getenv("TMPDIR");
    snprintf(s->folder, sizeof s->folder, "%s/dateline-layers-XXXXXX", base ? base : "/tmp");
    *state = s;
    return mkdtemp(s->folder) ? 0 : -1;
}

static size_t files_in(const scratch *s, bool remove_them) {
    DIR *folder = opendir(s->folder);
    size_t count = 0;
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        char path[400];
        snprintf(path, sizeof path, "%s/%s", s->folder, entry->d_name);
        if (remove_them)
            unlink(path);
        count++;
    }
    closedir(folder);
    return count;
}

static int tear_down(void **state) {
    scratch *s = *state;
    files_in(s, true);
    int failed = rmdir(s->folder);
    free(s);
    return failed;
}

static const char *in_folder(scratch *s, const char *name) {
    snprintf(s->path, sizeof s->path, "%s/%s", s->folder, name);
    return s->path;
}

static void export_to(scratch *s, const char *name, const dln_record *records, size_t count) {
    dln_export_format format;
    dln_layer_export *writer = NULL;
    dln_error err = {0};
    const char *path = in_folder(s, name);
    assert_true(dln_export_format_of(dln_str_from(name), &format));
    if (dln_layer_export_new(format, path, &writer, &err) != DLN_OK)
        fail_msg("%s", err.message);
    for (size_t i = 0; i < count; i++)
        if (dln_layer_export_add(writer, &records[i], &err) != DLN_OK)
            fail_msg("%s", err.message);
    assert_int_not_equal(access(path, F_OK), 0); // nothing before the end
    if (dln_layer_export_finish(writer, &err) != DLN_OK)
        fail_msg("%s", err.message);
    dln_layer_export_free(writer);
}

// What a layer holds, read back.
typedef struct content {
    size_t features, points, parts;
    dln_lonlat first, last;
    char values[4][4096];
    bool is_null[4];
} content;

static dln_status remember(void *context, const dln_feature *feature, dln_error *err) {
    (void)err;
    content *c = context;
    const dln_geometry *geometry = &feature->geometry;
    if (c->features++)
        return DLN_OK;
    c->parts = geometry->part_count;
    c->points = geometry->part_count ? geometry->part_ends[geometry->part_count - 1] : 0;
    if (c->points) {
        c->first = geometry->points[0];
        c->last = geometry->points[c->points - 1];
    }
    for (size_t i = 0; i < 4; i++) {
        c->is_null[i] = !feature->values[i].data;
        snprintf(c->values[i], sizeof c->values[i], "%.*s", DLN_STR_ARG(feature->values[i]));
    }
    return DLN_OK;
}

static content read_back(scratch *s, const char *name, const char *layer,
                         const char *const fields[5]) {
    content c = {0};
    dln_error err = {0};
    dln_vector_file *file = NULL;
    if (dln_vector_open(in_folder(s, name), &file, &err) != DLN_OK ||
        dln_vector_read(file, layer, NULL, fields, remember, &c, &err) != DLN_OK)
        fail_msg("%s", err.message);
    dln_vector_close(file);
    return c;
}

static dln_record hostile_record(void) {
    dln_record record = sample_record();
    record.incident.where.name = hostile_text();
    return record;
}

static void check_format(scratch *s, const char *name, const char *ways_name,
                         const char *points_layer, const char *ways_layer, bool keeps_text) {
    dln_record records[3] = {hostile_record(), pacific_record(), sample_record()};
    records[2].incident.where.located = false;
    records[2].id = 9;
    export_to(s, name, records, 3);
    static const char *const fields[] = {"place", "type", "date_start", "weapon", NULL};
    content points = read_back(s, name, points_layer, fields);
    bool takes_unplaced = strcmp(name, "a.fgb") != 0; // GDAL's FlatGeobuf drops them
    assert_int_equal(points.features, takes_unplaced ? 3 : 2);
    assert_near(points.first.lon, 38.2841, 1e-9);
    assert_near(points.first.lat, 34.5623, 1e-9);
    if (keeps_text)
        assert_str(hostile_text(), points.values[0]);
    assert_string_equal(points.values[1], "strike");
    bool is_kml = strcmp(name, "a.kml") == 0; // which has no dates but its own two
    // FlatGeobuf adds a time to its days.
    assert_int_equal(strncmp(points.values[2], is_kml ? "2024-08-05" : "2024/08/05", 10), 0);
    assert_true(points.is_null[3]);
    static const char *const way_fields[] = {"origin", "type", "date_start", "weapon", NULL};
    content ways = read_back(s, ways_name, ways_layer, way_fields);
    assert_int_equal(ways.features, 1);
    assert_int_equal(ways.parts, 2); // cut at 180°
    assert_near(ways.first.lon, 170, 1e-9);
    assert_near(ways.last.lon, -170, 1e-9);
    assert_string_equal(ways.values[0], "West");
}

static void a_geopackage_holds_points_lines_and_styles(void **state) {
    scratch *s = *state;
    check_format(s, "a.gpkg", "a.gpkg", "incident", "movement", true);
    assert_int_equal(files_in(s, false), 1);
    static const char *const fields[] = {"f_table_name", "styleName", "useAsDefault", "styleQML",
                                         NULL};
    content styles = read_back(s, "a.gpkg", "layer_styles", fields);
    assert_int_equal(styles.features, 2);
    assert_string_equal(styles.values[0], "incident");
    assert_string_equal(styles.values[2], "1");
}

static void a_flatgeobuf_has_its_lines_beside_it(void **state) {
    scratch *s = *state;
    check_format(s, "a.fgb", "a-movements.fgb", NULL, NULL, true);
    assert_int_equal(files_in(s, false), 2);
}

static void kml_holds_points_lines_and_times(void **state) {
    scratch *s = *state;
    check_format(s, "a.kml", "a.kml", "incident", "movement", false);
    static const char *const fields[] = {"place", "Name", "begin", "description", NULL};
    content points = read_back(s, "a.kml", "incident", fields);
    assert_string_equal(points.values[3], "A drone hit Palmyra on Monday.");
    assert_non_null(strstr(points.values[2], "2024/08/05"));
}

static void a_shapefile_has_short_names_and_short_texts(void **state) {
    scratch *s = *state;
    dln_record record = sample_record();
    char long_text[600];
    // Cut at 254 bytes, half a letter would remain: é is two bytes and they begin at odd places.
    for (size_t i = 0; i < sizeof long_text; i++)
        long_text[i] = i == 0 ? 'x' : i % 2 ? '\xc3' : '\xa9';
    record.incident.where.name = (dln_str){long_text, sizeof long_text - 1};
    export_to(s, "a.shp", &record, 1);
    static const char *const fields[] = {"place", "killed_low", "date_start", "killed_hi", NULL};
    content points = read_back(s, "a.shp", NULL, fields);
    assert_int_equal(strlen(points.values[0]), 253);
    assert_string_equal(points.values[1], "2");
    assert_string_equal(points.values[2], "2024/08/05");
    assert_int_not_equal(access(in_folder(s, "a-movements.shp"), F_OK), 0); // no lines, no file
    dln_record way = pacific_record();
    export_to(s, "b.shp", &way, 1);
    static const char *const way_fields[] = {"origin", "type", "date_start", "dest", NULL};
    content ways = read_back(s, "b-movements.shp", NULL, way_fields);
    assert_int_equal(ways.parts, 2);
    assert_string_equal(ways.values[3], "East");
}

static void giving_up_leaves_no_file(void **state) {
    scratch *s = *state;
    static const char *const names[] = {"a.gpkg", "a.shp", "a.fgb", "a.kml"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        dln_export_format format;
        dln_layer_export *writer = NULL;
        dln_error err = {0};
        dln_record record = pacific_record();
        assert_true(dln_export_format_of(dln_str_from(names[i]), &format));
        assert_int_equal(dln_layer_export_new(format, in_folder(s, names[i]), &writer, &err),
                         DLN_OK);
        assert_int_equal(dln_layer_export_add(writer, &record, &err), DLN_OK);
        dln_layer_export_free(writer);
        assert_int_equal(files_in(s, false), 0);
    }
}

// Writes two incidents with a way; what went wrong is in `err`.
static dln_status try_to_export(scratch *s, const char *name, dln_error *err) {
    dln_export_format format;
    dln_layer_export *writer = NULL;
    dln_record records[2] = {sample_record(), pacific_record()};
    if (!dln_export_format_of(dln_str_from(name), &format))
        return DLN_INVALID;
    dln_status status = dln_layer_export_new(format, in_folder(s, name), &writer, err);
    for (int i = 0; i < 2 && status == DLN_OK; i++)
        status = dln_layer_export_add(writer, &records[i], err);
    if (status == DLN_OK)
        status = dln_layer_export_finish(writer, err);
    if (writer)
        dln_layer_export_free(writer);
    return status;
}

static off_t size_of(scratch *s, const char *name) {
    struct stat about = {0};
    return stat(in_folder(s, name), &about) == 0 ? about.st_size : 0;
}

// One line, in the words of the system, about the file that was asked for.
static bool is_told_well(const dln_error *err, const char *name) {
    return strncmp(err->message, "cannot write ", 13) == 0 && strstr(err->message, name) &&
           !strstr(err->message, ".dateline-export") && !strstr(err->message, "sqlite3_") &&
           !strstr(err->message, "vsidateline") && !strchr(err->message, '\n');
}

// No file may grow over `limit` bytes, as on a disk with as much room.
static void fails_and_leaves_nothing(scratch *s, const char *name, rlim_t limit) {
    fflush(NULL); // a child's copy of the output would come out twice
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dln_error err = {0};
        (void)signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){limit, limit});
        dln_status status = try_to_export(s, name, &err);
        _exit(status != DLN_IO ? 1 : !is_told_well(&err, name) ? 2 : 0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (status != 0)
        fail_msg("%s with %lu bytes: status %d", name, (unsigned long)limit, status);
    assert_int_equal(files_in(s, false), 0);
}

static void a_disk_that_fills_up_is_told_and_leaves_no_file(void **state) {
    scratch *s = *state;
    static const char *const names[] = {"a.gpkg", "a.shp", "a.fgb", "a.kml"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        dln_error err = {0};
        if (try_to_export(s, names[i], &err) != DLN_OK)
            fail_msg("%s", err.message);
        rlim_t whole = (rlim_t)size_of(s, names[i]);
        files_in(s, true);
        fails_and_leaves_nothing(s, names[i], 0);
        fails_and_leaves_nothing(s, names[i], whole / 2);
        fails_and_leaves_nothing(s, names[i], whole - 1); // seen only when it is closed
    }
}

static void what_a_format_cannot_hold_is_counted(void **state) {
    scratch *s = *state;
    static const struct {
        const char *name;
        size_t left_out;
    } cases[] = {{"a.fgb", 1}, {"a.gpkg", 0}, {"a.shp", 0}, {"a.kml", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        dln_export_format format;
        dln_layer_export *writer = NULL;
        dln_error err = {0};
        dln_record records[2] = {sample_record(), pacific_record()};
        records[0].incident.where.located = false;
        assert_true(dln_export_format_of(dln_str_from(cases[i].name), &format));
        assert_int_equal(dln_layer_export_new(format, in_folder(s, cases[i].name), &writer, &err),
                         DLN_OK);
        assert_int_equal(dln_layer_export_add(writer, &records[0], &err), DLN_OK);
        assert_int_equal(dln_layer_export_add(writer, &records[1], &err), DLN_OK);
        assert_int_equal(dln_layer_export_finish(writer, &err), DLN_OK);
        assert_int_equal(dln_layer_export_left_out(writer), cases[i].left_out);
        assert_int_equal(dln_layer_export_ways(writer), 1);
        dln_layer_export_free(writer);
        static const char *const fields[] = {"place", "type", "weapon", "country", NULL};
        if (format != DLN_EXPORT_KML)
            assert_int_equal(read_back(s, cases[i].name, NULL, fields).features,
                             2 - cases[i].left_out);
    }
}

static void a_folder_that_is_not_there_is_named(void **state) {
    scratch *s = *state;
    dln_layer_export *writer = NULL;
    dln_error err = {0};
    const char *path = in_folder(s, "missing/a.gpkg");
    assert_int_equal(dln_layer_export_new(DLN_EXPORT_GPKG, path, &writer, &err), DLN_IO);
    assert_non_null(strstr(err.message, "missing/a.gpkg: No such file or directory"));
}

static void a_file_that_stood_there_is_replaced(void **state) {
    scratch *s = *state;
    dln_record records[2] = {sample_record(), sample_record()};
    records[1].id = 8;
    export_to(s, "a.gpkg", records, 2);
    unlink(in_folder(s, "b.gpkg"));
    dln_layer_export *writer = NULL;
    dln_error err = {0};
    assert_int_equal(dln_layer_export_new(DLN_EXPORT_GPKG, in_folder(s, "a.gpkg"), &writer, &err),
                     DLN_OK);
    assert_int_equal(dln_layer_export_add(writer, &records[0], &err), DLN_OK);
    assert_int_equal(dln_layer_export_finish(writer, &err), DLN_OK);
    dln_layer_export_free(writer);
    static const char *const fields[] = {"place", "type", "date_start", "weapon", NULL};
    assert_int_equal(read_back(s, "a.gpkg", "incident", fields).features, 1);
}

static void write_file(scratch *s, const char *name, const char *text) {
    FILE *file = fopen(in_folder(s, name), "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void areas_are_read_with_their_holes(void **state) {
    scratch *s = *state;
    write_file(s, "area.geojson",
               "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\","
               "\"coordinates\":[[[0,0],[10,0],[10,10],[0,10],[0,0]],"
               "[[4,4],[4,6],[6,6],[6,4],[4,4]]]}}");
    dln_arena *arena = NULL;
    dln_error err = {0};
    const dln_polygon *areas = NULL;
    size_t count = 0;
    assert_int_equal(dln_arena_new(&arena, &err), DLN_OK);
    assert_int_equal(dln_polygons_read(in_folder(s, "area.geojson"), arena, &areas, &count, &err),
                     DLN_OK);
    assert_int_equal(count, 1);
    assert_true(dln_polygon_contains(&areas[0], (dln_lonlat){1, 1}));
    assert_false(dln_polygon_contains(&areas[0], (dln_lonlat){5, 5}));
    write_file(s, "point.geojson", "{\"type\":\"Point\",\"coordinates\":[1,2]}");
    assert_int_equal(dln_polygons_read(in_folder(s, "point.geojson"), arena, &areas, &count, &err),
                     DLN_BAD_INPUT);
    assert_int_equal(dln_polygons_read(in_folder(s, "none.gpkg"), arena, &areas, &count, &err),
                     DLN_BAD_INPUT);
    dln_arena_free(arena);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_geopackage_holds_points_lines_and_styles),
        TEST(a_flatgeobuf_has_its_lines_beside_it),
        TEST(kml_holds_points_lines_and_times),
        TEST(a_shapefile_has_short_names_and_short_texts),
        TEST(giving_up_leaves_no_file),
        TEST(a_disk_that_fills_up_is_told_and_leaves_no_file),
        TEST(what_a_format_cannot_hold_is_counted),
        TEST(a_folder_that_is_not_there_is_named),
        TEST(a_file_that_stood_there_is_replaced),
        TEST(areas_are_read_with_their_holes),
    };
    return cmocka_run_group_tests_name("layers", tests, NULL, NULL);
}
