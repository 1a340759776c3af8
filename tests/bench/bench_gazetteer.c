// Measures the gazetteer: bench_gazetteer OUT SOURCE… builds OUT from the sources and prints how
// long that took, how large it is, and what open, find, has_prefix, locate and nearest cost.
#include "dateline/gazetteer.h"

#include "gazetteer/file.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#define ROUNDS     2000000u
#define GEO_ROUNDS 20000u

static double now_s(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static long peak_kib(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static size_t complaints;
static void complain(void *context, const char *message) {
    (void)context;
    if (complaints++ < 5)
        fprintf(stderr, "%s\n", message);
}

static uint64_t next_random(uint64_t *state) { // xorshift64: the same sequence on every run
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static void report(const char *what, double begin, size_t rounds) {
    printf("%-28s %10.3f us each\n", what, (now_s() - begin) * 1e6 / (double)rounds);
}

// A name that is there, by a random slot.
static dln_str random_name(const dln_gazetteer *g, uint64_t *state) {
    dln_str name = DLN_STR_NONE;
    while (name.len == 0) {
        size_t slot = (size_t)(next_random(state) % g->name_slot_count);
        name = dln_pool_string(g, g->name_slots[slot].key);
    }
    return name;
}

static void measure_names(const dln_gazetteer *g) {
    static dln_str names[65536];
    uint64_t state = 88172645463325252u;
    for (size_t i = 0; i < 65536; i++)
        names[i] = random_name(g, &state);
    size_t found = 0;
    size_t count;
    double begin = now_s();
    for (size_t i = 0; i < ROUNDS; i++)
        found += dln_gazetteer_find_folded(g, names[i & 65535], &count) != NULL;
    report("find_folded, 64 Ki names", begin, ROUNDS);
    begin = now_s();
    for (size_t i = 0; i < ROUNDS; i++) {
        dln_str missing = dln_str_slice(names[i & 65535], 1, SIZE_MAX);
        found += dln_gazetteer_find_folded(g, missing, &count) != NULL;
    }
    report("find_folded, mostly missing", begin, ROUNDS);
    begin = now_s();
    for (size_t i = 0; i < ROUNDS; i++)
        found += dln_gazetteer_find(g, names[i & 65535], &count) != NULL;
    report("find (with folding)", begin, ROUNDS);
    begin = now_s();
    for (size_t i = 0; i < ROUNDS; i++)
        found += dln_gazetteer_has_prefix(g, names[i & 65535]);
    report("has_prefix", begin, ROUNDS);
    char word[32];
    size_t wrong = 0;
    begin = now_s();
    for (size_t i = 0; i < ROUNDS; i++) {
        int len = snprintf(word, sizeof word, "%016" PRIx64 "x", next_random(&state));
        wrong += dln_gazetteer_has_prefix(g, (dln_str){word, (size_t)len});
    }
    printf("%-28s %10.5f %%  (%zu found)\n", "has_prefix wrongly", 100.0 * (double)wrong / ROUNDS,
           found);
}

static void measure_positions(const dln_gazetteer *g) {
    uint64_t state = 362436069u;
    size_t inside = 0;
    double begin = now_s();
    dln_place_index out[10];
    for (size_t i = 0; i < GEO_ROUNDS; i++) {
        dln_place place =
            dln_gazetteer_place(g, (dln_place_index)(next_random(&state) % g->place_count));
        inside += dln_gazetteer_locate(g, place.at).country != DLN_NO_PLACE;
    }
    report("locate", begin, GEO_ROUNDS);
    begin = now_s();
    size_t near = 0;
    for (size_t i = 0; i < GEO_ROUNDS; i++) {
        dln_lonlat at = {(double)(next_random(&state) % 360000) / 1000 - 180,
                         (double)(next_random(&state) % 180000) / 1000 - 90};
        near += dln_gazetteer_nearest(g, at, 10, out);
    }
    report("nearest 10", begin, GEO_ROUNDS);
    printf("%zu of %u in a country, %zu neighbours\n", inside, GEO_ROUNDS, near);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "usage: bench_gazetteer FILE [SOURCE…]\n");
        return 2;
    }
    dln_error err = {0};
    double begin = now_s();
    if (argc > 2) {
        dln_gazetteer_sources sources = {.paths = (const char *const *)argv + 2,
                                         .path_count = (size_t)argc - 2,
                                         .complain = complain};
        if (dln_gazetteer_build(&sources, argv[1], &err) != DLN_OK) {
            fprintf(stderr, "%s\n", err.message);
            return 1;
        }
        printf("built in %.2f s, peak %ld MiB, %zu complaints\n", now_s() - begin,
               peak_kib() / 1024, complaints);
    }
    begin = now_s();
    dln_gazetteer *g = NULL;
    if (dln_gazetteer_open(argv[1], &g, &err) != DLN_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    double open_s = now_s() - begin;
    begin = now_s();
    dln_status sound = dln_gazetteer_check(g, &err);
    dln_gazetteer_info info = dln_gazetteer_get_info(g);
    printf("open %.3f ms, check %.1f ms (%s)\n", open_s * 1e3, (now_s() - begin) * 1e3,
           sound == DLN_OK ? "sound" : err.message);
    printf("%zu places, %zu names, %zu candidates, %zu areas, %zu countries, %.1f MB\n",
           info.places, info.names, g->candidate_count, info.areas, info.countries,
           (double)info.bytes / 1e6);
    measure_names(g);
    measure_positions(g);
    dln_gazetteer_close(g);
    return 0;
}
