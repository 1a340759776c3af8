#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "unit/store/fixture.h"

static dln_status try_to_open(fixture *f, dln_store_mode mode) {
    return dln_store_open(f->path, mode, &f->store, &f->err);
}

static void says(fixture *f, const char *part) {
    if (!strstr(f->err.message, part))
        fail_msg("\"%s\" does not say \"%s\"", f->err.message, part);
    assert_null(strchr(f->err.message, '\n'));
}

static void fill(fixture *f) {
    dln_incident in = strike_at("Erbil", 44.01, 36.19);
    in.origin = place_at("Mosul", 43.13, 36.34);
    in.destination = in.where;
    fixture_open(f, DLN_STORE_WRITE);
    ingest(f, "r1", "text", &in, 1);
    fixture_close(f);
}

static void still_holds(fixture *f, double count) {
    assert_true(sql(f, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"));
    assert_near(sql(f, "SELECT count(*) FROM incident"), count, 0);
}

static void run_sql(fixture *f, const char *text) {
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void write_file(fixture *f, const char *text) {
    FILE *file = fopen(f->path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void a_missing_database_is_named(void **state) {
    fixture *f = *state;
    assert_int_equal(try_to_open(f, DLN_STORE_READ), DLN_IO);
    says(f, "incidents.sqlite does not exist: make it with \"dateline ingest\"");
    assert_int_not_equal(access(f->path, F_OK), 0);
}

static void a_file_that_is_no_database_is_left_alone(void **state) {
    fixture *f = *state;
    static const char text[] = "These are notes of mine, and they are longer than a hundred bytes "
                               "so that nobody takes them for a short file.\n";
    write_file(f, text);
    assert_int_equal(try_to_open(f, DLN_STORE_READ), DLN_DATABASE);
    says(f, "is not a database");
    assert_int_equal(try_to_open(f, DLN_STORE_WRITE), DLN_DATABASE);
    char back[256] = "";
    FILE *file = fopen(f->path, "r");
    assert_non_null(fgets(back, sizeof back, file));
    fclose(file);
    assert_string_equal(back, text);
}

static void a_database_of_another_program_is_left_alone(void **state) {
    fixture *f = *state;
    run_sql(f, "CREATE TABLE mine (a); INSERT INTO mine VALUES (1)");
    assert_int_equal(try_to_open(f, DLN_STORE_WRITE), DLN_DATABASE);
    says(f, "not one of dateline");
    assert_near(sql(f, "SELECT count(*) FROM sqlite_master"), 1, 0);
    assert_near(sql(f, "SELECT journal_mode = 'delete' FROM pragma_journal_mode"), 1, 0);
}

static void a_newer_version_is_refused_with_what_to_do(void **state) {
    fixture *f = *state;
    fill(f);
    run_sql(f, "PRAGMA user_version = 99");
    assert_int_equal(try_to_open(f, DLN_STORE_WRITE), DLN_UNSUPPORTED);
    says(f, "made by a newer dateline (schema 99");
    assert_int_equal(try_to_open(f, DLN_STORE_READ), DLN_UNSUPPORTED);
    still_holds(f, 1);
}

static void an_empty_file_becomes_a_database(void **state) {
    fixture *f = *state;
    write_file(f, "");
    assert_int_equal(try_to_open(f, DLN_STORE_READ), DLN_DATABASE);
    says(f, "holds no incidents yet");
    fixture_open(f, DLN_STORE_WRITE);
}

static void a_folder_that_is_missing_is_named(void **state) {
    fixture *f = *state;
    snprintf(f->path, sizeof f->path, "%s/none/a.sqlite", f->folder);
    assert_int_equal(try_to_open(f, DLN_STORE_WRITE), DLN_IO);
    says(f, "there is no folder ");
    says(f, "/none; make it with \"mkdir -p\"");
}

static void a_folder_is_no_database(void **state) {
    fixture *f = *state;
    snprintf(f->path, sizeof f->path, "%s", f->folder);
    assert_int_equal(try_to_open(f, DLN_STORE_READ), DLN_IO);
    says(f, "is a folder: name a file in it");
    assert_int_equal(try_to_open(f, DLN_STORE_WRITE), DLN_IO);
    says(f, "is a folder: name a file in it");
}

// What an ordinary user meets; the superuser may write everywhere, so a child lays that down.
static void a_folder_without_rights_says_so(void **state) {
    fixture *f = *state;
    chmod(f->folder, 0555);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (geteuid() == 0 && setuid(65534) != 0)
            _exit(2);
        bool said = try_to_open(f, DLN_STORE_WRITE) == DLN_IO &&
                    strstr(f->err.message, "no right to write in ") &&
                    !strchr(f->err.message, '\n');
        _exit(said ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

// The schema as it was before ways could be corrected, with a way in it.
static void make_third_schema(fixture *f) {
    fill(f);
    run_sql(f, "DROP VIEW movements; DROP INDEX movement_by_evidence;"
               "DROP TABLE way_stop; DROP TABLE edit_stop;"
               "ALTER TABLE likeness DROP COLUMN way_by; PRAGMA foreign_keys = OFF;"
               "ALTER TABLE movement ADD COLUMN told_by INTEGER NOT NULL DEFAULT 0"
               " REFERENCES evidence ON DELETE CASCADE;"
               "ALTER TABLE movement DROP COLUMN evidence_id;"
               "ALTER TABLE movement RENAME COLUMN told_by TO evidence_id;"
               "CREATE INDEX movement_by_evidence ON movement (evidence_id);"
               "UPDATE movement SET evidence_id = 1;"
               "CREATE VIEW movements AS SELECT m.id AS id, m.geom AS geom FROM movement m;"
               "PRAGMA user_version = 3");
}

// And before corrections were kept.
static void make_second_schema(fixture *f) {
    make_third_schema(f);
    run_sql(f, "DROP VIEW incidents; DROP VIEW strikes; DROP VIEW movements;"
               "ALTER TABLE incident DROP COLUMN review;"
               "ALTER TABLE incident DROP COLUMN corrected;"
               "ALTER TABLE evidence DROP COLUMN home_id;"
               "ALTER TABLE movement DROP COLUMN rough;"
               "DROP TABLE merged; DROP TABLE likeness; DROP TABLE place; DROP TABLE edit;"
               "CREATE TABLE edit (id INTEGER PRIMARY KEY, incident_id INTEGER NOT NULL REFERENCES"
               " incident ON DELETE CASCADE, made_at DATETIME NOT NULL, author TEXT,"
               " field TEXT NOT NULL, before TEXT, after TEXT, note TEXT);"
               "CREATE INDEX edit_by_incident ON edit (incident_id);"
               "INSERT INTO edit VALUES (7, 1, '2024-08-09', 'me', 'type', 'strike', 'clash', '');"
               "CREATE VIEW strikes AS SELECT * FROM incident WHERE type = 'strike';"
               "CREATE VIEW movements AS SELECT m.id AS id, m.geom AS geom FROM movement m;"
               "DELETE FROM views_geometry_columns WHERE view_name = 'incidents';"
               "DELETE FROM layer_styles WHERE f_table_name = 'incidents';"
               "PRAGMA user_version = 2");
}

// And before further sentences were kept.
static void make_first_schema(fixture *f) {
    make_second_schema(f);
    run_sql(f, "DROP VIEW incident_sources; DROP TABLE told; DROP INDEX incident_in_country;"
               "CREATE VIEW incident_sources AS SELECT 1 AS id; PRAGMA user_version = 1");
}

static void an_older_database_is_brought_up_to_date(void **state) {
    fixture *f = *state;
    make_first_schema(f);
    fixture_open(f, DLN_STORE_WRITE);
    fixture_close(f);
    still_holds(f, 1);
    assert_near(sql(f, "SELECT count(*) FROM incident_sources WHERE NOT further"), 1, 0);
    assert_near(sql(f, "SELECT user_version FROM pragma_user_version"), 4, 0);
    assert_near(sql(f, "SELECT count(*) FROM edit WHERE id = 7 AND action = 'note'"), 1, 0);
    assert_near(sql(f, "SELECT CheckSpatialMetaData()"), 3, 0);
    assert_near(sql(f, "SELECT count(*) FROM incidents WHERE type = 'strike'"), 1, 0);
    assert_near(sql(f, "SELECT count(*) FROM movements WHERE rough IS NULL"), 0, 0);
    assert_near(sql(f, "SELECT count(*) FROM movement WHERE evidence_id = 1"), 1, 0);
    assert_near(sql(f, "SELECT count(*) FROM movements WHERE sentence IS NOT NULL"), 1, 0);
    assert_near(sql(f, "SELECT \"notnull\" FROM pragma_table_info('movement')"
                       " WHERE name = 'evidence_id'"),
                0, 0);
    assert_near(sql(f, "SELECT count(*) FROM pragma_foreign_key_check"), 0, 0);
}

static void an_older_database_can_be_read(void **state) {
    fixture *f = *state;
    make_first_schema(f);
    fixture_open(f, DLN_STORE_READ);
    assert_int_equal(get(f, 1).evidence_count, 1);
}

static void a_damaged_database_says_so(void **state) {
    fixture *f = *state;
    fill(f);
    FILE *file = fopen(f->path, "r+");
    assert_non_null(file);
    fseek(file, 4096, SEEK_SET);
    for (int i = 0; i < 400 * 1024; i++)
        fputc('x', file);
    fclose(file);
    dln_filter filter;
    dln_filter_init(&filter);
    assert_int_equal(try_to_open(f, DLN_STORE_READ), DLN_DATABASE);
    says(f, "is damaged");
}

// A child holds the lock until it is told to end.
static pid_t lock_elsewhere(fixture *f, int *until) {
    int ready[2], done[2];
    assert_int_equal(pipe(ready), 0);
    assert_int_equal(pipe(done), 0);
    pid_t child = fork();
    if (child == 0) {
        sqlite3 *db = NULL;
        char byte = 'x';
        close(done[1]);
        bool good = sqlite3_open(f->path, &db) == SQLITE_OK &&
                    sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK;
        if (write(ready[1], &byte, 1) != 1 || read(done[0], &byte, 1) < 0)
            good = false;
        _exit(!good);
    }
    char byte;
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    close(ready[1]);
    close(done[0]);
    *until = done[1];
    return child;
}

static void who_holds_a_locked_database_is_named(void **state) {
    fixture *f = *state;
    fill(f);
    fixture_open(f, DLN_STORE_WRITE);
    int until;
    pid_t child = lock_elsewhere(f, &until);
    dln_incident in = strike_at("Basra", 47.78, 30.51);
    dln_report report = {.id = DLN_STR("r2"), .text = DLN_STR("t"), .date = DLN_DAY_NONE};
    dln_extraction extraction = {.incidents = {&in, 1}};
    dln_ingest_counts counts;
    assert_int_equal(dln_store_ingest(f->store, &report, &extraction, &counts, &f->err), DLN_BUSY);
    char process[32];
    snprintf(process, sizeof process, "(process %ld)", (long)child);
    says(f, process);
    dln_filter filter; // reading goes on meanwhile
    dln_filter_init(&filter);
    assert_int_equal(query_ids(f, &filter, NULL, 0), 1);
    close(until);
    waitpid(child, NULL, 0);
    ingest(f, "r2", "t", &in, 1); // and now it works
    assert_int_equal(query_ids(f, &filter, NULL, 0), 2);
}

static void a_disk_that_fills_up_loses_nothing_stored_before(void **state) {
    fixture *f = *state;
    fill(f);
    pid_t child = fork();
    if (child == 0) { // a limit on the size of files is as good as a full disk
        struct rlimit limit = {(rlim_t)1 << 20, (rlim_t)1 << 20};
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        char text[8192];
        memset(text, 'x', sizeof text - 1);
        text[sizeof text - 1] = '\0';
        dln_status status = try_to_open(f, DLN_STORE_WRITE);
        for (int i = 0; i < 1000 && status == DLN_OK; i++) {
            dln_report report = {.text = dln_str_from(text), .date = DLN_DAY_NONE};
            char id[16];
            snprintf(id, sizeof id, "n%d", i);
            report.id = dln_str_from(id);
            dln_extraction none = {0};
            dln_ingest_counts counts;
            status = dln_store_ingest(f->store, &report, &none, &counts, &f->err);
        }
        bool good = status == DLN_IO && strstr(f->err.message, "disk is full");
        if (!good)
            fprintf(stderr, "status %d: %s\n", status, f->err.message);
        _exit(!good);
    }
    int result;
    waitpid(child, &result, 0);
    assert_int_equal(WEXITSTATUS(result), 0);
    still_holds(f, 1);
    fill(f); // and it can be written again
}

#define NOBODY 65534

// In a child that is not the superuser, who may write everything.
static bool read_only_checks(fixture *f) {
    if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
        return false;
    if (try_to_open(f, DLN_STORE_WRITE) != DLN_IO || !strstr(f->err.message, "read-only"))
        return false;
    dln_filter filter;
    dln_filter_init(&filter);
    fixture_open(f, DLN_STORE_READ);
    return query_ids(f, &filter, NULL, 0) == 1;
}

static void a_read_only_file_in_a_read_only_folder_can_be_read(void **state) {
    fixture *f = *state;
    fill(f);
    chmod(f->path, 0444);
    chmod(f->folder, 0555);
    pid_t child = fork();
    if (child == 0) {
        bool good = read_only_checks(f);
        if (!good)
            fprintf(stderr, "%s\n", f->err.message);
        _exit(!good);
    }
    int result;
    waitpid(child, &result, 0);
    assert_int_equal(WEXITSTATUS(result), 0);
}

static void a_store_for_reading_takes_no_report(void **state) {
    fixture *f = *state;
    fill(f);
    fixture_open(f, DLN_STORE_READ);
    dln_report report = {.id = DLN_STR("r2"), .text = DLN_STR("t")};
    dln_extraction none = {0};
    dln_ingest_counts counts;
    assert_int_equal(dln_store_ingest(f->store, &report, &none, &counts, &f->err), DLN_INVALID);
}

// The process is killed at many moments; what was committed stays, the rest is done again.
static void a_crash_costs_the_report_being_read_and_no_other(void **state) {
    fixture *f = *state;
    enum { REPORTS = 60 };
    for (int round = 0; round < 10; round++) {
        pid_t child = fork();
        if (child == 0) {
            if (try_to_open(f, DLN_STORE_WRITE) != DLN_OK)
                _exit(1);
            for (int i = 0; i < REPORTS; i++) {
                char id[16];
                snprintf(id, sizeof id, "r%d", i);
                dln_incident in[3] = {strike_at("a", i, 0), strike_at("b", i, 20),
                                      strike_at("c", i, 40)};
                ingest(f, id, id, in, 3);
            }
            _exit(0);
        }
        struct timespec wait = {0, 3000000 + 7919000 * round};
        nanosleep(&wait, NULL);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    if (access(f->path, F_OK) == 0)
        assert_true(sql(f, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"));
    fixture_open(f, DLN_STORE_WRITE);
    for (int i = 0; i < REPORTS; i++) {
        char id[16];
        snprintf(id, sizeof id, "r%d", i);
        dln_incident in[3] = {strike_at("a", i, 0), strike_at("b", i, 20), strike_at("c", i, 40)};
        ingest(f, id, id, in, 3);
    }
    still_holds(f, 3 * REPORTS);
    assert_true(sql(f, "SELECT CheckSpatialMetaData() = 3"));
    assert_near(sql(f, "SELECT count(*) FROM report"), REPORTS, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_missing_database_is_named),
        TEST(a_file_that_is_no_database_is_left_alone),
        TEST(a_database_of_another_program_is_left_alone),
        TEST(a_newer_version_is_refused_with_what_to_do),
        TEST(an_empty_file_becomes_a_database),
        TEST(a_folder_that_is_missing_is_named),
        TEST(a_folder_is_no_database),
        TEST(a_folder_without_rights_says_so),
        TEST(an_older_database_is_brought_up_to_date),
        TEST(an_older_database_can_be_read),
        TEST(a_damaged_database_says_so),
        TEST(who_holds_a_locked_database_is_named),
        TEST(a_disk_that_fills_up_loses_nothing_stored_before),
        TEST(a_read_only_file_in_a_read_only_folder_can_be_read),
        TEST(a_store_for_reading_takes_no_report),
        TEST(a_crash_costs_the_report_being_read_and_no_other),
    };
    return cmocka_run_group_tests_name("open", tests, NULL, NULL);
}
