#include "base/utf8.h"
#include "cli/options.h"

#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

enum { HELP_COLUMN = 26 }; // where the explanations begin in --help

static dln_str long_name(const cli_option *option) {
    dln_str rest = dln_str_from(option->name);
    return dln_str_cut(&rest, '|');
}

static char short_name(const cli_option *option) {
    const char *bar = strchr(option->name, '|');
    return bar ? bar[1] : '\0';
}

static const cli_option *find_option(const cli_usage *usage, dln_str name, char brief) {
    for (size_t group = 0; group < usage->group_count; group++)
        for (const cli_option *o = usage->groups[group]; o->name; o++)
            if (brief ? short_name(o) == brief : dln_str_equal(long_name(o), name))
                return o;
    return NULL;
}

static void print_option(const cli_option *option) {
    char left[64];
    dln_str name = long_name(option);
    char brief = short_name(option);
    int width = snprintf(left, sizeof left, "  %s%c%s--%.*s%s%s", brief ? "-" : "",
                         brief ? brief : ' ', brief ? ", " : "", DLN_STR_ARG(name),
                         option->argument ? " " : "", option->argument ? option->argument : "");
    if (width >= HELP_COLUMN)
        printf("%s\n%*s%s\n", left, HELP_COLUMN, "", option->help);
    else
        printf("%-*s%s\n", HELP_COLUMN, left, option->help);
}

static void print_help(const cli_usage *usage) {
    printf("usage: dateline %s %s\n\n%s\n", usage->command, usage->arguments, usage->about);
    for (size_t group = 0; group < usage->group_count; group++) {
        printf("\n");
        for (const cli_option *o = usage->groups[group]; o->name; o++)
            print_option(o);
    }
}

int cli_usage_error(const char *command, const char *format, ...) {
    char reason[512];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    cli_say("%s: %s; see 'dateline %s --help'", command, reason, command);
    return CLI_USAGE;
}

// An option's name as the user typed it: behind one or two hyphens, before "=".
typedef struct typed_option {
    dln_str name, value;
    char brief;
} typed_option;

static typed_option split_option(const char *argument) {
    typed_option typed = {.value = DLN_STR_NONE};
    if (argument[1] != '-') {
        typed.brief = argument[1];
        typed.name = dln_str_from(argument + 1);
        typed.value = argument[2] ? dln_str_from(argument + 2) : DLN_STR_NONE;
        return typed;
    }
    dln_str rest = dln_str_from(argument + 2);
    typed.name = dln_str_cut(&rest, '=');
    typed.value = rest;
    return typed;
}

// Handles argv[*at], which begins with a hyphen; steps over its value.
static int take_option(const cli_usage *usage, int argc, char **argv, int *at) {
    typed_option typed = split_option(argv[*at]);
    const cli_option *option = find_option(usage, typed.name, typed.brief);
    if (!option)
        return cli_usage_error(usage->command, "unknown option %s", argv[*at]);
    if (!option->parse) {
        if (typed.value.data)
            return cli_usage_error(usage->command, "--%.*s takes no value",
                                   DLN_STR_ARG(typed.name));
        *(bool *)option->target = true;
        return -1;
    }
    dln_str name = long_name(option);
    if (!typed.value.data) {
        if (*at + 1 >= argc)
            return cli_usage_error(usage->command, "--%.*s needs a value: %s", DLN_STR_ARG(name),
                                   option->argument);
        typed.value = dln_str_from(argv[++*at]);
    }
    dln_error err = {0};
    bool good = option->parse(typed.value, option->target, &err);
    if (good && strchr(option->argument, ' ')) {
        if (*at + 1 >= argc)
            return cli_usage_error(usage->command, "--%.*s needs two values: %s", DLN_STR_ARG(name),
                                   option->argument);
        good = option->parse(dln_str_from(argv[++*at]), option->target, &err);
    }
    if (!good)
        return cli_usage_error(usage->command, "--%.*s: %s", DLN_STR_ARG(name), err.message);
    return -1;
}

int cli_options_parse(const cli_usage *usage, int argc, char **argv, int *count) {
    int kept = 0;
    bool options_end = false;
    for (int i = 0; i < argc; i++) {
        if (options_end || argv[i][0] != '-' || argv[i][1] == '\0') {
            argv[kept++] = argv[i];
            continue;
        }
        if (strcmp(argv[i], "--") == 0) {
            options_end = true;
            continue;
        }
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            print_help(usage);
            return cli_finish(CLI_DONE);
        }
        int status = take_option(usage, argc, argv, &i);
        if (status >= 0)
            return status;
    }
    *count = kept;
    return -1;
}

static bool refuse(dln_error *err, const char *wanted, dln_str value) {
    dln_fail(err, DLN_INVALID, "'%.*s' is not %s", DLN_STR_ARG(value), wanted);
    return false;
}

bool cli_parse_text(dln_str value, void *target, dln_error *err) {
    if (value.len == 0)
        return refuse(err, "a value", value);
    *(const char **)target = value.data; // argv is NUL-terminated
    return true;
}

// What is kept in the database must be readable by everybody.
static bool must_be_utf8(dln_str value, dln_error *err) {
    return dln_utf8_is_valid(value) || refuse(err, "UTF-8", value);
}

bool cli_parse_words(dln_str value, void *target, dln_error *err) {
    *(dln_str *)target = value.len ? value : DLN_STR_NONE;
    return must_be_utf8(value, err);
}

bool cli_parse_name(dln_str value, void *target, dln_error *err) {
    return must_be_utf8(value, err) && cli_parse_text(value, target, err);
}

bool cli_parse_texts(dln_str value, void *target, dln_error *err) {
    cli_texts *texts = target;
    size_t most = sizeof texts->items / sizeof *texts->items;
    if (texts->count == most) {
        (void)dln_fail(err, DLN_INVALID, "can be given %zu times at most", most);
        return false;
    }
    return cli_parse_text(value, &texts->items[texts->count++], err);
}

bool cli_parse_string(dln_str value, void *target, dln_error *err) {
    (void)err;
    *(dln_str *)target = value;
    return true;
}

bool cli_parse_count(dln_str value, void *target, dln_error *err) {
    int64_t number = 0;
    if (!dln_str_to_int(value, &number) || number < 1)
        return refuse(err, "a whole number from 1", value);
    *(size_t *)target = (size_t)number;
    return true;
}

bool cli_parse_day(dln_str value, void *target, dln_error *err) {
    if (value.len != 10 || !dln_day_parse(value, target))
        return refuse(err, "a day as YYYY-MM-DD", value);
    return true;
}

// "2024-10" as its first day; false when it is no month and no year.
static bool parse_month(dln_str value, dln_civil *out, bool *is_year) {
    dln_str rest = value, year = dln_str_cut(&rest, '-');
    int64_t y = 0, m = 1;
    *is_year = !rest.data;
    if (year.len != 4 || !dln_str_to_int(year, &y) ||
        (rest.data && (rest.len != 2 || !dln_str_to_int(rest, &m))))
        return false;
    *out = (dln_civil){(int)y, (int)m, 1};
    return dln_civil_is_valid(*out);
}

bool cli_parse_days(dln_str value, void *target, dln_error *err) {
    cli_days *days = target;
    dln_civil begin;
    bool is_year = false;
    if (value.len == 10 && dln_day_parse(value, &days->first)) {
        days->last = days->first;
        return true;
    }
    if (!parse_month(value, &begin, &is_year))
        return refuse(err, "a day as YYYY-MM-DD, a month as YYYY-MM or a year", value);
    dln_civil end = {begin.year, is_year ? 12 : begin.month, 1};
    end.day = dln_days_in_month(end.year, end.month);
    days->first = dln_day_from_civil(begin);
    days->last = dln_day_from_civil(end);
    return true;
}

bool cli_parse_since(dln_str value, void *target, dln_error *err) {
    cli_days days;
    if (!cli_parse_days(value, &days, err))
        return false;
    *(dln_day *)target = days.first;
    return true;
}

bool cli_parse_until(dln_str value, void *target, dln_error *err) {
    cli_days days;
    if (!cli_parse_days(value, &days, err))
        return false;
    *(dln_day *)target = days.last;
    return true;
}

bool cli_parse_share(dln_str value, void *target, dln_error *err) {
    double number = 0;
    if (!dln_str_to_double(value, &number) || number < 0 || number > 1)
        return refuse(err, "a number from 0 to 1", value);
    *(double *)target = number;
    return true;
}

bool cli_parse_positive(dln_str value, void *target, dln_error *err) {
    double number = 0;
    if (!dln_str_to_double(value, &number) || number <= 0)
        return refuse(err, "a number above 0", value);
    *(double *)target = number;
    return true;
}

// Exactly `count` numbers with commas between them.
static bool parse_numbers(dln_str value, double *out, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!value.data || !dln_str_to_double(dln_str_trim(dln_str_cut(&value, ',')), &out[i]))
            return false;
    return !value.data;
}

bool cli_parse_box(dln_str value, void *target, dln_error *err) {
    double n[4];
    dln_box box;
    if (!parse_numbers(value, n, 4))
        return refuse(err, "W,S,E,N in degrees", value);
    box = (dln_box){n[0], n[1], n[2], n[3]};
    if (!dln_box_is_valid(box))
        return refuse(err, "a box: W,S,E,N in degrees, south below north, within 180 and 90",
                      value);
    *(dln_box *)target = box;
    return true;
}

bool cli_parse_lonlat(dln_str value, void *target, dln_error *err) {
    double n[2];
    if (!parse_numbers(value, n, 2) || !dln_lonlat_is_valid((dln_lonlat){n[0], n[1]}))
        return refuse(err, "LON,LAT in degrees (longitude first)", value);
    *(dln_lonlat *)target = (dln_lonlat){n[0], n[1]};
    return true;
}

bool cli_parse_country(dln_str value, void *target, dln_error *err) {
    char *code = target;
    bool letters = value.len == 2;
    for (size_t i = 0; letters && i < 2; i++) {
        char upper = (char)(value.data[i] & ~0x20);
        letters = upper >= 'A' && upper <= 'Z';
        code[i] = upper;
    }
    code[2] = '\0';
    return letters || refuse(err, "a country code of two letters (ISO 3166-1: IQ, SY, UA)", value);
}

bool cli_parse_format(dln_str value, void *target, dln_error *err) {
    static const char *const names[] = {"table", "json", "jsonl", "csv", "geojson"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (dln_str_equal(value, dln_str_from(names[i]))) {
            *(cli_format *)target = (cli_format)i;
            return true;
        }
    return refuse(err, "table, json, jsonl, csv or geojson", value);
}
