// dateline accept, reject, note, merge, split and undo: an analyst's work on incidents as a whole.
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/signature.h"

// What all of these commands are given.
typedef struct desk {
    const char *command;
    cli_signature by;
    dln_store *store;
    dln_arena *arena;
    char **words; // what is no option
    int word_count;
    int64_t *ids;
    size_t id_count;
} desk;

typedef dln_status (*desk_work)(desk *d, dln_error *err);

static int64_t id_of(const char *word) {
    int64_t id = 0;
    return dln_str_to_int(dln_str_from(word), &id) && id > 0 ? id : 0;
}

// All of them, before the first is touched: a slip of the finger leaves nothing half done.
static dln_status expect_all(desk *d, dln_error *err) {
    dln_status status = DLN_OK;
    dln_record record;
    for (size_t i = 0; i < d->id_count && status == DLN_OK; i++) {
        status = dln_store_get(d->store, d->ids[i], d->arena, &record, err);
        dln_arena_reset(d->arena);
    }
    return status;
}

static dln_status review_all(desk *d, dln_review review, dln_error *err) {
    dln_status status = expect_all(d, err);
    for (size_t i = 0; i < d->id_count && status == DLN_OK; i++)
        status = dln_store_review(d->store, d->ids[i], review, &d->by.signature, err);
    if (status == DLN_OK)
        cli_say("%zu %s %s", d->id_count, d->id_count == 1 ? "incident" : "incidents",
                dln_review_name(review));
    return status;
}

static dln_status accept_all(desk *d, dln_error *err) {
    return review_all(d, DLN_REVIEW_ACCEPTED, err);
}

static dln_status reject_all(desk *d, dln_error *err) {
    return review_all(d, DLN_REVIEW_REJECTED, err);
}

static dln_status note_one(desk *d, dln_error *err) {
    d->by.signature.note = dln_str_from(d->words[1]);
    dln_status status = dln_store_note(d->store, d->ids[0], &d->by.signature, err);
    if (status == DLN_OK)
        cli_say("noted at incident %lld", (long long)d->ids[0]);
    return status;
}

static dln_status merge_all(desk *d, dln_error *err) {
    dln_status status = expect_all(d, err);
    for (size_t i = 1; i < d->id_count && status == DLN_OK; i++) {
        status = dln_store_merge(d->store, d->ids[0], d->ids[i], &d->by.signature, err);
        if (status == DLN_OK)
            cli_say("incident %lld is a part of %lld now", (long long)d->ids[i],
                    (long long)d->ids[0]);
    }
    return status;
}

// The sources that a word means: the one of that number in `dateline show`, or all of a report.
static size_t sources_of(const dln_record *record, const char *word, int64_t *out) {
    int64_t wanted = id_of(word), number = 0;
    size_t count = 0;
    for (size_t i = 0; i < record->evidence_count; i++) {
        const dln_evidence *e = &record->evidence[i];
        if (e->further)
            continue;
        number++;
        if (dln_str_equal(e->report_id, dln_str_from(word)) || number == wanted)
            out[count++] = e->id;
    }
    return count;
}

static bool has_source(const int64_t *sources, size_t count, int64_t id) {
    for (size_t i = 0; i < count; i++)
        if (sources[i] == id)
            return true;
    return false;
}

static dln_status split_one(desk *d, dln_error *err) {
    dln_record record;
    dln_status status = dln_store_get(d->store, d->ids[0], d->arena, &record, err);
    if (status != DLN_OK)
        return status;
    int64_t *found = DLN_ARENA_ARRAY(d->arena, int64_t, record.evidence_count + 1);
    int64_t *sources = DLN_ARENA_ARRAY(d->arena, int64_t, record.evidence_count + 1);
    size_t count = 0;
    if (!found || !sources)
        return dln_fail_memory(err);
    for (int i = 1; i < d->word_count; i++) {
        size_t more = sources_of(&record, d->words[i], found);
        if (more == 0)
            return dln_fail(err, DLN_NOT_FOUND,
                            "incident %lld has no source '%s': 'dateline show %lld' numbers them",
                            (long long)d->ids[0], d->words[i], (long long)d->ids[0]);
        for (size_t s = 0; s < more; s++)
            if (!has_source(sources, count, found[s]))
                sources[count++] = found[s];
    }
    int64_t made = 0;
    status = dln_store_split(d->store, d->ids[0], sources, count, &d->by.signature, &made, err);
    if (status == DLN_OK) {
        printf("%lld\n", (long long)made);
        cli_say("incident %lld is made of %zu %s of %lld", (long long)made, count,
                count == 1 ? "source" : "sources", (long long)d->ids[0]);
    }
    return status;
}

static dln_status undo_one(desk *d, dln_error *err) {
    dln_edit undone;
    dln_status status = dln_store_undo(d->store, d->id_count ? d->ids[0] : 0, &d->by.signature,
                                       d->arena, &undone, err);
    if (status == DLN_OK)
        cli_say("undone: %.*s of incident %lld by %.*s on %.*s", DLN_STR_ARG(undone.action),
                (long long)undone.incident_id, DLN_STR_ARG(undone.author),
                DLN_STR_ARG(dln_str_slice(undone.made_at, 0, strlen("YYYY-MM-DD"))));
    return status;
}

// The words that are numbers of incidents: all, or the first `most`.
static bool read_ids(desk *d, size_t most) {
    size_t count = (size_t)d->word_count < most ? (size_t)d->word_count : most;
    d->ids = calloc(count + 1, sizeof *d->ids);
    for (; d->ids && d->id_count < count; d->id_count++) {
        d->ids[d->id_count] = id_of(d->words[d->id_count]);
        if (!d->ids[d->id_count])
            return false;
    }
    return d->ids != NULL;
}

static int work_at(desk *d, desk_work work) {
    dln_error err = {0};
    cli_signature_sign(&d->by);
    dln_status status = dln_arena_new(&d->arena, &err);
    if (status == DLN_OK)
        status = cli_open_to_change(d->by.database, &d->store, &err);
    if (status == DLN_OK)
        status = work(d, &err);
    int result = status == DLN_OK ? CLI_DONE : cli_fail(&err);
    dln_store_close(d->store);
    dln_arena_free(d->arena);
    return cli_finish(result);
}

// What a command asks for: how many words, and how many of them are incidents.
typedef struct desk_command {
    const char *name, *arguments, *about, *wanted;
    int least, most;
    size_t ids;
    desk_work work;
} desk_command;

static int run(const desk_command *command, int argc, char **argv) {
    desk d = {.command = command->name};
    cli_signature_init(&d.by);
    const cli_option options[] = {CLI_SIGNATURE_OPTIONS(d.by), {0}};
    cli_usage usage = {command->name, command->arguments, command->about, {options}, 1};
    int leave = cli_options_parse(&usage, argc, argv, &d.word_count);
    if (leave >= 0)
        return leave;
    d.words = argv;
    int result;
    if (d.word_count < command->least || d.word_count > command->most ||
        !read_ids(&d, command->ids))
        result = cli_usage_error(command->name, "%s", command->wanted);
    else
        result = work_at(&d, command->work);
    free(d.ids);
    return result;
}

enum { MANY = 1 << 20 };

int cli_accept(int argc, char **argv) {
    static const desk_command command = {
        .name = "accept",
        .arguments = "[--by NAME] [--note TEXT] ID...",
        .about = "Says that incidents were read and are right. They stay open to further reports.",
        .wanted = "give numbers of incidents, as 'dateline query' lists them",
        .least = 1,
        .most = MANY,
        .ids = MANY,
        .work = accept_all};
    return run(&command, argc, argv);
}

int cli_reject(int argc, char **argv) {
    static const desk_command command = {
        .name = "reject",
        .arguments = "[--by NAME] [--note TEXT] ID...",
        .about = "Says that these are no incidents. They stay in the database, and what is told of "
                 "them later\nwith them, but query, map and export leave them out unless "
                 "--review asks for them.",
        .wanted = "give numbers of incidents, as 'dateline query' lists them",
        .least = 1,
        .most = MANY,
        .ids = MANY,
        .work = reject_all};
    return run(&command, argc, argv);
}

int cli_note(int argc, char **argv) {
    static const desk_command command = {.name = "note",
                                         .arguments = "[--by NAME] ID TEXT",
                                         .about = "Writes a note into the history of an incident.",
                                         .wanted = "give the number of an incident and a text",
                                         .least = 2,
                                         .most = 2,
                                         .ids = 1,
                                         .work = note_one};
    return run(&command, argc, argv);
}

int cli_merge(int argc, char **argv) {
    static const desk_command command = {
        .name = "merge",
        .arguments = "[--by NAME] [--note TEXT] ID ID...",
        .about = "Makes the further incidents parts of the first, with their sources. What is told "
                 "of them later\ngoes there as well.",
        .wanted = "give the numbers of two incidents or more",
        .least = 2,
        .most = MANY,
        .ids = MANY,
        .work = merge_all};
    return run(&command, argc, argv);
}

int cli_split(int argc, char **argv) {
    static const desk_command command = {
        .name = "split",
        .arguments = "[--by NAME] [--note TEXT] ID SOURCE...",
        .about = "Makes a new incident of some sources of one: SOURCE is its number in 'dateline "
                 "show', or the id\nof a report. Writes the number of the new incident.",
        .wanted = "give the number of an incident and those of the sources to split off",
        .least = 2,
        .most = MANY,
        .ids = 1,
        .work = split_one};
    return run(&command, argc, argv);
}

int cli_undo(int argc, char **argv) {
    static const desk_command command = {
        .name = "undo",
        .arguments = "[--by NAME] [ID]",
        .about =
            "Takes back the last thing that was done to an incident, or to any; again, and the "
            "one before it.",
        .wanted = "give the number of one incident, or none",
        .least = 0,
        .most = 1,
        .ids = 1,
        .work = undo_one};
    return run(&command, argc, argv);
}
