// dateline: the command. Finds the subcommand and leaves with its exit status.
#include <signal.h>
#include <string.h>

#include "cli/cli.h"

static const cli_command commands[] = {
    {"geocode", "look place names up", cli_geocode},
    {"geoparse", "find the places a text names", cli_geoparse},
    {"extract", "find the incidents in a text", cli_extract},
    {"ingest", "read reports into the database", cli_ingest},
    {"import", "read exported incidents back", cli_import},
    {"query", "list incidents of the database", cli_query},
    {"show", "show one incident with its sources", cli_show},
    {"sql", "ask the database in SQL", cli_sql},
    {"map", "draw a map: PNG, SVG or PDF", cli_map},
    {"export", "write GeoJSON, GeoPackage, CSV, KML, Shapefile, FlatGeobuf", cli_export},
    {"edit", "correct an incident", cli_edit},
    {"accept", "say that incidents are right", cli_accept},
    {"reject", "say that they are none", cli_reject},
    {"merge", "make one incident of several", cli_merge},
    {"split", "make an incident of some sources of one", cli_split},
    {"note", "write a note at an incident", cli_note},
    {"undo", "take a correction back", cli_undo},
    {"place", "teach the database a place", cli_place},
    {"reextract", "read the stored reports anew", cli_reextract},
    {"gazetteer", "tell of, check or compile the gazetteer", cli_gazetteer},
};
enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static void print_help(FILE *out) {
    fprintf(out,
            "usage: dateline COMMAND [options] [arguments]\n\n"
            "Finds the incidents in reports, keeps them in a database, draws maps of them.\n\n");
    for (int i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].summary);
    fprintf(out,
            "\n'dateline COMMAND --help' explains a command; 'man dateline' explains them all.\n\n"
            "A first walk:\n"
            "  dateline ingest reports/            read a folder into %s\n"
            "  dateline query --in Iraq            list what happened in Iraq\n"
            "  dateline map -o map.png             draw it\n\n"
            "exit status: 0 done, 1 nothing found, 2 usage, 3 bad input, 4 system or database\n",
            CLI_DEFAULT_DATABASE);
}

int main(int argc, char **argv) {
    // A file that grows over its limit is a failed write, told and tidied up like a full disk.
    (void)signal(SIGXFSZ, SIG_IGN);
    if (argc < 2) {
        print_help(stderr);
        return CLI_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
        print_help(stdout);
        return cli_finish(CLI_DONE);
    }
    if (strcmp(name, "--version") == 0) {
        printf("dateline %s\n", DLN_VERSION);
        return cli_finish(CLI_DONE);
    }
    for (int i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(name, commands[i].name) == 0)
            return commands[i].run(argc - 2, argv + 2);
    cli_say("there is no command '%s'; see 'dateline --help'", name);
    return CLI_USAGE;
}
