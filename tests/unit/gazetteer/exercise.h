// Asks a gazetteer everything it can be asked: what damaged files and the fuzzer are put through.
#ifndef DLN_TESTS_GAZETTEER_EXERCISE_H
#define DLN_TESTS_GAZETTEER_EXERCISE_H

#include "dateline/gazetteer.h"

#include <stdlib.h>

// Reads the first and last byte, so that a string outside the file is noticed.
static inline size_t touch(dln_str s) {
    return s.len > 0 ? (size_t)(unsigned char)s.data[0] + (unsigned char)s.data[s.len - 1] : 0;
}

static inline size_t touch_place(const dln_gazetteer *g, dln_place_index index) {
    dln_place place = dln_gazetteer_place(g, index);
    bool sound = place.index == DLN_NO_PLACE || place.index < dln_gazetteer_get_info(g).places;
    if (!sound)
        abort();
    return touch(place.id) + touch(place.name) + touch(place.feature) + touch(place.admin1) +
           touch(place.admin1_code) + touch(place.admin2_code);
}

static inline size_t touch_candidates(const dln_gazetteer *g, const dln_candidate *found,
                                      size_t count) {
    size_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        if ((unsigned)found[i].kind > (unsigned)DLN_NAME_DERIVED)
            abort(); // callers index tables with it
        sum += touch_place(g, found[i].place);
    }
    return sum;
}

static inline size_t exercise_positions(const dln_gazetteer *g) {
    static const dln_lonlat points[] = {{40, 35}, {-179, -18}, {180, 0}, {44, 35.5}, {0, 90}};
    size_t sum = 0;
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        dln_place_index near[4];
        dln_location location = dln_gazetteer_locate(g, points[i]);
        sum += touch_place(g, location.country) + touch_place(g, location.admin1);
        size_t count = dln_gazetteer_nearest(g, points[i], 4, near);
        for (size_t k = 0; k < count; k++)
            sum += touch_place(g, near[k]);
    }
    return sum;
}

static inline size_t exercise_names(const dln_gazetteer *g) {
    static const char *const names[] = {"deir ez zor", "homs", "paris", "georgia", "iraq",
                                        "al bukamal",  "hims", "us",    "nowhere", "دير الزور"};
    size_t sum = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t count;
        dln_str name = dln_str_from(names[i]);
        const dln_candidate *found = dln_gazetteer_find(g, name, &count);
        sum += touch_candidates(g, found, count);
        found = dln_gazetteer_find_similar(g, name, &count);
        sum += touch_candidates(g, found, count);
        sum += dln_gazetteer_has_prefix(g, name);
    }
    sum += touch_place(g, dln_gazetteer_find_id(g, DLN_STR("t:homs")));
    return sum + touch_place(g, dln_gazetteer_country(g, "IQ"));
}

static inline size_t exercise_places(const dln_gazetteer *g) {
    dln_arena *arena = NULL;
    dln_gazetteer_info info = dln_gazetteer_get_info(g);
    size_t sum = touch(info.built_from);
    if (dln_arena_new(&arena, NULL) != DLN_OK)
        return sum;
    for (dln_place_index i = 0; i < info.places && i < 64; i++) {
        dln_polygon polygon;
        sum += touch_place(g, i);
        if (dln_gazetteer_polygon(g, i, arena, &polygon))
            sum += dln_polygon_contains(&polygon, (dln_lonlat){40, 35});
    }
    dln_str name, contents;
    for (size_t i = 0; dln_gazetteer_lexicon_file(g, i, &name, &contents); i++)
        sum += touch(name) + touch(contents);
    dln_arena_free(arena);
    return sum;
}

static inline size_t exercise_gazetteer(const dln_gazetteer *g) {
    dln_status ignored = dln_gazetteer_check(g, NULL);
    return exercise_names(g) + exercise_positions(g) + exercise_places(g) + (size_t)ignored;
}

#endif
