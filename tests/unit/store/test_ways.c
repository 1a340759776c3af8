#include "dateline/edit.h"

#include "unit/store/fixture.h"

static const dln_signature by_maria = {{"maria", 5}, {"2024-09-01T10:00:00Z", 20}, {NULL, 0}};

static void must(fixture *f, dln_status status) {
    if (status != DLN_OK)
        fail_msg("%s", f->err.message);
}

static void correct(fixture *f, int64_t id, uint32_t fields, const dln_incident *values) {
    dln_correction correction = {fields, *values};
    must(f, dln_store_edit(f->store, id, &correction, &by_maria, &f->err));
}

static void undo(fixture *f, int64_t id) {
    dln_arena *arena = NULL;
    dln_edit undone;
    must(f, dln_arena_new(&arena, &f->err));
    must(f, dln_store_undo(f->store, id, &by_maria, arena, &undone, &f->err));
    dln_arena_free(arena);
}

enum {
    ORIGIN = 1u << DLN_FIELD_ORIGIN,
    VIA = 1u << DLN_FIELD_VIA,
    DESTINATION = 1u << DLN_FIELD_DESTINATION,
    WHERE = 1u << DLN_FIELD_WHERE,
};

// A convoy from Erbil to Mosul, told in the words text[0, 10), as incident 1.
static dln_incident convoy(void) {
    dln_incident in = strike_at("Mosul", 43.13, 36.34);
    in.type = DLN_MOVEMENT;
    in.sentence = (dln_span){0, 10};
    in.origin = place_at("Erbil", 44.01, 36.19);
    in.destination = in.where;
    return in;
}

static void tell_convoy(fixture *f) {
    dln_incident in = convoy();
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "It went so.", &in, 1);
}

// How many ways lead from around the one position to around the other.
static size_t ways_between(fixture *f, dln_lonlat from, dln_lonlat to) {
    dln_way_end a = {NULL, from, 1000}, b = {NULL, to, 1000};
    dln_filter filter;
    dln_filter_init(&filter);
    filter.from = &a;
    filter.to = &b;
    return query_ids(f, &filter, NULL, 0);
}

static void a_corrected_way_wins_over_every_later_report(void **state) {
    fixture *f = *state;
    dln_incident right = {0}, again = convoy();
    tell_convoy(f);
    right.origin = place_at("Basra", 47.78, 30.51);
    right.via[0] = place_at("Samarra", 43.87, 34.2);
    right.via[1] = place_at("Tikrit", 43.68, 34.6);
    right.via_count = 2;
    correct(f, 1, ORIGIN | VIA, &right);
    ingest(f, "r1", "It went so, they say.", &again, 1);
    ingest(f, "r2", "It went so, too.", &again, 1);
    dln_incident now = get(f, 1).incident;
    assert_str(now.origin.name, "Basra");
    assert_true(now.origin.located && now.origin.at.lat == 30.51);
    assert_int_equal(now.via_count, 2);
    assert_str(now.via[1].name, "Tikrit");
    assert_str(now.destination.name, "Mosul");
    assert_true(get(f, 1).corrected);
    assert_int_equal(ways_between(f, (dln_lonlat){47.78, 30.51}, (dln_lonlat){43.13, 36.34}), 1);
    assert_int_equal(ways_between(f, (dln_lonlat){44.01, 36.19}, (dln_lonlat){43.13, 36.34}), 0);
    assert_near(sql(f, "SELECT X(StartPoint(geom)) FROM movements"), 47.78, 1e-12);
    assert_near(sql(f, "SELECT count(*) FROM movements WHERE sentence IS NOT NULL"), 1, 0);
    assert_near(sql(f, "SELECT count(*) FROM idx_movement_geom WHERE xmax > 47"), 1, 0);
}

static void undoing_gives_the_way_back_that_was_told(void **state) {
    fixture *f = *state;
    dln_incident right = {0};
    tell_convoy(f);
    right.origin = place_at("Basra", 47.78, 30.51);
    correct(f, 1, ORIGIN, &right);
    correct(f, 1, ORIGIN | VIA, &(dln_incident){0}); // nobody knows
    assert_null(get(f, 1).incident.origin.name.data);
    assert_near(sql(f, "SELECT count(*) FROM movement WHERE geom IS NULL"), 1, 0);
    undo(f, 1);
    assert_str(get(f, 1).incident.origin.name, "Basra");
    undo(f, 1);
    assert_str(get(f, 1).incident.origin.name, "Erbil");
    assert_false(get(f, 1).corrected);
    assert_near(sql(f, "SELECT count(*) FROM way_stop"), 0, 0);
    assert_near(sql(f, "SELECT X(StartPoint(geom)) FROM movement"), 44.01, 1e-12);
}

static void the_history_names_the_stops(void **state) {
    fixture *f = *state;
    dln_incident right = {0};
    const dln_edit *edits = NULL;
    size_t count = 0;
    dln_arena *arena = NULL;
    tell_convoy(f);
    right.via[0] = place_at("Samarra", 43.87, 34.2);
    right.via[1] = place_at("Tikrit", 43.68, 34.6);
    right.via_count = 2;
    correct(f, 1, ORIGIN | VIA, &right);
    must(f, dln_arena_new(&arena, &f->err));
    must(f, dln_store_history(f->store, 1, arena, &edits, &count, &f->err));
    assert_int_equal(count, 2);
    assert_str(edits[0].field, "origin");
    assert_str(edits[0].before, "Erbil");
    assert_null(edits[0].after.data);
    assert_str(edits[1].after, "Samarra, Tikrit");
    dln_arena_free(arena);
}

static void place_and_end_of_a_way_stay_together(void **state) {
    fixture *f = *state;
    dln_incident right = {0};
    tell_convoy(f);
    right.destination = place_at("Sinjar", 41.87, 36.32);
    correct(f, 1, DESTINATION, &right);
    assert_str(get(f, 1).incident.where.name, "Sinjar");
    right.where = place_at("Tal Afar", 42.45, 36.38);
    correct(f, 1, WHERE, &right);
    assert_str(get(f, 1).incident.destination.name, "Tal Afar");
    assert_near(sql(f, "SELECT X(EndPoint(geom)) FROM movement"), 42.45, 1e-12);
    correct(f, 1, DESTINATION, &(dln_incident){0}); // then it is where it began
    assert_str(get(f, 1).incident.where.name, "Erbil");
    for (int i = 0; i < 3; i++)
        undo(f, 1);
    assert_str(get(f, 1).incident.where.name, "Mosul");
    assert_str(get(f, 1).incident.destination.name, "Mosul");
}

// A strike's launch site is not where it hit.
static void another_end_does_not_move_the_place(void **state) {
    fixture *f = *state;
    dln_incident in = convoy(), right = {0};
    in.type = DLN_STRIKE;
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "It went so.", &in, 1);
    right.origin = place_at("Basra", 47.78, 30.51);
    correct(f, 1, ORIGIN, &right);
    correct(f, 1, DESTINATION, &(dln_incident){0});
    assert_str(get(f, 1).incident.where.name, "Mosul");
}

static void a_way_is_given_to_an_incident_that_had_none(void **state) {
    fixture *f = *state;
    dln_incident in = strike_at("Mosul", 43.13, 36.34), right = {0};
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "It was hit.", &in, 1);
    right.origin = place_at("Erbil", 44.01, 36.19);
    right.destination = in.where;
    correct(f, 1, ORIGIN | DESTINATION, &right);
    assert_int_equal(ways_between(f, (dln_lonlat){44.01, 36.19}, (dln_lonlat){43.13, 36.34}), 1);
    undo(f, 1);
    assert_near(sql(f, "SELECT count(*) FROM movement"), 0, 0);
    assert_near(sql(f, "SELECT count(*) FROM idx_movement_geom"), 0, 0);
}

// The report does not tell of it any more; what was known of the way stays, corrected or not.
static void a_way_outlives_the_report_that_told_it(void **state) {
    fixture *f = *state;
    dln_incident right = {0};
    tell_convoy(f);
    right.origin = place_at("Basra", 47.78, 30.51);
    correct(f, 1, ORIGIN, &right);
    ingest(f, "r1", "Nothing went anywhere.", NULL, 0);
    assert_int_equal(get(f, 1).evidence_count, 0);
    assert_str(get(f, 1).incident.origin.name, "Basra");
    assert_str(get(f, 1).incident.destination.name, "Mosul");
    assert_near(sql(f, "SELECT count(*) FROM movements"), 1, 0);
    assert_near(sql(f, "SELECT count(*) FROM pragma_foreign_key_check"), 0, 0);
}

static void a_way_that_was_told_outlives_it_too_once_somebody_worked_on_it(void **state) {
    fixture *f = *state;
    dln_incident right = {0};
    tell_convoy(f);
    right.actor = DLN_STR("the army");
    correct(f, 1, 1u << DLN_FIELD_ACTOR, &right);
    ingest(f, "r1", "Nothing went anywhere.", NULL, 0);
    assert_str(get(f, 1).incident.origin.name, "Erbil");
    assert_str(get(f, 1).incident.destination.name, "Mosul");
    assert_near(sql(f, "SELECT count(*) FROM idx_movement_geom"), 1, 0);
}

static void corrections_of_a_part_stay_under_those_of_the_whole(void **state) {
    fixture *f = *state;
    dln_incident right = {0}, other = strike_at("Basra", 47.78, 30.51);
    tell_convoy(f);
    ingest(f, "r2", "It was hit.", &other, 1);
    right.origin = place_at("Samarra", 43.87, 34.2);
    right.via[0] = place_at("Tikrit", 43.68, 34.6);
    right.via_count = 1;
    correct(f, 2, ORIGIN | VIA, &right);
    right.origin = place_at("Kirkuk", 44.39, 35.47);
    correct(f, 1, ORIGIN, &right);
    must(f, dln_store_merge(f->store, 1, 2, &by_maria, &f->err));
    assert_str(get(f, 1).incident.origin.name, "Kirkuk");
    assert_int_equal(get(f, 1).incident.via_count, 1);
    assert_str(get(f, 1).incident.via[0].name, "Tikrit");
    undo(f, 1);
    assert_int_equal(get(f, 1).incident.via_count, 0);
    assert_str(get(f, 2).incident.origin.name, "Samarra");
}

int main(void) {
#define WITH_DATABASE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        WITH_DATABASE(a_corrected_way_wins_over_every_later_report),
        WITH_DATABASE(undoing_gives_the_way_back_that_was_told),
        WITH_DATABASE(the_history_names_the_stops),
        WITH_DATABASE(place_and_end_of_a_way_stay_together),
        WITH_DATABASE(another_end_does_not_move_the_place),
        WITH_DATABASE(a_way_is_given_to_an_incident_that_had_none),
        WITH_DATABASE(a_way_outlives_the_report_that_told_it),
        WITH_DATABASE(a_way_that_was_told_outlives_it_too_once_somebody_worked_on_it),
        WITH_DATABASE(corrections_of_a_part_stay_under_those_of_the_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
