// Many reports at once: the packed R-trees, and the incidents held in memory.
#include <stdio.h>
#include <stdlib.h>

#include "store/database.h"
#include "store/known.h"
#include "unit/store/fixture.h"

static uint32_t seed;
static uint32_t below(uint32_t limit) {
    seed ^= seed << 13, seed ^= seed >> 17, seed ^= seed << 5; // xorshift32, Marsaglia 2003
    return seed % limit;
}

static double between(double low, double high) {
    return low + (high - low) * below(1u << 20) / (1 << 20);
}

static void check_trees(fixture *f, double points, double lines) {
    assert_near(sql(f, "SELECT count(*) FROM idx_incident_geom"), points, 0);
    assert_near(sql(f, "SELECT count(*) FROM idx_movement_geom"), lines, 0);
    assert_true(sql(f, "SELECT rtreecheck('idx_incident_geom') = 'ok'"));
    assert_true(sql(f, "SELECT rtreecheck('idx_movement_geom') = 'ok'"));
    assert_true(sql(f, "SELECT CheckSpatialIndex('incident', 'geom')"));
    assert_true(sql(f, "SELECT CheckSpatialIndex('movement', 'geom')"));
    assert_true(sql(f, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"));
}

// Boxes of any size, over 180° as well, between a few that stand in no tree.
static dln_box box_anywhere(void) {
    double lon = between(-180, 180), lat = between(-89, 80);
    return (dln_box){lon, lat, lon + between(0, 40), lat + between(0, 9)};
}

static size_t count_in(const dln_boxed *boxes, size_t count, dln_box in) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += boxes[i].box.west <= in.east && boxes[i].box.east >= in.west &&
                 boxes[i].box.south <= in.north && boxes[i].box.north >= in.south;
    return found;
}

static void expect_same_as_scan(fixture *f, const dln_boxed *boxes, size_t count) {
    for (int i = 0; i < 50; i++) {
        dln_box in = box_anywhere();
        char query[300];
        snprintf(query, sizeof query,
                 "SELECT count(*) FROM idx_movement_geom WHERE xmin <= %.9f AND xmax >= %.9f"
                 " AND ymin <= %.9f AND ymax >= %.9f",
                 in.east, in.west, in.north, in.south);
        assert_near(sql(f, query), (double)count_in(boxes, count, in), 0);
    }
}

// Of none, of one node, of two levels and of three.
static void a_packed_tree_answers_as_a_scan_does(void **state) {
    static const size_t counts[] = {0, 1, 51, 52, 2000, 6000};
    static dln_boxed boxes[6000];
    fixture *f = *state;
    fixture_open(f, DLN_STORE_WRITE);
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        for (size_t i = 0; i < counts[c]; i++)
            boxes[i] = (dln_boxed){.id = (int64_t)(1 + 3 * i), .box = box_anywhere()};
        assert_int_equal(dln_database_do(f->store, DLN_SQL_BEGIN_WRITE, &f->err), DLN_OK);
        assert_int_equal(dln_rtree_pack(f->store, DLN_LAYER_MOVEMENT, boxes, counts[c], &f->err),
                         DLN_OK);
        assert_int_equal(dln_database_commit(f->store, &f->err), DLN_OK);
        assert_near(sql(f, "SELECT count(*) FROM idx_movement_geom"), (double)counts[c], 0);
        assert_true(sql(f, "SELECT rtreecheck('idx_movement_geom') = 'ok'"));
        expect_same_as_scan(f, boxes, counts[c]);
    }
}

// Put in one by one behind a packing, taken out, told again with another box, packed once more.
static void what_waits_for_a_tree_is_entered_once_and_with_its_last_word(void **state) {
    fixture *f = *state;
    fixture_open(f, DLN_STORE_WRITE);
    for (int round = 0; round < 4; round++) {
        size_t count = round % 2 ? 20 : 4000;
        assert_int_equal(dln_database_do(f->store, DLN_SQL_BEGIN_WRITE, &f->err), DLN_OK);
        for (size_t i = 0; i < count; i++) {
            int64_t id = (int64_t)(1 + i % 3000);
            dln_box box = {(double)round, (double)i / 100, (double)round, (double)i / 100};
            dln_status status = i % 7
                                    ? dln_rtree_put(f->store, DLN_LAYER_MOVEMENT, id, box, &f->err)
                                    : dln_rtree_remove(f->store, DLN_LAYER_MOVEMENT, id, &f->err);
            assert_int_equal(status, DLN_OK);
        }
        assert_int_equal(dln_database_commit(f->store, &f->err), DLN_OK);
        assert_true(sql(f, "SELECT rtreecheck('idx_movement_geom') = 'ok'"));
    }
    // Ids 1 to 1000 were told twice: of 3000 gone by their last word are those of i % 7 == 0 with i
    // from 1000 to 3999; the rounds of 20 came back to the first ones.
    double gone = 0;
    for (int i = 1000; i < 4000; i++)
        gone += i % 7 == 0 && i % 3000 >= 20;
    for (int i = 0; i < 20; i++)
        gone += i % 7 == 0;
    assert_near(sql(f, "SELECT count(*) FROM idx_movement_geom"), 3000 - gone, 0);
    assert_near(sql(f, "SELECT count(*) FROM idx_movement_geom WHERE xmin = 3"), 17, 0);
    assert_near(sql(f, "SELECT ymin FROM idx_movement_geom WHERE pkid = 502"), 35.01, 1e-4);
}

// --- reports ---

static const char *const towns[] = {"Aa", "Bb", "Cc", "Dd", "Ee", "Ff"};

static dln_where somewhere(void) {
    uint32_t town = below(6);
    // Around the corner of four square degrees on 180°.
    dln_where where = place_at(towns[town], town % 2 ? -179.9 : 179.95, 0.1 * town - 0.25);
    where.country = DLN_STR("FJ");
    where.place_id = dln_str_from(towns[town]);
    where.precision = (dln_geo_precision)(1 + below(8) / 6 + below(9) / 8);
    where.radius_m = where.precision == DLN_GEO_EXACT ? 2000 : 90e3;
    if (below(12) == 0)
        where.located = false;
    return where;
}

static dln_incident something(void) {
    static const char *const actors[] = {"Army of A", "Militia B", "State C"};
    dln_incident in = strike_at("", 0, 0);
    in.type = below(4) ? DLN_STRIKE : DLN_EXPLOSION;
    in.where = somewhere();
    in.when.first = day(2024, 8, 1) + (dln_day)below(60);
    in.when.last = in.when.first;
    uint32_t date = below(8);
    if (date == 0)
        in.when.last += 6, in.when.precision = DLN_DATE_WEEK;
    else if (date == 1)
        in.when.precision = DLN_DATE_WEEK; // a day that was not said
    else if (date == 2)
        in.when = (dln_when){DLN_DAY_NONE, DLN_DAY_NONE, DLN_DATE_OPEN};
    in.actor = dln_str_from(actors[below(3)]);
    if (below(2))
        in.fatalities = exactly((int32_t)below(6));
    if (below(4) == 0)
        in.injured = exactly((int32_t)below(9));
    return in;
}

// Stores the same made-up reports in a new database and gives a sum that depends on what became of
// each piece of evidence.
static double store_reports(fixture *f, bool in_memory) {
    seed = 77;
    fixture_open(f, DLN_STORE_WRITE);
    for (int i = 0; i < 400; i++) {
        char id[16];
        snprintf(id, sizeof id, "r%d", below(20) ? i : i / 2); // now and then one told anew
        dln_incident in[2] = {something(), something()};
        if (in_memory && i == 3)
            assert_int_equal(dln_known_make(f->store, &f->err), DLN_OK);
        if (!in_memory)
            f->store->searches = 0; // else so many would pay for it
        ingest(f, id, id, in, 2);
        assert_int_equal(f->store->known != NULL, in_memory && i >= 3);
    }
    assert_true(sql(f, "SELECT count(*) > 60 FROM evidence WHERE merge_reason IS NOT NULL"));
    double sum = sql(f, "SELECT sum(id * incident_id % 9973 + 7 * length(coalesce(merge_reason,"
                        " '')) * id) + 1e7 * (SELECT count(*) FROM incident) FROM evidence");
    fixture_close(f);
    return sum;
}

static void the_same_incidents_are_found_in_memory_and_in_sql(void **state) {
    fixture *f = *state;
    double in_sql = store_reports(f, false);
    remove(f->path);
    assert_near(store_reports(f, true), in_sql, 0);
}

static void what_another_process_writes_is_known(void **state) {
    fixture *f = *state;
    dln_incident in = strike_at("Tanf", 38.6, 33.5);
    in.fatalities = exactly(5);
    fixture_open(f, DLN_STORE_WRITE);
    assert_int_equal(dln_known_make(f->store, &f->err), DLN_OK);
    dln_store *other = NULL, *mine = f->store;
    assert_int_equal(dln_store_open(f->path, DLN_STORE_WRITE, &other, &f->err), DLN_OK);
    f->store = other;
    ingest(f, "theirs", "text", &in, 1);
    dln_store_close(other);
    f->store = mine;
    assert_int_equal(ingest(f, "mine", "text", &in, 1).incidents_merged, 1);
    assert_null(f->store->known); // to be read anew when it pays
}

static void a_bulk_leaves_what_single_reports_leave(void **state) {
    fixture *f = *state;
    seed = 5;
    fixture_open(f, DLN_STORE_WRITE);
    assert_int_equal(dln_store_begin_bulk(f->store, 700, &f->err), DLN_OK);
    double points = 0;
    for (int i = 0; i < 1500; i++) {
        char id[16];
        snprintf(id, sizeof id, "r%d", i);
        dln_incident in = strike_at(id, between(-180, 180), between(-80, 80));
        in.origin = place_at("somewhere", in.where.at.lon / 2, in.where.at.lat / 2);
        points += (double)ingest(f, id, id, &in, 1).incidents_new;
    }
    // A query in the middle sees what waits.
    dln_filter filter;
    dln_filter_init(&filter);
    filter.has_box = true;
    filter.box = (dln_box){-180, -90, 180, 90};
    assert_near(points, (double)query_ids(f, &filter, NULL, 0), 0);
    assert_int_equal(dln_store_end_bulk(f->store, &f->err), DLN_OK);
    check_trees(f, points, points);
    ingest(f, "r3", "told anew", NULL, 0); // its incident goes
    check_trees(f, points - 1, points - 1);
}

static const char indexes[] =
    "SELECT count(*) FROM sqlite_master WHERE type = 'index' AND tbl_name = 'incident'";

static void fill(fixture *f) {
    for (int i = 0; i < 600; i++) { // enough that they are held in memory
        char id[16];
        snprintf(id, sizeof id, "r%d", i);
        dln_incident in = strike_at(id, between(-180, 180), between(-80, 80));
        ingest(f, id, id, &in, 1);
    }
}

// Killed, it is as if it had never begun.
static void a_bulk_that_fills_a_database_makes_its_indexes_last(void **state) {
    fixture *f = *state;
    fixture_open(f, DLN_STORE_WRITE);
    double all = sql(f, indexes);
    assert_true(all > 2);
    assert_int_equal(dln_store_begin_bulk(f->store, 0, &f->err), DLN_OK);
    fill(f);
    assert_non_null(f->store->known);
    int64_t now = -1;
    assert_int_equal(dln_database_number(f->store, indexes, &now, &f->err), DLN_OK);
    assert_int_equal(now, 0);
    fixture_close(f); // without an end
    fixture_open(f, DLN_STORE_WRITE);
    assert_near(sql(f, "SELECT count(*) FROM incident"), 0, 0);
    assert_near(sql(f, indexes), all, 0);
    for (int round = 0; round < 2; round++) { // the second finds it filled
        assert_int_equal(dln_store_begin_bulk(f->store, 0, &f->err), DLN_OK);
        fill(f);
        assert_int_equal(dln_store_end_bulk(f->store, &f->err), DLN_OK);
        assert_near(sql(f, indexes), all, 0);
        check_trees(f, 600, 0);
    }
}

int main(void) {
    seed = 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_packed_tree_answers_as_a_scan_does, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(
            what_waits_for_a_tree_is_entered_once_and_with_its_last_word, fixture_set_up,
            fixture_tear_down),
        cmocka_unit_test_setup_teardown(the_same_incidents_are_found_in_memory_and_in_sql,
                                        fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(what_another_process_writes_is_known, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(a_bulk_that_fills_a_database_makes_its_indexes_last,
                                        fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(a_bulk_leaves_what_single_reports_leave, fixture_set_up,
                                        fixture_tear_down),
    };
    return cmocka_run_group_tests_name("bulk", tests, NULL, NULL);
}
