// dateline edit: corrects what the machine says of an incident.
#include <string.h>

#include "cli/cli.h"
#include "cli/correction_values.h"
#include "cli/knowledge.h"
#include "cli/placing.h"
#include "cli/signature.h"

// What the user typed. A value is a correction when its option was given: `fields` says which.
typedef struct edit_job {
    cli_signature by;
    cli_placing placing;
    dln_correction correction;
    cli_days end;                     // --date-end
    const char *origin, *destination; // NULL: not given
    cli_texts via;
    int64_t id;
    dln_store *store;
    dln_gazetteer *gazetteer;
    dln_arena *arena;
} edit_job;

// One parser a field: it notes that the field was given.
#define FIELD_PARSER(name, field, member, parse)                                                   \
    static bool parse_##name(dln_str value, void *target, dln_error *err) {                        \
        dln_correction *correction = target;                                                       \
        correction->fields |= 1u << (field);                                                       \
        return parse(value, &correction->values.member, err);                                      \
    }

// A stop is looked up later; '' is none. Options live as long as the process.
static bool parse_stop(dln_str value, void *target, dln_error *err) {
    dln_str text;
    *(const char **)target = value.data;
    return cli_parse_words(value, &text, err);
}

static bool parse_via(dln_str value, void *target, dln_error *err) {
    cli_texts *stops = target;
    dln_str text;
    if (!cli_parse_words(value, &text, err))
        return false;
    if (stops->count < sizeof stops->items / sizeof *stops->items) {
        stops->items[stops->count++] = value.data;
        return true;
    }
    dln_fail(err, DLN_INVALID, "too many stops");
    return false;
}

FIELD_PARSER(type, DLN_FIELD_TYPE, type, cli_parse_type)
FIELD_PARSER(subtype, DLN_FIELD_SUBTYPE, subtype, cli_parse_words)
FIELD_PARSER(status, DLN_FIELD_STATUS, status, cli_parse_status)
FIELD_PARSER(when, DLN_FIELD_WHEN, when, cli_parse_when)
FIELD_PARSER(actor, DLN_FIELD_ACTOR, actor, cli_parse_words)
FIELD_PARSER(target, DLN_FIELD_TARGET, target, cli_parse_words)
FIELD_PARSER(weapon, DLN_FIELD_WEAPON, weapon, cli_parse_words)
FIELD_PARSER(object, DLN_FIELD_OBJECT, object, cli_parse_words)
FIELD_PARSER(count, DLN_FIELD_COUNT, count, cli_parse_number)
FIELD_PARSER(fatalities, DLN_FIELD_FATALITIES, fatalities, cli_parse_number)
FIELD_PARSER(injured, DLN_FIELD_INJURED, injured, cli_parse_number)

static bool has_field(const edit_job *job, dln_correctable field) {
    return (job->correction.fields & 1u << field) != 0;
}

// --date-end alone moves the last day of what is known.
static dln_status complete_days(edit_job *job, const dln_incident *known, dln_error *err) {
    dln_when *when = &job->correction.values.when;
    if (job->end.last == DLN_DAY_NONE)
        return DLN_OK;
    if (!has_field(job, DLN_FIELD_WHEN))
        *when = known->when;
    if (when->first == DLN_DAY_NONE || job->end.last < when->first)
        return dln_fail(err, DLN_INVALID, "--date-end: not on or behind the first day");
    when->last = job->end.last;
    when->precision = cli_date_precision(when->first, when->last);
    job->correction.fields |= 1u << DLN_FIELD_WHEN;
    return DLN_OK;
}

static dln_status complete_place(edit_job *job, const dln_incident *known, dln_error *err) {
    if (!cli_placing_is_asked(&job->placing))
        return DLN_OK;
    dln_status status = cli_open_gazetteer(&job->gazetteer, err);
    dln_where *where = &job->correction.values.where;
    *where = known->where;
    job->correction.fields |= 1u << DLN_FIELD_WHERE;
    return status == DLN_OK
               ? cli_placing_find(&job->placing, job->store, job->gazetteer, job->arena, where, err)
               : status;
}

static dln_status find_stop(edit_job *job, const char *option, const char *text,
                            dln_correctable field, dln_where *out, dln_error *err) {
    job->correction.fields |= 1u << field;
    return cli_stop_find(option, text, job->store, job->gazetteer, job->arena, out, err);
}

// --via for each stop; one that is '' takes all away.
static dln_status complete_via(edit_job *job, dln_error *err) {
    dln_incident *values = &job->correction.values;
    dln_status status = DLN_OK;
    if (job->via.count > DLN_VIA_MAX)
        return dln_fail(err, DLN_INVALID, "--via: a way has at most %d stops between its ends",
                        DLN_VIA_MAX);
    for (size_t i = 0; i < job->via.count && status == DLN_OK; i++) {
        dln_where *stop = &values->via[values->via_count];
        status = find_stop(job, "--via", job->via.items[i], DLN_FIELD_VIA, stop, err);
        values->via_count += status == DLN_OK && stop->name.data;
    }
    return status;
}

static dln_status complete_way(edit_job *job, dln_error *err) {
    dln_incident *values = &job->correction.values;
    if (!job->origin && !job->destination && !job->via.count)
        return DLN_OK;
    dln_status status = job->gazetteer ? DLN_OK : cli_open_gazetteer(&job->gazetteer, err);
    if (status == DLN_OK && job->origin)
        status = find_stop(job, "--origin", job->origin, DLN_FIELD_ORIGIN, &values->origin, err);
    if (status == DLN_OK && job->destination)
        status = find_stop(job, "--destination", job->destination, DLN_FIELD_DESTINATION,
                           &values->destination, err);
    return status == DLN_OK ? complete_via(job, err) : status;
}

static dln_status run(edit_job *job, dln_error *err) {
    dln_record known;
    dln_status status = dln_arena_new(&job->arena, err);
    if (status == DLN_OK)
        status = cli_open_to_change(job->by.database, &job->store, err);
    if (status == DLN_OK)
        status = dln_store_get(job->store, job->id, job->arena, &known, err);
    if (status == DLN_OK)
        status = complete_days(job, &known.incident, err);
    if (status == DLN_OK)
        status = complete_place(job, &known.incident, err);
    if (status == DLN_OK)
        status = complete_way(job, err);
    if (status == DLN_OK && !job->correction.fields)
        return dln_fail(err, DLN_INVALID,
                        "nothing to correct: give --type, --date, --place, --fatalities, "
                        "--origin …; see "
                        "'dateline edit --help'");
    if (status == DLN_OK)
        status = dln_store_edit(job->store, job->id, &job->correction, &job->by.signature, err);
    if (status == DLN_OK)
        cli_say("incident %lld is corrected; 'dateline undo %lld' takes it back",
                (long long)job->id, (long long)job->id);
    return status;
}

int cli_edit(int argc, char **argv) {
    edit_job job = {.end = {DLN_DAY_NONE, DLN_DAY_NONE}};
    cli_signature_init(&job.by);
    cli_placing_init(&job.placing);
    dln_correction *c = &job.correction;
    const cli_option what[] = {
        {"type", "TYPE", "strike, clash, attack, movement, ...", parse_type, c},
        {"subtype", "WORD", "drone, airstrike, ied, ...", parse_subtype, c},
        {"status", "STATUS", "reported, claimed, alleged, denied, planned, ...", parse_status, c},
        {"date", "DAY", "2024-08-05, 2024-08-03/2024-08-05, 2024-08, 2024", parse_when, c},
        {"date-end", "DAY", "the last day", cli_parse_days, &job.end},
        {"place", "NAME", "where: a name of the gazetteer or a taught one; with --lat any",
         cli_parse_name, &job.placing.name},
        CLI_PLACING_OPTIONS(job.placing),
        {"origin", "PLACE", "where a way begins: NAME, LON,LAT or NAME@LON,LAT", parse_stop,
         &job.origin},
        {"via", "PLACE", "a stop between, in order; may be given often", parse_via, &job.via},
        {"destination", "PLACE", "where a way ends", parse_stop, &job.destination},
        {"actor", "TEXT", "who did it", parse_actor, c},
        {"target", "TEXT", "to whom", parse_target, c},
        {"weapon", "TEXT", "with what", parse_weapon, c},
        {"object", "TEXT", "what was moved", parse_object, c},
        {"count", "N", "how many strikes, vehicles, people: 7, 3+, 3-5", parse_count, c},
        {"fatalities", "N", "killed: 7, 3+ (at least), 3-5", parse_fatalities, c},
        {"injured", "N", "injured", parse_injured, c},
        {0},
    };
    const cli_option who[] = {CLI_SIGNATURE_OPTIONS(job.by), {0}};
    cli_usage usage = {
        "edit",
        "[options] ID",
        "Corrects an incident. What is corrected stays so, whatever reports are read "
        "later. '' as a\nvalue says that it is not known; 'dateline undo ID' takes "
        "the correction back. Where the place is\nan end of the way, correcting the one corrects "
        "the other.",
        {what, who},
        2};
    int count = 0;
    int leave = cli_options_parse(&usage, argc, argv, &count);
    if (leave >= 0)
        return leave;
    if (count != 1 || !dln_str_to_int(dln_str_from(argv[0]), &job.id))
        return cli_usage_error("edit", "give the number of one incident, as 'dateline query' "
                                       "lists it");
    cli_signature_sign(&job.by);
    dln_error err = {0};
    int result = run(&job, &err) == DLN_OK ? CLI_DONE : cli_fail(&err);
    dln_gazetteer_close(job.gazetteer);
    dln_store_close(job.store);
    dln_arena_free(job.arena);
    return cli_finish(result);
}
