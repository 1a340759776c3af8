#include "dateline/import.h"

#include <stdlib.h>

#include "unit/export/records.h"

// A file in memory that comes in pieces, and may fail at its end.
typedef struct source {
    dln_str left;
    size_t piece;
    bool fails;
} source;

static ptrdiff_t give(void *context, char *out, size_t capacity) {
    source *in = context;
    size_t count = in->piece < capacity ? in->piece : capacity;
    count = count < in->left.len ? count : in->left.len;
    if (!count && in->fails)
        return -1;
    memcpy(out, in->left.data, count);
    in->left = dln_str_slice(in->left, count, in->left.len);
    return (ptrdiff_t)count;
}

typedef struct fixture {
    source source;
    dln_importer *importer;
    dln_arena *arena;
    dln_record record;
    dln_error err;
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    *state = f;
    return f && dln_arena_new(&f->arena, NULL) == DLN_OK ? 0 : -1;
}

static int tear_down(void **state) {
    fixture *f = *state;
    dln_importer_free(f->importer);
    dln_arena_free(f->arena);
    free(f);
    return 0;
}

static dln_status open_file(fixture *f, const char *text) {
    dln_importer_free(f->importer);
    f->importer = NULL;
    f->source = (source){dln_str_from(text), 4096, false};
    return dln_importer_new(DLN_STR("file"), give, &f->source, &f->importer, &f->err);
}

static dln_status next(fixture *f) {
    return dln_importer_next(f->importer, f->arena, &f->record, &f->err);
}

static void must_read(fixture *f) {
    if (next(f) != DLN_OK)
        fail_msg("%s", f->err.message);
}

static void says(fixture *f, const char *part) {
    if (!strstr(f->err.message, part))
        fail_msg("\"%s\" does not say \"%s\"", f->err.message, part);
}

static void is(dln_str text, const char *wanted) {
    if (!dln_str_equal(text, dln_str_from(wanted)))
        fail_msg("\"%.*s\" is not \"%s\"", DLN_STR_ARG(text), wanted);
}

static void a_table_of_ours_needs_a_type_and_nothing_else(void **state) {
    fixture *f = *state;
    assert_int_equal(open_file(f, "type\nstrike\n"), DLN_OK);
    must_read(f);
    assert_int_equal(f->record.id, 0);
    assert_int_equal(f->record.incident.type, DLN_STRIKE);
    assert_int_equal(f->record.incident.status, DLN_REPORTED);
    assert_int_equal(f->record.incident.when.precision, DLN_DATE_OPEN);
    assert_false(f->record.incident.where.located);
    assert_null(f->record.incident.actor.data);
    assert_int_equal(f->record.evidence_count, 1);
    is(f->record.evidence[0].report_id, "file:2"); // a row without a report is one of its own
    assert_int_equal(next(f), DLN_NOT_FOUND);
}

static void columns_may_stand_in_any_order_with_any_separator(void **state) {
    fixture *f = *state;
    static const char *const files[] = {
        "lat,actor,type,lon\n33,\"a, \"\"b\"\"\",clash,44\n",
        "lat;actor;type;lon\r\n33;\"a, \"\"b\"\"\";clash;44\r\n",
        "lat\tactor\ttype\tlon\n33\t\"a, \"\"b\"\"\"\tclash\t44\n",
        "\xef\xbb\xbflat,actor,type,lon\n33,\"a, \"\"b\"\"\",clash,44",
        "\n\nlat,actor,type,lon\n#geo+lat,#actor,#event,#geo+lon\n\n33,\"a, \"\"b\"\"\",clash,44\n",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        assert_int_equal(open_file(f, files[i]), DLN_OK);
        must_read(f);
        assert_int_equal(f->record.incident.type, DLN_CLASH);
        is(f->record.incident.actor, "a, \"b\"");
        assert_true(f->record.incident.where.at.lon == 44 && f->record.incident.where.at.lat == 33);
        assert_int_equal(next(f), DLN_NOT_FOUND);
    }
}

// A pipe gives a few bytes at a time: what kind of file it is shows only in its first line.
static void it_does_not_matter_how_the_bytes_come_in(void **state) {
    fixture *f = *state;
    for (size_t piece = 1; piece < 40; piece++) {
        f->source = (source){DLN_STR("type;actor\nstrike;\"a\r\nb\"\nclash;c\n"), piece, false};
        dln_importer_free(f->importer);
        f->importer = NULL;
        assert_int_equal(dln_importer_new(DLN_STR("file"), give, &f->source, &f->importer, &f->err),
                         DLN_OK);
        must_read(f);
        is(f->record.incident.actor, "a\r\nb");
        must_read(f);
        is(f->record.incident.actor, "c");
        is(f->record.evidence[0].report_id, "file:4");
    }
}

static void a_guarded_formula_is_what_it_was(void **state) {
    fixture *f = *state;
    assert_int_equal(
        open_file(f, "type,actor\nstrike,'=1+1\nstrike,''x\nstrike,'x\nstrike,\"'\t\"\n"), DLN_OK);
    static const char *const actors[] = {"=1+1", "'x", "'x", "\t"};
    for (size_t i = 0; i < 4; i++) {
        must_read(f);
        is(f->record.incident.actor, actors[i]);
    }
}

static void a_bad_row_is_named_and_the_rest_goes_on(void **state) {
    fixture *f = *state;
    static const struct {
        const char *row, *says;
    } bad[] = {
        {"murder,,,,,,", "file:2: type: 'murder' is no type of incident"},
        {"strike,2024-02-31,,,,,", "date_start: '2024-02-31' is no day"},
        {"strike,2024-02-03,2024-02-01,,,,", "date_end: '2024-02-01' is before the first day"},
        {"strike,,,91,44,,", "lat: '91'"},
        {"strike,,,33,,,", "is missing where the other coordinate is given"},
        {"strike,,,nan,44,,", "lat: 'nan'"},
        {"strike,,,,,5,3", "fatalities_high: '3' is less than the least"},
        {"strike,,,,,many,", "fatalities_low: 'many' is no whole number"},
        {"strike,,,,,-1,", "fatalities_low: '-1'"},
        {"strike,,,,,99999999999999999999,", "is no whole number, or not one that can be"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        dln_buffer text = {0};
        dln_buffer_printf(&text,
                          "type,date_start,date_end,lat,lon,fatalities_low,fatalities_high\n%s\n"
                          "clash,2024,,,,,\nclash,2024-05-06,,33,44,2,\n",
                          bad[i].row);
        assert_int_equal(open_file(f, text.data), DLN_OK);
        assert_int_equal(next(f), DLN_BAD_INPUT);
        says(f, bad[i].says);
        assert_int_equal(next(f), DLN_BAD_INPUT);
        says(f, "file:3:");
        must_read(f);
        assert_int_equal(f->record.incident.fatalities.high, DLN_COUNT_OPEN);
        assert_int_equal(next(f), DLN_NOT_FOUND);
        dln_buffer_free(&text);
    }
}

static void a_date_that_is_given_is_not_open(void **state) {
    fixture *f = *state;
    assert_int_equal(open_file(f, "type,date_start,date_end,date_precision\n"
                                  "strike,2024-05-06,,open\nstrike,2024-05-06,2024-05-09,week\n"
                                  "strike,2024/05/06,,\n"),
                     DLN_OK);
    must_read(f);
    assert_int_equal(f->record.incident.when.precision, DLN_DATE_DAY);
    must_read(f);
    assert_int_equal(f->record.incident.when.precision, DLN_DATE_WEEK);
    assert_int_equal(f->record.incident.when.last - f->record.incident.when.first, 3);
    must_read(f);
    assert_int_equal(f->record.incident.when.first, dln_day_from_civil((dln_civil){2024, 5, 6}));
}

static void a_way_gives_its_points_to_the_stops(void **state) {
    fixture *f = *state;
    assert_int_equal(
        open_file(f, "type,origin,via,destination,way\n"
                     "movement,A,\"B; ;C\",D,\"LINESTRING (1 2, 3 4, 5 6, 7 8)\"\n"
                     "movement,,,,\"LINESTRING (1 2, 3 4)\"\n"
                     "movement,A,,D,\"MULTILINESTRING ((170 10, 180 11), (-180 11, -170 12))\"\n"
                     "movement,A,,D,POINT (1 2)\n"),
        DLN_OK);
    must_read(f);
    const dln_incident *incident = &f->record.incident;
    assert_int_equal(incident->via_count, 2);
    is(incident->via[1].name, "C");
    assert_true(incident->via[1].at.lon == 5 && incident->destination.at.lat == 8);
    must_read(f);
    assert_true(f->record.incident.origin.located && !f->record.incident.origin.name.data);
    must_read(f);
    assert_true(f->record.incident.destination.at.lon == -170);
    assert_int_equal(next(f), DLN_BAD_INPUT);
    says(f, "way:");
}

static void several_reports_are_told_apart_where_the_lists_are_as_long(void **state) {
    fixture *f = *state;
    assert_int_equal(open_file(f, "type,sources,reports,titles,sentence,sentence_report\n"
                                  "strike,2,r1; r2,One; Two,It was hit.,r2\n"
                                  "strike,2,r1; r2,\"One; of; three\",It was hit.,r1\n"
                                  "strike,3,r1; ; r3,,,\n"),
                     DLN_OK);
    must_read(f);
    assert_int_equal(f->record.evidence_count, 2);
    is(f->record.evidence[1].title, "Two");
    is(f->record.evidence[0].sentence, "");
    is(f->record.evidence[1].sentence, "It was hit.");
    must_read(f);
    assert_null(f->record.evidence[0].title.data);
    must_read(f);
    for (size_t i = 0; i < f->record.evidence_count; i++)
        assert_true(f->record.evidence[i].report_id.len > 0);
}

static void tables_of_acled_are_known_by_their_header(void **state) {
    fixture *f = *state;
    assert_int_equal(
        open_file(f, "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,"
                     "location,latitude,longitude,geo_precision,fatalities,notes,tags\n"
                     "SYR123,05 August 2024,1,Battles,Armed clash,Army,Homs,34.7,36.7,1,3,"
                     "They fought.,weapon=\n"
                     "SYR124,2024-08-05,2,Explosions/Remote violence,Air/drone strike,,,,,3,0,,"
                     "\"type=strike; subtype=drone; weapon=a; b\"\n"
                     "SYR125,32 August 2024,1,Battles,Armed clash,,,,,,,,\n"),
        DLN_OK);
    must_read(f);
    assert_int_equal(f->record.id, 123);
    assert_int_equal(f->record.incident.type, DLN_CLASH);
    assert_null(f->record.incident.weapon.data);
    assert_int_equal(f->record.incident.fatalities.low, 3);
    is(f->record.evidence[0].sentence, "They fought.");
    must_read(f);
    is(f->record.incident.subtype, "drone");
    is(f->record.incident.weapon, "a; b");
    assert_int_equal(next(f), DLN_BAD_INPUT);
    says(f, "file:4: event_date: '32 August 2024' is no day");
}

static void tables_of_ucdp_are_known_by_their_header(void **state) {
    fixture *f = *state;
    assert_int_equal(
        open_file(f,
                  "id,type_of_violence,side_a,side_b,date_start,date_end,date_prec,where_prec,"
                  "where_coordinates,latitude,longitude,best,low,high\n"
                  "9001,1,Army,Group,2024-01-02 00:00:00.000,2024-01-02,1,1,Homs,34.7,36.7,7,5,9\n"
                  "9002,3,Army,Civilians,2024-01-02,2024-01-30,4,6,Syria,35,38,7,7,7\n"),
        DLN_OK);
    must_read(f);
    assert_int_equal(f->record.id, 9001);
    assert_int_equal(f->record.incident.type, DLN_CLASH);
    is(f->record.incident.target, "Group");
    assert_int_equal(f->record.incident.fatalities.low, 5);
    assert_int_equal(f->record.incident.fatalities.high, 9);
    must_read(f);
    assert_int_equal(f->record.incident.type, DLN_ATTACK);
    assert_int_equal(f->record.incident.where.precision, DLN_GEO_REGION);
}

// Written as GeoJSON in each of its forms and read again, the record is the same.
static void our_geojson_says_all_of_an_incident(void **state) {
    fixture *f = *state;
    static const dln_export_format formats[] = {DLN_EXPORT_GEOJSON, DLN_EXPORT_GEOJSON_LINES,
                                                DLN_EXPORT_GEOJSON_SEQUENCE};
    dln_record written[] = {sample_record(), pacific_record()};
    written[0].incident.actor = hostile_text();
    for (size_t i = 0; i < 3; i++) {
        dln_buffer out = exported(formats[i], DLN_PROFILE_DATELINE, written, 2);
        assert_int_equal(open_file(f, out.data), DLN_OK);
        must_read(f);
        assert_int_equal(f->record.id, written[0].id);
        assert_true(dln_str_equal(f->record.incident.actor, hostile_text()));
        is(f->record.evidence[0].url, "https://example.org/a?b=1&c=2");
        assert_int_equal(f->record.evidence[0].end, 40);
        assert_int_equal(f->record.incident.count.high, DLN_COUNT_OPEN);
        must_read(f);
        assert_int_equal(f->record.incident.via_count, 1);
        assert_true(f->record.incident.via[0].at.lon == 175);
        is(f->record.incident.origin.name, "West");
        assert_int_equal(next(f), DLN_NOT_FOUND); // the ways are no incidents of their own
        dln_buffer_free(&out);
    }
}

static void a_feature_that_says_what_cannot_be_is_refused_or_mended(void **state) {
    fixture *f = *state;
    assert_int_equal(
        open_file(f, "{\"type\":\"FeatureCollection\",\"features\":["
                     "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"type\":\"strike\","
                     "\"evidence\":[{\"report\":\"r\",\"sentence\":\"s\",\"begin\":9,\"end\":2,"
                     "\"confidence\":1e300,\"main\":true},{\"report\":\"\"}]}},"
                     "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[]},"
                     "\"properties\":{\"type\":\"strike\"}},"
                     "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"type\":\"strike\","
                     "\"stops\":[{\"role\":\"origin\",\"name\":\"A\",\"lon\":400,\"lat\":2},"
                     "{\"role\":\"destination\",\"name\":\"B\",\"lon\":4,\"lat\":2,"
                     "\"radius_m\":-5}]}},"
                     "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"type\":[]}}]}"),
        DLN_OK);
    must_read(f);
    assert_int_equal(f->record.evidence_count, 1);
    assert_int_equal(f->record.evidence[0].begin, 0);
    assert_int_equal(f->record.evidence[0].end, 0);
    assert_true(f->record.evidence[0].confidence == 1);
    assert_int_equal(next(f), DLN_BAD_INPUT);
    says(f, "is a Polygon, and no Point");
    must_read(f);
    assert_false(f->record.incident.origin.located);
    assert_true(f->record.incident.destination.radius_m == 0);
    assert_int_equal(next(f), DLN_BAD_INPUT);
}

static void bytes_that_are_no_text_are_replaced(void **state) {
    fixture *f = *state;
    assert_int_equal(open_file(f, "type,actor\nstrike,a\xff"
                                  "b\n"),
                     DLN_OK);
    must_read(f);
    is(f->record.incident.actor, "a\xef\xbf\xbd"
                                 "b");
}

static void what_is_neither_is_refused_with_what_is_wanted(void **state) {
    fixture *f = *state;
    assert_int_equal(open_file(f, "a,b\n1,2\n"), DLN_UNSUPPORTED);
    says(f, "event_id_cnty");
    assert_true(open_file(f, "") != DLN_OK);
    assert_int_equal(open_file(f, "{\"type\":\"FeatureCollection\",\"features\":[{"), DLN_OK);
    assert_int_not_equal(next(f), DLN_OK);
    says(f, "ends inside");
}

static void a_read_that_fails_is_no_end(void **state) {
    fixture *f = *state;
    f->source = (source){DLN_STR("type\nstrike\n"), 4096, true};
    dln_status status = dln_importer_new(DLN_STR("file"), give, &f->source, &f->importer, &f->err);
    while (status == DLN_OK)
        status = next(f);
    assert_int_equal(status, DLN_IO);
}

int main(void) {
#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_table_of_ours_needs_a_type_and_nothing_else),
        TEST(columns_may_stand_in_any_order_with_any_separator),
        TEST(it_does_not_matter_how_the_bytes_come_in),
        TEST(a_guarded_formula_is_what_it_was),
        TEST(a_bad_row_is_named_and_the_rest_goes_on),
        TEST(a_date_that_is_given_is_not_open),
        TEST(a_way_gives_its_points_to_the_stops),
        TEST(several_reports_are_told_apart_where_the_lists_are_as_long),
        TEST(tables_of_acled_are_known_by_their_header),
        TEST(tables_of_ucdp_are_known_by_their_header),
        TEST(our_geojson_says_all_of_an_incident),
        TEST(a_feature_that_says_what_cannot_be_is_refused_or_mended),
        TEST(bytes_that_are_no_text_are_replaced),
        TEST(what_is_neither_is_refused_with_what_is_wanted),
        TEST(a_read_that_fails_is_no_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
