// dateline place add|list|remove: what names mean in this database.
#include <string.h>

#include "cli/cli.h"
#include "cli/correction_values.h"
#include "cli/knowledge.h"
#include "cli/placing.h"
#include "cli/signature.h"
#include "cli/table.h"
#include "cli/values.h"

typedef struct place_job {
    cli_signature by;
    cli_placing placing;
    const char *shown; // --place
    dln_store *store;
    dln_gazetteer *gazetteer;
    dln_arena *arena;
} place_job;

static dln_status add(place_job *job, const char *name, dln_error *err) {
    dln_taught_place place = {.name = dln_str_from(name),
                              .author = job->by.signature.author,
                              .made_at = job->by.signature.made_at};
    dln_status status = cli_open_gazetteer(&job->gazetteer, err);
    job->placing.name = job->shown;
    if (status == DLN_OK)
        status = cli_placing_find(&job->placing, job->store, job->gazetteer, job->arena,
                                  &place.where, err);
    if (status != DLN_OK)
        return status;
    if (!place.where.name.data)
        place.where.name = place.name;
    if (!place.where.place_id.data)
        place.where.place_id = dln_arena_printf(job->arena, "taught:%s", name);
    status = dln_store_teach(job->store, &place, err);
    if (status == DLN_OK)
        cli_say("'%s' is at %.4f, %.4f in this database from now on; 'dateline reextract' reads "
                "the stored reports with it",
                name, place.where.at.lat, place.where.at.lon);
    return status;
}

static dln_status list(place_job *job, size_t *found, dln_error *err) {
    static const cli_column columns[] = {
        {"name", CLI_COLUMN_ELASTIC}, {"place", CLI_COLUMN_ELASTIC}, {"lat", CLI_COLUMN_NUMBER},
        {"lon", CLI_COLUMN_NUMBER},   {"~km", CLI_COLUMN_NUMBER},    {"country", CLI_COLUMN_TEXT},
        {"by", CLI_COLUMN_SPARE},     {"on", CLI_COLUMN_SPARE},
    };
    const dln_taught_place *places = NULL;
    dln_status status = dln_store_taught(job->store, job->arena, &places, found, err);
    if (status != DLN_OK || *found == 0)
        return status;
    cli_table table = cli_table_new(columns, sizeof columns / sizeof *columns, job->arena);
    for (size_t i = 0; i < *found; i++) {
        const dln_where *where = &places[i].where;
        dln_str *cells = cli_table_row(&table);
        cells[0] = places[i].name;
        cells[1] = where->name;
        cells[2] = cli_number_text(job->arena, where->at.lat, 4);
        cells[3] = cli_number_text(job->arena, where->at.lon, 4);
        cells[4] = cli_number_text(job->arena, where->radius_m / 1000, 0);
        cells[5] = where->country;
        cells[6] = places[i].author;
        cells[7] = dln_str_slice(places[i].made_at, 0, strlen("YYYY-MM-DD"));
    }
    return cli_table_print(&table, stdout, cli_terminal_width(stdout), err);
}

static dln_status forget(place_job *job, const char *name, dln_error *err) {
    dln_status status = dln_store_forget(job->store, dln_str_from(name), err);
    if (status == DLN_OK)
        cli_say("'%s' means what the gazetteer says again", name);
    return status;
}

static int usage_error(void) {
    return cli_usage_error("place", "say 'add NAME --lat DEGREES --lon DEGREES', 'list' or 'remove "
                                    "NAME'");
}

static int run(place_job *job, int count, char **words) {
    bool is_list = count == 1 && strcmp(words[0], "list") == 0;
    bool is_add = count == 2 && strcmp(words[0], "add") == 0;
    bool is_remove = count == 2 && strcmp(words[0], "remove") == 0;
    if (!is_list && !is_add && !is_remove)
        return usage_error();
    if (is_add && !job->shown && !cli_placing_is_asked(&job->placing))
        return cli_usage_error("place", "add: say where '%s' is, with --lat and --lon or --place",
                               words[1]);
    dln_error err = {0};
    size_t found = 1;
    cli_signature_sign(&job->by);
    dln_status status = dln_arena_new(&job->arena, &err);
    if (status == DLN_OK && is_list)
        status = dln_store_open(job->by.database, DLN_STORE_READ, &job->store, &err);
    else if (status == DLN_OK) // a database may be taught before it holds a report
        status = dln_store_open(job->by.database, DLN_STORE_WRITE, &job->store, &err);
    if (status == DLN_OK)
        status = is_list  ? list(job, &found, &err)
                 : is_add ? add(job, words[1], &err)
                          : forget(job, words[1], &err);
    int result = status != DLN_OK ? cli_fail(&err) : found ? CLI_DONE : CLI_NOTHING_FOUND;
    if (status == DLN_OK && !found)
        cli_say("%s was taught no place", job->by.database);
    dln_gazetteer_close(job->gazetteer);
    dln_store_close(job->store);
    dln_arena_free(job->arena);
    return cli_finish(result);
}

int cli_place(int argc, char **argv) {
    place_job job = {0};
    cli_signature_init(&job.by);
    cli_placing_init(&job.placing);
    const cli_option options[] = {
        CLI_PLACING_OPTIONS(job.placing),
        {"place", "NAME", "the place of the gazetteer that it is; with --lat the name to show",
         cli_parse_name, &job.shown},
        CLI_SIGNATURE_OPTIONS(job.by),
        {0},
    };
    cli_usage usage = {
        "place",
        "add NAME --lat DEGREES --lon DEGREES | list | remove NAME",
        "Teaches the database where a name is: \"the base\", \"Camp Bucca\". In reports "
        "that are read into it\nfrom then on, and by 'dateline reextract', the name "
        "means that place and no other.",
        {options},
        1};
    int count = 0;
    int leave = cli_options_parse(&usage, argc, argv, &count);
    return leave >= 0 ? leave : run(&job, count, argv);
}
