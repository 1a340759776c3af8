#include "unit/export/records.h"

#include "export/country.h"

// A reader of RFC 4180, so that what was written is judged by another's rules.
typedef struct table {
    dln_buffer cells[2][64];
    size_t columns;
} table;

static void read_table(dln_str csv, table *out) {
    size_t row = 0, column = 0;
    bool quoted = false;
    for (size_t i = 0; i < csv.len; i++) {
        char c = csv.data[i];
        if (c == '"' && quoted && i + 1 < csv.len && csv.data[i + 1] == '"') {
            dln_buffer_append_char(&out->cells[row][column], csv.data[++i]);
        } else if (c == '"') {
            quoted = !quoted;
        } else if (quoted || (c != ',' && c != '\r' && c != '\n')) {
            dln_buffer_append_char(&out->cells[row][column], c);
        } else if (c == ',') {
            column++;
        } else if (c == '\r') {
            assert_int_equal(csv.data[++i], '\n');
            if (row == 0)
                out->columns = column + 1;
            assert_int_equal(column + 1, out->columns);
            row++;
            column = 0;
        } else {
            fail_msg("a bare line feed");
        }
    }
    assert_int_equal(row, 2);
    assert_false(quoted);
}

static dln_str cell(table *t, const char *name) {
    for (size_t i = 0; i < t->columns; i++)
        if (dln_str_equal(dln_buffer_str(&t->cells[0][i]), dln_str_from(name)))
            return dln_buffer_str(&t->cells[1][i]);
    fail_msg("no column %s", name);
    return DLN_STR_NONE;
}

static void free_table(table *t) {
    for (size_t row = 0; row < 2; row++)
        for (size_t i = 0; i < 64; i++)
            dln_buffer_free(&t->cells[row][i]);
}

static table exported_table(const dln_record *record, dln_export_profile profile) {
    dln_buffer out = exported(DLN_EXPORT_CSV, profile, record, 1);
    table t = {0};
    read_table(dln_buffer_str(&out), &t);
    dln_buffer_free(&out);
    return t;
}

static void a_row_has_what_the_record_says(void **state) {
    (void)state;
    dln_record record = sample_record();
    table t = exported_table(&record, DLN_PROFILE_DATELINE);
    assert_str(cell(&t, "id"), "7");
    assert_str(cell(&t, "type"), "strike");
    assert_str(cell(&t, "date_start"), "2024-08-05");
    assert_str(cell(&t, "lon"), "38.2841");
    assert_str(cell(&t, "confidence"), "0.877");
    assert_true(dln_str_equal(cell(&t, "weapon"), DLN_STR_NONE));
    assert_str(cell(&t, "publishers"), "A wire");
    free_table(&t);
}

static void hostile_text_comes_back_behind_one_apostrophe(void **state) {
    (void)state;
    dln_record record = sample_record();
    record.incident.actor = hostile_text();
    record.incident.target = DLN_STR("'quoted'");
    record.incident.weapon = DLN_STR(" a, b ");
    table t = exported_table(&record, DLN_PROFILE_DATELINE);
    dln_str actor = cell(&t, "actor");
    assert_int_equal(actor.data[0], '\'');
    assert_true(dln_str_equal(dln_str_slice(actor, 1, actor.len), hostile_text()));
    assert_str(cell(&t, "target"), "''quoted'");
    assert_str(cell(&t, "weapon"), " a, b ");
    free_table(&t);
}

static void a_name_of_a_megabyte_fits(void **state) {
    (void)state;
    dln_buffer name = {0};
    for (int i = 0; i < 1 << 20; i++)
        dln_buffer_append_char(&name, i % 7 ? 'a' : '"');
    dln_record record = sample_record();
    record.incident.where.name = dln_buffer_str(&name);
    table t = exported_table(&record, DLN_PROFILE_DATELINE);
    assert_true(dln_str_equal(cell(&t, "place"), dln_buffer_str(&name)));
    free_table(&t);
    dln_buffer_free(&name);
}

static void acled_has_its_31_columns(void **state) {
    (void)state;
    dln_record record = sample_record();
    table t = exported_table(&record, DLN_PROFILE_ACLED);
    assert_int_equal(t.columns, 31);
    assert_str(cell(&t, "event_id_cnty"), "SY7");
    assert_str(cell(&t, "event_type"), "Explosions/Remote violence");
    assert_str(cell(&t, "sub_event_type"), "Air/drone strike");
    assert_str(cell(&t, "time_precision"), "1");
    assert_str(cell(&t, "fatalities"), "2");
    assert_str(cell(&t, "country"), "Syria");
    assert_str(cell(&t, "iso"), "760"); // ISO 3166-1
    assert_str(cell(&t, "region"), "Middle East");
    assert_str(cell(&t, "notes"), "A drone hit Palmyra on Monday.");
    free_table(&t);
}

static void an_unknown_country_stays_a_code(void **state) {
    (void)state;
    dln_record record = sample_record();
    record.incident.where.country = DLN_STR("ZZ");
    table t = exported_table(&record, DLN_PROFILE_ACLED);
    assert_str(cell(&t, "country"), "ZZ");
    assert_int_equal(cell(&t, "iso").len, 0);
    assert_int_equal(cell(&t, "region").len, 0);
    free_table(&t);
    record.incident.where.country = DLN_STR("XK"); // has a name, but no number
    t = exported_table(&record, DLN_PROFILE_ACLED);
    assert_str(cell(&t, "country"), "Kosovo");
    assert_int_equal(cell(&t, "iso").len, 0);
    free_table(&t);
}

// Two letters each, in order: the table is searched by halves.
static void every_country_is_found(void **state) {
    (void)state;
    int found = 0;
    for (char a = 'A'; a <= 'Z'; a++)
        for (char b = 'A'; b <= 'Z'; b++)
            found += dln_country_of((dln_str){(char[]){a, b}, 2}) != NULL;
    assert_int_equal(found, 249); // rows of gazetteer/codes/countries.tsv
}

static void ucdp_has_its_49_columns(void **state) {
    (void)state;
    dln_record record = sample_record();
    table t = exported_table(&record, DLN_PROFILE_UCDP);
    assert_int_equal(t.columns, 49);
    assert_str(cell(&t, "where_prec"), "1");
    assert_str(cell(&t, "country"), "Syria");
    assert_str(cell(&t, "region"), "Middle East");
    assert_str(cell(&t, "date_prec"), "1");
    assert_str(cell(&t, "geom_wkt"), "POINT (38.284123 34.562346)");
    // Row floor((34.56 + 90) * 2) = 249, column floor((38.28 + 180) * 2) = 436.
    assert_str(cell(&t, "priogrid_gid"), "179717");
    free_table(&t);
}

static void every_type_has_an_acled_event_type(void **state) {
    (void)state;
    for (int type = 0; type < DLN_INCIDENT_TYPES; type++) {
        dln_record record = sample_record();
        record.incident.type = (dln_incident_type)type;
        table t = exported_table(&record, DLN_PROFILE_ACLED);
        assert_true(cell(&t, "sub_event_type").len > 0);
        free_table(&t);
    }
}

static void the_format_follows_from_the_suffix(void **state) {
    (void)state;
    dln_export_format format;
    assert_true(dln_export_format_of(DLN_STR("a/b.geojson"), &format));
    assert_int_equal(format, DLN_EXPORT_GEOJSON);
    assert_true(dln_export_format_of(DLN_STR("a.b.gpkg"), &format));
    assert_int_equal(format, DLN_EXPORT_GPKG);
    assert_false(dln_export_format_of(DLN_STR("gpkg"), &format));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_has_what_the_record_says),
        cmocka_unit_test(hostile_text_comes_back_behind_one_apostrophe),
        cmocka_unit_test(a_name_of_a_megabyte_fits),
        cmocka_unit_test(acled_has_its_31_columns),
        cmocka_unit_test(an_unknown_country_stays_a_code),
        cmocka_unit_test(every_country_is_found),
        cmocka_unit_test(ucdp_has_its_49_columns),
        cmocka_unit_test(every_type_has_an_acled_event_type),
        cmocka_unit_test(the_format_follows_from_the_suffix),
    };
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
