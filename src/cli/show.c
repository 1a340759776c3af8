// dateline show: one incident with its sources, its reasons and its history.
#include <string.h>

#include "cli/cli.h"
#include "cli/history.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "cli/values.h"

static void print_field(const char *name, dln_str value) {
    if (!value.len)
        return;
    printf("%-12s ", name);
    cli_text_print(stdout, value);
    putchar('\n');
}

static void print_where(const char *name, const dln_where *where, dln_arena *arena) {
    static const char *const how_well[] = {"", "the place itself", "near it, or a part of it",
                                           "a region or country"};
    if (!where->name.data)
        return;
    if (!where->located) {
        print_field(name, dln_arena_printf(arena, "%.*s (not placed)", DLN_STR_ARG(where->name)));
        return;
    }
    print_field(name, dln_arena_printf(arena, "%.*s%s%.*s%s%.*s  %.4f, %.4f  (%s, within %.0f km)",
                                       DLN_STR_ARG(where->name), where->admin1.len ? ", " : "",
                                       DLN_STR_ARG(where->admin1), where->country.len ? ", " : "",
                                       DLN_STR_ARG(where->country), where->at.lat, where->at.lon,
                                       how_well[where->precision], where->radius_m / 1000));
}

static void print_numbers(const dln_incident *incident, dln_arena *arena) {
    print_field("count", cli_count_text(incident->count, arena));
    print_field("killed", cli_count_text(incident->fatalities, arena));
    print_field("injured", cli_count_text(incident->injured, arena));
}

// A sentence and where it stands in its report.
static void print_sentence(const char *label, const dln_evidence *e) {
    printf("  %-11s\"", label);
    cli_text_print(stdout, e->sentence);
    printf("\"\n  at         code points %u to %u\n", e->begin, e->end);
}

static void print_source(const dln_evidence *e, size_t number) {
    char day[DLN_DAY_TEXT_SIZE];
    dln_day_format(e->published, day);
    printf("\nsource %-5zu ", number);
    cli_text_print(stdout, e->report_id);
    fputs(e->source.len ? ", " : "", stdout);
    cli_text_print(stdout, e->source);
    printf("%s%s\n", *day ? ", published " : "", day);
    print_field("  title", e->title);
    print_field("  url", e->url);
}

// One report: the sentence that names the incident, then what decided, then the other sentences.
static void print_evidence(const dln_evidence *first, const dln_evidence *end, size_t number) {
    const dln_evidence *main = first;
    for (const dln_evidence *e = first; e < end; e++)
        if (!e->further)
            main = e;
    print_source(main, number);
    print_sentence("sentence", main);
    print_field("  place", main->place_reason);
    print_field("  date", main->date_reason);
    print_field("  merged", main->merge_reason);
    for (const dln_evidence *e = first; e < end; e++)
        if (e != main)
            print_sentence("also", e);
}

static void print_all_evidence(const dln_record *record) {
    const dln_evidence *first = record->evidence, *end = first + record->evidence_count;
    for (size_t number = 1; first < end; number++) {
        const dln_evidence *next = first + 1;
        while (next < end && next->id == first->id)
            next++;
        print_evidence(first, next, number);
        first = next;
    }
}

static void print_review(const dln_record *record) {
    const char *corrected = record->corrected ? "corrected" : "";
    if (record->review != DLN_REVIEW_NONE)
        printf("%-12s %s%s%s\n", "review", dln_review_name(record->review), *corrected ? ", " : "",
               corrected);
    else if (*corrected)
        printf("%-12s %s\n", "review", corrected);
}

static void print_record(const dln_record *record, dln_arena *arena) {
    const dln_incident *incident = &record->incident;
    printf("incident     %lld\n", (long long)record->id);
    print_field("type", cli_type_text(incident, arena));
    print_field("status", dln_str_from(dln_status_name(incident->status)));
    dln_str when = cli_when_text(incident->when, arena);
    print_field("date", when.len ? when : DLN_STR("not known"));
    print_where("place", &incident->where, arena);
    print_where("from", &incident->origin, arena);
    for (size_t i = 0; i < incident->via_count; i++)
        print_where("via", &incident->via[i], arena);
    print_where("to", &incident->destination, arena);
    print_field("actor", incident->actor);
    print_field("target", incident->target);
    print_field("weapon", incident->weapon);
    print_field("object", incident->object);
    print_numbers(incident, arena);
    print_field("confidence", cli_number_text(arena, incident->confidence, 2));
    print_review(record);
    if (record->corrected) {
        print_field("place by", incident->place_reason);
        print_field("date by", incident->date_reason);
    }
    print_all_evidence(record);
}

static dln_status show(dln_store *store, int64_t id, cli_format format, dln_arena *arena,
                       dln_error *err) {
    dln_record record;
    cli_history history = {0};
    dln_status status = dln_store_get(store, id, arena, &record, err);
    if (status == DLN_OK)
        status = dln_store_history(store, id, arena, &history.items, &history.count, err);
    if (status != DLN_OK)
        return status;
    if (format == CLI_FORMAT_TABLE) {
        print_record(&record, arena);
        return cli_history_print(&history, id, err);
    }
    dln_buffer buffer = {0};
    dln_json json = dln_json_to(&buffer);
    cli_json_open_record(&json, &record);
    cli_json_history(&json, &history);
    dln_json_close(&json, '}');
    dln_buffer_append_char(&buffer, '\n');
    status =
        buffer.failed ? dln_fail_memory(err) : cli_write_stdout(NULL, dln_buffer_str(&buffer), err);
    dln_buffer_free(&buffer);
    return status;
}

int cli_show(int argc, char **argv) {
    const char *database = CLI_DEFAULT_DATABASE;
    cli_format format = CLI_FORMAT_TABLE;
    const cli_option options[] = {
        {"db", "FILE", "the database (" CLI_DEFAULT_DATABASE ")", cli_parse_text, &database},
        {"format|f", "FORMAT", "table (text for a person) or json", cli_parse_format, &format},
        {0},
    };
    cli_usage usage = {
        "show",
        "ID",
        "Shows one incident: every source sentence, how its place and date were decided, "
        "and what was\ncorrected.",
        {options},
        1};
    int count = 0;
    int leave = cli_options_parse(&usage, argc, argv, &count);
    if (leave >= 0)
        return leave;
    int64_t id = 0;
    if (count != 1 || !dln_str_to_int(dln_str_from(argv[0]), &id))
        return cli_usage_error("show",
                               "give the number of one incident, as 'dateline query' lists it");
    if (format == CLI_FORMAT_CSV || format == CLI_FORMAT_GEOJSON)
        return cli_usage_error("show", "--format: table or json");
    dln_error err = {0};
    dln_store *store = NULL;
    dln_arena *arena = NULL;
    dln_status status = dln_arena_new(&arena, &err);
    if (status == DLN_OK)
        status = dln_store_open(database, DLN_STORE_READ, &store, &err);
    if (status == DLN_OK)
        status = show(store, id, format, arena, &err);
    int result = status == DLN_OK ? CLI_DONE : cli_fail(&err);
    dln_store_close(store);
    dln_arena_free(arena);
    return cli_finish(result);
}
