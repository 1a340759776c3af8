#include "unit/store/fixture.h"

#include <dirent.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static dln_arena *kept;

int fixture_set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    const char *base = getenv("TMPDIR");
    snprintf(f->folder, sizeof f->folder, "%s/dateline-store-XXXXXX", base ? base : "/tmp");
    if (!mkdtemp(f->folder) || (!kept && dln_arena_new(&kept, NULL) != DLN_OK))
        return -1;
    snprintf(f->path, sizeof f->path, "%s/incidents.sqlite", f->folder);
    *state = f;
    return 0;
}

int fixture_tear_down(void **state) {
    fixture *f = *state;
    fixture_close(f);
    chmod(f->folder, 0700);
    DIR *folder = opendir(f->folder);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char path[400];
        snprintf(path, sizeof path, "%s/%s", f->folder, entry->d_name);
        unlink(path);
    }
    if (folder)
        closedir(folder);
    rmdir(f->folder);
    free(f);
    dln_arena_free(kept);
    kept = NULL;
    return 0;
}

void fixture_open(fixture *f, dln_store_mode mode) {
    if (dln_store_open(f->path, mode, &f->store, &f->err) != DLN_OK)
        fail_msg("%s", f->err.message);
}

void fixture_close(fixture *f) {
    dln_store_close(f->store);
    f->store = NULL;
}

dln_day day(int year, int month, int day_of_month) {
    return dln_day_from_civil((dln_civil){year, month, day_of_month});
}

dln_where place_at(const char *name, double lon, double lat) {
    return (dln_where){.name = dln_str_from(name),
                       .located = true,
                       .at = {lon, lat},
                       .radius_m = 2000,
                       .precision = DLN_GEO_EXACT};
}

dln_count exactly(int32_t number) {
    return (dln_count){true, number, number};
}

dln_incident strike_at(const char *place, double lon, double lat) {
    return (dln_incident){.type = DLN_STRIKE,
                          .status = DLN_REPORTED,
                          .when = {day(2024, 8, 5), day(2024, 8, 5), DLN_DATE_DAY},
                          .where = place_at(place, lon, lat),
                          .confidence = 0.8};
}

dln_ingest_counts ingest(fixture *f, const char *id, const char *text,
                         const dln_incident *incidents, size_t count) {
    dln_report report = {.id = dln_str_from(id),
                         .text = dln_str_from(text),
                         .title = DLN_STR("A title"),
                         .date = day(2024, 8, 6)};
    dln_extraction extraction = {.incidents = {incidents, count}};
    dln_ingest_counts counts = {0};
    if (dln_store_ingest(f->store, &report, &extraction, &counts, &f->err) != DLN_OK)
        fail_msg("%s", f->err.message);
    return counts;
}

typedef struct found {
    int64_t *ids;
    size_t capacity, count;
} found;

static dln_status remember(void *context, const dln_record *record, dln_error *err) {
    (void)err;
    found *f = context;
    if (f->count < f->capacity)
        f->ids[f->count] = record->id;
    f->count++;
    return DLN_OK;
}

size_t query_ids(fixture *f, const dln_filter *filter, int64_t *ids, size_t capacity) {
    found all = {ids, ids ? capacity : 0, 0};
    if (dln_store_query(f->store, filter, remember, &all, &f->err) != DLN_OK)
        fail_msg("%s", f->err.message);
    return all.count;
}

dln_record get(fixture *f, int64_t id) {
    dln_record record;
    if (dln_store_get(f->store, id, kept, &record, &f->err) != DLN_OK)
        fail_msg("%s", f->err.message);
    return record;
}

double sql(fixture *f, const char *query) {
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    double value = 0;
    int code = sqlite3_open(f->path, &db);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_load_extension(db, "mod_spatialite", NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v2(db, query, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code != SQLITE_ROW)
        fail_msg("%s: %s", query, sqlite3_errmsg(db));
    value = sqlite3_column_double(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return value;
}
