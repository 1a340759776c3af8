#include "dateline/edit.h"

#include "unit/store/fixture.h"

static const dln_signature by_maria = {{"maria", 5}, {"2024-09-01T10:00:00Z", 20}, {NULL, 0}};

static void must(fixture *f, dln_status status) {
    if (status != DLN_OK)
        fail_msg("%s", f->err.message);
}

static void correct(fixture *f, int64_t id, dln_correctable field, const dln_incident *values) {
    dln_correction correction = {1u << field, *values};
    must(f, dln_store_edit(f->store, id, &correction, &by_maria, &f->err));
}

static void undo(fixture *f, int64_t id) {
    dln_arena *arena = NULL;
    dln_edit undone;
    must(f, dln_arena_new(&arena, &f->err));
    must(f, dln_store_undo(f->store, id, &by_maria, arena, &undone, &f->err));
    dln_arena_free(arena);
}

static size_t count_all(fixture *f) {
    dln_filter filter;
    dln_filter_init(&filter);
    return query_ids(f, &filter, NULL, 0);
}

// The incident is told in the words text[0, 10).
static dln_incident told_at(const char *place, double lon, double lat) {
    dln_incident in = strike_at(place, lon, lat);
    in.sentence = (dln_span){0, 10};
    in.fatalities = exactly(7);
    return in;
}

static void a_correction_wins_over_every_later_report(void **state) {
    fixture *f = *state;
    dln_incident in = told_at("Erbil", 44.01, 36.19), right = in;
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "It was hit.", &in, 1);
    right.type = DLN_ATTACK;
    right.fatalities = exactly(2);
    correct(f, 1, DLN_FIELD_TYPE, &right);
    correct(f, 1, DLN_FIELD_FATALITIES, &right);
    ingest(f, "r1", "It was hit.", &in, 1); // the same again
    in.fatalities = exactly(9);
    ingest(f, "r1", "It was hit. Nine died.", &in, 1);  // changed
    ingest(f, "r2", "It was hit, others say.", &in, 1); // another merging into it
    dln_record record = get(f, 1);
    assert_int_equal(count_all(f), 1);
    assert_int_equal(record.evidence_count, 2);
    assert_int_equal(record.incident.type, DLN_ATTACK);
    assert_int_equal(record.incident.fatalities.low, 2);
    assert_int_equal(record.incident.fatalities.high, 2);
    assert_true(record.corrected);
}

static void a_corrected_place_has_all_of_the_place(void **state) {
    fixture *f = *state;
    dln_incident in = told_at("Tripoli", 13.18, 32.88), right = {0};
    in.where.country = DLN_STR("LY");
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "It was hit.", &in, 1);
    right.where = place_at("Tripoli", 35.84, 34.43);
    right.where.country = DLN_STR("LB");
    correct(f, 1, DLN_FIELD_WHERE, &right);
    dln_record record = get(f, 1);
    assert_true(record.incident.where.at.lon == 35.84 && record.incident.where.at.lat == 34.43);
    assert_str(record.incident.where.country, "LB");
    assert_str(record.incident.place_reason, "corrected by maria on 2024-09-01");
    assert_near(sql(f, "SELECT X(geom) FROM incident"), 35.84, 1e-12);
    assert_near(sql(f, "SELECT count(*) FROM idx_incident_geom WHERE xmin > 35 AND xmax < 36"), 1,
                0);
    dln_filter filter;
    dln_filter_init(&filter);
    filter.has_near = true;
    filter.near = (dln_lonlat){35.84, 34.43};
    filter.within_m = 1000;
    assert_int_equal(query_ids(f, &filter, NULL, 0), 1);
}

// The next report places it where the machine does: it is the same incident all the same.
static void a_moved_incident_is_known_by_what_the_machine_says(void **state) {
    fixture *f = *state;
    dln_incident in = told_at("Tripoli", 13.18, 32.88), right = {0};
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "It was hit.", &in, 1);
    right.where = place_at("Tripoli", 35.84, 34.43);
    correct(f, 1, DLN_FIELD_WHERE, &right);
    dln_ingest_counts counts = ingest(f, "r2", "Tripoli was hit.", &in, 1);
    assert_int_equal(counts.incidents_merged, 1);
    assert_true(get(f, 1).incident.where.at.lon == 35.84);
    in.where = right.where; // and by what the analyst says
    counts = ingest(f, "r3", "Tripoli in Lebanon was hit.", &in, 1);
    assert_int_equal(counts.incidents_merged, 1);
    assert_int_equal(get(f, 1).evidence_count, 3);
}

static void what_is_corrected_to_nothing_stays_nothing(void **state) {
    fixture *f = *state;
    dln_incident in = told_at("Erbil", 44.01, 36.19), right = {0};
    in.actor = DLN_STR("militia");
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "It was hit.", &in, 1);
    correct(f, 1, DLN_FIELD_ACTOR, &right);
    correct(f, 1, DLN_FIELD_FATALITIES, &right);
    ingest(f, "r2", "It was hit, too.", &in, 1);
    assert_null(get(f, 1).incident.actor.data);
    assert_false(get(f, 1).incident.fatalities.said);
}

static void undoing_gives_back_what_was_before(void **state) {
    fixture *f = *state;
    dln_incident in = told_at("Erbil", 44.01, 36.19), right = in;
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "It was hit.", &in, 1);
    right.fatalities = exactly(2);
    correct(f, 1, DLN_FIELD_FATALITIES, &right);
    right.fatalities = (dln_count){true, 3, DLN_COUNT_OPEN};
    correct(f, 1, DLN_FIELD_FATALITIES, &right);
    assert_int_equal(get(f, 1).incident.fatalities.high, DLN_COUNT_OPEN);
    undo(f, 1);
    assert_int_equal(get(f, 1).incident.fatalities.low, 2);
    undo(f, 0);
    assert_int_equal(get(f, 1).incident.fatalities.low, 7);
    assert_false(get(f, 1).corrected);
    dln_arena *arena = NULL;
    dln_edit undone;
    must(f, dln_arena_new(&arena, &f->err));
    assert_int_equal(dln_store_undo(f->store, 1, &by_maria, arena, &undone, &f->err),
                     DLN_NOT_FOUND);
    dln_arena_free(arena);
    // What the machine said is no likeness of its own any more.
    assert_near(sql(f, "SELECT count(*) FROM likeness"), 0, 0);
}

static void a_rejected_incident_hides_and_so_does_what_is_told_of_it_later(void **state) {
    fixture *f = *state;
    dln_incident in = told_at("Erbil", 44.01, 36.19);
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "It was hit.", &in, 1);
    must(f, dln_store_review(f->store, 1, DLN_REVIEW_REJECTED, &by_maria, &f->err));
    ingest(f, "r2", "It was hit, they say.", &in, 1);
    assert_int_equal(count_all(f), 0);
    dln_filter filter;
    dln_filter_init(&filter);
    filter.reviews = 1u << DLN_REVIEW_REJECTED;
    assert_int_equal(query_ids(f, &filter, NULL, 0), 1);
    filter.reviews = 1u << DLN_REVIEW_NONE | 1u << DLN_REVIEW_ACCEPTED;
    assert_int_equal(query_ids(f, &filter, NULL, 0), 0);
    assert_near(sql(f, "SELECT count(*) FROM incidents"), 0, 0);
    must(f, dln_store_review(f->store, 1, DLN_REVIEW_ACCEPTED, &by_maria, &f->err));
    assert_int_equal(get(f, 1).review, DLN_REVIEW_ACCEPTED);
    assert_int_equal(count_all(f), 1);
    undo(f, 1);
    assert_int_equal(get(f, 1).review, DLN_REVIEW_REJECTED);
}

static void merge_two(fixture *f) {
    dln_incident a = told_at("Erbil", 44.01, 36.19), b = told_at("Mosul", 43.13, 36.34);
    b.fatalities = exactly(30);
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "It was hit.", &a, 1);
    ingest(f, "r2", "That was hit.", &b, 1);
    assert_int_equal(count_all(f), 2);
    must(f, dln_store_merge(f->store, 1, 2, &by_maria, &f->err));
}

static void merged_incidents_are_one_with_the_sources_of_both(void **state) {
    fixture *f = *state;
    merge_two(f);
    assert_int_equal(count_all(f), 1);
    assert_int_equal(get(f, 1).evidence_count, 2);
    dln_arena *arena = NULL;
    dln_record record;
    must(f, dln_arena_new(&arena, &f->err));
    assert_int_equal(dln_store_get(f->store, 2, arena, &record, &f->err), DLN_NOT_FOUND);
    assert_non_null(strstr(f->err.message, "merged into 1"));
    dln_arena_free(arena);
}

static void what_tells_of_a_merged_incident_goes_to_the_one_it_is_part_of(void **state) {
    fixture *f = *state;
    merge_two(f);
    dln_incident b = told_at("Mosul", 43.13, 36.34);
    b.fatalities = exactly(30);
    assert_int_equal(ingest(f, "r2", "That was hit. Again.", &b, 1).incidents_new, 0);
    assert_int_equal(ingest(f, "r3", "Mosul was hit.", &b, 1).incidents_new, 0);
    assert_int_equal(count_all(f), 1);
    assert_int_equal(get(f, 1).evidence_count, 3);
    undo(f, 1);
    assert_int_equal(count_all(f), 2);
    assert_int_equal(get(f, 1).evidence_count, 1);
    assert_int_equal(get(f, 2).evidence_count, 2); // with what was told of it since
    assert_str(get(f, 2).incident.where.name, "Mosul");
    assert_near(sql(f, "SELECT count(*) FROM merged"), 0, 0);
    assert_near(sql(f, "SELECT count(*) FROM evidence WHERE home_id IS NOT NULL"), 0, 0);
}

static void one_report_may_tell_of_both_parts_and_does_so_again(void **state) {
    fixture *f = *state;
    dln_incident both[] = {told_at("Erbil", 44.01, 36.19), told_at("Mosul", 43.13, 36.34)};
    both[1].sentence = (dln_span){11, 20};
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "It was hit. So was that.", both, 2);
    must(f, dln_store_merge(f->store, 1, 2, &by_maria, &f->err));
    ingest(f, "r1", "It was hit. So was that. The end.", both, 2);
    assert_int_equal(count_all(f), 1);
    assert_int_equal(get(f, 1).evidence_count, 2);
    undo(f, 0);
    assert_int_equal(get(f, 2).evidence_count, 1);
    assert_str(get(f, 2).incident.where.name, "Mosul");
}

static void a_part_can_be_split_off_and_stays_apart(void **state) {
    fixture *f = *state;
    dln_incident in = told_at("Erbil", 44.01, 36.19);
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "It was hit.", &in, 1);
    ingest(f, "r2", "It was hit, too.", &in, 1);
    int64_t evidence = get(f, 1).evidence[1].id, made = 0;
    must(f, dln_store_split(f->store, 1, &evidence, 1, &by_maria, &made, &f->err));
    assert_int_equal(made, 2);
    assert_int_equal(get(f, 1).evidence_count, 1);
    assert_str(get(f, 2).evidence[0].report_id, "r2");
    ingest(f, "r2", "It was hit, too. And more.", &in, 1);
    ingest(f, "r1", "It was hit. And more.", &in, 1);
    assert_str(get(f, 1).evidence[0].report_id, "r1");
    assert_str(get(f, 2).evidence[0].report_id, "r2");
    undo(f, 2);
    assert_int_equal(get(f, 1).evidence_count, 2);
    assert_int_equal(count_all(f), 1);
}

static void not_all_of_an_incident_can_be_split_off(void **state) {
    fixture *f = *state;
    dln_incident in = told_at("Erbil", 44.01, 36.19);
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "It was hit.", &in, 1);
    int64_t evidence = get(f, 1).evidence[0].id, made = 0;
    assert_int_equal(dln_store_split(f->store, 1, &evidence, 1, &by_maria, &made, &f->err),
                     DLN_INVALID);
    evidence = 4711;
    assert_int_equal(dln_store_split(f->store, 1, &evidence, 1, &by_maria, &made, &f->err),
                     DLN_NOT_FOUND);
    assert_int_equal(count_all(f), 1);
    assert_near(sql(f, "SELECT count(*) FROM edit"), 0, 0); // nothing is left of what failed
}

static void what_came_later_must_be_undone_first(void **state) {
    fixture *f = *state;
    merge_two(f);
    dln_incident c = told_at("Kirkuk", 44.39, 35.47);
    ingest(f, "r3", "Kirkuk was hit.", &c, 1);
    must(f, dln_store_merge(f->store, 3, 1, &by_maria, &f->err));
    assert_int_equal(get(f, 3).evidence_count, 3);
    undo(f, 3); // the later of the two
    assert_int_equal(get(f, 1).evidence_count, 2);
    assert_int_equal(get(f, 3).evidence_count, 1);
    undo(f, 1);
    assert_int_equal(count_all(f), 3);
}

static void the_history_tells_who_when_and_what_was_before(void **state) {
    fixture *f = *state;
    dln_incident in = told_at("Erbil", 44.01, 36.19), right = in;
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "It was hit.", &in, 1);
    right.type = DLN_CLASH;
    correct(f, 1, DLN_FIELD_TYPE, &right);
    dln_signature noted = by_maria;
    noted.note = DLN_STR("seen on video");
    must(f, dln_store_note(f->store, 1, &noted, &f->err));
    dln_arena *arena = NULL;
    const dln_edit *edits = NULL;
    size_t count = 0;
    must(f, dln_arena_new(&arena, &f->err));
    must(f, dln_store_history(f->store, 1, arena, &edits, &count, &f->err));
    assert_int_equal(count, 2);
    assert_str(edits[0].author, "maria");
    assert_str(edits[0].made_at, "2024-09-01T10:00:00Z");
    assert_str(edits[0].field, "type");
    assert_str(edits[0].before, "strike");
    assert_str(edits[0].after, "clash");
    assert_str(edits[1].action, "note");
    assert_str(edits[1].note, "seen on video");
    dln_arena_free(arena);
}

// Better words find the same incident in another way: the id stays, and so does the correction.
static void extracting_anew_keeps_ids_and_corrections(void **state) {
    fixture *f = *state;
    dln_incident before[] = {told_at("Erbil", 44.01, 36.19), told_at("Mosul", 43.13, 36.34)};
    before[1].sentence = (dln_span){12, 24};
    fixture_open(f, DLN_STORE_WRITE);
    static const char text[] = "It was hit. So was that. The end.";
    ingest(f, "r1", text, before, 2);
    dln_incident right = before[0], now[3];
    right.fatalities = exactly(1);
    correct(f, 1, DLN_FIELD_FATALITIES, &right);
    now[0] = before[1];
    now[0].type = DLN_EXPLOSION;
    now[0].where = place_at("Mosul Dam", 42.82, 36.63);
    now[1] = told_at("Kirkuk", 44.39, 35.47);
    now[1].sentence = (dln_span){25, 33};
    now[2] = before[0];
    now[2].weapon = DLN_STR("rocket");
    dln_report report = {0};
    dln_arena *arena = NULL;
    int64_t key = 0;
    dln_ingest_counts counts;
    must(f, dln_arena_new(&arena, &f->err));
    must(f, dln_store_next_report(f->store, &key, arena, &report, &f->err));
    assert_str(report.text, text);
    dln_extraction extraction = {.incidents = {now, 3}};
    must(f, dln_store_reextract(f->store, &report, &extraction, &counts, &f->err));
    assert_int_equal(counts.incidents_new, 1);
    assert_int_equal(dln_store_next_report(f->store, &key, arena, &report, &f->err), DLN_NOT_FOUND);
    dln_arena_free(arena);
    assert_str(get(f, 1).incident.weapon, "rocket");
    assert_int_equal(get(f, 1).incident.fatalities.low, 1);
    assert_int_equal(get(f, 2).incident.type, DLN_EXPLOSION);
    assert_str(get(f, 3).incident.where.name, "Kirkuk");
}

static void an_incident_that_was_worked_on_outlives_its_reports(void **state) {
    fixture *f = *state;
    dln_incident in = told_at("Erbil", 44.01, 36.19);
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "It was hit.", &in, 1);
    must(f, dln_store_review(f->store, 1, DLN_REVIEW_ACCEPTED, &by_maria, &f->err));
    ingest(f, "r1", "Nothing happened.", NULL, 0);
    assert_int_equal(count_all(f), 1);
    assert_int_equal(get(f, 1).review, DLN_REVIEW_ACCEPTED);
    assert_near(sql(f, "SELECT sources FROM incident"), 0, 0);
}

static void a_taught_place_is_kept_once(void **state) {
    fixture *f = *state;
    dln_taught_place place = {.name = DLN_STR("the base"),
                              .where = place_at("Camp X", 43, 35),
                              .made_at = DLN_STR("2024-09-01T10:00:00Z")};
    fixture_open(f, DLN_STORE_WRITE);
    must(f, dln_store_teach(f->store, &place, &f->err));
    place.name = DLN_STR("The Base");
    place.where.at.lon = 44;
    must(f, dln_store_teach(f->store, &place, &f->err));
    const dln_taught_place *places = NULL;
    size_t count = 0;
    dln_arena *arena = NULL;
    must(f, dln_arena_new(&arena, &f->err));
    must(f, dln_store_taught(f->store, arena, &places, &count, &f->err));
    assert_int_equal(count, 1);
    assert_str(places[0].name, "The Base");
    assert_true(places[0].where.at.lon == 44 && places[0].where.at.lat == 35);
    dln_arena_free(arena);
    must(f, dln_store_forget(f->store, DLN_STR("THE BASE"), &f->err));
    assert_int_equal(dln_store_forget(f->store, DLN_STR("the base"), &f->err), DLN_NOT_FOUND);
    place.where.located = false;
    assert_int_equal(dln_store_teach(f->store, &place, &f->err), DLN_INVALID);
}

static void nothing_is_corrected_that_is_not_there(void **state) {
    fixture *f = *state;
    dln_correction correction = {1u << DLN_FIELD_TYPE, {0}};
    fixture_open(f, DLN_STORE_WRITE);
    assert_int_equal(dln_store_edit(f->store, 5, &correction, &by_maria, &f->err), DLN_NOT_FOUND);
    correction.fields = 0;
    assert_int_equal(dln_store_edit(f->store, 5, &correction, &by_maria, &f->err), DLN_INVALID);
    assert_int_equal(dln_store_merge(f->store, 5, 5, &by_maria, &f->err), DLN_INVALID);
    assert_int_equal(dln_store_merge(f->store, 5, 6, &by_maria, &f->err), DLN_NOT_FOUND);
    assert_near(sql(f, "SELECT count(*) FROM edit"), 0, 0);
}

int main(void) {
#define WITH_DATABASE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        WITH_DATABASE(a_correction_wins_over_every_later_report),
        WITH_DATABASE(a_corrected_place_has_all_of_the_place),
        WITH_DATABASE(a_moved_incident_is_known_by_what_the_machine_says),
        WITH_DATABASE(what_is_corrected_to_nothing_stays_nothing),
        WITH_DATABASE(undoing_gives_back_what_was_before),
        WITH_DATABASE(a_rejected_incident_hides_and_so_does_what_is_told_of_it_later),
        WITH_DATABASE(merged_incidents_are_one_with_the_sources_of_both),
        WITH_DATABASE(what_tells_of_a_merged_incident_goes_to_the_one_it_is_part_of),
        WITH_DATABASE(one_report_may_tell_of_both_parts_and_does_so_again),
        WITH_DATABASE(a_part_can_be_split_off_and_stays_apart),
        WITH_DATABASE(not_all_of_an_incident_can_be_split_off),
        WITH_DATABASE(what_came_later_must_be_undone_first),
        WITH_DATABASE(the_history_tells_who_when_and_what_was_before),
        WITH_DATABASE(extracting_anew_keeps_ids_and_corrections),
        WITH_DATABASE(an_incident_that_was_worked_on_outlives_its_reports),
        WITH_DATABASE(a_taught_place_is_kept_once),
        WITH_DATABASE(nothing_is_corrected_that_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
