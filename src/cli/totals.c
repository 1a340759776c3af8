#include "cli/totals.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "cli/cli.h"
#include "cli/table.h"
#include "cli/values.h"

enum { FIRST_TALLIES = 64, POSITION_DECIMALS = 6 };

static bool grow(cli_tallies *tallies) {
    size_t capacity = tallies->capacity ? 2 * tallies->capacity : FIRST_TALLIES;
    dln_tally *items = DLN_ARENA_ARRAY(tallies->arena, dln_tally, capacity);
    if (!items)
        return false;
    if (tallies->count)
        memcpy(items, tallies->items, tallies->count * sizeof *items);
    tallies->items = items;
    tallies->capacity = capacity;
    return true;
}

dln_status cli_tallies_gather(void *context, const dln_tally *tally, dln_error *err) {
    cli_tallies *tallies = context;
    if (tallies->count == tallies->capacity && !grow(tallies))
        return dln_fail_memory(err);
    dln_tally copy = *tally;
    copy.key = dln_arena_copy(tallies->arena, tally->key);
    copy.country = dln_arena_copy(tallies->arena, tally->country);
    if ((tally->key.data && !copy.key.data) || (tally->country.data && !copy.country.data))
        return dln_fail_memory(err);
    tallies->items[tallies->count++] = copy;
    return DLN_OK;
}

dln_status cli_tallies_ask(dln_store *store, const dln_filter *filter, dln_grouping grouping,
                           dln_arena *arena, cli_tallies *out, dln_error *err) {
    *out = (cli_tallies){.arena = arena};
    return dln_store_tally(store, filter, grouping, cli_tallies_gather, out, err);
}

dln_status cli_print_count(dln_store *store, const dln_filter *filter, cli_format format,
                           dln_arena *arena, size_t *found, dln_error *err) {
    cli_tallies all;
    dln_filter whole = *filter;
    whole.limit = 0;
    dln_status status = cli_tallies_ask(store, &whole, DLN_BY_NOTHING, arena, &all, err);
    if (status != DLN_OK)
        return status;
    *found = (size_t)all.items[0].incidents;
    if (filter->limit && *found > filter->limit)
        *found = filter->limit;
    bool is_json = format == CLI_FORMAT_JSON || format == CLI_FORMAT_JSONL;
    printf(is_json ? "{\"count\":%zu}\n" : "%zu\n", *found);
    return DLN_OK;
}

// The columns of a grouping: which of them it has.
typedef struct totals_columns {
    const char *key;
    bool has_country, has_position;
} totals_columns;

static totals_columns columns_of(dln_grouping grouping) {
    return (totals_columns){.key = dln_grouping_name(grouping),
                            .has_country = grouping == DLN_BY_ADMIN1 || grouping == DLN_BY_PLACE,
                            .has_position = grouping == DLN_BY_PLACE};
}

static dln_str number(dln_arena *arena, int64_t value) {
    return dln_arena_printf(arena, "%lld", (long long)value);
}

static bool has_position(const dln_tally *tally) {
    return tally->unplaced < tally->incidents;
}

static cli_table make_table(const totals_columns *has, cli_column *columns, dln_arena *arena) {
    size_t count = 0;
    columns[count++] = (cli_column){has->key, CLI_COLUMN_ELASTIC};
    if (has->has_country)
        columns[count++] = (cli_column){"country", CLI_COLUMN_TEXT};
    if (has->has_position) {
        columns[count++] = (cli_column){"lat", CLI_COLUMN_SPARE_NUMBER};
        columns[count++] = (cli_column){"lon", CLI_COLUMN_SPARE_NUMBER};
    }
    static const char *const numbers[] = {"incidents", "fatalities", "fatalities_high", "injured",
                                          "injured_high"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        columns[count++] = (cli_column){
            numbers[i], strchr(numbers[i], '_') ? CLI_COLUMN_SPARE_NUMBER : CLI_COLUMN_NUMBER};
    columns[count++] = (cli_column){"first", CLI_COLUMN_SPARE};
    columns[count++] = (cli_column){"last", CLI_COLUMN_SPARE};
    return cli_table_new(columns, count, arena);
}

static void add_row(cli_table *table, const totals_columns *has, const dln_tally *tally,
                    dln_arena *arena) {
    char day[DLN_DAY_TEXT_SIZE];
    dln_str *cells = cli_table_row(table);
    *cells++ = tally->key;
    if (has->has_country)
        *cells++ = tally->country;
    if (has->has_position) {
        *cells++ = has_position(tally) ? cli_number_text(arena, tally->at.lat, 4) : DLN_STR("");
        *cells++ = has_position(tally) ? cli_number_text(arena, tally->at.lon, 4) : DLN_STR("");
    }
    *cells++ = number(arena, tally->incidents);
    *cells++ = number(arena, tally->fatalities);
    *cells++ = number(arena, tally->fatalities_high);
    *cells++ = number(arena, tally->injured);
    *cells++ = number(arena, tally->injured_high);
    *cells++ = dln_arena_copy(arena, dln_str_from(dln_day_format(tally->first, day)));
    *cells++ = dln_arena_copy(arena, dln_str_from(dln_day_format(tally->last, day)));
}

static void json_tally(dln_json *json, const totals_columns *has, const dln_tally *tally) {
    dln_json_open(json, NULL, '{');
    dln_json_str(json, has->key, tally->key);
    if (has->has_country)
        dln_json_str(json, "country", tally->country);
    if (has->has_position) {
        dln_json_double(json, "lat", has_position(tally) ? tally->at.lat : NAN, POSITION_DECIMALS);
        dln_json_double(json, "lon", has_position(tally) ? tally->at.lon : NAN, POSITION_DECIMALS);
    }
    dln_json_int(json, "incidents", tally->incidents);
    dln_json_int(json, "fatalities", tally->fatalities);
    dln_json_int(json, "fatalities_high", tally->fatalities_high);
    dln_json_int(json, "injured", tally->injured);
    dln_json_int(json, "injured_high", tally->injured_high);
    dln_json_day(json, "first", tally->first);
    dln_json_day(json, "last", tally->last);
    dln_json_close(json, '}');
}

static dln_status print_json(const cli_tallies *groups, const totals_columns *has, bool lines,
                             dln_error *err) {
    dln_buffer out = {0};
    dln_json json = dln_json_to(&out);
    if (!lines)
        dln_json_open(&json, NULL, '[');
    for (size_t i = 0; i < groups->count; i++) {
        if (lines)
            json = dln_json_to(&out);
        json_tally(&json, has, &groups->items[i]);
        if (lines)
            dln_buffer_append_char(&out, '\n');
    }
    if (!lines) {
        dln_json_close(&json, ']');
        dln_buffer_append_char(&out, '\n');
    }
    dln_status status = out.failed ? dln_fail_memory(err)
                        : out.len  ? cli_write_stdout(NULL, dln_buffer_str(&out), err)
                                   : DLN_OK;
    dln_buffer_free(&out);
    return status;
}

// The sum of all groups, below a table of several.
static dln_tally sum_of(const cli_tallies *groups) {
    dln_tally sum = {.key = DLN_STR("all"), .first = DLN_DAY_NONE, .last = DLN_DAY_NONE};
    for (size_t i = 0; i < groups->count; i++) {
        const dln_tally *t = &groups->items[i];
        sum.incidents += t->incidents;
        sum.fatalities += t->fatalities, sum.fatalities_high += t->fatalities_high;
        sum.injured += t->injured, sum.injured_high += t->injured_high;
        if (t->first != DLN_DAY_NONE && (sum.first == DLN_DAY_NONE || t->first < sum.first))
            sum.first = t->first;
        if (t->last != DLN_DAY_NONE && (sum.last == DLN_DAY_NONE || t->last > sum.last))
            sum.last = t->last;
    }
    sum.unplaced = sum.incidents; // a sum lies nowhere
    return sum;
}

dln_status cli_print_groups(dln_store *store, const dln_filter *filter, dln_grouping grouping,
                            cli_format format, dln_arena *arena, size_t *found, dln_error *err) {
    cli_tallies groups;
    cli_column columns[CLI_TABLE_COLUMNS];
    totals_columns has = columns_of(grouping);
    dln_status status = cli_tallies_ask(store, filter, grouping, arena, &groups, err);
    if (status != DLN_OK)
        return status;
    *found = groups.count;
    if (format == CLI_FORMAT_JSON || format == CLI_FORMAT_JSONL)
        return print_json(&groups, &has, format == CLI_FORMAT_JSONL, err);
    cli_table table = make_table(&has, columns, arena);
    for (size_t i = 0; i < groups.count; i++)
        add_row(&table, &has, &groups.items[i], arena);
    if (format == CLI_FORMAT_CSV)
        return cli_table_print_csv(&table, stdout, err);
    dln_tally sum = sum_of(&groups);
    if (groups.count > 1)
        add_row(&table, &has, &sum, arena);
    for (size_t i = 0; i < groups.count; i++) // what nobody said
        if (!groups.items[i].key.data)
            table.cells[i * table.column_count] = DLN_STR("–");
    return groups.count ? cli_table_print(&table, stdout, cli_terminal_width(stdout), err) : DLN_OK;
}
