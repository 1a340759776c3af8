// How fast the store takes and gives: bench_store FILE [REPORTS [INCIDENTS a report [REPORTS a
// transaction; 0: all]]].
// Prints one line a measure. The incidents are made up, but lie as they do in the world: in the
// towns of a few conflicts, over five years, one in ten with a rough date, one in twenty moving.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "dateline/export.h"
#include "dateline/store.h"
#include "dateline/tally.h"

static double now_s(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

// What this process used of a machine that others use as well.
static double processor_s(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec * 1e-6 +
           (double)usage.ru_stime.tv_sec + (double)usage.ru_stime.tv_usec * 1e-6;
}

static uint32_t seed = 1;
static uint32_t random_below(uint32_t limit) {
    seed ^= seed << 13, seed ^= seed >> 17, seed ^= seed << 5; // xorshift32, Marsaglia 2003
    return seed % limit;
}

static double between(double low, double high) {
    return low + (high - low) * random_below(1u << 24) / (double)(1u << 24);
}

#define TOWNS 3000
static dln_lonlat towns[TOWNS];
static char town_names[TOWNS][24], town_ids[TOWNS][24];

static void make_towns(void) {
    static const dln_box areas[] = {
        {35, 32, 48, 37}, {22, 46, 40, 51}, {-17, 10, 25, 20}, {60, 29, 72, 38}, {34, 31, 35, 33}};
    for (int i = 0; i < TOWNS; i++) {
        dln_box box = areas[i % 5];
        towns[i] = (dln_lonlat){between(box.west, box.east), between(box.south, box.north)};
        snprintf(town_names[i], sizeof town_names[i], "Town %d", i);
        snprintf(town_ids[i], sizeof town_ids[i], "geonames:%d", i);
    }
}

static dln_where somewhere(void) {
    uint32_t town = random_below(TOWNS);
    return (dln_where){.name = dln_str_from(town_names[town]),
                       .place_id = dln_str_from(town_ids[town]),
                       .feature = DLN_STR("PPL"),
                       .country = DLN_STR("XX"),
                       .admin1 = DLN_STR("Some Governorate"),
                       .located = true,
                       .at = towns[town],
                       .radius_m = 3000,
                       .precision = DLN_GEO_EXACT};
}

static dln_incident made_up(uint32_t index) {
    static const char *const actors[] = {"Army of A", "Front of B", "Militia C", "State D"};
    static const char *const subtypes[] = {"airstrike", "drone", "shelling", "missile"};
    dln_day day = 18262 + (dln_day)random_below(1826);
    bool rough = random_below(10) == 0;
    dln_incident in = {.type = (dln_incident_type)random_below(DLN_INCIDENT_TYPES),
                       .subtype = dln_str_from(subtypes[random_below(4)]),
                       .when = {day, rough ? day + 6 : day, rough ? DLN_DATE_WEEK : DLN_DATE_DAY},
                       .where = somewhere(),
                       .actor = dln_str_from(actors[random_below(4)]),
                       .fatalities = {random_below(2) == 0, (int32_t)random_below(9), 9},
                       .confidence = 0.7,
                       .sentence = {index % 100 * 10, index % 100 * 10 + 90},
                       .place_reason = DLN_STR("named in the sentence"),
                       .date_reason = DLN_STR("\"on Monday\", counted from the report's day")};
    if (random_below(20) == 0) {
        in.type = DLN_MOVEMENT;
        in.origin = somewhere();
        in.destination = in.where;
    }
    return in;
}

static dln_status fill(dln_store *store, uint32_t reports, uint32_t per_report, size_t at_once,
                       dln_error *err) {
    static char text[4096];
    memset(text, 'x', sizeof text - 1);
    dln_incident *incidents = calloc(per_report, sizeof *incidents);
    size_t added = 0, merged = 0;
    double start = now_s(), processor_start = processor_s();
    dln_status status = incidents ? DLN_OK : dln_fail_memory(err);
    if (status == DLN_OK && at_once != 1)
        status = dln_store_begin_bulk(store, at_once, err);
    for (uint32_t i = 0; i < reports && status == DLN_OK; i++) {
        char id[32];
        snprintf(id, sizeof id, "report-%u", i);
        for (uint32_t j = 0; j < per_report; j++)
            incidents[j] = made_up(j);
        dln_report report = {.id = dln_str_from(id), .text = dln_str_from(text), .date = 20000};
        dln_extraction extraction = {.incidents = {incidents, per_report}};
        dln_ingest_counts counts = {0};
        status = dln_store_ingest(store, &report, &extraction, &counts, err);
        added += counts.incidents_new;
        merged += counts.incidents_merged;
    }
    if (status == DLN_OK && at_once != 1)
        status = dln_store_end_bulk(store, err);
    double took = now_s() - start, processor = processor_s() - processor_start;
    printf("ingest\t%zu new, %zu merged\t%.2f s\tprocessor %.2f s\t%.0f incidents/s\n", added,
           merged, took, processor, (double)(added + merged) / took);
    free(incidents);
    return status;
}

static dln_status count_group(void *context, const dln_tally *tally, dln_error *err) {
    (void)err;
    *(size_t *)context += (size_t)tally->incidents;
    return DLN_OK;
}

static dln_status count_one(void *context, const dln_record *record, dln_error *err) {
    (void)record;
    (void)err;
    ++*(size_t *)context;
    return DLN_OK;
}

// A question that is answered with a number, and then with rows; of several runs the fastest, warm.
enum { RUNS = 5 };
static dln_status ask(dln_store *store, const char *what, const dln_filter *filter,
                      dln_error *err) {
    dln_status status = DLN_OK;
    for (int rows = 0; rows < 2; rows++) {
        double first = 0, best = INFINITY;
        size_t count = 0;
        for (int run = 0; run < RUNS && status == DLN_OK; run++) {
            count = 0;
            double start = now_s();
            status = rows
                         ? dln_store_query(store, filter, count_one, &count, err)
                         : dln_store_tally(store, filter, DLN_BY_NOTHING, count_group, &count, err);
            double took = (now_s() - start) * 1e3;
            first = run ? first : took;
            best = fmin(best, took);
        }
        printf("%s, %s\t%zu\tfirst %.2f ms\twarm %.2f ms\n", what, rows ? "read" : "counted", count,
               first, best);
    }
    return status;
}

static dln_status count_bytes(void *context, dln_str bytes, dln_error *err) {
    (void)err;
    *(size_t *)context += bytes.len;
    return DLN_OK;
}

static dln_status add_record(void *context, const dln_record *record, dln_error *err) {
    return dln_text_export_add(context, record, err);
}

static dln_status export_all(dln_store *store, dln_error *err) {
    dln_filter filter;
    dln_filter_init(&filter);
    dln_text_export *writer = NULL;
    size_t bytes = 0;
    double start = now_s();
    dln_status status = dln_text_export_new(DLN_EXPORT_GEOJSON, DLN_PROFILE_DATELINE, count_bytes,
                                            &bytes, &writer, err);
    if (status == DLN_OK)
        status = dln_store_query(store, &filter, add_record, writer, err);
    if (status == DLN_OK)
        status = dln_text_export_finish(writer, err);
    printf("geojson\t%zu bytes\t%.2f s\n", bytes, now_s() - start);
    dln_text_export_free(writer);
    return status;
}

// Totals over everything, a grouping a line.
static dln_status sum_all(dln_store *store, dln_error *err) {
    dln_filter filter;
    dln_filter_init(&filter);
    dln_status status = DLN_OK;
    for (int by = DLN_BY_NOTHING; by < DLN_GROUPINGS && status == DLN_OK; by++) {
        size_t count = 0;
        double start = now_s(), processor = processor_s();
        status = dln_store_tally(store, &filter, (dln_grouping)by, count_group, &count, err);
        printf("group by %s\t%zu incidents\t%.2f ms\tprocessor %.2f ms\n",
               dln_grouping_name((dln_grouping)by), count, (now_s() - start) * 1e3,
               (processor_s() - processor) * 1e3);
    }
    return status;
}

// A governorate of two by three degrees with a border of a thousand points.
#define BORDER 1000
static dln_status ask_inside(dln_store *store, dln_error *err) {
    static dln_lonlat points[BORDER];
    static const uint32_t end = BORDER;
    for (int i = 0; i < BORDER; i++) {
        double angle = 2 * 3.14159265358979 * i / BORDER, wobble = 1 + 0.05 * sin(40 * angle);
        points[i] = (dln_lonlat){44 + 1.5 * wobble * cos(angle), 34 + wobble * sin(angle)};
    }
    dln_polygon area = {points, &end, 1, {42.4, 32.9, 45.6, 35.1}};
    dln_filter filter;
    dln_filter_init(&filter);
    filter.area = &area;
    filter.area_count = 1;
    filter.since = 18500;
    filter.until = 18507;
    dln_status status = ask(store, "in a governorate in a week", &filter, err);
    filter.since = filter.until = DLN_DAY_NONE;
    return status == DLN_OK ? ask(store, "in a governorate", &filter, err) : status;
}

static dln_status ask_all(dln_store *store, dln_error *err) {
    dln_filter filter;
    dln_filter_init(&filter);
    filter.has_near = true;
    filter.near = (dln_lonlat){44, 34};
    filter.within_m = 50e3;
    filter.since = 18500;
    filter.until = 18530;
    dln_status status = ask(store, "within 50 km in a month", &filter, err);
    filter.since = filter.until = DLN_DAY_NONE;
    if (status == DLN_OK)
        status = ask(store, "within 50 km", &filter, err);
    dln_filter_init(&filter);
    filter.limit = 100;
    if (status == DLN_OK)
        status = ask(store, "first 100", &filter, err);
    if (status == DLN_OK)
        status = ask_inside(store, err);
    if (status == DLN_OK)
        status = sum_all(store, err);
    return status == DLN_OK ? export_all(store, err) : status;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "usage: bench_store FILE [REPORTS [INCIDENTS [AT_ONCE]]]\n");
        return 2;
    }
    uint32_t reports = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 1000;
    uint32_t per_report = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 10;
    size_t at_once = argc > 4 ? (size_t)strtoul(argv[4], NULL, 10) : 1;
    dln_error err = {0};
    dln_store *store = NULL;
    double start = now_s();
    dln_status status = dln_store_open(argv[1], DLN_STORE_WRITE, &store, &err);
    printf("open\t%.2f ms\n", (now_s() - start) * 1e3);
    make_towns();
    if (status == DLN_OK)
        status = fill(store, reports, per_report, at_once, &err);
    if (status == DLN_OK)
        status = ask_all(store, &err);
    dln_store_close(store);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("memory\t%ld MB at most\n", usage.ru_maxrss / 1024);
    if (status != DLN_OK)
        fprintf(stderr, "%s\n", err.message);
    return status == DLN_OK ? 0 : 1;
}
