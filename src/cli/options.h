// One table of options per command: it parses them and prints the help.
#ifndef DLN_CLI_OPTIONS_H
#define DLN_CLI_OPTIONS_H

#include "dateline/dateline.h"

// Reads `value` into `target`; false with a reason in `err`.
typedef bool (*cli_parse)(dln_str value, void *target, dln_error *err);

typedef struct cli_option {
    const char *name;     // "limit", or "output|o" with a short form
    const char *argument; // "N"; NULL for a flag; "A B" takes two values, `parse` gets both in turn
    const char *help;
    cli_parse parse; // NULL for a flag: target is a bool
    void *target;
} cli_option;

typedef struct cli_usage {
    const char *command;         // "query"
    const char *arguments;       // "[filters]"
    const char *about;           // what it does, a few lines
    const cli_option *groups[3]; // tables, each ended by an option without a name
    size_t group_count;
} cli_usage;

// Parses in place: what is no option is moved to the front, `*count` says how many. Returns -1 to
// go on, or the exit status to leave with (help was asked for, or an option was wrong).
int cli_options_parse(const cli_usage *usage, int argc, char **argv, int *count);
// "dateline query: reason; see 'dateline query --help'"; returns CLI_USAGE.
int cli_usage_error(const char *command, const char *format, ...) DLN_PRINTF(2, 3);

// The values of an option that may be given several times.
typedef struct cli_texts {
    const char *items[16];
    size_t count;
} cli_texts;

// The days that a date as it is typed spans: 2024-10-05, 2024-10 or 2024.
typedef struct cli_days {
    dln_day first, last;
} cli_days;

bool cli_parse_text(dln_str value, void *target, dln_error *err);     // const char *
bool cli_parse_texts(dln_str value, void *target, dln_error *err);    // cli_texts, one more
bool cli_parse_string(dln_str value, void *target, dln_error *err);   // dln_str
bool cli_parse_words(dln_str value, void *target, dln_error *err);    // dln_str to keep; '' is none
bool cli_parse_name(dln_str value, void *target, dln_error *err);     // const char * to keep
bool cli_parse_count(dln_str value, void *target, dln_error *err);    // size_t, at least 1
bool cli_parse_day(dln_str value, void *target, dln_error *err);      // dln_day
bool cli_parse_days(dln_str value, void *target, dln_error *err);     // cli_days
bool cli_parse_since(dln_str value, void *target, dln_error *err);    // dln_day: the first of those
bool cli_parse_until(dln_str value, void *target, dln_error *err);    // dln_day: the last of them
bool cli_parse_share(dln_str value, void *target, dln_error *err);    // double in 0..1
bool cli_parse_positive(dln_str value, void *target, dln_error *err); // double > 0
bool cli_parse_box(dln_str value, void *target, dln_error *err);      // dln_box, W,S,E,N
bool cli_parse_lonlat(dln_str value, void *target, dln_error *err);   // dln_lonlat, LON,LAT
bool cli_parse_country(dln_str value, void *target, dln_error *err);  // char[3], upper case

typedef enum cli_format {
    CLI_FORMAT_TABLE,
    CLI_FORMAT_JSON,
    CLI_FORMAT_JSONL,
    CLI_FORMAT_CSV,
    CLI_FORMAT_GEOJSON,
} cli_format;
bool cli_parse_format(dln_str value, void *target, dln_error *err); // cli_format

#endif
