#include "dateline/sketch.h"
#include "unit/store/fixture.h"

static void tell(fixture *f, const char *id, dln_day published, const char *source,
                 const dln_incident *incidents, size_t count) {
    dln_report report = {.id = dln_str_from(id),
                         .text = dln_str_from(id),
                         .source = dln_str_from(source),
                         .date = published};
    dln_extraction extraction = {.incidents = {incidents, count}};
    dln_ingest_counts counts;
    assert_int_equal(dln_store_ingest(f->store, &report, &extraction, &counts, &f->err), DLN_OK);
}

// Incidents with all that a map draws: a strike that three reports tell of, a way without a day, a
// denied strike.
static void fill(fixture *f) {
    fixture_open(f, DLN_STORE_WRITE);
    dln_incident strike = strike_at("Raqqa", 39, 36);
    strike.subtype = DLN_STR("drone");
    strike.where.feature = DLN_STR("PPLA");
    strike.where.country = DLN_STR("SY");
    strike.actor = DLN_STR("Jordan");
    strike.target = DLN_STR("a depot");
    strike.fatalities = exactly(3);
    dln_incident moved = strike_at("Isfahan", 51.7, 32.6);
    moved.type = DLN_MOVEMENT;
    moved.when = (dln_when){DLN_DAY_NONE, DLN_DAY_NONE, DLN_DATE_OPEN};
    moved.origin = place_at("Mashhad", 59.6, 36.3);
    moved.destination = moved.where;
    moved.via[moved.via_count++] = place_at("Yazd", 54.4, 31.9);
    dln_incident denied = strike_at("Deir ez-Zor", 40.1, 35.3);
    denied.status = DLN_DENIED;
    denied.injured = (dln_count){true, 2, DLN_COUNT_OPEN};
    dln_incident all[] = {denied, moved, strike};
    tell(f, "undated", DLN_DAY_NONE, "Wire A", &strike, 1);
    tell(f, "later", day(2024, 8, 9), "Wire B", all, 3);
    tell(f, "earlier", day(2024, 8, 6), "Wire C", &strike, 1);
}

#define ASSERT_SAME(a, b) assert_true(dln_str_equal((a), (b)) && !(a).data == !(b).data)

static void check_place(const dln_where *got, const dln_where *want) {
    ASSERT_SAME(got->name, want->name);
    ASSERT_SAME(got->feature, want->feature);
    ASSERT_SAME(got->country, want->country);
    assert_int_equal(got->located, want->located);
    assert_int_equal(got->precision, want->precision);
    assert_true(got->at.lon == want->at.lon && got->at.lat == want->at.lat);
    assert_true(got->radius_m == want->radius_m);
}

static void check_incident(const dln_incident *got, const dln_incident *want) {
    assert_int_equal(got->type, want->type);
    assert_int_equal(got->status, want->status);
    assert_memory_equal(&got->when, &want->when, sizeof got->when);
    ASSERT_SAME(got->subtype, want->subtype);
    ASSERT_SAME(got->actor, want->actor);
    ASSERT_SAME(got->target, want->target);
    assert_int_equal(got->fatalities.said, want->fatalities.said);
    assert_int_equal(got->fatalities.low, want->fatalities.low);
    assert_int_equal(got->injured.said, want->injured.said);
    assert_int_equal(got->injured.low, want->injured.low);
    check_place(&got->where, &want->where);
    check_place(&got->origin, &want->origin);
    check_place(&got->destination, &want->destination);
    assert_int_equal(got->via_count, want->via_count);
    for (size_t i = 0; i < want->via_count; i++)
        check_place(&got->via[i], &want->via[i]);
}

struct checking {
    fixture *f;
    int64_t ids[8];
    size_t count;
};

static dln_status check(void *context, const dln_record *got, dln_error *err) {
    (void)err;
    struct checking *c = context;
    c->ids[c->count++] = got->id;
    dln_record want = get(c->f, got->id);
    check_incident(&got->incident, &want.incident);
    assert_int_equal(got->evidence_count, want.evidence_count);
    for (size_t i = 0; i < want.evidence_count; i++) {
        ASSERT_SAME(got->evidence[i].report_id, want.evidence[i].report_id);
        ASSERT_SAME(got->evidence[i].source, want.evidence[i].source);
        assert_int_equal(got->evidence[i].published, want.evidence[i].published);
    }
    return DLN_OK;
}

static void a_sketch_says_what_the_record_says(void **state) {
    fixture *f = *state;
    fill(f);
    dln_filter filter;
    dln_filter_init(&filter);
    filter.statuses = 1u << DLN_REPORTED | 1u << DLN_DENIED;
    struct checking c = {.f = f};
    assert_int_equal(dln_store_sketch(f->store, &filter, check, &c, &f->err), DLN_OK);
    int64_t ids[8];
    assert_int_equal(query_ids(f, &filter, ids, 8), 3);
    assert_int_equal(c.count, 3);
    size_t told = 0;
    for (size_t i = 0; i < 3; i++) { // in any order
        assert_true(ids[i] == c.ids[0] || ids[i] == c.ids[1] || ids[i] == c.ids[2]);
        told += get(f, ids[i]).evidence_count;
    }
    assert_int_equal(told, 5); // the strike by all three reports, the others by one
}

static void a_sketch_takes_the_same_filters(void **state) {
    fixture *f = *state;
    fill(f);
    struct checking c = {.f = f};
    dln_filter filter;
    dln_filter_init(&filter);
    filter.limit = 1;
    assert_int_equal(dln_store_sketch(f->store, &filter, check, &c, &f->err), DLN_OK);
    assert_int_equal(c.count, 1);
    dln_filter_init(&filter);
    filter.has_near = true;
    filter.near = (dln_lonlat){54.4, 31.9}; // on the way, far from both its ends
    filter.within_m = 30e3;
    c.count = 0;
    assert_int_equal(dln_store_sketch(f->store, &filter, check, &c, &f->err), DLN_OK);
    assert_int_equal(c.count, 1);
    filter.nearest = 2;
    filter.within_m = 0;
    c.count = 0;
    assert_int_equal(dln_store_sketch(f->store, &filter, check, &c, &f->err), DLN_OK);
    assert_int_equal(c.count, 2);
    filter.near.lat = 91;
    assert_int_equal(dln_store_sketch(f->store, &filter, check, &c, &f->err), DLN_INVALID);
}

static dln_status stop(void *context, const dln_record *record, dln_error *err) {
    (void)record;
    ++*(int *)context;
    return dln_fail(err, DLN_IO, "enough");
}

static void a_visitor_can_stop_a_sketch(void **state) {
    fixture *f = *state;
    fill(f);
    dln_filter filter;
    dln_filter_init(&filter);
    int calls = 0;
    assert_int_equal(dln_store_sketch(f->store, &filter, stop, &calls, &f->err), DLN_IO);
    assert_int_equal(calls, 1);
    assert_int_equal(query_ids(f, &filter, NULL, 0), 2); // and the store still works
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_sketch_says_what_the_record_says),
        TEST(a_sketch_takes_the_same_filters),
        TEST(a_visitor_can_stop_a_sketch),
    };
    return cmocka_run_group_tests_name("sketch", tests, NULL, NULL);
}
