#include <unistd.h>

#include "unit/store/fixture.h"

static void an_incident_comes_back_as_it_was_stored(void **state) {
    fixture *f = *state;
    dln_incident in = strike_at("Ain al-Asad", 42.44, 33.79);
    in.subtype = DLN_STR("drone");
    in.status = DLN_CLAIMED;
    in.where.place_id = DLN_STR("dateline:ain-al-asad");
    in.where.feature = DLN_STR("AIRB");
    in.where.country = DLN_STR("IQ");
    in.where.admin1 = DLN_STR("Al Anbar");
    in.actor = DLN_STR("militia");
    in.target = DLN_STR("base");
    in.weapon = DLN_STR("drone");
    in.object = DLN_STR("hangar");
    in.count = (dln_count){true, 2, DLN_COUNT_OPEN};
    in.injured = exactly(7);
    in.place_reason = DLN_STR("named");
    in.date_reason = DLN_STR("\"on Monday\"");
    in.sentence = (dln_span){0, 30};
    fixture_open(f, DLN_STORE_WRITE);
    dln_ingest_counts counts = ingest(f, "r1", "Né à côté: a drone hit it. More", &in, 1);
    assert_int_equal(counts.incidents_new, 1);
    dln_record record = get(f, 1);
    assert_int_equal(record.incident.type, DLN_STRIKE);
    assert_int_equal(record.incident.status, DLN_CLAIMED);
    assert_str(record.incident.subtype, "drone");
    assert_int_equal(record.incident.when.first, in.when.first);
    assert_int_equal(record.incident.when.precision, DLN_DATE_DAY);
    assert_true(record.incident.where.at.lon == 42.44 && record.incident.where.at.lat == 33.79);
    assert_str(record.incident.where.name, "Ain al-Asad");
    assert_str(record.incident.where.place_id, "dateline:ain-al-asad");
    assert_str(record.incident.where.feature, "AIRB");
    assert_str(record.incident.where.country, "IQ");
    assert_str(record.incident.where.admin1, "Al Anbar");
    assert_int_equal(record.incident.where.precision, DLN_GEO_EXACT);
    assert_str(record.incident.actor, "militia");
    assert_str(record.incident.target, "base");
    assert_str(record.incident.weapon, "drone");
    assert_str(record.incident.object, "hangar");
    assert_int_equal(record.incident.count.low, 2);
    assert_int_equal(record.incident.count.high, DLN_COUNT_OPEN);
    assert_true(record.incident.injured.said && record.incident.injured.high == 7);
    assert_false(record.incident.fatalities.said);
    assert_str(record.incident.place_reason, "named");
    assert_int_equal(record.evidence_count, 1);
    assert_str(record.evidence[0].report_id, "r1");
    assert_str(record.evidence[0].sentence, "Né à côté: a drone hit it.");
    assert_int_equal(record.evidence[0].end, 26); // code points, not bytes
    assert_null(record.evidence[0].merge_reason.data);
}

static void the_same_report_twice_changes_nothing(void **state) {
    fixture *f = *state;
    dln_incident in = strike_at("Erbil", 44.01, 36.19);
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "text", &in, 1);
    dln_ingest_counts counts = ingest(f, "r1", "text", &in, 1);
    assert_true(counts.unchanged);
    assert_int_equal(counts.incidents_new, 0);
    assert_int_equal(get(f, 1).evidence_count, 1);
}

static void two_reports_of_one_strike_are_one_incident_with_two_sources(void **state) {
    fixture *f = *state;
    dln_incident first = strike_at("Ain al-Asad", 42.44, 33.79), second = first;
    first.injured = second.injured = exactly(7);
    first.where.radius_m = 5000;
    second.where = place_at("Al-Asad base", 42.45, 33.79);
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "one", &first, 1);
    dln_ingest_counts counts = ingest(f, "r2", "two", &second, 1);
    assert_int_equal(counts.incidents_new, 0);
    assert_int_equal(counts.incidents_merged, 1);
    dln_record record = get(f, 1);
    assert_int_equal(record.evidence_count, 2);
    assert_str(record.evidence[1].merge_reason,
               "same day 2024-08-05, 0.9 km apart; same place, number injured");
    // The more precise place of the two.
    assert_str(record.incident.where.name, "Al-Asad base");
    assert_true(record.incident.confidence > 0.8);
    assert_true(sql(f, "SELECT abs(X(geom) - 42.45) < 1e-9 FROM incident"));
}

// Every sentence that something was taken from is there, as it stands in the report.
static void every_sentence_that_tells_is_stored(void **state) {
    fixture *f = *state;
    static const char text[] = "A drone came down. A base was hit. Seven were hurt. All is quiet.";
    dln_incident in = strike_at("Ain al-Asad", 42.44, 33.79);
    in.sentence = (dln_span){19, 34};
    in.trigger = (dln_span){30, 33};
    in.told[0] = (dln_span){35, 51};
    in.told[1] = (dln_span){0, 18};
    in.told[2] = in.sentence; // said once
    in.told_count = 3;
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", text, &in, 1);
    dln_record record = get(f, 1);
    assert_int_equal(record.evidence_count, 3);
    assert_int_equal(dln_record_source_count(&record), 1);
    assert_str(record.evidence[0].sentence, "A drone came down.");
    assert_true(record.evidence[0].further);
    assert_str(record.evidence[1].sentence, "A base was hit.");
    assert_false(record.evidence[1].further);
    assert_str(record.evidence[2].sentence, "Seven were hurt.");
    assert_int_equal(record.evidence[2].begin, 35);
    assert_str(record.evidence[2].report_id, "r1");
    assert_near(sql(f, "SELECT count(DISTINCT id) FROM incident_sources"), 3, 0);
    assert_near(sql(f, "SELECT sources FROM incident"), 1, 0);
    ingest(f, "r1", "Nothing.", NULL, 0); // and goes with it
    assert_near(sql(f, "SELECT count(*) FROM told"), 0, 0);
}

// What extraction held apart stays apart, however alike it is.
static void two_incidents_of_one_report_are_never_merged(void **state) {
    fixture *f = *state;
    dln_incident in = strike_at("Ain al-Asad", 42.44, 33.79);
    in.where.place_id = DLN_STR("p1");
    in.injured = exactly(7);
    const dln_incident twice[2] = {in, in};
    fixture_open(f, DLN_STORE_WRITE);
    assert_int_equal(ingest(f, "r1", "one", twice, 2).incidents_new, 2);
    assert_int_equal(ingest(f, "r2", "two", twice, 2).incidents_merged, 2);
    assert_int_equal(get(f, 1).evidence_count, 2);
    assert_int_equal(get(f, 2).evidence_count, 2);
}

// Each record shows a sentence that holds the words that name it.
static void evidence_holds_its_trigger(void **state) {
    fixture *f = *state;
    dln_incident in[2] = {strike_at("Erbil", 44.01, 36.19), strike_at("Mosul", 43.13, 36.34)};
    in[0].sentence = (dln_span){0, 14};
    in[0].trigger = (dln_span){6, 9};
    in[1].sentence = (dln_span){15, 29};
    in[1].trigger = (dln_span){21, 24};
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "Erbil hit now. Mosul hit now.", in, 2);
    ingest(f, "r2", "Erbil hit now. Mosul hit now!", in, 2);
    assert_near(sql(f, "SELECT count(*) FROM evidence WHERE words_begin >= begin_at AND"
                       " words_end <= end_at AND instr(sentence, words) > 0"),
                4, 0);
}

static void a_place_in_a_far_centred_region_is_found(void **state) {
    fixture *f = *state;
    dln_incident exact = strike_at("Ain al-Asad", 42.44, 33.79), rough = exact;
    exact.where.country = DLN_STR("IQ");
    exact.injured = rough.injured = exactly(7);
    rough.where = place_at("southern Iraq", 44.4, 32.5); // over two degrees away
    rough.where.country = DLN_STR("IQ");
    rough.where.precision = DLN_GEO_NEAR;
    rough.where.radius_m = 300e3;
    exact.actor = rough.actor = DLN_STR("militia");
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "one", &exact, 1);
    assert_int_equal(ingest(f, "r2", "two", &rough, 1).incidents_merged, 1);
    dln_record record = get(f, 1);
    assert_str(record.incident.where.name, "Ain al-Asad");
    assert_non_null(strstr(record.evidence[1].merge_reason.data, "one inside southern Iraq"));
    fixture_close(f);
    unlink(f->path);
    fixture_open(f, DLN_STORE_WRITE); // the rough one first
    ingest(f, "r1", "one", &rough, 1);
    assert_int_equal(ingest(f, "r2", "two", &exact, 1).incidents_merged, 1);
    assert_str(get(f, 1).incident.where.name, "Ain al-Asad");
}

static void an_undated_report_is_known_by_its_numbers(void **state) {
    fixture *f = *state;
    dln_incident dated = strike_at("Ain al-Asad", 42.44, 33.79), undated;
    dated.where.place_id = DLN_STR("p1");
    dated.subtype = DLN_STR("drone");
    dated.injured = exactly(7);
    undated = dated;
    undated.when = (dln_when){DLN_DAY_NONE, DLN_DAY_NONE, DLN_DATE_OPEN};
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "one", &undated, 1);
    assert_int_equal(ingest(f, "r2", "two", &dated, 1).incidents_merged, 1);
    assert_int_equal(ingest(f, "r3", "three", &undated, 1).incidents_merged, 1);
    dln_record record = get(f, 1);
    assert_int_equal(record.incident.when.first, day(2024, 8, 5));
    assert_str(record.evidence[2].merge_reason,
               "one of them undated, 0.0 km apart; same place, subtype, number injured");
}

static void a_changed_report_replaces_what_it_said(void **state) {
    fixture *f = *state;
    dln_incident said[2] = {strike_at("Erbil", 44.01, 36.19), strike_at("Mosul", 43.13, 36.34)};
    dln_incident other = said[1];
    other.actor = said[1].actor = DLN_STR("Turkey");
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "old", said, 2);
    ingest(f, "r2", "other", &other, 1);
    // Now it only speaks of Erbil, and gives a number.
    said[0].fatalities = exactly(3);
    dln_ingest_counts counts = ingest(f, "r1", "new", said, 1);
    assert_false(counts.unchanged);
    assert_int_equal(counts.incidents_new, 0);
    dln_record erbil = get(f, 1), mosul = get(f, 2);
    assert_int_equal(erbil.incident.fatalities.low, 3);
    assert_int_equal(mosul.evidence_count, 1); // r2 still tells of it
    assert_str(mosul.evidence[0].report_id, "r2");
    // And now of nothing at all.
    ingest(f, "r1", "newest", NULL, 0);
    dln_record gone;
    dln_arena *arena = NULL;
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    assert_int_equal(dln_store_get(f->store, 1, arena, &gone, &f->err), DLN_NOT_FOUND);
    dln_arena_free(arena);
}

static void an_id_is_never_given_twice(void **state) {
    fixture *f = *state;
    dln_incident a = strike_at("Erbil", 44.01, 36.19), b = strike_at("Basra", 47.78, 30.51);
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "old", &a, 1);
    ingest(f, "r1", "new", &b, 1);
    dln_filter filter;
    dln_filter_init(&filter);
    int64_t ids[4];
    assert_int_equal(query_ids(f, &filter, ids, 4), 1);
    assert_int_equal(ids[0], 2);
}

static void a_way_is_stored_with_its_line(void **state) {
    fixture *f = *state;
    dln_incident in = strike_at("Palmyra", 38.28, 34.56);
    in.type = DLN_MOVEMENT;
    in.origin = place_at("Iraq", 43.7, 33.2);
    in.via[0] = place_at("Al-Sikak", 41.0, 34.4);
    in.via[1] = (dln_where){.name = DLN_STR("somewhere")};
    in.via_count = 2;
    in.destination = in.where;
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "text", &in, 1);
    dln_record record = get(f, 1);
    assert_str(record.incident.origin.name, "Iraq");
    assert_int_equal(record.incident.via_count, 2);
    assert_str(record.incident.via[0].name, "Al-Sikak");
    assert_false(record.incident.via[1].located);
    assert_str(record.incident.destination.name, "Palmyra");
    assert_true(sql(f, "SELECT GeometryType(geom) = 'LINESTRING' AND via = 'Al-Sikak, somewhere'"
                       " AND abs(X(StartPoint(geom)) - 43.7) < 1e-9 FROM movement"));
    assert_true(sql(f, "SELECT count(*) = 1 FROM movements WHERE type = 'movement'"));
}

static void a_line_over_the_antimeridian_runs_on(void **state) {
    fixture *f = *state;
    dln_incident in = strike_at("Fiji", 178, -17);
    in.origin = in.where;
    in.destination = place_at("Samoa", -172, -13.8);
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "text", &in, 1);
    assert_true(sql(f, "SELECT abs(MbrMaxX(geom) - 188) < 1e-9 AND abs(MbrMinX(geom) - 178) < 1e-9"
                       " FROM movement"));
}

static void spatialite_finds_nothing_to_complain_about(void **state) {
    fixture *f = *state;
    fixture_open(f, DLN_STORE_WRITE);
    for (int i = 0; i < 50; i++) {
        char id[16];
        snprintf(id, sizeof id, "r%d", i);
        dln_incident in = strike_at("A", -170 + 7 * i, -80 + 3 * i);
        in.origin = place_at("B", 10 + i, i);
        ingest(f, id, id, &in, 1);
    }
    dln_incident unplaced = {.where.name = DLN_STR("Nowhere"), .confidence = 0.1};
    unplaced.when.first = unplaced.when.last = DLN_DAY_NONE;
    ingest(f, "u", "u", &unplaced, 1);
    assert_true(sql(f, "SELECT CheckSpatialMetaData() = 3"));
    assert_true(sql(f, "SELECT CheckSpatialIndex('incident', 'geom')"));
    assert_true(sql(f, "SELECT CheckSpatialIndex('movement', 'geom')"));
    assert_true(sql(f, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"));
    assert_true(sql(f, "SELECT count(*) = 0 FROM pragma_foreign_key_check"));
    assert_true(sql(f, "SELECT sum(IsValid(geom)) = 50 FROM incident WHERE geom IS NOT NULL"));
    assert_true(sql(f, "SELECT count(*) = 6 FROM layer_styles WHERE styleQML LIKE '%\"star\"%'"));
}

static void in_bulk_full_transactions_are_kept_and_the_end_is_one(void **state) {
    fixture *f = *state;
    dln_incident in[3] = {strike_at("a", 1, 0), strike_at("b", 1, 20), strike_at("c", 1, 40)};
    static const char *const ids[] = {"r0", "r1", "r2"};
    fixture_open(f, DLN_STORE_WRITE);
    assert_int_equal(dln_store_begin_bulk(f->store, 2, &f->err), DLN_OK);
    assert_int_equal(dln_store_begin_bulk(f->store, 2, &f->err), DLN_INVALID);
    for (int i = 0; i < 3; i++)
        ingest(f, ids[i], ids[i], &in[i], 1);
    assert_near(sql(f, "SELECT count(*) FROM report"), 2, 0);
    fixture_close(f); // without an end: the third is lost
    fixture_open(f, DLN_STORE_WRITE);
    assert_near(sql(f, "SELECT count(*) FROM report"), 2, 0);
    assert_int_equal(dln_store_begin_bulk(f->store, 0, &f->err), DLN_OK);
    for (int i = 0; i < 3; i++)
        ingest(f, ids[i], ids[i], &in[i], 1);
    assert_int_equal(dln_store_end_bulk(f->store, &f->err), DLN_OK);
    assert_near(sql(f, "SELECT count(*) FROM incident"), 3, 0);
    assert_true(sql(f, "SELECT CheckSpatialIndex('incident', 'geom')"));
}

static void hostile_text_and_long_names_come_back_equal(void **state) {
    fixture *f = *state;
    dln_buffer name = {0};
    dln_buffer_append(&name, DLN_STR("'; DROP TABLE incident; -- \x01 \xf0\x9f\x92\xa5 \" %s"));
    while (name.len < 1 << 20)
        dln_buffer_append(&name, DLN_STR("\xd8\xaf\xd9\x8a\xd8\xb1 "));
    dln_incident in = strike_at("", 1, 2);
    in.where.name = in.actor = dln_buffer_str(&name);
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r'1\"", name.data, &in, 1);
    dln_record record = get(f, 1);
    assert_true(dln_str_equal(record.incident.where.name, dln_buffer_str(&name)));
    assert_true(dln_str_equal(record.incident.actor, dln_buffer_str(&name)));
    assert_str(record.evidence[0].report_id, "r'1\"");
    dln_buffer_free(&name);
}

// Reports of the same content in another order give the same incidents, whatever their ids.
static void the_order_of_clear_cases_does_not_matter(void **state) {
    fixture *f = *state;
    dln_incident a = strike_at("Erbil", 44.01, 36.19), b = a, c = a;
    a.injured = b.injured = c.injured = exactly(7);
    b.where.radius_m = 500;
    c.fatalities = exactly(1);
    const dln_incident *const orders[][3] = {{&a, &b, &c}, {&c, &b, &a}, {&b, &a, &c}};
    fixture_open(f, DLN_STORE_WRITE);
    for (size_t i = 0; i < 3; i++) {
        for (size_t j = 0; j < 3; j++) {
            char id[16];
            snprintf(id, sizeof id, "r%zu-%zu", i, j);
            dln_incident in = *orders[i][j];
            in.when.first = in.when.last = in.when.first + (dln_day)i; // a day for each order
            ingest(f, id, "text", &in, 1);
        }
        dln_record record = get(f, (int64_t)i + 1);
        assert_int_equal(record.evidence_count, 3);
        assert_near(record.incident.where.radius_m, 500, 0);
        assert_int_equal(record.incident.fatalities.low, 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_incident_comes_back_as_it_was_stored, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(the_same_report_twice_changes_nothing, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(two_reports_of_one_strike_are_one_incident_with_two_sources,
                                        fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(every_sentence_that_tells_is_stored, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(two_incidents_of_one_report_are_never_merged,
                                        fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(evidence_holds_its_trigger, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(a_place_in_a_far_centred_region_is_found, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(an_undated_report_is_known_by_its_numbers, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(a_changed_report_replaces_what_it_said, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(an_id_is_never_given_twice, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(a_way_is_stored_with_its_line, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(a_line_over_the_antimeridian_runs_on, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(in_bulk_full_transactions_are_kept_and_the_end_is_one,
                                        fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(hostile_text_and_long_names_come_back_equal, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(the_order_of_clear_cases_does_not_matter, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(spatialite_finds_nothing_to_complain_about, fixture_set_up,
                                        fixture_tear_down),
    };
    return cmocka_run_group_tests_name("ingest", tests, NULL, NULL);
}
