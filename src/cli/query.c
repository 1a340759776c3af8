// dateline query and dateline show: what is in the database.
#include <string.h>

#include "cli/cli.h"
#include "cli/filter_options.h"
#include "cli/records.h"
#include "cli/values.h"

typedef struct listing {
    cli_format format;
    dln_arena *arena; // of the table
    cli_table table;
    dln_buffer line;
    dln_text_export *layer;
    size_t count;
} listing;

static dln_status list_json(listing *l, const dln_record *record, dln_error *err) {
    dln_buffer_clear(&l->line);
    dln_json json = dln_json_to(&l->line);
    cli_json_record(&json, record);
    if (l->format == CLI_FORMAT_JSON && l->count > 1)
        fputs(",\n", stdout);
    if (l->format == CLI_FORMAT_JSONL)
        dln_buffer_append_char(&l->line, '\n');
    if (l->line.failed)
        return dln_fail_memory(err);
    return cli_write_stdout(NULL, dln_buffer_str(&l->line), err);
}

static dln_status list_record(void *context, const dln_record *record, dln_error *err) {
    listing *l = context;
    l->count++;
    if (l->layer)
        return dln_text_export_add(l->layer, record, err);
    if (l->format != CLI_FORMAT_TABLE)
        return list_json(l, record, err);
    dln_str cells[CLI_INCIDENT_COLUMNS];
    cli_incident_cells(cells, record->id, &record->incident, dln_record_source_count(record),
                       l->arena);
    dln_str *row = cli_table_row(&l->table);
    for (int i = 0; i < CLI_INCIDENT_COLUMNS; i++)
        row[i] = dln_arena_copy(l->arena, cells[i]);
    return DLN_OK;
}

static dln_status begin(listing *l, dln_error *err) {
    l->table = cli_table_new(cli_incident_columns, CLI_INCIDENT_COLUMNS, l->arena);
    if (l->format == CLI_FORMAT_JSON)
        fputc('[', stdout);
    if (l->format != CLI_FORMAT_CSV && l->format != CLI_FORMAT_GEOJSON)
        return DLN_OK;
    return dln_text_export_new(l->format == CLI_FORMAT_CSV ? DLN_EXPORT_CSV : DLN_EXPORT_GEOJSON,
                               DLN_PROFILE_DATELINE, cli_write_stdout, NULL, &l->layer, err);
}

static dln_status finish(listing *l, dln_error *err) {
    if (l->format == CLI_FORMAT_JSON)
        fputs("]\n", stdout);
    if (l->layer)
        return dln_text_export_finish(l->layer, err);
    if (l->format == CLI_FORMAT_TABLE && l->count)
        return cli_table_print(&l->table, stdout, cli_terminal_width(stdout), err);
    return DLN_OK;
}

static dln_status run(listing *l, cli_filter *filter, dln_store **store, dln_error *err) {
    dln_status status = dln_arena_new(&l->arena, err);
    if (status == DLN_OK)
        status = cli_filter_build(filter, l->arena, err);
    if (status == DLN_OK)
        status = dln_store_open(filter->database, DLN_STORE_READ, store, err);
    if (status == DLN_OK)
        status = begin(l, err);
    if (status == DLN_OK)
        status = dln_store_query(*store, &filter->filter, list_record, l, err);
    return status == DLN_OK ? finish(l, err) : status;
}

int cli_query(int argc, char **argv) {
    listing l = {0};
    cli_filter filter;
    cli_filter_init(&filter);
    const cli_option options[] = {
        {"format|f", "FORMAT", "table, json, jsonl, csv or geojson (table)", cli_parse_format,
         &l.format},
        {0},
    };
    cli_usage usage = {
        "query",
        "[filters]",
        "Lists the incidents of the database that pass all the filters, oldest first.",
        {filter.options, options},
        2};
    int count = 0;
    int leave = cli_options_parse(&usage, argc, argv, &count);
    if (leave >= 0)
        return leave;
    if (count)
        return cli_usage_error("query", "'%s' is no filter", argv[0]);
    dln_error err = {0};
    dln_store *store = NULL;
    int result = CLI_DONE;
    if (run(&l, &filter, &store, &err) != DLN_OK)
        result = cli_fail(&err);
    else if (l.count == 0) {
        cli_say("no incident passes these filters");
        result = CLI_NOTHING_FOUND;
    }
    dln_store_close(store);
    dln_text_export_free(l.layer);
    dln_buffer_free(&l.line);
    dln_arena_free(l.arena);
    return cli_finish(result);
}

static void print_field(const char *name, dln_str value) {
    if (value.len)
        printf("%-12s %.*s\n", name, DLN_STR_ARG(value));
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
    printf("  %-11s\"%.*s\"\n", label, DLN_STR_ARG(e->sentence));
    printf("  at         code points %u to %u\n", e->begin, e->end);
}

static void print_source(const dln_evidence *e) {
    char day[DLN_DAY_TEXT_SIZE];
    dln_day_format(e->published, day);
    printf("\nsource       %.*s%s%.*s%s%s\n", DLN_STR_ARG(e->report_id), e->source.len ? ", " : "",
           DLN_STR_ARG(e->source), *day ? ", published " : "", day);
    print_field("  title", e->title);
    print_field("  url", e->url);
}

// One report: the sentence that names the incident, then what decided, then the other sentences.
static void print_evidence(const dln_evidence *first, const dln_evidence *end) {
    const dln_evidence *main = first;
    for (const dln_evidence *e = first; e < end; e++)
        if (!e->further)
            main = e;
    print_source(main);
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
    while (first < end) {
        const dln_evidence *next = first + 1;
        while (next < end && dln_str_equal(next->report_id, first->report_id))
            next++;
        print_evidence(first, next);
        first = next;
    }
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
    print_all_evidence(record);
}

static dln_status show(dln_store *store, int64_t id, cli_format format, dln_arena *arena,
                       dln_error *err) {
    dln_record record;
    dln_status status = dln_store_get(store, id, arena, &record, err);
    if (status != DLN_OK)
        return status;
    if (format == CLI_FORMAT_TABLE) {
        print_record(&record, arena);
        return DLN_OK;
    }
    dln_buffer buffer = {0};
    dln_json json = dln_json_to(&buffer);
    cli_json_record(&json, &record);
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
    cli_usage usage = {"show",
                       "ID",
                       "Shows one incident: every source sentence, and how its place and date were "
                       "decided.",
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
