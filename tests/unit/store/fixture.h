// A database in a scratch folder, and incidents to put into it.
#ifndef DLN_TESTS_STORE_FIXTURE_H
#define DLN_TESTS_STORE_FIXTURE_H

#include "unit/cmocka_main.h"

#include "dateline/store.h"

typedef struct fixture {
    char folder[64];
    char path[96]; // of the database, which is not made yet
    dln_store *store;
    dln_error err;
} fixture;

// For cmocka: the fixture becomes *state.
int fixture_set_up(void **state);
int fixture_tear_down(void **state);
void fixture_open(fixture *f, dln_store_mode mode); // fails the test when that fails
void fixture_close(fixture *f);

dln_day day(int year, int month, int day_of_month);
// A strike reported for a place of 2 km that is exactly known, on 2024-08-05.
dln_incident strike_at(const char *place, double lon, double lat);
dln_where place_at(const char *name, double lon, double lat);
dln_count exactly(int32_t number);

// Stores a report whose text is `text`, with these incidents.
dln_ingest_counts ingest(fixture *f, const char *id, const char *text,
                         const dln_incident *incidents, size_t count);
// How many incidents pass the filter; their ids, in order, in `ids` if not NULL.
size_t query_ids(fixture *f, const dln_filter *filter, int64_t *ids, size_t capacity);
// The incident, in an arena that lives as long as the process.
dln_record get(fixture *f, int64_t id);
// What SQL says, as a number: a connection of its own, with SpatiaLite.
double sql(fixture *f, const char *query);

#endif
