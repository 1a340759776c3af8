// What the commands share: exit statuses and messages.
#ifndef DLN_CLI_CLI_H
#define DLN_CLI_CLI_H

#include <stdio.h>

#include "dateline/dateline.h"

enum cli_exit {
    CLI_DONE = 0,
    CLI_NOTHING_FOUND = 1,
    CLI_USAGE = 2,
    CLI_BAD_INPUT = 3,
    CLI_SYSTEM = 4,
};

// A subcommand. `run` gets the arguments behind its name.
typedef struct cli_command {
    const char *name;
    const char *summary; // one line, for `dateline --help`
    int (*run)(int argc, char **argv);
} cli_command;

int cli_geocode(int argc, char **argv);
int cli_geoparse(int argc, char **argv);
int cli_extract(int argc, char **argv);
int cli_ingest(int argc, char **argv);
int cli_import(int argc, char **argv);
int cli_query(int argc, char **argv);
int cli_show(int argc, char **argv);
int cli_map(int argc, char **argv);
int cli_export(int argc, char **argv);
int cli_gazetteer(int argc, char **argv);
int cli_edit(int argc, char **argv);
int cli_accept(int argc, char **argv);
int cli_reject(int argc, char **argv);
int cli_note(int argc, char **argv);
int cli_merge(int argc, char **argv);
int cli_split(int argc, char **argv);
int cli_undo(int argc, char **argv);
int cli_place(int argc, char **argv);
int cli_reextract(int argc, char **argv);
int cli_sql(int argc, char **argv);

// The default database lies in output/, which a fresh folder lacks.
void cli_make_default_folder(const char *database);

// "dateline: message" on standard error.
void cli_say(const char *format, ...) DLN_PRINTF(1, 2);
// Says err's line and returns the exit status that belongs to it.
int cli_fail(const dln_error *err);
int cli_exit_of(dln_status status);
// The graver of two exit statuses: system, usage, bad input, nothing found, done.
int cli_worse(int a, int b);
// Flushes standard output; CLI_SYSTEM if something could not be written, else `status`.
int cli_finish(int status);

// Opens a database that must exist, to change what is in it.
dln_status cli_open_to_change(const char *path, dln_store **out, dln_error *err) DLN_MUST_CHECK;

// A dln_write_bytes to standard output; `context` is not used.
dln_status cli_write_stdout(void *context, dln_str bytes, dln_error *err);

#define CLI_DEFAULT_DATABASE "output/incidents.sqlite"

#endif
