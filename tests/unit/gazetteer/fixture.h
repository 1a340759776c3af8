// Compiled test gazetteers in a folder of their own, and what every test asks of them.
#ifndef DLN_TESTS_GAZETTEER_FIXTURE_H
#define DLN_TESTS_GAZETTEER_FIXTURE_H

#include "unit/cmocka_main.h"

#include "dateline/gazetteer.h"

// All groups share one folder and one gazetteer compiled from data/small.
int make_fixture(void **state);
int remove_fixture(void **state);

typedef struct fixture {
    char folder[64], path[96];
    dln_gazetteer *gazetteer;
} fixture;

// Complaints of a build, one line each.
typedef struct complaints {
    char text[8192];
    size_t count;
} complaints;

// Compiles the sources (a NULL-terminated list) into `path`.
dln_status build(const char *path, const char *const *sources, complaints *said, dln_error *err);
// A file in the folder of the fixture, with these bytes; returns its path in `path`.
void write_file(const fixture *f, const char *name, dln_str bytes, char path[160]);
dln_buffer read_whole_file(const char *path);
// Opens what build made; fails the test if it cannot.
dln_gazetteer *must_open(const char *path);
dln_gazetteer *must_build(const fixture *f, const char *const *sources, complaints *said);

// The id of the best place of a name; none if there is none.
dln_str best(const dln_gazetteer *gazetteer, const char *name);
// How a name belongs to a place, or -1.
int kind_of(const dln_gazetteer *gazetteer, const char *name, const char *id);
dln_place place_of(const dln_gazetteer *gazetteer, const char *id);

int run_areas(void);
int run_build(void);
int run_damage(void);
int run_geocode(void);
int run_lookup(void);
int run_memory(void);
int run_names(void);
int run_parts(void);
int run_spatial(void);

#endif
